from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.units.paragraphs import find_paragraphs
from summarizer.units.quotations import find_quotations
from summarizer.units.sentences import find_sentences
from summarizer.windows import Range, Window, cut_windows, join_blocks

SPEECH = (
    "The envoy spoke.\n\n"
    "“It began at dawn. Nobody slept.\n\n“Then it ended,” he said.\n\n"
    "The council listened. It took a vote."
)


class Counted(list[Range]):
    """A list that counts how often it is looked into."""

    looks = 0

    def __getitem__(self, index: Any) -> Any:
        self.looks += 1
        return super().__getitem__(index)


def in_a_row(sizes: list[int], gap: int = 0) -> list[Range]:
    """Ranges of these sizes, one after the other."""
    ranges, at = [], 0
    for size in sizes:
        ranges.append((at, at + size))
        at += size + gap
    return ranges


def pieces(windows: list[Window]) -> list[Range]:
    return [piece for window in windows for piece in window.focus]


@st.composite
def articles(draw: st.DrawFn) -> tuple[list[Range], list[Range]]:
    """Paragraphs, and the sentences in them."""
    paragraphs: list[Range] = []
    sentences: list[Range] = []
    at = draw(st.integers(0, 3))
    for sizes in draw(st.lists(st.lists(st.integers(1, 12), min_size=1, max_size=6), max_size=8)):
        start = at
        for size in sizes:
            sentences.append((at, at + size))
            at += size + draw(st.integers(0, 2))
        paragraphs.append((start, at))
        at += draw(st.integers(1, 4))
    return paragraphs, sentences


@given(articles(), st.integers(1, 40), st.integers(0, 40))
@settings(max_examples=100, deadline=None)
def test_the_foci_hold_every_character_of_every_block_once_and_in_order(
    article: tuple[list[Range], list[Range]], focus: int, context: int
) -> None:
    blocks, sentences = article
    found = pieces(cut_windows(blocks, sentences, focus=focus, context=context))
    assert [at for start, end in found for at in range(start, end)] == [
        at for start, end in blocks for at in range(start, end)
    ]


@given(articles(), st.integers(1, 40), st.integers(0, 40))
@settings(max_examples=100, deadline=None)
def test_a_focus_is_larger_than_its_limit_only_for_one_sentence(
    article: tuple[list[Range], list[Range]], focus: int, context: int
) -> None:
    blocks, sentences = article
    for window in cut_windows(blocks, sentences, focus=focus, context=context):
        if sum(end - start for start, end in window.focus) > focus:
            ((start, end),) = window.focus
            # Its sentence, and at the end of a block the space after it.
            assert sum(start < last < end for _, last in sentences) <= 1


@given(articles(), st.integers(1, 40), st.integers(0, 40))
@settings(max_examples=100, deadline=None)
def test_no_sentence_is_cut(article: tuple[list[Range], list[Range]], focus: int, context: int) -> None:
    blocks, sentences = article
    found = pieces(cut_windows(blocks, sentences, focus=focus, context=context))
    for start, end in sentences:
        assert any(first <= start and end <= last for first, last in found)


@given(articles(), st.integers(1, 40), st.integers(0, 40))
@settings(max_examples=100, deadline=None)
def test_context_is_what_stands_right_before_the_focus(
    article: tuple[list[Range], list[Range]], focus: int, context: int
) -> None:
    blocks, sentences = article
    windows = cut_windows(blocks, sentences, focus=focus, context=context)
    found = pieces(windows)
    for window in windows:
        at = found.index(window.focus[0])
        assert window.before == tuple(found[at - len(window.before) : at])
        size = sum(end - start for start, end in window.before)
        assert len(window.before) <= 1 or size <= context
        assert bool(window.before) == (at > 0 and context > 0)


@given(articles(), st.integers(1, 40))
@settings(max_examples=100, deadline=None)
def test_each_character_of_a_block_is_held_by_one_window(article: tuple[list[Range], list[Range]], focus: int) -> None:
    blocks, sentences = article
    windows = cut_windows(blocks, sentences, focus=focus, context=5)
    for start, end in blocks:
        assert all(sum(window.holds(at) for window in windows) == 1 for at in range(start, end))


def test_a_short_article_is_one_window() -> None:
    (window,) = cut_windows([(0, 30), (32, 60)], [(0, 30), (32, 60)], focus=100, context=20)
    assert window == Window(before=(), focus=((0, 30), (32, 60)))
    assert window.holds(0)
    assert window.holds(59)
    assert not window.holds(60)


def test_an_article_without_blocks_has_no_windows() -> None:
    assert cut_windows([], [], focus=100, context=20) == []


