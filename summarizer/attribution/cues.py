"""The words that make an attribution."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.attribution.cue import Cue
from summarizer.attribution.passages import Item, Kind
from summarizer.attribution.phrases import Phrase, can_speak, is_adverb, is_person_noun, phrase_after, phrase_before
from summarizer.attribution.subjects import finite_subject, gerund_subject, is_nobody, shared_subject
from summarizer.english.cues import (
    BASE,
    GERUND,
    LABELLING,
    PARTICIPLE,
    PAST,
    PHRASES,
    PRESENT,
    RECORD_NOUNS,
    SPEECH_NOUNS,
    VERB_FORMS,
    WEAK,
)
from summarizer.english.listing import words
from summarizer.english.titles import DOCUMENT_NOUNS
from summarizer.english.words import AUXILIARIES, DETERMINERS, NUMBERS, POSSESSIVES, PREPOSITIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["find_cues"]

# A passage with more cues than this is no prose.
_MOST_CUES = 60
_BE = frozenset(["is", "was", "are", "were", "be", "been", "being", "am", "isn't", "wasn't", "aren't", "weren't"])
_NEGATIONS = frozenset(
    [
        "not",
        "n't",
        "never",
        "hasn't",
        "haven't",
        "hadn't",
        "didn't",
        "doesn't",
        "don't",
        "won't",
        "wouldn't",
        "couldn't",
        "can't",
        "cannot",
        "isn't",
        "wasn't",
    ]
)
_MODALS = AUXILIARIES - _BE - {"has", "have", "had", "ever", "never"}
_AFTER_NOUN = frozenset(["of", "as", "from", "between", "with", "against", "among"])
# "Member states", "swing states": what these stand before is no verb.
_BEFORE_STATES = words("""
    member members nation city island swing battleground gulf baltic arab other all many most several
    neighboring neighbouring neighbour neighbor southern northern eastern western border client vassal founding
    """)
_OWNERS = POSSESSIVES - {"its", "our", "my", "your"}
_TELLING_NOUNS = DOCUMENT_NOUNS | RECORD_NOUNS
_BEFORE_A_NOUN = DETERMINERS - {"this", "that", "some", "others"}
_REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})
_QUOTING = frozenset({"quote", "cite", "report"})
_SOURCES = frozenset({"according", "per", "words"})
_CUES = VERB_FORMS.keys() | _SOURCES | SPEECH_NOUNS


def find_cues(items: Sequence[Item]) -> list[Cue]:
    """Find the cues of a passage with their speakers, in order."""
    cues: list[Cue] = []
    for place, item in enumerate(items):
        if item.low not in _CUES or item.kind is not Kind.WORD:
            continue
        cue = None
        if item.low in VERB_FORMS:
            cue = _verb_cue(items, place, cues)
        elif item.low in _SOURCES:
            cue = _source_cue(items, place)
        if cue is None and item.low in SPEECH_NOUNS:
            cue = _noun_cue(items, place, cues)
        if cue is not None:
            shared = any(cue.speaker == one.speaker for one in cues)
            cues.append(cue._replace(shared=shared))
        if len(cues) == _MOST_CUES:
            break
    return cues


def _source_cue(items: Sequence[Item], place: int) -> Cue | None:
    """The source in "according to X", "per X" and "in the words of X"."""
    following = items[place + 1].low if place + 1 < len(items) else ""
    last = place
    if (items[place].low == "according" and following == "to") or (items[place].low == "words" and following == "of"):
        last = place + 1
    elif items[place].low != "per" or place + 1 >= len(items) or items[place + 1].kind is not Kind.NAME:
        return None
    start = last + 1
    if start < len(items) and items[start].low in {"him", "her", "them"}:
        return Cue(place, last, "according", finite=True, speaker=Phrase(start, start, start))
    speaker = phrase_after(items, start)
    return Cue(place, last, "according", finite=True, speaker=speaker) if speaker else None


def _noun_cue(items: Sequence[Item], place: int, earlier: Sequence[Cue]) -> Cue | None:
    """Whoever owns the noun in "her remark that" or "Lee's warning of"."""
    if any(not cue.noun for cue in earlier) and not _opens_with_that(items, place):
        return None
    at = place - 1
    while at > place - 4 and at >= 0 and items[at].kind is Kind.WORD and items[at].low not in DETERMINERS:
        at -= 1
    if at < 0:
        return None
    if items[at].kind is Kind.WORD and items[at].low in _OWNERS:
        return Cue(place, place, "noun", finite=False, speaker=Phrase(at, at, at), noun=True)
    if items[at].kind is Kind.POSSESSIVE and at >= 1:
        owner = phrase_before(items, at)
        if owner is not None:
            return Cue(place, place, "noun", finite=False, speaker=owner, noun=True)
    return None


def _opens_with_that(items: Sequence[Item], place: int) -> bool:
    return place + 1 < len(items) and items[place + 1].low == "that"


def _verb_cue(items: Sequence[Item], place: int, earlier: Sequence[Cue]) -> Cue | None:
    lemma, _, tense = VERB_FORMS[items[place].low]
    before, passive, negated, modal = _step_back(items, place)
    last = _cue_end(items, place, lemma)
    by = place + 2 < len(items) and items[place + 1].low == "by" and not items[place + 2].low.endswith("ing")
    if (passive or by) and tense in {PAST, PARTICIPLE}:
        return None if lemma in _QUOTING and _as_saying(items, place) else _passive_cue(items, place, lemma)
    if _is_noun_or_adjective(items, place, before, tense, modal=modal):
        return None
    infinitive = tense == BASE and before >= 0 and items[before].low == "to"
    if infinitive:
        speaker = shared_subject(items, place, earlier)
    elif tense == GERUND:
        if place and f"{items[place - 1].low} {items[place].low}" == "in writing":
            return None
        speaker = _quoted_person(items, place)
        if speaker is None and not (place and _is_past(items[place - 1])):
            speaker = gerund_subject(items, place, before, earlier)
    else:
        speaker = finite_subject(items, place, before, earlier)
    finite = not infinitive and tense != GERUND
    if speaker is None or (finite and lemma in WEAK and not _may_say(items[speaker.head], lemma)):
        return None
    negated = negated or is_nobody(items, speaker)
    return Cue(place, last, lemma, finite, speaker, negated=negated, infinitive=infinitive)


def _may_say(subject: Item, lemma: str) -> bool:
    """Whether somebody is the subject, or what was said or written is, and calls something names or reads so."""
    if lemma == "read":
        return subject.kind is not Kind.WORD or subject.low != "it"
    tells = subject.low in _TELLING_NOUNS
    return can_speak(subject) or tells or (lemma in LABELLING and subject.low in SPEECH_NOUNS)


def _is_past(item: Item) -> bool:
    form = VERB_FORMS.get(item.low)
    return form is not None and form[2] in {PAST, PRESENT, PARTICIPLE}


def _step_back(items: Sequence[Item], place: int) -> tuple[int, bool, bool, bool]:
    """Step over auxiliaries and adverbs: where the subject ends; passive, negated, with a modal."""
    at = place - 1
    passive = negated = modal = False
    while (
        at >= 0
        and items[at].kind is Kind.WORD
        and (items[at].low in AUXILIARIES or items[at].low in _REFLEXIVE or is_adverb(items[at]))
    ):
        passive = passive or items[at].low in _BE
        negated = negated or items[at].low in _NEGATIONS
        modal = modal or items[at].low in _MODALS
        at -= 1
    return at, passive, negated, modal


def _cue_end(items: Sequence[Item], place: int, lemma: str) -> int:
    if place + 1 < len(items) and f"{lemma} {items[place + 1].low}" in PHRASES:
        return place + 1
    if (
        lemma == "tell"
        and place + 1 < len(items)
        and items[place + 1].low in {"reporters", "journalists", "him", "her", "me", "us", "them"}
    ):
        return place + 1
    return place


def _is_noun_or_adjective(items: Sequence[Item], place: int, before: int, tense: str, *, modal: bool) -> bool:
    """Whether the form is no verb here: "the reported plan", "their claims", "on demand"."""
    if before < 0:
        return tense in {BASE, PRESENT} and not modal
    item = items[before]
    if item.kind is Kind.POSSESSIVE or (item.kind is Kind.WORD and item.low in _BEFORE_A_NOUN):
        return True
    if tense == BASE and not modal:
        plural = item.kind is Kind.WORD and (item.low.endswith("s") or item.low in {"people", "police", "men", "women"})
        pronoun = item.low in {"i", "we", "they", "you", "who", "to"}
        plural = plural or item.low in {"many", "some", "others", "few", "most"} or _ends_plural(items, before)
        return not (plural or pronoun or item.low in {")", ","}) or item.low.endswith("'s")
    if tense in {PRESENT, PAST, PARTICIPLE} and item.kind is Kind.WORD and item.low in PREPOSITIONS:
        return item.low not in {"about", "in", "out", "on", "up", "over", "off"} or tense == PRESENT
    states = items[place].low == "states" and item.low in _BEFORE_STATES
    if (
        states
        or _is_noun_like_its_past(items, place, before)
        or (tense == PRESENT and (item.low in NUMBERS or item.low.isdigit()))
    ):
        return True
    following = items[place + 1].low if place + 1 < len(items) else ""
    return tense == PRESENT and item.kind is Kind.NAME and following in _AFTER_NOUN


def _is_noun_like_its_past(items: Sequence[Item], place: int, before: int) -> bool:
    """Whether a noun is meant by a form that is base and past too: "the analysts' average forecast of"."""
    low = items[place].low
    if VERB_FORMS[low][0] != low or VERB_FORMS[low][2] != PAST:
        return False
    following = items[place + 1].low if place + 1 < len(items) else ""
    if following == "of" or following in AUXILIARIES:
        return True
    owned = any(item.kind is Kind.POSSESSIVE or item.low in {"'", "’"} for item in items[max(0, before - 1) : before])
    return owned and items[before].kind is Kind.WORD and not is_person_noun(items[before].low)


def _ends_plural(items: Sequence[Item], last: int) -> bool:
    """Whether a noun only ends a phrase for several people: "sources close to Ann Lee", "fans of the band"."""
    if last < 2 or items[last].kind not in {Kind.NAME, Kind.WORD}:
        return False
    place = last - 2 if items[last - 1].low in DETERMINERS else last - 1
    if items[place].low not in PREPOSITIONS:
        return False
    return any(item.low.endswith("s") and is_person_noun(item.low) for item in items[max(0, place - 2) : place])


def _as_saying(items: Sequence[Item], place: int) -> bool:
    """Whether "as saying" follows: who was quoted speaks, and not who quotes."""
    for at in range(place + 1, min(len(items) - 1, place + 8)):
        if items[at].kind is Kind.MARK:
            return False
        form = VERB_FORMS.get(items[at + 1].low)
        if items[at].low == "as" and form is not None and form[2] == GERUND:
            return True
    return False


def _quoted_person(items: Sequence[Item], place: int) -> Phrase | None:
    """Whom somebody "quoted … as saying"."""
    if place < 3 or items[place - 1].low != "as":
        return None
    for at in range(place - 3, max(-1, place - 10), -1):
        if items[at].low in {"quoted", "quotes", "cited", "cites"}:
            phrase = phrase_after(items, at + 1)
            return phrase if phrase is not None and phrase.last == place - 2 else None
    return None


def _passive_cue(items: Sequence[Item], place: int, lemma: str) -> Cue | None:
    """Whoever stands after "by" in "was described by Lee as"."""
    for at in range(place + 1, min(len(items), place + 6)):
        if items[at].low == "by":
            speaker = phrase_after(items, at + 1)
            return Cue(place, at, lemma, finite=False, speaker=speaker, passive=True) if speaker else None
        if items[at].kind is Kind.MARK:
            break
    return None
