"""How long `summarizer --help` takes, against a Python that does nothing."""

from __future__ import annotations

import subprocess
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["startup_lines"]

_TIMES = 25
_PROGRAMS = {
    "python -c pass": ("-c", "pass"),
    "summarizer --help": ("-m", "summarizer", "--help"),
    "summarizer batch --help": ("-m", "summarizer", "batch", "--help"),
    "summarizer settings": ("-m", "summarizer", "settings"),
}


def startup_lines(python: Path) -> list[str]:
    """A table of the least milliseconds of many runs, in turn, and the ratio to the first.

    Args:
        python: of an environment that has this project.
    """
    least = dict.fromkeys(_PROGRAMS, float("inf"))
    # `python -m` takes what lies in the folder that it runs in before what is installed.
    elsewhere = python.parent
    for _ in range(_TIMES):
        for name, arguments in _PROGRAMS.items():
            began = time.perf_counter()
            command = [str(python), *arguments]
            subprocess.run(command, check=True, cwd=elsewhere, stdout=subprocess.DEVNULL)  # noqa: S603 -- our own
            least[name] = min(least[name], time.perf_counter() - began)
    bare = least["python -c pass"]
    rows = [f"| `{name}` | {1000 * seconds:.1f} | {seconds / bare:.2f} |" for name, seconds in least.items()]
    return [
        f"Start-up, least of {_TIMES} runs in turn, installed from a wheel:",
        "",
        "| command | ms | times `python -c pass` |",
        "|---|---|---|",
        *rows,
    ]
