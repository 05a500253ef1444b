"""How fast one call an article goes: openai, instructor, langextract, curator and this project, side by side.

    python -m evals.benchmarks.throughput [--articles N] [--rounds N] [--only TOOL …] [--cache FOLDER] [--write]

Installs each into an environment of its own, starts a server that answers after 200 ms, and runs them in turn.
Linux only. `--write` puts the tables into the README beside this.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import tempfile
from collections import defaultdict
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from evals.benchmarks.throughput.articles import Length, write_articles
from evals.benchmarks.throughput.environments import SUMMARIZER, set_up
from evals.benchmarks.throughput.runs import Run, capacity, run_tool, serving
from evals.benchmarks.throughput.startup import startup_lines
from evals.benchmarks.throughput.table import Result, lines_of
from evals.benchmarks.throughput.tools import TOOLS, YARDSTICK, Job, Tool

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_CHECKOUT = Path(__file__).parents[3]
_README = Path(__file__).parent / "README.md"
_BLOCK = re.compile(r"(?<=<!-- measured -->\n).*?(?=<!-- end -->)", re.DOTALL)
_MANY = 20_000


def main() -> None:
    """Measure, print, and write if that is wanted."""
    options = _options()
    tools = [tool for tool in TOOLS if tool is YARDSTICK or any(name in tool.name for name in options.only or [""])]
    with _folder(options.cache) as cache, tempfile.TemporaryDirectory() as scratch:
        made = {each: set_up(each, cache, options.source) for each in {tool.environment for tool in tools}}
        pythons = {tool.name: made[tool.environment] for tool in tools}
        told = [_circumstances(options), ""]
        for length in options.length:
            told += [*lines_of(_measured(tools, pythons, length, options, Path(scratch))), ""]
        told += startup_lines(made.get(SUMMARIZER) or set_up(SUMMARIZER, cache, options.source))
    block = "\n".join([*told, ""])
    print(block)
    if options.write:
        _README.write_text(_BLOCK.sub(lambda _: block, _README.read_text(encoding="utf-8")), encoding="utf-8")


def _circumstances(options: argparse.Namespace) -> str:
    return (
        f"Python {platform.python_version()}, {os.cpu_count()} cores, {datetime.now(UTC):%Y-%m-%d}; the server answers "
        f"after {1000 * options.delay:.0f} ms, {options.concurrency} requests in flight. Without a delay it answers "
        f"{capacity(_MANY, Length.NEWS.characters):,} requests a second."
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=2_000, metavar="N")
    parser.add_argument("--rounds", type=int, default=3, metavar="N")
    parser.add_argument("--concurrency", type=int, default=64, metavar="N", help="requests in flight")
    parser.add_argument("--delay", type=float, default=0.2, metavar="SECONDS", help="before the server answers")
    parser.add_argument("--length", nargs="+", type=Length, choices=list(Length), default=list(Length))
    parser.add_argument("--only", nargs="+", metavar="TOOL", help="whose name holds one of these, and instructor")
    parser.add_argument("--cache", type=Path, metavar="FOLDER", help="for environments, kept; else a temporary one")
    parser.add_argument("--source", type=Path, default=_CHECKOUT, metavar="FOLDER", help="this project's sources")
    parser.add_argument("--write", action="store_true", help="the tables into README.md")
    return parser.parse_args()


@contextmanager
def _folder(given: Path | None) -> Iterator[Path]:
    if given is not None:
        given.mkdir(parents=True, exist_ok=True)
        yield given.absolute()
        return
    with tempfile.TemporaryDirectory() as made:
        yield Path(made)


def _measured(
    tools: Sequence[Tool], pythons: Mapping[str, Path], length: Length, options: argparse.Namespace, scratch: Path
) -> Result:
    folder, alone = scratch / length, scratch / f"{length}-alone"
    characters = write_articles(folder, options.articles, length)
    write_articles(alone, 1, length)
    runs: dict[str, list[Run]] = defaultdict(list)
    starts: dict[str, list[Run]] = defaultdict(list)
    for turn in range(options.rounds):
        # Now forwards, now backwards: what the machine does meanwhile falls on all alike.
        for tool in tools if turn % 2 == 0 else tools[::-1]:
            for articles, into in ((alone, starts), (folder, runs)):
                out = Path(tempfile.mkdtemp(dir=scratch)) / "out"
                # A server of its own: nothing that one run left open is in the way of the next.
                with serving(options.delay) as port:
                    job = Job(articles, out, f"http://127.0.0.1:{port}/v1", options.concurrency)
                    into[tool.name].append(run_tool(tool, pythons[tool.name], job, port))
            print(f"{length}, round {turn + 1}: {tool.name}: {runs[tool.name][-1].whole:.1f} s", flush=True)
    order = [tool.name for tool in tools]
    return Result(length, characters, {name: runs[name] for name in order}, {name: starts[name] for name in order})


if __name__ == "__main__":
    main()
