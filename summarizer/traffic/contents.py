"""What a request asks for and what an answer took, read from their bodies."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

__all__ = ["Need", "Usage", "is_out_of_quota"]


@dataclass(frozen=True, slots=True)
class Need:
    """What one request can take at most.

    Attributes:
        input: tokens in: the bytes of its body, since no tokenizer makes more tokens than there are bytes.
        output: tokens out; None where the request sets no limit.
    """

    input: int
    output: int | None

    @property
    def tokens(self) -> int:
        """Tokens in and out, as far as they are limited."""
        return self.input + (self.output or 0)

    @classmethod
    def of(cls, body: bytes) -> Need:
        """What the request with this body can take."""
        asked = _object(body)
        limits = [_count(asked, name) for name in ("max_completion_tokens", "max_tokens")]
        output = max((limit for limit in limits if limit is not None), default=None)
        return cls(len(body), None if output is None else output * max(1, _count(asked, "n") or 1))


@dataclass(frozen=True, slots=True)
class Usage:
    """What one answer took, in tokens as the server counts them.

    Attributes:
        input: tokens in.
        cached: those of them that the server had in its cache.
        output: tokens out.
    """

    input: int
    cached: int
    output: int

    @property
    def tokens(self) -> int:
        """Tokens in and out."""
        return self.input + self.output

    @classmethod
    def of(cls, body: bytes) -> Usage | None:
        """What the answer with this body took; None if it does not say."""
        usage = _inner(_object(body), "usage")
        read, written = _count(usage, "prompt_tokens"), _count(usage, "completion_tokens")
        if read is None and written is None:
            return None
        cached = _count(_inner(usage, "prompt_tokens_details"), "cached_tokens")
        return cls(read or 0, min(cached or 0, read or 0), written or 0)


def is_out_of_quota(body: bytes) -> bool:
    """Whether a refusal says that the key's quota is used up: waiting does not help."""
    return _inner(_object(body), "error").get("code") == "insufficient_quota"


def _object(body: bytes) -> dict[str, Any]:
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _inner(data: dict[str, Any], name: str) -> dict[str, Any]:
    inner = data.get(name)
    return inner if isinstance(inner, dict) else {}


def _count(data: dict[str, Any], name: str) -> int | None:
    value = data.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
