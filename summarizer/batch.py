"""Many articles: several at a time, in their order, into a folder, one failure never stopping the others."""

from __future__ import annotations

import asyncio
import json
import traceback
import unicodedata
from collections import deque
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, Self, TypeVar

from summarizer.article import Article, Source
from summarizer.article import printable as printable_name
from summarizer.errors import ArticleError, OutputError, SettingsError, SummarizerError
from summarizer.terminal import escape_json, printable, shown_path

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Iterator
    from types import TracebackType

    from summarizer.terminal import Report

__all__ = [
    "Briefer",
    "Done",
    "Failed",
    "FinishedBrief",
    "Item",
    "Outcome",
    "OutputFolder",
    "in_order",
    "run_batch",
]

Item = Source | Article | ArticleError
"""A source still to be read, an article read already, or what is the matter with a source."""

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")

_AHEAD = 4
"""Articles finished or under way for each one that may be worked on: bounds what waits for a slow one."""

_LONGEST_STEM = 60


class FinishedBrief(Protocol):
    """What is written of a brief."""

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


@dataclass(frozen=True, slots=True)
class Done:
    """One article's results, as they are written: JSON on one line, and Markdown where it is wanted."""

    source: str
    article: str
    brief: str
    markdown: str | None


@dataclass(frozen=True, slots=True)
class Failed:
    """Why one article has no brief.

    Attributes:
        source: where the article came from.
        error: the class of the error.
        message: what happened and what to do.
        article: the article's id, or None where it could not be read.
    """

    source: str
    error: str
    message: str
    article: str | None

    def to_json(self) -> str:
        """The failure as JSON, on one line."""
        return _json_line(source=self.source, error=self.error, message=self.message, article=self.article)


Outcome = Done | Failed


async def run_batch(
    items: Iterable[Item],
    briefer: Briefer,
    *,
    read: Callable[[Source], Article],
    take: Callable[[Outcome], None],
    report: Report,
    concurrency: int,
    markdown: bool = False,
) -> None:
    """Make briefs of many articles.

    Args:
        items: what there is to do.
        briefer: makes each brief.
        read: reads a source; raises `ArticleError` where it cannot.
        take: gets the outcomes, in the order of `items`. When the batch is cancelled, it gets what is
            finished by then, the unfinished left out.
        report: called as each article is finished, in whatever order that is.
        concurrency: how many articles are worked on at a time. Outcomes that wait for a slow article before
            them are bounded too.
        markdown: whether Markdown is wanted.

    Raises:
        SettingsError: what no article can be done with.
        OutputError: whatever `take` raises.
    """
    gate = asyncio.Semaphore(concurrency)

    async def work(item: Item) -> Outcome:
        async with gate:
            outcome = await _outcome(item, briefer, read, markdown=markdown)
        report(outcome.source, outcome.message if isinstance(outcome, Failed) else None)
        return outcome

    await in_order(items, work, take, width=_AHEAD * concurrency)


async def in_order(
    items: Iterable[ItemT],
    work: Callable[[ItemT], Awaitable[ResultT]],
    take: Callable[[ResultT], None],
    *,
    width: int,
) -> None:
    """Work on several items at a time and hand over the results in the order of the items.

    Args:
        items: taken one by one, no more than `width` ahead of the results.
        work: what to do with each; what it raises ends everything.
        take: gets each result. On cancellation it gets those that are there by then.
        width: how many items may be under way or waiting to be handed over.
    """
    window: deque[asyncio.Future[ResultT]] = deque()

    async def hand_over_first() -> None:
        result = await window[0]
        window.popleft()
        take(result)

    try:
        for item in items:
            window.append(asyncio.ensure_future(work(item)))
            if len(window) >= width:
                await hand_over_first()
        while window:
            await hand_over_first()
    except asyncio.CancelledError:
        for result in await _stop(window):
            take(result)
        raise
    finally:
        await _stop(window)


async def _stop(window: deque[asyncio.Future[ResultT]]) -> list[ResultT]:
    """Cancel what is under way; the results of what had been finished, in order."""
    for future in window:
        future.cancel()
    results = await asyncio.gather(*window, return_exceptions=True)
    window.clear()
    return [result for result in results if not isinstance(result, BaseException)]


