"""OpenAI's files and batches, as the published reference has them, on a real server on loopback.

with batching(lambda body: chat("yes")) as api:
    ...  # a client at api.url
assert set(api.executed.values()) == {1}

No clock moves batches on: each time one is asked about, all of them take a step.
"""

from __future__ import annotations

import itertools
import json
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast
from urllib.parse import parse_qs, urlsplit

from tests.servers import Json, Reply, Seen, serving

if TYPE_CHECKING:
    from email.message import Message

__all__ = ["Batch", "BatchApi", "Fate", "StoredFile", "batching", "problem"]

Status: TypeAlias = Literal[
    "validating", "failed", "in_progress", "finalizing", "completed", "expired", "cancelling", "cancelled"
]
Answer: TypeAlias = Callable[[Json], Reply | Json]
"""What one line is answered by its body; a plain dict is a body sent with 200."""

_ENDPOINTS = frozenset(
    f"/v1/{name}" for name in ("responses", "chat/completions", "embeddings", "completions", "moderations")
)
_ENDED = frozenset({"failed", "completed", "expired", "cancelled"})
_MOST_REQUESTS = 50_000
_MOST_BYTES = 200 * 1024 * 1024
_MONTH = 30 * 24 * 3600
_DAY = 24 * 3600


@dataclass(frozen=True)
class Fate:
    """What becomes of a batch; by default it is completed.

    Attributes:
        expires_after: lines that are executed before it expires.
        cancelled_after: lines that are executed before somebody cancels it.
        errors: why it fails validation, as in `errors.data`, whatever its lines are.
    """

    expires_after: int | None = None
    cancelled_after: int | None = None
    errors: tuple[Json, ...] = ()


@dataclass
class StoredFile:
    """A file at the server."""

    id: str
    filename: str
    purpose: str
    created_at: int
    content: bytes

    def shown(self) -> Json:
        """As the API shows it."""
        return {
            "id": self.id,
            "object": "file",
            "bytes": len(self.content),
            "created_at": self.created_at,
            "expires_at": self.created_at + _MONTH if self.purpose == "batch" else None,
            "filename": self.filename,
            "purpose": self.purpose,
            "status": "processed",
            "status_details": None,
        }


@dataclass
class Batch:
    """A batch at the server."""

    id: str
    endpoint: str
    input_file_id: str
    created_at: int
    metadata: dict[str, str] | None
    fate: Fate
    status: Status = "validating"
    times: dict[str, int] = field(default_factory=dict)
    errors: list[Json] = field(default_factory=list)
    todo: deque[Json] = field(default_factory=deque)
    output: list[Json] = field(default_factory=list)
    failed: list[Json] = field(default_factory=list)
    total: int = 0
    tokens: Counter[str] = field(default_factory=Counter)
    output_file_id: str | None = None
    error_file_id: str | None = None

    @property
    def ended(self) -> bool:
        """Whether nothing more happens to it."""
        return self.status in _ENDED

    def shown(self) -> Json:
        """As the API shows it."""
        times = (
            *("in_progress", "finalizing", "completed", "failed"),
            *("expired", "cancelling", "cancelled"),
        )
        return {
            "id": self.id,
            "object": "batch",
            "endpoint": self.endpoint,
            "errors": {"object": "list", "data": self.errors} if self.errors else None,
            "input_file_id": self.input_file_id,
            "completion_window": "24h",
            "status": self.status,
            "output_file_id": self.output_file_id,
            "error_file_id": self.error_file_id,
            "created_at": self.created_at,
            "expires_at": self.created_at + _DAY,
            **{f"{name}_at": self.times.get(name) for name in times},
            "request_counts": {"total": self.total, "completed": len(self.output), "failed": len(self.failed)},
            "usage": {
                "input_tokens": self.tokens["prompt_tokens"],
                "input_tokens_details": {"cached_tokens": 0},
                "output_tokens": self.tokens["completion_tokens"],
                "output_tokens_details": {"reasoning_tokens": 0},
                "total_tokens": self.tokens["total_tokens"],
            },
            "metadata": self.metadata,
        }


