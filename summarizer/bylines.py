"""Who wrote an article: its byline, above the article or below it."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from summarizer.chrome.english import ENGLISH
from summarizer.chrome.model import ChromeReason
from summarizer.chrome.title import same_words
from summarizer.english.places import CITIES_AND_REGIONS, COUNTRIES
from summarizer.page_dates import DATE, MONTH

if TYPE_CHECKING:
    from summarizer.chrome.lines import Line
    from summarizer.page import Page

__all__ = ["read_authors"]

_BYLINE = re.compile(
    r"^\W{0,4}(?:(?:written|posted|reported|published|(?:photos and )?story|words(?: and pictures)?|text|commentary)"
    r"\s)?"
    r"by(?:\b:?|(?-i:(?=[A-Z][a-z])))\s*(?P<names>.*)$|^author:?\s*$",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:analyst|columnist|contributor|contributing|correspondent|critic|editor|reporter|writer)s?\b", re.IGNORECASE
)
# A newsroom that signs as one: "Harbour Times staff".
_NEWSROOM = re.compile(
    r"(?:[A-Z][\w.&'’-]{1,24} ){1,3}(?:[Ss]taff|[Nn]ewsroom|[Ee]ditorial (?:[Tt]eam|[Bb]oard|[Ss]taff))"
)
_BELOW_TITLE = 12
_NEWSROOM_NEAR = 2
_LONGEST_NAMES = 100
_MOST_ROLE_WORDS = 8
_NO_PEOPLE = frozenset(name.lower() for name in (*CITIES_AND_REGIONS, *chain.from_iterable(COUNTRIES)))
_AFTER_NAMES = re.compile(
    r"\s*(?:[|•·/(@<\[\d]|(?:,\s|\s)(?-i:MSc?|MD|PhD|Ph\.D|RDN?|MBA|MPH|JD|RN)\b|\s[-–—]\s|\b(?:for|in|at|of|from|on|with|posted|published|updated)\b"
    rf"|(?:\b|(?-i:(?<=[a-z])(?=[A-Z]))){MONTH}\s\d).*$",
    re.IGNORECASE,
)
_BETWEEN_NAMES = re.compile(r"\s*(?:,|;|&|\band\b|\bAND\b)\s*")
_NAME = re.compile(r"(?:[^\W\d_][\w.'’-]*)(?: (?:[^\W\d_][\w.'’-]*)){1,4}")
_PARTICLES = frozenset({"al", "bin", "da", "de", "del", "den", "der", "di", "dos", "du", "la", "le", "van", "von"})
_NOT_NAMES = re.compile(
    r"\b(?:agency|associated|bureau|chief|columnist|contributor|correspondent|desk|editor|editorial|guest|magazine"
    r"|media|network|news|newsroom|online|post|press|reporters?|reuters|staff|team|times|today|writers?)\b",
    re.IGNORECASE,
)
_ABOUT = frozenset({"about the author", "about the authors", "about the writer"})


def read_authors(place: Page) -> tuple[str, ...]:
    """Read the byline: above the article's second paragraph, else below the article.

    Args:
        place: a page's lines and parts.

    Returns:
        The names as written, capitals apart; none where no byline is found.
    """
    lines = place.lines
    near = range(max(0, (place.title or 0) - 5), min(len(lines), place.head))
    for index in (*near, *range(place.last, len(lines))):
        text = lines[index].text
        found = _BYLINE.match(text) if len(text) <= 200 else None
        if found is None or lines[index].look.is_prose:
            continue
        below = lines[index + 1].text[:200] if index + 1 < len(lines) else ""
        if names := _names(found["names"] or below):
            return names
    return _signed(place) or _author_box(place)


def _signed(place: Page) -> tuple[str, ...]:
    """Read the names below the title without "by", above a date or a role or on a line with them; or a newsroom."""
    if place.title is None:
        return ()
    lines = place.lines[place.title + 1 : min(place.head, place.title + _BELOW_TITLE)]
    for index, line in enumerate(lines):
        if line.look.is_prose or len(line.text) > _LONGEST_NAMES:
            continue
        below = lines[index + 1] if index + 1 < len(lines) else None
        if index <= _NEWSROOM_NEAR and _NEWSROOM.fullmatch(line.text):
            return (line.text,)
        if names := _names_with(line, below):
            return names
    return ()


def _names_with(line: Line, below: Line | None) -> tuple[str, ...]:
    """Read a line of names that its own date gives away, or the line below it: a date or a role."""
    alone = below is not None and (
        below.look.reason is ChromeReason.DATELINE
        or DATE.match(below.text) is not None
        or (below.look.words <= _MOST_ROLE_WORDS and _ROLE.search(below.text) is not None)
    )
    if not alone and (line.look.reason is not ChromeReason.BYLINE or not DATE.search(line.text)):
        return ()
    names = _names(line.text)
    known = (name for name in names if name.lower() in _NO_PEOPLE or ENGLISH.sections & set(name.lower().split()))
    return () if next(known, None) else names


def _author_box(place: Page) -> tuple[str, ...]:
    """Read the name under "About the author", where it stands above the article too."""
    lines = place.lines
    above = {line.text for line in lines[: place.first] if len(line.text) <= 100}
    for index in range(place.last, len(lines) - 1):
        if same_words(lines[index].text[:40]) in _ABOUT and lines[index + 1].text in above:
            return _names(lines[index + 1].text)
    return ()


def _names(text: str) -> tuple[str, ...]:
    names: list[str] = []
    for part in _BETWEEN_NAMES.split(_AFTER_NAMES.sub("", text).strip()):
        words = part.split()
        capital = all(word[0].isupper() or word in _PARTICLES for word in words)
        if _NAME.fullmatch(part) and capital and not _NOT_NAMES.search(part):
            names.append(part.title() if part.isupper() else part)
    return tuple(dict.fromkeys(names))
