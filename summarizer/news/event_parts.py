"""Where an event took place and who took part in it, by the names in the words that tell it."""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import itemgetter
from typing import TYPE_CHECKING

from summarizer.schemas.news import EntityKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from summarizer.analysis import Analysis

__all__ = ["Mention", "mentions_of", "participants", "place_of"]

Range = tuple[int, int]
Mention = tuple[int, int, str]
_LOCATIVE = re.compile(
    r"\b(?:in|at|near|inside|outside|across|over|throughout|off|around|within)"
    r"\s(?:(?:the|a|an|its|their|his|her|both)\s)?(?:[\w’'.-]+\s){0,3}\Z"
)
_WHITHER = re.compile(
    r"\b(?:to|into|from|toward|towards|through|via|between|bordering)\s(?:the\s)?(?:[\w’'.-]+\s){0,2}\Z"
)
_REACH = 50
_HELD_BY_PLACE = re.compile(r"['’]s?\s+(?=[A-Z])")
_ACTING = frozenset({EntityKind.PERSON, EntityKind.ORGANIZATION, EntityKind.COUNTRY})


def mentions_of(analysis: Analysis) -> list[Mention]:
    """Every mention of a named entity, with the entity's id, in the order of the article."""
    return sorted(
        (start, end, f"E{number}")
        for number, entity in enumerate(analysis.entities, start=1)
        for start, end in entity.mentions
    )


def place_of(
    analysis: Analysis, mentions: Sequence[Mention], told: Range, kinds: Mapping[str, EntityKind]
) -> str | None:
    """Where what is told took place: the first place named after "in", "at" and the like, else the first country.

    Args:
        analysis: the article.
        mentions: all that it names, in order.
        told: the words that tell of an event, in characters.
        kinds: what each entity is, by its id.

    Returns:
        The name as it stands there, or None.
    """
    found = {
        kind: analysis.article.text[start:end]
        for start, end, unit in reversed(_within(mentions, told))
        if (kind := kinds[unit]) in {EntityKind.PLACE, EntityKind.COUNTRY}
        and _LOCATIVE.search(analysis.article.text, max(told[0], start - _REACH), start)
    }
    return found.get(EntityKind.PLACE) or found.get(EntityKind.COUNTRY)


def participants(
    analysis: Analysis, mentions: Sequence[Mention], told: Range, kinds: Mapping[str, EntityKind]
) -> tuple[str, ...]:
    """Who takes part in what is told: persons, organizations and countries named there, but not as a mere place.

    Args:
        analysis: the article.
        mentions: all that it names, in order.
        told: the words that tell of an event, in characters.
        kinds: what each entity is, by its id.

    Returns:
        The ids of the entities, in the order of the article's entities.
    """
    taking_part = {
        unit
        for start, end, unit in _within(mentions, told)
        if kinds[unit] in _ACTING
        and not (kinds[unit] is EntityKind.COUNTRY and _is_whereabouts(analysis, told, (start, end)))
    }
    return tuple(sorted(taking_part, key=lambda unit: int(unit[1:])))


def _within(mentions: Sequence[Mention], told: Range) -> Sequence[Mention]:
    first, after = (bisect_left(mentions, offset, key=itemgetter(0)) for offset in told)
    return mentions[first:after]


def _is_whereabouts(analysis: Analysis, told: Range, mention: Range) -> bool:
    """Whether a country is named as the place, the way there, or what a place belongs to."""
    text, low = analysis.article.text, max(told[0], mention[0] - _REACH)
    return bool(
        _LOCATIVE.search(text, low, mention[0])
        or _WHITHER.search(text, low, mention[0])
        or _HELD_BY_PLACE.match(text, mention[1])
    )
