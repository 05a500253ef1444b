"""Family and first names that stand alone."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from summarizer.english.places import PLACE_WORDS
from summarizer.english.words import FAMILY_NAMES_FIRST
from summarizer.entities.groups import Group, country_of
from summarizer.entities.keys import family_names
from summarizer.entities.records import EntityKind
from summarizer.entities.roles import standing
from summarizer.entities.sexes import clash

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.tokens import Range

__all__ = ["link_short_names"]

_NEIGHBOURS = 3
_COMMON = re.compile(r"\b[a-z]{3,}\b")
_LONGEST_PARAGRAPH = 1_200


def link_short_names(text: str, names: Sequence[Range], groups: Sequence[Group]) -> None:
    """Give the mentions of bare family and first names to the full names that they can only be.

    Args:
        text: the article.
        names: all mentions, in order.
        groups: all groups; mentions move between them.
    """
    by_family: dict[str, list[Group]] = {}
    by_first: dict[str, list[Group]] = {}
    for group in groups:
        if not group.full_person or group.absorbed:
            continue
        families = family_names(group.key, group.name)
        for word in dict.fromkeys(families):
            by_family.setdefault(word, []).append(group)
        if group.key[0] not in families:
            by_first.setdefault(group.key[0], []).append(group)
    places = {mention: place for place, mention in enumerate(names)}
    for group in groups:
        if not _may_be_short(text, group):
            continue
        size = len(group.key)
        family = [full for full in by_family.get(group.key[-1], []) if size == 1 or full.key[-size:] == group.key]
        candidates = [full for full in family if not clash(full.sex, group.sex)]
        if not family:
            first = by_first.get(group.key[0], []) if size == 1 else []
            first = [full for full in first if not clash(full.sex, group.sex)]
            candidates = first if len(first) == 1 and first[0].personal and not group.local else []
        if candidates:
            things = [full for full in candidates if not full.personal and not _common_words(text).isdisjoint(full.key)]
            _link(text, names, places, group, candidates)
            for full in things:
                full.thing += full.personal
                full.kind = None


@lru_cache(maxsize=1)
def _common_words(text: str) -> frozenset[str]:
    """The words that stand in a text without a capital."""
    return frozenset(_COMMON.findall(text))


def _may_be_short(text: str, group: Group) -> bool:
    """Whether it may be somebody's first or family name alone."""
    one_word = len(group.name.split()) == 1 and group.key[0] != "="
    surname = group.kind in {EntityKind.PLACE, EntityKind.ORGANIZATION} and group.key[0] in PLACE_WORDS
    return one_word and (group.may_be_person or surname) and not group.absorbed and not _is_plural(text, group)


def _is_plural(text: str, group: Group) -> bool:
    """Whether it is several, and nobody's family name: "the Otters" everywhere."""
    every = all(text[max(0, start - 4) : start].lower() == "the " for start, _ in group.mentions)
    return group.key[0].endswith("s") and every


def _link(text: str, names: Sequence[Range], places: dict[Range, int], short: Group, candidates: list[Group]) -> None:
    left: list[Range] = []
    used: Counter[int] = Counter()
    for mention in short.mentions:
        place = places[mention]
        near = names[max(0, place - _NEIGHBOURS) : place + _NEIGHBOURS]
        defined = short.kind is not None and text[max(0, mention[0] - 4) : mention[0]].lower() == "the "
        chosen = None if defined else _choose(text, mention, near, candidates, used)
        if chosen is None:
            left.append(mention)
            continue
        used[candidates.index(chosen)] += 1
        chosen.mentions.append(mention)
        chosen.personal += 1
    if len(left) < len(short.mentions) and not left:
        _hand_over(short, candidates[used.most_common(1)[0][0]])
    short.mentions = left


def _hand_over(short: Group, full: Group) -> None:
    full.role = full.role or short.role
    full.affiliation = full.affiliation or short.affiliation
    full.sex = full.sex or short.sex
    full.kind = EntityKind.PERSON if full.kind is None else full.kind


def _choose(
    text: str, mention: Range, near: Sequence[Range], candidates: list[Group], used: Counter[int]
) -> Group | None:
    """The person that a bare name is, or None where it could be several."""
    if len(candidates) == 1:
        return candidates[0]
    country = country_of(text, standing(text, mention, near).affiliation)
    if country is not None:
        same = [group for group in candidates if country_of(text, group.affiliation) == country]
        return same[0] if len(same) == 1 else None
    near_by = [group for group in candidates if _in_paragraph(text, mention, group)]
    if len(near_by) == 1:
        return near_by[0]
    if any(group.key[0] in FAMILY_NAMES_FIRST for group in candidates):
        return None
    introduced = [group for group in candidates if group.mentions[0] < mention]
    if len(introduced) == 1:
        return introduced[0]
    # A paper keeps the bare name for the person it began to call so.
    return candidates[used.most_common(1)[0][0]] if used else None


def _in_paragraph(text: str, mention: Range, group: Group) -> bool:
    """Whether the full name stands in the same paragraph, before the mention."""
    start = max(text.rfind("\n", max(0, mention[0] - _LONGEST_PARAGRAPH), mention[0]), mention[0] - _LONGEST_PARAGRAPH)
    return any(start <= first < mention[0] and " " in text[first:last] for first, last in group.mentions)
