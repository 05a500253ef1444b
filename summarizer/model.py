"""The one way to a model: a question goes in, a validated answer and what it took come out.

Behind it stands a language model on a server, or recordings of one, or `extractive`, which is rules only.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, Literal, Protocol, TypeVar

from pydantic import BaseModel

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from summarizer.schemas.spans import Span

__all__ = ["Message", "Model", "Question", "Reply", "Usage"]

AnswerT = TypeVar("AnswerT", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation, as it is sent."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Question(Generic[AnswerT]):
    """One question about one article, rendered and ready to send.

    Attributes:
        section: the section of the brief that it is for.
        article_id: SHA-256 of the article's text, in hexadecimal.
        source: where the article came from, for messages.
        ids: the units or candidates asked about, in their order.
        messages: the rendered prompt.
        answer: the Pydantic model that the answer must have.
        targets: the span of each id that the answer may point at.
        max_tokens: limit on the answer, in tokens.
        by_rule: what rules alone would answer; `extractive` answers with it.
    """

    section: str
    article_id: str
    source: str
    ids: tuple[str, ...]
    messages: tuple[Message, ...]
    answer: type[AnswerT]
    targets: Mapping[str, Span] = field(repr=False)
    max_tokens: int
    by_rule: Callable[[], AnswerT] | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Usage:
    """What an answer took: counts of requests, tokens as the server counts them, seconds."""

    calls: int = 0
    retries: int = 0
    reasks: int = 0
    input_tokens: int = 0
    cached_tokens: int = 0
    output_tokens: int = 0
    seconds: float = 0.0
    recorded: datetime | None = None
    """When the newest recording replayed was made; None for a live answer."""

    def __add__(self, other: Usage) -> Usage:
        recorded = [when for when in (self.recorded, other.recorded) if when]
        return Usage(
            calls=self.calls + other.calls,
            retries=self.retries + other.retries,
            reasks=self.reasks + other.reasks,
            input_tokens=self.input_tokens + other.input_tokens,
            cached_tokens=self.cached_tokens + other.cached_tokens,
            output_tokens=self.output_tokens + other.output_tokens,
            seconds=self.seconds + other.seconds,
            recorded=max(recorded, default=None),
        )


@dataclass(frozen=True, slots=True)
class Reply(Generic[AnswerT]):
    """An answer and what it took."""

    answer: AnswerT
    usage: Usage


class Model(Protocol):
    """Whatever answers questions."""

    @property
    def name(self) -> str:
        """The model's name, as it goes into `provenance`."""
        ...

    @property
    def backend(self) -> str:
        """What answers: "openai" or "extractive"."""
        ...

    async def ask(self, question: Question[AnswerT]) -> Reply[AnswerT]:
        """Answer one question.

        Raises:
            ModelError: there is no usable answer.
            RecordingError: in replay, there is no recording of the exchange.
        """
        ...

    async def aclose(self) -> None:
        """Let go of connections."""
        ...
