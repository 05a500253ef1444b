"""A visit: one article is taken up as far as the answers go that are there, and let go of when all else waits."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from summarizer.model import AnswerT, Model, Question, Reply

__all__ = ["CountedModel", "Parked", "Visit", "current_visit", "pay_a_visit"]

T = TypeVar("T")

_TURNS = 30
"""Turns of the event loop without a move after which nothing moves any more. Few have ever been seen between two
moves; too few would only cost a pass, since what is asked later is asked in the next."""


@dataclass(frozen=True, slots=True)
class Parked:
    """What could not be finished: so many questions wait for an answer."""

    questions: int


@dataclass(slots=True)
class Visit:
    """What happens while one article is taken up.

    Attributes:
        moves: how often something was asked, sent or answered.
        asking: questions that are being asked now, wherever they are.
        sent: those of them that have come to the transport, and wait there.
        keys: of all requests that have waited for an answer.
        stirred: set as a question comes to the transport, and at the end.
    """

    moves: int = 0
    asking: int = 0
    sent: int = 0
    keys: list[str] = field(default_factory=list)
    stirred: asyncio.Event = field(default_factory=asyncio.Event)

    @contextmanager
    def counting_question(self) -> Iterator[None]:
        """A question is being asked."""
        self.moves += 1
        self.asking += 1
        try:
            yield
        finally:
            self.moves += 1
            self.asking -= 1

    @contextmanager
    def counting_request(self) -> Iterator[None]:
        """A request is in the transport. Nothing there takes time but waiting for an answer."""
        self.moves += 1
        self.sent += 1
        self.stirred.set()
        try:
            yield
        finally:
            self.moves += 1
            self.sent -= 1

    async def park(self, key: str) -> NoReturn:
        """Wait for ever: until this is cancelled."""
        self.keys.append(key)
        await asyncio.get_running_loop().create_future()
        raise AssertionError("nothing that waits is ever answered")

    async def settle(self) -> bool:
        """Wait until nothing moves any more; whether all that is asked waits in the transport then."""
        await self.stirred.wait()
        self.stirred.clear()
        seen = -1
        while seen != self.moves:
            seen = self.moves
            for _ in range(_TURNS):
                await asyncio.sleep(0)
        return self.sent > 0 and self.sent >= self.asking


_visit: ContextVar[Visit | None] = ContextVar("visit", default=None)


def current_visit() -> Visit:
    """The visit in whose context this is called; one that nobody pays, outside of one."""
    return _visit.get() or Visit()


class CountedModel:
    """A model whose questions are counted while they are asked."""

    def __init__(self, model: Model) -> None:
        self._model = model

    @property
    def name(self) -> str:
        """The model's name."""
        return self._model.name

    @property
    def backend(self) -> str:
        """What answers."""
        return self._model.backend

    async def ask(self, question: Question[AnswerT]) -> Reply[AnswerT]:
        """Answer one question, as the model does."""
        with current_visit().counting_question():
            return await self._model.ask(question)

    async def aclose(self) -> None:
        """Let go of the model."""
        await self._model.aclose()


async def pay_a_visit(visit: Visit, make: Callable[[], Awaitable[T]]) -> T | Parked:
    """Do something until it is done, or until all that it still does is wait for answers.

    Args:
        visit: a new one.
        make: what to do; it is cancelled where it waits.

    Returns:
        What `make` returns, or what waits.

    Raises:
        Exception: whatever `make` raises.
    """

    async def run() -> T:
        return await make()

    context = copy_context()
    context.run(_visit.set, visit)
    task = asyncio.create_task(run(), context=context)
    task.add_done_callback(lambda _: visit.stirred.set())
    try:
        while not task.done():
            if await visit.settle() and not task.done():
                return Parked(visit.sent)
        return task.result()
    finally:
        if not task.done():
            task.cancel()
            await asyncio.wait({task})
            if not task.cancelled():
                task.exception()  # whatever it says to being cancelled is of no interest
