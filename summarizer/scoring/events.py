"""Events: what happened, or is said to have happened."""

from __future__ import annotations

from operator import eq
from typing import TYPE_CHECKING

from summarizer.gold.labels import choices
from summarizer.gold.places import find_words, words_of
from summarizer.scoring.case import mask_of_span
from summarizer.scoring.likeness import content_words, same_words, word_dice
from summarizer.scoring.rules import Rules, judge_date, judge_entity, judge_field, judge_set
from summarizer.scoring.telling import cites, gist, tells, union

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summarizer.gold.labels import GoldEvent
    from summarizer.schemas.news import Event
    from summarizer.scoring.case import Case
    from summarizer.scoring.verdicts import FieldVerdict

__all__ = ["event_rules"]

_FLOOR = 0.55
_OF_PLACE, _OF_WORDS, _OF_DATE = 0.5, 0.4, 0.1
"""The same sentence alone is not enough: two things can happen in one."""


class _Prepared:
    """A brief's events and their labels, with what is compared worked out once."""

    def __init__(self, case: Case) -> None:
        labels, items, text = case.labelled.gold.events, case.brief.events, case.labelled.text
        self.case = case
        self.rests_on = {label.id: case.labelled.all_masks(label.evidence) for label in labels}
        self.words = {label.id: content_words(label.description or words_of(label.evidence[0])) for label in labels}
        self.covered = {label.id: union(self.rests_on[label.id]) for label in labels}
        self.cited = {id(item): [mask_of_span(span, text) for span in item.evidence] for item in items}
        self.touched = {id(item): union(self.cited[id(item)]) for item in items}
        self.told = {id(item): content_words(item.description) for item in items}

    def likeness(self, label: GoldEvent, item: Event) -> float:
        if not self.covered[label.id] & self.touched[id(item)]:
            return 0.0
        place = cites(self.rests_on[label.id], self.cited[id(item)])
        if not place:
            return 0.0
        date = item.date
        same_day = date is not None and any(self.case.same_date(date, one) for one in choices(label.date) if one)
        return (
            _OF_PLACE * place + _OF_WORDS * word_dice(self.words[label.id], self.told[id(item)]) + _OF_DATE * same_day
        )

    def fields(self, label: GoldEvent, item: Event) -> Iterator[FieldVerdict]:
        if label.description is not None:
            held = " ".join((label.description, *map(words_of, label.evidence)))
            right = tells(item.description, label.description, held)
            yield gist("description", label.description, item.description, right=right)
        if label.status is not None:
            yield judge_field("status", choices(label.status), item.status, eq)
        yield judge_date(self.case, "date", choices(label.date), item.date)
        yield judge_field("place", choices(label.place), item.place, same_words)
        yield judge_set(
            "participants",
            sorted(set(label.participants)),
            sorted(set(label.optional_participants)),
            sorted(_named(self.case, label, item.participants)),
        )
        yield judge_entity(self.case, "according_to", choices(label.according_to), item.according_to)

    def touches(self, trap: GoldEvent, item: Event) -> bool:
        """Whether an item cites the place that a trap does."""
        return bool(cites(self.rests_on[trap.id], self.cited[id(item)]))


def event_rules(case: Case) -> Rules[GoldEvent, Event]:
    """How events are judged: alike by the sentence they rest on and by the words that tell them."""
    prepared, text = _Prepared(case), case.labelled.text
    return Rules(
        section="events",
        floor=_FLOOR,
        labels=case.labelled.gold.events,
        items=case.brief.events,
        likeness=prepared.likeness,
        fields=prepared.fields,
        touches=prepared.touches,
        label_id=lambda label: label.id,
        item_id=lambda item: item.id,
        show_label=lambda label: label.description or words_of(label.evidence[0]),
        show_item=lambda item: item.description,
        label_spans=lambda label: find_words(text, label.evidence[0])[:1],
        item_spans=lambda item: tuple((span.start, span.end) for span in item.evidence),
    )


def _named(case: Case, label: GoldEvent, given: Iterable[str]) -> set[str]:
    """The brief's participants by the gold's ids, those that no label of this event means by their names."""
    known = (*label.participants, *label.optional_participants)
    return {next((one for one in known if case.same_entity(unit, one)), case.name_of(unit) or unit) for unit in given}
