"""When an article was published: the full date that most speaks for."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.chrome.model import ChromeReason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.chrome.lines import Line
    from summarizer.page import Page

__all__ = ["DATE", "MONTH", "published_date"]

MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|aug(?:ust|\.)?"
    r"|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
# A tag's end is lost in rendering: "CorrespondentDec 22, 2023", "9 Oct 20239 Oct 2023".
# Every date begins with a digit or the first letter of a month: looking ahead for one passes over the rest quickly.
DATE = re.compile(
    r"(?=[jfmasond\d])(?:"
    rf"(?:\b|(?<=[a-z])(?-i:(?=[A-Z])))(?P<month>{MONTH})\s{{1,3}}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,3}}"
    r"(?P<year>(?:19|20)\d\d)\b"
    rf"|(?<![\d.,])(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?[\s-]{{1,3}}(?P<month2>{MONTH}),?[\s-]{{1,3}}"
    r"(?P<year2>(?:19|20)\d\d)(?=\d?\d [a-z]|\b)"
    r"|(?<![\d-])(?P<iso>(?:19|20)\d\d-\d\d-\d\d)(?!\d)"
    r"|(?<![\d/.])(?P<numeric>\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d|\d{1,2}/\d{1,2}/\d\d)(?![\d/]))",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"\b(?:publi(?:shed|cation date)|posted|story at|first (?:posted|published)|date|issued|created)\b",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"\b(?:updated?|modified|revised|edited)\b", re.IGNORECASE)
# An agency's dateline: "LONDON, March 3, 2023 (Newswire) - ".
_PLACE = re.compile(r"(?:[^\W\d_a-z][\w.'’-]*[ ,]{1,2}){1,6}")
_AGENCY = re.compile(r"\s{0,2}(?:\([^()\n]{1,40}\)|/[^/\n]{1,40}/)?\s{0,2}(?:--?|[–—])\s")
_WORD = re.compile(r"[^\W\d_]{2,}")
_MOST_WORDS_BESIDE = 8
_LABEL_REACH = 60
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LAST_MONTH = 12
_CENTURY = 100
_TWO = 2
_TODAY = re.compile(
    r"\b(?:today|tonight|this (?:morning|afternoon|evening))(?:,? \(|, )(?:[a-z]{3,6}day,? )?"
    rf"(?:(?P<month>{MONTH}) (?P<day>\d{{1,2}})|(?P<day2>\d{{1,2}}) (?P<month2>{MONTH}))\b",
    re.IGNORECASE,
)


def published_date(text: str, place: Page) -> tuple[dt.date, tuple[int, int]] | None:
    """Find the day of publication: the first of the heaviest dates that is in the calendar.

    Args:
        text: the whole article, chrome and all.
        place: its lines and parts.

    Returns:
        The day, and where it stands in characters, end exclusive; None where no date can be read.
    """
    evidence: _Evidence | None = None
    for _, found in sorted(_dated(text, place), key=lambda pair: -pair[0]):
        readings = _readings(found)
        if len(readings) >= _TWO:
            evidence = evidence or _evidence(text, place)
        day = _decided(found, readings, evidence) if evidence else next(iter(readings), None)
        if day is not None:
            return day, found.span()
    return None


def _dated(text: str, place: Page) -> Iterator[tuple[float, re.Match[str]]]:
    """Yield the full dates that stand alone or nearly so around the title, or labelled below the article."""
    lines = place.lines
    index = 0
    for found in DATE.finditer(text):
        while index + 1 < len(lines) and lines[index + 1].start <= found.start():
            index += 1
        upto = index
        while upto + 1 < len(lines) and lines[upto + 1].start < found.end():
            upto += 1
        weight = _weight(text, place, found, index, upto)
        if weight > 0:
            yield weight, found


def _weight(text: str, place: Page, found: re.Match[str], index: int, upto: int) -> float:
    line, last = place.lines[index], place.lines[upto]
    if index == place.first and line.look.is_prose:
        return 2.9 if _is_dateline(text, line, found) else 0.0
    beside = (
        text[max(line.start, found.start() - 200) : found.start()]
        + " "
        + text[found.end() : min(last.end, found.end() + 200)]
    )
    signed = line.look.reason is ChromeReason.BYLINE
    alone = (signed or len(_WORD.findall(beside)) <= _MOST_WORDS_BESIDE) and last.end - line.start <= 300
    if not alone or (not place.is_chrome[index] and line.look.is_prose):
        return 0.0
    label = text[max(line.start, found.start() - _LABEL_REACH) : found.start()]
    if index > 0 and not _WORD.search(label):
        label = place.lines[index - 1].text[-_LABEL_REACH:] if len(place.lines[index - 1].text) <= 40 else label
    published = max((hit.start() for hit in _PUBLISHED.finditer(label)), default=-1)
    updated = max((hit.start() for hit in _UPDATED.finditer(label)), default=-1)
    if index > place.head:
        if max(published, updated) < 0 or not place.is_chrome[index]:
            return 0.0
        return 2.5 if published > updated else 1.0
    if max(published, updated) >= 0:
        return 4.0 if published > updated else 1.5
    below_title = place.title is not None and index > place.title
    return (3.0 if below_title else 2.0) + index / (len(place.lines) + 1)


def _is_dateline(text: str, line: Line, found: re.Match[str]) -> bool:
    """Say whether a date stands between a place and a dash at the head of a line, as agencies write it."""
    place = text[line.start : found.start()] if found.start() - line.start <= _LABEL_REACH else ""
    named = _PLACE.fullmatch(place) is not None and place.rstrip().endswith(",")
    return named and _AGENCY.match(text, found.end(), line.end) is not None


def _day(found: re.Match[str]) -> dt.date | None:
    """Read a date that can be read in one way only."""
    readings = _readings(found)
    return next(iter(readings)) if len(readings) == 1 else None


def _readings(found: re.Match[str]) -> frozenset[dt.date]:
    """List the days that a date can mean: 12/11/23 is two, 12/12/23 is one, 31/31/23 is none."""
    if found["numeric"] is not None:
        first, second, year = (int(part) for part in re.split(r"[./]", found["numeric"]))
        year += 0 if year > _CENTURY else 2000
        orders = {(second, first)} if "." in found["numeric"] else {(first, second), (second, first)}
        days = {_calendar_day(year, month, day) for month, day in orders}
    elif found["iso"] is not None:
        days = {_calendar_day(*(int(part) for part in found["iso"].split("-")))}
    else:
        month = _MONTHS.index((found["month"] or found["month2"])[:3].lower()) + 1
        days = {_calendar_day(int(found["year"] or found["year2"]), month, int(found["day"] or found["day2"]))}
    return frozenset(day for day in days if day is not None)


def _calendar_day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What decides between two readings of a date: days called today or written out, and the order of other dates."""

    today: frozenset[tuple[int, int]]
    written: frozenset[dt.date]
    day_first: frozenset[bool]


