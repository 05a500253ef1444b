"""The transport that records and replays: above it all runs unchanged, below it the network may be absent."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias
from weakref import WeakValueDictionary

import httpx2

from summarizer.errors import MissingRecordingError
from summarizer.recording.label import Label, current_label
from summarizer.recording.staleness import changes_since, explain_missing, find_nearest
from summarizer.recording.store import (
    Body,
    RecordedArticle,
    RecordedResponse,
    Recording,
    RecordingStore,
    key_of,
    library_versions,
)
from summarizer.terminal import shown_path

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "Answered",
    "Exchange",
    "Keeper",
    "KeepingTransport",
    "RecordingMode",
    "RecordingTransport",
    "StaleExchange",
    "has_message",
    "missing_exchange",
]

RecordingMode: TypeAlias = Literal["record", "replay", "survey"]


@dataclass(frozen=True, slots=True)
class Exchange:
    """What is asked: the request, its key, and whose it is.

    Attributes:
        key: what it is found by (see `key_of`).
        path: end of the URL's path, as in the key.
        body: the JSON object sent.
        article: the article asked about.
        section: the section of the brief that it is for.
    """

    key: str
    path: str
    body: Body
    article: RecordedArticle
    section: str


class Answered(Protocol):
    """An answer that was there already."""

    @property
    def response(self) -> RecordedResponse:
        """What the server answered."""
        ...

    @property
    def recorded(self) -> datetime:
        """When, in UTC."""
        ...

    @property
    def seconds(self) -> float:
        """How long the server took."""
        ...


class Keeper(Protocol):
    """Whatever keeps answers."""

    def load(self, key: str) -> Answered | None:
        """The answer to the request with this key, or None."""
        ...

    def keep(self, exchange: Exchange, response: RecordedResponse, recorded: datetime, seconds: float) -> None:
        """Keep an answer."""
        ...


@dataclass(frozen=True, slots=True)
class StaleExchange:
    """An exchange that has no recording, and the nearest one that there is.

    Attributes:
        source: the name of the article's file.
        section: the section asked about.
        ids: the units or candidates asked about.
        why: what changed since the nearest recording.
        nearest: that recording; it answered in the place of the missing one.
    """

    source: str
    section: str
    ids: tuple[str, ...]
    why: str
    nearest: Recording


def _utc_now() -> datetime:
    return datetime.now(UTC)


class KeepingTransport(httpx2.AsyncBaseTransport):
    """Answers what was answered before; asks on for the rest, and keeps the answer.

    An answer is kept if it is whole: status 200, a JSON object with a message to read. What is asked twice at the
    same time goes out once.

    Args:
        keeper: where answers are.
        inner: the way to the network; a plain one by default.
        clock: seconds, always going forward.
        now: the time of day, aware of its zone.
    """

    def __init__(
        self,
        keeper: Keeper,
        inner: httpx2.AsyncBaseTransport | None = None,
        *,
        clock: Callable[[], float] = time.perf_counter,
        now: Callable[[], datetime] = _utc_now,
    ) -> None:
        self._keeper = keeper
        self._inner = inner
        self._clock = clock
        self._now = now
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Answer one request.

        Raises:
            OutputError, RecordingError: an answer cannot be read or kept.
            MissingRecordingError: replaying, there is no recording of the exchange.
            httpx2.TransportError: the server cannot be reached.
        """
        label = current_label() or Label(article_id="unlabelled", source="unlabelled", section="unlabelled")
        body = _json_object(await request.aread()) or {}
        path = _end_of_path(request)
        article = RecordedArticle.model_construct(id=label.article_id, source=label.source)
        exchange = Exchange(key_of(path, body), path, body, article, label.section)
        # One at a time for each key: the answer that is used is the answer that is kept.
        async with self._turns.setdefault(exchange.key, asyncio.Lock()):
            kept = self._keeper.load(exchange.key)
            if kept is None:
                return await self._ask(request, exchange, label)
            self._note_use(exchange)
            label.replayed.append(kept)
            return _replayed(kept)

    async def aclose(self) -> None:
        """Let go of connections."""
        if self._inner is not None:
            await self._inner.aclose()

    def _note_use(self, exchange: Exchange) -> None:
        """An answer was served or kept."""

    async def _ask(self, request: httpx2.Request, exchange: Exchange, label: Label) -> httpx2.Response:  # noqa: ARG002 -- those who only replay need it
        if self._inner is None:
            self._inner = httpx2.AsyncHTTPTransport()
        started = self._clock()
        response = await self._inner.handle_async_request(request)
        try:
            content = await response.aread()
        finally:
            await response.aclose()
        seconds = round(self._clock() - started, 3)
        answer = _json_object(content)
        if response.status_code == 200 and answer is not None and has_message(answer):
            content_type = response.headers.get("content-type", "application/json")
            whole = RecordedResponse(status=200, content_type=content_type, body=answer)
            self._keeper.keep(exchange, whole, self._now().replace(microsecond=0), seconds)
            self._note_use(exchange)
        return response


