"""What runs in a worker process: it makes the briefs of the articles that it is given, several at a time."""

from __future__ import annotations

import asyncio
import itertools
import os
import select
import signal
import socket
import threading
from contextlib import suppress
from contextvars import ContextVar
from functools import partial

import httpx2

from summarizer.batch.outcomes import finish
from summarizer.batch.workers.crossing import OfTheWire, pack, unpack
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
from summarizer.errors import MissingRecordingError
from summarizer.opening import open_model
from summarizer.pipeline import Summarizer
from summarizer.recording.label import Label, current_label
from summarizer.recording.transport import missing_exchange
from summarizer.settings import EXTRACTIVE

__all__ = ["PipeTransport", "main", "serve"]

_order: ContextVar[int] = ContextVar("order")


def main(descriptor: int) -> None:
    """Work until the socket closes.

    Args:
        descriptor: the number of the socket, which the main process has left open.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(descriptor,), daemon=True).start()
    asyncio.run(serve(socket.socket(fileno=descriptor)))


def _end_with(descriptor: int) -> None:
    """End this process when the main process ends, whatever is being done."""
    watch = select.poll()
    watch.register(descriptor, 0)
    watch.poll()
    os._exit(0)


async def serve(sock: socket.socket) -> None:
    """Make what is asked for over a socket, until it closes."""
    channel = await Channel.over(sock)
    tasks: dict[int, asyncio.Task[None]] = {}
    try:
        setup = await channel.receive()
        if not isinstance(setup, Setup):
            return
        transport = PipeTransport(channel)
        try:
            summarizer = _load(setup, transport)
        except Exception as error:  # noqa: BLE001 -- the main process says what it is
            channel.send(Unable(pack(error)))
            await channel.receive()
            return
        channel.send(Ready())
        while (message := await channel.receive()) is not None:
            match message:
                case Make(order, _):
                    task = asyncio.create_task(_make(channel, summarizer, message, markdown=setup.markdown))
                    tasks[order] = task
                    task.add_done_callback(partial(_forget, tasks, order))
                case Drop(order) if order in tasks:
                    tasks[order].cancel()
                case Answer() | NotAnswered():
                    transport.take(message)
    finally:
        for task in tasks.values():
            task.cancel()
        await asyncio.gather(*tasks.values(), return_exceptions=True)
        channel.close()


def _forget(tasks: dict[int, asyncio.Task[None]], order: int, _: asyncio.Task[None]) -> None:
    del tasks[order]


def _load(setup: Setup, transport: PipeTransport) -> Summarizer:
    """Load all that is needed before the first article comes."""
    if setup.settings.model != EXTRACTIVE:
        import instructor  # noqa: F401
        import openai  # noqa: F401
    return Summarizer(setup.settings, model=open_model(setup.settings, transport=transport))


async def _make(channel: Channel, summarizer: Summarizer, wanted: Make, *, markdown: bool) -> None:
    _order.set(wanted.order)
    try:
        finished = finish(await summarizer.make(wanted.article), markdown=markdown)
    except Exception as error:  # noqa: BLE001 -- the main process decides what becomes of it
        channel.send(NotMade(wanted.order, pack(error)))
    else:
        channel.send(Made(wanted.order, finished))


class PipeTransport(httpx2.AsyncBaseTransport):
    """Has the main process send each request.

    Args:
        channel: the way to the main process.
    """

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._numbers = itertools.count()
        self._awaited: dict[int, asyncio.Future[Answer | NotAnswered]] = {}

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Answer one request; raises what was raised in the main process."""
        label = current_label() or Label(article_id="unlabelled", source="unlabelled", section="unlabelled")
        order, number = _order.get(), next(self._numbers)
        told = asyncio.get_running_loop().create_future()
        self._awaited[number] = told
        body = await request.aread()
        about = (label.source, label.article_id, label.section, label.ids)
        self._channel.send(Ask(order, number, request.method, request.url.raw_path, body, *about))
        try:
            answer = await told
        except asyncio.CancelledError:
            self._channel.send(Withdraw(order, number))
            raise
        finally:
            del self._awaited[number]
        if isinstance(answer, NotAnswered):
            raise _raised(answer, request)
        label.replayed.extend(answer.replayed)
        return httpx2.Response(answer.status, headers=list(answer.headers), content=answer.body)

    def take(self, answer: Answer | NotAnswered) -> None:
        """An answer has come."""
        told = self._awaited.get(answer.number)
        with suppress(asyncio.InvalidStateError):
            if told is not None:
                told.set_result(answer)


def _raised(answer: NotAnswered, request: httpx2.Request) -> Exception:
    if isinstance(answer.error, OfTheWire):
        return answer.error.kind(answer.error.message, request=request)
    error = unpack(answer.error)
    # One that openai's client lets pass.
    return missing_exchange()(str(error)) if isinstance(error, MissingRecordingError) else error
