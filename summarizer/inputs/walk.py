"""Files that a command line names: files, folders, globs, standard input; each once, in a settled order."""

from __future__ import annotations

import glob
import os
import sqlite3
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Self

from summarizer.article import Source, printable
from summarizer.errors import MissingArticleError, OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["STDIN", "Walk", "find_sources"]

STDIN = "-"
_SUFFIXES = (".txt", ".text", ".md")
_AT_ONCE = 10_000
_TABLE = """
CREATE TABLE found (argument INTEGER, place BLOB, path BLOB, missing TEXT, UNIQUE (path));
"""


class Walk:
    """What a command line names, in its order.

    A folder stands for the .txt, .text and .md files in it and in the folders in it, sorted by path, without
    hidden ones. A file that is named twice is taken once, at its first place. The list stands in a file that
    is gone with this object, so that a million names take no memory.

    Args:
        arguments: paths, folders, globs that the shell did not expand, "-" for standard input.

    Raises:
        OutputError: there is no room for the list; here or in any method.
    """

    def __init__(self, arguments: Sequence[str]) -> None:
        with _listing():
            # An empty name makes a private file, deleted when it is closed.
            self._found = sqlite3.connect("")
            self._found.execute(_TABLE)
        self._here = Path.cwd()
        for number, argument in enumerate(arguments):
            self._add(number, argument)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._found.close()

    def __len__(self) -> int:
        with _listing():
            (count,) = self._found.execute("SELECT count(*) FROM found").fetchone()
        return int(count)

    def __iter__(self) -> Iterator[Source | MissingArticleError]:
        """The sources; an error in the place of an argument that leads to nothing."""
        with _listing():
            rows = self._found.execute("SELECT place, missing FROM found ORDER BY argument, place")
        for place, missing in rows:
            name = _name(place)
            if missing is not None:
                yield MissingArticleError(printable(name), missing)
            else:
                yield Source(name, None if name == STDIN else Path(name))

    def _add(self, number: int, argument: str) -> None:
        empty = True
        names = _expand(argument)
        while batch := list(islice(names, _AT_ONCE)):
            empty = False
            rows = [(number, _place(name), self._path(name)) for name in batch]
            with _listing():
                self._found.executemany("INSERT OR IGNORE INTO found VALUES (?, ?, ?, NULL)", rows)
        if empty:
            row = (number, _place(argument), _nothing_there(argument))
            with _listing():
                self._found.execute("INSERT INTO found VALUES (?, ?, NULL, ?)", row)

    def _path(self, name: str) -> bytes:
        return os.fsencode(name if name == STDIN else self._here / name)


@contextmanager
def _listing() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        message = f"the list of articles cannot be written into the folder for temporary files: {error}"
        raise OutputError(message) from error


def find_sources(arguments: Sequence[str]) -> list[Source | MissingArticleError]:
    """What a command line names (see `Walk`), where it is not much."""
    with Walk(arguments) as walk:
        return list(walk)


def _place(name: str) -> bytes:
    """A name that sorts by the folders in it, one by one."""
    return os.fsencode(name).replace(b"/", b"\0")


def _name(place: bytes) -> str:
    return os.fsdecode(place.replace(b"\0", b"/"))


def _expand(argument: str) -> Iterator[str]:
    if argument == STDIN:
        yield STDIN
        return
    path = Path(argument)
    try:
        if not argument:
            return
        if path.is_dir():
            yield from _files(path)
        elif glob.has_magic(argument) and not path.exists():
            for found in glob.iglob(argument, recursive=True):  # noqa: PTH207 -- the pattern is the user's, absolute or not; Path.glob takes relative ones only
                yield from _files(Path(found))
        elif path.exists():
            yield str(path)
    except (OSError, ValueError):
        return


def _files(path: Path) -> Iterator[str]:
    if not path.is_dir():
        yield str(path)
        return
    folders = [str(path)]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                elif entry.name.lower().endswith(_SUFFIXES) and entry.is_file():
                    yield str(Path(entry.path))


def _nothing_there(argument: str) -> str:
    if glob.has_magic(argument):
        return "no file matches this pattern"
    try:
        folder = bool(argument) and Path(argument).is_dir()
    except (OSError, ValueError):
        folder = False
    return "no .txt, .text or .md file in this folder" if folder else "no such file or folder"
