"""Worker processes that make briefs: each article goes to the one with the fewest in hand."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pydantic import SecretStr

from summarizer.batch.workers.process import WorkerProcess
from summarizer.batch.workers.requests import Requests
from summarizer.batch.workers.wire import Setup
from summarizer.errors import RunStoppedError
from summarizer.opening import model_options, open_way_out
from summarizer.pipeline import wanted_sections
from summarizer.settings import EXTRACTIVE
from summarizer.telemetry import article_span

if TYPE_CHECKING:
    from summarizer.article import Article
    from summarizer.batch.outcomes import Finished
    from summarizer.recording.transport import Keeper
    from summarizer.settings import Settings
    from summarizer.traffic.gate import Gate

__all__ = ["WorkerPool"]


class WorkerPool:
    """So many processes, each replaced where it dies. Belongs to one event loop.

    Args:
        settings: what is in force; `processes` of it are started, but no more than articles are worked on at a time.
        markdown: whether Markdown is wanted of each brief.
        keeper: keeps what a live server answers, and answers in its place from then on.
        gate: what requests pass on their way out.

    Raises:
        SettingsError: as `open_model` does.
    """

    def __init__(
        self, settings: Settings, *, markdown: bool, keeper: Keeper | None = None, gate: Gate | None = None
    ) -> None:
        self._kind = settings.kind
        self._sections = wanted_sections(settings)
        self._wanted = min(settings.processes, settings.concurrency)
        self._setup = Setup(_without_secrets(settings), markdown)
        self._requests: Requests | None = None
        if settings.model != EXTRACTIVE:
            self._requests = Requests(model_options(settings), open_way_out(settings, keeper, gate))
        self._workers: list[WorkerProcess] = []
        self._attending: set[asyncio.Task[None]] = set()
        self._changed = asyncio.Event()
        self._problem: Exception | None = None
        self._closed = False

    async def begin(self) -> None:
        """Start the processes, without waiting until they are ready."""
        for _ in range(self._wanted):
            await self._start()

    async def make(self, article: Article) -> Finished:
        """Have the brief of one article made.

        Raises:
            WorkerDiedError: its process has ended.
            RunStoppedError: no process can be started.
            SummarizerError: it cannot be made.
        """
        with article_span(article.id, article.source, self._kind) as span:
            finished = await (await self._least_busy()).make(article)
            span.made(self._sections, (code for code, _ in finished.told.warnings))
        return finished

    async def aclose(self) -> None:
        """End all processes, whatever they do, and let go of connections."""
        self._closed = True
        for worker in self._workers:
            worker.kill()
        await asyncio.gather(*self._attending, return_exceptions=True)
        if self._requests is not None:
            await self._requests.aclose()

    async def _start(self) -> None:
        try:
            worker = await WorkerProcess.start(self._setup, self._requests)
        except OSError as error:
            raise RunStoppedError(f"no worker process can be started: {error.strerror}") from error
        self._workers.append(worker)
        task = asyncio.create_task(self._attend(worker))
        self._attending.add(task)
        task.add_done_callback(self._attending.discard)
        self._changed.set()

    async def _attend(self, worker: WorkerProcess) -> None:
        try:
            await worker.attend()
        finally:
            self._workers.remove(worker)
        self._problem = worker.problem
        if self._problem is None and not self._closed:
            try:
                await self._start()
            except RunStoppedError as error:
                self._problem = error
        self._changed.set()

    async def _least_busy(self) -> WorkerProcess:
        while not self._workers:
            if self._problem is not None:
                raise self._problem
            self._changed.clear()
            await self._changed.wait()
        return min(self._workers, key=lambda worker: worker.in_hand)


def _without_secrets(settings: Settings) -> Settings:
    """The settings that a worker sees: it must know that there is a key, and no more of it."""
    address = urlsplit(settings.base_url or "")
    harmless = {
        "api_key": settings.api_key and SecretStr("kept-by-the-main-process"),
        "base_url": settings.base_url and address._replace(netloc=address.netloc.rpartition("@")[2]).geturl(),
    }
    return settings.model_copy(update=harmless)
