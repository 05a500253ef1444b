"""Names that something beside them marks out: "Pan-Arctic Trade Area (PaTA)", "the news site example.at"."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from summarizer.english.places import DEMONYMS, GROUPS
from summarizer.english.titles import TITLES
from summarizer.tokens import Range, Token, possessive_stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["abbreviates", "defined_names", "named_sites"]

_LANDS = frozenset({"peninsula", "archipelago", "subcontinent"})
_OF_LANDS = GROUPS | DEMONYMS.keys()
_SITES = frozenset({"site", "website", "portal", "outlet", "newspaper", "magazine", "platform", "forum"})
_DOMAIN = re.compile(r"[a-z0-9][\w-]{1,30}\.[a-z]{2,4}")
_SHORTEST, _LONGEST = 2, 12
_MOST_WORDS = 14
_SMALL = frozenset({"of", "for", "and", "the", "on", "in", "to", "de", "la", "del", "des", "du", "&"})
_HYPHENS = frozenset("-–‑‐")


def defined_names(text: str, tokens: Sequence[Token]) -> list[Range]:
    """Find the full names whose abbreviation stands in brackets after them, or before their brackets.

    Args:
        text: the article.
        tokens: the words and marks of one sentence.

    Returns:
        Ranges in characters of the full names, ordered, not overlapping; their words have capitals.
    """
    found: list[Range] = []
    for place in [place for place, token in enumerate(tokens[:-2]) if token.text == "(" and place]:
        after, before = tokens[place + 1], tokens[place - 1]
        if tokens[place + 2].text == ")" and _is_short(after.text):
            name = _backwards(text, tokens, place, after.text)
        elif _is_short(before.text):
            name = _inside(text, tokens, place, before.text)
        else:
            name = None
        if name is not None and (not found or found[-1][1] <= name[0]):
            found.append(name)
    return found


def named_sites(text: str, tokens: Sequence[Token]) -> list[Range]:
    """Find names in small letters: "the news site example.at", "the Crimean peninsula"."""
    found: list[Range] = []
    for first, second in pairwise(tokens):
        if (
            first.text in _SITES
            and _DOMAIN.fullmatch(second.text)
            and text[second.end : second.end + 1] not in {"/", "@"}
        ):
            found.append((second.start, second.end))
        elif second.text in _LANDS and first.is_capitalised and first.bare in _OF_LANDS:
            found.append((first.start, second.end))
    return found


def abbreviates(short: str, name: str) -> bool:
    """Whether each capital of an abbreviation begins a word of the name, in order, from its first word on."""
    capitals = [letter for letter in short if letter.isupper()]
    words = name.replace("–", " ").replace("-", " ").split()
    if len(capitals) < _SHORTEST or not words or words[0][0] != capitals[0]:
        return False
    place = 0
    for word in words:
        if place < len(capitals) and word[0].upper() == capitals[place]:
            place += 1
    return place == len(capitals)


def _is_short(word: str) -> bool:
    return _SHORTEST <= len(word) <= _LONGEST and word[0].isalpha() and sum(map(str.isupper, word)) >= _SHORTEST


def _backwards(text: str, tokens: Sequence[Token], bracket: int, short: str) -> Range | None:
    """The nearest run before a bracket that the abbreviation in it is short for."""
    end = tokens[bracket - 1].end
    for first in _starts(tokens, bracket):
        name = text[tokens[first].start : end]
        if tokens[first].is_capitalised and abbreviates(short, name):
            return (tokens[first].start, end) if tokens[bracket - 1].bare not in TITLES else None
    return None


def _starts(tokens: Sequence[Token], bracket: int) -> Iterator[int]:
    """Where a name that ends at a bracket may begin, the nearest first."""
    for place in range(bracket - 1, max(-1, bracket - 1 - _MOST_WORDS), -1):
        token = tokens[place]
        if not (token.is_capitalised or token.text in _SMALL or token.text in _HYPHENS):
            return
        if place < bracket - 1 and possessive_stem(token.text) != token.text:
            return
        yield place


def _inside(text: str, tokens: Sequence[Token], bracket: int, short: str) -> Range | None:
    """All that stands in brackets, where the abbreviation before them is short for it."""
    last = bracket + 1
    while last < len(tokens) and last - bracket <= _MOST_WORDS and tokens[last].text != ")":
        if not (tokens[last].is_capitalised or tokens[last].text in _SMALL or tokens[last].text in _HYPHENS):
            return None
        last += 1
    if last == len(tokens) or tokens[last].text != ")" or last == bracket + 1:
        return None
    name = tokens[bracket + 1].start, tokens[last - 1].end
    return name if abbreviates(short, text[slice(*name)]) else None
