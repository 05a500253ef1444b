"""Where an event took place and who took part in it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.analysis import Analysis, analyse
from summarizer.article import article_from_text
from summarizer.errors import EmptyArticleError
from summarizer.news.event_parts import mentions_of, participants, place_of
from summarizer.schemas.news import EntityKind

KINDS = {
    "Port Ellis": EntityKind.PLACE,
    "Rio Seco": EntityKind.PLACE,
    "Peru": EntityKind.COUNTRY,
    "Chile": EntityKind.COUNTRY,
    "Ana Torres": EntityKind.PERSON,
    "Luis Prado": EntityKind.PERSON,
    "Transport Union": EntityKind.ORGANIZATION,
    "Radio Norte": EntityKind.ORGANIZATION,
}


def read(text: str) -> tuple[Analysis, dict[str, EntityKind], dict[str, str]]:
    """An article, what its entities are, and their names by id."""
    analysis = analyse(article_from_text(text))
    names = {f"E{number}": entity.name for number, entity in enumerate(analysis.entities, start=1)}
    return analysis, {unit: KINDS.get(name, EntityKind.OTHER) for unit, name in names.items()}, names


def where(text: str) -> str | None:
    analysis, kinds, _ = read(text)
    return place_of(analysis, mentions_of(analysis), (0, len(text)), kinds)


def who(text: str) -> list[str]:
    analysis, kinds, names = read(text)
    return [names[unit] for unit in participants(analysis, mentions_of(analysis), (0, len(text)), kinds)]


PLACES = [
    ("Luis Prado was shot in Port Ellis on Monday.", "Port Ellis"),
    ("A bus fell into the river near the town of Port Ellis.", "Port Ellis"),
    ("The flood struck at the Rio Seco and then in Port Ellis.", "Rio Seco"),
    ("Two people died in Peru on Monday.", "Peru"),
    ("Two people died in Peru and later in Port Ellis.", "Port Ellis"),
    ("Fires burned across the whole of Peru.", "Peru"),
    # the way there, whose it is, and who acts are no place
    ("The envoy flew to Port Ellis on Monday.", None),
    ("Peru signed the treaty on Monday.", None),
    ("Luis Prado spoke of Port Ellis.", None),
    ("The mayor of Port Ellis resigned.", None),
    ("The Transport Union met in Radio Norte.", None),
    ("It rained on Monday.", None),
]


@pytest.mark.parametrize(("text", "place"), PLACES, ids=[text for text, _ in PLACES])
def test_an_event_took_place_where_its_words_put_it(text: str, place: str | None) -> None:
    assert where(text) == place


TAKING_PART = [
    ("Ana Torres met Luis Prado of the Transport Union.", ["Ana Torres", "Luis Prado", "Transport Union"]),
    ("Luis Prado met Luis Prado again.", ["Luis Prado"]),
    ("Peru signed a treaty with Chile.", ["Peru", "Chile"]),
    ("Ana Torres was shot in Peru.", ["Ana Torres"]),
    ("Ana Torres flew from Chile to Peru.", ["Ana Torres"]),
    ("Chile's Ana Torres resigned.", ["Ana Torres"]),
    ("The bridge over the Rio Seco in Port Ellis burst.", []),
    ("It rained.", []),
]


@pytest.mark.parametrize(("text", "names"), TAKING_PART, ids=[text for text, _ in TAKING_PART])
def test_those_take_part_who_are_named_and_no_mere_place(text: str, names: list[str]) -> None:
    assert who(text) == names


def test_a_country_that_is_a_place_once_and_acts_once_takes_part() -> None:
    assert who("Troops of Peru were seen in Peru on Monday.") == ["Peru"]


def test_only_the_words_that_tell_of_it_count() -> None:
    text = "Ana Torres met Luis Prado in Port Ellis. It rained in Peru."
    analysis, kinds, names = read(text)
    mentions = mentions_of(analysis)
    first, second = ((unit.start, unit.end) for unit in analysis.sentences)
    assert place_of(analysis, mentions, first, kinds) == "Port Ellis"
    assert place_of(analysis, mentions, second, kinds) == "Peru"
    assert participants(analysis, mentions, second, kinds) == ()
    cut = (text.index("Luis"), text.index(" in Port"))
    assert [names[unit] for unit in participants(analysis, mentions, cut, kinds)] == ["Luis Prado"]
    assert place_of(analysis, mentions, (text.index("Port"), len(text)), kinds) == "Peru"
    assert participants(analysis, mentions, (5, 5), kinds) == ()


def test_mentions_stand_in_the_order_of_the_article_with_the_ids_of_their_entities() -> None:
    analysis, _, names = read("Ana Torres met Luis Prado. Torres left. Prado stayed, and Ana Torres came back.")
    mentions = mentions_of(analysis)
    assert mentions == sorted(mentions)
    assert [names[unit] for _, _, unit in mentions] == [
        *("Ana Torres", "Luis Prado", "Ana Torres", "Luis Prado", "Ana Torres")
    ]


class Counted(list[tuple[int, int, str]]):
    """A list that counts how often one of its items is looked at."""

    looks = 0

    def __getitem__(self, index: Any) -> Any:
        found = super().__getitem__(index)
        self.looks += len(found) if isinstance(index, slice) else 1
        return found


@pytest.mark.parametrize("count", [100, 1000])
def test_an_event_of_a_long_article_looks_at_its_own_names_and_few_others(count: int) -> None:
    text = " ".join(f"Ana Torres of town {number} met Luis Prado in Port Ellis." for number in range(count))
    analysis, kinds, _ = read(text)
    mentions = Counted(mentions_of(analysis))
    assert len(mentions) == 3 * count
    last = analysis.sentences[-1]
    assert place_of(analysis, mentions, (last.start, last.end), kinds) == "Port Ellis"
    assert len(participants(analysis, mentions, (last.start, last.end), kinds)) == 2
    assert mentions.looks < 60


PIECES = st.sampled_from(
    [*KINDS, " in ", " near the ", " to ", "’s ", "'s ", ". ", ", ", "\n", " met ", "😀", "in", " "]
)


@given(st.lists(PIECES, min_size=1, max_size=25), st.integers(0, 80), st.integers(0, 80))
@settings(max_examples=150, deadline=None)
def test_any_piece_of_any_article_has_a_place_that_it_names_or_none(pieces: list[str], one: int, two: int) -> None:
    text = "".join(pieces)
    try:
        analysis, kinds, _ = read(text)
    except EmptyArticleError:
        return
    told = (min(one, two), max(one, two))
    mentions = mentions_of(analysis)
    place = place_of(analysis, mentions, told, kinds)
    assert place is None or any(text[start:end] == place for start, end, _ in mentions if told[0] <= start < told[1])
    taking = participants(analysis, mentions, told, kinds)
    assert len(set(taking)) == len(taking)
    assert {kinds[unit] for unit in taking} <= {EntityKind.PERSON, EntityKind.ORGANIZATION, EntityKind.COUNTRY}
