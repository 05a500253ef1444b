"""What an item cites, and whether it tells the same in words of its own."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from summarizer.scoring.likeness import contained, content_words, fold, word_dice, words_shared
from summarizer.scoring.verdicts import Counts, FieldOutcome, FieldVerdict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summarizer.scoring.likeness import Mask

__all__ = ["HELD", "cites", "denies_more", "gist", "tells", "union"]

HELD = 0.6
"""The share of the words of one's own that must stand in what is cited."""

_LONGER, _LONGER_IN_ALL = 3, 6
_TELLING = 0.3
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|cannot|without|untrue|false|den(?:y|ies|ied)|\w+n['’]t)\b"
)


def union(masks: Iterable[Mask]) -> Mask:
    """The characters of all of them."""
    found = 0
    for mask in masks:
        found |= mask
    return found


def cites(wanted: Iterable[Mask], given: Iterable[Mask]) -> float:
    """How well a citation meets one of the places that will do: 1 where either lies within the other.

    What is cited may not be much longer than the place, span by span and in all: who cites everything cites nothing.
    """
    given = tuple(given)
    in_all = union(given).bit_count()
    best = 0.0
    for one in wanted:
        size = one.bit_count()
        if in_all <= _LONGER_IN_ALL * size:
            best = max((contained(one, other) for other in given if other.bit_count() <= _LONGER * size), default=best)
        if best == 1.0:
            break
    return best if best >= 0.5 else 0.0


def tells(given: str, wanted: str, held: str) -> bool:
    """Whether words of the brief's own tell the same: enough of the same words, few that its place lacks.

    Args:
        given: the brief's words.
        wanted: the label's.
        held: what the place that they rest on holds, the label's words among it.
    """
    if denies_more(given, held):
        return False
    words = content_words(given)
    if fold(given) == fold(wanted):
        return True
    return word_dice(words, content_words(wanted)) >= _TELLING and words_shared(words, content_words(held)) >= HELD


@lru_cache(maxsize=16_384)
def _negations(text: str) -> int:
    return len(_NEGATION.findall(text.casefold()))


def denies_more(given: str, held: str) -> bool:
    """Whether words say "not" where all that they rest on never does, or more often."""
    return _negations(given) > _negations(held)


def gist(name: str, wanted: str | None, given: str, *, right: bool) -> FieldVerdict:
    """The verdict on a field of free text."""
    outcome = FieldOutcome.RIGHT if right else FieldOutcome.WRONG
    counts = Counts(true=1) if right else Counts(false=1, missed=1)
    return FieldVerdict(name, outcome, wanted or "", given, counts)
