"""Statements before any model is asked: what was said, the mention that says who, the cue; one for each proposition."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from summarizer.checks import normalised
from summarizer.schemas.news import Manner

if TYPE_CHECKING:
    from summarizer.analysis import Analysis, Unit
    from summarizer.attribution import Attribution
    from summarizer.windows import Range

__all__ = ["Candidate", "find_candidates", "find_repeated", "number_of"]

_MARKS = "\"'“”‘’„«»,.;: "
_MOST_ALIKE = 40


@dataclass(frozen=True, slots=True)
class Candidate:
    """One statement to be.

    Attributes:
        id: "A1", in the order of the article.
        attribution: what the rules read.
        speaker: which of the analysis's entities the rules take for the speaker.
        quotations: the quotations that it holds.
        content: the words attributed, as ranges.
        evidence: the sentences that it stands in.
    """

    id: str
    attribution: Attribution
    speaker: int | None
    quotations: tuple[Unit, ...]
    content: tuple[Range, ...]
    evidence: tuple[Unit, ...]

    @property
    def asked_as(self) -> str:
        """The unit by which a model is asked who speaks: its first quotation, else its sentence."""
        return self.quotations[0].id if self.quotations else self._sentence.id

    @property
    def marked_at(self) -> int:
        """Where that unit begins, in characters."""
        return self.quotations[0].start if self.quotations else self._sentence.start

    @property
    def start(self) -> int:
        """Where the words attributed begin."""
        return self.content[0][0]

    @property
    def _sentence(self) -> Unit:
        return next((unit for unit in self.evidence if unit.start <= self.start < unit.end), self.evidence[0])


def find_candidates(analysis: Analysis) -> list[Candidate]:
    """The statements of an article, in its order, numbered.

    Reported speech that runs around a quotation by the same speaker is one statement with it.
    """
    read = sorted(zip(analysis.attributions, analysis.speakers, strict=True), key=lambda pair: pair[0].content[0])
    found: list[Candidate] = []
    following = [*(attribution for attribution, _ in read), None][1:]
    for (attribution, speaker), after in zip(read, following, strict=True):
        candidate = _candidate(analysis, _clipped(analysis.article.text, attribution, after), speaker)
        if found and (joined := _joined(found[-1], candidate)):
            found[-1] = joined
        else:
            found.append(candidate)
    return [replace(candidate, id=f"A{number}") for number, candidate in enumerate(found, start=1)]


def _clipped(text: str, attribution: Attribution, following: Attribution | None) -> Attribution:
    """What somebody is said to have said, up to the clause in which somebody else says the rest."""
    start, end = attribution.content
    cue = text[slice(*attribution.cue)].casefold() if attribution.cue else ""
    if attribution.quotations or following is None or following.speaker is None:
        return attribution
    if not cue.startswith("according") and not following.quotations:
        return attribution
    comma = text.rfind(", ", start, following.speaker[0])
    if comma < 0 or not start < following.speaker[0] < following.content[1] <= end:
        return attribution
    return replace(attribution, content=(start, comma))


def _candidate(analysis: Analysis, attribution: Attribution, speaker: int | None) -> Candidate:
    quotations = tuple(analysis.quotations[index] for index in attribution.quotations)
    evidence = {
        *analysis.sentences_over(*attribution.content),
        analysis.sentences[attribution.sentence],
    }
    quoted = tuple((unit.start, unit.end) for unit in quotations)
    return Candidate(
        id="",
        attribution=attribution,
        speaker=speaker,
        quotations=quotations,
        content=quoted or (attribution.content,),
        evidence=tuple(sorted(evidence, key=lambda unit: unit.start)),
    )


def _joined(one: Candidate, two: Candidate) -> Candidate | None:
    """Two candidates as one where the quotations of one stand in the reported words of the other."""
    reported, quoting = (two, one) if one.quotations else (one, two)
    start, end = reported.attribution.content
    inside = all(start <= unit.start and unit.end <= end for unit in quoting.quotations)
    if reported.quotations or not quoting.quotations or not inside or one.speaker != two.speaker:
        return None
    return replace(
        reported,
        attribution=replace(reported.attribution, manner=Manner.MIXED, quotations=quoting.attribution.quotations),
        quotations=quoting.quotations,
        evidence=tuple(sorted({*one.evidence, *two.evidence}, key=lambda unit: unit.start)),
    )


def find_repeated(text: str, candidates: list[Candidate]) -> dict[str, tuple[str, ...]]:
    """Statements whose quoted words stand in other statements too: a headline's quotation, and the body's.

    Returns:
        For each candidate, by id, those whose words hold its own, the earliest first.
    """
    words = {
        candidate.id: tuple(normalised(_quoted(text, candidate)).casefold().split())
        for candidate in candidates
        if candidate.quotations
    }
    holding: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for unit, said in words.items():
        for pair in dict.fromkeys(pairwise(said)):
            if len(holding[pair]) < _MOST_ALIKE:
                holding[pair].append(unit)
    repeated: dict[str, tuple[str, ...]] = {}
    for unit, said in words.items():
        found = [
            other
            for other in holding.get(said[:2], [])
            if other != unit
            and f" {' '.join(said)} " in f" {' '.join(words[other])} "
            and (len(words[other]) > len(said) or number_of(other) < number_of(unit))
        ]
        if found:
            repeated[unit] = tuple(found)
    return repeated


def number_of(unit: str) -> int:
    """The number in an id: 3 of "A3"."""
    return int(unit[1:])


def _quoted(text: str, candidate: Candidate) -> str:
    return " ".join(text[start:end].strip(_MARKS) for start, end in candidate.content)
