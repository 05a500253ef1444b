"""Resolving a date: from an expression as it stands ("Wednesday") to days of the calendar.

Only the article's own date of publication helps (labelling rule 8). Where that does not settle it, the date
stays open: its start is None. "Early", "mid" and "late" have no agreed ends, so "late 2023" is the year 2023.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from dateutil.relativedelta import relativedelta
from dateutil.relativedelta import weekday as nth_weekday

from summarizer.outlook import Outlook, cue_around, outlook_around
from summarizer.schemas.news import Precision
from summarizer.units.lexicon import (
    DAY_PARTS,
    MONTH_ABBREVIATIONS,
    MONTHS,
    WEEKDAY_ABBREVIATIONS,
    WEEKDAYS,
    WORD_DECADES,
)
from summarizer.units.numerals import number_value

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["CalendarDate", "Precision", "cue_around", "resolve_date"]


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """The days that a date covers, both ends included; both None where it cannot be known."""

    start: date | None
    end: date | None
    precision: Precision


@dataclass(frozen=True, slots=True)
class _Expression:
    """A date's text in lower case, its words, and what else may settle it."""

    text: str
    words: tuple[str, ...]
    published: date | None
    before: str
    after: str


_OPEN: Final = CalendarDate(None, None, Precision.UNKNOWN)
_MONTH_NUMBERS: Final = {**MONTHS, **MONTH_ABBREVIATIONS}
_WEEKDAY_NUMBERS: Final = {**WEEKDAYS, **WEEKDAY_ABBREVIATIONS}

_STEPS: Final = {"last": -1, "this": 0, "next": 1}

_WORD = re.compile(r"[0-9]+|[^\W\d_]+")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?![0-9])")
_SLASHED = re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})$")
_YEARS = re.compile(r"([0-9]{4})[-–—/]([0-9]{4}|[0-9]{2})$")
_DECADE = re.compile(r"([0-9]{3}0|['’][0-9]0)['’]?s$")
_ANOTHER_WITH_YEAR = re.compile(
    r"\s{0,3}(?:[-–—]|to|through|until|and)\s{1,3}([^\W\d_]{3,9})\.?\s{1,3}[0-9]{1,2}(?:st|nd|rd|th)?,?\s{1,3}([0-9]{4})\b"
)

# Half a year either way is where "nearest" stops being certain; a year less a month is too far to be meant.
_NEAR: Final = 183
_FAR: Final = 335


def resolve_date(text: str, published: date | None, *, cue: str = "") -> CalendarDate:
    """Resolve a date as the article's reader would, or leave it open.

    Args:
        text: the date as it stands, as `find_dates` finds it.
        published: when the article was published, or None where it does not say.
        cue: what stands around the date, from the same sentence: see `cue_around`. If it holds the date
            itself, what follows the date counts too; if not, it is taken to end where the date starts.

    Returns:
        The first and the last day. Days without a year are the last ones before the publication, unless the
        cue points ahead; a weekday likewise. Nothing is raised, also where no such day exists (30 February).
    """
    before, _, after = cue.partition(text) if text else ("", "", "")
    lowered = text.lower().strip()
    expression = _Expression(lowered, tuple(_WORD.findall(lowered)), published, before, after)
    try:
        for resolver in _RESOLVERS:
            resolved = resolver(expression)
            if resolved is not None:
                return resolved
    except (ValueError, OverflowError):
        return _OPEN
    return _OPEN


def _day(day: date) -> CalendarDate:
    return CalendarDate(day, day, Precision.DAY)


def _days(start: date, end: date) -> CalendarDate:
    return _day(start) if start == end else CalendarDate(min(start, end), max(start, end), Precision.RANGE)


def _month(year: int, month: int) -> CalendarDate:
    first = date(year, month, 1)
    return CalendarDate(first, first + relativedelta(day=31), Precision.MONTH)


def _year(year: int) -> CalendarDate:
    return CalendarDate(date(year, 1, 1), date(year, 12, 31), Precision.YEAR)


