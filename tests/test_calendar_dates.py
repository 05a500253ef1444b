from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.calendar_dates import CalendarDate, Precision, resolve_date

PUBLISHED = date(2024, 1, 10)  # a Wednesday
OPEN = CalendarDate(None, None, Precision.UNKNOWN)


def resolved(text: str, published: date | None = PUBLISHED, cue: str = "") -> str:
    """Return the days of a date as "start/end precision", one day as "day"."""
    found = resolve_date(text, published, cue=cue)
    if found.start == found.end:
        return f"{found.start} {found.precision}" if found.start else "open"
    return f"{found.start}/{found.end} {found.precision}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jan. 8, 2024", "2024-01-08 day"),
        ("Friday, June\n5th,\n2009", "2009-06-05 day"),
        ("5 December 2019", "2019-12-05 day"),
        ("2024-01-10 21:21:49", "2024-01-10 day"),
        ("13/12/2019", "2019-12-13 day"),
        ("12/13/2019", "2019-12-13 day"),
        ("01.01.2019", "2019-01-01 day"),
        ("February 2024", "2024-02-01/2024-02-29 month"),
        ("early January 2020", "2020-01-01/2020-01-31 month"),
        ("2006", "2006-01-01/2006-12-31 year"),
        ("late 2023", "2023-01-01/2023-12-31 year"),
        ("2023-24", "2023-01-01/2024-12-31 range"),
        ("1999-00", "1999-01-01/2000-12-31 range"),
        ("the 1990s", "1990-01-01/1999-12-31 decade"),
        ("October 23 and 28, 2020", "2020-10-23/2020-10-28 range"),
    ],
)
def test_a_full_date_needs_no_publication_date(text: str, expected: str) -> None:
    assert resolved(text, None) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Wednesday", "yesterday", "this year", "earlier this month", "August", "October 23 and 28",
        "May last year", "Tuesday last week",
        "last weekend", "two years ago", "the sixties", "last night",
    ],
)  # fmt: skip
def test_without_a_publication_date_a_relative_date_stays_open(text: str) -> None:
    assert resolve_date(text, None) == OPEN


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wednesday", "2024-01-10 day"),
        ("Monday night", "2024-01-08 day"),
        ("the night of Monday to Tuesday", "2024-01-08/2024-01-09 range"),
        ("December 30", "2023-12-30 day"),
        ("January 2", "2024-01-02 day"),
        ("October 23 and 28", "2023-10-23/2023-10-28 range"),
        ("Friday, Dec. 6", "2024-12-06 day"),
        ("August", "2023-08-01/2023-08-31 month"),
        ("January", "2024-01-01/2024-01-31 month"),
        ("last August", "2023-08-01/2023-08-31 month"),
        ("this March", "2024-03-01/2024-03-31 month"),
        ("next January", "2025-01-01/2025-01-31 month"),
        ("earlier this month", "2024-01-01/2024-01-31 month"),
        ("last month", "2023-12-01/2023-12-31 month"),
        ("last week", "2024-01-01/2024-01-07 range"),
        ("last weekend", "2024-01-06/2024-01-07 range"),
        ("this coming weekend", "2024-01-13/2024-01-14 range"),
        ("this year", "2024-01-01/2024-12-31 year"),
        ("May last year", "2023-05-01/2023-05-31 month"),
        ("12 May of last year", "2023-05-12 day"),
        ("March next year", "2025-03-01/2025-03-31 month"),
        ("Tuesday last week", "2024-01-02 day"),
        ("Friday of next week", "2024-01-19 day"),
        ("early next year", "2025-01-01/2025-12-31 year"),
        ("the end of last year", "2023-01-01/2023-12-31 year"),
        ("yesterday afternoon", "2024-01-09 day"),
        ("tomorrow", "2024-01-11 day"),
        ("last night", "2024-01-09 day"),
        ("this morning", "2024-01-10 day"),
        ("the day before yesterday", "2024-01-08 day"),
        ("the day after tomorrow", "2024-01-12 day"),
        ("next Tuesday", "2024-01-16 day"),
        ("last Friday", "2024-01-05 day"),
        ("this Friday", "2024-01-12 day"),
        ("this coming Tuesday", "2024-01-16 day"),
        ("this past Tuesday", "2024-01-09 day"),
        ("three days ago", "2024-01-07 day"),
        ("two weeks ago", "2023-12-25/2023-12-31 range"),
        ("a month ago", "2023-12-01/2023-12-31 month"),
        ("seventeen years ago", "2007-01-01/2007-12-31 year"),
        ("the '60s", "1960-01-01/1969-12-31 decade"),
        ("the sixties", "1960-01-01/1969-12-31 decade"),
    ],
)
def test_a_relative_date_is_resolved_from_the_publication_date(text: str, expected: str) -> None:
    assert resolved(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "10/12/2019", "February 30", "February 30, 2020", "2023-02-30", "the previous day", "that night",
        "the same day", "the next day", "the following Monday", "the day before", "later that year",
        "last summer", "the 20th century", "nearly a year ago", "a few weeks ago", "three or four months ago",
        "two decades ago", "last Tuesday", "next Friday", "this weekend", "next weekend", "last quarter",
        "the end of the year", "this past week", "June 28", "", "no date",
        "9999 years ago", "0000-00-00", "the end of the day",
    ],
)  # fmt: skip
def test_what_is_ambiguous_or_impossible_stays_open(text: str) -> None:
    assert resolve_date(text, PUBLISHED) == OPEN


