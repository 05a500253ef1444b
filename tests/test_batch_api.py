"""The Batch API's desk: passes over articles, a round of batches after each, and what a server may do to them."""

from __future__ import annotations

import asyncio
import json
import random
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from summarizer.batch_api import Desk, DeskOptions, JobNews, Parked
from summarizer.batch_api.ledger import Ledger, RequestState
from summarizer.errors import (
    AccessRefusedError,
    ModelError,
    OutageError,
    RequestRefusedError,
    RunStoppedError,
    TransportError,
)
from summarizer.interview import together
from summarizer.language_model import LanguageModel, ModelOptions
from summarizer.model import Message, Question
from summarizer.recording.answers import AnswerStore
from summarizer.schemas.news import SpeakerAnswer
from summarizer.traffic.events import Spent
from tests.batch_api_server import BatchApi, Fate, batching, problem
from tests.servers import Reply, chat, html, reset

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator, Sequence
    from pathlib import Path

    from tests.servers import Json, Seen

WHEN = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def question(article: str, words: str) -> Question[SpeakerAnswer]:
    return Question(
        section="speakers",
        article_id=article,
        source=f"{article}.txt",
        ids=("Q1",),
        messages=(Message("system", "You read news."), Message("user", f"{article}: {words}")),
        answer=SpeakerAnswer,
        targets={},
        max_tokens=50,
    )


def words_of(body: Json) -> str:
    words: str = body["messages"][-1]["content"]
    return words


def echo(body: Json) -> Json:
    """The answer tells what was asked, without what JSON cannot hold on a line of its own."""
    return chat(json.dumps({"id": "Q1", "speaker": f"({words_of(body)})"}))


async def brief(desk: Desk, article: str) -> str:
    """Two questions side by side, and one that follows from both."""

    async def ask(words: str) -> str:
        return (await desk.model.ask(question(article, words))).answer.speaker

    one, two = await together(ask("one"), ask("two"))
    return await ask(f"three of {one} {two}")


def as_expected(article: str) -> str:
    one, two = f"({article}: one)", f"({article}: two)"
    return f"({article}: three of {one} {two})"


@dataclass
class Waits:
    """A sleep that does not, and a note of how long it was to be."""

    seconds: list[float] = field(default_factory=list)

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)
        await asyncio.sleep(0)


@dataclass
class Office:
    """A desk on a folder, again and again."""

    folder: Path
    api: BatchApi
    options: DeskOptions = field(default_factory=DeskOptions)
    news: list[JobNews] = field(default_factory=list)
    waits: Waits = field(default_factory=Waits)
    key: str = "sk-right"
    model: str = "m"

    @asynccontextmanager
    async def open(self, **changes: Any) -> AsyncIterator[Desk]:
        ledger, store = Ledger(self.folder / "ledger.sqlite"), AnswerStore(self.folder / "answers.sqlite")
        access = ModelOptions(base_url=self.api.url, api_key=self.key, retries=2, max_wait=1)
        given: dict[str, Any] = {"watch": self.news.append, "sleep": self.waits, "now": lambda: WHEN, **changes}
        desk = Desk(ledger, store, self.model, access, self.options, **given)
        try:
            yield desk
        finally:
            await desk.aclose()
            ledger.close()
            store.close()

    async def run(self, articles: Sequence[str], **changes: Any) -> dict[str, str | ModelError]:
        """What a run over some articles comes to; those that still wait are left out."""
        async with self.open(**changes) as desk:
            return await run(desk, articles)


async def run(desk: Desk, articles: Sequence[str]) -> dict[str, str | ModelError]:
    done: dict[str, str | ModelError] = {}

    async def attempt(article: str) -> str | ModelError | Parked:
        try:
            return await desk.attempt(lambda: brief(desk, article))
        except ModelError as error:
            return error

    waiting = list(articles)
    while waiting:
        results = await asyncio.gather(*(attempt(article) for article in waiting))
        done |= {
            article: result for article, result in zip(waiting, results, strict=True) if not isinstance(result, Parked)
        }
        waiting = [article for article in waiting if article not in done]
        if waiting and not await desk.work_off():
            break
    return done


def expected(articles: Sequence[str]) -> dict[str, str]:
    return {article: as_expected(article) for article in articles}


@pytest.fixture
def api() -> Iterator[BatchApi]:
    with batching(echo) as api:
        yield api


