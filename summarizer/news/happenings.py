"""Where an article tells what happened: the sentences to ask about, and how sure the article is of them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from summarizer.english.foreign import is_foreign
from summarizer.news import rules
from summarizer.news.occurrences import Deed, find_deed
from summarizer.schemas.news import Manner, Stance, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.analysis import Analysis, Unit
    from summarizer.news.statements import Candidate

__all__ = ["Happening", "find_happenings"]

_MOSTLY = 0.6
_TELLING = frozenset({Stance.ASSERTS, Stance.DENIES, Stance.PROMISES, Stance.WARNS})
# What nobody decides, and is foreseen at most.
_FORESEEN = re.compile(
    r"\b(?:will|would|['’]ll|['’]d)\s(?:\w+ly\s|not\s)?(?:exceed|rise|fall|drop|climb|grow|shrink|increase|decrease"
    r"|decline|kill|die|hit|reach|cost|fail|collapse|crash|happen|occur|lead|burst|hurt|harm|damage|destroy|threaten|worsen"
    r"|improve|suffer|lose|win|survive|spread|continue|remain|become|seem|mean|need|have|last|take)\b"
)
_EXPECTED = re.compile(r"\b(?:expected|anticipated|forecast|likely|may|might|could)\b")
_CONFIRMS = re.compile(r"\bconfirm", re.IGNORECASE)
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
        status: how sure the article is of it, by its words.
    """

    sentence: Unit
    told: tuple[int, int]
    teller: Candidate | None
    status: Status


def find_happenings(analysis: Analysis, candidates: Sequence[Candidate]) -> list[Happening]:
    """The sentences that tell of an event, by the forms of their verbs: whole ones, in English, and no questions.

    What is quoted, or merely says that somebody spoke, tells of none.
    """
    tellers: defaultdict[str, list[Candidate]] = defaultdict(list)
    for candidate in sorted(candidates, key=_length, reverse=True):
        for sentence in candidate.evidence:
            tellers[sentence.id].append(candidate)
    told = (
        _told(analysis, sentence, tellers[sentence.id])
        for sentence in analysis.sentences
        if sentence.start >= analysis.opening and _is_told(analysis, sentence)
    )
    return [one for one in told if one]


def _is_told(analysis: Analysis, sentence: Unit) -> bool:
    """Whether a sentence is whole, English, no question, and mostly the narrator's."""
    text = analysis.text_of(sentence)
    whole = text.rstrip("\"'”’»)")[-1:] in {".", "!", "…"}
    return whole and _quoted(analysis, sentence) <= _MOSTLY and not is_foreign(text)


def _told(analysis: Analysis, sentence: Unit, tellers: Sequence[Candidate]) -> Happening | None:
    """What a sentence tells, and in whose name; None where it tells of nothing but that somebody spoke."""
    tellers = [teller for teller in tellers if not _is_charge(analysis, teller)]
    own = _own_words(analysis, sentence, tellers)
    deed = find_deed(own)
    if deed:
        return Happening(sentence, (sentence.start, sentence.end), None, _own_status(own, deed))
    for teller in tellers:
        content = teller.attribution.content
        told = (max(content[0], sentence.start), min(content[1], sentence.end))
        if teller.attribution.manner is Manner.INDIRECT and rules.stance(analysis, teller) in _TELLING:
            deed = find_deed(analysis.text_of(told), reported=True)
            if deed:
                return Happening(sentence, told, teller, _told_status(analysis, teller, deed))
    return None


def _is_charge(analysis: Analysis, teller: Candidate) -> bool:
    """Whether somebody only denies what stands before: "He was accused of fraud, which he denied"."""
    cue = teller.attribution.cue
    denies = rules.stance(analysis, teller) is Stance.DENIES
    return denies and cue is not None and teller.attribution.content[0] < cue[0]


def _own_words(analysis: Analysis, sentence: Unit, tellers: Sequence[Candidate]) -> str:
    """A sentence without what it says others say, and without the words that say so."""
    words = analysis.text_of(sentence)
    for teller in tellers:
        for piece in (*teller.content, teller.attribution.content, teller.attribution.cue):
            if piece:
                start, end = (min(max(0, at - sentence.start), len(words)) for at in piece)
                words = f"{words[:start]}{' ' * (end - start - 1)}{',' * (end > start)}{words[end:]}"
    return words


def _length(candidate: Candidate) -> int:
    start, end = candidate.attribution.content
    return end - start


def _quoted(analysis: Analysis, sentence: Unit) -> float:
    """How much of a sentence is quoted."""
    first = bisect_right(analysis.quotations, sentence.start, key=lambda unit: unit.end)
    over = takewhile(lambda unit: unit.start < sentence.end, islice(analysis.quotations, first, None))
    inside = sum(min(unit.end, sentence.end) - max(unit.start, sentence.start) for unit in over)
    return inside / (sentence.end - sentence.start)


def _own_status(text: str, deed: Deed) -> Status:
    """What the narrator's words show of an event."""
    if _HEDGED.search(text):
        return Status.ALLEGED
    return _to_come(text) if deed is Deed.TO_COME else Status.OCCURRED


def _told_status(analysis: Analysis, teller: Candidate, deed: Deed) -> Status:
    """What it shows of an event that somebody tells it: "confirmed", "denied" and "promised" are their own words."""
    stance = rules.stance(analysis, teller)
    cue = analysis.text_of(teller.attribution.cue) if teller.attribution.cue else ""
    if stance is Stance.DENIES:
        return Status.DENIED
    if _CONFIRMS.search(cue):
        return Status.CONFIRMED
    if deed is Deed.TO_COME or stance is Stance.PROMISES:
        told = analysis.text_of(teller.attribution.content)
        foreseen = stance is not Stance.PROMISES and _FORESEEN.search(told)
        return Status.EXPECTED if foreseen else _to_come(told)
    return Status.ALLEGED


def _to_come(text: str) -> Status:
    return Status.EXPECTED if _EXPECTED.search(text) else Status.PLANNED
