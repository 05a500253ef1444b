"""Windows: an article cut between paragraphs into pieces that a model can take, with what precedes each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["Window", "cut_windows", "join_blocks"]

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Window:
    """Blocks of an article, as ranges in characters.

    Attributes:
        before: what comes before, for context; nothing is asked about it.
        focus: what is asked about.
    """

    before: tuple[Range, ...]
    focus: tuple[Range, ...]

    def holds(self, start: int) -> bool:
        """Whether the character at `start` is in the focus, or between two of its blocks."""
        return self.focus[0][0] <= start < self.focus[-1][1]


def join_blocks(paragraphs: Sequence[Range], kept_whole: Iterable[Range]) -> list[Range]:
    """Paragraphs as blocks: those that a range in `kept_whole` (a quotation) runs across become one."""
    crossing = sorted(kept_whole)
    blocks: list[Range] = []
    at = 0
    for start, end in paragraphs:
        while at < len(crossing) and crossing[at][1] <= start:
            at += 1
        if blocks and at < len(crossing) and crossing[at][0] < blocks[-1][1] and crossing[at][1] > start:
            blocks[-1] = (blocks[-1][0], end)
        else:
            blocks.append((start, end))
    return blocks


def _bounded(blocks: Iterable[Range], sentences: Sequence[Range], limit: int) -> Iterator[Range]:
    """The blocks, those longer than `limit` characters cut after sentences; nothing between is lost."""
    at = 0
    for start, end in blocks:
        begin = start
        while end - begin > limit:
            while at < len(sentences) and sentences[at][1] <= begin:
                at += 1
            cut = end
            while at < len(sentences) and sentences[at][1] < end:
                if cut < end and sentences[at][1] - begin > limit:
                    break
                cut = sentences[at][1]
                at += 1
            yield begin, cut
            begin = cut
        if begin < end:
            yield begin, end


def cut_windows(blocks: Sequence[Range], sentences: Sequence[Range], *, focus: int, context: int) -> list[Window]:
    """Cut an article into windows.

    Args:
        blocks: ranges that belong together (paragraphs), in order.
        sentences: ranges of what stays whole (sentences), in order; a longer block is cut after them.
        focus: most characters asked about in one window; a longer sentence stays whole.
        context: most characters of what precedes; at least the whole previous block where `context` is not 0.

    Returns:
        Windows whose foci, one after the other, hold every character of every block once.
    """
    pieces = list(_bounded(blocks, sentences, focus))
    windows: list[Window] = []
    at = 0
    while at < len(pieces):
        last = at + 1
        size = pieces[at][1] - pieces[at][0]
        while last < len(pieces) and size + pieces[last][1] - pieces[last][0] <= focus:
            size += pieces[last][1] - pieces[last][0]
            last += 1
        windows.append(Window(before=_preceding(pieces, at, context), focus=tuple(pieces[at:last])))
        at = last
    return windows


def _preceding(pieces: Sequence[Range], at: int, context: int) -> tuple[Range, ...]:
    first, size = at, 0
    while first > 0 and context > 0:
        size += pieces[first - 1][1] - pieces[first - 1][0]
        if size > context and first < at:
            break
        first -= 1
    return tuple(pieces[first:at])
