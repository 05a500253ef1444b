"""What traffic tells whoever watches: what it has cost so far, and when it holds back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

__all__ = ["Spent", "TrafficEvent", "TrafficKind", "Watch"]


@dataclass(frozen=True, slots=True)
class Spent:
    """What requests have taken so far.

    Attributes:
        requests: sent, whatever came of them.
        lost: those of them whose answer never came whole; a server may charge for these all the same.
        input_tokens: as the server counts them.
        cached_tokens: those of the input that the server had in its cache.
        output_tokens: as the server counts them.
        cost: US dollars; None where no price is known.
    """

    requests: int = 0
    lost: int = 0
    input_tokens: int = 0
    cached_tokens: int = 0
    output_tokens: int = 0
    cost: float | None = None

    def __sub__(self, before: Spent) -> Spent:
        """What was spent since."""
        cost = None if self.cost is None else self.cost - (before.cost or 0.0)
        return Spent(
            requests=self.requests - before.requests,
            lost=self.lost - before.lost,
            input_tokens=self.input_tokens - before.input_tokens,
            cached_tokens=self.cached_tokens - before.cached_tokens,
            output_tokens=self.output_tokens - before.output_tokens,
            cost=cost,
        )


class TrafficKind(StrEnum):
    """What happened to the traffic."""

    HELD = "held"
    """The server asks to be left alone, or a limit for the minute is reached: all requests wait."""
    NARROWED = "narrowed"
    """Fewer requests at a time, because the server is busy."""
    OPENED = "opened"
    """Request after request failed: nothing goes out but a probe now and then."""
    CLOSED = "closed"
    """A probe was answered: all goes on."""
    BATCH = "batch"
    """A batch at the server has got on."""


@dataclass(frozen=True, slots=True)
class TrafficEvent:
    """One thing that happened to the traffic.

    Attributes:
        kind: what.
        seconds: for how long nothing goes out, where it is known; 0 otherwise.
        concurrency: requests that may be in flight from now on.
        why: in plain words, on one line, with nothing secret in it.
    """

    kind: TrafficKind
    seconds: float
    concurrency: int
    why: str


Watch: TypeAlias = Callable[[TrafficEvent], None]
"""Called as things happen to the traffic."""
