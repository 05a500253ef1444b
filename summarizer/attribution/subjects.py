"""Who does the saying: the subject of a cue's verb, wherever it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.attribution.passages import Item, Kind
from summarizer.attribution.phrases import (
    Phrase,
    can_speak,
    is_person_noun,
    last_named,
    noun_phrase,
    parenthesis_subject,
    phrase_after,
    phrase_before,
    sentence_subject,
)
from summarizer.english.cues import BASE, PAST, PRESENT, RECORD_NOUNS, VERB_FORMS
from summarizer.english.titles import DOCUMENT_NOUNS
from summarizer.english.words import AUXILIARIES, CONJUNCTIONS, DETERMINERS, PERSON_PRONOUNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.attribution.cue import Cue

__all__ = ["finite_subject", "gerund_subject", "is_nobody", "shared_subject"]

_DASHES = frozenset({"—", "–", "―", "-", "--"})
_AFTER_NAME_AND_COMMA = 2
_BELONGING = frozenset(["of", "to", "for", "at", "from", "with"])
_NOBODY = frozenset({"no", "nobody", "none", "neither", "nor", "few"})
_BEFORE_NOBODY = _NOBODY | DETERMINERS | {"of"}
_DETERMINED = DETERMINERS | {"it"}
_TELLING_NOUNS = DOCUMENT_NOUNS | RECORD_NOUNS
_NOT_OF = frozenset({"one", "a", "all", "every", "any", "many"})


def is_nobody(items: Sequence[Item], subject: Phrase) -> bool:
    """Whether a subject says that nobody does it: "no minister", "few of them", "neither Lee nor Roe"."""
    place = subject.first
    if items[place].low not in _NOBODY and place and items[place - 1].low == "not" and items[place].low in _NOT_OF:
        return True
    while items[place].low not in _NOBODY and place and items[place - 1].low in _BEFORE_NOBODY:
        place -= 1
    few = items[place].low == "few" and place and items[place - 1].low in {"a", "the", "these", "those"}
    return items[place].low in _NOBODY and not few


def gerund_subject(items: Sequence[Item], place: int, before: int, earlier: Sequence[Cue]) -> Phrase | None:
    """Who does the "saying": "with Lee saying", or the subject of the sentence."""
    if before >= 0 and items[before].low.endswith("s") and is_person_noun(items[before].low):
        phrase = phrase_before(items, before + 1)
        if phrase is not None and (phrase.first == 0 or items[phrase.first - 1].low not in VERB_FORMS):
            return phrase
    if before >= 0 and (items[before].kind is Kind.NAME or items[before].low in {"he", "she", "they"}):
        lead = items[before - 1].low if before else ""
        if lead in {"with", "despite", "and", "but", ",", "while", "", "—", "–"}:
            return phrase_before(items, before + 1)
    if before >= 0 and items[before].low == "for":
        blamed = phrase_before(items, before)
        if blamed is not None and items[blamed.head].kind is Kind.NAME:
            return blamed
    return shared_subject(items, place, earlier)


def shared_subject(items: Sequence[Item], place: int, earlier: Sequence[Cue]) -> Phrase | None:
    """The subject of the verb before, in the same sentence, or else of the sentence."""
    start = _clause_floor(items, place)
    shared = [cue for cue in earlier if cue.first >= start]
    bare = [cue for cue in shared if cue.weak and VERB_FORMS.get(items[cue.first].low, ("", "", ""))[2] == BASE]
    # "said Lee would go, but declined": what would be done is no clause beside it.
    for cue in (*(one for one in reversed(shared) if one not in bare), *reversed(bare)):
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
        named = None if can_speak(items[apposed.head]) else last_named(items, before)
        return named or apposed
    inverted = _inverted_subject(items, place, before)
    return inverted or (_subject(items, place, before, earlier) if before >= 0 else None)


def _subject(items: Sequence[Item], place: int, before: int, earlier: Sequence[Cue]) -> Phrase | None:
    """The subject before a finite verb."""
    item = items[before]
    if item.low in {"and", "but", "or", "then", "also"}:
        return shared_subject(items, place, earlier)
    if item.low in {"that", "which", "who"}:
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
    if phrase is not None and _only_describes(items, phrase):
        opening = sentence_subject(items, _clause_floor(items, place), phrase.first)
        if opening is not None and items[opening.head].kind is Kind.NAME:
            return opening
    if phrase is not None and _is_apposed(items, phrase):
        return Phrase(0, 0, 0)
    if phrase is not None and items[phrase.head].low in _TELLING_NOUNS:
        return phrase
    if phrase is None or can_speak(items[phrase.head]) or items[phrase.first].low in _DETERMINED:
        return phrase
    if VERB_FORMS[items[place].low][2] == PAST:
        return sentence_subject(items, _clause_floor(items, place), phrase.first) or phrase
    return None


def _only_describes(items: Sequence[Item], phrase: Phrase) -> bool:
    """Whether a phrase is part of what describes the subject: "Ann Lee of Yale and contributor to Wired wrote"."""
    if phrase.first and items[phrase.first - 1].low == "and" and items[phrase.head].kind is Kind.WORD:
        return items[phrase.head].low not in PERSON_PRONOUNS and not items[phrase.head].low.endswith("s")
    first = phrase.first - 1 if phrase.first and items[phrase.first - 1].low in DETERMINERS else phrase.first
    if items[phrase.head].kind is not Kind.NAME or not first or items[first - 1].low not in _BELONGING:
        return False
    return first > 1 and items[first - 2].kind is Kind.WORD


def _is_apposed(items: Sequence[Item], phrase: Phrase) -> bool:
    """Whether a phrase stands after a name and a comma at the head of the sentence: "Sam Lau, the director said"."""
    first = phrase.first
    opens = first == _AFTER_NAME_AND_COMMA and items[0].kind is Kind.NAME and items[1].low == ","
    return opens and items[first].low in DETERMINERS


def _after_comma(items: Sequence[Item], place: int, comma: int, earlier: Sequence[Cue]) -> Phrase | None:
    floor = _clause_floor(items, place)
    shares = any(cue.first >= floor and cue.speaker is not None and not cue.noun for cue in earlier)
    speaker = None if shares else last_named(items, comma)
    return speaker or shared_subject(items, place, earlier)


def _antecedent(items: Sequence[Item], relative: int) -> Phrase | None:
    """What "that" or "which" stands for, where it can speak: "a report that said"; "who" itself, after a name."""
    if items[relative].low == "who":
        return _unnamed_antecedent(items, relative) or Phrase(relative, relative, relative)
    end = relative - 1 if relative and items[relative - 1].low == "," else relative
    phrase = phrase_before(items, end)
    if phrase is None:
        return None
    head = items[phrase.head]
    return phrase if head.kind is Kind.NAME or is_person_noun(head.low) else None


def _unnamed_antecedent(items: Sequence[Item], who: int) -> Phrase | None:
    """Whom "who" stands for, where that is nobody's name: "an official who", "envoys of A, B and others, who"."""
    end = who - 1 if who and items[who - 1].low == "," else who
    several = end > 0 and items[end - 1].low == "others"
    if several:
        listed = {",", "and", "others", "the"}
        while end and (items[end - 1].low in listed or items[end - 1].kind is Kind.NAME):
            end -= 1
        end -= bool(end and items[end - 1].low in {"of", "from"})
    last = items[end - 1] if end else None
    if last is not None and last.kind is Kind.NAME:
        phrase = phrase_before(items, end)
        return phrase if phrase is not None and items[phrase.head].kind is Kind.WORD else None
    if last is None or last.kind is not Kind.WORD or not is_person_noun(last.low):
        return None
    return noun_phrase(items, end - 1) if several else phrase_before(items, end)


def _opening(items: Sequence[Item], closing: int) -> int:
    for at in range(closing - 1, max(-1, closing - 40), -1):
        if items[at].low in {"(", "["}:
            return at
    return closing
