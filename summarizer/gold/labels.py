"""What a gold file holds: the labels of one article, and how much latitude each of them gives.

The models are read from YAML and published as a JSON Schema, so their descriptions are written for labellers.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Generic, TypeAlias, TypeVar

from pydantic import Field

from summarizer.schemas.brief import ChromeReason
from summarizer.schemas.news import EntityKind, Manner, Precision, Qualifier, Stance, Status
from summarizer.schemas.spans import Record

__all__ = [
    "AnyOf",
    "GoldAbout",
    "GoldArticle",
    "GoldChrome",
    "GoldDate",
    "GoldDecision",
    "GoldDispute",
    "GoldEntity",
    "GoldEvent",
    "GoldFact",
    "GoldFigure",
    "GoldItem",
    "GoldReference",
    "GoldStatement",
    "GoldSummary",
    "GoldTrap",
    "OneOf",
    "Place",
    "Ruling",
    "Words",
    "choices",
]

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class AnyOf(Record, Generic[T_co]):
    """Several right answers."""

    any_of: Annotated[tuple[T_co, ...], Field(min_length=2, description="Each of these is right.")]


OneOf: TypeAlias = T_co | AnyOf[T_co]
"""A right answer, or several. Fields spell it out: Pydantic does not see through the alias."""


def choices(value: T | AnyOf[T]) -> tuple[T, ...]:
    """The right answers: one, or each of `any_of`."""
    return value.any_of if isinstance(value, AnyOf) else (value,)


class Place(Record):
    """Words that stand in the article more than once, and where they are meant."""

    text: str = Field(min_length=1, description="The words, copied from the article.")
    within: str = Field(min_length=1, description="A longer stretch of the article that holds them once.")


Words: TypeAlias = Annotated[str, Field(min_length=1)] | Place
"""Words copied from the article. Plain text means each place where it stands."""


class GoldItem(Record):
    """What every label may carry."""

    optional: bool = Field(default=False, description="Right if given, not missed if not.")
    forbidden: bool = Field(default=False, description="A trap: a brief that gives an item like this is wrong.")
    why: str | None = Field(default=None, description="One line, where two careful readers could differ.")


class GoldAbout(Record):
    """What the article's own text says about itself; null where it says nothing."""

    title: str | AnyOf[str | None] | None = None
    publisher: str | AnyOf[str | None] | None = None
    authors: tuple[str, ...] = ()
    published: date | AnyOf[date | None] | None = None


class GoldEntity(GoldItem):
    """A person, organization, country or place that the article's body names."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$", description="Short and readable: nebenzia.")
    name: str | AnyOf[str] = Field(description="The fullest form in the article.")
    kind: EntityKind | AnyOf[EntityKind]
    role: str | AnyOf[str | None] | None = Field(default=None, description="Post or title, in the article's words.")
    affiliation: str | AnyOf[str | None] | None = Field(
        default=None, description="The state or body that the person speaks for."
    )
    aliases: tuple[str, ...] = Field(default=(), description="Every other form of the name in the article.")
    optional_aliases: tuple[str, ...] = Field(default=(), description="Forms that may be listed or not.")
    forbidden_aliases: tuple[str, ...] = Field(default=(), description="Forms that belong to somebody else.")


class GoldDate(GoldItem):
    """A date as the article gives it, and as the calendar has it where the article says enough."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    text: Words
    start: date | AnyOf[date | None] | None = None
    end: date | AnyOf[date | None] | None = None
    precision: Precision | AnyOf[Precision] = Precision.UNKNOWN


class GoldStatement(GoldItem):
    """One proposition by one speaker."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    speaker: str | AnyOf[str | None] | None = Field(default=None, description="Entity id.")
    speaker_text: Words | AnyOf[Words | None] | None = Field(
        default=None, description="The mention beside the statement."
    )
    cue: Words | AnyOf[Words | None] | None = Field(default=None, description="The words that make it an attribution.")
    reported_by: str | AnyOf[str | None] | None = Field(default=None, description="Id of the entity that passes it on.")
    manner: Manner | AnyOf[Manner] | None = None
    stance: Stance | AnyOf[Stance] | None = None
    claim: str | None = Field(default=None, description="The gist, in your own words.")
    quotes: tuple[Words, ...] = Field(default=(), description="What is quoted, without the outer marks.")
    venue: str | AnyOf[str | None] | None = None
    date: str | AnyOf[str | None] | None = Field(default=None, description="Id of a date.")
    evidence: tuple[Words, ...] = Field(min_length=1, description="Whole sentences; any one of them will do.")


class GoldEvent(GoldItem):
    """Something that happened, is said to have happened, or is to happen."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    description: str | None = None
    status: Status | AnyOf[Status] | None = None
    date: str | AnyOf[str | None] | None = Field(default=None, description="Id of a date.")
    place: str | AnyOf[str | None] | None = None
    participants: tuple[str, ...] = Field(default=(), description="Ids of those who act or are acted on.")
    optional_participants: tuple[str, ...] = ()
    according_to: str | AnyOf[str | None] | None = Field(
        default=None, description="Entity id; null for the article itself."
    )
    evidence: tuple[Words, ...] = Field(min_length=1, description="Whole sentences; any one of them will do.")


