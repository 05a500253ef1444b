from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.units.dates import find_dates
from summarizer.units.quantities import find_quantities

PIECES = [
    "5",
    "12,000",
    "1.3",
    "one",
    "two",
    "twenty-one",
    "hundred",
    "million",
    "dozen",
    "dozens",
    "half",
    "a",
    "an",
    "$",
    "US$",
    "€",
    "%",
    "percent",
    "km",
    "hours",
    "(31",
    "miles)",
    "between",
    "and",
    "to",
    "or",
    "–",
    "-",
    "some",
    "about",
    "over",
    "up",
    "to",
    "at",
    "least",
    "or",
    "more",
    "of",
    "the",
    "in",
    "out",
    "of",
    "troops",
    "Falcon",
    "2006",
    "6am",
    "#",
    "@",
    ".",
    ",",
    "\n",
    "\n\n",
    "½",
    "é",
    "𝟚",
    "\r\n",
    "\xa0",
    "é",
    ")",
    "(",
    "+1",
    "-5",
    "°C",
    "storey",
    "-member",
]


def quantities(text: str) -> list[str]:
    return [text[start:end] for start, end in find_quantities(text, find_dates(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("says some 10,000 of them", ["some 10,000"]),
        ("killing at least four and injuring about 30 others", ["at least four", "about 30"]),
        ("approximately 10,000 North Korean troops", ["approximately 10,000"]),
        ("up to 12,000 servicemen at five grounds", ["up to 12,000", "five"]),
        ("launched 62 drones and one missile overnight", ["62", "one"]),
        ("stationed 50km (31 miles) away", ["50km (31 miles)"]),
        ("travel about 500 miles (800 km) from", ["about 500 miles (800 km)"]),
        ("that almost 5 million shells", ["almost 5 million"]),
        ("on 90 percent of, and 10 per cent", ["90 percent", "10 per cent"]),
        ("about 16–17 percent of", ["about 16–17 percent"]),
        ('"costs Africa between $5 and $7 billion," he', ["between $5 and $7 billion"]),
        ("worth US$3.4 trillion.", ["US$3.4 trillion"]),
        ("a $5bn deal, €20 and 20€", ["$5bn", "€20", "20€"]),
        ("1.3 billion people", ["1.3 billion"]),
        ("a dozen men, dozens dead, scores of strikes", ["a dozen", "dozens", "scores"]),
        ("two-thirds of them, half of all", ["two-thirds", "half"]),
        ("at 1.2 gigabits-per-second.", ["1.2 gigabits-per-second"]),
        ("for over 30 hours", ["over 30 hours"]),
        ("payout of one million rubles", ["one million rubles"]),
        ("the ten-storey building", ["ten-storey"]),
        ("the 55-member AU", ["55-member"]),
        ("an eleven-month-old boy", ["eleven-month-old"]),
        ("between 36 and 40 people", ["between 36 and 40"]),
        ("rose 8.5%, not 64%-27%", ["8.5%", "64%", "27%"]),
        ("from fourteen to 31", ["fourteen", "31"]),
        ("5 to 10 percent", ["5 to 10 percent"]),
        ("rose 0.86% to $5,880", ["0.86%", "$5,880"]),
        ("one or two points", ["one or two"]),
        ("one in five women, nine out of ten voters", ["one in five", "nine out of ten"]),
        ("107 or more died", ["107 or more"]),
        ("hundreds of thousands of people", ["hundreds of thousands"]),
        ("nearly half an hour", ["nearly half an hour"]),
        ("at least one of the missiles", ["at least one"]),
        ("one man and three women", ["one", "three"]),
        ("only one day to test", ["one day"]),
        ("one percent", ["one percent"]),
        ("Kyiv 12 people died", ["12"]),
        ("three killed", ["three"]),
        ("two million five", ["two million five"]),
        ("cold of -5 degrees", ["-5 degrees"]),
        ("5-10 people", ["5-10"]),
        ("a four- or five-day trip", ["four- or five-day"]),
        ("100+ people", ["100+"]),
        ("GBP 50 and 50 GBP", ["GBP 50", "50 GBP"]),
        ("(about 30)", ["about 30"]),
        ("the 33 who died", ["33"]),
        ("the 11 million", ["11 million"]),
        ("Level 2 and the day 62 people died", ["62"]),
        ("$ 50,000.", ["$ 50,000"]),
        ("It rose by A$5", ["A$5"]),
        ("worth between 5 and 7", ["between 5 and 7"]),
        ("SEVEN people", ["SEVEN"]),
        ("5M people", ["5M"]),
        ("up to 45p a litre, or 1,250p", ["up to 45p", "1,250p"]),
        ("a 1/2 inch pipe and a 1/2-inch one", ["1/2 inch", "1/2-inch"]),
        ("1 1/2 cups of it, about 3/4 of the town", ["1 1/2", "about 3/4"]),
        ("The council voted 7-2 to ban it.", ["7-2"]),
        ("in a 51-49 vote, then in a 218-212 party-line vote", ["51-49", "218-212"]),
        ("The House voted 217-213 to adjourn", ["217-213"]),
        ("They won 3-1, a 2–1 defeat; they beat Rovers 4-0.", ["3-1", "2–1", "4-0"]),
        ("plus or minus 3 points", ["plus or minus 3"]),
        ("a margin of ±3.5 percentage points", ["±3.5 percentage points"]),
        ("911 people called 112 people", ["911", "112"]),
        ("a herd of 1911 goats", ["1911"]),
    ],
)
def test_a_quantity_is_found_with_its_qualifier_and_unit(text: str, expected: list[str]) -> None:
    assert quantities(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "the fourth floor, the 29th mission, the 23rd conference",
        "sanctions since 2006, from 2006, 2009 and 2016",
        "post #44755 by @user12 on http://x.org/12/34 or a12@x.org",
        "the Falcon 9 rocket at Launch Complex 39A",
        "with LCRD2 and an F-16 against COVID-19",
        "Article 5, Resolution 2231, No. 5 and type 2 diabetes",
        "at 6am, 8:28 p.m. and four o'clock, 14:00 UTC",
        "one of them, no one, one another, one site, the one that",
        "ended 7-0, 3-2 and 1 – 2 to England",
        "flights on 9/11, around 24/7",
        "shot in 1080p",
        "call 911, calls to 999, a 911 dispatcher",
        "the Gang of Eight and the Group of Seven",
        "won 3-2-1",
        "those aged 18-24 voted",
        "call +44 20 7946 0958 or (202) 555-0143 or 555-0199",
        "version 1.2.3 of it",
        "Boeing 737-800 around 24/7",
        "the two nations and these two",
        "the 747, which",
        "Studio 54; the Big Three",
        "resides at 2134 Caldwell Place",
        "agent 007",
        "a [2] and (32, 33) reference",
        "a two-way street, one-sided",
        "native 4K and 5G",
        "1. First\n2. Second\n",
        "from at least 2002",
        "World Cup 2018 day",
        "Directive 2000 provides",
        "9 4 0 12 7",
        "one second",
        "one's own, one's",
        "May 5 and 6, 2019",
        "99",
    ],
)
def test_what_is_no_quantity_is_left_alone(text: str) -> None:
    assert quantities(text) == []


