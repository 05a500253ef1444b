"""What the main process and a worker say to each other, and how it goes over a socket."""

from __future__ import annotations

import asyncio
import pickle
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self, TypeAlias

if TYPE_CHECKING:
    from datetime import datetime
    from socket import socket

    from summarizer.article import Article
    from summarizer.batch.outcomes import Finished
    from summarizer.batch.workers.crossing import Crossed
    from summarizer.settings import Settings

__all__ = [
    "Answer",
    "Ask",
    "Channel",
    "Drop",
    "FromWorker",
    "Made",
    "Make",
    "NotAnswered",
    "NotMade",
    "Ready",
    "Setup",
    "ToWorker",
    "Unable",
    "Withdraw",
    "WorkerReplay",
]


@dataclass(frozen=True, slots=True)
class Setup:
    """How briefs are made: the settings without the key, and whether Markdown is wanted."""

    settings: Settings
    markdown: bool


@dataclass(frozen=True, slots=True)
class Make:
    """Make the brief of an article."""

    order: int
    article: Article


@dataclass(frozen=True, slots=True)
class Drop:
    """Let go of an article."""

    order: int


@dataclass(frozen=True, slots=True)
class WorkerReplay:
    """Of an answer that was there already: when the server gave it, in UTC, and in how many seconds."""

    recorded: datetime
    seconds: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered to a request, and which answers of before that was.

    Attributes:
        number: of the request.
        status: of the answer.
        headers: those that a client looks at.
        body: decoded.
        replayed: one for each answer that was there already.
    """

    number: int
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    replayed: tuple[WorkerReplay, ...]


@dataclass(frozen=True, slots=True)
class NotAnswered:
    """Why a request has no answer."""

    number: int
    error: Crossed


@dataclass(frozen=True, slots=True)
class Ready:
    """The worker has loaded all that it needs."""


@dataclass(frozen=True, slots=True)
class Unable:
    """The worker cannot make briefs with these settings."""

    error: Crossed


@dataclass(frozen=True, slots=True)
class Ask:
    """A request to send for an article.

    Attributes:
        order: the article's.
        number: of the request, given back with its answer.
        method: of HTTP.
        target: path and query; which server it is, the main process knows.
        body: as it is sent.
        source: the name of the article's file, without its folder.
        article_id: SHA-256 of the article's text.
        section: the section asked about.
        ids: the units or candidates asked about.
    """

    order: int
    number: int
    method: str
    target: bytes
    body: bytes
    source: str
    article_id: str
    section: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Withdraw:
    """A request whose answer nobody waits for any more."""

    order: int
    number: int


@dataclass(frozen=True, slots=True)
class Made:
    """A brief."""

    order: int
    finished: Finished


@dataclass(frozen=True, slots=True)
class NotMade:
    """Why an article has no brief."""

    order: int
    error: Crossed


ToWorker: TypeAlias = Setup | Make | Drop | Answer | NotAnswered
FromWorker: TypeAlias = Ready | Unable | Ask | Withdraw | Made | NotMade

_LENGTH = struct.Struct("!Q")


class Channel:
    """One end of a socket over which messages go, each whole and in its order.

    Args:
        reader: what comes.
        writer: what goes.
    """

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    async def over(cls, sock: socket) -> Self:
        """A channel over a connected socket, which it closes in the end."""
        return cls(*await asyncio.open_unix_connection(sock=sock))

    def send(self, message: ToWorker | FromWorker) -> None:
        """Send a message; it is lost where the other side has gone."""
        # Pickle may be trusted here: both ends are this program, and what articles and servers say are strings in it.
        content = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
        if not self._writer.is_closing():
            self._writer.write(_LENGTH.pack(len(content)) + content)

    async def receive(self) -> object:
        """The next message; None where the other side has gone."""
        try:
            (length,) = _LENGTH.unpack(await self._reader.readexactly(_LENGTH.size))
            content = await self._reader.readexactly(length)
        except (asyncio.IncompleteReadError, OSError):
            return None
        return pickle.loads(content)  # noqa: S301 -- as above

    def close(self) -> None:
        """Let go of the socket, and of what is not sent yet."""
        self._writer.transport.abort()
