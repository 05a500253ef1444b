"""One batch from end to end: the folder, the way to the model, the run, and what it came to."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.batch.folder import OutputFolder
from summarizer.batch.recipe import Recipe
from summarizer.batch.run import Run, Wanted
from summarizer.batch.runfile import RunFile
from summarizer.batch.stopping import Stop, stopping_on_signals
from summarizer.batch.ways import open_way
from summarizer.errors import (
    AccessRefusedError,
    BudgetError,
    OutputError,
    RunStoppedError,
    SettingsError,
    SummarizerError,
)
from summarizer.inputs.stream import Inputs
from summarizer.opening import open_gate
from summarizer.pipeline import check_settings
from summarizer.progress import CommonWarning, Ending, Progress, Standing, Tally, open_progress
from summarizer.settings import EXTRACTIVE, LlmSource, Via, describe, require_model
from summarizer.terminal import say, shown_path
from summarizer.traffic.events import Spent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.article import Article
    from summarizer.batch.ways import Way
    from summarizer.errors import ArticleError
    from summarizer.settings import Settings

__all__ = ["Job", "Result", "check_job", "run_job"]

_NOW_AND_THEN = 200
"""Articles taken between two times that the run file is written."""
_FEW = 20


@dataclass(frozen=True, slots=True)
class Job:
    """What a batch is to do.

    Attributes:
        articles: what names the articles: files, folders, globs, "-".
        out: the output folder.
        settings: what is in force.
        markdown: whether a Markdown file a brief is wanted.
        only_failed: whether to take only what failed before.
        log_json: whether progress is shown as JSON, one object a line.
        again: whether every brief is made anew; answers that were kept are not asked for again.
    """

    articles: Sequence[str]
    out: Path
    settings: Settings
    markdown: bool = False
    only_failed: bool = False
    log_json: bool = False
    again: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """What a batch came to.

    Attributes:
        ending: how the run ended.
        why: what ended it; empty where it finished.
        standing: the counts at its end.
        warnings: the commonest ones.
    """

    ending: Ending
    why: str
    standing: Standing
    warnings: Sequence[CommonWarning]


def run_job(job: Job) -> Result:
    """Do a batch: make what is missing, say how it goes, leave a folder that the next run can go on with.

    Raises:
        SettingsError: a setting cannot be used, or there is no model.
        OutputError: the results cannot be written, or another run is writing them.
    """
    check_job(job.settings)
    recipe = Recipe(job.settings)
    inputs = Inputs(job.articles, limit_bytes=job.settings.max_bytes, out=job.out)
    with inputs, OutputFolder(job.out, recipe, again=job.again) as folder:
        if folder.set_aside:
            say(f"{shown_path(job.out)}: lines did not match; the files as they were are kept as *.set-aside")
        return asyncio.run(_Job(job, recipe, inputs, folder).go())


def check_job(settings: Settings) -> None:
    """Find out before anything is read or written whether the settings can be used.

    Raises:
        SettingsError: they cannot.
    """
    require_model(settings)
    check_settings(settings)
    if settings.model != EXTRACTIVE and settings.llm is not LlmSource.REPLAY:
        open_gate(settings)
    if settings.via is Via.BATCH_API and (settings.model == EXTRACTIVE or settings.llm is not LlmSource.LIVE):
        raise SettingsError("the Batch API answers live questions to a model: leave out --via, or --llm")
    if settings.via is Via.BATCH_API and settings.processes > 1:
        raise SettingsError("a batch by the Batch API is made in one process: leave out --processes, or --via")


class _Job:
    """A job while it is done: inside of one event loop."""

    def __init__(self, job: Job, recipe: Recipe, inputs: Inputs, folder: OutputFolder) -> None:
        self._job = job
        self._recipe = recipe
        self._inputs = inputs
        self._folder = folder
        self._way: Way | None = None
        self._tally = Tally(self._spent)
        self._run_file = RunFile(
            path=job.out / "run.json",
            inputs=[shown_path(Path(name)) for name in job.articles],
            settings=describe(job.settings),
            folder=folder,
            tally=self._tally,
        )

    async def go(self) -> Result:
        job = self._job
        with open_progress(self._tally, log_json=job.log_json) as progress:
            progress.begin(self._folder.failures if job.only_failed else self._inputs.total)
            self._run_file.write()
            try:
                ending, why = await self._run(progress)
            except SummarizerError as failure:
                progress.end(Ending.STOPPED, str(failure))
                with suppress(OutputError):
                    self._run_file.write(Ending.STOPPED, str(failure))
                raise
            progress.end(ending, why)
            self._run_file.write(ending, why)
        return Result(ending, why, self._tally.standing(), self._tally.commonest_warnings())

    async def _run(self, progress: Progress) -> tuple[Ending, str]:
        job = self._job
        async with AsyncExitStack() as opened:
            self._way = way = open_way(job.settings, job.out, progress.traffic, opened, markdown=job.markdown)
            stop = Stop(self._finish_what_is_in_flight)
            wanted = Wanted(job.settings.concurrency, markdown=job.markdown, only_failed=job.only_failed)
            run = Run(way, self._recipe, self._folder, progress, wanted=wanted, stop=stop, forget=way.forget)
            with stopping_on_signals(stop):
                try:
                    ending, why = await self._go_over(run, way, progress, stop)
                except (RunStoppedError, AccessRefusedError) as error:
                    ending, why = Ending.STOPPED, str(error)
                finally:
                    way.note()
                run.finish(self._inputs.holds)
            return ending, why

    async def _go_over(self, run: Run, way: Way, progress: Progress, stop: Stop) -> tuple[Ending, str]:
        """Go over the articles until none waits for answers."""
        await way.begin()
        while True:
            ending, why = await run.go(self._counted(progress))
            # What was noted may have been too much for the budget; what is answered takes less.
            may_go_on = run.ended_by is None or isinstance(run.ended_by, BudgetError)
            if not run.waiting or stop.asked or not may_go_on:
                return ending, why
            if not await way.fetch():
                return Ending.INTERRUPTED, ""

    def _finish_what_is_in_flight(self) -> None:
        if self._way is not None:
            say(self._way.parting)
            self._way.stop()

    def _spent(self) -> Spent:
        """What this run has spent, without the runs before it."""
        return self._way.spent if self._way else Spent()

    def _counted(self, progress: Progress) -> Iterator[Article | ArticleError]:
        """The articles; on the way, how many there may be is told, and the run file written now and then."""
        total = self._inputs.total
        for number, item in enumerate(self._inputs, 1):
            due = number <= _FEW or number % _NOW_AND_THEN == 0
            if due and self._inputs.total != total and not self._job.only_failed:
                total = self._inputs.total
                progress.expect(total)
            yield item
            if number % _NOW_AND_THEN == 0:
                self._run_file.write()
                if self._way is not None:
                    self._way.note()
        if self._inputs.total != total and not self._job.only_failed:
            progress.expect(self._inputs.total)
