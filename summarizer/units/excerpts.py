"""Quotations set off by layout: paragraphs without quotation marks that an introduction gives to somebody.

"The group wrote on its blog:", "Ann Lee (@annlee):" and a paragraph in another language after a colon introduce
what follows them as somebody's words. An excerpt ends where the narrator speaks again, which no mark says: it is
one paragraph, or, where it is in another language, all that are, and as many again of their translation.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from enum import Enum
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from summarizer.english.words import ENGLISH_FUNCTION_WORDS, FOREIGN_FUNCTION_WORDS
from summarizer.units.transcripts import find_turns, speaks_in_person

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["find_excerpts"]

_Range = tuple[int, int]

# What is written stands as it was written; "said" may only announce what the narrator tells.
_WRITES = (
    r"wrote|writes|tweeted|tweets|retweeted|posted|posts|blogged|blogs|commented|comments"
    r"|(?:which|that|statement|letter|message|note|email|e-mail|post|tweet|sign|banner)\sreads?"
)
_SAYS = (
    r"said|says|added|adds|replied|replies|responded|responds|remarked|remarks|noted|notes|declared|declares"
    r"|stated|states|asked|asks|continued|continues|explained|explains|concluded|concludes"
)
_IN_WRITING = (
    r"(?:said|says|added|adds|replied|replies|responded|responds|declared|declares|stated|states)"
    r"\s(?:in|on|via)\s(?:[\w’'-]+\s){0,4}?(?:statement|letter|post|message|note|e-?mail|tweet|thread|blog|Twitter"
    r"|Facebook|X|Telegram|Instagram|Weibo|website)\b"
)
# What may stand between the verb and the colon: whom, where, when and how, but no clause.
_CIRCUMSTANCE = (
    r"on|in|at|to|via|from|of|as|with|during|after|before|about|last|yesterday|today|(?:this|the\sfollowing)(?=\s?:)"
    r"|(?:this|that)\s(?:day|week|morning|evening|afternoon|night|month|year)"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|reporters|journalists|him|her|them|back|later|again|simply"
)
_INTRODUCTION = re.compile(
    rf"\b(?:(?P<written>{_WRITES}|(?={_IN_WRITING})\w+)|{_SAYS})"
    rf"(?:\s(?:{_CIRCUMSTANCE})\b[^.!?:;\"“”]{{0,80}})?\s?(?:\[\w+\]|\([^()\n]{{1,40}}\))?:\Z"
)
_HANDLE = re.compile(r"(?<![\w@.])@\w{2,}")
_LABEL = re.compile(r"(?:[^\W\d_][\w.’'-]*\s|@\w+\s){0,5}\(?@?\w[\w.’'-]*\)?:\Z")
_LIST_ITEM = re.compile(r"(?:[-–—•*▪●·‣>#]\s|\(?[\dA-Za-z]{1,2}[.)]\s|https?://)")
_OPENING = "\"“”„‟«»＂'‘`‚"
_SENTENCE_END = ".!?…"
_CLOSING = "\"”’'»)]"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")

_LAST_SENTENCE = 240
_LONGEST_LABEL = 80
_FEWEST_WORDS = 4
_FEWEST_TO_ANNOUNCE = 6
_MOST_PARAGRAPHS = 6
# Of a paragraph no more than this is read to say which language it is in.
_SAMPLE = 1_000
_FEWEST_FOREIGN = 2
_NEAR = 8


class _Introduction(Enum):
    """What a paragraph says of the one after it: nothing, that something follows, that somebody said or wrote it."""

    NONE = "none"
    ANNOUNCED = "announced"
    SAID = "said"
    WRITTEN = "written"


def find_excerpts(text: str, paragraphs: Sequence[_Range], marked: Sequence[_Range]) -> list[_Range]:
    """Find the quotations that stand as paragraphs of their own, without marks.

    Args:
        text: an article's body, or one contiguous part of it.
        paragraphs: its paragraphs, in order, as ranges in characters.
        marked: its quotations in marks, in order, as ranges in characters.

    Returns:
        Ranges in characters (end exclusive), in order, each one quotation; an original and its translation are
        two. An excerpt that itself quotes speech from the head of a sentence ends before that sentence; a
        fragment in marks is part of it.
    """
    found: list[_Range] = []
    place = 0
    # The paragraph after which a bare name is one more label of a series.
    series = -1
    while place + 1 < len(paragraphs):
        labelled = _is_label(text, paragraphs[place], in_series=series == place)
        pieces = _pieces(text, paragraphs, place + 1, _introduced(text, paragraphs[place], labelled=labelled))
        for first, last in pieces:
            excerpt = _clear_of(text, (paragraphs[first][0], paragraphs[last][1]), marked)
            if excerpt is not None:
                found.append(excerpt)
        place = pieces[-1][1] + 1 if pieces else place + 1
        series = place if pieces and labelled else -1
    turns = (_clear_of(text, turn, marked) for turn in find_turns(text, paragraphs))
    return sorted({*found, *filter(None, turns)})


def _ends_with_colon(text: str, paragraph: _Range) -> bool:
    return text[paragraph[1] - 1] == ":"


def _is_label(text: str, paragraph: _Range, *, in_series: bool) -> bool:
    """Whether a paragraph is nothing but a name and a colon; a handle must be in it, but for one in a series."""
    start, end = paragraph
    if end - start > _LONGEST_LABEL or not _ends_with_colon(text, paragraph):
        return False
    words = text[start:end]
    return _LABEL.match(words) is not None and (in_series or _HANDLE.search(words) is not None)


def _introduced(text: str, paragraph: _Range, *, labelled: bool) -> _Introduction:
    """What a paragraph says of the one after it."""
    if labelled:
        return _Introduction.WRITTEN
    if not _ends_with_colon(text, paragraph):
        return _Introduction.NONE
    says = _INTRODUCTION.search(text, max(paragraph[0], paragraph[1] - _LAST_SENTENCE), paragraph[1])
    if says is not None:
        return _Introduction.WRITTEN if says["written"] else _Introduction.SAID
    return _Introduction.ANNOUNCED if _announces(text, paragraph) else _Introduction.NONE


def _announces(text: str, paragraph: _Range) -> bool:
    """Whether a paragraph that ends with a colon is an English sentence, whatever it says."""
    return _has_words(text, paragraph, _FEWEST_TO_ANNOUNCE) and not _is_foreign(text, paragraph)


def _pieces(text: str, paragraphs: Sequence[_Range], first: int, introduced: _Introduction) -> list[_Range]:
    """The first and last paragraph of each quotation that an introduction before `first` may stand for."""
    if introduced is _Introduction.NONE:
        return []
    said = introduced is not _Introduction.ANNOUNCED
    foreign = _run(text, paragraphs, first, first + _MOST_PARAGRAPHS, foreign=True)
    if not foreign:
        theirs = introduced is _Introduction.WRITTEN or (said and speaks_in_person(text, *paragraphs[first]))
        return [(first, first)] if theirs and _may_be_excerpt(text, paragraphs[first]) else []
    after = first + foreign
    translated = _run(text, paragraphs, after, after + foreign, foreign=False)
    if translated < foreign:
        return [(first, after - 1)] if said else []
    return [(first, after - 1), (after, after + translated - 1)]


def _run(text: str, paragraphs: Sequence[_Range], first: int, limit: int, *, foreign: bool) -> int:
    """How many paragraphs from `first` on may be an excerpt and are, or are not, in another language."""
    count = 0
    for paragraph in paragraphs[first:limit]:
        if not _may_be_excerpt(text, paragraph) or _is_foreign(text, paragraph) is not foreign:
            break
        count += 1
    return count


def _may_be_excerpt(text: str, paragraph: _Range) -> bool:
    """Whether a paragraph is prose without an opening mark, and introduces nothing itself."""
    start = paragraph[0]
    if text[start] in _OPENING or _ends_with_colon(text, paragraph) or _LIST_ITEM.match(text, start):
        return False
    return _has_words(text, paragraph, _FEWEST_WORDS)


def _has_words(text: str, paragraph: _Range, fewest: int) -> bool:
    return sum(1 for _ in islice(_WORD.finditer(text, *paragraph), fewest)) == fewest


def _is_foreign(text: str, paragraph: _Range) -> bool:
    """Whether a paragraph is not in English: by its script, or by its function words."""
    return _reads_foreign(text[paragraph[0] : min(paragraph[1], paragraph[0] + _SAMPLE)])


@lru_cache(maxsize=256)
def _reads_foreign(sample: str) -> bool:
    letters = sum(character.isalpha() for character in sample)
    if 2 * sum(character.isalpha() and ord(character) > 0x24F for character in sample) > letters:
        return True
    words = [match.group().casefold() for match in _WORD.finditer(sample)]
    foreign = sum(word in FOREIGN_FUNCTION_WORDS for word in words)
    return foreign >= _FEWEST_FOREIGN and foreign > 2 * sum(word in ENGLISH_FUNCTION_WORDS for word in words)


def _clear_of(text: str, excerpt: _Range, marked: Sequence[_Range]) -> _Range | None:
    """The excerpt up to the first sentence that opens with speech of somebody else's; None where none is left."""
    start, end = excerpt
    at = bisect_left(marked, (start, 0))
    if at and marked[at - 1][1] > start:
        return None
    while at < len(marked) and marked[at][0] < end:
        first, last = marked[at]
        at += 1
        if last > end:
            return None
        before = text[max(start, first - _NEAR) : first].rstrip().rstrip(_CLOSING)
        words = text[first : min(last, first + _SAMPLE)].split()
        if len(words) >= _FEWEST_WORDS and before[-1:] in _SENTENCE_END:
            kept = start + len(text[start:first].rstrip())
            return (start, kept) if kept > start else None
    return excerpt
