"""The summary in the article's own words: its most telling sentences, two short ones joined where there are many."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.english.listing import words
from summarizer.news.rules import LONGEST_GIST, shortened
from summarizer.news.salience import salient_sentences
from summarizer.schemas.news import EntityKind, SummaryAnswer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.analysis import Analysis, Unit
    from summarizer.news.statements import Candidate

__all__ = ["SUMMARY_SENTENCES", "summarise"]

SUMMARY_SENTENCES = 4
_MOST_CHOSEN = 8
_MOST_JOINED = 2
_LONGEST_JOINED = 400
_MOST_EVIDENCE = 3
# A full stop, but not that of "U.S."
_JOINT = re.compile(r"(?<!\b[A-Z])[.]([\"”]?)\Z")
# What ties a sentence to the one before it, which may not be there.
_TIE = re.compile(
    r"(?:However|Meanwhile|Moreover|Furthermore|In addition|In contrast|By contrast|At the same time|On the other hand"
    r"|For (?:his|her|its|their) part|Also|Still|Yet),\s"
)
_SPEAKING = frozenset({"he", "she"})
_OF_SOMEBODY = re.compile(r"\b(?:he|she|his|her|him|hers|himself|herself|they|their|them|theirs)\b", re.IGNORECASE)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_PRECEDING = 2
_AT_A_PLACE = re.compile(r"\b(?:of|in|at|near|from|to)\s(?:the\s)?\Z")
_LONGEST_PREPOSITION = 10
_NEAR_THE_HEAD = 3
_LOWERED = words(
    "a an the in on at he she they it this that these those there according during after before while when as for "
    "some several many all both its currently"
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence of the summary to be.

    Attributes:
        start: where the first of its sentences stands in the article.
        text: how it reads.
        evidence: the sentences that it rests on, in the order of the article.
        whole: whether another may still be joined to it.
    """

    start: int
    text: str
    evidence: tuple[Unit, ...]
    whole: bool = True


def summarise(analysis: Analysis, candidates: Sequence[Candidate]) -> list[SummaryAnswer]:
    """Two to four sentences, in the order of the article, each citing what it rests on.

    The four most telling sentences of the article; of those that follow, two are joined to a neighbour, where both
    together are not too long to read.

    Args:
        analysis: the article.
        candidates: its statements to be.
    """
    chosen = salient_sentences(analysis, candidates, _MOST_CHOSEN)
    pieces = sorted((_read(analysis, unit, candidates) for unit in chosen[:SUMMARY_SENTENCES]), key=_start)
    for unit in chosen[SUMMARY_SENTENCES:]:
        if sum(not piece.whole for piece in pieces) < _MOST_JOINED:
            pieces = _join(pieces, _read(analysis, unit, candidates))
    return [
        SummaryAnswer(
            evidence=[analysis.cut(unit) for unit in piece.evidence], text=shortened(piece.text, LONGEST_GIST)
        )
        for piece in pieces
    ]


def _start(piece: _Piece) -> int:
    return piece.start


def _read(analysis: Analysis, unit: Unit, candidates: Sequence[Candidate]) -> _Piece:
    """A sentence as it reads by itself: without what ties it to others, and with its speaker's name for "he"."""
    text = " ".join(analysis.text_of(unit).split())
    tie = _TIE.match(text)
    if tie:
        text = text[tie.end()].upper() + text[tie.end() + 1 :]
    word = text.split(" ", 1)[0]
    head = unit.start + (tie.end() if tie else 0)
    speaker = _speaker_named(analysis, unit, head, candidates) if word.lower() in _SPEAKING else None
    if speaker is None:
        return _Piece(unit.start, text, (unit,))
    name, named = speaker
    return _Piece(unit.start, name + text[len(word) :], (named, unit))


def _speaker_named(
    analysis: Analysis, unit: Unit, head: int, candidates: Sequence[Candidate]
) -> tuple[str, Unit] | None:
    """Who "he" is at the head of a sentence, if he is its speaker, and the last sentence before it that names him."""
    for candidate in candidates:
        mention = candidate.attribution.speaker
        if candidate.speaker is None or mention is None or not head <= mention[0] < head + _NEAR_THE_HEAD:
            continue
        entity = analysis.entities[candidate.speaker]
        before = [start for start, _ in entity.mentions if start < unit.start]
        named = analysis.sentence_at(before[-1]) if before else None
        if named and entity.name in analysis.text_of(named) and _is_alone(analysis, candidate.speaker, named, unit):
            return entity.name, named
    return None


def _is_alone(analysis: Analysis, speaker: int, named: Unit, unit: Unit) -> bool:
    """Whether no other person is named from where somebody is named to a sentence hard by that says "he"."""
    between = len(analysis.sentences_over(named.start, unit.start))
    return between <= _PRECEDING and not any(
        named.start <= start < unit.start
        for index, entity in enumerate(analysis.entities)
        if index != speaker and entity.kind in {EntityKind.PERSON, None}
        for start, _ in entity.mentions
        if entity.kind or not _AT_A_PLACE.search(analysis.article.text, max(0, start - _LONGEST_PREPOSITION), start)
    )


def _join(pieces: list[_Piece], new: _Piece) -> list[_Piece]:
    """The pieces with a new one joined to the shorter of its neighbours; as they were where that gets too long."""
    after = next((index for index, piece in enumerate(pieces) if piece.start > new.start), len(pieces))
    pairs = []
    if after > 0:
        pairs.append((after - 1, _joined(pieces[after - 1], new)))
    if after < len(pieces):
        pairs.append((after, _joined(new, pieces[after])))
    fitting = [(index, piece) for index, piece in pairs if piece and len(piece.text) <= _LONGEST_JOINED]
    if not fitting:
        return pieces
    index, piece = min(fitting, key=lambda pair: len(pair[1].text))
    return [*pieces[:index], piece, *pieces[index + 1 :]]


def _joined(first: _Piece, second: _Piece) -> _Piece | None:
    """Two sentences in one, a semicolon between them.

    None where the first has no full stop, both cite too much, or the second says "he": whom it means may stand between.
    """
    if not (first.whole and second.whole and _JOINT.search(first.text)):
        return None
    if _OF_SOMEBODY.search(_QUOTED.sub("", second.text)):
        return None
    evidence = tuple(sorted({*first.evidence, *second.evidence}, key=lambda unit: unit.start))
    if len(evidence) > _MOST_EVIDENCE:
        return None
    word, _, rest = second.text.partition(" ")
    plain = word.istitle() and word.lower() in _LOWERED and rest[:1].islower()
    low = second.text[0].lower() + second.text[1:] if plain else second.text
    return _Piece(first.start, f"{_JOINT.sub(_stop, first.text)} {low}", evidence, whole=False)


def _stop(match: re.Match[str]) -> str:
    return f"{match[1]};"
