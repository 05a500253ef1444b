"""Whether words tell of something that happened, goes on or is to happen, by the forms of their verbs."""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from summarizer.english.verbs import (
    BE_PAST,
    BE_PRESENT,
    FUTURE,
    FUTURE_BEFORE_TO,
    HAVE,
    IRREGULAR_PARTICIPLES,
    IRREGULAR_PASTS,
    NEGATIONS,
    NOT_DEEDS,
    NOT_VERBS,
)
from summarizer.english.words import ADVERBS, DETERMINERS, OBJECT_PRONOUNS, POSSESSIVES, PREPOSITIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Deed", "find_deed"]

_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d\S*|[.,;:!?\"“”()—–]")
# Words are asked about again and again: this many answers are kept.
_REMEMBERED = 1 << 14
_LONGEST_VERB_GROUP = 5
_SHORTEST_REGULAR = 4
_SHORTEST_GERUND = 5
# What a participle that is an adjective ("the confirmed toll", "newly elected members") stands after.
_BEFORE_ADJECTIVES = DETERMINERS | POSSESSIVES | PREPOSITIONS | {"and", "or", "more", "most", "many", "very", "as"}
_AGENTS = frozenset({"by"})
_AMOUNTS = frozenset({"about", "almost", "around", "at", "half", "nearly", "more", "over", "roughly", "some"})
_MODALS = frozenset({"could", "may", "might", "must", "should", "would"})
# "could hit", "did not cut", "to put": the bare form of a verb whose past is the same.
_BEFORE_BARE_FORMS = _MODALS | {"will", "shall", "can", "cannot", "do", "does", "did", "to", "let", "lets"}
_BE = BE_PRESENT | BE_PAST
_HAVE_OR_WAS = HAVE | BE_PAST
_OPEN = frozenset({"what", "whether", "how", "if"})
_AFTER_VERBS = DETERMINERS | PREPOSITIONS | OBJECT_PRONOUNS | {"to", "that", "and", "or", "but"}
_AFTER_REDUCED = frozenset({"by", "as", "in", "on", "at", "with", "to", "from", "for"})


class Deed(Enum):
    """What the form of a verb says of what it tells."""

    DONE = auto()
    """It happened, or was done to somebody."""
    ONGOING = auto()
    """It is going on."""
    TO_COME = auto()
    """It is to happen."""


class _Group(NamedTuple):
    """What stands before a verb form.

    Attributes:
        auxiliary: the nearest word that is neither adverb nor negation, in lower case; "" where there is none.
        negated: whether a negation stands between.
        supposed: whether it is "have" after "would", "could" or the like.
    """

    auxiliary: str
    negated: bool
    supposed: bool = False


def find_deed(text: str, *, reported: bool = False) -> Deed | None:
    """The first event that a sentence tells of.

    A past or perfect form, a passive of the past, a future does tell of one; so does what is going on, unless
    somebody merely says so. What is, seems, is thought or is denied does not, nor a bare "would" of the narrator.

    Args:
        text: a sentence or clause.
        reported: whether somebody is said to have said it.
    """
    text = text.replace("’", "'")
    tokens = _TOKEN.findall(text.lower() if text.isupper() else text)
    low = [token.lower() for token in tokens]
    if "'" in text:
        low = _spelled_out(low)
    found = (_deed_at(tokens, low, index, reported=reported) for index, word in enumerate(low) if _may_tell(word))
    return next((deed for deed in found if deed), None)


@lru_cache(maxsize=_REMEMBERED)
def _may_tell(word: str) -> bool:
    """Whether a word can be the form of a verb that tells of an event, whatever stands around it."""
    future = word in FUTURE or word == "would" or word in FUTURE_BEFORE_TO
    goes_on = word == "underway" or word.endswith("ing")
    return future or goes_on or _is_participle(word) or word in IRREGULAR_PASTS


