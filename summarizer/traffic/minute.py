"""A limit for the minute that one sets oneself: never passed in any sixty seconds, and spread over them."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass

__all__ = ["Minute", "Taken"]

_MINUTE = 60.0
_BURST = 5.0
"""Seconds' worth that may go at once after a rest."""


@dataclass(slots=True)
class Taken:
    """What one request took out of the minute.

    Attributes:
        at: when, in seconds.
        amount: how much, as far as is known.
    """

    at: float
    amount: int


class Minute:
    """At most `limit` in any sixty seconds.

    What was taken in the last sixty seconds is kept, so that the limit holds exactly; a token bucket beside it
    spreads a minute's worth over the minute. An amount that is larger than the limit alone counts as the limit:
    it goes once nothing else went for a minute.

    Args:
        limit: requests, or tokens.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._rate = limit / _MINUTE
        self._capacity = max(1.0, self._rate * _BURST)
        self._taken: deque[Taken] = deque()
        self._sum = 0
        self._level = self._capacity
        self._level_at = -math.inf

    def ready_at(self, amount: int, now: float) -> float:
        """When so much may be taken; not later than `now` if at once."""
        amount = min(amount, self._limit)
        return max(self._window_has(amount, now), self._bucket_has(amount))

    def take(self, amount: int, now: float) -> Taken:
        """Take so much, and say what to put right later."""
        amount = min(amount, self._limit)
        self._fill(now)
        self._level -= amount
        taken = Taken(now, amount)
        self._taken.append(taken)
        self._sum += amount
        return taken

    def correct(self, taken: Taken, amount: int, now: float) -> None:
        """Put right what was taken, once it is known how much it really is."""
        more = amount - taken.amount
        self._fill(now)
        self._level = min(self._capacity, self._level - more)
        taken.amount = amount
        if self._taken and taken.at >= self._taken[0].at:
            self._sum += more

    def _window_has(self, amount: int, now: float) -> float:
        taken = self._taken
        while taken and taken[0].at + _MINUTE <= now:
            self._sum -= taken.popleft().amount
        left, ready = self._sum, now
        for earlier in taken:
            if left + amount <= self._limit:
                break
            left -= earlier.amount
            ready = earlier.at + _MINUTE
        return ready

    def _bucket_has(self, amount: int) -> float:
        return self._level_at + (min(amount, self._capacity) - self._level) / self._rate

    def _fill(self, now: float) -> None:
        self._level = min(self._capacity, self._level + (now - self._level_at) * self._rate)
        self._level_at = now
