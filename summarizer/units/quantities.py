"""Quantities: one range for each mention of a quantity with a meaning.

A range holds the qualifier, the number with its scale, the unit if that is a measure, a currency or a share,
and a conversion in brackets: "some 10,000", "US$3.4 trillion", "50km (31 miles)". The noun that is counted is
not in it, save in a compound ("ten-storey", "55-member"). Labelling rule 7 says what is no quantity: see
`designations`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

from summarizer.units.designations import (
    counts_something,
    find_masked,
    is_designation,
    is_glued,
    is_in_table,
    is_one_of_several,
    is_time_of_day,
    is_year,
)
from summarizer.units.lexicon import (
    CONTESTS,
    CURRENCY_CODES,
    CURRENCY_SUFFIXES,
    CURRENCY_SYMBOLS,
    CURRENCY_WORDS,
    FRACTIONS,
    GAP,
    LARGE_NUMBERS,
    MEASURES,
    ONES,
    PERCENT_WORDS,
    QUALIFIERS_AFTER,
    QUALIFIERS_BEFORE,
    TEENS,
    TENS,
    TIME_UNITS,
    UNCOUNTED_COMPOUNDS,
    VAGUE_NUMBERS,
    any_of,
    words_of,
)
from summarizer.units.numerals import NUMBER_PATTERN, number_value

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["CONVERSION_PATTERN", "CURRENCY_PATTERN", "find_quantities"]

_QUALIFIERS: Final = frozenset(chain.from_iterable(QUALIFIERS_BEFORE.values()))
_LAST_OF_QUALIFIER: Final = frozenset(phrase.split()[-1] for phrase in _QUALIFIERS)
_REACH: Final = max(map(len, _QUALIFIERS)) + 6

CURRENCY_PATTERN: Final = rf"(?-i:(?:{any_of(CURRENCY_SYMBOLS)}|{any_of(CURRENCY_CODES)})[^\S\n]?)"
_WORD_UNITS: Final = any_of(unit for unit in MEASURES if unit[0].isalpha() and unit not in ("g", "m2", "m3", "km2"))
_RATE: Final = rf"(?:(?:{GAP}|-)(?:per|an?)(?:{GAP}|-)(?:second|minute|hour|day|week|month|year)(?!\w))?"
_UNIT: Final = (
    rf"(?:[^\S\n]?%|(?:{GAP}|-){any_of(set(PERCENT_WORDS) - {'%'})}(?!\w)"
    rf"|[^\S\n]?{any_of(MEASURES)}(?!\w){_RATE}|{GAP}{_WORD_UNITS}(?!\w){_RATE}"
    rf"|[-‐‑]{_WORD_UNITS}(?:[-‐‑](?:old|long|high|wide|deep|tall))?(?!\w)"
    rf"|(?:{GAP}|-){any_of(CURRENCY_WORDS)}(?!\w)|[^\S\n]?(?-i:[€£]|{any_of(CURRENCY_CODES)}(?!\w))"
    rf"|(?-i:{any_of(CURRENCY_SUFFIXES)})(?!\w))"
)
_NUMBER_WITH_UNIT: Final = rf"{CURRENCY_PATTERN}?{NUMBER_PATTERN}(?:{_UNIT})?"
CONVERSION_PATTERN: Final = (
    rf"{GAP}?\((?:{any_of(_QUALIFIERS)}{GAP}?)?{_NUMBER_WITH_UNIT}(?:[-–]{_NUMBER_WITH_UNIT})?\)"
)

_AMOUNT = re.compile(rf"(?P<currency>{CURRENCY_PATTERN})?(?P<number>{NUMBER_PATTERN})", re.IGNORECASE)
_UNIT_AFTER = re.compile(_UNIT, re.IGNORECASE)
_COMPOUND_AFTER = re.compile(r"[-‐‑](?P<noun>[a-z]{3,20})(?:[-‐‑]old)?(?![\w-])")
_JOINT = re.compile(rf"(?:-?{GAP}(?P<word>to|or|and|in|out{GAP}of){GAP}|[^\S\n]?[-‐‑–—][^\S\n]?)", re.IGNORECASE)
_QUALIFIER_BEFORE = re.compile(rf"(?<!\w)(?:{any_of(_QUALIFIERS)}){GAP}?\Z", re.IGNORECASE)
_QUALIFIER_AFTER = re.compile(
    rf"{GAP}{any_of(chain.from_iterable(QUALIFIERS_AFTER.values()))}\b|\+(?!\w)", re.IGNORECASE
)
_BETWEEN_BEFORE = re.compile(rf"(?<!\w)between{GAP}\Z", re.IGNORECASE)
_FROM_BEFORE = re.compile(rf"(?<!\w)from{GAP}\Z", re.IGNORECASE)
_DURATION_BEFORE = re.compile(
    rf"\b(?:for|in|after|within|well|just|lasted|lasts|took|takes|take|of|by|with){GAP}\Z", re.IGNORECASE
)
_CONVERSION_AFTER = re.compile(CONVERSION_PATTERN, re.IGNORECASE)
_UNIT_HEAD = re.compile(rf"(?:{GAP}|[-‐‑])?([^\W\d_]+|[%°€£℃℉])")
_UNIT_HEADS: Final = frozenset(
    re.split(r"[^\w%°€£℃℉]", unit.lower())[0]
    for unit in chain(MEASURES, CURRENCY_WORDS, CURRENCY_CODES, CURRENCY_SUFFIXES, PERCENT_WORDS, "€£")
) | {"°"}
_CLAUSE_BREAK = re.compile(r"[.;:!?\n\"“”0-9]")
_WORD = re.compile(r"[^\W\d_]+")
_CONTEST_AFTER = re.compile(rf"{GAP}(?:[a-z-]{{1,20}}{GAP})?{any_of(CONTESTS)}\b", re.IGNORECASE)
_AGES: Final = frozenset({"age", "aged", "ages"})
_LINES_OF_A_SCREEN: Final = frozenset({"480p", "720p", "1080p", "1440p", "2160p", "4320p"})
_SIGNS: Final = ("±", "+/-", "+/−", "~", "≈", "≥", "≤", "<", ">")
_START = re.compile(r"[0-9]+|[^\W\d_]+|[$€£¥₹₽₴₩₪₺₦½¼¾⅓⅔]")
_NEXT_WORD = re.compile(rf"{GAP}([^\W\d_]+)")
_AFTER_A: Final = frozenset(LARGE_NUMBERS) | frozenset(FRACTIONS) | {"few", "couple"}
_START_WORDS: Final = (
    words_of("a an half several many") | set(ONES) | set(TEENS) | set(TENS) | VAGUE_NUMBERS
    | {code.lower() for code in CURRENCY_CODES}
    | {symbol.rstrip("$").lower() for symbol in CURRENCY_SYMBOLS if symbol[0].isalpha()} | {"u"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number where it stands, with the currency before it and the unit after it."""

    start: int
    number: str
    number_end: int
    end: int
    has_currency: bool

    @property
    def is_bare(self) -> bool:
        return self.end == self.number_end and not self.has_currency

    @property
    def value(self) -> float | None:
        return number_value(self.number)


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """A text, and the room in it: after the date and the quantity before, up to the next date."""

    text: str
    date_end: int
    previous_end: int
    wall: int


