"""The ledger: which requests are wanted, in which job each of them is, and how far each job has come.

Every step is written here before the next one is taken, so that a run that is killed at any point goes on
where it was, and no request goes out twice. A request that is answered leaves the ledger: its answer is in the
store of answers by then.
"""

from __future__ import annotations

import json
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from summarizer.database import open_database, writing_into

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from summarizer.recording.store import Body
    from summarizer.recording.transport import Exchange

__all__ = ["Failure", "Job", "JobState", "Ledger", "RequestState", "Row"]

_TABLES = """
CREATE TABLE IF NOT EXISTS requests (
    key TEXT PRIMARY KEY,
    path TEXT NOT NULL,
    model TEXT NOT NULL,
    line BLOB NOT NULL,
    size INTEGER NOT NULL,
    article TEXT NOT NULL,
    section TEXT NOT NULL,
    state TEXT NOT NULL,
    wanted INTEGER NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    job TEXT,
    place INTEGER,
    status INTEGER,
    failure TEXT
);
CREATE INDEX IF NOT EXISTS requests_by_job ON requests (job, place);
CREATE INDEX IF NOT EXISTS requests_by_state ON requests (state, wanted);
CREATE TABLE IF NOT EXISTS jobs (
    name TEXT PRIMARY KEY,
    state TEXT NOT NULL,
    path TEXT NOT NULL,
    model TEXT NOT NULL,
    input_file TEXT,
    batch TEXT
);
"""


class RequestState(StrEnum):
    """Where a request is."""

    WAITING = "waiting"
    SUBMITTED = "submitted"
    """In a job: the server has it, or is about to be given it."""
    FAILED = "failed"
    """The server said no, or failed as often as it is tried."""


class JobState(StrEnum):
    """How far a job has come."""

    INTENDED = "intended"
    """Its requests are chosen; nothing of it is at the server, or nobody knows."""
    UPLOADED = "uploaded"
    """Its input file is at the server; its batch may be, too."""
    CREATED = "created"
    """Its batch is at the server."""
    KEPT = "kept"
    """All that came of it is kept here; its input file may still be at the server."""


@dataclass(frozen=True, slots=True)
class Job:
    """One batch of the server's, or what is to become one.

    Attributes:
        name: a name of ours, which the batch carries as metadata.
        state: how far it has come.
        path: where its requests go: the end of the URL's path, "/chat/completions".
        model: the model that all its requests ask.
        input_file: the server's id of its input file.
        batch: the server's id of its batch.
    """

    name: str
    state: JobState
    path: str
    model: str
    input_file: str | None
    batch: str | None


@dataclass(frozen=True, slots=True)
class Failure:
    """What the server said instead of an answer: an HTTP status of 400 or above, and the body beside it."""

    status: int
    body: Body


@dataclass(frozen=True, slots=True)
class Row:
    """A request in a job: its key, its article's id, its section, and how often it had been tried before."""

    key: str
    article: str
    section: str
    tries: int


