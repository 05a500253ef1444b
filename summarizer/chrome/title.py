"""The article's title among its lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.chrome.model import ChromeReason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.chrome.lines import Line

__all__ = ["find_title", "same_words", "short_headline", "without_site"]

_SITE_MARK = re.compile(r"\s+[|»–—·-]\s+|\s*[|»]\s*")
_NOT_WORD = re.compile(r"[\W_]+")
_NEAR = 14
_BYLINE_REACH = 20
_NEAR_BYLINE = 8
_DECKS = 2
_SHORT = 3
_NO_HEADLINE_END = (".", ":", ",", ";")
_BELOW_TITLE = frozenset(
    {
        ChromeReason.ADVERTISEMENT,
        ChromeReason.BYLINE,
        ChromeReason.CAPTION,
        ChromeReason.CREDIT,
        ChromeReason.DATELINE,
        ChromeReason.SHARE,
        ChromeReason.SOURCE,
    }
)


def same_words(text: str) -> str:
    """Reduce a line to its words, so that two lines that say the same compare equal."""
    return _NOT_WORD.sub(" ", text).strip().casefold()


def without_site(title: str) -> str:
    """Take the site's name off a page title ("Title - Site", "Title | Site", "Site » Title").

    Args:
        title: the first line of a page, of at most some hundred characters.

    Returns:
        The longest part between the marks; all of it where there is no mark.
    """
    return max(_SITE_MARK.split(title), key=len).strip()


def find_title(lines: Sequence[Line], first: int) -> int | None:
    """Find the line that is the article's title.

    It is the line above the article that repeats the page's own title (the text's first line, with or without
    the site's name), or else the headline above the byline, or else the nearest line above the article and
    below a menu that looks like a headline, or else one of two or three words right above the article.

    Args:
        lines: all lines of the text.
        first: the index of the article's first line.

    Returns:
        The title's index, or None where nothing looks like one.
    """
    if not lines:
        return None
    if (repeated := _repeated(lines, first)) is not None:
        return repeated
    if (signed := _above_byline(lines, first)) is not None:
        return signed
    page = same_words(lines[0].text[:400]) if first > 0 and _is_headline(lines[0]) else None
    short = short_headline(lines, first)
    for index in range(first - 1, max(-1, first - 1 - _NEAR), -1):
        if lines[index].look.menu and short is not None:
            return short
        if _is_headline(lines[index]):
            return 0 if page and same_words(lines[index].text[:800]).endswith(page) else index
    return 0 if page else short


def short_headline(lines: Sequence[Line], first: int) -> int | None:
    """Find a headline of two or three words right above the article, its byline or its date.

    Of several such lines it is the nearest with a word in lower case, which a name of a site or a writer has
    not, or else the nearest.

    Args:
        lines: all lines of the text.
        first: the index of the article's first line.

    Returns:
        Its index, or None.
    """
    found: list[int] = []
    for index in range(first - 1, max(-1, first - 1 - _NEAR), -1):
        line = lines[index]
        look = line.look
        place = look.words == 1 and line.text.isupper()
        if 2 <= look.words <= 3 and look.reason is None and not look.menu and _may_head(line.text):
            found.append(index)
        elif found or not (place or look.words == 0 or look.reason in _BELOW_TITLE):
            break
    return next((index for index in found if lines[index].look.lower > 0), found[0] if found else None)


def _above_byline(lines: Sequence[Line], first: int) -> int | None:
    """Find the headline right above the nearest byline: of a headline and its deck the upper, or the one said again."""
    byline = first
    for index in range(first - 1, max(-1, first - 1 - _BYLINE_REACH), -1):
        if lines[index].look.reason is ChromeReason.BYLINE and (byline == first or byline - index <= _SHORT):
            byline = index
    if byline == first:
        return None
    block: list[int] = []
    for index in range(byline - 1, max(-1, byline - 1 - _NEAR_BYLINE), -1):
        look = lines[index].look
        heads = look.reason is None and not look.menu and 3 <= look.words <= 30 and _may_head(lines[index].text)
        if heads:
            block.append(index)
        elif block or look.menu:
            break
    for index in block[:_DECKS]:
        words = same_words(lines[index].text[:400])
        if any(i != index and same_words(line.text[:400]).endswith(words) for i, line in enumerate(lines[:first])):
            return index
    block = [index for index in block if lines[index].look.words > _SHORT]
    decked = len(block) == _DECKS and lines[block[1]].look.is_title_like
    return block[1] if decked else next(iter(block), None)


def _repeated(lines: Sequence[Line], first: int) -> int | None:
    page = lines[0].text[:400]
    wanted = {same_words(page), same_words(without_site(page))} - {""}
    if lines[0].look.words < 3:
        return None
    for index in range(1, min(first + 3, len(lines))):
        text = lines[index].text
        long_enough = lines[index].look.words > _SHORT or (lines[index].look.words == _SHORT and first - index <= _NEAR)
        if long_enough and len(text) <= 400 and same_words(text) in wanted:
            return index
    return None


def _is_headline(line: Line) -> bool:
    look = line.look
    return look.reason is None and not look.menu and 4 <= look.words <= 30 and _may_head(line.text)


def _may_head(text: str) -> bool:
    return not text.endswith(_NO_HEADLINE_END)
