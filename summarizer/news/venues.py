"""Where something was said, by the words around its attribution."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.analysis import Analysis, Unit
    from summarizer.news.statements import Candidate

__all__ = ["venue"]

_EVENT = (
    r"(?:[Mm]eeting|[Cc]onference|[Ss]ummit|[Ss]ession|[Bb]riefing|[Ii]nterview|[Hh]earing|[Rr]ally|[Aa]ssembly"
    r"|[Dd]ebate|[Ff]orum|[Cc]eremony|[Pp]odcast|[Ss]ymposium|[Cc]ongress|[Cc]onvention|gathering|seminar|vigil"
    r"|funeral|trial|inquest)"
)
_BODY = (
    r"(?:[Cc]ouncil|[Cc]ommittee|[Aa]ssembly|[Pp]arliament|[Cc]ongress|[Ss]enate|[Cc]ommission|[Cc]ourt|[Tt]ribunal"
    r"|UNSC|UNGA|[Ii]nquiry|[Cc]onference|[Ss]ummit|[Ff]orum|[Hh]earing|[Mm]eeting|[Rr]ally|[Cc]onvention)"
)
# A full stop ends the sentence, but for one of a title or of initials: "the U.S. Senate".
_WORD = r"(?:(?:St|Mrs?|Ms|Dr|Sen|Gen|Rep|Gov|Prof|(?:[A-Z]\.){0,4}[A-Z])\.|[\w’'-]+)\s"
_WORDS = rf"(?:(?!(?:that|which|who|when|where|as|after|before|during)\b){_WORD}){{0,6}}?"
_OBJECT = rf"(?:(?!(?:during|in|at|on|that|about|after|before|and|when)\b){_WORD}){{0,4}}?"
_DETERMINER = r"(?:an?|the|his|her|their|its|this)\s"
_MEDIUM = r"(?:Telegram|Twitter|X|Facebook|Instagram|TikTok|YouTube|Weibo|television|radio|TV|state\sTV)"
_VENUE = re.compile(
    rf"\b(?:(?:[Aa]t|[Dd]uring|[Ii]n)\s{_DETERMINER}{_WORDS}{_EVENT}\b"
    rf"|[Bb]efore\s(?:an?|the)\s{_WORDS}(?:council|committee|assembly|parliament|Council|Committee|Assembly"
    r"|Parliament|Congress|Senate|court|Court)\b"
    rf"|on\s{_MEDIUM}\b"
    rf"|(?:called|held|gave|hosted)\s(?:an?|the)\s(?:press|news)\sconference\b"
    r")"
)
# A building's name is a venue where the saying is said to be there; "a physicist at the Institute" works there.
_PLACE = re.compile(
    r"(?:\A|\b(?:said|says|spoke|speaking|announced|added|told\sreporters)\s)([Aa]t\sthe\s[A-Z]\w+(?:\s[A-Z]\w+){0,2})"
)
_TOLD = re.compile(
    rf"\s(?:told|informed|addressed|addressing|telling|informing)\s((?:an?\s|the\s)?{_OBJECT}{_BODY})\b(?!\s[a-z]+er\b)"
)
_HELD = re.compile(r"(?:called|held|gave|hosted)\s")
_TOLD_WITHIN = 90
_AT_THE_HEAD = 12
_NEAR = 70
_RELATIVE = re.compile(r",\s(?:who|whose|which)\s")
_ANOTHER_CLAUSE = re.compile(r"(?:\w+\s){0,3}(?:[Aa]fter|[Ww]hen|[Ww]hile|[Ss]ince|[Aa]s)\s")


def venue(analysis: Analysis, candidate: Candidate) -> str | None:
    """Where something was said: the place, occasion or medium that its sentence names beside the words said.

    Args:
        analysis: the article.
        candidate: the statement to be.

    Returns:
        The words as they stand, in one line; None where the sentence names none. "Ahead of the meeting" and
        "after the talks" are times, not places.
    """
    text, cue = analysis.article.text, candidate.attribution.cue
    if cue is not None and (told := _TOLD.match(text, cue[0] - 1, min(len(text), cue[1] + _TOLD_WITHIN))):
        return " ".join(told[1].split())
    content = (*candidate.content, candidate.attribution.content)
    for sentence in candidate.evidence:
        for offset, found in _venues(analysis.text_of(sentence)):
            at = sentence.start + offset
            if not any(start <= at < end for start, end in content) and _is_of(text, candidate, sentence, at):
                return found
    return None


def _is_of(text: str, candidate: Candidate, sentence: Unit, at: int) -> bool:
    """Whether an occasion is where something was said: at the head of the sentence, or near the cue."""
    attribution = candidate.attribution
    if at - sentence.start <= _AT_THE_HEAD or attribution.cue is None:
        return True
    first, last = attribution.cue
    last = max(last, attribution.speaker[1]) if attribution.speaker else last
    if at > last:
        return at - last <= _NEAR
    aside = _RELATIVE.search(text, max(sentence.start, at - _NEAR), at) is not None
    return first - at <= _NEAR and not aside and _ANOTHER_CLAUSE.match(text, sentence.start) is None


# A sentence that goes on and on can hold many statements.
@lru_cache(maxsize=64)
def _venues(sentence: str) -> tuple[tuple[int, str], ...]:
    found = [(match.start(), _HELD.sub("", match.group(), count=1)) for match in _VENUE.finditer(sentence)]
    found += [(match.start(1), match[1]) for match in _PLACE.finditer(sentence)]
    return tuple((place, " ".join(words.split())) for place, words in sorted(found))
