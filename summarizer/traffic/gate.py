"""The gate: every request waits here, in order of arrival, until it may go out."""

from __future__ import annotations

import asyncio
import math
import random
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.traffic.breaker import Breaker
from summarizer.traffic.concurrency import Concurrency
from summarizer.traffic.events import TrafficEvent, TrafficKind
from summarizer.traffic.outcome import Loss, Outcome
from summarizer.traffic.pace import Pace
from summarizer.traffic.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.errors import BudgetError
    from summarizer.traffic.budget import Charge, Ledger
    from summarizer.traffic.contents import Need
    from summarizer.traffic.events import Spent, Watch
    from summarizer.traffic.limits import Limits
    from summarizer.traffic.pace import Step
    from summarizer.traffic.turns import Clock, Sleep

__all__ = ["Gate", "Passage"]

_STAGGER = 0.05
"""Seconds between two requests, at most, in the first `_SPREAD` seconds after all have waited together."""
_SPREAD = 1.0
_LONGEST_JITTER = 1.0
"""Seconds that the first of them waits longer, at most; a tenth of the wait where that is less."""
_WORTH_TELLING = 1.0
"""Seconds; of shorter waits nobody is told."""

_ASKED = "the server asks to be left alone"
_FULL = "the server takes no more for now"
_PACED = "the limit for the minute is reached"


@dataclass(slots=True, kw_only=True)
class Passage:
    """One request on its way: what it holds until it is back.

    Attributes:
        epoch: of the concurrency, when it went out.
        opening: of the breaker, if it is a probe; else 0.
        step: its share in the pace.
        reserved: what it can take out of the budget.
        back: whether it is back.
    """

    epoch: int
    opening: int
    step: Step
    reserved: Charge
    back: bool = False


