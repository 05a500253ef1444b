"""One brief beside the gold of its article: who is who, which date is which, where label's words stand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from summarizer.gold.labels import choices
from summarizer.gold.places import find_chrome, find_words
from summarizer.schemas.news import EntityKind
from summarizer.scoring.likeness import contained, fold, mask_of, trimmed
from summarizer.scoring.support import unsupported

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from summarizer.gold.labels import GoldArticle, GoldDate, GoldEntity, Words
    from summarizer.schemas.news import Date, Entity, News
    from summarizer.schemas.spans import Span
    from summarizer.scoring.likeness import Mask

__all__ = ["Case", "Labelled", "forms_of_entity", "forms_of_label", "is_exact", "is_named", "mask_of_span"]


@dataclass(frozen=True)
class Labelled:
    """An article's text and its gold, with what is worked out once for every brief scored against it.

    Attributes:
        gold: the labels.
        text: the article's text.
    """

    gold: GoldArticle
    text: str

    @cached_property
    def _masks(self) -> dict[Words, tuple[Mask, ...]]:
        return {}

    def masks(self, words: Words) -> tuple[Mask, ...]:
        """The characters at each place that the words may mean, marks and spaces around them left out."""
        known = self._masks
        if words not in known:
            ranges = find_words(self.text, words)
            known[words] = tuple(mask_of([trimmed(self.text, *place)]) for place in ranges)
        return known[words]

    def all_masks(self, several: Iterable[Words]) -> tuple[Mask, ...]:
        """The same for several texts, any one of which will do."""
        return tuple(mask for words in several for mask in self.masks(words))

    @cached_property
    def entities(self) -> Mapping[str, frozenset[str]]:
        """For each entity's id, every folded form of its name that is right."""
        return {entity.id: forms_of_label(entity) for entity in self.gold.entities if not entity.forbidden}

    @cached_property
    def visible(self) -> Mask:
        """The characters that are not white space."""
        return int("0" + "".join("0" if mark.isspace() else "1" for mark in reversed(self.text)), 2)

    @cached_property
    def chrome(self) -> tuple[Mask, Mask]:
        """The characters of chrome, and those that may be left in or out."""
        wanted = mask_of(find_chrome(self.text, [item for item in self.gold.chrome if not item.optional]))
        free = mask_of(find_chrome(self.text, [item for item in self.gold.chrome if item.optional]))
        return wanted, free & ~wanted

    @cached_property
    def people(self) -> frozenset[str]:
        """The ids of those that are, or may be, people."""
        return frozenset(label.id for label in self.gold.entities if EntityKind.PERSON in choices(label.kind))

    @cached_property
    def dates(self) -> Mapping[str, GoldDate]:
        """The dates by their ids."""
        return {date.id: date for date in self.gold.dates}


@dataclass(frozen=True)
class Case:
    """A brief to be scored, and what it is scored against."""

    labelled: Labelled
    brief: News

    @cached_property
    def entities(self) -> Mapping[str, Entity]:
        """The brief's entities by their ids."""
        return {entity.id: entity for entity in self.brief.entities}

    @cached_property
    def _forms(self) -> Mapping[str, frozenset[str]]:
        return {entity.id: forms_of_entity(entity) for entity in self.brief.entities}

    def same_entity(self, given: str, wanted: str) -> bool:
        """Whether an entity of the brief is the one that a label means, by any form of the name."""
        entity = self.entities.get(given)
        right = self.labelled.entities.get(wanted, frozenset())
        if entity is None:
            return False
        if is_named(entity.name, right, titled=wanted in self.labelled.people):
            return True
        return len(self._forms[given] & right) * 2 > len(self._forms[given])

    @cached_property
    def faults(self) -> tuple[str | None, ...]:
        """For each sentence of the summary, why its evidence does not bear it out, or None."""
        return tuple(unsupported(sentence, self.labelled.text) for sentence in self.brief.summary)

    def name_of(self, given: str | None) -> str | None:
        """The name of one of the brief's entities; its id where the brief has no such entity."""
        entity = self.entities.get(given or "")
        return entity.name if entity else given

    def same_date(self, given: Date, wanted: str) -> bool:
        """Whether a date of the brief stands where the gold's date does."""
        label = self.labelled.dates.get(wanted)
        here = mask_of_span(given.text, self.labelled.text)
        return label is not None and any(contained(mask, here) >= 0.5 for mask in self.labelled.masks(label.text))


def is_named(name: str, right: frozenset[str], *, titled: bool) -> bool:
    """Whether a name is one of the right forms or, of people, ends with one of several words ("envoy Ana Torres")."""
    given = fold(name)
    return given in right or (titled and any(" " in form and given.endswith(f" {form}") for form in right))


def forms_of_label(entity: GoldEntity) -> frozenset[str]:
    """Every form of the name that is right, folded."""
    return frozenset(map(fold, (*choices(entity.name), *entity.aliases, *entity.optional_aliases)))


def forms_of_entity(entity: Entity) -> frozenset[str]:
    """Every form of the name that a brief lists, folded."""
    return frozenset(map(fold, (entity.name, *entity.aliases)))


def is_exact(span: Span, text: str) -> bool:
    """Whether a span's words are the article's own, at that place."""
    return text[span.start : span.end] == span.text


def mask_of_span(span: Span, text: str) -> Mask:
    """The characters of a span, marks and spaces around it left out; none if its words are not the article's."""
    return mask_of([trimmed(text, span.start, span.end)]) if is_exact(span, text) else 0
