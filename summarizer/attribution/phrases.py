"""Who a verb's subject is: noun phrases found by closed word classes, names and commas."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from summarizer.attribution.datelines import dateline_end
from summarizer.attribution.passages import Item, Kind
from summarizer.attribution.sources import description_end, description_start
from summarizer.english.cues import PARTICIPLE, PAST, VERB_FORMS
from summarizer.english.places import DEMONYMS
from summarizer.english.titles import GROUP_NOUNS, PERSON_NOUNS, PORTFOLIO, TITLE_MODIFIERS
from summarizer.english.words import (
    ADVERBS,
    AUXILIARIES,
    CALENDAR,
    CLAUSE_OPENERS,
    CONJUNCTIONS,
    DETERMINERS,
    PERSON_PRONOUNS,
    PERSON_SUFFIXES,
    PREPOSITIONS,
    TIME_WORDS,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "Phrase",
    "can_speak",
    "is_adverb",
    "is_person_noun",
    "label",
    "last_named",
    "noun_phrase",
    "parenthesis_subject",
    "phrase_after",
    "phrase_before",
    "sentence_subject",
]

# Nothing farther away than this many items is a verb's subject.
_REACH = 60
_LONGEST_PHRASE = 14
# "@", a name and a colon.
_LABEL = 3
_DASHES = frozenset({"—", "–", "―", "-", "--"})
_QUANTIFIERS = frozenset(["many", "some", "most", "several", "few", "others", "all", "both"])
_NOUNS_IN_LY = frozenset(
    ["family", "reply", "supply", "rally", "assembly", "monopoly", "anomaly", "bully", "butterfly"]
)
_NO_NOUNS = DETERMINERS - {"this", "that", "these", "those"}
_TIMES = CALENDAR | TIME_WORDS
_BEFORE_TIMES = frozenset(["on", "this", "last", "late", "early", "in", "the", "that", "next"])
_ATTACHING = frozenset(["of", "for", "from", "at", "with", "in", "to", "on"])


class Phrase(NamedTuple):
    """A noun phrase, as indices of items, the last included.

    Attributes:
        first: its first item.
        last: its last item.
        head: the item that says what it is: a name, a pronoun or a noun.
    """

    first: int
    last: int
    head: int


def is_adverb(item: Item) -> bool:
    """Whether the word may stand between a subject and its verb."""
    if item.kind is not Kind.WORD or item.low in _NOUNS_IN_LY:
        return False
    return item.low in ADVERBS or (item.low.endswith("ly") and len(item.low) > 4)


def is_person_noun(word: str) -> bool:
    """Whether a noun is for people or a body, by the lexicon or by its ending."""
    if word in PERSON_NOUNS or word in GROUP_NOUNS or (len(word) > 4 and word.endswith(PERSON_SUFFIXES)):
        return True
    return word.endswith("s") and (word[:-1] in DEMONYMS or word.removesuffix("ies") + "y" in GROUP_NOUNS)


def _is_closed(item: Item) -> bool:
    """Whether no noun phrase goes on through this item."""
    if item.kind in {Kind.MARK, Kind.QUOTATION}:
        return True
    if item.kind is not Kind.WORD:
        return False
    low = item.low
    return low in PREPOSITIONS or low in CONJUNCTIONS or low in AUXILIARIES or low in PERSON_PRONOUNS or low in CALENDAR


def _is_finite(item: Item) -> bool:
    form = VERB_FORMS.get(item.low) if item.kind is Kind.WORD else None
    return form is not None and form[2] in {PAST, PARTICIPLE} and not is_person_noun(item.low)


def phrase_before(items: Sequence[Item], end: int) -> Phrase | None:
    """The noun phrase whose last item is just before index `end`.

    Args:
        items: a passage.
        end: index of a verb, its auxiliaries and adverbs already stepped over.

    Returns:
        The phrase with what "of", "for" or "at" attaches to a person or body, or None.
    """
    last = _without_time(items, end - 1)
    if last < 0:
        return None
    item = items[last]
    if item.kind is Kind.WORD and item.low in PERSON_PRONOUNS:
        return Phrase(last, last, last)
    if item.kind is Kind.NAME:
        return _attached(items, _coordinated(items, Phrase(last, last, last)))
    if item.kind is not Kind.WORD or _is_closed(item) or item.low in _NO_NOUNS:
        return None
    return _attached(items, Phrase(_phrase_start(items, last), last, last))


def _without_time(items: Sequence[Item], last: int) -> int:
    """Step back over "on Monday", "this week", "earlier in the day"."""
    place = last
    while place >= 0 and items[place].kind is Kind.WORD and items[place].low in _TIMES:
        place -= 1
        while place >= 0 and items[place].low in _BEFORE_TIMES:
            place -= 1
    return place if place >= 0 else last


def noun_phrase(items: Sequence[Item], last: int) -> Phrase:
    """The noun phrase that ends with the noun at `last`, without what it belongs to."""
    return Phrase(_phrase_start(items, last), last, last)


def _phrase_start(items: Sequence[Item], last: int) -> int:
    start = last
    for place in range(last - 1, max(-1, last - _LONGEST_PHRASE), -1):
        item = items[place]
        if _is_closed(item) or (is_adverb(item) and place + 1 == start) or _is_finite(item):
            break
        if item.kind is Kind.WORD and item.low in TIME_WORDS:
            break
        start = place
        if item.low in DETERMINERS:
            break
    return start


def _coordinated(items: Sequence[Item], phrase: Phrase) -> Phrase:
    """The phrase with the name that "and" joins to it: "Smith and Jones"."""
    first = phrase.first
    if first >= 2 and items[first - 1].low == "and" and items[first - 2].kind is Kind.NAME:
        before = items[first - 3] if first >= 3 else None
        if (
            before is None
            or before.kind in {Kind.MARK, Kind.QUOTATION}
            or before.low == "both"
            or before.low in CONJUNCTIONS
        ):
            return Phrase(first - 2, phrase.last, phrase.head)
    return phrase


def _attached(items: Sequence[Item], phrase: Phrase) -> Phrase:
    """Take in what the phrase belongs to: "a spokesman for Mr. Lee", "the head of the group"."""
    place = phrase.first - 1
    if place >= 1 and items[place].low in {"mr", "mrs", "ms", "dr", "."}:
        while place >= 1 and items[place].low in {"mr", "mrs", "ms", "dr", "."}:
            place -= 1
    if place >= 1 and items[place].low in DETERMINERS:
        place -= 1
    if place < 1 or items[place].low not in _ATTACHING:
        return phrase
    place = max(1, description_start(items, place))
    holder = items[place - 1]
    if holder.kind is Kind.NAME:
        alone = (
            place < 2
            or items[place - 2].kind in {Kind.MARK, Kind.QUOTATION}
            or items[place - 2].low in CONJUNCTIONS
            or is_person_noun(items[place - 2].low)
        )
        if alone and items[phrase.head].kind is Kind.NAME:
            return Phrase(place - 1, place - 1, place - 1)
        return phrase
    if holder.kind is Kind.WORD and is_person_noun(holder.low):
        outer = _attached(items, Phrase(_phrase_start(items, place - 1), place - 1, place - 1))
        return Phrase(outer.first, phrase.last, outer.head)
    return phrase


def phrase_after(items: Sequence[Item], start: int) -> Phrase | None:
    """The noun phrase at index `start`: a pronoun, a name with its titles, or words up to a boundary."""
    place = start
    while place < len(items) and items[place].kind is Kind.WORD and items[place].low in {"then", "now", "also"}:
        place += 1
    if place >= len(items):
        return None
    if items[place].kind is Kind.WORD and items[place].low in PERSON_PRONOUNS:
        return Phrase(place, place, place)
    last = place - 1
    for at in range(place, min(len(items), place + _LONGEST_PHRASE)):
        item = items[at]
        full_stop_of_title = (
            item.low == "."
            and at > place
            and items[at - 1].low in {"mr", "mrs", "ms", "dr", "sen", "rep", "gov", "gen"}
        )
        if full_stop_of_title or _joins(items, at):
            continue
        if _is_closed(item) or (at > place and (item.low in DETERMINERS or _is_finite(item) or is_adverb(item))):
            break
        last = at
        if item.kind is Kind.NAME and not _goes_on(items, at):
            break
    phrase = _named_or_whole(items, place, last) if last >= place else None
    return _described(items, _named_after_office(items, phrase))


def _described(items: Sequence[Item], phrase: Phrase | None) -> Phrase | None:
    """The phrase with what says how unnamed people know: "three people familiar with the move"."""
    if phrase is None or phrase.last != phrase.head or not is_person_noun(items[phrase.head].low):
        return phrase
    return Phrase(phrase.first, description_end(items, phrase.last), phrase.head)


def _joins(items: Sequence[Item], at: int) -> bool:
    """Whether a hyphen stands in one word: "Ohio-based"."""
    if items[at].low != "-" or not 0 < at < len(items) - 1:
        return False
    return items[at - 1].end == items[at].start and items[at].end == items[at + 1].start


def _named_after_office(items: Sequence[Item], phrase: Phrase | None) -> Phrase | None:
    """The person, where an office of two names goes on: "ambassador to the United States Ann Lee"."""
    if phrase is None or not is_person_noun(items[phrase.head].low):
        return phrase
    at = phrase.last + 1
    while at < len(items) and at < phrase.last + 8 and (items[at].low in _ATTACHING or items[at].low in DETERMINERS):
        at += 1
    if at + 1 < len(items) and items[at].kind is Kind.NAME and items[at + 1].kind is Kind.NAME:
        return Phrase(at + 1, at + 1, at + 1)
    return phrase


def _named_or_whole(items: Sequence[Item], first: int, last: int) -> Phrase | None:
    """A phrase cut down to the name that it is about, or to its end where a noun is its head."""
    names = [at for at in range(first, last + 1) if items[at].kind is Kind.NAME]
    owners = [at for at in names if at < last and items[at + 1].kind is Kind.POSSESSIVE]
    holders = [at for at in range(first, last + 1) if items[at].kind is Kind.WORD and is_person_noun(items[at].low)]
    described = items[first].low in {"a", "an", "one"} and items[last].kind is Kind.WORD
    if names and names[-1] < last and not described and not any(at > names[-1] for at in holders):
        last = names[-1]
    if names and names[-1] == last and (len(names) == 1 or holders or owners or names[-2] == last - 1):
        return Phrase(last, last, last)
    if names and names[0] == first and not owners and not holders:
        return Phrase(first, first, first)
    if items[last].kind is Kind.POSSESSIVE or (last == first and items[last].low in DETERMINERS):
        return None
    if holders and not names and items[holders[-1]].low not in _QUANTIFIERS:
        last = holders[-1]
    return Phrase(first, last, last)


def _goes_on(items: Sequence[Item], at: int) -> bool:
    """Whether a name is followed by more of the same phrase: "'s envoy", "spokesman Ann Lee"."""
    if at + 1 >= len(items):
        return False
    after = items[at + 1]
    if after.kind in {Kind.POSSESSIVE, Kind.NAME}:
        return True
    if _joins(items, at + 1):
        return True
    return after.kind is Kind.WORD and not _is_closed(after) and not _is_verb(after)


def _is_verb(item: Item) -> bool:
    return item.low in VERB_FORMS and not is_person_noun(item.low)


def sentence_subject(items: Sequence[Item], start: int, end: int) -> Phrase | None:
    """The first noun phrase from `start` that can be a speaker, adverbial phrases at the front stepped over.

    Args:
        items: a passage.
        start: index where the sentence starts.
        end: index of the verb that needs a subject.

    Returns:
        The phrase, or None.
    """
    place = _without_adverbial(items, start or min(end, dateline_end(items)), end)
    limit = min(end, place + _REACH)
    while place < limit:
        item = items[place]
        after_preposition = place > start and items[place - 1].low in PREPOSITIONS
        candidate = (
            item.kind is Kind.NAME or item.low in PERSON_PRONOUNS or item.low in DETERMINERS or is_person_noun(item.low)
        )
        if candidate and not after_preposition and item.kind in {Kind.NAME, Kind.WORD}:
            phrase = phrase_after(items, place)
            if phrase is not None and phrase.last < end and can_speak(items[phrase.head]):
                return phrase
            if phrase is not None:
                place = phrase.last
        place += 1
    return None


def label(items: Sequence[Item]) -> Phrase | None:
    """The handle that a line "@handle:" consists of."""
    if len(items) == _LABEL and items[0].low == "@" and items[-1].low == ":":
        return Phrase(0, 1, 1)
    return None


def can_speak(item: Item) -> bool:
    """Whether a phrase with this head can be a speaker: a name, a person's pronoun, a noun for people."""
    return item.kind is Kind.NAME or (item.low in PERSON_PRONOUNS and item.low != "it") or is_person_noun(item.low)


