"""Sentences: the ranges that a summary cites and a model points at.

The splitting is sentencex's: it knows abbreviations, initials and decimals. Two of its habits do not suit
news, and are dealt with here. It never splits inside a quotation, and where the marks do not match it stops
splitting altogether: so it is shown the text with every quotation mark blanked out. And it sees one boundary
at a time: the few rules in `_belongs_together` undo the ones that go wrong again and again.
"""

from __future__ import annotations

import re
from typing import cast

from sentencex import segment  # type: ignore[import-untyped] # it ships no types

from summarizer.units.paragraphs import find_paragraphs

__all__ = ["find_sentences"]

_Range = tuple[int, int]

# Lone surrogates are blanked as well: the library's strings cannot hold them.
_BLANKED = re.compile(
    r"[\"“”„‟«»‹›＂`´\s(){}\ud800-\udfff]|(?<![^\W_])['‘’‚‛]|['‘’‚‛](?![^\W_])",
)
_CLOSING_MARKS = "\"”“»«'’‘)]}`´›‹＂"

_CHUNK = 4_000
_LOOK_BEHIND, _LOOK_AHEAD = 24, 80

_ABBREVIATION = re.compile(
    r"(?<![^\W_])(?:Mr|Mrs|Ms|Mx|Messrs|Mme|Dr|Prof|Gov|Lt|Sens?|Reps?|Gen|Col|Maj|Brig|Capt|Cmdr|Adm|Sgt|Cpl"
    r"|Pvt|Rev|Fr|Hon|Pres|Supt|Det|Insp|Atty|Asst|Assoc|Amb|Mt|Ft|[Vv]s|[Aa]pprox|[Ee]st)\.$"
)
_CLOCK = re.compile(r"[ap]\.?m\.$", re.IGNORECASE)
_DAY_OR_ZONE = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|[A-Z]{1,3}T\b|UTC\b|(?:Eastern|Central|Pacific|Mountain)\b"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d"
)
_SPOKEN_END = re.compile(r"[?!…][\"”“»'’]+$")
_REPORTING = re.compile(
    r"(?:[^\s.?!,;:\"“”]+ ){1,5}(?:said|says|asked|asks|added|adds|wrote|writes|told|replied|tweeted|shouted"
    r"|remarked|exclaimed|demanded|wondered|quipped|joked|posted|insisted|continued|declared|responded|stated"
    r"|warned|urged|argued|concluded|countered|recalled|noted|observed|explained)\b"
)
_LIST_NUMBER = re.compile(r"(?:\d{1,3}|[A-Za-z])[.)]")


def find_sentences(text: str) -> list[tuple[int, int]]:
    """Find the sentences of a text.

    A sentence never crosses a paragraph (see `find_paragraphs`). A quotation of several sentences is several
    sentences; a closing mark stays with the sentence that it closes.

    Args:
        text: any text.

    Returns:
        Ranges in characters (start, end exclusive), in order, without the white space around them. They do
        not overlap, and together they hold every character that is not white space.
    """
    sentences: list[_Range] = []
    for start, end in find_paragraphs(text):
        sentences.extend(_split(text, start, end))
    return sentences


def _split(text: str, start: int, end: int) -> list[_Range]:
    sentences: list[_Range] = []
    paragraph = start
    for raw_cut in _cuts(_BLANKED.sub(" ", text[start:end])):
        cut = _after_closing_marks(text, paragraph + raw_cut, end)
        following = _skip_space(text, cut, end)
        if cut > start and cut < following < end and not _belongs_together(text, start, cut, following):
            sentences.append((start, cut))
            start = following
    return [*sentences, (start, end)]


def _cuts(paragraph: str) -> list[int]:
    """Return where sentences end in a blanked paragraph, in chunks, so that the time grows linearly.

    A chunk starts anew at the last sentence found in the one before it, if that lies in its second half;
    else it goes on where that one stopped.
    """
    cuts: list[int] = []
    start = 0
    while start < len(paragraph):
        stop = _chunk_end(paragraph, start)
        last = start
        position = start
        for sentence in cast("list[str]", segment("en", paragraph[start:stop]))[:-1]:
            position += len(sentence)
            cuts.append(position - len(sentence) + len(sentence.rstrip()))
            last = position
        halfway = start + _CHUNK // 2
        start = last if last >= halfway and stop < len(paragraph) else stop
    return cuts


def _chunk_end(paragraph: str, start: int) -> int:
    if len(paragraph) - start <= _CHUNK:
        return len(paragraph)
    space = paragraph.rfind(" ", start + _CHUNK // 2, start + _CHUNK)
    return space + 1 if space >= 0 else start + _CHUNK


def _after_closing_marks(text: str, position: int, end: int) -> int:
    """Step over the marks that close at a sentence's end, also where a space went astray before them."""
    while position < end and text[position] in _CLOSING_MARKS:
        position += 1
    if text[position : position + 2] in {" ”", " »"} and (position + 2 == end or text[position + 2].isspace()):
        position += 2
    return position


def _skip_space(text: str, position: int, end: int) -> int:
    while position < end and text[position].isspace():
        position += 1
    return position


def _belongs_together(text: str, start: int, cut: int, following: int) -> bool:
    """Say whether a cut that the library proposes falls inside a sentence."""
    before = text[max(start, cut - _LOOK_BEHIND) : cut]
    after = text[following : following + _LOOK_AHEAD]
    return bool(
        # “Where to?” he asked.
        (before[-1] in _CLOSING_MARKS and after[0].islower())
        or (_SPOKEN_END.search(before) and _REPORTING.match(after))
        # Ms. Lee; at 5 p.m. Monday; 1. First item
        or _ABBREVIATION.search(before)
        or (_CLOCK.search(before) and _DAY_OR_ZONE.match(after))
        or _LIST_NUMBER.fullmatch(text[start:cut] if cut - start <= _LOOK_BEHIND else "")
    )
