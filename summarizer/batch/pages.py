"""Markdown files of briefs, named after their sources: safe on any file system, each name given once."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.batch.lines import naming, write_whole

if TYPE_CHECKING:
    from summarizer.batch.index import Entry, Index

__all__ = ["Pages"]

_LONGEST_STEM = 60


class Pages:
    """The Markdown files of a folder.

    Args:
        folder: where they are.
        index: knows which names are given.
    """

    def __init__(self, folder: Path, index: Index) -> None:
        self._folder = folder
        self._index = index
        self._last: dict[str, int] = {}

    def path(self, page: str) -> Path:
        """Where a file is, by its name as the index has it."""
        return self._folder / page

    def write(self, entry: Entry, markdown: str) -> None:
        """Write the Markdown of a brief, under the name it has or one of its own.

        Raises:
            OutputError: it cannot be written.
        """
        page = entry.page or self._free(entry.source)
        write_whole(self.path(page), [markdown])
        self._index.set_page(entry.number, page)

    def drop_replaced(self) -> None:
        """Delete the files of briefs that were replaced by briefs of other names."""
        for page in self._index.replaced_pages():
            with naming(self.path(page)):
                self.path(page).unlink(missing_ok=True)

    def _free(self, source: str) -> str:
        """A name after the file that `source` names, with "-2", "-3" and so on where it is taken."""
        stem = "stdin" if source == "-" else _safe(Path(source).stem)
        page = f"{stem}.md"
        # File systems may hold "A" and "a" to be the same name; the index compares without case.
        while self._index.has_page(page) or self.path(page).exists():
            self._last[stem.casefold()] = number = self._last.get(stem.casefold(), 1) + 1
            page = f"{stem}-{number}.md"
        return page


def _safe(stem: str) -> str:
    composed = unicodedata.normalize("NFC", stem)
    kept = "".join(c if c.isalnum() or c in "-_." else "_" for c in composed)
    return kept.strip("-._")[:_LONGEST_STEM] or "article"