@pytest.fixture
def office(tmp_path: Path, api: BatchApi) -> Office:
    return Office(tmp_path, api)


NAMES = ("ann", "bob", "cy")


async def test_questions_that_follow_from_each_other_become_successive_batches(office: Office, api: BatchApi) -> None:
    assert await office.run(NAMES) == expected(NAMES)
    assert [batch.total for batch in api.batches] == [6, 3]
    assert len(api.executed) == 9
    assert set(api.executed.values()) == {1}


async def test_what_is_answered_is_not_asked_again_by_the_next_run(office: Office, api: BatchApi) -> None:
    await office.run(NAMES)
    assert await office.run(("bob", "dan")) == expected(("bob", "dan"))
    assert len(api.executed) == 12
    assert set(api.executed.values()) == {1}


async def test_a_visit_says_how_many_questions_wait_and_leaves_nothing_running(office: Office) -> None:
    async with office.open() as desk:
        before = asyncio.all_tasks()
        assert await desk.attempt(lambda: brief(desk, "ann")) == Parked(2)
        assert asyncio.all_tasks() == before


async def test_a_visit_lasts_as_long_as_something_else_is_awaited(office: Office) -> None:
    async with office.open() as desk:
        opened = asyncio.Event()

        async def slow() -> str:
            await opened.wait()
            return "done"

        visit = asyncio.create_task(desk.attempt(slow))
        for _ in range(1_000):
            await asyncio.sleep(0)
        assert not visit.done()
        opened.set()
        assert await visit == "done"


