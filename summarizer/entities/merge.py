"""One entity a thing."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from summarizer.entities.groups import Group
from summarizer.entities.keys import canonical, family_names, folded, initials, kind_by_name, same_person, spellings
from summarizer.entities.looks import heads_dateline, is_like_a_person, speaks
from summarizer.entities.records import EntityKind, NamedEntity, Sex
from summarizer.entities.roles import standing
from summarizer.entities.sexes import sex_of_first_name, title_before
from summarizer.entities.short import link_short_names

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from summarizer.tokens import Range

__all__ = ["merge_names"]

_PLACE_PREPOSITIONS = frozenset({"in", "near", "outside", "inside", "across", "throughout", "toward", "towards"})
_HONORIFICS = frozenset({"mr", "mrs", "ms", "miss", "dr", "sir", "dame", "lord", "lady", "baroness"})
_AGE_OR_WHO = re.compile(r",\s(?:\d{2}\b|who\b|whose\b)")
# Names around a mention that its title or apposition may hold.
_NEIGHBOURS = 6
# The surroundings of a thing's first mentions say what it is; later ones are not read.
_READ = 20


def merge_names(text: str, names: Sequence[Range]) -> list[NamedEntity]:
    """Merge the mentions of one person, body or place.

    What is mere spelling is merged anywhere (U.N. and United Nations, hyphens, word order, middle initials);
    a family name alone with the full name that it can only be; an acronym with the name that it abbreviates.
    A bare family name that several people share is linked only by what stands beside it ("South Korea's
    Kim"), or else stays an entity of its own; so does "Mrs. Lee" beside a man of that name.

    Args:
        text: the article.
        names: mentions, ordered, not overlapping.

    Returns:
        Entities in the order of their first mention. Every mention is in one of them, but for titles that
        stand beside a name ("the Deputy Chief of the General Staff, Kim Yong Bok"): they are its role.
    """
    merger = _Merger(text, names)
    for place in range(len(names)):
        merger.add(place)
    merger.settle_sexes()
    merger.join_acronyms()
    link_short_names(text, names, merger.groups)
    merger.join_titled()
    groups = merger.ordered()
    users = Counter(form for group in groups for form in _short_forms(group))
    shared = {form for form, count in users.items() if count > 1}
    return [_entity(text, group, shared) for group in groups]


class _Merger:
    """Groups of mentions, and what finds them."""

    def __init__(self, text: str, names: Sequence[Range]) -> None:
        self.text = text
        self.names = names
        self.groups: list[Group] = []
        self._by_key: dict[tuple[str, ...], Group] = {}
        self._roles: set[Range] = set()

    def add(self, place: int) -> None:
        """Put a mention with those of the same thing."""
        start, end = self.names[place]
        name = self.text[start:end]
        known = canonical(name)
        key = ("=", known) if known is not None else folded(name)
        title = title_before(self.text, start) if known is None else None
        apart = (title[1], *key) if title is not None and len(name.split()) == 1 else key
        group = self._by_key.get(apart) or self._respelled(key)
        if group is None:
            group = Group(key, name, kind_by_name(name))
            self.groups.append(group)
            if group.full_person:
                for spelling in spellings(key):
                    self._by_key.setdefault(spelling, group)
        self._by_key[apart] = group
        group.mentions.append((start, end))
        if title is not None and group.sex is None:
            group.sex = title[1]
        self._read_surroundings(group, place)

    def _respelled(self, key: tuple[str, ...]) -> Group | None:
        """The person whose full name this is in another spelling."""
        if len(key) < 2 or key[0] == "=":
            return None
        for spelling in spellings(key):
            group = self._by_key.get(spelling)
            if group is not None and group.full_person and same_person(group.key, key):
                return group
        return None

    def _read_surroundings(self, group: Group, place: int) -> None:
        start, end = mention = self.names[place]
        if len(group.mentions) > _READ:
            return
        if group.kind in {None, EntityKind.ORGANIZATION} and heads_dateline(self.text, mention):
            group.kind = EntityKind.PLACE
        if group.kind is EntityKind.PLACE and is_like_a_person(self.text, mention, group.key):
            group.kind = None
            group.personal += 1
        if group.kind not in {None, EntityKind.PERSON}:
            return
        beside = standing(self.text, mention, self.names[max(0, place - _NEIGHBOURS) : place + _NEIGHBOURS])
        before = self.text[max(0, start - 20) : start].split()
        word = before[-1].lower().strip(".") if before else ""
        if beside.role is not None or word in _HONORIFICS:
            group.personal += 2
        elif word in _PLACE_PREPOSITIONS:
            group.local += 1
        if len(group.key) > 1 and (_AGE_OR_WHO.match(self.text, end) or speaks(self.text, end)):
            group.personal += 1
        if group.role is None and beside.role is not None:
            group.role = beside.role
            self._roles.add(beside.role)
            group.affiliation = beside.affiliation or group.affiliation
        group.affiliation = group.affiliation or beside.affiliation

    def settle_sexes(self) -> None:
        """Let first names say what no title does."""
        for group in self.groups:
            if group.sex is None and group.full_person:
                group.sex = sex_of_first_name(group.key)

    def join_titled(self) -> None:
        """Join a name with the same one under a title, unless titles of both sexes show that they are two."""
        for group in self.groups:
            titled = [self._by_key.get((sex, *group.key)) for sex in Sex]
            plain = self._by_key.get(group.key)
            if group in titled and None in titled and group.mentions and plain is not None and plain.mentions:
                plain.absorb(group)

    def join_acronyms(self) -> None:
        """Join an acronym with the name in whose brackets it stands, or the only one with its initials."""
        by_initials: dict[str, list[Group]] = {}
        by_end = {end: self._group_of(self.text[start:end]) for start, end in self.names}
        for group in self.groups:
            if len(group.key) > 2 and group.key[0] != "=":
                by_initials.setdefault(initials(group.name), []).append(group)
        for group in self.groups:
            short = group.name.replace(".", "")
            if len(group.key) != 1 or not 2 <= len(short) <= 12 or sum(map(str.isupper, short)) < 2:
                continue
            full = self._before_bracket(group, short, by_end)
            if full is None and len(short) > 2:
                same = by_initials.get(short.upper(), [])
                full = same[0] if len(same) == 1 else None
            if full is not None and full is not group and not group.absorbed:
                full.absorb(group)

    def _group_of(self, name: str) -> Group | None:
        known = canonical(name)
        return self._by_key.get(("=", known) if known is not None else folded(name))

    def _before_bracket(self, group: Group, short: str, by_end: dict[int, Group | None]) -> Group | None:
        """The name that the acronym follows in brackets, if its letters are in it in order."""
        for start, _ in group.mentions:
            if self.text[max(0, start - 2) : start] != " (":
                continue
            full = by_end.get(start - 2)
            if full is not None and _abbreviates(short, full.name):
                return full
        return None

    def ordered(self) -> list[Group]:
        """The groups that are entities, in the order of their first mention."""
        kept = [group for group in self.groups if group.mentions and not self._is_role(group)]
        return sorted(kept, key=lambda group: min(group.mentions))

    def _is_role(self, group: Group) -> bool:
        if group.kind is not EntityKind.OTHER:
            return False
        return all(any(role[0] <= start and end <= role[1] for role in self._roles) for start, end in group.mentions)


def _abbreviates(short: str, name: str) -> bool:
    letters = iter(name.lower())
    return name[:1].lower() == short[:1].lower() and all(letter in letters for letter in short.lower())


def _short_forms(group: Group) -> set[str]:
    """The single words that the thing may be called by."""
    families = family_names(group.key, group.name) if group.full_person else ()
    return {*families, *(group.key if len(group.key) == 1 else ())}


def _entity(text: str, group: Group, shared: Collection[str]) -> NamedEntity:
    """The finished entity; a name in `shared` is more than one's, so that its title goes with it."""
    mentions = tuple(sorted(group.mentions))
    forms = list(dict.fromkeys(text[start:end] for start, end in mentions))
    name = max(forms, key=lambda form: (len(form.split()), len(form.replace(".", ""))))
    aliases = tuple(form for form in forms if form != name)
    if len(group.key) == 1 and group.key[0] in shared:
        name = next((found for found in (_with_title(text, mention) for mention in mentions) if found), name)
    return NamedEntity(name, group.guess(), aliases, mentions, group.role, group.affiliation, group.sex)


def _with_title(text: str, mention: Range) -> str | None:
    title = title_before(text, mention[0])
    return None if title is None else text[title[0] : mention[1]]
