from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.units.numerals import COUNT_PATTERN, NUMBER_PATTERN, number_value, split_scale

NUMBER = re.compile(NUMBER_PATTERN, re.IGNORECASE)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("62", 62),
        ("10,000", 10_000),
        ("10\u00a0000", 10_000),
        ("1.3 billion", 1.3e9),
        ("5bn", 5e9),
        ("twenty-one", 21),
        ("one million", 1e6),
        ("two hundred and fifty thousand", 250_000),
        ("two thousand five hundred", 2_500),
        ("a hundred and fifty", 150),
        ("a dozen", 12),
        ("half a million", 500_000),
        ("half a dozen", 6),
        ("two and a half million", 2.5e6),
        ("three quarters", 0.75),
        ("two-thirds", 2 / 3),
        ("one-half", 0.5),
        ("2½", 2.5),
        ("Hundred", 100),
        ("million", 1e6),
    ],
)
def test_a_number_has_its_value(written: str, value: float) -> None:
    assert number_value(written) == pytest.approx(value)


@pytest.mark.parametrize(
    "written", ["dozens", "several hundred", "hundreds of thousands", "a few", "", "word", "9" * 400]
)
def test_a_number_without_a_value_has_none(written: str) -> None:
    assert number_value(written) is None


@pytest.mark.parametrize(
    ("written", "expected"),
    [("$7 billion", (7, 1e9)), ("seven", (7, 1)), ("5bn", (5, 1e9)), ("million", (None, 1e6))],
)
def test_a_scale_is_split_off(written: str, expected: tuple[float | None, float]) -> None:
    assert split_scale(written) == expected


@pytest.mark.parametrize("text", ["1.2.3", "29", "1,2345", "tens", "scores", "half", "third"])
def test_a_pattern_takes_no_part_of_what_is_no_number(text: str) -> None:
    match = NUMBER.match(text)
    assert match is None or match.group() == text


def test_a_count_is_a_whole_number() -> None:
    assert re.fullmatch(COUNT_PATTERN, "seventeen")
    assert not re.match(COUNT_PATTERN, "1.5")


@given(st.text())
@settings(max_examples=100, deadline=None)
def test_any_text_has_a_finite_value_or_none(written: str) -> None:
    value = number_value(written)
    assert value is None or value < float("inf")


@given(st.integers(0, 10**12))
@settings(max_examples=100, deadline=None)
def test_a_number_with_commas_is_read_back(number: int) -> None:
    written = f"{number:,}"
    match = NUMBER.match(written)
    assert match is not None
    assert match.group() == written
    assert number_value(written) == number
