"""Treaties, resolutions and cases, by the names that an article gives them."""

from __future__ import annotations

import pytest

from summarizer.analysis import Analysis, analyse
from summarizer.article import article_from_text
from summarizer.news.references import find_references


def read(text: str) -> Analysis:
    return analyse(article_from_text(text))


NAMED = [
    ("They signed the Pan-Lake Fishing Zone (PaLFiZ) agreement.", ["Pan-Lake Fishing Zone (PaLFiZ) agreement"]),
    ("The Treaty of Tordesillas divided it.", ["Treaty of Tordesillas"]),
    ("The Convention on the Rights of the Child protects them.", ["Convention on the Rights of the Child"]),
    ("It calls for Resolution 1701 to be kept.", ["Resolution 1701"]),
    ("In Ortiz v. Lakeland Ferries Inc. the court ruled for him.", ["Ortiz v. Lakeland Ferries Inc."]),
    ("Judges heard the case of Hale vs. Roe.", ["Hale vs. Roe"]),
    ("They broke U.N. resolutions. These are Security Council resolutions.", ["U.N. resolutions", None]),
    ("They broke Council resolutions. These are UN Security Council resolutions.", ["UN Security Council resolutions"]),
    (
        "They signed the Paris Agreement and UN Security Council Resolution 2231.",
        ["Paris Agreement", "UN Security Council Resolution 2231"],
    ),
    ("The UN Charter binds it. The United Nations Charter binds all.", ["United Nations Charter"]),
]
NOT_NAMED = [
    "Rovers v. Albion ended in a draw.",
    "The Metro Lake Convention Centre was full.",
    "The Progressive National Convention met in the Constitution Hall.",
]


@pytest.mark.parametrize(("text", "names"), NAMED)
def test_what_an_article_names_in_several_ways_stands_once_by_its_fullest(text: str, names: list[str | None]) -> None:
    found = [one.name for one in find_references(read(f"The envoys met in the morning. {text}"))]
    assert found == [name or "Security Council resolutions" for name in names]


@pytest.mark.parametrize("text", NOT_NAMED)
def test_matches_halls_and_party_meetings_are_no_instruments(text: str) -> None:
    assert find_references(read(f"The envoys met in the morning. {text}")) == []


def test_a_heading_in_capitals_is_no_longer_name() -> None:
    text = (
        "Rising Anger and Breach of Council Resolutions\n\nThe envoys said that Security Council resolutions bind it."
    )
    (one,) = find_references(read(text))
    assert (one.name, one.body, len(one.evidence)) == ("Security Council resolutions", "Security Council", 2)
