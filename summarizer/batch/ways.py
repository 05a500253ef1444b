"""The two ways in which a run's questions are answered: request by request, or by OpenAI's Batch API."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from summarizer.batch.outcomes import finish
from summarizer.errors import BudgetError, SettingsError
from summarizer.opening import model_options, open_gate, open_model
from summarizer.pipeline import Summarizer
from summarizer.prices import Prices
from summarizer.recording.answers import AnswerStore
from summarizer.settings import EXTRACTIVE, LlmSource, Via
from summarizer.traffic.contents import Need
from summarizer.traffic.events import Spent, TrafficEvent, TrafficKind

if TYPE_CHECKING:
    from collections.abc import Collection
    from contextlib import AsyncExitStack
    from pathlib import Path

    from summarizer.article import Article
    from summarizer.batch.outcomes import Finished
    from summarizer.batch.workers.pool import WorkerPool
    from summarizer.batch_api import Desk, JobNews
    from summarizer.settings import Settings
    from summarizer.traffic.events import Watch
    from summarizer.traffic.gate import Gate

__all__ = ["Way", "open_way"]

_AN_HOUR = 3_600.0
_SELDOM = 30


class Way(Protocol):
    """How briefs are made."""

    @property
    def spent(self) -> Spent:
        """What this run has spent."""
        ...

    async def make(self, article: Article) -> Finished | None:
        """Make one brief; None where answers are still to come."""
        ...

    async def begin(self) -> None:
        """What comes before the first article."""
        ...

    async def fetch(self) -> bool:
        """Fetch the answers that were still to come; whether it is worthwhile to go over the articles again."""
        ...

    def forget(self, article_id: str, sections: Collection[str] | None) -> None:
        """Throw away what was answered about an article, of some sections or of all."""
        ...

    def note(self) -> None:
        """Keep what this run has spent so far beside what answers say, for the budget of later runs."""
        ...

    @property
    def parting(self) -> str:
        """What to say as the run is asked to stop."""
        ...

    def stop(self) -> None:
        """Wait for nothing more than what is in flight."""
        ...


def open_way(settings: Settings, out: Path, watch: Watch, opened: AsyncExitStack, *, markdown: bool = False) -> Way:
    """The way that the settings say.

    Args:
        settings: what is in force.
        out: the output folder, where answers are kept.
        watch: told of what happens to the traffic.
        opened: closes what the way holds open.
        markdown: whether Markdown is wanted of each brief.

    Raises:
        SettingsError: a setting cannot be used.
        OutputError: the answers that were kept cannot be read.
    """
    if settings.model == EXTRACTIVE or settings.llm is not LlmSource.LIVE:
        gate = None if settings.model == EXTRACTIVE or settings.llm is LlmSource.REPLAY else open_gate(settings, watch)
        return _ByRequest(settings, opened, gate=gate, markdown=markdown)
    half_price = settings.via is Via.BATCH_API
    answers = AnswerStore(out / "answers.sqlite", settings.model or "", half_price=half_price)
    opened.callback(answers.close)
    before = _spent_before(settings, answers)
    if half_price:
        return _ByBatchApi(settings, out, answers, before=before, watch=watch, opened=opened, markdown=markdown)
    _refuse_while_batches_are_under_way(out)
    gate = open_gate(settings, watch, before, patience=_AN_HOUR)
    return _ByRequest(settings, opened, gate=gate, markdown=markdown, answers=answers, before=before)


def _refuse_while_batches_are_under_way(out: Path) -> None:
    """What is being answered in batches would be paid for a second time."""
    if not (out / "batches.sqlite").exists():
        return
    from summarizer.batch_api.ledger import Ledger

    with closing(Ledger(out / "batches.sqlite")) as ledger:
        if ledger.jobs():
            message = "a batch of this folder is under way at the server: go on with --via batch-api until it has ended"
            raise SettingsError(message)


def _spent_before(settings: Settings, answers: AnswerStore) -> Spent:
    """What earlier runs into the same folder have paid for, at the price of each one's model."""
    prices = Prices.load(settings.prices)
    lost_tokens, cost = answers.lost()
    spent = Spent(input_tokens=lost_tokens)
    for taken in answers.taken():
        price = prices.find(taken.model)
        cost += price.cost(taken.input, taken.cached, taken.output, batch=taken.half_price) if price else 0.0
        spent = Spent(
            requests=spent.requests + taken.answers,
            input_tokens=spent.input_tokens + taken.input,
            cached_tokens=spent.cached_tokens + taken.cached,
            output_tokens=spent.output_tokens + taken.output,
        )
    return replace(spent, cost=cost if prices.find(settings.model or "") else None)