def _week(day: date) -> CalendarDate:
    monday = day - timedelta(days=day.weekday())
    return CalendarDate(monday, monday + timedelta(days=6), Precision.RANGE)


def _in_digits(expression: _Expression) -> CalendarDate | None:
    """Resolve "2024-01-10 21:21", "13/10/2019" and "2023-24"; "10/12/2019" can be either and stays open."""
    if match := _ISO.match(expression.text):
        year, month, day = (int(group) for group in match.groups())
        return _day(date(year, month, day))
    if match := _SLASHED.fullmatch(expression.text):
        first, second, year = (int(group) for group in match.groups())
        if first <= 12 and second <= 12 and first != second:
            return _OPEN
        return _day(date(year, min(first, second), max(first, second)))
    if match := _YEARS.fullmatch(expression.text):
        first, last = int(match[1]), int(match[1][: 4 - len(match[2])] + match[2])
        last += 100 if last < first else 0
        return CalendarDate(date(first, 1, 1), date(last, 12, 31), Precision.RANGE)
    return None


def _ago(expression: _Expression) -> CalendarDate | None:
    """Resolve "two years ago"; "a few weeks ago" and "nearly a year ago" stay open."""
    *count, unit, last = expression.words if len(expression.words) > 2 else ("", "", "")
    if last != "ago":
        return None
    number = 1.0 if count in (["a"], ["an"]) else number_value(" ".join(count))
    is_plain = not set(count) & {
        "or",
        "to",
        "more",
        "less",
        "about",
        "around",
        "almost",
        "nearly",
        "some",
        "over",
    }
    if expression.published is None or number is None or not is_plain:
        return _OPEN
    return _back(expression.published, int(number), unit.removesuffix("s"))


def _back(published: date, number: int, unit: str) -> CalendarDate:
    if unit == "day":
        return _day(published - timedelta(days=number))
    if unit == "week":
        return _week(published - timedelta(weeks=number))
    if unit == "month":
        day = published - relativedelta(months=number)
        return _month(day.year, day.month)
    return _year(published.year - number) if unit == "year" else _OPEN


def _today(expression: _Expression) -> CalendarDate | None:
    """Resolve "yesterday", "tonight", "last night", "this morning" and the like."""
    words = set(expression.words)
    shifts = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
    named = [shifts[word] for word in expression.words if word in shifts]
    if not named:
        if len(words) != 2 or not words & DAY_PARTS or not words & {"this", "last"}:
            return None
        named = [-1 if "last" in words else 0]
    if expression.published is None:
        return _OPEN
    beyond = -1 if "before" in words else 1 if "after" in words else 0
    return _day(expression.published + timedelta(days=named[0] + beyond))


def _told(expression: _Expression) -> CalendarDate | None:
    """Leave open what counts from a moment of the tale: "the previous day", "that night", "the next year"."""
    words = expression.words
    from_there = set(words) & {"same", "previous", "following", "preceding", "that"}
    is_counted_off = words[:1] == ("the",) and words[1:2] in (("next",), ("last",), ("coming",))
    return _OPEN if from_there or (is_counted_off and _four_digits(words) is None) else None


def _four_digits(words: tuple[str, ...]) -> int | None:
    return next((int(word) for word in words if len(word) == 4 and word.isdecimal()), None)


def _period(expression: _Expression) -> CalendarDate | None:
    """Resolve "last week", "early next year", "the end of this month", "by the end of the year"."""
    words, published = expression.words, expression.published
    unit = words[-1] if words else ""
    names_a_day = any(word in _MONTH_NUMBERS or word in _WEEKDAY_NUMBERS for word in words)
    if names_a_day or unit not in ("day", "week", "weekend", "month", "year", "quarter", "decade"):
        return None
    pointer = words[-2] if len(words) > 1 else ""
    if pointer == "the" and "of" in words and expression.before.rstrip().lower().endswith(("by", "before", "until")):
        pointer = "this"
    step = {"last": -1, "this": 0, "next": 1, "coming": 1}.get(pointer)
    if unit == "weekend" and published is not None and pointer in ("last", "past", "this", "next", "coming"):
        return _weekend(expression, pointer)
    if published is None or step is None:
        return _OPEN
    if unit == "week":
        return _week(published + timedelta(weeks=step))
    if unit == "month":
        day = published + relativedelta(months=step)
        return _month(day.year, day.month)
    return _year(published.year + step) if unit == "year" else _OPEN