class Gate:
    """Lets requests out: so many at a time, so many a minute, none while the server is down or money has run out.

    Belongs to one event loop.

    Args:
        limits: what the user allows.
        ledger: what may be spent, and what was.
        watch: told what happens.
        clock: seconds, always going forward.
        sleep: waits for some seconds, by that clock.
        chance: a number between 0 and 1, a new one each time.
    """

    def __init__(
        self,
        limits: Limits,
        *,
        ledger: Ledger,
        watch: Watch | None = None,
        clock: Clock = time.monotonic,
        sleep: Sleep = asyncio.sleep,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._ledger = ledger
        self._watch = watch
        self._clock = clock
        self._chance = chance
        self._concurrency = Concurrency(limits.concurrency)
        self._pace = Pace(limits)
        self._breaker = Breaker(limits.patience)
        self._turns = Turns(self._ready, self._send, self._take_back, clock=clock, sleep=sleep)
        self._in_flight = self._most_in_flight = 0
        self._held_until = self._next_at = self._spread_until = self._told_until = -math.inf
        self._stop: BudgetError | None = None

    @property
    def spent(self) -> Spent:
        """What requests have taken so far."""
        return self._ledger.spent

    @property
    def unheard(self) -> Charge:
        """What was charged for requests whose answer was lost, or did not say what it took."""
        return self._ledger.unheard

    @property
    def concurrency(self) -> int:
        """Requests that may be in flight now."""
        return self._concurrency.limit

    @property
    def in_flight(self) -> int:
        """Requests that went out and are not back."""
        return self._in_flight

    @property
    def waiting(self) -> int:
        """Requests that wait to go out."""
        return len(self._turns)

    async def enter(self, need: Need, *, first: bool = False) -> Passage:
        """Wait until such a request may go out.

        Args:
            need: what it can take.
            first: before all others that wait.

        Returns:
            What it holds from now on, to give back with `leave` or `abandon`.

        Raises:
            BudgetError: it could pass the budget.
            OutageError: the server is down, or asks to be left alone, for longer than patience allows.
        """
        return await self._turns.take(need, first=first)

    def leave(self, passage: Passage, outcome: Outcome) -> bool:
        """Give back what a request held, and learn from what came of it.

        Returns:
            Whether it was a probe that failed: it is to be sent again, first of all, and is no failure of its own.

        Raises:
            OutageError: the server asks to be left alone for longer than patience allows.
        """
        now = self._clock()
        was_probe = self._breaker.is_probe(passage.opening)
        self._return(passage, outcome, now)
        self._judge(passage, outcome, now)
        failed_probe = was_probe and outcome.is_trouble
        if failed_probe:
            self._breaker.fail_probe(now)
        elif was_probe:
            self._breaker.drop_probe()
        try:
            self._hold(outcome, now)
        finally:
            self._turns.call()
        return failed_probe

    def abandon(self, passage: Passage, *, sent: bool = True) -> None:
        """Give back what a request held that is given up while in flight; a second time does nothing.

        Args:
            passage: what it holds.
            sent: whether the server may have seen it.
        """
        if passage.back:
            return
        if self._breaker.is_probe(passage.opening):
            self._breaker.drop_probe()
        self._return(passage, Outcome(sent=sent), self._clock())
        self._turns.call()

    def _ready(self, need: Need) -> float:
        """When such a request may go out; infinity if that is known only once another is back."""
        if self._stop is not None:
            raise type(self._stop)(*self._stop.args)
        now = self._clock()
        for ready, why in (
            (self._breaker.ready_at(now), ""),
            (self._held_until, _ASKED),
            (math.inf if self._in_flight >= self._concurrency.limit else now, ""),
            (self._pace.server_ready_at(need, now), _FULL),
            (self._pace.own_ready_at(need, now), _PACED),
            (self._next_at, ""),
        ):
            if ready > now:
                return self._wait(ready, why, now)
        return now if self._ledger.fits(need) else self._wait_for_money(need)

    def _wait(self, until: float, why: str, now: float) -> float:
        if why in {_ASKED, _FULL}:
            self._breaker.check(until, now)
        if why and until - now >= _WORTH_TELLING and until >= self._told_until + _WORTH_TELLING:
            self._told_until = until
            self._tell(TrafficKind.HELD, why, until - now)
        return until

    def _wait_for_money(self, need: Need) -> float:
        if self._in_flight and need.output is not None:
            return math.inf
        self._stop = self._ledger.refuse(need)
        raise self._stop

    def _send(self, need: Need) -> Passage:
        now = self._clock()
        self._in_flight += 1
        self._most_in_flight = max(self._most_in_flight, self._in_flight)
        if now < self._spread_until:
            self._next_at = now + self._chance() * _STAGGER
        return Passage(
            epoch=self._concurrency.epoch,
            opening=self._breaker.send(),
            step=self._pace.send(need, now),
            reserved=self._ledger.reserve(need),
        )

    def _take_back(self, passage: Passage) -> None:
        self.abandon(passage, sent=False)

    def _return(self, passage: Passage, outcome: Outcome, now: float) -> None:
        passage.back = True
        self._in_flight -= 1
        self._pace.settle(passage.step, outcome, now)
        self._ledger.settle(passage.reserved, outcome)

    def _judge(self, passage: Passage, outcome: Outcome, now: float) -> None:
        words = outcome.words
        if outcome.is_success:
            self._concurrency.succeed(passage.epoch)
        elif outcome.is_congestion and self._concurrency.struggle(passage.epoch):
            self._tell(TrafficKind.NARROWED, f"the server is busy ({words})")
        if outcome.is_alive:
            self._most_in_flight = self._in_flight
            if self._breaker.succeed():
                self._concurrency.restart()
                self._tell(TrafficKind.CLOSED, "the server answers again")
        elif outcome.is_failure:
            # Where less is in play than may be, each request would use up its tries before there are failures enough.
            if self._breaker.fail(words, now, at_a_time=min(self._concurrency.limit, self._most_in_flight)):
                self._tell(TrafficKind.OPENED, f"the server is down ({words})", self._breaker.pause)
        elif outcome.loss is not Loss.UNUSABLE:
            self._breaker.struggle(words, now)

    def _hold(self, outcome: Outcome, now: float) -> None:
        """Leave the server alone for as long as it asks."""
        if not (outcome.retry_after and outcome.is_trouble):
            return
        until = now + outcome.retry_after
        if until > self._held_until:
            self._held_until = until
            self._next_at = until + self._chance() * min(_LONGEST_JITTER, outcome.retry_after / 10)
            self._spread_until = self._next_at + _SPREAD
        self._wait(self._held_until, _ASKED, now)

    def _tell(self, kind: TrafficKind, why: str, seconds: float = 0.0) -> None:
        if self._watch is not None:
            self._watch(TrafficEvent(kind, seconds, self._concurrency.limit, why))
