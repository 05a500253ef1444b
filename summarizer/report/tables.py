"""The figures of the report: levels with their intervals, differences, counts and costs, ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.evaluation.comparison import compare_runs, estimate_run, measures_of
from summarizer.evaluation.runs import DECISIVE, pool
from summarizer.evaluation.statistics import FEWEST_ARTICLES, Verdict
from summarizer.scoring.score import SECTIONS
from summarizer.scoring.verdicts import Counts, Headline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.evaluation.comparison import Measure
    from summarizer.evaluation.runs import Pooled, Result, Run
    from summarizer.evaluation.statistics import Difference, Estimate
    from summarizer.schemas.brief import Provenance

__all__ = ["Cell", "Change", "Cost", "FieldRow", "Level", "Measured", "Row", "RunHead", "Tables", "tables_of"]

_SIGNS = {Verdict.BETTER: "▲", Verdict.WORSE: "▼", Verdict.CANNOT_TELL: "≈", Verdict.TOO_FEW: "·"}
_MOST_NAMES = 12


@dataclass(frozen=True, slots=True)
class Level:
    """A level and its interval, as text and as places on a bar 100 wide."""

    number: str
    interval: str
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
class Cell:
    """One measure of one run.

    Attributes:
        level: None where there was nothing to find and nothing was given.
        change: None for the first run, and where there is no level.
        tally: for a headline, "3 of 40".
        names: for a headline, the first of its errors.
        more: how many errors there are beside those.
        bad: whether there are errors to be named.
    """

    level: Level | None
    change: Change | None
    tally: str = ""
    names: tuple[str, ...] = ()
    more: int = 0
    bad: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One measure of all runs.

    Attributes:
        name: of the measure.
        cells: in the order of the runs.
        note: what to know of it, in a few words.
    """

    name: str
    cells: tuple[Cell, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """Precision, recall and F1 as text; dashes where there was nothing to find and nothing was given."""

    precision: str
    recall: str
    f1: str
    counted: str


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A section or, if `of` is not "", one of its fields, in all runs."""

    name: str
    of: str
    cells: tuple[Measured, ...]


@dataclass(frozen=True, slots=True)
class Cost:
    """What a brief took on average."""

    output: str
    input: str
    calls: str
    seconds: str
    dollars: str


@dataclass(frozen=True, slots=True)
class RunHead:
    """A run: its name, what made it, from how many articles and briefs, its level and its cost."""

    name: str
    models: str
    articles: int
    briefs: int
    overall: Cell
    cost: Cost


@dataclass(frozen=True, slots=True)
class Tables:
    """All that the page shows above the articles."""

    runs: tuple[RunHead, ...]
    articles: int
    sections: tuple[Row, ...]
    headlines: tuple[Row, ...]
    fields: tuple[FieldRow, ...]


def tables_of(runs: Sequence[Run]) -> Tables:
    """Work out all figures; the first run is what the others are compared with."""
    pooled = [pool(score for scores in run.articles.values() for score in scores) for run in runs]
    measures = measures_of(runs[0])
    overall = next(measure for measure in measures if measure.kind == "overall")
    tops = [_cell(runs, number, overall, pooled[number]) for number in range(len(runs))]
    return Tables(
        runs=tuple(_head(run, top) for run, top in zip(runs, tops, strict=True)),
        articles=len({name for run in runs for name in run.articles}),
        sections=tuple(_row(runs, pooled, measure) for measure in measures if measure.kind == "section"),
        headlines=tuple(_row(runs, pooled, measure) for measure in measures if measure.kind == "headline"),
        fields=tuple(_field_rows(pooled)),
    )


def _head(run: Run, overall: Cell) -> RunHead:
    made = sorted({result.brief.provenance.model for result in run.results})
    return RunHead(run.name, ", ".join(made), len(run.articles), len(run.results), overall, _cost(run.results))


def _cost(results: Sequence[Result]) -> Cost:
    made = [result.brief.provenance for result in results]
    prices = [one.cost for one in made if one.cost is not None]
    return Cost(
        output=_mean([one.tokens.output for one in made]),
        input=_mean([one.tokens.input for one in made]),
        calls=_mean([_calls(one) for one in made], 1),
        seconds=_mean([one.seconds for one in made], 1),
        dollars=f"{sum(prices) / len(prices):.4f}" if prices and len(prices) == len(made) else "–",
    )


def _calls(made: Provenance) -> int:
    return made.calls + made.reasks


def _mean(values: Sequence[float], places: int = 0) -> str:
    return f"{sum(values) / len(values):,.{places}f}" if values else "–"


def _row(runs: Sequence[Run], pooled: Sequence[Pooled], measure: Measure) -> Row:
    cells = tuple(_cell(runs, number, measure, pooled[number]) for number in range(len(runs)))
    return Row(measure.name, cells, _note(measure))


def _note(measure: Measure) -> str:
    if measure.kind == "headline":
        return "fewer is better" if measure.less_is_better else ""
    if measure.name == "chrome":
        return "counted in characters"
    return "" if measure.name in DECISIVE else "not in overall"


def _cell(runs: Sequence[Run], number: int, measure: Measure, pooled: Pooled) -> Cell:
    headline = pooled.headlines[measure.name] if measure.kind == "headline" else None
    level = change = None
    if measure.trials(pooled):
        level = _level(estimate_run(runs[number], measure))
        change = _change(compare_runs(runs[number], runs[0], measure), measure) if number else None
    if headline is None:
        return Cell(level, change)
    return _of_headline(headline, level, change, less_is_better=measure.less_is_better)


def _of_headline(headline: Headline, level: Level | None, change: Change | None, *, less_is_better: bool) -> Cell:
    return Cell(
        level=level,
        change=change,
        tally=f"{headline.hits:,} of {headline.total:,}" if headline.total else "none of none",
        names=headline.names[:_MOST_NAMES],
        more=max(0, len(headline.names) - _MOST_NAMES),
        bad=bool(headline.hits) if less_is_better else headline.hits < headline.total,
    )


def _level(estimate: Estimate) -> Level:
    """A level; of too few articles without an interval."""
    few = estimate.articles < FEWEST_ARTICLES
    low, high = (estimate.value, estimate.value) if few else (estimate.low, estimate.high)
    return Level(
        number=f"{estimate.value:.2f}",
        interval="" if few else f"[{low:.2f}, {high:.2f}]",
        at=f"{estimate.value * 100:.1f}",
        low=f"{low * 100:.1f}",
        high=f"{high * 100:.1f}",
    )


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


def _field_rows(pooled: Sequence[Pooled]) -> list[FieldRow]:
    names = dict.fromkeys(key for one in pooled for key in one.fields)
    rows = []
    for section in SECTIONS:
        rows.append(FieldRow(section, "", tuple(_measured(one.sections[section]) for one in pooled)))
        rows += [
            FieldRow(name, of, tuple(_measured(one.fields.get((of, name), Counts())) for one in pooled))
            for of, name in names
            if of == section
        ]
    return rows


def _measured(counts: Counts) -> Measured:
    if counts == Counts():
        return Measured("–", "–", "–", "nothing to find, nothing given")
    counted = f"{counts.true:,} right, {counts.false:,} too many, {counts.missed:,} missed"
    return Measured(f"{counts.precision:.2f}", f"{counts.recall:.2f}", f"{counts.f1:.2f}", counted)