async def test_a_visit_waits_for_a_question_that_is_on_its_way_to_the_transport(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_its_way, let_go = asyncio.Event(), asyncio.Event()
    async with office.open() as desk:
        ask = LanguageModel.ask

        async def held_up(self: LanguageModel, asked: Question[Any]) -> Any:
            if asked.messages[-1].content.endswith("two"):
                on_its_way.set()
                await let_go.wait()
            return await ask(self, asked)

        monkeypatch.setattr(LanguageModel, "ask", held_up)
        visit = asyncio.create_task(desk.attempt(lambda: brief(desk, "ann")))
        await on_its_way.wait()
        for _ in range(1_000):
            await asyncio.sleep(0)
        assert not visit.done()
        let_go.set()
        assert await visit == Parked(2)


async def test_a_question_that_another_article_waits_for_is_waited_for_too(office: Office, api: BatchApi) -> None:
    async with office.open() as desk:
        visits = [desk.attempt(lambda: brief(desk, "ann")) for _ in range(3)]
        assert await asyncio.gather(*visits) == [Parked(2)] * 3
        assert await desk.work_off()
    assert [batch.total for batch in api.batches] == [2]


async def test_a_visit_that_is_cancelled_cancels_what_it_does(office: Office) -> None:
    ended: list[str] = []

    async def slow() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("slow")

    async with office.open() as desk:
        visit = asyncio.create_task(desk.attempt(slow))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        visit.cancel()
        with pytest.raises(asyncio.CancelledError):
            await visit
    assert ended == ["slow"]


async def test_the_same_question_asked_twice_at_once_goes_out_once(office: Office, api: BatchApi) -> None:
    assert await office.run(("ann", "ann")) == expected(("ann",))
    assert set(api.executed.values()) == {1}

    async def twice(desk: Desk) -> list[str]:
        asked = [desk.model.ask(question("bob", "who")) for _ in range(2)]
        return [reply.answer.speaker for reply in await asyncio.gather(*asked)]

    async with office.open() as desk:
        assert isinstance(await desk.attempt(lambda: twice(desk)), Parked)
        assert await desk.work_off()
        assert await desk.attempt(lambda: twice(desk)) == ["(bob: who)"] * 2
    assert set(api.executed.values()) == {1}


async def test_what_fails_is_not_asked_for_what_it_did_not_get_to(office: Office, api: BatchApi) -> None:
    async def fails(desk: Desk) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(desk.model.ask(question("ann", "in vain")))
            await asyncio.sleep(0)
            raise RequestRefusedError("no")

    async with office.open() as desk:
        with pytest.RaisesGroup(RequestRefusedError):
            await desk.attempt(lambda: fails(desk))
        assert not await desk.work_off()
    assert not api.batches


async def test_what_an_earlier_run_wanted_and_nobody_wants_now_is_not_paid_for(office: Office, api: BatchApi) -> None:
    async with office.open() as desk:
        await desk.attempt(lambda: brief(desk, "ann"))
    assert await office.run(("bob",)) == expected(("bob",))
    assert not any("ann" in body for body in api.executed)


async def test_with_nothing_wanted_there_is_nothing_to_wait_for(office: Office, api: BatchApi) -> None:
    async with office.open() as desk:
        assert not await desk.work_off()
    assert not api.files
    assert not office.waits.seconds


async def test_a_job_holds_so_many_requests_and_bytes_and_no_more(office: Office, api: BatchApi) -> None:
    office.options = DeskOptions(most_requests=2)
    await office.run(NAMES)
    assert [batch.total for batch in api.batches] == [2, 2, 2, 2, 1]
    office.options = DeskOptions(most_bytes=1)
    await office.run(("dan",))
    assert [batch.total for batch in api.batches[5:]] == [1, 1, 1]
    assert set(api.executed.values()) == {1}


@pytest.mark.parametrize("most", [1_000, 1_500, 3_000])
async def test_no_input_file_is_larger_than_it_may_be(office: Office, api: BatchApi, most: int) -> None:
    sizes: list[int] = []

    def noted(seen: Seen) -> None:
        if (seen.method, seen.path) == ("POST", "/v1/files"):
            sizes.append(len(seen.body.split(b"\r\n\r\n")[2].rpartition(b"\r\n--")[0]))

    api.instead = noted
    office.options = DeskOptions(most_bytes=most)
    assert await office.run(NAMES) == expected(NAMES)
    assert sizes
    assert max(sizes) <= most


async def test_all_of_a_batch_asks_one_model_at_one_address(office: Office, api: BatchApi) -> None:
    other_office = replace(office, model="n")
    async with office.open() as desk, other_office.open() as other:
        await desk.attempt(lambda: brief(desk, "ann"))
        await other.attempt(lambda: brief(other, "ann"))
        assert await desk.work_off()
    assert [batch.status for batch in api.batches] == ["completed", "completed"]
    assert [batch.total for batch in api.batches] == [2, 2]


async def test_input_files_are_deleted_once_the_results_are_kept(office: Office, api: BatchApi) -> None:
    await office.run(NAMES)
    assert {file.purpose for file in api.files.values()} == {"batch_output"}
    assert not list(office.folder.glob(".*.jsonl"))


async def test_an_input_file_that_cannot_be_deleted_stops_nothing(office: Office, api: BatchApi) -> None:
    api.instead = lambda seen: Reply(status=500) if seen.method == "DELETE" else None
    assert await office.run(NAMES) == expected(NAMES)


async def test_what_the_answers_took_is_counted_for_this_run(office: Office) -> None:
    async with office.open() as desk:
        await run(desk, NAMES)
        spent = desk.spent
    assert (spent.requests, spent.input_tokens, spent.cached_tokens, spent.output_tokens) == (9, 90, 36, 45)
    async with office.open() as desk:
        await run(desk, NAMES)
        assert desk.spent == Spent()


async def test_a_kept_answer_says_when_it_came(office: Office) -> None:
    async with office.open() as desk:
        await run(desk, NAMES)
        reply = await desk.attempt(lambda: desk.model.ask(question("ann", "one")))
    assert not isinstance(reply, Parked)
    assert reply.usage.recorded == WHEN


async def test_polls_come_less_and_less_often_and_changes_are_told_once(office: Office, api: BatchApi) -> None:
    api.a_step = 1
    office.options = DeskOptions(first_poll=10, longest_poll=30)
    async with office.open() as desk:
        await desk.attempt(lambda: brief(desk, "ann"))
        await desk.attempt(lambda: brief(desk, "bob"))
        await desk.work_off()
    assert office.waits.seconds == [10, 15, 22.5, 30, 30, 30]
    told = [(news.status, news.completed, news.total) for news in office.news]
    assert told[0] == ("validating", 0, 0)
    assert told[-1] == ("completed", 4, 4)
    assert ("in_progress", 1, 4) in told
    assert len(told) == len(set(told))


async def test_answers_come_in_any_order_and_hold_any_character(office: Office, api: BatchApi) -> None:
    dice = random.Random(7)
    api.order = lambda lines: dice.sample(lines, len(lines))
    odd = "\u2028 \u0085 \x1c \x0b \ufeff 😀"
    api._answer = lambda body: chat(json.dumps({"id": "Q1", "speaker": f"{words_of(body)}{odd}!"}, ensure_ascii=False))
    async with office.open() as desk:
        asked = [lambda name=name: desk.model.ask(question(name, "who")) for name in NAMES]
        for ask in asked:
            await desk.attempt(ask)
        assert await desk.work_off()
        replies = [await desk.attempt(ask) for ask in asked]
    speakers = [reply.answer.speaker for reply in replies if not isinstance(reply, Parked)]
    assert len(speakers) == 3
    assert all("😀" in speaker for speaker in speakers)
    assert set(api.executed.values()) == {1}


def failing(words: str, replies: Sequence[Reply]) -> Callable[[Json], Reply | Json]:
    """Answers as `echo`, but for one question, which gets these replies first."""
    left = list(replies)
    return lambda body: left.pop(0) if words_of(body) == words and left else echo(body)


RATE = Reply({"error": {"message": "slow down", "code": "rate_limit_exceeded"}}, 429)
BROKEN = Reply({"error": {"message": "oh no"}}, 500)


@pytest.mark.parametrize(
    "reply",
    [
        RATE,
        BROKEN,
        Reply({"error": {"message": "later"}}, 409),
        reset(),
        Reply({"choices": []}),
        Reply({"choices": []}, 503),
    ],
    ids=["429", "500", "409", "request_timeout", "no choices", "503"],
)
async def test_a_request_that_the_server_failed_at_is_submitted_again(
    office: Office, api: BatchApi, reply: Reply
) -> None:
    api._answer = failing("bob: one", [reply, reply])
    assert await office.run(NAMES) == expected(NAMES)
    assert [batch.total for batch in api.batches] == [6, 3, 1, 1]


async def test_a_request_that_always_fails_ends_as_it_would_when_sent_alone(office: Office, api: BatchApi) -> None:
    api._answer = failing("bob: one", [BROKEN] * 3)
    done = await office.run(NAMES)
    error = done.pop("bob")
    assert isinstance(error, TransportError)
    assert "500" in str(error)
    assert "oh no" in str(error)
    assert done == expected(("ann", "cy"))
    assert not any("three of (bob" in body for body in api.executed)


async def test_a_bad_request_is_not_tried_again(office: Office, api: BatchApi) -> None:
    api._answer = failing("bob: one", [Reply({"error": {"message": "too long"}}, 400)])
    done = await office.run(NAMES)
    error = done.pop("bob")
    assert isinstance(error, RequestRefusedError)
    assert "too long" in str(error)
    assert done == expected(("ann", "cy"))
    assert len(api.batches) == 2


async def test_what_has_failed_stays_so_until_somebody_wants_it_again(office: Office, api: BatchApi) -> None:
    refused = Reply({"error": {"message": "no"}}, 400)
    api._answer = failing("bob: one", [refused])
    await office.run(NAMES)
    assert isinstance((await office.run(NAMES))["bob"], RequestRefusedError)
    async with office.open() as desk:
        assert desk.failed == 1
        desk.retry_failed(["ann"])
        assert desk.failed == 1
        desk.retry_failed(["bob"])
        assert desk.failed == 0
        assert await run(desk, NAMES) == expected(NAMES)
    api._answer = failing("dan: one", [refused])
    await office.run(("dan",))
    async with office.open() as desk:
        desk.retry_failed()
        assert await run(desk, ("dan",)) == expected(("dan",))
    assert set(api.executed.values()) == {1}


@pytest.mark.parametrize("done", range(7))
async def test_a_batch_that_expires_is_gone_on_with_a_line_at_a_time(office: Office, api: BatchApi, done: int) -> None:
    api.fates.append(Fate(expires_after=done))
    assert await office.run(NAMES) == expected(NAMES)
    assert set(api.executed.values()) == {1}
    assert len(api.executed) == 9


async def test_a_batch_that_always_expires_is_not_submitted_for_ever(office: Office, api: BatchApi) -> None:
    api.fates.extend([Fate(expires_after=0)] * 9)
    done = await office.run(("ann",))
    assert isinstance(done["ann"], TransportError)
    assert len(api.batches) == 3


async def test_a_batch_that_somebody_cancelled_ends_the_run_and_the_next_goes_on(office: Office, api: BatchApi) -> None:
    api.fates.extend([Fate(cancelled_after=4)])
    with pytest.raises(RunStoppedError, match="cancelled"):
        await office.run(NAMES)
    assert len(api.executed) == 4
    assert await office.run(NAMES) == expected(NAMES)
    assert set(api.executed.values()) == {1}


def on(method: str, path: str, times: int, reply: Reply) -> Callable[[Seen], Reply | None]:
    """Has the first calls of a kind fail; the path is matched at its end, ids left out."""
    left = [reply] * times

    def instead(seen: Seen) -> Reply | None:
        at = "/".join("ID" if "-" in step or "_" in step else step for step in seen.path.partition("?")[0].split("/"))
        return left.pop() if (seen.method, at) == (method, f"/v1/{path}") and left else None

    return instead


CALLS = (
    ("POST", "files"),
    ("POST", "batches"),
    ("GET", "batches/ID"),
    ("GET", "files/ID/content"),
    ("DELETE", "files/ID"),
)


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
@pytest.mark.parametrize("reply", [RATE, BROKEN, reset(), html(status=502)], ids=["429", "500", "reset", "html"])
@pytest.mark.parametrize("times", [1, 7], ids=["once", "longer than a call is tried"])
async def test_a_call_that_fails_is_made_again(
    office: Office, api: BatchApi, call: tuple[str, str], reply: Reply, times: int
) -> None:
    api.instead = on(*call, times, reply)
    assert await office.run(NAMES) == expected(NAMES)
    assert set(api.executed.values()) == {1}


@pytest.mark.parametrize("times", [1, 3, 7])
async def test_a_batch_whose_id_was_never_heard_is_found_by_its_name_and_not_made_twice(
    office: Office, api: BatchApi, times: int
) -> None:
    left = [reset()] * times
    api.afterwards = lambda seen, reply: (
        left.pop() if (seen.method, seen.path) == ("POST", "/v1/batches") and left else reply
    )
    assert await office.run(NAMES) == expected(NAMES)
    assert len(api.batches) == 2
    assert set(api.executed.values()) == {1}


async def test_a_batch_is_found_on_any_page_of_the_list(office: Office, api: BatchApi) -> None:
    lost: list[str] = []

    def lose(seen: Seen, reply: Reply) -> Reply:
        if (seen.method, seen.path) == ("POST", "/v1/batches") and not lost:
            lost.append("the first")
            for _ in range(250):
                api._create(seen.json | {"input_file_id": other.id, "metadata": None})
            return reset()
        return reply

    other = api._store("other.jsonl", "batch", b"")
    api.afterwards = lose
    assert await office.run(NAMES) == expected(NAMES)
    ours = [batch for batch in api.batches if batch.input_file_id != other.id]
    assert len(ours) == 2
    assert set(api.executed.values()) == {1}


@pytest.mark.parametrize("torn", [False, True], ids=["cut off", "as if it were all"])
@pytest.mark.parametrize("share", [0.0, 0.3, 0.5, 0.99])
async def test_results_that_come_only_in_part_are_fetched_again_and_not_asked_again(
    office: Office, api: BatchApi, *, torn: bool, share: float
) -> None:
    cut: list[str] = []

    def cut_off(seen: Seen, reply: Reply) -> Reply:
        if not seen.path.endswith("/content") or seen.path in cut:
            return reply
        cut.append(seen.path)
        assert isinstance(reply.body, bytes)
        size = int(len(reply.body) * share)
        return Reply(reply.body[:size], headers=reply.headers) if torn else Reply(reply.body, sent=size)

    api.afterwards = cut_off
    assert await office.run(NAMES) == expected(NAMES)
    assert set(api.executed.values()) == {1}
    assert len(api.batches) == 2


async def test_results_cut_between_two_lines_are_fetched_again(office: Office, api: BatchApi) -> None:
    cut: list[str] = []

    def cut_off(seen: Seen, reply: Reply) -> Reply:
        if not seen.path.endswith("/content") or seen.path in cut:
            return reply
        cut.append(seen.path)
        assert isinstance(reply.body, bytes)
        return Reply(b"".join(reply.body.splitlines(keepends=True)[:-1]))

    api.afterwards = cut_off
    api._answer = failing("bob: one", [RATE])
    assert await office.run(NAMES) == expected(NAMES)
    assert set(api.executed.values()) == {1}


async def test_a_line_that_is_torn_for_good_costs_that_answer_only(office: Office, api: BatchApi) -> None:
    def tear(seen: Seen, reply: Reply) -> Reply:
        if not seen.path.endswith("/content"):
            return reply
        assert isinstance(reply.body, bytes)
        lines = reply.body.splitlines(keepends=True)
        return Reply(b"\n".join([b"{\n", *lines[1:]]) if len(lines) == 6 else reply.body)

    api.afterwards = tear
    done = await office.run(NAMES)
    assert isinstance(done.pop("ann"), TransportError)
    assert done == expected(("bob", "cy"))
    assert set(api.executed.values()) == {1}


@pytest.mark.parametrize("gone", ["output", "error"])
async def test_what_results_that_are_gone_would_have_said_fails_and_is_not_paid_twice(
    office: Office, api: BatchApi, gone: str
) -> None:
    api._answer = failing("bob: one", [RATE])

    def lose(seen: Seen) -> None:
        for file in [file for file in api.files.values() if file.filename.endswith(f"_{gone}.jsonl")]:
            if seen.path.endswith(f"{file.id}/content"):
                del api.files[file.id]

    api.instead = lose
    done = await office.run(NAMES)
    lost = {"ann", "bob", "cy"} if gone == "output" else {"bob"}
    assert {name for name, result in done.items() if isinstance(result, TransportError)} == lost
    assert set(api.executed.values()) == {1}
    api.instead = lambda _: None
    async with office.open() as desk:
        desk.retry_failed()
        assert await run(desk, NAMES) == expected(NAMES)


async def test_a_server_that_is_down_for_long_ends_the_run_and_the_next_goes_on(office: Office, api: BatchApi) -> None:
    office.options = DeskOptions(most_failed_polls=3)
    api.instead = on("GET", "batches/ID", 100, BROKEN)
    with pytest.raises(OutageError, match="run again"):
        await office.run(NAMES)
    api.instead = lambda _: None
    assert await office.run(NAMES) == expected(NAMES)
    assert set(api.executed.values()) == {1}


async def test_a_wrong_key_ends_the_run_at_the_first_call(office: Office, api: BatchApi) -> None:
    api.key = "sk-other-than-that"
    calls: list[str] = []
    api.instead = lambda seen: calls.append(seen.path)
    with pytest.raises(AccessRefusedError, match="key"):
        await office.run(NAMES)
    assert calls == ["/v1/files"]
    api.key = None
    assert await office.run(NAMES) == expected(NAMES)


async def test_an_unknown_model_ends_the_run_at_the_first_batch(office: Office, api: BatchApi) -> None:
    api.models = frozenset({"other"})
    with pytest.raises(AccessRefusedError, match="'m' is not supported by the Batch API"):
        await office.run(NAMES)
    assert len(api.batches) == 1
    api.models = None
    assert await office.run(NAMES) == expected(NAMES)


async def test_a_line_that_says_that_nobody_is_let_in_ends_the_run_and_can_be_asked_again(
    office: Office, api: BatchApi
) -> None:
    broke = Reply({"error": {"message": "You exceeded your current quota", "code": "insufficient_quota"}}, 429)
    api._answer = failing("bob: one", [broke])
    with pytest.raises(AccessRefusedError, match="quota"):
        await office.run(NAMES)
    assert await office.run(NAMES) == expected(NAMES)
    assert set(api.executed.values()) == {1}


async def test_a_batch_that_is_not_taken_ends_the_run_once_with_the_servers_words(
    office: Office, api: BatchApi
) -> None:
    api.fates.append(Fate(errors=({"code": "endpoint_closed", "message": "Not on Sundays.", "line": None},)))
    with pytest.raises(RequestRefusedError, match="Not on Sundays"):
        await office.run(NAMES)
    assert len(api.batches) == 1
    assert await office.run(NAMES) == expected(NAMES)


async def test_lines_that_are_to_blame_fail_and_the_others_go_out_without_them(office: Office, api: BatchApi) -> None:
    api.fates.append(Fate(errors=({"code": "bad_line", "message": "I do not like it.", "line": 3},)))
    done = await office.run(NAMES)
    error = done.pop("bob")
    assert isinstance(error, RequestRefusedError)
    assert "I do not like it" in str(error)
    assert done == expected(("ann", "cy"))
    assert set(api.executed.values()) == {1}


async def test_where_the_queue_is_full_a_batch_waits_for_another_to_end(office: Office, api: BatchApi) -> None:
    office.options = DeskOptions(most_requests=2)
    api.most_enqueued = 3
    assert await office.run(NAMES) == expected(NAMES)
    assert set(api.executed.values()) == {1}


async def test_where_the_queue_is_full_the_rest_is_not_uploaded_again_and_again(office: Office, api: BatchApi) -> None:
    office.options = DeskOptions(most_requests=1)
    api.most_enqueued = 1
    async with office.open() as desk:
        for name in "abcdefghij":
            await desk.attempt(partial(desk.model.ask, question(name, "who")))
        assert await desk.work_off()
    refused = [batch for batch in api.batches if batch.status == "failed"]
    assert len(api.executed) == 10
    assert set(api.executed.values()) == {1}
    # Nine go out at once before anybody knows, and then no more than one for each that is done.
    assert len(refused) <= 9 + 10


async def test_a_batch_that_is_too_large_for_the_queue_is_made_smaller(office: Office, api: BatchApi) -> None:
    api.most_enqueued = 2
    assert await office.run(NAMES) == expected(NAMES)
    assert set(api.executed.values()) == {1}


async def test_where_not_even_one_request_fits_into_the_queue_the_run_ends_clearly(
    office: Office, api: BatchApi
) -> None:
    api.most_enqueued = 0
    with pytest.raises(RunStoppedError, match="Enqueued token limit reached"):
        await office.run(NAMES)
    api.most_enqueued = None
    assert await office.run(NAMES) == expected(NAMES)


@pytest.mark.parametrize("code", ["insufficient_quota", "billing_hard_limit_reached"])
async def test_a_quota_that_is_used_up_waits_for_open_batches_and_else_ends_the_run(
    office: Office, api: BatchApi, code: str
) -> None:
    office.options = DeskOptions(most_requests=3)
    made: list[str] = []
    broke = problem(429, "You exceeded your current quota.", code)

    def second(seen: Seen) -> Reply | None:
        if (seen.method, seen.path) != ("POST", "/v1/batches"):
            return None
        made.append(seen.path)
        return broke if len(made) == 2 else None

    api.instead = second
    assert await office.run(NAMES) == expected(NAMES)
    assert set(api.executed.values()) == {1}
    api.instead = on("POST", "batches", 1, broke)
    with pytest.raises(RunStoppedError, match="quota"):
        await office.run(("dan",))
    assert await office.run(("dan",)) == expected(("dan",))


async def test_a_request_that_the_server_does_not_take_for_a_batch_leaves_nothing_behind(
    office: Office, api: BatchApi
) -> None:
    api.instead = on("POST", "batches", 1, problem(400, "No such endpoint."))
    with pytest.raises(RequestRefusedError, match="No such endpoint"):
        await office.run(NAMES)
    assert not api.files
    assert await office.run(NAMES) == expected(NAMES)


async def test_stopping_ends_the_wait_at_once_and_the_next_run_picks_the_batches_up(
    office: Office, api: BatchApi
) -> None:
    asleep = asyncio.Event()

    async def for_ever(_: float) -> None:
        asleep.set()
        await asyncio.Event().wait()

    async with office.open(sleep=for_ever) as desk:
        await desk.attempt(lambda: brief(desk, "ann"))
        working = asyncio.create_task(desk.work_off())
        await asleep.wait()
        desk.stop()
        assert not await working
        assert not await desk.work_off()
    assert not api.executed
    assert await office.run(("ann",)) == expected(("ann",))
    assert len(api.batches) == 2
    assert set(api.executed.values()) == {1}


async def test_a_batch_of_another_key_is_not_waited_for(office: Office, api: BatchApi) -> None:
    async with office.open() as desk:
        await desk.attempt(lambda: brief(desk, "ann"))
        api.instead = on("GET", "batches/ID", 1, problem(404, "No batch found."))
        with pytest.raises(RunStoppedError, match="use the key"):
            await desk.work_off()
    assert await office.run(("ann",)) == expected(("ann",))


async def test_an_input_file_that_the_server_has_lost_is_uploaded_again(office: Office, api: BatchApi) -> None:
    api.instead = on("POST", "batches", 1, problem(401, "no"))
    with pytest.raises(AccessRefusedError):
        await office.run(NAMES)
    (file,) = api.files
    del api.files[file]
    assert await office.run(NAMES) == expected(NAMES)
    assert set(api.executed.values()) == {1}


async def test_the_ledger_is_empty_when_all_is_answered(office: Office) -> None:
    await office.run(NAMES)
    ledger = Ledger(office.folder / "ledger.sqlite")
    assert [ledger.count(state) for state in RequestState] == [0, 0, 0]
    assert ledger.jobs() == ()
    ledger.close()
