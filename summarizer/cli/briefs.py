"""The commands that make briefs: of one article, or of many."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from summarizer.cli.options import CONCURRENCY, KEYS, load, settings_flags
from summarizer.cli.output import FAILED, INTERRUPTED, SOME_FAILED, emit, fail
from summarizer.errors import ArticleError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractAsyncContextManager

    from summarizer.article import Article
    from summarizer.batch import Briefer, FinishedBrief, Item, OutputFolder
    from summarizer.settings import Settings

    BrieferFactory = Callable[[Settings], AbstractAsyncContextManager[Briefer]]

__all__ = ["batch", "brief"]


def _summarizer(settings: Settings) -> AbstractAsyncContextManager[Briefer]:
    from summarizer.settings import require_model

    require_model(settings)
    from summarizer.pipeline import Summarizer

    return Summarizer(settings)


@click.command(epilog=KEYS, short_help="Print the brief of one article.")
@click.argument("article")
@click.option(
    "--format",
    "output",
    type=click.Choice(["markdown", "json"]),
    default="markdown",
    show_default=True,
    help="What to print: for people, or for programs.",
)
@settings_flags
@click.pass_obj
def brief(factory: BrieferFactory | None, /, article: str, output: str, config: Path | None, **flags: object) -> None:
    """Print the brief of one ARTICLE: a file, or "-" for standard input."""
    import asyncio

    from summarizer.terminal import escape_json, printable

    settings = load(config, flags)
    service = (factory or _summarizer)(settings)
    result = asyncio.run(_one_brief(service, _one_article(article, settings)))
    if output == "json":
        emit(f"{escape_json(result.model_dump_json())}\n")
    else:
        emit(f"{printable(result.to_markdown()).rstrip()}\n")


def _one_article(argument: str, settings: Settings) -> Article:
    from summarizer.article import find_sources, read_article

    found = find_sources([argument])
    if len(found) > 1:
        message = f"{argument} is {len(found)} articles: `summarizer batch` is for several"
        raise click.UsageError(message, click.get_current_context())
    if isinstance(found[0], ArticleError):
        raise found[0]
    return read_article(found[0], limit_bytes=settings.max_bytes)


async def _one_brief(service: AbstractAsyncContextManager[Briefer], article: Article) -> FinishedBrief:
    async with service as briefer:
        return await briefer.brief(article)


@click.command(epilog=KEYS, short_help="Make briefs of many articles.")
@click.argument("articles", nargs=-1, required=True)
@click.option("--out", required=True, metavar="FOLDER", type=click.Path(path_type=Path), help="For the results.")
@click.option("--markdown", is_flag=True, help="Write one Markdown brief an article too.")
@CONCURRENCY
@settings_flags
@click.pass_obj
def batch(
    factory: BrieferFactory | None,
    /,
    articles: tuple[str, ...],
    out: Path,
    markdown: bool,  # noqa: FBT001 -- as click calls it
    config: Path | None,
    **flags: object,
) -> None:
    """Make briefs of ARTICLES: files, folders, globs, or "-" for standard input.

    FOLDER gets briefs.jsonl, articles.jsonl (id, source and text of each brief's article, line by line) and
    failures.jsonl. Those of an earlier run are overwritten from the start, each line as it is done, so that
    an interrupted run keeps what it has done.
    """
    from summarizer.batch import OutputFolder
    from summarizer.terminal import say, shown_path

    settings = load(config, flags)
    service = (factory or _summarizer)(settings)
    items = _items(articles, settings)
    where = shown_path(out)
    with OutputFolder(out) as folder:
        try:
            _run(service, items, folder, settings, markdown=markdown)
        except KeyboardInterrupt:
            fail(f"interrupted: {folder.done} of {len(items)} briefs are done, in {where}", INTERRUPTED)
    failures = f", {folder.failed} failed: see {where}/failures.jsonl" if folder.failed else ""
    say(f"{folder.done} of {len(items)} briefs in {where}{failures}")
    if folder.failed:
        sys.exit(SOME_FAILED if folder.done else FAILED)


def _items(arguments: Sequence[str], settings: Settings) -> list[Item]:
    from summarizer.article import find_sources, read_article

    items: list[Item] = []
    for found in find_sources(arguments):
        if isinstance(found, ArticleError) or found.path is not None:
            items.append(found)
            continue
        # Read before the event loop starts: inside it, Ctrl-C would wait for the end of the input.
        try:
            items.append(read_article(found, limit_bytes=settings.max_bytes))
        except ArticleError as error:
            items.append(error)
    return items


def _run(
    service: AbstractAsyncContextManager[Briefer],
    items: Sequence[Item],
    folder: OutputFolder,
    settings: Settings,
    *,
    markdown: bool,
) -> None:
    import asyncio

    from summarizer.article import read_article
    from summarizer.batch import run_batch
    from summarizer.terminal import progress

    async def run() -> None:
        async with service as briefer:
            await run_batch(
                items,
                briefer,
                read=lambda source: read_article(source, limit_bytes=settings.max_bytes),
                take=folder.take,
                report=report,
                concurrency=settings.concurrency,
                markdown=markdown,
            )

    with progress(len(items)) as report:
        asyncio.run(run())