class BatchApi:
    """The API; give it to `serving` as its script.

    Attributes:
        executed: how often each request was executed and so has to be paid, by its body as canonical JSON.
        files: by their ids.
        batches: in the order in which they were made.
        instead: called before each call to the API; what it returns is sent, and the call has no effect.
        afterwards: called after each call with what it answers; what it returns is sent in the place of that.
        fates: of the batches to come, in their order; those after them are completed.
        a_step: lines executed in one step; all at once by default.
        order: puts the lines of the output file into another order.
        key: the key that lets in; any does by default.
        models: those that there are; any is by default.
        most_enqueued: lines that may be in batches that have not ended; any number by default.
    """

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self.executed: Counter[str] = Counter()
        self.files: dict[str, StoredFile] = {}
        self.batches: list[Batch] = []
        self.instead: Callable[[Seen], Reply | None] = lambda _: None
        self.afterwards: Callable[[Seen, Reply], Reply] = lambda _, reply: reply
        self.fates: deque[Fate] = deque()
        self.a_step: int | None = None
        self.order: Callable[[list[Json]], list[Json]] = lambda lines: lines
        self.key: str | None = None
        self.models: frozenset[str] | None = None
        self.most_enqueued: int | None = None
        self.url = ""
        self._now = itertools.count(1_700_000_000)
        self._ids = itertools.count(1)

    def __call__(self, seen: Seen) -> Reply:
        """Answer one call."""
        reply = self.instead(seen)
        if reply is not None:
            return reply
        if self.key is not None and seen.headers.get("Authorization") != f"Bearer {self.key}":
            return problem(401, f"Incorrect API key provided: {seen.headers.get('Authorization')}.", "invalid_api_key")
        return self.afterwards(seen, self._route(seen))

    def _route(self, seen: Seen) -> Reply:
        url = urlsplit(seen.path)
        query = {name: values[-1] for name, values in parse_qs(url.query).items()}
        match (seen.method, url.path.removeprefix("/v1").strip("/").split("/")):
            case "POST", ["files"]:
                return self._upload(seen)
            case "GET", ["files"]:
                return self._list_files(query)
            case method, ["files", name, *rest]:
                return self._file(method, name, rest)
            case "POST", ["batches"]:
                return self._create(seen.json)
            case "GET", ["batches"]:
                return _page([batch.shown() for batch in reversed(self.batches)], query, default=20, most=100)
            case "GET", ["batches", name]:
                return self._poll(name)
            case "POST", ["batches", name, "cancel"]:
                return self._cancel(name)
        return problem(404, f"Invalid URL ({seen.method} {url.path})", "unknown_url")

    def _upload(self, seen: Seen) -> Reply:
        fields = _multipart(seen)
        purpose, file = fields.get("purpose"), fields.get("file")
        if purpose is None or file is None:
            return problem(400, "Missing required parameter: 'purpose' or 'file'.", "missing_required_parameter")
        content = cast("bytes", file.get_payload(decode=True))
        named = file.get_filename() or ""
        if not named.endswith(".jsonl"):
            return problem(400, "Invalid file format for Batch API. Must be .jsonl")
        if len(content) > _MOST_BYTES:
            return problem(413, "The file is larger than 200 MB.")
        words = cast("bytes", purpose.get_payload(decode=True)).decode()
        return Reply(self._store(named, words, content).shown())

    def _store(self, filename: str, purpose: str, content: bytes) -> StoredFile:
        file = StoredFile(f"file-{next(self._ids)}", filename, purpose, next(self._now), content)
        self.files[file.id] = file
        return file

    def _list_files(self, query: Mapping[str, str]) -> Reply:
        found = [file.shown() for file in self.files.values() if query.get("purpose", file.purpose) == file.purpose]
        ordered = found if query.get("order") == "asc" else found[::-1]
        return _page(ordered, query, default=10_000, most=10_000)

    def _file(self, method: str, name: str, rest: list[str]) -> Reply:
        file = self.files.get(name)
        if file is None:
            return problem(404, f"No such File object: {name}", param="id")
        if method == "DELETE":
            del self.files[name]
            return Reply({"id": name, "object": "file", "deleted": True})
        if rest == ["content"]:
            return Reply(file.content, headers={"Content-Type": "application/octet-stream"})
        return Reply(file.shown())

    def _create(self, asked: Json) -> Reply:
        file = self.files.get(asked.get("input_file_id", ""))
        metadata = asked.get("metadata")
        if asked.get("endpoint") not in _ENDPOINTS:
            return problem(400, f"Invalid value: '{asked.get('endpoint')}'.", "invalid_value", "endpoint")
        if asked.get("completion_window") != "24h":
            return problem(400, "Invalid value: supported values are: '24h'.", "invalid_value", "completion_window")
        if file is None or file.purpose != "batch":
            return problem(400, "Invalid 'input_file_id': no such file.", "invalid_value", "input_file_id")
        if metadata is not None and not _is_metadata(metadata):
            return problem(400, "Invalid 'metadata'.", "invalid_value", "metadata")
        fate = self.fates.popleft() if self.fates else Fate()
        batch = Batch(f"batch_{next(self._ids)}", asked["endpoint"], file.id, next(self._now), metadata, fate)
        self.batches.append(batch)
        return Reply(batch.shown())

    def _found(self, name: str) -> Batch | None:
        return next((batch for batch in self.batches if batch.id == name), None)

    def _poll(self, name: str) -> Reply:
        batch = self._found(name)
        if batch is None:
            return problem(404, f"No batch found with id '{name}'.", param="batch_id")
        for other in self.batches:
            self.advance(other)
        return Reply(batch.shown())

    def _cancel(self, name: str) -> Reply:
        batch = self._found(name)
        if batch is None:
            return problem(404, f"No batch found with id '{name}'.", param="batch_id")
        if batch.ended:
            return problem(409, f"Cannot cancel a batch with status '{batch.status}'.")
        self._become(batch, "cancelling")
        return Reply(batch.shown())

    def advance(self, batch: Batch) -> None:
        """Take the batch's next step."""
        if batch.status == "validating":
            self._validate(batch)
        elif batch.status == "in_progress":
            self._execute(batch)
        elif batch.status == "cancelling":
            self._end(batch, "cancelled", "batch_cancelled", "This batch was cancelled before this request executed.")
        elif batch.status == "finalizing":
            self._end(batch, "completed", "", "")

    def _become(self, batch: Batch, status: Status) -> None:
        batch.status = status
        batch.times[status] = next(self._now)

    def _validate(self, batch: Batch) -> None:
        file = self.files.get(batch.input_file_id)
        lines, errors = _parsed(file.content if file else b"", batch.endpoint)
        errors += self._refused(batch, lines)
        batch.errors = list(batch.fate.errors) or errors
        if batch.errors:
            self._become(batch, "failed")
            return
        batch.total = len(lines)
        batch.todo.extend(lines)
        self._become(batch, "in_progress")

    def _refused(self, batch: Batch, lines: list[Json]) -> list[Json]:
        """What is wrong with a whole batch: its model, or how much is enqueued already."""
        model = lines[0]["body"]["model"] if lines else None
        if model is not None and self.models is not None and model not in self.models:
            message = f"The provided model '{model}' is not supported by the Batch API."
            return [_error("model_not_found", message, 1, "body.model")]
        enqueued = sum(other.total for other in self.batches if not other.ended and other is not batch)
        if self.most_enqueued is not None and enqueued + len(lines) > self.most_enqueued:
            message = (
                f"Enqueued token limit reached for {model} in organization org-1. Limit: {self.most_enqueued} enqueued"
                " tokens. Please try again once some in_progress batches have been completed."
            )
            return [_error("token_limit_exceeded", message, None)]
        return []

    def _execute(self, batch: Batch) -> None:
        limits = [limit for limit in (batch.fate.expires_after, batch.fate.cancelled_after) if limit is not None]
        done = len(batch.output) + len(batch.failed)
        count = min([self.a_step or len(batch.todo), len(batch.todo), *(limit - done for limit in limits)])
        for _ in range(count):
            self._answer_line(batch, batch.todo.popleft())
        done += count
        if batch.todo and done == batch.fate.expires_after:
            message = "This request could not be executed before the completion window expired."
            self._end(batch, "expired", "batch_expired", message)
        elif batch.todo and done == batch.fate.cancelled_after:
            self._become(batch, "cancelling")
        elif not batch.todo:
            self._become(batch, "finalizing")

    def _answer_line(self, batch: Batch, line: Json) -> None:
        given = self._answer(line["body"])
        reply = given if isinstance(given, Reply) else Reply(given)
        body = cast("Json", reply.body)
        response = {"status_code": reply.status, "request_id": f"req_{next(self._ids)}", "body": body}
        whole = {"id": f"batch_req_{next(self._ids)}", "custom_id": line["custom_id"]}
        if reply.reset:
            error = {"code": "request_timeout", "message": "The underlying call to the model timed out."}
            batch.failed.append({**whole, "response": None, "error": error})
        elif reply.status == 200:
            self.executed[json.dumps(line["body"], sort_keys=True)] += 1
            usage = body.get("usage") or {}
            batch.tokens.update({name: count for name, count in usage.items() if isinstance(count, int)})
            batch.output.append({**whole, "response": response, "error": None})
        else:
            batch.failed.append({**whole, "response": response, "error": None})

    def _end(self, batch: Batch, status: Status, code: str, message: str) -> None:
        for line in batch.todo:
            error = {"code": code, "message": message}
            whole = {"id": f"batch_req_{next(self._ids)}", "custom_id": line["custom_id"], "response": None}
            batch.failed.append({**whole, "error": error})
        batch.todo.clear()
        if batch.output:
            lines = _jsonl(self.order(batch.output))
            batch.output_file_id = self._store(f"{batch.id}_output.jsonl", "batch_output", lines).id
        if batch.failed:
            lines = _jsonl(self.order(batch.failed))
            batch.error_file_id = self._store(f"{batch.id}_error.jsonl", "batch_output", lines).id
        self._become(batch, status)


