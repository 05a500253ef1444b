"""How sure: intervals for few articles, and what they let one say.

Articles are the unit: what is measured in one article hangs together. Levels and differences are pooled over
articles; their error is that of the leave-one-article-out jackknife (Quenouille 1956, Tukey 1958) with Student's
t at n - 1 degrees of freedom. Simulated over 12 articles it covers about what it says; over 5 it does not.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = [
    "FEWEST_ARTICLES",
    "Difference",
    "Estimate",
    "Verdict",
    "estimate_difference",
    "estimate_level",
    "exact_bounds",
]

UnitT = TypeVar("UnitT")

FEWEST_ARTICLES = 8
"""Below this many articles the jackknife covers too little to decide by."""

_CONFIDENCE = 0.95
_POWER = 0.8


class Verdict(StrEnum):
    """What a comparison lets one say."""

    BETTER = "better"
    WORSE = "worse"
    CANNOT_TELL = "can't tell"
    TOO_FEW = "too few articles"


@dataclass(frozen=True, slots=True)
class Estimate:
    """A level and its interval at 95 %.

    Attributes:
        value: pooled over all articles, from 0 to 1.
        low: lower end, not below 0.
        high: upper end, not above 1.
        articles: how many it was estimated from.
    """

    value: float
    low: float
    high: float
    articles: int


@dataclass(frozen=True, slots=True)
class Difference:
    """How much one run differs from another, and its interval at 95 %.

    Attributes:
        value: the first run's level less the second's.
        low: lower end.
        high: upper end.
        articles: how many both runs saw.
        paired: whether they saw the same articles.
        detectable: the smallest difference that so many such articles would show in four of five trials;
            None where nothing varies from article to article.
    """

    value: float
    low: float
    high: float
    articles: int
    paired: bool
    detectable: float | None

    @property
    def verdict(self) -> Verdict:
        """Better or worse where the whole interval is, else that one cannot tell."""
        if self.articles < FEWEST_ARTICLES:
            return Verdict.TOO_FEW
        if self.low > 0:
            return Verdict.BETTER
        return Verdict.WORSE if self.high < 0 else Verdict.CANNOT_TELL


def estimate_level(
    units: Sequence[UnitT],
    level: Callable[[Sequence[UnitT]], float],
    trials: int | None = None,
    *,
    of_pairs: bool = False,
) -> Estimate:
    """Estimate a level over articles.

    Args:
        units: what was measured in each article; at least one.
        level: pools some of them into a number from 0 to 1.
        trials: how many items the level counts; as many as articles where that is not known. At 0 and at 1
            the interval is the exact one for so many items (see `exact_bounds`), for then no article differs
            from another. Of no items at all nothing is known.
        of_pairs: whether the level is an F1 = 2j / (1 + j) of the share j that the bounds are of: right ones among
            all that are right, wrong or missed.
    """
    value = level(units)
    if trials == 0:
        return Estimate(value, 0.0, 1.0, len(units))
    if value in {0.0, 1.0}:
        trials = trials or len(units)
        bounds = exact_bounds(round(value * trials), trials)
        low, high = (2 * bound / (1 + bound) if of_pairs else bound for bound in bounds)
        return Estimate(value, low, high, len(units))
    if len(units) < 2:
        return Estimate(value, 0.0, 1.0, len(units))
    margin = _t(len(units) - 1) * _jackknife_error(units, level)
    return Estimate(value, max(0.0, value - margin), min(1.0, value + margin), len(units))


def estimate_difference(
    one: Sequence[UnitT], other: Sequence[UnitT], level: Callable[[Sequence[UnitT]], float], *, paired: bool
) -> Difference:
    """Estimate how much one run differs from another.

    Args:
        one: what was measured in each article of the first run.
        other: the same for the second; article by article beside the first if paired.
        level: pools some of them into a number.
        paired: whether the runs saw the same articles.
    """
    if not one or not other:
        return Difference(0.0, -1.0, 1.0, 0, paired, None)
    value = level(one) - level(other)
    fewest = min(len(one), len(other))
    if fewest < 2:
        return Difference(value, -1.0, 1.0, fewest, paired, None)
    if paired:
        pairs = list(zip(one, other, strict=True))
        freedom = float(len(pairs) - 1)
        error = _jackknife_error(pairs, lambda some: level([a for a, _ in some]) - level([b for _, b in some]))
    else:
        errors = [(_jackknife_error(units, level), len(units)) for units in (one, other)]
        error = math.hypot(*(error for error, _ in errors))
        freedom = _welch(errors)
    margin = _t(freedom) * error
    detectable = (_t(freedom) + _t(freedom, _POWER * 2 - 1)) * error if error else None
    return Difference(value, value - margin, value + margin, fewest, paired, detectable)


def exact_bounds(hits: int, trials: int) -> tuple[float, float]:
    """The exact interval at 95 % for so many hits in so many trials (Clopper and Pearson 1934).

    At 0 and at 1 only one end can be wrong, and gets the whole of the 5 %.

    Raises:
        ValueError: there are more hits than trials, or no trials.
    """
    if not 0 <= hits <= trials or not trials:
        message = f"{hits} hits in {trials} trials"
        raise ValueError(message)
    from scipy.stats import beta

    missed = 1 - _CONFIDENCE
    if hits == 0:
        return 0.0, 1 - missed ** (1 / trials)
    if hits == trials:
        return missed ** (1 / trials), 1.0
    low = float(beta.ppf(missed / 2, hits, trials - hits + 1))
    high = float(beta.ppf(1 - missed / 2, hits + 1, trials - hits))
    return low, high


def _jackknife_error(units: Sequence[UnitT], level: Callable[[Sequence[UnitT]], float]) -> float:
    """The standard error by leaving out one article at a time."""
    count = len(units)
    without = [level([*units[:index], *units[index + 1 :]]) for index in range(count)]
    mean = sum(without) / count
    return math.sqrt((count - 1) / count * sum((value - mean) ** 2 for value in without))


def _welch(errors: Sequence[tuple[float, int]]) -> float:
    """Degrees of freedom of a difference between two unequal samples (Welch 1947, Satterthwaite 1946)."""
    above = sum(error**2 for error, _ in errors) ** 2
    below = sum(error**4 / (count - 1) for error, count in errors)
    return above / below if below else float(min(count for _, count in errors) - 1)


def _t(freedom: float, confidence: float = _CONFIDENCE) -> float:
    """Student's t that an error stays within, on both sides, with this confidence."""
    from scipy.stats import t

    return float(t.ppf((1 + confidence) / 2, freedom))