def find_quantities(text: str, dates: Sequence[tuple[int, int]] = ()) -> list[tuple[int, int]]:
    """Find the quantities of a text.

    Args:
        text: any text, in English.
        dates: ranges in characters that no quantity may touch, as `find_dates` finds them.

    Returns:
        Ranges in characters (start, end exclusive), in order, not overlapping each other or the dates.
    """
    kept_out = sorted(chain(dates, (match.span() for match in find_masked(text))))
    starts = [start for start, _ in kept_out]
    furthest = _furthest_ends(kept_out)
    found: list[tuple[int, int]] = []
    done = 0
    for word in _START.finditer(text):
        start = word.start()
        first = word.group()
        if (
            start < done
            or (first[0].isalpha() and first.lower() not in _START_WORDS)
            or is_glued(text, start)
            or is_in_table(text, start, word.end())
        ):
            continue
        index = bisect_right(starts, start)
        if index and furthest[index - 1] > start:
            continue
        if not _may_start(text, start, first.lower()):
            continue
        wall = starts[index] if index < len(starts) else len(text)
        amount = _amount_at(text, start, wall)
        if amount is None or _is_code(text, amount):
            continue
        date_end = furthest[index - 1] if index else 0
        around = _Surroundings(text, date_end, found[-1][1] if found else 0, wall)
        done, quantity = _quantity_at(around, amount)
        if quantity is not None:
            found.append(quantity)
    return found


