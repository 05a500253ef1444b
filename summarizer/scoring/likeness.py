"""How alike two pieces of text are: by the characters they cover, and by the words they use."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from summarizer.units.lexicon import FUNCTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summarizer.gold.places import Range

__all__ = [
    "Mask",
    "contained",
    "content_words",
    "dice",
    "fold",
    "mask_of",
    "same_unit",
    "same_words",
    "trimmed",
    "word_dice",
    "words_shared",
]

Mask: TypeAlias = int
"""A set of characters of an article, as the bits of a number: bit n is the character at offset n."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_INITIAL = re.compile(r"\b([A-Z])\.(?=[A-Z]\b|\W|$)")
_POSSESSIVE = re.compile(r"['’]s?$")
_MARKS = " \t\r\n\u00a0\"'“”‘’„«».,;:"
_ARTICLES = ("the ", "a ", "an ")
_ENDINGS = ("ingly", "edly", "ing", "ies", "ied", "es", "ed", "ly", "s", "e", "y")
_SHORTEST_STEM = 3
_CHANGING_WORDS = (
    "north south east west northern southern eastern western former ex late vice deputy assistant acting interim "
    "designate elect under shadow square cubic non anti new papua national international spokesman spokeswoman "
    "spokesperson"
)


def mask_of(ranges: Iterable[Range]) -> Mask:
    """The characters of all ranges (offsets in characters, end exclusive)."""
    mask = 0
    for start, end in ranges:
        mask |= ((1 << (end - start)) - 1) << start
    return mask


def trimmed(text: str, start: int, end: int) -> Range:
    """A range without the quotation marks, stops and spaces around it; the range itself if it is only these."""
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip(_MARKS))
    right = len(piece.rstrip(_MARKS))
    return (start + left, start + right) if left < right else (start, end)


def dice(one: Mask, other: Mask) -> float:
    """Twice the characters in common over all of both (Dice 1945): 0 to 1; 0 for nothing against nothing."""
    total = one.bit_count() + other.bit_count()
    return 2 * (one & other).bit_count() / total if total else 0.0


def contained(one: Mask, other: Mask) -> float:
    """The characters in common over the smaller of both: 1 where one lies within the other."""
    least = min(one.bit_count(), other.bit_count())
    return (one & other).bit_count() / least if least else 0.0


@lru_cache(maxsize=65_536)
def fold(name: str) -> str:
    """A name to compare by: no capitals, accents kept, straight marks, no dots of initials, no article before it."""
    plain = unicodedata.normalize("NFKC", name).casefold().replace("’", "'").replace(".", "")
    plain = _POSSESSIVE.sub("", " ".join(plain.split()).strip(_MARKS))
    for article in _ARTICLES:
        plain = plain.removeprefix(article)
    return plain


@lru_cache(maxsize=65_536)
def content_words(text: str) -> frozenset[str]:
    """The stems of the words that carry meaning: no function words, no capitals, no endings."""
    plain = _INITIAL.sub(r"\1", unicodedata.normalize("NFKC", text)).casefold()
    words = (_POSSESSIVE.sub("", word) for word in _WORD.findall(plain))
    return frozenset(_stem(word) for word in words if word not in FUNCTION_WORDS)


@lru_cache(maxsize=65_536)
def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word.removesuffix(ending)
    return word


_CHANGING = frozenset(map(_stem, _CHANGING_WORDS.split()))
"""Stems of words that make something else of what they stand before."""


def word_dice(one: frozenset[str], other: frozenset[str]) -> float:
    """Twice the words in common over all of both; 0 for nothing against nothing."""
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 0.0


def words_shared(given: frozenset[str], held: frozenset[str]) -> float:
    """The share of the given words that are among the held ones; 1 where nothing is given."""
    return len(given & held) / len(given) if given else 1.0


def same_unit(given: str, wanted: str) -> bool:
    """Whether two units are the same: the same last word, and one has all the words of the other."""
    one, other = ([_stem(word) for word in _WORD.findall(fold(unit))] for unit in (given, wanted))
    if not one or not other:
        return fold(given) == fold(wanted)
    some, more = set(one), set(other)
    return one[-1] == other[-1] and (some <= more or more <= some) and not (some ^ more) & _CHANGING


def same_words(given: str, wanted: str) -> bool:
    """Whether two short phrases mean the same: one has all the content words of the other, or nearly so.

    "Kursk" and "Kursk region" do; "North Korea" and "South Korea", "minister" and "former minister" do not.
    """
    one, other = content_words(given), content_words(wanted)
    if not one or not other or (one ^ other) & _CHANGING:
        return fold(given) == fold(wanted)
    return one <= other or other <= one or word_dice(one, other) > 0.7
