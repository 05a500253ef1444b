"""Batches for tests: articles that leave something to ask, runs over them, and what came of them, to compare."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from typing import TYPE_CHECKING, Any, TypeAlias

from summarizer.batch.job import Job, Result, run_job
from summarizer.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

__all__ = [
    "Json",
    "article",
    "briefs_by_source",
    "check_whole",
    "command",
    "comparable",
    "lines",
    "run",
    "write_articles",
    "write_rows",
]

Json: TypeAlias = dict[str, Any]

_PEOPLE = ("Dalva", "Ostrow", "Keller", "Ivanov", "Berg", "Marchetti", "Quist", "Okafor")
_PLACES = ("Lindau", "Varna", "Tolna", "Brevik", "Sarn", "Halvor")
_BY_THE_WAY = ("seconds", "created", "retries", "recorded")
"""What a brief's provenance says of how it was come by."""


def article(number: int, words: str = "Report") -> str:
    """A short text, always the same for a number, in which rules leave one or two questions open."""
    chance = random.Random(number)
    one, other, place = *chance.sample(_PEOPLE, 2), chance.choice(_PLACES)
    said = [
        f"{one} met {other} near {place} late in the evening.",
        f"“We waited {chance.randrange(3, 90)} weeks for this,” the other one said.",
        f"“Nobody asked us about {place},” one of them added.",
        f"Around {chance.randrange(100, 9000):,} people watched from the bridge.",
        f"The count stood at {chance.randrange(20, 99)} by nightfall.",
        f"{other} had nothing to add.",
        f"“It was number {chance.randrange(1000)},” he repeated.",
    ]
    chosen = chance.sample(said, chance.randrange(3, 6))
    return f"{words} {number} from {place}. {' '.join(chosen)}\n"


def write_articles(folder: Path, count: int, twins: int = 0) -> Path:
    """A folder of articles, each in a file of its own; the last ones have the texts of the first."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count + twins):
        (folder / f"{number:05}.txt").write_text(article(number % count), encoding="utf-8")
    return folder


def write_rows(path: Path, numbers: Iterable[int], twins: int = 0) -> Path:
    """The articles of these numbers as a file of JSON Lines; at its end, the texts of the first ones once more."""
    named = [(f"row {number}", article(number)) for number in numbers]
    named += [(f"twin of {name}", text) for name, text in named[:twins]]
    rows = (json.dumps({"source": name, "text": text}) for name, text in named)
    path.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def run(
    articles: Path, out: Path, url: str, *, only_failed: bool = False, markdown: bool = False, **settings: object
) -> Result:
    """A batch, in this process, that waits for nothing longer than it must."""
    quick = {"model": "m", "base_url": url, "api_key": "key-of-a-test", "max_wait": 0.01, "timeout": 20.0}
    in_force = Settings.model_validate(quick | {"retries": 20, "concurrency": 8} | settings)
    return run_job(Job([str(articles)], out, in_force, only_failed=only_failed, markdown=markdown))


def command(articles: Path, out: Path, url: str, *flags: str) -> subprocess.Popen[bytes]:
    """A batch in a process of its own, its standard error in a file beside the folder of the results."""
    given = (str(articles), "--out", str(out), "--model", "m", "--base-url", url, "--timeout", "20", *flags)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("SUMMARIZER_", "OPENAI_"))}
    with out.with_suffix(".stderr").open("ab") as errors:
        return subprocess.Popen(
            [sys.executable, "-m", "summarizer", "batch", *given],
            stdout=subprocess.DEVNULL,
            stderr=errors,
            env=environment | {"OPENAI_API_KEY": "key-of-a-test", "SUMMARIZER_MAX_WAIT": "0.01"},
        )


def lines(path: Path) -> list[Json]:
    """The objects of a file of JSON Lines, none of them torn."""
    content = path.read_text(encoding="utf-8")
    assert content == "" or content.endswith("\n")
    return [json.loads(line) for line in content.splitlines()]


def comparable(brief: Mapping[str, Any]) -> Json:
    """A brief without what says how it was come by."""
    provenance = {name: value for name, value in brief["provenance"].items() if name not in _BY_THE_WAY}
    return {**brief, "provenance": provenance}


def briefs_by_source(out: Path) -> dict[str, Json]:
    """The briefs of a folder, by where their articles came from: each once."""
    briefs = lines(out / "briefs.jsonl")
    found = {brief["article"]["source"]: comparable(brief) for brief in briefs}
    assert len(found) == len(briefs)
    return found


def check_whole(out: Path, state: str = "finished") -> dict[str, Json]:
    """Check that a folder holds each article beside its brief, and says how the run ended; returns the briefs."""
    briefs, articles = lines(out / "briefs.jsonl"), lines(out / "articles.jsonl")
    assert [(one["id"], one["source"]) for one in articles] == [
        (brief["article"]["id"], brief["article"]["source"]) for brief in briefs
    ]
    standing = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert standing["state"] == state
    assert standing["folder"] == {"briefs": len(briefs), "failures": len(lines(out / "failures.jsonl"))}
    assert not list(out.glob(".*.new"))
    return briefs_by_source(out)
