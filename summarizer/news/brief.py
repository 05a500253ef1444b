"""One news brief: the questions in their order, and their answers put together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from summarizer.interview import Ask, Interview, tasks_together, together
from summarizer.news.asks import Asks, Said
from summarizer.news.build_facts import build_events, build_summary
from summarizer.news.build_figures import build_figures
from summarizer.news.build_statements import (
    build_statements,
    is_statement,
    settle_claim,
    settle_speakers,
    unknown_speakers,
    without_repeats,
)
from summarizer.news.cast import Cast, kinds_of
from summarizer.news.dating import Calendar
from summarizer.news.digest import SUMMARY_SENTENCES, summarise
from summarizer.news.dropped import (
    dropped_measures,
    dropped_names,
    unspoken_quotations,
)
from summarizer.news.opposites import find_disputes
from summarizer.news.references import find_references
from summarizer.news.rules import claim, stance
from summarizer.schemas.brief import WarningCode
from summarizer.schemas.news import EntityKind
from summarizer.schemas.spans import Record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from summarizer.analysis import Analysis
    from summarizer.schemas.news import (
        Dispute,
        Entity,
        Event,
        Figure,
        Reference,
        Statement,
        SummaryAnswer,
        SummarySentence,
    )

__all__ = ["SECTIONS", "Sections", "make_sections"]

ItemT = TypeVar("ItemT", bound=Record)

SECTIONS = ("summary", "entities", "statements", "events", "figures", "references", "disputes")


@dataclass(frozen=True, slots=True)
class Sections:
    """The sections of a news brief; those not asked for are empty."""

    summary: tuple[SummarySentence, ...]
    entities: tuple[Entity, ...]
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
    figures: tuple[Figure, ...]
    references: tuple[Reference, ...]
    disputes: tuple[Dispute, ...]


async def make_sections(analysis: Analysis, asks: Asks, interview: Interview, wanted: Collection[str]) -> Sections:
    """Ask about each section that is wanted, and put the answers together.

    Entities are always there, as far as code knows them, since the other sections name them by id; so are
    statements where disputes are wanted.

    Raises:
        SummarizerError: the model cannot be asked, or a recording is missing.
    """
    wanted = {*wanted, "statements"} if "disputes" in wanted else wanted
    async with tasks_together() as group:
        entities = group.create_task(_answers(interview, asks.entities() if "entities" in wanted else ()))
        speakers = group.create_task(_answers(interview, asks.speakers() if "statements" in wanted else ()))
        figures = group.create_task(_answers(interview, asks.figures() if "figures" in wanted else ()))
        events = group.create_task(_answers(interview, asks.events() if "events" in wanted else ()))
        summary = group.create_task(_summary(analysis, asks, interview, wanted="summary" in wanted))
    cast, calendar = Cast(analysis), Calendar(analysis)
    kinds = kinds_of(analysis, entities.result())
    voices = settle_speakers(analysis, cast, asks.candidates, speakers.result())
    unspoken = [one for one in asks.candidates if not is_statement(analysis, one, voices[one.id])]
    unsaid = {one.id for one in unspoken}
    spoken = [one for one in asks.candidates if one.id not in unsaid]
    kept = without_repeats(analysis, spoken, voices) if "statements" in wanted else []
    said = [
        Said(candidate, voices[candidate.id].name, stance(analysis, candidate), claim(analysis, candidate))
        for candidate in kept
    ]
    claims = {answer.id: answer for answer in await _answers(interview, asks.statements(said))}
    said = [settle_claim(one, claims.get(one.candidate.id)) for one in said]
    sections = Sections(
        summary=build_summary(summary.result()),
        statements=build_statements(analysis, cast, calendar, said, voices),
        events=build_events(
            analysis, calendar, events.result(), voices=voices, happenings=asks.happenings, kinds=kinds
        ),
        figures=build_figures(analysis, calendar, figures.result(), asks.candidates, voices)
        if "figures" in wanted
        else (),
        references=tuple(find_references(analysis)) if "references" in wanted else (),
        disputes=find_disputes(analysis, said, voices) if "disputes" in wanted else (),
        entities=cast.entities(kinds),
    )
    others = {answer.id for answer in entities.result() if answer.kind is EntityKind.OTHER} - _pointed_at(sections)
    others -= {entity.id for entity in sections.entities if len(entity.mentions) > 1}
    interview.warnings += [
        *unknown_speakers(said, voices),
        *calendar.open.values(),
        *unspoken_quotations(analysis, unspoken if "statements" in wanted else ()),
        *dropped_measures(figures.result(), sections.figures),
        *dropped_names(cast, others),
    ]
    return replace(sections, entities=tuple(entity for entity in sections.entities if entity.id not in others))


def _pointed_at(sections: Sections) -> set[str | None]:
    """The entities that another section names."""
    return {
        *(entity for one in sections.statements for entity in (one.speaker, one.reported_by)),
        *(entity for event in sections.events for entity in (*event.participants, event.according_to)),
        *(figure.according_to for figure in sections.figures),
    }


async def _answers(interview: Interview, questions: Iterable[Ask[ItemT]]) -> list[ItemT]:
    answers = await together(*(interview.put(ask) for ask in questions))
    return [item for items in answers for item in items]


async def _summary(analysis: Analysis, asks: Asks, interview: Interview, *, wanted: bool) -> list[SummaryAnswer]:
    """The summary; over a long article, of what the summaries of its windows cite; the lead where there is none."""
    if not wanted:
        return []
    questions = list(asks.summaries())
    parts = await _answers(interview, questions)
    if len(questions) > 1 and parts:
        parts = await interview.put(asks.summary_of(parts)) or parts[:SUMMARY_SENTENCES]
    if not parts:
        interview.warn(
            WarningCode.UNSUPPORTED,
            "summary",
            "no summary could be had; these are sentences of the article",
        )
        parts = summarise(analysis, asks.candidates)
    return parts
