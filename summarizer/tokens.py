"""Words and punctuation marks with their offsets, for the rules that read names and attributions."""

from __future__ import annotations

import re
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


# Names, titles and attributions read the same sentences one after the other.
_SENTENCES = 256
# Words are asked about again and again: this many answers are kept.
_REMEMBERED = 1 << 14


class Token(NamedTuple):
    """One word or mark.

    Attributes:
        start: offset of its first character.
        end: offset past its last character.
        text: the characters as they stand.
    """

    start: int
    end: int
    text: str

    @property
    def is_word(self) -> bool:
        """Whether it holds a letter or digit, rather than being a mark."""
        return self.text[0].isalnum() or self.text[0] == "_"


def tokenize(text: str, start: int, end: int) -> list[Token]:
    """Split ``text[start:end]`` into words and marks; offsets are into `text`."""
    return list(_tokens(text, start, end))


@lru_cache(maxsize=_SENTENCES)
def _tokens(text: str, start: int, end: int) -> tuple[Token, ...]:
    return tuple(Token(match.start(), match.end(), match.group()) for match in _TOKEN.finditer(text, start, end))


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