@pytest.mark.parametrize(
    ("text", "cue", "expected"),
    [
        ("Friday", "the parliament will vote on Friday", "2024-01-12 day"),
        ("Friday", "Officials said on Friday that they will", "2024-01-05 day"),
        ("Friday", "On Friday, the parliament will vote", "2024-01-12 day"),
        ("Friday", "it would begin on Friday", "open"),
        ("Friday", "it was expected on Friday", "open"),
        ("Friday", "held until Friday", "open"),
        ("March 9", "is to run until March 9", "2024-03-09 day"),
        ("March 9", "which will open on March 9", "2024-03-09 day"),
        ("March 9", "was struck on March 9", "2023-03-09 day"),
        ("January 9", "will open on January 9", "open"),
        ("August", "an offensive since August", "2023-08-01/2023-08-31 month"),
        ("August", "would begin in August", "open"),
        ("January 23", "January 23 to March 9, 2014", "2014-01-23 day"),
        ("December 30", "December 30 – January 2, 2024", "2023-12-30 day"),
        ("December 30", "December 30 and Sunday 5, 2024", "2023-12-30 day"),
        ("the end of the year", "by the end of the year", "2024-01-01/2024-12-31 year"),
        ("this weekend", "took place this weekend", "2024-01-06/2024-01-07 range"),
        ("this weekend", "will take place this weekend", "2024-01-13/2024-01-14 range"),
    ],
)
def test_a_cue_tells_the_side_of_the_publication(text: str, cue: str, expected: str) -> None:
    assert resolved(text, cue=cue) == expected


def test_on_a_weekend_last_weekend_could_mean_two() -> None:
    assert resolve_date("last weekend", date(2024, 1, 14)) == OPEN


def test_last_may_in_december_could_mean_two() -> None:
    assert resolve_date("last May", date(2024, 12, 1)) == OPEN
    assert resolve_date("next May", date(2024, 2, 1)) == OPEN


def test_a_leap_day_without_a_year_is_in_the_leap_year() -> None:
    assert resolved("February 29", date(2024, 3, 5)) == "2024-02-29 day"


@given(
    st.one_of(
        st.text(),
        st.lists(
            st.sampled_from(
                [
                    "last",
                    "next",
                    "this",
                    "the",
                    "of",
                    "day",
                    "week",
                    "weekend",
                    "month",
                    "year",
                    "May",
                    "31",
                    "February",
                    "2024",
                    "9999",
                    "0001",
                    "Friday",
                    "ago",
                    "5",
                    "the",
                    "'60s",
                    "sixties",
                    "night",
                    "to",
                    "12/13/2019",
                    "2023-24",
                    "before",
                    "yesterday",
                    "tomorrow",
                    "coming",
                    "past",
                    "end",
                ]
            )
        ).map(" ".join),
    ),
    st.one_of(st.none(), st.dates()),
    st.text(),
)
@settings(max_examples=300, deadline=None)
def test_any_text_is_resolved_without_an_error_and_starts_before_it_ends(
    text: str, published: date | None, cue: str
) -> None:
    found = resolve_date(text, published, cue=cue)
    assert (found.start is None) == (found.end is None) == (found.precision is Precision.UNKNOWN)
    assert found.start is None or found.end is None or found.start <= found.end