@contextmanager
def batching(answer: Answer) -> Iterator[BatchApi]:
    """The API on a server of its own while the context lasts; its address is the API's `url`."""
    api = BatchApi(answer)
    with serving(api) as server:
        handler: Any = server._http.RequestHandlerClass
        assert issubclass(handler, BaseHTTPRequestHandler)
        handler.do_DELETE = handler.do_POST
        api.url = server.url
        yield api


def problem(status: int, message: str, code: str | None = None, param: str | None = None) -> Reply:
    """An error as the API sends it."""
    kind = "invalid_request_error"
    return Reply({"error": {"message": message, "type": kind, "param": param, "code": code}}, status)


def _page(items: list[Json], query: Mapping[str, str], *, default: int, most: int) -> Reply:
    limit = int(query.get("limit", default))
    if not 1 <= limit <= most:
        return problem(400, f"Invalid 'limit': should be between 1 and {most}.", "invalid_value", "limit")
    after = query.get("after")
    start = next((at + 1 for at, item in enumerate(items) if item["id"] == after), None) if after else 0
    if start is None:
        return problem(400, f"No such object: {after}", "invalid_value", "after")
    shown = items[start : start + limit]
    return Reply(
        {
            "object": "list",
            "data": shown,
            "first_id": shown[0]["id"] if shown else None,
            "last_id": shown[-1]["id"] if shown else None,
            "has_more": start + limit < len(items),
        }
    )


