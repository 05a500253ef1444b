"""Who denies what another asserts, by the words they share: few, and sure.

A denial is a statement that is denied, dismissed or rejected, or one that says "not" and "no". It answers another
speaker's statement where both tell of the same thing: by the word that is negated and a name or a second word, or
by "the claims", where the statement before it is another's accusation.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from summarizer.english.words import CALENDAR, TIME_WORDS
from summarizer.news.rules import stance
from summarizer.schemas.news import Dispute, Stance
from summarizer.units.lexicon import FUNCTION_WORDS, words_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from summarizer.analysis import Analysis
    from summarizer.news.asks import Said
    from summarizer.news.build_statements import Voice

__all__ = ["find_disputes"]

_WORD = re.compile(r"[^\W\d_]{2,30}(?:[’'][^\W\d_]{1,3})?")
_NEGATION = re.compile(
    r"\b(?:(?:do|does|did|has|have|had|is|are|was|were|will|would|can|could)\snot"
    r"|(?:do|does|did|has|have|had|is|are|was|were|wo|would|ca|could)n[’']t|never"
    r"|no\s(?:evidence|traces?|proof|signs?|indications?)\sof)\s(?!only\b|just\b|merely\b|yet\b|enough\b)",
    re.IGNORECASE,
)
_DENYING = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|refut|rebut|reject|dismiss|disput|repudiat|contradict)", re.IGNORECASE
)
_THE_CLAIMS = re.compile(
    r"(?:all\s|any\s|both\s)?(?:(?:the|these|those|such|this|that|his|her|their|its)\s)?(?:latest\s|main\s)?"
    r"(?:claims?|allegations?|accusations?|charges?|reports?|suggestions?)\b(?!\s(?:that|of|about|by|from)\b)",
    re.IGNORECASE,
)
_CONTRAST = re.compile(r"\b(?:despite|although|though|whereas|contrary\sto|contradicting)\b", re.IGNORECASE)
_LONGEST_NEGATION: Final = 30
_REACH_OF_NEGATION: Final = 2
_NAME_LENGTH: Final = 5
_MOST_BETWEEN: Final = 4
_MOST_ABOUT_A_WORD: Final = 40
# Said of everything: who shares these words does not yet speak of the same thing.
_GENERIC: Final = words_of(
    "people person government country nation state party official minister president leader member group report "
    "statement claim allegation accusation charge question issue thing matter fact case reason plan work make take "
    "give come want need know think believe going said tell public political campaign police group world issue support "
    "time year month week today every right good great better best never nothing anything something really"
)
_UNTELLING: Final = FUNCTION_WORDS | CALENDAR | TIME_WORDS
_ASSERTING: Final = frozenset({Stance.ASSERTS, Stance.ACCUSES, Stance.CONDEMNS, Stance.WARNS})


@dataclass(frozen=True, slots=True)
class _Read:
    """A statement: where it stands among all, who says it, what is said, and the word that it negates."""

    said: Said
    place: int
    speaker: str
    stance: Stance
    text: str
    negation: re.Match[str] | None
    negated: frozenset[str]

    @property
    def words(self) -> frozenset[str]:
        """Its telling words."""
        return _telling(self.text).words

    @property
    def names(self) -> frozenset[str]:
        """Its telling words with a capital."""
        return _telling(self.text).names


class _Telling(NamedTuple):
    """The words by which two statements are compared, cut to what they begin with."""

    words: frozenset[str]
    names: frozenset[str]


def find_disputes(analysis: Analysis, said: Sequence[Said], voices: Mapping[str, Voice]) -> tuple[Dispute, ...]:
    """The propositions that one speaker asserts and another denies.

    Args:
        analysis: the article.
        said: its statements, in the order of the article.
        voices: who says each.

    Returns:
        Each with the statements on either side; statements that answer the same ones stand together.
    """
    read = [_read(analysis, one, place, voices) for place, one in enumerate(said)]
    if not any(one.stance is Stance.DENIES or one.negated for one in read):
        return ()
    about: defaultdict[str, list[_Read]] = defaultdict(list)
    for one in read:
        if one.stance in _ASSERTING and not one.negation:
            for word in one.words:
                if len(about[word]) < _MOST_ABOUT_A_WORD:
                    about[word].append(one)
    pairs: dict[str, list[str]] = {}
    last: tuple[int, list[_Read]] = (-_MOST_BETWEEN, [])
    for denial in read:
        found = _denied(analysis, denial, about)
        if not found and _denies_the_claims(denial):
            found = last[1] if denial.place - last[0] < _MOST_BETWEEN else _accusing(denial, read)
        found = [one for one in found if one.speaker != denial.speaker and not _holds(one, denial)]
        if found:
            last = denial.place, found
            pairs[denial.said.candidate.id] = [one.said.candidate.id for one in found]
    return _joined(pairs, {one.candidate.id: one.claim for one in said})


def _read(analysis: Analysis, one: Said, place: int, voices: Mapping[str, Voice]) -> _Read:
    text = " ".join(" ".join(analysis.text_of(piece) for piece in one.candidate.content).split()).partition(";")[0]
    voice = voices[one.candidate.id]
    cue = one.candidate.attribution.cue
    kind = stance(analysis, one.candidate)
    if kind is Stance.DENIES and cue and not _DENYING.search(analysis.text_of(cue)):
        kind = Stance.QUESTIONS
    if kind is Stance.DENIES:
        text = text.partition(",")[0]
    negation = _NEGATION.search(text)
    short = negation is not None and len(_WORD.findall(text)) <= _LONGEST_NEGATION
    under = _WORD.findall(text[negation.end() :])[:_REACH_OF_NEGATION] if negation and short else []
    negated = [word for word in under if _is_telling(word)]
    return _Read(
        said=one,
        place=place,
        speaker=voice.entity or voice.name,
        stance=kind,
        text=text,
        negation=negation,
        negated=frozenset(map(_stem, negated[:1])),
    )


@lru_cache(maxsize=512)
def _telling(text: str) -> _Telling:
    telling = [word for word in _WORD.findall(text) if _is_telling(word)]
    return _Telling(
        words=frozenset(_stem(word) for word in telling if word[0].islower()),
        names=frozenset(word[:_NAME_LENGTH].casefold() for word in telling if word[0].isupper()),
    )


def _denied(analysis: Analysis, denial: _Read, about: Mapping[str, Sequence[_Read]]) -> list[_Read]:
    """The statements that one denies, by their words."""
    if denial.stance is Stance.DENIES:
        near = {one.place: one for word in denial.words for one in about.get(word, ())}
        found = [one for one in near.values() if len(one.words & denial.words) + len(one.names & denial.names) > 2]
    else:
        near = {one.place: one for word in denial.negated for one in about.get(word, ())}
        found = [one for one in near.values() if one.names & denial.names or _contrasted(analysis, denial, one)]
    return sorted(found, key=lambda one: one.place)


def _holds(one: _Read, other: _Read) -> bool:
    """Whether one statement's words hold the other's: who tells of a denial does not assert what is denied."""
    (a, b), (c, d) = one.said.candidate.attribution.content, other.said.candidate.attribution.content
    return a <= c and d <= b


def _contrasted(analysis: Analysis, denial: _Read, other: _Read) -> bool:
    """Whether one sentence sets two statements against each other: "… despite the mayor claiming …"."""
    one, two = denial.said.candidate.attribution.sentence, other.said.candidate.attribution.sentence
    return one == two and _CONTRAST.search(analysis.text_of(analysis.sentences[one])) is not None


def _denies_the_claims(denial: _Read) -> bool:
    return denial.stance is Stance.DENIES and _THE_CLAIMS.match(denial.text) is not None


def _accusing(denial: _Read, read: Sequence[_Read]) -> list[_Read]:
    """The last accusation by somebody else among the few statements before a denial of "the claims"."""
    before = read[max(0, denial.place - _MOST_BETWEEN) : denial.place]
    return [one for one in before if one.speaker != denial.speaker and one.stance is Stance.ACCUSES][-1:]


@lru_cache(maxsize=4096)
def _is_telling(word: str) -> bool:
    low = word.casefold()
    return len(low) > 3 and low not in _UNTELLING and _stem(low) not in _GENERIC


@lru_cache(maxsize=4096)
def _stem(word: str) -> str:
    """A word without its commonest endings: "breaching" and "breach", "missiles" and "missile"."""
    low = re.sub(r"[’']s$", "", word.casefold())
    for ending in ("ing", "ies", "ied", "ed", "es", "s", "e", "y"):
        if low.endswith(ending) and len(low) - len(ending) > 3:
            return low.removesuffix(ending)
    return low


def _joined(pairs: Mapping[str, Sequence[str]], claims: Mapping[str, str]) -> tuple[Dispute, ...]:
    """One dispute for all denials that share a statement they deny."""
    groups: list[tuple[list[str], list[str]]] = []
    by_unit: dict[str, tuple[list[str], list[str]]] = {}
    for denial, asserted in pairs.items():
        group = next((by_unit[unit] for unit in asserted if unit in by_unit), None)
        if group is None:
            group = ([], [])
            groups.append(group)
        for unit in asserted:
            if by_unit.setdefault(unit, group) is group and unit not in group[0]:
                group[0].append(unit)
        group[1].append(denial)
    return tuple(
        Dispute(proposition=claims[asserted[0]], asserted_by=tuple(asserted), denied_by=tuple(denied))
        for asserted, denied in groups
    )
