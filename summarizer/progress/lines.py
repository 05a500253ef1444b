"""Progress as lines, for a pipe, a log file or a terminal that can do no more: a line now and then."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from summarizer.progress.pace import Pace
from summarizer.progress.words import (
    say_count,
    say_duration,
    say_failure,
    say_money,
    say_pace,
    say_tokens,
    say_traffic,
)
from summarizer.traffic.events import TrafficKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.progress.outlet import Outlet
    from summarizer.progress.tally import DoneArticle, FailedArticle, Standing, Tally
    from summarizer.progress.watcher import Ending
    from summarizer.traffic.events import TrafficEvent

__all__ = ["Lines", "describe"]

_SAME_AGAIN = 60.0
"""Seconds in which a busy server is not mentioned a second time."""
_PASSING = frozenset({TrafficKind.HELD, TrafficKind.NARROWED})


class Lines:
    """Writes failures at once, and how far the run is now and then, as articles finish.

    Args:
        tally: what counts.
        outlet: where to.
        clock: seconds, always going forward.
    """

    def __init__(self, tally: Tally, outlet: Outlet, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._tally = tally
        self._outlet = outlet
        self._clock = clock
        self._pace = Pace(clock)
        self._told: dict[TrafficKind, float] = {}

    def began(self) -> None:
        """The run begins: nothing to see yet."""
        self._pace.restart()

    def moved(self) -> None:
        """Counts changed: a line if it is time."""
        if self._pace.is_due():
            self._outlet.line(describe(self._tally.standing()))

    def done(self, article: DoneArticle) -> None:  # noqa: ARG002 -- as every watcher is called
        """A brief is made: a line if it is time."""
        self.moved()

    def failed(self, failure: FailedArticle) -> None:
        """An article has no brief: said at once."""
        self._outlet.line(say_failure(failure))
        self.moved()

    def traffic(self, event: TrafficEvent) -> None:
        """Said at once; that the server is busy, only once a minute."""
        now = self._clock()
        told = self._told.get(event.kind)
        if told is None or event.kind not in _PASSING or now - told >= _SAME_AGAIN:
            self._told[event.kind] = now
            self._outlet.line(say_traffic(event))
        self.moved()

    def ended(self, ending: Ending, why: str) -> None:
        """The run is over: the summary says so."""

    def close(self) -> None:
        """Nothing to put back."""


def describe(standing: Standing) -> str:
    """How far a run is, in one line."""
    count = say_count(standing.already + standing.done)
    parts = [f"{count} of {say_count(standing.total)} done" if standing.total is not None else f"{count} done"]
    if standing.failed:
        parts.append(f"{say_count(standing.failed)} failed")
    if standing.per_minute is not None:
        parts.append(f"{say_pace(standing.per_minute)} a minute")
    parts += _spending(standing)
    if standing.seconds_left is not None:
        parts.append(f"{say_duration(standing.seconds_left)} left")
    return ", ".join(parts)


def _spending(standing: Standing) -> list[str]:
    spent = standing.spent
    if not spent.requests:
        return []
    tokens = f"{say_tokens(spent.input_tokens + spent.output_tokens)} tokens"
    if spent.cost is None:
        return [tokens, "cost unknown"]
    so_far = [tokens, f"{say_money(spent.cost)} so far"]
    if standing.cost_at_end is None:
        return so_far
    return [*so_far, f"about {say_money(standing.cost_at_end)} at the end"]