def _weekend(expression: _Expression, pointer: str) -> CalendarDate:
    """Resolve a weekend, where the pointing word cannot mean two of them."""
    assert expression.published is not None
    published, outlook = expression.published, outlook_around(expression.before, expression.after)
    saturday = published + relativedelta(weekday=nth_weekday(5)(-1))
    is_behind = pointer in ("last", "past") or (pointer == "this" and outlook is Outlook.PAST)
    is_ahead = pointer == "coming" or (pointer == "this" and outlook is Outlook.FUTURE)
    if published.weekday() >= 5 or not (is_behind or is_ahead):
        return _OPEN
    saturday += timedelta(weeks=1 if is_ahead else 0)
    return CalendarDate(saturday, saturday + timedelta(days=1), Precision.RANGE)


def _decade(expression: _Expression) -> CalendarDate | None:
    """Resolve "the 1990s", and "the '60s" and "the sixties" where one such decade is plainly meant."""
    match = _DECADE.search(expression.text)
    spoken = WORD_DECADES.get(expression.words[-1]) if expression.words else None
    if match is None and spoken is None:
        return None
    if match is not None and match[1].isdecimal():
        first = int(match[1])
    elif expression.published is None:
        return _OPEN
    else:
        tens = spoken if spoken is not None else int(match[1][1:]) if match is not None else 0
        century = expression.published.year // 100 * 100
        first = century + tens - (100 if century + tens + 10 > expression.published.year else 0)
    return CalendarDate(date(first, 1, 1), date(first + 9, 12, 31), Precision.DECADE)


def _with_month(expression: _Expression) -> CalendarDate | None:
    """Resolve whatever names a month."""
    words = expression.words
    month = next((_MONTH_NUMBERS[word] for word in words if word in _MONTH_NUMBERS), None)
    if month is None:
        return None
    days = [int(word) for word in words if word.isdecimal() and len(word) <= 2]
    year = _four_digits(words)
    step = _STEPS.get(words[-2]) if words[-1] == "year" and len(words) > 2 else None
    if year is None and step is not None and expression.published is not None:
        year = expression.published.year + step
    if year is None:
        year = _year_of_neighbour(expression, month)
    if year is not None:
        return _days(date(year, month, days[0]), date(year, month, days[-1])) if days else _month(year, month)
    if expression.published is None:
        return _OPEN
    return _nearest_days(expression, month, days) if days else _nearest_month(expression, month)


def _year_of_neighbour(expression: _Expression, month: int) -> int | None:
    """Return the year that "January 23" takes from "March 9, 2014" in "January 23 to March 9, 2014"."""
    match = _ANOTHER_WITH_YEAR.match(expression.after)
    other = _MONTH_NUMBERS.get(match[1].lower()) if match else None
    if match is None or other is None:
        return None
    return int(match[2]) - (1 if month > other else 0)


def _nearest_days(expression: _Expression, month: int, days: list[int]) -> CalendarDate:
    """Choose the year of days that are given without one."""
    published = expression.published
    assert published is not None
    candidates: list[CalendarDate] = []
    for year in (published.year - 1, published.year, published.year + 1):
        try:
            candidates.append(_days(date(year, month, days[0]), date(year, month, days[-1])))
        except ValueError:
            continue
    weekday = next((_WEEKDAY_NUMBERS[word] for word in expression.words if word in _WEEKDAY_NUMBERS), None)
    if weekday is not None:
        fitting = [each for each in candidates if each.start and each.start.weekday() == weekday]
        return min(fitting, key=lambda each: _distance(each, published), default=_OPEN)
    return _on_side(candidates, published, outlook_around(expression.before, expression.after))


