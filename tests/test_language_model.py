from __future__ import annotations

import asyncio
import itertools
import json
import logging
import subprocess
import sys
import threading
import unicodedata
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import TYPE_CHECKING, Annotated, Any

import httpx2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, Field

from summarizer.errors import (
    AccessRefusedError,
    ContentFilterError,
    InvalidAnswerError,
    ModelError,
    OutageError,
    RefusalError,
    RequestRefusedError,
    SettingsError,
    TransportError,
    TruncatedAnswerError,
)
from summarizer.language_model import LanguageModel, ModelOptions
from summarizer.language_model.failures import Failures
from summarizer.model import Message, Question, Usage
from summarizer.schemas.news import SpeakerAnswer
from summarizer.schemas.pointers import SentenceSpan  # noqa: TC001 -- Pydantic reads it
from summarizer.schemas.spans import Record, Span
from tests.servers import Reply, chat, half, html, reset, serving

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.servers import Json, Script, Server

KEY = "sk-very-secret-0123456789"
GOOD = chat('{"id": "Q1", "speaker": "Ann Lee"}')
BAD_SHAPE = chat('{"id": "Q1", "speaker": ""}')


class Cited(Record):
    """An answer that points."""

    evidence: SentenceSpan


def question(text: str = "Who said Q1?", answer: Any = SpeakerAnswer) -> Question[Any]:
    return Question(
        section="statements",
        article_id="ab" * 32,
        source="news/a.txt",
        ids=("Q1",),
        messages=(Message("system", "You read news."), Message("user", text)),
        answer=answer,
        targets={"S1": Span.cut("Ann left.", 0, 9)},
        max_tokens=200,
    )


@dataclass
class Naps:
    """Stands in for time: notes how long was slept, and goes on by that at once."""

    taken: list[float] = field(default_factory=list)
    now: float = 0.0

    async def __call__(self, seconds: float) -> None:
        self.taken.append(seconds)
        self.now += seconds

    def clock(self) -> float:
        return self.now


def model_on(server: Server, naps: Naps | None = None, **options: Any) -> LanguageModel:
    chosen: dict[str, Any] = {"base_url": server.url, "api_key": KEY, "retries": 2} | options
    naps = naps or Naps()
    return LanguageModel("tiny", ModelOptions(**chosen), sleep=naps, clock=naps.clock)


async def answer_to(script: Iterable[Reply | Json], **options: Any) -> tuple[BaseModel, Usage, Server]:
    """Ask once; each reply takes the server a second."""
    naps = Naps()

    def replies() -> Iterator[Reply | Json]:
        for reply in script:
            naps.now += 1.0
            yield reply

    with serving(replies()) as server:
        model = model_on(server, naps, **options)
        try:
            reply = await model.ask(question())
        finally:
            await model.aclose()
    return reply.answer, reply.usage, server


async def failure_of(script: Script, **options: Any) -> tuple[ModelError, Server]:
    with serving(script) as server:
        model = model_on(server, **options)
        with pytest.raises(ModelError) as caught:
            await model.ask(question())
        await model.aclose()
    check_message(str(caught.value))
    return caught.value, server


def check_message(message: str) -> None:
    assert message.startswith("news/a.txt, statements: ")
    assert message.isprintable()
    assert KEY not in message
    assert len(message) < 500


async def test_an_answer_comes_back_as_the_type_that_was_asked_for() -> None:
    answer, usage, _ = await answer_to([GOOD])
    assert type(answer) is SpeakerAnswer
    assert answer == SpeakerAnswer(id="Q1", speaker="Ann Lee")
    assert set(vars(answer)) == {"id", "speaker"}
    assert usage == Usage(calls=1, input_tokens=10, cached_tokens=4, output_tokens=5, seconds=1.0)


async def test_a_pointer_becomes_the_span_that_it_stands_for() -> None:
    with serving([chat('{"evidence": "S1"}')]) as server:
        model = model_on(server)
        reply = await model.ask(question(answer=Cited))
        await model.aclose()
    assert reply.answer == Cited(evidence=Span(start=0, end=9, text="Ann left."))


async def test_a_pointer_to_nothing_is_asked_for_again() -> None:
    with serving([chat('{"evidence": "S7"}'), chat('{"evidence": "S1"}')]) as server:
        model = model_on(server)
        reply = await model.ask(question(answer=Cited))
        await model.aclose()
    assert reply.usage.reasks == 1
    assert "there is no S7 here" in server.requests[1].json["messages"][-1]["content"]


