"""Reported speech without quotation marks, and outlets that pass words on."""

from __future__ import annotations

from bisect import bisect_right
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from summarizer.attribution.fitting import content_start
from summarizer.attribution.passages import Item, Kind
from summarizer.attribution.phrases import is_person_noun
from summarizer.english.cues import RECORD_NOUNS, VERB_FORMS, WITH_CLAUSE
from summarizer.english.titles import DOCUMENT_NOUNS
from summarizer.english.words import (
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    MEDIA_WORDS,
    OBJECT_PRONOUNS,
    OUTLETS,
    PERSON_PRONOUNS,
    POSSESSIVES,
    PREPOSITIONS,
    TIME_WORDS,
)
from summarizer.units.lexicon import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from summarizer.attribution.cue import Cue
    from summarizer.attribution.phrases import Phrase
    from summarizer.tokens import Range

__all__ = ["Indirect", "indirect_attributions", "is_outlet", "outlet"]

_DASHES = frozenset({"—", "–", "―", "-", "--"})
_PASSED_ON = frozenset(["reported", "quoted", "cited", "carried", "published"])


# No outlet passes anything on without one of these.
_PASSING_ON = frozenset(
    [
        "told",
        "tells",
        "telling",
        "by",
        "according",
        "speaking",
        "spoke",
        "interview",
        "quoted",
        "quotes",
        "cited",
        "cites",
    ]
)
_DECLINING = frozenset(["decline", "refuse"])
_CITING = frozenset(["cite", "quote"])
_LONGEST_ADVERBIAL = 14
_SHORT_ADVERBIAL = 5
_CLAUSE_OPENERS = frozenset(["that", "how", "why", "what", "whether", "who", "where", "when", "if"])
_GIVING = frozenset(["give", "provide", "elaborate", "name", "identify", "apologise", "apologize"])
_CLAUSE_SUBJECTS = frozenset(["it", "he", "she", "they", "this", "there", "these", "those", "we"])
_ONLY_SPEECH = frozenset(["say", "tell", "insist", "admit", "testify", "complain", "recall", "argue", "claim"])
_BEFORE_JOINT = CONJUNCTIONS | {"both"}
# They tell something where a clause follows, without "that" too.
_HELPING = AUXILIARIES - {"ever", "never"}
_FINITE_HELPING = _HELPING - {"been", "be", "being"}
_PRONOUNS = PERSON_PRONOUNS | OBJECT_PRONOUNS
_TELLING_NOUNS = DOCUMENT_NOUNS | RECORD_NOUNS
_THINKING = frozenset(
    [
        "think",
        "feel",
        "hope",
        "fear",
        "suspect",
        "assume",
        "estimate",
        "doubt",
        "find",
        "show",
        "reveal",
        "report",
        "note",
    ]
)
_ADVERBIAL = PREPOSITIONS | TIME_WORDS | set(WEEKDAYS) | {"late", "early", "last", "this", "earlier"}
_ABOUT = frozenset(["about", "regarding", "over", "concerning", "that"])
_HALVES_OF_DAY = frozenset(["morning", "afternoon", "evening", "night"])


class Indirect(NamedTuple):
    """Reported speech: the clause, who speaks, the cue, and who cites the speaker; ranges in characters."""

    content: Range
    speaker: Range
    cue: Range
    reporter: Range | None = None


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
    citing = [cue for cue in cues if cue.lemma in _CITING and cue.finite]
    telling = [cue for cue in reporting if cue.lemma not in WITH_CLAUSE or _holds_a_clause(items, cue)]
    starts = (_clause_start(items, cue) for cue in (*telling, *citing, *taken))
    bounds = sorted({start for start in starts if start is not None})
    found: list[Indirect] = []
    tellers: set[Range] = set()
    # "Lee said she feared …": she is Lee, more often than not.
    pronouns: set[Range] = set()
    for cue in reporting:
        content = _content(items, cue, bounds)
        if content is None or cue.speaker is None or _names_a_thing(items, cue) or not _tells(items, cue, content):
            continue
        words = items[cue.first].start, items[cue.last].end
        reporter = next((one.speaker for one in citing if one.first == cue.speaker.first - 1), None)
        found += [Indirect(content, speaker, words, _range(items, reporter)) for speaker in _each(items, cue.speaker)]
        if items[cue.speaker.head].low in PERSON_PRONOUNS:
            pronouns.update(_each(items, cue.speaker))
        elif items[cue.speaker.head].kind is Kind.NAME and cue.lemma != "according":
            tellers.update(_each(items, cue.speaker))
    telling_of = [one for one in found if one.speaker in tellers]
    return [one if one.speaker in pronouns else _passed_on(one, telling_of) for one in found]


