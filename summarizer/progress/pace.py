"""When to say again how far a run is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Pace"]

_FIRST = 5.0
_LONGEST = 60.0


class Pace:
    """Says when it is time: first after 5 seconds, then after twice as long each time, up to a minute.

    Args:
        clock: seconds, always going forward.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self.restart()

    def restart(self) -> None:
        """Count from now."""
        self._wait = _FIRST
        self._next = self._clock() + _FIRST

    def is_due(self) -> bool:
        """Whether it is time; if so, the next time is set."""
        now = self._clock()
        if now < self._next:
            return False
        self._wait = min(2 * self._wait, _LONGEST)
        self._next = now + self._wait
        return True