async def test_a_request_holds_the_messages_as_rendered_and_the_settings() -> None:
    text = "Fake {{ 7*7 }} {% if %} {#gone#} ⟦Q9⟧ </article> “x”\r\n\u00a0\U0001f600"
    with serving([GOOD]) as server:
        model = model_on(server, temperature=0.5, seed=7)
        await model.ask(question(text))
        await model.aclose()
    body = server.requests[0].json
    schema = body.pop("response_format")
    assert schema["type"] == "json_schema"
    assert schema["json_schema"]["schema"] == SpeakerAnswer.model_json_schema()
    assert body == {
        "model": "tiny",
        "temperature": 0.5,
        "seed": 7,
        "max_tokens": 200,
        "messages": [
            {"role": "system", "content": "You read news."},
            {"role": "user", "content": text},
        ],
    }
    assert server.requests[0].headers["authorization"] == f"Bearer {KEY}"


async def test_what_is_left_to_the_server_is_not_sent() -> None:
    _, _, server = await answer_to([GOOD], temperature=None, limit_field="max_completion_tokens", api_key=None)
    body = server.requests[0].json
    assert body["max_completion_tokens"] == 200
    assert not {"temperature", "seed", "max_tokens"} & set(body)


TOOL_CALL = {
    "id": "call-1",
    "type": "function",
    "function": {"name": "SpeakerAnswer", "arguments": '{"id": "Q1", "speaker": "Ann Lee"}'},
}


@pytest.mark.parametrize(
    ("mode", "reply", "asks_by"),
    [
        ("json_schema", GOOD, "response_format"),
        ("json", GOOD, "response_format"),
        ("tools", chat(None, "tool_calls", tool_calls=[TOOL_CALL]), "tools"),
    ],
)
async def test_every_mode_gets_its_answer(mode: str, reply: Json, asks_by: str) -> None:
    answer, _, server = await answer_to([reply], mode=mode)
    assert answer == SpeakerAnswer(id="Q1", speaker="Ann Lee")
    assert asks_by in server.requests[0].json


async def test_an_answer_of_the_wrong_shape_is_asked_for_again_and_its_tokens_count_once() -> None:
    answer, usage, server = await answer_to([BAD_SHAPE, GOOD])
    assert answer == SpeakerAnswer(id="Q1", speaker="Ann Lee")
    assert usage == Usage(calls=1, reasks=1, input_tokens=20, cached_tokens=8, output_tokens=10, seconds=2.0)
    assert [len(seen.json["messages"]) for seen in server.requests] == [2, 4]


@pytest.mark.parametrize("counts", [None, (0, 0, 0)])
async def test_a_server_that_counts_no_tokens_costs_none(counts: tuple[int, int, int] | None) -> None:
    _, usage, _ = await answer_to([chat('{"id": "Q1", "speaker": "Ann"}', usage=counts)])
    assert (usage.input_tokens, usage.cached_tokens, usage.output_tokens) == (0, 0, 0)


async def test_counts_that_are_no_numbers_are_left_out() -> None:
    _, usage, _ = await answer_to([{**GOOD, "usage": {"prompt_tokens": "many", "completion_tokens": 5}}])
    assert (usage.input_tokens, usage.output_tokens) == (0, 5)


BROKEN = {
    "408": Reply(status=408),
    "409": Reply(status=409),
    "429": Reply({"error": {"message": "slow down"}}, 429),
    "500": Reply(status=500),
    "503 with a page": html(status=503),
    "a reset": reset(),
    "half an answer": half(GOOD),
    "a broken-off answer": Reply(GOOD, sent=20),
    "a page": html(),
    "bytes that are no text": Reply(b'{"id": "\xff\xfe"}'),
    "a deep pit": Reply(b"[" * 100_000),
    "a list": Reply(b"[1, 2]"),
    "null": Reply(b"null"),
    "nothing": Reply(b""),
    "an error sent as success": Reply({"error": {"code": 429, "message": "busy"}}),
    "no choices": Reply({**GOOD, "choices": []}),
    "choices that are none": Reply({**GOOD, "choices": "no"}),
    "a choice without a message": Reply({**GOOD, "choices": [{}]}),
}


@pytest.mark.parametrize("reply", BROKEN.values(), ids=BROKEN)
async def test_what_may_pass_is_tried_again(reply: Reply) -> None:
    answer, usage, server = await answer_to([reply, GOOD])
    assert answer == SpeakerAnswer(id="Q1", speaker="Ann Lee")
    assert (usage.calls, usage.retries, usage.reasks) == (1, 1, 0)
    assert len(server.requests) == 2
    assert usage.output_tokens in (5, 10)


