"""What is measured, and how each is driven."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evals.benchmarks.throughput.environments import CURATOR, INSTRUCTOR, LANGEXTRACT, SUMMARIZER, Environment

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["ASK", "OURS", "TOOLS", "YARDSTICK", "Job", "Tool"]

_DRIVERS = "evals.benchmarks.throughput.drivers"


@dataclass(frozen=True, slots=True)
class Job:
    """One run over a folder of articles.

    Attributes:
        articles: the folder.
        out: where answers go: a file of lines, or a folder that holds `briefs.jsonl`.
        base_url: the server's address, with /v1.
        concurrency: requests in flight at most.
    """

    articles: Path
    out: Path
    base_url: str
    concurrency: int


@dataclass(frozen=True, slots=True)
class Tool:
    """One thing that is measured.

    Attributes:
        name: as it stands in the table.
        environment: where it is installed.
        arguments: what its Python is called with for a job.
        answers: the file of answers, after the job's `out`.
    """

    name: str
    environment: Environment
    arguments: Callable[[Job], tuple[str, ...]]
    answers: str = ""


def _driver(name: str) -> Callable[[Job], tuple[str, ...]]:
    def arguments(job: Job) -> tuple[str, ...]:
        return ("-m", f"{_DRIVERS}.{name}", str(job.articles), str(job.out), job.base_url, str(job.concurrency))

    return arguments


def _batch(*flags: str) -> Callable[[Job], tuple[str, ...]]:
    def arguments(job: Job) -> tuple[str, ...]:
        where = (str(job.articles), "--out", str(job.out), "--concurrency", str(job.concurrency))
        model = ("--model", "gpt-4o-mini", "--base-url", job.base_url, "--profile", "hosted", "--retries", "0")
        return ("-m", "summarizer", "batch", *where, *model, *flags)

    return arguments


YARDSTICK = Tool("instructor", INSTRUCTOR, _driver("bare_instructor"))
ASK = Tool("`LanguageModel.ask`", SUMMARIZER, _driver("library_ask"))
OURS = Tool(
    "`summarizer batch`, figures",
    SUMMARIZER,
    _batch("--ask", "figures", "--section", "figures"),
    "briefs.jsonl",
)
_TWO = Tool(
    "`summarizer batch`, figures, 2 processes",
    SUMMARIZER,
    _batch("--ask", "figures", "--section", "figures", "--processes", "2"),
    "briefs.jsonl",
)
_WHOLE = Tool("`summarizer batch`, all sections", SUMMARIZER, _batch("--ask", "figures"), "briefs.jsonl")

TOOLS = (
    Tool("openai", INSTRUCTOR, _driver("bare_openai")),
    YARDSTICK,
    Tool("langextract", LANGEXTRACT, _driver("langextract_documents")),
    Tool("curator", CURATOR, _driver("curator_rows")),
    ASK,
    OURS,
    _TWO,
    _WHOLE,
)
