"""Whoever shows a run while it goes on, and the one door through which it learns of it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from summarizer.progress.tally import DoneArticle, FailedArticle, Tally
    from summarizer.traffic.events import TrafficEvent

__all__ = ["Ending", "Progress", "Watcher"]


class Ending(StrEnum):
    """How a run ended."""

    FINISHED = "finished"
    """Nothing is left to do."""
    INTERRUPTED = "interrupted"
    """Somebody asked it to stop."""
    STOPPED = "stopped"
    """It could not go on: the budget, the server, the key, the disk."""


class Watcher(Protocol):
    """Shows a run. Each call comes after the tally has counted what it is about; none may fail."""

    def began(self) -> None:
        """The run begins."""
        ...

    def moved(self) -> None:
        """The counts changed otherwise: briefs taken over, more articles found."""
        ...

    def done(self, article: DoneArticle) -> None:
        """A brief is made."""
        ...

    def failed(self, failure: FailedArticle) -> None:
        """An article has no brief."""
        ...

    def traffic(self, event: TrafficEvent) -> None:
        """Something happened to the traffic."""
        ...

    def ended(self, ending: Ending, why: str) -> None:
        """The run is over; `why` is empty where it finished."""
        ...

    def close(self) -> None:
        """Leave the screen as it was, whether the run has ended or broken off. A second time does nothing."""
        ...


class Progress:
    """Tells of a run: counts, and lets it be seen. Close it, or use it as a context.

    Args:
        tally: what counts.
        watcher: what shows.
    """

    def __init__(self, tally: Tally, watcher: Watcher) -> None:
        self.tally = tally
        self._watcher = watcher

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def begin(self, total: int | None, already: int = 0) -> None:
        """The run begins.

        Args:
            total: articles there are, those already there included; None where nobody has counted them.
            already: articles whose brief is there from an earlier run.
        """
        self.tally.begin(total, already)
        self._watcher.began()

    def expect(self, total: int) -> None:
        """So many articles there are by now, those already there included."""
        self.tally.expect(total)
        self._watcher.moved()

    def taken_over(self, count: int = 1) -> None:
        """Articles turn out to have their brief already."""
        self.tally.taken_over(count)
        self._watcher.moved()

    def done(self, article: DoneArticle) -> None:
        """A brief is made."""
        self.tally.finished(article.warnings, cost=article.cost)
        self._watcher.done(article)

    def failed(self, failure: FailedArticle) -> None:
        """An article has no brief."""
        self.tally.failed()
        self._watcher.failed(failure)

    def traffic(self, event: TrafficEvent) -> None:
        """Something happened to the traffic: a `Watch`, as traffic calls it."""
        self._watcher.traffic(event)

    def end(self, ending: Ending, why: str = "") -> None:
        """The run is over.

        Args:
            ending: how it ended.
            why: what stopped it, in plain words; empty where it finished.
        """
        self._watcher.ended(ending, why)
        self._watcher.close()

    def close(self) -> None:
        """Leave the screen as it was."""
        self._watcher.close()