@pytest.mark.parametrize("reply", BROKEN.values(), ids=BROKEN)
async def test_what_does_not_pass_ends_in_one_clear_line(reply: Reply) -> None:
    error, server = await failure_of(itertools.repeat(reply))
    assert isinstance(error, TransportError)
    assert len(server.requests) == 3
    assert str(error).endswith("tried 3 times")
    assert "<html>" not in str(error)


async def test_no_retries_means_one_request() -> None:
    error, server = await failure_of(itertools.repeat(Reply(status=500)), retries=0)
    assert len(server.requests) == 1
    assert "tried" not in str(error)


async def test_a_transport_error_during_a_reask_repeats_the_reask_alone() -> None:
    _, usage, server = await answer_to([BAD_SHAPE, Reply(status=503), GOOD])
    assert [len(seen.json["messages"]) for seen in server.requests] == [2, 4, 4]
    assert (usage.retries, usage.reasks, usage.input_tokens) == (1, 1, 20)


async def test_a_server_that_is_down_is_named() -> None:
    with serving([]) as server:
        address = server.url
    naps = Naps()
    model = LanguageModel("tiny", ModelOptions(base_url=address, retries=1), sleep=naps, clock=naps.clock)
    with pytest.raises(TransportError, match=r"127\.0\.0\.1:\d+ cannot be reached .*is it up\?"):
        await model.ask(question())
    await model.aclose()


async def test_a_server_that_never_answers_is_given_up() -> None:
    never = threading.Event()
    error, _ = await failure_of(itertools.repeat(Reply(GOOD, after=never)), timeout=0.02, retries=1)
    assert isinstance(error, TransportError)
    assert "no answer from the server within 0.02 seconds" in str(error)


async def test_a_timeout_of_the_connection_is_a_transport_error() -> None:
    def fail(_: httpx2.Request) -> httpx2.Response:
        raise httpx2.ReadTimeout("slow")

    model = LanguageModel("tiny", ModelOptions(retries=0), transport=httpx2.MockTransport(fail))
    with pytest.raises(TransportError, match="no answer from the server within 120 seconds"):
        await model.ask(question())
    await model.aclose()


@pytest.mark.parametrize("headers", [{"Retry-After": "7"}, {"retry-after-ms": "7000", "Retry-After": "90"}])
async def test_a_server_is_left_alone_for_as_long_as_it_asks(headers: dict[str, str]) -> None:
    naps = Naps()
    with serving([Reply(status=429, headers=headers), GOOD]) as server:
        model = model_on(server, naps)
        await model.ask(question())
        await model.aclose()
    assert 7 <= sum(naps.taken) <= 8


async def test_no_wait_of_its_own_accord_is_longer_than_the_limit() -> None:
    naps = Naps()
    with serving(itertools.repeat(Reply(status=429))) as server:
        model = model_on(server, naps, retries=9, max_wait=5.0)
        with pytest.raises(TransportError):
            await model.ask(question())
        await model.aclose()
    assert len(naps.taken) == 9
    assert max(naps.taken) == 5.0


async def test_a_server_that_asks_for_a_day_is_not_waited_for() -> None:
    naps = Naps()
    with serving(itertools.repeat(Reply(status=429, headers={"Retry-After": "100000"}))) as server:
        model = model_on(server, naps)
        with pytest.raises(OutageError, match="asks to be left alone for 28 hours"):
            await model.ask(question())
        await model.aclose()
    assert naps.taken == []


async def test_without_a_word_from_the_server_waits_grow() -> None:
    naps = Naps()
    with serving(itertools.repeat(Reply(status=500))) as server:
        model = model_on(server, naps, retries=4)
        with pytest.raises(TransportError):
            await model.ask(question())
        await model.aclose()
    assert naps.taken == sorted(naps.taken)
    assert naps.taken[-1] > 4 * naps.taken[0] / 2


ECHO = {"error": {"message": f"bad key {KEY} given\x1b[31m\r\n", "type": "x"}}


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (
            Reply(ECHO, 400),
            "the server refused the request (400): check model, mode and window (bad key [key]",
        ),
        (Reply(ECHO, 401), "the server refused the key (401): set OPENAI_API_KEY"),
        (Reply(ECHO, 402), "paid first (402)"),
        (Reply(ECHO, 403), "does not let this key use the model tiny (403)"),
        (
            Reply({"error": {"message": "model 'tiny' not found"}}, 404),
            "no model tiny there, or no such address (404)",
        ),
        (html(status=404), "no such address (404): check model and base_url"),
        (Reply(ECHO, 413), "make window smaller"),
        (Reply({"detail": [{"loc": "x"}]}, 422), "the server refused the request (422)"),
        (Reply({"detail": "bad seed"}, 422), "(bad seed)"),
        (Reply(b"go away", 400), "(go away)"),
        (Reply(b"go " * 900, 400), "go g…)"),
        (Reply({}, 418), "the server refused the request (418)"),
        (Reply({"error": {"message": "m", "code": "insufficient_quota"}}, 429), "quota is used up (429)"),
    ],
)
async def test_what_the_server_refuses_is_not_tried_again(reply: Reply, said: str) -> None:
    error, server = await failure_of([reply])
    assert isinstance(error, RequestRefusedError)
    assert isinstance(error, AccessRefusedError) == any(f"({status})" in said for status in (401, 402, 403, 404, 429))
    assert said in str(error)
    assert len(server.requests) == 1


