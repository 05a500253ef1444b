"""Which way a sentence looks from the day of publication: to what was, or to what is to come."""

from __future__ import annotations

import re
from enum import StrEnum

from summarizer.units.lexicon import FUTURE_CUES, PAST_CUES

__all__ = ["Outlook", "cue_around", "outlook_around"]


class Outlook(StrEnum):
    """On which side of the publication a sentence puts what it tells."""

    PAST = "past"
    FUTURE = "future"
    UNCLEAR = "unclear"
    UNSAID = "unsaid"


_WORD = re.compile(r"[’'][^\W\d_]+|[^\W\d_]+(?:[’']t\b)?|[0-9]+")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]{0,3}\s+(?=[A-Z“\"‘(])|\n\s*\n")
_LIMITS = ("until", "till", "by", "before", "through")


def cue_around(text: str, start: int, end: int, reach: int = 80) -> str:
    """Return a date with what stands around it in its sentence, to resolve it by.

    Args:
        text: the article.
        start: where the date starts, in characters.
        end: where it ends, exclusive.
        reach: at most so many characters on either side.
    """
    before = _SENTENCE_END.split(text[max(0, start - reach) : start])[-1]
    after = _SENTENCE_END.split(text[end : end + reach])[0]
    return before + text[start:end] + after


def outlook_around(before: str, after: str) -> Outlook:
    """Tell which way a sentence looks at the place of a date in it.

    Args:
        before: what stands before the date in its sentence.
        after: what follows it.

    Returns:
        What the nearest cue says, those before the date first. `UNCLEAR` where a cue does not settle it:
        "would", "was expected", and a limit ("by Friday"), which can lie on either side of the publication.
        `UNSAID` where there is no cue.
    """
    earlier = [word.lower() for word in _WORD.findall(before)]
    later = [word.lower() for word in _WORD.findall(after)]
    found = _nearest(earlier, range(len(earlier) - 1, -1, -1))
    if found is Outlook.UNSAID:
        found = _nearest(later, range(len(later)))
    is_limit = bool(earlier) and earlier[-1] in _LIMITS
    return Outlook.UNCLEAR if is_limit and found is not Outlook.FUTURE else found


def _nearest(words: list[str], order: range) -> Outlook:
    for index in order:
        word, previous = words[index], words[index - 1] if index else ""
        if word in ("would", "could", "might", "should"):
            return Outlook.UNCLEAR
        if word in FUTURE_CUES:
            return Outlook.UNCLEAR if previous in ("was", "were", "been", "had") else Outlook.FUTURE
        if word == "to" and previous in ("is", "are"):
            return Outlook.FUTURE
        if word in PAST_CUES or (word.endswith("ed") and len(word) > 4):
            return Outlook.PAST
    return Outlook.UNSAID
