"""Batches whose briefs are made by several processes: the same folder as one makes, whatever befalls the processes."""

from __future__ import annotations

import asyncio
import json
import os
import re
import select
import signal
import socket
import sys
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import httpx2
import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from summarizer.article import Article
from summarizer.batch.folder import OutputFolder
from summarizer.batch.job import Job, run_job
from summarizer.batch.recipe import Recipe
from summarizer.batch.run import Run, Wanted
from summarizer.batch.stopping import Stop
from summarizer.batch.workers import worker
from summarizer.batch.workers.crossing import Unforeseen, pack, unpack
from summarizer.batch.workers.pool import WorkerPool
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
    WorkerReplay,
)
from summarizer.errors import (
    BudgetError,
    EmptyArticleError,
    MissingRecordingError,
    OutageError,
    RunStoppedError,
    SettingsError,
    SummarizerError,
    TransportError,
)
from summarizer.opening import open_gate
from summarizer.progress import Ending, Tally, open_progress
from summarizer.settings import Settings
from summarizer.traffic.events import Spent
from tests.batches import article, check_whole, command, lines, run, write_rows
from tests.fault_server import RETRIED, Fault, always, misbehaving, never, often, to_some
from tests.servers import Reply, serving

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable

    from summarizer.batch.outcomes import Finished
    from tests.batches import Json
    from tests.fault_server import Script

_ROOT = Path(__file__).parent.parent
_PATIENCE = 60.0
_TWO = ("--processes", "2")


