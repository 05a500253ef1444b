"""A stream that goes quiet where nobody reads it any more: what is paid for goes on, seen or not."""

from __future__ import annotations

import io
import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Outlet"]


class Outlet(io.TextIOBase):
    """Writes to a stream, as long as somebody reads it.

    Args:
        stream: where to; None, as Python has it where the caller closed the descriptor, is nowhere.
    """

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream

    @property
    def quiet(self) -> bool:
        """Whether nobody reads any more."""
        return self._stream is None

    @property
    def encoding(self) -> str:  # type: ignore[override]  # a plain attribute to mypy, a property to Python
        """The stream's encoding."""
        return getattr(self._stream, "encoding", None) or "utf-8"

    def is_over(self, stream: TextIO | None) -> bool:
        """Whether it writes to this very stream."""
        return self._stream is not None and self._stream is stream

    def writable(self) -> bool:
        """Yes."""
        return True

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return self._stream is not None and self._stream.isatty()

    def write(self, text: str) -> int:
        """Write what a terminal may be shown. Never fails."""
        if self._stream is not None:
            with self._carrying_on():
                try:
                    self._stream.write(text)
                except UnicodeEncodeError:
                    self._stream.write(text.encode(self.encoding, "backslashreplace").decode(self.encoding))
        return len(text)

    def flush(self) -> None:
        """Send on what is written. Never fails."""
        if self._stream is not None:
            with self._carrying_on():
                self._stream.flush()

    def line(self, text: str) -> None:
        """Write one line, at once. Never fails."""
        self.write(f"{text}\n")
        self.flush()

    @contextmanager
    def _carrying_on(self) -> Iterator[None]:
        try:
            yield
        except BlockingIOError:
            pass
        except (OSError, ValueError):
            self._give_up()

    def _give_up(self) -> None:
        stream, self._stream = self._stream, None
        if stream is None:
            return
        # What is left in Python's buffer would fail again at exit, and turn the exit code into 120.
        with suppress(OSError, ValueError):
            descriptor = stream.fileno()
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, descriptor)
            os.close(nowhere)
