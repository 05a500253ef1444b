"""A real HTTP server on loopback that answers any question, and misbehaves as it is told, the same each time.

What becomes of a request depends on its body and on how often that body came, never on the order of arrival. The
answer depends on the body alone.

with misbehaving(often(0.3, RETRIED, seed=7)) as server:
    ...  # ask server.url
assert max(server.paid.values()) == 1
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import random
import re
import socket
import struct
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from email.utils import formatdate
from enum import StrEnum
from typing import Any, TypeAlias

__all__ = [
    "ACCESS",
    "BAD_ANSWERS",
    "REFUSED",
    "RETRIED",
    "Fault",
    "FaultServer",
    "Script",
    "always",
    "at_first",
    "misbehaving",
    "never",
    "often",
    "to_some",
]

_PATIENCE = 60.0
"""Seconds after which a test that waits for something that never comes fails instead of hanging."""


class Fault(StrEnum):
    """One way to misbehave."""

    TIMED_OUT = "408"
    CONFLICT = "409"
    BUSY = "429 without a word"
    BUSY_SECONDS = "429 with Retry-After in seconds"
    BUSY_MILLISECONDS = "429 with retry-after-ms"
    BUSY_DATE = "429 with Retry-After as a date"
    BROKEN = "500"
    PAGE = "502 with a page of HTML"
    DOWN = "503"
    OVERLOADED = "529"
    RESET = "reset before the answer"
    RESET_INSIDE = "reset in the middle of the answer"
    TRUNCATED = "shorter than its Content-Length"
    HALF = "half of the JSON, sent as if it were all"
    EMPTY = "no choices"
    NULL = "a choice without a message"
    WELCOME = "200 with a page of HTML"
    SILENT = "no answer, ever"
    NONE_LEFT = "an answer that says that no more is taken for now"
    BAD = "400"
    KEY = "401"
    FORBIDDEN = "403"
    UNKNOWN = "404"
    UNPROCESSABLE = "422"
    QUOTA = "429 since the quota is used up"
    FILTERED = "the content filter"
    CUT = "cut at the limit"
    DECLINED = "declined"
    MISSHAPEN = "JSON of another shape"


RETRIED = tuple(Fault)[: tuple(Fault).index(Fault.BAD)]
REFUSED = (Fault.BAD, Fault.UNPROCESSABLE)
ACCESS = (Fault.KEY, Fault.FORBIDDEN, Fault.UNKNOWN, Fault.QUOTA)
BAD_ANSWERS = (Fault.FILTERED, Fault.CUT, Fault.DECLINED, Fault.MISSHAPEN)

Script: TypeAlias = Callable[[str, int], Fault | None]
"""What to do with a body (by its SHA-256) that comes for the n-th time, counted from 0; None to answer it."""

_STATUS = {
    Fault.TIMED_OUT: 408,
    Fault.CONFLICT: 409,
    Fault.BUSY: 429,
    Fault.BUSY_SECONDS: 429,
    Fault.BUSY_MILLISECONDS: 429,
    Fault.BUSY_DATE: 429,
    Fault.BROKEN: 500,
    Fault.PAGE: 502,
    Fault.DOWN: 503,
    Fault.OVERLOADED: 529,
    Fault.BAD: 400,
    Fault.KEY: 401,
    Fault.FORBIDDEN: 403,
    Fault.UNKNOWN: 404,
    Fault.UNPROCESSABLE: 422,
    Fault.QUOTA: 429,
}
_HEADERS = {
    Fault.BUSY_SECONDS: {"Retry-After": "0"},
    Fault.BUSY_MILLISECONDS: {"retry-after-ms": "3"},
    Fault.NONE_LEFT: {"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "5ms"},
}
_PAGE = b"<html><body>It works!</body></html>"
_NAME = re.compile(r"\b[A-Z][a-z]{3,}\b")
_WORDS = 400
"""Words of a question among which an answer finds its names."""


def never(_: str, __: int) -> None:
    """Answer everything."""


def always(fault: Fault) -> Script:
    """Misbehave in one way, whatever is asked."""
    return lambda _, __: fault


def at_first(fault: Fault, times: int = 1) -> Script:
    """Misbehave in one way as often as this with each body, then answer it."""
    return lambda _, nth: fault if nth < times else None


def to_some(fault: Fault, parts: int = 3) -> Script:
    """Misbehave in one way with one body of so many, always."""
    return lambda digest, _: fault if int(digest, 16) % parts == 0 else None


def often(share: float, faults: Sequence[Fault], seed: int) -> Script:
    """Misbehave at this share of all requests, in any of these ways."""

    def script(digest: str, nth: int) -> Fault | None:
        chance = random.Random(f"{seed}/{digest}/{nth}")
        return chance.choice(faults) if chance.random() < share else None

    return script


class FaultServer:
    """What a test sees of the server.

    Attributes:
        script: what becomes of each request; may be changed at any time.
        received: how often each body came, by its SHA-256.
        paid: how often each was answered with status 200 and a whole body.
        tokens_in: as the answers that were paid say.
        tokens_out: the same.
        most_at_once: the most requests that were there at a time.
        delay: seconds before the n-th request, counted from 0, is answered.
        left: the body that came last on each connection whose client has gone: what that client may not have read.
        on_request: called with the number of requests so far, from another thread, before each is looked at.
    """

    def __init__(self, script: Script = never) -> None:
        self.script = script
        self.received: Counter[str] = Counter()
        self.paid: Counter[str] = Counter()
        self.tokens_in = self.tokens_out = 0
        self.most_at_once = 0
        self.delay: Callable[[int], float] = lambda _: 0.0
        self.on_request: Callable[[int], object] = lambda _: None
        self.left: list[str] = []
        self._open: set[_Connection] = set()
        self._changed = threading.Condition()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._port = 0

    @property
    def url(self) -> str:
        """The base URL to give to a client."""
        return f"http://127.0.0.1:{self._port}/v1"

    @property
    def tokens(self) -> int:
        """In and out."""
        return self.tokens_in + self.tokens_out

    @property
    def requests(self) -> int:
        """How many requests came."""
        return self.received.total()

    def wait_for_requests(self, count: int) -> None:
        """Block until so many requests have come in."""
        with self._changed:
            assert self._changed.wait_for(lambda: self.requests >= count, _PATIENCE), "no request came"

    def wait_until_left(self) -> None:
        """Block until all clients have gone, and what they had sent is dealt with."""
        with self._changed:
            assert self._changed.wait_for(lambda: not self._open, _PATIENCE), "a client stayed"

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

        async def listen() -> asyncio.Server:
            return await asyncio.get_running_loop().create_server(
                lambda: _Connection(self), "127.0.0.1", 0, backlog=512
            )

        self._server = asyncio.run_coroutine_threadsafe(listen(), self._loop).result(_PATIENCE)
        self._port = self._server.sockets[0].getsockname()[1]

    def stop(self) -> None:
        """Let go of all connections, and end."""

        async def close() -> None:
            self._server.close()
            for connection in tuple(self._open):
                connection.transport.abort()
            while self._open:  # noqa: ASYNC110 -- each turn of the loop closes some
                await asyncio.sleep(0)

        asyncio.run_coroutine_threadsafe(close(), self._loop).result(_PATIENCE)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_PATIENCE)
        self._loop.close()

    def take(self, digest: str) -> tuple[int, Fault | None]:
        """Note a request, and say which one it is and what becomes of it."""
        number = self.requests
        self.on_request(number)
        with self._changed:
            nth = self.received[digest]
            self.received[digest] += 1
            self._changed.notify_all()
        return number, self.script(digest, nth)

    def opened(self, connection: _Connection) -> None:
        """Note a client."""
        with self._changed:
            self._open.add(connection)
            self.most_at_once = max(self.most_at_once, len(self._open))

    def closed(self, connection: _Connection) -> None:
        """Note that a client has gone."""
        with self._changed:
            self._open.discard(connection)
            if connection.last:
                self.left.append(connection.last)
            self._changed.notify_all()


class _Connection(asyncio.Protocol):
    """One client: requests one after the other, each answered before the next is read."""

    def __init__(self, server: FaultServer) -> None:
        self._server = server
        self._buffer = bytearray()
        self.last = ""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self._server.opened(self)

    def connection_lost(self, _: Exception | None) -> None:
        self._server.closed(self)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head, found, rest = self._buffer.partition(b"\r\n\r\n")
        length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
        size = int(length[1]) if length else 0
        if found and len(rest) >= size:
            body = bytes(rest[:size])
            self._buffer = rest[size:]
            self._take(body)

    def _take(self, body: bytes) -> None:
        digest = hashlib.sha256(body).hexdigest()
        self.last = digest
        number, fault = self._server.take(digest)
        delay = self._server.delay(number)
        if delay:
            asyncio.get_running_loop().call_later(delay, self._act, body, digest, fault)
        else:
            self._act(body, digest, fault)

    def _act(self, body: bytes, digest: str, fault: Fault | None) -> None:
        if fault is Fault.SILENT or self.transport.is_closing():
            return
        if fault is Fault.RESET:
            self._reset()
            return
        status = _STATUS.get(fault, 200) if fault else 200
        paged = fault in {Fault.PAGE, Fault.WELCOME}
        content = _PAGE if paged else _answer(body, digest, fault) if status == 200 else _refusal(fault)
        headers = {
            "Date": formatdate(usegmt=True),
            "Content-Type": "text/html" if paged else "application/json",
            "Content-Length": str(len(content)),
            **(_HEADERS.get(fault, {}) if fault else {}),
        }
        if fault is Fault.BUSY_DATE:
            headers["Retry-After"] = headers["Date"]
        head = f"HTTP/1.1 {status} Said\r\n" + "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        whole = fault not in {Fault.RESET_INSIDE, Fault.TRUNCATED}
        if status == 200 and whole and fault not in {Fault.HALF, Fault.EMPTY, Fault.NULL, Fault.WELCOME}:
            self._server.paid[digest] += 1
            usage = json.loads(content)["usage"]
            self._server.tokens_in += usage["prompt_tokens"]
            self._server.tokens_out += usage["completion_tokens"]
        self.transport.write(f"{head}\r\n".encode() + content[: None if whole else len(content) // 2])
        if fault is Fault.RESET_INSIDE:
            self._reset()
        elif not whole:
            self.transport.close()

    def _reset(self) -> None:
        sock = self.transport.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.transport.abort()


@contextmanager
def misbehaving(script: Script = never) -> Iterator[FaultServer]:
    """A server that follows the script while the context lasts."""
    server = FaultServer(script)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def _refusal(fault: Fault | None) -> bytes:
    error: dict[str, object] = {"message": f"the server says: {fault}", "type": "error", "code": None}
    if fault is Fault.QUOTA:
        error["code"] = "insufficient_quota"
    return json.dumps({"error": error}).encode()


def _answer(body: bytes, digest: str, fault: Fault | None) -> bytes:
    """A chat completion that fills the schema that was sent, and differs by what was asked."""
    asked = json.loads(body)
    schema = asked["response_format"]["json_schema"]["schema"]
    shown = asked["messages"][-1]["content"]
    content = json.dumps(_Filling(schema, shown, random.Random(digest)).fill(schema))
    if fault is Fault.MISSHAPEN:
        content = '{"neither": "here"}'
    reason = {Fault.FILTERED: "content_filter", Fault.CUT: "length"}.get(fault, "stop") if fault else "stop"
    refusal = "I would rather not" if fault is Fault.DECLINED else None
    message = {"role": "assistant", "content": content, "refusal": refusal}
    choices = [{"index": 0, "finish_reason": reason, "message": message}]
    tokens = (len(body) // 4, len(content) // 4 + 1)
    answer = {
        "id": f"chatcmpl-{digest[:8]}",
        "object": "chat.completion",
        "created": 1_700_000_000,
        "model": asked["model"],
        "choices": {Fault.EMPTY: [], Fault.NULL: [None]}.get(fault, choices) if fault else choices,
        "usage": {"prompt_tokens": tokens[0], "completion_tokens": tokens[1], "total_tokens": sum(tokens)},
    }
    if fault in {Fault.EMPTY, Fault.NULL}:
        del answer["usage"]
    whole = json.dumps(answer).encode()
    return whole[: len(whole) // 2] if fault is Fault.HALF else whole


class _Filling:
    """Fills a JSON schema, choosing wherever there is a choice."""

    def __init__(self, schema: dict[str, Any], shown: str, chance: random.Random) -> None:
        self._defs = schema.get("$defs", {})
        self._names = _NAME.findall(shown)[-_WORDS:] or ["Nobody"]
        self._chance = chance

    def fill(self, schema: dict[str, Any]) -> object:
        if "$ref" in schema:
            return self.fill(self._defs[schema["$ref"].rsplit("/", 1)[-1]])
        for choices in ("enum", "anyOf", "oneOf"):
            if choices in schema:
                chosen = self._chance.choice(schema[choices])
                return chosen if choices == "enum" else self.fill(chosen)
        if "const" in schema:
            return schema["const"]
        match schema.get("type"):
            case "object":
                return {name: self.fill(part) for name, part in schema.get("properties", {}).items()}
            case "array":
                return [self.fill(schema["items"]) for _ in range(schema.get("minItems", 0))]
            case "string":
                return self._chance.choice(self._names)
            case "integer" | "number":
                return 0
            case "boolean":
                return self._chance.random() < 0.5
        return None
