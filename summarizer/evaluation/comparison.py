"""Levels of runs with their intervals, and what one run's difference from another lets one say."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.evaluation.runs import pool
from summarizer.evaluation.statistics import Estimate, estimate_difference, estimate_level
from summarizer.scoring.headlines import ERRORS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from summarizer.evaluation.runs import Pooled, Run
    from summarizer.evaluation.statistics import Difference
    from summarizer.scoring.verdicts import ArticleScore, Counts

__all__ = ["OVERALL", "Measure", "compare_runs", "estimate_run", "measures_of"]

OVERALL = "overall"
"""The name of the measure that decides: the mean F1 of the sections."""

_Unit = tuple["ArticleScore", ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """Something measured of a run.

    Attributes:
        name: "overall"; a section; "section.field"; a headline.
        kind: "overall", "section", "field" or "headline".
        level: works it out of scores added up, from 0 to 1.
        trials: how many items it counts, for the exact bounds at 0 and 1.
        less_is_better: whether it counts errors.
        of_pairs: whether it is an F1, whose exact bounds come from those of the share of right ones among all
            that are right, wrong or missed.
    """

    name: str
    kind: str
    level: Callable[[Pooled], float]
    trials: Callable[[Pooled], int]
    less_is_better: bool = False
    of_pairs: bool = True


def measures_of(run: Run) -> tuple[Measure, ...]:
    """All that can be measured of a run: overall, by section, by field, and the headlines."""
    pooled = pool(score for scores in run.articles.values() for score in scores)
    return (
        Measure(OVERALL, "overall", lambda p: p.overall, lambda p: sum(map(_items, p.sections.values()))),
        *(_of_section(name) for name in pooled.sections),
        *(_of_field(section, field) for section, field in pooled.fields),
        *(_of_headline(name) for name in pooled.headlines),
    )


def _items(counts: Counts) -> int:
    return counts.true + counts.false + counts.missed


def _of_section(name: str) -> Measure:
    def trials(pooled: Pooled) -> int:
        # Characters of chrome hang together; of them it counts only whether there are any.
        return min(_items(pooled.sections[name]), 1 if name == "chrome" else sys.maxsize)

    return Measure(name, "section", lambda p: p.sections[name].f1, trials)


def _of_field(section: str, field: str) -> Measure:
    key = (section, field)

    def level(pooled: Pooled) -> float:
        return pooled.fields[key].f1 if key in pooled.fields else 1.0

    def trials(pooled: Pooled) -> int:
        return _items(pooled.fields[key]) if key in pooled.fields else 0

    return Measure(f"{section}.{field}", "field", level, trials)


def _of_headline(name: str) -> Measure:
    errors = name in ERRORS

    def level(pooled: Pooled) -> float:
        share = pooled.headlines[name].share
        return (0.0 if errors else 1.0) if share is None else share

    return Measure(name, "headline", level, lambda p: p.headlines[name].total, errors, of_pairs=False)


def estimate_run(run: Run, measure: Measure) -> Estimate:
    """The level of a run, with its interval, over the articles in which there is something to count."""
    units = [unit for unit in run.articles.values() if measure.trials(_pool([unit]))]
    if not units:
        return Estimate(measure.level(_pool(list(run.articles.values()))), 0.0, 1.0, 0)
    trials = sum(measure.trials(_pool([unit])) for unit in units)
    return estimate_level(units, _pooling(measure), trials, of_pairs=measure.of_pairs)


def compare_runs(one: Run, other: Run, measure: Measure) -> Difference:
    """How much the first run is above the second; over the articles that both hold, if they share any."""
    shared = sorted(one.articles.keys() & other.articles.keys())
    paired = bool(shared)
    if paired:
        shared = [name for name in shared if any(measure.trials(_pool([run.articles[name]])) for run in (one, other))]
    first = [one.articles[name] for name in shared] if paired else list(one.articles.values())
    second = [other.articles[name] for name in shared] if paired else list(other.articles.values())
    sign = -1.0 if measure.less_is_better else 1.0
    level = _pooling(measure)
    return estimate_difference(first, second, lambda units: sign * level(units), paired=paired)


def _pool(units: Sequence[_Unit]) -> Pooled:
    return pool(score for unit in units for score in unit)


def _pooling(measure: Measure) -> Callable[[Sequence[_Unit]], float]:
    return lambda units: measure.level(_pool(units))
