"""Figures: the numbers of a quantity, what it measures, who gives it, and since when it holds."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from summarizer.checks import holds_phrase
from summarizer.english.words import AUXILIARIES
from summarizer.figures import parse_quantity
from summarizer.news.rules import measure
from summarizer.schemas.news import Figure, FigureAnswer
from summarizer.units.designations import is_plural
from summarizer.units.lexicon import CURRENCY_WORDS, GAP, MEASURES, any_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from summarizer.analysis import Analysis, Unit
    from summarizer.news.build_statements import Voice
    from summarizer.news.dating import Calendar
    from summarizer.news.statements import Candidate

__all__ = ["build_figures"]

_AS_OF = re.compile(r"\bas of\s(?:the\s)?$", re.IGNORECASE)
_LONGEST_AS_OF = 12
_TOLD_BY = re.compile(r"\b(?:told|informed|briefed|warned|notified)\sby\s", re.IGNORECASE)
_LONGEST_TELLING = 200
_ELIDED = re.compile(rf"{GAP}(?:of{GAP}(?:them|those|these|which|whom)|{any_of(AUXILIARIES - {'not'})})\b")
_TAKEN_UNITS: Final = frozenset(MEASURES.values()) | frozenset(CURRENCY_WORDS.values()) | {"percent"}
_AGENT = re.compile(r"\bby\s.*", re.IGNORECASE)
_LONGER_WORD = re.compile(r"[^\W\d_]{4,}")


def build_figures(
    analysis: Analysis,
    calendar: Calendar,
    answers: Iterable[FigureAnswer],
    candidates: Sequence[Candidate],
    voices: Mapping[str, Voice],
) -> tuple[Figure, ...]:
    """One figure for each quantity, parsed, with who gives it."""
    answered = {answer.id: answer.measures for answer in answers}
    as_of = _as_of(analysis)
    givers = _givers(analysis.quantities, candidates)
    figures: list[Figure] = []
    nouns: set[str] = set()
    for number, unit in enumerate(analysis.quantities, start=1):
        figure = _figure(
            analysis,
            calendar,
            unit,
            as_of,
            name=f"F{number}",
            measures=_measures(analysis, unit, answered.get(unit.id)),
            giver=_giver(analysis, unit, givers.get(unit.id), voices),
        )
        if not figures or figures[-1].evidence[0].start != figure.evidence[0].start:
            nouns.clear()
        figures.append(_with_noun_before(analysis.article.text, figure, nouns))
        if figures[-1].unit and (figure.minimum, figure.maximum) != (1, 1):
            nouns.add(figures[-1].unit)
    return tuple(figures)


def _with_noun_before(text: str, figure: Figure, nouns: Collection[str]) -> Figure:
    """A figure whose noun is left out, with that of the figures before it in its sentence, if they count one thing.

    "Of 54 members, only 27 have signed": 27 members.
    """
    sentence = figure.evidence[0]
    if figure.unit is not None or not _ELIDED.match(text, figure.text.end, max(figure.text.end, sentence.end)):
        return figure
    noun = next(iter(nouns), "")
    if len(nouns) != 1 or not is_plural(noun) or noun in _TAKEN_UNITS:
        return figure
    measures = figure.measures or ""
    held = noun in measures.split() or is_plural(measures.split()[-1] if measures else "")
    return figure.model_copy(update={"unit": noun, "measures": measures if held else f"{noun} {measures}".strip()})


def _giver(analysis: Analysis, unit: Unit, candidate: Candidate | None, voices: Mapping[str, Voice]) -> str | None:
    """Who gives a figure, by the id: who says the words that hold it, or who told the one whose words they seem."""
    sentence = analysis.sentence_at(unit.start)
    start = max(sentence.start, unit.start - _LONGEST_TELLING) if sentence else unit.start
    told = max((match.end() for match in _TOLD_BY.finditer(analysis.article.text, start, unit.start)), default=None)
    speaker = candidate.attribution.speaker if candidate else None
    if told is not None and (speaker is None or speaker[1] <= told):
        named = [
            (first, index)
            for index, entity in enumerate(analysis.entities)
            for first, _ in entity.mentions
            if told <= first < unit.start
        ]
        return f"E{min(named)[1] + 1}" if named else None
    return voices[candidate.id].entity if candidate else None


def _measures(analysis: Analysis, unit: Unit, answered: str | None) -> str | None:
    """What a figure measures: what rules read beside it, else what was answered, if its sentence says so.

    Each longer word must stand there, and "by" with what follows it as it is: who did it is no matter of word order.
    """
    read = measure(analysis, unit)
    sentence = analysis.sentence_at(unit.start)
    if read or sentence is None or answered is None:
        return read or answered
    text = analysis.text_of(sentence)
    agent = _AGENT.search(answered)
    held = all(holds_phrase(text, word) for word in _LONGER_WORD.findall(answered))
    return answered if held and (agent is None or holds_phrase(text, agent.group())) else None


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
    giver: str | None,
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
        according_to=giver,
        as_of=calendar.date(as_of, f"figures/{name}") if as_of else None,
        evidence=(analysis.cut(sentence),),
    )


def _givers(units: Sequence[Unit], candidates: Sequence[Candidate]) -> dict[str, Candidate]:
    """For each unit that stands in somebody's words, by its id, the statement: of one within another, the inner one."""
    pieces = sorted(
        ((start, end, number) for number, one in enumerate(candidates) for start, end in one.content),
        key=lambda piece: (piece[1] - piece[0], piece),
    )
    found: dict[str, Candidate] = {}
    for start, end, number in pieces:
        first = bisect_left(units, start, key=lambda one: one.start)
        for one in units[first : bisect_left(units, end, lo=first, key=lambda one: one.start)]:
            found.setdefault(one.id, candidates[number])
    return found
