"""JSON Lines: an article a row, read row by row."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, BinaryIO

from summarizer.article import Article, article_from_text, printable
from summarizer.errors import ArticleError, ArticleTooLargeError, UndecodableArticleError, UnreadableArticleError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["holds_rows", "is_rows", "read_rows"]

_SUFFIXES = frozenset({".jsonl", ".ndjson"})
_NAMES = ("url", "source", "id")
_WIDEST = 6
"""Bytes that one byte of text takes at most, written as an escape."""
_BESIDE = 1_000_000
"""Bytes that a row may hold beside its text."""


def is_rows(suffix: str) -> bool:
    """Whether a file whose name ends so (".jsonl") holds an article a row."""
    return suffix.lower() in _SUFFIXES


def read_rows(file: BinaryIO, name: str, limit_bytes: int, place: str = "") -> Iterator[Article | ArticleError]:
    """Read the articles of a file of JSON Lines, one after the other.

    A row is an object with the article's `text` and, if it has a name of its own, `url`, `source` or `id`;
    without one it is named after the file and its row's number, counted from 1. Blank rows are passed over.

    Args:
        file: where to read.
        name: the name of the file, for messages.
        limit_bytes: the size of the largest article taken.
        place: absolute path of the file.

    Yields:
        An article, or what is the matter with its row; the rest goes on after it.
    """
    longest = _WIDEST * limit_bytes + _BESIDE
    number = 0
    while True:
        number += 1
        row = f"{printable(name)}:{number}"
        try:
            line = file.readline(longest)
        except OSError as error:
            yield UnreadableArticleError(row, f"cannot be read: {(error.strerror or str(error)).lower()}")
            return
        if not line:
            return
        if len(line) == longest and not line.endswith(b"\n"):
            while (rest := file.readline(longest)) and not rest.endswith(b"\n"):
                pass
            yield ArticleTooLargeError(row, f"the row is longer than {longest:,} bytes")
        elif line.strip():
            yield _article(line, row, limit_bytes, place)


def holds_rows(data: bytes) -> bool:
    """Whether bytes that came without a file's name begin with an article's row."""
    line = data.lstrip().split(b"\n", 1)[0]
    try:
        row = json.loads(line) if line.startswith(b"{") else None
    except (ValueError, RecursionError):
        return False
    return isinstance(row, dict) and isinstance(row.get("text"), str)


def _article(line: bytes, number: str, limit_bytes: int, place: str) -> Article | ArticleError:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return UndecodableArticleError(number, "the row is not JSON in UTF-8: each row must be one whole object")
    text = row.get("text") if isinstance(row, dict) else None
    if not isinstance(text, str):
        return UndecodableArticleError(number, 'the row has no "text": it must be an object with the article in "text"')
    if len(text.encode("utf-8", "surrogatepass")) > limit_bytes:
        return ArticleTooLargeError(number, f"larger than the limit of {limit_bytes:,} bytes; raise it to read this")
    name = next((str(row[key]) for key in _NAMES if isinstance(row.get(key), str | int) and str(row[key])), number)
    try:
        return article_from_text(text, name, place)
    except ArticleError as error:
        return type(error)(number, error.cause)
