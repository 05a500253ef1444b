from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx2
import pytest
from hypothesis import given, settings, strategies
from openai import APIStatusError, AsyncOpenAI
from opentelemetry import metrics, trace
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import HistogramDataPoint, InMemoryMetricReader
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.sdk.trace.sampling import ALWAYS_OFF
from opentelemetry.trace import SpanKind, StatusCode

from summarizer.telemetry import article_span, with_telemetry
from summarizer.telemetry.conventions import (
    describe_answer,
    describe_request,
    input_messages,
    output_messages,
    read_json,
)
from tests.servers import Json, Reply, Script, Seen, chat, half, html, reset, serving

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

SECRET = "sk-very-secret"
ARTICLE = "“We never said so,” the mayor told reporters."
ANSWER = '{"speaker": "the mayor"}'
SWITCH = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"


@dataclass(frozen=True)
class Told:
    """What OpenTelemetry has been told."""

    exporter: InMemorySpanExporter
    reader: InMemoryMetricReader

    @property
    def spans(self) -> tuple[ReadableSpan, ...]:
        return self.exporter.get_finished_spans()

    @property
    def everything(self) -> str:
        return "".join(span.to_json() for span in self.spans) + repr(self.reader.get_metrics_data())

    def points(self, name: str) -> list[HistogramDataPoint]:
        data = self.reader.get_metrics_data()
        assert data is not None
        return [
            point
            for resource in data.resource_metrics
            for scope in resource.scope_metrics
            for metric in scope.metrics
            if metric.name == name
            for point in metric.data.data_points
            if isinstance(point, HistogramDataPoint)
        ]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[Told]:
    """OpenTelemetry set up as a user would, for one test."""
    monkeypatch.delenv(SWITCH, raising=False)
    exporter, reader = InMemorySpanExporter(), InMemoryMetricReader()
    tracers, meters = TracerProvider(), MeterProvider(metric_readers=[reader])
    tracers.add_span_processor(SimpleSpanProcessor(exporter))
    # The API's own setters work once a process.
    monkeypatch.setattr(trace, "get_tracer_provider", lambda: tracers)
    monkeypatch.setattr(metrics, "get_meter_provider", lambda: meters)
    yield Told(exporter, reader)
    tracers.shutdown()
    meters.shutdown()


def client(url: str) -> AsyncOpenAI:
    transport = with_telemetry(httpx2.AsyncHTTPTransport())
    return AsyncOpenAI(api_key=SECRET, base_url=url, max_retries=0, http_client=httpx2.AsyncClient(transport=transport))


async def ask(openai: AsyncOpenAI, text: str = ARTICLE) -> None:
    await openai.chat.completions.create(
        model="tiny",
        messages=[{"role": "system", "content": "Who said it?"}, {"role": "user", "content": text}],
        max_tokens=64,
        temperature=0,
        seed=7,
        response_format={"type": "json_object"},
    )


async def exchange(script: Script, calls: int = 1) -> int:
    """Ask so many times, one after the other; the server's port."""
    with serving(script) as server:
        async with client(server.url) as openai:
            for _ in range(calls):
                try:
                    await ask(openai)
                except Exception:  # noqa: BLE001 -- what matters is what was told of it
                    continue
    return httpx2.URL(server.url).port or 0


def attributes(told: ReadableSpan | HistogramDataPoint) -> dict[str, object]:
    return dict(told.attributes or {})


async def test_a_request_becomes_a_span_by_the_conventions(told: Told) -> None:
    port = await exchange([chat(ANSWER)])
    (span,) = told.spans
    assert span.name == "chat tiny"
    assert span.kind is SpanKind.CLIENT
    assert span.status.status_code is StatusCode.UNSET
    assert attributes(span) == {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "openai",
        "gen_ai.request.model": "tiny",
        "gen_ai.request.max_tokens": 64,
        "gen_ai.request.temperature": 0.0,
        "gen_ai.request.seed": 7,
        "gen_ai.output.type": "json",
        "gen_ai.response.id": "chatcmpl-1",
        "gen_ai.response.model": "scripted",
        "gen_ai.response.finish_reasons": ("stop",),
        "gen_ai.usage.input_tokens": 10,
        "gen_ai.usage.cache_read.input_tokens": 4,
        "gen_ai.usage.output_tokens": 5,
        "server.address": "127.0.0.1",
        "server.port": port,
    }


