"""What came of a job: its answers go to the store, its failures to the ledger, line by line."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import BaseModel, JsonValue

from summarizer.batch_api.ledger import Failure, Row
from summarizer.errors import AccessRefusedError, TransportError
from summarizer.recording.store import Body, RecordedResponse
from summarizer.recording.transport import has_message
from summarizer.traffic.contents import Usage
from summarizer.traffic.events import Spent

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from summarizer.batch_api.jobs import BatchServer, ServerBatch
    from summarizer.batch_api.ledger import Job, Ledger
    from summarizer.recording.answers import AnswerStore

__all__ = ["Results"]

_CANCELLED = "batch_cancelled"
_STATUSES = {"request_timeout": 408}
"""The statuses that stand for a line's error codes; for all others, 503."""
_SILENT = Failure(502, {"error": {"message": "the results of the batch say nothing of this request"}})
_EXPIRED = Failure(503, {"error": {"code": "batch_expired", "message": "the batch expired"}})


class _NotWholeError(TransportError):
    """A piece of the results is missing."""


class _Response(BaseModel):
    status_code: int
    body: JsonValue = None


class _Error(BaseModel):
    code: str | None = None
    message: str | None = None


class _Line(BaseModel):
    """One line of an output file or an error file."""

    custom_id: str
    response: _Response | None = None
    error: _Error | None = None


@dataclass(slots=True)
class Results:
    """Keeps what came of jobs.

    Attributes:
        server: where the results are.
        store: gets the answers.
        ledger: gets the failures.
        retries: how often a request is submitted again where the server failed.
        now: the time of day, aware of its zone.
        spent: what the answers kept so far have taken.
    """

    server: BatchServer
    store: AnswerStore
    ledger: Ledger
    retries: int
    now: Callable[[], datetime]
    spent: Spent = field(default_factory=Spent)

    async def keep(self, job: Job, batch: ServerBatch) -> AccessRefusedError | None:
        """Keep all that came of a job whose batch has ended, and end the job; what is kept already stays as it is.

        What a batch that ran to its end says nothing of may have been executed: it fails, so that it is not
        paid twice unless somebody wants it again. What expired or was cancelled was not executed.

        Returns:
            Why no other request will fare better, where a line says so.

        Raises:
            TransportError: the results cannot be had now.
        """
        refusals: list[AccessRefusedError] = []
        silent = batch.status == "completed"
        try:
            await self.server.trying(f"reading the results of {job.name}", lambda: self._read(job, batch, refusals))
        except _NotWholeError:
            silent = True
        for row in self.ledger.owed(job.name):
            if silent:
                self.ledger.fail(row, _SILENT)
            elif batch.status == "cancelled":
                self.ledger.put_back([row])
            else:
                self._keep_failure(row, _EXPIRED)
        self.ledger.end_job(job.name)
        return refusals[0] if refusals else None

    async def _read(self, job: Job, batch: ServerBatch, refusals: list[AccessRefusedError]) -> None:
        """Keep all that the results say, even where a line of them is torn."""
        for file, least in ((batch.output_file, batch.completed), (batch.error_file, batch.failed)):
            whole = torn = 0
            async for text in self.server.read(file):
                line = _parsed(text)
                whole += line is not None
                torn += line is None
                refusal = self._keep_line(job, line) if line else None
                if refusal is not None:
                    refusals.append(refusal)
            if torn or whole < least:
                raise _NotWholeError(f"the results of {batch.id} have {whole} of {least} lines")

    def _keep_line(self, job: Job, line: _Line) -> AccessRefusedError | None:
        row = self.ledger.find(job.name, line.custom_id)
        if row is None:
            return None
        if line.error is not None and line.error.code == _CANCELLED:
            self.ledger.put_back([row])
            return None
        status, body = _said(line)
        if status == 200 and has_message(body):
            response = RecordedResponse(status=200, content_type="application/json", body=body)
            when = self.now().replace(microsecond=0)
            self.store.save(row.key, row.article, response, when, 0.0, section=row.section)
            self.ledger.settle(row)
            self._count(body)
            return None
        if status < 400:
            status, body = 502, {"error": {"message": "the server's answer is no chat completion"}}
        return self._keep_failure(row, Failure(status, body))

    def _count(self, answer: Body) -> None:
        took = Usage.of(json.dumps(answer).encode()) or Usage(0, 0, 0)
        self.spent = Spent(
            requests=self.spent.requests + 1,
            input_tokens=self.spent.input_tokens + took.input,
            cached_tokens=self.spent.cached_tokens + took.cached,
            output_tokens=self.spent.output_tokens + took.output,
        )

    def _keep_failure(self, row: Row, failure: Failure) -> AccessRefusedError | None:
        error = self._as_error(failure)
        if isinstance(error, AccessRefusedError):
            self.ledger.put_back([row])
            return error
        if isinstance(error, TransportError) and row.tries < self.retries:
            self.ledger.put_back([row], tries=1)
        else:
            self.ledger.fail(row, failure)
        return None

    def _as_error(self, failure: Failure) -> Exception:
        """What the failure would be, had the request been sent by itself."""
        import httpx2
        from openai import APIStatusError

        request = httpx2.Request("POST", "https://api.openai.com/v1/batches")
        response = httpx2.Response(failure.status, json=failure.body, request=request)
        error = APIStatusError("", response=response, body=failure.body.get("error", failure.body))
        return self.server.failures("a request").translate(error)


def _parsed(text: bytes) -> _Line | None:
    try:
        return _Line.model_validate(json.loads(text))
    except (ValueError, RecursionError):
        return None


def _said(line: _Line) -> tuple[int, Body]:
    """What the server says of a request, as an HTTP status and a body."""
    if line.response is not None:
        body = line.response.body
        return line.response.status_code, body if isinstance(body, dict) else {}
    error = line.error or _Error()
    status = _STATUSES.get(error.code or "", 503)
    return status, {"error": {"code": error.code, "message": error.message}}
