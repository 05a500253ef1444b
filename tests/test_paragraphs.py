"""Paragraphs: where the text breaks, and where it was only wrapped."""

from __future__ import annotations

import textwrap
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.units.paragraphs import find_paragraphs

PROSE = (
    "The council met on Wednesday to discuss the deployment, which several members called a breach of the "
    "charter and of the resolutions that they had adopted over the years. The envoy denied it. "
)


def paragraphs(text: str) -> list[str]:
    return [text[start:end] for start, end in find_paragraphs(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\t\n\u00a0", []),
        ("One.", ["One."]),
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("One.\nTwo.", ["One.", "Two."]),
        ("One.\r\nTwo.\r\n\r\nThree.", ["One.", "Two.", "Three."]),
        (
            "One.\rTwo.\x0bThree.\x0cFour.\u2028Five.\u2029Six.",
            ["One.", "Two.", "Three.", "Four.", "Five.", "Six."],
        ),
        ("\u00a0 One. \u00a0\n\t\tTwo.\t\n", ["One.", "Two."]),
        ("One.\n \u00a0 \nTwo.", ["One.", "Two."]),
        ("  • Author\n    Posts\n  • #44755\n", ["• Author", "Posts", "• #44755"]),
        ("Key concerns\nThe envoy left.", ["Key concerns", "The envoy left."]),
    ],
)
def test_line_breaks_separate_paragraphs(text: str, expected: list[str]) -> None:
    assert paragraphs(text) == expected


@pytest.mark.parametrize("width", [60, 72, 80, 100])
def test_a_hard_wrapped_block_is_one_paragraph(width: int) -> None:
    wrapped = textwrap.fill(PROSE * 3, width)

    assert paragraphs(f"Headline\n\n{wrapped}\n\nFooter") == ["Headline", wrapped, "Footer"]


def test_a_short_line_ends_a_paragraph_inside_a_hard_wrapped_block() -> None:
    first, second = textwrap.fill(PROSE * 2, 72), textwrap.fill(PROSE * 3, 72)

    assert paragraphs(f"{first}\n{second}") == [first, second]


def test_two_lines_are_joined_where_other_blocks_show_the_same_width() -> None:
    long, short = textwrap.fill(PROSE * 3, 72), textwrap.fill(PROSE[:110], 72)
    assert short.count("\n") == 1

    assert paragraphs(f"{long}\n\n{short}") == [long, short]
    assert len(paragraphs(short)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Breaking News\nIndigenous\nProtest\nSpanish\nWeblog",
        "\n".join([PROSE.strip()] * 4),
        "\n".join(["A line of a list that has about sixty characters without end"] * 4),
        "a list of things in lower case\nends early\nand goes on\nlike this",
        "some items of a long list go on for more than fifty characters\nshort\nshort\nx",
    ],
    ids=["menu", "a paragraph a line", "capitalised lines", "short lines", "one long line"],
)
def test_lines_that_were_not_wrapped_stay_apart(text: str) -> None:
    assert len(paragraphs(text)) == text.count("\n") + 1


def test_each_line_of_a_scraped_article_is_a_paragraph() -> None:
    article = PROSE.strip()

    assert paragraphs(f"{article}\nJOIN US\n{article}") == [article, "JOIN US", article]


@given(st.text(st.characters() | st.sampled_from("ab. \n\r\x0b\u2028\u00a0é😀\u0301"), max_size=400))
@settings(max_examples=100, deadline=None)
def test_paragraphs_hold_every_visible_character_in_order_and_trimmed(text: str) -> None:
    found = find_paragraphs(text)

    assert all(left[1] <= right[0] for left, right in pairwise(found))
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in found)
    covered = "".join(text[start:end] for start, end in found)
    assert "".join(covered.split()) == "".join(text.split())


@given(st.lists(st.sampled_from(["the quick brown fox", "jumps over.", "Then", "it", "left"]), max_size=80))
@settings(max_examples=50, deadline=None)
def test_wrapping_a_text_never_loses_a_word(words: list[str]) -> None:
    text = textwrap.fill(" ".join(words), 70)

    assert " ".join(paragraphs(text)).split() == text.split()
