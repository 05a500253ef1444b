"""Events and the summary, each with the sentences that it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.checks import check_support, normalised
from summarizer.news.event_parts import mentions_of, participants, place_of
from summarizer.news.rules import LONGEST_GIST, shortened
from summarizer.schemas.news import Event, SummarySentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from summarizer.analysis import Analysis
    from summarizer.news.build_statements import Voice
    from summarizer.news.dating import Calendar
    from summarizer.news.happenings import Happening
    from summarizer.schemas.news import EntityKind, EventAnswer, Status, SummaryAnswer
    from summarizer.schemas.spans import Span

__all__ = ["build_events", "build_summary"]


def build_events(
    analysis: Analysis,
    calendar: Calendar,
    answers: Iterable[EventAnswer],
    *,
    voices: Mapping[str, Voice],
    happenings: Sequence[Happening],
    kinds: Mapping[str, EntityKind],
) -> tuple[Event, ...]:
    """The events as the brief has them, in the article's own words and order, none twice; planned and denied are two.

    Args:
        analysis: the article.
        calendar: resolves its dates.
        answers: which sentences tell of an event, and how sure the article is of it.
        voices: who says each statement.
        happenings: the sentences that were asked about.
        kinds: what each named entity is, by its id.
    """
    answered = {answer.id: answer.status for answer in answers}
    mentions = mentions_of(analysis)
    events: dict[tuple[str, Status], Event] = {}
    for one in happenings:
        status = answered.get(one.sentence.id)
        description = shortened(" ".join(analysis.text_of(one.told).split()), LONGEST_GIST)
        if status is None or (key := (normalised(description).casefold(), status)) in events:
            continue
        unit = f"V{len(events) + 1}"
        speaker = voices[one.teller.id].entity if one.teller else None
        events[key] = Event(
            id=unit,
            description=description,
            status=status,
            date=calendar.within(one.told, _first_date(analysis, one), f"events/{unit}"),
            place=place_of(analysis, mentions, one.told, kinds),
            participants=tuple(
                entity for entity in participants(analysis, mentions, one.told, kinds) if entity != speaker
            ),
            according_to=speaker,
            evidence=(analysis.cut(one.sentence),),
        )
    return tuple(events.values())


def _first_date(analysis: Analysis, one: Happening) -> Span | None:
    return next((analysis.cut(unit) for unit in analysis.dates_over(*one.told)), None)


def build_summary(answers: Iterable[SummaryAnswer]) -> tuple[SummarySentence, ...]:
    """The sentences of the summary, none twice, each checked against what it cites."""
    sentences: dict[str, SummarySentence] = {}
    for answer in answers:
        evidence = " ".join(span.text for span in answer.evidence)
        sentences.setdefault(
            normalised(answer.text).casefold(),
            SummarySentence(
                text=answer.text,
                evidence=tuple(answer.evidence),
                checks=check_support(answer.text, evidence),
                verbatim=_is_cut_from(evidence, answer.text),
            ),
        )
    return tuple(sentences.values())


def _is_cut_from(evidence: str, text: str) -> bool:
    """Whether a sentence is its evidence to the character, white space aside, or its beginning and "…"."""
    whole = " ".join(evidence.split())
    return text == whole or (text.endswith("…") and whole.startswith(text[:-1]))
