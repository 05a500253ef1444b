"""Statements and disputes: who says what, with the words that show it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from summarizer.english.words import OBJECT_PRONOUNS, PERSON_PRONOUNS
from summarizer.news.rules import shortened
from summarizer.news.statements import Candidate, find_repeated
from summarizer.schemas.brief import WarningCode, WarningNote
from summarizer.schemas.news import (
    Dispute,
    DisputeAnswer,
    EntityKind,
    SpeakerAnswer,
    Stance,
    Statement,
    StatementAnswer,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from summarizer.analysis import Analysis
    from summarizer.news.asks import Said
    from summarizer.news.cast import Cast
    from summarizer.news.dating import Calendar

__all__ = ["build_disputes", "build_statements", "settle_claim", "settle_speakers", "without_repeats"]

_VENUE = re.compile(
    r"\b(?:(?:at|during|in|before|ahead of)\s(?:an?|the|his|her|their)\s(?:[\w.’'-]+\s){0,6}?"
    r"(?:meeting|conference|summit|session|briefing|interview|hearing|rally|assembly|debate|forum|council|committee)\b"
    r"|on\s(?:Telegram|Twitter|X|Facebook|Instagram|television|radio|state\sTV)\b|at\sthe\s[A-Z]\w+(?:\s[A-Z]\w+){0,2})"
)


_RELATIVE = frozenset({"who", "which", "whom"})
_SCARE_WORDS = 4
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says a statement: an entity's id, and the name to show for it."""

    entity: str | None
    name: str


def settle_speakers(
    analysis: Analysis, cast: Cast, candidates: Sequence[Candidate], answers: Iterable[SpeakerAnswer]
) -> dict[str, Voice]:
    """Who says each candidate, from the mention in place, the rules and the model.

    A name that stands in the attribution itself is not argued with. Elsewhere the model says who is meant, where it
    names somebody; else the rules do; else the article leaves the speaker without a name. "Who" and "which" mean
    what stands right before them, which rules see better than a model: where they find no name there, it has none.
    """
    by_unit = {answer.id: answer.speaker for answer in answers}
    voices = {}
    for candidate in candidates:
        mention = candidate.attribution.speaker
        words = analysis.article.text[slice(*mention)] if mention else ""
        answer = by_unit.get(candidate.asked_as, "")
        if words.casefold() in _RELATIVE and candidate.speaker is None:
            answer = ""
        entity = (words and cast.named(words)) or (answer and cast.named(answer)) or None
        if entity is None and candidate.speaker is not None:
            entity = f"E{candidate.speaker + 1}"
        if entity is None and mention and not _is_pronoun(words):
            entity = cast.unnamed_at(words, mention)
        if entity is None and answer and not _is_pronoun(answer):
            entity = cast.unnamed_at(answer)
        voices[candidate.id] = Voice(entity, cast.name_of(entity) or words)
    return voices


def _is_pronoun(words: str) -> bool:
    return words.strip().casefold() in PERSON_PRONOUNS | OBJECT_PRONOUNS


def without_repeats(
    analysis: Analysis, candidates: Sequence[Candidate], voices: Mapping[str, Voice]
) -> list[Candidate]:
    """The candidates, those that only repeat another's quoted words, by the same speaker, merged into it."""
    repeated = find_repeated(analysis.article.text, list(candidates))
    kept = {candidate.id: candidate for candidate in candidates}
    merged: dict[str, list[Candidate]] = {}
    for unit, others in repeated.items():
        target = next((other for other in others if other in kept and _may_be_one(analysis, voices, unit, other)), None)
        if target:
            merged.setdefault(target, []).extend([kept.pop(unit), *merged.pop(unit, [])])
    return [_with(candidate, merged.get(unit, [])) for unit, candidate in kept.items()]


def _with(full: Candidate, repeats: Sequence[Candidate]) -> Candidate:
    """A candidate with the quotations and the evidence of those that only repeat it."""
    quotations = {*full.quotations, *(unit for one in repeats for unit in one.quotations)}
    evidence = {*full.evidence, *(unit for one in repeats for unit in one.evidence)}
    return replace(
        full,
        quotations=tuple(sorted(quotations, key=lambda unit: unit.start)),
        evidence=tuple(sorted(evidence, key=lambda unit: unit.start)),
    )


