"""Paragraphs: the stretches of text that no sentence crosses.

Scraped news separates paragraphs by blank lines, or puts one paragraph on a line. Text from mail and old
agency wires is hard-wrapped instead: its lines are filled to a width, and only blank lines separate.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

__all__ = ["find_paragraphs"]

_Range = tuple[int, int]

_LINE_BREAK = re.compile(r"[\n\r\x0b\x0c\u2028\u2029](?:(?<=\r)\n)?")
_FIRST_WORD = re.compile(r"\S+")

_NARROWEST, _WIDEST = 50, 105
_FEWEST_WRAPPED_LINES = 3
_SLACK = 8
_SENTENCE_END = ".!?:;…\"'”’»)]"


def find_paragraphs(text: str) -> list[tuple[int, int]]:
    """Find the paragraphs of a text.

    A blank line always separates two paragraphs, and so does a single line break, except in a block of
    hard-wrapped lines: there only a line that was left short ends a paragraph. Whether a block is
    hard-wrapped is decided block by block, and in doubt it is not.

    Args:
        text: any text.

    Returns:
        Ranges in characters (start, end exclusive), in order, without the white space around them. They do
        not overlap, and together they hold every character that is not white space.
    """
    return list(_paragraphs(text))


# Sentences, quotations and the article itself ask for the paragraphs of the same few texts.
@lru_cache(maxsize=8)
def _paragraphs(text: str) -> tuple[_Range, ...]:
    blocks = _blocks(text)
    widths = [_wrap_width(text, block) for block in blocks]
    widest = max(widths, default=0)
    paragraphs: list[_Range] = []
    for block, own_width in zip(blocks, widths, strict=True):
        width = own_width or (widest if _continues_at(text, block, widest) else 0)
        paragraphs.extend(_unwrapped(text, block, width) if width else block)
    return tuple(paragraphs)


def _blocks(text: str) -> list[list[_Range]]:
    """Return the trimmed lines of a text, grouped by the blank lines between them."""
    blocks: list[list[_Range]] = [[]]
    start = 0
    for stop, following in _line_ends(text):
        line = text[start:stop]
        left = len(line) - len(line.lstrip())
        trimmed = len(line.strip())
        if trimmed:
            blocks[-1].append((start + left, start + left + trimmed))
        elif blocks[-1]:
            blocks.append([])
        start = following
    return [block for block in blocks if block]


def _line_ends(text: str) -> list[_Range]:
    """Return, for each line, where it ends and where the next one starts."""
    return [*(found.span() for found in _LINE_BREAK.finditer(text)), (len(text), len(text))]


def _wrap_width(text: str, block: list[_Range]) -> int:
    """Return the width in characters that a block was hard-wrapped to, or 0 if it was not."""
    if len(block) < _FEWEST_WRAPPED_LINES:
        return 0
    width = max(end - start for start, end in block)
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    breaks = list(pairwise(block))
    full = sum(_is_full(text, line, following, width) for line, following in breaks)
    running_on = sum(_runs_on(text, line, following) for line, following in breaks)
    short_ends = sum(
        not _is_full(text, line, following, width) and text[line[1] - 1] in _SENTENCE_END for line, following in breaks
    )
    all_explained = full + short_ends == len(breaks)
    return width if all_explained and full > short_ends and 2 * running_on >= len(breaks) else 0


def _continues_at(text: str, block: list[_Range], width: int) -> bool:
    """Say whether a block of two lines was wrapped to the width that other blocks of the text show."""
    if len(block) != _FEWEST_WRAPPED_LINES - 1:
        return False
    line, following = block
    fits = max(end - start for start, end in block) <= width
    return fits and _is_full(text, line, following, width) and _runs_on(text, line, following)


def _is_full(text: str, line: _Range, following: _Range, width: int) -> bool:
    """Say whether the first word of the following line would not have fitted at the end of this one."""
    word = _FIRST_WORD.match(text, following[0], min(following[1], following[0] + width))
    room = width - (line[1] - line[0]) - 1
    return word is not None and len(word.group()) + _SLACK > room


def _runs_on(text: str, line: _Range, following: _Range) -> bool:
    """Say whether a sentence plainly goes on over the break: no end mark before it, lower case after it."""
    return text[line[1] - 1] not in _SENTENCE_END and text[following[0]].islower()


def _unwrapped(text: str, block: list[_Range], width: int) -> list[_Range]:
    """Join the lines of a hard-wrapped block up to each line that was left short."""
    paragraphs: list[_Range] = []
    start = block[0][0]
    for line, following in pairwise(block):
        if not _is_full(text, line, following, width):
            paragraphs.append((start, line[1]))
            start = following[0]
    return [*paragraphs, (start, block[-1][1])]
