"""Reported speech without quotation marks, and outlets that pass words on."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from summarizer.attribution.fitting import content_start
from summarizer.attribution.passages import Item, Kind
from summarizer.attribution.phrases import is_person_noun
from summarizer.english.words import MEDIA_WORDS, OBJECT_PRONOUNS, OUTLETS, PERSON_PRONOUNS, PREPOSITIONS, TIME_WORDS
from summarizer.units.lexicon import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from summarizer.attribution.cue import Cue
    from summarizer.tokens import Range

__all__ = ["Indirect", "indirect_attributions", "is_outlet", "outlet"]

_DASHES = frozenset({"—", "–", "―", "-", "--"})
_PASSED_ON = frozenset(["reported", "quoted", "cited", "carried", "published"])


_LONGEST_ADVERBIAL = 14


class Indirect(NamedTuple):
    """Reported speech: the clause, who speaks, and the cue; ranges in characters."""

    content: Range
    speaker: Range
    cue: Range


def indirect_attributions(items: Sequence[Item], cues: Sequence[Cue], taken: Collection[Cue]) -> list[Indirect]:
    """Find what the cues report without quoting it.

    Args:
        items: a passage.
        cues: its cues that have no quotation.
        taken: its cues that have one: their clauses end where these begin.

    Returns:
        Reported speech in order. Verbs that mean much else count only before "that"; "did not say" reports
        nothing.
    """
    reporting = [cue for cue in cues if _reports(items, cue)]
    bounds = sorted(cue.start for cue in (*reporting, *taken) if _starts_clause(items, cue))
    found: list[Indirect] = []
    for cue in reporting:
        content = _content(items, cue, bounds)
        if content is not None and cue.speaker is not None:
            speaker = items[cue.speaker.first].start, items[cue.speaker.last].end
            found.append(Indirect(content, speaker, (items[cue.first].start, items[cue.last].end)))
    return found


def _starts_clause(items: Sequence[Item], cue: Cue) -> bool:
    """Whether the cue's clause stands beside the one before, not inside it."""
    before = items[cue.start - 1] if cue.start else None
    return before is None or before.kind is Kind.MARK or before.low in _CONNECTING


def _reports(items: Sequence[Item], cue: Cue) -> bool:
    speaker = cue.speaker
    if speaker is None or cue.noun or cue.negated or cue.infinitive:
        return False
    head = items[speaker.head]
    if head.kind is Kind.WORD and head.low not in PERSON_PRONOUNS | OBJECT_PRONOUNS and not is_person_noun(head.low):
        return False
    following = items[cue.end + 1].low if cue.end + 1 < len(items) else ""
    if cue.passive and following != "that":
        return False
    if head.low in {"i", "you", "we"}:
        return False
    following = items[cue.last + 1].low if cue.last + 1 < len(items) else ""
    phrasal = cue.last > cue.first and cue.lemma != "go"
    return not cue.weak or following == "that" or phrasal


def _content(items: Sequence[Item], cue: Cue, starts: Sequence[int]) -> Range | None:
    """The clause that the cue reports: what follows it, or what stands before it where nothing follows."""
    following = bisect_right(starts, cue.end)
    limit = starts[following] if following < len(starts) else len(items)
    if _follows_content(cue):
        return _before_cue(items, cue)
    start = _past_time_and_place(items, content_start(items, cue), limit)
    end = limit
    while end > start and (items[end - 1].kind is Kind.MARK or items[end - 1].low in _CONNECTING):
        end -= 1
    trailing = start < len(items) and items[start].low in _TRAILING
    words = sum(item.kind is not Kind.MARK for item in items[start:end])
    if start < end and items[start].low in {"and", "or", "but"}:
        return None
    at_end = _closes_sentence(items, cue)
    if words >= (6 if at_end else 4) or (words >= 2 and not trailing):
        return items[start].start, items[end - 1].end
    return _before_cue(items, cue) if at_end else None


def _past_time_and_place(items: Sequence[Item], start: int, limit: int) -> int:
    """Where the clause begins in "said on Tuesday at the summit that it …": after "that"."""
    if start >= limit or items[start].low not in PREPOSITIONS | TIME_WORDS | {"late", "early"} | set(WEEKDAYS):
        return start
    for place in range(start + 1, min(limit, start + _LONGEST_ADVERBIAL)):
        if items[place].kind is Kind.MARK:
            return start
        if items[place].low == "that":
            return place + 1
    return start


def _follows_content(cue: Cue) -> bool:
    """Whether what was said stands before the cue by its form: "…, according to Lee", "…, said Lee"."""
    if cue.speaker is None:
        return False
    if cue.lemma == "according":
        return cue.first > 3
    return cue.finite and not cue.passive and cue.speaker.first > cue.last and cue.first > 3


def _before_cue(items: Sequence[Item], cue: Cue) -> Range | None:
    """The clause before the cue, without the words of the speaker's title."""
    last = cue.start - 1
    while last > 0 and items[last].low != "," and items[last].low not in _DASHES and cue.lemma != "according":
        last -= 1
    while last > 0 and items[last].kind is Kind.MARK:
        last -= 1
    return (items[0].start, items[last].end) if last > 0 else None


def _closes_sentence(items: Sequence[Item], cue: Cue) -> bool:
    """Whether the cue's clause comes after a comma that what was said stands before."""
    for place in range(cue.start - 1, max(0, cue.start - 7), -1):
        if items[place].low == "," or items[place].low in _DASHES:
            return place > 1
        if items[place].kind is Kind.MARK or items[place].low in PREPOSITIONS:
            return False
    return False


_CONNECTING = frozenset(["and", "but", "while", "as", "who", "which", "where", "whereas"])
_TRAILING = frozenset(["on", "in", "at", "during", "after", "before", "to", "via", "from", "by", "last", "this", "of"])


def is_outlet(name: str) -> bool:
    """Whether a name is a newspaper's, a broadcaster's or a news agency's, by its words."""
    words = name.lower().replace("’", "'").split()
    return bool(words) and (" ".join(words) in OUTLETS or words[-1] in MEDIA_WORDS or words[0] in OUTLETS)


def outlet(text: str, items: Sequence[Item], cues: Sequence[Cue]) -> Range | None:
    """The outlet that passes a passage on: "told Reuters", "as reported by AFP", "According to Yonhap"."""
    for place, item in enumerate(items):
        if item.kind is not Kind.NAME:
            continue
        before = [other.low for other in items[max(0, place - 3) : place]]
        told = any(low in {"told", "tells", "telling"} for low in before)
        earlier = [other.low for other in items[max(0, place - 5) : place]]
        passed = "by" in before[-2:] and any(low in _PASSED_ON for low in (earlier if "as" in earlier else before))
        source = len(cues) > 1 and (before[-2:] == ["according", "to"] or before == ["according", "to", "the"])
        quotes = place + 1 < len(items) and items[place + 1].low in {"quoted", "quotes", "cited", "cites"}
        if passed or ((told or source or quotes) and is_outlet(text[item.start : item.end])):
            return item.start, item.end
    return None
