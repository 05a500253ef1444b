"""The output folder: briefs, their articles and failures as lines, and an index of them.

The lines are what counts: the index is made again from them where it is gone, and whatever ends a run, the next
one finds whole lines and no article twice.
"""

from __future__ import annotations

import fcntl
import json
import os
import sqlite3
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

from summarizer.batch.holdings import Holdings
from summarizer.batch.index import Index
from summarizer.batch.lines import Lines, naming, write_whole
from summarizer.batch.mending import mend_index, refuse_foreign
from summarizer.batch.outcomes import Done, Failed
from summarizer.batch.pages import Pages
from summarizer.batch.rewriting import finish_rewriting, rewrite
from summarizer.errors import OutputError
from summarizer.terminal import shown_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from summarizer.batch.index import Entry
    from summarizer.batch.recipe import Recipe

__all__ = ["OutputFolder"]

_NOT_DAMAGED = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_READONLY,
    }
)
"""What SQLite says of a file that is only locked, or has no room."""


class OutputFolder:
    """A folder of results; one run at a time may write into it.

    `briefs.jsonl` and `articles.jsonl` hold a brief and its article on lines of the same number, in the order in
    which they were finished; `failures.jsonl` what has no brief, and why. A brief that is made anew, or whose
    article has changed, stands beside the old one until the run ends; then the old one goes.

    Args:
        path: the folder; made where it is not there.
        recipe: what briefs are made with now.
        again: whether briefs of earlier runs count as out of date, whatever they were made with.

    Raises:
        OutputError: it cannot be made, read or written, or another run is writing into it: when entered, or in any
            method.
    """

    def __init__(self, path: Path, recipe: Recipe, *, again: bool = False) -> None:
        self.path = path
        self._again = again
        self.replaced = 0
        self.set_aside = False
        self._recipe = recipe
        self._open = ExitStack()

    def __enter__(self) -> Self:
        with naming(self.path):
            self.path.mkdir(parents=True, exist_ok=True)
        with ExitStack() as opened:
            opened.enter_context(_Lock(self.path / ".lock"))
            self._index = _open_index(self.path / "index.sqlite")
            opened.callback(self._index.close)
            self._holdings = Holdings(self._index, self._recipe, again=self._again)
            refuse_foreign(self._index, self.path)
            finish_rewriting(self._index, self.path)
            self._articles = opened.enter_context(Lines(self.path / "articles.jsonl"))
            self._briefs = opened.enter_context(Lines(self.path / "briefs.jsonl"))
            self._failures = opened.enter_context(Lines(self.path / "failures.jsonl"))
            self.set_aside = mend_index(self._index, self._articles, self._briefs, self._failures)
            self._pages = Pages(self.path, self._index)
            self._run = self._holdings.run
            self._index.set_fact("run", self._run)
            self._open = opened.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def find(self, article: str, source: str) -> Entry | None:
        """The brief of a text, if it is there and would be made the same way now; that of the same source first.

        Args:
            article: SHA-256 of the text.
            source: where the article came from.
        """
        return self._holdings.find(article, source)

    def is_settled(self, source: str, article: str) -> bool:
        """Whether this run has made or kept the brief of an article, or has failed at it."""
        if self._index.failed_in(self._run, source, article):
            return True
        entry = self._index.of_pair(article, source)
        return entry is not None and entry.run == self._run

    def has_failed(self, source: str, article: str) -> bool:
        """Whether an article has failed before and has no brief yet; `article` is "" where it could not be read."""
        return self._holdings.has_failed(source, article)

    def failed_now(self, article: str) -> Failed | None:
        """How a text has failed in this run, from whatever source, or None."""
        line = self._index.failure_in(self._run, article)
        return Failed.from_json(line) if line else None

    def keep(self, entry: Entry, place: str = "") -> None:
        """Leave a brief as it is: it is what this run would make. `place` is the file of the article, if any."""
        self._index.saw(entry.number, self._run, place)
        self._index.succeed(entry.source, entry.article)

    def copy(self, entry: Entry, source: str, place: str = "") -> None:
        """Write the brief of a text once more, for another source of the same text; `place` as in `keep`."""
        article = json.loads(self._articles.read(entry.text))
        brief = json.loads(self._briefs.read(entry.brief))
        article["source"] = brief["article"]["source"] = source
        article["file"] = self._file(place)
        written = Done(source, entry.article, article["text"], entry.made_with, _line(brief), place=place)
        self._write(written, _line(article))

    def take(self, done: Done) -> None:
        """Write a brief and its article; an older brief of the same text and source is replaced by it."""
        self._write(done, done.article_line(self._file(done.place)))
        if done.markdown is not None:
            self.write_page(done.source, done.id, done.markdown)

    def fail(self, failed: Failed) -> None:
        """Write a failure, after those of the same article in earlier runs."""
        line = failed.to_json(self._index.failure(failed.source, failed.article or ""))
        with _cut_again(self._failures), self._index.at_once():
            place = self._failures.add(line)
            self._index.fail(failed.source, failed.article or "", line, self._run)
            self._index.set_fact("failures", place.end)

    def brief_line(self, entry: Entry) -> str:
        """The brief of an entry, as JSON on one line."""
        return self._briefs.read(entry.brief)

    def needs_page(self, entry: Entry) -> bool:
        """Whether a brief has no Markdown file."""
        return not (entry.page and entry.has_page and self._pages.path(entry.page).exists())

    def write_page(self, source: str, article: str, markdown: str) -> None:
        """Write a brief's Markdown file, named after the article's source."""
        entry = self._index.of_pair(article, source)
        if entry is not None:
            self._pages.write(entry, markdown)

    def finish(self, *, complete: bool, given: Callable[[str], bool] = lambda _: False) -> None:
        """End the run: the failures that are settled go, and so do the briefs that were replaced.

        Args:
            complete: whether the run was given all its input. Only then can it be known which briefs are of
                articles that have changed or moved.
            given: whether a file, by its absolute path, was part of the input.
        """
        with self._index.at_once():
            if complete:
                self._index.drop_old_failures(self._run)
                for entry in self._index.not_given(self._run):
                    if self._is_over(entry, given):
                        self._index.replace(entry.number)
        write_whole(self._failures.path, (f"{line}\n" for line in self._index.failures()))
        self._index.set_fact("failures", self._failures.path.stat().st_size)
        if self._index.count_replaced():
            self.replaced = self._index.count_replaced()
            self._pages.drop_replaced()
            rewrite(self._index, self._articles, self._briefs)

    def _is_over(self, entry: Entry, given: Callable[[str], bool]) -> bool:
        """Whether a brief that the run was not given is of an article that has changed, or moved elsewhere."""
        if given(entry.place):
            return not self._index.failed_in(self._run, entry.source, entry.article)
        return self._index.is_given(self._run, entry.article) and not Path(entry.place).exists()

    @property
    def briefs(self) -> int:
        """How many briefs the folder holds, those replaced aside."""
        return self._index.count()

    @property
    def failures(self) -> int:
        """How many articles have failed and have no brief yet."""
        return self._index.count_failures()

    def _file(self, place: str) -> str:
        """A file as seen from this folder, so that the line tells nothing of what stands above both."""
        file = os.path.relpath(place, self.path.absolute()) if place else ""
        try:
            file.encode()
        except UnicodeEncodeError:
            return ""
        return file

    def _write(self, done: Done, article_line: str) -> None:
        older = self._index.of_pair(done.id, done.source)
        with _cut_again(self._articles), _cut_again(self._briefs), self._index.at_once():
            text, brief = self._articles.add(article_line), self._briefs.add(done.brief)
            number = self._index.add(
                done.id, done.source, done.made_with, text=text, brief=brief, run=self._run, place=done.place
            )
            if older is not None:
                self._index.replace(older.number)
                if older.page:
                    self._index.set_page(number, older.page, written=False)
            self._index.succeed(done.source, done.id)
            self._index.set_fact("articles", text.end)
            self._index.set_fact("briefs", brief.end)


