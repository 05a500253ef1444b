"""Levels of runs with their intervals, and what one run's difference from another lets one say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.evaluation.parts import ARTICLE_OUT, CHROME_OUT, PARTS
from summarizer.evaluation.runs import merge
from summarizer.evaluation.statistics import Estimate, estimate_difference, estimate_level
from summarizer.scoring.headlines import ERRORS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from summarizer.evaluation.runs import Pooled, Run
    from summarizer.evaluation.statistics import Difference
    from summarizer.scoring.verdicts import Counts

__all__ = ["OVERALL", "Measure", "compare_runs", "estimate_run", "measures_of"]

OVERALL = "overall"
"""The name of the measure that decides: the mean F1 of the sections."""

_IN_CHARACTERS = frozenset({"chrome", CHROME_OUT, ARTICLE_OUT})


@dataclass(frozen=True, slots=True)
class Measure:
    """Something measured of a run.

    Attributes:
        name: "overall"; a section; a part of one; "section.field"; a headline.
        kind: "overall", "section", "part", "field" or "headline".
        section: the section that it is of, or "" where it is of none in particular.
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
    section: str = ""
    less_is_better: bool = False
    of_pairs: bool = True


def measures_of(run: Run) -> tuple[Measure, ...]:
    """All that can be measured of a run: overall, by section and its parts, by field, and the headlines."""
    pooled = merge(run.pooled.values())
    return (
        Measure(OVERALL, "overall", lambda p: p.overall, lambda p: sum(map(_items, p.sections.values()))),
        *(measure for name in pooled.sections for measure in (_of_section(name), *_parts_of(name))),
        *(_of_field(section, field) for section, field in pooled.fields),
        *(_of_headline(name) for name in pooled.headlines),
    )


def _items(counts: Counts) -> int:
    return counts.true + counts.false + counts.missed


def _trials(name: str, items: int) -> int:
    # Characters hang together; of them it counts only whether there are any.
    return min(items, 1) if name in _IN_CHARACTERS else items


def _of_section(name: str) -> Measure:
    return Measure(
        name, "section", lambda p: p.sections[name].f1, lambda p: _trials(name, _items(p.sections[name])), name
    )


def _parts_of(section: str) -> Iterator[Measure]:
    yield from (_of_part(name, section) for name, whole in PARTS.items() if whole == section)


def _of_part(name: str, section: str) -> Measure:
    return Measure(name, "part", lambda p: p.parts[name].f1, lambda p: _items(p.parts[name]), section)


def _of_field(section: str, field: str) -> Measure:
    key = (section, field)

    def level(pooled: Pooled) -> float:
        return pooled.fields[key].f1 if key in pooled.fields else 1.0

    def trials(pooled: Pooled) -> int:
        return _items(pooled.fields[key]) if key in pooled.fields else 0

    return Measure(f"{section}.{field}", "field", level, trials, section)


def _of_headline(name: str) -> Measure:
    errors = name in ERRORS or name == ARTICLE_OUT

    def level(pooled: Pooled) -> float:
        share = pooled.headlines[name].share
        return (0.0 if errors else 1.0) if share is None else share

    return Measure(
        name,
        "headline",
        level,
        lambda p: _trials(name, p.headlines[name].total),
        less_is_better=errors,
        of_pairs=False,
    )


def estimate_run(run: Run, measure: Measure) -> Estimate:
    """The level of a run, with its interval, over the articles in which there is something to count."""
    units = [unit for unit in run.pooled.values() if measure.trials(unit)]
    if not units:
        return Estimate(measure.level(merge(run.pooled.values())), 0.0, 1.0, 0)
    trials = sum(measure.trials(unit) for unit in units)
    return estimate_level(units, lambda some: measure.level(merge(some)), trials, of_pairs=measure.of_pairs)


def compare_runs(one: Run, other: Run, measure: Measure) -> Difference:
    """How much the first run is above the second; over the articles that both hold, if they share any."""
    shared = [
        name
        for name in sorted(one.pooled.keys() & other.pooled.keys())
        if measure.trials(one.pooled[name]) or measure.trials(other.pooled[name])
    ]
    paired = bool(one.pooled.keys() & other.pooled.keys())
    first = [one.pooled[name] for name in shared] if paired else list(one.pooled.values())
    second = [other.pooled[name] for name in shared] if paired else list(other.pooled.values())
    sign = -1.0 if measure.less_is_better else 1.0
    return estimate_difference(first, second, lambda some: sign * measure.level(merge(some)), paired=paired)
