from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.units.dates import find_dates

PIECES = [
    "January",
    "May",
    "march",
    "Dec.",
    "Friday",
    "Fri,",
    "5",
    "12",
    "23",
    "28th",
    "2006",
    "2023-24",
    "2024-01-10",
    "the",
    "late",
    "mid-",
    "in",
    "of",
    "and",
    "to",
    "–",
    ",",
    ".",
    "\n",
    "\n\n",
    "last",
    "next",
    "this",
    "week",
    "year",
    "ago",
    "yesterday",
    "1990s",
    "’90s",
    "sixties",
    "century",
    "10/12/2019",
    "é",
    "𝟚",
    "½",
    "\r\n",
    "\xa0",
    "é",
    "people",
]


def dates(text: str) -> list[str]:
    return [text[start:end] for start, end in find_dates(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("raised concerns on Wednesday regarding", ["Wednesday"]),
        ("On December 30, January 2, and January 6, Russia", ["December 30", "January 2", "January 6"]),
        ("that between October 23 and 28, at least seven", ["October 23 and 28"]),
        ("from October 23 to 28", ["October 23 to 28"]),
        ("on 3, 4 and 5 March 2020", ["3, 4 and 5 March 2020"]),
        ("weapons since late 2023, with", ["late 2023"]),
        ("in Ukraine, Jan. 8, 2024", ["Jan. 8, 2024"]),
        ("on 5 December 2019 in", ["5 December 2019"]),
        ("the 5th of June 2019", ["the 5th of June 2019"]),
        ("Friday, January 4, 2019 \n", ["Friday, January 4, 2019"]),
        ("Friday, June\n5th,\n2009 @ 20:54 UTC", ["Friday, June\n5th,\n2009"]),
        ("at – 2024-01-10 21:21:49", ["2024-01-10 21:21:49"]),
        ("dated 2024-01-10.", ["2024-01-10"]),
        ("Dec 13, 2023", ["Dec 13, 2023"]),
        ("due 10/12/2019 at", ["10/12/2019"]),
        ("bis 01.01.2019", ["01.01.2019"]),
        ("since February 2022.", ["February 2022"]),
        ("in May of 2019", ["May of 2019"]),
        ("the Charter of 1911 says", ["1911"]),
        ("the treaty of 1949 forbids it", ["1949"]),
        ("the Uprising of 1911 remains", ["1911"]),
        ("from 2006, 2009 and 2016, he", ["2006", "2009", "2016"]),
        ("sanctions since 2006, with", ["2006"]),
        ("offensive since August.", ["August"]),
        ("in Ukraine in January.", ["January"]),
        ("to strike Kyiv this year.", ["this year"]),
        ("since May last year", ["May last year"]),
        ("on 12 May of last year", ["12 May of last year"]),
        ("in March next year", ["March next year"]),
        ("on Tuesday last week he", ["Tuesday last week"]),
        ("Monday night of this week", ["Monday night of this week"]),
        ("the republic of 1789", ["1789"]),
        ("earlier this month, the", ["earlier this month"]),
        ("said the previous day that", ["the previous day"]),
        ("On the night of Monday to Tuesday another", ["the night of Monday to Tuesday"]),
        ("killed on Monday night, while", ["Monday night"]),
        ("in the 2023-24 season", ["2023-24"]),
        ("during the 1990s and the ’80s", ["the 1990s", "the ’80s"]),
        ("back in the sixties", ["the sixties"]),
        ("for the 20th century", ["the 20th century"]),
        ("on Thursday, Nov. 9, 2023, at 8:28 p.m. EST", ["Thursday, Nov. 9, 2023"]),
        ("last month, last week and next Tuesday", ["last month", "last week", "next Tuesday"]),
        ("Seventeen years ago, this", ["Seventeen years ago"]),
        ("nearly four decades ago", ["nearly four decades ago"]),
        ("three or four months ago", ["three or four months ago"]),
        ("by the end of the year", ["the end of the year"]),
        ("the first half of 2023", ["the first half of 2023"]),
        ("in mid-2019 and early January", ["mid-2019", "early January"]),
        ("in summer 2020 and Q3 2021", ["summer 2020", "Q3 2021"]),
        ("between July 2003 and December 2004", ["July 2003", "December 2004"]),
        ("between March and May", ["March", "May"]),
        ("last May and this March", ["last May", "this March"]),
        ("The 1973 building", ["1973"]),
        ("the war (1914–1918) and his life (1936)", ["1914–1918", "1936"]),
        ("Warhol's 1987 death", ["1987"]),
        ("the day before yesterday", ["the day before yesterday"]),
        ("Yesterday's storm", ["Yesterday"]),
        ("In December", ["December"]),
        ("18-24 November. Tickets", ["18-24 November"]),
        ("the Sept. 11, 2001 attacks", ["Sept. 11, 2001"]),
        ("July's vote", ["July"]),
        ("in 1999-00", ["1999-00"]),
    ],
)
def test_a_date_is_found_as_it_stands(text: str, expected: list[str]) -> None:
    assert dates(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "they may leave and march on",
        "Theresa May said so",
        "April Smith, who leads",
        "2006 people came",
        "some 2,000 men",
        "2000 soldiers left",
        "a total of 2000 soldiers",
        "the past 24 hours",
        "over the last week and within the next year",
        "at 6am, 8:28 p.m. EST",
        "on Black Friday",
        "the Sunday Times reports",
        "told USA Today",
        "The Tonight Show",
        "post #2006 and http://x.org/2006",
        "prices that fall",
        "just that",
        "adding that",
        "Airbus A2006",
        "at the end of the day",
        "order 2016-01",
        "Falcon 9",
        "This May be so",
        "A storm. A man.",
        "the 2006 people",
        "the last day",
    ],
)
def test_what_is_no_date_is_left_alone(text: str) -> None:
    assert dates(text) == []


def test_a_number_after_a_day_that_counts_something_is_no_day() -> None:
    assert dates("On October 23 and 28 drones") == ["October 23"]


def test_a_day_of_the_week_after_that_stands_alone() -> None:
    assert dates("she said that Thursday was") == ["Thursday"]


def test_a_month_between_names_is_not_found_but_after_a_preposition_it_is() -> None:
    assert dates("Red October and since October Moscow") == ["October"]


def test_a_date_does_not_cross_a_paragraph() -> None:
    assert dates("on Friday\n\nJanuary 5") == ["Friday", "January 5"]


def test_a_gap_may_be_a_line_break_or_a_no_break_space() -> None:
    assert dates("on January\r\n5,\u00a02019") == ["January\r\n5,\u00a02019"]


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map(" ".join)))
@settings(max_examples=150, deadline=None)
def test_dates_are_in_order_and_never_overlap(text: str) -> None:
    found = find_dates(text)
    ends = [0, *(end for _, end in found)]
    assert all(before <= start < end for before, (start, end) in zip(ends, found, strict=False))
    assert not found or found[-1][1] <= len(text)
    assert all(text[start:end].strip() == text[start:end] for start, end in found)
