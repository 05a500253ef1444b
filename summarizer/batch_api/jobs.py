"""The server's side of a job: its files and its batch, through openai's client.

Each call is tried again after transport errors; what goes wrong comes out as this project's own errors.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeVar, cast

from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_attempt

from summarizer.batch_api.refusals import LIMIT_CODES, limit_reached
from summarizer.errors import ModelError, TransportError
from summarizer.language_model.client import open_client
from summarizer.language_model.conversation import WaitAsTold
from summarizer.language_model.failures import Failures

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    import httpx2
    from openai import AsyncOpenAI
    from openai.types import Batch

    from summarizer.language_model.conversation import Sleep
    from summarizer.language_model.options import ModelOptions

__all__ = ["BatchServer", "ServerBatch", "ServerError"]

T = TypeVar("T")
_NAME = "summarizer_job"
_ENDED = frozenset({"completed", "failed", "expired", "cancelled"})
_PAGE = 100


@dataclass(frozen=True, slots=True)
class ServerError:
    """Why the server did not take a batch: its code, its words, and the line of the input file, from 1."""

    code: str
    message: str
    line: int | None


@dataclass(frozen=True, slots=True)
class ServerBatch:
    """A batch as the server shows it.

    Attributes:
        id: the server's id.
        status: in the server's word.
        total: requests in it; 0 until they are counted.
        completed: those answered.
        failed: those that failed.
        output_file: the id of the file with the answers, if there is one.
        error_file: the id of the file with the failures, if there is one.
        errors: why it was not taken at all.
    """

    id: str
    status: str
    total: int
    completed: int
    failed: int
    output_file: str | None
    error_file: str | None
    errors: tuple[ServerError, ...]

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.status in _ENDED


class BatchServer:
    """Files and batches at a server that speaks OpenAI's Batch API.

    Args:
        model: the model asked, for messages.
        options: how the server is reached.
        transport: what calls go through; the network by default. Closed with this.
        sleep: waits between tries, in seconds.
    """

    def __init__(
        self, model: str, options: ModelOptions, *, transport: httpx2.AsyncBaseTransport | None, sleep: Sleep
    ) -> None:
        self._model = model
        self._options = options
        self._transport = transport
        self._sleep = sleep
        self._opened: AsyncOpenAI | None = None

    @property
    def _client(self) -> AsyncOpenAI:
        if self._opened is None:
            self._opened = open_client(self._options, self._transport)
        return self._opened

    def failures(self, doing: str) -> Failures:
        """What tells what went wrong while doing something."""
        return Failures(
            source="Batch API",
            section=doing,
            model=self._model,
            timeout=self._options.timeout,
            max_tokens=0,
            secret=self._options.api_key,
        )

    async def aclose(self) -> None:
        """Let go of connections."""
        if self._opened is not None:
            await self._opened.close()
        elif self._transport is not None:
            await self._transport.aclose()

    async def upload(self, name: str, path: Path) -> str:
        """Bring an input file to the server, read as it is sent; the server's id of it."""

        async def once() -> str:
            with path.open("rb") as content:
                file = await self._client.files.create(file=(f"{name}.jsonl", content), purpose="batch")
            return file.id

        return await self.trying(f"uploading {name}", once)

    async def has_file(self, file: str) -> bool:
        """Whether the server still has a file."""

        async def once() -> bool:
            return await _unless_gone(self._client.files.retrieve(file)) is not None

        return await self.trying(f"looking for {file}", once)

    async def delete_file(self, file: str) -> None:
        """Delete a file, as far as the server lets us: it goes by itself in a month."""

        async def once() -> None:
            await self._client.files.delete(file)

        with suppress(ModelError):
            await self.trying(f"deleting {file}", once)

    async def create(self, name: str, file: str, path: str, *, maybe_there: bool) -> ServerBatch:
        """Make the batch of an uploaded file, unless there is one already.

        Args:
            name: the job's, kept in the batch's metadata.
            file: the input file's id.
            path: where its requests go: "/chat/completions".
            maybe_there: whether an earlier try may have made it; without an answer to a try it may have, too.

        Raises:
            LimitReachedError: the server takes no more for now.
        """
        from openai import APIStatusError

        async def once() -> ServerBatch:
            nonlocal maybe_there
            found = await self._find(name, file) if maybe_there else None
            if found is not None:
                return found
            maybe_there = True
            try:
                made = await self._client.batches.create(
                    completion_window="24h",
                    # Which endpoints there are is for the server to say.
                    endpoint=cast("Literal['/v1/chat/completions']", f"/v1{path}"),
                    input_file_id=file,
                    metadata={_NAME: name},
                )
            except APIStatusError as error:
                if error.code in LIMIT_CODES:
                    raise limit_reached(error.code, str(self.failures(f"creating {name}").translate(error))) from None
                raise
            return _shown(made)

        return await self.trying(f"creating the batch of {name}", once)

    async def _find(self, name: str, file: str) -> ServerBatch | None:
        """The batch with this name or of this file. All are looked through: nothing says that the newest is first."""
        async for batch in self._client.batches.list(limit=_PAGE):
            if batch.input_file_id == file or (batch.metadata or {}).get(_NAME) == name:
                return _shown(batch)
        return None

    async def look(self, batch: str) -> ServerBatch | None:
        """How far a batch is; None where the server does not know it."""

        async def once() -> ServerBatch | None:
            found = await _unless_gone(self._client.batches.retrieve(batch))
            return None if found is None else _shown(found)

        return await self.trying(f"asking about {batch}", once)

    async def read(self, file: str | None) -> AsyncIterator[bytes]:
        """The lines of a file that are not empty, one at a time; none where there is no file any more.

        Raises openai's errors, to be tried again by `trying`.
        """
        if file is None:
            return
        import httpx2
        from openai import APIConnectionError, NotFoundError

        rest = b""
        try:
            async with self._client.files.with_streaming_response.content(file) as response:
                try:
                    async for chunk in response.iter_bytes():
                        *lines, rest = (rest + chunk).split(b"\n")
                        for line in filter(None, lines):
                            yield line
                except httpx2.TransportError as error:
                    raise APIConnectionError(request=response.http_request) from error
        except NotFoundError:
            return
        if rest:
            yield rest

    async def trying(self, doing: str, once: Callable[[], Awaitable[T]]) -> T:
        """Do something, again after transport errors.

        Args:
            doing: what, for messages.
            once: does it.

        Raises:
            TransportError: the server was down, slow or busy, each time.
            AccessRefusedError: the server does not let us in.
            RequestRefusedError: the server said no.
        """
        from openai import OpenAIError

        async def translated() -> T:
            try:
                return await once()
            except (OpenAIError, TimeoutError) as error:
                raise self.failures(doing).translate(error) from None

        retrying = AsyncRetrying(
            retry=retry_if_exception_type(TransportError),
            stop=stop_after_attempt(self._options.retries + 1),
            wait=WaitAsTold(self._options.max_wait),
            sleep=self._sleep,
            reraise=True,
        )
        return await retrying(translated)


async def _unless_gone(call: Awaitable[T]) -> T | None:
    from openai import NotFoundError

    try:
        return await call
    except NotFoundError:
        return None


def _shown(batch: Batch) -> ServerBatch:
    counts = batch.request_counts
    errors = (batch.errors.data if batch.errors else None) or []
    return ServerBatch(
        id=batch.id,
        status=batch.status,
        total=counts.total if counts else 0,
        completed=counts.completed if counts else 0,
        failed=counts.failed if counts else 0,
        output_file=batch.output_file_id,
        error_file=batch.error_file_id,
        errors=tuple(ServerError(error.code or "", error.message or "", error.line) for error in errors),
    )
