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
@click.option("--report", type=click.Path(path_type=Path), metavar="FOLDER", help="Write an HTML page there.")
def score(
    *,
    runs: tuple[Path, ...],
    gold: Path,
    articles: Path | None,
    fields: bool,
    explain: bool,
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
    emit(_tables(read, fields=fields))
    if report is not None:
        from summarizer.report.page import write_report

        say(f"the report is {shown_path(write_report(read, report))}")


def _tables(runs: Sequence[Run], *, fields: bool) -> str:
    from summarizer.evaluation import table
    from summarizer.evaluation.statistics import FEWEST_ARTICLES
    from summarizer.terminal import columns, printable

    names = [run.name for run in runs]
    kinds = ("overall", "section", "field") if fields else ("overall", "section")
    fewest = min(len(run.articles) for run in runs)
    few = f"F1; under {FEWEST_ARTICLES} articles there are no intervals"
    head = few if fewest < FEWEST_ARTICLES else "F1, with intervals at 95 %"
    detail = ("precision", "recall", "right", "wrong", "missed")
    blocks = [
        columns((head, *names, *detail), list(table.detail_rows(runs[0], kinds)))
        if len(runs) == 1
        else columns((head, *names), list(table.section_rows(runs, kinds))),
        columns(("headlines", *names), list(table.headline_rows(runs))),
        columns(("cost", *names), list(table.cost_rows(runs))),
    ]
    against = "".join(f"{printable(line)}\n" for line in table.differences(runs))
    return "\n".join([*blocks, against] if against else blocks)
