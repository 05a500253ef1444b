"""Quotations: what stands between quotation marks, or is set off by layout, as candidates for somebody's words.

A mark is first read by its place (what stands before and after it), then marks are paired within their
paragraph like brackets, and only then are the quotations mended that run over a paragraph break. So a mark
that is missing costs one quotation, never the rest of the article. Whether the words are a speaker's, scare
quotes or a title is for attribution to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from summarizer.units.excerpts import find_excerpts
from summarizer.units.paragraphs import find_paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Quotation", "find_quotations"]

# A closing mark may come this much later than its paragraph, where nothing else opens before it.
_MOST_PARAGRAPHS = 3
_MOST_CHARACTERS = 3_000
# A run of paragraphs that each open again is one speech; beyond this it is more likely a list.
_LONGEST_RUN = 12
# More than this is not taken as said where no mark closes it.
_LONGEST_UNCLOSED = 1_000
# Up to here a mark after "s" may close a single-quoted phrase; beyond, it is a possessive.
_SHORT_PHRASE = 100

_MARK = re.compile(r"([\"“”„‟«»＂])\1*|('|‘|’|`)\2*|[‚‛´]")
_SINGLES = "'‘’`‚‛´"
_GUILLEMETS = "«»"
_EDGE = "\n"
_BRACKETS = "([{<"
_BEFORE_OPENING = _BRACKETS + "-‐‑–—―/|•*_>"
_AFTER_CLOSING = ",;:!?)]}."
_INTRODUCING = ",:;"
_SENTENCE_END = ".!?…"
_PAUSE = ",;—–"
_CLOSING = "\"”'’»)]"

_ELISION = re.compile(
    r"(?i:\d\d(?:s\b|(?![\d,:%])(?!\.\d)(?=\W|$))"
    r"|(?:em|n|til|tis|tisn|twas|twere|twill|twould|cause|cos|cuz|bout|neath|s|ll|re|ve|d|m|t)\b)"
)
_INCHES = re.compile(r"(?<![\w.,])(?:\d{1,2}[-.])?\d{1,3}$")
_DROPPED_G = re.compile(r"[a-z]{2}in$")
_SAYS = "said|says|asked|added|wrote|writes|told|replied|noted|explained|stated|argued|continued|tweeted"
_REPORTED = re.compile(rf"[,?!][\"”'’]? (?:[^\s,.?!]+ ){{0,3}}(?:{_SAYS})\b")
_SECOND_SENTENCE = re.compile(r"[.!?]\s+[A-Z]")


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation in a text; offsets in characters, end exclusive.

    Attributes:
        start: where the opening mark starts.
        end: where the closing mark ends, or, where there is none, the last paragraph of the quotation.
        inner_start: where what was said starts, after the opening mark.
        inner_end: where what was said ends, before the closing mark.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int


class _Family(IntEnum):
    DOUBLE = 0
    SINGLE = 1
    GUILLEMET = 2


class _Mark(NamedTuple):
    """A mark, and what its place lets it do; a weak one may as well be an apostrophe or a sign for inches."""

    start: int
    end: int
    form: str
    family: _Family
    may_open: bool
    may_close: bool
    weak: bool = False


class _Span(NamedTuple):
    start: int
    inner_start: int
    inner_end: int
    end: int


@dataclass(slots=True)
class _Paragraph:
    """The marks of one paragraph, paired.

    Attributes:
        spans: the quotations in it, nested ones included.
        dangling: an opening mark that nothing in the paragraph closes and after which nothing like it opens.
        orphan: a closing mark before which nothing in the paragraph opens.
        head: the opening mark that the paragraph starts with, and head_span its quotation, if it is closed.
        opens: whether anything other than a single quotation opens in it.
    """

    start: int
    end: int
    spans: list[_Span] = field(default_factory=list)
    dangling: _Mark | None = None
    orphan: _Mark | None = None
    head: _Mark | None = None
    head_span: _Span | None = None
    opens: bool = False


def find_quotations(text: str) -> list[Quotation]:
    """Find the outermost quotations of a text.

    Marks are straight, curly, low-high, doubled, single, or guillemets either way round, and a pair need not
    match. Apostrophes and the signs for feet and inches are no marks. A quotation that its paragraph leaves
    open ends, in this order:

    - where paragraphs that each open again, as long speeches are set, come to the one that is closed; one
      may stop at a pause, or anywhere where the next opens with the same mark and goes on in lower case;
    - where a closing mark comes before anything else opens, within 3 paragraphs and 3,000 characters;
    - with the last of those paragraphs, or its own, where nothing is closed but speech was introduced (at a
      paragraph's head, after a comma, a colon or a whole sentence), the paragraph ends as a sentence does or
      at a pause, and no ", he said" stands in it.

    Any other mark without its partner is left alone. Paragraphs that an introduction gives to somebody are
    quotations too, without marks: see `find_excerpts`.

    Args:
        text: an article's body, or one contiguous part of it.

    Returns:
        The quotations in order, not overlapping, each with a letter or digit in it.
    """
    paragraphs = [_paired(text, start, end) for start, end in find_paragraphs(text)]
    spans = [span for paragraph in paragraphs for span in paragraph.spans]
    spans.extend(_continued(text, paragraphs))
    marked, ranges = ([(one.start, one.end) for one in units] for units in (spans, paragraphs))
    spans.extend(_Span(start, start, end, end) for start, end in find_excerpts(text, ranges, sorted(marked)))
    spans.sort(key=lambda span: (span.start, -span.end))
    quotations: list[Quotation] = []
    position = 0
    for span in spans:
        if span.start >= position:
            position = span.end
            inner = text[span.inner_start : span.inner_end]
            inner_start = span.inner_start + len(inner) - len(inner.lstrip())
            if any(map(str.isalnum, inner)):
                quotations.append(Quotation(span.start, span.end, inner_start, inner_start + len(inner.strip())))
    return quotations


def _paired(text: str, start: int, end: int) -> _Paragraph:
    """Pair the marks of one paragraph, the way brackets are paired."""
    paragraph = _Paragraph(start, end)
    marks = _marks(text, start, end)
    if not marks:
        return paragraph
    doubtful = _doubtful(marks)
    stack = _Stack()
    for index, mark in enumerate(marks):
        family = stack.closable(mark) if mark.may_close and index not in doubtful else None
        if family is not None:
            paragraph.spans.extend(stack.close(mark, family))
        elif mark.may_open:
            stack.open(mark)
        elif not (mark.weak or mark.family is _Family.SINGLE or stack.opened_any):
            paragraph.orphan = paragraph.orphan or mark
    paragraph.opens = stack.opened_any
    paragraph.dangling = _dangling(text, paragraph, stack.last())
    if marks[0].start == start and marks[0].may_open:
        paragraph.head = marks[0]
        paragraph.head_span = next((span for span in paragraph.spans if span.start == start), None)
    return paragraph


def _dangling(text: str, paragraph: _Paragraph, mark: _Mark | None) -> _Mark | None:
    """Return the last mark left open, if it may begin speech that the next paragraph goes on with.

    One of the same marks nested in it means that it was forgotten. A single mark must be introduced.
    """
    if mark is None or mark.may_close:
        return None
    if mark.family is _Family.SINGLE:
        return mark if not paragraph.opens and _is_introduced(text, paragraph, mark) else None
    forgotten = any(span.start > mark.start and text[span.start] == mark.form for span in paragraph.spans)
    return None if forgotten else mark


class _Stack:
    """The opening marks of a paragraph that still wait for their partners."""

    def __init__(self) -> None:
        self._marks: list[_Mark] = []
        self._waiting = [0] * len(_Family)
        self.opened_any = False

    def closable(self, mark: _Mark) -> _Family | None:
        """Return the family of what a mark would close, if there is any.

        A single mark may be an apostrophe, so it never closes over a double quotation that is still open.
        """
        innermost = self._marks[-1].family if self._marks else None
        if mark.family is not _Family.SINGLE and self._waiting[mark.family]:
            return mark.family
        if mark.form in _SINGLES and innermost is _Family.SINGLE:
            return _Family.SINGLE
        return None

    def open(self, mark: _Mark) -> None:
        self._marks.append(mark)
        self._waiting[mark.family] += 1
        self.opened_any = self.opened_any or mark.family is not _Family.SINGLE

    def close(self, mark: _Mark, family: _Family) -> list[_Span]:
        """Take away what a mark closes: two nested quotations where it is doubled and they are not."""
        spans: list[_Span] = []
        width = mark.end - mark.start
        while width > 0 and self._waiting[family]:
            if family is _Family.SINGLE and self._marks[-1].family is not family:
                break
            opening = self._marks.pop()
            self._waiting[opening.family] -= 1
            if opening.family is not family:
                continue
            width -= opening.end - opening.start
            if not mark.weak or mark.start - opening.start <= _SHORT_PHRASE:
                spans.append(_Span(opening.start, opening.end, mark.start, mark.end))
        return spans

    def last(self) -> _Mark | None:
        """Return the innermost mark still open; single ones count only where there is no other."""
        kept = (mark for mark in reversed(self._marks) if mark.family is not _Family.SINGLE)
        return next(kept, self._marks[-1] if self._marks else None)


def _marks(text: str, start: int, end: int) -> list[_Mark]:
    """Return the marks of a paragraph that their place lets open or close something."""
    marks: list[_Mark] = []
    opened_at = -1
    for found in _MARK.finditer(text, start, end):
        first, last = found.span()
        before = text[first - 1] if first > start else _EDGE
        after = text[last] if last < end else _EDGE
        form = text[first : min(last, first + 2)]
        family, may_open, may_close = _roles(form, "(" if first == opened_at else before, after)
        if may_open and family is _Family.SINGLE and _ELISION.match(text, last):
            may_open = False
        if not may_close:
            if not may_open:
                continue
            opened_at = last
        weak = may_close and not may_open and _is_weak(text, first, after, family)
        marks.append(_Mark(first, last, form[0], family, may_open, may_close, weak))
    return marks


@lru_cache(maxsize=4096)
def _roles(form: str, before: str, after: str) -> tuple[_Family, bool, bool]:
    """Return a mark's family, whether it may open and whether it may close, by its form and its place.

    Args:
        form: the mark's character, twice if the mark is a run of it.
        before: the character before it; a paragraph's edge counts as a line break, and an opening mark as a
            bracket.
        after: the character after it.
    """
    free = before.isspace() or before in _BEFORE_OPENING
    ends = not (before.isspace() or before in _BRACKETS)
    fits = not after.isspace() and after not in _AFTER_CLOSING[:-1]
    opens = fits and (free or (before in _INTRODUCING and after.isalnum()))
    if before.isalnum() and after.isalnum():
        return _Family.DOUBLE, False, False
    if form in _SINGLES:
        closes = ends and not after.isalnum() and (form not in "‘‛" or not free)
        return _Family.SINGLE, (opens and form not in "’´") or form == "‚", closes and form not in "‚`"
    family = _Family.GUILLEMET if form[0] in _GUILLEMETS else _Family.DOUBLE
    after_sentence = not free and before in _SENTENCE_END
    if form[0] in "“‟«„`":
        closed = after.isspace() or after in _AFTER_CLOSING
        ends_word = closed and before != ":" and (not free or (before.isspace() and after in _AFTER_CLOSING))
        may_close = form[0] not in "„`" and (ends_word or after_sentence)
        return family, not (may_close and ends_word), may_close
    if form[0] in "”»":
        return family, opens, True
    spaced = before.isspace() and after.isspace()
    closes = ends and (not after.isalnum() or after_sentence or before == ",")
    return family, opens or spaced, closes or spaced


def _is_weak(text: str, start: int, after: str, family: _Family) -> bool:
    """Say whether a closing mark may be an apostrophe (the allies’ plan, goin' home) or a unit (6' 2")."""
    before = text[max(0, start - 8) : start]
    if before[-1:].isdigit() and family is not _Family.GUILLEMET:
        return _INCHES.search(before) is not None
    if family is not _Family.SINGLE or not after.isspace() or after == _EDGE:
        return False
    return before[-1:] in "sSxXzZ" or _DROPPED_G.search(before) is not None


def _doubtful(marks: list[_Mark]) -> set[int]:
    """Return which weak marks close nothing: the next sure mark of their family is there to close."""
    doubtful: set[int] = set()
    closes_next = [False] * len(_Family)
    for index in range(len(marks) - 1, -1, -1):
        mark = marks[index]
        if not mark.weak:
            closes_next[mark.family] = mark.may_close and not mark.may_open
        elif closes_next[mark.family]:
            doubtful.add(index)
    return doubtful


def _continued(text: str, paragraphs: list[_Paragraph]) -> Iterator[_Span]:
    """Yield the quotations that their paragraph leaves open."""
    index = 0
    while index < len(paragraphs):
        opening = paragraphs[index].dangling
        following = index + 1
        if opening is not None:
            last = _last_reopened(text, paragraphs, index)
            closing = _late_closing(paragraphs, index, last)
            if closing is not None:
                yield _Span(opening.start, opening.end, *closing)
                following = max(last, following)
            elif paragraphs[last].dangling is not None and _may_end_unclosed(text, paragraphs[last]):
                end = paragraphs[last].end
                yield _Span(opening.start, opening.end, end, end)
                following = last + 1
        index = following


def _last_reopened(text: str, paragraphs: list[_Paragraph], index: int) -> int:
    """Return the last paragraph of a run in which each opens again what the one before left open."""
    opening = paragraphs[index].dangling
    last = index
    while opening is not None and last + 1 < len(paragraphs) and last - index < _LONGEST_RUN:
        head = paragraphs[last + 1].head
        if head is None or head.family is not opening.family:
            break
        again = head.form == opening.form
        anywhere = again and text[head.end : head.end + 1].islower()
        if not _goes_on(text, paragraphs[last], opening, stops=_PAUSE if again else "", anywhere=anywhere):
            break
        last += 1
        opening = head if paragraphs[last].dangling is head else None
    return last


def _late_closing(paragraphs: list[_Paragraph], index: int, last: int) -> tuple[int, int] | None:
    """Return the closing mark of what a run of paragraphs leaves open, in its last one or soon after it."""
    head_span = paragraphs[last].head_span
    if last > index and head_span is not None:
        return head_span.inner_end, head_span.end
    opening = paragraphs[last].dangling
    if opening is None or opening.family is _Family.SINGLE:
        return None
    for paragraph in paragraphs[last + 1 : last + 1 + _MOST_PARAGRAPHS]:
        orphan = paragraph.orphan
        if orphan is not None:
            near = orphan.start - opening.start <= _MOST_CHARACTERS
            return (orphan.start, orphan.end) if near and orphan.family is opening.family else None
        if paragraph.opens:
            return None
    return None


def _may_end_unclosed(text: str, paragraph: _Paragraph) -> bool:
    """Say whether speech ends with a paragraph although no mark says so."""
    opening = paragraph.dangling
    if opening is None or opening.family is _Family.SINGLE:
        return False
    short = paragraph.end - opening.start <= _LONGEST_UNCLOSED
    return short and _is_introduced(text, paragraph, opening) and _goes_on(text, paragraph, opening, stops=_PAUSE)


def _goes_on(text: str, paragraph: _Paragraph, opening: _Mark, *, stops: str = "", anywhere: bool = False) -> bool:
    """Say whether what a mark opens is speech up to its paragraph's end, as of a sentence, `stops` or `anywhere`."""
    ending = text[max(opening.end, paragraph.end - 8) : paragraph.end].rstrip(_CLOSING)
    rest = text[opening.end : min(paragraph.end, opening.end + _MOST_CHARACTERS)]
    if not ending or not (anywhere or ending[-1] in _SENTENCE_END + stops) or _REPORTED.search(rest):
        return False
    return _is_introduced(text, paragraph, opening) or not _SECOND_SENTENCE.search(rest)


def _is_introduced(text: str, paragraph: _Paragraph, opening: _Mark) -> bool:
    """Say whether a mark stands where speech begins: at a paragraph's head, after a pause or a sentence."""
    before = text[paragraph.start : opening.start][-8:].rstrip(_CLOSING + " \u00a0")
    return not before or before[-1] in _INTRODUCING + _SENTENCE_END
