"""The commands on gold: labels that briefs are scored against."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from summarizer.cli.options import ARTICLES, GOLD, articles_of
from summarizer.cli.output import FAILED, SOME_FAILED, emit, fail

__all__ = ["gold"]


@click.group()
def gold() -> None:
    """Labels that briefs are scored against."""


@gold.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@GOLD
@ARTICLES
def check(files: tuple[Path, ...], gold: Path, articles: Path | None) -> None:
    """Say what is wrong with gold: all of it, or FILES alone.

    Each quoted text stands in its article, ids lead somewhere, nothing is given twice, and the JSON Schema
    beside the gold is up to date. Exits with 1 if anything is wrong.
    """
    from summarizer.errors import GoldError
    from summarizer.gold.check import find_problems
    from summarizer.gold.files import find_gold, read_article_of, read_gold, schema_problem
    from summarizer.terminal import printable, say

    wrong: list[str] = []
    paths = files or find_gold(gold)
    for path in paths:
        try:
            labels = read_gold(path)
            text = read_article_of(labels, articles_of(path.parent, articles))
            wrong += (f"{path.name}: {problem}" for problem in find_problems(labels, text))
        except GoldError as error:
            wrong.append(str(error))
    if not files:
        wrong += [f"{path.name}: gold files end in .yaml" for path in sorted(gold.glob("*.yml"))]
        wrong += filter(None, [schema_problem(gold)])
    emit("".join(f"{printable(line)}\n" for line in wrong))
    if wrong:
        sys.exit(SOME_FAILED)
    say(f"{len(paths)} gold files: nothing wrong")


@gold.command()
@click.argument("names", nargs=-1, required=True, metavar="ARTICLE...")
@GOLD
@ARTICLES
def new(names: tuple[str, ...], gold: Path, articles: Path | None) -> None:
    """Start the gold of each ARTICLE (its file's name without .txt): every section, empty, to be filled in."""
    from summarizer.gold.files import start_gold
    from summarizer.terminal import say, shown_path

    for name in names:
        say(f"to be filled in: {shown_path(start_gold(name, gold, articles_of(gold, articles)))}")


@gold.command()
@GOLD
def schema(gold: Path) -> None:
    """Write the JSON Schema of gold files beside them, for editors to complete and check by."""
    from summarizer.gold.files import write_schema
    from summarizer.terminal import say, shown_path

    say(f"the schema is {shown_path(write_schema(gold))}")


@gold.command()
@click.argument("one", type=click.Path(path_type=Path))
@click.argument("other", type=click.Path(path_type=Path))
@ARTICLES
@click.option("--explain", is_flag=True, help="Each label that only one of them has, each field that differs.")
def agreement(*, one: Path, other: Path, articles: Path | None, explain: bool) -> None:
    """Say how far two labellers agree: ONE and OTHER are the folders of their files.

    F1 of one against the other, by section: the ceiling against which a model's score can be read.
    """
    from summarizer.evaluation.agreement_table import agreement_rows, compare_folders, explain_agreement
    from summarizer.terminal import columns, one_line

    found = compare_folders(one, other, articles or Path("evals/articles"))
    if not found:
        fail(f"there is no article that both {one} and {other} label", FAILED)
    if explain:
        emit("".join(f"{one_line(line)}\n" for line in explain_agreement(found)))
    emit(columns(("article", *next(iter(found.values())).one_in_other.sections), agreement_rows(found)))


@gold.command()
@click.argument("run", type=click.Path(path_type=Path))
@GOLD
@ARTICLES
@click.option("--who", required=True, metavar="NAME", help="Who decides; written beside each decision.")
@click.option("--article", "names", multiple=True, metavar="NAME", help="Of this one alone; repeatable.")
@click.option("--section", "sections", multiple=True, metavar="NAME", help="This one alone; repeatable.")
def walk(
    run: Path, gold: Path, articles: Path | None, *, who: str, names: tuple[str, ...], sections: tuple[str, ...]
) -> None:
    """Walk through the disagreements between RUN and the gold, and decide each of them.

    RUN is the output folder of a batch, or a file of briefs. For each disagreement the article's text is shown
    around it. Answers: g (the gold is right), m (the model is right), b (both are), s (skip), q (stop).
    What you decide is written into the gold file at once, with your name and your reason; the rest of the file
    stays as it is.
    """
    from summarizer.evaluation.walk import Walk
    from summarizer.terminal import say

    decided = Walk(run, gold, articles_of(gold, articles), who, names=names, sections=sections).go(ask=_ask, show=emit)
    say(f"{decided} decisions written")


def _ask(question: str) -> str:
    """The answer to a question; EOFError at the end of input, and on Ctrl-C, for all that is decided is written."""
    try:
        return str(click.prompt(question, default="", show_default=False))
    except click.Abort:
        raise EOFError from None
