"""The requests of workers, sent from the main process: with the key, and past all that a request must pass."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import httpx2

from summarizer.batch.workers.crossing import pack
from summarizer.batch.workers.wire import Answer, NotAnswered, WorkerReplay
from summarizer.language_model.client import open_client
from summarizer.language_model.failures import without_secret
from summarizer.recording.label import Label, under

if TYPE_CHECKING:
    from summarizer.batch.workers.wire import Ask
    from summarizer.language_model import ModelOptions

__all__ = ["Requests"]

_NEEDED = ("content-type", "retry-after", "retry-after-ms", "date")
_SURELY_A_KEY = 8


class Requests:
    """Sends what workers ask.

    Args:
        options: how the server is reached.
        way_out: what requests go through; closed with this.
    """

    def __init__(self, options: ModelOptions, way_out: httpx2.AsyncBaseTransport) -> None:
        self._secret = options.api_key
        self._way_out = way_out
        openai = open_client(options, way_out)
        told = {**openai.default_headers, **openai.auth_headers}
        headers = {name: value for name, value in told.items() if isinstance(value, str)}
        self._base_url = openai.base_url
        self._client = httpx2.AsyncClient(transport=way_out, headers=headers, timeout=openai.timeout)

    async def answer(self, ask: Ask) -> Answer | NotAnswered:
        """Send one request."""
        label = Label(article_id=ask.article_id, source=ask.source, section=ask.section, ids=ask.ids)
        url = self._base_url.copy_with(raw_path=ask.target)
        request = self._client.build_request(ask.method, url, content=ask.body)
        try:
            with under(label):
                response = await self._way_out.handle_async_request(request)
                body = await response.aread()
                await response.aclose()
        except Exception as error:  # noqa: BLE001 -- raised again where the question was put
            return NotAnswered(ask.number, pack(error))
        headers = tuple((name, response.headers[name]) for name in _NEEDED if name in response.headers)
        replayed = tuple(WorkerReplay(one.recorded, one.seconds) for one in label.replayed)
        return Answer(ask.number, response.status_code, headers, self._clean(response.status_code, body), replayed)

    def without_secret(self, words: str) -> str:
        """The words, with the key taken out."""
        return without_secret(words, self._secret)

    async def aclose(self) -> None:
        """Let go of connections."""
        await self._client.aclose()

    def _clean(self, status: int, body: bytes) -> bytes:
        """What a server says, without the key: a worker does not know what to take out."""
        secret = self._secret or ""
        inside = json.dumps(secret)[1:-1]
        if not secret or inside.encode() not in body or (status < 400 and len(secret) < _SURELY_A_KEY):
            return body
        return without_secret(body.decode(errors="surrogateescape"), inside).encode(errors="surrogateescape")
