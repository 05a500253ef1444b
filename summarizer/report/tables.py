"""The tables of the report: the rows that every table shows, with what the page draws and names beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.evaluation.comparison import compare_runs
from summarizer.evaluation.cost import CLOCK, costs_of
from summarizer.evaluation.runs import DECISIVE
from summarizer.evaluation.statistics import FEWEST_ARTICLES, Verdict
from summarizer.evaluation.table import rows_of
from summarizer.report.picture import draw
from summarizer.scoring.verdicts import Counts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.evaluation.comparison import Measure
    from summarizer.evaluation.cost import CostRow
    from summarizer.evaluation.runs import Run
    from summarizer.evaluation.statistics import Difference, Estimate
    from summarizer.evaluation.table import Cell, Row
    from summarizer.report.picture import Picture

__all__ = ["Bar", "Change", "Compared", "FieldRow", "Measured", "Names", "RunHead", "Shown", "Tables", "tables_of"]

_SIGNS = {Verdict.BETTER: "▲", Verdict.WORSE: "▼", Verdict.CANNOT_TELL: "≈", Verdict.TOO_FEW: "·"}
_MOST_NAMES = 12


@dataclass(frozen=True, slots=True)
class Bar:
    """A level and the ends of its interval, as places on a bar 100 wide."""

    at: str
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Change:
    """A difference from the first run.

    Attributes:
        number: with its sign.
        interval: at 95 %, in brackets.
        word: what it lets one say.
        sign: the same as one character.
        kind: the same as the name of a class.
        detectable: the smallest difference that would have shown; "" where nothing varies.
    """

    number: str
    interval: str
    word: str
    sign: str
    kind: str
    detectable: str


@dataclass(frozen=True, slots=True)
class Names:
    """The first errors of a headline by name, and how many there are beside those."""

    first: tuple[str, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """One measure of one run, as the page shows it.

    Attributes:
        cell: what was measured.
        bar: None where there is no level.
        change: None for the first run, and where there is no level.
        names: of a headline's errors.
        bad: whether it counts errors, and there are some.
    """

    cell: Cell
    bar: Bar | None
    change: Change | None
    names: Names = Names()
    bad: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """One measure of all runs, in their order, each compared with the first; and what to know of it."""

    name: str
    cells: tuple[Shown, ...]
    note: str
    part: bool


@dataclass(frozen=True, slots=True)
class Measured:
    """Precision and recall as text, dashes where there is nothing to judge; F1; and all counts in words."""

    precision: str
    recall: str
    f1: Cell
    counted: str


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A section or, if `of` is not "", one of its parts or fields, in all runs."""

    name: str
    of: str
    cells: tuple[Measured, ...]


@dataclass(frozen=True, slots=True)
class RunHead:
    """A run: its name, what made it, and from how many articles and briefs."""

    name: str
    models: str
    articles: int
    briefs: int


@dataclass(frozen=True, slots=True)
class Tables:
    """All that the page shows above the articles.

    Attributes:
        runs: in the order of all cells.
        articles: how many any run has.
        overall: the row that decides.
        sections: F1 by section and its parts.
        headlines: shares.
        fields: precision, recall and F1 by section and field.
        costs: what the runs took.
        clock: what to know of their seconds.
        yardstick: the name of the run that costs are set against, "" for none.
        picture: quality against cost; None of a single run.
    """

    runs: tuple[RunHead, ...]
    articles: int
    overall: Compared
    sections: tuple[Compared, ...]
    headlines: tuple[Compared, ...]
    fields: tuple[FieldRow, ...]
    costs: tuple[CostRow, ...]
    clock: str
    yardstick: str
    picture: Picture | None


def tables_of(runs: Sequence[Run], yardstick: Run | None = None) -> Tables:
    """Work out all figures.

    Args:
        runs: the first is what the others are compared with.
        yardstick: the run that the others' costs are set against, if there is one.
    """
    (overall,) = rows_of(runs, ("overall",))
    sections = rows_of(runs, ("section", "part"))
    return Tables(
        runs=tuple(_head(run) for run in runs),
        articles=len({name for run in runs for name in run.articles}),
        overall=_compared(runs, overall),
        sections=tuple(_compared(runs, row) for row in sections),
        headlines=tuple(_compared(runs, row) for row in rows_of(runs, ("headline",))),
        fields=tuple(_field_rows(sections, rows_of(runs, ("field",)))),
        costs=tuple(costs_of(runs, yardstick)),
        clock=CLOCK,
        yardstick=yardstick.name if yardstick is not None and len(runs) > 1 else "",
        picture=draw(runs, overall) if len(runs) > 1 else None,
    )


