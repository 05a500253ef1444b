"""Answers kept beside a batch: what was paid for once is not asked for again.

Unlike recordings, which are read by people and kept with the code, these are one file that may be deleted: it
costs no more than asking again.
"""

from __future__ import annotations

import json
import uuid
import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from summarizer.database import look_into_database, open_database, writing_into
from summarizer.recording.store import RecordedResponse
from summarizer.traffic.contents import Usage

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from summarizer.recording.transport import Exchange

__all__ = ["AnswerStore", "KeptAnswer", "TokensTaken"]

_TABLES = """
CREATE TABLE IF NOT EXISTS answers (
    key TEXT PRIMARY KEY,
    article TEXT NOT NULL,
    section TEXT NOT NULL,
    model TEXT NOT NULL,
    recorded TEXT NOT NULL,
    seconds REAL NOT NULL,
    content_type TEXT NOT NULL,
    body BLOB NOT NULL,
    input INTEGER NOT NULL, cached INTEGER NOT NULL, output INTEGER NOT NULL,
    half_price INTEGER NOT NULL,
    forgotten INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS lost (
    run TEXT PRIMARY KEY, model TEXT NOT NULL, tokens INTEGER NOT NULL, dollars REAL NOT NULL
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
    """How many answers of a model there are at one price, and the tokens that they took."""

    model: str
    half_price: bool
    answers: int
    input: int
    cached: int
    output: int


class AnswerStore:
    """A file of answers, found by what was asked.

    Args:
        path: the file; made where it is not there.
        model: the model that is asked.
        half_price: whether what is kept from now on costs half, as OpenAI's Batch API does.
        read_only: whether to look only, also while another process writes; the file must be there.

    Raises:
        OutputError: it cannot be read or written, here or in any method.
    """

    def __init__(self, path: Path, model: str = "", *, half_price: bool = False, read_only: bool = False) -> None:
        self._path = path
        self._model = model
        self._run = uuid.uuid4().hex
        self._half_price = half_price
        self._database = look_into_database(path) if read_only else open_database(path, _TABLES)

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

    def save(
        self,
        key: str,
        article_id: str,
        response: RecordedResponse,
        recorded: datetime,
        seconds: float,
        *,
        section: str = "",
    ) -> None:
        """Keep an answer to a question about an article; it is there from now on, whatever happens."""
        body = json.dumps(response.body).encode()
        used = Usage.of(body) or Usage(0, 0, 0)
        tokens = (used.input, used.cached, used.output)
        head = (key, article_id, section, self._model, recorded.isoformat(), seconds, response.content_type)
        row = (*head, zlib.compress(body, 1), *tokens, self._half_price)
        with writing_into(self._path):
            # An answer that was thrown away was paid for all the same.
            self._database.execute("UPDATE answers SET key = key || '-' || rowid WHERE key = ? AND forgotten", (key,))
            self._database.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)", row)

    def keep(self, exchange: Exchange, response: RecordedResponse, recorded: datetime, seconds: float) -> None:
        """`save`, of a whole exchange."""
        self.save(exchange.key, exchange.article.id, response, recorded, seconds, section=exchange.section)

    def forget(self, article_id: str, sections: Collection[str] | None = None) -> None:
        """Throw away what this model answered about an article, of some sections or of all: it is asked anew."""
        query = "UPDATE answers SET forgotten = 1 WHERE article = ? AND model = ?"
        with writing_into(self._path):
            if sections is None:
                self._database.execute(query, (article_id, self._model))
                return
            rows = [(article_id, self._model, section) for section in sections]
            self._database.executemany(f"{query} AND section = ?", rows)

    def note_lost(self, tokens: int, dollars: float) -> None:
        """Keep what requests of this run may have cost whose answers never came; in the place of an earlier note."""
        with writing_into(self._path):
            row = (self._run, self._model, tokens, dollars)
            self._database.execute("INSERT OR REPLACE INTO lost VALUES (?, ?, ?, ?)", row)

    def taken(self) -> tuple[TokensTaken, ...]:
        """The tokens that all answers took, those thrown away too, by model and by whether they cost half."""
        query = (
            "SELECT model, half_price, count(*), sum(input), sum(cached), sum(output) FROM answers"
            " GROUP BY model, half_price ORDER BY model, half_price"
        )
        with writing_into(self._path):
            rows = self._database.execute(query).fetchall()
        return tuple(TokensTaken(model, bool(half), *counts) for model, half, *counts in rows)

    def lost(self) -> tuple[int, float]:
        """The tokens and US dollars that lost answers may have cost, over all runs."""
        with writing_into(self._path):
            tokens, dollars = self._database.execute("SELECT total(tokens), total(dollars) FROM lost").fetchone()
        return int(tokens), float(dollars)

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()