def _passed_on(inner: Indirect, named: Sequence[Indirect]) -> Indirect:
    """Reported speech with who tells of it: "Lee said Roe had promised to stay"."""
    if inner.reporter is not None:
        return inner
    around = (one for one in named if one.content[0] <= inner.cue[0] and inner.cue[1] <= one.content[1])
    teller = next((one.speaker for one in around if one.speaker != inner.speaker), None)
    return inner._replace(reporter=teller)


def _names_a_thing(items: Sequence[Item], cue: Cue) -> bool:
    """Whether a participle asserts a thing and tells nothing: "asserting their right to help"."""
    start = cue.last + 1
    asserts = VERB_FORMS[items[cue.first].low][1] == "asserts" if items[cue.first].low in VERB_FORMS else False
    return not cue.finite and asserts and start < len(items) and items[start].low in POSSESSIVES


def _tells(items: Sequence[Item], cue: Cue, content: Range) -> bool:
    """Whether something is told: not "added a floor", "refused to leave"."""
    following = items[cue.last + 1 : cue.last + 3]
    if cue.lemma in _DECLINING and following and following[0].low == "to":
        return len(following) > 1 and (following[1].low in VERB_FORMS or following[1].low in _GIVING)
    if cue.lemma == "ask" and following and following[0].low == "not":
        return False
    if cue.lemma in {"say", "write"} and following and following[0].low == "to":
        return content[1] <= items[cue.first].start
    if cue.lemma == "plead" and following and following[0].low in {"guilty", "not", "innocent"}:
        return False
    if cue.lemma not in WITH_CLAUSE or cue.first < 1 or content[1] <= items[cue.first].start:
        return True
    return _holds_a_clause(items, cue, content)


def _holds_a_clause(items: Sequence[Item], cue: Cue, content: Range | None = None) -> bool:
    """Whether a verb stands in what follows a cue, or something that opens a clause does at once."""
    told = [item for item in items[cue.last + 1 :] if content is None or content[0] <= item.start < content[1]]
    opens = cue.last + 1 < len(items) and items[cue.last + 1].low in _CLAUSE_OPENERS
    return opens or any(
        item.low in _HELPING or (item.low in VERB_FORMS and not is_person_noun(item.low)) for item in told
    )


def _range(items: Sequence[Item], phrase: Phrase | None) -> Range | None:
    return (items[phrase.first].start, items[phrase.last].end) if phrase else None


def _each(items: Sequence[Item], speaker: Phrase) -> list[Range]:
    """The speakers that "and" joins, each for itself: "Ghana, Togo and Benin"."""
    whole = [(items[speaker.first].start, items[speaker.last].end)]
    if any(items[at].kind is not Kind.NAME and items[at].low != "and" for at in range(speaker.first, speaker.last + 1)):
        return whole
    places = [speaker.last]
    joint = "and"
    while (before := _without_the(items, places[0] - 1)) >= 1 and items[before].low == joint:
        joint = ","
        if items[before - 1].kind is not Kind.NAME or items[_without_the(items, before - 2)].low in PREPOSITIONS:
            break
        places.insert(0, before - 1)
    boundary = _without_the(items, places[0] - 1)
    opens = boundary < 0 or items[boundary].kind in {Kind.MARK, Kind.QUOTATION} or items[boundary].low in _BEFORE_JOINT
    return [(items[at].start, items[at].end) for at in places] if opens and len(places) > 1 else whole


def _without_the(items: Sequence[Item], place: int) -> int:
    return place - 1 if place >= 0 and items[place].low == "the" else place


