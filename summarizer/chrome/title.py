"""The article's title among its lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.chrome.lines import Line

__all__ = ["find_title", "same_words", "without_site"]

_SITE_MARK = re.compile(r"\s+[|»–—·-]\s+|\s*[|»]\s*")
_NOT_WORD = re.compile(r"[\W_]+")
_NEAR = 14


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
    the site's name), or else the nearest line above the article that looks like a headline.

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
    page = same_words(lines[0].text[:400]) if first > 0 and _is_headline(lines[0]) else None
    for index in range(first - 1, max(-1, first - 1 - _NEAR), -1):
        if _is_headline(lines[index]):
            return 0 if page and same_words(lines[index].text[:800]).endswith(page) else index
    return 0 if page else None


def _repeated(lines: Sequence[Line], first: int) -> int | None:
    page = lines[0].text[:400]
    wanted = {same_words(page), same_words(without_site(page))} - {""}
    if lines[0].look.words < 3:
        return None
    for index in range(1, min(first + 3, len(lines))):
        text = lines[index].text
        if len(text) <= 400 and same_words(text) in wanted and lines[index].look.words >= 3:
            return index
    return None


def _is_headline(line: Line) -> bool:
    look = line.look
    return look.reason is None and 4 <= look.words <= 30 and not line.text.endswith((".", ":", ",", ";"))
