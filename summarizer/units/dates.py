"""Dates: the expressions by which an article says when, found as they stand.

A date is a calendar date ("Jan. 8, 2024"), a part of the calendar ("late 2023", "August", "the 1990s") or one
that counts from another moment ("Wednesday", "last week", "two years ago"). Durations and times of day are
none. Days that share a month are one date ("October 23 and 28"), because none of them stands by itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from summarizer.units.designations import is_in_table
from summarizer.units.lexicon import (
    CENTURY_WORDS,
    DATED_TEXTS,
    DAY_PARTS,
    FUNCTION_WORDS,
    GAP,
    INVARIANT_PLURALS,
    MONTH_ABBREVIATIONS,
    MONTHS,
    MONTHS_THAT_ARE_WORDS,
    ONES,
    PARTS,
    SEASONS,
    TEENS,
    TENS,
    WEEKDAY_ABBREVIATIONS,
    WEEKDAY_NAMES_AFTER,
    WEEKDAY_NAMES_BEFORE,
    WEEKDAYS,
    WORD_DECADES,
    YEAR_PREPOSITIONS,
    any_of,
    words_of,
)
from summarizer.units.numerals import COUNT_PATTERN

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["find_dates"]

_ALL_MONTHS = set(MONTHS) | set(MONTH_ABBREVIATIONS)
_CASED_MONTHS = "|".join(f"{word.title()}|{word.upper()}" for word in sorted(MONTHS_THAT_ARE_WORDS))
_ABBREVIATED: Final = rf"{any_of(set(MONTH_ABBREVIATIONS) - MONTHS_THAT_ARE_WORDS)}\b(?:\.(?={GAP}?[0-9]))?"
_MONTH_NAME: Final = rf"(?:{any_of(set(MONTHS) - MONTHS_THAT_ARE_WORDS)}|(?-i:{_CASED_MONTHS}))\b"
_MONTH: Final = rf"(?:{_ABBREVIATED}|{_MONTH_NAME})"
_WEEKDAY: Final = rf"{any_of(WEEKDAYS)}\b"
_DAY_PART: Final = rf"(?:{GAP}{any_of(DAY_PARTS)}\b)?"
_PART: Final = rf"(?:(?:mid-to-late|early-to-mid|{any_of(PARTS)})(?:-|{GAP})(?:in{GAP})?(?:the{GAP})?)"
_PORTION: Final = (
    rf"(?:(?:the{GAP})?(?:beginning|start|middle|end|close|turn|rest|(?:first|second|latter){GAP}half"
    rf"|(?:first|second|third|fourth|last|final){GAP}quarter|{any_of(SEASONS)}){GAP}of{GAP})"
)

# A round number before a noun in the plural counts it: "March, 2000 soldiers".
_NOT_ROUND: Final = rf"(?:(?<!00)|(?!{GAP}(?:people|troops|(?!{any_of(FUNCTION_WORDS)}\b)[a-z]{{2,30}}s)\b))"
_YEAR_END: Final = r"(?!\w|[.,:/][0-9]|[^\S\n]?%)"
_YEAR: Final = rf"(?:1[0-9]{{3}}|20[0-9]{{2}}|2100){_YEAR_END}{_NOT_ROUND}"
_LATE_YEAR: Final = r"(?:1[7-9][0-9]{2}|20[0-9]{2}|2100)"
_BARE_YEAR: Final = rf"{_LATE_YEAR}{_YEAR_END}{_NOT_ROUND}"
_DAY: Final = r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?!\w|[.,:][0-9]|[^\S\n]?%)"
_TO: Final = rf"(?:[^\S\n]?[-‐‑–—/][^\S\n]?|{GAP}(?:to|through|until|till){GAP})"
# "28" in "October 23 and 28" is a day unless it counts something: "October 23 and 28 drones".
_FREE: Final = rf"(?!{GAP}(?!{any_of(FUNCTION_WORDS | _ALL_MONTHS)}\b)[^\W\d])"
_DAYS: Final = rf"(?:{_DAY}{_TO}{_DAY}|{_DAY}(?:,{GAP}{_DAY}){{0,6}},?{GAP}(?:and|or|&){GAP}{_DAY}{_FREE}|{_DAY})"
_ON_WEEKDAY: Final = rf"(?:{_WEEKDAY}|{any_of(WEEKDAY_ABBREVIATIONS)}\b\.?),?{GAP}(?:the{GAP})?"
_PERIOD: Final = rf"(?:day|week|weekend|month|year|quarter|decade|century|{any_of(SEASONS)})\b"
_POINTING: Final = (
    rf"(?:this{GAP}(?:past|coming)|this|last|next|that"
    rf"|the{GAP}(?:same|previous|following|preceding|next|last|coming))"
)
_THAT_YEAR: Final = rf"{GAP}(?:of{GAP})?(?:this|last|next){GAP}year\b"
_THAT_WEEK: Final = rf"{GAP}(?:of{GAP})?(?:this|last|next){GAP}week\b"
_MONTH_FIRST: Final = rf"{_MONTH}{GAP}?(?:the{GAP})?{_DAYS}(?:,?{GAP}(?:of{GAP})?{_YEAR}|{_THAT_YEAR})?"
_MONTH_AND_YEAR: Final = rf"(?:{_MONTH}(?:,?{GAP}(?:of{GAP})?|[-/]){_YEAR}|{_MONTH_NAME}{_THAT_YEAR})"
_DAY_FIRST: Final = rf"{_DAYS}(?:{GAP}of)?(?:{GAP}|-){_MONTH}(?:(?:,?{GAP}|-){_YEAR}|{_THAT_YEAR})?"
_CENTURY: Final = rf"(?:[0-9]{{1,2}}(?:st|nd|rd|th)|{any_of(CENTURY_WORDS)})(?:{GAP}|-)century\b"
_DECADE: Final = r"(?:(?:1[0-9]|20)[0-9]0['’]?s\b|['’][0-9]0s\b)"
_TIME_OF_DAY: Final = r"(?:(?:T|[^\S\n])[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?Z?)?"

# In order: at one place the first that fits is taken. A named form needs a look at what stands around it.
_NUMBER_FORMS: Final = (
    rf"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}{_TIME_OF_DAY}(?![\w-])",
    r"[0-9]{1,2}(?:/[0-9]{1,2}/(?:[0-9]{4}|[0-9]{2})|\.[0-9]{1,2}\.(?:19|20)[0-9]{2})(?![\w/]|[.-][0-9])",
    _DAY_FIRST,
    rf"{_DECADE}|{_CENTURY}",
    rf"(?P<years>{_LATE_YEAR}[-–—/](?:{_BARE_YEAR}|[0-9]{{2}}(?!\w|[-–/.,][0-9])))",
    rf"(?P<year>{_BARE_YEAR})",
)
_MONTH_FORMS: Final = (_MONTH_FIRST, _MONTH_AND_YEAR, rf"(?P<month>{_MONTH_NAME})")
_WEEKDAY_FORMS: Final = (
    rf"{_ON_WEEKDAY}(?:{_MONTH_FIRST}|{_DAY_FIRST})",
    rf"{_WEEKDAY}{_DAY_PART}{_THAT_WEEK}",
    rf"(?P<weekday>{_WEEKDAY}{_DAY_PART})",
)
_OTHER_FORMS: Final = (
    rf"the{GAP}{_DAY_FIRST}",
    rf"(?:{_PORTION}|{_PART}){_MONTH_AND_YEAR}",
    rf"(?:{_PORTION}|{_PART}){_MONTH_NAME}",
    rf"(?:{_PORTION}|{_PART}|(?:{_PART}|the{GAP})?{any_of(SEASONS)}{GAP}|q[1-4]{GAP}){_BARE_YEAR}",
    rf"(?:the{GAP})?{_PART}?(?:{_DECADE}|{_CENTURY})|the{GAP}{_PART}?{any_of(WORD_DECADES)}\b",
    rf"(?:the{GAP})?night{GAP}of{GAP}{_WEEKDAY}(?:{_TO}{_WEEKDAY})?",
    rf"the{GAP}day{GAP}(?:before{GAP}yesterday|after{GAP}tomorrow)\b",
    rf"(?P<today>(?:{_PART})?(?:yesterday|today|tomorrow|tonight)\b{_DAY_PART})",
    rf"(?!(?:the{GAP})?end{GAP}of{GAP}the{GAP}day\b){_PORTION}(?:the|this|last|next|that){GAP}{_PERIOD}",
    rf"(?P<period>(?:{_PART})?{_POINTING}{GAP}(?:{_PERIOD}|{any_of(DAY_PARTS)}\b))",
    rf"(?:earlier|later){GAP}in{GAP}the{GAP}{_PERIOD}",
    rf"the{GAP}(?:day|week|month|year){GAP}(?:before|after|earlier)\b",
    rf"(?P<weekday>(?:(?:{_PART}|{_POINTING}{GAP}|coming{GAP}|past{GAP})){{1,2}}{_WEEKDAY}{_DAY_PART})",
    rf"(?P<month>(?:this|last|next){GAP}{_MONTH_NAME})",
)


def _alternatives(forms: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{form})" for form in forms), re.IGNORECASE)


_FROM_NUMBER, _FROM_OTHER = _alternatives(_NUMBER_FORMS), _alternatives(_OTHER_FORMS)
_FROM_NAME: Final = {
    **dict.fromkeys(_ALL_MONTHS, _alternatives(_MONTH_FORMS)),
    **dict.fromkeys({**WEEKDAYS, **WEEKDAY_ABBREVIATIONS}, _alternatives(_WEEKDAY_FORMS)),
}
_AGO = re.compile(
    rf"(?:(?:more{GAP}than|less{GAP}than|about|around|almost|nearly|some|over){GAP})?"
    rf"(?:{COUNT_PATTERN}(?:{GAP}(?:or|to){GAP}{COUNT_PATTERN})?|an?|several|a{GAP}few|a{GAP}couple{GAP}of){GAP}"
    rf"(?:days?|weeks?|months?|years?|decades?){GAP}ago\b",
    re.IGNORECASE,
)
_NEXT_YEAR = re.compile(
    rf"(?:,{GAP}(?:(?:and|or){GAP})?|{GAP}(?:and|or|to|through|until){GAP}|{_TO})(?P<year>{_BARE_YEAR})"
)
_WORD = re.compile(r"[0-9]+|[^\W\d_]+|['’](?=[0-9])")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)(['’]s)?\Z")
_WORD_AFTER = re.compile(rf"{GAP}([^\W\d_]{{1,30}})")
_STARTERS: Final = (
    words_of("the this last next that coming past same mid q night beginning start middle end close turn")
    | words_of("rest first second latter third fourth final yesterday today tomorrow tonight mar twenty")
    | _ALL_MONTHS | set(WEEKDAYS) | set(WEEKDAY_ABBREVIATIONS) | PARTS | SEASONS | set(CENTURY_WORDS)
)  # fmt: skip
_NEXT_WORD = re.compile(rf"{GAP}([^\W\d_]+|[0-9'’])")
_AFTER_THE: Final = (
    words_of("beginning start middle end close turn rest first second latter third fourth last final same")
    | words_of("previous following preceding next coming night day week month year mid twenty")
    | set(WORD_DECADES) | set(CENTURY_WORDS) | PARTS | SEASONS
)  # fmt: skip
_AGO_STARTERS: Final = words_of("a an more less about around almost nearly some over several") | (
    set(ONES) | set(TEENS) | set(TENS)
)
_FIRST_WORDS: Final = _STARTERS | _AGO_STARTERS
_ON_THE_WAY_TO_AGO: Final = (
    words_of("day days week weeks month months year years decade decades few couple than or to a an several")
    | set(ONES) | set(TEENS) | set(TENS) | set("0123456789")
)  # fmt: skip
_DETERMINERS: Final = words_of("the a an its his her their our this that")
# "The Charter of 1911 says": a verb may look like a noun in the plural, but a text's name counts nothing.
_NAMED_BEFORE = re.compile(rf"(?:\b(?i:{any_of(DATED_TEXTS)})|(?<=[a-z,][^\S\n])[A-Z][a-z]{{2,30}}){GAP}of{GAP}\Z")
_WEAK_PREPOSITIONS: Final = words_of("from of after before between around to for and or as through by")
_MONTH_PREPOSITIONS: Final = words_of("in since until till during through throughout by between from")
_SURNAME_TOO: Final = frozenset({"by", "between", "from"})
_BEFORE_MONTHS: Final = _MONTH_PREPOSITIONS - _SURNAME_TOO


def find_dates(text: str) -> list[tuple[int, int]]:
    """Find the dates of a text.

    Args:
        text: any text, in English.

    Returns:
        Ranges in characters (start, end exclusive), in order, not overlapping. The preposition before a date
        is not in it ("since late 2023" holds "late 2023"), "the" is where the date needs it ("the 1990s").
        Of a list of dates each is one; days that share a month are one together.
    """
    found: list[tuple[int, int]] = []
    end = 0
    for match in _WORD.finditer(text):
        word = match.group().lower()
        if word[0].isalpha() and word not in _FIRST_WORDS:
            continue
        start = match.start()
        if start < end or _is_glued(text, start):
            continue
        stop = _date_at(text, start, word)
        if stop is None:
            continue
        end = stop
        found.append((start, end))
        while following := _NEXT_YEAR.match(text, end) if text[end - 4 : end].isdecimal() else None:
            end = following.end()
            found.append(following.span("year"))
    return found


def _date_at(text: str, start: int, word: str) -> int | None:
    """Return where the date that starts here ends, or None where there is none."""
    is_number = not word[0].isalpha()
    if is_number and len(word) < 3 and is_in_table(text, start, start + len(word)):
        return None
    if (is_number or word in _AGO_STARTERS) and (ago := _ago_at(text, start, word)):
        return ago
    if not (is_number or word in _STARTERS) or (word == "the" and not _may_follow_the(text, start + 3)):
        return None
    pattern = _FROM_NUMBER if is_number else _FROM_NAME.get(word, _FROM_OTHER)
    match = pattern.match(text, start)
    if match is None or _next_is_word(text, match.end()):
        return None
    check = _CHECKS.get(match.lastgroup or "")
    return match.end() if check is None or check(text, *match.span()) else None


def _ago_at(text: str, start: int, word: str) -> int | None:
    following = _NEXT_WORD.match(text, start + len(word))
    if following is None or following[1].lower() not in _ON_THE_WAY_TO_AGO:
        return None
    match = _AGO.match(text, start)
    return match.end() if match else None


def _may_follow_the(text: str, end: int) -> bool:
    match = _NEXT_WORD.match(text, end)
    return match is not None and (not match[1].isalpha() or match[1].lower() in _AFTER_THE)


def _is_glued(text: str, start: int) -> bool:
    """Return whether a word or number before this place runs on into it: "A380", "#2006", "x/2006"."""
    before = text[start - 1 : start]
    if before.isalnum() or before in ("_", "#", "@", "/", "\\", "$", "£", "€", "="):
        return before != ""
    return before in (".", ",", ":", "-", "–", "+") and text[start - 2 : start - 1].isdecimal()


def _next_is_word(text: str, end: int) -> bool:
    return text[end : end + 1].isalnum() and text[end - 1].isalnum()


def _word_before(text: str, start: int) -> str:
    """Return the word before a place, as it stands, or "" where there is none on this side of a mark."""
    before = text[max(0, start - 32) : start]
    closed = before.rstrip()
    if len(closed) == len(before) or "\n" in before[len(closed) + 1 :] or not closed[-1:].isalpha():
        return ""
    match = _WORD_BEFORE.search(closed)
    return (match.group(1) + ("'s" if match.group(2) else "")) if match else ""


def _word_after(text: str, end: int) -> str:
    match = _WORD_AFTER.match(text, end)
    return match.group(1) if match else ""


def _is_name(word: str) -> bool:
    """Return whether a word is capitalised and is not merely the first of its sentence."""
    return word[:1].isupper() and word.lower() not in FUNCTION_WORDS and word.lower() not in WEEKDAYS


def _is_day(text: str, start: int, _end: int) -> bool:
    """Tell "today" from the newspaper and the television programme that are named so."""
    before = _word_before(text, start)
    return not (text[start].isupper() and (_is_name(before) or before.lower() == "the"))


def _is_period(text: str, start: int, end: int) -> bool:
    """Tell "last week", a date, from "(over) the last week", a duration, and "(prices) that fall"."""
    words = text[start:end].lower().split()
    before = _word_before(text, start).lower()
    if words[0] == "the" and words[1] in ("next", "last", "coming"):
        return before not in ("over", "for", "within", "in", "during", "throughout") and words[1:] != [
            "last",
            "day",
        ]
    return before != "the" and words not in (
        ["last", "day"],
        ["that", "fall"],
        ["that", "spring"],
        ["that", "quarter"],
    )


def _is_weekday(text: str, start: int, end: int) -> bool:
    """Tell a day of the week from "Black Friday" and "the Sunday Times"."""
    if text[start:end].lower().startswith("that"):
        return False
    after = _word_after(text, end)
    named = after[:1].isupper() and after.lower() in WEEKDAY_NAMES_AFTER
    return not named and _word_before(text, start).lower() not in WEEKDAY_NAMES_BEFORE


def _is_month(text: str, start: int, end: int) -> bool:
    """Tell a month from the verbs "may" and "march", and from people called so."""
    *pointing, name = text[start:end].lower().split()
    before, after = _word_before(text, start), _word_after(text, end)
    if pointing:
        return after.lower() not in ("be", "have", "not", "also")
    if before.lower() in _BEFORE_MONTHS:
        return True
    if name in MONTHS_THAT_ARE_WORDS:
        return _is_between_months(text, start, end)
    if not text[start].isupper() or _is_name(before.removesuffix("'s")):
        return False
    return before.lower() in YEAR_PREPOSITIONS or not after[:1].isupper()


def _is_between_months(text: str, start: int, end: int) -> bool:
    """Return whether a month stands on the other side of "and", "to" or a dash."""
    joined = text[max(0, start - 12) : start].rstrip().lower().endswith(_JOINTS)
    near = _ANOTHER_MONTH_BEFORE.search(text, max(0, start - 32), start) if joined else None
    return near is not None or _ANOTHER_MONTH_AFTER.match(text, end) is not None


_JOINTS: Final = ("and", "or", "to", "through", "until", "-", "–", "—")
_JOINED: Final = rf"(?:{GAP}(?:and|or|to|through|until){GAP}|{GAP}?[-–—]{GAP}?)"
_ANOTHER_MONTH_BEFORE = re.compile(rf"(?<!\w){_MONTH_NAME}{_JOINED}\Z", re.IGNORECASE)
_ANOTHER_MONTH_AFTER = re.compile(rf"{_JOINED}{_MONTH_NAME}", re.IGNORECASE)


def _is_span_of_years(text: str, start: int, end: int) -> bool:
    """Return whether "2023-24" or "1914–1918" runs forwards."""
    first, last = re.split(r"[-–—/]", text[start:end])
    return int(first) < int(first[: 4 - len(last)] + last) or (first[2:] == "99" and last == "00")


def _is_year(text: str, start: int, end: int) -> bool:
    """Return whether what stands around four digits makes them a year."""
    if text[start - 1 : start] == "(" and text[end : end + 1] == ")":
        return True
    before, after = _word_before(text, start).lower(), _word_after(text, end).lower()
    is_counted = after in INVARIANT_PLURALS or (after.endswith("s") and after not in FUNCTION_WORDS)
    if before in _DETERMINERS or before.endswith("'s"):
        return after != "" and after not in INVARIANT_PLURALS
    if before == "of" and is_counted and _NAMED_BEFORE.search(text, max(0, start - 48), start):
        return after not in INVARIANT_PLURALS
    return before in YEAR_PREPOSITIONS and not (before in _WEAK_PREPOSITIONS and is_counted)


_CHECKS: Final[dict[str, Callable[[str, int, int], bool]]] = {
    "today": _is_day,
    "period": _is_period,
    "weekday": _is_weekday,
    "month": _is_month,
    "years": _is_span_of_years,
    "year": _is_year,
}
