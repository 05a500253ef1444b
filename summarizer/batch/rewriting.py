"""Lines written anew without those that were replaced: both files at once, or neither, whatever ends the run."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, BinaryIO

from summarizer.batch.lines import Lines, Place, naming

if TYPE_CHECKING:
    from pathlib import Path

    from summarizer.batch.index import Index

__all__ = ["finish_rewriting", "rewrite"]

_NAMES = ("articles.jsonl", "briefs.jsonl")
_READY = "rewritten"
_AT_ONCE = 1 << 20


def rewrite(index: Index, articles: Lines, briefs: Lines) -> None:
    """Leave the replaced lines out of both files.

    The new files are written whole beside the old ones; then the index says that they are ready, in one step with
    the places of their lines; then they take the old ones' names.

    Raises:
        OutputError: there is no room, say; the old files stay as they are.
    """
    folder = articles.path.parent
    drafts = [_draft(folder, name) for name in _NAMES]
    try:
        with naming(folder), drafts[0].open("wb") as text_file, drafts[1].open("wb") as brief_file:
            ends = _write_kept(index, (articles, briefs), (text_file, brief_file))
    except BaseException:
        index.forget_moves()
        for draft in drafts:
            with suppress(OSError):
                draft.unlink()
        raise
    with index.at_once():
        index.take_moves()
        index.set_fact("articles", ends[0])
        index.set_fact("briefs", ends[1])
        index.set_fact(_READY, 1)
    finish_rewriting(index, folder)


def finish_rewriting(index: Index, folder: Path) -> None:
    """Give files that are ready their names; throw away those that are not."""
    ready = index.fact(_READY)
    for name in _NAMES:
        draft = _draft(folder, name)
        with naming(draft):
            if ready and draft.exists():
                draft.replace(folder / name)
            else:
                draft.unlink(missing_ok=True)
    if ready:
        index.set_fact(_READY, 0)
    else:
        index.forget_moves()


def _write_kept(index: Index, old: tuple[Lines, Lines], new: tuple[BinaryIO, BinaryIO]) -> tuple[int, int]:
    ends = [0, 0]
    for entry in index.kept():
        places = []
        for number, place in enumerate((entry.text, entry.brief)):
            new[number].write(f"{old[number].read(place)}\n".encode())
            places.append(Place(ends[number], place.size))
            ends[number] += place.size
        index.will_move(entry.number, *places)
    for file in new:
        file.flush()
        os.fsync(file.fileno())
    return ends[0], ends[1]


def _draft(folder: Path, name: str) -> Path:
    return folder / f".{name}.new"
