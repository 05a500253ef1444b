"""What all drivers share: the articles, the question, and where answers go. Standard library only.

A driver is run as `python -m DRIVER ARTICLES OUT BASE_URL CONCURRENCY`, in the environment of the tool that it drives.
It asks one question about each article and writes one line of JSON an answer: `{"text": …, "measures": …}`.
"""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Sequence

__all__ = ["MODEL", "SYSTEM", "TASK", "Job", "ask_all", "job", "write_answers"]

T = TypeVar("T")

MODEL = "gpt-4o-mini"
SYSTEM = "You read news articles and answer questions about them in JSON, using only what the text says."
TASK = "Which number do officials give, and what does it count or measure? Use the words of the text."


@dataclass(frozen=True, slots=True)
class Job:
    """What a driver is to do.

    Attributes:
        texts: the articles.
        out: where answers go, one line each.
        base_url: the server's address, with /v1.
        concurrency: requests in flight at most.
    """

    texts: tuple[str, ...]
    out: Path
    base_url: str
    concurrency: int


def job() -> Job:
    """The job that the command line gives."""
    articles, out, base_url, concurrency = sys.argv[1:]
    texts = tuple(path.read_text(encoding="utf-8") for path in sorted(Path(articles).glob("*.txt")))
    return Job(texts, Path(out), base_url, int(concurrency))


async def ask_all(ask: Callable[[str], Awaitable[T]], texts: Sequence[str], concurrency: int) -> list[T]:
    """Ask about each text, so many at a time: gather and a semaphore, as everybody writes it."""
    gate = asyncio.Semaphore(concurrency)

    async def one(text: str) -> T:
        async with gate:
            return await ask(text)

    return list(await asyncio.gather(*map(one, texts)))


def write_answers(out: Path, answers: Iterable[tuple[str, str]]) -> None:
    """Write what was answered, one line each: the figure, and what it measures."""
    with out.open("w", encoding="utf-8") as file:
        for text, measures in answers:
            file.write(f"{json.dumps({'text': text, 'measures': measures})}\n")
