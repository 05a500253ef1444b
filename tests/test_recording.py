from __future__ import annotations

import asyncio
import gzip
import itertools
import json
import pathlib
import random
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import httpx2
import pydantic
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openai import AsyncOpenAI, OpenAIError
from pydantic import create_model

from summarizer.errors import (
    MissingRecordingError,
    RecordingError,
    TransportError,
    TruncatedAnswerError,
)
from summarizer.language_model import LanguageModel, ModelOptions
from summarizer.model import Message, Question, Reply, Usage
from summarizer.recording.label import current_label, labelled
from summarizer.recording.store import Recording, RecordingStore, key_of
from summarizer.recording.transport import RecordingMode, RecordingTransport
from summarizer.schemas.news import EntityAnswer, SpeakerAnswer
from tests.servers import Reply as Sent
from tests.servers import chat, half, html, reset, serving

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic import JsonValue

    from tests.servers import Json, Script, Seen

KEY = "sk-very-secret-0123456789"
NOON = datetime(2026, 3, 1, 12, 0, 0, 123456, UTC)
ANN = SpeakerAnswer(id="Q1", speaker="Ann Lee")
GOOD = chat(ANN.model_dump_json())


def question(text: str = "Who said Q1?", **changes: Any) -> Question[Any]:
    fields: dict[str, Any] = {
        "section": "statements",
        "article_id": "ab" * 32,
        "source": "/home/someone/news/a.txt",
        "ids": ("Q1",),
        "messages": (Message("user", text),),
        "answer": SpeakerAnswer,
        "targets": {},
        "max_tokens": 200,
    }
    return Question(**fields | changes)


async def no_nap(_: float) -> None:
    """Waiting takes no time here."""


def model_with(
    root: Path, how: RecordingMode, base_url: str | None = None, **options: Any
) -> tuple[LanguageModel, RecordingTransport]:
    ticks = itertools.count()
    transport = RecordingTransport(
        RecordingStore(root),
        how,
        httpx2.AsyncHTTPTransport(verify=False) if how == "record" else None,
        clock=lambda: 2.5 * next(ticks),
        now=lambda: NOON,
    )
    chosen = ModelOptions(**{"base_url": base_url, "api_key": KEY, "retries": 1} | options)
    return LanguageModel("tiny", chosen, transport=transport, sleep=no_nap), transport


async def record(root: Path, script: Script, *questions: Question[Any], **options: Any) -> list[Seen]:
    with serving(script) as server:
        model, _ = model_with(root, "record", server.url, **options)
        for one in questions or (question(),):
            await model.ask(one)
        await model.aclose()
    return server.requests


async def replay(root: Path, asked: Question[Any] | None = None, **options: Any) -> Reply[Any]:
    model, _ = model_with(root, "replay", **options)
    try:
        return await model.ask(asked or question())
    finally:
        await model.aclose()


async def miss(root: Path, asked: Question[Any] | None = None, **options: Any) -> str:
    with pytest.raises(MissingRecordingError) as caught:
        await replay(root, asked, **options)
    assert type(caught.value) is MissingRecordingError
    return str(caught.value)


