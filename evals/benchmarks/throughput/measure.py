"""One program run to its end: seconds, processor time and memory of it and of all its children (Linux)."""

from __future__ import annotations

import os
import resource
import select
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["Ended", "run_to_the_end"]

_LOOK_EVERY = 0.1
_PAGE = resource.getpagesize()


@dataclass(frozen=True, slots=True)
class Ended:
    """What a program took.

    Attributes:
        began: when it was started, in seconds of `time.perf_counter`, which all processes share on Linux.
        ended: when it had ended.
        processor: seconds of processor time, its own and the system's for it, children included.
        memory: the most bytes that it and its children held at once, looked at ten times a second.
    """

    began: float
    ended: float
    processor: float
    memory: int


def run_to_the_end(command: Sequence[str], environment: Mapping[str, str], folder: Path) -> Ended:
    """Run a program.

    Args:
        command: the program and its arguments.
        environment: its variables; it sees no others.
        folder: where it runs, elsewhere than its sources; `log.txt` in it gets all that it prints.

    Raises:
        RuntimeError: it ended with another status than 0; the end of what it printed says why.
    """
    log = folder / "log.txt"
    with log.open("wb") as printed:
        began = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603 -- a program of the bench's own
            command,
            cwd=folder,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=printed,
            stderr=subprocess.STDOUT,
        )
        try:
            memory = _watched(process.pid)
        except BaseException:
            process.kill()
            process.wait()
            raise
        ended = time.perf_counter()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        said = log.read_text(encoding="utf-8", errors="replace")[-3_000:]
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}:\n{said}")
    return Ended(began, ended, usage.ru_utime + usage.ru_stime, memory)


def _watched(process: int) -> int:
    """The most bytes that a process and its children held at once, up to its end."""
    watch = os.pidfd_open(process)
    memory = 0
    try:
        while not select.select([watch], [], [], _LOOK_EVERY)[0]:
            memory = max(memory, sum(map(_held_by, _family(process))))
    finally:
        os.close(watch)
    return memory


def _family(process: int) -> Iterator[int]:
    yield process
    # A process or a thread may end while it is looked at.
    with suppress(OSError):
        for children in Path(f"/proc/{process}/task").glob("*/children"):
            for child in children.read_text().split():
                yield from _family(int(child))


def _held_by(process: int) -> int:
    with suppress(OSError, IndexError):
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * _PAGE
    return 0
