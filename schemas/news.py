"""The kind `news`: who says what, what happened, which figures, which dates.

The first part is the brief as its user reads it. The second is what a model fills in, item by item: pointers
and labels, and text of its own only where text of its own is wanted.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from summarizer.schemas.brief import BriefRecord
from summarizer.schemas.pointers import SentenceSpan
from summarizer.schemas.spans import Record, Span

__all__ = [
    "Check",
    "Date",
    "Dispute",
    "Entity",
    "EntityAnswer",
    "EntityKind",
    "Event",
    "EventAnswer",
    "Figure",
    "FigureAnswer",
    "Manner",
    "News",
    "Precision",
    "Qualifier",
    "Reference",
    "SpeakerAnswer",
    "Stance",
    "Statement",
    "StatementAnswer",
    "Status",
    "SummaryAnswer",
    "SummarySentence",
]


class EntityKind(StrEnum):
    """What an entity is."""

    PERSON = "person"
    ORGANIZATION = "organization"
    COUNTRY = "country"
    PLACE = "place"
    OTHER = "other"


class Manner(StrEnum):
    """Whether a statement is quoted, told in the article's words, or both."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Stance(StrEnum):
    """What a speaker does by saying something."""

    ASSERTS = "asserts"
    DENIES = "denies"
    ACCUSES = "accuses"
    CONDEMNS = "condemns"
    DEMANDS = "demands"
    WARNS = "warns"
    SUPPORTS = "supports"
    PROMISES = "promises"
    QUESTIONS = "questions"
    DECLINES = "declines"


class Status(StrEnum):
    """How sure the article is of an event."""

    OCCURRED = "occurred"
    ALLEGED = "alleged"
    CONFIRMED = "confirmed"
    DENIED = "denied"
    PLANNED = "planned"
    EXPECTED = "expected"


class Qualifier(StrEnum):
    """How a number is meant."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    RANGE = "range"


class Precision(StrEnum):
    """How much of a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    DECADE = "decade"
    RANGE = "range"
    UNKNOWN = "unknown"


class Date(Record):
    """A date as the article gives it and, where the article says enough, as the calendar has it."""

    text: Span
    start: date | None = Field(description="First day, or null where the article does not say enough.")
    end: date | None = Field(description="Last day, the first one again for a single day.")
    precision: Precision


class Check(Record):
    """One check of a summary sentence against what it cites."""

    name: str = Field(description="numbers, dates or names.")
    passed: bool
    detail: str = Field(description="What the evidence does not hold; empty where the check passed.")


class SummarySentence(Record):
    """One sentence of the summary and what it rests on."""

    text: str
    evidence: tuple[Span, ...]
    checks: tuple[Check, ...]
    verbatim: bool = Field(description="True where the sentence is the evidence itself, put there by code.")


class Entity(Record):
    """A person, organization, country, place or another thing with a name, with every spelling in the article."""

    id: str
    name: str = Field(description="The fullest form in the article.")
    kind: EntityKind
    role: str | None
    affiliation: str | None
    aliases: tuple[str, ...]
    mentions: tuple[Span, ...]


class Statement(Record):
    """One proposition by one speaker."""

    id: str
    speaker: str | None = Field(description="Entity id; null where the article does not say who.")
    speaker_text: Span | None = Field(description='The mention that the attribution uses: "he", "the envoy".')
    cue: Span | None = Field(description='The words that make it an attribution: "said", "according to".')
    reported_by: str | None = Field(description="Id of the entity that passes it on.")
    manner: Manner
    stance: Stance
    claim: str = Field(description="The gist.")
    quotes: tuple[Span, ...]
    venue: str | None
    date: Date | None
    evidence: tuple[Span, ...]


class Event(Record):
    """Something that happened, is said to have happened, or is to happen."""

    id: str
    description: str
    status: Status
    date: Date | None
    place: str | None
    participants: tuple[str, ...] = Field(description="Entity ids.")
    according_to: str | None = Field(description="Id of the entity that says so; null for the article itself.")
    evidence: tuple[Span, ...]


class Figure(Record):
    """One mention of a quantity with a meaning."""

    id: str
    text: Span
    minimum: float | None
    maximum: float | None
    qualifier: Qualifier
    unit: str | None
    measures: str | None = Field(description="What is counted or measured.")
    according_to: str | None = Field(description="Id of the entity that gives it; null for the article itself.")
    as_of: Date | None
    evidence: tuple[Span, ...]


class Reference(Record):
    """A treaty, charter, resolution or law, as the article names it."""

    name: str
    year: int | None
    body: str | None
    evidence: tuple[Span, ...]


class Dispute(Record):
    """Statements of one proposition that cannot all be true."""

    proposition: str
    asserted_by: tuple[str, ...] = Field(description="Statement ids.")
    denied_by: tuple[str, ...] = Field(description="Statement ids.")


class News(BriefRecord):
    """The brief of a news article."""

    summary: tuple[SummarySentence, ...]
    entities: tuple[Entity, ...]
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
    figures: tuple[Figure, ...]
    references: tuple[Reference, ...]
    disputes: tuple[Dispute, ...]


Gist = Annotated[str, Field(min_length=1, max_length=400)]
Phrase = Annotated[str, Field(min_length=1, max_length=120)]


class SpeakerAnswer(Record):
    """Who speaks."""

    id: str = Field(description="The id that was asked about.")
    speaker: Phrase = Field(description="The speaker's name, copied from the text.")


class StatementAnswer(Record):
    """What a speaker says."""

    id: str = Field(description="The id that was asked about.")
    stance: Stance = Field(description="What the speaker does by saying it.")
    claim: Gist = Field(description="What the speaker says, in one short sentence.")


class EntityAnswer(Record):
    """What a name stands for."""

    id: str = Field(description="The id that was asked about.")
    kind: EntityKind


class FigureAnswer(Record):
    """What a quantity counts."""

    id: str = Field(description="The id that was asked about.")
    measures: Phrase | None = Field(description="What is counted or measured, in a few words of the text.")


class EventAnswer(Record):
    """Whether a sentence tells of something that happened, is said to have happened, or is to happen."""

    id: str = Field(description="The id that was asked about.")
    status: Status | None = Field(description="How sure the article is of it; null where it is no event.")


class SummaryAnswer(Record):
    """One sentence of a summary."""

    evidence: list[SentenceSpan] = Field(min_length=1, max_length=3, description="The sentences that it rests on.")
    text: Gist = Field(description="The sentence.")