def files_in(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


def only_file(root: Path) -> Path:
    (path,) = files_in(root)
    return path


async def test_what_was_recorded_is_replayed_without_a_server(tmp_path: Path) -> None:
    await record(tmp_path, [GOOD])
    reply = await replay(tmp_path)
    assert reply.answer == ANN
    assert reply.usage == Usage(
        calls=1,
        input_tokens=10,
        cached_tokens=4,
        output_tokens=5,
        seconds=2.5,
        recorded=NOON.replace(microsecond=0),
    )


async def test_a_recording_is_one_readable_file_with_nothing_secret_in_it(tmp_path: Path) -> None:
    spoken = chat('{"id": "Q1", "speaker": "Zoë “Z” Ng"}')
    headers = {"Set-Cookie": "c=1", "openai-organization": "org-1", "X-Request-Id": "r-1"}
    await record(tmp_path, [Sent(spoken, headers=headers)])
    path = only_file(tmp_path)
    text = path.read_text(encoding="utf-8")
    data = json.loads(text)
    assert path.parent.name == "ab" * 6
    assert path.name == f"statements-{data['key'][:12]}.json"
    names = "key path model article section recorded versions request response seconds"
    assert list(data) == names.split()
    assert data["article"] == {"id": "ab" * 32, "source": "a.txt"}
    assert data["recorded"] == "2026-03-01T12:00:00Z"
    assert (data["path"], data["model"], data["section"]) == ("/chat/completions", "tiny", "statements")
    assert set(data["versions"]) == {"summarizer", "openai", "instructor", "pydantic"}
    assert data["request"]["messages"] == [{"role": "user", "content": "Who said Q1?"}]
    assert data["response"] == {"status": 200, "content_type": "application/json", "body": spoken}
    assert "Zoë “Z” Ng" in text
    assert "\n  " in text
    for secret in (KEY, "127.0.0.1", "org-1", "r-1", "c=1", "someone", "uthorization"):
        assert secret not in text


async def test_recording_asks_only_for_what_is_missing(tmp_path: Path) -> None:
    await record(tmp_path, [GOOD])
    assert await record(tmp_path, []) == []
    assert len(await record(tmp_path, [GOOD], question(), question("Who said Q2?"))) == 1


async def test_a_live_answer_is_not_said_to_be_recorded(tmp_path: Path) -> None:
    with serving([GOOD]) as server:
        model, _ = model_with(tmp_path, "record", server.url)
        first, second = await model.ask(question()), await model.ask(question())
        await model.aclose()
    assert first.usage.recorded is None
    assert second.usage.recorded == NOON.replace(microsecond=0)


@pytest.mark.parametrize("prefix", ["https://api.openai.com/v1", "http://localhost:1/api/v1", "http://[::1]:9"])
async def test_neither_host_nor_key_nor_what_is_before_the_path_counts(tmp_path: Path, prefix: str) -> None:
    await record(tmp_path, [GOOD])
    reply = await replay(tmp_path, base_url=prefix, api_key=None)
    assert reply.answer == ANN


@pytest.mark.parametrize(
    "reply",
    [
        Sent({"error": {"message": "slow down"}}, 429),
        Sent(GOOD, 500),
        html(),
        half(GOOD),
        reset(),
        Sent({"error": {"message": "busy"}}),
        Sent({**GOOD, "choices": []}),
        Sent(b"[1]"),
        Sent(b"[" * 100_000),
    ],
)
async def test_only_whole_answers_are_kept(tmp_path: Path, reply: Sent) -> None:
    with serving(itertools.repeat(reply)) as server:
        model, _ = model_with(tmp_path, "record", server.url)
        with pytest.raises(TransportError):
            await model.ask(question())
        await model.aclose()
    assert len(server.requests) == 2
    assert files_in(tmp_path) == []


async def test_a_cut_answer_fails_in_replay_as_it_did_live(tmp_path: Path) -> None:
    with pytest.raises(TruncatedAnswerError):
        await record(tmp_path, [chat('{"id"', "length")])
    with pytest.raises(TruncatedAnswerError):
        await replay(tmp_path)


async def test_a_compressed_answer_is_recorded_plain(tmp_path: Path) -> None:
    packed = gzip.compress(json.dumps(GOOD).encode())
    await record(tmp_path, [Sent(packed, headers={"Content-Encoding": "gzip"})])
    assert (await replay(tmp_path)).answer == ANN


@pytest.mark.parametrize("mode", ["json_schema", "json", "tools"])
async def test_a_reask_is_replayed_too(tmp_path: Path, mode: str) -> None:
    def answer(arguments: str, number: int) -> Json:
        if mode != "tools":
            return chat(arguments)
        call = {
            "id": f"call-{number}",
            "type": "function",
            "function": {"name": "SpeakerAnswer", "arguments": arguments},
        }
        return chat(None, "tool_calls", tool_calls=[call])

    await record(tmp_path, [answer('{"id": "Q1"}', 1), answer(ANN.model_dump_json(), 2)], mode=mode)
    reply = await replay(tmp_path, mode=mode)
    assert reply.answer == ANN
    assert (reply.usage.calls, reply.usage.reasks, reply.usage.input_tokens) == (1, 1, 20)
    assert reply.usage.seconds == 5.0


async def test_a_reask_recorded_with_another_pydantic_is_found(tmp_path: Path) -> None:
    await record(tmp_path, [chat('{"id": "Q1"}'), GOOD])
    (reasked,) = (one for one in RecordingStore(tmp_path) if "errors.pydantic.dev" in json.dumps(one.request))
    version = ".".join(pydantic.VERSION.split(".")[:2])
    text = json.dumps(reasked.request)
    assert f"errors.pydantic.dev/{version}/" in text
    other = json.loads(text.replace(f"errors.pydantic.dev/{version}/", "errors.pydantic.dev/2.99/"))
    assert key_of(reasked.path, other) == reasked.key


def echo(seen: Seen) -> Json:
    return chat(json.dumps({"id": "Q1", "speaker": seen.json["messages"][-1]["content"]}))


async def test_fifty_questions_replayed_at_once_in_any_order_get_each_their_own_answer(
    tmp_path: Path,
) -> None:
    names = [f"speaker {number}" for number in range(50)]
    asked = [question(name, article_id=f"{number % 7:064x}") for number, name in enumerate(names)]
    with serving(echo) as server:
        model, _ = model_with(tmp_path, "record", server.url)
        await asyncio.gather(*map(model.ask, asked))
        await model.aclose()
    shuffled = random.Random(7).sample(asked, len(asked))
    model, transport = model_with(tmp_path, "replay")
    replies = await asyncio.gather(*map(model.ask, shuffled))
    await model.aclose()
    assert [reply.answer.speaker for reply in replies] == [one.messages[0].content for one in shuffled]
    assert {reply.usage.recorded for reply in replies} == {NOON.replace(microsecond=0)}
    assert {reply.usage.calls for reply in replies} == {1}
    assert len(transport.used_keys) == 50


async def test_the_same_question_twice_at_once_is_asked_once(tmp_path: Path) -> None:
    answers = (chat(json.dumps({"id": "Q1", "speaker": f"draw {number}"})) for number in itertools.count())
    with serving(answers) as server:
        model, _ = model_with(tmp_path, "record", server.url)
        replies = await asyncio.gather(*(model.ask(question()) for _ in range(5)))
        await model.aclose()
    assert len(server.requests) == 1
    assert {reply.answer.speaker for reply in replies} == {"draw 0"}


async def test_a_full_disk_is_a_recording_error_and_leaves_no_scraps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_self: Path, _target: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pathlib.Path, "replace", fail)
    with pytest.raises(RecordingError, match=r"statements-\w+\.json cannot be written: No space left on device"):
        await record(tmp_path, [GOOD])
    assert files_in(tmp_path) == []