def workers_of(process: int) -> list[int]:
    """The ids of the worker processes that a process has."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, ValueError):
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            if parent == process and b"batch.workers.worker" in (folder / "cmdline").read_bytes():
                found.append(int(folder.name))
    return found


def what_is_told(process: int) -> bytes:
    """The arguments and the environment of a process."""
    return b"".join(Path(f"/proc/{process}/{name}").read_bytes() for name in ("cmdline", "environ"))


def wait_until_ended(processes: Iterable[int]) -> None:
    """Block until these processes are gone, or no more than zombies."""
    for process in processes:
        with suppress(ProcessLookupError):
            watch = os.pidfd_open(process)
            try:
                assert select.select([watch], [], [], _PATIENCE)[0], "a process stayed"
            finally:
                os.close(watch)


def failures_of(out: Path) -> set[tuple[str, ...]]:
    """Where failures come from, their classes, and what all tries came to; whichever section was the first to fail."""
    return {
        (line["source"], line["error"], *(re.sub(r", \w+: ", ": ", words) for words in told(line)))
        for line in lines(out / "failures.jsonl")
    }


def told(failure: Json) -> list[str]:
    """The message of a failure, and what happened at each try."""
    return [failure["message"], *failure["history"][-1]["tries"]]


class TestTheSameFolder:
    def test_against_a_server_with_faults_each_brief_is_the_same_and_paid_for_once(self, tmp_path: Path) -> None:
        rows = write_rows(tmp_path / "rows.jsonl", range(40), twins=5)
        briefs = []
        for processes in (1, 2):
            with misbehaving(often(0.2, RETRIED, seed=5)) as server:
                result = run(rows, tmp_path / f"out{processes}", server.url, processes=processes)
                assert result.ending is Ending.FINISHED
                assert set(server.paid.values()) == {1}
                assert server.most_at_once <= 8
                assert result.standing.spent.input_tokens == server.tokens_in
            briefs.append(check_whole(tmp_path / f"out{processes}"))
        assert len(briefs[0]) == 45
        assert briefs[0] == briefs[1]

    def test_by_rules_alone_with_markdown_beside_the_briefs(self, tmp_path: Path) -> None:
        rows = write_rows(tmp_path / "rows.jsonl", range(60), twins=2)
        pages = []
        for processes in (1, 3):
            out = tmp_path / f"out{processes}"
            run_job(Job([str(rows)], out, Settings(model="extractive", processes=processes), markdown=True))
            pages.append({path.name: path.read_text(encoding="utf-8") for path in out.rglob("*.md")})
        assert check_whole(tmp_path / "out1") == check_whole(tmp_path / "out3")
        assert len(pages[0]) == 62
        assert pages[0] == pages[1]

    def test_from_recordings(self, tmp_path: Path) -> None:
        replay: Json = {"model": "qwen2.5-coder-1.5b", "profile": "small", "llm": "replay", "max_output_tokens": 900}
        recordings = _ROOT / "evals" / "recordings"
        told = []
        for processes in (1, 2):
            out = tmp_path / f"out{processes}"
            in_force = Settings.model_validate(replay | {"recordings": recordings, "processes": processes})
            result = run_job(Job([str(_ROOT / "evals" / "articles" / "0*.txt")], out, in_force))
            assert (result.ending, result.standing.failed) == (Ending.FINISHED, 0)
            made = {line["article"]["id"]: line["provenance"] for line in lines(out / "briefs.jsonl")}
            recorded = {one: how for one, how in made.items() if how["recorded"]}
            told.append({one: (how["recorded"], how["seconds"], how["calls"]) for one, how in recorded.items()})
        assert check_whole(tmp_path / "out1") == check_whole(tmp_path / "out2")
        assert told[0]
        assert told[0] == told[1]

    def test_and_nothing_is_made_anew_for_another_number_of_processes(self, tmp_path: Path) -> None:
        rows = write_rows(tmp_path / "rows.jsonl", range(10))
        with misbehaving() as server:
            run(rows, tmp_path / "out", server.url, processes=2)
            asked = server.requests
            assert run(rows, tmp_path / "out", server.url).standing.done == 0
            assert run(rows, tmp_path / "out", server.url, processes=3).standing.already == 10
            assert server.requests == asked


class TestFailures:
    @pytest.mark.parametrize(
        ("script", "error"),
        [
            (always(Fault.DECLINED), "RefusalError"),
            (always(Fault.CUT), "TruncatedAnswerError"),
            (always(Fault.BAD), "RequestRefusedError"),
            (to_some(Fault.RESET), "TransportError"),
            (to_some(Fault.WELCOME), "TransportError"),
        ],
        ids=["declined", "cut", "refused", "reset", "page"],
    )
    def test_have_the_same_class_and_words(self, script: Script, error: str, tmp_path: Path) -> None:
        rows, outs = write_rows(tmp_path / "rows.jsonl", range(9)), [tmp_path / "out1", tmp_path / "out2"]
        with rows.open("a", encoding="utf-8") as more:
            more.write('{"source": "blank", "text": "  "}\n{"source": "menu", "text": "Share this\\n"}\n')
        with misbehaving(script) as server:
            for processes, out in enumerate(outs, 1):
                result = run(rows, out, server.url, processes=processes, retries=1)
                assert result.ending is Ending.FINISHED
        said = [failures_of(out) for out in outs]
        assert {one[1] for one in said[0]} == {error, "EmptyArticleError"}
        assert said[0] == said[1]
        assert check_whole(outs[0]) == check_whole(outs[1])

    def test_say_which_recording_is_missing(self, tmp_path: Path) -> None:
        rows = write_rows(tmp_path / "rows.jsonl", range(4))
        for processes in (1, 2):
            run(rows, tmp_path / f"out{processes}", "", base_url=None, llm="replay", processes=processes)
        said = failures_of(tmp_path / "out1")
        assert {error for _, error, *_ in said} == {"MissingRecordingError"}
        assert said == failures_of(tmp_path / "out2")

    def test_never_hold_the_key_though_the_server_sends_it_back(self, tmp_path: Path) -> None:
        rows, out = write_rows(tmp_path / "rows.jsonl", range(4)), tmp_path / "out"
        refusal = Reply({"error": {"message": "x" * 190 + " no to key-of-a-test"}}, 400)
        with serving(lambda _: refusal) as server:
            run(rows, out, server.url, processes=2)
            run(rows, tmp_path / "out1", server.url)
            sent = {name.lower(): value for seen in server.requests for name, value in seen.headers.items()}
        assert sent["authorization"] == "Bearer key-of-a-test"
        assert failures_of(out) == failures_of(tmp_path / "out1")
        assert failures_of(out)
        assert "key-of" not in (out / "failures.jsonl").read_text(encoding="utf-8")

    def test_of_the_key_stop_the_run_at_once(self, tmp_path: Path) -> None:
        rows, out = write_rows(tmp_path / "rows.jsonl", range(40)), tmp_path / "out"
        with misbehaving(always(Fault.KEY)) as server:
            assert command(rows, out, server.url, *_TWO).wait() == 5
            assert server.requests <= 8
        said = out.with_suffix(".stderr").read_text(encoding="utf-8")
        assert "the server refused the key (401)" in said
        assert "Traceback" not in said
        assert lines(out / "failures.jsonl") == []


def test_a_bug_that_a_process_met_fails_its_article_with_its_name_and_place(tmp_path: Path) -> None:
    bug = unpack(Unforeseen("KeyError", "'of'", "places.py:12"))
    settings = Settings(model="extractive")

    class Maker:
        async def make(self, _: Article) -> Finished | None:
            raise bug

    async def go(folder: OutputFolder) -> None:
        with open_progress(Tally(Spent)) as progress:
            run = Run(Maker(), Recipe(settings), folder, progress, wanted=Wanted(1), stop=Stop())
            await run.go([Article("a.txt", article(1), "utf-8")])

    with OutputFolder(tmp_path / "out", Recipe(settings)) as folder:
        asyncio.run(go(folder))
    (failure,) = lines(tmp_path / "out" / "failures.jsonl")
    assert failure["error"] == "KeyError"
    assert failure["message"] == "a.txt: KeyError: 'of' (a bug in summarizer, met at places.py:12: please report it)"


def test_spans_are_told_by_the_main_process_each_request_within_its_article(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exporter, tracers = InMemorySpanExporter(), TracerProvider()
    tracers.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr(trace, "get_tracer_provider", lambda: tracers)
    rows = write_rows(tmp_path / "rows.jsonl", range(5))
    with misbehaving() as server:
        run(rows, tmp_path / "out", server.url, processes=2)
        asked = server.requests
    spans = exporter.get_finished_spans()
    articles = {span.context.span_id: span for span in spans if span.name == "summarize" and span.context}
    requests = [span for span in spans if span.name == "chat m"]
    assert (len(articles), len(requests)) == (5, asked)
    assert {span.parent.span_id for span in requests if span.parent} == set(articles)
    for span in articles.values():
        assert span.attributes
        assert "summarizer.warning_count" in span.attributes


def test_the_budget_holds_over_all_processes(tmp_path: Path) -> None:
    rows, out = write_rows(tmp_path / "rows.jsonl", range(20)), tmp_path / "out"
    with misbehaving() as server:
        stopped = run(rows, out, server.url, processes=2, budget_tokens=5000, max_output_tokens=50)
        assert stopped.ending is Ending.STOPPED
        assert "the budget ends here" in stopped.why
        assert 0 < server.tokens <= 5000
        assert run(rows, out, server.url, processes=2, max_output_tokens=50).ending is Ending.FINISHED
        assert set(server.paid.values()) == {1}
    assert len(check_whole(out)) == 20


def test_a_batch_by_the_batch_api_is_made_in_one_process(tmp_path: Path) -> None:
    rows = write_rows(tmp_path / "rows.jsonl", range(2))
    with pytest.raises(SettingsError, match="leave out --processes, or --via"):
        run(rows, tmp_path / "out", "http://localhost:1/v1", processes=2, via="batch-api")


class TestStopping:
    def test_once_finishes_what_is_in_flight_though_all_processes_get_the_signal(self, tmp_path: Path) -> None:
        rows, out = write_rows(tmp_path / "rows.jsonl", range(120)), tmp_path / "out"
        with misbehaving() as server:

            def interrupt(request: int) -> None:
                if request == 30:
                    for one in (*workers_of(process.pid), process.pid):
                        os.kill(one, signal.SIGINT)
                        os.kill(one, signal.SIGTERM) if one != process.pid else None

            server.on_request = interrupt
            process = command(rows, out, server.url, *_TWO)
            assert process.wait() == 130
            assert 0 < len(check_whole(out, "interrupted")) < 120
            server.on_request = lambda _: None
            assert command(rows, out, server.url, *_TWO).wait() == 0
            assert set(server.received.values()) == {1}
        assert len(check_whole(out)) == 120
        assert "Traceback" not in out.with_suffix(".stderr").read_text(encoding="utf-8")

    def test_twice_stops_now_and_leaves_no_process(self, tmp_path: Path) -> None:
        rows, out = write_rows(tmp_path / "rows.jsonl", range(40)), tmp_path / "out"
        errors = out.with_suffix(".stderr")
        with misbehaving(lambda _, __: Fault.SILENT if server.requests > 20 else None) as server:
            process = command(rows, out, server.url, *_TWO, "--timeout", "600")
            server.wait_for_requests(24)
            workers = workers_of(process.pid)
            process.send_signal(signal.SIGINT)
            while "again to stop now" not in errors.read_text(encoding="utf-8"):
                assert process.poll() is None
                os.sched_yield()
            process.send_signal(signal.SIGINT)
            assert process.wait() == 130
            assert len(workers) == 2
            wait_until_ended(workers)
            server.script = never
            assert command(rows, out, server.url, *_TWO).wait() == 0
            assert set(server.paid.values()) == {1}
        assert len(check_whole(out)) == 40
        assert "Traceback" not in errors.read_text(encoding="utf-8")


class TestKilled:
    def test_a_worker_fails_what_it_had_and_another_takes_its_place(self, tmp_path: Path) -> None:
        rows, out = write_rows(tmp_path / "rows.jsonl", range(60)), tmp_path / "out"
        killed: list[int] = []
        with misbehaving() as server:

            def kill_one(request: int) -> None:
                if request in {20, 60}:
                    killed.append(workers_of(os.getpid())[0])
                    os.kill(killed[-1], signal.SIGKILL)

            server.on_request = kill_one
            result = run(rows, out, server.url, processes=2)
            assert result.ending is Ending.FINISHED
            assert len(set(killed)) == 2
            assert 0 < result.standing.failed <= 16
            assert result.standing.done + result.standing.failed == 60
            for source, error, message, *_ in failures_of(out):
                assert error == "WorkerDiedError"
                assert message == f"{source}: its brief was being made when its worker process died: run again"
            server.on_request = lambda _: None
            again = run(rows, out, server.url, processes=2, only_failed=True)
            assert again.standing.done == result.standing.failed
            assert set(server.paid.values()) == {1}
            run(rows, tmp_path / "whole", server.url)
        assert check_whole(out) == check_whole(tmp_path / "whole")

    def test_the_main_process_leaves_no_orphan_and_the_next_run_goes_on(self, tmp_path: Path) -> None:
        rows, out = write_rows(tmp_path / "rows.jsonl", range(60)), tmp_path / "out"
        workers: list[int] = []
        with misbehaving() as server:

            def kill(request: int) -> None:
                if request == 40:
                    workers.extend(workers_of(process.pid))
                    process.kill()

            server.on_request = kill
            process = command(rows, out, server.url, *_TWO)
            assert process.wait() == -signal.SIGKILL
            assert len(workers) == 2
            wait_until_ended(workers)
            server.on_request = lambda _: None
            server.wait_until_left()
            assert command(rows, out, server.url, *_TWO).wait() == 0
            assert (server.paid.total() - len(server.paid)) <= 8
            run(rows, tmp_path / "whole", server.url)
        assert check_whole(out) == check_whole(tmp_path / "whole")

    @pytest.mark.parametrize("python", ["/bin/false", "/nowhere/python"])
    def test_before_they_begin_the_run_stops_and_nothing_counts_as_failed(
        self, python: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        rows, out = write_rows(tmp_path / "rows.jsonl", range(6)), tmp_path / "out"
        monkeypatch.setattr(sys, "executable", python)
        with misbehaving() as server:
            result = run(rows, out, server.url, processes=2)
            assert result.ending is Ending.STOPPED
            assert "worker process" in result.why
            assert server.requests == 0
        assert lines(out / "failures.jsonl") == []


class TestThePool:
    async def test_has_processes_that_do_not_know_the_key(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("OPENAI_API_KEY", "key-of-a-test")
        monkeypatch.setenv("summarizer_api_key", "key-of-a-test")
        settings = Settings(model="m", base_url="http://me:secret@localhost:1/v1", api_key="key-of-a-test", processes=2)
        pool = WorkerPool(settings, markdown=False)
        await pool.begin()
        try:
            known = [what_is_told(process) for process in workers_of(os.getpid())]
        finally:
            await pool.aclose()
        assert len(known) == 2
        assert not [one for one in known if b"key-of-a-test" in one or b"secret" in one]

    async def test_leaves_nothing_at_the_gate_of_an_article_that_is_let_go(self) -> None:
        asked = asyncio.Event()
        loop = asyncio.get_running_loop()
        with misbehaving(always(Fault.SILENT)) as server:
            server.on_request = lambda _: loop.call_soon_threadsafe(asked.set) and None
            settings = Settings(model="m", base_url=server.url, processes=2, concurrency=2, timeout=600)
            gate = open_gate(settings)
            pool = WorkerPool(settings, markdown=False, gate=gate)
            await pool.begin()
            try:
                making = asyncio.create_task(pool.make(Article("a.txt", article(1), "utf-8")))
                async with asyncio.timeout(_PATIENCE):
                    await asked.wait()
                assert gate.in_flight == 1
                making.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await making
                assert (gate.in_flight, gate.waiting) == (0, 0)
                server.script = never
                made = await pool.make(Article("a.txt", article(1), "utf-8"))
                assert made.live
            finally:
                await pool.aclose()

    async def test_says_what_is_the_matter_with_settings_that_no_worker_can_use(self, tmp_path: Path) -> None:
        pool = WorkerPool(Settings(model="extractive", processes=2, prices=tmp_path / "none.toml"), markdown=False)
        await pool.begin()
        try:
            with pytest.raises(SettingsError, match=r"none\.toml"):
                await pool.make(Article("a.txt", article(1), "utf-8"))
        finally:
            await pool.aclose()


@asynccontextmanager
async def serving_worker(settings: Settings) -> AsyncIterator[Channel]:
    """A worker's work done in this process, and the main process's end of its socket."""
    ours, theirs = socket.socketpair()
    working = asyncio.create_task(worker.serve(theirs))
    channel = await Channel.over(ours)
    channel.send(Setup(settings, markdown=False))
    try:
        yield channel
    finally:
        channel.close()
        async with asyncio.timeout(_PATIENCE):
            await working


class TestAWorker:
    async def test_makes_briefs_until_the_socket_closes(self) -> None:
        async with serving_worker(Settings(model="extractive")) as channel:
            assert await channel.receive() == Ready()
            channel.send(Make(7, Article("a.txt", article(1), "utf-8")))
            made = await channel.receive()
            assert isinstance(made, Made)
            assert (made.order, json.loads(made.finished.brief)["article"]["source"]) == (7, "a.txt")
            channel.send(Make(8, Article("b.txt", "Share this\n", "utf-8")))
            missed = await channel.receive()
            assert isinstance(missed, NotMade)
            assert isinstance(unpack(missed.error), EmptyArticleError)

    async def test_says_what_it_cannot_be_set_up_with(self, tmp_path: Path) -> None:
        async with serving_worker(Settings(model="extractive", prices=tmp_path / "none.toml")) as channel:
            unable = await channel.receive()
            assert isinstance(unable, Unable)
            assert isinstance(unpack(unable.error), SettingsError)

    @pytest.mark.parametrize("error", [OutageError("down"), BudgetError("used up"), MissingRecordingError("none")])
    async def test_raises_what_the_main_process_met(self, error: SummarizerError) -> None:
        async with asking_worker() as (channel, ask):
            channel.send(NotAnswered(ask.number, pack(error)))
            missed = await channel.receive()
            assert isinstance(missed, NotMade)
            raised = unpack(missed.error)
            assert (type(raised), str(raised)) == (type(error), str(error))

    async def test_takes_an_error_of_the_wire_for_what_it_is(self) -> None:
        async with asking_worker() as (channel, ask):
            channel.send(NotAnswered(ask.number, pack(httpx2.ConnectError("all is quiet"))))
            missed = await channel.receive()
            assert isinstance(missed, NotMade)
            raised = unpack(missed.error)
            assert isinstance(raised, TransportError)
            assert "the server at localhost:1 cannot be reached (all is quiet): is it up?" in str(raised)

    async def test_withdraws_what_it_asked_for_an_article_that_it_drops(self) -> None:
        async with asking_worker() as (channel, ask):
            channel.send(Drop(ask.order))
            assert await channel.receive() == Withdraw(ask.order, ask.number)
            channel.send(Answer(ask.number, 200, (), b"too late", ()))
            channel.send(Make(9, Article("a.txt", article(1), "utf-8")))
            assert isinstance(await channel.receive(), Ask)

    async def test_tells_the_label_and_no_header(self) -> None:
        async with asking_worker() as (_, ask):
            assert (ask.method, ask.target) == ("POST", b"/v1/chat/completions")
            assert (ask.source, ask.article_id) == ("a.txt", Article("a.txt", article(1), "utf-8").id)
            assert ask.section
            assert json.loads(ask.body)["model"] == "m"
            assert not hasattr(ask, "headers")


@asynccontextmanager
async def asking_worker() -> AsyncIterator[tuple[Channel, Ask]]:
    """A worker that has just asked something."""
    settings = Settings(model="m", base_url="http://localhost:1/v1", retries=0, sections=["entities"])
    async with serving_worker(settings) as channel:
        assert await channel.receive() == Ready()
        channel.send(Make(1, Article("a.txt", article(1), "utf-8")))
        ask = await channel.receive()
        assert isinstance(ask, Ask)
        yield channel, ask


class TestErrorsThatCross:
    def test_are_what_they_were(self) -> None:
        late = TransportError("late", 3.5)
        late.tries = ("late", "later")
        crossed = unpack(pack(late))
        assert isinstance(crossed, TransportError)
        assert (str(crossed), crossed.retry_after, crossed.tries) == ("late", 3.5, ("late", "later"))
        empty = unpack(pack(EmptyArticleError("a.txt", "nothing in it")))
        assert isinstance(empty, EmptyArticleError)
        assert (str(empty), empty.source, empty.cause) == ("a.txt: nothing in it", "a.txt", "nothing in it")
        reset = unpack(pack(httpx2.ReadError("reset")))
        assert (type(reset), str(reset)) == (httpx2.ReadError, "reset")

    def test_lose_what_is_secret(self) -> None:
        error = RunStoppedError("no to abc")
        assert str(unpack(pack(error), lambda words: words.replace("abc", "[key]"))) == "no to [key]"

    def test_keep_the_name_and_the_place_of_a_bug(self) -> None:
        class OddError(LookupError):
            pass

        def fail() -> None:
            raise OddError("never mind")

        with pytest.raises(OddError) as caught:
            fail()
        once = pack(caught.value)
        twice = pack(unpack(once))
        assert once == twice
        assert type(unpack(once)).__name__ == "OddError"
        assert str(unpack(once)) == "never mind"
        assert isinstance(once, Unforeseen)
        assert once.place.startswith("test_batch_workers.py:")


def test_an_answer_crosses_with_what_it_was_replayed_from() -> None:
    from datetime import UTC, datetime

    async def cross() -> object:
        ours, theirs = socket.socketpair()
        one, other = await Channel.over(ours), await Channel.over(theirs)
        one.send(answer)
        try:
            return await other.receive()
        finally:
            one.close()
            assert await other.receive() is None
            other.close()

    replay = WorkerReplay(datetime(2026, 1, 1, tzinfo=UTC), 1.5)
    answer = Answer(3, 200, (("date", "today"),), b"\0" * 3_000_000, (replay,))
    assert asyncio.run(cross()) == answer
