"""The figures of a bench as Markdown: medians over the rounds, and how each round stands to bare instructor's."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evals.benchmarks.throughput.tools import ASK, YARDSTICK

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from evals.benchmarks.throughput.articles import Length
    from evals.benchmarks.throughput.runs import Run

__all__ = ["Result", "lines_of"]

_MEGABYTE = 1_000_000
_HEADER = (
    "tool",
    "articles a second, asking",
    "to the end",
    "whole process",
    "CPU ms an article",
    "of it to start",
    "memory, MB",
    "requests",
    "in flight",
)


@dataclass(frozen=True, slots=True)
class Result:
    """All runs over articles of one length.

    Attributes:
        length: which.
        characters: of an article, on average.
        runs: by the tool's name, one a round.
        starts: the same over one article alone.
    """

    length: Length
    characters: int
    runs: Mapping[str, Sequence[Run]]
    starts: Mapping[str, Sequence[Run]]


def lines_of(result: Result) -> list[str]:
    """The table of one length of articles, and what is beyond openai and instructor."""
    first = result.runs[YARDSTICK.name][0]
    rounds = len(result.runs[YARDSTICK.name])
    header = [f"| {' | '.join(_HEADER)} |", "|---" * len(_HEADER) + "|"]
    return [
        f"{first.articles:,} articles of {result.characters:,} characters on average, {rounds} rounds:",
        "",
        *header,
        *(_row(result, name) for name in result.runs),
        "",
        *_beyond(result),
    ]


def _row(result: Result, name: str) -> str:
    runs = result.runs[name]
    start = statistics.median(1000 * run.processor / runs[0].articles for run in result.starts[name])
    cells = (
        name,
        _compared(result, name, lambda run: run.articles / run.asking, 0),
        _compared(result, name, lambda run: run.articles / run.writing, 0),
        _compared(result, name, lambda run: run.articles / run.whole, 0),
        _compared(result, name, _processor, 1),
        f"{start:.1f}",
        f"{max(run.memory for run in runs) / _MEGABYTE:.0f}",
        f"{max(run.requests for run in runs):,}",
        f"{max(run.in_flight for run in runs)}",
    )
    return f"| {' | '.join(cells)} |"


def _processor(run: Run) -> float:
    return 1000 * run.processor / run.articles


def _compared(result: Result, name: str, of: Callable[[Run], float], places: int) -> str:
    """The median over the rounds, and its ratio to bare instructor's of the same round: median, least to most."""
    ours, yardstick = result.runs[name], result.runs[YARDSTICK.name]
    ratios = [of(one) / of(other) for one, other in zip(ours, yardstick, strict=True)]
    median = f"{statistics.median(map(of, ours)):.{places}f}"
    if name == YARDSTICK.name:
        return f"{median} (1)"
    return f"{median} ({statistics.median(ratios):.2f}: {min(ratios):.2f}–{max(ratios):.2f})"


def _beyond(result: Result) -> list[str]:
    """What this project's own rows take beyond bare instructor, start-up left out."""
    bare = _running(result, YARDSTICK.name)
    own = list(result.runs)[list(result.runs).index(ASK.name) :] if ASK.name in result.runs else []
    said = [
        f"- {name}: {statistics.median(a - b for a, b in zip(_running(result, name), bare, strict=True)):.1f} ms"
        for name in own
    ]
    return ["CPU an article beyond what bare instructor takes, start-up left out of both:", "", *said] if said else []


def _running(result: Result, name: str) -> list[float]:
    """Processor milliseconds an article, without those that one article takes alone: round by round."""
    return [
        1000 * (run.processor - start.processor) / max(run.articles - start.articles, 1)
        for run, start in zip(result.runs[name], result.starts[name], strict=True)
    ]
