"""JSON Lines: an article a row, read row by row."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, BinaryIO

from summarizer.article import Article, article_from_text, printable
from summarizer.errors import ArticleError, ArticleTooLargeError, UndecodableArticleError, UnreadableArticleError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["is_rows", "read_rows"]

_SUFFIXES = frozenset({".jsonl", ".ndjson"})
_NAMES = ("source", "url", "id")
_WIDEST = 6
"""Bytes that one byte of text takes at most, written as an escape."""
_BESIDE = 1_000_000
"""Bytes that a row may hold beside its text."""


def is_rows(suffix: str) -> bool:
    """Whether a file whose name ends so (".jsonl") holds an article a row."""
    return suffix.lower() in _SUFFIXES


def read_rows(file: BinaryIO, name: str, limit_bytes: int) -> Iterator[Article | ArticleError]:
    """Read the articles of a file of JSON Lines, one after the other.

    A row is an object with the article's `text` and, if it has a name of its own, `source`, `url` or `id`;
    without one it is named after the file and its row's number, counted from 1. Blank rows are passed over.

    Args:
        file: where to read.
        name: the name of the file, for messages.
        limit_bytes: the size of the largest article taken.

    Yields:
        An article, or what is the matter with its row; the rest goes on after it.
    """
    longest = _WIDEST * limit_bytes + _BESIDE
    number = 0
    while True:
        number += 1
        place = f"{printable(name)}:{number}"
        try:
            line = file.readline(longest)
        except OSError as error:
            yield UnreadableArticleError(place, f"cannot be read: {(error.strerror or str(error)).lower()}")
            return
        if not line:
            return
        if len(line) == longest and not line.endswith(b"\n"):
            while (rest := file.readline(longest)) and not rest.endswith(b"\n"):
                pass
            yield ArticleTooLargeError(place, f"the row is longer than {longest:,} bytes")
        elif line.strip():
            yield _article(line, place, limit_bytes)


def _article(line: bytes, place: str, limit_bytes: int) -> Article | ArticleError:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return UndecodableArticleError(place, "the row is not JSON in UTF-8: each row must be one whole object")
    text = row.get("text") if isinstance(row, dict) else None
    if not isinstance(text, str):
        return UndecodableArticleError(place, 'the row has no "text": it must be an object with the article in "text"')
    if len(text.encode("utf-8", "surrogatepass")) > limit_bytes:
        return ArticleTooLargeError(place, f"larger than the limit of {limit_bytes:,} bytes; raise it to read this")
    name = next((str(row[key]) for key in _NAMES if isinstance(row.get(key), str | int) and str(row[key])), place)
    try:
        return article_from_text(text, name)
    except ArticleError as error:
        return type(error)(place, error.cause)
