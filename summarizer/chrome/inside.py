"""Chrome between the article's own lines: repetitions, captions, boxes of other headlines."""

from __future__ import annotations

import re
from collections.abc import MutableSequence, Sequence
from typing import TYPE_CHECKING

from summarizer.chrome.captions import mark_pictured
from summarizer.chrome.model import ChromeReason
from summarizer.chrome.scenes import has_news_day
from summarizer.chrome.title import same_words, without_site

if TYPE_CHECKING:
    from summarizer.chrome.lines import Line

__all__ = ["mark_below", "mark_inside"]

Marks = MutableSequence[ChromeReason | None]

_LONGEST_BOX = 12
_HEADS = {ChromeReason.RELATED: 24, ChromeReason.COMMENTS: 400}
_ENDS_BOX = frozenset({ChromeReason.FOOTER, ChromeReason.SUBSCRIPTION, ChromeReason.TAGS})
_NEAR = 3
_FEW_HEADINGS = 3
_TELLS = re.compile(
    r"\b(?:am|is|are|was|were|be|been|has|have|had|do|does|did|will|would|can|could|may|might|must|should|shall|said|says|told"
    r"|made|went|came|took|gave|got|won|lost|left|saw|found|began|rose|fell|I|he|she|they|it|we|you|who"
    r"|(?<!, )(?<!and )\w+ed|\w+n['’]t)\b"
    r"|[\"“”«»]",
    re.IGNORECASE,
)
_HEADLINE_MARK = re.compile(r"\w: +[\"“‘']?[^\W\d_a-z]")


def mark_inside(lines: Sequence[Line], marks: Marks, first: int, after: int) -> None:
    """Mark the chrome among the lines of the article.

    Args:
        lines: all lines of the text.
        marks: the reason found so far for each line, or None; changed in place.
        first: the index of the article's first line.
        after: the index after its last.
    """
    _mark_credited(lines, marks)
    mark_pictured(lines, marks, first, after)
    _mark_repetitions(lines, marks)
    _mark_alternative_texts(lines, marks)
    _mark_captions(lines, marks, first, after)
    _mark_boxes(lines, marks, first, after)
    _mark_lone_headline(lines, marks, first, after)


def mark_below(lines: Sequence[Line], marks: Marks, after: int) -> None:
    """Give the lines below the article the reason of the heading above them: comments, or other stories.

    Args:
        lines: all lines of the text.
        marks: the reason found so far for each line, or None; changed in place.
        after: the index after the article's last line.
    """
    heading: ChromeReason | None = None
    left = 0
    for index in range(after, len(lines)):
        look = lines[index].look
        if look.reason in _HEADS:
            heading, left = look.reason, _HEADS[look.reason]
        elif left == 0 or look.menu or look.reason in _ENDS_BOX or _is_entry(lines, index):
            left = 0
        elif look.reason is None or look.reason is ChromeReason.MENU:
            marks[index] = heading
            left -= 1


def _is_entry(lines: Sequence[Line], index: int) -> bool:
    """Say whether a line is one word, as entries of menus are, and none of the short notes under a headline."""
    below = lines[index + 1].look.reason if index + 1 < len(lines) else None
    return lines[index].text.isalpha() and lines[index].look.reason is None and below is not ChromeReason.MENU


def _mark_repetitions(lines: Sequence[Line], marks: Marks) -> None:
    """Mark a line that says again what a line of the article above it said, alone or with a site's name.

    Sentences that come again far below (an interviewer's question, a refrain) are the article's own.
    """
    said: dict[str, int] = {}
    for index, line in enumerate(lines):
        if marks[index] is not None or line.look.words < 4:
            continue
        words = same_words(line.text)
        seen = said.get(words)
        alone = not line.look.final and line.look.words >= 6
        again = seen is not None and (alone or index - seen <= _NEAR)
        if again or any(words.endswith(f" {title}") for title in _titles(lines, index)):
            marks[index] = ChromeReason.DUPLICATE
        said[words] = index


def _titles(lines: Sequence[Line], index: int) -> tuple[str, ...]:
    """The page's title, where a line below it could be a trail of links that ends in it."""
    if not 0 < index < 8 or len(lines[index].text) > 400:
        return ()
    page = lines[0].text[:400]
    titles = (same_words(page), same_words(without_site(page)))
    return tuple(title for title in titles if title.count(" ") >= 3)


def _mark_alternative_texts(lines: Sequence[Line], marks: Marks) -> None:
    """Mark a picture's alternative text: a short line right above its caption."""
    for index in range(len(lines) - 1):
        line, below = lines[index], lines[index + 1]
        short = line.look.words <= 6 and not line.look.final
        if short and not below.gap and marks[index] is None and marks[index + 1] is ChromeReason.CAPTION:
            marks[index] = ChromeReason.CAPTION


def _mark_credited(lines: Sequence[Line], marks: Marks) -> None:
    """Mark the name below a line that says "Credits:" and no more."""
    for index in range(1, len(lines)):
        label, look = lines[index - 1], lines[index].look
        open_label = label.look.reason is ChromeReason.CREDIT and label.text.endswith(":")
        if open_label and look.reason is None and look.words <= 8 and not look.final:
            marks[index] = ChromeReason.CREDIT


def _mark_captions(lines: Sequence[Line], marks: Marks, first: int, after: int) -> None:
    """Mark the line right above a picture's credit where it says what is to be seen and tells nothing.

    A caption without a verb that says that something was, did or will be holds no sentence of the article.
    """
    for index in range(after - 1):
        line = lines[index]
        credited = marks[index + 1] is ChromeReason.CREDIT and lines[index + 1].look.words <= 8
        if not credited or marks[index] is not None or not 4 <= line.look.words <= 30:
            continue
        tells = line.look.inner_stop or has_news_day(line.text) or _TELLS.search(line.text)
        if index < first or not tells:
            marks[index] = ChromeReason.CAPTION


def _mark_boxes(lines: Sequence[Line], marks: Marks, first: int, after: int) -> None:
    """Mark the headlines that follow a heading such as "Related articles", up to the next prose."""
    left = 0
    for index in range(first, after):
        line = lines[index]
        if marks[index] is ChromeReason.RELATED:
            left = _LONGEST_BOX
        elif line.look.is_prose or (line.look.final and line.look.is_sentence_like):
            left = 0
        elif left and marks[index] is None and not line.text.endswith(":"):
            marks[index] = ChromeReason.RELATED
            left -= 1


def _mark_lone_headline(lines: Sequence[Line], marks: Marks, first: int, after: int) -> None:
    """Mark a headline of another article between two paragraphs, where the article has few headings itself.

    A heading is short and says one thing; a headline of another article is long, in title case or in
    capitals, and often in two parts ("Topic: What Happened").
    """
    headings = [index for index in range(first + 1, after - 1) if _between_prose(lines, marks, index)]
    for index in headings:
        line = lines[index]
        in_two_parts = line.look.words >= 6 and line.look.lower <= 0.35 and _HEADLINE_MARK.search(line.text)
        shouted = line.look.words >= 7 and line.text.isupper()
        if shouted or (in_two_parts and len(headings) <= _FEW_HEADINGS):
            marks[index] = ChromeReason.RELATED


def _between_prose(lines: Sequence[Line], marks: Marks, index: int) -> bool:
    if marks[index] is not None or not lines[index].look.is_title_like:
        return False
    return lines[index - 1].look.is_prose and lines[index + 1].look.is_prose
