"""Batches that are ended at any moment, and run again: every article is there once, and nothing is paid for twice."""

from __future__ import annotations

import errno
import io
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import traceback
from collections import Counter
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings, strategies

from summarizer.errors import OutputError
from summarizer.progress import Ending
from tests.batches import article, briefs_by_source, check_whole, command, lines, run, write_articles, write_rows
from tests.fault_server import Fault, always, misbehaving, never

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import FrameType

    from tests.fault_server import FaultServer

_KILLS = 25
_ABREAST = 8
_FILES = ("articles.jsonl", "briefs.jsonl", "failures.jsonl")


def kept_answers(out: Path) -> int:
    """How many answers a folder has kept, those thrown away too."""
    database = sqlite3.connect(out / "answers.sqlite")
    try:
        (count,) = database.execute("SELECT count(*) FROM answers").fetchone()
        return int(count)
    finally:
        database.close()


def kill_at(process: list[subprocess.Popen[bytes]], reached: Callable[[], bool]) -> Callable[[int], None]:
    """Kills a process as soon as something is so, as seen when the server takes a request."""

    def look(_: int) -> None:
        if reached():
            process[-1].kill()

    return look


def some_moment(server: FaultServer, out: Path, chance: random.Random) -> Callable[[], bool]:
    """After some requests more, or some bytes more in a file."""
    if chance.random() < 0.5:
        last = server.requests + chance.randrange(1, 16)
        return lambda: server.requests >= last
    path = out / chance.choice(["briefs.jsonl", "articles.jsonl"])
    size = (path.stat().st_size if path.exists() else 0) + chance.randrange(1, 20_000)
    return lambda: path.exists() and path.stat().st_size >= size


def test_killed_at_any_of_25_moments_a_batch_goes_on_and_pays_twice_for_no_more_than_was_in_flight(
    tmp_path: Path,
) -> None:
    rows, out = write_rows(tmp_path / "rows.jsonl", range(400), twins=20), tmp_path / "out"
    chance = random.Random(20)
    at_risk: Counter[str] = Counter()
    lost = 0
    flags = ("--concurrency", str(_ABREAST))
    processes: list[subprocess.Popen[bytes]] = []
    with misbehaving() as server:
        for _ in range(_KILLS):
            server.left.clear()
            server.on_request = kill_at(processes, some_moment(server, out, chance))
            processes.append(command(rows, out, server.url, *flags))
            assert processes[-1].wait() == -signal.SIGKILL
            server.wait_until_left()
            at_risk.update(set(server.left))
            missing = server.paid.total() - kept_answers(out)
            assert 0 <= missing - lost <= _ABREAST
            lost = missing
        server.on_request = lambda _: None
        assert command(rows, out, server.url, *flags).wait() == 0
        assert server.paid.total() == kept_answers(out) + lost
        assert all(count <= 1 + at_risk[body] for body, count in server.paid.items())
        assert (server.paid - Counter(set(server.paid))).total() == lost
        run(rows, tmp_path / "whole", server.url)
    assert check_whole(out) == check_whole(tmp_path / "whole")


