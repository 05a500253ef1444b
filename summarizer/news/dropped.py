"""What a model said that the brief does not take over, said aloud: nothing is dropped in silence."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from summarizer.news.rules import shortened
from summarizer.schemas.brief import WarningCode, WarningNote

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from summarizer.analysis import Analysis
    from summarizer.news.statements import Candidate
    from summarizer.schemas.news import Entity, EntityAnswer, Event, EventAnswer, Figure, FigureAnswer

__all__ = ["dropped_labels", "dropped_measures", "dropped_parts_of_events", "unspoken_quotations"]

_SHOWN = 80


def _left_out(where: str, message: str) -> WarningNote:
    return WarningNote(code=WarningCode.LEFT_OUT, message=message, where=where)


def unspoken_quotations(analysis: Analysis, candidates: Iterable[Candidate]) -> list[WarningNote]:
    """A warning for each quotation taken for scare quotes or the title of a work."""
    return [
        _left_out(
            f"statements/{candidate.id}",
            f"{shortened(analysis.text_of(candidate.quotations[0]), _SHOWN)} is taken for no statement: nobody says it",
        )
        for candidate in candidates
    ]


def dropped_parts_of_events(answers: Sequence[EventAnswer], events: Sequence[Event]) -> list[WarningNote]:
    """A warning for each place and date that an event's sentence does not hold, and for events taken for one."""
    notes = []
    told = Counter(answer.sentence.start for answer in answers)
    kept = Counter(event.evidence[0].start for event in events)
    for start, number in told.items():
        if kept[start] < number:
            notes.append(_left_out("events", f"{number} events of the sentence at {start} are taken for {kept[start]}"))
    places = {(event.evidence[0].start, event.place) for event in events}
    dates = {(event.evidence[0].start, event.date.text.start) for event in events if event.date}
    for answer in answers:
        start = answer.sentence.start
        if answer.place and kept[start] == told[start] and (start, answer.place) not in places:
            notes.append(_left_out("events", f"the sentence at {start} does not hold the place {answer.place!r}"))
        if answer.date and kept[start] == told[start] and (start, answer.date.start) not in dates:
            notes.append(_left_out("events", f"“{answer.date.text}” is not the date of the event at {start}"))
    return notes


def dropped_measures(answers: Iterable[FigureAnswer], figures: Sequence[Figure]) -> list[WarningNote]:
    """A warning for each figure whose words are the article's, because the model's are not in its sentence."""
    by_number = {figure.id[1:]: figure for figure in figures}
    return [
        WarningNote(
            code=WarningCode.UNSUPPORTED,
            message=f"on “{figure.text.text}”: its sentence does not say that it measures {answer.measures!r}",
            where=f"figures/{figure.id}",
        )
        for answer in answers
        if (figure := by_number.get(answer.id[1:])) and answer.measures and figure.measures != answer.measures
    ]


def dropped_labels(answers: Iterable[EntityAnswer], entities: Sequence[Entity]) -> list[WarningNote]:
    """A warning for each role and affiliation of a person that no sentence about the person holds."""
    by_id = {entity.id: entity for entity in entities}
    notes = []
    for answer in answers:
        entity = by_id[answer.id]
        if entity.kind != "person":
            continue
        for name, given, kept in (
            ("role", answer.role, entity.role),
            ("affiliation", answer.affiliation, entity.affiliation),
        ):
            if given and kept is None:
                message = f"no sentence about {entity.name} holds the {name} {given!r}"
                notes.append(_left_out(f"entities/{entity.id}", message))
    return notes
