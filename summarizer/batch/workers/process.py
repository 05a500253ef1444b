"""One worker process as the main process sees it: its articles in hand, and the requests that they have out."""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import signal
import socket
import subprocess
import sys
from contextvars import Context, copy_context
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from summarizer.batch.workers.crossing import unpack
from summarizer.batch.workers.wire import (
    Answer,
    Ask,
    Channel,
    Drop,
    Made,
    Make,
    NotAnswered,
    NotMade,
    Ready,
    Setup,
    Unable,
    Withdraw,
)
from summarizer.errors import RunStoppedError, WorkerDiedError

if TYPE_CHECKING:
    from summarizer.article import Article
    from summarizer.batch.outcomes import Finished
    from summarizer.batch.workers.requests import Requests

__all__ = ["WorkerProcess"]

_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[2]); "
    "from summarizer.batch.workers.worker import main; main(int(sys.argv[1]))"
)
_NOT_THEIRS = ("OPENAI_", "SUMMARIZER_")
"""Variables that may hold the key."""
_OURS_ALONE = (signal.SIGINT, signal.SIGTERM)
_NO_START = "a worker process ended before it could begin: --processes 1 does without"


@dataclass(frozen=True, slots=True)
class _Order:
    """An article in hand: where its brief will be, what is around it, and its requests by their numbers."""

    source: str
    made: asyncio.Future[Finished]
    context: Context
    asks: dict[int, asyncio.Task[None]] = field(default_factory=dict)


class WorkerProcess:
    """A worker process.

    Args:
        process: the process.
        channel: the way to it.
        requests: sends what it asks; None where it asks nothing.
    """

    def __init__(self, process: subprocess.Popen[bytes], channel: Channel, requests: Requests | None) -> None:
        self._process = process
        self._channel = channel
        self._requests = requests
        self._orders: dict[int, _Order] = {}
        self._numbers = itertools.count()
        self._problem: Exception | None = RunStoppedError(_NO_START)

    @classmethod
    async def start(cls, setup: Setup, requests: Requests | None) -> Self:
        """Start a process; articles may be given to it at once."""
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                process = _spawn(theirs.fileno())
        except OSError:
            ours.close()
            raise
        worker = cls(process, await Channel.over(ours), requests)
        worker._channel.send(setup)
        return worker

    @property
    def in_hand(self) -> int:
        """How many articles it has."""
        return len(self._orders)

    @property
    def problem(self) -> Exception | None:
        """Why it could not begin; None where it has begun."""
        return self._problem

    async def make(self, article: Article) -> Finished:
        """Have the brief of an article made.

        Raises:
            WorkerDiedError: the process has ended.
            SummarizerError: it cannot be made.
        """
        number = next(self._numbers)
        order = _Order(article.source, asyncio.get_running_loop().create_future(), copy_context())
        self._orders[number] = order
        self._channel.send(Make(number, article))
        try:
            return await order.made
        except asyncio.CancelledError:
            self._channel.send(Drop(number))
            for ask in order.asks.values():
                ask.cancel()
            raise
        finally:
            del self._orders[number]
            # What a worker that died had asked is answered all the same, and kept: it is not paid for twice.
            await asyncio.gather(*order.asks.values(), return_exceptions=True)

    async def attend(self) -> None:
        """Do what it asks, until its process has ended, of itself or by `kill`."""
        try:
            while (message := await self._channel.receive()) is not None:
                self._take(message)
        except Exception as error:  # noqa: BLE001 -- replaced on disk by another version, for one
            self._problem = RunStoppedError(f"a worker process says what cannot be understood ({error}): run again")
        finally:
            self._end()

    def kill(self) -> None:
        """End the process now."""
        self._process.kill()

    def _take(self, message: object) -> None:
        match message:
            case Ready():
                self._problem = None
            case Unable(error):
                self._problem = unpack(error, self._clean)
                self.kill()
            case Ask(order) if order in self._orders:
                self._ask(self._orders[order], message)
            case Withdraw(order, number) if order in self._orders and number in self._orders[order].asks:
                self._orders[order].asks[number].cancel()
            case Made(order, finished) if order in self._orders:
                _settle(self._orders[order], finished)
            case NotMade(order, error) if order in self._orders:
                _settle(self._orders[order], unpack(error, self._clean))

    def _ask(self, order: _Order, ask: Ask) -> None:
        task = asyncio.get_running_loop().create_task(self._answer(ask), context=order.context.copy())
        order.asks[ask.number] = task
        task.add_done_callback(lambda _: order.asks.pop(ask.number, None))

    async def _answer(self, ask: Ask) -> None:
        assert self._requests is not None
        answer: Answer | NotAnswered = await self._requests.answer(ask)
        self._channel.send(answer)

    def _clean(self, words: str) -> str:
        return self._requests.without_secret(words) if self._requests else words

    def _end(self) -> None:
        self.kill()
        self._process.wait()
        self._channel.close()
        for order in self._orders.values():
            words = f"{order.source}: its brief was being made when its worker process died: run again"
            _settle(order, self._problem or WorkerDiedError(words))


def _settle(order: _Order, outcome: Finished | Exception) -> None:
    if order.made.done():
        return
    if isinstance(outcome, Exception):
        order.made.set_exception(outcome)
    else:
        order.made.set_result(outcome)


def _spawn(descriptor: int) -> subprocess.Popen[bytes]:
    environment = {name: value for name, value in os.environ.items() if not name.upper().startswith(_NOT_THEIRS)}
    # Blocked here, they are blocked there from the first moment on: Ctrl-C goes to all processes of a terminal.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _OURS_ALONE)
    try:
        return subprocess.Popen(  # noqa: S603 -- this very Python
            [sys.executable, "-P", "-c", _START, str(descriptor), json.dumps(sys.path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=[descriptor],
            # The main process tells of spans and metrics.
            env=environment | {"OTEL_SDK_DISABLED": "true"},
        )
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
