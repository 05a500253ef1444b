"""The tables that a person can take in at a glance: runs side by side, their quality with its intervals, their cost.

The rows hold what was measured, and each of their cells says it in words; a terminal, a README and the report's page
show the same rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.evaluation.comparison import OVERALL, compare_runs, estimate_run, measures_of
from summarizer.evaluation.cost import costs_of
from summarizer.evaluation.runs import merge
from summarizer.evaluation.statistics import FEWEST_ARTICLES, Verdict
from summarizer.scoring.headlines import ERRORS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from summarizer.evaluation.comparison import Measure
    from summarizer.evaluation.runs import Pooled, Run
    from summarizer.evaluation.statistics import Difference, Estimate
    from summarizer.scoring.verdicts import Counts, Headline

__all__ = [
    "LEVELS",
    "Cell",
    "Line",
    "Row",
    "Table",
    "differences",
    "explain_run",
    "headline_rows",
    "markdown_table",
    "rows_of",
    "section_rows",
    "tables_as_text",
]

Line = tuple[str, ...]
"""A row as text: what is measured, then a cell for each run."""

LEVELS = ("overall", "section", "part")
"""The kinds of measures whose F1 is always shown."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One measure of one run.

    Attributes:
        level: None where there was nothing to find and nothing was given, or where it was not asked for.
        asked: whether it was asked for.
        counts: what an F1 is counted from.
        headline: what a share is counted from.
    """

    level: Estimate | None
    asked: bool = True
    counts: Counts | None = None
    headline: Headline | None = None

    @property
    def number(self) -> str:
        """The level: an F1 as "0.90", a share as "90 %"."""
        if self.level is None:
            return "" if self.asked else "not asked"
        return f"{self.level.value:.2f}" if self.headline is None else f"{_percent(self.level.value)} %"

    @property
    def interval(self) -> str:
        """The interval at 95 %, "[0.83, 0.97]" or "[83, 97]"; "" where there are too few articles for one."""
        if self.level is None or self.level.articles < FEWEST_ARTICLES:
            return ""
        low, high = self.level.low, self.level.high
        return f"[{low:.2f}, {high:.2f}]" if self.headline is None else f"[{_percent(low)}, {_percent(high)}]"

    @property
    def tally(self) -> str:
        """Of a share, "62 of 69"."""
        if self.headline is None or not self.asked:
            return ""
        return f"{self.headline.hits:,} of {self.headline.total:,}"

    @property
    def text(self) -> str:
        """All of it, on one line."""
        level = " ".join(filter(None, (self.number, self.interval)))
        return ", ".join(filter(None, (self.tally, level))) or "–"


def _percent(share: float) -> str:
    """A share in whole percents; with one decimal where it would else look like none or all."""
    whole = f"{100 * share:.0f}"
    return f"{100 * share:.1f}" if whole in {"0", "100"} and share not in {0.0, 1.0} else whole


@dataclass(frozen=True, slots=True)
class Row:
    """One measure of all runs, in their order."""

    measure: Measure
    cells: tuple[Cell, ...]

    @property
    def line(self) -> Line:
        """The row as text."""
        return (self.measure.name, *(cell.text for cell in self.cells))


@dataclass(frozen=True, slots=True)
class Table:
    """A table as text."""

    header: Line
    lines: tuple[Line, ...]


def rows_of(runs: Sequence[Run], kinds: Collection[str]) -> list[Row]:
    """All measures of these kinds that one of the runs has, in the order in which they are shown."""
    pooled = [merge(run.pooled.values()) for run in runs]
    measures = {measure.name: measure for run in runs for measure in measures_of(run) if measure.kind in kinds}
    return [
        Row(measure, tuple(_cell(run, one, measure) for run, one in zip(runs, pooled, strict=True)))
        for measure in measures.values()
    ]


def _cell(run: Run, pooled: Pooled, measure: Measure) -> Cell:
    headline = pooled.headlines.get(measure.name) if measure.kind == "headline" else None
    if {measure.name, measure.section} & run.not_asked:
        return Cell(None, asked=False, headline=headline)
    level = estimate_run(run, measure) if measure.trials(pooled) else None
    return Cell(level, counts=_counts(pooled, measure), headline=headline)


def _counts(pooled: Pooled, measure: Measure) -> Counts | None:
    if measure.kind == "field":
        return pooled.fields.get((measure.section, measure.name.removeprefix(f"{measure.section}.")))
    return {**pooled.sections, **pooled.parts}.get(measure.name)


def tables_as_text(
    runs: Sequence[Run], kinds: Collection[str] = LEVELS, yardstick: Run | None = None
) -> tuple[Table, ...]:
    """What `summarizer score`, pytest and the READMEs show: F1 (of one run in detail), then quality and cost.

    Args:
        runs: at least one.
        kinds: those of `Measure` whose F1 is shown.
        yardstick: the run that the others' costs are set against, if there is one.
    """
    names = tuple(run.name for run in runs)
    fewest = min(len(run.articles) for run in runs)
    few = f"F1; under {FEWEST_ARTICLES} articles there are no intervals"
    head = few if fewest < FEWEST_ARTICLES else "F1, with 95 % intervals"
    if len(runs) == 1:
        levels = Table((head, *names, "precision", "recall", "right", "wrong", "missed"), tuple(_details(runs, kinds)))
    else:
        levels = Table((head, *names), tuple(section_rows(runs, kinds)))
    overall = [row.line for row in rows_of(runs, ("overall",))]
    costs = [(row.name, *(cell.text for cell in row.cells)) for row in costs_of(runs, yardstick)]
    against = f"; × is of {yardstick.name}" if yardstick is not None and len(runs) > 1 else ""
    return levels, Table((f"quality and cost{against}", *names), (*overall, *costs, *headline_rows(runs)))


def section_rows(runs: Sequence[Run], kinds: Collection[str] = LEVELS) -> Iterator[Line]:
    """F1 of each run as a whole, by section and, if asked for, by field, with intervals at 95 %."""
    return (row.line for row in rows_of(runs, kinds))


def headline_rows(runs: Sequence[Run]) -> Iterator[Line]:
    """The headline numbers: so many of so many, their share, and its interval."""
    return (row.line for row in rows_of(runs, ("headline",)))


def _details(runs: Sequence[Run], kinds: Collection[str]) -> Iterator[Line]:
    """One run: F1 with its interval, precision, recall, and what they are counted from."""
    for row in rows_of(runs, kinds):
        counts = row.cells[0].counts
        if counts is None:
            yield (*row.line, *[""] * 5)
            continue
        numbers = (f"{number:,}" for number in (counts.true, counts.false, counts.missed))
        yield (*row.line, f"{counts.precision:.2f}", f"{counts.recall:.2f}", *numbers)


def differences(runs: Sequence[Run]) -> Iterator[str]:
    """Each run against the first one, in a sentence."""
    for run in runs[1:]:
        overall = next(measure for measure in measures_of(runs[0]) if measure.name == OVERALL)
        yield _in_words(run.name, runs[0].name, compare_runs(run, runs[0], overall))
        for one, other in ((run, runs[0]), (runs[0], run)):
            lacking = sorted(other.articles.keys() - one.articles.keys())
            if lacking:
                yield f"{one.name} has no brief of {', '.join(lacking)}: left out of the comparison"


def _in_words(one: str, other: str, found: Difference) -> str:
    if found.verdict is Verdict.TOO_FEW:
        return (
            f"{one} against {other}: {found.value:+.3f} over {found.articles} articles; "
            f"under {FEWEST_ARTICLES} there is no verdict"
        )
    verdict = {
        Verdict.BETTER: f"{one} is better than {other}",
        Verdict.WORSE: f"{one} is worse than {other}",
        Verdict.CANNOT_TELL: f"can't tell {one} from {other}",
    }[found.verdict]
    shown = f"{verdict}: {found.value:+.3f} [{found.low:+.3f}, {found.high:+.3f}]"
    ways = "the same articles" if found.paired else "different articles"
    if found.detectable is None:
        return f"{shown}, {ways}; no article differs from another in it"
    return f"{shown}, {ways}; this set could show a difference of {found.detectable:.3f}"


def markdown_table(header: Line, rows: Sequence[Line]) -> str:
    """A table in Markdown, its columns as wide as they need to be."""
    widths = [max(len(row[index]) for row in (header, *rows)) for index in range(len(header))]
    lines = [[cell.ljust(width) for cell, width in zip(row, widths, strict=True)] for row in (header, *rows)]
    lines.insert(1, ["-" * width for width in widths])
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def explain_run(run: Run, *, errors_only: bool = True) -> Iterator[str]:
    """Every verdict in words: which label, which item, which fields, the runner-up and why it lost."""
    for result in run.results:
        yield f"{result.score.article}"
        for section in result.score.sections.values():
            for verdict in section.verdicts:
                wrong = [judged for judged in verdict.fields if judged.counts.false or judged.counts.missed]
                if errors_only and verdict.outcome in {"found", "excused"} and not wrong and not verdict.trap:
                    continue
                what = verdict.wanted if verdict.outcome != "invented" else verdict.given
                yield f"  {section.name}, {verdict.outcome}: {what}"
                if verdict.given and verdict.outcome != "invented":
                    yield f"      the brief: {verdict.given} ({verdict.likeness:.2f})"
                yield f"      {verdict.why}"
                if verdict.trap:
                    yield f"      a trap: {verdict.trap}"
                for judged in wrong:
                    yield f"      {judged.name} {judged.outcome}: {judged.given or 'nothing'}; right: {judged.wanted}"
        for name, headline in result.score.headlines.items():
            if name in ERRORS - {"invented items"} and headline.names:
                yield f"  {name}: {'; '.join(headline.names)}"
