from __future__ import annotations

import math
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.evaluation.statistics import (
    FEWEST_ARTICLES,
    Difference,
    Verdict,
    estimate_difference,
    estimate_level,
    exact_bounds,
)
from summarizer.scoring.verdicts import Counts

if TYPE_CHECKING:
    from collections.abc import Sequence

ARTICLES = 12
REPETITIONS = 400
ITEMS = 20
T_975 = {1: 12.7062, 2: 4.30265, 3: 3.18245, 7: 2.36462, 11: 2.20099}


def mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def pooled(units: Sequence[Counts]) -> float:
    return sum(units, Counts()).f1


def test_the_margin_of_a_mean_is_the_one_of_textbooks() -> None:
    # Of a mean the jackknife's error is s / √n: here s² = 0.2² · 5/3, n = 4.
    found = estimate_level([0.2, 0.4, 0.6, 0.8], mean)
    error = math.sqrt(0.2**2 * 5 / 3 / 4)
    assert found.value == pytest.approx(0.5)
    assert found.high - found.value == pytest.approx(T_975[3] * error, rel=1e-4)
    assert found.value - found.low == pytest.approx(T_975[3] * error, rel=1e-4)
    assert found.articles == 4


def test_the_jackknife_of_pooled_f1_is_the_one_worked_out_by_hand() -> None:
    # F1 pooled: 12/18; without the first 10/15, the second 4/8, the third 10/13.
    units = [Counts(1, 1, 0), Counts(4, 1, 1), Counts(1, 1, 2)]
    assert pooled(units) == pytest.approx(12 / 18)
    without = [10 / 15, 4 / 8, 10 / 13]
    middle = sum(without) / 3
    error = math.sqrt(2 / 3 * sum((value - middle) ** 2 for value in without))
    found = estimate_level(units, pooled)
    assert found.low == pytest.approx(max(0, 12 / 18 - T_975[2] * error), abs=1e-4)
    assert found.high == pytest.approx(min(1, 12 / 18 + T_975[2] * error), abs=1e-4)


def test_an_interval_stays_between_0_and_1() -> None:
    found = estimate_level([0.0, 1.0, 1.0], mean)
    assert (found.low, found.high) == (0, 1)


def test_one_article_says_nothing_of_others() -> None:
    found = estimate_level([0.4], mean)
    assert (found.value, found.low, found.high) == (0.4, 0, 1)
    alone = estimate_difference([0.4], [0.1], mean, paired=True)
    assert (alone.low, alone.high, alone.verdict) == (-1, 1, Verdict.TOO_FEW)


def test_runs_that_rise_and_fall_together_are_told_apart_only_as_pairs() -> None:
    other = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]
    one = [value + gain for value, gain in zip(other, [0.04, 0.06] * 4, strict=True)]
    paired = estimate_difference(one, other, mean, paired=True)
    apart = estimate_difference(one, other, mean, paired=False)
    assert paired.value == pytest.approx(0.05) == apart.value
    assert (paired.verdict, apart.verdict) == (Verdict.BETTER, Verdict.CANNOT_TELL)
    # s of the gains is 0.01 · √(8/7).
    assert paired.high - paired.value == pytest.approx(T_975[7] * 0.01 / math.sqrt(7), rel=1e-4)
    assert estimate_difference(other, one, mean, paired=True).verdict is Verdict.WORSE


def test_unpaired_runs_have_the_degrees_of_freedom_of_welch() -> None:
    # Equal sizes and spreads: 2(n - 1) = 6 degrees, t = 2.44691.
    one = [0.2, 0.4, 0.6, 0.8]
    found = estimate_difference(one, one, mean, paired=False)
    assert found.high == pytest.approx(2.44691 * math.sqrt(2 * 0.2**2 * 5 / 3 / 4), rel=1e-4)
    assert found.value == 0


def test_unpaired_runs_may_be_of_different_size() -> None:
    found = estimate_difference([0.5, 0.6, 0.7] * 4, [0.1, 0.2, 0.3] * 3, mean, paired=False)
    assert (found.articles, found.paired, found.verdict) == (9, False, Verdict.BETTER)


@pytest.mark.parametrize(("articles", "verdict"), [(FEWEST_ARTICLES - 1, "too few articles"), (8, "better")])
def test_under_eight_articles_there_is_no_verdict(articles: int, verdict: str) -> None:
    one = [0.8 + 0.01 * (number % 2) for number in range(articles)]
    assert estimate_difference(one, [0.1] * articles, mean, paired=True).verdict == verdict


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [(0.01, 0.2, "better"), (-0.2, -0.01, "worse"), (-0.1, 0.1, "can't tell"), (0.0, 0.1, "can't tell")],
)
def test_a_verdict_needs_the_whole_interval(low: float, high: float, verdict: str) -> None:
    assert Difference((low + high) / 2, low, high, 12, paired=True, detectable=0.1).verdict == verdict


@pytest.mark.parametrize(
    ("hits", "trials", "low", "high"),
    [
        pytest.param(0, 30, 0, 0.0950, id="the rule of three: about 3/30"),
        pytest.param(0, 100, 0, 0.0295, id="about 3/100"),
        pytest.param(100, 100, 0.9705, 1, id="the same from above"),
        pytest.param(0, 1, 0, 0.95, id="one trial"),
        pytest.param(1, 1, 0.05, 1, id="one hit"),
        pytest.param(1, 10, 0.0025, 0.4450, id="1 of 10"),
        pytest.param(5, 10, 0.1871, 0.8129, id="5 of 10"),
        pytest.param(8, 10, 0.4439, 0.9748, id="8 of 10"),
        pytest.param(50, 100, 0.3983, 0.6017, id="50 of 100"),
    ],
)
def test_exact_bounds_are_those_of_clopper_and_pearson(hits: int, trials: int, low: float, high: float) -> None:
    assert exact_bounds(hits, trials) == pytest.approx((low, high), abs=1e-4)