def in_a_child(work: Callable[[], object], at: int = 0, befall: Callable[[object], None] | None = None) -> str:
    """Do something in a process of its own, and let something befall it at one of the steps that touch files.

    Args:
        work: what to do. It may raise `OutputError`.
        at: the step, counted from 0.
        befall: given what is called there.

    Returns:
        The steps that it took, "killed", or what it raised.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 -- as long as the child lives
            steps = _count_steps(work, at, befall)
            os.write(writing, str(steps).encode())
        except Exception:  # noqa: BLE001 -- whatever it is, the parent tells
            os.write(writing, traceback.format_exc().encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as said:
        told = said.read().decode()
    _, status = os.waitpid(child, 0)
    return "killed" if os.WIFSIGNALED(status) else told


def _count_steps(work: Callable[[], object], at: int, befall: Callable[[object], None] | None) -> int:
    steps = 0

    def step(_: FrameType, event: str, called: object) -> None:
        nonlocal steps
        if event == "c_call" and _touches_files(called):
            steps += 1
            if befall is not None and steps == at + 1:
                befall(called)

    sys.setprofile(step)
    with suppress(OutputError):
        work()
    sys.setprofile(None)
    return steps


def _touches_files(called: object) -> bool:
    owner, name = getattr(called, "__self__", None), getattr(called, "__name__", "")
    if isinstance(owner, sqlite3.Connection):
        return name.startswith("execute")
    if isinstance(owner, (io.FileIO, io.BufferedWriter, io.BufferedRandom)):
        return name in {"write", "writelines", "truncate", "flush"}
    return getattr(owner, "__name__", "") == "posix" and name in {"replace", "unlink", "fsync", "ftruncate", "pwrite"}


def be_killed(_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def find_the_disk_full(called: object) -> None:
    if isinstance(getattr(called, "__self__", None), sqlite3.Connection):
        raise sqlite3.OperationalError("database or disk is full")
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """A folder of articles and one of their briefs; then an article is added, one changed, one moved, one spoilt."""
    articles = write_articles(tmp_path / "articles", 6, twins=1)
    (articles / "spoilt.txt").write_text("", encoding="utf-8")
    run(articles, tmp_path / "out", "", base_url=None, model="extractive")
    assert len(check_whole(tmp_path / "out")) == 7
    (articles / "00001.txt").write_text(article(901), encoding="utf-8")
    (articles / "00002.txt").write_text("", encoding="utf-8")
    (articles / "00003.txt").rename(articles / "moved.txt")
    (articles / "spoilt.txt").write_text(article(902), encoding="utf-8")
    (articles / "more.txt").write_text(article(903), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("befall", [be_killed, find_the_disk_full])
def test_ended_at_any_step_of_a_run_that_replaces_lines_the_next_one_mends_all(
    befall: Callable[[object], None], changed: Path
) -> None:
    def work(out: Path) -> None:
        run(changed / "articles", out, "", base_url=None, model="extractive")

    def again(name: str) -> Path:
        shutil.copytree(changed / "out", changed / name)
        return changed / name

    whole = again("whole")
    steps = int(in_a_child(lambda: work(whole)))
    briefs = check_whole(whole)
    texts = {one["source"].rsplit("/")[-1]: one["text"] for one in lines(whole / "articles.jsonl")}
    kept = {f"{number:05}.txt": article(number % 6) for number in (0, 2, 4, 5, 6)}
    assert texts == kept | {
        "00001.txt": article(901),
        "moved.txt": article(3),
        "spoilt.txt": article(902),
        "more.txt": article(903),
    }
    (failure,) = lines(whole / "failures.jsonl")
    assert steps > 50
    for step in range(steps):
        out = again(f"ended at {step}")
        told = in_a_child(partial(work, out), step, befall)
        assert told == "killed" or (told.isdecimal() and befall is not be_killed), told
        work(out)
        assert check_whole(out) == briefs
        assert [one["source"] for one in lines(out / "failures.jsonl")] == [failure["source"]]
        shutil.rmtree(out)


@pytest.mark.parametrize("seed", range(12))
def test_ended_again_and_again_with_files_torn_in_between_a_batch_is_whole_in_the_end(seed: int, changed: Path) -> None:
    def work(out: Path) -> None:
        run(changed / "articles", out, "", base_url=None, model="extractive", markdown=True)

    chance = random.Random(seed)
    whole, out = (shutil.copytree(changed / "out", changed / name) for name in ("whole", "ended"))
    steps = int(in_a_child(partial(work, whole)))
    briefs, pages = check_whole(whole), {path.name for path in whole.glob("*.md")}
    for _ in range(6):
        in_a_child(partial(work, out), chance.randrange(steps), chance.choice([be_killed, find_the_disk_full]))
        if chance.random() < 0.2:
            (out / "index.sqlite").unlink(missing_ok=True)
        if chance.random() < 0.3:
            torn = out / chance.choice(_FILES)
            content = torn.read_bytes()
            torn.write_bytes(content[: max(0, len(content) - chance.randrange(600))])
    work(out)
    assert check_whole(out) == briefs
    assert {path.name for path in out.glob("*.md")} >= pages


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of articles, some unreadable, and one of what came of them."""
    folder = tmp_path_factory.mktemp("finished")
    articles = write_articles(folder / "articles", 5, twins=1)
    for number in range(2):
        (articles / f"empty-{number}.txt").write_text("", encoding="utf-8")
    run(articles, folder / "out", "", base_url=None, model="extractive")
    return folder


