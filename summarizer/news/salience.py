"""Which sentences of an article a short brief cannot do without, by the words, names and speakers that they bring in.

Greedy coverage: what a sentence brings in that those chosen before lack, each word weighed by how many sentences
speak of it (Filatova and Hatzivassiloglou 2004; Gillick and Favre 2009).
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from summarizer.english.words import AUXILIARIES
from summarizer.news.rules import stance
from summarizer.schemas.news import Stance
from summarizer.units.lexicon import FUNCTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from summarizer.analysis import Analysis, Unit
    from summarizer.news.statements import Candidate

__all__ = ["salient_sentences"]

_LEADS = 2
_SHORTEST, _LONGEST, _USUAL = 60, 350, 150
_STEM = 5
_WORD = re.compile(r"[^\W\d_]{4,}")
_POINTING_BACK = re.compile(
    r"(?:He|She|They|It|His|Her|Their|Its|This|That|These|Those|Such|But|And|So|Others?|Another)\b"
)
_SMALL_WORDS = FUNCTION_WORDS | AUXILIARIES
_OF_A_SPEAKER = 2.0
_OF_A_DENIAL = 2.0
_OF_THE_TITLE = 2.0
_OF_THE_HEAD = 3.0
_OF_A_FLAW = 0.5
_MOSTLY_QUOTED = 0.9
_AGAINST = frozenset({Stance.DENIES, Stance.QUESTIONS})


def salient_sentences(analysis: Analysis, candidates: Sequence[Candidate], most: int) -> list[Unit]:
    """The sentences that tell most of an article, the most telling first.

    The first ones lead; each next is the one that brings in most that is new: words that other sentences speak of
    too, more so words of the title, a speaker, somebody's denial. What stands nearer to the head counts for more,
    long sentences for less, and so do questions, torn quotations and those that point back.

    Args:
        analysis: the article.
        candidates: its statements to be.
        most: how many are wanted.
    """
    sentences = _whole_ones(analysis)
    weights = _weights(analysis, sentences, candidates)
    flaws = [_flaws(analysis, unit) for unit in sentences]
    factors = [_factor(unit, rank) * _OF_A_FLAW ** flaws[rank] for rank, unit in enumerate(sentences)]
    chosen = [rank for rank in range(min(_LEADS, most, len(sentences))) if rank == 0 or not flaws[rank]]
    covered: set[Hashable] = {concept for index in chosen for concept in weights[index]}
    left = set(range(len(sentences))) - set(chosen)
    while left and len(chosen) < most:
        best = max(left, key=lambda index: (factors[index] * _new(weights[index], covered), -index))
        chosen.append(best)
        covered.update(weights[best])
        left.remove(best)
    return [sentences[index] for index in chosen]


def _new(weights: Mapping[Hashable, float], covered: set[Hashable]) -> float:
    return sum(weight for concept, weight in weights.items() if concept not in covered)


def _whole_ones(analysis: Analysis) -> list[Unit]:
    """The sentences to choose from: whole and not too short, short ones too where there are too few, else all."""
    opening = analysis.opening
    whole = [unit for unit in analysis.sentences if unit.start >= opening and _is_whole(analysis.text_of(unit))]
    long = [unit for unit in whole if unit.end - unit.start >= _SHORTEST]
    return (long if len(long) >= _LEADS else whole) or list(analysis.sentences)


def _is_whole(text: str) -> bool:
    return text[-1] in ".!?”\"'’" and _WORD.search(text) is not None


def _weights(
    analysis: Analysis, sentences: Sequence[Unit], candidates: Sequence[Candidate]
) -> list[dict[Hashable, float]]:
    """What each sentence brings in, and what that is worth."""
    stems = [_stems(analysis.text_of(unit)) for unit in sentences]
    often = Counter(stem for found in stems for stem in found)
    title = _stems(analysis.metadata.title or "")
    said: defaultdict[str, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        for unit in candidate.evidence if candidate.speaker is not None else ():
            said[unit.id].append(candidate)
    statements = Counter(candidate.speaker for candidate in candidates)
    found: list[dict[Hashable, float]] = []
    for unit, words in zip(sentences, stems, strict=True):
        weights: dict[Hashable, float] = {
            word: math.log1p(often[word]) * (_OF_THE_TITLE if word in title else 1.0)
            for word in words
            if often[word] > 1
        }
        for candidate in said[unit.id]:
            weights[candidate.speaker] = _OF_A_SPEAKER * math.log1p(statements[candidate.speaker])
            if stance(analysis, candidate) in _AGAINST:
                weights[Stance.DENIES] = _OF_A_DENIAL
        found.append(weights)
    return found


def _stems(text: str) -> set[str]:
    words: Iterable[str] = (word.casefold() for word in _WORD.findall(text))
    return {word[:_STEM] for word in words if word not in _SMALL_WORDS}


def _factor(unit: Unit, rank: int) -> float:
    """How much what a sentence brings in counts, for where it stands and how long it is."""
    return (1 + _OF_THE_HEAD / (1 + rank)) * math.sqrt(_USUAL / max(unit.end - unit.start, _SHORTEST))


def _flaws(analysis: Analysis, unit: Unit) -> int:
    """How many things make a sentence read badly by itself."""
    text = analysis.text_of(unit)
    return sum(
        (
            _POINTING_BACK.match(text) is not None,
            len(text) > _LONGEST,
            text.rstrip("\"'”’").endswith("?"),
            text.count("“") != text.count("”") or text.count('"') % 2 == 1,
            _quoted(analysis, unit) > _MOSTLY_QUOTED,
        )
    )


def _quoted(analysis: Analysis, unit: Unit) -> float:
    """How much of a sentence is quoted."""
    over = analysis.quotations_over(unit.start, unit.end)
    return sum(min(one.end, unit.end) - max(one.start, unit.start) for one in over) / (unit.end - unit.start)