class RecordingTransport(KeepingTransport):
    """Answers requests from a store of recordings.

    Args:
        store: where the recordings are.
        mode: "replay" never goes to the network; "record" does for what has no recording yet, and keeps the
            answer if it is whole. "survey" never goes to the network either; what has no recording is noted,
            and the nearest recording answers, so that all that is stale is found at once.
        inner: the way to the network when recording; a plain one by default.
        clock: seconds, always going forward.
        now: the time of day, aware of its zone.
    """

    def __init__(
        self,
        store: RecordingStore,
        mode: RecordingMode,
        inner: httpx2.AsyncBaseTransport | None = None,
        *,
        clock: Callable[[], float] = time.perf_counter,
        now: Callable[[], datetime] = _utc_now,
    ) -> None:
        super().__init__(store, inner, clock=clock, now=now)
        self._store = store
        self._mode = mode
        self._used: set[str] = set()
        self._stale: dict[str, StaleExchange] = {}

    @property
    def used_keys(self) -> frozenset[str]:
        """Keys of the recordings served or made so far."""
        return frozenset(self._used)

    @property
    def stale(self) -> tuple[StaleExchange, ...]:
        """What a survey found without a recording, in the order in which it was asked."""
        return tuple(self._stale.values())

    def _note_use(self, exchange: Exchange) -> None:
        self._used.add(exchange.key)

    async def _ask(self, request: httpx2.Request, exchange: Exchange, label: Label) -> httpx2.Response:
        if self._mode == "record":
            return await super()._ask(request, exchange, label)
        near = self._store.find_near(label.article_id, label.source, label.section)
        if self._mode == "replay" or not near:
            shown = shown_path(self._store.root)
            raise missing_exchange()(explain_missing(label, exchange.body, near, library_versions(), shown))
        nearest = find_nearest(label, exchange.body, near)
        why = ", ".join(changes_since(label, exchange.body, nearest, library_versions())) or "nothing but the address"
        self._stale[exchange.key] = StaleExchange(label.source, label.section, label.ids, why, nearest)
        label.replayed.append(nearest)
        return _replayed(nearest)


def _end_of_path(request: httpx2.Request) -> str:
    """The last two steps of the path, "/chat/completions": what stands before belongs to the server."""
    return "/" + "/".join(request.url.path.strip("/").split("/")[-2:])


def _json_object(content: bytes) -> Body | None:
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def has_message(answer: Body) -> bool:
    """Whether there is a message in an answer: one without would be in the way each time that it is served."""
    choices = answer.get("choices")
    first = choices[0] if isinstance(choices, list) and choices else None
    return isinstance(first, dict) and isinstance(first.get("message"), dict)


def _replayed(answered: Answered) -> httpx2.Response:
    content = json.dumps(answered.response.body).encode()
    return httpx2.Response(200, headers={"content-type": answered.response.content_type}, content=content)


@cache
def missing_exchange() -> type[MissingRecordingError]:
    """The error to raise in a transport: openai's client lets it pass; any other it takes for a broken connection."""
    from openai import OpenAIError

    return type("MissingRecordingError", (MissingRecordingError, OpenAIError), {})