def _distance(candidate: CalendarDate, published: date) -> int:
    assert candidate.start is not None
    return abs((candidate.start - published).days)


def _on_side(candidates: list[CalendarDate], published: date, outlook: Outlook) -> CalendarDate:
    """Choose among dates a year apart the one on the side of the publication that the sentence speaks of."""
    ahead = outlook is Outlook.FUTURE
    reach = _FAR if outlook in (Outlook.PAST, Outlook.FUTURE) else _NEAR
    if outlook is Outlook.UNCLEAR:
        return _OPEN
    fitting = [
        each
        for each in candidates
        if each.start is not None
        and each.end is not None
        and (each.end >= published if ahead else each.start <= published)
        and _distance(each, published) <= reach
    ]
    return min(fitting, key=lambda each: _distance(each, published), default=_OPEN)


def _nearest_month(expression: _Expression, month: int) -> CalendarDate:
    """Choose the year of a month that is given without one; "last May" only where it means one May."""
    published = expression.published
    assert published is not None
    first = expression.words[0]
    if first in _STEPS:
        year = published.year + _STEPS[first]
        within = month < published.month if first == "last" else first == "next" and month > published.month
        return _OPEN if within else _month(year, month)
    candidates = [_month(published.year + shift, month) for shift in (-1, 0, 1)]
    return _on_side(candidates, published, outlook_around(expression.before, expression.after))


def _on_weekday(expression: _Expression) -> CalendarDate | None:
    """Resolve "Wednesday", "next Tuesday", "Monday night", "the night of Monday to Tuesday"."""
    numbers = [_WEEKDAY_NUMBERS[word] for word in expression.words if word in _WEEKDAY_NUMBERS]
    if not numbers:
        return None
    if expression.published is None:
        return _OPEN
    published, words = expression.published, set(expression.words)
    latest = published + relativedelta(weekday=nth_weekday(numbers[0])(-1))
    if expression.words[-1] == "week" and expression.words[-2] in _STEPS:
        week = published + timedelta(weeks=_STEPS[expression.words[-2]])
        return _day(week + timedelta(days=numbers[0] - week.weekday()))
    if words & {"last", "past", "next", "coming", "this"}:
        return _pointed_weekday(expression, words, numbers[0])
    outlook = outlook_around(expression.before, expression.after)
    if outlook is Outlook.UNCLEAR:
        return _OPEN
    first = published + relativedelta(weekday=nth_weekday(numbers[0])(+1)) if outlook is Outlook.FUTURE else latest
    return _days(first, first + relativedelta(weekday=nth_weekday(numbers[-1])(+1)))


def _pointed_weekday(expression: _Expression, words: set[str], number: int) -> CalendarDate:
    """Resolve "last", "this" or "next" Tuesday; within the publication's week two readings differ: open."""
    published = expression.published
    assert published is not None
    same_week = published + timedelta(days=number - published.weekday())
    earlier = published - timedelta(days=1) + relativedelta(weekday=nth_weekday(number)(-1))
    later = published + timedelta(days=1) + relativedelta(weekday=nth_weekday(number)(+1))
    if "coming" in words:
        return _day(later)
    if "past" in words:
        return _day(earlier)
    if "this" in words:
        return _day(same_week)
    day = earlier if "last" in words else later
    return _OPEN if day == same_week else _day(day)


def _with_year(expression: _Expression) -> CalendarDate | None:
    """Resolve "2006", "late 2023", "the third quarter of 2023" to the year."""
    year = _four_digits(expression.words)
    return None if year is None else _year(year)


_RESOLVERS: Final[tuple[Callable[[_Expression], CalendarDate | None], ...]] = (
    _in_digits,
    _ago,
    _today,
    _told,
    _decade,
    _period,
    _with_month,
    _on_weekday,
    _with_year,
)