async def _outcome(item: Item, briefer: Briefer, read: Callable[[Source], Article], *, markdown: bool) -> Outcome:
    article: Article | None = None
    try:
        article = _article(item, read)
        brief = await briefer.brief(article)
        return Done(
            source=article.source,
            article=_json_line(id=article.id, source=article.source, text=article.text),
            brief=escape_json(brief.model_dump_json()),
            markdown=printable(brief.to_markdown()) if markdown else None,
        )
    except SettingsError:
        raise
    except SummarizerError as error:
        message = str(error)
        kind = type(error).__name__
    except Exception as error:  # noqa: BLE001 -- one article's bug must not end the batch
        message = _bug(_source(item), error)
        kind = type(error).__name__
    return Failed(_source(item), kind, message, article.id if article else None)


def _article(item: Item, read: Callable[[Source], Article]) -> Article:
    if isinstance(item, ArticleError):
        raise item
    return read(item) if isinstance(item, Source) else item


def _source(item: Item) -> str:
    return printable_name(item.name) if isinstance(item, Source) else item.source


def _bug(source: str, error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(frame.filename).name}:{frame.lineno}"
    return f"{source}: {type(error).__name__}: {error} (a bug in summarizer, met at {where}: please report it)"


def _json_line(**fields: str | None) -> str:
    return escape_json(json.dumps(fields, ensure_ascii=False))


class OutputFolder:
    """A folder of results: `briefs.jsonl`, `articles.jsonl`, `failures.jsonl`, and one Markdown file a brief.

    Line n of `articles.jsonl` is the article of line n of `briefs.jsonl`. Files of an earlier run are emptied
    at the start; each line is written whole, at once, so that whatever ends a run, what it has done is there.

    Args:
        path: the folder; made where it is not there.

    Raises:
        OutputError: it cannot be made or written, when entered or in `take`.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.done = 0
        self.failed = 0
        self._names = _FileNames()
        self._files = ExitStack()

    def __enter__(self) -> Self:
        with _named(self.path):
            self.path.mkdir(parents=True, exist_ok=True)
        with ExitStack() as files:
            self._articles = files.enter_context(_Lines(self.path / "articles.jsonl"))
            self._briefs = files.enter_context(_Lines(self.path / "briefs.jsonl"))
            self._failures = files.enter_context(_Lines(self.path / "failures.jsonl"))
            self._files = files.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._files.close()

    def take(self, outcome: Outcome) -> None:
        """Write one outcome."""
        if isinstance(outcome, Failed):
            self._failures.write(outcome.to_json())
            self.failed += 1
            return
        self._articles.write(outcome.article)
        self._briefs.write(outcome.brief)
        if outcome.markdown is not None:
            _write_whole(self.path / f"{self._names.free(outcome.source)}.md", outcome.markdown)
        self.done += 1


class _Lines:
    """A file of lines that never holds a piece of one, even where the disk is full."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> Self:
        with _named(self._path):
            self._file = self._path.open("wb", buffering=0)
        self._end = 0
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def write(self, line: str) -> None:
        whole = f"{line}\n".encode()
        rest = memoryview(whole)
        with _named(self._path):
            try:
                while rest:
                    rest = rest[self._file.write(rest) :]
            except BaseException:
                with suppress(OSError):
                    self._file.truncate(self._end)
                    self._file.seek(self._end)
                raise
        self._end += len(whole)


def _write_whole(path: Path, text: str) -> None:
    with _named(path):
        try:
            path.write_bytes(text.encode())
        except BaseException:
            with suppress(OSError):
                path.unlink()
            raise


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Turn what the operating system says about a file into an error that names it."""
    try:
        yield
    except OSError as error:
        raise OutputError(f"{shown_path(path)} cannot be written: {error.strerror}") from error


class _FileNames:
    """Names for files, after sources: safe on any file system, each given once."""

    def __init__(self) -> None:
        self._given: set[str] = set()
        self._last: dict[str, int] = {}

    def free(self, source: str) -> str:
        """A name after the file that `source` names, with "-2", "-3" and so on where it is taken."""
        stem = "stdin" if source == "-" else _safe(Path(source).stem)
        name = stem
        # File systems may hold "A" and "a" to be the same name.
        while name.casefold() in self._given:
            self._last[stem.casefold()] = number = self._last.get(stem.casefold(), 1) + 1
            name = f"{stem}-{number}"
        self._given.add(name.casefold())
        return name


def _safe(stem: str) -> str:
    composed = unicodedata.normalize("NFC", stem)
    kept = "".join(c if c.isalnum() or c in "-_." else "_" for c in composed)
    return kept.strip("-._")[:_LONGEST_STEM] or "article"