def _multipart(seen: Seen) -> dict[str, Message]:
    kind = next(value for name, value in seen.headers.items() if name.lower() == "content-type")
    whole = BytesParser().parsebytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + seen.body)
    parts = cast("list[Message]", whole.get_payload()) if whole.is_multipart() else []
    return {str(part.get_param("name", header="content-disposition")): part for part in parts}


def _is_metadata(metadata: object) -> bool:
    return (
        isinstance(metadata, dict)
        and len(metadata) <= 16
        and all(isinstance(value, str) and len(name) <= 64 and len(value) <= 512 for name, value in metadata.items())
    )


def _error(code: str, message: str, line: int | None, param: str | None = None) -> Json:
    return {"code": code, "message": message, "line": line, "param": param}


def _parsed(content: bytes, endpoint: str) -> tuple[list[Json], list[Json]]:
    """The lines of an input file, and what is wrong with them."""
    written = content.split(b"\n")[: -1 if content.endswith(b"\n") else None]
    if not content.strip():
        return [], [_error("empty_file", "The input file is empty.", None)]
    if len(written) > _MOST_REQUESTS:
        return [], [_error("too_many_tasks", f"A batch has at most {_MOST_REQUESTS} requests.", None)]
    lines: list[Json] = []
    errors: list[Json] = []
    for at, text in enumerate(written, start=1):
        line = _object(text)
        wrong = _wrong_with(line, lines, endpoint)
        if wrong is not None:
            errors.append(wrong | {"line": at})
        elif line is not None:
            lines.append(line)
    seen = Counter(line["custom_id"] for line in lines)
    errors += [
        _error("duplicate_custom_id", f"The custom_id {name!r} is used more than once.", None, "custom_id")
        for name, count in seen.items()
        if count > 1
    ]
    return lines, errors


def _object(text: bytes) -> Json | None:
    try:
        line = json.loads(text)
    except ValueError:
        return None
    return line if isinstance(line, dict) else None


def _wrong_with(line: Json | None, before: list[Json], endpoint: str) -> Json | None:
    if line is None:
        return _error("invalid_json_line", "This line is not parseable as valid JSON.", None)
    for name, kind in (("custom_id", str), ("method", str), ("url", str), ("body", dict)):
        if not isinstance(line.get(name), kind):
            return _error("missing_required_parameter", f"Missing required parameter: '{name}'.", None, name)
    if len(line["custom_id"]) > 64:
        return _error("string_above_max_length", "The custom_id is longer than 64 characters.", None, "custom_id")
    if line["method"] != "POST":
        return _error("invalid_method", "Invalid method: only POST is supported.", None, "method")
    if line["url"] != endpoint:
        return _error("url_mismatch", f"The URL is not the batch's endpoint {endpoint}.", None, "url")
    if not isinstance(line["body"].get("model"), str):
        return _error("missing_required_parameter", "Missing required parameter: 'body.model'.", None, "body.model")
    if before and before[0]["body"]["model"] != line["body"]["model"]:
        return _error("model_mismatch", "All requests of a batch ask the same model.", None, "body.model")
    return None


def _jsonl(lines: list[Json]) -> bytes:
    """One line for each, as the API writes them: what is not ASCII as it is."""
    return "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines).encode("utf-8", "surrogatepass")
