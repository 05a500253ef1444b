"""Answers kept beside a batch: what was paid for once is not asked for again.

Unlike recordings, which are read by people and kept with the code, these are one file that may be deleted: it
costs no more than asking again.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from summarizer.database import open_database, writing_into
from summarizer.recording.store import RecordedResponse
from summarizer.traffic.contents import Usage

if TYPE_CHECKING:
    from pathlib import Path

    from summarizer.recording.transport import Exchange

__all__ = ["AnswerStore", "KeptAnswer", "TokensTaken"]

_TABLES = """
CREATE TABLE IF NOT EXISTS answers (
    key TEXT PRIMARY KEY,
    article TEXT NOT NULL,
    recorded TEXT NOT NULL,
    seconds REAL NOT NULL,
    content_type TEXT NOT NULL,
    body BLOB NOT NULL,
    input INTEGER NOT NULL, cached INTEGER NOT NULL, output INTEGER NOT NULL,
    half_price INTEGER NOT NULL,
    forgotten INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS answers_by_article ON answers (article);
"""


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """What a server answered.

    Attributes:
        response: the answer.
        recorded: when it came, in UTC.
        seconds: how long the server took.
    """

    response: RecordedResponse
    recorded: datetime
    seconds: float


class TokensTaken(NamedTuple):
    """How many answers there are, and the tokens that they took."""

    answers: int
    input: int
    cached: int
    output: int


class AnswerStore:
    """A file of answers, found by what was asked.

    Args:
        path: the file; made where it is not there.
        half_price: whether what is kept from now on costs half, as OpenAI's Batch API does.

    Raises:
        OutputError: it cannot be read or written, here or in any method.
    """

    def __init__(self, path: Path, *, half_price: bool = False) -> None:
        self._path = path
        self._half_price = half_price
        self._database = open_database(path, _TABLES)

    def load(self, key: str) -> KeptAnswer | None:
        """The answer to the request with this key (see `key_of`), or None."""
        query = "SELECT recorded, seconds, content_type, body FROM answers WHERE key = ? AND NOT forgotten"
        with writing_into(self._path):
            row = self._database.execute(query, (key,)).fetchone()
        if row is None:
            return None
        recorded, seconds, content_type, body = row
        response = RecordedResponse(status=200, content_type=content_type, body=json.loads(zlib.decompress(body)))
        return KeptAnswer(response, datetime.fromisoformat(recorded), seconds)

    def save(self, key: str, article_id: str, response: RecordedResponse, recorded: datetime, seconds: float) -> None:
        """Keep an answer to a question about an article; it is there from now on, whatever happens."""
        body = json.dumps(response.body).encode()
        used = Usage.of(body) or Usage(0, 0, 0)
        tokens = (used.input, used.cached, used.output)
        head = (key, article_id, recorded.isoformat(), seconds, response.content_type)
        row = (*head, zlib.compress(body, 1), *tokens, self._half_price)
        with writing_into(self._path):
            # An answer that was thrown away was paid for all the same.
            self._database.execute("UPDATE answers SET key = key || '-' || rowid WHERE key = ? AND forgotten", (key,))
            self._database.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)", row)

    def keep(self, exchange: Exchange, response: RecordedResponse, recorded: datetime, seconds: float) -> None:
        """`save`, of a whole exchange."""
        self.save(exchange.key, exchange.article.id, response, recorded, seconds)

    def forget(self, article_id: str) -> None:
        """Throw away what was answered about an article, so that it is asked anew."""
        with writing_into(self._path):
            self._database.execute("UPDATE answers SET forgotten = 1 WHERE article = ?", (article_id,))

    def taken(self, *, half_price: bool = False) -> TokensTaken:
        """The tokens that answers took, those thrown away too: of those at full price, or of those at half."""
        query = "SELECT count(*), total(input), total(cached), total(output) FROM answers WHERE half_price = ?"
        with writing_into(self._path):
            return TokensTaken(*map(int, self._database.execute(query, (half_price,)).fetchone()))

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()
