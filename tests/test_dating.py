"""Which date a statement or an event has, and the year of a day that stands without one."""

from __future__ import annotations

from datetime import date

import pytest

from summarizer.analysis import Analysis, analyse
from summarizer.article import article_from_text
from summarizer.news.dating import Calendar
from summarizer.news.statements import find_candidates


def read(text: str) -> Analysis:
    return analyse(article_from_text(text))


SAID = [
    ("Mayor Ana Torres said on Monday that the port burned on Friday.", "Monday"),
    ("Mayor Ana Torres said on Monday the port had burned.", "Monday"),
    ("“The port burned on Friday,” mayor Ana Torres said late on Monday.", "Monday"),
    ("On Monday, mayor Ana Torres said the port had burned.", "Monday"),
    ("The town council met over the fire in the harbour on Monday and mayor Ana Torres said it was over.", "Monday"),
    ("Mayor Ana Torres has said since Monday that the port is safe.", None),
    ("Mayor Ana Torres said the port burned on Friday.", None),
    ("Engineer Paul Kim, who inspected the port in 2019, said it was never safe.", None),
    ("Mayor Ana Torres, elected in May 2021, has said it was never safe.", None),
    ("“It was never safe,” said Paul Kim, who inspected the port in 2019.", None),
    ("Mayor Ana Torres, speaking on Monday, said it was never safe.", "Monday"),
    ("Mayor Ana Torres, who spoke on Monday, said it was never safe.", "Monday"),
    ("Ana Torres, joined by Paul Kim, attacked the plan on Monday, saying that it was late.", "Monday"),
    ("The ship sank on Monday, where mayor Ana Torres says some 40 men worked.", None),
]
TOLD = [
    ("The ban applies from 4 May 2024.", "4 May 2024"),
    ("Farmers have blocked the road since Monday.", "Monday"),
    ("Jane Roe, who has led the town since 2006, resigned.", None),
    ("The Convention of 1949 applies.", None),
    ("The strike goes on until Friday.", None),
]


@pytest.mark.parametrize(("text", "day"), SAID)
def test_a_statement_has_the_day_on_which_it_was_said_and_not_one_it_tells(text: str, day: str | None) -> None:
    calendar = Calendar(read(text))
    candidate = find_candidates(calendar.analysis)[-1]
    found = calendar.said_on(candidate)
    assert (calendar.analysis.text_of(found) if found else None) == day


@pytest.mark.parametrize(("text", "day"), TOLD)
def test_an_event_keeps_the_day_since_when_it_goes_on_but_not_that_of_something_else(
    text: str, day: str | None
) -> None:
    calendar = Calendar(read(text))
    found = calendar.within((0, len(text)), None, "events/V1")
    assert (found.text.text if found else None) == day


def test_a_day_without_a_year_has_the_year_that_the_article_gives_the_same_day() -> None:
    text = "The port burned on May 5, 2019. It was on May 5 that the crew left, and on May 6 that it came back."
    calendar = Calendar(read(text))
    days = [calendar.date(unit, "events/V1").start for unit in calendar.analysis.dates]
    assert days == [date(2019, 5, 5), date(2019, 5, 5), None]
    assert list(calendar.open) == ["May 6"]


def test_a_day_that_the_article_gives_two_years_stays_open() -> None:
    calendar = Calendar(read("The port burned on May 5, 2019 and on May 5, 2020. It rained on May 5."))
    assert [calendar.date(unit, "x").start for unit in calendar.analysis.dates][-1] is None
