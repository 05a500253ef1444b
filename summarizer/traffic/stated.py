"""What the server says it still takes, of requests or of tokens, counted on between its answers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.traffic.headers import Allowance

__all__ = ["Stated"]

_MINUTE = 60.0
_SAME_RESET = 1.0
"""Seconds: what two answers say of one reset differs by as much as they took to come."""


class Stated:
    """What is left of a server's allowance.

    Answers overtake one another, and so do requests. All that was sent after a request is taken off what its answer
    says is left, whether or not the server has counted it yet. Answers that speak of one reset are heard together:
    the least that was left, after the last that was sent. Otherwise the answer to the last request holds.
    """

    def __init__(self) -> None:
        self._sent = 0
        self._left = math.inf
        self._limit: int | None = None
        self._as_of = 0
        self._reset_at = math.inf

    @property
    def sent(self) -> int:
        """How much was sent so far."""
        return self._sent

    def send(self, amount: int) -> None:
        """Note that so much goes out."""
        self._sent += amount

    def hear(self, said: Allowance, sent: int, now: float) -> None:
        """Note what the server said.

        Args:
            said: its headers.
            sent: how much had been sent by the time of the request that it answers, that one included.
            now: in seconds.
        """
        reset_at = now + said.reset
        if abs(reset_at - self._reset_at) <= _SAME_RESET:
            self._left = min(self._left, said.remaining)
            self._as_of = max(self._as_of, sent)
        elif sent >= self._as_of:
            self._left, self._as_of, self._reset_at = said.remaining, sent, reset_at
        self._limit = said.limit

    def ready_at(self, amount: int, now: float) -> float:
        """When the server takes so much more; not later than `now` if at once."""
        if now >= self._reset_at:
            self._renew(now)
        if self._limit is not None:
            amount = min(amount, self._limit)
        return now if self._sent - self._as_of + amount <= self._left else self._reset_at

    def _renew(self, now: float) -> None:
        """All is there again; no more of it than there is, until the server says how it stands."""
        self._as_of = self._sent
        self._left = math.inf if self._limit is None else self._limit
        self._reset_at = now + _MINUTE
