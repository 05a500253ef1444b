"""Quality against cost as a picture: where each run's mark stands, its interval, its name, and the axes."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.evaluation.cost import cost_of
from summarizer.evaluation.statistics import FEWEST_ARTICLES
from summarizer.terminal import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from summarizer.evaluation.runs import Run
    from summarizer.evaluation.statistics import Estimate
    from summarizer.evaluation.table import Row

__all__ = ["HEIGHT", "WIDTH", "Mark", "Picture", "Tick", "draw"]

WIDTH, HEIGHT = 380, 250
_LEFT, _RIGHT, _TOP, _BOTTOM = 38.0, 208.0, 12.0, 206.0
"""The edges of the plot; right of it stand the names."""
_NAMES = _RIGHT + 20
_LINE = 15.0
_LONGEST = 22
_MOST_TICKS = 4

_SHAPES = (
    "M-5 0A5 5 0 1 0 5 0A5 5 0 1 0 -5 0Z",
    "M-4.5 -4.5H4.5V4.5H-4.5Z",
    "M0 -5.5L5.5 4.5H-5.5Z",
    "M0 -6L6 0L0 6L-6 0Z",
    "M0 5.5L5.5 -4.5H-5.5Z",
    "M-2 -5.5H2V-2H5.5V2H2V5.5H-2V2H-5.5V-2H-2Z",
)
"""A circle, a square, triangles, a diamond, a cross: no run is told by its colour alone."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A number on an axis."""

    at: str
    label: str


@dataclass(frozen=True, slots=True)
class Mark:
    """One run.

    Attributes:
        x: of the mark.
        y: of the mark.
        top: of the interval; the mark's own height where there is none.
        bottom: of the interval.
        shape: a path around 0, 0.
        name: of the run, cut to fit.
        at: the height of the name.
        told: the run, its level and what it took, in words.
    """

    x: str
    y: str
    top: str
    bottom: str
    shape: str
    name: str
    at: str
    told: str


@dataclass(frozen=True, slots=True)
class Picture:
    """All marks and both axes, in units of the picture."""

    marks: tuple[Mark, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: float = _LEFT
    right: float = _RIGHT
    top: float = _TOP
    bottom: float = _BOTTOM
    names: float = _NAMES


def draw(runs: Sequence[Run], overall: Row) -> Picture:
    """Put each run at its tokens out an article and its overall level; a run without a level has no mark."""
    known = [(run, cell.level, _tokens(run)) for run, cell in zip(runs, overall.cells, strict=True) if cell.level]
    step = _step(max((tokens for _, _, tokens in known), default=0.0))
    most = step * max(1, math.ceil(max((tokens for _, _, tokens in known), default=0.0) / step))
    heights = _spread([_y(level.value) for _, level, _ in known])
    marks = tuple(
        _mark(number, run, level, tokens, (_x(tokens / most), at))
        for number, ((run, level, tokens), at) in enumerate(zip(known, heights, strict=True))
    )
    across = tuple(Tick(f"{_x(place / most):.1f}", f"{place:,}") for place in range(0, most + 1, step))
    up = tuple(Tick(f"{_y(level):.1f}", f"{level:g}") for level in (0.0, 0.25, 0.5, 0.75, 1.0))
    return Picture(marks, across, up)


def _tokens(run: Run) -> float:
    cost = cost_of(run)
    return cost.a_brief(cost.output)


def _mark(number: int, run: Run, level: Estimate, tokens: float, place: tuple[float, float]) -> Mark:
    few = level.articles < FEWEST_ARTICLES
    low, high = (level.value, level.value) if few else (level.low, level.high)
    interval = "" if few else f" [{low:.2f}, {high:.2f}]"
    name = one_line(run.name)
    return Mark(
        x=f"{place[0]:.1f}",
        y=f"{_y(level.value):.1f}",
        top=f"{_y(high):.1f}",
        bottom=f"{_y(low):.1f}",
        shape=_SHAPES[number % len(_SHAPES)],
        name=name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…",
        at=f"{place[1]:.1f}",
        told=f"{name}: overall {level.value:.2f}{interval} for {tokens:,.0f} tokens out an article",
    )


def _x(share: float) -> float:
    return _LEFT + share * (_RIGHT - _LEFT)


def _y(level: float) -> float:
    return _BOTTOM - level * (_BOTTOM - _TOP)


def _step(most: float) -> int:
    """1, 2 or 5 times a power of ten, so that there are few ticks up to the most."""
    size: int = 10 ** int(max(0.0, math.log10(max(most, 1.0) / _MOST_TICKS)))
    return next(size * times for times in (1, 2, 5, 10, 20) if size * times * _MOST_TICKS >= most)


def _spread(wanted: Iterable[float]) -> list[float]:
    """Heights for names near the wanted ones, from top to bottom in their order, each with a line of its own."""
    heights = list(wanted)
    order = sorted(range(len(heights)), key=heights.__getitem__)
    line = min(_LINE, (_BOTTOM - _TOP) / max(1, len(heights)))
    lowest = _TOP
    for index in order:
        heights[index] = lowest = max(heights[index], lowest)
        lowest += line
    highest = _BOTTOM
    for index in reversed(order):
        heights[index] = highest = min(heights[index], highest)
        highest -= line
    return heights
