"""The transport that records and replays: above it all runs unchanged, below it the network may be absent."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Literal, TypeAlias
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

__all__ = ["RecordingMode", "RecordingTransport", "StaleExchange"]

RecordingMode: TypeAlias = Literal["record", "replay", "survey"]


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


class RecordingTransport(httpx2.AsyncBaseTransport):
    """Answers requests from a store of recordings.

    Args:
        store: where the recordings are.
        mode: "replay" never goes to the network; "record" does for what has no recording yet, and keeps the
            answer if it is whole (status 200, a JSON object with choices). "survey" never goes to the network
            either; what has no recording is noted, and the nearest recording answers, so that all that is
            stale is found at once.
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
        self._store = store
        self._mode = mode
        self._inner = inner
        self._clock = clock
        self._now = now
        self._used: set[str] = set()
        self._stale: dict[str, StaleExchange] = {}
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @property
    def used_keys(self) -> frozenset[str]:
        """Keys of the recordings served or made so far."""
        return frozenset(self._used)

    @property
    def stale(self) -> tuple[StaleExchange, ...]:
        """What a survey found without a recording, in the order in which it was asked."""
        return tuple(self._stale.values())

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Answer one request.

        Raises:
            MissingRecordingError: replaying, there is no recording of the exchange.
            RecordingError: a recording cannot be read or written.
            httpx2.TransportError: recording, the server cannot be reached.
        """
        label = current_label() or Label(article_id="unlabelled", source="unlabelled", section="unlabelled")
        body = _json_object(await request.aread()) or {}
        path = _end_of_path(request)
        key = key_of(path, body)
        # One at a time for each key: the answer that is used is the answer that is kept.
        async with self._turns.setdefault(key, asyncio.Lock()):
            recording = self._store.load(key)
            if recording is not None:
                self._used.add(key)
                label.replayed.append(recording)
                return _replayed(recording)
            if self._mode != "record":
                return self._missed(label, key, body)
            return await self._record(request, label, key, path, body)

    async def aclose(self) -> None:
        """Let go of connections."""
        if self._inner is not None:
            await self._inner.aclose()

    def _missed(self, label: Label, key: str, body: Body) -> httpx2.Response:
        near = self._store.find_near(label.article_id, label.source, label.section)
        if self._mode == "replay" or not near:
            shown = shown_path(self._store.root)
            raise _missing()(explain_missing(label, body, near, library_versions(), shown))
        nearest = find_nearest(label, body, near)
        why = ", ".join(changes_since(label, body, nearest, library_versions())) or "nothing but the address"
        self._stale[key] = StaleExchange(label.source, label.section, label.ids, why, nearest)
        label.replayed.append(nearest)
        return _replayed(nearest)

    async def _record(self, request: httpx2.Request, label: Label, key: str, path: str, body: Body) -> httpx2.Response:
        if self._inner is None:
            self._inner = httpx2.AsyncHTTPTransport()
        started = self._clock()
        response = await self._inner.handle_async_request(request)
        try:
            content = await response.aread()
        finally:
            await response.aclose()
        seconds = self._clock() - started
        answer = _json_object(content)
        if response.status_code != 200 or answer is None or not answer.get("choices"):
            return response
        self._store.save(
            Recording(
                key=key,
                path=path,
                model=str(body.get("model")),
                article=RecordedArticle(id=label.article_id, source=label.source),
                section=label.section,
                recorded=self._now().replace(microsecond=0),
                versions=dict(library_versions()),
                request=body,
                response=RecordedResponse(
                    status=200,
                    content_type=response.headers.get("content-type", "application/json"),
                    body=answer,
                ),
                seconds=round(seconds, 3),
            )
        )
        self._used.add(key)
        return response


def _end_of_path(request: httpx2.Request) -> str:
    """The last two steps of the path, "/chat/completions": what stands before belongs to the server."""
    return "/" + "/".join(request.url.path.strip("/").split("/")[-2:])


def _json_object(content: bytes) -> Body | None:
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def _replayed(recording: Recording) -> httpx2.Response:
    content = json.dumps(recording.response.body).encode()
    return httpx2.Response(200, headers={"content-type": recording.response.content_type}, content=content)


@cache
def _missing() -> type[MissingRecordingError]:
    """An error that openai's client lets pass at once; any other is tried again as a failed connection."""
    from openai import OpenAIError

    return type("MissingRecordingError", (MissingRecordingError, OpenAIError), {})
