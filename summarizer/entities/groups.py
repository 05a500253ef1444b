"""An entity in the making."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.english.places import DEMONYMS
from summarizer.entities.keys import canonical, is_acronym
from summarizer.entities.records import EntityKind, Sex

if TYPE_CHECKING:
    from summarizer.entities.evidence import Votes
    from summarizer.tokens import Range

__all__ = ["Group", "country_of"]

_LONGEST_PERSON = 5


@dataclass(slots=True, eq=False)
class Group:
    """Mentions of one thing.

    Attributes:
        key: the folded words of its name, or ("=", name) for what the lexicon knows.
        name: its first form.
        kind: what the name alone says.
        personal: how much speaks for a person: titles, ages, verbs of speech.
        local: how often a mention stands like a place.
        corporate: how much speaks for a body.
        thing: how often a mention stands like a thing's, with "the" or "its".
        listed: the kind of those that it is listed with.
        absorbed: whether its mentions have gone to another group.
        sex: what titles beside its mentions say, or the first name.
    """

    key: tuple[str, ...]
    name: str
    kind: EntityKind | None
    mentions: list[Range] = field(default_factory=list)
    role: Range | None = None
    affiliation: Range | None = None
    personal: int = 0
    local: int = 0
    corporate: int = 0
    thing: int = 0
    listed: EntityKind | None = None
    absorbed: bool = False
    sex: Sex | None = None

    @property
    def may_be_person(self) -> bool:
        """Whether nothing says that it is something else."""
        other = max(self.local, self.corporate - 1, self.thing)
        return self.kind is EntityKind.PERSON or (self.kind is None and other <= self.personal)

    @property
    def full_person(self) -> bool:
        """Whether it may be a person's full name."""
        several_words = 1 < len(self.key) <= _LONGEST_PERSON and len(self.name.split()) > 1
        return several_words and self.key[0] != "=" and self.may_be_person

    @property
    def unsure(self) -> bool:
        """Whether only a first name that stands alone speaks for a person: "Victoria"."""
        return len(self.key) == 1 and self.personal == 1 and self.kind is None

    def absorb(self, other: Group) -> None:
        """Take over the mentions and the standing of another group."""
        self.mentions.extend(other.mentions)
        other.mentions = []
        other.absorbed = True
        self.role = self.role or other.role
        self.affiliation = self.affiliation or other.affiliation
        self.personal += other.personal
        self.local += other.local
        self.corporate += other.corporate
        self.thing += other.thing
        self.sex = self.sex or other.sex

    def weigh(self, votes: Votes) -> None:
        """Count what speaks for each kind."""
        self.personal += votes.person
        self.local += votes.place
        self.corporate += votes.body
        self.thing += votes.thing

    def guess(self) -> EntityKind | None:
        """Its kind, by its name and by how its mentions stand."""
        if self.kind is not None:
            return self.kind
        if self.unsure and self.listed is not None:
            return self.listed
        if self.personal > max(self.local, self.corporate, self.thing) and not is_acronym(self.name):
            return EntityKind.PERSON
        if self.local and self.local >= max(self.corporate, self.thing):
            return EntityKind.PLACE
        return EntityKind.ORGANIZATION if self.corporate else self.listed


def country_of(text: str, affiliation: Range | None) -> str | None:
    """The country that an affiliation is of: by its name, or by its demonym."""
    if affiliation is None:
        return None
    words = text[affiliation[0] : affiliation[1]]
    return canonical(words) or DEMONYMS.get(words.lower())
