"""Numbers that are no quantities: names, places in a list, times of day, pronouns (labelling rule 7).

Each test looks at a bounded stretch around one number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from summarizer.units.lexicon import (
    CALLED,
    CALLING,
    DESIGNATORS,
    FUNCTION_WORDS,
    GAP,
    INVARIANT_PLURALS,
    ONES,
    STREETS,
    TEENS,
    TENS,
    WEAK_DESIGNATORS,
    any_of,
)
from summarizer.units.numerals import MIXED_PATTERN

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "counts_something",
    "find_masked",
    "is_designation",
    "is_glued",
    "is_in_table",
    "is_one_of_several",
    "is_time_of_day",
    "is_year",
]

# Addresses, handles, tags and numbers of telephones: nothing inside one is a quantity.
_ADDRESS: Final = r"https?://\S+|www\.\S+"
_MAIL: Final = r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,190}"
_OTHER_MASKED: Final = (
    r"(?<!\w)[@#][\w-]+"
    r"|(?<![\w+])\+[0-9][0-9 ().-]{6,20}|\([0-9]{3}\)[^\S\n]?[0-9]{3}-[0-9]{4}"
    r"|(?<![\w-])(?<!voted )(?<!vote of )[0-9]{3}-[0-9]{3,4}(?:-[0-9]{4})?(?![\w-])(?![^\S\n](?:[a-z-]{1,20} )?vote)"
)
_MASKED = re.compile(f"{_ADDRESS}|{_MAIL}|{_OTHER_MASKED}")
# Most texts hold no address of mail, which could begin with any character; what is left begins with one of these.
_MASKED_BUT_MAIL = re.compile(rf"(?=[hw#+(0-9])(?:{_ADDRESS}|{_OTHER_MASKED})")
_MIXED = re.compile(MIXED_PATTERN, re.IGNORECASE)
_CALLING_BEFORE = re.compile(rf"\b{any_of(CALLING)}{GAP}(?:to{GAP})?\Z", re.IGNORECASE)
_CALLED_AFTER = re.compile(rf"{GAP}(?:emergency{GAP})?{any_of(CALLED)}\b", re.IGNORECASE)
_GROUP_BEFORE = re.compile(rf"[A-Z][a-z]{{2,20}}{GAP}of{GAP}\Z")
_TIME_AFTER = re.compile(
    r"(?::[0-9]{2}){0,2}[^\S\n]?(?:[ap]\.?m\b|o['’]clock\b|(?-i:GMT|UTC|EST|EDT|CET|BST|PST|PDT|ET|PT)\b)|:[0-9]",
    re.IGNORECASE,
)
_WORD_BEFORE = re.compile(r"[^\W\d_]+\.?\Z")
_NUMBER_BEFORE = re.compile(r"[0-9][^\S\n]")
_WORDS_AFTER = re.compile(rf"{GAP}([^\W\d_]+)(?:['’]s)?(?:{GAP}([^\W\d_]+))?(?:{GAP}([^\W\d_]+))?")
_YEAR_LIKE = re.compile(r"1[89][0-9]{2}|20[0-9]{2}")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;\n\r\"“”‘(\[•–—*-])[^\S\n]*\Z")
_AND_BEFORE = re.compile(rf"(?:\b(?:and|or|plus)|,){GAP}\Z", re.IGNORECASE)
_MEANT_BEFORE = re.compile(rf"\b(?:only|just|exactly|another){GAP}\Z", re.IGNORECASE)
_NO_NUMBER_AFTER = re.compile(rf"['’]|{GAP}(?:another|who|that|which|is|was|has|by|day{GAP})\b", re.IGNORECASE)
_COUNTED_AFTER = re.compile(rf"{GAP}[a-z]{{3}}")
_OTHER_NUMBER: Final = any_of((set(ONES) - {"one"}) | set(TEENS) | set(TENS))
_AND_MORE_AFTER = re.compile(rf"(?:{GAP}[a-z-]{{1,20}}){{1,3}},?{GAP}(?:and|or){GAP}(?:[0-9]|{_OTHER_NUMBER}\b)")
_SENTENCE_BREAK = re.compile(r"[.;:!?\n]")
_TELLS_OF_SOME = re.compile(
    rf"{GAP}(?:who|of|were|are|had|have|dead|injured|wounded|missing|killed|remaining)\b", re.IGNORECASE
)
_EMERGENCY: Final = frozenset({"000", "101", "111", "112", "911", "988", "999"})
_ARTICLES: Final = frozenset({"the", "a", "an"})
_ADDRESS_AFTER = re.compile(
    rf"(?:{GAP}[A-Z0-9][\w.]{{0,20}}){{1,3}}{GAP}(?-i:{any_of(word.title() for word in STREETS)})\b"
)
_REFERENCE_BEFORE = re.compile(r"[\[(][0-9, –-]*\Z")
_REFERENCE_AFTER = re.compile(r"[0-9, –-]{0,16}[\])]")
_DEFINITE: Final = frozenset(["the", "these", "those", "its", "his", "her", "their", "our", "other"])


def find_masked(text: str) -> Iterator[re.Match[str]]:
    """Find the addresses, handles, tags and numbers of telephones of a text, in order."""
    return (_MASKED if "@" in text else _MASKED_BUT_MAIL).finditer(text)


def is_glued(text: str, start: int) -> bool:
    """Return whether a number is the tail of something else: "F-16", "COVID-19", "oe24", "#44755"."""
    if start == 0:
        return False
    before = text[start - 1]
    if before.isalnum() or before in "_#@/\\=&№^":
        return True
    return before in ".,:-‐‑–'’+" and start > 1 and text[start - 2].isalnum()


def is_in_table(text: str, start: int, end: int) -> bool:
    """Return whether another number follows digits after mere white space, as in the row of a table."""
    is_followed = text[end : end + 1] in (" ", "\t") and text[end + 1 : end + 2].isdecimal()
    return is_followed and text[start].isdecimal() and not _MIXED.match(text, start)


def is_time_of_day(text: str, end: int) -> bool:
    """Return whether a number that ends here is a time: "6am", "8:28 p.m.", "four o'clock"."""
    return _TIME_AFTER.match(text, end) is not None


def counts_something(text: str, end: int) -> bool:
    """Return whether a noun in the plural follows within three words."""
    match = _WORDS_AFTER.match(text, end)
    for word in match.groups() if match else ():
        if word is None or word.lower() in FUNCTION_WORDS:
            return False
        if is_plural(word):
            return True
    return False


def is_plural(word: str) -> bool:
    """Return whether a word looks like a noun in the plural."""
    lowered = word.lower()
    regular = len(lowered) > 3 and lowered.endswith("s") and not lowered.endswith(("ss", "us", "is"))
    return lowered in INVARIANT_PLURALS or (regular and lowered not in FUNCTION_WORDS)


def is_designation(text: str, start: int, end: int, number: str, *, date_end: int = 0) -> bool:
    """Return whether a bare number names or orders a thing: "Falcon 9", "Article 5", "2016", "the two".

    Args:
        text: the whole text.
        start: where the number starts, in characters.
        end: where it ends, exclusive.
        number: its words or digits.
        date_end: where the date before it ends: its digits make no table of what follows.
    """
    if number.isdecimal() and start - 1 > date_end and start > 1 and _NUMBER_BEFORE.match(text, start - 2):
        return True
    before = text[max(0, start - 32) : start]
    word = _word_before(before)
    lowered = word.lower().rstrip(".")
    if lowered in DESIGNATORS or (lowered in WEAK_DESIGNATORS and not counts_something(text, end)):
        return True
    if number[0].isalpha():
        is_name = number[0].isupper() and not number.isupper() and not _SENTENCE_START.search(before)
        is_name = is_name and (word[:1].isupper() or _GROUP_BEFORE.search(before) is not None)
        return is_name or (number.lower() == "two" and word.lower() in _DEFINITE)
    if any(character.isalpha() for character in number):
        return False
    if word.lower() in _ARTICLES and not counts_something(text, end) and not _TELLS_OF_SOME.match(text, end):
        return "," not in number
    return _is_label(text, start, end, number, word) or (_is_name(word) and not counts_something(text, end))


def _is_called(text: str, start: int, end: int, number: str) -> bool:
    """Return whether digits are those of a telephone: "call 911", "a 999 call"."""
    if not (number.isdecimal() and 3 <= len(number) <= 6):
        return False
    if number in _EMERGENCY and _CALLED_AFTER.match(text, end):
        return True
    return _CALLING_BEFORE.search(text, max(0, start - 24), start) is not None and not counts_something(text, end)


def is_year(text: str, end: int, number: str, unit: str) -> bool:
    """Return whether four digits with a qualifier or unit are a year: "at least 2002", "2018 day five".

    Args:
        text: the whole text.
        end: where the number ends, with its unit.
        number: its digits.
        unit: what follows them as their unit, or "".
    """
    if _YEAR_LIKE.fullmatch(number) is None:
        return False
    if unit:
        return unit[0].isspace() and unit.strip().isalpha() and unit[-1] != "s"
    return not counts_something(text, end)


def _word_before(before: str) -> str:
    """Return the word that white space separates from what follows, with its full stop."""
    closed = before.rstrip()
    is_word = closed[-1:].isalpha() or closed[-1:] == "."
    if len(closed) == len(before) or "\n" in before[len(closed) :] or not is_word:
        return ""
    match = _WORD_BEFORE.search(closed)
    return match.group() if match else ""


def _is_label(text: str, start: int, end: int, number: str, word: str) -> bool:
    """Return whether digits are a year, a code, a place in a list or a cell of a table."""
    if number[0] == "0" and number[1:2].isdecimal():
        return True
    if _YEAR_LIKE.fullmatch(number) and (_is_name(word) or not counts_something(text, end)):
        return True
    line_start, after = text[max(0, start - 8) : start].rpartition("\n"), text[end : end + 3]
    at_line_start = not line_start[2].strip() and (line_start[1] or start < 8)
    if at_line_start and (after[:1] in ("\n", "\r", "") or (after[:1] in (".", ")") and not after[1:2].isalnum())):
        return True
    is_address = _ADDRESS_AFTER.match(text, end) is not None
    return is_address or _is_reference(text, start, end) or _is_called(text, start, end, number)


def _is_reference(text: str, start: int, end: int) -> bool:
    """Return whether a number stands in brackets with nothing but small numbers: "[2]", "(32, 33)"."""
    opened = _REFERENCE_BEFORE.search(text, max(0, start - 16), start)
    return opened is not None and _REFERENCE_AFTER.match(text, end) is not None and end - start < 3


def _is_name(word: str) -> bool:
    return word[:1].isupper() and word.lower().rstrip(".") not in FUNCTION_WORDS


def is_one_of_several(text: str, start: int, end: int, previous_end: int, *, is_qualified: bool) -> bool:
    """Return whether "one" counts: "at least one of", "62 drones and one missile"; not "one of", "no one".

    Args:
        text: the whole text.
        start: where "one" starts, in characters.
        end: where it ends, with its unit if it has one.
        previous_end: where the quantity before it ends.
        is_qualified: whether a qualifier stands before it.
    """
    if _NO_NUMBER_AFTER.match(text, end):
        return False
    before = text[max(0, start - 24) : start]
    if is_qualified or (_MEANT_BEFORE.search(before) and (end > start + 3 or _COUNTED_AFTER.match(text, end))):
        return True
    if not _COUNTED_AFTER.match(text, end):
        return False
    near = 0 < previous_end <= start <= previous_end + 60
    if near and _AND_BEFORE.search(before) and not _SENTENCE_BREAK.search(text, previous_end, start):
        return True
    return _AND_MORE_AFTER.match(text, end) is not None
