"""Chrome by wording and by position: menus above the article, the rest of the site below it, boxes inside."""

from __future__ import annotations

import re
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
_ENTRIES = frozenset({ChromeReason.CREDIT, ChromeReason.FOOTER, ChromeReason.RELATED, ChromeReason.TAGS})
_INTRO_MARKS = (":",)
_NO_MENU = 8
_LEAD_WORDS = 12
_FEWEST_ENTRIES = 4
_MOST_LABELS = 6
# A table's cell and no more; a sign before it is of a widget with today's prices.
_SHARE = re.compile(r"\d{1,3}(?:[.,]\d{1,3})?\s?%$")
# An entry of a list of tour dates ("June 9 – Oslo") or of winners ("2019: Ann Lee").
_ENTRY = re.compile(
    r"(?:(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? \d{1,2}|(?:19|20)\d\d)"
    r"\s?[:–—-]\s?[^\W\d_]"
)


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
    _mark_entries(lines, marks, first)
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
        leads = index == first - 1 and line.look.final and line.look.words >= _LEAD_WORDS
        below_title = title is not None and index > title and (line.look.is_sentence_like or leads)
        introduces = below_title and line.look.reason is None and _opening(line) not in openings
        stays = few and line.look.words >= 4 and not line.look.menu
        if index != title and not introduces and not stays:
            outside.append(index)
    return outside


def _mark_entries(lines: Sequence[Line], marks: list[ChromeReason | None], first: int) -> None:
    """Take "About" or "Topics" between entries of the menu above the article for entries themselves."""
    for index in range(1, first - 1):
        around = (marks[index - 1], marks[index + 1])
        if marks[index] in _ENTRIES and ChromeReason.MENU in around and not lines[index].look.final:
            marks[index] = ChromeReason.MENU


def _opening(line: Line) -> str:
    """Take a line's first words: an excerpt above the article opens as the article does."""
    return " ".join(line.text[:200].split()[:8])


def _widen(lines: Sequence[Line], after: int) -> int:
    """Take in the closing sentences and lists that stand before the first line known to be chrome."""
    after = _dated_list(lines, _table(lines, after))
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


def _table(lines: Sequence[Line], after: int) -> int:
    """Take in a table of shares that closes the article, cell by cell, with its title, heads and labels."""
    end, shares = after, 0
    for index in range(after, len(lines)):
        if lines[index].look.reason is not None or index - end > _MOST_LABELS:
            break
        if _SHARE.match(lines[index].text):
            end, shares = index + 1, shares + 1
    return end if shares >= _FEWEST_ENTRIES else after


def _dated_list(lines: Sequence[Line], after: int) -> int:
    """Take in a list that closes the article, each entry with its day or year, and the heading above it."""
    begin = after if after < len(lines) and _ENTRY.match(lines[after].text) else after + 1
    end = begin
    while end < len(lines) and lines[end].look.reason is None and _ENTRY.match(lines[end].text):
        end += 1
    headed = begin == after or (after < len(lines) and lines[after].look.reason is None)
    return end if headed and end - begin >= _FEWEST_ENTRIES else after


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