@pytest.mark.parametrize("index", ["there", "gone"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(file=strategies.sampled_from(_FILES), left=strategies.floats(0, 1, exclude_max=True))
def test_a_last_line_torn_anywhere_is_made_again_and_no_other(
    index: str, finished: Path, tmp_path_factory: pytest.TempPathFactory, file: str, left: float
) -> None:
    out = tmp_path_factory.mktemp("torn") / "out"
    shutil.copytree(finished / "out", out)
    content = (out / file).read_bytes()
    start = content.rindex(b"\n", 0, -1) + 1
    (out / file).write_bytes(content[: start + int(left * (len(content) - start))])
    if index == "gone":
        (out / "index.sqlite").unlink()
    result = run(finished / "articles", out, "", base_url=None, model="extractive")
    # The last is the twin of another: its line is made of the other's.
    assert (result.standing.done, result.standing.already, result.standing.failed) == (0, 6, 2)
    assert check_whole(out) == check_whole(finished / "out")
    first, second = lines(finished / "out" / "failures.jsonl"), lines(out / "failures.jsonl")
    assert sorted(one["source"] for one in first) == sorted(one["source"] for one in second)
    assert all(len(one["history"]) >= 1 for one in second)


def test_a_line_torn_at_any_byte_is_cut_off_with_its_partner(finished: Path, tmp_path: Path) -> None:
    from summarizer.batch.folder import OutputFolder
    from summarizer.batch.recipe import Recipe
    from summarizer.settings import Settings

    recipe = Recipe(Settings(model="extractive"))
    pairs = {name: (finished / "out" / name).read_bytes() for name in _FILES[:2]}
    for name, content in pairs.items():
        start = content.rindex(b"\n", 0, -1) + 1
        for end in range(start, len(content), 3):
            shutil.copytree(finished / "out", tmp_path / "out")
            (tmp_path / "out" / name).write_bytes(content[:end])
            with OutputFolder(tmp_path / "out", recipe) as folder:
                assert folder.briefs == 5
            for other, whole in pairs.items():
                assert (tmp_path / "out" / other).read_bytes() == whole[: whole.rindex(b"\n", 0, -1) + 1]
            shutil.rmtree(tmp_path / "out")


def lose(out: Path) -> None:
    for path in out.glob("index.sqlite*"):
        path.unlink()


def empty(out: Path) -> None:
    lose(out)
    (out / "index.sqlite").touch()


def spoil(out: Path) -> None:
    lose(out)
    (out / "index.sqlite").write_bytes(random.Random(0).randbytes(20_000))


def spoil_the_middle(out: Path) -> None:
    content = bytearray((out / "index.sqlite").read_bytes())
    content[5_000:9_000] = random.Random(0).randbytes(4_000)
    (out / "index.sqlite").write_bytes(content)


def take_another(out: Path) -> None:
    lose(out)
    database = sqlite3.connect(out / "index.sqlite")
    database.execute("CREATE TABLE briefs (what INTEGER)")
    database.close()


def lose_the_run_file(out: Path) -> None:
    (out / "run.json").unlink()


@pytest.mark.parametrize("harm", [lose, empty, spoil, spoil_the_middle, take_another, lose_the_run_file])
def test_an_index_that_is_gone_or_damaged_is_made_again_from_the_lines(
    harm: Callable[[Path], None], tmp_path: Path
) -> None:
    rows, out = write_rows(tmp_path / "rows.jsonl", range(20), twins=3), tmp_path / "out"
    with misbehaving() as server:
        run(rows, out, server.url)
        briefs = check_whole(out)
        before = [(out / name).read_bytes() for name in _FILES]
        asked = server.requests
        harm(out)
        result = run(rows, out, server.url)
        assert (result.standing.done, result.standing.already) == (0, 23)
        assert server.requests == asked
    assert check_whole(out) == briefs
    assert [(out / name).read_bytes() for name in _FILES] == before


@pytest.mark.parametrize("replaced", [False, True])
def test_an_index_older_than_the_lines_takes_in_what_was_written_since(replaced: bool, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with misbehaving() as server:
        run(write_rows(tmp_path / "rows.jsonl", range(10)), out, server.url)
        shutil.copyfile(out / "index.sqlite", tmp_path / "older")
        rows = write_rows(tmp_path / "rows.jsonl", range(30))
        if replaced:
            changed = json.dumps({"source": "row 0", "text": article(900)})
            rows.write_text("\n".join([changed, *rows.read_text(encoding="utf-8").splitlines()[1:]]), encoding="utf-8")
        run(rows, out, server.url)
        briefs, asked = check_whole(out), server.requests
        lose(out)
        shutil.copyfile(tmp_path / "older", out / "index.sqlite")
        assert run(rows, out, server.url).standing.done == 0
        assert server.requests == asked
    assert check_whole(out) == briefs


@pytest.mark.parametrize("gone", [["briefs.jsonl"], ["articles.jsonl"], [*_FILES, "index.sqlite"]])
def test_lines_that_are_gone_are_made_again_from_answers_that_were_kept(gone: list[str], tmp_path: Path) -> None:
    rows, out = write_rows(tmp_path / "rows.jsonl", range(20), twins=3), tmp_path / "out"
    with misbehaving() as server:
        run(rows, out, server.url)
        briefs, asked = check_whole(out), server.requests
        for name in gone:
            (out / name).unlink()
        run(rows, out, server.url)
        assert server.requests == asked
    assert check_whole(out) == briefs


def test_a_second_run_is_refused_while_the_first_lives_and_taken_once_it_is_killed(tmp_path: Path) -> None:
    rows, out = write_rows(tmp_path / "rows.jsonl", range(6)), tmp_path / "out"
    with misbehaving(always(Fault.SILENT)) as server:
        first = command(rows, out, server.url)
        server.wait_for_requests(1)
        asked = server.requests
        other = subprocess.run(
            [sys.executable, "-m", "summarizer", "batch", str(rows), "--out", str(out), "--model", "extractive"],
            capture_output=True,
            text=True,
            check=False,
        )
        assert other.returncode == 4
        assert f"process {first.pid} is writing into this folder" in other.stderr
        assert "Traceback" not in other.stderr
        with pytest.raises(OutputError, match="is writing into this folder"):
            run(rows, out, server.url)
        assert server.requests <= asked + 4
        first.kill()
        assert first.wait() == -signal.SIGKILL
        server.script = never
        run(rows, out, server.url)
    assert len(check_whole(out)) == 6


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_asked_to_stop_once_a_batch_finishes_what_is_in_flight(number: signal.Signals, tmp_path: Path) -> None:
    rows, out = write_rows(tmp_path / "rows.jsonl", range(120)), tmp_path / "out"
    with misbehaving() as server:

        def ask(request: int) -> None:
            if request == 40:
                process.send_signal(number)

        server.on_request = ask
        process = command(rows, out, server.url)
        assert process.wait() == 130
        assert 40 < server.requests < 200
        assert server.paid.total() == kept_answers(out)
        assert 0 < len(check_whole(out, "interrupted")) < 120
        server.on_request = lambda _: None
        assert command(rows, out, server.url).wait() == 0
        assert set(server.received.values()) == {1}
    assert len(check_whole(out)) == 120
    said = out.with_suffix(".stderr").read_text(encoding="utf-8")
    assert "stopping: what is in flight is finished and written first" in said
    assert "Traceback" not in said


def test_asked_to_stop_twice_a_batch_stops_now_and_loses_no_more_than_what_was_in_flight(tmp_path: Path) -> None:
    rows, out = write_rows(tmp_path / "rows.jsonl", range(60)), tmp_path / "out"
    errors = out.with_suffix(".stderr")
    with misbehaving() as server:

        def fall_silent(request: int) -> None:
            if request == 30:
                server.script = always(Fault.SILENT)

        server.on_request = fall_silent
        process = command(rows, out, server.url, "--timeout", "600")
        server.wait_for_requests(31)
        process.send_signal(signal.SIGINT)
        server.on_request = lambda _: None
        wait_for_words(errors, "again to stop now", process)
        process.send_signal(signal.SIGINT)
        assert process.wait() == 130
        assert server.paid.total() == kept_answers(out)
        assert len(check_whole(out, "interrupted")) < 60
        server.script = never
        assert command(rows, out, server.url).wait() == 0
        assert set(server.paid.values()) == {1}
    assert len(check_whole(out)) == 60
    assert "Traceback" not in errors.read_text(encoding="utf-8")


def wait_for_words(path: Path, words: str, process: subprocess.Popen[bytes]) -> None:
    """Read what a process writes until it says these words."""
    while words not in path.read_text(encoding="utf-8"):
        assert process.poll() is None
        os.sched_yield()


@pytest.fixture
def disk() -> Iterator[Callable[[int], None]]:
    """Sets how long a file may grow, in bytes; 0 for as long as it likes."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    def limit(size: int) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size or before[0], before[1]))

    try:
        yield limit
    finally:
        limit(0)
        signal.signal(signal.SIGXFSZ, old)


@pytest.mark.parametrize("size", [1, 5_000, 30_000, 50_000, 70_000, 90_000, 120_000, 150_000])
def test_a_full_disk_ends_a_run_in_one_line_and_the_next_goes_on_when_there_is_room(
    size: int, tmp_path: Path, disk: Callable[[int], None]
) -> None:
    rows, out = write_rows(tmp_path / "rows.jsonl", range(60)), tmp_path / "out"
    with misbehaving() as server:
        for _ in range(2):
            disk(size)
            try:
                with pytest.raises(OutputError, match=r"cannot be written") as caught:
                    run(rows, out, server.url)
            finally:
                disk(0)
            message = str(caught.value)
            assert "\n" not in message
            assert "rollback" not in message
            assert "transaction" not in message
        lost = server.paid.total() - (kept_answers(out) if (out / "answers.sqlite").exists() else 0)
        assert lost <= 2 * 8
        assert run(rows, out, server.url).ending is Ending.FINISHED
        assert (server.paid - Counter(set(server.paid))).total() <= lost
    assert len(check_whole(out)) == 60


def test_at_the_command_line_a_full_disk_has_a_status_of_its_own(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    rows, out = write_rows(tmp_path / "rows.jsonl", range(60)), tmp_path / "out"
    given = ["batch", str(rows), "--out", str(out), "--model", "extractive"]
    process = subprocess.run(
        [sys.executable, "-m", "summarizer", *given],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000)),
    )
    assert process.returncode == 4
    assert re.search(r"cannot be written: (File too large|disk I/O error)\n\Z", process.stderr)
    assert "Traceback" not in process.stderr
    assert len(briefs_by_source(out)) == len(lines(out / "articles.jsonl"))