def _evidence(text: str, place: Page) -> _Evidence:
    return _Evidence(_days_called_today(text), frozenset(_days_beside_prose(text, place)), _orders(text))


def _decided(found: re.Match[str], readings: frozenset[dt.date], evidence: _Evidence) -> dt.date | None:
    """Read a date, one that can be read in two ways only where the rest of the page decides."""
    if len(readings) < _TWO:
        return next(iter(readings), None)
    days = {day for day in readings if (day.month, day.day) in evidence.today} | (readings & evidence.written)
    days = days or {_in_order(found, day_first=day_first) for day_first in evidence.day_first}
    return next(iter(days)) if len(days) == 1 else None


def _days_called_today(text: str) -> frozenset[tuple[int, int]]:
    """List the months and days that the article calls today: "today (Dec. 11)", "this morning, 11 December"."""
    return frozenset(
        (_MONTHS.index((found["month"] or found["month2"])[:3].lower()) + 1, int(found["day"] or found["day2"]))
        for found in _TODAY.finditer(text)
    )


def _days_beside_prose(text: str, place: Page) -> Iterator[dt.date]:
    """Yield the days that are written out in lines that are no prose: a date's place on a page."""
    for line in place.lines:
        if not line.look.is_prose:
            for found in DATE.finditer(text, line.start, line.end):
                if found["numeric"] is None and (day := _day(found)) is not None:
                    yield day


def _orders(text: str) -> frozenset[bool]:
    """Say for each date with slashes that can be read in one way only whether its day comes first."""
    parts = ([int(part) for part in found["numeric"].split("/")] for found in DATE.finditer(text) if _slashed(found))
    return frozenset(first > _LAST_MONTH for first, second, _ in parts if max(first, second) > _LAST_MONTH)


def _slashed(found: re.Match[str]) -> bool:
    return found["numeric"] is not None and "/" in found["numeric"] and bool(_readings(found))


def _in_order(found: re.Match[str], *, day_first: bool) -> dt.date:
    first = int(found["numeric"].split("/")[0])
    return next(day for day in _readings(found) if first == (day.day if day_first else day.month))
