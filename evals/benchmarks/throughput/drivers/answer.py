"""The answer as a Pydantic model: a few labelled items."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

__all__ = ["Answer", "Item"]


class Item(BaseModel):
    """A number and what it counts."""

    text: str = Field(description="The number as it stands in the text.")
    label: Literal["count", "money", "share"]
    measures: str = Field(description="What is counted or measured, in a few words of the text.")


class Answer(BaseModel):
    """All that is asked for."""

    items: list[Item]
