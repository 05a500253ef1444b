"""One entity a thing."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from summarizer.english.places import DEMONYMS
from summarizer.english.titles import TITLES
from summarizer.entities.aliases import (
    join_brackets,
    join_clipped,
    join_handles,
    join_initials,
    join_misprints,
    join_unqualified,
)
from summarizer.entities.evidence import votes_of_name, votes_of_place
from summarizer.entities.groups import Group
from summarizer.entities.keys import canonical, family_names, folded, kind_by_name, same_person, spellings
from summarizer.entities.looks import heads_dateline, is_like_a_person, speaks
from summarizer.entities.records import EntityKind, NamedEntity, Sex
from summarizer.entities.roles import shared_title, standing
from summarizer.entities.sexes import sex_of_first_name, title_before
from summarizer.entities.short import link_short_names

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from summarizer.tokens import Range

__all__ = ["merge_names"]

_PLACE_PREPOSITIONS = frozenset({"in", "near", "outside", "inside", "across", "throughout", "toward", "towards"})
_HONORIFICS = frozenset({"mr", "mrs", "ms", "miss", "dr", "sir", "dame", "lord", "lady", "baroness"})
_IN_A_FIRM = re.compile(r"\b(?:[Ss]hares?|[Ss]takes?|invest(?:ed|s|ing|ment|ments|or|ors)?)\sin\s\Z")
_AGE_OR_WHO = re.compile(r",\s(?:\d{2}\b|who\b|whose\b)")
_LINK = re.compile(r",?\s(and|or|&)\s(?:the\s)?|,\s(?:the\s)?")
_LONGEST_LINK = 12
# "In Paris, Ann Lee and Jo Roe met": the place is none of the list.
_OPENING_PLACE = re.compile(r"\b(?:In|At|On|Near|From|Outside)\s(?:the\s)?\Z")
_CAPITAL_TITLE = re.compile(r"\b([A-Z][a-z]{1,14}\.?) \Z")
_LONGEST_TITLE = 20
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
        stand beside a name ("the Deputy Chief of the General Staff, Kim Yong Bok"): they are its role. An account
        named beside its owner ("@ann (Ann Lee)") is a mention too.
    """
    merger = _Merger(text, names)
    for place in range(len(names)):
        merger.add(place)
    merger.settle_sexes()
    join_brackets(text, names, merger.groups)
    join_initials(merger.groups)
    join_unqualified(text, merger.groups)
    join_clipped(text, merger.groups)
    link_short_names(text, names, merger.groups)
    merger.join_titled()
    merger.read_lists()
    join_misprints(text, merger.groups)
    join_handles(text, merger.groups)
    groups = merger.ordered()
    users = Counter(form for group in groups for form in _short_forms(group))
    shared = {form for form, count in users.items() if count > 1}
    countries = {group.key[1]: _fullest(text, group.mentions) for group in groups if group.key[0] == "="}
    for group in groups:
        if group.affiliation is not None:
            demonym = " ".join(text[slice(*group.affiliation)].lower().split())
            group.affiliation = countries.get(DEMONYMS.get(demonym, ""), group.affiliation)
    return [_entity(text, group, shared) for group in groups]


