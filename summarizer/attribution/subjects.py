"""Who does the saying: the subject of a cue's verb, wherever it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.attribution.passages import Item, Kind
from summarizer.attribution.phrases import (
    Phrase,
    can_speak,
    is_person_noun,
    last_named,
    parenthesis_subject,
    phrase_after,
    phrase_before,
    sentence_subject,
)
from summarizer.english.cues import PAST, PRESENT, VERB_FORMS
from summarizer.english.words import AUXILIARIES, CONJUNCTIONS, DETERMINERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.attribution.cue import Cue

__all__ = ["finite_subject", "gerund_subject", "shared_subject"]

_DASHES = frozenset({"—", "–", "―", "-", "--"})


def gerund_subject(items: Sequence[Item], place: int, before: int, earlier: Sequence[Cue]) -> Phrase | None:
    """Who does the "saying": "with Lee saying", or the subject of the sentence."""
    if before >= 0 and items[before].low.endswith("s") and is_person_noun(items[before].low):
        phrase = phrase_before(items, before + 1)
        if phrase is not None and (phrase.first == 0 or items[phrase.first - 1].low not in VERB_FORMS):
            return phrase
    if before >= 0 and (items[before].kind is Kind.NAME or items[before].low in {"he", "she", "they"}):
        lead = items[before - 1].low if before else ""
        if lead in {"with", "and", "but", ",", "while", "", "—", "–"}:
            return phrase_before(items, before + 1)
    return shared_subject(items, place, earlier)


def shared_subject(items: Sequence[Item], place: int, earlier: Sequence[Cue]) -> Phrase | None:
    """The subject of the verb before, in the same sentence, or else of the sentence."""
    start = _clause_floor(items, place)
    for cue in reversed(earlier):
        if cue.first < start:
            break
        if cue.speaker is not None and not cue.noun and cue.lemma != "according":
            return cue.speaker
    return sentence_subject(items, start, place) or (sentence_subject(items, 0, place) if start else None)


def _clause_floor(items: Sequence[Item], place: int) -> int:
    """Where the sentence starts: after a semicolon."""
    for at in range(place - 1, max(-1, place - 60), -1):
        if items[at].low == ";":
            return at + 1
    return 0


def _inverted_subject(items: Sequence[Item], place: int, before: int) -> Phrase | None:
    """The speaker after the verb: '"…," said Mr. Lee', "…, said an official"."""
    if before < 0 or any(items[at].low in AUXILIARIES for at in range(before + 1, place)):
        return None
    item = items[before]
    if item.kind is not Kind.QUOTATION and item.low not in {",", *_DASHES}:
        return None
    speaker = phrase_after(items, place + 1)
    if speaker is None or not _may_be_inverted(items, speaker):
        return None
    if item.kind is Kind.QUOTATION or (before and items[before - 1].kind is Kind.QUOTATION):
        return speaker
    head = items[speaker.head]
    ends = speaker.last + 1 >= len(items) or items[speaker.last + 1].low in {
        ".",
        ",",
        "who",
        ";",
        "of",
        "at",
        "in",
        "from",
        "—",
    }
    return speaker if ends and (head.kind is Kind.NAME or is_person_noun(head.low)) else None


def _may_be_inverted(items: Sequence[Item], speaker: Phrase) -> bool:
    """Not "said Trump was": a verb after the phrase makes it the subject of what was said."""
    head = items[speaker.head]
    if head.low == "it":
        return False
    if speaker.last + 1 >= len(items):
        return True
    after = items[speaker.last + 1]
    if after.kind is Kind.WORD:
        return after.low not in AUXILIARIES and not (
            after.low in VERB_FORMS and VERB_FORMS[after.low][2] in {PAST, PRESENT}
        )
    return after.kind is not Kind.POSSESSIVE


def finite_subject(items: Sequence[Item], place: int, before: int, earlier: Sequence[Cue]) -> Phrase | None:
    """The subject of the finite verb at `place`.

    Args:
        items: a passage.
        place: index of the verb.
        before: index of the item before it, auxiliaries and adverbs stepped over; -1 for none.
        earlier: the cues before it.

    Returns:
        The subject before the verb, or after it ("said Lee"), or None.
    """
    comma = before >= 0 and (items[before].low == "," or items[before].low in _DASHES)
    if comma and (apposed := parenthesis_subject(items, before)) is not None:
        return apposed
    inverted = _inverted_subject(items, place, before)
    return inverted or (_subject(items, place, before, earlier) if before >= 0 else None)


def _subject(items: Sequence[Item], place: int, before: int, earlier: Sequence[Cue]) -> Phrase | None:
    """The subject before a finite verb."""
    item = items[before]
    if item.low in {"and", "but", "or", "then", "also"}:
        return shared_subject(items, place, earlier)
    if item.low in {"that", "which"}:
        return _antecedent(items, before)
    if item.low in {")", "]"}:
        return phrase_before(items, _opening(items, before))
    if item.low == "," or item.low in _DASHES:
        return _after_comma(items, place, before, earlier)
    if item.kind in {Kind.QUOTATION, Kind.MARK} or item.low in CONJUNCTIONS:
        return None
    return _directly_before(items, place, before)


def _directly_before(items: Sequence[Item], place: int, before: int) -> Phrase | None:
    phrase = phrase_before(items, before + 1)
    if phrase is None or can_speak(items[phrase.head]) or items[phrase.first].low in DETERMINERS | {"it"}:
        return phrase
    if VERB_FORMS[items[place].low][2] == PAST:
        return sentence_subject(items, _clause_floor(items, place), phrase.first) or phrase
    return None


def _after_comma(items: Sequence[Item], place: int, comma: int, earlier: Sequence[Cue]) -> Phrase | None:
    floor = _clause_floor(items, place)
    shares = any(cue.first >= floor and cue.speaker is not None and not cue.noun for cue in earlier)
    speaker = None if shares else last_named(items, comma)
    return speaker or shared_subject(items, place, earlier)


def _antecedent(items: Sequence[Item], relative: int) -> Phrase | None:
    """What "that" or "which" stands for, where it can speak: "a report that said"."""
    end = relative - 1 if relative and items[relative - 1].low == "," else relative
    phrase = phrase_before(items, end)
    if phrase is None:
        return None
    head = items[phrase.head]
    return phrase if head.kind is Kind.NAME or is_person_noun(head.low) else None


def _opening(items: Sequence[Item], closing: int) -> int:
    for at in range(closing - 1, max(-1, closing - 40), -1):
        if items[at].low in {"(", "["}:
            return at
    return closing
