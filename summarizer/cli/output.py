"""What every command prints, how it fails, and its exit status."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NoReturn, TextIO

from summarizer.errors import OutputError, RunStoppedError, SettingsError, SummarizerError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "BROKEN_PIPE",
    "FAILED",
    "INTERRUPTED",
    "SOME_FAILED",
    "STOPPED",
    "UNWRITABLE",
    "USAGE",
    "emit",
    "fail",
    "one_line_errors",
]

SOME_FAILED = 1
USAGE = 2
FAILED = 3
UNWRITABLE = 4
STOPPED = 5
INTERRUPTED = 130
BROKEN_PIPE = 141


@contextmanager
def one_line_errors() -> Iterator[None]:
    """Turn an error of ours into its line and its exit status."""
    try:
        yield
    except SettingsError as error:
        fail(error, USAGE)
    except OutputError as error:
        fail(error, UNWRITABLE)
    except RunStoppedError as error:
        fail(error, STOPPED)
    except SummarizerError as error:
        fail(error, FAILED)
    except KeyboardInterrupt:
        fail("interrupted", INTERRUPTED)
    except BrokenPipeError:
        _discard(sys.stdout, sys.stderr)
        sys.exit(BROKEN_PIPE)


def fail(error: object, status: int) -> NoReturn:
    """Complain in one line, and leave with this status."""
    from summarizer.terminal import complain

    with suppress(BrokenPipeError):
        complain(str(error))
    sys.exit(status)


def _discard(*streams: TextIO | None) -> None:
    """Keep Python from failing, as it ends, over what is held back for streams that cannot be written."""
    for stream in filter(None, streams):
        with suppress(OSError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)


def emit(text: str) -> None:
    """Write results to standard output, as UTF-8 whatever the locale."""
    stream: TextIO | None = sys.stdout
    if stream is None:
        raise OutputError("standard output cannot be written: it is closed")
    try:
        stream.buffer.write(text.encode())
        stream.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        _discard(stream)
        raise OutputError(f"standard output cannot be written: {error.strerror}") from error
