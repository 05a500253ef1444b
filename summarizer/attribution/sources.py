"""What says who an unnamed source is: "familiar with the matter", "briefed on the plans"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.attribution.passages import Item, Kind
from summarizer.english.cues import PRESENT, VERB_FORMS
from summarizer.english.words import ADVERBS, AUXILIARIES, CALENDAR, CONJUNCTIONS, PREPOSITIONS, TIME_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["description_end", "description_start", "opens_description"]

_CLOSE = {
    "familiar": frozenset({"with"}),
    "close": frozenset({"to"}),
    "loyal": frozenset({"to"}),
    "allied": frozenset({"with", "to"}),
    "privy": frozenset({"to"}),
    "briefed": frozenset({"on", "about", "by"}),
    "involved": frozenset({"in", "with"}),
    "aware": frozenset({"of"}),
}
_KNOWING = frozenset({"knowledge", "insight", "understanding"})
_OF = frozenset({"of", "about", "into"})
_KINDS_OF_KNOWLEDGE = frozenset({"direct", "first-hand", "firsthand", "intimate", "detailed", "inside", "personal"})
_GOES_ON = frozenset({"of", "between", "behind"})
_DETERMINING = frozenset({"the", "a", "an", "its", "his", "her", "their", "this", "that", "these", "those"})
_CLOSED = PREPOSITIONS | CONJUNCTIONS | AUXILIARIES | CALENDAR | TIME_WORDS | ADVERBS
_LONGEST = 12
_LONGEST_KNOWING = 4


def opens_description(word: str, following: str) -> bool:
    """Say whether a word and its preposition open such a description: "familiar with", "close to"."""
    return following in _CLOSE.get(word, ())


def description_end(items: Sequence[Item], last: int) -> int:
    """Find the last item of what follows a noun for people and says how they know.

    Args:
        items: a passage.
        last: index of the noun: "people" in "three people familiar with the move".

    Returns:
        The index of the last item of the description ("move"), or `last` where there is none.
    """
    start = _after_opening(items, last + 1)
    return _object_end(items, start) if start is not None else last


def description_start(items: Sequence[Item], preposition: int) -> int:
    """Step back from the preposition of such a description to its first item.

    Args:
        items: a passage.
        preposition: index of "with" in "familiar with", or of "of" in "with direct knowledge of".

    Returns:
        The index of "familiar", or of "with" in "with direct knowledge of"; else `preposition`.
    """
    for start in range(preposition - 1, max(-1, preposition - _LONGEST_KNOWING), -1):
        if _after_opening(items, start) == preposition + 1:
            return start
    return preposition


def _after_opening(items: Sequence[Item], at: int) -> int | None:
    """Where the object begins, if a description opens here: "familiar with", "with direct knowledge of"."""
    if at + 1 >= len(items):
        return None
    if opens_description(items[at].low, items[at + 1].low):
        return at + 2
    if items[at].low != "with":
        return None
    place = at + 1
    while place < len(items) and items[place].low in _KINDS_OF_KNOWLEDGE:
        place += 1
    known = place + 1 < len(items) and items[place].low in _KNOWING and items[place + 1].low in _OF
    return place + 2 if known else None


def _object_end(items: Sequence[Item], start: int) -> int:
    """The last item of the noun phrase at `start`, with what "of" adds to it; the item before where there is none."""
    last = start - 1
    for at in range(start, min(len(items), start + _LONGEST)):
        item = items[at]
        joined = item.low == "and" and any(before.low == "between" for before in items[start:at])
        if joined or (item.low in _GOES_ON and at > start):
            continue
        if _is_apostrophe(items, at):
            continue
        if _ends(items, at) and not _is_hyphen(items, at):
            break
        last = at
    return last


def _ends(items: Sequence[Item], at: int) -> bool:
    item = items[at]
    if item.kind in {Kind.MARK, Kind.QUOTATION}:
        return True
    return item.kind is Kind.WORD and (item.low in _CLOSED or _is_verb(items, at))


def _is_verb(items: Sequence[Item], at: int) -> bool:
    """Whether a word is a verb and no noun: not "talks" in "the talks" or in "merger talks, the bank said"."""
    form, before = VERB_FORMS.get(items[at].low), items[at - 1]
    if form is None or before.kind in {Kind.POSSESSIVE, Kind.MARK} or before.low in _DETERMINING:
        return False
    after = items[at + 1] if at + 1 < len(items) else None
    closes = after is None or after.kind is Kind.MARK or after.low in PREPOSITIONS
    return not (form[2] == PRESENT and closes)


def _is_apostrophe(items: Sequence[Item], at: int) -> bool:
    """Whether it makes a plural a possessive: "the regulators' analysis"."""
    if items[at].low not in {"'", "’"} or at + 1 >= len(items) or items[at + 1].kind is Kind.MARK:
        return False
    before = items[at - 1]
    return before.low.endswith("s") and before.end == items[at].start and items[at].end < items[at + 1].start


def _is_hyphen(items: Sequence[Item], at: int) -> bool:
    joined = items[at].low == "-" and 0 < at < len(items) - 1
    return joined and items[at - 1].end == items[at].start and items[at].end == items[at + 1].start
