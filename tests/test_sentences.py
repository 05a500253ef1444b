"""Sentences: the library's splitting, and what is mended in it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.units.paragraphs import find_paragraphs
from summarizer.units.sentences import find_sentences


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in find_sentences(text)]


@pytest.mark.parametrize(
    "marked",
    [
        "The council met at U.N. headquarters in New York.",
        "U.S. Defense Secretary Lloyd Austin said so.|He left.",
        "South Korea’s U.N. Ambassador Joonkook Hwang spoke.",
        "He lives in the U.S.|The president does too.",
        "The strike of Jan. 8, 2024 hit the town.|It killed four.",
        "He spoke to Dr. Jason Mitchell, director of the division.",
        "He met Ms. Lee, Atty. Gen. Bob Smith and Ex-Gov. Jones.",
        "Sen. Ted Cruz, R-Texas, met Gov. Greg Abbott and Lt. Gov. Dan Patrick.|They talked.",
        "He was born in St. Petersburg and lives in Moscow.",
        "Fighters in No. 5 squadron left.|They were tired.",
        "It cost $3.4 million.|Nobody paid.",
        "It occurred at 6 a.m. on Monday.|Many slept.",
        "Liftoff was at 8:28 p.m. EST.",
        "It was 5 p.m. Monday when he left.",
        "The talks start at 6 p.m.|The minister will attend.",
        "Author J. K. Rowling spoke.|She left.",
        "As reported by OBOZ.UA, he left.|Visit www.example.com for more.",
        "Plan B.|It worked.",
        "The firm (est. 1999) left (it says).|It did.",
        "Nelson (D-Fla.), first responders and others came.",
        "1. First item.|2. Second item.",
        "Source…..",
        "• First point of the list.",
        "He paused... and went on.|Then he left.",
        "",
    ],
)
def test_an_abbreviation_is_no_end(marked: str) -> None:
    expected = [part for part in marked.split("|") if part]

    assert sentences(marked.replace("|", " ")) == expected


@pytest.mark.parametrize(
    "marked",
    [
        "“Any such act is unlawful.” said the envoy.",
        "“Any such act is unlawful.”|He left.",
        '"Any such act is unlawful."|He left.',
        "He called it ‘unlawful.’|She agreed.",
        "“We are ready.|We will win,” he said.",
        "'We are ready.|We will win,' he said.",
        "He said: “We are ready.|We will win.”|The crowd left.",
        "“What do you want?” he asked.|Nobody answered.",
        "“Is it true?” the foreign minister asked.|“No,” he said.",
        "“Stop!”|He left.",
        "(He later apologized.)|She did not.",
        "“It is not,” she said.|“It is great.”",
        "The tax “plan will be tremendous!”—is wearing thin.",
        "It is an infringement of law. ”|The North has been under sanctions.",
        "He said it was “great.”|“It is not,” she said.",
        "“He was there.|“He was not.|Nobody closed it.",
    ],
)
def test_quotations_are_split_inside_and_keep_their_closing_marks(marked: str) -> None:
    assert sentences(marked.replace("|", " ")) == marked.split("|")


def test_a_sentence_never_crosses_a_paragraph() -> None:
    text = "He said, “Accepting support is\n\na violation.” The North\r\nhas been under sanctions"

    assert sentences(text) == [
        "He said, “Accepting support is",
        "a violation.”",
        "The North",
        "has been under sanctions",
    ]


@pytest.mark.parametrize("filler", ["word ", "“quoted” ", "longwordwithoutanyspace"])
def test_a_long_paragraph_is_read_in_chunks_without_false_ends(filler: str) -> None:
    start = "It rained. " + filler * (20_000 // len(filler))
    text = start.strip() + " end. Then it stopped."

    assert [len(sentence) for sentence in sentences(text)] == [10, len(text) - 11 - 17, 16]


def test_chunks_lose_no_sentence() -> None:
    texts = [f"Sentence number {number} is here." for number in range(2_000)]

    assert sentences(" ".join(texts)) == texts


def test_lone_surrogates_and_control_characters_do_no_harm() -> None:
    text = "A \ud800 stray.\x00 It is odd.\x1b[31m Red."

    assert "".join(sentences(text)).replace(" ", "") == text.replace(" ", "")


ANY_TEXT = st.text(st.characters() | st.sampled_from("aB. .!?…“”\"'‘’()\n\r\u00a0é😀\u0301"), max_size=300)


@given(ANY_TEXT)
@settings(max_examples=100, deadline=None)
def test_sentences_are_trimmed_in_order_and_hold_every_visible_character(text: str) -> None:
    found = find_sentences(text)

    assert all(left[1] <= right[0] for left, right in pairwise(found))
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in found)
    assert "".join("".join(text[start:end] for start, end in found).split()) == "".join(text.split())


@given(ANY_TEXT)
@settings(max_examples=50, deadline=None)
def test_every_sentence_lies_within_one_paragraph(text: str) -> None:
    blocks = find_paragraphs(text)

    assert all(any(a <= start and end <= b for a, b in blocks) for start, end in find_sentences(text))


def test_a_curly_bracket_that_closes_ends_a_sentence_as_a_round_one_does() -> None:
    text = "He agreed. {It was late.} But Lee left. (He ran.) Then she came."
    assert [text[start:end] for start, end in find_sentences(text)] == [
        "He agreed.",
        "{It was late.}",
        "But Lee left.",
        "(He ran.)",
        "Then she came.",
    ]
