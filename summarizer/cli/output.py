"""What every command prints, how it fails, and its exit status."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TextIO

import click

from summarizer.errors import OutputError, SettingsError, SummarizerError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "BROKEN_PIPE",
    "FAILED",
    "INTERRUPTED",
    "SOME_FAILED",
    "STATUSES",
    "UNWRITABLE",
    "USAGE",
    "Commands",
    "emit",
    "fail",
    "one_line_errors",
]

SOME_FAILED = 1
USAGE = 2
FAILED = 3
UNWRITABLE = 4
INTERRUPTED = 130
BROKEN_PIPE = 141

STATUSES = """\
\b
Exit status:
  0    all done
  1    some articles of a batch failed: failures.jsonl says why
  2    the command line or a setting cannot be used
  3    the article failed, or all of a batch
  4    results could not be written
  130  interrupted; what was done is kept
  141  whoever read the results stopped reading
"""


class Commands(click.Group):
    """Turns what goes wrong in any command into one line and an exit status."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        with one_line_errors():
            return super().invoke(ctx)


@contextmanager
def one_line_errors() -> Iterator[None]:
    """Turn an error of ours into its line and its exit status."""
    try:
        yield
    except SettingsError as error:
        fail(error, USAGE)
    except OutputError as error:
        fail(error, UNWRITABLE)
    except SummarizerError as error:
        fail(error, FAILED)
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "summarizer"
        fail(f"{error.format_message()} (see `{command} --help`)", USAGE)
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
        with suppress(OSError), Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), stream.fileno())


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
