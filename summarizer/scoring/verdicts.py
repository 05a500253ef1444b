"""What scoring finds out: a verdict for each item and each field, and how they count."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

__all__ = [
    "ArticleScore",
    "Counts",
    "FieldOutcome",
    "FieldVerdict",
    "Headline",
    "ItemVerdict",
    "Outcome",
    "SectionScore",
]


class Outcome(StrEnum):
    """What became of an item."""

    FOUND = "found"
    """A label that the brief gives."""
    MISSED = "missed"
    """A label that the brief does not give."""
    INVENTED = "invented"
    """An item of the brief that no label is like."""
    EXCUSED = "excused"
    """An optional label that the brief gives: neither counted for it nor against it."""


class FieldOutcome(StrEnum):
    """What became of one field of a pair."""

    RIGHT = "right"
    WRONG = "wrong"
    MISSING = "missing"
    """There is a right answer, and none was given."""
    UNWANTED = "unwanted"
    """The article does not tell, and an answer was given."""
    ABSENT = "absent"
    """The article does not tell, and no answer was given."""


@dataclass(frozen=True, slots=True)
class Counts:
    """True positives, false positives and misses.

    With nothing to find and nothing given, all three measures are 1: there was nothing to get wrong.
    """

    true: int = 0
    false: int = 0
    missed: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.true + other.true, self.false + other.false, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """The share of what was given that is right."""
        given = self.true + self.false
        return self.true / given if given else float(not self.missed)

    @property
    def recall(self) -> float:
        """The share of what is right that was given."""
        wanted = self.true + self.missed
        return self.true / wanted if wanted else float(not self.false)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = 2 * self.true + self.false + self.missed
        return 2 * self.true / total if total else 1.0


@dataclass(frozen=True, slots=True)
class FieldVerdict:
    """One field of a pair.

    Attributes:
        name: the field.
        outcome: what became of it.
        wanted: the right answer or answers, as text.
        given: what the brief says, as text.
        counts: how it counts; a field of several values counts each.
    """

    name: str
    outcome: FieldOutcome
    wanted: str
    given: str
    counts: Counts

    @property
    def is_right(self) -> bool:
        """Whether nothing is to be said against it: right, or rightly left empty."""
        return self.outcome in {FieldOutcome.RIGHT, FieldOutcome.ABSENT}


@dataclass(frozen=True, slots=True)
class ItemVerdict:
    """What became of one label, or of one item that no label is like.

    Attributes:
        section: the section.
        outcome: what became of it.
        label: what identifies the label, stable between runs; "" for an invented item.
        item: the id or the words of the brief's item; "" for a missed label.
        wanted: the label, as text.
        given: the item, as text.
        likeness: of the pair, or of the nearest to being one.
        why: the runner-up and why it lost, or why nothing was paired.
        trap: why giving this item is an error, if it is one that the gold forbids.
        fields: the verdicts on the pair's fields.
        spans: where the label and the item stand, as (start, end) in characters.
    """

    section: str
    outcome: Outcome
    label: str
    item: str
    wanted: str
    given: str
    likeness: float
    why: str
    trap: str | None = None
    fields: tuple[FieldVerdict, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class SectionScore:
    """How one section of one brief agrees with its gold."""

    name: str
    counts: Counts
    fields: dict[str, Counts] = field(default_factory=dict)
    verdicts: tuple[ItemVerdict, ...] = ()

    @property
    def credit(self) -> float:
        """The items found, each for the share of its fields that are right; one without fields counts whole."""
        total = 0.0
        for verdict in self.verdicts:
            if verdict.outcome is Outcome.FOUND:
                told = [judged for judged in verdict.fields if judged.outcome is not FieldOutcome.ABSENT]
                total += sum(judged.is_right for judged in told) / len(told) if told else 1.0
        return total


@dataclass(frozen=True, slots=True)
class Headline:
    """A number that people look at first: so many of so many.

    Attributes:
        hits: how many.
        total: of how many. Errors are counted among what was given, so that their share falls where more is
            given; their number does not.
        names: what the other ones are, or, where hits are errors, the hits.
    """

    hits: int = 0
    total: int = 0
    names: tuple[str, ...] = ()

    def __add__(self, other: Headline) -> Headline:
        return Headline(self.hits + other.hits, self.total + other.total, (*self.names, *other.names))

    @property
    def share(self) -> float | None:
        """Hits over total; None of nothing."""
        return self.hits / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class ArticleScore:
    """How one brief agrees with the gold of its article.

    Attributes:
        article: the name of the gold.
        sections: by name.
        headlines: by name, in the order in which they are shown.
    """

    article: str
    sections: dict[str, SectionScore]
    headlines: dict[str, Headline]
