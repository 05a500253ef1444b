from __future__ import annotations

import pytest

from summarizer.units.designations import (
    counts_something,
    is_designation,
    is_glued,
    is_plural,
    is_time_of_day,
)


@pytest.mark.parametrize("word", ["troops", "Drones", "people", "ministers", "aircraft"])
def test_a_plural_is_told_by_its_end_or_its_lexicon(word: str) -> None:
    assert is_plural(word)


@pytest.mark.parametrize("word", ["was", "class", "virus", "is", "its", "missile", "across"])
def test_an_s_alone_makes_no_plural(word: str) -> None:
    assert not is_plural(word)


def test_a_noun_counts_within_three_words() -> None:
    assert counts_something(" North Korean troops", 0)
    assert not counts_something(" of the troops", 0)
    assert not counts_something("", 0)


def test_a_number_at_the_start_is_not_glued() -> None:
    assert not is_glued("5", 0)
    assert is_glued("F-5", 2)


def test_a_time_of_day_has_its_mark() -> None:
    assert is_time_of_day("6am", 1)
    assert not is_time_of_day("6 ambulances", 1)


@pytest.mark.parametrize(
    ("text", "number"),
    [("12\n", "12"), ("1. one", "1"), ("3) one", "3"), ("text\n 29\r\n", "29"), ("in Phase Two we", "Two")],
)
def test_a_place_in_a_list_is_a_designation(text: str, number: str) -> None:
    start = text.index(number)
    assert is_designation(text, start, start + len(number), number)


@pytest.mark.parametrize(
    ("text", "number"), [("“Seven men", "Seven"), ("won 3", "3"), ("in 12.5", "12.5"), ("12 men", "12")]
)
def test_a_plain_number_is_no_designation(text: str, number: str) -> None:
    start = text.index(number)
    assert not is_designation(text, start, start + len(number), number)
