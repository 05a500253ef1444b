"""Figures: from a quantity as it stands ("up to 12,000") to numbers, a qualifier and a unit.

"Almost" and "nearly" are `about`: a reader of "almost 5 million shells" learns the size of the number, not a
limit that someone vouches for. A vague quantity ("dozens") is `about` with no numbers, because none is given.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Final

from summarizer.schemas.news import Qualifier
from summarizer.units.designations import counts_something, is_plural
from summarizer.units.lexicon import (
    CURRENCY_SUFFIXES,
    CURRENCY_SYMBOLS,
    CURRENCY_WORDS,
    FUNCTION_WORDS,
    GAP,
    MEASURES,
    PERCENT_WORDS,
    QUALIFIERS_AFTER,
    QUALIFIERS_BEFORE,
    any_of,
    words_of,
)
from summarizer.units.numerals import NUMBER_PATTERN, number_value, split_scale
from summarizer.units.quantities import CONVERSION_PATTERN, CURRENCY_PATTERN

__all__ = ["Amount", "Qualifier", "parse_quantity"]


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity as numbers: a limit that the text does not give is None; so is a unit it does not name."""

    minimum: float | None
    maximum: float | None
    qualifier: Qualifier
    unit: str | None


@dataclass(frozen=True, slots=True)
class _Part:
    """One number of a quantity: its value, its currency sign and where it ends."""

    value: float | None
    currency: str
    written: str
    start: int
    end: int


_CONVERSION = re.compile(rf"(?:{CONVERSION_PATTERN})$", re.IGNORECASE)
_PART = re.compile(rf"(?<![\w.,])(?P<currency>{CURRENCY_PATTERN})?(?P<number>{NUMBER_PATTERN})", re.IGNORECASE)
_BEFORE: Final = re.compile(
    rf"(?:{any_of(chain.from_iterable(QUALIFIERS_BEFORE.values()))})(?:(?<!\w)|(?!\w))", re.IGNORECASE
)
_AFTER: Final = re.compile(rf"(?:{any_of(chain.from_iterable(QUALIFIERS_AFTER.values()))}|\+)$", re.IGNORECASE)
_MEANINGS: Final = {
    phrase: Qualifier(name)
    for name, phrases in chain(QUALIFIERS_BEFORE.items(), QUALIFIERS_AFTER.items())
    for phrase in phrases
} | {"+": Qualifier.AT_LEAST}
_RATE = re.compile(r"(?:^|[\s-])(?:per|an?)[\s-]([a-z]+)$")
_TAIL = re.compile(r"[-‐‑](?:old|long|high|wide|deep|tall)$")
_ATTACHED_M = re.compile(r"(?<=[0-9])m$")
_LEADING_OF = re.compile(rf"{GAP}of\b(?:{GAP}(?:the|all|its|their|these|those|his|her|our)\b)?")
_NOUN_WORD = re.compile(rf"{GAP}([^\W\d_](?:[\w-]{{0,30}}\w)?)(['’]?)")
_NEXT_NUMBER = re.compile(rf"{GAP}(?:and|or){GAP}{NUMBER_PATTERN}(?=\s)", re.IGNORECASE)
# What may be told of those counted, and modifies no noun after "and".
_STATES: Final = words_of("dead alive missing hurt sick homeless old died fell rose shot held left lost")
_MODIFIERS: Final = frozenset(["other", "more", "additional", "further", "such"])
# Verbs that are hardly ever part of a noun phrase: "of 14 take dogs" counts no dogs.
_VERBS: Final = words_of(
    "accept admit allow allows became become begin believe bring brought came choose gave get give go got keep kept "
    "knew know made make provide receive refuse require saw say see sent send take think thought took want went"
)
_NO_NOUNS: Final = (FUNCTION_WORDS | _VERBS) - _MODIFIERS
_LONGEST_NOUN_PHRASE: Final = 4
_LONGEST_QUANTITY: Final = 400
_UNITS: Final = {
    unit.lower(): name
    for units in (MEASURES, CURRENCY_WORDS, CURRENCY_SUFFIXES, PERCENT_WORDS, CURRENCY_SYMBOLS)
    for unit, name in units.items()
}


@lru_cache(maxsize=512)
def parse_quantity(text: str, following: str = "") -> Amount:
    """Turn a quantity into numbers.

    Args:
        text: the quantity as it stands, as `find_quantities` finds it.
        following: what comes after it in its sentence, for the noun that is counted.

    Returns:
        Minimum and maximum as the qualifier says (both for an exact number, `about` and a range; one of them
        for a limit); a unit: "percent", an ISO code for a currency sign, a measure's usual name, or else the
        noun that is counted, in lower case. "Plus or minus" is a range around 0; a share ("a third of
        them") counts no noun, and a vote or score ("7-2") has no limits. A conversion in brackets is left out.
    """
    qualifier, core = _without_qualifier(_CONVERSION.sub("", text[:_LONGEST_QUANTITY].strip()))
    parts = _parts(core)
    if len(parts) == 1 and not parts[0].currency and not counts_something(following, 0):
        core = _ATTACHED_M.sub(" m", core)
        parts = _parts(core)
    if not parts:
        return Amount(None, None, qualifier, None)
    unit = _unit(core, parts)
    if len(parts) == 1:
        is_share = parts[0].value is not None and 0 < parts[0].value < 1
        unit = unit or (None if is_share else _counted_noun(following, parts[0].value))
        return _limited(parts[0].value, qualifier, unit)
    joined_by_word = any(character.isalpha() for character in core[parts[0].end : parts[1].start])
    if not (unit or joined_by_word) and not (_goes_up(parts) and counts_something(following, 0)):
        return Amount(None, None, Qualifier.EXACT, None)
    unit = unit or _counted_noun(following, parts[-1].value)
    if joined_by_word and _is_ratio(core, parts):
        return _limited(_ratio(parts), qualifier, unit)
    return Amount(_scaled_low(parts[0], parts[1]), parts[1].value, Qualifier.RANGE, unit)


