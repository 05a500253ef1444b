"""What a capitalised run holds: a country or body, a title, a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.english.places import DEMONYMS, GROUPS, PLACE_WORDS
from summarizer.english.titles import HONORIFICS, PORTFOLIO, TITLE_MODIFIERS, TITLES
from summarizer.english.words import NAME_PARTICLES, ORGANIZATION_WORDS, TOPIC_SUFFIXES
from summarizer.names.runs import KNOWN
from summarizer.tokens import Token, possessive_stem

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["is_organization", "known_prefix", "name_parts"]

Part = list[Token]
_LINKS = frozenset({"of", "for", "on", "to", "the"})
_JOINTS = _LINKS | {"and"}
_TITLE_HEADS = TITLES | HONORIFICS
_LEADING_TITLE = TITLE_MODIFIERS | TITLES | HONORIFICS | PORTFOLIO
_PLACES_AND_BODIES = PLACE_WORDS | ORGANIZATION_WORDS
# After the name of a country or body these are many, and no name.
_PLURALS = frozenset({"resolutions", "sanctions", "officials", "members"})
# Between a place and a person: "Ohio Republican Ann Lee".
_MEMBERS = frozenset({"democrat", "republican"})
# Places are named after these: "Prince Edward Island".
_ROYAL = frozenset({"king", "queen", "prince", "princess"})
_LONGEST_KNOWN = 6
_LONGEST_PERSON = 5


def is_organization(words: Sequence[Token]) -> bool:
    """Whether one of the words names a body."""
    return any(token.bare in ORGANIZATION_WORDS for token in words)


def known_prefix(words: Sequence[Token]) -> int:
    """How many of the first words are the name of a country or world body; 0 for none."""
    for length in range(min(_LONGEST_KNOWN, len(words)), 0, -1):
        pieces = [token.text for token in words[: length - 1]] + [possessive_stem(words[length - 1].text)]
        if " ".join(pieces).replace("’", "'").rstrip(".") in KNOWN:
            return length
    return 0


def name_parts(words: list[Token], *, after_to: bool) -> list[Part]:
    """Split a run of two or more words into the names it holds, titles and leading demonyms left out.

    Args:
        words: the run.
        after_to: whether "to" or "to the" stands before it, as in "ambassador to the United States Ann Lee".

    Returns:
        Names in order; none when the run is a title or a demonym alone.
    """
    heads = [place for place in range(len(words)) if _heads_title(words, place)]
    if heads:
        return _around_title(words, heads[-1])
    prefix = known_prefix(words)
    rest = words[prefix:]
    if prefix and len(rest) == 1 and rest[0].bare in _PLURALS:
        rest, words = [], words[:prefix]
    if prefix and after_to and len(rest) > 1 and _is_person(rest):
        return [words[:prefix], rest]
    if rest and prefix and known_prefix(rest) == len(rest):
        return [words[:prefix], rest]
    if prefix == 0:
        rest = _without_demonym(words)
        if len(rest) == 1 and len(words) > 1 and rest[0].bare in _PLACES_AND_BODIES:
            return [words]
        if len(rest) < len(words) and not is_organization(rest) and not _is_place(rest):
            return [rest] if rest and _is_person(rest) and len(rest) > 1 else ([words] if rest else [])
    return [words]


def _heads_title(words: Sequence[Token], place: int) -> bool:
    """Whether a title's head or an honorific stands here; not in "Court of Justice"."""
    if place and words[place - 1].text in _LINKS:
        return False
    word = words[place].bare
    if place + 1 < len(words) and words[place].text.endswith(("'s", "’s", "s'", "s’")):
        return False
    if word in _MEMBERS and 0 < place < len(words) - 1:
        return not is_organization(words[place + 1 :])
    if word == "executive" and place and words[place - 1].bare == "chief":
        return True
    return word in _TITLE_HEADS or (word.endswith("s") and word[:-1] in TITLES)


def _is_place(words: Sequence[Token]) -> bool:
    return bool(words) and words[-1].bare in PLACE_WORDS


def _is_person(words: Sequence[Token]) -> bool:
    if not 0 < len(words) <= _LONGEST_PERSON or is_organization(words) or _is_place(words):
        return False
    return all(token.text[0].isupper() or token.text.lower() in NAME_PARTICLES or "-" in token.text for token in words)


def _without_demonym(words: list[Token]) -> list[Token]:
    two = " ".join(token.bare for token in words[:2])
    if len(words) > 1 and two in DEMONYMS:
        return words[2:]
    first = words[0].bare if words else ""
    if len(words) > 1 and f"{first} {words[1].bare.split('-')[0]}" in DEMONYMS:
        return words[2:]
    return words[1:] if first in DEMONYMS or first in GROUPS else words


def _around_title(words: list[Token], head: int) -> list[Part]:
    """The names around a title whose last head stands at `head`."""
    topic, person = _after_title(words, head)
    if person and not _is_person(person):
        named_after = head == 0 and words[0].bare in _ROYAL and _is_place(person)
        return [words] if named_after or is_organization(words) else [person]
    parts = _before_title(words[: _title_start(words, head)])
    if (
        (is_organization(topic) and not person)
        or known_prefix(topic) == len(topic) > 0
        or (not person and len(topic) == 1 and not _is_portfolio(topic[0]))
    ):
        parts.append(topic)
    if person:
        parts.append(person)
    return parts


def _is_portfolio(token: Token) -> bool:
    return token.bare in PORTFOLIO


def _after_title(words: list[Token], head: int) -> tuple[Part, Part]:
    """What the office is of or for, and who holds it."""
    place = head + 1
    if place >= len(words) or words[place].text not in _LINKS:
        return [], words[place:]
    while place < len(words) and words[place].text in _LINKS:
        place += 1
    start = place
    known = known_prefix(words[place:])
    if known:
        return words[start : start + known], words[start + known :]
    while place < len(words) and (_is_portfolio(words[place]) or words[place].text in _JOINTS):
        place += 1
    if place == start and len(words) - place != 2:
        place = min(len(words), place + 1)
    if is_organization(words[place:]) or is_organization(words[start:place]):
        place = len(words) if is_organization(words[place:]) else place
    return words[start:place], words[place:]


def _title_start(words: list[Token], head: int) -> int:
    """Where the words of the title begin, with the modifiers before its head."""
    floor = known_prefix(words)
    start = head
    while start > floor and words[start - 1].bare in _LEADING_TITLE:
        start -= 1
    return start


def _before_title(words: list[Token]) -> list[Part]:
    """The country or body whose title it is; a demonym is none."""
    while words and words[-1].text in _LINKS:
        words = words[:-1]
    rest = _without_demonym(words)
    if not rest or rest[0].bare in TITLE_MODIFIERS or rest[0].bare in TITLES:
        return []
    if len(rest) == 1 and rest[0].bare.endswith((*TOPIC_SUFFIXES, "ies")):
        return []
    return [words if is_organization(words) else rest]
