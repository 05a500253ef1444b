"""Which item of a brief is meant by which label: the best pairing, one to one, by an optimal assignment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

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


def pair(likeness: Sequence[Sequence[float]], floor: float, columns: int) -> Pairing:
    """Pair rows with columns so that the sum of likenesses is the largest that can be had.

    The floor counts inside the assignment: a pair below it is worth nothing there, so that it can neither be
    chosen nor keep others apart.

    Args:
        likeness: a row for each label, in it a number from 0 to 1 for each item.
        floor: what a pair must reach.
        columns: how many items there are; a matrix without rows does not say.
    """
    pairs = _assign(likeness, floor) if columns else {}
    holders = {column: row for row, column in pairs.items()}
    turned = [[row[column] for row in likeness] for column in range(columns)]
    return Pairing(
        pairs=pairs,
        rows=tuple(_runner_up(row, pairs.get(index), holders) for index, row in enumerate(likeness)),
        columns=tuple(_runner_up(column, holders.get(index), pairs) for index, column in enumerate(turned)),
    )


def _assign(likeness: Sequence[Sequence[float]], floor: float) -> dict[int, int]:
    worth = [[value if value >= floor else 0.0 for value in row] for row in likeness]
    rows = [index for index, row in enumerate(worth) if any(row)]
    if not rows:
        return {}
    if all(sum(map(bool, worth[row])) == 1 for row in rows):
        chosen = {row: worth[row].index(max(worth[row])) for row in rows}
        if len(set(chosen.values())) == len(rows):
            return chosen
    # Imported here: it takes longer to load than most briefs to score.
    from scipy.optimize import linear_sum_assignment

    taken, given = linear_sum_assignment([worth[row] for row in rows], maximize=True)
    found = ((rows[int(row)], int(column)) for row, column in zip(taken, given, strict=True))
    return {row: column for row, column in found if worth[row][column]}


def _runner_up(values: Sequence[float], own: int | None, holders: dict[int, int]) -> RunnerUp | None:
    best = max((index for index in range(len(values)) if index != own), key=values.__getitem__, default=None)
    if best is None or not values[best]:
        return None
    return RunnerUp(best, values[best], holders.get(best))
