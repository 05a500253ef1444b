"""What the text says about itself: title, publisher, authors, publication date, language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateutil import parser as dates

from summarizer.chrome.english import ENGLISH
from summarizer.chrome.lines import Line, read_lines
from summarizer.chrome.title import same_words, short_headline, without_site

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from summarizer.chrome.model import Chrome

__all__ = ["Metadata", "read_metadata"]

_MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|aug(?:ust|\.)?"
    r"|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
# A tag's end is lost in rendering: "CorrespondentDec 22, 2023", "9 Oct 20239 Oct 2023".
_DATE = re.compile(
    rf"(?:\b|(?<=[a-z])(?-i:(?=[A-Z])))(?P<month>{_MONTH})\s{{1,3}}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,3}}"
    r"(?P<year>(?:19|20)\d\d)\b"
    rf"|(?<![\d.,])(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?[\s-]{{1,3}}(?P<month2>{_MONTH}),?[\s-]{{1,3}}"
    r"(?P<year2>(?:19|20)\d\d)(?=\d?\d [a-z]|\b)"
    r"|(?<![\d-])(?P<iso>(?:19|20)\d\d-\d\d-\d\d)(?!\d)"
    r"|(?<![\d/.])(?P<numeric>\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"\b(?:publi(?:shed|cation date)|posted|story at|first (?:posted|published)|date|issued|created)\b",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"\b(?:updated?|modified|revised|edited)\b", re.IGNORECASE)
# An agency's dateline: "LONDON, March 3, 2023 (Newswire) - ".
_PLACE = re.compile(r"(?:[^\W\d_a-z][\w.'’-]*[ ,]{1,2}){1,6}")
_AGENCY = re.compile(r"\s{0,2}(?:\([^()\n]{1,40}\)|/[^/\n]{1,40}/)?\s{0,2}(?:--?|[–—])\s")
_WORD = re.compile(r"[^\W\d_]{2,}")
_MOST_WORDS_BESIDE = 8
_LABEL_REACH = 60

_SITE_SUFFIX = re.compile(r"\s*[|»]\s*|\s+[–—-]\s+")
_MORE_FROM = re.compile(r"^(?:discover more from|more from)\s+(?P<name>[^|\n]{2,60})", re.IGNORECASE)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|\bcopyright\b)(?:\s?(?:©|\(c\)|copyright))?\s{0,2}"
    r"(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?,?)?\s{0,2}(?:by )?"
    r"(?-i:(?P<name>[A-Z][^.,|\n©]{1,50}))",
    re.IGNORECASE,
)
_RIGHTS = re.compile(r"\s*(?:all rights|inc\b|llc\b|ltd\b|pty\b|\d).*$", re.IGNORECASE)

_BYLINE = re.compile(
    r"^\W{0,4}(?:(?:written|posted|reported|published|story|words|text)\s)?(?:by|BY|By)\b:?\s*(?P<names>.*)$",
    re.IGNORECASE,
)
_AFTER_NAMES = re.compile(
    r"\s*(?:[|•·/(@<\[\d]|\s[-–—]\s|\b(?:for|in|at|of|from|on|with|posted|published|updated)\b"
    rf"|\b{_MONTH}\s\d).*$",
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
_ENGLISH_SHARE = 0.22
_SEEN = 20_000
_NO_HEADLINE = re.compile(r"[.:;,…][\"'”’)\]]*$")
_MOST_HEADLINES = 12
_DECK = 2
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


@dataclass(frozen=True, slots=True)
class _Place:
    """The lines of a text, which of them are chrome, and at which of them its parts begin and end.

    The head ends where the article is surely under way: standfirst, byline and date stand above that line.
    """

    lines: Sequence[Line]
    is_chrome: list[bool]
    title: int | None
    first: int
    head: int
    last: int


def read_metadata(text: str, chrome: Sequence[Chrome]) -> Metadata:
    """Read what a text says about itself.

    Args:
        text: the whole article, chrome and all: dates and names stand in the chrome.
        chrome: its chrome, as found.

    Returns:
        The metadata; nothing in it is guessed.
    """
    place = _find_place(text, chrome)
    title = _title(text, place)
    published = _published(text, place)
    return Metadata(
        title=title,
        publisher=_publisher(text, place),
        authors=_authors(place),
        published=None if published is None else published[0],
        published_range=None if published is None else published[1],
        language=_language(text, place),
    )


def _find_place(text: str, chrome: Sequence[Chrome]) -> _Place:
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
    return _Place(lines, is_chrome, title, first, head, prose[-1] if prose else len(lines))


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
        dated = line.look.words <= 8 and _DATE.search(line.text[:100])
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


def _title(text: str, place: _Place) -> str | None:
    """Take the headline in the article, or the page's title where no line of the article says the same."""
    page = _page_title(place)
    if place.title is None:
        return page
    title = _clean_title(place.lines[place.title].text, text)
    wanted = set(same_words(page or "").split())
    return page if page and 3 * len(wanted & set(same_words(title).split())) < len(wanted) else title