def _deed_at(tokens: Sequence[str], low: Sequence[str], index: int, *, reported: bool) -> Deed | None:
    word = low[index]
    following = low[index + 1] if index + 1 < len(low) else ""
    if word in FUTURE or (word == "would" and reported):
        left_open = not NEGATIONS.isdisjoint(low[index + 1 : index + 3]) or _asks(low, index)
        passive = following == "be" and _is_participle("".join(low[index + 2 : index + 3]))
        no_deed = word == "would" and following in {"be", "have"} and not passive
        return None if left_open or no_deed else Deed.TO_COME
    before = _group(low, index)
    if before.negated:
        return None
    if following == "to" and word in FUTURE_BEFORE_TO and (word != "due" or before.auxiliary in _BE):
        return Deed.TO_COME
    if word in NOT_DEEDS or word in NOT_VERBS:
        return None
    if word == "underway" or (len(word) >= _SHORTEST_GERUND and word.endswith("ing")):
        told = word == "underway" or not reported
        goes_on = before.auxiliary == "been" or (told and before.auxiliary in _BE)
        return Deed.ONGOING if goes_on and not before.supposed else None
    done = not before.supposed and _is_done(tokens[index], low, index, before.auxiliary) and not _asks(low, index)
    return Deed.DONE if done else None


def _is_done(token: str, low: Sequence[str], index: int, auxiliary: str) -> bool:
    """Whether a word is a past form, or a participle of a perfect or of a passive of the past."""
    word = low[index]
    participle = _is_participle(word)
    if auxiliary in _HAVE_OR_WAS:
        return participle
    if auxiliary in _BEFORE_BARE_FORMS:
        return False
    past = (_is_regular(word) or word in IRREGULAR_PASTS) and not token[:1].isupper()
    return (
        past
        and auxiliary != "be"
        and auxiliary not in BE_PRESENT
        and not _is_adjective(low, index, participle=participle)
    )


def _asks(low: Sequence[str], index: int) -> bool:
    """Whether a future stands in a question that is told: "what they will get"."""
    return not _OPEN.isdisjoint(low[max(0, index - _LONGEST_VERB_GROUP) : index])


def _group(low: Sequence[str], index: int) -> _Group:
    """The auxiliary before a verb form, over adverbs and negations."""
    negated = False
    for place in range(index - 1, max(0, index - _LONGEST_VERB_GROUP) - 1, -1):
        word = low[place]
        if word in NEGATIONS or word.endswith("n't"):
            negated = True
            if word.endswith("n't"):
                return _Group(word.removesuffix("n't"), negated)
        elif not (word in ADVERBS or word.endswith("ly")):
            supposed = not _MODALS.isdisjoint(low[max(0, place - 2) : place])
            return _Group(word, negated, supposed and word in {"have", "been"})
    return _Group("", negated)


def _spelled_out(low: Sequence[str]) -> list[str]:
    """Words with "'ll" as "will", and "'d" as "had" before a participle, else as "would"."""
    whole: list[str] = []
    for word, following in pairwise([*low, ""]):
        if word.endswith("'ll"):
            whole.append("will")
        elif word.endswith("'d"):
            whole.append("had" if _is_participle(following) else "would")
        else:
            whole.append(word)
    return whole


def _is_participle(word: str) -> bool:
    return _is_regular(word) or word in IRREGULAR_PARTICIPLES


def _is_regular(word: str) -> bool:
    return len(word) >= _SHORTEST_REGULAR and word.endswith("ed") and "-" not in word.removeprefix("re-")


def _is_adjective(low: Sequence[str], index: int, *, participle: bool) -> bool:
    """Whether a past form only says what something is: "an armed man", "a plan backed by both", ", followed by"."""
    before = low[index - 1] if index else ""
    if before in _BEFORE_ADJECTIVES:
        return True
    following, after = [*low[index + 1 : index + 3], "", ""][:2]
    if participle and before.endswith("ly") and following.isalpha() and following not in _AFTER_VERBS:
        return True
    if participle and following in _AGENTS:
        return not (after[:1].isdigit() or after in _AMOUNTS)
    return before in {"", ","} and following in _AFTER_REDUCED
