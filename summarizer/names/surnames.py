"""Surnames that are common words too: "Clara Day, a lawyer", "Manager Lee Castle"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.english.first_names import FIRST_NAMES
from summarizer.english.places import CITIES_AND_REGIONS
from summarizer.english.things import LOCAL_PREPOSITIONS
from summarizer.english.titles import HONORIFICS, PERSON_NOUNS, TITLES
from summarizer.english.words import DETERMINERS, PREPOSITIONS
from summarizer.tokens import bare

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from summarizer.tokens import Token

__all__ = ["surnames"]

# How far after the comma the noun of an apposition is looked for, in words.
_REACH = 6


def surnames(sentences: Iterable[Sequence[Token]]) -> frozenset[str]:
    """Find the words that end a person's name of two words or more.

    A first name shows a person, and so do a title before two words with capitals, and an age or a noun for a
    person after them. A preposition like "in", or "the", before the name shows a place or a thing.

    Args:
        sentences: the words and marks of each.

    Returns:
        The words in lower case.
    """
    return frozenset(
        tokens[place].bare
        for tokens in sentences
        for place in range(1, len(tokens))
        if tokens[place].is_capitalised and _ends_name(tokens, place) and _is_person(tokens, place)
    )


def _ends_name(tokens: Sequence[Token], place: int) -> bool:
    """Whether the capitals that a word ends are two or more."""
    if not tokens[place - 1].is_capitalised:
        return False
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    return following is None or not (following.is_word and following.is_capitalised)


def _is_person(tokens: Sequence[Token], place: int) -> bool:
    first, before = tokens[place - 1].text, tokens[place - 2].bare if place > 1 else ""
    if before in LOCAL_PREPOSITIONS or before in DETERMINERS or first in CITIES_AND_REGIONS:
        return False
    titled = before in TITLES or before in HONORIFICS
    initial = len(first.rstrip(".")) == 1 and before in FIRST_NAMES
    return titled or initial or bare(first) in FIRST_NAMES or _is_described(tokens, place + 1)


def _is_described(tokens: Sequence[Token], comma: int) -> bool:
    """Whether an age or a noun for a person follows: ", 45," or ", a retired lawyer"."""
    if comma + 1 >= len(tokens) or tokens[comma].text != ",":
        return False
    if tokens[comma + 1].text.isdigit():
        return len(tokens[comma + 1].text) == len("45")
    if tokens[comma + 1].text not in {"a", "an", "the"}:
        return False
    for token in tokens[comma + 2 : comma + 2 + _REACH]:
        if not token.is_word or token.bare in PREPOSITIONS:
            return False
        if token.bare in PERSON_NOUNS:
            return True
    return False
