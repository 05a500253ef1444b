"""SQLite files: opened in one way, and what goes wrong with them told in one way."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from summarizer.errors import OutputError
from summarizer.terminal import shown_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["look_into_database", "open_database", "writing_into"]


def open_database(path: Path, tables: str) -> sqlite3.Connection:
    """Open a database, made where it is not there.

    What is committed is there after a kill, though the last of it may be gone after a loss of power.

    Args:
        path: the file.
        tables: the statements that make its tables and indices where they are not there.

    Raises:
        OutputError: it cannot be opened, or is no such database.
    """
    with writing_into(path):
        database = sqlite3.connect(path, isolation_level=None)
        try:
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = NORMAL")
            database.executescript(tables)
        except BaseException:
            database.close()
            raise
        return database


def look_into_database(path: Path) -> sqlite3.Connection:
    """Open a database to read only, also while others write into it.

    Raises:
        OutputError: it cannot be opened.
    """
    with writing_into(path):
        return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)


@contextmanager
def writing_into(path: Path) -> Iterator[None]:
    """Turn what SQLite says about a file into an error that names it.

    Raises:
        OutputError: in the place of SQLite's own error.
    """
    try:
        yield
    except sqlite3.OperationalError as error:
        raise OutputError(f"{shown_path(path)} cannot be written: {error}") from error
    except sqlite3.DatabaseError as error:
        message = f"{shown_path(path)} is damaged ({error}): move it out of the way and run again"
        raise OutputError(message) from error
