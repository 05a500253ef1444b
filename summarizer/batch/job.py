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
from summarizer.errors import OutputError, SummarizerError
from summarizer.inputs.stream import Inputs
from summarizer.opening import open_gate, open_model
from summarizer.pipeline import Summarizer, check_settings
from summarizer.prices import Prices
from summarizer.progress import CommonWarning, Ending, Progress, Standing, Tally, open_progress
from summarizer.recording.answers import AnswerStore
from summarizer.settings import EXTRACTIVE, LlmSource, describe, require_model
from summarizer.terminal import say, shown_path
from summarizer.traffic.events import Spent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.article import Article
    from summarizer.errors import ArticleError
    from summarizer.settings import Settings
    from summarizer.traffic.gate import Gate

__all__ = ["Job", "Result", "run_job"]

_NOW_AND_THEN = 200
"""Articles taken between two times that the run file is written."""
_AN_HOUR = 3_600.0
_FINISHING = "stopping: what is in flight is finished and written first; again to stop now"


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
        error: what stopped it, if something did.
    """

    ending: Ending
    why: str
    standing: Standing
    warnings: Sequence[CommonWarning]
    error: SummarizerError | None


def run_job(job: Job) -> Result:
    """Do a batch: make what is missing, say how it goes, leave a folder that the next run can go on with.

    Raises:
        SettingsError: a setting cannot be used, or there is no model.
        OutputError: the results cannot be written, or another run is writing them.
    """
    _check(job.settings)
    recipe = Recipe(job.settings)
    inputs = Inputs(job.articles, limit_bytes=job.settings.max_bytes)
    with inputs, OutputFolder(job.out, recipe, again=job.again) as folder:
        return asyncio.run(_Job(job, recipe, inputs, folder).go())


def _check(settings: Settings) -> None:
    """Find out before anything is read or written whether the settings can be used."""
    require_model(settings)
    check_settings(settings)
    if settings.model != EXTRACTIVE and settings.llm is not LlmSource.REPLAY:
        open_gate(settings)


class _Job:
    """A job while it is done: inside of one event loop."""

    def __init__(self, job: Job, recipe: Recipe, inputs: Inputs, folder: OutputFolder) -> None:
        self._job = job
        self._recipe = recipe
        self._inputs = inputs
        self._folder = folder
        self._gate: Gate | None = None
        self._before = Spent()
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
                ending, why, error = await self._run(progress)
            except SummarizerError as failure:
                progress.end(Ending.STOPPED, str(failure))
                with suppress(OutputError):
                    self._run_file.write(Ending.STOPPED, str(failure))
                raise
            progress.end(ending, why)
            self._run_file.write(ending, why)
        return Result(ending, why, self._tally.standing(), self._tally.commonest_warnings(), error)

    async def _run(self, progress: Progress) -> tuple[Ending, str, SummarizerError | None]:
        job = self._job
        async with AsyncExitStack() as opened:
            answers = self._open_answers(opened)
            self._open_gate(progress, answers)
            model = open_model(job.settings, keeper=answers, gate=self._gate)
            opened.push_async_callback(model.aclose)
            stop = Stop(lambda: say(_FINISHING))
            run = Run(
                Summarizer(job.settings, model=model),
                self._recipe,
                self._folder,
                progress,
                wanted=Wanted(job.settings.concurrency, markdown=job.markdown, only_failed=job.only_failed),
                stop=stop,
                forget=answers.forget if answers else lambda _: None,
            )
            with stopping_on_signals(stop):
                ending, why = await run.go(self._counted(progress))
            run.finish()
            return ending, why, run.ended_by

    def _open_answers(self, opened: AsyncExitStack) -> AnswerStore | None:
        settings = self._job.settings
        if settings.model == EXTRACTIVE or settings.llm is not LlmSource.LIVE:
            return None
        answers = AnswerStore(self._job.out / "answers.sqlite")
        opened.callback(answers.close)
        return answers

    def _open_gate(self, progress: Progress, answers: AnswerStore | None) -> None:
        settings = self._job.settings
        if settings.model == EXTRACTIVE or settings.llm is LlmSource.REPLAY:
            return
        if answers is not None:
            taken = answers.taken()
            price = Prices.load(settings.prices).find(settings.model or "")
            cost = price.cost(taken.input, taken.cached, taken.output) if price else None
            self._before = Spent(taken.answers, 0, taken.input, taken.cached, taken.output, cost)
        self._gate = open_gate(settings, progress.traffic, self._before, patience=_AN_HOUR)

    def _spent(self) -> Spent:
        """What this run has spent, without the runs before it."""
        return self._gate.spent - self._before if self._gate else Spent()

    def _counted(self, progress: Progress) -> Iterator[Article | ArticleError]:
        """The articles; on the way, how many there may be is told, and the run file written now and then."""
        total = self._inputs.total
        for number, item in enumerate(self._inputs, 1):
            yield item
            if number % _NOW_AND_THEN == 0:
                self._run_file.write()
                if self._inputs.total != total and not self._job.only_failed:
                    total = self._inputs.total
                    progress.expect(total)
        if self._inputs.total != total and not self._job.only_failed:
            progress.expect(self._inputs.total)