async def test_a_store_that_cannot_be_made_is_a_recording_error(tmp_path: Path) -> None:
    await record(tmp_path, [GOOD])
    with pytest.raises(RecordingError, match="cannot be written"):
        await record(only_file(tmp_path), [GOOD], question("other"))


BREAKAGES = {
    "half a file": (lambda text: text[: len(text) // 2], "it is not JSON"),
    "no text": (lambda _: "", "it is not JSON"),
    "a deep pit": (lambda _: "[" * 100_000, "it is not JSON"),
    "another JSON": (lambda _: '{"a": 1}', "key: Field required"),
    "a list": (lambda _: "[]", "Input should be a valid dictionary"),
    "an error": (
        lambda text: text.replace('"status": 200', '"status": 500'),
        "response.status: Input should be 200",
    ),
    "another key": (
        lambda text: text.replace('"key": "', '"key": "0'),
        "it holds another exchange than its name says",
    ),
}


@pytest.mark.parametrize(("breakage", "said"), BREAKAGES.values(), ids=BREAKAGES)
async def test_a_broken_recording_is_named_with_what_to_do(tmp_path: Path, breakage: Any, said: str) -> None:
    await record(tmp_path, [GOOD])
    path = only_file(tmp_path)
    path.write_text(breakage(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(RecordingError) as caught:
        await replay(tmp_path)
    message = str(caught.value)
    assert f"the recording {path.parent.name}/{path.name} cannot be used ({said}" in message
    assert "delete it and record again with --llm record" in message
    assert str(tmp_path) not in message


async def test_a_recording_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    await record(tmp_path, [GOOD])
    path = only_file(tmp_path)
    path.unlink()
    path.mkdir()
    with pytest.raises(RecordingError, match="Is a directory"):
        await replay(tmp_path)


async def test_a_recording_deleted_while_in_use_is_missing(tmp_path: Path) -> None:
    await record(tmp_path, [GOOD])
    model, _ = model_with(tmp_path, "replay")
    await model.ask(question())
    only_file(tmp_path).unlink()
    with pytest.raises(MissingRecordingError):
        await model.ask(question())
    await model.aclose()


async def test_nothing_recorded_at_all_is_said_with_how_to_record(tmp_path: Path) -> None:
    message = await miss(tmp_path / "none")
    assert message.startswith("a.txt, statements of Q1: nothing is recorded in ")
    assert message.endswith("run again with --llm record while the model's server is up.")
    assert "\n" not in message


async def test_another_section_or_article_is_not_what_is_compared_with(tmp_path: Path) -> None:
    await record(tmp_path, [GOOD], question(section="events"))
    await record(tmp_path, [GOOD], question("other", article_id="cd" * 32, source="b.txt"))
    assert "nothing is recorded" in await miss(tmp_path, question("new"))


LONG = "First sentence here. Second sentence of the article. A third one, by Ann. \nThe task is this."


@pytest.mark.parametrize(
    ("asked", "options", "changes", "shown"),
    [
        (
            question(LONG.replace("task", "job")),
            {},
            "the messages (template, window settings, or what is found in the article).",
            ["-The task is this.", "+The job is this."],
        ),
        (
            question(LONG.replace("Second", "Another"), article_id="cd" * 32),
            {},
            "the article's text.",
            ["-Second sentence of the article.", "+Another sentence of the article."],
        ),
        (question(LONG, answer=EntityAnswer), {}, "the schema.", ["EntityAnswer", "SpeakerAnswer"]),
        (question(LONG), {"temperature": 0.7}, "temperature (0.0 then, 0.7 now).", ["-temperature: 0.0"]),
        (question(LONG), {"seed": 7}, "seed (null then, 7 now).", ["+seed: 7"]),
        (
            question(LONG, max_tokens=9),
            {},
            "max_tokens (200 then, 9 now).",
            ["-max_tokens: 200", "+max_tokens: 9"],
        ),
        (
            question(LONG, max_tokens=9),
            {"mode": "tools"},
            "the schema, max_tokens (200 then, 9 now).",
            ["+tools: ["],
        ),
    ],
)
async def test_a_miss_says_what_changed_with_a_diff(
    tmp_path: Path, asked: Question[Any], options: dict[str, Any], changes: str, shown: list[str]
) -> None:
    await record(tmp_path, [GOOD], question(LONG))
    message = await miss(tmp_path, asked, **options)
    head, *diff = message.split("\n")
    assert head.startswith(
        "a.txt, statements of Q1: this exchange is not recorded. Changed since the nearest recording, "
    )
    assert f".json: {changes} To record what is missing" in head
    assert diff[:2] == ["--- recorded", "+++ asked"]
    assert len(diff) <= 20
    for line in shown:
        assert any(line in one for one in diff)


async def test_half_a_character_in_an_answer_is_recorded_as_any_other(tmp_path: Path) -> None:
    split = {**GOOD, "note": "\ud83d é"}
    await record(tmp_path, [split])
    (recording,) = RecordingStore(tmp_path)
    assert recording.response.body == split
    assert (await replay(tmp_path)).answer == ANN


async def test_every_miss_of_a_changed_article_is_explained(tmp_path: Path) -> None:
    await record(tmp_path, itertools.repeat(GOOD), question("one"), question("two", section="events"))
    model, _ = model_with(tmp_path, "replay")
    for section in ("statements", "events"):
        with pytest.raises(MissingRecordingError, match="the article's text"):
            await model.ask(question("new", section=section, article_id="cd" * 32))
    await model.aclose()


async def test_another_model_and_another_library_are_said(tmp_path: Path) -> None:
    await record(tmp_path, [GOOD])
    path = only_file(tmp_path)
    data = json.loads(path.read_text(encoding="utf-8"))
    data["versions"]["instructor"] = "1.2.3"
    del data["versions"]["pydantic"]
    path.write_text(json.dumps(data), encoding="utf-8")
    transport = RecordingTransport(RecordingStore(tmp_path), "replay")
    model = LanguageModel("other", transport=transport)
    with pytest.raises(MissingRecordingError) as caught:
        await model.ask(question())
    await model.aclose()
    assert 'model ("tiny" then, "other" now)' in str(caught.value)
    assert "instructor (1.2.3 then, " in str(caught.value)
    assert "pydantic (unknown then, " in str(caught.value)


async def test_the_nearest_recording_is_the_one_that_shares_most(tmp_path: Path) -> None:
    windows = [LONG.replace("First", f"Window {number} is the first") for number in range(6)]
    await record(tmp_path, itertools.repeat(GOOD), *map(question, windows))
    message = await miss(tmp_path, question(windows[4].replace("task", "job")))
    assert "-The task is this." in message
    assert "Window" not in message


async def test_a_reask_that_is_not_recorded_is_said_to_be_one(tmp_path: Path) -> None:
    await record(tmp_path, [GOOD])
    path = only_file(tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace("Ann Lee", ""), encoding="utf-8")
    message = await miss(tmp_path)
    assert "a re-ask (the recorded answer was accepted then, and is not now)" in message


async def test_the_order_of_a_schemas_fields_counts(tmp_path: Path) -> None:
    one = create_model("Answer", id=(str, ""), why=(str, ""))
    two = create_model("Answer", why=(str, ""), id=(str, ""))
    await record(tmp_path, [chat('{"id": "Q1", "why": "x"}')], question(answer=one))
    assert "the order of the schema's fields" in await miss(tmp_path, question(answer=two))


async def test_a_diff_is_short_and_holds_nothing_that_acts_on_a_terminal(tmp_path: Path) -> None:
    await record(tmp_path, [GOOD], question("\n".join(f"line {number}" for number in range(900))))
    other = "\n".join(f"\x1b[31mzeile\u202e {number} " + "x" * 500 for number in range(900))
    message = await miss(tmp_path, question(other))
    head, *diff = message.split("\n")
    assert head.isprintable()
    assert len(diff) == 20
    assert diff[-1] == "…"
    assert all(line.isprintable() and len(line) <= 160 for line in diff)


async def test_a_broken_neighbour_does_not_hide_what_is_missing(tmp_path: Path) -> None:
    await record(tmp_path, [GOOD])
    only_file(tmp_path).write_text("{", encoding="utf-8")
    assert "nothing is recorded" in await miss(tmp_path, question("other"))
    assert "nothing is recorded" in await miss(tmp_path, question("other", article_id="cd" * 32))


async def test_replay_never_goes_to_the_network(tmp_path: Path) -> None:
    with serving([GOOD]) as server:
        await miss(tmp_path, base_url=server.url)
    assert server.requests == []


async def test_a_miss_passes_through_openais_own_retries_at_once(tmp_path: Path) -> None:
    transport = RecordingTransport(RecordingStore(tmp_path), "replay")
    client = AsyncOpenAI(
        api_key="x",
        base_url="http://x/v1",
        max_retries=5,
        http_client=httpx2.AsyncClient(transport=transport),
    )
    with pytest.raises(OpenAIError) as caught:
        await client.chat.completions.create(model="m", messages=[{"role": "user", "content": "x"}])
    await client.close()
    assert isinstance(caught.value, MissingRecordingError)
    assert "unlabelled" in str(caught.value)


async def test_a_request_without_json_is_not_recorded_but_missing(tmp_path: Path) -> None:
    async with httpx2.AsyncClient(transport=RecordingTransport(RecordingStore(tmp_path), "replay")) as client:
        with pytest.raises(MissingRecordingError):
            await client.get("http://x/v1/models")


async def test_recording_goes_through_a_plain_transport_by_default(tmp_path: Path) -> None:
    with serving([GOOD]) as server:
        transport = RecordingTransport(RecordingStore(tmp_path), "record")
        model = LanguageModel("tiny", ModelOptions(base_url=server.url), transport=transport)
        await model.ask(question())
        await model.aclose()
    (recording,) = RecordingStore(tmp_path)
    assert recording.recorded.microsecond == 0
    assert recording.recorded.utcoffset() == UTC.utcoffset(None)


async def test_the_store_lists_its_recordings_and_those_never_used(tmp_path: Path) -> None:
    asked = [question("one"), question("two", section="events"), question("three", article_id="cd" * 32)]
    await record(tmp_path, itertools.repeat(GOOD), *asked)
    (tmp_path / "README.md").touch()
    (tmp_path / "abababababab" / ".statements-0.json.draft").touch()
    store = RecordingStore(tmp_path)
    listed = [(one.article.source, one.section, one.model, one.recorded.isoformat()) for one in store]
    assert listed == [
        ("a.txt", "events", "tiny", "2026-03-01T12:00:00+00:00"),
        ("a.txt", "statements", "tiny", "2026-03-01T12:00:00+00:00"),
        ("a.txt", "statements", "tiny", "2026-03-01T12:00:00+00:00"),
    ]
    model, transport = model_with(tmp_path, "replay")
    await model.ask(asked[0])
    await model.aclose()
    unused = store.find_unused(transport.used_keys)
    assert [one.request["messages"] for one in unused] == [
        [{"role": "user", "content": "two"}],
        [{"role": "user", "content": "three"}],
    ]
    assert all((tmp_path / store.path_of(one)).is_file() for one in store)


def test_a_store_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert list(RecordingStore(tmp_path / "none")) == []


WRITER = """
import sys
from pathlib import Path
from summarizer.recording.store import Recording, RecordingStore
root, template, letter = Path(sys.argv[1]), Path(sys.argv[2]).read_text(), sys.argv[3]
store = RecordingStore(root)
recording = Recording.model_validate_json(template.replace("FILLER", letter * 20_000))
for _ in range(40):
    store.save(recording)
    assert store.load(recording.key)
"""


async def test_two_processes_that_write_one_recording_never_leave_half_of_one(tmp_path: Path) -> None:
    await record(tmp_path / "first", [chat('{"id": "Q1", "speaker": "FILLER"}')])
    template = only_file(tmp_path / "first")
    root = tmp_path / "shared"
    writers = [
        await asyncio.create_subprocess_exec(sys.executable, "-c", WRITER, str(root), str(template), letter)
        for letter in "ab"
    ]
    assert [await writer.wait() for writer in writers] == [0, 0]
    (recording,) = RecordingStore(root)
    assert only_file(root).name == template.name
    assert recording.key[:12] in template.name


def test_a_label_lasts_as_long_as_its_question() -> None:
    assert current_label() is None
    with labelled(question(source="C:\\news\\b.txt")) as label:
        assert current_label() is label
        assert (label.source, label.section, label.article_id) == ("b.txt", "statements", "ab" * 32)
    assert current_label() is None


async def test_a_section_and_an_article_cannot_lead_out_of_the_store(tmp_path: Path) -> None:
    await record(tmp_path / "store", [GOOD], question(section="../../x", article_id="../../y"))
    path = only_file(tmp_path)
    assert path.parent.parent == tmp_path / "store"
    assert (await replay(tmp_path / "store", question(section="../../x", article_id="../../y"))).answer == ANN


JSON: st.SearchStrategy[JsonValue] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)
BODIES = st.dictionaries(st.text(), JSON, max_size=4)
ANY_TEXT = st.text(st.characters(codec=None), max_size=30)


@settings(max_examples=100, deadline=None)
@given(BODIES)
def test_the_order_of_keys_does_not_change_a_key(body: dict[str, JsonValue]) -> None:
    assert key_of("/x", body) == key_of("/x", dict(reversed(list(body.items()))))
    assert key_of("/x", body) != key_of("/y", body)
    assert key_of("/x", body) != key_of("/x", {**body, "one more": len(body)})


@settings(max_examples=100, deadline=None)
@given(BODIES, ANY_TEXT)
def test_any_body_comes_back_from_the_store_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, body: dict[str, JsonValue], text: str
) -> None:
    store = RecordingStore(tmp_path_factory.mktemp("store"))
    request: dict[str, JsonValue] = {**body, "half a pair perhaps": text}
    recording = Recording.model_validate(
        {
            "key": key_of("/x", request),
            "path": "/x",
            "model": "m",
            "article": {"id": "ab" * 32, "source": "a.txt"},
            "section": "events",
            "recorded": NOON.replace(microsecond=0),
            "versions": {},
            "request": request,
            "response": {"status": 200, "content_type": "application/json", "body": request},
            "seconds": 0.5,
        }
    )
    store.save(recording)
    assert RecordingStore(store.root).load(recording.key) == recording
