"""What each way of asking brings by itself, against its baseline, on the eval articles and a live model.

    python -m evals.benchmarks.levers [--base-url URL] [--model NAME] [--only LEVER …] [--every N] [--keep FOLDER]

Every row of a table changes one thing of the row called "as it is". Gold is used for scoring and nothing else. With
`--keep`, answers are kept in a folder, and what is asked again is taken from there, with its tokens and seconds.
"""

from __future__ import annotations

import argparse
import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING

import httpx2

from evals.benchmarks.levers.bench import Bench
from evals.benchmarks.levers.kinds import kinds
from evals.benchmarks.levers.pipeline import questions, repair
from evals.benchmarks.levers.sections import events, summary
from evals.benchmarks.levers.speakers import speakers
from evals.benchmarks.levers.together import together
from summarizer import EvalSet

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

LEVERS: dict[str, Callable[[Bench], Coroutine[None, None, None]]] = {
    "kinds": kinds,
    "speakers": speakers,
    "events": events,
    "summary": summary,
    "together": together,
    "repair": repair,
    "questions": questions,
}


def main() -> None:
    """Measure the levers that are asked for, and print their tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base-url", default=os.environ.get("OPENAI_BASE_URL", "http://localhost:8080/v1"))
    parser.add_argument("--model", default="qwen2.5-coder-1.5b")
    parser.add_argument("--only", nargs="+", choices=LEVERS, default=list(LEVERS), metavar="LEVER")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="take every Nth article only")
    parser.add_argument("--keep", type=Path, metavar="FOLDER")
    options = parser.parse_args()
    try:
        httpx2.get(f"{options.base_url}/models", timeout=5)
    except httpx2.HTTPError as error:
        raise SystemExit(f"no server answers at {options.base_url} ({error}); name one with --base-url") from None
    kept = {"llm": "record", "recordings": options.keep} if options.keep else {"llm": "live"}
    reached = {"base_url": options.base_url, "model": options.model, **kept}
    bench = Bench(EvalSet(Path(__file__).parents[2]), reached, options.every)
    for name in options.only:
        asyncio.run(LEVERS[name](bench))


if __name__ == "__main__":
    main()
