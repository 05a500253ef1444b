"""Where the parts of a saved page stand: its title, the article's head, its last prose."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.chrome.english import ENGLISH
from summarizer.chrome.lines import Line, read_lines
from summarizer.chrome.title import same_words, short_headline
from summarizer.page_dates import DATE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.chrome.model import Chrome

__all__ = ["Page", "find_page"]

_NO_HEADLINE = re.compile(r"[.:;,…][\"'”’)\]]*$")
_MOST_HEADLINES = 12
_DECK = 2


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a text, which of them are chrome, and at which of them its parts begin and end.

    The head ends where the article is surely under way: standfirst, byline and date stand above that line. Title,
    first, head and last are indices of lines.
    """

    lines: Sequence[Line]
    is_chrome: list[bool]
    title: int | None
    first: int
    head: int
    last: int


def find_page(text: str, chrome: Sequence[Chrome]) -> Page:
    """Find the parts of a page.

    Args:
        text: the whole article, chrome and all.
        chrome: its chrome, as found.

    Returns:
        Its lines and where its parts stand.
    """
    lines = read_lines(text, ENGLISH)
    is_chrome = [False] * len(lines)
    index = 0
    for piece in chrome:
        while index < len(lines) and lines[index].start < piece.end:
            is_chrome[index] = lines[index].start >= piece.start
            index += 1
    prose = [i for i, line in enumerate(lines) if not is_chrome[i] and line.look.is_prose]
    title = _title_index(lines, is_chrome)
    after_title = [i for i in prose if title is None or i > title]
    first = after_title[0] if after_title else len(lines)
    head = after_title[_DECK] if len(after_title) > _DECK else first + 1
    return Page(lines, is_chrome, title, first, head, prose[-1] if prose else len(lines))


def _title_index(lines: Sequence[Line], is_chrome: Sequence[bool]) -> int | None:
    """Find the headline before the article's second paragraph.

    Of several lines it is the one most like the page's own title (the text's first line), else the first below
    the last menu; where no line is longer than three words, it is the one right above the article.
    """
    paragraphs, menu = 0, -1
    headlines: list[int] = []
    opening = next((i for i, line in enumerate(lines) if not is_chrome[i] and line.look.is_prose), 0)
    short = short_headline(lines, opening)
    for index, line in enumerate(lines[:-1]):
        if line.look.reason is None and line.look.menu:
            menu = index
        if is_chrome[index] or line.look.reason is not None or line.look.menu:
            continue
        dated = line.look.words <= 8 and DATE.search(line.text[:100])
        if 3 <= line.look.words <= 32 and not _NO_HEADLINE.search(line.text[-8:]) and not dated:
            headlines.append(index)
        paragraphs += line.look.is_prose
        if paragraphs > 1 or len(headlines) >= _MOST_HEADLINES:
            break
    below = [i for i in headlines if menu < i < opening]
    if short is not None and not is_chrome[short] and all(lines[i].look.words <= 3 for i in below):
        below = [short]
    headlines = below or headlines
    page = set(same_words(lines[0].text[:400]).split()) if lines else set()
    likeness = [(len(page & set(same_words(lines[i].text).split())), i) for i in headlines if i > 0]
    best = max(likeness, key=lambda pair: pair[0], default=(0, 0))
    if 2 * best[0] > len(page) and (not headlines or len(page) > 3):
        return best[1]
    return headlines[0] if headlines else None
