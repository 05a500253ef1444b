"""Files of lines that only grow, and never hold a piece of a line for longer than until they are opened again."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple, Self

from summarizer.errors import OutputError
from summarizer.terminal import shown_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

__all__ = ["Lines", "Place", "naming", "write_whole"]


class Place(NamedTuple):
    """Where a line stands in its file: the offset of its first byte, and its bytes with the line end."""

    start: int
    size: int

    @property
    def end(self) -> int:
        """The offset of the byte past its line end."""
        return self.start + self.size


class Lines:
    """A file of lines, open to add to its end. A torn last line is cut off as it is opened.

    Args:
        path: the file; made where it is not there.

    Raises:
        OutputError: it cannot be read or written, here or in any method.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with naming(path):
            self._file = path.open("a+b", buffering=0)
            try:
                self.end = self._end_of_the_last_line()
                if self.end < self._file.seek(0, os.SEEK_END):
                    self._file.truncate(self.end)
            except BaseException:
                self._file.close()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, line: str) -> Place:
        """Write one line at the end, whole or not at all."""
        whole = f"{line}\n".encode()
        rest = memoryview(whole)
        with naming(self.path):
            try:
                while rest:
                    rest = rest[self._file.write(rest) :]
            except BaseException:
                with suppress(OSError):
                    self._file.truncate(self.end)
                raise
        place = Place(self.end, len(whole))
        self.end = place.end
        return place

    def read(self, place: Place) -> str:
        """The line at a place, without its line end."""
        with naming(self.path):
            return os.pread(self._file.fileno(), place.size - 1, place.start).decode()

    def cut(self, end: int) -> None:
        """Throw away what stands at and after an offset, which must be the start of a line."""
        with naming(self.path):
            self._file.truncate(end)
        self.end = end

    def since(self, start: int) -> Iterator[tuple[Place, str]]:
        """The lines from an offset on, which must be the start of one, each with its place."""
        with naming(self.path), self.path.open("rb") as file:
            file.seek(start)
            for line in file:
                place = Place(start, len(line))
                start = place.end
                yield place, line[:-1].decode("utf-8", "replace")

    def _end_of_the_last_line(self) -> int:
        end = self._file.seek(0, os.SEEK_END)
        step = 1 << 16
        while end:
            start = max(0, end - step)
            found = os.pread(self._file.fileno(), end - start, start).rfind(b"\n")
            if found >= 0:
                return start + found + 1
            end = start
        return 0


def write_whole(path: Path, pieces: Iterable[str]) -> None:
    """Write a file so that whoever reads it sees the old one or the new one, never a part.

    Args:
        path: the file.
        pieces: what it is to hold, piece by piece.

    Raises:
        OutputError: it cannot be written.
    """
    draft = path.with_name(f".{path.name}.new")
    with naming(path):
        try:
            with draft.open("wb") as file:
                file.writelines(piece.encode() for piece in pieces)
            draft.replace(path)
        except BaseException:
            with suppress(OSError):
                draft.unlink()
            raise


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Turn what the operating system says about a file into an error that names it.

    Raises:
        OutputError: in the place of an `OSError`.
    """
    try:
        yield
    except OSError as error:
        raise OutputError(f"{shown_path(path)} cannot be written: {error.strerror}") from error