async def test_the_key_stands_nowhere_not_in_causes_logs_or_reprs(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        error, _ = await failure_of(itertools.repeat(Reply(ECHO, 500)))
    assert error.__cause__ is None
    assert error.__suppress_context__
    assert KEY not in caplog.text
    assert KEY not in repr(ModelOptions(api_key=KEY))


async def test_a_key_of_a_common_word_leaves_other_words_alone() -> None:
    error, _ = await failure_of([Reply({"error": {"message": "no: not among those known"}}, 400)], api_key="no")
    assert "([key]: not among those known)" in str(error)


@pytest.mark.parametrize("key", ["sk-abc\n", "“sk-abc”", "sk\x00abc"])
def test_a_key_that_cannot_be_sent_is_a_setting_that_cannot_be_used(key: str) -> None:
    with pytest.raises(SettingsError, match="OPENAI_API_KEY") as caught:
        ModelOptions(api_key=key)
    assert key not in str(caught.value)


async def test_an_address_without_http_is_refused_at_once() -> None:
    model = LanguageModel("tiny", ModelOptions(base_url="localhost:8080/v1"), sleep=Naps())
    with pytest.raises(RequestRefusedError, match="it begins with http://"):
        await model.ask(question())
    await model.aclose()


@pytest.mark.parametrize(
    ("reply", "error_type", "said"),
    [
        (
            chat('{"id": "Q1"', "length"),
            TruncatedAnswerError,
            "at the limit of 200 tokens: raise max_output_tokens",
        ),
        (
            chat(None, refusal="I can't help with that."),
            RefusalError,
            "declined to answer (I can't help with that.)",
        ),
        (chat('{"id": "Q1", "speaker": "A"}', "content_filter"), ContentFilterError, "content filter"),
        (chat("", "content_filter"), ContentFilterError, "content filter"),
    ],
)
@pytest.mark.parametrize("mode", ["json_schema", "tools", "json"])
async def test_an_answer_cut_or_declined_is_not_asked_for_again(
    mode: str, reply: Json, error_type: type[ModelError], said: str
) -> None:
    error, server = await failure_of([reply], mode=mode)
    assert type(error) is error_type
    assert said in str(error)
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("not JSON, I think", "Invalid JSON"),
        ("", "Invalid JSON"),
        (None, "Invalid JSON"),
        ('```json\n{"id": "Q1", "speaker": "A"}\n```', "Invalid JSON"),
        ('{"id": "Q1"}', "speaker: Field required"),
        ('{"id": 1}', "id: Input should be a valid string, and 1 more"),
        ('{"id": "Q1", "speaker": "\x1b[31m' + "word " * 900 + '"}', "Invalid JSON"),
        (
            json.dumps({"id": "Q1", "speaker": "word " * 900}),
            "speaker: String should have at most 120 characters",
        ),
    ],
)
async def test_an_answer_that_stays_of_the_wrong_shape_says_what_was_wrong(content: str | None, said: str) -> None:
    error, server = await failure_of(itertools.repeat(chat(content)))
    assert type(error) is InvalidAnswerError
    assert f"no usable answer, asked 2 times ({said}" in str(error)
    assert "word word" not in str(error)
    assert len(server.requests) == 2


async def test_a_tool_that_is_not_called_is_an_answer_of_the_wrong_shape() -> None:
    error, _ = await failure_of(itertools.repeat(GOOD), mode="tools", reasks=0)
    assert "asked once (no tool was called: set mode to json_schema)" in str(error)


async def test_half_a_character_in_the_text_is_refused_before_it_is_sent() -> None:
    with serving([GOOD]) as server:
        model = model_on(server)
        with pytest.raises(RequestRefusedError, match="half a character"):
            await model.ask(question("\ud83d"))
        await model.aclose()
    assert server.requests == []


@pytest.mark.parametrize("speaker", ["\ud83d", "\\ud83d"])
async def test_half_a_character_in_an_answer_is_one_clear_line(speaker: str) -> None:
    await failure_of(itertools.repeat(chat(f'{{"id": "Q1", "speaker": "{speaker}"}}')))


