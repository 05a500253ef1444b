"""Abbreviations in capitals that are common nouns: "an SUV", "venous thromboembolism (VTE)", "three EVs"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.english.things import COMMON_ACRONYMS
from summarizer.english.titles import GROUP_NOUNS
from summarizer.english.words import AUXILIARIES, CONJUNCTIONS, ORGANIZATION_WORDS, PREPOSITIONS
from summarizer.names.runs import KNOWN
from summarizer.tokens import bare

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.tokens import Token

__all__ = ["common_acronyms"]

_SHORT = re.compile(r"[A-Z]{2,7}")
_PLURAL = re.compile(r"([A-Z]{2,6})s")
_BODIES = ORGANIZATION_WORDS | GROUP_NOUNS
_AFTER_NOUN = PREPOSITIONS | CONJUNCTIONS | AUXILIARIES
_WORDS_MORE = 2


def common_acronyms(sentences: Sequence[Sequence[Token]]) -> frozenset[str]:
    """Find the abbreviations that the text uses as common nouns.

    These are the ones that have a plural, that stand alone after "a" or "an", that stand in brackets after
    words in small letters which they abbreviate, and those that every reader knows for a thing. A known body is
    never one, nor is what stands in brackets after words for a body.

    Args:
        sentences: the words and marks of each.

    Returns:
        The abbreviations as they stand, plurals too.
    """
    found = {word for tokens in sentences for word in _in_sentence(tokens)}
    return COMMON_ACRONYMS | frozenset(found - KNOWN)


def _in_sentence(tokens: Sequence[Token]) -> Iterator[str]:
    for place, token in enumerate(tokens):
        # Two letters in capitals begin all of these.
        if not token.text[:2].isupper():
            continue
        if plural := _PLURAL.fullmatch(token.text):
            yield token.text
            yield plural.group(1)
        elif _SHORT.fullmatch(token.text) and place:
            before = tokens[place - 1].text
            after = tokens[place + 1].text if place + 1 < len(tokens) else "."
            counted = before.lower() in {"a", "an"} and (not after[0].isalnum() or after in _AFTER_NOUN)
            if (counted and after not in "-–&'’") or (before == "(" and _is_defined(tokens, place)):
                yield token.text


def _is_defined(tokens: Sequence[Token], place: int) -> bool:
    """Whether the abbreviation in brackets is short for the words in small letters before them."""
    short = tokens[place].text.lower()
    for first in range(place - 2, max(-1, place - 3 - len(short) - _WORDS_MORE), -1):
        words = [token.text for token in tokens[first : place - 1]]
        if not words[0][0].isalnum():
            return False
        if words[0][0].lower() == short[0] and _holds(short, words):
            small = [word.islower() for word in words]
            body = any(bare(word) in _BODIES for word in words)
            return small[-1] and sum(small) > len(small) / 2 and not body
    return False


def _holds(short: str, words: Sequence[str]) -> bool:
    """Whether the words hold the letters in order, each word that begins one counted before its inside."""
    letters = iter("".join(words).lower())
    begun = {word[0].lower() for word in words} | {piece[:1].lower() for word in words for piece in word.split("-")}
    return all(letter in letters for letter in short) and short[-1] in begun | set(words[-1].lower())