def test_paragraphs_go_together_as_long_as_they_fit() -> None:
    windows = cut_windows(in_a_row([40, 40, 40, 90, 10], 2), [], focus=100, context=0)
    assert [len(window.focus) for window in windows] == [2, 1, 2]


def test_a_paragraph_that_is_too_long_is_cut_after_a_sentence() -> None:
    windows = cut_windows([(0, 100)], in_a_row([30, 30, 38], 1), focus=70, context=0)
    assert [window.focus for window in windows] == [((0, 61),), ((61, 100),)]


def test_a_sentence_that_is_too_long_stays_whole() -> None:
    windows = cut_windows([(0, 300)], in_a_row([10, 200, 88], 1), focus=50, context=0)
    assert pieces(windows) == [(0, 10), (10, 211), (211, 300)]


def test_a_block_without_a_sentence_stays_whole() -> None:
    assert pieces(cut_windows([(0, 300)], [], focus=50, context=0)) == [(0, 300)]


def test_what_lies_between_sentences_is_not_lost() -> None:
    found = pieces(cut_windows([(0, 100)], [(10, 30), (60, 90)], focus=30, context=0))
    assert found == [(0, 30), (30, 90), (90, 100)]


@pytest.mark.parametrize(
    ("context", "before"),
    [(0, ()), (1, ((42, 82),)), (40, ((42, 82),)), (79, ((42, 82),)), (80, ((0, 40), (42, 82)))],
)
def test_context_is_whole_blocks_and_at_least_one(context: int, before: tuple[Range, ...]) -> None:
    windows = cut_windows(in_a_row([40, 40, 40], 2), [], focus=40, context=context)
    assert windows[2].before == before


@pytest.mark.parametrize(
    ("kept", "blocks"),
    [
        ([], [(0, 10), (12, 20), (22, 30)]),
        ([(2, 8)], [(0, 10), (12, 20), (22, 30)]),
        ([(2, 15)], [(0, 20), (22, 30)]),
        ([(2, 25)], [(0, 30)]),
        ([(14, 28)], [(0, 10), (12, 30)]),
        ([(2, 14), (16, 28)], [(0, 30)]),
        ([(2, 4), (5, 14), (13, 14), (15, 16)], [(0, 20), (22, 30)]),
        ([(2, 10), (12, 15)], [(0, 10), (12, 20), (22, 30)]),
        ([(16, 28), (2, 5)], [(0, 10), (12, 30)]),
        ([(1, 29), (2, 5)], [(0, 30)]),
        ([(10, 12)], [(0, 10), (12, 20), (22, 30)]),
    ],
)
def test_paragraphs_that_a_quotation_runs_across_are_one(kept: list[Range], blocks: list[Range]) -> None:
    assert join_blocks([(0, 10), (12, 20), (22, 30)], kept) == blocks


@given(articles(), st.lists(st.tuples(st.integers(0, 200), st.integers(1, 60)), max_size=6))
@settings(max_examples=100, deadline=None)
def test_joining_keeps_every_range_whole_and_every_paragraph(
    article: tuple[list[Range], list[Range]], runs: list[tuple[int, int]]
) -> None:
    paragraphs, _ = article
    kept = [(start, start + size) for start, size in runs]
    blocks = join_blocks(paragraphs, kept)
    assert all(any(first <= start and end <= last for first, last in blocks) for start, end in paragraphs)
    assert all(one[1] <= two[0] for one, two in pairwise(blocks))
    for start, end in kept:
        touched = [block for block in blocks if block[0] < end and block[1] > start]
        assert len(touched) <= 1


@pytest.mark.parametrize("focus", [10, 30, 60, 200])
def test_a_quotation_over_a_paragraph_break_stays_in_one_window(focus: int) -> None:
    quotations = [(found.start, found.end) for found in find_quotations(SPEECH)]
    sentences = join_blocks(find_sentences(SPEECH), quotations)
    blocks = join_blocks(find_paragraphs(SPEECH), quotations)
    windows = cut_windows(blocks, sentences, focus=focus, context=0)
    ((start, end),) = quotations
    assert "\n\n" in SPEECH[start:end]
    (held,) = [window for window in windows if window.holds(start)]
    assert all(held.holds(at) for at in range(start, end))


@pytest.mark.parametrize("size", [1, 7, 5_000])
def test_the_work_grows_with_the_article_and_no_faster(size: int) -> None:
    def looks(count: int) -> int:
        sentences = Counted(in_a_row([9] * count, 1))
        cut_windows([(0, count * 10)], sentences, focus=size, context=20)
        blocks = Counted(sentences)
        cut_windows(blocks, sentences, focus=size, context=20)
        return sentences.looks + blocks.looks

    assert looks(4_000) <= 2.2 * looks(2_000)
