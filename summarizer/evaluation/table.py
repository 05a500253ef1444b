"""The table that a person can take in at a glance: runs side by side, with their intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.evaluation.comparison import OVERALL, compare_runs, estimate_run, measures_of
from summarizer.evaluation.runs import merge
from summarizer.evaluation.statistics import FEWEST_ARTICLES, Verdict
from summarizer.scoring.headlines import ERRORS
from summarizer.settings import EXTRACTIVE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.evaluation.comparison import Measure
    from summarizer.evaluation.runs import Run
    from summarizer.evaluation.statistics import Difference

__all__ = [
    "Row",
    "cost_rows",
    "detail_rows",
    "differences",
    "explain_run",
    "headline_rows",
    "markdown_table",
    "section_rows",
]

Row = tuple[str, ...]
"""A row of a table: what is measured, then a cell for each run."""


def section_rows(runs: Sequence[Run], kinds: Sequence[str] = ("overall", "section")) -> Iterator[Row]:
    """F1 of each run as a whole, by section and, if asked for, by field, with intervals at 95 %."""
    for measure in measures_of(runs[0]):
        if measure.kind in kinds:
            yield (measure.name, *(_with_interval(run, measure) for run in runs))


def _with_interval(run: Run, measure: Measure) -> str:
    level = estimate_run(run, measure)
    if not level.articles:
        return "–"
    if level.articles < FEWEST_ARTICLES:
        return f"{level.value:.2f}"
    return f"{level.value:.2f} [{level.low:.2f}, {level.high:.2f}]"


def detail_rows(run: Run, kinds: Sequence[str]) -> Iterator[Row]:
    """One run in detail: F1 with its interval, precision, recall, and what they are counted from."""
    pooled = merge(run.pooled.values())
    fields = {f"{section}.{field}": counts for (section, field), counts in pooled.fields.items()}
    known = {**pooled.sections, **fields}
    for measure in measures_of(run):
        if measure.kind not in kinds:
            continue
        counts = known.get(measure.name)
        cells = ("",) * 5
        if counts is not None:
            cells = (
                f"{counts.precision:.2f}",
                f"{counts.recall:.2f}",
                f"{counts.true:,}",
                f"{counts.false:,}",
                f"{counts.missed:,}",
            )
        yield (measure.name, _with_interval(run, measure), *cells)


def headline_rows(runs: Sequence[Run]) -> Iterator[Row]:
    """The headline numbers, as so many of so many."""
    pooled = [merge(run.pooled.values()) for run in runs]
    for name in pooled[0].headlines:
        found = [one.headlines[name] for one in pooled]
        yield (name, *(f"{one.hits} of {one.total}" for one in found))


def cost_rows(runs: Sequence[Run]) -> Iterator[Row]:
    """What the runs took: calls, tokens and seconds, all articles together."""
    made = [[result.brief.provenance for result in run.results] for run in runs]
    yield ("articles", *(f"{len(run.articles)}" for run in runs))
    asked = [[one for one in some if one.backend != EXTRACTIVE] for some in made]
    yield ("calls", *(f"{sum(one.calls + one.reasks for one in some):,}" for some in asked))
    yield ("tokens in", *(f"{sum(one.tokens.input for one in some):,}" for some in made))
    yield ("of these cached", *(f"{sum(one.tokens.cached for one in some):,}" for some in made))
    yield ("tokens out", *(f"{sum(one.tokens.output for one in some):,}" for some in made))


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


def markdown_table(header: Row, rows: Sequence[Row]) -> str:
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
