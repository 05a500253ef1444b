"""What rules alone would answer, section by section: the floor, and the hints that a model gets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.attribution import stance_of
from summarizer.english.words import PREPOSITIONS
from summarizer.schemas.news import (
    DisputeAnswer,
    EntityAnswer,
    EntityKind,
    EventAnswer,
    FigureAnswer,
    SpeakerAnswer,
    Stance,
    StatementAnswer,
    Status,
    SummaryAnswer,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.analysis import Analysis, Unit
    from summarizer.news.happenings import Happening
    from summarizer.news.statements import Candidate

__all__ = ["claim", "entities", "events", "figures", "no_disputes", "speakers", "statements", "summary"]

_SUMMARY_SENTENCES = 3
_SHORTEST_LEAD = 60
_LONGEST_MEASURE = 60
_CONJUNCTIONS = frozenset({"and", "or", "but", "while", "which", "who", "that"})
_DETERMINERS = frozenset({"a", "an", "the", "of", "to", "there", "its", "their", "his", "her"})
_NEAR = 40
LONGEST_GIST = 400
# "40 in hospital", "12 a year earlier": what follows says where, when or compared to what; "of them" counts.
_COUNTS_NOTHING = re.compile(
    r"\s*(?:(?:about|above|across|after|against|along|amid|among|around|as|at|before|behind|below|between|by|during"
    r"|for|from|in|inside|into|near|on|onto|out|outside|over|per|since|than|through|throughout|till|to|toward|towards"
    r"|under|until|upon|versus|via|with|within|without|ago|earlier|later)"
    r"|(?:an?|the)\s+(?:\w+\s+)?(?:day|week|month|quarter|season|year|decade)\s+(?:ago|before|earlier|later))\b(?!-)",
    re.IGNORECASE,
)


def speakers(analysis: Analysis, candidates: Sequence[Candidate]) -> list[SpeakerAnswer]:
    """The nearest plausible speaker of each candidate that has one."""
    return [
        SpeakerAnswer(id=candidate.asked_as, speaker=name[:120])
        for candidate in candidates
        if (name := speaker_name(analysis, candidate))
    ]


def speaker_name(analysis: Analysis, candidate: Candidate) -> str | None:
    """The entity's name, else the mention as it stands."""
    if candidate.speaker is not None:
        return analysis.entities[candidate.speaker].name
    mention = candidate.attribution.speaker
    return analysis.article.text[slice(*mention)] if mention else None


def stance(analysis: Analysis, candidate: Candidate) -> Stance:
    """The stance that the cue's verb carries."""
    cue = candidate.attribution.cue
    return stance_of(analysis.article.text[slice(*cue)]) if cue else Stance.ASSERTS


def claim(analysis: Analysis, candidate: Candidate) -> str:
    """The words attributed, as they stand, in one line; with the cue where it says more than "said"."""
    pieces = list(candidate.content)
    cue = candidate.attribution.cue
    start, end = pieces[0]
    reported = not candidate.quotations and stance(analysis, candidate) is not Stance.ASSERTS
    if reported and cue and cue[1] <= start <= cue[1] + _NEAR:
        pieces[0] = (cue[0], end)
    said = " … ".join(analysis.article.text[start:end] for start, end in pieces)
    return shortened(" ".join(said.split()), LONGEST_GIST)


def statements(analysis: Analysis, candidates: Sequence[Candidate]) -> list[StatementAnswer]:
    """The stance of each candidate's cue, and the words attributed."""
    return [
        StatementAnswer(
            id=candidate.id,
            stance=stance(analysis, candidate),
            claim=claim(analysis, candidate),
        )
        for candidate in candidates
    ]


def shortened(text: str, limit: int) -> str:
    """The text, cut at a word where it is longer than `limit` characters."""
    return text if len(text) <= limit else text[: limit - 1].rsplit(" ", 1)[0] + "…"


def entities(analysis: Analysis, asked: Sequence[tuple[str, int]]) -> list[EntityAnswer]:
    """What names, titles and a list of countries give away. `asked` holds ids with indices of the entities."""
    answers = []
    for unit, index in asked:
        entity = analysis.entities[index]
        role = analysis.article.text[slice(*entity.role)] if entity.role else None
        affiliation = analysis.article.text[slice(*entity.affiliation)] if entity.affiliation else None
        answers.append(
            EntityAnswer(
                id=unit,
                kind=entity.kind or EntityKind.OTHER,
                role=shortened(role, 120) if role else None,
                affiliation=shortened(affiliation, 120) if affiliation else None,
            )
        )
    return answers


def figures(analysis: Analysis, quantities: Sequence[Unit]) -> list[FigureAnswer]:
    """What a quantity counts: the words after it, up to the end of their phrase."""
    answers = []
    for unit in quantities:
        sentence = analysis.sentence_at(unit.start)
        rest = analysis.article.text[unit.end : sentence.end if sentence else unit.end]
        words = counted(rest)
        if words:
            answers.append(FigureAnswer(id=unit.id, measures=words))
    return answers


def counted(rest: str) -> str:
    """The words that a number is followed by, six at most, to the end of their phrase; "" where they count nothing."""
    if _COUNTS_NOTHING.match(rest):
        return ""
    taken: list[str] = []
    for word in rest.split(maxsplit=6)[:6]:
        bare = word.strip("\"'“”‘’()[]")
        stripped = bare.rstrip(".,;:!?—–")
        if not any(letter.isalnum() for letter in stripped) or stripped.casefold() in _CONJUNCTIONS:
            break
        taken.append(stripped)
        if stripped != bare:
            break
    while taken and taken[-1].casefold() in PREPOSITIONS | _DETERMINERS:
        taken.pop()
    return " ".join(taken)[:_LONGEST_MEASURE]


def summary(analysis: Analysis) -> list[SummaryAnswer]:
    """The lead: the first whole sentences of the article, each citing itself."""
    leads = [
        unit
        for unit in analysis.sentences
        if unit.start >= analysis.opening
        and unit.end - unit.start >= _SHORTEST_LEAD
        and analysis.article.text[unit.end - 1] in ".!?”\"’'"
    ]
    return [
        SummaryAnswer(
            evidence=[analysis.cut(unit)], text=shortened(" ".join(analysis.text_of(unit).split()), LONGEST_GIST)
        )
        for unit in (leads or list(analysis.sentences))[:_SUMMARY_SENTENCES]
    ]


def events(analysis: Analysis, happenings: Sequence[Happening]) -> list[EventAnswer]:
    """What the article dates: each sentence that may tell of an event and has a date in it."""
    answers = []
    for one in happenings:
        when = next((unit for unit in analysis.dates if one.told[0] <= unit.start < one.told[1]), None)
        if when is not None:
            answers.append(
                EventAnswer(
                    sentence=analysis.cut(one.sentence),
                    description=shortened(" ".join(analysis.text_of(one.told).split()), LONGEST_GIST),
                    status=one.status or Status.EXPECTED,
                    date=analysis.cut(when),
                    place=None,
                )
            )
    return answers


def no_disputes(denial: str) -> list[DisputeAnswer]:
    """Rules alone cannot tell what a denial denies."""
    return [DisputeAnswer(id=denial, denies=None)]