def test_a_duration_after_over_has_no_qualifier_unless_a_preposition_stands_before() -> None:
    assert quantities("over four years, and for over four years") == ["four years", "over four years"]


def test_a_number_right_after_a_date_counts() -> None:
    assert quantities("In May 2019 12 people died") == ["12"]


def test_a_quantity_stops_before_a_date() -> None:
    text = "paid 5 Monday"
    assert find_quantities(text, [(5, 13)]) == []
    assert find_quantities("paid 50 km", [(0, 5), (8, 10), (0, 2)]) == [(5, 7)]


def test_a_quantity_does_not_cross_a_paragraph() -> None:
    assert quantities("he counted up to\n\nfive men, five\n\nhours") == ["five", "five"]


@given(
    st.one_of(
        st.text(),
        st.lists(st.sampled_from(PIECES)).map(" ".join),
        st.lists(st.sampled_from(PIECES)).map("".join),
    ),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 12)).map(lambda pair: (pair[0], sum(pair))), max_size=4),
)
@settings(max_examples=200, deadline=None)
def test_quantities_are_in_order_and_touch_neither_each_other_nor_a_date(
    text: str, kept_out: list[tuple[int, int]]
) -> None:
    found = find_quantities(text, kept_out)
    ends = [0, *(end for _, end in found)]
    assert all(before <= start < end <= len(text) for before, (start, end) in zip(ends, found, strict=False))
    assert not any(start < stop and begin < end for start, end in found for begin, stop in kept_out)
