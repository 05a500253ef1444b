"""The Batch API's desk killed at every step, and what a run after that makes of it."""

from __future__ import annotations

import json
import random
import sqlite3
import subprocess
import sys
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx2
import pytest

from summarizer.batch_api.ledger import Ledger, RequestState
from tests.batch_api_server import Fate, batching
from tests.servers import Reply, reset
from tests.test_batch_api import NAMES, Office, echo, expected, run, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tests.batch_api_server import BatchApi, StoredFile
    from tests.servers import Json, Seen

ONE = ("ann",)
_PATIENCE = 60


class Killed(BaseException):
    """The end of a process."""


@dataclass
class Doom:
    """Kills at a step: after so many writes to a file and calls to a server, nothing is done any more."""

    left: int | None = None

    @property
    def dead(self) -> bool:
        return self.left is not None and self.left <= 0

    def check(self) -> None:
        if self.dead:
            raise Killed

    def step(self) -> None:
        if self.left is not None:
            self.left -= 1
        self.check()


@pytest.fixture
def doom(monkeypatch: pytest.MonkeyPatch) -> Doom:
    """What kills; files that are opened from now on follow it."""
    doom = Doom()

    class Connection(sqlite3.Connection):
        def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
            if sql != "ROLLBACK":  # which comes by itself where a process ends
                doom.check()
            cursor = super().execute(sql, *values)
            self._written(sql)
            return cursor

        def executemany(self, sql: str, rows: Iterable[Any], /) -> sqlite3.Cursor:
            doom.check()
            cursor = super().executemany(sql, rows)
            self._written(sql)
            return cursor

        def _written(self, sql: str) -> None:
            if not sql.startswith(("SELECT", "PRAGMA")):
                doom.step()

    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda path, **given: connect(path, factory=Connection, **given))
    return doom


class Doomed(httpx2.AsyncBaseTransport):
    """The network, until the end."""

    def __init__(self, doom: Doom) -> None:
        self._doom = doom
        self._inner = httpx2.AsyncHTTPTransport(verify=False)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        self._doom.step()
        response = await self._inner.handle_async_request(request)
        self._doom.step()
        return response

    async def aclose(self) -> None:
        await self._inner.aclose()


async def live(office: Office, doom: Doom, steps: int | None) -> dict[str, Any] | None:
    """What a run comes to, or None where it was killed."""
    doom.left = None
    try:
        async with office.open(transport=Doomed(doom)) as desk:
            doom.left = steps
            done = await run(desk, ONE)
            # Where all is answered, there may still be a job to be done with.
            await desk.work_off()
            assert desk.under_way == 0
            return dict(done)
    except BaseException:
        if not doom.dead:
            raise
        return None


def once_each(api: BatchApi) -> bool:
    return len(api.executed) == 3 and set(api.executed.values()) == {1}


def unlucky() -> Any:
    """Answers as `echo`; one request fails at first, and the error has to be forgotten for it to be asked again."""
    failed: list[str] = []

    def answer(body: Json) -> Json | Reply:
        if words_of(body) == "ann: one" and not failed:
            failed.append("ann")
            return Reply({"error": {"message": "oh no"}}, 500)
        return echo(body)

    return answer


async def test_killed_at_any_step_a_run_is_gone_on_with_and_nothing_is_paid_twice(tmp_path: Path, doom: Doom) -> None:
    steps = 0
    while True:
        steps += 1
        with batching(unlucky()) as api:
            api.fates.append(Fate(expires_after=1))
            office = Office(tmp_path / str(steps), api)
            office.folder.mkdir()
            first = await live(office, doom, steps)
            assert await live(office, doom, None) == expected(ONE), steps
            assert once_each(api), steps
            assert all(left_over(api, file) for file in api.files.values()), steps
        if first is not None:
            break
    assert first == expected(ONE)
    assert steps > 50


def left_over(api: BatchApi, file: StoredFile) -> bool:
    """Whether a file may be there: results, and what never became a batch, since nobody heard of its upload."""
    return file.purpose == "batch_output" or all(batch.input_file_id != file.id for batch in api.batches)


