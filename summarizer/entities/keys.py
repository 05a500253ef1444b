"""Names made comparable: what is mere spelling, and what a name says about its kind."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from summarizer.english.first_names import FIRST_NAMES
from summarizer.english.places import CITIES_AND_REGIONS, COUNTRIES, PLACE_WORDS, WORLD_BODIES
from summarizer.english.things import THING_WORDS
from summarizer.english.titles import TITLES
from summarizer.english.words import FAMILY_NAMES_FIRST, ORGANIZATION_WORDS, OUTLETS
from summarizer.entities.records import EntityKind
from summarizer.tokens import bare, possessive_stem

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["canonical", "family_names", "folded", "initials", "is_acronym", "kind_by_name", "same_person", "spellings"]

_DOTTED = re.compile(r"(?:[^\W\d_]\.){2,8}")
_BETWEEN_WORDS = re.compile(r"[\s\-‐‑]+")
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
# A longer word in capitals is no acronym but shouted, or heads a dateline.
_LONGEST_ACRONYM = 8
_EASTERN = re.compile(r"^\S+\s+[^\W\d_]+[-‐‑][a-z]+$")
_LEGAL_FORMS = frozenset({"limited", "gmbh", "ag", "sa", "nv", "bv", "oy", "ab", "spa", "incorporated"}) | {
    "securities"
}
_CLUBS = frozenset({"rovers", "united", "wanderers", "athletic", "albion", "hotspur", "rangers", "fc", "afc", "cf"})
_SMALL = frozenset({"of", "the", "and", "for", "on", "de", "la"})
# Other games are a studio's: "Summer Games", but not "Riverbend Games".
_OF_GAMES = frozenset({"olympic", "paralympic", "winter", "summer", "asian", "african", "american", "european"}) | {
    "commonwealth",
    "youth",
    "world",
}
_PREFIXES: dict[tuple[str, ...], str] = {("united", "nations"): "un", ("united", "states"): "us"}


def _plain(name: str) -> str:
    if name.isascii():
        return name
    decomposed = unicodedata.normalize("NFKD", name.replace("’", "'"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@lru_cache(maxsize=4096)
def folded(name: str) -> tuple[str, ...]:
    """The words of a name without case, accents, hyphens, abbreviating stops, possessive and "the"."""
    undotted = _DOTTED.sub(lambda match: match.group().replace(".", ""), _plain(possessive_stem(name)))
    words = tuple(word.strip(".,").lower() for word in _BETWEEN_WORDS.split(undotted) if word.strip(".,"))
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    prefix = _PREFIXES.get(words[:2])
    return (prefix, *words[2:]) if prefix and len(words) > 2 else words


def _lexicon() -> dict[str, str]:
    return {form.rstrip("."): row[0] for row in (*COUNTRIES, *WORLD_BODIES) for form in row}


_LEXICON = _lexicon()
_COUNTRY_NAMES = frozenset(row[0] for row in COUNTRIES)


@lru_cache(maxsize=4096)
def canonical(name: str) -> str | None:
    """The lexicon's name for the country or world body that this is a form of ("US", not "us")."""
    plain = " ".join(possessive_stem(name).replace("’", "'").split()).rstrip(".")
    return _LEXICON.get(plain) or _LEXICON.get(_plain(plain))


def initials(name: str) -> str:
    """The capitals that an acronym of the name would have."""
    return "".join(word[0] for word in folded(name) if word not in _SMALL).upper()


def family_names(words: tuple[str, ...], name: str) -> tuple[str, ...]:
    """The words that can stand alone for a person: the last; the first where family names come first."""
    core = tuple(word for word in words if word not in _SUFFIXES)
    if len(core) < 2:
        return core
    eastern = core[0] in FAMILY_NAMES_FIRST or _EASTERN.search(name) is not None
    return (core[-1], core[0]) if eastern else (core[-1],)


def same_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two full names differ only in word order, in hyphens, or by middle names and suffixes."""
    if sorted(one) == sorted(other) or "".join(one) == "".join(other):
        return True
    first, second = (tuple(word for word in words if word not in _SUFFIXES) for words in (one, other))
    if len(first) < 2 or len(second) < 2 or first[0] in FAMILY_NAMES_FIRST:
        return first == second
    short, long = sorted((first, second), key=len)
    return short[0] == long[0] and short[-1] == long[-1] and len(short) == 2


def spellings(words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Look-up keys that every spelling of a full name shares with at least one other; see `same_person`."""
    core = tuple(word for word in words if word not in _SUFFIXES)
    return ("sorted", *sorted(words)), ("joined", "".join(words)), ("ends", *core[:1], *core[-1:])


def kind_by_name(name: str) -> EntityKind | None:
    """What the name alone says about its kind."""
    known = canonical(name)
    if known is not None:
        return EntityKind.COUNTRY if known in _COUNTRY_NAMES else EntityKind.ORGANIZATION
    words = [bare(word) for word in name.split()]
    if "of" in words[1:] and words[words.index("of") - 1] in TITLES:
        return EntityKind.OTHER
    if name in CITIES_AND_REGIONS or (name.isupper() and name.title() in CITIES_AND_REGIONS):
        return EntityKind.PLACE
    return _kind_by_words(words)


def _kind_by_words(words: list[str]) -> EntityKind | None:
    head = _head(words)
    if len(words) > 1 and head in PLACE_WORDS:
        return EntityKind.PLACE
    if words[-1] == "games" and len(words) > 1 and words[-2].isalpha() and words[-2] not in _OF_GAMES:
        return None
    if len(words) > 1 and head in THING_WORDS and words[0] not in FIRST_NAMES and words[0] not in FAMILY_NAMES_FIRST:
        return EntityKind.OTHER
    if (
        any(word in ORGANIZATION_WORDS for word in words)
        or (len(words) > 1 and (head in _LEGAL_FORMS or head in _CLUBS or words[:2] == ["friends", "of"]))
        or " ".join(words) in OUTLETS
    ):
        return EntityKind.ORGANIZATION
    if head in PLACE_WORDS:
        return EntityKind.PLACE
    return None


def is_acronym(name: str) -> bool:
    """Whether it is one short word in capitals."""
    return 1 < len(name) <= _LONGEST_ACRONYM and name.isupper() and name.isalpha()


def _head(words: Sequence[str]) -> str:
    """The noun of a name: the word before "of", "for" or "at", or else the last one without a digit."""
    ends = [place for place, word in enumerate(words) if place and word in {"of", "for", "at", "in", "on"}]
    core = [word for word in words[: ends[0] if ends else None] if not any(map(str.isdigit, word))]
    return core[-1] if core else ""
