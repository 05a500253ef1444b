from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.traffic.headers import Allowance, parse_retry_after, read_allowance

NUMBERS = st.one_of(st.integers(), st.floats()).map(str)
DURATIONS = st.lists(st.tuples(NUMBERS, st.sampled_from(["ms", "s", "m", "h", "d", "µs", ""]))).map(
    lambda pieces: "".join(f"{number}{unit}" for number, unit in pieces)
)
VALUES = st.one_of(
    st.text(), NUMBERS, DURATIONS, st.datetimes().map(lambda at: at.strftime("%a, %d %b %Y %H:%M:%S GMT"))
)
NAMES = [
    "retry-after",
    "retry-after-ms",
    "date",
    *(f"x-ratelimit-{what}-{unit}" for what in ("limit", "remaining", "reset") for unit in ("requests", "tokens")),
]


def allowance(reset: str, remaining: str = "3", limit: str = "10") -> Allowance | None:
    headers = {
        "x-ratelimit-limit-tokens": limit,
        "x-ratelimit-remaining-tokens": remaining,
        "x-ratelimit-reset-tokens": reset,
    }
    return read_allowance(headers, "tokens")


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(NAMES), VALUES))
def test_no_header_makes_it_raise_and_no_time_is_negative(headers: dict[str, str]) -> None:
    wait = parse_retry_after(headers)
    assert wait is None or wait >= 0
    for said in (read_allowance(headers, "requests"), read_allowance(headers, "tokens")):
        assert said is None or (said.remaining >= 0 and said.reset >= 0 and (said.limit is None or said.limit > 0))


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1s", 1),
        ("6m0s", 360),
        ("20ms", 0.02),
        ("1h2m3.5s", 3723.5),
        ("2m59.56s", 179.56),
        ("1d", 86_400),
        ("864µs", 0.000864),
        ("59", 59),
        ("0.5", 0.5),
        ("0", 0),
        (" 7s ", 7),
    ],
)
def test_durations_are_read(text: str, seconds: float) -> None:
    said = allowance(text)
    assert said is not None
    assert said.reset == pytest.approx(seconds)


@pytest.mark.parametrize(
    "text",
    ["", "soon", "-1", "-1s", "1x", "s", "1700000000", "2024-01-01T00:00:00Z", "nan", "inf", "1 s", "٣s", "9" * 400],
)
def test_what_is_no_duration_is_not_said(text: str) -> None:
    assert allowance(text) is None


@pytest.mark.parametrize("remaining", ["", "-1", "none", "nan"])
def test_what_is_no_number_of_what_is_left_is_not_said(remaining: str) -> None:
    assert allowance("1s", remaining) is None


@pytest.mark.parametrize("limit", ["", "-1", "0", "none"])
def test_a_limit_that_is_none_is_unknown(limit: str) -> None:
    assert allowance("1s", "0", limit) == Allowance(None, 0, 1)


def test_requests_and_tokens_are_told_apart() -> None:
    headers = {"x-ratelimit-remaining-requests": "3", "x-ratelimit-reset-requests": "1s"}
    assert read_allowance(headers, "requests") == Allowance(None, 3, 1)
    assert read_allowance(headers, "tokens") is None


def test_retry_after_in_milliseconds_goes_first() -> None:
    assert parse_retry_after({"retry-after-ms": "1500", "retry-after": "9"}) == 1.5


def test_retry_after_in_seconds() -> None:
    assert parse_retry_after({"retry-after": "9"}) == 9


def test_a_retry_after_date_is_taken_against_the_server_s_own_clock() -> None:
    headers = {"retry-after": "Wed, 21 Oct 2015 07:28:30 GMT", "date": "Wed, 21 Oct 2015 07:28:00 GMT"}
    assert parse_retry_after(headers) == 30


def test_a_retry_after_date_that_is_past_is_now() -> None:
    assert parse_retry_after({"retry-after": "Wed, 21 Oct 2015 07:28:30 -0000"}) == 0


@pytest.mark.parametrize("text", ["", "soon", "nan", "inf", "Wed, 99 Oct 2015 07:28:30 GMT"])
def test_a_retry_after_that_cannot_be_read_is_not_said(text: str) -> None:
    assert parse_retry_after({"retry-after": text}) is None
