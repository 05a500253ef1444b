"""The stream of articles: what a command line names, read as it is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from summarizer.article import Article, Source, printable, read_article
from summarizer.errors import ArticleError, UndecodableArticleError, UnreadableArticleError
from summarizer.inputs.rows import holds_rows, is_rows, read_rows
from summarizer.inputs.walk import STDIN, Walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

__all__ = ["Inputs"]


class Inputs:
    """The articles that a command line names, one by one: memory does not grow with their number.

    Args:
        arguments: files, folders, globs, "-" for standard input; a file of JSON Lines holds an article a row.
        limit_bytes: the size of the largest article taken.
        out: a folder of results, which is no article's.
    """

    def __init__(self, arguments: Sequence[str], *, limit_bytes: int, out: Path | None = None) -> None:
        self._walk = Walk(arguments, out=out)
        self._limit = limit_bytes
        self._unread: set[str] = set()
        # Read at once: inside an event loop, Ctrl-C would wait for the end of it.
        self._stdin = self._read(Source(STDIN, None)) if STDIN in arguments else None
        self._others = len(self._walk)
        self._rows_before = 0
        self._row = 0
        self._share = 1.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._walk.__exit__()

    @property
    def total(self) -> int:
        """How many articles there are: counted for files; for rows guessed from those read so far."""
        return self._others + self._rows_before + round(self._row / self._share)

    def __iter__(self) -> Iterator[Article | ArticleError]:
        """Each article, or what is the matter with it."""
        for found in self._walk:
            if isinstance(found, ArticleError):
                yield found
            elif found.path is None:
                yield self._stdin or self._read(found)
            elif is_rows(found.path.suffix):
                yield from self._rows(found.path, found.name)
            else:
                yield self._read(found)

    def holds(self, place: str) -> bool:
        """Whether a file, by its absolute path, is among what is named, and could be read so far."""
        return place not in self._unread and self._walk.holds(place)

    def _read(self, source: Source) -> Article | ArticleError:
        try:
            article = read_article(source, limit_bytes=self._limit)
        except ArticleError as error:
            if source.path is not None:
                self._unread.add(str(source.path.absolute()))
            return error
        if source.path is None and holds_rows(article.text.encode()):
            return UndecodableArticleError(STDIN, "these are rows: put them into a .jsonl file and name that")
        return article

    def _rows(self, path: Path, name: str) -> Iterator[Article | ArticleError]:
        """The rows of one file; how far it is read says how many there may be."""
        try:
            size = path.stat().st_size
            file = path.open("rb")
        except OSError as error:
            self._unread.add(str(path.absolute()))
            yield UnreadableArticleError(printable(name), f"cannot be read: {(error.strerror or str(error)).lower()}")
            return
        self._others -= 1
        with file:
            for row in read_rows(file, name, self._limit, str(path.absolute())):
                self._row += 1
                if isinstance(row, UnreadableArticleError):
                    self._unread.add(str(path.absolute()))
                self._share = min(1.0, file.tell() / size) if size else 1.0
                yield row
        self._rows_before += self._row
        self._row, self._share = 0, 1.0
