"""The summary that rules make, in the article's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.analysis import Unit, analyse
from summarizer.article import article_from_text
from summarizer.checks import check_support
from summarizer.errors import EmptyArticleError
from summarizer.news.digest import SUMMARY_SENTENCES, _joined, _Piece, summarise
from summarizer.news.statements import find_candidates

if TYPE_CHECKING:
    from summarizer.schemas.news import SummaryAnswer

LEAD = "A flood destroyed the bridge over the Rio Seco on Monday and cut the town of Ellis off from the coast."
SECOND = "The water rose by three metres within an hour, and the bridge was gone before anybody could be warned."
DAM = "The dam above the town had been opened on Sunday to save the bridge from the flood, the water board wrote."
MAYOR = "Mayor Ana Torres came to the town hall of Ellis on Monday evening to speak about the bridge and the dam."
FARMER = "Farmer Luis Prado denied that the dam had been opened by his men on the night before the flood came down."
SCHOOL = "The school of the town stays closed until Friday, since half of its teachers live beyond the lost bridge."
ARMY = "The army sent forty soldiers and two boats to the river, which carry people and bread to the other bank."
LONG = (LEAD, SECOND, DAM, MAYOR, FARMER, SCHOOL)


def read(text: str) -> list[SummaryAnswer]:
    analysis = analyse(article_from_text(text))
    return summarise(analysis, find_candidates(analysis))


def texts(*sentences: str) -> list[str]:
    return [one.text for one in read(" ".join(sentences))]


def holds(text: str, summary: list[SummaryAnswer]) -> bool:
    """Whether all that is cited is the article's, nothing is said beyond it, and the order is the article's."""
    for one in summary:
        assert 1 <= len(one.evidence) <= 3
        assert all(text[span.start : span.end] == span.text for span in one.evidence)
        starts = [span.start for span in one.evidence]
        assert starts == sorted(set(starts))
        assert all(check.passed for check in check_support(one.text, " ".join(span.text for span in one.evidence)))
        assert 1 <= len(one.text) <= 400
    last = [one.evidence[-1].start for one in summary]
    assert last == sorted(last)
    return 1 <= len(summary) <= SUMMARY_SENTENCES


def test_a_short_article_is_its_own_summary() -> None:
    assert texts(LEAD, SECOND) == [LEAD, SECOND]
    assert texts("The dam burst.") == ["The dam burst."]


def test_of_a_longer_one_up_to_two_sentences_are_joined_to_their_neighbours() -> None:
    text = " ".join(LONG)
    summary = read(text)
    assert holds(text, summary)
    assert len(summary) == SUMMARY_SENTENCES
    joined = [one for one in summary if len(one.evidence) == 2]
    assert 1 <= len(joined) <= 2
    for one in joined:
        first, second = (span.text for span in one.evidence)
        lowered = second[0].lower() + second[1:]
        assert one.text in {f"{first.removesuffix('.')}; {second}", f"{first.removesuffix('.')}; {lowered}"}


def test_a_name_that_heads_the_second_half_keeps_its_capital() -> None:
    summary = texts(*LONG)
    assert not any("; farmer Luis" in one or "; mayor Ana" in one for one in summary)
    assert not any("; The " in one or "; A " in one for one in summary)


@pytest.mark.parametrize("end", ["?", "!", "…", "?”"])
def test_only_what_ends_with_a_full_stop_is_joined_to_what_follows(end: str) -> None:
    text = " ".join(sentence[:-1] + end for sentence in LONG)
    assert holds(text, read(text))
    assert not any(";" in one.text for one in read(text))


def test_what_gets_too_long_to_read_is_not_joined() -> None:
    long = [f"{sentence[:-1]}, {'as the people of the old town by the sea tell it, ' * 4}so far." for sentence in LONG]
    assert [len(one.evidence) for one in read(" ".join(long))] == [1] * SUMMARY_SENTENCES


TIES = [
    ("However, the dam above the town had been opened on Sunday to save the bridge.", "The dam above"),
    ("Meanwhile, forty soldiers with two boats came to the town on Sunday evening.", "Forty soldiers"),
    ("In addition, 40 soldiers with two boats came to the town on Sunday evening.", "40 soldiers"),
    # no ties
    ("But Luis Prado and the men had opened the dam above the town on Sunday night.", "But Luis Prado"),
    ("Still Life, a painting of the town, was lost in the flood on Sunday evening.", "Still Life,"),
    ("Also Known As, a film about the town, was shown for the first time on Sunday.", "Also Known As"),
    ("But for the dam above the town the bridge would still be there, people say.", "But for the dam"),
    ("Still waters ran through the town of Ellis on Tuesday morning, people said.", "Still waters"),
    ("Alsopolis is the name of the town that lost its bridge on Monday evening.", "Alsopolis is"),
    ("Andrea Lopez, who lives by the river, lost her house and her boat on Monday.", "Andrea Lopez"),
]


@pytest.mark.parametrize(("sentence", "begins"), TIES, ids=[sentence[:20] for sentence, _ in TIES])
def test_what_ties_a_sentence_to_the_one_before_it_is_left_out(sentence: str, begins: str) -> None:
    _, one = read(f"{LEAD} {sentence}")
    assert one.text.startswith(begins)
    assert [span.text for span in one.evidence] == [sentence]


PRONOUNS = [
    "She said the bridge would be rebuilt by May, and that the town of Ellis would have to pay for it.",
    "However, she said the bridge would be rebuilt by May, and that the town would have to pay for it.",
]


@pytest.mark.parametrize("sentence", PRONOUNS)
def test_she_who_speaks_has_her_name_and_the_sentence_that_gives_it(sentence: str) -> None:
    text = f"{MAYOR} {sentence}"
    *_, one = summary = read(text)
    assert holds(text, summary)
    assert one.text.startswith("Ana Torres said the bridge would be rebuilt")
    assert [span.text for span in one.evidence] == [MAYOR, sentence]


TWO_MAYORS = "Mayor Ana Torres met the mayor of Villa Alta, Eva Ruiz, on the bridge over the Rio Seco on Monday."


def test_she_who_may_be_another_keeps_no_name() -> None:
    sentence = "She said the bridge would be rebuilt by May, and that the town of Ellis would have to pay for it."
    *_, one = read(f"{TWO_MAYORS} {sentence}")
    assert "Torres said" not in one.text
    assert "Ruiz said" not in one.text


JOINS = [
    ("IT workers at the town hall lost all power in the flood.", "; IT workers"),
    ("AS Roma sent a team to the town on Sunday.", "; AS Roma"),
    ("All Blacks coach Jim Lee sent money to the town.", "; All Blacks"),
    ("The town lost its only bridge in the flood.", "; the town"),
]


@pytest.mark.parametrize(("sentence", "joint"), JOINS, ids=[sentence[:12] for sentence, _ in JOINS])
def test_only_a_plain_word_becomes_small_behind_a_semicolon(sentence: str, joint: str) -> None:
    unit = Unit("S2", 60, 60 + len(sentence))
    joined = _joined(_Piece(0, "The flood came on Monday.", (Unit("S1", 0, 25),)), _Piece(60, sentence, (unit,)))
    assert joined is not None
    assert joint in joined.text


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The flood came from the U.S.", "The town lost its bridge."),
        ("The flood came on Monday.", "Her colleague disagreed."),
        ("The flood came on Monday.", "A spokeswoman said they had faith in him."),
        ("Who came on Monday?", "The town lost its bridge."),
    ],
)
def test_what_may_mean_somebody_else_behind_a_semicolon_is_not_joined(first: str, second: str) -> None:
    one = _Piece(0, first, (Unit("S1", 0, len(first)),))
    assert _joined(one, _Piece(60, second, (Unit("S2", 60, 60 + len(second)),))) is None


@pytest.mark.parametrize(
    "text",
    [
        f"{LEAD} It said in the old books of the town that the bridge would not stand for more than a hundred years.",
        f"{LEAD} They told of a flood in the old books of the town, which nobody had read for a hundred years or so.",
        f"{MAYOR} She left the town hall by the back door, and nobody saw her again on that long day by the river.",
    ],
)
def test_who_is_not_known_or_does_not_speak_stays_as_the_article_calls_them(text: str) -> None:
    summary = read(text)
    assert [one.text for one in summary] == [span.text for one in summary for span in one.evidence]


def test_a_name_that_no_sentence_before_holds_in_full_is_not_put_in() -> None:
    later = "Ana Torres, who is the mayor of the town of Ellis, had come to the hall by the river on that evening."
    said = "Torres came to the hall. She said the bridge would be rebuilt by May, and that the town would pay for it."
    text = f"{said} {later}"
    assert holds(text, read(text))
    assert not any(one.text.startswith("Ana Torres said") for one in read(text))


def test_no_piece_cites_more_than_a_summary_sentence_may() -> None:
    people = [("Ana Torres", "She"), ("Luis Prado", "He"), ("Eva Lind", "She"), ("Tom Hale", "He")]
    text = " ".join(
        f"{name} came to the hall. {word} said the plan {number} for the bridge was bad for the town and the river."
        for number, (name, word) in enumerate(people * 2)
    )
    assert holds(text, read(text))


def test_white_space_is_made_one_and_the_span_stays_exact() -> None:
    text = LEAD.replace(" over ", "  over\t") + " " + SECOND
    summary = read(text)
    assert summary[0].text == LEAD
    assert holds(text, summary)


def test_a_very_long_sentence_is_cut() -> None:
    text = "The river " + "and the flood and the bridge " * 60 + "were there."
    (one,) = read(text)
    assert len(one.text) <= 400
    assert one.text.endswith("…")


ODD = {
    "no whole sentence": "Short one\n\nAnother short\n\nNo end here",
    "all quoted": "“We left.” “They came.” “We shall return to the town when the flood has gone.” “Who knows?”",
    "five hundred": " ".join(LEAD.replace("Monday", f"day {number}") for number in range(500)),
    "all alike": " ".join([LEAD] * 50),
    "foreign": "Le maire de la ville a dit que le pont serait reconstruit avant le mois de mai, selon les pompiers.",
    "capitals": " ".join([LEAD, SECOND, MAYOR, PRONOUNS[0]]).upper(),
    "emoji": "🌊🌊 The dam burst 😱😱! “We lost everything 😭,” mayor Ana Torres said. " + "👍" * 70 + ".",
    "nothing but ties": "However, but and. And, yet. " + "But " * 30 + ".",
    "a list": "\n".join(
        f"{number}. The bridge number {number} is to be rebuilt by May, by the town." for number in range(9)
    ),
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_articles_have_a_summary_too(text: str) -> None:
    assert holds(text, read(text))


PIECES = st.sampled_from(
    [
        *(*LONG, ARMY, *PRONOUNS, *(sentence for sentence, _ in TIES)),
        *(
            "He said so.",
            "“No,” she said.",
            "However, ",
            "But ",
            "A heading",
            "👍",
            "It rained",
            "“",
            "Some 40 people.",
        ),
    ]
)


@given(st.lists(PIECES | st.text(max_size=20), min_size=1, max_size=14), st.sampled_from([" ", "\n\n", "\n"]))
@settings(max_examples=150, deadline=None)
def test_any_article_has_a_summary_that_it_bears_out(pieces: list[str], gap: str) -> None:
    text = gap.join(pieces)
    try:
        summary = read(text)
    except EmptyArticleError:
        return
    assert holds(text, summary)
    assert summary == read(text)
