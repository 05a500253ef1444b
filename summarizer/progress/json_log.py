"""Progress for machines: one JSON object a line. The names are a contract.

Every object has `event` and `time` (UTC, ISO 8601, to the millisecond). The rest, by event; counts are of
articles unless they say otherwise, times in seconds, costs in US dollars, and null is "not known":

    run_started     total, already
    article_done    source, article (its id), seconds, input_tokens, cached_tokens, output_tokens, cost,
                    warnings (how many, by code)
    article_failed  source, article (its id or null), error (the class), message
    traffic         kind (held, narrowed, opened, closed), seconds (nothing goes out, 0 where not known),
                    concurrency (requests at a time from now on), why
    progress        total, already, done, failed, left, seconds (since the start), per_minute, seconds_left,
                    requests, lost (requests without a whole answer), input_tokens, cached_tokens, output_tokens,
                    cost, cost_at_end: as articles finish, first after 5 s, then more seldom, up to once a minute
    run_ended       state (finished, interrupted, stopped), why, and the fields of progress but per_minute,
                    seconds_left and cost_at_end
"""

from __future__ import annotations

import json
import time
from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeAlias

from summarizer.progress.pace import Pace
from summarizer.terminal import escape_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.progress.outlet import Outlet
    from summarizer.progress.tally import DoneArticle, FailedArticle, Standing, Tally
    from summarizer.progress.watcher import Ending
    from summarizer.traffic.events import TrafficEvent

__all__ = ["JsonLog"]

_Field: TypeAlias = str | float | dict[str, int] | None


def _utc_now() -> datetime:
    return datetime.now(UTC)


class JsonLog:
    """Writes what happens as JSON, one object a line.

    Args:
        tally: what counts.
        outlet: where to.
        clock: seconds, always going forward.
        now: the time of day, in UTC.
    """

    def __init__(
        self,
        tally: Tally,
        outlet: Outlet,
        *,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = _utc_now,
    ) -> None:
        self._tally = tally
        self._outlet = outlet
        self._pace = Pace(clock)
        self._now = now

    def began(self) -> None:
        """The run begins."""
        self._pace.restart()
        standing = self._tally.standing()
        self._write("run_started", total=standing.total, already=standing.already)

    def moved(self) -> None:
        """Counts changed: how far the run is, if it is time."""
        if self._pace.is_due():
            standing = self._tally.standing()
            self._write(
                "progress",
                **_totals(standing),
                per_minute=_rounded(standing.per_minute, 2),
                seconds_left=_rounded(standing.seconds_left, 1),
                cost_at_end=_rounded(standing.cost_at_end, 6),
            )

    def done(self, article: DoneArticle) -> None:
        """A brief is made."""
        self._write(
            "article_done",
            source=article.source,
            article=article.article,
            seconds=round(article.seconds, 3),
            input_tokens=article.input_tokens,
            cached_tokens=article.cached_tokens,
            output_tokens=article.output_tokens,
            cost=_rounded(article.cost, 6),
            warnings=dict(sorted(Counter(code.value for code, _ in article.warnings).items())),
        )
        self.moved()

    def failed(self, failure: FailedArticle) -> None:
        """An article has no brief."""
        self._write(
            "article_failed",
            source=failure.source,
            article=failure.article,
            error=failure.error,
            message=failure.message,
        )
        self.moved()

    def traffic(self, event: TrafficEvent) -> None:
        """Something happened to the traffic."""
        self._write(
            "traffic",
            kind=event.kind.value,
            seconds=round(event.seconds, 3),
            concurrency=event.concurrency,
            why=event.why,
        )
        self.moved()

    def ended(self, ending: Ending, why: str) -> None:
        """The run is over."""
        self._write("run_ended", state=ending.value, why=why or None, **_totals(self._tally.standing()))

    def close(self) -> None:
        """Nothing to put back."""

    def _write(self, event: str, **fields: _Field) -> None:
        time_of_day = self._now().isoformat(timespec="milliseconds").replace("+00:00", "Z")
        record: dict[str, _Field] = {"event": event, "time": time_of_day, **fields}
        self._outlet.line(escape_json(json.dumps(record, ensure_ascii=False)))


def _totals(standing: Standing) -> dict[str, _Field]:
    spent = standing.spent
    return {
        "total": standing.total,
        "already": standing.already,
        "done": standing.done,
        "failed": standing.failed,
        "left": standing.left,
        "seconds": round(standing.seconds, 1),
        "requests": spent.requests,
        "lost": spent.lost,
        "input_tokens": spent.input_tokens,
        "cached_tokens": spent.cached_tokens,
        "output_tokens": spent.output_tokens,
        "cost": _rounded(spent.cost, 6),
    }


def _rounded(number: float | None, digits: int) -> float | None:
    return None if number is None else round(number, digits)
