"""The index of an output folder: which briefs it holds, where their lines stand, and what has failed.

Everything in it can be made again from the lines themselves; it is there so that a run begins at once.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.batch.lines import Place
from summarizer.batch.recipe import MadeWith
from summarizer.database import open_database, writing_into

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

__all__ = ["Entry", "Index"]

_FORM = 1
_A_FEW = 8
_AT_ONCE = 1_000
_TABLES = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS briefs (
    number INTEGER PRIMARY KEY,
    article TEXT NOT NULL,
    source TEXT NOT NULL,
    place BLOB NOT NULL,
    made_with TEXT NOT NULL,
    text_start INTEGER NOT NULL, text_size INTEGER NOT NULL,
    brief_start INTEGER NOT NULL, brief_size INTEGER NOT NULL,
    page TEXT, page_key TEXT, page_of INTEGER,
    run INTEGER NOT NULL,
    replaced INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS briefs_by_article ON briefs (article, source);
CREATE INDEX IF NOT EXISTS briefs_by_run ON briefs (run);
CREATE INDEX IF NOT EXISTS briefs_by_page ON briefs (page_key) WHERE page_key IS NOT NULL;
CREATE INDEX IF NOT EXISTS briefs_replaced ON briefs (replaced) WHERE replaced;
CREATE TABLE IF NOT EXISTS moves (
    number INTEGER PRIMARY KEY,
    text_start INTEGER NOT NULL, text_size INTEGER NOT NULL,
    brief_start INTEGER NOT NULL, brief_size INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS failures (
    source TEXT NOT NULL, article TEXT NOT NULL, line TEXT NOT NULL, run INTEGER NOT NULL,
    PRIMARY KEY (source, article)
);
CREATE INDEX IF NOT EXISTS failures_by_article ON failures (article);
"""
_COLUMNS = (
    "number, article, source, place, made_with, text_start, text_size, brief_start, brief_size, page, page_of, run"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One brief of the folder.

    Attributes:
        number: of the entry; later ones have higher numbers.
        article: SHA-256 of the article's text.
        source: where the article came from.
        place: absolute path of the file that it was last read from; "" where there is none.
        made_with: what the brief was made with.
        text: where the article's line stands in articles.jsonl.
        brief: where the brief's line stands in briefs.jsonl.
        page: the name of its Markdown file, or None.
        has_page: whether that file is of this very brief, not of one that it replaced.
        run: the last run that was given this article from this source.
    """

    number: int
    article: str
    source: str
    place: str
    made_with: MadeWith
    text: Place
    brief: Place
    page: str | None
    has_page: bool
    run: int


class Index:
    """What an output folder holds, in a SQLite file.

    Args:
        path: the file; made where it is not there.

    Raises:
        OutputError: it cannot be read or written, or is damaged; here or in any method.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._database = open_database(path, _TABLES)
        if self.fact("form") not in (0, _FORM):
            self.clear()
        self.set_fact("form", _FORM)

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def fact(self, name: str) -> int:
        """A number kept under a name; 0 where there is none."""
        row = self._all("SELECT value FROM facts WHERE name = ?", name)
        return int(row[0][0]) if row else 0

    def set_fact(self, name: str, value: int) -> None:
        """Keep a number under a name."""
        self._do("INSERT OR REPLACE INTO facts VALUES (?, ?)", name, value)

    def clear(self) -> None:
        """Forget everything."""
        for table in ("facts", "briefs", "moves", "failures"):
            self._do(f"DELETE FROM {table}")  # noqa: S608 -- names of our own

    def at_once(self) -> AbstractContextManager[object]:
        """What is written inside comes to be all together or not at all."""
        return _Transaction(self._path, self._database)

    def add(
        self, article: str, source: str, made: MadeWith, *, text: Place, brief: Place, run: int, place: str = ""
    ) -> int:
        """Note a brief; returns its number. The other arguments are as in `Entry`."""
        row = (article, source, os.fsencode(place), made.to_json(), *text, *brief, run)
        columns = "article, source, place, made_with, text_start, text_size, brief_start, brief_size, run"
        with writing_into(self._path):
            cursor = self._database.execute(f"INSERT INTO briefs ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)  # noqa: S608 -- the same
        return int(cursor.lastrowid or 0)

    def of_pair(self, article: str, source: str) -> Entry | None:
        """The newest brief of a text from a source, those replaced aside, or None."""
        condition = "article = ? AND source = ? AND NOT replaced ORDER BY number DESC LIMIT 1"
        return next(self._entries(condition, article, source), None)

    def of_article(self, article: str) -> list[Entry]:
        """A few of the newest briefs of a text, those replaced aside, the newest first."""
        return list(self._entries(f"article = ? AND NOT replaced ORDER BY number DESC LIMIT {_A_FEW}", article))

    def last(self) -> Entry | None:
        """The brief whose line is the last, replaced or not."""
        return next(self._entries("number = (SELECT max(number) FROM briefs)"), None)

    def kept(self) -> Iterator[Entry]:
        """All briefs but those replaced, in the order of their lines."""
        return self._entries("NOT replaced ORDER BY brief_start")

    def not_given(self, run: int) -> Iterator[Entry]:
        """The briefs that were not given to a run and come from a file; they may be changed meanwhile."""
        condition = "run < ?1 AND NOT replaced AND place != x'' AND number > ?2"
        last = 0
        while entries := list(self._entries(f"{condition} ORDER BY number LIMIT {_AT_ONCE}", run, last)):
            yield from entries
            last = entries[-1].number

    def is_given(self, run: int, article: str) -> bool:
        """Whether a run was given a text and has its brief."""
        query = "SELECT 1 FROM briefs WHERE article = ? AND run = ? AND NOT replaced LIMIT 1"
        return bool(self._all(query, article, run))

    def count(self) -> int:
        """How many briefs there are, those replaced aside."""
        return int(self._all("SELECT count(*) FROM briefs WHERE NOT replaced")[0][0])

    def count_replaced(self) -> int:
        """How many lines stand there that a newer one replaces."""
        return int(self._all("SELECT count(*) FROM briefs WHERE replaced")[0][0])

    def saw(self, number: int, run: int, place: str) -> None:
        """Note that a run was given the article of this brief, and out of which file."""
        self._do("UPDATE briefs SET run = ?, place = ? WHERE number = ?", run, os.fsencode(place), number)

    def replace(self, number: int) -> None:
        """Note that a brief's line is to go."""
        self._do("UPDATE briefs SET replaced = 1 WHERE number = ?", number)

    def will_move(self, number: int, text: Place, brief: Place) -> None:
        """Note where a brief's lines will stand once the files are written anew."""
        self._do("INSERT OR REPLACE INTO moves VALUES (?, ?, ?, ?, ?)", number, *text, *brief)

    def take_moves(self) -> None:
        """All lines stand where it was noted that they would; those replaced are gone."""
        self._do("DELETE FROM briefs WHERE replaced")
        columns = ("text_start", "text_size", "brief_start", "brief_size")
        moved = ", ".join(f"{column} = moves.{column}" for column in columns)
        self._do(f"UPDATE briefs SET {moved} FROM moves WHERE moves.number = briefs.number")  # noqa: S608 -- names of our own
        self._do("DELETE FROM moves")

    def forget_moves(self) -> None:
        """The files are not written anew after all."""
        self._do("DELETE FROM moves")

    def set_page(self, number: int, page: str, *, written: bool = True) -> None:
        """Note the Markdown file of a brief; not `written` where it is still that of the brief before."""
        query = "UPDATE briefs SET page = ?, page_key = ?, page_of = ? WHERE number = ?"
        self._do(query, page, page.casefold(), number if written else None, number)

    def replaced_pages(self) -> list[str]:
        """The Markdown files of replaced briefs that are no other brief's."""
        kept = "SELECT page FROM briefs WHERE NOT replaced AND page IS NOT NULL"
        query = f"SELECT page FROM briefs WHERE replaced AND page IS NOT NULL AND page NOT IN ({kept})"  # noqa: S608 -- the same
        return [str(page) for (page,) in self._all(query)]

    def has_page(self, page: str) -> bool:
        """Whether a Markdown file of this name is a brief's, without regard to case."""
        return bool(self._all("SELECT 1 FROM briefs WHERE page_key = ? LIMIT 1", page.casefold()))

    def fail(self, source: str, article: str, line: str, run: int) -> None:
        """Note a failure, in the place of an earlier one of the same article from the same source."""
        self._do("INSERT OR REPLACE INTO failures VALUES (?, ?, ?, ?)", source, article, line, run)

    def failure(self, source: str, article: str) -> str | None:
        """The line of the failure of an article from a source, or None."""
        rows = self._all("SELECT line FROM failures WHERE source = ? AND article = ?", source, article)
        return str(rows[0][0]) if rows else None

    def failure_of(self, article: str) -> str | None:
        """The line of a failure of a text, from whatever source, or None."""
        rows = self._all("SELECT line FROM failures WHERE article = ? LIMIT 1", article)
        return str(rows[0][0]) if rows else None

    def failed_in(self, run: int, source: str, article: str) -> bool:
        """Whether an article from a source has failed in a run."""
        query = "SELECT 1 FROM failures WHERE source = ? AND article = ? AND run = ?"
        return bool(self._all(query, source, article, run))

    def failure_in(self, run: int, article: str) -> str | None:
        """The line of a failure of a text in one run, from whatever source, or None."""
        rows = self._all("SELECT line FROM failures WHERE article = ? AND run = ? LIMIT 1", article, run)
        return str(rows[0][0]) if rows else None

    def succeed(self, source: str, article: str) -> None:
        """Forget the failures of a text, or of a source that could not be read, that has a brief now."""
        self._do("DELETE FROM failures WHERE article = ? OR (source = ? AND article = '')", article, source)

    def failures(self) -> Iterator[str]:
        """The lines of all failures, in the order in which they came."""
        with writing_into(self._path):
            for (line,) in self._database.execute("SELECT line FROM failures ORDER BY rowid"):
                yield line

    def drop_old_failures(self, run: int) -> None:
        """Forget failures of articles that a run was given with another text; of shared names, as above."""
        given = "SELECT 1 FROM {0} AS given WHERE given.run = ?1 AND given.source = failures.source LIMIT 2"
        failures, briefs = (f"(SELECT count(*) FROM ({given.format(name)}))" for name in ("failures", "briefs"))  # noqa: S608 -- the same
        self._do(f"DELETE FROM failures WHERE run < ?1 AND {failures} + {briefs} = 1", run)  # noqa: S608 -- the same

    def count_failures(self) -> int:
        """How many articles have failed and have no brief yet."""
        return int(self._all("SELECT count(*) FROM failures")[0][0])

    def _entries(self, condition: str, *values: object) -> Iterator[Entry]:
        with writing_into(self._path):
            for row in self._database.execute(f"SELECT {_COLUMNS} FROM briefs WHERE {condition}", values):  # noqa: S608 -- conditions of our own
                number, article, source, place, made, text, text_size, brief, brief_size, page, page_of, run = row
                yield Entry(
                    number=number,
                    article=article,
                    source=source,
                    place=os.fsdecode(place),
                    made_with=MadeWith.from_json(made),
                    text=Place(text, text_size),
                    brief=Place(brief, brief_size),
                    page=page,
                    has_page=page_of == number,
                    run=run,
                )

    def _all(self, query: str, *values: object) -> list[tuple[str | int, ...]]:
        with writing_into(self._path):
            return list(self._database.execute(query, values))

    def _do(self, query: str, *values: object) -> None:
        with writing_into(self._path):
            self._database.execute(query, values)


class _Transaction:
    def __init__(self, path: Path, database: sqlite3.Connection) -> None:
        self._path = path
        self._database = database

    def __enter__(self) -> None:
        with writing_into(self._path):
            self._database.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                with writing_into(self._path):
                    self._database.execute("COMMIT")
        finally:
            # Where the disk is full, SQLite may have rolled back of its own accord.
            if self._database.in_transaction:
                with suppress(sqlite3.Error):
                    self._database.execute("ROLLBACK")
