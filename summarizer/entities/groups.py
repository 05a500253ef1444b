"""An entity in the making."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.english.places import DEMONYMS
from summarizer.entities.keys import canonical
from summarizer.entities.records import EntityKind, Sex

if TYPE_CHECKING:
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
    absorbed: bool = False
    sex: Sex | None = None

    @property
    def may_be_person(self) -> bool:
        """Whether nothing says that it is something else."""
        return self.kind is EntityKind.PERSON or (self.kind is None and self.local <= self.personal)

    @property
    def full_person(self) -> bool:
        """Whether it may be a person's full name."""
        several_words = 1 < len(self.key) <= _LONGEST_PERSON and len(self.name.split()) > 1
        return several_words and self.key[0] != "=" and self.may_be_person

    def absorb(self, other: Group) -> None:
        """Take over the mentions and the standing of another group."""
        self.mentions.extend(other.mentions)
        other.mentions = []
        other.absorbed = True
        self.role = self.role or other.role
        self.affiliation = self.affiliation or other.affiliation
        self.personal += other.personal
        self.local += other.local
        self.sex = self.sex or other.sex

    def guess(self) -> EntityKind | None:
        """Its kind, by its name and by how its mentions stand."""
        if self.kind is not None:
            return self.kind
        if self.personal > self.local:
            return EntityKind.PERSON
        return EntityKind.PLACE if self.local else None


def country_of(text: str, affiliation: Range | None) -> str | None:
    """The country that an affiliation is of: by its name, or by its demonym."""
    if affiliation is None:
        return None
    words = text[affiliation[0] : affiliation[1]]
    return canonical(words) or DEMONYMS.get(words.lower())
