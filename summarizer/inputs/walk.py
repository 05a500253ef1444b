"""Files that a command line names: files, folders, globs, standard input; each once, in a settled order."""

from __future__ import annotations

import glob
import os
import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
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
        out: a folder of results: what is found in it is passed over.

    Raises:
        OutputError: there is no room for the list; here or in any method.
    """

    def __init__(self, arguments: Sequence[str], *, out: Path | None = None) -> None:
        with _listing():
            # An empty name makes a private file, deleted when it is closed.
            self._found = sqlite3.connect("")
            self._found.execute(_TABLE)
        self._here = Path.cwd()
        self._out = None if out is None else self._here / out
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

    def holds(self, place: str) -> bool:
        """Whether a file, by its absolute path, is in the list."""
        with _listing():
            row = self._found.execute("SELECT 1 FROM found WHERE path = ?", (os.fsencode(place),)).fetchone()
        return row is not None

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
        if self._is_result(argument):
            self._miss(number, argument, "this is the folder of the results, or in it: take another --out")
            return
        empty = True
        names = _expand(argument, self._out)
        while batch := list(islice(names, _AT_ONCE)):
            empty = False
            rows = [(number, _place(name), self._path(name)) for name in batch if not isinstance(name, _Closed)]
            with _listing():
                self._found.executemany("INSERT OR IGNORE INTO found VALUES (?, ?, ?, NULL)", rows)
            for closed in (name for name in batch if isinstance(name, _Closed)):
                self._miss(number, closed.path, f"the folder cannot be read: {closed.why}")
        if empty:
            self._miss(number, argument, _nothing_there(argument))

    def _miss(self, number: int, name: str, why: str) -> None:
        with _listing():
            self._found.execute("INSERT INTO found VALUES (?, ?, NULL, ?)", (number, _place(name), why))

    def _is_result(self, argument: str) -> bool:
        if self._out is None or argument in ("", STDIN):
            return False
        place = Path(os.path.normpath(self._here / argument))
        out = Path(os.path.normpath(self._out))
        return place == out or (out in place.parents and (place.suffix == ".jsonl" or place.is_dir()))

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


@dataclass(frozen=True, slots=True)
class _Closed:
    """A folder that cannot be read."""

    path: str
    why: str


def _expand(argument: str, out: Path | None) -> Iterator[str | _Closed]:
    if argument == STDIN:
        yield STDIN
        return
    path = Path(argument)
    try:
        if not argument:
            return
        if path.is_dir():
            yield from _files(path, out)
        elif glob.has_magic(argument) and not path.exists():
            for found in glob.iglob(argument, recursive=True):  # noqa: PTH207 -- the pattern is the user's, absolute or not; Path.glob takes relative ones only
                yield from _files(Path(found), out)
        elif path.exists():
            yield str(path)
    except (OSError, ValueError):
        return


def _files(path: Path, out: Path | None) -> Iterator[str | _Closed]:
    if not path.is_dir():
        yield str(path)
        return
    folders = [str(path)]
    while folders:
        folder = folders.pop()
        if out is not None and os.path.normpath(Path(folder).absolute()) == os.path.normpath(out):
            continue
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.name.startswith("."):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
                    elif entry.name.lower().endswith(_SUFFIXES) and entry.is_file():
                        yield str(Path(entry.path))
        except OSError as error:
            yield _Closed(folder, (error.strerror or str(error)).lower())


def _nothing_there(argument: str) -> str:
    if glob.has_magic(argument):
        return "no file matches this pattern"
    try:
        folder = bool(argument) and Path(argument).is_dir()
    except (OSError, ValueError):
        folder = False
    return "no .txt, .text or .md file in this folder" if folder else "no such file or folder"