class _Merger:
    """Groups of mentions, and what finds them."""

    def __init__(self, text: str, names: Sequence[Range]) -> None:
        self.text = text
        self.names = names
        self.groups: list[Group] = []
        self._by_key: dict[tuple[str, ...], Group] = {}
        self._roles: set[Range] = set()
        self._holder: tuple[Range, Range] | None = None

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
            if group.kind is None:
                group.weigh(votes_of_name(name))
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
        near = self.names[max(0, place - _NEIGHBOURS) : place + _NEIGHBOURS]
        self._read_kind(group, mention, near)
        if group.kind not in {None, EntityKind.PERSON}:
            return
        following = self.names[place + 1][0] if place + 1 < len(self.names) else len(self.text)
        group.weigh(votes_of_place(self.text, mention, following))
        beside = standing(self.text, mention, near)
        if beside.role is None and self._holder and shared_title(self.text, *self._holder, mention):
            beside = beside._replace(role=self._holder[0])
        self._holder = (beside.role, mention) if beside.role is not None else None
        before = self.text[max(0, start - 20) : start].split()
        word = before[-1].lower().strip(".") if before else ""
        if beside.role is not None or word in _HONORIFICS:
            group.personal += 2
        elif _IN_A_FIRM.search(self.text, max(0, start - 24), start):
            group.corporate += 1
        elif word in _PLACE_PREPOSITIONS:
            group.local += 1
        if len(group.key) > 1 and (_AGE_OR_WHO.match(self.text, end) or speaks(self.text, end)):
            group.personal += 1
        if group.role is None and beside.role is not None:
            group.role = beside.role
            self._roles.add(beside.role)
            group.affiliation = beside.affiliation or group.affiliation
        group.affiliation = group.affiliation or beside.affiliation

    def _read_kind(self, group: Group, mention: Range, near: Sequence[Range]) -> None:
        """Let how a mention stands outvote what the words of the name say."""
        if group.kind in {None, EntityKind.ORGANIZATION} and heads_dateline(self.text, mention):
            group.kind = EntityKind.PLACE
        if group.kind in {EntityKind.PLACE, EntityKind.OTHER} and len(group.key) > 1:
            role = standing(self.text, mention, near).role
            if is_like_a_person(self.text, mention, group.key, role):
                group.kind = None
                group.personal += 1

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

    def read_lists(self) -> None:
        """Let the members of a list say what the others are."""
        owners = {mention: group for group in self.groups for mention in group.mentions}
        for run in _lists(self.text, self.names):
            members = [owners[mention] for mention in run if mention in owners]
            kinds = {group.guess() for group in members if not group.unsure} - {None}
            kind = kinds.pop() if len(kinds) == 1 else None
            for group in members:
                if kind is not None and group.listed is None and not group.thing:
                    group.listed = EntityKind.PLACE if kind is EntityKind.COUNTRY else kind

    def ordered(self) -> list[Group]:
        """The groups that are entities, in the order of their first mention."""
        kept = [group for group in self.groups if group.mentions and not self._is_role(group)]
        return sorted(kept, key=lambda group: min(group.mentions))

    def _is_role(self, group: Group) -> bool:
        if group.kind is not EntityKind.OTHER:
            return False
        return all(any(role[0] <= start and end <= role[1] for role in self._roles) for start, end in group.mentions)


def _lists(text: str, names: Sequence[Range]) -> Iterator[list[Range]]:
    """The names that "and" or "or" joins, with those that commas put before them when they are more than two."""
    run: list[Range] = []
    joined: list[str] = []
    for name in (*names, None):
        gap = text[run[-1][1] : name[0]] if run and name is not None else ""
        link = _LINK.fullmatch(gap) if len(gap) < _LONGEST_LINK else None
        if link is None:
            if "and" in joined[-1:]:
                opens = _OPENING_PLACE.search(text, max(0, run[0][0] - 16), run[0][0])
                yield run[1:] if opens and len(run) > 2 else run
            run, joined = [], []
        elif run:
            joined.append("and" if link.group(1) else ",")
        if name is not None:
            run.append(name)


def _fullest(text: str, mentions: Sequence[Range]) -> Range:
    """The first mention with the most words, abbreviations last."""
    return max(sorted(mentions), key=lambda mention: _fullness(text[slice(*mention)]))


def _fullness(form: str) -> tuple[int, int]:
    """How much of a name a form is: its words, then its letters; an account is the least."""
    return len(form.split()) - form.startswith("@"), len(form.replace(".", ""))


def _short_forms(group: Group) -> set[str]:
    """The single words that the thing may be called by."""
    families = family_names(group.key, group.name) if group.full_person else ()
    return {*families, *(group.key if len(group.key) == 1 else ())}


def _entity(text: str, group: Group, shared: Collection[str]) -> NamedEntity:
    """The finished entity; a name in `shared` is more than one's, so that its title goes with it."""
    mentions = tuple(_with_office(text, mention, shared) for mention in sorted(group.mentions))
    forms = list(dict.fromkeys(text[start:end] for start, end in mentions))
    name = max((text[start:end] for start, end in sorted(group.mentions)), key=_fullness)
    if " " not in name:
        name = max(forms, key=_fullness)
    aliases = tuple(form for form in forms if form != name)
    if len(group.key) == 1 and group.key[0] in shared:
        name = next((found for found in (_with_title(text, mention) for mention in mentions) if found), name)
    return NamedEntity(name, group.guess(), aliases, mentions, group.role, group.affiliation, group.sex)


def _with_office(text: str, mention: Range, shared: Collection[str]) -> Range:
    """A mention; with the title before it, where the bare name is more than one's."""
    form = text[slice(*mention)]
    if folded(form)[-1:] and folded(form)[-1] in shared and " " not in form:
        title = _CAPITAL_TITLE.search(text, max(0, mention[0] - _LONGEST_TITLE), mention[0])
        if title is not None and title.group(1).lower().rstrip(".") in TITLES:
            return title.start(), mention[1]
    return mention


def _with_title(text: str, mention: Range) -> str | None:
    title = title_before(text, mention[0])
    return None if title is None else text[title[0] : mention[1]]
