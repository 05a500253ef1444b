"""What a figure counts or measures, in the words that stand around it.

The noun after a number says it ("12,000 servicemen"), or what was done to them ("33 were intercepted"), or the
words before it: their verb ("injuring about 30"), their noun ("a payout of one million") or their subject ("the
toll rose to 31").
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from summarizer.english.words import AUXILIARIES, CONJUNCTIONS, DETERMINERS, OBJECT_PRONOUNS, PERSON_PRONOUNS
from summarizer.english.words import PREPOSITIONS as _COMMON_PREPOSITIONS
from summarizer.figures import parse_quantity
from summarizer.units.designations import is_plural
from summarizer.units.lexicon import CURRENCY_WORDS, FUNCTION_WORDS, PAST_CUES, TIME_UNITS, words_of

__all__ = ["measured"]

_REACH_BACK, _REACH_ON = 160, 120
_LONGEST: Final = 80
_MOST_NOUNS, _MOST_BEFORE, _MOST_OF_A_CLAUSE = 5, 6, 12

_NEXT = re.compile(r"[\s\"“”‘]{0,4}((?:[A-Z]\.){2,4}|[^\W_](?:[\w&’'-]{0,40}\w)?)")
_WORDS = re.compile(r"(?:[A-Z]\.){2,4}|[^\W_](?:[\w&’'-]{0,40}\w)?")
# Where a clause begins, seen from behind; "U.S." and "5.3" end nothing.
_BREAK = re.compile(r"[;:!?()\[\]\n—–]|,(?![0-9])|(?<![A-Z])\.(?![0-9])|\s-\s")
_FROM_TO = re.compile(r"\bfrom\s(?:[^\s,;]{1,20}\s){1,3}to\s*\Z", re.IGNORECASE)
_FURTHER_OFF = re.compile(
    r"\s*(?:away\s|off\s|up\s|down\s|south-?east\s|south-?west\s|north-?east\s|north-?west\s|north\s|south\s|east\s"
    r"|west\s|inland\s){0,2}(?:from|of|off|above|below|inside|outside|beyond|away)\b(?!\seach\b)",
    re.IGNORECASE,
)
_MONEY: Final = frozenset(CURRENCY_WORDS.values()) | {"$"}
_DISTANCES: Final = words_of("km m cm mm miles feet yards inches")
_PREPOSITIONS: Final = _COMMON_PREPOSITIONS | words_of("aboard ago earlier later apart across overnight")
_DURING: Final = words_of("for in within after over during throughout lasting the last past next first final some")
_MODIFIERS: Final = words_of("other others more additional further such own first last former many less few killed")
_STOPS: Final = (
    FUNCTION_WORDS | _PREPOSITIONS | AUXILIARIES | CONJUNCTIONS | DETERMINERS | PERSON_PRONOUNS | OBJECT_PRONOUNS
) - _MODIFIERS
_ELLIPTIC: Final = words_of("more less fewer other others")
_LEADING: Final = DETERMINERS | words_of("all both of only just a an the those")
_PARTICIPLES: Final = words_of(
    "dead missing killed hurt lost found shot held sent made born left sold put built homeless unaccounted alive sick "
    "sunk struck hit shut cut torn paid bought told taught caught brought"
)
_BEFALLEN: Final = words_of(
    "died dead missing killed injured wounded hurt arrested detained displaced evacuated rescued hospitalized "
    "hospitalised trapped stranded homeless unaccounted drowned"
)
_PAST: Final = PAST_CUES | words_of("flew drove stood grew ran gave got sank burst kept lay spoke")
# What a subject does to reach, leave or be a number.
_CHANGES: Final = words_of(
    "is are was were be been being rose rise rises risen rising fell fall falls fallen falling climbed climbs grew "
    "grow grows grown increased increases dropped drops declined declines jumped jumps slipped surged surges soared "
    "plunged plummeted stood stands reached reaches reach hit hits totalled totaled totals exceeded exceeds amounted "
    "amounts came comes remained remains averaged averages numbered numbers take takes took taken lasts lasted "
    "worth"
)
# "costs Africa $5 billion", "worth $3 million": the words before money say what is bought, or what it is worth.
_AFTER_MONEY: Final = re.compile(r"\s+(?:worth\sof|in)\s(?!(?:cash|the|a|an|[A-Z0-9]|20|19)\b)", re.IGNORECASE)
_WHERE: Final = words_of("in on under aboard inside at from for against among without")
_CLAUSE_WORDS: Final = CONJUNCTIONS | AUXILIARIES
_NO_SUBJECT: Final = _CLAUSE_WORDS | PERSON_PRONOUNS
_TOLD_OF: Final = _PARTICIPLES | _BEFALLEN
_BEFORE_ALL: Final = DETERMINERS | {"all"}
_BEFORE_NOUNS: Final = _LEADING | _PREPOSITIONS
_SAYING: Final = words_of(
    "says said say tells told adds added notes noted thinks think believes believe claims claimed estimates estimated "
    "indicated reported reports suggests suggested shows showed showing found adding saying"
)
_ADVERBS: Final = words_of("only just now still about already nearly almost roughly approximately well currently")
_BEFORE_NUMBERS: Final = _PREPOSITIONS | _ADVERBS
_BEFORE_TIMES: Final = _BEFORE_NUMBERS | _DURING
_AFTER_SUBJECTS: Final = _CHANGES | AUXILIARIES | _ADVERBS
_EMPTY_HEADS: Final = words_of("total some number estimate maximum minimum average each another")


# Asked once to see what is left open, and once more for the brief.
@lru_cache(maxsize=512)
def measured(text: str, start: int, end: int, low: int, high: int) -> str:
    """Say what a quantity counts or measures.

    Args:
        text: the article.
        start: where the quantity starts, in characters.
        end: where it ends, exclusive.
        low: where its sentence starts.
        high: where its sentence ends.

    Returns:
        A few words of the sentence, or "" where nothing there tells.
    """
    quantity, before = text[start:end], text[max(low, start - _REACH_BACK) : start]
    after = text[end : min(max(end, high), end + _REACH_ON)]
    unit = parse_quantity(quantity).unit
    found = _after(quantity, unit, before, after) or _before(_clause(before), unit)
    return found[:_LONGEST].rstrip()


def _clause(before: str) -> str:
    """The words before a number, from where their clause begins, white space evened."""
    return " ".join(_BREAK.split(_FROM_TO.sub("", before))[-1].split())


def _after(quantity: str, unit: str | None, before: str, after: str) -> str:
    """What the words after a number say that it counts."""
    if unit in _DISTANCES and "-" not in quantity and _FURTHER_OFF.match(after):
        return _stretch(after)
    is_money = unit is not None and (unit.isupper() or unit in _MONEY)
    if is_money and (bought := _AFTER_MONEY.match(after)):
        return " ".join(_nouns(after, bought.end())[0])
    words, position = _nouns(after, 0)
    if words and unit in TIME_UNITS and "-" not in quantity:
        return ""
    of, position = _of(after, position)
    parts = (" ".join(words), of) if of != "them" else (_antecedent(before),)
    counted = " of ".join(part for part in parts if part)
    if unit is not None:
        return counted
    noun = parse_quantity(quantity, after).unit
    if words and noun and noun not in counted and not any(_is_counted(word) for word in words):
        counted = f"{counted} {noun}"
    return _with_what_befell(counted, before, after[position:], alone=len(words) == 1)


def _with_what_befell(counted: str, before: str, after: str, *, alone: bool) -> str:
    """What a bare number counts, with what is told of it: "people missing", "injuring others"."""
    told = _predicate(after, has_noun=bool(counted)) or (_where(after) if alone else "")
    verb = _verb_before(before) if not told and (counted.lower() in _ELLIPTIC or counted.lower() == "people") else ""
    return " ".join(part for part in (verb, counted, told) if part)


def _stretch(after: str) -> str:
    """The words after a distance, to the end of their phrase: "away from the border"."""
    words: list[str] = []
    position = 0
    while len(words) < _MOST_BEFORE and (match := _NEXT.match(after, position)):
        if match[1].lower() in _CLAUSE_WORDS or (words and words[-1].lower() in CONJUNCTIONS):
            break
        words.append(match[1])
        position = match.end()
    return " ".join(words)


def _nouns(after: str, position: int) -> tuple[list[str], int]:
    """The noun phrase that begins here, and where it ends: to its noun in the plural, else to what cannot be in it."""
    words: list[str] = []
    while len(words) < _MOST_NOUNS and (match := _NEXT.match(after, position)):
        word, low = match[1], match[1].lower()
        if low in _STOPS or (words and words[-1].endswith(("'s", "’s")) and low in _STOPS):
            break
        if words and _is_counted(words[-1]) and not _is_counted(word):
            break
        if words and _looks_verbal(word) and not _leads_to_plural(after, match.end()):
            break
        if words and low in _PAST:
            break
        if low in _TOLD_OF and not _leads_to_plural(after, match.end()):
            break
        words.append(word)
        position = match.end()
    return words, position


def _is_counted(word: str) -> bool:
    return word.islower() and word.isalpha() and is_plural(word)


def _looks_verbal(word: str) -> bool:
    return word.islower() and word.endswith(("ed", "ing")) and "-" not in word and len(word) > 4


def _leads_to_plural(after: str, position: int) -> bool:
    """Whether a noun in the plural follows within two words, as after "30 trapped"."""
    for _ in range(2):
        match = _NEXT.match(after, position)
        if match is None or match[1].lower() in _STOPS:
            return False
        if _is_counted(match[1]):
            return True
        position = match.end()
    return False


def _of(after: str, position: int) -> tuple[str, int]:
    """What "of" brings in here: a noun phrase, or "them"."""
    match = _NEXT.match(after, position)
    if match is None or match[1].lower() != "of":
        return "", position
    start = match.end()
    while (match := _NEXT.match(after, start)) and match[1].lower() in _LEADING:
        start = match.end()
    if match and match[1].lower() in ("them", "whom", "which"):
        return "them", match.end()
    words, end = _nouns(after, start)
    return (" ".join(words), end) if words and words[0].lower() not in _ELLIPTIC else ("", position)


def _predicate(after: str, *, has_noun: bool) -> str:
    """What befell those counted: "were intercepted", "died", "have ratified the agreement", without the auxiliary."""
    helped, position = False, 0
    while (match := _NEXT.match(after, position)) and match[1].lower() in AUXILIARIES and match[1].lower() != "not":
        helped, position = True, match.end()
    if match is None:
        return ""
    word = match[1].lower()
    if word in _BEFALLEN or (helped and (word in _PARTICIPLES or word.endswith(("ed", "wn", "en")))):
        following = _NEXT.match(after, match.end())
        more = following is not None and following[1].lower() in _BEFALLEN
        return f"{match[1]} {following[1]}" if more and following else match[1]
    if has_noun:
        return ""
    return " ".join(_nouns(after, position)[0]) if helped else ""


def _where(after: str) -> str:
    """Where those are that a bare noun counts, if no name says it: "in the free trade area"."""
    match = _NEXT.match(after)
    if match is None or match[1] not in _WHERE:
        return ""
    place = _NEXT.match(after, match.end())
    article = place[1] if place and place[1] in ("the", "a", "an") else ""
    nouns, _ = _nouns(after, place.end() if place and article else match.end())
    return " ".join([match[1], *([article] if article else []), *nouns]) if "".join(nouns).islower() else ""


def _antecedent(before: str) -> str:
    """The noun in the plural that "of them" points back to."""
    words = [word for word in _WORDS.findall(before) if _is_counted(word) and word not in _SAYING]
    return words[-1] if words else ""


def _verb_before(before: str) -> str:
    """The verb that a number is the object of: "injuring" before "about 30 others"."""
    words = _WORDS.findall(_clause(before))
    return words[-1] if words and (_looks_verbal(words[-1]) or words[-1] in _BEFALLEN) else ""


def _before(clause: str, unit: str | None) -> str:
    """What the words before a number say that it measures."""
    words = _WORDS.findall(clause)
    trailing = _BEFORE_TIMES if unit in TIME_UNITS else _BEFORE_NUMBERS
    while words and words[-1].lower() in trailing:
        if words.pop().lower() == "of":
            return _of_what(words)
    while words and words[-1].lower() in _BEFORE_ALL:
        words.pop()
    if words and words[-1].lower() in _CHANGES:
        return _subject(words)
    return _run(words)


def _of_what(words: list[str]) -> str:
    """The noun before "of": "payout" before "of one million"; none in "a total of"."""
    found = _run(words, through=frozenset())
    return "" if found.lower() in _EMPTY_HEADS else found


def _run(words: list[str], through: frozenset[str] = DETERMINERS | words_of("of in on at under near inside")) -> str:
    """The last words that belong together, back to a word that begins something else."""
    taken: list[str] = []
    for word in reversed(words[-_MOST_BEFORE:]):
        low = word.lower()
        if word[0].isdigit() or low in _SAYING or (low in _STOPS and low not in through):
            break
        taken.insert(0, word)
    while taken and taken[0].lower() in _BEFORE_NOUNS:
        taken.pop(0)
    return "" if all(word.lower() in _ELLIPTIC for word in taken) else " ".join(taken)


def _subject(words: list[str]) -> str:
    """The subject of a verb that ends here: "the death toll", without where, when and since when."""
    while words and (words[-1].lower() in _AFTER_SUBJECTS or words[-1].endswith("ly")):
        words = words[:-1]
    taken: list[str] = []
    for word in reversed(words[-_MOST_OF_A_CLAUSE:]):
        low = word.lower()
        if low in _SAYING or low in _NO_SUBJECT:
            break
        taken.insert(0, word)
    head: list[str] = []
    for word in taken:
        low = word.lower()
        if head and low != "of" and low in _PREPOSITIONS:
            break
        if head or low not in _BEFORE_NOUNS:
            head.append(word)
    is_empty = all(word.lower() in FUNCTION_WORDS for word in head) or any(word[0].isdigit() for word in head)
    return "" if is_empty else " ".join(head)
