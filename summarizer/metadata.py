"""What the text says about itself: title, publisher, authors, publication date, language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.bylines import read_authors
from summarizer.chrome.english import ENGLISH
from summarizer.chrome.title import same_words, without_site
from summarizer.english.words import MEDIA_WORDS
from summarizer.page import find_page
from summarizer.page_dates import published_date

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from summarizer.chrome.model import Chrome
    from summarizer.page import Page

__all__ = ["Metadata", "read_metadata"]

_SITE_SUFFIX = re.compile(r"\s*[|»]\s*|\s+[–—-]\s+")
_MORE_FROM = re.compile(r"^(?:discover more from|more from)\s+(?P<name>[^|\n]{2,60})", re.IGNORECASE)
_OWN_CHANNEL = re.compile(
    r"\b(?:the|our) (?P<name>[^|\n,]{2,40}?) (?:telegram|viber|whatsapp|youtube|facebook) (?:channel|page|group)\b",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|\bcopyright\b)(?:\s?(?:©|\(c\)|copyright))?\s{0,2}"
    r"(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?,?)?\s{0,2}(?:by )?"
    r"(?-i:(?P<name>[A-Z][^.,|\n©]{1,50}))",
    re.IGNORECASE,
)
_RIGHTS = re.compile(r"\s*(?:all rights|inc\b|llc\b|ltd\b|pty\b|\d).*$", re.IGNORECASE)

_ENGLISH_SHARE = 0.22
_SEEN = 20_000
_TRAIL = 8
_SITE_KINDS = MEDIA_WORDS | {"blog", "board", "boards", "community", "forum", "forums", "network"}
_SMALL = frozenset({"of", "the", "and", "for", "in", "on", "de", "la", "le", "der", "die", "&"})


@dataclass(frozen=True, slots=True)
class Metadata:
    """What an article's text says about the article; None or empty where it does not say.

    Args:
        title: the headline, without the site's name.
        publisher: the site or paper.
        authors: the names in the byline.
        published: the day of publication, or of the last update where only that is given.
        published_range: where that date stands, in characters, end exclusive.
        language: "en", or None where it does not read as English.
    """

    title: str | None
    publisher: str | None
    authors: tuple[str, ...]
    published: dt.date | None
    published_range: tuple[int, int] | None
    language: str | None


def read_metadata(text: str, chrome: Sequence[Chrome]) -> Metadata:
    """Read what a text says about itself.

    Args:
        text: the whole article, chrome and all: dates and names stand in the chrome.
        chrome: its chrome, as found.

    Returns:
        The metadata; nothing in it is guessed.
    """
    place = find_page(text, chrome)
    title = _title(text, place)
    published = published_date(text, place)
    return Metadata(
        title=title,
        publisher=_publisher(text, place),
        authors=read_authors(place),
        published=None if published is None else published[0],
        published_range=None if published is None else published[1],
        language=_language(text, place),
    )


def _title(text: str, place: Page) -> str | None:
    """Take the headline in the article, or the page's title where no line of the article says the same."""
    page = _page_title(place)
    if place.title is None:
        return page
    title = _clean_title(place.lines[place.title].text, text)
    wanted = set(same_words(page or "").split())
    return page if page and 3 * len(wanted & set(same_words(title).split())) < len(wanted) else title


def _page_title(place: Page) -> str | None:
    """Take the page's own title, where a site's name set off in it shows that it is one."""
    page = place.lines[0].text if place.lines else ""
    parts = _SITE_SUFFIX.split(page[:400])
    title = max(parts, key=len).strip()
    return title if len(parts) > 1 and len(page) <= 250 and title.count(" ") >= 3 and place.is_chrome[0] else None


def _clean_title(title: str, text: str) -> str:
    if len(title) <= 400 and any(mark in title for mark in "|»"):
        return without_site(title)
    head, mark, tail = _last_part(title)
    return head if mark and _is_site(tail) and _repeats(tail, title, text) else title


def _last_part(title: str) -> tuple[str, str, str]:
    marks = list(_SITE_SUFFIX.finditer(title[:400]))
    if not marks:
        return title, "", ""
    return title[: marks[-1].start()], marks[-1][0], title[marks[-1].end() :]


def _is_site(name: str) -> bool:
    words = name.split()
    named = all(word[0].isupper() or word in _SMALL or "." in word[:-1] for word in words)
    return 1 <= len(words) <= 5 and len(name) > 2 and named


def _repeats(name: str, whole: str, text: str) -> bool:
    """Say whether a part of a page's title stands in the text by itself too."""
    return text.count(name) > text.count(whole)


def _publisher(text: str, place: Page) -> str | None:
    """Read the publisher from the page's title or trail, or else from what the site says of itself at the end."""
    if place.lines:
        page = place.lines[0].text[:400]
        parts = _SITE_SUFFIX.split(page)
        for name in (parts[-1], parts[0]) if len(parts) > 1 else ():
            if _is_site(name) and _repeats(name, page, text):
                return name
    if (name := _forum(place)) is not None:
        return name
    after = [line.text[:400] for line in place.lines[place.last + 1 :]]
    for pattern in (_MORE_FROM, _OWN_CHANNEL, _COPYRIGHT):
        for line in after:
            found = pattern.search(line)
            name = _RIGHTS.sub("", found["name"]).strip("») -–—") if found else ""
            if _is_site(name):
                return name
    return None


def _forum(place: Page) -> str | None:
    """Read the name in the trail of links that ends in the page's title: "Harbour Forums World News Title"."""
    page = place.lines[0].text[:400] if place.lines else ""
    for line in place.lines[1:_TRAIL] if page.count(" ") >= 3 else ():
        trail, title, rest = line.text[:400].partition(page)
        words = trail.split()
        while words and words[-1].lower() in ENGLISH.sections:
            words.pop()
        kind = words[-1].lower() if len(words) > 1 and words[0].lower() not in ENGLISH.sections else ""
        if title and not rest and kind in _SITE_KINDS and _is_site(" ".join(words)):
            return " ".join(words)
    return None


def _language(text: str, place: Page) -> str | None:
    """Say "en" where the article's words are English often enough."""
    body = " ".join(line.text for line, chrome in zip(place.lines, place.is_chrome, strict=True) if not chrome)
    words = _ANY_WORD.findall((body or text)[:_SEEN].lower())
    share = sum([word in ENGLISH.stop_words for word in words]) / max(len(words), 1)
    return "en" if share >= _ENGLISH_SHARE else None


_ANY_WORD = re.compile(r"[^\W\d_]+")