class GoldFigure(GoldItem):
    """One mention of a quantity with a meaning."""

    text: Words = Field(description="The number with its qualifier and, where it belongs to it, its unit.")
    minimum: float | AnyOf[float | None] | None = None
    maximum: float | AnyOf[float | None] | None = None
    qualifier: Qualifier | AnyOf[Qualifier] | None = None
    unit: str | AnyOf[str | None] | None = None
    measures: str | AnyOf[str | None] | None = None
    according_to: str | AnyOf[str | None] | None = Field(
        default=None, description="Entity id; null for the article itself."
    )
    as_of: str | AnyOf[str | None] | None = Field(default=None, description="Id of a date.")


class GoldReference(GoldItem):
    """A treaty, charter, resolution or law, as the article names it."""

    name: str | AnyOf[str]
    year: int | AnyOf[int | None] | None = None
    body: str | AnyOf[str | None] | None = None
    evidence: tuple[Words, ...] = Field(min_length=1, description="Whole sentences; any one of them will do.")


class GoldDispute(GoldItem):
    """Statements about one proposition that cannot all be true."""

    proposition: str
    asserted_by: tuple[str, ...] = Field(description="Statement ids.")
    denied_by: tuple[str, ...] = Field(description="Statement ids.")


class GoldFact(GoldItem):
    """What a summary must tell (or, if optional, may tell)."""

    fact: str = Field(description="In your own words, one short sentence.")
    words: tuple[str | AnyOf[str], ...] = Field(
        min_length=1, description="Stems that a sentence telling it cannot lack."
    )
    evidence: tuple[Words, ...] = Field(min_length=1, description="Whole sentences; any one of them will do.")


class GoldTrap(Record):
    """Words that show that the summary fell into a trap."""

    words: tuple[str, ...] = Field(min_length=1, description="A sentence that holds all of these is wrong.")
    why: str


class GoldSummary(Record):
    """What the summary has to tell, and what it must not."""

    facts: tuple[GoldFact, ...] = ()
    forbidden: tuple[GoldTrap, ...] = ()


class GoldChrome(GoldItem):
    """A stretch of text that is not the article: its words, or where it begins and where it ends."""

    text: Words | None = None
    start: str | None = Field(default=None, description="The first words of a long stretch.")
    end: str | None = Field(default=None, description="Its last words: the first place where they stand after `start`.")
    reason: ChromeReason | AnyOf[ChromeReason] | None = None


class Ruling(StrEnum):
    """Who is right where a brief and the gold disagree."""

    GOLD = "gold"
    MODEL = "model"
    BOTH = "both"


class GoldDecision(Record):
    """A disagreement between a brief and the gold that somebody has decided, so that it is not asked again."""

    section: str
    item: str = Field(min_length=1, description="What identifies it: the label's id, or the words of the item.")
    field: str | None = Field(default=None, description="The field; null for the item as a whole.")
    verdict: Ruling
    who: str = Field(min_length=1)
    why: str | None = None


class GoldArticle(Record):
    """The labels of one article."""

    article: str = Field(description="Name of the article's file, without .txt.")
    sha256: str = Field(
        pattern=r"^[0-9a-f]{64}$", description="SHA-256 of the text as UTF-8, so that labels stay with it."
    )
    labelled_by: tuple[str, ...] = Field(min_length=1)
    about: GoldAbout
    chrome: tuple[GoldChrome, ...]
    entities: tuple[GoldEntity, ...]
    dates: tuple[GoldDate, ...]
    statements: tuple[GoldStatement, ...]
    events: tuple[GoldEvent, ...]
    figures: tuple[GoldFigure, ...]
    references: tuple[GoldReference, ...]
    disputes: tuple[GoldDispute, ...]
    summary: GoldSummary
    decided: tuple[GoldDecision, ...] = Field(default=(), description="Written by `summarizer gold walk`.")
