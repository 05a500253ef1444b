from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.scoring.pairing import RunnerUp, pair

FLOOR = 0.3

Matrix = list[list[float]]


@st.composite
def matrices(draw: st.DrawFn) -> tuple[Matrix, int]:
    """Likenesses of up to five labels and five items; tenths, so that some are equal and some on the floor."""
    rows, columns = draw(st.integers(0, 5)), draw(st.integers(0, 5))
    tenths = st.integers(0, 10).map(lambda number: number / 10)
    row = st.lists(tenths, min_size=columns, max_size=columns)
    return draw(st.lists(row, min_size=rows, max_size=rows)), columns


def best_sum(likeness: Matrix, columns: int) -> float:
    """The largest sum that can be had, by trying every pairing."""
    rows = len(likeness)
    seats = [*range(columns), *([None] * rows)]
    sums: list[float] = [
        sum(likeness[row][seat] for row, seat in enumerate(chosen) if seat is not None and likeness[row][seat] >= FLOOR)
        for chosen in set(itertools.permutations(seats, rows))
    ]
    return max(sums)


@settings(max_examples=30, deadline=None)
@given(matrices())
def test_no_other_pairing_is_more_alike(drawn: tuple[Matrix, int]) -> None:
    likeness, columns = drawn
    found = pair(likeness, FLOOR, columns).pairs
    total = sum(likeness[row][column] for row, column in found.items())
    assert total == pytest.approx(best_sum(likeness, columns))


@settings(max_examples=60, deadline=None)
@given(matrices())
def test_pairs_are_one_to_one_and_none_is_under_the_floor(drawn: tuple[Matrix, int]) -> None:
    likeness, columns = drawn
    found = pair(likeness, FLOOR, columns).pairs
    assert len(set(found.values())) == len(found)
    assert all(likeness[row][column] >= FLOOR for row, column in found.items())


@settings(max_examples=60, deadline=None)
@given(matrices())
def test_a_runner_up_is_the_most_alike_of_the_others(drawn: tuple[Matrix, int]) -> None:
    likeness, columns = drawn
    found = pair(likeness, FLOOR, columns)
    assert (len(found.rows), len(found.columns)) == (len(likeness), columns)
    for row, values in enumerate(likeness):
        others = [value for column, value in enumerate(values) if column != found.pairs.get(row)]
        best = found.rows[row]
        assert (best.likeness if best else 0) == max(others, default=0)
    holders = {column: row for row, column in found.pairs.items()}
    for column, best in enumerate(found.columns):
        others = [values[column] for row, values in enumerate(likeness) if row != holders.get(column)]
        assert (best.likeness if best else 0) == max(others, default=0)
        assert best is None or best.taken_by == found.pairs.get(best.index)


@pytest.mark.parametrize(
    ("likeness", "columns", "pairs"),
    [
        pytest.param([], 0, {}, id="nothing and nothing"),
        pytest.param([], 3, {}, id="items and no label"),
        pytest.param([[], []], 0, {}, id="labels and no item"),
        pytest.param([[0.9, 0.8], [0.8, 0.1]], 2, {0: 1, 1: 0}, id="two good pairs before one very good one"),
        pytest.param([[0.3]], 1, {0: 0}, id="on the floor is enough"),
        pytest.param([[0.29]], 1, {}, id="under it is not"),
        pytest.param([[0.5, 0.29], [0.29, 0.0]], 2, {0: 0}, id="two pairs under the floor do not undo one above it"),
        pytest.param([[0.5], [0.7], [0.6]], 1, {1: 0}, id="one item for three labels"),
        pytest.param([[0.5, 0.7, 0.6]], 3, {0: 1}, id="three items for one label"),
    ],
)
def test_the_floor_counts_inside_the_assignment(likeness: Matrix, columns: int, pairs: dict[int, int]) -> None:
    assert pair(likeness, FLOOR, columns).pairs == pairs


def test_a_runner_up_says_who_took_it() -> None:
    found = pair([[0.9, 0.4], [0.8, 0.2]], FLOOR, 2)
    assert found.pairs == {0: 1, 1: 0}
    assert found.rows == (RunnerUp(0, 0.9, taken_by=1), RunnerUp(1, 0.2, taken_by=0))
    assert found.columns == (RunnerUp(0, 0.9, taken_by=1), RunnerUp(1, 0.2, taken_by=0))


def test_a_runner_up_that_is_free_was_taken_by_nobody() -> None:
    found = pair([[0.9, 0.6]], FLOOR, 2)
    assert found.rows == (RunnerUp(1, 0.6, taken_by=None),)
    assert found.columns == (None, RunnerUp(0, 0.6, taken_by=0))