def _without_qualifier(core: str) -> tuple[Qualifier, str]:
    """Return the qualifier before or after a quantity, and the quantity without it."""
    before, after = _BEFORE.match(core), _AFTER.search(core)
    qualifier = Qualifier.EXACT
    if after is not None:
        qualifier = _MEANINGS[" ".join(after.group().lower().split())]
        core = core[: after.start()].rstrip()
    if before is not None:
        qualifier = _MEANINGS[" ".join(before.group().lower().split())]
        core = core[before.end() :].lstrip()
    return qualifier, core


def _parts(core: str) -> list[_Part]:
    """Return the numbers of a quantity: one, or the two ends of a range."""
    parts: list[_Part] = []
    for match in _PART.finditer(f"{core} of"):
        value = number_value(match["number"])
        if match.start() == 1 and core[0] in "-−" and value is not None:
            value = -value
        currency = (match["currency"] or "").strip()
        parts.append(_Part(value, currency, match["number"], match.start(), match.end()))
    return parts[:2]


def _limited(value: float | None, qualifier: Qualifier, unit: str | None) -> Amount:
    """Return one number as the limits that its qualifier makes of it."""
    if value is None:
        return Amount(None, None, Qualifier.ABOUT if qualifier is Qualifier.EXACT else qualifier, unit)
    if qualifier is Qualifier.RANGE:
        return Amount(-abs(value), abs(value), qualifier, unit)
    if qualifier in (Qualifier.AT_LEAST, Qualifier.MORE_THAN):
        return Amount(value, None, qualifier, unit)
    if qualifier in (Qualifier.AT_MOST, Qualifier.LESS_THAN):
        return Amount(None, value, qualifier, unit)
    return Amount(value, value, qualifier, unit)


def _goes_up(parts: list[_Part]) -> bool:
    low, high = parts[0].value, parts[1].value
    return low is not None and high is not None and low < high


def _is_ratio(core: str, parts: list[_Part]) -> bool:
    return core[parts[0].end : parts[1].start].lower().split()[0] in ("in", "out")


def _ratio(parts: list[_Part]) -> float | None:
    share, whole = parts[0].value, parts[1].value
    return share / whole if share is not None and whole else None


def _scaled_low(low: _Part, high: _Part) -> float | None:
    """Return the lower end of a range, with the scale that it shares: "$5" in "$5 and $7 billion"."""
    mantissa, scale = split_scale(high.written)
    is_unscaled = split_scale(low.written)[1] == 1
    if low.value is not None and mantissa is not None and is_unscaled and low.value < mantissa:
        return low.value * scale
    return low.value


def _unit(core: str, parts: list[_Part]) -> str | None:
    """Return the unit that stands in a quantity itself."""
    sign = next((part.currency for part in parts if part.currency), None)
    if sign is not None:
        return CURRENCY_SYMBOLS.get(sign, sign)
    for part in reversed(parts):
        stop = parts[1].start if part is not parts[-1] else len(core)
        written = " ".join(core[part.end : stop].split()).strip(" -‐‑–—")
        if written and (part is parts[-1] or written.lower() in _UNITS):
            return _unit_name(written)
    return None


def _unit_name(written: str) -> str:
    lowered = _TAIL.sub("", written.lower())
    rate = _RATE.search(lowered)
    if lowered in _UNITS:
        return _UNITS[lowered]
    if rate is not None:
        own = lowered[: rate.start()]
        return f"{_UNITS.get(own, own)} per {rate[1]}"
    return written if written.isupper() else lowered


def _counted_noun(following: str, value: float | None) -> str | None:
    """Return the noun that a number counts, or None where a reader without a dictionary could not tell."""
    opening = _LEADING_OF.match(following)
    words = _noun_phrase(following, opening.end() if opening else 0)
    plural = [word.islower() and is_plural(word) for word in words]
    for index, is_noun in enumerate(plural):
        if is_noun and not (index + 1 < len(plural) and plural[index + 1]):
            return words[index]
    if value == 1 and len(words) == 1 and words[0].islower():
        return words[0]
    return _shared_noun(following, words)


def _shared_noun(following: str, words: list[str]) -> str | None:
    """Return the noun that a number shares with the next one: "28 civilian and 10 police deaths"."""
    if not 1 <= len(words) <= 2 or words[0].lower() in _STATES or words[0].endswith("ed"):
        return None
    joint = _NEXT_NUMBER.match(following, following.index(words[-1]) + len(words[-1]))
    if joint is None:
        return None
    others = _noun_phrase(following, joint.end())
    plural = next((index for index, word in enumerate(others) if word.islower() and is_plural(word)), 0)
    nouns = [word for word in others[plural : plural + 2] if word.islower() and is_plural(word)]
    return nouns[-1] if nouns and len(others) > 1 else None


def _noun_phrase(following: str, position: int) -> list[str]:
    """Return the words up to the first that cannot belong to a noun phrase."""
    words: list[str] = []
    while len(words) < _LONGEST_NOUN_PHRASE and (match := _NOUN_WORD.match(following, position)):
        if match[1].lower() in _NO_NOUNS:
            break
        if match[2]:
            return []
        words.append(match[1])
        position = match.end()
    return words
