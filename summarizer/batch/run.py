"""One run over many articles: several at a time, each written as it is finished, none stopping the others."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol, TypeAlias

from summarizer.article import Article
from summarizer.batch.outcomes import Done, Failed
from summarizer.batch.workers.crossing import place_of
from summarizer.errors import (
    AccessRefusedError,
    ArticleError,
    ContentFilterError,
    InvalidAnswerError,
    ModelError,
    OutputError,
    RefusalError,
    RunStoppedError,
    SettingsError,
    SummarizerError,
    TruncatedAnswerError,
)
from summarizer.progress import Ending, FailedArticle
from summarizer.terminal import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from summarizer.batch.folder import OutputFolder
    from summarizer.batch.index import Entry
    from summarizer.batch.outcomes import Finished
    from summarizer.batch.recipe import Recipe
    from summarizer.batch.stopping import Stop
    from summarizer.progress import Progress

__all__ = ["Maker", "Run", "Wanted"]

_PATIENCE_WITH_REFUSALS = 3
"""Refusals of the key or the model, one after the other, that end a run in which others had been answered."""
_BREATH = 50
"""Articles passed over before others get a turn."""
_BAD_ANSWERS = (ContentFilterError, InvalidAnswerError, RefusalError, TruncatedAnswerError)


Forget: TypeAlias = "Callable[[str, Collection[str] | None], None]"


class Maker(Protocol):
    """Whatever makes briefs."""

    async def make(self, article: Article) -> Finished | None:
        """Make the brief of one article; None where answers that it needs are still to come.

        Raises:
            SummarizerError: it cannot be made.
        """
        ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted of a run.

    Attributes:
        concurrency: articles that may be worked on at a time.
        markdown: whether a Markdown file a brief is wanted.
        only_failed: whether to take only articles that failed before.
    """

    concurrency: int
    markdown: bool = False
    only_failed: bool = False


