"""Who appears in a brief: named entities with all their spellings, and those that the article leaves without a name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.attribution.phrases import is_person_noun
from summarizer.english.places import DEMONYMS
from summarizer.english.titles import GROUP_NOUNS
from summarizer.news.posts import post_of
from summarizer.news.rules import shortened
from summarizer.schemas.news import Entity, EntityKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from summarizer.analysis import Analysis
    from summarizer.entities import NamedEntity
    from summarizer.schemas.news import EntityAnswer

__all__ = ["Cast", "kinds_of"]

Range = tuple[int, int]
_LONGEST_NAME = 80
_LONGEST_LABEL = 120


@dataclass(slots=True)
class Cast:
    """The entities of one brief, by id: "E1" and so on, the named ones first, in the order of the article."""

    analysis: Analysis
    unnamed: dict[str, list[Range]] = field(default_factory=dict)
    _shown: dict[str, str] = field(default_factory=dict)

    def named(self, name: str) -> str | None:
        """The id of the named entity that a name stands for; None where it is nobody's."""
        index = self.analysis.entity_named(name)
        return None if index is None else f"E{index + 1}"

    def unnamed_at(self, mention: str, where: Range | None = None) -> str | None:
        """The id of an entity without a name ("a Ukrainian official").

        Args:
            mention: how the article calls it.
            where: where that stands, in characters; found by its words where it is None.

        Returns:
            The id, the same for the same words; None where the article does not hold them.
        """
        where = where or self._place(mention)
        if where is None or not mention.strip() or len(mention) > _LONGEST_NAME:
            return None
        key = " ".join(mention.casefold().split())
        self._shown.setdefault(key, self.analysis.article.text[slice(*where)])
        places = self.unnamed.setdefault(key, [])
        if where not in places:
            places.append(where)
        return f"E{len(self.analysis.entities) + 1 + list(self.unnamed).index(key)}"

    def _place(self, mention: str) -> Range | None:
        words = r"\s+".join(re.escape(word) for word in mention.split())
        match = re.search(rf"(?<!\w){words}(?!\w)", self.analysis.article.text, re.IGNORECASE)
        return match.span() if match else None

    def name_of(self, entity: str | None) -> str | None:
        """The name to show for an id."""
        if entity is None:
            return None
        index = int(entity[1:]) - 1
        known = len(self.analysis.entities)
        return self.analysis.entities[index].name if index < known else list(self._shown.values())[index - known]

    def entities(self, kinds: Mapping[str, EntityKind]) -> tuple[Entity, ...]:
        """The entities as the brief has them.

        Args:
            kinds: what each named one is, by its id.
        """
        named = [
            self._named_entity(f"E{number}", entity, kinds[f"E{number}"])
            for number, entity in enumerate(self.analysis.entities, start=1)
        ]
        unnamed = [
            self._unnamed_entity(f"E{number}", self._shown[key], places)
            for number, (key, places) in enumerate(self.unnamed.items(), start=len(named) + 1)
        ]
        return (*named, *unnamed)

    def _unnamed_entity(self, unit: str, shown: str, places: Sequence[Range]) -> Entity:
        kind = _kind_of(shown)
        role, owner = post_of(shown) if kind is EntityKind.PERSON else (None, None)
        return Entity(
            id=unit,
            name=shown,
            kind=kind,
            role=role,
            affiliation=self._country(owner) if owner else None,
            aliases=(),
            mentions=tuple(self.analysis.cut(place) for place in sorted(places)),
        )

    def _country(self, owner: str) -> str:
        """The country that a demonym is of, as the article calls it; the words themselves for any other owner."""
        country = DEMONYMS.get(owner.lower())
        index = self.analysis.entity_named(country) if country else None
        return owner if index is None else self.analysis.entities[index].name

    def _named_entity(self, unit: str, entity: NamedEntity, kind: EntityKind) -> Entity:
        person = kind is EntityKind.PERSON
        role = self.analysis.article.text[slice(*entity.role)] if entity.role and person else ""
        affiliation = self.analysis.article.text[slice(*entity.affiliation)] if entity.affiliation and person else ""
        return Entity(
            id=unit,
            name=entity.name,
            kind=kind,
            role=shortened(" ".join(role.split()), _LONGEST_LABEL) or None,
            affiliation=shortened(" ".join(affiliation.split()), _LONGEST_LABEL) or None,
            aliases=entity.aliases,
            mentions=tuple(self.analysis.cut(place) for place in entity.mentions),
        )


def kinds_of(analysis: Analysis, answers: Iterable[EntityAnswer]) -> dict[str, EntityKind]:
    """What each named entity is, by its id: as the words around it say, else as it was answered."""
    answered = {answer.id: answer.kind for answer in answers}
    return {
        f"E{number}": entity.kind or answered.get(f"E{number}", EntityKind.OTHER)
        for number, entity in enumerate(analysis.entities, start=1)
    }


def _kind_of(mention: str) -> EntityKind:
    """What an entity without a name is, by the last noun of its description before "of", "for" or "in"."""
    words = re.split(r"\s(?:of|for|in|from|at|with|to)\s", mention.casefold())[0].split()
    noun = words[-1].strip(".,’'") if words else ""
    if noun in GROUP_NOUNS:
        return EntityKind.OTHER if noun.endswith("s") else EntityKind.ORGANIZATION
    return EntityKind.PERSON if is_person_noun(noun) else EntityKind.OTHER