def _page_title(place: _Place) -> str | None:
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


def _publisher(text: str, place: _Place) -> str | None:
    """Read the publisher from the page's title, else from "Discover more from …", else from the copyright."""
    if place.lines:
        page = place.lines[0].text[:400]
        parts = _SITE_SUFFIX.split(page)
        for name in (parts[-1], parts[0]) if len(parts) > 1 else ():
            if _is_site(name) and _repeats(name, page, text):
                return name
    after = [line.text[:400] for line in place.lines[place.last + 1 :]]
    for pattern in (_MORE_FROM, _COPYRIGHT):
        for line in after:
            found = pattern.search(line)
            name = _RIGHTS.sub("", found["name"]).strip("») -–—") if found else ""
            if _is_site(name):
                return name
    return None


def _authors(place: _Place) -> tuple[str, ...]:
    """Read the byline: above the article's second paragraph, else below the article."""
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
    return _author_box(place)


def _author_box(place: _Place) -> tuple[str, ...]:
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


def _published(text: str, place: _Place) -> tuple[dt.date, tuple[int, int]] | None:
    """Take the date that most speaks for: the first of the heaviest that is in the calendar."""
    for _, found in sorted(_dated(text, place), key=lambda pair: -pair[0]):
        if (day := _day(found)) is not None:
            return day, found.span()
    return None


def _dated(text: str, place: _Place) -> Iterator[tuple[float, re.Match[str]]]:
    """Yield the full dates that stand alone or nearly so around the title, or labelled below the article."""
    lines = place.lines
    index = 0
    for found in _DATE.finditer(text):
        while index + 1 < len(lines) and lines[index + 1].start <= found.start():
            index += 1
        upto = index
        while upto + 1 < len(lines) and lines[upto + 1].start < found.end():
            upto += 1
        weight = _weight(text, place, found, index, upto)
        if weight > 0:
            yield weight, found


def _weight(text: str, place: _Place, found: re.Match[str], index: int, upto: int) -> float:
    line, last = place.lines[index], place.lines[upto]
    if index == place.first and line.look.is_prose:
        return 2.9 if _is_dateline(text, line, found) else 0.0
    beside = (
        text[max(line.start, found.start() - 200) : found.start()]
        + " "
        + text[found.end() : min(last.end, found.end() + 200)]
    )
    alone = len(_WORD.findall(beside)) <= _MOST_WORDS_BESIDE and last.end - line.start <= 300
    if not alone or (not place.is_chrome[index] and line.look.is_prose):
        return 0.0
    label = text[max(line.start, found.start() - _LABEL_REACH) : found.start()]
    if index > 0 and not _WORD.search(label):
        label = place.lines[index - 1].text[-_LABEL_REACH:] if len(place.lines[index - 1].text) <= 40 else label
    published = max((hit.start() for hit in _PUBLISHED.finditer(label)), default=-1)
    updated = max((hit.start() for hit in _UPDATED.finditer(label)), default=-1)
    if index > place.head:
        if max(published, updated) < 0 or not place.is_chrome[index]:
            return 0.0
        return 2.5 if published > updated else 1.0
    if max(published, updated) >= 0:
        return 4.0 if published > updated else 1.5
    below_title = place.title is not None and index > place.title
    return (3.0 if below_title else 2.0) + index / (len(place.lines) + 1)


def _is_dateline(text: str, line: Line, found: re.Match[str]) -> bool:
    """Say whether a date stands between a place and a dash at the head of a line, as agencies write it."""
    place = text[line.start : found.start()] if found.start() - line.start <= _LABEL_REACH else ""
    named = _PLACE.fullmatch(place) is not None and place.rstrip().endswith(",")
    return named and _AGENCY.match(text, found.end(), line.end) is not None


def _day(found: re.Match[str]) -> dt.date | None:
    numeric = found["numeric"]
    if numeric is not None:
        first, second = (int(part) for part in re.split(r"[./]", numeric)[:2])
        if "/" in numeric and max(first, second) <= 12 and first != second:
            return None
        written, day_first = numeric, "." in numeric or first > 12
    elif found["iso"] is not None:
        written, day_first = found["iso"], False
    else:
        month = (found["month"] or found["month2"])[:3]
        written, day_first = (
            f"{found['day'] or found['day2']} {month} {found['year'] or found['year2']}",
            True,
        )
    try:
        return dates.parse(written, dayfirst=day_first).date()
    except (ValueError, OverflowError):
        return None


def _language(text: str, place: _Place) -> str | None:
    """Say "en" where the article's words are English often enough."""
    body = " ".join(line.text for line, chrome in zip(place.lines, place.is_chrome, strict=True) if not chrome)
    words = _ANY_WORD.findall((body or text)[:_SEEN].lower())
    share = sum(word in ENGLISH.stop_words for word in words) / max(len(words), 1)
    return "en" if share >= _ENGLISH_SHARE else None


_ANY_WORD = re.compile(r"[^\W\d_]+")