def _clause_start(items: Sequence[Item], cue: Cue) -> int | None:
    """Where the cue's clause starts, with the speaker's title; None where it is inside the clause before."""
    start = cue.start
    while (
        start
        and items[start - 1].kind is Kind.WORD
        and (is_person_noun(items[start - 1].low) or items[start - 1].low in DETERMINERS)
    ):
        start -= 1
    before = items[start - 1] if start else None
    opens = before is None or before.kind is Kind.MARK or before.low in _CONNECTING
    return start if opens else None


def _reports(items: Sequence[Item], cue: Cue) -> bool:
    speaker = cue.speaker
    if speaker is None or cue.noun or cue.negated or cue.infinitive:
        return False
    head = items[speaker.head]
    if head.kind is Kind.WORD and not _is_speaker(items, cue, speaker):
        return False
    following = items[cue.end + 1].low if cue.end + 1 < len(items) else ""
    if cue.passive and following != "that":
        return False
    if head.low in {"i", "you", "we"}:
        return False
    following = items[cue.last + 1].low if cue.last + 1 < len(items) else ""
    phrasal = cue.last > cue.first and cue.lemma != "go"
    recorded = head.low in RECORD_NOUNS and _closes_sentence(items, cue)
    return not cue.weak or following == "that" or phrasal or recorded or _clause_follows(items, cue)


def _is_speaker(items: Sequence[Item], cue: Cue, speaker: Phrase) -> bool:
    """Whether a pronoun or a noun is somebody: by the lexicon, or because "a sailor said" it."""
    head = items[speaker.head].low
    if head in _PRONOUNS or is_person_noun(head):
        return True
    if head in _TELLING_NOUNS:
        tells = cue.lemma in _ONLY_SPEECH or _clause_follows(items, cue) or _closes_sentence(items, cue)
        return cue.finite and (tells or (cue.last + 1 < len(items) and items[cue.last + 1].low == "that"))
    return cue.lemma in _ONLY_SPEECH and cue.finite and speaker.last > speaker.first and _is_noun_phrase(items, speaker)


def _is_noun_phrase(items: Sequence[Item], phrase: Phrase) -> bool:
    return items[phrase.first].low in DETERMINERS and items[phrase.head].low.isalpha()


def _clause_follows(items: Sequence[Item], cue: Cue) -> bool:
    """Whether a clause follows: "it would …", "think the tax will …", or "that" after a time or place."""
    start = cue.last + 1
    if start + 1 >= len(items):
        return False
    if items[start].low in _CLAUSE_SUBJECTS and items[start + 1].low in AUXILIARIES:
        return True
    if cue.lemma in _THINKING and _has_subject_and_verb(items, start):
        return True
    if items[start].low not in _ADVERBIAL:
        return False
    words = (item for item in items[start + 1 : start + _SHORT_ADVERBIAL])
    return any(item.low == "that" for item in takewhile(lambda item: item.kind is not Kind.MARK, words))


def _has_subject_and_verb(items: Sequence[Item], start: int) -> bool:
    """Whether a noun phrase and then an auxiliary verb follow, and nothing that opens another clause before it."""
    if items[start].kind is Kind.WORD and items[start].low not in DETERMINERS and not items[start].low.endswith("s"):
        return False
    for item in items[start + 1 : start + _LONGEST_ADVERBIAL]:
        if item.kind in {Kind.MARK, Kind.QUOTATION} or item.low in _OPENING_A_CLAUSE:
            return False
        if item.low in _FINITE_HELPING:
            return True
    return False