class _ByRequest:
    """Each question is a request of its own, answered at once; briefs are made here, or by worker processes."""

    def __init__(
        self,
        settings: Settings,
        opened: AsyncExitStack,
        *,
        gate: Gate | None,
        markdown: bool,
        answers: AnswerStore | None = None,
        before: Spent | None = None,
    ) -> None:
        self._pool: WorkerPool | None = None
        self._summarizer: Summarizer | None = None
        if min(settings.processes, settings.concurrency) > 1:
            from summarizer.batch.workers.pool import WorkerPool

            self._pool = WorkerPool(settings, markdown=markdown, keeper=answers, gate=gate)
            opened.push_async_callback(self._pool.aclose)
        else:
            model = open_model(settings, keeper=answers, gate=gate)
            opened.push_async_callback(model.aclose)
            self._summarizer = Summarizer(settings, model=model)
        self._markdown = markdown
        self._gate = gate
        self._answers = answers
        self._before = before or Spent()

    @property
    def spent(self) -> Spent:
        return self._gate.spent - self._before if self._gate else Spent()

    async def make(self, article: Article) -> Finished | None:
        if self._summarizer is not None:
            return finish(await self._summarizer.make(article), markdown=self._markdown)
        assert self._pool is not None
        return await self._pool.make(article)

    async def begin(self) -> None:
        if self._pool is not None:
            await self._pool.begin()

    async def fetch(self) -> bool:
        return False

    def forget(self, article_id: str, sections: Collection[str] | None) -> None:
        if self._answers is not None:
            self._answers.forget(article_id, sections)

    def note(self) -> None:
        if self._answers is not None and self._gate is not None and self._gate.unheard.tokens:
            self._answers.note_lost(self._gate.unheard.tokens, self._gate.unheard.dollars)

    @property
    def parting(self) -> str:
        return "stopping: what is in flight is finished and written first; again to stop now"

    def stop(self) -> None:
        pass


class _ByBatchApi:
    """Questions are noted, and answered all together between two times that the articles are gone over."""

    def __init__(
        self,
        settings: Settings,
        out: Path,
        answers: AnswerStore,
        *,
        before: Spent,
        watch: Watch,
        opened: AsyncExitStack,
        markdown: bool,
    ) -> None:
        from summarizer.batch_api import Desk, DeskOptions
        from summarizer.batch_api.ledger import Ledger

        self._price = Prices.load(settings.prices).find(settings.model or "")
        self._settings = settings
        self._markdown = markdown
        self._answers = answers
        self._before = before
        self._watch = watch
        self._tokens_noted = 0
        self._dollars_noted = 0.0
        ledger = Ledger(out / "batches.sqlite")
        opened.callback(ledger.close)
        self._desk: Desk = Desk(
            ledger,
            answers,
            settings.model or "",
            model_options(settings),
            DeskOptions(first_poll=settings.poll, longest_poll=_SELDOM * settings.poll),
            watch=self._tell,
            afford=self._afford,
        )
        opened.push_async_callback(self._desk.aclose)
        self._summarizer = Summarizer(settings, model=self._desk.model)

    @property
    def spent(self) -> Spent:
        spent = self._desk.spent
        return Spent(
            requests=spent.requests,
            lost=spent.lost,
            input_tokens=spent.input_tokens,
            cached_tokens=spent.cached_tokens,
            output_tokens=spent.output_tokens,
            cost=self._cost(spent.input_tokens, spent.cached_tokens, spent.output_tokens),
        )

    async def make(self, article: Article) -> Finished | None:
        from summarizer.batch_api import Parked

        made = await self._desk.attempt(lambda: self._summarizer.make(article))
        return None if isinstance(made, Parked) else finish(made, markdown=self._markdown)

    async def begin(self) -> None:
        # What failed in an earlier run may do now, and costs nothing if it does not.
        self._desk.retry_failed()
        if self._desk.under_way:
            await self._desk.work_off()

    async def fetch(self) -> bool:
        worthwhile = await self._desk.work_off()
        self._tokens_noted, self._dollars_noted = 0, 0.0
        return worthwhile

    def forget(self, article_id: str, sections: Collection[str] | None) -> None:
        self._answers.forget(article_id, sections)

    def note(self) -> None:
        pass

    @property
    def parting(self) -> str:
        return "stopping: batches under way go on at the server; the same command fetches what they answer"

    def stop(self) -> None:
        self._desk.stop()

    def _cost(self, input_tokens: int, cached_tokens: int, output_tokens: int) -> float | None:
        return self._price.cost(input_tokens, cached_tokens, output_tokens, batch=True) if self._price else None

    def _afford(self, body: bytes) -> None:
        """Take what a request can cost at most from what the budget leaves."""
        need = Need.of(body)
        tokens, dollars = need.tokens, self._cost(need.input, 0, need.output or 0) or 0.0
        spent, budget = self.spent, self._settings.budget
        used_tokens = _tokens(self._before) + _tokens(spent)
        used_dollars = (self._before.cost or 0.0) + (spent.cost or 0.0)
        most = self._settings.budget_tokens
        if most is not None and used_tokens + self._tokens_noted + tokens > most:
            problem = f"{used_tokens:,} of {most:,} tokens spent, and what is noted can take the rest"
            raise BudgetError(f"the budget ends here: {problem}. A larger budget goes on from here")
        if budget is not None and used_dollars + self._dollars_noted + dollars > budget:
            problem = f"${used_dollars:.4f} of ${budget:.4f} spent, and what is noted can take the rest"
            raise BudgetError(f"the budget ends here: {problem}. A larger budget goes on from here")
        self._tokens_noted += tokens
        self._dollars_noted += dollars

    def _tell(self, news: JobNews) -> None:
        counts = f"{news.completed} of {news.total} answered" + (f", {news.failed} failed" if news.failed else "")
        self._watch(TrafficEvent(TrafficKind.BATCH, 0.0, 0, f"batch {news.batch}: {news.status}, {counts}"))


def _tokens(spent: Spent) -> int:
    return spent.input_tokens + spent.output_tokens