def _without_adverbial(items: Sequence[Item], start: int, end: int) -> int:
    place = start
    for _ in range(3):
        while place < end and (
            items[place].kind is Kind.MARK or items[place].low in {"and", "but", "so", "yet", "then"}
        ):
            place += 1
        if place >= end or items[place].kind is not Kind.WORD:
            return place
        low = items[place].low
        opens = low in PREPOSITIONS or low in CLAUSE_OPENERS or low.endswith(("ing", "ed", "ly")) or low in ADVERBS
        comma = next((at for at in range(place, min(end, place + _REACH)) if items[at].low == ","), None)
        if not opens or comma is None:
            return place
        place = comma + 1
    return place


def parenthesis_subject(items: Sequence[Item], comma: int) -> Phrase | None:
    """The subject before a parenthesis that closes at the comma or dash `comma`: "Lee, the envoy, said"."""
    for left, right in _segments(items, comma)[:-1]:
        phrase = phrase_before(items, right)
        if phrase is not None and phrase.first > left and all(map(_may_lead, items[left + 1 : phrase.first])):
            return phrase
    return None


def last_named(items: Sequence[Item], comma: int) -> Phrase | None:
    """The last name that ends a stretch between commas before `comma` and stands after no preposition."""
    found = None
    for left, right in _segments(items, comma):
        phrase = phrase_before(items, right)
        if phrase is None or phrase.first <= left or items[phrase.head].kind is not Kind.NAME:
            continue
        if phrase.first == 0 or items[phrase.first - 1].low not in PREPOSITIONS:
            found = phrase
    return found


def _segments(items: Sequence[Item], comma: int) -> list[tuple[int, int]]:
    """The stretches between commas and dashes back to the start of the clause, without empty ones."""
    bounds = [comma]
    place = comma - 1
    floor = max(-1, comma - _REACH)
    while place > floor and items[place].kind is not Kind.QUOTATION and items[place].low not in {";", ":"}:
        if items[place].low == "," or items[place].low in _DASHES:
            bounds.append(place)
        place -= 1
    bounds.append(place)
    bounds.reverse()
    return [(left, right) for left, right in pairwise(bounds) if right - left > 1]


def _may_lead(item: Item) -> bool:
    """Whether the word may stand before a subject at the start of its clause, its title included."""
    if item.kind in {Kind.NAME, Kind.POSSESSIVE} or item.low in TITLE_MODIFIERS or item.low in PORTFOLIO:
        return item.low != "and" or item.kind is Kind.WORD
    if item.low in PREPOSITIONS:
        return False
    if is_person_noun(item.low) or item.low in DEMONYMS:
        return True
    return item.low in CONJUNCTIONS or item.low in DETERMINERS or item.low == "." or is_adverb(item)