def _may_start(text: str, start: int, first: str) -> bool:
    """Return whether a number can start here, by the next word: a cheap look before the full one."""
    if first in "$€£¥₹₽₴₩₪₺₦":
        return text[start + 1 : start + 3].strip()[:1].isdecimal()
    if first in ("a", "an"):
        following = _NEXT_WORD.match(text, start + len(first))
        return text[start + 1 : start + 2] == "$" or (following is not None and following[1].lower() in _AFTER_A)
    return True


def _furthest_ends(ranges: Sequence[tuple[int, int]]) -> list[int]:
    """Return, for each range in order of their starts, how far it and those before it reach."""
    furthest: list[int] = []
    for _, end in ranges:
        furthest.append(max(end, furthest[-1]) if furthest else end)
    return furthest


def _quantity_at(around: _Surroundings, low: _Amount) -> tuple[int, tuple[int, int] | None]:
    """Return where to go on, and the quantity whose first number this is, if it is one."""
    text, wall = around.text, around.wall
    high = _other_end(text, low, wall)
    if high is None and _runs_on(text, low):
        return low.end, None
    if high is not None and not _is_range(text, low, high):
        return high.end, (low.start, high.end) if _is_score(text, low, high) else None
    last = high or low
    left = max(_qualified_start(text, low.start, last), around.date_end, around.previous_end)
    if not _is_quantity(around, low, last, is_qualified=left < low.start):
        return last.end, None
    end = _qualified_end(text, last, wall)
    return end, (left, end)


def _amount_at(text: str, start: int, wall: int) -> _Amount | None:
    match = _AMOUNT.match(text, start, wall)
    if match is None:
        return None
    number_end = match.end()
    head = _UNIT_HEAD.match(text, number_end, wall)
    has_unit = head is not None and head[1].lower() in _UNIT_HEADS
    unit = _UNIT_AFTER.match(text, number_end, wall) if has_unit else None
    end = unit.end() if unit else number_end
    if unit is None and match["number"].lower() != "one":
        compound = _COMPOUND_AFTER.match(text, number_end, wall)
        end = compound.end() if compound and compound["noun"] not in UNCOUNTED_COMPOUNDS else number_end
    return _Amount(start, match["number"], number_end, end, match["currency"] is not None)


def _runs_on(text: str, amount: _Amount) -> bool:
    """Return whether a number goes on as something else: "29th", "39A", "737-800", "24/7", "6:30"."""
    after, beyond = text[amount.end : amount.end + 1], text[amount.end + 1 : amount.end + 2]
    return (
        after.isalnum()
        or after == "_"
        or (
            after in ("-", "‐", "‑", "/", "–")
            and text[amount.end - 1] != "%"
            and (beyond.isalnum() or amount.number.lower() == "one")
        )
        or is_time_of_day(text, amount.number_end)
    )


def _other_end(text: str, low: _Amount, wall: int) -> _Amount | None:
    """Return the second number of "5 to 10", "between 36 and 40", "16–17 percent", "one in five"."""
    joint = _JOINT.match(text, low.end, wall)
    if joint is None:
        return None
    word = " ".join((joint["word"] or "-").lower().split())
    high = _amount_at(text, joint.end(), wall) if _can_join(text, low, word) else None
    if high is None or _is_code(text, high) or not _are_alike(text, low, high):
        return None
    if word == "-" and text[low.end - 1] != "%":
        return high
    goes_up = low.value is not None and high.value is not None and low.value < high.value
    is_ratio = word in ("in", "out of")
    fits = (goes_up or _shares_scale(low, high)) and not (is_ratio and not (low.is_bare and high.is_bare))
    return high if fits and not (word != "-" and _runs_on(text, high)) else None


def _can_join(text: str, low: _Amount, word: str) -> bool:
    """Return whether a word can join two numbers here: "and" after "between", "to" not after "from"."""
    before = text[max(0, low.start - 12) : low.start]
    if word == "and":
        return _BETWEEN_BEFORE.search(before) is not None
    if word == "to":
        return _FROM_BEFORE.search(before) is None
    return word != "in" or low.number.lower() in ("one", "1")