def _head(run: Run) -> RunHead:
    made = sorted({result.brief.provenance.model for result in run.results})
    return RunHead(run.name, ", ".join(made), len(run.articles), len(run.results))


def _compared(runs: Sequence[Run], row: Row) -> Compared:
    measure = row.measure
    cells = tuple(_shown(runs, number, measure, cell) for number, cell in enumerate(row.cells))
    return Compared(measure.name, cells, _note(measure), measure.kind == "part")


def _note(measure: Measure) -> str:
    if measure.kind == "headline":
        return "fewer is better" if measure.less_is_better else ""
    if measure.name == "chrome":
        return "counted in characters"
    return "" if measure.kind != "section" or measure.name in DECISIVE else "not in overall"


def _shown(runs: Sequence[Run], number: int, measure: Measure, cell: Cell) -> Shown:
    if cell.level is None:
        return Shown(cell, None, None)
    change = _change(compare_runs(runs[number], runs[0], measure), measure) if number else None
    headline = cell.headline
    if headline is None:
        return Shown(cell, _bar(cell.level), change)
    names = Names(headline.names[:_MOST_NAMES], max(0, len(headline.names) - _MOST_NAMES))
    wrong = headline.hits if measure.less_is_better else headline.total - headline.hits
    return Shown(cell, _bar(cell.level), change, names if wrong else Names(), measure.less_is_better and wrong > 0)


def _bar(level: Estimate) -> Bar:
    """A level; of too few articles without an interval."""
    few = level.articles < FEWEST_ARTICLES
    low, high = (level.value, level.value) if few else (level.low, level.high)
    return Bar(f"{level.value * 100:.1f}", f"{low * 100:.1f}", f"{high * 100:.1f}")


def _change(difference: Difference, measure: Measure) -> Change:
    # A comparison turns errors round, so that more is better; the page shows the change of the number itself.
    low, high = difference.low, difference.high
    value = -difference.value if measure.less_is_better else difference.value
    low, high = (-high, -low) if measure.less_is_better else (low, high)
    verdict = difference.verdict
    few = verdict is Verdict.TOO_FEW
    return Change(
        number=_signed(value),
        interval="" if few else f"[{_signed(low)}, {_signed(high)}]",
        word=verdict.value,
        sign=_SIGNS[verdict],
        kind=verdict.name.lower().replace("_", "-"),
        detectable="" if few or difference.detectable is None else f"{difference.detectable:.2f}",
    )


def _signed(value: float) -> str:
    text = f"{abs(value):.2f}"
    if not float(text):
        return text
    return f"+{text}" if value > 0 else f"\N{MINUS SIGN}{text}"


def _field_rows(sections: Sequence[Row], fields: Sequence[Row]) -> list[FieldRow]:
    """The sections, each with its parts and then its fields."""
    rows = []
    for name in dict.fromkeys(row.measure.section for row in sections):
        rows += [_field_row(row, "") for row in sections if row.measure.name == name]
        rows += [
            _field_row(row, name) for row in (*sections, *fields) if name == row.measure.section != row.measure.name
        ]
    return rows


def _field_row(row: Row, of: str) -> FieldRow:
    return FieldRow(row.measure.name.removeprefix(f"{of}."), of, tuple(_measured(cell) for cell in row.cells))


def _measured(cell: Cell) -> Measured:
    counts = cell.counts
    if not cell.asked or counts is None or counts == Counts():
        return Measured("–", "–", cell, "nothing to find, nothing given" if cell.asked else "not asked for")
    counted = f"{counts.true:,} right, {counts.false:,} too many, {counts.missed:,} missed"
    return Measured(f"{counts.precision:.2f}", f"{counts.recall:.2f}", cell, counted)
