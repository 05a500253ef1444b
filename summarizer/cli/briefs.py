"""The commands that make briefs: of one article, or of many."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import click

from summarizer.cli.options import KEYS, batch_flags, load, settings_flags
from summarizer.cli.output import FAILED, INTERRUPTED, SOME_FAILED, STOPPED, emit
from summarizer.errors import ArticleError

if TYPE_CHECKING:
    from contextlib import AbstractAsyncContextManager

    from summarizer.article import Article
    from summarizer.batch.job import Result
    from summarizer.settings import Settings

    BrieferFactory = Callable[[Settings], AbstractAsyncContextManager["Briefer"]]

__all__ = ["batch", "brief"]


class FinishedBrief(Protocol):
    """What is printed of a brief."""

    def to_markdown(self) -> str:
        """The brief to be read by people."""
        ...

    def model_dump_json(self) -> str:
        """The brief as JSON, on one line."""
        ...


class Briefer(Protocol):
    """Whatever makes briefs."""

    async def brief(self, article: Article) -> FinishedBrief:
        """Make the brief of one article; raises `SummarizerError` where it cannot."""
        ...


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
    from summarizer.article import read_article
    from summarizer.inputs.walk import find_sources

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
@click.option("--dry-run", is_flag=True, help="Say what would be done, with tokens and cost; do nothing.")
@click.option("--retry-failed", is_flag=True, help="Take only the articles that failed before.")
@click.option("--again", is_flag=True, help="Make every brief anew, of the answers that were kept.")
@click.option("--log-json", is_flag=True, help="Show progress as JSON on standard error, one object a line.")
@batch_flags
@settings_flags
def batch(
    *,
    articles: tuple[str, ...],
    out: Path,
    markdown: bool,
    dry_run: bool,
    retry_failed: bool,
    again: bool,
    log_json: bool,
    config: Path | None,
    **flags: object,
) -> None:
    """Make briefs of ARTICLES: files, folders, globs, or "-" for standard input; a .jsonl file holds one a row.

    FOLDER gets briefs.jsonl, articles.jsonl (the article of each brief, line by line), failures.jsonl and run.json.
    Run it again to go on: only what is missing, has failed or has changed is done, and nothing is paid for twice.
    Ctrl-C finishes what is in flight; a second one stops at once.
    """
    import signal

    from summarizer.batch.job import Job, run_job
    from summarizer.batch.plan import plan_job
    from summarizer.progress import Outlet, ResultFiles, sum_up

    job = Job(
        articles,
        out,
        load(config, flags),
        markdown=markdown,
        only_failed=retry_failed,
        again=again,
        log_json=log_json,
    )
    # Until the run listens for signals itself, the end that is asked for is that of Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if dry_run:
        emit(plan_job(job).to_text())
        return
    result = run_job(job)
    files = ResultFiles(out / "briefs.jsonl", out / "failures.jsonl")
    if not log_json:
        Outlet(sys.stderr).write(sum_up(result.standing, result.warnings, files, result.ending, result.why))
    sys.exit(_status(result))


def _status(result: Result) -> int:
    from summarizer.progress import Ending

    if result.ending is Ending.INTERRUPTED:
        return INTERRUPTED
    if result.ending is Ending.STOPPED:
        return STOPPED
    if result.standing.failed:
        return SOME_FAILED if result.standing.done or result.standing.already else FAILED
    return 0
