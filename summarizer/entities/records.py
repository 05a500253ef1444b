"""What an entity is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.schemas.news import EntityKind

if TYPE_CHECKING:
    from summarizer.tokens import Range

__all__ = ["EntityKind", "NamedEntity"]


@dataclass(frozen=True, slots=True)
class NamedEntity:
    """One named thing of an article; ranges in characters, end exclusive.

    Attributes:
        name: the fullest form, as it stands in the article.
        kind: a guess by rules, or None where they have none.
        aliases: the other forms, as they stand, in order of first mention.
        mentions: where it is named, in order.
        role: the title or apposition beside one of the mentions ("US Defense Secretary"), or None.
        affiliation: the country, demonym or body in the role, or before a mention ("Russia" in "Russia's
            Petrov"), or None.
    """

    name: str
    kind: EntityKind | None
    aliases: tuple[str, ...]
    mentions: tuple[Range, ...]
    role: Range | None
    affiliation: Range | None
