"""Whether words that a model typed are borne out by their evidence.

Every number, date and name in them must stand there. A "not" that was lost or added is not seen.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from summarizer.english.titles import GROUP_NOUNS
from summarizer.english.words import SENTENCE_STARTERS
from summarizer.schemas.news import Check
from summarizer.units.lexicon import (
    FRACTIONS,
    FUNCTION_WORDS,
    INVARIANT_PLURALS,
    LARGE_NUMBERS,
    MONTH_ABBREVIATIONS,
    MONTHS,
    MONTHS_THAT_ARE_WORDS,
    NUMBER_SUFFIXES,
    ONES,
    TEENS,
    TENS,
    VAGUE_NUMBERS,
    WEEKDAY_ABBREVIATIONS,
    WEEKDAYS,
    words_of,
)
from summarizer.units.numerals import NUMBER_PATTERN, number_value, split_scale

__all__ = ["check_support", "holds_phrase", "normalised", "speaks_of"]

_STEM = 4
_LONGER_WORD = re.compile(r"[^\W\d_]{4,}")

_STRAIGHT = dict(zip("‘’‚‛“”„‟‐‑", "''''\"\"\"\"--", strict=True))
_INITIAL = re.compile(r"([A-Z])(?<!\w[A-Z])\.(?=[A-Z]\b|\W|$)")

# A number with its scale, or digits in any other shape: of a time, a version, a name ("F-16").
_NUMBER = re.compile(rf"(?<![^\W\d_]){NUMBER_PATTERN}|\d+(?:[.,]\d+)*")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_DIGIT = re.compile(r"[\d½¼¾⅓⅔]")
_LETTERS = re.compile(r"[^\W\d_]+")
_NUMBER_WORDS = VAGUE_NUMBERS.union(ONES, TEENS, TENS, LARGE_NUMBERS, FRACTIONS)
# What "five million" and "5m" share with "between five and six million".
_SCALE = re.compile(
    rf"(?<![^\W\d_])(?:(hundred|thousand|million|billion|trillion|dozen)|(?<=\d)({'|'.join(NUMBER_SUFFIXES)}))\b"
)
_ORDINALS = {word: float(value) for word, value in FRACTIONS.items() if word.endswith(("th", "third"))}

_WORD = re.compile(r"[^\W_]+(?:['.&-][^\W_]+)*")
_JOINTS = re.compile(r"[-'.&]")
_POSSESSIVE = re.compile(r"'s?$")
_MONTHS = {name: name for name in MONTHS} | {
    short: name for short, number in MONTH_ABBREVIATIONS.items() for name in MONTHS if MONTHS[name] == number
}
_WEEKDAYS = {name: name for name in WEEKDAYS} | {
    short: name for short, number in WEEKDAY_ABBREVIATIONS.items() for name in WEEKDAYS if WEEKDAYS[name] == number
}
_DAYS = words_of("yesterday today tomorrow tonight")
_DATE_WORDS = _MONTHS | _WEEKDAYS | {day: day for day in _DAYS}
# "Sun", "Mar" and the like are dates in the evidence, but a model that means a date writes it out.
_DOUBTFUL = words_of("sun sat mon wed mar")
_BEFORE_A_MONTH = words_of("in of by since until till from last next this early mid late to and through during")
_RELATIVE = re.compile(
    r"(?:last|this|next|previous|coming)"
    r" (?:week|weekend|month|year|decade|century|spring|summer|autumn|winter)\b",
    re.IGNORECASE,
)

# Capitalised in titles and at the start of a sentence, and never a name: articles, pronouns, prepositions.
_SMALL_WORDS = words_of(
    "a an and as at but by for from he her his i if in into it its no not of on or our she so some that the "
    "their there these they this those to us was we were what when where which while who with you your"
)
_NAMES_TOO = words_of(
    "best church good hard little long major page post read white will young "
    "congress parliament senate conservatives democrats liberals republicans"
)
_STARTERS = (SENTENCE_STARTERS | FUNCTION_WORDS | GROUP_NOUNS | INVARIANT_PLURALS) - _NAMES_TOO
_BEFORE_A_START = frozenset('.!?:;"([—–…')
# "Kyiv-based", "pro-Russian", "ex-minister": the piece that is no name.
_AFFIXES = words_of(
    "anti pro non ex pre post mid co un re pan inter trans vice based born led backed made owned run held "
    "like wide style era controlled occupied aligned affiliated linked funded sponsored speaking trained"
)


@lru_cache(maxsize=256)
def normalised(text: str) -> str:
    """Text to compare by: compatibility forms folded, straight marks, single spaces, no dots in initials."""
    text = unicodedata.normalize("NFKC", text)
    for mark, straight in _STRAIGHT.items() if not text.isascii() else ():
        text = text.replace(mark, straight)
    return " ".join(_INITIAL.sub(r"\1", text).split())


def holds_phrase(evidence: str, phrase: str) -> bool:
    """Whether `phrase` stands in `evidence` as whole words, capitals and kinds of quotation mark aside."""
    wanted = normalised(phrase).casefold().strip(" .,;:\"'")
    if not wanted:
        return False
    return re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", normalised(evidence).casefold()) is not None


def _holds_words(evidence: str, words: str) -> bool:
    """Whether evidence holds words as they stand, from space to space: no check can fail on them."""
    return f" {normalised(words)} " in f" {normalised(evidence)} "


_ALL_HELD = tuple(Check(name=name, passed=True, detail="") for name in ("numbers", "dates", "names"))


# A sentence of the summary is checked as an answer, and once more for the brief.
@lru_cache(maxsize=64)
def check_support(text: str, evidence: str) -> tuple[Check, ...]:
    """Check what a model typed against the words that it rests on.

    Args:
        text: what the model typed.
        evidence: the pieces of the article that it cites, one after the other.

    Returns:
        One check each for numbers, dates and names; `detail` lists what the evidence does not hold.
    """
    if _holds_words(evidence, text):
        return _ALL_HELD
    text, evidence = normalised(text), normalised(evidence)
    missing = {
        "numbers": _numbers_missing(text, evidence),
        "dates": _dates_missing(text, evidence),
        "names": _names_missing(text, evidence),
    }
    return tuple(
        Check(name=name, passed=not lost, detail=", ".join(dict.fromkeys(lost))) for name, lost in missing.items()
    )


def _numbers_missing(text: str, evidence: str) -> list[str]:
    numbers = [found for found in _numbers(text.lower()) if found != "one"]
    ordinals = [word.low for word in _words(text) if word.low in _ORDINALS]
    if not numbers and not ordinals:
        return []
    held = _numbers_held(evidence)
    return [
        *(found for found in numbers if not _has_number(found, held)),
        *(word for word in ordinals if _ORDINALS[word] not in held.values),
    ]


def _numbers(low: str) -> list[str]:
    """The numbers in text in lower case; most has none, as its digits and its words show sooner than the pattern."""
    if not _DIGIT.search(low) and _NUMBER_WORDS.isdisjoint(_LETTERS.findall(low)):
        return []
    return _NUMBER.findall(low)


class _Numbers(NamedTuple):
    """What evidence holds of numbers."""

    values: frozenset[float | str]
    scales: frozenset[float]
    words: frozenset[str]


# A long list is one sentence, which each number in it is held against.
@lru_cache(maxsize=64)
def _numbers_held(evidence: str) -> _Numbers:
    low, words = evidence.lower(), frozenset(word.low for word in _words(evidence))
    values = {_value(found) for found in (*_NUMBER.findall(low), *_DIGITS.findall(low))}
    values.update(_ORDINALS[word] for word in words & _ORDINALS.keys())
    return _Numbers(frozenset(values), frozenset(_scale(*found) for found in _SCALE.findall(low)), words)


def _has_number(written: str, held: _Numbers) -> bool:
    """Whether the evidence holds a number, or its digits and its scale apart ("five to six million")."""
    value = _value(written)
    if value in held.values:
        return True
    before, scale = split_scale(written)
    if isinstance(value, str):
        vague = VAGUE_NUMBERS & {word.low for word in _words(written)}
        return vague <= held.words and (scale == 1 or scale in held.scales) and not _DIGITS.search(written)
    return before in held.values and scale in held.scales


def _value(written: str) -> float | str:
    """What a number is compared by: its value, or itself where it has none ("dozens", "3.4.1")."""
    value = number_value(written) if not _DIGITS.fullmatch(written) else None
    if value is None:
        try:
            value = float(written.replace(",", ""))
        except ValueError:
            return written
    return value


def _scale(word: str, suffix: str) -> float:
    return NUMBER_SUFFIXES[suffix] if suffix else split_scale(word)[1]


class _Word(NamedTuple):
    text: str
    """Without possessive."""
    low: str
    """In lower case."""
    first: bool
    """Whether a sentence can begin with it, where a capital says nothing."""
    before: str
    """The word before, in lower case."""
    after: str
    """The character after the space that follows, if any."""


@lru_cache(maxsize=64)
def _words(text: str) -> tuple[_Word, ...]:
    found: list[_Word] = []
    end = 0
    for match in _WORD.finditer(text):
        word = match.group()
        if "'" in word:
            word = _POSSESSIVE.sub("", word)
        gap = text[end : match.start()].strip()
        first = not end or not _BEFORE_A_START.isdisjoint(gap)
        before = found[-1].low if found and not gap else ""
        end = match.end()
        found.append(_Word(word, word.lower(), first, before, text[end : end + 2].strip()[:1]))
    return tuple(found)


def _is_date(word: _Word) -> bool:
    """Whether a word that a model typed says a day or a month; "May" only beside what dates have."""
    if word.low not in _DATE_WORDS or word.low in _DOUBTFUL:
        return False
    if word.low not in MONTHS_THAT_ARE_WORDS:
        return True
    beside = word.after.isdigit() or word.before.isdigit() or word.before in _BEFORE_A_MONTH
    return beside and word.text[0].isupper()


def _may_be_date(word: _Word) -> bool:
    """Whether a word of the evidence can say a day or a month."""
    if word.low in _DOUBTFUL:
        return word.text[0].isupper() and (word.after in {".", ","} or word.after.isdigit())
    return word.low in _DATE_WORDS and (word.low not in MONTHS_THAT_ARE_WORDS or word.text[0].isupper())


def _dates_missing(text: str, evidence: str) -> list[str]:
    dates = [word for word in _words(text) if _is_date(word)]
    known = _dates_held(evidence) if dates else frozenset()
    lost = [word.text for word in dates if _DATE_WORDS[word.low] not in known]
    return lost + [phrase for phrase in _RELATIVE.findall(text) if not holds_phrase(evidence, phrase)]


@lru_cache(maxsize=64)
def _dates_held(evidence: str) -> frozenset[str]:
    return frozenset(_DATE_WORDS[word.low] for word in _words(evidence) if _may_be_date(word))


def _names_missing(text: str, evidence: str) -> list[str]:
    names = [word.text for word in _words(text) if _can_be_name(word) and not _is_date(word)]
    if not names:
        return []
    flat, capitalised = _names_held(evidence)
    return [name for name in names if not _has_name(name, flat, capitalised)]


@lru_cache(maxsize=64)
def _names_held(evidence: str) -> tuple[str, frozenset[str]]:
    """The words of evidence, folded, in one line, and those of them with a capital."""
    held = [piece for word in _words(evidence) for piece in _pieces(word.text)]
    flat = f" {' '.join(_folded(piece) for piece in held)} "
    return flat, frozenset(_folded(piece) for piece in held if not piece.islower())


def _can_be_name(word: _Word) -> bool:
    if word.text == word.low:
        return False
    if _is_acronym(word.text):
        return True
    bare = word.low.partition("'")[0]
    common = word.low in _STARTERS or bare in _STARTERS or word.low.endswith("n't")
    return word.low not in _SMALL_WORDS and not (word.first and common)


def _has_name(name: str, flat: str, capitalised: frozenset[str]) -> bool:
    """Whether the evidence holds the pieces of a name together; "us" is no "US", and "may" no "May"."""
    pieces = [piece for piece in _pieces(name) if piece not in _AFFIXES]
    if any(_needs_capital(piece) and _folded(piece) not in capitalised for piece in pieces):
        return False
    return f" {' '.join(_folded(piece) for piece in pieces)} " in flat


def _needs_capital(piece: str) -> bool:
    return _is_acronym(piece) or piece.lower() in MONTHS_THAT_ARE_WORDS


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _pieces(word: str) -> list[str]:
    return [word] if word.isalnum() else [piece for piece in _JOINTS.split(word) if piece]


@lru_cache(maxsize=4096)
def _folded(word: str) -> str:
    """A word without capitals and accents; "16s" is "16"."""
    plain = unicodedata.normalize("NFKD", word.casefold().rstrip("s") if word[0].isdigit() else word.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def speaks_of(text: str, evidence: str) -> bool:
    """Whether at least half of the longer words of a text, by how they begin, are words of its evidence.

    Names, numbers and dates may all be right in a sentence about something else: this catches it.
    """
    if _holds_words(evidence, text):
        return True
    said, held = _beginnings(normalised(text)), _beginnings(normalised(evidence))
    return len(said & held) * 2 >= len(said)


@lru_cache(maxsize=64)
def _beginnings(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _LONGER_WORD.findall(text.casefold()))
