"""Where entities are named, as subjects and at all."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from summarizer.english.titles import SAME_OFFICE
from summarizer.english.words import CALENDAR, CONJUNCTIONS, PREPOSITIONS, TIME_WORDS
from summarizer.entities.match import is_whole_mention
from summarizer.tokens import bare as bare_word

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from summarizer.attribution.passages import QuotationLike
    from summarizer.entities.records import NamedEntity
    from summarizer.tokens import Range

__all__ = ["MentionIndex", "role_matches"]

# Mentions farther back than this many are not what a pronoun or an office means.
_MEMORY = 60
_NEAR = 3
_BEFORE_SUBJECTS = CONJUNCTIONS | CALENDAR | TIME_WORDS


def role_matches(role: str, office: str) -> bool:
    """Whether a role is of the office that a noun names: "deputy ambassador" of "envoy"."""
    same = SAME_OFFICE.get(office, frozenset({office}))
    return any(bare_word(word) in same for word in role.replace("-", " ").split())


class MentionIndex:
    """The mentions of all entities in the order of the text; those inside quotations are no subjects."""

    def __init__(
        self,
        text: str,
        entities: Sequence[NamedEntity],
        sentences: Sequence[Range],
        quotations: Sequence[QuotationLike],
    ) -> None:
        self._text = text
        self._all = sorted((mention, index) for index, entity in enumerate(entities) for mention in entity.mentions)
        self._starts = [mention[0] for mention, _ in self._all]
        self._quoted = sorted((quotation.start, quotation.end) for quotation in quotations)
        self._titles = sorted(entity.role for entity in entities if entity.role is not None)
        self.subjects = self._subjects(sentences)
        self._subject_starts = [start for start, _ in self.subjects]

    def _subjects(self, sentences: Sequence[Range]) -> list[tuple[int, int]]:
        """The first name of each sentence that may be its subject: where it stands, and its entity."""
        found: list[tuple[int, int]] = []
        for start, end in sentences:
            for place in range(bisect_left(self._starts, start), len(self._all)):
                mention, index = self._all[place]
                if mention[0] >= end:
                    break
                if self._may_be_subject(mention):
                    found.append((mention[0], index))
                    break
        return found

    def _is_quoted(self, place: int) -> bool:
        return _covers(self._quoted, place)

    def _may_be_subject(self, mention: Range) -> bool:
        if self._is_quoted(mention[0]) or _covers(self._titles, mention[0]):
            return False
        before = self._text[max(0, mention[0] - 24) : mention[0]].split()
        owner = self._text[mention[1] : mention[1] + 2] in {"'s", "’s"}
        word = before[-1].lower() if before else ""
        previous = before[-2].lower() if len(before) > 1 else ""
        after_preposition = word in PREPOSITIONS or (word in {"the", "a"} and previous in PREPOSITIONS)
        return not owner and not after_preposition and previous != "to"

    def exact(self, mention: Range) -> int | None:
        """The entity that the mention names, with a title before the name or not."""
        first = bisect_left(self._starts, mention[0])
        inside: list[tuple[Range, int]] = []
        for place in range(first, len(self._all)):
            if self._starts[place] >= mention[1] or len(inside) > 3:
                break
            inside.append(self._all[place])
        if not inside:
            return None
        named, index = inside[-1]
        others = [other for other, _ in inside[:-1]]
        before = self._text[mention[0] : named[0]].split()
        within = any(bare_word(word) in PREPOSITIONS for word in before[-2:] if word.islower())
        whole = not within and is_whole_mention(self._text, mention, named)
        beside = any(" and " in self._text[other[1] : named[0]] for other in others)
        return index if whole and not beside else None

    def starting_at(self, place: int) -> int | None:
        """The entity whose name starts at `place`."""
        at = bisect_left(self._starts, place)
        return self._all[at][1] if at < len(self._all) and self._starts[at] == place else None

    def inside(self, mention: Range) -> tuple[Range, int] | None:
        """The first name inside a longer mention, and its entity."""
        first = bisect_left(self._starts, mention[0])
        if first < len(self._all) and self._all[first][0][1] <= mention[1]:
            return self._all[first]
        return None

    def last_before(
        self, place: int, fits: Callable[[int], bool], *, subjects: bool, bare: bool = False, opening: bool = False
    ) -> tuple[int, int] | None:
        """The last mention before `place` whose entity fits: where it stands and which entity it is of.

        Args:
            place: an offset.
            fits: whether an entity will do.
            subjects: look at the subjects of sentences only.
            bare: look at mentions only that stand after no preposition and own nothing.
            opening: look at such mentions only that also open their clause, as a subject does.
        """
        if subjects:
            end = bisect_left(self._subject_starts, place)
            for at in range(end - 1, max(-1, end - 1 - _MEMORY), -1):
                if fits(self.subjects[at][1]):
                    return self.subjects[at]
            return None
        end = bisect_left(self._starts, place)
        for at in range(end - 1, max(-1, end - 1 - _MEMORY), -1):
            mention, index = self._all[at]
            if not fits(index) or self._is_quoted(mention[0]) or (opening and not self.acts(mention)):
                continue
            if not bare or self._may_be_subject(mention):
                return mention[0], index
        return None

    def next_subject(self, place: int, fits: Callable[[int], bool]) -> tuple[int, int] | None:
        """The first subject after `place` whose entity fits: where it stands and which entity it is of."""
        at = bisect_left(self._subject_starts, place)
        return next((subject for subject in self.subjects[at : at + _NEAR] if fits(subject[1])), None)

    def recent(self, place: int) -> list[tuple[Range, int]]:
        """The last mentions before `place`, with their entities."""
        end = bisect_left(self._starts, place)
        return self._all[max(0, end - _MEMORY) : end]

    def acts(self, mention: Range) -> bool:
        """Whether a name stands as a subject does at the start of a clause of the article's own."""
        return self._may_be_subject(mention) and self._opens(mention)

    def _opens(self, mention: Range) -> bool:
        """Whether a clause begins with the mention: after a mark, a conjunction or a time, "the" apart."""
        before = self._text[max(0, mention[0] - 24) : mention[0]].split()
        if before and before[-1].lower() == "the":
            before.pop()
        return not before or not before[-1][-1].isalnum() or before[-1].lower() in _BEFORE_SUBJECTS

    def named_right_before(self, place: int) -> int | None:
        """The entity named right before `place`, a comma or brackets apart: what "who" stands for."""
        at = bisect_left(self._starts, place) - 1
        if at < 0:
            return None
        mention, index = self._all[at]
        gap = self._text[mention[1] : place].strip()
        bracketed = gap.startswith("(") and gap.rstrip(",").endswith(")") and len(gap) < 40
        return index if gap in {"", ","} or bracketed else None

    def apposed(self, end: int) -> int | None:
        """The entity whose name follows a comma at `end`: "the coach, Ann Lee, said"."""
        at = bisect_left(self._starts, end)
        if at == len(self._all) or self._text[end : self._starts[at]].strip(" \u00a0") != ",":
            return None
        mention, index = self._all[at]
        return index if self._text[mention[1] : mention[1] + 1] in {",", ".", ""} else None


def _covers(ranges: Sequence[Range], place: int) -> bool:
    """Whether one of the ordered ranges holds the offset."""
    at = bisect_left(ranges, (place + 1, 0)) - 1
    return at >= 0 and ranges[at][0] <= place < ranges[at][1]
