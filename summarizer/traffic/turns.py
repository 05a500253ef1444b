"""Who goes next: those who wait, in order of arrival, and the one alarm that wakes the first of them."""

from __future__ import annotations

import asyncio
import math
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

from summarizer.errors import RunStoppedError

__all__ = ["Clock", "Sleep", "Turns"]

WishT = TypeVar("WishT")
GrantT = TypeVar("GrantT")

Clock: TypeAlias = Callable[[], float]
"""Seconds, always going forward."""

Sleep: TypeAlias = Callable[[float], Awaitable[None]]
"""Waits for some seconds, by that clock."""


@dataclass(slots=True, eq=False)
class _Waiting(Generic[WishT, GrantT]):
    wish: WishT
    turn: asyncio.Future[GrantT]


class Turns(Generic[WishT, GrantT]):
    """A queue of wishes.

    Args:
        ready: when a wish can be granted; not later than now if at once, infinity if that is not known. An error
            that it raises ends the wait of all.
        grant: grants a wish that is ready.
        give_back: takes a grant back whose owner went away before it came.
        clock: seconds, always going forward.
        sleep: waits for some seconds, by that clock.
    """

    def __init__(
        self,
        ready: Callable[[WishT], float],
        grant: Callable[[WishT], GrantT],
        give_back: Callable[[GrantT], None],
        *,
        clock: Clock,
        sleep: Sleep,
    ) -> None:
        self._ready = ready
        self._grant = grant
        self._give_back = give_back
        self._clock = clock
        self._sleep = sleep
        self._waiting: deque[_Waiting[WishT, GrantT]] = deque()
        self._alarm: asyncio.Task[None] | None = None
        self._alarm_at = math.inf

    def __len__(self) -> int:
        return len(self._waiting)

    async def take(self, wish: WishT, *, first: bool) -> GrantT:
        """Wait until a wish is granted.

        Args:
            wish: what is wished for.
            first: before all others that wait.

        Raises:
            RunStoppedError: it will not be.
        """
        if not self._waiting and self._ready(wish) <= self._clock():
            return self._grant(wish)
        waiting: _Waiting[WishT, GrantT] = _Waiting(wish, asyncio.get_running_loop().create_future())
        if first:
            self._waiting.appendleft(waiting)
        else:
            self._waiting.append(waiting)
        self.call()
        try:
            return await waiting.turn
        except asyncio.CancelledError:
            self._withdraw(waiting)
            raise

    def call(self) -> None:
        """Grant what can be granted now, and set the alarm for the first that cannot."""
        while self._waiting:
            first = self._waiting[0]
            if first.turn.done():  # its owner went away
                self._waiting.popleft()
                continue
            try:
                ready = self._ready(first.wish)
            except RunStoppedError as error:
                self._dismiss(error)
                break
            if ready > self._clock():
                self._set_alarm(ready)
                return
            self._waiting.popleft()
            first.turn.set_result(self._grant(first.wish))
        self._set_alarm(math.inf)

    def _dismiss(self, error: RunStoppedError) -> None:
        while self._waiting:
            turn = self._waiting.popleft().turn
            if not turn.done():
                turn.set_exception(type(error)(*error.args))

    def _withdraw(self, waiting: _Waiting[WishT, GrantT]) -> None:
        if waiting in self._waiting:
            self._waiting.remove(waiting)
            self.call()
        elif not waiting.turn.cancelled() and waiting.turn.exception() is None:
            self._give_back(waiting.turn.result())

    def _set_alarm(self, at: float) -> None:
        if at == self._alarm_at:
            return
        if self._alarm is not None:
            self._alarm.cancel()
        self._alarm_at = at
        self._alarm = None if math.isinf(at) else asyncio.ensure_future(self._ring(at))

    async def _ring(self, at: float) -> None:
        await self._sleep(max(0.0, at - self._clock()))
        self._alarm, self._alarm_at = None, math.inf
        self.call()