async def test_tokens_and_seconds_are_measured_with_the_buckets_that_the_conventions_advise(told: Told) -> None:
    port = await exchange([chat(ANSWER), chat(ANSWER)], calls=2)
    shared = {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "openai",
        "gen_ai.request.model": "tiny",
        "gen_ai.response.model": "scripted",
        "server.address": "127.0.0.1",
        "server.port": port,
    }
    tokens = {str(attributes(point)["gen_ai.token.type"]): point for point in told.points("gen_ai.client.token.usage")}
    assert {kind: (point.count, point.sum) for kind, point in tokens.items()} == {"input": (2, 20), "output": (2, 10)}
    assert attributes(tokens["input"]) == {**shared, "gen_ai.token.type": "input"}
    assert tokens["input"].explicit_bounds[-1] == 67108864
    (duration,) = told.points("gen_ai.client.operation.duration")
    assert attributes(duration) == shared
    assert duration.count == 2
    assert duration.explicit_bounds == (
        0.01,
        0.02,
        0.04,
        0.08,
        0.16,
        0.32,
        0.64,
        1.28,
        2.56,
        5.12,
        10.24,
        20.48,
        40.96,
        81.92,
    )


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (Reply({"error": {"message": ARTICLE}}, 429), "429"),
        (Reply({"error": {"message": ARTICLE}}, 401), "401"),
        (html(status=502), "502"),
        (html(), "_OTHER"),
        (half(chat(ANSWER)), "_OTHER"),
        (Reply({"error": {"message": ARTICLE}}), "_OTHER"),
        (reset(), "ReadError"),
        (Reply(chat(ANSWER), sent=20), "RemoteProtocolError"),
    ],
)
async def test_what_went_wrong_is_told_by_its_class_alone(told: Told, reply: Reply, error: str) -> None:
    await exchange([reply])
    (span,) = told.spans
    assert attributes(span)["error.type"] == error
    assert span.status.status_code is StatusCode.ERROR
    assert span.status.description is None
    assert not span.events
    (duration,) = told.points("gen_ai.client.operation.duration")
    assert attributes(duration)["error.type"] == error
    assert not told.points("gen_ai.client.token.usage")


async def test_each_request_sent_is_a_span_of_its_own(told: Told) -> None:
    await exchange([Reply(status=429), Reply(status=503), chat(ANSWER)], calls=3)
    assert [attributes(span).get("error.type") for span in told.spans] == ["429", "503", None]


async def test_a_request_that_is_given_up_is_told_too(told: Told) -> None:
    with serving([Reply(chat(ANSWER), after=threading.Event())]) as server:
        async with client(server.url) as openai:
            asking = asyncio.create_task(ask(openai))
            await asyncio.to_thread(server.wait_for_requests, 1)
            asking.cancel()
            with pytest.raises(asyncio.CancelledError):
                await asking
    (span,) = told.spans
    assert attributes(span)["error.type"] == "CancelledError"


async def test_neither_articles_nor_answers_nor_keys_are_told(told: Told) -> None:
    def say(seen: Seen) -> Reply | Json:
        refused = Reply({"error": {"message": f"no access with {seen.headers['Authorization']}: {ARTICLE}"}}, 401)
        return chat(ANSWER) if len(told.spans) == 0 else refused

    async def fail() -> None:
        with article_span("ab12", "a.txt", "news"):
            await exchange(say, calls=2)
            raise ValueError(ARTICLE)

    with pytest.raises(ValueError, match="mayor"):
        await fail()
    assert len(told.spans) == 3
    assert "mayor" not in told.everything
    assert SECRET not in told.everything


async def test_an_address_is_told_without_what_is_secret_in_it(told: Told) -> None:
    transport = with_telemetry(httpx2.MockTransport(lambda _: httpx2.Response(200, json=chat(ANSWER))))
    url = f"https://user:{SECRET}@example.org/v1/chat/completions?key={SECRET}"
    await transport.handle_async_request(httpx2.Request("POST", url, json={"model": "tiny"}))
    assert attributes(told.spans[0])["server.address"] == "example.org"
    assert attributes(told.spans[0])["server.port"] == 443
    assert SECRET not in told.everything


