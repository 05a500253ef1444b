"""Runs each tool over the same articles, in turn, against the same server."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evals.benchmarks.throughput.answers import figure_in
from evals.benchmarks.throughput.measure import Ended, run_to_the_end

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from evals.benchmarks.throughput.tools import Job, Tool

__all__ = ["Run", "capacity", "run_tool", "serving"]

_CHECKOUT = Path(__file__).parents[3]
_MODULES = "evals.benchmarks.throughput"
_QUIET = {
    "OPENAI_API_KEY": "none",
    "TELEMETRY_ENABLED": "false",
    "CURATOR_DISABLE_CACHE": "1",
    "CURATOR_DISABLE_RICH_DISPLAY": "1",
    "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    "HF_DATASETS_OFFLINE": "1",
}
"""No caches, no displays, nothing asked of the internet: what each tool has for that."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one run took, and what the server saw of it.

    Attributes:
        articles: how many there were.
        asking: seconds from the first request about an article to the last answer.
        writing: seconds from the first request about an article to the end of the process.
        whole: seconds of the whole process.
        processor: seconds of processor time, children included.
        memory: bytes at most.
        requests: all that the server was asked.
        in_flight: requests at a time, at most.
    """

    articles: int
    asking: float
    writing: float
    whole: float
    processor: float
    memory: int
    requests: int
    in_flight: int


@contextmanager
def serving(delay: float) -> Iterator[int]:
    """A server that answers after `delay` seconds, for a while.

    Yields:
        Its port.
    """
    command = [sys.executable, "-m", f"{_MODULES}.server", "--delay", str(delay)]
    process = subprocess.Popen(command, cwd=_CHECKOUT, stdout=subprocess.PIPE, text=True)  # noqa: S603 -- our own words
    with process:
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline())
        finally:
            process.terminate()


def capacity(requests: int, characters: int) -> int:
    """Requests a second that the server answers, of a body of so many characters, when it does not wait."""
    with serving(0) as port:
        command = [sys.executable, "-m", f"{_MODULES}.capacity", str(port), str(requests), str(characters)]
        finished = subprocess.run(  # noqa: S603 -- our own words
            command, cwd=_CHECKOUT, check=True, capture_output=True, text=True
        )
        return int(finished.stdout)


def run_tool(tool: Tool, python: Path, job: Job, port: int) -> Run:
    """Run one tool over the articles of a job.

    Raises:
        RuntimeError: it failed, or did not answer about every article as it should have.
    """
    _ask_server(port, "reset")
    home = job.out.with_name(f"{job.out.name}.home")
    home.mkdir()
    # The drivers are found through a folder that holds a link to them alone, so that no package of the checkout is
    # taken in place of one that is installed.
    (home / "evals").symlink_to(_CHECKOUT / "evals")
    paths = {"HOME": str(home), "HF_HOME": str(home), "PATH": os.defpath, "TMPDIR": str(home)}
    ended = run_to_the_end([str(python), *tool.arguments(job)], _QUIET | paths, home)
    _check(tool, job)
    return _run(len(list(job.articles.iterdir())), ended, _ask_server(port, "counts"))


def _run(articles: int, ended: Ended, seen: Mapping[str, float]) -> Run:
    return Run(
        articles=articles,
        asking=seen["last"] - seen["first"],
        writing=ended.ended - seen["first"],
        whole=ended.ended - ended.began,
        processor=ended.processor,
        memory=ended.memory,
        requests=int(seen["requests"]),
        in_flight=int(seen["most_in_flight"]),
    )


def _ask_server(port: int, what: str) -> dict[str, float]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/{what}") as answer:
        seen: dict[str, float] = json.load(answer)
    return seen


def _check(tool: Tool, job: Job) -> None:
    """Every article has its own figure in the answers, and what it measures."""
    with (job.out / tool.answers).open(encoding="utf-8") as lines:
        given = sorted(_figure_of(json.loads(line)) for line in lines)
    wanted = sorted(figure_in(path.read_text(encoding="utf-8")) or "" for path in job.articles.iterdir())
    if given != wanted:
        raise RuntimeError(f"{tool.name}: {len(set(given) & set(wanted))} of {len(wanted)} articles have their figure")


def _figure_of(answer: Mapping[str, str | Sequence[Mapping[str, Mapping[str, str]]]]) -> str:
    figures = answer.get("figures")
    if figures is None:
        return str(answer["text"]) if answer["measures"] else ""
    measured = [one for one in figures if isinstance(one, dict) and one["measures"] == "officials put it"]
    return measured[0]["text"]["text"] if len(measured) == 1 else ""
