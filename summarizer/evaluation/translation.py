"""What a brief says, in the terms of gold: words with where they stand, and the gold's own ids."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeAlias, Union

from summarizer.errors import GoldError
from summarizer.gold.places import occurrences
from summarizer.schemas.news import (
    Date,
    Dispute,
    Entity,
    Event,
    Figure,
    Reference,
    Statement,
    SummarySentence,
)
from summarizer.schemas.spans import Span
from summarizer.scoring.case import Case, is_exact
from summarizer.scoring.figures import date_id, dates_of
from summarizer.scoring.verdicts import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from summarizer.evaluation.disagreements import Disagreement
    from summarizer.gold.labels import GoldArticle
    from summarizer.gold.places import Range
    from summarizer.gold.written import Value
    from summarizer.schemas.brief import ArticleInfo
    from summarizer.schemas.news import News
    from summarizer.scoring.case import Labelled
    from summarizer.scoring.verdicts import ItemVerdict

__all__ = ["Item", "Translation", "item_of", "pointed", "translation_of"]

Item: TypeAlias = Union[Entity, Statement, Event, Figure, Date, Reference, Dispute, SummarySentence, "ArticleInfo"]
"""What a brief gives: an item of a section, or what it says about the article."""

_WORD = re.compile(r"\S+")
_MOST_WORDS = 12
_STATEMENTS = frozenset({"asserted_by", "denied_by"})
_ENTITIES = frozenset({"speaker", "reported_by", "according_to", "participants"})


def pointed(text: str, start: int, end: int) -> Value:
    """A place of the article as a label gives it: its words, and where these stand more than once, words around.

    Args:
        text: the article's text.
        start: where the place begins, in characters.
        end: where it ends.

    Raises:
        GoldError: the place is empty, or no few words around tell it from others.
    """
    words = text[start:end]
    if not words:
        raise GoldError("the brief points at nothing")
    if occurrences(text, words) == ((start, end),):
        return words
    for first, last in _around(text, start, end):
        within = text[first:last]
        alone = occurrences(within, words) == ((start - first, end - first),)
        if alone and occurrences(text, within) == ((first, last),):
            return {"text": words, "within": within}
    raise GoldError(f"no few words around tell {words!r} from the other places where it stands")


def _around(text: str, start: int, end: int) -> Iterator[Range]:
    """Longer and longer stretches around a place, up to the ends of words: to the right, to the left, to both."""
    farthest = _MOST_WORDS * 20
    before, after = text[max(0, start - farthest) : start], text[end : end + farthest]
    firsts = [start - len(before) + found.start() for found in _WORD.finditer(before)][::-1][:_MOST_WORDS]
    lasts = [end + found.end() for found in _WORD.finditer(after)][:_MOST_WORDS]
    for number in range(_MOST_WORDS):
        first, last = firsts[number : number + 1], lasts[number : number + 1]
        yield from ((start, one) for one in last)
        yield from ((one, end) for one in first)
        yield from ((one, other) for one in first for other in last)
    yield (firsts or [start])[-1], (lasts or [end])[-1]


@dataclass(frozen=True, slots=True)
class Translation:
    """From one brief into the gold of its article as it stands now.

    Attributes:
        case: the brief beside the gold.
        statements: for statements of the brief, the ids by which the gold has them.
    """

    case: Case
    statements: Mapping[str, str]

    @property
    def gold(self) -> GoldArticle:
        """The labels."""
        return self.case.labelled.gold

    @property
    def text(self) -> str:
        """The article's text."""
        return self.case.labelled.text

    def value(self, name: str, item: Item, known: Iterable[str] = ()) -> Value:
        """What an item says in a field, as a label says it.

        Args:
            name: the field.
            item: the item, which has such a field.
            known: ids of the gold's entities that are tried before the others.

        Raises:
            GoldError: it cannot be said in terms of the gold, which lacks an entity or a date, say.
        """
        given: object = getattr(item, name)
        if isinstance(given, tuple):
            return [self._one(name, one, known) for one in given]
        return self._one(name, given, known)

    def _one(self, name: str, given: object, known: Iterable[str]) -> Value:
        if isinstance(given, Span):
            return self.words(given)
        if isinstance(given, Date):
            return self._date(given)
        if name in _ENTITIES and given is not None:
            return self.entity(str(given), known)
        if name in _STATEMENTS:
            return self._statement(str(given))
        return given if isinstance(given, (str, int, float, date)) else None

    def words(self, span: Span) -> Value:
        """A span as the words of a label.

        Raises:
            GoldError: it is not what the article holds there, or cannot be told from other places.
        """
        if not is_exact(span, self.text):
            raise GoldError(f"the article does not hold {span.text!r} where the brief says")
        return pointed(self.text, span.start, span.end)

    def entity(self, unit: str, known: Iterable[str] = ()) -> str:
        """The gold's id of one of the brief's entities.

        Args:
            unit: the brief's id.
            known: ids of the gold that are tried before the others.

        Raises:
            GoldError: the gold has no such entity.
        """
        ids = (*known, *(label.id for label in self.gold.entities if not label.forbidden))
        found = next((one for one in ids if self.case.same_entity(unit, one)), None)
        if found is None:
            raise GoldError(f"the gold has no entity for {self.case.name_of(unit)!r}")
        return found

    def _date(self, given: Date) -> str:
        ids = (label.id for label in self.gold.dates if not label.forbidden)
        found = next((one for one in ids if self.case.same_date(given, one)), None)
        if found is None:
            raise GoldError(f"the gold has no date where the brief has {given.text.text!r}")
        return found

    def _statement(self, unit: str) -> str:
        if unit not in self.statements:
            raise GoldError(f"the gold has no statement for {unit} of the brief")
        return self.statements[unit]


def translation_of(disagreement: Disagreement, labelled: Labelled) -> Translation:
    """From the brief that disagrees into the gold as it stands now."""
    known = {label.id for label in labelled.gold.statements}
    paired = {
        verdict.item: verdict.label
        for verdict in disagreement.result.score.sections["statements"].verdicts
        if verdict.outcome in {Outcome.FOUND, Outcome.EXCUSED} and verdict.label in known
    }
    return Translation(Case(labelled, disagreement.result.brief), paired)


def item_of(brief: News, verdict: ItemVerdict) -> Item:
    """The item of a brief that a verdict is on.

    Raises:
        GoldError: the brief has no such item.
    """
    sections: dict[str, Iterable[tuple[str, Item]]] = {
        "entities": ((item.id, item) for item in brief.entities),
        "statements": ((item.id, item) for item in brief.statements),
        "events": ((item.id, item) for item in brief.events),
        "figures": ((item.id, item) for item in brief.figures),
        "dates": ((date_id(item), item) for item in dates_of(brief)),
        "references": ((item.name, item) for item in brief.references),
        "disputes": ((item.proposition, item) for item in brief.disputes),
        "summary": ((f"sentence {number}", item) for number, item in enumerate(brief.summary, 1)),
        "about": ((name, brief.article) for name in (verdict.label or verdict.item,)),
    }
    wanted = verdict.label or verdict.item if verdict.section == "about" else verdict.item
    for unit, item in sections[verdict.section]:
        if unit == wanted:
            return item
    raise GoldError(f"{verdict.section}: the brief has no {verdict.item!r}")