async def test_a_span_that_is_not_sampled_is_measured_all_the_same(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    unsampled = TracerProvider(sampler=ALWAYS_OFF)
    monkeypatch.setattr(trace, "get_tracer_provider", lambda: unsampled)
    monkeypatch.setenv(SWITCH, "true")
    with article_span("ab12", "a.txt", "news") as span:
        await exchange([chat(ANSWER)])
        span.made(("summary",), ("left_out",))
    assert not told.spans
    assert [point.count for point in told.points("gen_ai.client.operation.duration")] == [1]


@pytest.mark.parametrize("value", ["true", " TRUE ", "span_only", "SPAN_AND_EVENT"])
async def test_text_is_told_when_the_user_asks_for_it(told: Told, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv(SWITCH, value)
    await exchange([chat(ANSWER)])
    said = attributes(told.spans[0])
    assert json.loads(str(said["gen_ai.input.messages"])) == [
        {"role": "system", "parts": [{"type": "text", "content": "Who said it?"}]},
        {"role": "user", "parts": [{"type": "text", "content": ARTICLE}]},
    ]
    assert json.loads(str(said["gen_ai.output.messages"])) == [
        {"role": "assistant", "parts": [{"type": "text", "content": ANSWER}], "finish_reason": "stop"}
    ]
    assert SECRET not in told.everything


@pytest.mark.parametrize("value", ["", "false", "no_content", "event_only", "1"])
async def test_text_is_not_told_otherwise(told: Told, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv(SWITCH, value)
    await exchange([chat(ANSWER)])
    assert "mayor" not in told.everything


def test_answers_through_tools_are_told_as_calls() -> None:
    call = {"id": "c1", "type": "function", "function": {"name": "Answer", "arguments": '{"n": 1}'}}
    (message,) = json.loads(output_messages(chat(None, "tool_calls", tool_calls=[call])))
    assert message == {
        "role": "assistant",
        "parts": [{"type": "tool_call", "id": "c1", "name": "Answer", "arguments": '{"n": 1}'}],
        "finish_reason": "tool_calls",
    }


async def test_an_article_has_a_span_that_says_what_its_brief_holds(told: Told) -> None:
    with article_span("ab12", "dir/\x1b[2Ja.txt", "news") as span:
        span.made(("summary", "statements"), ("left_out", "asked_again", "left_out"))
    (article,) = told.spans
    assert (article.name, article.kind) == ("summarize", SpanKind.INTERNAL)
    assert attributes(article) == {
        "summarizer.article.id": "ab12",
        "summarizer.article.source": r"dir/\x1b[2Ja.txt",
        "summarizer.kind": "news",
        "summarizer.sections": ("summary", "statements"),
        "summarizer.warning_count": 3,
        "summarizer.warnings.left_out": 2,
        "summarizer.warnings.asked_again": 1,
    }


def test_an_article_that_fails_says_so_by_the_class_of_its_error(told: Told) -> None:
    with pytest.raises(TimeoutError), article_span("ab12", "a.txt", "news"):
        raise TimeoutError(ARTICLE)
    (article,) = told.spans
    assert attributes(article)["error.type"] == "TimeoutError"
    assert article.status.status_code is StatusCode.ERROR
    assert not article.events


async def test_requests_nest_in_their_articles_though_many_run_at_once(told: Told) -> None:
    gate = threading.Event()

    def answer(seen: Seen) -> Reply:
        return Reply(chat(ANSWER) | {"id": seen.json["messages"][1]["content"]}, after=gate)

    async def article(name: str, openai: AsyncOpenAI) -> None:
        with article_span(name, f"{name}.txt", "news"):
            await asyncio.gather(*(ask(openai, f"{name} {number}") for number in range(2)))

    with serving(answer) as server:
        async with client(server.url) as openai:
            running = asyncio.gather(*(article(f"n{number}", openai) for number in range(6)))
            await asyncio.to_thread(server.wait_for_requests, 12)
            gate.set()
            await running
    articles = {
        span.context.span_id: attributes(span)["summarizer.article.id"]
        for span in told.spans
        if span.name == "summarize" and span.context
    }
    parents = {
        str(attributes(span)["gen_ai.response.id"]): articles[span.parent.span_id]
        for span in told.spans
        if span.name == "chat tiny" and span.parent
    }
    assert parents == {f"n{article} {number}": f"n{article}" for article in range(6) for number in range(2)}


async def test_what_is_no_chat_completion_passes_untold(told: Told) -> None:
    with serving([Reply({"data": []})]) as server:
        async with client(server.url) as openai:
            assert (await openai.models.list()).data == []
    assert not told.spans


async def test_a_streamed_answer_is_not_held_back(told: Told) -> None:
    seen: list[bool] = []

    class Endless(httpx2.AsyncByteStream):
        async def __aiter__(self) -> AsyncIterator[bytes]:
            seen.append(True)
            yield b"data: [DONE]\n\n"

    async def answer(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, stream=Endless(), request=request)

    transport = with_telemetry(httpx2.MockTransport(answer))
    body = json.dumps({"model": "tiny", "stream": True}).encode()
    request = httpx2.Request("POST", "http://127.0.0.1/v1/chat/completions", content=body)
    response = await transport.handle_async_request(request)
    assert not seen
    assert await response.aread() == b"data: [DONE]\n\n"
    (span,) = told.spans
    assert "error.type" not in attributes(span)
    assert attributes(span)["server.port"] == 80


async def test_a_client_sees_the_same_with_and_without_telemetry(told: Told) -> None:
    with serving([chat(ANSWER), Reply({"error": {"message": "slow down"}}, 429, {"Retry-After": "7"})]) as server:
        async with client(server.url) as openai:
            done = await openai.chat.completions.create(model="tiny", messages=[{"role": "user", "content": "?"}])
            with pytest.raises(APIStatusError) as refused:
                await ask(openai)
    assert done.choices[0].message.content == ANSWER
    assert refused.value.response.headers["Retry-After"] == "7"
    assert refused.value.response.json() == {"error": {"message": "slow down"}}
    assert len(told.spans) == 2


async def test_nothing_is_told_where_nobody_has_set_it_up() -> None:
    read: list[bool] = []

    class Body(httpx2.AsyncByteStream):
        async def __aiter__(self) -> AsyncIterator[bytes]:
            read.append(True)
            yield b"{}"

    async def answer(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, stream=Body(), request=request)

    request = httpx2.Request("POST", "http://127.0.0.1/v1/chat/completions", content=b"{}")
    with article_span("ab12", "a.txt", "news") as span:
        span.made((), ())
        response = await with_telemetry(httpx2.MockTransport(answer)).handle_async_request(request)
        assert not trace.get_current_span().get_span_context().is_valid
    assert not read
    assert await response.aread() == b"{}"


WITHOUT = """
import sys
sys.modules["opentelemetry"] = None
import httpx2
from summarizer.telemetry import article_span, with_telemetry
inner = httpx2.MockTransport(lambda request: httpx2.Response(200))
assert with_telemetry(inner) is inner
with article_span("ab12", "a.txt", "news") as span:
    span.made(("summary",), ("left_out",))
"""

NOT_SET_UP = """
import sys
from summarizer.telemetry import article_span
with article_span("ab12", "a.txt", "news") as span:
    span.made(("summary",), ("left_out",))
assert not [name for name in sys.modules if name.partition(".")[0] in ("opentelemetry", "httpx2", "openai")]
"""

SET_UP = """
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import ConsoleSpanExporter, SimpleSpanProcessor
provider = TracerProvider()
provider.add_span_processor(SimpleSpanProcessor(ConsoleSpanExporter()))
trace.set_tracer_provider(provider)
from summarizer.telemetry import article_span
with article_span("ab12", "a.txt", "news") as span:
    span.made(("summary",), ("left_out",))
"""


def python(program: str) -> str:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_all_works_where_the_package_is_not_installed() -> None:
    assert python(WITHOUT) == ""


def test_nothing_is_imported_where_nobody_has_set_it_up() -> None:
    assert python(NOT_SET_UP) == ""


def test_what_a_user_sets_up_the_usual_way_is_told() -> None:
    assert json.loads(python(SET_UP))["attributes"]["summarizer.warnings.left_out"] == 1


def json_values() -> strategies.SearchStrategy[object]:
    scalars = (
        strategies.none() | strategies.booleans() | strategies.integers() | strategies.floats() | strategies.text()
    )
    return strategies.recursive(
        scalars, lambda inner: strategies.lists(inner) | strategies.dictionaries(strategies.text(), inner), max_leaves=8
    )


FIELDS = (
    "model messages role content tool_calls function response_format type temperature seed max_tokens id choices "
    "message finish_reason usage prompt_tokens completion_tokens prompt_tokens_details cached_tokens"
)


@settings(max_examples=100, deadline=None)
@given(
    strategies.recursive(
        json_values(),
        lambda inner: strategies.dictionaries(strategies.sampled_from(FIELDS.split()), inner) | strategies.lists(inner),
        max_leaves=30,
    )
)
def test_no_body_whatever_is_in_it_breaks_a_request(value: object) -> None:
    body = read_json(json.dumps({"choices": [value], "messages": [value], "usage": value, "model": value}).encode())
    for said in (describe_request(body, "host", 1), describe_answer(body)):
        for attribute in said.values():
            assert isinstance(attribute, str | int | float | tuple)
            assert not isinstance(attribute, bool)
    assert isinstance(json.loads(input_messages(body)), list)
    assert isinstance(json.loads(output_messages(body)), list)


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", b"[" * 100_000, b"null"])
def test_a_body_that_is_no_object_says_nothing(content: bytes) -> None:
    assert read_json(content) == {}
