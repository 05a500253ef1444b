"""Words and punctuation marks with their offsets, for the rules that read names and attributions."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import NamedTuple

__all__ = ["Range", "Token", "bare", "possessive_stem", "tokenize"]

# Start and end in characters (code points), end exclusive.
Range = tuple[int, int]

# An abbreviation keeps its last full stop (U.N.); a word may hold apostrophes, hyphens, stops, ampersands.
# A mark that is repeated is one token.
_LETTER = r"[^\W\d_]"
_WORD = r"[\w\u0300-\u036f]"
_TOKEN = re.compile(rf"(?:{_LETTER}\.){{2,16}}(?!{_WORD})|{_WORD}+(?:[-‐‑'’.&]{_WORD}+)*|([^\w\s])\1*")


# al-Amr, d’Estaing, eBay: a capital after a short lower-case piece.
_INNER_CAPITAL = re.compile(r"[a-z]{1,3}[-‐‑'’]?[A-Z]")
# Words are asked about again and again: this many answers are kept.
_REMEMBERED = 1 << 14
# The tokens of a text of more characters than this are too many to keep.
_LONGEST_KEPT = 500_000


class Token(NamedTuple):
    """One word or mark.

    Attributes:
        start: offset of its first character.
        end: offset past its last character.
        text: the characters as they stand.
        is_word: whether it holds a letter or digit, rather than being a mark.
        is_capitalised: whether it begins like a name.
        low: in lower case with straight apostrophes and no final full stop.
        bare: the same without a possessive, for look-ups.
    """

    start: int
    end: int
    text: str
    is_word: bool
    is_capitalised: bool
    low: str
    bare: str

    @classmethod
    def of(cls, start: int, text: str) -> Token:
        """The token that `text` is at the offset `start`."""
        return cls(start, start + len(text), text, *_spelling(text))


def tokenize(text: str, start: int, end: int) -> list[Token]:
    """Split ``text[start:end]`` into words and marks; offsets are into `text`."""
    if (start <= 0 and end >= len(text)) or len(text) > _LONGEST_KEPT:
        return _scan(text, start, end)
    tokens, starts = _whole(text)
    first, last = bisect_left(starts, start), bisect_left(starts, end)
    if (first and tokens[first - 1].end > start) or (last and tokens[last - 1].end > end):
        return _scan(text, start, end)
    return tokens[first:last]


# Names, titles and attributions read pieces of the same article one after the other.
@lru_cache(maxsize=1)
def _whole(text: str) -> tuple[list[Token], list[int]]:
    """The tokens of a text, and where they start."""
    tokens = _scan(text, 0, len(text))
    return tokens, [token.start for token in tokens]


def _scan(text: str, start: int, end: int) -> list[Token]:
    return [
        Token(match.start(), match.end(), match[0], *_spelling(match[0])) for match in _TOKEN.finditer(text, start, end)
    ]


@lru_cache(maxsize=_REMEMBERED)
def _spelling(text: str) -> tuple[bool, bool, str, str]:
    """What of a token depends on its characters alone: the last four of its attributes."""
    first = text[0]
    is_word = first.isalnum() or first == "_"
    is_capitalised = first.isupper() or (first.islower() and _INNER_CAPITAL.match(text) is not None)
    return is_word, is_capitalised, text.lower().replace("’", "'").rstrip("."), bare(text)


@lru_cache(maxsize=_REMEMBERED)
def possessive_stem(word: str) -> str:
    """The word without a possessive "'s" or a bare closing apostrophe."""
    if word.endswith(("'s", "’s")):
        return word[:-2]
    return word.rstrip("'’")


@lru_cache(maxsize=_REMEMBERED)
def bare(word: str) -> str:
    """The word in lower case with straight apostrophes, no possessive, no final full stop: for look-ups."""
    return possessive_stem(word).lower().replace("’", "'").rstrip(".")
