"""Which sentences a short brief cannot do without."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.analysis import Analysis, Unit, analyse
from summarizer.article import article_from_text
from summarizer.errors import EmptyArticleError
from summarizer.news import salience
from summarizer.news.salience import salient_sentences
from summarizer.news.statements import find_candidates

LEAD = "A flood destroyed the bridge over the Rio Seco on Monday and cut the town of Ellis off from the coast."
SECOND = "The water rose by three metres within an hour, and the bridge was gone before anybody could be warned."
FLAT = "Visitors like the quiet lanes, and its bakers are known for a sweet cake with almonds and lemon peel."
DAM = "The dam above the town had been opened on Sunday to save the bridge from the flood, the water board wrote."
SAYS = "Mayor Ana Torres said the bridge over the river would be rebuilt by May, and that the town would pay for it."
DENIES = "Farmer Luis Prado denied that the dam had been opened by his men on the night before the flood came down."


def read(text: str, most: int = 6) -> list[str]:
    analysis = analyse(article_from_text(text))
    return [analysis.text_of(unit) for unit in salient_sentences(analysis, find_candidates(analysis), most)]


def of(*sentences: str, most: int = 6) -> list[str]:
    return read(" ".join(sentences), most)


def test_the_first_sentences_lead() -> None:
    assert of(LEAD, SECOND, FLAT, DAM, SAYS)[:2] == [LEAD, SECOND]


@pytest.mark.parametrize("most", [0, 1, 2, 3, 9])
def test_there_are_as_many_as_are_wanted_or_all(most: int) -> None:
    assert len(of(LEAD, SECOND, FLAT, DAM, SAYS, most=most)) == min(most, 5)


def test_what_speaks_of_what_others_speak_of_comes_before_what_nobody_else_does() -> None:
    assert of(LEAD, SECOND, FLAT, DAM, DENIES, most=3)[2] in {DAM, DENIES}


def test_a_new_speaker_and_a_denial_count() -> None:
    chosen = of(LEAD, SECOND, FLAT, SAYS, DENIES, most=4)
    assert chosen[2:] == [SAYS, DENIES] or chosen[2:] == [DENIES, SAYS]


def test_what_is_said_again_comes_last() -> None:
    chosen = of(LEAD, SECOND, DAM, LEAD, SAYS, most=5)
    assert chosen[-1] == LEAD
    assert chosen[:2] == [LEAD, SECOND]


FLAWED = [
    "Who opened the gates of the dam above the town on the night before the flood came down the river?",
    "It was opened on Sunday to save the bridge from the flood of the river, the water board wrote in a letter.",
    "That dam “was opened on Sunday to save the bridge from the flood of the river, the water board wrote to us.",
    "“The dam above the town was opened on Sunday to save the bridge from the flood of the river below it.”",
]


@pytest.mark.parametrize("flawed", FLAWED)
def test_the_second_sentence_does_not_lead_where_it_reads_badly_by_itself(flawed: str) -> None:
    assert of(LEAD, flawed, most=1) == [LEAD]
    assert of(LEAD, flawed, DAM, most=2) == [LEAD, DAM]


def test_the_first_one_leads_however_it_reads() -> None:
    assert read(" ".join([FLAWED[0], SECOND, DAM]), 1) == [FLAWED[0]]


def test_headings_and_what_stands_above_the_title_are_not_chosen_where_there_are_whole_sentences() -> None:
    text = f"The river at its highest level in years, on a picture by a friend of ours.\n\nBridge gone\n\n{LEAD} {DAM}"
    analysis = analyse(article_from_text(text))
    chosen = [analysis.text_of(unit) for unit in salient_sentences(analysis, find_candidates(analysis), 6)]
    assert "Bridge gone" not in chosen
    assert {LEAD, DAM} <= set(chosen)


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("The dam burst.", ["The dam burst."]),
        ("The dam burst. Two people died.", ["The dam burst.", "Two people died."]),
        ("No end here", ["No end here"]),
        ("👍👍\n\n🌊🌊🌊.", ["👍👍", "🌊🌊🌊."]),
        ("The dam burst. 🌊🌊🌊🌊🌊🌊🌊🌊.", ["The dam burst."]),
        (f"A heading\n\n{LEAD} It rained.", [LEAD, "It rained."]),
    ],
)
def test_short_sentences_are_chosen_where_there_are_no_others(text: str, chosen: list[str]) -> None:
    assert sorted(read(text)) == sorted(chosen)


PIECES = st.sampled_from(
    [
        LEAD,
        SECOND,
        FLAT,
        DAM,
        SAYS,
        DENIES,
        *FLAWED,
        "It rained.",
        "A heading",
        "👍",
        "“No,” he said.",
        "Le pont est là.",
    ]
)


@given(
    st.lists(PIECES | st.text(max_size=30), min_size=1, max_size=15), st.integers(0, 8), st.sampled_from([" ", "\n\n"])
)
@settings(max_examples=100, deadline=None)
def test_any_article_has_each_sentence_chosen_once_and_always_the_same_ones(
    pieces: list[str], most: int, gap: str
) -> None:
    try:
        analysis = analyse(article_from_text(gap.join(pieces)))
    except EmptyArticleError:
        return
    candidates = find_candidates(analysis)
    chosen = salient_sentences(analysis, candidates, most)
    assert len({unit.id for unit in chosen}) == len(chosen) <= most
    assert set(chosen) <= set(analysis.sentences)
    assert bool(chosen) == bool(most)
    assert chosen == salient_sentences(analysis, candidates, most)
    assert chosen[: most // 2] == salient_sentences(analysis, candidates, most)[: most // 2]


def numbered(count: int) -> Analysis:
    sentences = (
        f"The council of town {number} met on Monday and mayor Ana Torres said that it would pay for the bridge."
        for number in range(count)
    )
    return analyse(article_from_text(" ".join(sentences)))


def test_work_grows_with_the_sentences_and_not_with_their_square(monkeypatch: pytest.MonkeyPatch) -> None:
    weighed = salience._new
    counts: list[int] = []

    def counting(weights: object, covered: object) -> float:
        counts[-1] += 1
        return weighed(weights, covered)  # type: ignore[arg-type]

    monkeypatch.setattr(salience, "_new", counting)
    for count in (100, 200, 400):
        analysis = numbered(count)
        counts.append(0)
        chosen: list[Unit] = salient_sentences(analysis, find_candidates(analysis), 6)
        assert len(chosen) == 6
        assert counts[-1] <= 6 * count
    assert all(more <= 2.1 * fewer for fewer, more in pairwise(counts))