@pytest.mark.parametrize(("hits", "trials"), [(0, 0), (3, 2), (-1, 5)])
def test_hits_that_cannot_be_have_no_bounds(hits: int, trials: int) -> None:
    with pytest.raises(ValueError, match="hits"):
        exact_bounds(hits, trials)


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 300).flatmap(lambda trials: st.tuples(st.integers(0, trials), st.just(trials))))
def test_exact_bounds_hold_the_share_and_are_never_of_no_width(case: tuple[int, int]) -> None:
    hits, trials = case
    low, high = exact_bounds(hits, trials)
    assert 0 <= low <= hits / trials <= high <= 1
    assert low < high
    assert exact_bounds(trials - hits, trials) == pytest.approx((1 - high, 1 - low))


@pytest.mark.parametrize("value", [0.0, 1.0])
def test_at_the_ends_an_interval_is_never_of_no_width(value: float) -> None:
    found = estimate_level([value] * ARTICLES, mean, 100)
    assert found.value == value
    assert found.high - found.low == pytest.approx(0.0295, abs=1e-4)


@pytest.mark.parametrize("value", [0.0, 1.0])
def test_where_nothing_was_counted_anything_is_possible(value: float) -> None:
    found = estimate_level([value] * ARTICLES, mean, 0)
    assert (found.low, found.high) == (0, 1)


@pytest.mark.parametrize("value", [0.0, 1.0])
def test_at_the_ends_an_interval_has_a_width_even_where_nobody_said_what_was_counted(value: float) -> None:
    found = estimate_level([value] * ARTICLES, mean)
    assert found.low < found.high


def test_the_smallest_difference_that_a_set_could_show_is_found_in_four_of_five_trials() -> None:
    # At 11 degrees of freedom t is 2.20099 for 97.5 % and 0.87553 for 80 %.
    gains = [0.1, -0.1] * 6
    found = estimate_difference(gains, [0.0] * 12, mean, paired=True)
    error = 0.1 / math.sqrt(11)
    assert found.detectable == pytest.approx((2.20099 + 0.87553) * error, rel=1e-4)
    assert found.detectable
    assert found.high < found.detectable


def test_where_no_article_differs_nothing_is_said_of_what_could_be_shown() -> None:
    found = estimate_difference([0.5] * 12, [0.5] * 12, mean, paired=True)
    assert (found.value, found.low, found.high, found.detectable) == (0, 0, 0, None)
    assert found.verdict is Verdict.CANNOT_TELL


@dataclass(frozen=True)
class Trials:
    """How often an interval held the truth, and how often it was narrow enough for a verdict."""

    covered: float
    decided: float


def article(rng: random.Random, level: float) -> Counts:
    """What a run of this level gets in one article: articles differ, and so do the items in each."""
    spread = 8.0
    ability = rng.betavariate(level * spread, (1 - level) * spread)
    true = sum(rng.random() < ability for _ in range(ITEMS))
    # Each error is a miss, and as often as not an invention beside it.
    false = sum(rng.random() < 0.5 for _ in range(ITEMS - true))
    return Counts(true, false, ITEMS - true)


def expected_f1(level: float) -> float:
    return 2 * level / (2 * level + 1.5 * (1 - level))


def levels_covered(level: float, seed: int) -> float:
    rng = random.Random(seed)
    found = 0
    for _ in range(REPETITIONS):
        got = estimate_level([article(rng, level) for _ in range(ARTICLES)], pooled, ARTICLES * ITEMS)
        found += got.low <= expected_f1(level) <= got.high
    return found / REPETITIONS


def differences(one: float, other: float, seed: int, *, paired: bool) -> Trials:
    """Two runs over the same articles: where one is good, so is the other."""
    rng = random.Random(seed)
    covered = decided = 0
    for _ in range(REPETITIONS):
        firsts, seconds = [], []
        for _ in range(ARTICLES):
            hard = rng.uniform(-0.15, 0.15)
            firsts.append(article(rng, one + hard))
            seconds.append(article(rng, other + hard))
        got = estimate_difference(firsts, seconds, pooled, paired=paired)
        truth = expected_f1(one) - expected_f1(other)
        covered += got.low <= truth <= got.high
        decided += got.verdict is not Verdict.CANNOT_TELL
    return Trials(covered / REPETITIONS, decided / REPETITIONS)


@pytest.mark.parametrize("level", [0.5, 0.8])
def test_the_interval_of_a_level_covers_the_truth_about_as_often_as_it_says(level: float) -> None:
    assert 0.90 <= levels_covered(level, seed=1) <= 0.99


def test_the_interval_of_a_paired_difference_covers_the_truth_about_as_often_as_it_says() -> None:
    assert 0.90 <= differences(0.7, 0.55, seed=2, paired=True).covered <= 0.99


@pytest.mark.parametrize("paired", [True, False])
def test_runs_that_are_equally_good_seldom_get_a_verdict(paired: bool) -> None:
    found = differences(0.6, 0.6, seed=3, paired=paired)
    assert found.decided <= 0.08
    assert 0.90 <= found.covered <= 0.99