@contextmanager
def _cut_again(lines: Lines) -> Iterator[None]:
    """Where something goes wrong inside, cut off what was added: the index would never find it."""
    end = lines.end
    try:
        yield
    except BaseException:
        with suppress(OutputError):
            lines.cut(end)
        raise


class _Lock:
    """The right to write into a folder; the system takes it back when a process ends, however it ends."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> Self:
        with naming(self._path):
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.pread(self._file, 20, 0).decode("ascii", "replace").strip()
            os.close(self._file)
            who = f"process {holder}" if holder.isdecimal() else "another process"
            folder = shown_path(self._path.parent)
            message = f"{folder}: {who} is writing into this folder: wait for it, stop it, or take another --out"
            raise OutputError(message) from error
        with naming(self._path):
            os.ftruncate(self._file, 0)
            os.pwrite(self._file, f"{os.getpid()}\n".encode(), 0)
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._file)


def _open_index(path: Path) -> Index:
    """The index; where it is damaged, a new one that will be filled from the lines."""
    try:
        return Index(path)
    except OutputError as error:
        code = getattr(error.__cause__, "sqlite_errorcode", sqlite3.SQLITE_FULL)
        if code & 0xFF in _NOT_DAMAGED:
            raise
        for name in (path, *(path.with_name(f"{path.name}-{part}") for part in ("wal", "shm"))):
            with naming(name):
                name.unlink(missing_ok=True)
        return Index(path)


def _line(record: object) -> str:
    from summarizer.terminal import escape_json

    return escape_json(json.dumps(record, ensure_ascii=False, separators=(",", ":")))
