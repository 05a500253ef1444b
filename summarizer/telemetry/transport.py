"""The transport that tells OpenTelemetry of each request: right above the network, below recordings."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import httpx2

from summarizer.telemetry.conventions import (
    Attributes,
    JsonObject,
    captures_content,
    describe_answer,
    describe_request,
    input_messages,
    output_messages,
    read_json,
    token_usage,
)
from summarizer.telemetry.instruments import find_instruments

if TYPE_CHECKING:
    from collections.abc import Callable

    from opentelemetry.trace import Span

    from summarizer.telemetry.instruments import Instruments

__all__ = ["TelemetryTransport"]

_CHAT = "/chat/completions"
_PORTS = {"http": 80, "https": 443}
_OF_METRICS = (
    "gen_ai.operation.name",
    "gen_ai.provider.name",
    "gen_ai.request.model",
    "gen_ai.response.model",
    "server.address",
    "server.port",
    "error.type",
)


class TelemetryTransport(httpx2.AsyncBaseTransport):
    """Makes one span of each chat completion that goes through it, and measures it.

    An answer is read whole before it is passed on, unless it is streamed. Where nobody has set OpenTelemetry
    up, requests and answers pass untouched.

    Args:
        inner: the way to the network; closed with this.
        clock: seconds, always going forward.
    """

    def __init__(self, inner: httpx2.AsyncBaseTransport, *, clock: Callable[[], float] = time.perf_counter) -> None:
        self._inner = inner
        self._clock = clock

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send one request; raises whatever the way to the network raises."""
        instruments = find_instruments()
        if instruments is None or not request.url.path.endswith(_CHAT):
            return await self._inner.handle_async_request(request)
        from opentelemetry.trace import SpanKind

        body = read_json(await request.aread())
        about = describe_request(body, *_server(request.url))
        # What an error says may hold what a server sent back: only its class is told.
        with instruments.tracer.start_as_current_span(
            f"chat {about['gen_ai.request.model']}" if "gen_ai.request.model" in about else "chat",
            kind=SpanKind.CLIENT,
            attributes=about,
            record_exception=False,
            set_status_on_exception=False,
        ) as span:
            return await self._send(request, body, _Exchange(instruments, span, about, self._clock))

    async def aclose(self) -> None:
        """Let go of connections."""
        await self._inner.aclose()

    async def _send(self, request: httpx2.Request, body: JsonObject, exchange: _Exchange) -> httpx2.Response:
        captures = exchange.is_recorded and captures_content()
        streams = body.get("stream") is True
        if captures:
            exchange.add({"gen_ai.input.messages": input_messages(body)})
        try:
            response = await self._inner.handle_async_request(request)
            if not streams:
                await _read(response)
        except BaseException as error:
            exchange.end(type(error).__qualname__)
            raise
        answer = {} if streams else read_json(response.content)
        exchange.answered(answer)
        if captures and answer:
            exchange.add({"gen_ai.output.messages": output_messages(answer)})
        if response.is_error:
            exchange.end(str(response.status_code))
        else:
            exchange.end(None if streams or answer.get("choices") else "_OTHER")
        return response


class _Exchange:
    """What is told of one request."""

    def __init__(self, instruments: Instruments, span: Span, about: Attributes, clock: Callable[[], float]) -> None:
        self._instruments = instruments
        self._span = span
        self._about = dict(about)
        self._clock = clock
        self._began = clock()

    @property
    def is_recorded(self) -> bool:
        return self._span.is_recording()

    def add(self, said: Attributes) -> None:
        self._about |= said
        for name, value in said.items():
            self._span.set_attribute(name, value)

    def answered(self, answer: JsonObject) -> None:
        self.add(describe_answer(answer))
        usage = token_usage(answer)
        for kind, tokens in (("input", usage.input), ("output", usage.output)):
            if tokens is not None:
                self._instruments.token_usage.record(tokens, {**self._dimensions(), "gen_ai.token.type": kind})

    def end(self, error: str | None) -> None:
        """The request is over: `error` is its type where it failed."""
        if error is not None:
            from opentelemetry.trace import StatusCode

            self.add({"error.type": error})
            self._span.set_status(StatusCode.ERROR)
        self._instruments.duration.record(self._clock() - self._began, self._dimensions())

    def _dimensions(self) -> Attributes:
        return {name: self._about[name] for name in _OF_METRICS if name in self._about}


async def _read(response: httpx2.Response) -> None:
    try:
        await response.aread()
    except BaseException:
        await response.aclose()
        raise


def _server(url: httpx2.URL) -> tuple[str, int]:
    return url.host, url.port or _PORTS.get(url.scheme, 443)
