"""Progress on a terminal: one line that moves, and what goes wrong above it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, cast

from summarizer.progress.words import (
    say_count,
    say_duration,
    say_failure,
    say_money,
    say_pace,
    say_tokens,
    say_traffic,
)

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult
    from rich.live import Live

    from summarizer.progress.outlet import Outlet
    from summarizer.progress.tally import DoneArticle, FailedArticle, Standing, Tally
    from summarizer.progress.watcher import Ending
    from summarizer.traffic.events import TrafficEvent

__all__ = ["Bar", "Layout", "lay_out"]

_GAP = "  "
_SHORTEST_BAR = 10
_LONGEST_BAR = 40
_REFRESHES = 4.0
"""A second."""


class Bar:
    """Shows a line that says how far the run is, drawn again several times a second.

    Args:
        tally: what counts; read from the thread that draws.
        outlet: the terminal.
        width: columns of the terminal; None is whatever it has, followed as it changes.
    """

    def __init__(self, tally: Tally, outlet: Outlet, *, width: int | None = None) -> None:
        self._tally = tally
        self._outlet = outlet
        self._width = width
        self._live: Live | None = None

    def began(self) -> None:
        """The run begins: the line appears."""
        from rich.console import Console
        from rich.live import Live

        console = Console(
            file=cast("IO[str]", self._outlet),
            width=self._width,
            force_terminal=True,
            force_interactive=True,
            markup=False,
            highlight=False,
            emoji=False,
        )
        self._live = Live(
            _Line(self._tally),
            console=console,
            refresh_per_second=_REFRESHES,
            transient=True,
            redirect_stdout=False,
            # What others print on standard error goes above the line instead of through it.
            redirect_stderr=self._outlet.is_over(sys.stderr),
        )
        self._live.start(refresh=True)

    def moved(self) -> None:
        """Counts changed: the next drawing shows it."""

    def done(self, article: DoneArticle) -> None:
        """A brief is made: the next drawing shows it."""

    def failed(self, failure: FailedArticle) -> None:
        """An article has no brief: said above the line."""
        self._print(say_failure(failure))

    def traffic(self, event: TrafficEvent) -> None:
        """Said above the line."""
        self._print(say_traffic(event))

    def ended(self, ending: Ending, why: str) -> None:
        """The run is over: the summary says so."""

    def close(self) -> None:
        """Take the line away."""
        if self._live is not None:
            self._live.stop()
            self._live = None

    def _print(self, line: str) -> None:
        if self._live is None:
            self._outlet.line(line)
        else:
            self._live.console.print(line, soft_wrap=True)


@dataclass(frozen=True, slots=True)
class Layout:
    """What the line holds at one width.

    Attributes:
        bar: columns of the bar; 0 is none.
        text: what stands after it, a gap between.
    """

    bar: int
    text: str


def lay_out(standing: Standing, width: int) -> Layout:
    """What fits into a line of so many columns; what tells least goes first.

    Tokens go first, then the pace, the bar, the cost at the end, the cost, the time left, the failures.
    """
    with_bar = standing.total is not None
    parts = _parts(standing)
    for dropped in ("", "tokens", "pace", "bar", "cost at end", "cost", "time", "failed"):
        if dropped == "bar":
            with_bar = False
        elif dropped == "cost at end" and "cost" in parts:
            parts["cost"] = _cost(standing, at_end=False)
        else:
            parts.pop(dropped, None)
        text = _GAP.join(parts.values())
        room = width - len(text) - len(_GAP)
        if with_bar and room >= _SHORTEST_BAR:
            return Layout(min(room, _LONGEST_BAR), text)
        if not with_bar and len(text) <= width:
            return Layout(0, text)
    return Layout(0, text[:width])


def _parts(standing: Standing) -> dict[str, str]:
    """What the line can say, in its order."""
    count = say_count(standing.already + standing.done)
    parts = {"count": f"{count} done" if standing.total is None else f"{count}/{say_count(standing.total)}"}
    if standing.failed:
        parts["failed"] = f"{say_count(standing.failed)} failed"
    if standing.per_minute is not None:
        parts["pace"] = f"{say_pace(standing.per_minute)}/min"
    if standing.spent.requests:
        parts["tokens"] = f"{say_tokens(standing.spent.input_tokens + standing.spent.output_tokens)} tokens"
        parts["cost"] = _cost(standing, at_end=True)
    left = standing.seconds_left
    parts["time"] = say_duration(standing.seconds) if left is None else f"{say_duration(left)} left"
    return parts


def _cost(standing: Standing, *, at_end: bool) -> str:
    cost = standing.spent.cost
    if cost is None:
        return "cost unknown"
    if standing.cost_at_end is None or not at_end:
        return say_money(cost)
    return f"{say_money(cost)} of ~{say_money(standing.cost_at_end)}"


class _Line:
    """The line as rich draws it, with what holds at that moment."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        from rich.progress_bar import ProgressBar
        from rich.table import Table
        from rich.text import Text

        standing = self._tally.standing()
        layout = lay_out(standing, options.max_width)
        row = Table.grid(padding=(0, len(_GAP), 0, 0))
        text = Text(layout.text, no_wrap=True)
        if layout.bar:
            row.add_row(ProgressBar(standing.total or 1, standing.finished, width=layout.bar), text)
        else:
            row.add_row(text)
        yield row
