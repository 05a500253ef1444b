"""Names inside words with a hyphen: "Russia-Ukraine", "pro-Lee", "Ohio-bred"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.english.listing import words
from summarizer.english.places import CITIES_AND_REGIONS, DEMONYMS, GROUPS
from summarizer.english.titles import TITLES
from summarizer.english.words import CALENDAR
from summarizer.names.runs import KNOWN
from summarizer.tokens import Range, Token, possessive_stem

if TYPE_CHECKING:
    from summarizer.names.usage import Usage

__all__ = ["names_in_compound"]

_ENDINGS = ("ed", "ing", "led", "made", "born", "run", "wide", "style", "era", "like")
_PREFIXES = words("pro anti ex non pre post mid co semi quasi un")


def names_in_compound(token: Token, usage: Usage) -> list[Range]:
    """Find the names that a word with hyphens holds.

    Args:
        token: the word.
        usage: how the text writes its words.

    Returns:
        Ranges in characters: of both halves, of one, of the whole without a possessive ending, or none.
    """
    pieces = token.text.replace("‑", "-").split("-")
    first, last = pieces[0], possessive_stem(pieces[-1])
    opening = token.start, token.start + len(first)
    closing = token.end - len(pieces[-1]), token.end - len(pieces[-1]) + len(last)
    if len(pieces) == 2 and _stands_alone(first, usage) and _stands_alone(last, usage):
        return [opening, closing]
    if first.lower() in _PREFIXES:
        return [closing] if _stands_alone(last, usage) else []
    if last[:1].islower() and (_stands_alone(first, usage) or last.endswith(_ENDINGS)):
        return [opening] if _stands_alone(first, usage) else []
    if _is_no_name(token, first, last) or (usage.only_begins_sentences(first.lower()) and last[:1].islower()):
        return []
    return [(token.start, token.start + len(possessive_stem(token.text)))]


def _is_no_name(token: Token, first: str, last: str) -> bool:
    """Whether the whole is an adjective, a title or a date: "mid-August", "Anglo-French"."""
    if first.islower() and any(last.lower() in kind for kind in (GROUPS, DEMONYMS, CALENDAR)):
        return True
    return first.lower() in DEMONYMS or first.lower() in GROUPS or len(first) < 2 or token.bare in TITLES


def _stands_alone(piece: str, usage: Usage) -> bool:
    """Whether a piece of a compound is a name of its own: a known one, or one that the text has alone."""
    if piece.lower() in DEMONYMS or piece.lower() in GROUPS or len(piece) < 2:
        return False
    written = usage.capitalised[piece.lower()] > usage.lower[piece.lower()]
    return piece in KNOWN or piece in CITIES_AND_REGIONS or (piece[:1].isupper() and written)