class Run:
    """Takes articles one by one, makes the briefs that are missing or out of date, and writes them.

    A run goes over its articles once, or several times where answers are fetched in between.

    Args:
        maker: makes each brief.
        recipe: what briefs are made with.
        folder: where to write, entered.
        progress: told of everything.
        wanted: what is wanted.
        stop: asks to stop.
        forget: throws away what a model answered about an article (by the id of its text), so that a failure is
            not played back for ever: of some sections, or of all.
    """

    def __init__(
        self,
        maker: Maker,
        recipe: Recipe,
        folder: OutputFolder,
        progress: Progress,
        *,
        wanted: Wanted,
        stop: Stop,
        forget: Forget = lambda _article, _sections: None,
    ) -> None:
        self._inputs: Iterator[Article | ArticleError] = iter(())
        self._maker = maker
        self._recipe = recipe
        self._folder = folder
        self._progress = progress
        self._wanted = wanted
        self._stop = stop
        self._forget = forget
        self._in_work: dict[str, asyncio.Event] = {}
        self._goes = 0
        self._exhausted = False
        self._waiting = 0
        self._passed = 0
        self._has_access = False
        self._refusals = 0
        self._refused: list[tuple[Article, AccessRefusedError]] = []
        self._ended_by: RunStoppedError | AccessRefusedError | None = None

    async def go(self, inputs: Iterable[Article | ArticleError]) -> tuple[Ending, str]:
        """Work until there is nothing left, or it is asked to stop.

        Args:
            inputs: the articles, or what is the matter with one; read as they are taken. The same each time.

        Returns:
            How it ended, and why, in plain words; empty where it finished.

        Raises:
            OutputError: the results cannot be written. What was written before is there.
            SettingsError: a setting that no article can be done with.
        """
        self._inputs = iter(inputs)
        self._goes += 1
        self._waiting = 0
        self._exhausted = False
        self._ended_by = None
        while True:
            await self._work_together()
            if not self._was_one_article_s():
                break
        if self._ended_by is not None:
            return Ending.STOPPED, str(self._ended_by)
        if self._stop.asked and not (self._exhausted and not self._stop.now):
            return Ending.INTERRUPTED, ""
        return Ending.FINISHED, ""

    async def _work_together(self) -> None:
        """Have all workers work until the articles are at their end, or something ends the run."""
        workers = [asyncio.create_task(self._work()) for _ in range(self._wanted.concurrency)]
        now = asyncio.create_task(self._stop.wait_for_now())
        try:
            waiting: set[asyncio.Task[None]] = set(workers)
            while waiting and not self._stop.now:
                done, _ = await asyncio.wait({*waiting, now}, return_when=asyncio.FIRST_COMPLETED)
                waiting -= done
                for worker in done - {now}:
                    worker.result()
        finally:
            for task in (*workers, now):
                task.cancel()
            await asyncio.gather(*workers, now, return_exceptions=True)
            self._progress.taken_over(self._passed)
            self._passed = 0

    def _was_one_article_s(self) -> bool:
        """Whether the refusals that ended the work were of single articles: others were answered since."""
        refused, self._refused = self._refused, []
        only_refused = isinstance(self._ended_by, AccessRefusedError) and not self._stop.asked
        if not (only_refused and self._has_access and len(refused) < _PATIENCE_WITH_REFUSALS and not self._refusals):
            return False
        for article, error in refused:
            self._fail(article.source, error, article.id)
        self._ended_by = None
        return True

    def finish(self, given: Callable[[str], bool] = lambda _: False) -> None:
        """Put the folder in order, once there is nothing more to go over.

        Args:
            given: whether a file, by its absolute path, was part of the input.

        Raises:
            OutputError: the results cannot be written.
        """
        complete = self._exhausted and not self._waiting and not self._wanted.only_failed and not self._ended_by
        self._folder.finish(complete=complete, given=given)

    @property
    def waiting(self) -> int:
        """How many articles wait for answers."""
        return self._waiting

    @property
    def ended_by(self) -> RunStoppedError | AccessRefusedError | None:
        """What ended the last go over the articles before its end, where something did."""
        return self._ended_by

    async def _work(self) -> None:
        passed = 0
        while not (self._stop.asked or self._ended_by):
            item = next(self._inputs, None)
            if item is None:
                self._exhausted = True
                return
            try:
                waited = await self._take(item)
            except (RunStoppedError, AccessRefusedError) as error:
                # Left undone: the next run takes it.
                if isinstance(error, AccessRefusedError) and isinstance(item, Article):
                    self._refused.append((item, error))
                self._ended_by = self._ended_by or error
                return
            passed = 0 if waited else passed + 1
            if passed >= _BREATH:
                passed = 0
                await asyncio.sleep(0)

    async def _take(self, item: Article | ArticleError) -> bool:
        """Do what one article needs; returns whether that meant waiting."""
        source, article_id = item.source, item.id if isinstance(item, Article) else ""
        if self._wanted.only_failed and not self._folder.has_failed(source, article_id):
            return False
        if self._goes > 1 and self._folder.is_settled(source, article_id):
            return False
        if isinstance(item, ArticleError):
            self._fail(source, item, None)
            return False
        while item.id in self._in_work:
            await self._in_work[item.id].wait()
        entry = self._folder.find(item.id, source)
        if entry is not None:
            self._pass_over(entry, item)
            return False
        failed = self._folder.failed_now(item.id)
        if failed is not None:
            self._note(replace(failed, source=source))
            return False
        self._in_work[item.id] = asyncio.Event()
        try:
            await self._make(item)
        finally:
            self._in_work.pop(item.id).set()
        return True

    def _pass_over(self, entry: Entry, article: Article) -> None:
        source = article.source
        if entry.source == source:
            self._folder.keep(entry, article.place)
        else:
            self._folder.copy(entry, source, article.place)
        if self._wanted.markdown and (entry.source != source or self._folder.needs_page(entry)):
            from summarizer.brief import Brief

            brief = Brief.model_validate_json(self._folder.brief_line(entry))
            self._folder.write_page(source, entry.article, printable(brief.to_markdown()))
        self._passed += 1
        if self._passed >= _BREATH:
            self._progress.taken_over(self._passed)
            self._passed = 0

    async def _make(self, article: Article) -> None:
        try:
            made = await self._maker.make(article)
        except (SettingsError, OutputError, RunStoppedError):
            raise
        except AccessRefusedError as error:
            self._refusals += 1
            if not self._has_access or self._refusals >= _PATIENCE_WITH_REFUSALS:
                raise
            self._fail(article.source, error, article.id)
            return
        except Exception as error:  # noqa: BLE001 -- one article's bug must not end the batch
            if isinstance(error, _BAD_ANSWERS):
                self._forget(article.id, None)
            self._fail(article.source, error, article.id)
            return
        if made is None:
            self._waiting += 1
            return
        if made.live:
            self._has_access = True
            self._refusals = 0
        self._folder.take(
            Done(
                source=article.source,
                id=article.id,
                text=article.text,
                made_with=self._recipe.made_with(made.asked),
                brief=made.brief,
                markdown=made.markdown,
                place=article.place,
            )
        )
        if made.told.failed_sections:
            self._forget(article.id, made.told.failed_sections)
        self._progress.done(made.told)

    def _fail(self, source: str, error: Exception, article_id: str | None) -> None:
        message = str(error) if isinstance(error, SummarizerError) else _bug(source, error)
        kind = type(error).__name__
        tries = error.tries if isinstance(error, ModelError) else ()
        when = datetime.now(UTC).replace(microsecond=0).isoformat()
        self._note(Failed(source, kind, message, article_id, when, tries or (message,)))

    def _note(self, failed: Failed) -> None:
        self._folder.fail(failed)
        self._progress.failed(FailedArticle(failed.source, failed.error, failed.message, failed.article))


def _bug(source: str, error: Exception) -> str:
    place = place_of(error)
    where = f", met at {place}" if place else ""
    return f"{source}: {type(error).__name__}: {error} (a bug in summarizer{where}: please report it)"
