"""An article's text cut into pieces, each with all that claims it."""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summarizer.gold.places import Range

__all__ = ["Claim", "Piece", "cut"]


@dataclass(frozen=True, slots=True)
class Claim:
    """A span that something claims.

    Attributes:
        owner: the number of what claims it.
        start: offset in characters.
        end: offset in characters, exclusive.
        rank: which of two equally long claims comes first, the lower one.
    """

    owner: int
    start: int
    end: int
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that is claimed by the same owners from end to end.

    Attributes:
        start: offset in characters.
        end: offset in characters, exclusive.
        owners: each once, the one with the shortest claim first.
        dimmed: whether it is chrome.
    """

    start: int
    end: int
    owners: tuple[int, ...]
    dimmed: bool


def cut(length: int, claims: Iterable[Claim], dimmed: Iterable[Range] = ()) -> tuple[Piece, ...]:
    """Cut a text wherever a claim or a dimmed stretch begins or ends.

    Args:
        length: of the text, in characters.
        claims: in any order; what is outside the text is left out.
        dimmed: stretches of chrome, which may overlap.

    Returns:
        Pieces that follow one another without a gap from 0 to the end.
    """
    opening: dict[int, list[Claim]] = defaultdict(list)
    closing: dict[int, list[Claim]] = defaultdict(list)
    for claim in _clipped(length, claims):
        opening[claim.start].append(claim)
        closing[claim.end].append(claim)
    depth: dict[int, int] = defaultdict(int)
    for start, end in dimmed:
        if max(0, start) < min(end, length):
            depth[max(0, start)] += 1
            depth[min(end, length)] -= 1
    edges = sorted({0, length, *opening, *closing, *depth})
    return tuple(_sweep(edges, opening, closing, depth))


def _clipped(length: int, claims: Iterable[Claim]) -> Iterator[Claim]:
    for claim in dict.fromkeys(claims):
        start, end = max(0, claim.start), min(claim.end, length)
        if start < end:
            yield Claim(claim.owner, start, end, claim.rank)


def _sweep(
    edges: list[int], opening: dict[int, list[Claim]], closing: dict[int, list[Claim]], depth: dict[int, int]
) -> Iterator[Piece]:
    # A list, not a set: claims that clipping made equal close one by one.
    active: list[Claim] = []
    dim = 0
    for start, end in itertools.pairwise(edges):
        for claim in closing.get(start, ()):
            active.remove(claim)
        active += opening.get(start, ())
        dim += depth.get(start, 0)
        nearest = sorted(active, key=lambda claim: (claim.end - claim.start, claim.rank, claim.owner))
        yield Piece(start, end, tuple(dict.fromkeys(claim.owner for claim in nearest)), dim > 0)
