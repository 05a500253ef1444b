"""Numbers as English writes them: the pattern that finds one, and the value it has."""

from __future__ import annotations

import math
import re
from typing import Final

from summarizer.units.lexicon import (
    FRACTIONS,
    GAP,
    LARGE_NUMBERS,
    MEASURES,
    NUMBER_SUFFIXES,
    ONES,
    TEENS,
    TENS,
    VAGUE_NUMBERS,
    any_of,
)

__all__ = ["COUNT_PATTERN", "MIXED_PATTERN", "NUMBER_PATTERN", "number_value", "split_scale"]

_VULGAR: Final = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
_BREAK: Final = rf"(?:{GAP}|[-‐‑])"
_SCALE: Final = any_of(set(LARGE_NUMBERS) - {"hundred"})

_DIGITS: Final = (
    r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,6}(?:\.[0-9]{1,6})?|[0-9]{1,3}(?:[\u00a0\u202f\u2009][0-9]{3}){1,6}"
    rf"|[0-9]{{1,15}}(?:\.[0-9]{{1,9}})?[{''.join(_VULGAR)}]?|[{''.join(_VULGAR)}])(?![0-9]|[.,][0-9])"
)
_SMALL: Final = rf"(?:{any_of(TENS)}(?:{_BREAK}{any_of(ONES)})?|{any_of(TEENS)}|{any_of(ONES)})\b"
_HUNDREDS: Final = rf"(?:{_SMALL}(?:{_BREAK}hundred\b(?:{GAP}(?:and{GAP})?{_SMALL})?)?)"
_AND_A_HALF: Final = rf"(?:{_BREAK}and{_BREAK}a{_BREAK}half\b)?"
_MULTIPLE: Final = rf"(?:{_BREAK}{_SCALE}\b(?:{GAP}(?:and{GAP})?{_HUNDREDS})?)"

# A whole number in words or digits, as in "seventeen years ago".
COUNT_PATTERN: Final = rf"(?:[0-9]{{1,4}}(?![0-9]|[.,][0-9])|{_SMALL})"

# "3/4" is one only where a measure or what it is a part of follows: "9/11" and "24/7" are none.
_SIMPLE: Final = r"(?:1/2|[12]/3|[13]/4|[1-4]/5|[15]/6|[1357]/8|[1379]/10|(?:1[135]|[13579])/16)(?![\w/])"
MIXED_PATTERN: Final = rf"(?:[0-9]{{1,3}}[ \u00a0-])?{_SIMPLE}(?=(?:{GAP}|-)(?:of|cups?|{any_of(MEASURES)})(?!\w))"

_FORMS: Final = (
    MIXED_PATTERN,
    rf"{_DIGITS}(?:(?:{any_of(NUMBER_SUFFIXES)})\b|{_AND_A_HALF}(?:[^\S\n]?[-‐‑]?(?:hundred|{_SCALE})\b){{0,2}})",
    rf"half{GAP}an?{GAP}(?:hundred|{_SCALE})\b",
    rf"(?:several|a{GAP}few|many|a{GAP}couple{GAP}of){GAP}(?:hundred|{_SCALE})\b",
    rf"an?{GAP}(?:hundred\b(?:{GAP}(?:and{GAP})?{_SMALL})?|{_SCALE}\b){_MULTIPLE}{{0,2}}",
    rf"(?:tens|dozens|hundreds|thousands|millions|billions){GAP}of{GAP}(?:thousands|millions|billions|trillions)\b",
    rf"(?:{any_of(VAGUE_NUMBERS - {'tens', 'scores'})})\b",
    rf"scores(?={GAP}of\b)",
    rf"{any_of(ONES)}[-‐‑]{any_of(FRACTIONS)}\b",
    rf"(?:an?|{any_of(ONES)}){GAP}{any_of(FRACTIONS)}(?={GAP}of\b)",
    rf"half{GAP}an?(?={GAP}{any_of(MEASURES)}\b)",
    rf"half\b(?={GAP}(?:of|an?|the|its|their|his|her|our|all|were|are|have|had)\b)",
    rf"{_HUNDREDS}{_AND_A_HALF}{_MULTIPLE}{{0,3}}",
)
# One number with its scale: "10,000", "5bn", "1.3 billion", "two-thirds", "a dozen", "hundreds of thousands".
NUMBER_PATTERN: Final = "(?:" + "|".join(_FORMS) + ")"

_TOKEN = re.compile(rf"[0-9]+(?:[,\u00a0\u202f\u2009][0-9]{{3}})*(?:\.[0-9]+)?|[a-z]+|[{''.join(_VULGAR)}]")
_SIMPLE_PARTS = re.compile(r"(?:([0-9]{1,3})[ \u00a0-])?([0-9]{1,2})/([1-9][0-9]?)")
_HALF_MORE = re.compile(r"\W{1,3}and\W{1,3}a\W{1,3}half\b")
_VAGUE_COUNTS = frozenset({"several", "few", "many", "couple"})
_SMALL_VALUES: Final = {**ONES, **TEENS, **TENS}
_SCALES: Final = {**LARGE_NUMBERS, **NUMBER_SUFFIXES}


def number_value(written: str) -> float | None:
    """Return the value of a number in digits, in words or in both.

    Args:
        written: one number with its scale, such as "10,000", "5bn", "two hundred and fifty thousand",
            "half a million" or "two-thirds". White space may be of any kind.

    Returns:
        The value, or None where the words give none ("dozens", "several hundred") or too large a one.
    """
    if simple := _SIMPLE_PARTS.fullmatch(written):
        return int(simple[1] or 0) + int(simple[2]) / int(simple[3])
    total = 0.0
    current: float | None = None
    for piece in _TOKEN.findall(_HALF_MORE.sub(" ½", written.lower())):
        if piece in VAGUE_NUMBERS or piece in _VAGUE_COUNTS:
            return None
        if piece in _SCALES and piece != "hundred":
            total += (1.0 if current is None else current) * _SCALES[piece]
            current = None
        else:
            current = _with_piece(current, piece)
    value = total + (current or 0.0)
    return value if math.isfinite(value) and (total or current is not None) else None


def split_scale(written: str) -> tuple[float | None, float]:
    """Split a number into what stands before its last scale and the scale: "7 billion" into 7 and 1e9.

    Args:
        written: one number, as for `number_value`.

    Returns:
        The value before the scale, or None where nothing with a value stands there; and the scale, or 1.
    """
    tokens = _TOKEN.findall(written.lower())
    if tokens and tokens[-1] in _SCALES:
        return number_value(" ".join(tokens[:-1])), _SCALES[tokens[-1]]
    return number_value(written), 1.0


def _with_piece(current: float | None, piece: str) -> float | None:
    """Return the running value of one group below a thousand after one more piece."""
    if piece == "hundred":
        return (1.0 if current is None else current) * 100
    if piece in FRACTIONS:
        return (1.0 if current is None else current) / FRACTIONS[piece]
    if piece in _VULGAR:
        return (current or 0.0) + _VULGAR[piece]
    if piece in _SMALL_VALUES:
        return (current or 0.0) + _SMALL_VALUES[piece]
    if piece[0].isdigit():
        return float(re.sub(r"[^0-9.]", "", piece))
    return current
