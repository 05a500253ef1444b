"""A real HTTP server on loopback that follows a script, for tests of what servers do.

with serving([Reply(status=429), chat('{"n": 1}')]) as server:
    ...  # ask server.url
assert len(server.requests) == 2
"""

from __future__ import annotations

import json
import os
import socket
import struct
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeAlias

__all__ = ["Json", "Reply", "Script", "Seen", "Server", "chat", "half", "html", "reset", "serving"]

Json: TypeAlias = dict[str, Any]

_PATIENCE = 20.0
"""Seconds after which a test that waits for something that never comes fails instead of hanging."""


@dataclass(frozen=True)
class Reply:
    """What the server does with one request.

    Attributes:
        body: sent as it is if bytes, else as JSON.
        status: of the response.
        headers: beside Content-Type and Content-Length, which are there unless given here.
        sent: bytes of the body that are sent before the connection closes; all by default.
        after: what to wait for before answering.
        reset: break the connection off without an answer.
    """

    body: bytes | Json = field(default_factory=dict)
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    sent: int | None = None
    after: threading.Event | None = None
    reset: bool = False


@dataclass(frozen=True)
class Seen:
    """One request as it came in."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Json:
        """The body, parsed."""
        parsed: Json = json.loads(self.body)
        return parsed


Script: TypeAlias = Iterable[Reply | Json] | Callable[[Seen], Reply | Json]
"""Replies in their order (a plain dict is a body sent with 200), or what decides on one by the request."""


def chat(
    content: str | None,
    finish_reason: str = "stop",
    usage: tuple[int, int, int] | None = (10, 5, 4),
    **message: object,
) -> Json:
    """The body of a chat completion.

    Args:
        content: the answer.
        finish_reason: why it ended.
        usage: tokens in, out, and those of the input that were cached.
        message: further fields of the message: `refusal`, `tool_calls`.
    """
    body: Json = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1_700_000_000,
        "model": "scripted",
        "choices": [
            {
                "index": 0,
                "finish_reason": finish_reason,
                "message": {"role": "assistant", "content": content, **message},
            }
        ],
    }
    if usage is not None:
        prompt, completion, cached = usage
        body["usage"] = {
            "prompt_tokens": prompt,
            "completion_tokens": completion,
            "total_tokens": prompt + completion,
            "prompt_tokens_details": {"cached_tokens": cached},
        }
    return body


def html(page: str = "<html><body>Bad gateway</body></html>", status: int = 200) -> Reply:
    """A page where JSON belongs."""
    return Reply(page.encode(), status, {"Content-Type": "text/html"})


def half(body: Json) -> Reply:
    """The first half of a JSON body, sent as if it were all."""
    whole = json.dumps(body).encode()
    return Reply(whole[: len(whole) // 2], headers={"Content-Type": "application/json"})


def reset() -> Reply:
    """No answer: the connection is reset."""
    return Reply(reset=True)


class _Http(ThreadingHTTPServer):
    request_queue_size = 128
    """With the usual 5, a client that asks fifty things at once waits a second for some."""

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is no error of the server's; whatever else goes wrong is shown."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # as socketserver calls it


class Server:
    """What a test sees of the server."""

    def __init__(self, script: Script) -> None:
        self.requests: list[Seen] = []
        self._script = script if callable(script) else iter(script)
        self._changed = threading.Condition()
        self._closing = False
        self._awaited: set[threading.Event] = set()
        self._http = _Http(("127.0.0.1", 0), _handler_for(self))
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True)

    @property
    def url(self) -> str:
        """The base URL to give to a client."""
        return f"http://127.0.0.1:{self._http.server_port}/v1"

    def wait_for_requests(self, count: int) -> None:
        """Block until so many requests have come in."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.requests) >= count, _PATIENCE), "no request came"

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def stop(self) -> None:
        """Let go of whatever waits, and end all threads."""
        self._closing = True
        for event in tuple(self._awaited):
            event.set()
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()

    def next_reply(self, seen: Seen) -> Reply:
        """Note a request and say what to do with it; once the script is over, refuse."""
        with self._changed:
            self.requests.append(seen)
            over = Reply({"error": {"message": "the script is over"}}, 418)
            reply = self._script(seen) if callable(self._script) else next(self._script, over)
            self._changed.notify_all()
        return reply if isinstance(reply, Reply) else Reply(reply)

    def wait(self, event: threading.Event) -> None:
        """Wait until a test sets the event or the server stops."""
        self._awaited.add(event)
        if not self._closing:
            event.wait(_PATIENCE)


@contextmanager
def serving(script: Script) -> Iterator[Server]:
    """A server that follows the script while the context lasts."""
    server = Server(script)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def _handler_for(server: Server) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            body = self.rfile.read(length)
            if len(body) < length:  # the client has left before it had asked
                self.close_connection = True
                return
            seen = Seen(self.command, self.path, dict(self.headers.items()), body)
            reply = server.next_reply(seen)
            if reply.after is not None:
                server.wait(reply.after)
            if reply.reset:
                self._reset()
                return
            with suppress(OSError):  # the client has left
                self._answer(reply)

        def do_GET(self) -> None:
            self.do_POST()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the name that http.server gives it
            pass

        def _answer(self, reply: Reply) -> None:
            content = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body).encode()
            self.send_response(reply.status)
            headers = {"Content-Type": "application/json", "Content-Length": str(len(content))}
            for name, value in (headers | dict(reply.headers)).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content[: reply.sent])

        def _reset(self) -> None:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
            os.close(self.connection.detach())

    return Handler
