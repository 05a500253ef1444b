"""What an output folder has, as far as its index tells: also without the right to write into it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from summarizer.batch.index import Index
from summarizer.database import look_into_database, writing_into

if TYPE_CHECKING:
    from pathlib import Path

    from summarizer.batch.index import Entry
    from summarizer.batch.recipe import Recipe

__all__ = ["Holdings", "copy_of_index"]


class Holdings:
    """The briefs and failures of a folder.

    Args:
        index: of the folder.
        recipe: what briefs are made with now.
        again: whether briefs of earlier runs count as out of date, whatever they were made with.

    Attributes:
        run: the number of the run that looks.
    """

    def __init__(self, index: Index, recipe: Recipe, *, again: bool = False) -> None:
        self._index = index
        self._recipe = recipe
        self._again = again
        self.run = index.fact("run") + 1

    def find(self, article: str, source: str) -> Entry | None:
        """The brief of a text, if it is there and would be made the same way now; that of the same source first.

        Args:
            article: SHA-256 of the text.
            source: where the article came from.
        """
        same = self._index.of_pair(article, source)
        if same is not None and self._holds(same):
            return same
        return next((entry for entry in self._index.of_article(article) if self._holds(entry)), None)

    def has_failed(self, source: str, article: str) -> bool:
        """Whether an article has failed and has no brief yet, from whatever source; "" where it could not be read."""
        if article and self._index.failure_of(article) is not None:
            return True
        return self._index.failure(source, article) is not None or self._index.failure(source, "") is not None

    def _holds(self, entry: Entry) -> bool:
        return self._recipe.still_holds(entry.made_with) and not (self._again and entry.run < self.run)


def copy_of_index(path: Path, into: Path) -> Index:
    """A copy of a folder's index as it is now, also while a run is writing it; empty where there is none.

    Raises:
        OutputError: it cannot be read.
    """
    if path.exists():
        with (
            writing_into(path),
            closing(look_into_database(path)) as old,
            closing(sqlite3.connect(into)) as new,
        ):
            old.backup(new)
    return Index(into)
