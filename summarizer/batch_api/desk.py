"""The desk: passes over the articles, and after each pass one round of batches.

What an article asks waits until the pass is over; then all that is wanted goes out together. What follows from
those answers (a question about the speakers found, an item asked for again) is found in the next pass and goes
into the next round.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from summarizer.batch_api.course import Course
from summarizer.batch_api.jobs import BatchServer
from summarizer.batch_api.ledger import RequestState
from summarizer.batch_api.options import DeskOptions
from summarizer.batch_api.results import Results
from summarizer.batch_api.transport import DeferringTransport
from summarizer.batch_api.visit import CountedModel, Parked, Visit, pay_a_visit
from summarizer.errors import OutageError
from summarizer.language_model import LanguageModel

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    import httpx2

    from summarizer.batch_api.ledger import Ledger
    from summarizer.batch_api.options import Watch
    from summarizer.language_model import ModelOptions
    from summarizer.language_model.conversation import Sleep
    from summarizer.model import Model
    from summarizer.recording.answers import AnswerStore
    from summarizer.traffic.events import Spent

__all__ = ["Desk"]

T = TypeVar("T")
_SLOWER = 1.5


def _now() -> datetime:
    return datetime.now(UTC)


class Desk:
    """Has questions answered by OpenAI's Batch API. Belongs to one event loop.

        while waiting := [article for article in waiting if isinstance(await desk.attempt(...), Parked)]:
            if not await desk.work_off():
                break

    Args:
        ledger: what is wanted and under way; another run on the same file goes on where this one stopped.
        store: where answers are kept.
        model: the model, as the server knows it.
        access: how the server is reached and asked.
        options: how requests are put into batches, and how long these are waited for.
        watch: called as a batch gets on.
        afford: given the body of each request that is to wait; raises where it cannot be paid for.
        transport: what calls to the server go through; the network by default. Closed with the desk.
        sleep: waits, in seconds.
        now: the time of day, aware of its zone.
    """

    def __init__(
        self,
        ledger: Ledger,
        store: AnswerStore,
        model: str,
        access: ModelOptions,
        options: DeskOptions | None = None,
        *,
        watch: Watch = lambda _: None,
        afford: Callable[[bytes], None] = lambda _: None,
        transport: httpx2.AsyncBaseTransport | None = None,
        sleep: Sleep = asyncio.sleep,
        now: Callable[[], datetime] = _now,
    ) -> None:
        self._ledger = ledger
        self._options = options or DeskOptions()
        self._sleep = sleep
        self._server = BatchServer(model, access, transport=transport, sleep=sleep)
        self._results = Results(self._server, store, ledger, self._options.retries, now)
        self._course = Course(
            ledger, self._server, self._results, watch, self._options.most_requests, self._options.most_bytes
        )
        # What failed, the desk has tried again already.
        once = replace(access, retries=0)
        self._model = CountedModel(LanguageModel(model, once, transport=DeferringTransport(store, ledger, afford)))
        self._stopped = asyncio.Event()

    @property
    def model(self) -> Model:
        """What briefs are made with, inside of `attempt`. It must not be asked only so many questions at a time."""
        return self._model

    @property
    def spent(self) -> Spent:
        """What the answers fetched in this run have taken. The cost is for who knows the prices to say."""
        return self._results.spent

    @property
    def failed(self) -> int:
        """How many requests have failed for good, in this run or before."""
        return self._ledger.count(RequestState.FAILED)

    @property
    def under_way(self) -> int:
        """How many jobs are not done with, those of an earlier run among them; `work_off` goes on with them."""
        return len(self._ledger.jobs())

    async def attempt(self, make: Callable[[], Awaitable[T]]) -> T | Parked:
        """Take up one article: `make` is done with all answers that are there, and its other questions are noted.

        Args:
            make: makes the brief with `model`. It is cancelled where all that it still does is wait.

        Returns:
            What `make` returns, or how many questions wait.

        Raises:
            Exception: whatever `make` raises. What it asked and nobody has been given yet is not asked then.
        """
        visit = Visit()
        try:
            return await pay_a_visit(visit, make)
        except Exception:
            self._ledger.withdraw(visit.keys)
            raise

    async def work_off(self) -> bool:
        """Submit all that is wanted, wait until every batch has ended, and keep what came of it.

        Returns:
            Whether another pass is worthwhile; not so where nothing was wanted or under way, or after `stop`.

        Raises:
            AccessRefusedError: the server does not let us in, or does not have the model.
            RequestRefusedError: the server does not take a batch, whatever its requests are.
            RunStoppedError: a batch was cancelled, the server takes no more, or is out of reach for long.
            OutputError: the ledger, the store or an input file cannot be written.
        """
        working = asyncio.create_task(self._work_off())
        stopped = asyncio.create_task(self._stopped.wait())
        try:
            await asyncio.wait({working, stopped}, return_when=asyncio.FIRST_COMPLETED)
            return working.done() and working.result()
        finally:
            for task in (working, stopped):
                task.cancel()
            await asyncio.gather(working, stopped, return_exceptions=True)

    async def _work_off(self) -> bool:
        worthwhile = False
        wait = self._options.first_poll
        missed = 0
        while True:
            end = await self._course.go_round()
            worthwhile |= end.moved
            missed = missed + 1 if end.missed else 0
            if missed > self._options.most_failed_polls:
                raise OutageError(f"{end.missed}; run again to go on with the batches under way")
            if not end.open:
                return worthwhile
            wait = self._options.first_poll if end.moved else wait
            await self._sleep(wait)
            wait = min(wait * _SLOWER, self._options.longest_poll)

    def stop(self) -> None:
        """Have `work_off` return at once. Batches go on at the server; the next run picks them up."""
        self._stopped.set()

    def retry_failed(self, article_ids: Iterable[str] | None = None) -> None:
        """Forget what has failed for good, of these articles or of all, so that it is asked again."""
        self._ledger.forget_failed(article_ids)

    async def aclose(self) -> None:
        """Let go of connections. The ledger and the store are their owner's."""
        await self._model.aclose()
        await self._server.aclose()
