"""What rules alone would answer, section by section: the floor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.attribution import gives_a_name, stance_of
from summarizer.english.words import AUXILIARIES, PERSON_PRONOUNS
from summarizer.news.measures import measured
from summarizer.schemas.news import (
    EventAnswer,
    Manner,
    SpeakerAnswer,
    Stance,
    StatementAnswer,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.analysis import Analysis, Unit
    from summarizer.news.happenings import Happening
    from summarizer.news.statements import Candidate

__all__ = ["claim", "events", "measure", "speakers", "statements"]

_NEAR = 40
LONGEST_GIST = 400


def speakers(analysis: Analysis, candidates: Sequence[Candidate]) -> list[SpeakerAnswer]:
    """The nearest plausible speaker of each candidate that has one."""
    return [
        SpeakerAnswer(id=candidate.asked_as, speaker=name[:120])
        for candidate in candidates
        if (name := speaker_name(analysis, candidate)) and name.casefold() not in PERSON_PRONOUNS
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
    """The words attributed, as they stand, in one line; with the cue where it says more than "said".

    Where only some of them are quoted, all of them; "… had failed" where what had failed stands elsewhere.
    """
    mixed = candidate.attribution.manner is Manner.MIXED
    pieces = [candidate.attribution.content] if mixed else list(candidate.content)
    cue = candidate.attribution.cue
    start, end = pieces[0]
    if cue and cue[1] <= start <= cue[1] + _NEAR and (mixed or not candidate.quotations):
        said_how = analysis.article.text[slice(*cue)]
        if stance_of(said_how) is not Stance.ASSERTS or gives_a_name(said_how):
            pieces[0] = (cue[0], end)
    pieces[-1] = (pieces[-1][0], _with_its_sign(analysis.article.text, *pieces[-1]))
    said = " ".join(" … ".join(analysis.article.text[start:end] for start, end in pieces).split())
    torn = said.partition(" ")[0] in AUXILIARIES
    return shortened(f"… {said}" if torn else said, LONGEST_GIST)


def _with_its_sign(text: str, start: int, end: int) -> int:
    """Where words end, with the percent sign after their last number and the bracket that closes one of theirs."""
    if text[end : end + 1] == "%":
        end += 1
    opened = text.count("(", start, end) > text.count(")", start, end)
    return end + (opened and text[end : end + 1] == ")")


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


def measure(analysis: Analysis, quantity: Unit) -> str | None:
    """What a quantity counts or measures, where the words around it tell."""
    sentence = analysis.sentence_at(quantity.start) or quantity
    return measured(analysis.article.text, quantity.start, quantity.end, sentence.start, sentence.end) or None


def events(happenings: Sequence[Happening]) -> list[EventAnswer]:
    """Every sentence that tells of an event by its verbs, as sure as its words are."""
    return [EventAnswer(id=one.sentence.id, status=one.status) for one in happenings]
