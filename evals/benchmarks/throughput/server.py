"""A server of chat completions that answers each request after a while, in a process of its own.

    python -m evals.benchmarks.throughput.server [--delay SECONDS]

Prints its port. `GET /counts` gives what it has seen since the last `GET /reset`. Standard library only, and
nothing of a web framework: it must not be what the clients wait for.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import sys
import time
from dataclasses import asdict, dataclass

from evals.benchmarks.throughput.answers import completion

__all__ = ["main"]

_END = b"\r\n\r\n"
_BACKLOG = 1024


@dataclass(slots=True)
class Counts:
    """What was seen since the last reset.

    Attributes:
        requests: chat completions asked for.
        articles: those of them that were about an article.
        in_flight: requests not answered yet.
        most_in_flight: the most there were at once.
        first: when the first request about an article came, in seconds of no particular clock.
        last: when the last of them was answered.
    """

    requests: int = 0
    articles: int = 0
    in_flight: int = 0
    most_in_flight: int = 0
    first: float | None = None
    last: float | None = None


class Connection(asyncio.Protocol):
    """One connection, one request after the other."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._read = bytearray()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep what answers are written to."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Take a piece of a request; the whole of it is answered."""
        self._read += data
        while (end := self._read.find(_END)) >= 0:
            head = bytes(self._read[:end])
            start = end + len(_END)
            whole = start + _length(head)
            if len(self._read) < whole:
                return
            body = bytes(self._read[start:whole])
            del self._read[:whole]
            self._server.take(head, body, self._transport)


def _length(head: bytes) -> int:
    _, found, rest = head.lower().partition(b"\r\ncontent-length:")
    return int(rest.partition(b"\r\n")[0]) if found else 0


class Server:
    """Answers after `delay` seconds, and counts."""

    def __init__(self, delay: float) -> None:
        self._delay = delay
        self._loop = asyncio.get_running_loop()
        self._counts = Counts()

    def take(self, head: bytes, body: bytes, transport: asyncio.Transport) -> None:
        """Take one request: of the model at once, or of a completion after a while."""
        if head.startswith(b"POST "):
            arrived = time.perf_counter()
            answer, about_an_article = completion(body)
            counts = self._counts
            counts.requests += 1
            counts.in_flight += 1
            counts.most_in_flight = max(counts.most_in_flight, counts.in_flight)
            if about_an_article:
                counts.articles += 1
                counts.first = counts.first or arrived
            self._loop.call_later(self._delay, self._give, transport, answer, about_an_article)
            return
        if head.startswith(b"GET /reset"):
            self._counts = Counts()
        _write(transport, json.dumps(asdict(self._counts)).encode())

    def _give(self, transport: asyncio.Transport, answer: bytes, about_an_article: bool) -> None:  # noqa: FBT001
        self._counts.in_flight -= 1
        if about_an_article:
            self._counts.last = time.perf_counter()
        if not transport.is_closing():
            _write(transport, answer)


def _write(transport: asyncio.Transport, body: bytes) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)
    transport.write(head + body)


async def serve(delay: float) -> None:
    """Answer until the process is ended."""
    loop = asyncio.get_running_loop()
    server = Server(delay)
    listening = await loop.create_server(lambda: Connection(server), "127.0.0.1", 0, backlog=_BACKLOG)
    sys.stdout.write(f"{listening.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await listening.serve_forever()


def main() -> None:
    """Serve."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--delay", type=float, default=0.2)
    # Whatever there is now stays: looking through it again and again would only make answers late.
    gc.freeze()
    asyncio.run(serve(parser.parse_args().delay))


if __name__ == "__main__":
    main()