class Clumsy(Record):
    """An answer whose check is faulty."""

    id: Annotated[str, Field(pattern=".")]

    def model_post_init(self, _: object) -> None:
        raise KeyError(self.id)


async def test_a_fault_in_the_code_is_not_taken_for_a_bad_answer() -> None:
    with serving([chat('{"id": "Q1"}')]) as server:
        model = model_on(server)
        with pytest.raises(KeyError):
            await model.ask(question(answer=Clumsy))
        await model.aclose()


async def test_nothing_of_an_article_or_of_a_key_is_logged_or_printed(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    secret_content = chat('{"id": "Q1", "speaker": "' + "classified " * 20 + '"}')
    with caplog.at_level(logging.INFO):
        await failure_of(itertools.repeat(secret_content))
        await failure_of([Reply(ECHO, 400)])
    printed = "".join(capfd.readouterr()) + caplog.text
    assert "classified" not in printed
    assert KEY not in printed
    assert "You read news" not in printed


async def test_fifty_questions_at_once_get_each_its_own_answer() -> None:
    def script(seen: Any) -> Json:
        return chat(json.dumps({"id": "Q1", "speaker": seen.json["messages"][-1]["content"]}))

    names = [f"speaker {number}" for number in range(50)]
    with serving(script) as server:
        model = model_on(server)
        replies = await asyncio.gather(*(model.ask(question(name)) for name in names))
        await model.aclose()
    assert [reply.answer.speaker for reply in replies] == names
    assert {reply.usage.input_tokens for reply in replies} == {10}


async def test_cancelling_leaves_nothing_open_and_the_model_usable() -> None:
    never = threading.Event()
    with serving([Reply(GOOD, after=never), GOOD]) as server:
        model = model_on(server)
        task = asyncio.create_task(model.ask(question()))
        await asyncio.to_thread(server.wait_for_requests, 1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert (await model.ask(question())).answer == SpeakerAnswer(id="Q1", speaker="Ann Lee")
        await model.aclose()
    assert len(server.requests) == 2


async def test_cancelling_while_waiting_to_try_again_ends_the_wait() -> None:
    asleep = asyncio.Event()

    async def sleep_for_ever(_: float) -> None:
        asleep.set()
        await asyncio.Event().wait()

    with serving([Reply(status=429), GOOD]) as server:
        model = LanguageModel("tiny", ModelOptions(base_url=server.url), sleep=sleep_for_ever)
        task = asyncio.create_task(model.ask(question()))
        await asleep.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await model.aclose()
    assert len(server.requests) == 1


class Closable(httpx2.AsyncBaseTransport):
    """Counts how often it is closed."""

    def __init__(self) -> None:
        self.closed = 0

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, json=GOOD, request=request)

    async def aclose(self) -> None:
        self.closed += 1


@pytest.mark.parametrize("asks", [0, 1])
async def test_closing_twice_closes_the_transport_once(asks: int) -> None:
    transport = Closable()
    model = LanguageModel("tiny", transport=transport)
    for _ in range(asks):
        await model.ask(question())
    await model.aclose()
    await model.aclose()
    assert transport.closed == 1


async def test_a_closed_model_does_not_open_again() -> None:
    model = LanguageModel("tiny")
    await model.aclose()
    with pytest.raises(RuntimeError, match="closed"):
        await model.ask(question())


def test_a_model_says_its_name_and_backend() -> None:
    model = LanguageModel("tiny")
    assert (model.name, model.backend) == ("tiny", "openai")


def test_importing_it_does_not_import_the_slow_libraries() -> None:
    code = (
        "import sys, summarizer.language_model as m; m.LanguageModel('x');"
        "print({'openai', 'instructor', 'httpx2'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


LETTERS = st.text(alphabet="abcdefABCDEF0123456789", min_size=8, max_size=40)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300), LETTERS.map("sk-{}".format))
def test_whatever_a_server_says_the_message_is_one_line_without_the_key(words: str, key: str) -> None:
    failures = Failures("a.txt", "events", "tiny", timeout=1, max_tokens=1, secret=key)
    message = SimpleNamespace(refusal=f"{words}{key}{words} {key} {words}")
    refused = failures.find_in(SimpleNamespace(choices=[SimpleNamespace(message=message)]))
    assert type(refused) is RefusalError
    assert len(str(refused).splitlines()) == 1
    assert not any(unicodedata.category(mark) in {"Cc", "Zl", "Zp"} for mark in str(refused))
    assert key not in str(refused)