@pytest.mark.parametrize("seed", range(12))
async def test_killed_again_and_again_a_run_gets_done(tmp_path: Path, doom: Doom, seed: int) -> None:
    dice = random.Random(seed)
    with batching(unlucky()) as api:
        api.fates.append(Fate(expires_after=dice.randrange(2)))
        api.a_step = 1
        office = Office(tmp_path, api)
        lives = 0
        done = None
        while done is None:
            lives += 1
            done = await live(office, doom, dice.randrange(15, 45) if lives < 100 else None)
        assert done == expected(ONE)
        assert once_each(api)
        assert lives > 1


@pytest.mark.parametrize("seed", range(8))
async def test_with_faults_at_a_third_of_all_calls_the_answers_are_the_same_and_paid_once(
    tmp_path: Path, seed: int
) -> None:
    dice = random.Random(seed)

    def before(_: Seen) -> Reply | None:
        if dice.random() > 0.2:
            return None
        return dice.choice([reset(), Reply({"error": {"message": "no"}}, 500), Reply({}, 429), Reply(b"<p>", 502)])

    def after(_: Seen, reply: Reply) -> Reply:
        if dice.random() > 0.2 or reply.status != 200:
            return reply
        half = len(reply.body) // 2 if isinstance(reply.body, bytes) else 20
        return dice.choice([reset(), Reply(reply.body, headers=reply.headers, sent=half)])

    with batching(unlucky()) as api:
        api.instead, api.afterwards = before, after
        api.fates.extend([Fate(expires_after=dice.randrange(7)), Fate(expires_after=dice.randrange(7))])
        api.order = lambda lines: dice.sample(lines, len(lines))
        api.a_step = 2
        assert await Office(tmp_path, api).run(NAMES) == expected(NAMES)
        assert len(api.executed) == 9
        assert set(api.executed.values()) == {1}


PROGRAM = """
import asyncio, json, sys
from pathlib import Path
from types import SimpleNamespace
from tests.test_batch_api import NAMES, Office

async def main(folder, url):
    office = Office(Path(folder), SimpleNamespace(url=url))
    print(json.dumps(await office.run(NAMES)))

asyncio.run(main(*sys.argv[1:]))
"""

MOMENTS = (
    ("POST", "/v1/files", "after"),
    ("POST", "/v1/batches", "after"),
    ("GET", "/content", "after"),
    ("DELETE", "/v1/files/", "before"),
)


@pytest.mark.parametrize("moment", MOMENTS, ids=" ".join)
def test_a_process_killed_while_the_server_answers_is_gone_on_with_by_another(
    tmp_path: Path, moment: tuple[str, str, str]
) -> None:
    reached, dead = threading.Event(), threading.Event()

    def meets(seen: Seen) -> bool:
        return seen.method == moment[0] and moment[1] in seen.path and not reached.is_set()

    def hold(seen: Seen) -> Reply | None:
        if moment[2] == "after" or not meets(seen):
            return None
        reached.set()
        return Reply(after=dead, reset=True)

    def hold_after(seen: Seen, reply: Reply) -> Reply:
        if moment[2] == "before" or not meets(seen):
            return reply
        reached.set()
        return Reply(reply.body, headers=reply.headers, after=dead)

    with batching(echo) as api:
        api.instead, api.afterwards = hold, hold_after
        process = start(tmp_path, api)
        assert reached.wait(_PATIENCE)
        process.kill()
        process.communicate()
        dead.set()
        said, _ = start(tmp_path, api).communicate(timeout=_PATIENCE)
        assert json.loads(said) == expected(NAMES)
        assert len(api.executed) == 9
        assert set(api.executed.values()) == {1}
    ledger = Ledger(tmp_path / "ledger.sqlite")
    assert [ledger.count(state) for state in RequestState] == [0, 0, 0]
    assert ledger.jobs() == ()
    ledger.close()


def start(folder: Path, api: BatchApi) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", PROGRAM, str(folder), api.url], stdout=subprocess.PIPE, text=True)
