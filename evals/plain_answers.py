"""What plain instructor is asked for: every text to be typed by the model."""

from __future__ import annotations

from pydantic import BaseModel, Field

from summarizer.schemas.news import EntityKind, Qualifier, Stance, Status

__all__ = ["TASKS", "PlainEntity", "PlainEvent", "PlainFigure", "PlainSentence", "PlainStatement"]


class PlainEntity(BaseModel):
    """A person, organization, country or place."""

    name: str = Field(description="The fullest form in the article.")
    kind: EntityKind
    role: str | None
    aliases: list[str] = Field(description="Every other spelling in the article.")


class PlainStatement(BaseModel):
    """Something that somebody says."""

    speaker: str = Field(description="The speaker's name.")
    quoted: bool = Field(description="Whether it is a direct quotation.")
    words: str = Field(description="The quotation or the sentence that reports it, verbatim.")
    stance: Stance


class PlainEvent(BaseModel):
    """Something that happened or is said to have happened."""

    description: str
    status: Status
    date: str | None = Field(description="As the article gives it.")
    day: str | None = Field(description="The same as YYYY-MM-DD, or null if the article does not say enough.")
    place: str | None
    sentence: str = Field(description="The sentence that reports it, verbatim.")


class PlainFigure(BaseModel):
    """A quantity."""

    text: str = Field(description="The number with its qualifier, verbatim.")
    minimum: float | None
    maximum: float | None
    qualifier: Qualifier
    unit: str | None
    measures: str | None


class PlainSentence(BaseModel):
    """A sentence of a summary."""

    text: str
    evidence: str = Field(description="A sentence of the article that it rests on, verbatim.")


TASKS: dict[str, str] = {
    "entities": "List the people, organizations, countries and places in the article above.",
    "statements": "List what is said in the article above, quoted or reported, and who says it.",
    "events": "List the events in the article above.",
    "figures": "List the figures in the article above.",
    "summary": "Summarize the article above in two to four sentences.",
}
