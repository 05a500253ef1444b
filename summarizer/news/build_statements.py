"""Statements: who says what, with the words that show it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summarizer.attribution import is_title, spoken_stance
from summarizer.english.words import OBJECT_PRONOUNS, PERSON_PRONOUNS
from summarizer.news.rules import shortened
from summarizer.news.statements import Candidate, find_repeated
from summarizer.news.venues import venue
from summarizer.schemas.brief import WarningCode, WarningNote
from summarizer.schemas.news import (
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

__all__ = [
    "NOBODY",
    "Voice",
    "build_statements",
    "is_statement",
    "settle_claim",
    "settle_speakers",
    "unknown_speakers",
    "without_repeats",
]

_RELATIVE = frozenset({"who", "which", "whom"})
_SCARE_WORDS = 4
_SHOWN = 80
_PRONOUNS = PERSON_PRONOUNS | OBJECT_PRONOUNS


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says a statement: an entity's id, and the name to show for it."""

    entity: str | None
    name: str


NOBODY = Voice(None, "")


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
    before: str | None = None
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
        if entity is None and before is not None and _goes_on(cast.name_of(before) or "", words):
            entity = before
        before = entity if entity and int(entity[1:]) > len(analysis.entities) else None
        voices[candidate.id] = Voice(entity, cast.name_of(entity) or words)
    return voices


def _goes_on(before: str, pronoun: str) -> bool:
    """Whether a pronoun is whoever spoke just before without a name: "a sailor said … He added …"."""
    several = before.casefold().split(" of ")[0].split(" for ")[0].endswith("s")
    return pronoun.casefold() in ({"they"} if several else {"he", "she"})


def _is_pronoun(words: str) -> bool:
    return words.strip().casefold() in _PRONOUNS


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
    """Whether quoted words are somebody's: without cue and speaker, titles and a few words without end are not."""
    if voice.entity or candidate.attribution.cue or not candidate.quotations:
        return True
    words = analysis.text_of(candidate.quotations[0]).strip("\"'“”‘’«»„ ")
    ended = words[:1].isupper() and words[-1:] in {".", "!", "?"}
    return (ended or len(words.split()) > _SCARE_WORDS) and not is_title(words)


def _may_be_one(analysis: Analysis, voices: Mapping[str, Voice], unit: str, other: str) -> bool:
    one, two = voices[unit].entity, voices[other].entity
    if one == two or one is None:
        return True
    index = int(one[1:]) - 1
    return index < len(analysis.entities) and analysis.entities[index].kind == EntityKind.ORGANIZATION


def settle_claim(said: Said, answer: StatementAnswer | None) -> Said:
    """A statement with what the model says of it.

    A cue that says more than "said" is not argued with, nor are quoted words that say what they do.
    """
    stance = said.stance
    if stance is Stance.ASSERTS and said.candidate.quotations:
        stance = spoken_stance(said.claim)
    if answer is None:
        return replace(said, stance=stance)
    return replace(said, stance=answer.stance if stance is Stance.ASSERTS else stance, claim=answer.claim)


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
        venue=venue(analysis, candidate),
        date=calendar.date(when, f"statements/{candidate.id}") if when else None,
        evidence=tuple(analysis.cut(unit) for unit in candidate.evidence),
    )


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