def _are_alike(text: str, low: _Amount, high: _Amount) -> bool:
    """Return whether two amounts can be ends of one range: not in "rose 0.86% to $5,880"."""
    own, other = text[low.number_end : low.end].strip(" -"), text[high.number_end : high.end].strip(" -")
    return (not own or own == other) and (low.has_currency or not high.has_currency)


def _is_code(text: str, amount: _Amount) -> bool:
    """Return whether a letter after a number is no scale or unit: "4K", "5G", "720p", but "$3M", "5M people"."""
    if text[amount.number_end : amount.end] == "G" or text[amount.start : amount.end] in _LINES_OF_A_SCREEN:
        return True
    if amount.has_currency or amount.number[-1] not in "KMB" or not amount.number[0].isdecimal():
        return False
    return not counts_something(text, amount.end)


def _shares_scale(low: _Amount, high: _Amount) -> bool:
    """Return whether "$5" and "$7 billion" are both billions."""
    return low.number.isdecimal() and len(high.number.split()) > 1


def _is_range(text: str, low: _Amount, high: _Amount) -> bool:
    """Tell "16–17 percent" and "5-10 people" from scores, votes, seasons and numbers of telephones."""
    joint = text[low.end : high.start]
    if any(character.isalpha() for character in joint):
        return True
    if low.value is None or high.value is None or low.value >= high.value or _runs_on(text, high):
        return False
    return not high.is_bare or low.has_currency or counts_something(text, high.end)


def _is_score(text: str, low: _Amount, high: _Amount) -> bool:
    """Return whether two numbers are a vote or a score, by a word for one near them: "voted 7-2"."""
    is_short = all(side.is_bare and side.number.isdecimal() and len(side.number) <= 3 for side in (low, high))
    if not is_short or _runs_on(text, high):
        return False
    before = _CLAUSE_BREAK.split(text[max(0, low.start - 48) : low.start])[-1]
    words = set(_WORD.findall(before.lower()))
    if words & _AGES:
        return False
    return bool(words & CONTESTS) or _CONTEST_AFTER.match(text, high.end) is not None


def _qualified_start(text: str, start: int, last: _Amount) -> int:
    """Return where the qualifier before a number starts, or where the number does."""
    left = max(0, start - _REACH)
    before = text[left:start]
    if (between := _BETWEEN_BEFORE.search(before)) and last.start > start:
        return left + between.start()
    if not _may_end_qualifier(before):
        if before[-1:] in ("-", "−") and not before[-2:-1].strip(" \n\u00a0(") and not last.is_bare:
            return start - 1
        return start
    qualifier = _QUALIFIER_BEFORE.search(before)
    if qualifier is None:
        return start
    word = qualifier.group().strip().lower()
    is_duration = text[last.number_end : last.end].strip(" -\u00a0\n").lower() in TIME_UNITS
    is_over = word == "over" and is_duration and not _DURATION_BEFORE.search(before[: qualifier.start()])
    return start if is_over or (word == "within" and last.is_bare) else left + qualifier.start()


def _may_end_qualifier(before: str) -> bool:
    words = before.split()
    return bool(words) and (words[-1].lstrip("([“\"'‘—").lower() in _LAST_OF_QUALIFIER or before.endswith(_SIGNS))


def _qualified_end(text: str, last: _Amount, wall: int) -> int:
    end = last.end
    if not last.is_bare and (conversion := _CONVERSION_AFTER.match(text, end, wall)):
        end = conversion.end()
    qualifier = _QUALIFIER_AFTER.match(text, end, wall)
    return qualifier.end() if qualifier else end


def _is_quantity(around: _Surroundings, low: _Amount, last: _Amount, *, is_qualified: bool) -> bool:
    """Return whether a number that reads as an amount is one, by what stands around it."""
    text, unit = around.text, around.text[last.number_end : last.end]
    if low is not last and not (low.is_bare and last.is_bare):
        return True
    if low is last and low.number.lower() == "one":
        if unit and (unit[0] == "-" or unit.strip().lower() not in TIME_UNITS):
            return True
        return is_one_of_several(text, low.start, low.end, around.previous_end, is_qualified=is_qualified)
    if not last.has_currency and (unit or is_qualified) and is_year(text, last.end, last.number, unit):
        return False
    if not last.is_bare:
        return not (low.number[0].isalpha() and is_designation(text, low.start, low.end, low.number))
    return is_qualified or not is_designation(text, low.start, last.end, low.number, date_end=around.date_end)