def _content(items: Sequence[Item], cue: Cue, starts: Sequence[int]) -> Range | None:
    """The clause that the cue reports: what follows it, or what stands before it where nothing follows."""
    following = bisect_right(starts, cue.end)
    limit = starts[following] if following < len(starts) else len(items)
    if cue.end + 2 == len(items) and items[-1].low == ":":
        return None
    if _follows_content(cue):
        return _before_cue(items, cue)
    start = _past_time_and_place(items, content_start(items, cue), limit)
    end = limit
    while end > start and (items[end - 1].kind is Kind.MARK or items[end - 1].low in _CONNECTING):
        end -= 1
    trailing = start < len(items) and items[start].low in _TRAILING
    words = sum(item.kind is not Kind.MARK for item in items[start:end])
    if start < end and items[start].low in {"and", "or", "but", "("}:
        return None
    at_end = _closes_sentence(items, cue)
    if words >= (6 if at_end else 4) or (words >= 2 and not trailing):
        return items[start].start, items[end - 1].end
    return _before_cue(items, cue) if at_end and cue.lemma not in _DECLINING else None


def _past_time_and_place(items: Sequence[Item], start: int, limit: int) -> int:
    """Where the clause begins in "said on Tuesday at the summit that it …" and in "said Tuesday it …"."""
    if start >= limit or items[start].low not in _ADVERBIAL:
        return start
    for place in range(start + 1, min(limit, start + _LONGEST_ADVERBIAL)):
        if items[place].kind is Kind.MARK:
            break
        if items[place].low == "that":
            return place + 1
    return _past_day(items, start, limit)


def _past_day(items: Sequence[Item], start: int, limit: int) -> int:
    """Where the clause begins after a day: "said on Monday the chances …"."""
    place = start + 1 if items[start].low in {"on", "late", "early"} else start
    if place + 1 >= limit or items[place].low not in WEEKDAYS:
        return start
    if items[place + 1].low in _HALVES_OF_DAY:
        place += 1
    if place + 1 < limit and items[place + 1].low in _ABOUT:
        return place + 2
    follows = place + 1 < limit and items[place + 1].kind is not Kind.MARK
    return place + 1 if follows and items[place + 1].low not in PREPOSITIONS else start


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
    phrase = last < _SHORT_ADVERBIAL and items[0].low in PREPOSITIONS
    return (items[0].start, items[last].end) if last > 0 and not phrase else None


def _closes_sentence(items: Sequence[Item], cue: Cue) -> bool:
    """Whether the cue's clause comes after a comma that what was said stands before."""
    for place in range(cue.start - 1, max(0, cue.start - 7), -1):
        if items[place].low == "," or items[place].low in _DASHES:
            return place > 1
        if items[place].kind is Kind.MARK or items[place].low in PREPOSITIONS:
            return False
    return False


_CONNECTING = frozenset(["and", "but", "while", "as", "who", "which", "where", "whereas", "despite"])
_OPENING_A_CLAUSE = _CONNECTING | {"that", "to", "if", "when"}
_TRAILING = frozenset(["on", "in", "at", "during", "after", "before", "to", "via", "from", "by", "last", "this", "of"])


def is_outlet(name: str) -> bool:
    """Whether a name is a newspaper's, a broadcaster's or a news agency's, by its words."""
    words = name.lower().replace("’", "'").split()
    return bool(words) and (" ".join(words) in OUTLETS or words[-1] in MEDIA_WORDS or words[0] in OUTLETS)


def outlet(text: str, items: Sequence[Item], cues: Sequence[Cue]) -> Range | None:
    """The outlet that passes a passage on: "told Reuters", "as reported by AFP", "According to Yonhap"."""
    if _PASSING_ON.isdisjoint([item.low for item in items]):
        return None
    for place, item in enumerate(items):
        if item.kind is not Kind.NAME:
            continue
        before = [other.low for other in items[max(0, place - 3) : place]]
        told = any(low in {"told", "tells", "telling"} for low in before)
        earlier = [other.low for other in items[max(0, place - 5) : place]]
        passed = "by" in before[-2:] and any(low in _PASSED_ON for low in (earlier if "as" in earlier else before))
        source = len(cues) > 1 and (before[-2:] == ["according", "to"] or before == ["according", "to", "the"])
        spoken = before[-2:] in (["speaking", "to"], ["spoke", "to"], ["interview", "with"])
        quotes = place + 1 < len(items) and items[place + 1].low in {"quoted", "quotes", "cited", "cites"}
        if passed or ((told or source or spoken or quotes) and is_outlet(text[item.start : item.end])):
            return item.start, item.end
    return None
