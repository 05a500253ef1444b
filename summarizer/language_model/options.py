"""How a model is reached and asked: one frozen record."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from summarizer.errors import SettingsError

__all__ = ["ModelOptions"]


@dataclass(frozen=True, slots=True)
class ModelOptions:
    """How a model is reached and asked.

    Attributes:
        base_url: address of the server, up to `/chat/completions`; OpenAI's by default.
        api_key: the key, if the server wants one.
        mode: how answers are held to their schema.
        temperature: as the server takes it; None leaves it to the server.
        seed: as the server takes it; None leaves it to the server.
        limit_field: what the server calls the limit on an answer.
        timeout: seconds that one request may take.
        retries: how often one request is sent again after transport errors.
        reasks: how often a question is put again after an answer of the wrong shape.
        max_wait: seconds between two tries, at most.

    Raises:
        SettingsError: the key holds a character that cannot be sent.
    """

    base_url: str | None = None
    api_key: str | None = field(default=None, repr=False)
    mode: str = "json_schema"
    temperature: float | None = 0.0
    seed: int | None = None
    limit_field: Literal["max_tokens", "max_completion_tokens"] = "max_tokens"
    timeout: float = 120.0
    retries: int = 4
    reasks: int = 1
    max_wait: float = 60.0

    def __post_init__(self) -> None:
        if self.api_key and not (self.api_key.isascii() and self.api_key.isprintable()):
            raise SettingsError("the key holds a line break or a letter that no key has: set OPENAI_API_KEY again")