def is_statement(analysis: Analysis, candidate: Candidate, voice: Voice) -> bool:
    """Whether quoted words are somebody's; a few words without cue, speaker or end are scare quotes or a title."""
    if voice.entity or candidate.attribution.cue or not candidate.quotations:
        return True
    words = analysis.text_of(candidate.quotations[0]).strip("\"'“”‘’«»„ ")
    return len(words.split()) > _SCARE_WORDS or words[-1:] in {".", "!", "?", ","}


def _may_be_one(analysis: Analysis, voices: Mapping[str, Voice], unit: str, other: str) -> bool:
    one, two = voices[unit].entity, voices[other].entity
    if one == two or one is None:
        return True
    index = int(one[1:]) - 1
    return index < len(analysis.entities) and analysis.entities[index].kind == EntityKind.ORGANIZATION


def settle_claim(said: Said, answer: StatementAnswer | None) -> Said:
    """A statement with what the model says of it; a cue that says more than "said" is not argued with."""
    if answer is None:
        return said
    stance = answer.stance if said.stance is Stance.ASSERTS else said.stance
    return replace(said, stance=stance, claim=answer.claim)


def build_statements(
    analysis: Analysis, cast: Cast, calendar: Calendar, said: Sequence[Said], voices: Mapping[str, Voice]
) -> tuple[Statement, ...]:
    """The statements as the brief has them, in the order of the article."""
    return tuple(_statement(analysis, cast, calendar, one, voices[one.candidate.id]) for one in said)


def _statement(analysis: Analysis, cast: Cast, calendar: Calendar, one: Said, voice: Voice) -> Statement:
    candidate, attribution = one.candidate, one.candidate.attribution
    reporter = analysis.article.text[slice(*attribution.reported_by)] if attribution.reported_by else None
    when = calendar.said_on(candidate)
    return Statement(
        id=candidate.id,
        speaker=voice.entity,
        speaker_text=analysis.cut(attribution.speaker) if attribution.speaker else None,
        cue=analysis.cut(attribution.cue) if attribution.cue else None,
        reported_by=(cast.named(reporter) or cast.unnamed_at(reporter, attribution.reported_by)) if reporter else None,
        manner=attribution.manner,
        stance=one.stance,
        claim=one.claim,
        quotes=tuple(analysis.cut(unit) for unit in candidate.quotations),
        venue=_venue(analysis, candidate),
        date=calendar.date(when, f"statements/{candidate.id}") if when else None,
        evidence=tuple(analysis.cut(unit) for unit in candidate.evidence),
    )


def _venue(analysis: Analysis, candidate: Candidate) -> str | None:
    for sentence in candidate.evidence:
        for offset, venue in _venues(analysis.text_of(sentence)):
            at = sentence.start + offset
            if not any(start <= at < end for start, end in candidate.content):
                return venue
    return None


# A sentence that goes on and on can hold many statements.
@lru_cache(maxsize=64)
def _venues(sentence: str) -> tuple[tuple[int, str], ...]:
    return tuple((match.start(), " ".join(match.group().split())) for match in _VENUE.finditer(sentence))


def unknown_speakers(said: Sequence[Said], voices: Mapping[str, Voice]) -> list[WarningNote]:
    """A warning for each statement that nobody could be found for."""
    return [
        WarningNote(
            code=WarningCode.UNKNOWN_SPEAKER,
            where=f"statements/{one.candidate.id}",
            message=f"nobody was found who says this: {shortened(one.claim, _SHOWN)}",
        )
        for one in said
        if voices[one.candidate.id].entity is None
    ]


def build_disputes(
    said: Sequence[Said], answers: Iterable[DisputeAnswer], voices: Mapping[str, Voice]
) -> tuple[Dispute, ...]:
    """What one statement asserts and others, by other speakers, deny."""
    by_id = {one.candidate.id: one for one in said}
    denied: dict[str, list[str]] = {}
    for answer in answers:
        other = by_id.get(answer.denies or "")
        if other is None or voices[other.candidate.id] == voices[answer.id]:
            continue
        denied.setdefault(other.candidate.id, []).append(answer.id)
    return tuple(
        Dispute(proposition=by_id[unit].claim, asserted_by=(unit,), denied_by=tuple(deniers))
        for unit, deniers in denied.items()
    )
