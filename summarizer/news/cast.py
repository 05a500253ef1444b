"""Who appears in a brief: named entities with all their spellings, and those that the article leaves without a name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.attribution.phrases import is_person_noun
from summarizer.checks import holds_phrase
from summarizer.english.titles import GROUP_NOUNS
from summarizer.news.rules import shortened
from summarizer.schemas.news import Entity, EntityAnswer, EntityKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summarizer.analysis import Analysis
    from summarizer.entities import NamedEntity

__all__ = ["Cast"]

Range = tuple[int, int]
_LONGEST_NAME = 80


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

    def within(self, start: int, end: int) -> tuple[str, ...]:
        """The ids of the named entities that have a mention in a range."""
        return tuple(
            f"E{index}"
            for index, entity in enumerate(self.analysis.entities, start=1)
            if any(start <= first < end for first, _ in entity.mentions)
        )

    def entities(self, answers: Mapping[str, EntityAnswer]) -> tuple[Entity, ...]:
        """The entities as the brief has them.

        Args:
            answers: what the model says of each, by id.
        """
        named = [
            self._named_entity(f"E{number}", entity, answers.get(f"E{number}"))
            for number, entity in enumerate(self.analysis.entities, start=1)
        ]
        unnamed = [
            Entity(
                id=f"E{number}",
                name=self._shown[key],
                kind=_kind_of(self._shown[key]),
                role=None,
                affiliation=None,
                aliases=(),
                mentions=tuple(self.analysis.cut(place) for place in sorted(places)),
            )
            for number, (key, places) in enumerate(self.unnamed.items(), start=len(named) + 1)
        ]
        return (*named, *unnamed)

    def _named_entity(self, unit: str, entity: NamedEntity, answer: EntityAnswer | None) -> Entity:
        kind = entity.kind or (answer.kind if answer else EntityKind.OTHER)
        role = self.analysis.article.text[slice(*entity.role)] if entity.role else None
        affiliation = self.analysis.article.text[slice(*entity.affiliation)] if entity.affiliation else None
        if kind is EntityKind.PERSON and answer:
            around = " ".join(self._sentences_of(entity))
            role = role or _held(answer.role, around)
            affiliation = affiliation or _held(answer.affiliation, around)
        person = kind is EntityKind.PERSON
        return Entity(
            id=unit,
            name=entity.name,
            kind=kind,
            role=shortened(" ".join(role.split()), 120) if role and person else None,
            affiliation=" ".join(affiliation.split()) if affiliation and person else None,
            aliases=entity.aliases,
            mentions=tuple(self.analysis.cut(place) for place in entity.mentions),
        )

    def _sentences_of(self, entity: NamedEntity) -> list[str]:
        found = {self.analysis.sentence_at(start) for start, _ in entity.mentions}
        return [self.analysis.text_of(unit) for unit in found if unit]


def _kind_of(mention: str) -> EntityKind:
    """What an entity without a name is, by the last noun of its description before "of", "for" or "in"."""
    words = re.split(r"\s(?:of|for|in|from|at|with|to)\s", mention.casefold())[0].split()
    noun = words[-1].strip(".,’'") if words else ""
    if noun in GROUP_NOUNS:
        return EntityKind.OTHER if noun.endswith("s") else EntityKind.ORGANIZATION
    return EntityKind.PERSON if is_person_noun(noun) else EntityKind.OTHER


def _held(phrase: str | None, text: str) -> str | None:
    return phrase if phrase and holds_phrase(text, phrase) else None
