"""How many requests may be in flight: fewer at once when the server is busy, more again bit by bit.

Additive increase, multiplicative decrease, as TCP does it (RFC 5681). After a halving it grows by one for each
success up to just under where trouble began (the slow-start threshold), and beyond by one for each full round of
successes; each time that trouble begins at the same place again, twice as many rounds are waited for before going
there (the longest wait is `_MOST_ROUNDS`), so that it settles. As in DCTCP (RFC 8257) one stray fault is not taken
for congestion: halving waits until a good part of the latest answers were trouble, which takes a few answers at
most where a server turns away whatever is too much. Halving at each fault instead, a server that loses 3 % of all
requests whatever the load was measured at a sixth of its speed.
"""

from __future__ import annotations

__all__ = ["Concurrency"]

_MEMORY = 16
"""The share of trouble is a moving average over about so many answers."""
_DENSE = 0.4
"""From this share on trouble is taken for congestion."""
_MOST_ROUNDS = 64


class Concurrency:
    """The requests that may be in flight at a time; begins at the ceiling.

    Args:
        ceiling: the most there may be.
    """

    def __init__(self, ceiling: int) -> None:
        self._ceiling = ceiling
        self._limit = ceiling
        self._threshold = ceiling
        self._epoch = 0
        self._successes = 0
        self._rounds = 1
        # Whether a first burst is too much is not known: its first trouble counts at once.
        self._trouble = 0.5

    @property
    def limit(self) -> int:
        """Requests that may be in flight now: 1 or more, and never above the ceiling."""
        return self._limit

    @property
    def epoch(self) -> int:
        """Times that it was narrowed; a request carries the epoch in which it was sent."""
        return self._epoch

    def succeed(self, epoch: int) -> None:
        """Note an answer to a request sent in that epoch."""
        self._trouble -= self._trouble / _MEMORY
        if epoch != self._epoch or self._limit >= self._ceiling:
            return
        if self._limit < self._threshold - 1:
            self._limit += 1
            return
        self._successes += 1
        if self._successes < self._limit * self._rounds:
            return
        self._successes = 0
        self._limit += 1
        if self._limit > self._threshold:
            self._threshold = self._limit
            self._rounds = 1

    def struggle(self, epoch: int) -> bool:
        """Note that a request sent in that epoch was turned away as too much, or lost.

        Returns:
            Whether fewer may be in flight from now on.
        """
        self._trouble += (1 - self._trouble) / _MEMORY
        if epoch != self._epoch or self._trouble < _DENSE:
            return False
        again = abs(self._limit - self._threshold) <= 1 and self._threshold < self._ceiling
        self._rounds = min(_MOST_ROUNDS, self._rounds * 2) if again else 1
        self._threshold = max(2, self._limit)
        before, self._limit = self._limit, max(1, self._limit // 2)
        self._epoch += 1
        self._successes = 0
        return self._limit < before

    def restart(self) -> None:
        """Begin with one request, and grow quickly: after an outage, nothing is known of what is too much."""
        self._limit = 1
        self._threshold = self._ceiling
        self._epoch += 1
        self._successes = 0
        self._rounds = 1
        self._trouble = 0.0
