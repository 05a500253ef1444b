"""Spans: pieces of an article, by offsets that can be checked."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

__all__ = ["Record", "Span"]


class Record(BaseModel):
    """The base of every record: frozen, and closed to fields that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Record):
    """A piece of an article: `article.text[start:end] == text`, always."""

    start: int = Field(ge=0, description="Offset of the first character, in Unicode code points from 0.")
    end: int = Field(ge=0, description="Offset after the last character, in Unicode code points.")
    text: str = Field(description="The characters between start and end, as they stand in the article.")

    @classmethod
    def cut(cls, text: str, start: int, end: int) -> Span:
        """The span of `text` from `start` to `end`, offsets in characters, end exclusive."""
        return cls(start=start, end=end, text=text[start:end])

    @model_validator(mode="after")
    def _as_long_as_it_says(self) -> Self:
        if self.end - self.start != len(self.text):
            message = f"a span from {self.start} to {self.end} cannot hold {len(self.text)} characters"
            raise ValueError(message)
        return self
