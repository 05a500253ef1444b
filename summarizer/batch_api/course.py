"""The course of jobs: each is taken as far as it goes now, and each step is written before the next."""

from __future__ import annotations

import uuid
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from summarizer.batch_api.ledger import Job, JobState
from summarizer.batch_api.options import JobNews
from summarizer.batch_api.refusals import LimitReachedError, bad_lines, refusal_of
from summarizer.errors import AccessRefusedError, OutputError, RequestRefusedError, RunStoppedError, TransportError
from summarizer.terminal import shown_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from summarizer.batch_api.jobs import BatchServer, ServerBatch
    from summarizer.batch_api.ledger import Ledger
    from summarizer.batch_api.options import Watch
    from summarizer.batch_api.results import Results

__all__ = ["Course", "RoundEnd"]


@dataclass(slots=True)
class RoundEnd:
    """How a round went.

    Attributes:
        moved: whether anything came of a job, so that another pass is worthwhile.
        open: whether there is more to do: jobs that have not ended, or requests that are in none.
        missed: why the server could not be reached for any job; None where it was for one, or there was none.
    """

    moved: bool = False
    open: bool = False
    missed: TransportError | None = None


@dataclass(slots=True)
class Course:
    """Takes jobs from the wish to the answers.

    Attributes:
        ledger: where all of it is written.
        server: where the batches are.
        results: keeps what comes of them.
        watch: called as a batch gets on.
        most_requests: in one batch; halved where the server says that a batch is too large.
        most_bytes: in one input file.
        held: the server took no more, and none of the jobs that were open then has ended since.
        careful: the server has said once that it takes no more: one job is begun at a time from then on.
        fresh: jobs begun in this run whose batch nobody has tried to create yet.
        told: the last news of each job.
    """

    ledger: Ledger
    server: BatchServer
    results: Results
    watch: Watch
    most_requests: int
    most_bytes: int
    held: bool = False
    careful: bool = False
    fresh: set[str] = field(default_factory=set)
    told: dict[str, JobNews] = field(default_factory=dict)

    async def go_round(self) -> RoundEnd:
        """Take each job one step on, then begin jobs for what is wanted.

        Raises:
            AccessRefusedError, RequestRefusedError: the server takes no batch like this.
            RunStoppedError: a batch was cancelled, or the server takes no more.
        """
        end = RoundEnd()
        reached = False
        for job in self.ledger.jobs():
            try:
                end.moved |= await self._take_on(job)
                reached = True
            except TransportError as error:
                end.missed = error
        try:
            while await self._begin():
                reached = True
                if self.careful:
                    break
        except TransportError as error:
            end.missed = error
        end.missed = None if reached else end.missed
        end.open = bool(self.ledger.jobs()) or self.ledger.wants()
        return end

    async def _begin(self) -> bool:
        name = f"summarizer-{uuid.uuid4().hex}"
        job = None if self.held else self.ledger.begin_job(name, self.most_requests, self.most_bytes)
        if job is None:
            return False
        self.fresh.add(name)
        await self._take_on(job)
        return True

    async def _take_on(self, job: Job) -> bool:
        """Take a job as far as it goes without waiting; whether anything came of it."""
        try:
            if job.state is JobState.INTENDED:
                job = await self._upload(job)
            if job.state is JobState.UPLOADED:
                await self._create(job)
                return False
        except LimitReachedError as error:
            self._hold_back(job, error)
            await self._clean_up(job)
            return False
        except AccessRefusedError:
            raise
        except RequestRefusedError:
            self.ledger.end_job(job.name)
            await self._clean_up(job)
            raise
        if job.state is JobState.KEPT:
            await self._clean_up(job)
            return False
        return await self._look(job)

    async def _upload(self, job: Job) -> Job:
        with _input_file(self.ledger, job) as path:
            file = await self.server.upload(job.name, path)
        self.ledger.mark_uploaded(job.name, file)
        return replace(job, state=JobState.UPLOADED, input_file=file)

    async def _create(self, job: Job) -> None:
        file = job.input_file or ""
        maybe_there = job.name not in self.fresh
        self.fresh.discard(job.name)
        try:
            batch = await self.server.create(job.name, file, job.path, maybe_there=maybe_there)
        except RequestRefusedError as error:
            # After a long break the file may be gone, and it is not known to be so otherwise.
            if isinstance(error, AccessRefusedError) or await self.server.has_file(file):
                raise
            self.ledger.mark_intended(job.name)
            return
        self.ledger.mark_created(job.name, batch.id)
        self._tell(job, batch)

    async def _look(self, job: Job) -> bool:
        batch = await self.server.look(job.batch or "")
        if batch is None:
            where = shown_path(self.ledger.path)
            raise RunStoppedError(
                f"the server has no batch {job.batch} for this key: use the key that it was made with, "
                f"or move {where} away, to ask and pay anew"
            )
        self._tell(job, batch)
        if not batch.ended:
            return False
        self.held = False
        if batch.status == "failed":
            return await self._give_back(job, batch)
        refusal = await self.results.keep(job, batch)
        await self._clean_up(job)
        if refusal is not None:
            raise refusal
        if batch.status == "cancelled":
            raise RunStoppedError(f"the batch {batch.id} was cancelled at the server; run again to go on")
        return True

    async def _give_back(self, job: Job, batch: ServerBatch) -> bool:
        """A batch was not taken at all: its requests are wanted as before, but for lines that are to blame."""
        blamed = bad_lines(batch, self.ledger.size_of(job.name))
        for place, failure in blamed.items():
            row = self.ledger.find_at(job.name, place)
            if row is not None:
                self.ledger.fail(row, failure)
        refusal = refusal_of(batch)
        if isinstance(refusal, LimitReachedError):
            self._hold_back(job, refusal)
        else:
            self.ledger.end_job(job.name)
        await self._clean_up(job)
        if not blamed and not isinstance(refusal, LimitReachedError):
            raise refusal
        return bool(blamed)

    def _hold_back(self, job: Job, error: LimitReachedError) -> None:
        """The server takes no more: wait for another job to end, or make smaller ones, or give up."""
        size = self.ledger.size_of(job.name)
        self.ledger.end_job(job.name)
        self.careful = True
        if any(other.state is JobState.CREATED for other in self.ledger.jobs()):
            self.held = True
        elif error.smaller and size > 1:
            self.most_requests = size // 2
        else:
            raise error

    async def _clean_up(self, job: Job) -> None:
        if job.input_file is not None:
            await self.server.delete_file(job.input_file)
        self.ledger.drop_job(job.name)
        self.told.pop(job.name, None)

    def _tell(self, job: Job, batch: ServerBatch) -> None:
        news = JobNews(job.name, batch.id, batch.status, batch.total, batch.completed, batch.failed)
        if self.told.get(job.name) != news:
            self.told[job.name] = news
            self.watch(news)


@contextmanager
def _input_file(ledger: Ledger, job: Job) -> Iterator[Path]:
    """The job's input file beside the ledger, while the context lasts."""
    path = ledger.path.with_name(f".{job.name}.jsonl")
    try:
        try:
            with path.open("wb") as file:
                file.writelines(ledger.lines(job.name))
        except OSError as error:
            raise OutputError(f"{shown_path(path)} cannot be written: {error.strerror}") from error
        yield path
    finally:
        with suppress(OSError):
            path.unlink()