class Ledger:
    """A file of requests and jobs. Nothing is wanted until it is asked for in this run.

    Args:
        path: the file; made where it is not there.

    Raises:
        OutputError: it cannot be read or written, here or in any method.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._database = open_database(path, _TABLES)
        with self._writing():
            # What an earlier run wanted may not be wanted any more: a template or an article has changed.
            self._database.execute("DELETE FROM requests WHERE state = 'waiting' AND tries = 0")
            self._database.execute("UPDATE requests SET wanted = 0")

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def want(self, exchange: Exchange) -> Failure | None:
        """Note that a request is wanted.

        Returns:
            What to answer at once, where it has failed for good; None where it is to be waited for.
        """
        with writing_into(self.path):
            query = "SELECT state, wanted, status, failure FROM requests WHERE key = ?"
            known = self._database.execute(query, (exchange.key,)).fetchone()
            if known is None:
                self._add(exchange)
            elif known[0] == RequestState.FAILED:
                return Failure(known[2], json.loads(known[3]))
            elif not known[1]:
                self._database.execute("UPDATE requests SET wanted = 1 WHERE key = ?", (exchange.key,))
        return None

    def _add(self, exchange: Exchange) -> None:
        line = _line(exchange)
        row = (
            exchange.key,
            exchange.path,
            str(exchange.body.get("model")),
            zlib.compress(line, 1),
            len(line),
            exchange.article.id,
            exchange.section,
            RequestState.WAITING,
        )
        self._database.execute(
            "INSERT INTO requests (key, path, model, line, size, article, section, state, wanted)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)",
            row,
        )

    def withdraw(self, keys: Collection[str]) -> None:
        """Give up requests that nobody waits for any more, where they are in no job yet."""
        with self._writing():
            self._database.executemany(
                "UPDATE requests SET wanted = 0 WHERE key = ? AND state = 'waiting'", [(key,) for key in keys]
            )

    def wants(self) -> bool:
        """Whether requests are wanted that are in no job yet."""
        query = "SELECT 1 FROM requests WHERE state = 'waiting' AND wanted = 1 LIMIT 1"
        with writing_into(self.path):
            return self._database.execute(query).fetchone() is not None

    def begin_job(self, name: str, most_requests: int, most_bytes: int) -> Job | None:
        """Put requests that are wanted into a new job, in the order in which they were asked.

        Args:
            name: of the job.
            most_requests: how many it may hold.
            most_bytes: how large its input file may be; a single request may be larger.

        Returns:
            The job, or None where nothing is wanted.
        """
        with self._writing():
            first = self._database.execute(
                "SELECT path, model FROM requests WHERE state = 'waiting' AND wanted = 1 ORDER BY rowid LIMIT 1"
            ).fetchone()
            if first is None:
                return None
            path, model = first
            self._database.execute(
                "INSERT INTO jobs (name, state, path, model) VALUES (?, ?, ?, ?)",
                (name, JobState.INTENDED, path, model),
            )
            chosen = self._choose(path, model, most_requests, most_bytes)
            self._database.executemany(
                "UPDATE requests SET state = 'submitted', job = ?, place = ? WHERE key = ?",
                [(name, place, key) for place, key in enumerate(chosen, start=1)],
            )
        return Job(name, JobState.INTENDED, path, model, None, None)

    def _choose(self, path: str, model: str, most_requests: int, most_bytes: int) -> list[str]:
        query = (
            "SELECT key, size FROM requests WHERE state = 'waiting' AND wanted = 1 AND path = ? AND model = ?"
            " ORDER BY rowid LIMIT ?"
        )
        chosen: list[str] = []
        room = most_bytes
        for key, size in self._database.execute(query, (path, model, most_requests)):
            room -= size
            if room < 0 and chosen:
                break
            chosen.append(key)
        return chosen

    def lines(self, job: str) -> Iterator[bytes]:
        """The lines of a job's input file, each with its line end."""
        query = "SELECT line FROM requests WHERE job = ? ORDER BY place"
        with writing_into(self.path):
            for (line,) in self._database.execute(query, (job,)):
                yield zlib.decompress(line)

    def jobs(self) -> tuple[Job, ...]:
        """The jobs that are not done with, the oldest first."""
        with writing_into(self.path):
            found = self._database.execute("SELECT * FROM jobs ORDER BY rowid").fetchall()
        return tuple(Job(name, JobState(state), *rest) for name, state, *rest in found)

    def mark_intended(self, job: str) -> None:
        """The server has the job's input file no more: it is to be uploaded again."""
        self._mark(job, "state = ?, input_file = NULL", (JobState.INTENDED,))

    def mark_uploaded(self, job: str, input_file: str) -> None:
        """The job's input file is at the server."""
        self._mark(job, "state = ?, input_file = ?", (JobState.UPLOADED, input_file))

    def mark_created(self, job: str, batch: str) -> None:
        """The job's batch is at the server."""
        self._mark(job, "state = ?, batch = ?", (JobState.CREATED, batch))

    def _mark(self, job: str, change: str, values: tuple[str, ...]) -> None:
        with writing_into(self.path):
            self._database.execute(f"UPDATE jobs SET {change} WHERE name = ?", (*values, job))  # noqa: S608 -- `change` is written above

    def find(self, job: str, key: str) -> Row | None:
        """A request that the job still owes an answer, or None."""
        query = "SELECT key, article, section, tries FROM requests WHERE key = ? AND job = ? AND state = 'submitted'"
        with writing_into(self.path):
            row = self._database.execute(query, (key, job)).fetchone()
        return Row(*row) if row else None

    def find_at(self, job: str, place: int) -> Row | None:
        """The request that stands at a line of the job's input file, the first being 1."""
        query = "SELECT key, article, section, tries FROM requests WHERE job = ? AND place = ? AND state = 'submitted'"
        with writing_into(self.path):
            row = self._database.execute(query, (job, place)).fetchone()
        return Row(*row) if row else None

    def owed(self, job: str) -> tuple[Row, ...]:
        """The requests that the job still owes an answer."""
        query = "SELECT key, article, section, tries FROM requests WHERE job = ? AND state = 'submitted' ORDER BY place"
        with writing_into(self.path):
            return tuple(Row(*row) for row in self._database.execute(query, (job,)))

    def size_of(self, job: str) -> int:
        """How many requests the job still owes an answer."""
        query = "SELECT COUNT(*) FROM requests WHERE job = ? AND state = 'submitted'"
        with writing_into(self.path):
            return int(self._database.execute(query, (job,)).fetchone()[0])

    def settle(self, row: Row) -> None:
        """A request is answered, and its answer kept: it leaves the ledger."""
        with writing_into(self.path):
            self._database.execute("DELETE FROM requests WHERE key = ?", (row.key,))

    def fail(self, row: Row, failure: Failure) -> None:
        """A request has failed for good."""
        values = (RequestState.FAILED, failure.status, json.dumps(failure.body), row.key)
        with writing_into(self.path):
            self._database.execute(
                "UPDATE requests SET state = ?, job = NULL, status = ?, failure = ? WHERE key = ?", values
            )

    def put_back(self, rows: Iterable[Row], *, tries: int = 0) -> None:
        """Let requests wait until they are asked for again; `tries` more are counted for each."""
        with self._writing():
            self._database.executemany(
                "UPDATE requests SET state = 'waiting', wanted = 0, job = NULL, tries = tries + ? WHERE key = ?",
                [(tries, row.key) for row in rows],
            )

    def end_job(self, job: str) -> None:
        """All that came of the job is kept. What it still owes waits, and is wanted as before."""
        with self._writing():
            self._database.execute("UPDATE requests SET state = 'waiting', job = NULL WHERE job = ?", (job,))
            self._database.execute("UPDATE jobs SET state = ? WHERE name = ?", (JobState.KEPT, job))

    def drop_job(self, job: str) -> None:
        """Nothing is left to do about the job."""
        with writing_into(self.path):
            self._database.execute("DELETE FROM jobs WHERE name = ?", (job,))

    def forget_failed(self, article_ids: Iterable[str] | None = None) -> None:
        """Forget the failures of some articles, or of all, so that the same is asked for again."""
        with self._writing():
            if article_ids is None:
                self._database.execute("DELETE FROM requests WHERE state = 'failed'")
                return
            self._database.executemany(
                "DELETE FROM requests WHERE state = 'failed' AND article = ?", [(one,) for one in article_ids]
            )

    def count(self, state: RequestState) -> int:
        """How many requests are in a state."""
        with writing_into(self.path):
            found = self._database.execute("SELECT COUNT(*) FROM requests WHERE state = ?", (state,))
            return int(found.fetchone()[0])

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """All that is written inside is there afterwards, or none of it."""
        with writing_into(self.path):
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                if self._database.in_transaction:
                    self._database.execute("ROLLBACK")
                raise
            self._database.execute("COMMIT")


def _line(exchange: Exchange) -> bytes:
    """A request as it stands in an input file."""
    whole = {"custom_id": exchange.key, "method": "POST", "url": f"/v1{exchange.path}", "body": exchange.body}
    return f"{json.dumps(whole, separators=(',', ':'))}\n".encode()
