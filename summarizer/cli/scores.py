"""The command that scores briefs against gold."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from summarizer.cli.options import ARTICLES, GOLD, articles_of
from summarizer.cli.output import emit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.evaluation.runs import Run

__all__ = ["score"]


@click.command(short_help="Score briefs against gold.")
@click.argument("runs", nargs=-1, required=True, type=click.Path(path_type=Path))
@GOLD
@ARTICLES
@click.option("--fields", is_flag=True, help="Every field too.")
@click.option("--explain", is_flag=True, help="Every wrong item and field, and why it is thought wrong.")
@click.option("--yardstick", metavar="NAME", help="The run that costs are set against; by default the last of several.")
@click.option("--report", type=click.Path(path_type=Path), metavar="FOLDER", help="Write an HTML page there.")
def score(
    *,
    runs: tuple[Path, ...],
    gold: Path,
    articles: Path | None,
    fields: bool,
    explain: bool,
    yardstick: str | None,
    report: Path | None,
) -> None:
    """Score RUNS side by side: output folders of batches, or files of briefs, one brief on a line."""
    from summarizer.evaluation.runs import read_gold_set, read_run
    from summarizer.evaluation.table import explain_run
    from summarizer.terminal import one_line, say, shown_path

    labelled = read_gold_set(gold, articles_of(gold, articles))
    read = [read_run(path, labelled) for path in runs]
    if explain:
        emit("".join(f"{one_line(line)}\n" for run in read for line in explain_run(run)))
    standard = _yardstick(read, yardstick)
    emit(_tables(read, standard, fields=fields))
    if report is not None:
        from summarizer.report.page import write_report

        say(f"the report is {shown_path(write_report(read, report, standard))}")


def _tables(runs: Sequence[Run], yardstick: Run | None, *, fields: bool) -> str:
    from summarizer.evaluation.cost import CLOCK
    from summarizer.evaluation.table import LEVELS, differences, tables_as_text
    from summarizer.terminal import columns, printable

    tables = tables_as_text(runs, (*LEVELS, "field") if fields else LEVELS, yardstick)
    said = [f"{printable(line)}\n" for line in (CLOCK, *differences(runs))]
    return "\n".join([*(columns(table.header, table.lines) for table in tables), "".join(said)])


def _yardstick(runs: Sequence[Run], name: str | None) -> Run | None:
    """The run that is named, else the last of several."""
    if name is None:
        return runs[-1] if len(runs) > 1 else None
    for run in runs:
        if run.name == name:
            return run
    message = f"no run is called {name}; there are {', '.join(run.name for run in runs)}"
    raise click.BadParameter(message, param_hint="--yardstick")
