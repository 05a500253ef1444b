"""Where the words of a label stand in the article."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from summarizer.gold.labels import Place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summarizer.gold.labels import GoldChrome, Words

__all__ = ["Range", "find_chrome", "find_words", "occurrences", "words_of"]

Range: TypeAlias = tuple[int, int]
"""Start and end offset in characters, end exclusive."""


@lru_cache(maxsize=16_384)
def occurrences(text: str, words: str) -> tuple[Range, ...]:
    """Each place where the words stand in the text, without overlaps, from the left; none for no words."""
    found = []
    at = text.find(words) if words else -1
    while at >= 0:
        found.append((at, at + len(words)))
        at = text.find(words, at + len(words))
    return tuple(found)


def words_of(words: Words) -> str:
    """The words themselves."""
    return words.text if isinstance(words, Place) else words


def find_words(text: str, words: Words) -> tuple[Range, ...]:
    """Each place that a label's words may mean: one if it says `within`, else wherever they stand."""
    if not isinstance(words, Place):
        return occurrences(text, words)
    return tuple(
        (start + inner, start + inner + len(words.text))
        for start, _ in occurrences(text, words.within)
        if (inner := words.within.find(words.text)) >= 0
    )


def find_chrome(text: str, chrome: Iterable[GoldChrome]) -> tuple[Range, ...]:
    """The stretches that labels of chrome mean, in their order; a label that fits nowhere gives none."""
    found: list[Range] = []
    for item in chrome:
        if item.text is not None:
            found += find_words(text, item.text)
        elif item.start is not None and item.end is not None:
            start = text.find(item.start)
            end = text.find(item.end, start + len(item.start)) if start >= 0 else -1
            if end >= 0:
                found.append((start, end + len(item.end)))
    return tuple(found)
