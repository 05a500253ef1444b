"""Which item of a brief is meant by which label: the best pairing, one to one, by an optimal assignment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

__all__ = ["Pairing", "RunnerUp", "pair"]


@dataclass(frozen=True, slots=True)
class RunnerUp:
    """What an item would have been paired with next.

    Attributes:
        index: of the item on the other side.
        likeness: how alike the two are, 0 to 1.
        taken_by: index, on this side, of the item that it is paired with instead; None if it is free.
    """

    index: int
    likeness: float
    taken_by: int | None


@dataclass(frozen=True, slots=True)
class Pairing:
    """The pairs, and what would have come next for each item.

    Attributes:
        pairs: for each label (row) that has one, the index of its item (column).
        rows: the runner-up of each label, or None where nothing is alike at all.
        columns: the runner-up of each item.
    """

    pairs: dict[int, int]
    rows: tuple[RunnerUp | None, ...]
    columns: tuple[RunnerUp | None, ...]


def pair(likeness: Sequence[Sequence[float]], floor: float, columns: int, *, last: Collection[int] = ()) -> Pairing:
    """Pair rows with columns so that the sum of likenesses is the largest that can be had.

    The floor counts inside the assignment: a pair below it is worth nothing there, so that it can neither be
    chosen nor keep others apart.

    Args:
        likeness: a row for each label, in it a number from 0 to 1 for each item.
        floor: what a pair must reach.
        columns: how many items there are; a matrix without rows does not say.
        last: rows that are paired by themselves, with the columns that the other rows leave over.
    """
    pairs = _assign(likeness, floor, [row for row in range(len(likeness)) if row not in last], range(columns))
    left = [column for column in range(columns) if column not in {*pairs.values()}]
    pairs |= _assign(likeness, floor, last, left)
    holders = {column: row for row, column in pairs.items()}
    turned = [[row[column] for row in likeness] for column in range(columns)]
    return Pairing(
        pairs=pairs,
        rows=tuple(_runner_up(row, pairs.get(index), holders) for index, row in enumerate(likeness)),
        columns=tuple(_runner_up(column, holders.get(index), pairs) for index, column in enumerate(turned)),
    )


def _assign(
    likeness: Sequence[Sequence[float]], floor: float, rows: Collection[int], columns: Sequence[int]
) -> dict[int, int]:
    cells = {
        row: [likeness[row][column] if likeness[row][column] >= floor else 0.0 for column in columns] for row in rows
    }
    worth = {row: values for row, values in cells.items() if any(values)}
    if not worth:
        return {}
    if all(sum(map(bool, values)) == 1 for values in worth.values()):
        chosen = {row: columns[values.index(max(values))] for row, values in worth.items()}
        if len(set(chosen.values())) == len(worth):
            return chosen
    # Imported here: it takes longer to load than most briefs to score.
    from scipy.optimize import linear_sum_assignment

    names = list(worth)
    taken, given = linear_sum_assignment([worth[row] for row in names], maximize=True)
    found = ((names[int(row)], int(column)) for row, column in zip(taken, given, strict=True))
    return {row: columns[column] for row, column in found if worth[row][column]}


def _runner_up(values: Sequence[float], own: int | None, holders: dict[int, int]) -> RunnerUp | None:
    best = max((index for index in range(len(values)) if index != own), key=values.__getitem__, default=None)
    if best is None or not values[best]:
        return None
    return RunnerUp(best, values[best], holders.get(best))
