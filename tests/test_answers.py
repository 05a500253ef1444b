from __future__ import annotations

import asyncio
import json
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import httpx2
import pytest

from summarizer.errors import OutputError
from summarizer.recording.answers import AnswerStore, TokensTaken
from summarizer.recording.store import RecordedResponse
from summarizer.recording.transport import KeepingTransport
from tests.servers import chat

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOON = datetime(2026, 3, 1, 12, 0, 0, tzinfo=UTC)


def response(content: str = "yes") -> RecordedResponse:
    return RecordedResponse(status=200, content_type="application/json", body=chat(content))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[AnswerStore]:
    opened = AnswerStore(tmp_path / "answers.sqlite")
    yield opened
    opened.close()


def test_an_answer_comes_back_as_it_was_also_to_who_opens_the_file_later(store: AnswerStore, tmp_path: Path) -> None:
    store.save("key", "article", response(), NOON, 1.5)
    other = AnswerStore(tmp_path / "answers.sqlite")
    kept = other.load("key")
    other.close()
    assert kept is not None
    assert (kept.response, kept.recorded, kept.seconds) == (response(), NOON, 1.5)
    assert store.load("another") is None


def test_what_is_forgotten_is_not_served_and_still_was_paid_for(store: AnswerStore) -> None:
    store.save("a", "one", response("first"), NOON, 1.0)
    store.save("b", "other", response(), NOON, 1.0)
    store.forget("one")
    assert store.load("a") is None
    assert store.load("b") is not None
    store.save("a", "one", response("second"), NOON, 1.0)
    kept = store.load("a")
    assert kept is not None
    assert kept.response == response("second")
    store.forget("one")
    assert store.taken() == (TokensTaken("", half_price=False, answers=3, input=30, cached=12, output=15),)


def test_what_is_forgotten_is_of_one_model_and_of_the_sections_that_are_named(tmp_path: Path) -> None:
    path = tmp_path / "answers.sqlite"
    with closing(AnswerStore(path, "large")) as large, closing(AnswerStore(path, "small", half_price=True)) as small:
        for store, key in ((large, "a"), (small, "b")):
            store.save(key, "one", response(), NOON, 1.0, section="events")
            store.save(f"{key}2", "one", response(), NOON, 1.0, section="figures")
        small.forget("one", ["events"])
        assert [large.load(key) is not None for key in ("a", "a2", "b", "b2")] == [True, True, False, True]
        small.forget("one")
        assert [large.load(key) is not None for key in ("a", "a2", "b", "b2")] == [True, True, False, False]
        assert [(taken.model, taken.half_price, taken.answers) for taken in large.taken()] == [
            ("large", False, 2),
            ("small", True, 2),
        ]


def test_what_lost_answers_may_have_cost_is_kept_once_a_run(tmp_path: Path) -> None:
    for tokens in (5, 7):
        with closing(AnswerStore(tmp_path / "answers.sqlite", "m")) as store:
            store.note_lost(1, 0.5)
            store.note_lost(tokens, 0.25)
    with closing(AnswerStore(tmp_path / "answers.sqlite", read_only=True)) as store:
        assert store.lost() == (12, 0.5)


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "answers.sqlite").write_bytes(b"no database at all" * 100)
    with pytest.raises(OutputError, match=r"answers\.sqlite is damaged .*: move it out of the way and run again"):
        AnswerStore(tmp_path / "answers.sqlite")


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"answers\.sqlite cannot be written: unable to open"):
        AnswerStore(tmp_path / "absent" / "answers.sqlite")


class Server(httpx2.AsyncBaseTransport):
    """Answers with what it is given, one after the other."""

    def __init__(self, *replies: httpx2.Response) -> None:
        self._replies = list(replies)
        self.asked = 0

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        await request.aread()
        self.asked += 1
        return self._replies.pop(0)


async def ask(transport: httpx2.AsyncBaseTransport, question: str = "one") -> httpx2.Response:
    client = httpx2.AsyncClient(transport=transport)
    return await client.post("http://x/v1/chat/completions", json={"model": "m", "messages": [question]})


async def test_what_was_answered_once_is_not_asked_again(store: AnswerStore) -> None:
    server = Server(httpx2.Response(200, json=chat("yes")))
    transport = KeepingTransport(store, server)
    first, second = await ask(transport), await ask(KeepingTransport(store, server))
    assert first.json() == second.json() == chat("yes")
    assert server.asked == 1


async def test_what_is_asked_twice_at_the_same_time_goes_out_once(store: AnswerStore) -> None:
    server = Server(httpx2.Response(200, json=chat("yes")))
    transport = KeepingTransport(store, server)
    replies = await asyncio.gather(*(ask(transport) for _ in range(5)))
    assert server.asked == 1
    assert {reply.text for reply in replies} <= {json.dumps(chat("yes")), replies[0].text}


@pytest.mark.parametrize(
    "reply",
    [
        httpx2.Response(429, json={"error": "busy"}),
        httpx2.Response(200, content=b'{"choices": ['),
        httpx2.Response(200, json={"choices": []}),
        httpx2.Response(200, json=[1]),
    ],
)
async def test_only_whole_answers_are_kept(reply: httpx2.Response, store: AnswerStore) -> None:
    server = Server(reply, httpx2.Response(200, json=chat("yes")))
    transport = KeepingTransport(store, server)
    await ask(transport)
    assert (await ask(transport)).json() == chat("yes")
    assert server.asked == 2
    assert [taken.answers for taken in store.taken()] == [1]
