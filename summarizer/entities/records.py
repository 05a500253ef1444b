"""What an entity is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from summarizer.schemas.news import EntityKind

if TYPE_CHECKING:
    from summarizer.tokens import Range

__all__ = ["EntityKind", "NamedEntity", "Sex"]


class Sex(StrEnum):
    """What an honorific, a first name or a pronoun says of a person."""

    FEMALE = "female"
    MALE = "male"


@dataclass(frozen=True, slots=True)
class NamedEntity:
    """One named thing of an article; ranges in characters, end exclusive.

    Attributes:
        name: the fullest form, as it stands in the article; with the honorific ("Mrs. Smith") where another
            entity has the same name.
        kind: a guess by rules, or None where they have none.
        aliases: the other forms, as they stand, in order of first mention.
        mentions: where it is named, in order.
        role: the title or apposition beside one of the mentions ("US Defense Secretary"), or None.
        affiliation: the country, demonym or body in the role, or before a mention ("Russia" in "Russia's
            Petrov"), or None.
        sex: of a person, where an honorific or the first name says it.
    """

    name: str
    kind: EntityKind | None
    aliases: tuple[str, ...]
    mentions: tuple[Range, ...]
    role: Range | None
    affiliation: Range | None
    sex: Sex | None = None
