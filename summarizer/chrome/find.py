"""Chrome by wording and by position: menus above the article, the rest of the site below it, boxes inside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.chrome.english import ENGLISH
from summarizer.chrome.inside import mark_below, mark_inside
from summarizer.chrome.lines import Line, read_lines
from summarizer.chrome.model import Chrome, ChromeReason
from summarizer.chrome.position import article_lines
from summarizer.chrome.title import find_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.chrome.lexicon import Lexicon

__all__ = ["body_regions", "find_chrome"]

_ENDS_ARTICLE = frozenset(ChromeReason) - {
    ChromeReason.ADVERTISEMENT,
    ChromeReason.CAPTION,
    ChromeReason.CREDIT,
    ChromeReason.DUPLICATE,
    ChromeReason.TEASER,
}
_INTRO_MARKS = (":",)
_NO_MENU = 8


def find_chrome(text: str, lexicon: Lexicon = ENGLISH) -> list[Chrome]:
    """Find what is in the text but is not the article.

    The article is the run of lines whose prose outweighs the short lines in it. What stands above and below
    it is chrome, except its title; inside it only wordings, repetitions and boxes that are known to be chrome
    are. The title stays in once, where it stands nearest to the article; said again, it is a duplicate. Where
    there is no prose to tell by, only wordings decide: better a line of chrome left in than a line lost.

    Args:
        text: the article as it was scraped.
        lexicon: the chrome of its language.

    Returns:
        Spans of whole lines without the white space around them, in order, none over another; neighbouring
        lines of one reason are one span.
    """
    lines = read_lines(text, lexicon)
    first, after = article_lines(lines)
    if first == after:
        return _merge(lines, _by_wording(lines))
    title = find_title(lines, first)
    after = _widen(lines, after)
    marks: list[ChromeReason | None] = [line.look.reason for line in lines]
    for index in (*_above(lines, first, title), *range(after, len(lines))):
        if marks[index] is None:
            marks[index] = ChromeReason.MENU if index < first else ChromeReason.FOOTER
    mark_below(lines, marks, after)
    if title is not None:
        marks[title] = None
    mark_inside(lines, marks, first, after)
    return _merge(lines, marks)


def body_regions(text: str, chrome: Sequence[Chrome]) -> list[tuple[int, int]]:
    """List the runs of text between the chrome.

    Args:
        text: the article.
        chrome: its chrome, in order.

    Returns:
        Ranges in characters, in order, without the white space around them; none is empty.
    """
    regions: list[tuple[int, int]] = []
    start = 0
    for stop, resume in (*((piece.start, piece.end) for piece in chrome), (len(text), len(text))):
        body = text[start:stop]
        if stripped := body.strip():
            offset = start + body.index(stripped[0])
            regions.append((offset, offset + len(stripped)))
        start = resume
    return regions


def _by_wording(lines: Sequence[Line]) -> list[ChromeReason | None]:
    """Take the reasons that the wordings give, and the rows of sections above the first prose."""
    marks = [line.look.reason for line in lines]
    opening = next((index for index, line in enumerate(lines) if line.look.is_prose), 0)
    for index in range(opening):
        if marks[index] is None and lines[index].look.menu:
            marks[index] = ChromeReason.MENU
    return marks


def _above(lines: Sequence[Line], first: int, title: int | None) -> list[int]:
    """List the lines above the article that are not part of it.

    Its title is, and so are sentences between the two, but for an excerpt that opens as the article does.

    Where hardly anything stands above, there is no menu, and all headlines stay.
    """
    few = first <= _NO_MENU
    openings = {_opening(line) for line in lines[first : first + 2]}
    outside: list[int] = []
    for index in range(first):
        line = lines[index]
        below_title = title is not None and index > title and line.look.is_sentence_like
        introduces = below_title and _opening(line) not in openings
        stays = few and line.look.words >= 4 and not line.look.menu
        if index != title and not introduces and not stays:
            outside.append(index)
    return outside


def _opening(line: Line) -> str:
    """Take a line's first words: an excerpt above the article opens as the article does."""
    return " ".join(line.text[:200].split()[:8])


def _widen(lines: Sequence[Line], after: int) -> int:
    """Take in the closing sentences and lists that stand before the first line known to be chrome."""
    listing = 0 < after < len(lines) and lines[after - 1].text.endswith(_INTRO_MARKS)
    for index in range(after, len(lines)):
        line = lines[index]
        if line.look.reason in _ENDS_ARTICLE:
            break
        listing = listing or line.text.endswith(_INTRO_MARKS)
        if listing or line.look.is_sentence_like or (index == after and line.look.closes):
            after = index + 1
        elif index > after + 3:
            break
    return after


def _merge(lines: Sequence[Line], marks: Sequence[ChromeReason | None]) -> list[Chrome]:
    chrome: list[Chrome] = []
    joined = False
    for line, reason in zip(lines, marks, strict=True):
        if reason is None:
            joined = False
            continue
        if joined and chrome[-1].reason is reason:
            chrome[-1] = Chrome(chrome[-1].start, line.end, reason)
        else:
            chrome.append(Chrome(line.start, line.end, reason))
        joined = True
    return chrome
