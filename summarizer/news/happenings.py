"""Where an article tells what happened: the sentences to ask about, and how sure the article is of them."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from summarizer.news import rules
from summarizer.schemas.news import Manner, Stance, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.analysis import Analysis, Unit
    from summarizer.news.statements import Candidate

__all__ = ["Happening", "find_happenings"]

_MOSTLY = 0.6
_PARTLY = 0.4
_TELLING = frozenset({Stance.ASSERTS, Stance.DENIES, Stance.PROMISES, Stance.WARNS})
_FUTURE = re.compile(
    r"\b(?:will|would|shall|going to|is to|are to|plans? to|intends? to|expects? to|due to be|set to|’ll|'ll|’d|'d)\b"
)
_EXPECTED = re.compile(r"\b(?:expected|anticipated|forecast|likely|may|might|could)\b")
_HEDGED = re.compile(
    r"\b(?:reportedly|allegedly|alleged|believed|suspected|claims?|claimed|claiming|accus\w+|said to|unconfirmed)\b"
)


@dataclass(frozen=True, slots=True)
class Happening:
    """A sentence that may tell of an event.

    Attributes:
        sentence: the sentence.
        told: the words that tell it: the sentence's own, or those that somebody is said to have said.
        teller: the statement that tells it, where it is told in somebody's name.
        status: how sure the article is of it, where its words show that; None where they leave it open.
    """

    sentence: Unit
    told: tuple[int, int]
    teller: Candidate | None
    status: Status | None


def find_happenings(analysis: Analysis, candidates: Sequence[Candidate]) -> list[Happening]:
    """The sentences that may tell of an event: whole ones, and neither quotations nor mere reports of them."""
    tellers: dict[str, Candidate] = {}
    for candidate in sorted(candidates, key=_length, reverse=True):
        for sentence in candidate.evidence:
            tellers.setdefault(sentence.id, candidate)
    found = []
    for sentence in analysis.sentences:
        text = analysis.text_of(sentence)
        if (
            sentence.start < analysis.opening
            or text.rstrip("\"'”’»)")[-1:] not in {".", "!", "?", "…"}
            or _quoted(analysis, sentence) > _MOSTLY
        ):
            continue
        teller = tellers.get(sentence.id)
        if teller is None or _covered(sentence, teller) < (_PARTLY if teller.quotations else _MOSTLY):
            found.append(Happening(sentence, (sentence.start, sentence.end), None, _own_status(text)))
        elif teller.attribution.manner is Manner.INDIRECT and rules.stance(analysis, teller) in _TELLING:
            start, end = teller.attribution.content
            told = (max(start, sentence.start), min(end, sentence.end))
            found.append(Happening(sentence, told, teller, _told_status(analysis, teller)))
    return found


def _length(candidate: Candidate) -> int:
    start, end = candidate.attribution.content
    return end - start


def _quoted(analysis: Analysis, sentence: Unit) -> float:
    """How much of a sentence is quoted."""
    first = bisect_right(analysis.quotations, sentence.start, key=lambda unit: unit.end)
    over = takewhile(lambda unit: unit.start < sentence.end, islice(analysis.quotations, first, None))
    inside = sum(min(unit.end, sentence.end) - max(unit.start, sentence.start) for unit in over)
    return inside / (sentence.end - sentence.start)


def _covered(sentence: Unit, teller: Candidate) -> float:
    """How much of a sentence an attribution takes: who says, the cue, and what is said."""
    attribution = teller.attribution
    pieces = [piece for piece in (attribution.content, attribution.speaker, attribution.cue) if piece]
    start = max(sentence.start, min(piece[0] for piece in pieces))
    end = min(sentence.end, max(piece[1] for piece in pieces))
    return max(0, end - start) / (sentence.end - sentence.start)


def _own_status(text: str) -> Status | None:
    """What the narrator's words show of an event; None leaves it to the model."""
    if _HEDGED.search(text):
        return Status.ALLEGED
    if _EXPECTED.search(text) or _FUTURE.search(text):
        return None
    return Status.OCCURRED


def _told_status(analysis: Analysis, teller: Candidate) -> Status:
    stance = rules.stance(analysis, teller)
    told = analysis.article.text[slice(*teller.attribution.content)]
    if stance is Stance.DENIES:
        return Status.DENIED
    if stance is Stance.PROMISES:
        return Status.PLANNED
    if _FUTURE.search(told):
        return Status.PLANNED
    return Status.EXPECTED if _EXPECTED.search(told) else Status.ALLEGED
