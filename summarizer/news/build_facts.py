"""Events, figures and the summary, each with the sentences that it rests on."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from summarizer.checks import check_support, holds_phrase, normalised, speaks_of
from summarizer.figures import parse_quantity
from summarizer.news.rules import LONGEST_GIST, counted, shortened
from summarizer.schemas.news import (
    Event,
    EventAnswer,
    Figure,
    FigureAnswer,
    Status,
    SummaryAnswer,
    SummarySentence,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from summarizer.analysis import Analysis, Unit
    from summarizer.news.build_statements import Voice
    from summarizer.news.cast import Cast
    from summarizer.news.dating import Calendar
    from summarizer.news.happenings import Happening
    from summarizer.news.statements import Candidate

__all__ = ["build_events", "build_figures", "build_summary"]

_AS_OF = re.compile(r"\bas of\s(?:the\s)?$", re.IGNORECASE)
_LONGEST_AS_OF = 12
_AGENT = re.compile(r"\bby\s.*", re.IGNORECASE)
_LONGER_WORD = re.compile(r"[^\W\d_]{4,}")


def build_events(
    analysis: Analysis,
    cast: Cast,
    calendar: Calendar,
    answers: Iterable[EventAnswer],
    *,
    voices: Mapping[str, Voice],
    happenings: Sequence[Happening],
) -> tuple[Event, ...]:
    """The events as the brief has them, in the order of the article, none twice; planned and denied are two.

    Args:
        analysis: the article.
        cast: its entities.
        calendar: resolves its dates.
        answers: what the model says.
        voices: who says each statement.
        happenings: the sentences that were asked about.
    """
    known = {one.sentence.start: one for one in happenings}
    events: dict[tuple[str, Status], Event] = {}
    for answer in sorted(answers, key=lambda answer: answer.sentence.start):
        one = known[answer.sentence.start]
        description = _description(analysis, answer, one)
        status = one.status or answer.status
        key = (normalised(description).casefold(), status)
        last = next(reversed(events.values()), None)
        if key in events or (last and last.evidence == (answer.sentence,) and speaks_of(description, last.description)):
            continue
        unit = f"V{len(events) + 1}"
        speaker = voices[one.teller.id].entity if one.teller else None
        within = cast.within(*one.told)
        events[key] = Event(
            id=unit,
            description=description,
            status=status,
            date=calendar.within(one.told, answer.date, f"events/{unit}"),
            place=answer.place if answer.place and holds_phrase(answer.sentence.text, answer.place) else None,
            participants=tuple(entity for entity in within if entity != speaker),
            according_to=speaker,
            evidence=(answer.sentence,),
        )
    return tuple(events.values())


def _description(analysis: Analysis, answer: EventAnswer, one: Happening) -> str:
    """What happened; where the model says who said it instead, the words told, as they stand."""
    cue = one.teller.attribution.cue if one.teller else None
    if cue is None or not holds_phrase(answer.description, analysis.article.text[slice(*cue)]):
        return answer.description
    return shortened(" ".join(analysis.text_of(one.told).split()), LONGEST_GIST)


def build_figures(
    analysis: Analysis,
    calendar: Calendar,
    answers: Iterable[FigureAnswer],
    candidates: Sequence[Candidate],
    voices: Mapping[str, Voice],
) -> tuple[Figure, ...]:
    """One figure for each quantity, parsed, with who gives it."""
    measured = {answer.id: answer.measures for answer in answers}
    as_of = _as_of(analysis)
    givers = _givers(analysis.quantities, candidates, voices)
    return tuple(
        _figure(
            analysis,
            calendar,
            unit,
            as_of,
            name=f"F{number}",
            measures=_held(analysis, unit, measured.get(unit.id)),
            giver=givers.get(unit.id),
        )
        for number, unit in enumerate(analysis.quantities, start=1)
    )


def _held(analysis: Analysis, unit: Unit, measures: str | None) -> str | None:
    """What a figure measures, if its sentence says so; else the words after the figure.

    Each longer word must stand there, and "by" with what follows it as it is: who did it is no matter of word order.
    """
    sentence = analysis.sentence_at(unit.start)
    if sentence is None or measures is None:
        return measures
    text = analysis.text_of(sentence)
    agent = _AGENT.search(measures)
    held = all(holds_phrase(text, word) for word in _LONGER_WORD.findall(measures))
    if held and (agent is None or holds_phrase(text, agent.group())):
        return measures
    return counted(analysis.article.text[unit.end : max(unit.end, sentence.end)]) or None


def _as_of(analysis: Analysis) -> dict[Unit, Unit]:
    """The first date of each sentence that says "as of" when its figures were so."""
    found: dict[Unit, Unit] = {}
    for when in analysis.dates:
        sentence = analysis.sentence_at(when.start)
        if sentence and when.start < sentence.end:
            before = max(sentence.start, when.start - _LONGEST_AS_OF)
            if _AS_OF.search(analysis.article.text, before, when.start):
                found.setdefault(sentence, when)
    return found


def _figure(
    analysis: Analysis,
    calendar: Calendar,
    unit: Unit,
    dates: Mapping[Unit, Unit],
    *,
    name: str,
    measures: str | None,
    giver: Voice | None,
) -> Figure:
    sentence = analysis.sentence_at(unit.start) or unit
    amount = parse_quantity(analysis.text_of(unit), analysis.article.text[unit.end : max(unit.end, sentence.end)])
    as_of = dates.get(sentence)
    return Figure(
        id=name,
        text=analysis.cut(unit),
        minimum=amount.minimum,
        maximum=amount.maximum,
        qualifier=amount.qualifier,
        unit=amount.unit,
        measures=measures,
        according_to=giver.entity if giver else None,
        as_of=calendar.date(as_of, f"figures/{name}") if as_of else None,
        evidence=(analysis.cut(sentence),),
    )


def _givers(units: Sequence[Unit], candidates: Sequence[Candidate], voices: Mapping[str, Voice]) -> dict[str, Voice]:
    """For each unit that stands in somebody's words, by its id, who says it; the first who does."""
    pieces = sorted(
        ((start, end, candidate.id) for candidate in candidates for start, end in candidate.content),
    )
    found: dict[str, Voice] = {}
    for start, end, unit in pieces:
        first = bisect_left(units, start, key=lambda one: one.start)
        for one in units[first : bisect_left(units, end, lo=first, key=lambda one: one.start)]:
            found.setdefault(one.id, voices[unit])
    return found


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
