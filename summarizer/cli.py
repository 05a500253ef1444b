"""The command line: arguments in, results on standard output, all else on standard error, an exit status.

What commands need is imported as they run: `--help` must not pay for it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TextIO, TypeVar

import click

from summarizer.errors import ArticleError, OutputError, SettingsError, SummarizerError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from contextlib import AbstractAsyncContextManager

    from summarizer.article import Article
    from summarizer.batch import Briefer, FinishedBrief, Item, OutputFolder
    from summarizer.settings import Settings

    BrieferFactory = Callable[[Settings], AbstractAsyncContextManager[Briefer]]

__all__ = ["cli"]

SOME_FAILED = 1
USAGE = 2
FAILED = 3
UNWRITABLE = 4
INTERRUPTED = 130
BROKEN_PIPE = 141

_KINDS = ("news",)
_STATUSES = """\
\b
Exit status:
  0    all done
  1    some articles of a batch failed: failures.jsonl says why
  2    the command line or a setting cannot be used
  3    the article failed, or all of a batch
  4    results could not be written
  130  interrupted; what was done is kept
  141  whoever read the results stopped reading
"""
_KEYS = """\
A key is taken from OPENAI_API_KEY, from SUMMARIZER_API_KEY or from api_key in summarizer.toml; never from the
command line, where other users of the machine could read it. `summarizer settings` shows what is in force.
"""

FunctionT = TypeVar("FunctionT", bound=Callable[..., object])


class _Commands(click.Group):
    """Turns what goes wrong in any command into one line and an exit status."""

    def invoke(self, ctx: click.Context) -> object:
        with _one_line_errors():
            return super().invoke(ctx)


@contextmanager
def _one_line_errors() -> Iterator[None]:
    try:
        yield
    except SettingsError as error:
        _fail(error, USAGE)
    except OutputError as error:
        _fail(error, UNWRITABLE)
    except SummarizerError as error:
        _fail(error, FAILED)
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "summarizer"
        _fail(f"{error.format_message()} (see `{command} --help`)", USAGE)
    except KeyboardInterrupt:
        _fail("interrupted", INTERRUPTED)
    except BrokenPipeError:
        _discard(sys.stdout, sys.stderr)
        sys.exit(BROKEN_PIPE)


def _fail(error: object, status: int) -> NoReturn:
    from summarizer.terminal import complain

    with suppress(BrokenPipeError):
        complain(str(error))
    sys.exit(status)


def _discard(*streams: TextIO | None) -> None:
    """Keep Python from failing, as it ends, over what is held back for streams that cannot be written."""
    for stream in filter(None, streams):
        with suppress(OSError), Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), stream.fileno())


def _emit(text: str) -> None:
    """Write results to standard output, as UTF-8 whatever the locale."""
    stream: TextIO | None = sys.stdout
    if stream is None:
        raise OutputError("standard output cannot be written: it is closed")
    try:
        stream.buffer.write(text.encode())
        stream.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        _discard(stream)
        raise OutputError(f"standard output cannot be written: {error.strerror}") from error


def _show_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 -- as click calls it
    if not wanted or ctx.resilient_parsing:
        return
    from importlib.metadata import PackageNotFoundError, version

    try:
        installed = version("summarizer")
    except PackageNotFoundError:
        installed = "(not installed)"
    with _one_line_errors():
        _emit(f"summarizer {installed}\n")
    ctx.exit()


def _choice(flag: str, values: str, text: str) -> Callable[[FunctionT], FunctionT]:
    return click.option(flag, type=click.Choice(values.split()), help=text)


def _integer(flag: str, text: str) -> Callable[[FunctionT], FunctionT]:
    return click.option(flag, type=int, metavar="N", help=text)


def _path(flag: str, metavar: str, text: str) -> Callable[[FunctionT], FunctionT]:
    return click.option(flag, type=click.Path(path_type=Path), metavar=metavar, help=text)


_CONFIG = _path("--config", "FILE", "Settings, instead of summarizer.toml.")
_RECORDINGS = _path("--recordings", "FOLDER", "Where recordings are.")
_CONCURRENCY = _integer("--concurrency", "Articles at a time.")
_SETTINGS_FLAGS = (
    click.option("--model", metavar="NAME", help='The model to ask; "extractive" for rules alone.'),
    click.option("--base-url", metavar="URL", help="An OpenAI-compatible server."),
    _choice("--mode", "json_schema tools json", "How answers are held to their schema."),
    _choice("--llm", "live record replay", "Ask; ask and record what has no recording; or only replay."),
    _RECORDINGS,
    _choice("--profile", "hosted small", "The kind of model that the next four are for."),
    _integer("--window", "Characters of an article in one call."),
    _integer("--focus", "Characters asked about at a time."),
    _integer("--context", "Characters before these, given for context."),
    click.option("--ids-in-schema/--no-ids-in-schema", default=None, help="A schema a window, with its ids."),
    click.option("--temperature", type=float, metavar="T", help="0 to 2."),
    _integer("--max-output-tokens", "Limit on one answer."),
    _integer("--seed", "The server's random seed."),
    click.option("--timeout", type=float, metavar="SECONDS", help="For one request."),
    _integer("--retries", "After a transport error."),
    _integer("--reasks", "After an answer of the wrong shape."),
    click.option("--keep-chrome/--no-keep-chrome", default=None, help="Take menus and the like as article."),
    _integer("--max-bytes", "Size of the largest article taken."),
    click.option("--section", "sections", metavar="NAME", multiple=True, help="This one alone; repeatable."),
    _CONFIG,
)


def _settings_flags(command: FunctionT) -> FunctionT:
    for option in reversed(_SETTINGS_FLAGS):
        command = option(command)
    return command


def _overrides(flags: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in flags.items() if value not in (None, ())}


def _load(config: Path | None, flags: Mapping[str, object]) -> Settings:
    from summarizer.settings import load_settings

    return load_settings(_overrides(flags), config=config, given_by="flag")


def _summarizer(settings: Settings) -> AbstractAsyncContextManager[Briefer]:
    from summarizer.settings import require_model

    require_model(settings)
    from summarizer.pipeline import Summarizer

    return Summarizer(settings)


@click.group(
    "summarizer",
    cls=_Commands,
    epilog=_STATUSES,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version, help="Show it.")
def cli() -> None:
    """News articles in, briefs out that can be checked: every fact points at where it comes from."""


@cli.command(epilog=_KEYS, short_help="Print the brief of one article.")
@click.argument("article")
@click.option(
    "--format",
    "output",
    type=click.Choice(["markdown", "json"]),
    default="markdown",
    show_default=True,
    help="What to print: for people, or for programs.",
)
@_settings_flags
@click.pass_obj
def brief(factory: BrieferFactory | None, /, article: str, output: str, config: Path | None, **flags: object) -> None:
    """Print the brief of one ARTICLE: a file, or "-" for standard input."""
    import asyncio

    from summarizer.terminal import escape_json, printable

    settings = _load(config, flags)
    service = (factory or _summarizer)(settings)
    result = asyncio.run(_one_brief(service, _one_article(article, settings)))
    if output == "json":
        _emit(f"{escape_json(result.model_dump_json())}\n")
    else:
        _emit(f"{printable(result.to_markdown()).rstrip()}\n")


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


@cli.command(epilog=_KEYS, short_help="Make briefs of many articles.")
@click.argument("articles", nargs=-1, required=True)
@click.option("--out", required=True, metavar="FOLDER", type=click.Path(path_type=Path), help="For the results.")
@click.option("--markdown", is_flag=True, help="Write one Markdown brief an article too.")
@_CONCURRENCY
@_settings_flags
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

    settings = _load(config, flags)
    service = (factory or _summarizer)(settings)
    items = _items(articles, settings)
    where = shown_path(out)
    with OutputFolder(out) as folder:
        try:
            _run(service, items, folder, settings, markdown=markdown)
        except KeyboardInterrupt:
            _fail(f"interrupted: {folder.done} of {len(items)} briefs are done, in {where}", INTERRUPTED)
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


@cli.command(short_help="Print the JSON Schema of a brief.")
@click.argument("kind", type=click.Choice(_KINDS))
@click.option("--section", metavar="NAME", help="Of this section alone.")
def schema(kind: str, section: str | None) -> None:
    """Print the JSON Schema of a KIND of brief, as `--format json` writes it."""
    import json

    from pydantic import TypeAdapter

    from summarizer.schemas.news import News
    from summarizer.terminal import escape_json

    model = {"news": News}[kind]
    field = model.model_fields.get(section or "")
    if section is None:
        document = model.model_json_schema(mode="serialization")
    elif field is not None and field.annotation is not None:
        document = TypeAdapter(field.annotation).json_schema(mode="serialization")
    else:
        message = f"{kind} has no section {section}; it has {', '.join(model.model_fields)}"
        raise click.UsageError(message, click.get_current_context())
    _emit(f"{escape_json(json.dumps(document, indent=2, ensure_ascii=False))}\n")


@cli.command()
@_RECORDINGS
@_CONFIG
def recordings(recordings: Path | None, config: Path | None) -> None:
    """List the recordings of model servers' answers."""
    from summarizer.recording.store import RecordingStore
    from summarizer.terminal import columns, say, shown_path

    folder = _load(config, {"recordings": recordings}).recordings
    store = RecordingStore(folder)
    rows = [
        (
            recording.article.source,
            recording.section,
            recording.model,
            recording.recorded.isoformat(),
            str(store.path_of(recording)),
        )
        for recording in store
    ]
    _emit(columns(("article", "section", "model", "recorded", "file"), rows))
    say(f"{len(rows)} recordings in {shown_path(folder)}")


@cli.command(epilog=_KEYS)
@_CONCURRENCY
@_settings_flags
def settings(config: Path | None, **flags: object) -> None:
    """Print each setting in force and where it comes from."""
    from summarizer.settings import explain
    from summarizer.terminal import columns

    rows = explain(_overrides(flags), config=config, given_by="flag")
    _emit(columns(("name", "value", "from"), rows))
