"""Captions without a credit, known by their grammar, and what is left of pull quotes."""

from __future__ import annotations

import re
from collections.abc import MutableSequence, Sequence
from typing import TYPE_CHECKING

from summarizer.chrome.model import ChromeReason
from summarizer.chrome.scenes import (
    has_news_day,
    is_dated_scene,
    is_reported,
    places_people,
    points_at_picture,
    shows_scene,
)

if TYPE_CHECKING:
    from summarizer.chrome.lines import Line

__all__ = ["mark_pictured"]

Marks = MutableSequence[ChromeReason | None]

_FEWEST, _MOST = 5, 90
_LOOKED_BACK = 60
_LOWER = 0.2
_MOST_CREDITED = 60
_LONGEST = 700
_MOST_POINTING = 45
_MOST_OPENING = 60
_OPENING_LINES = 3
_HEADLINE_WORDS = 7
_CREDIT_WORDS = 4
_PULLED_WORDS = 20
_NAME = re.compile(r"\b[A-Z][\w’'-]{2,}")
_DASHED = re.compile(r"[—―] ?(?:[A-Z][\w.'’-]* ){1,4}[a-z]+ing\b")
_CREDIT_SEEN = 150
# A credit at a caption's end: in brackets, or labelled ("Image: Ann Lee.").
_CREDITED = re.compile(
    r"[\[(](?:[A-Z][^()\[\]/]{1,60}/[^()\[\]]{2,60}|[Ii]mage|[Pp]hoto|[Pp]icture)[^()\[\]]{0,80}[)\]]$"
    r"|(?:\W|^)(?:Image|Photo|Photograph|Picture|Video|Illustration)s?(?: credit)?: [A-Z@][^.!?:]{1,60}\.?$"
)
_TAKEN_UP = re.compile(r"(?:The|That|This|These|Those) ([a-z]{3,30})(?: ([a-z]{3,30}))?\b")
_LOWER_WORD = re.compile(r"\b[a-z]{3,30}\b")
_QUOTE_END = re.compile(r"[\"”’»:]\W{0,2}$")


def mark_pictured(lines: Sequence[Line], marks: Marks, first: int, after: int) -> None:
    """Mark the captions that their grammar gives away, with their credits, above the article and among its lines.

    Args:
        lines: all lines of the text.
        marks: the reason found so far for each line, or None; changed in place.
        first: the index of the article's first line.
        after: the index after its last.
    """
    for index in range(after):
        if marks[index] is None and _is_caption(lines, index, first):
            marks[index] = ChromeReason.CAPTION
            _mark_credit(lines, marks, index + 1)
    for index in range(min(first + _OPENING_LINES, after - 2)):
        if marks[index] is None and _opens_with_caption(lines, index):
            marks[index] = ChromeReason.CAPTION
    for index in range(first + 1, after - 1):
        if marks[index] is None and _is_pulled(lines, index):
            marks[index] = ChromeReason.CAPTION


def _is_caption(lines: Sequence[Line], index: int, first: int) -> bool:
    look, text = lines[index].look, lines[index].text
    if len(text) > _LONGEST or not _FEWEST <= look.words <= _MOST:
        return False
    if look.words <= _MOST_CREDITED and _CREDITED.search(text[-_CREDIT_SEEN:]):
        return True
    if look.lower < _LOWER or is_reported(text):
        return False
    if look.words <= _MOST_POINTING and points_at_picture(text):
        return True
    scene = places_people(text) or is_dated_scene(text)
    return scene and not (index > first and _goes_on(lines, index))


def _mark_credit(lines: Sequence[Line], marks: Marks, index: int) -> None:
    """Mark a name alone below a caption that names it too, or an agency's in capitals."""
    if index >= len(lines) or marks[index] is not None:
        return
    text, look = lines[index].text, lines[index].look
    named = all(word[0].isupper() for word in text.split())
    known = text in lines[index - 1].text or (look.words == 1 and text.isupper())
    if 1 <= look.words <= _CREDIT_WORDS and not look.final and named and known:
        marks[index] = ChromeReason.CREDIT


def _goes_on(lines: Sequence[Line], index: int) -> bool:
    """Say whether the next paragraph takes up what this sentence alone has named: "… a blaze …", "The blaze …"."""
    below = lines[index + 1] if index + 1 < len(lines) else None
    taken_up = _TAKEN_UP.match(below.text) if below is not None and below.look.is_prose else None
    if taken_up is None or not lines[index].look.final:
        return False
    named = {*_LOWER_WORD.findall(lines[index].text[:_LONGEST].lower())}
    above = "\n".join(line.text[:_LONGEST].lower() for line in lines[max(0, index - _LOOKED_BACK) : index])
    return any(noun in named and noun not in above for noun in taken_up.groups() if noun)


def _opens_with_caption(lines: Sequence[Line], index: int) -> bool:
    """Say whether a scene stands above the headline whose names the article below hardly has.

    A lead's names come back in what follows it; those of a picture from the archive do not.
    """
    line, headline, lead = lines[index : index + 3]
    above_headline = headline.look.is_title_like and headline.look.words >= _HEADLINE_WORDS and lead.look.is_prose
    if not above_headline or not _FEWEST <= line.look.words <= _MOST_OPENING:
        return False
    if any(other.look.is_title_like for other in lines[:index]):
        return False
    if is_reported(line.text) or has_news_day(line.text) or not shows_scene(line.text):
        return False
    names = {*_NAME.findall(line.text[:_LONGEST])[1:]}
    rest = "\n".join(other.text for other in lines[index + 1 :])
    foreign = sum(name not in rest for name in names)
    return foreign >= 3 and 2 * foreign >= len(names)


def _is_pulled(lines: Sequence[Line], index: int) -> bool:
    """Say whether a line is the name under a pull quote whose words are gone: a dash and no full stop."""
    line = lines[index]
    if not _DASHED.match(line.text) or line.look.final or not 2 <= line.look.words <= _PULLED_WORDS:
        return False
    above, below = lines[index - 1], lines[index + 1]
    alone = above.look.is_prose and below.look.is_prose
    return alone and not _QUOTE_END.search(above.text[-4:])
