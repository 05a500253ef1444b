"""What the tool's own work costs an article: everything but the model, from text to brief.

    python evals/benchmarks/own_work.py

Rules answer in place of a model, so that nothing is waited for. Prints the median of processor milliseconds over
several rounds, for each of the articles, and the same for 1 MB of their text in units.
"""

from __future__ import annotations

import asyncio
import gc
import statistics
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.analysis import analyse
from summarizer.article import Article, Source, article_from_text, read_article
from summarizer.extractive import Extractive
from summarizer.pipeline import Summarizer
from summarizer.settings import load_settings
from summarizer.units.dates import find_dates
from summarizer.units.quantities import find_quantities
from summarizer.units.quotations import find_quotations
from summarizer.units.sentences import find_sentences

if TYPE_CHECKING:
    from collections.abc import Callable

ARTICLES = Path(__file__).parent.parent / "articles"
ROUNDS = 15
KEPT = {"summarizer.prompt", "summarizer.interview", "summarizer.pipeline"}
MEGABYTE = 1_000_000


def forget() -> None:
    """Empty what is remembered of texts: in a batch every article is new. Templates and schemas stay."""
    for name, module in list(sys.modules.items()):
        if name.startswith("summarizer.") and name not in KEPT:
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear"):
                    value.cache_clear()


def milliseconds(work: Callable[[], object]) -> float:
    """Processor time of one call."""
    forget()
    gc.collect()
    began = time.process_time()
    work()
    return 1000 * (time.process_time() - began)


def median(work: Callable[[], object]) -> float:
    """Median processor time over the rounds, the first one not counted."""
    work()
    return statistics.median(milliseconds(work) for _ in range(ROUNDS))


def find_units(text: str) -> None:
    """Find every unit of a text."""
    find_sentences(text)
    find_quotations(text)
    find_quantities(text, find_dates(text))


def main() -> None:
    """Print the tables."""
    articles = [read_article(Source(path.name, path), limit_bytes=MEGABYTE) for path in sorted(ARTICLES.glob("*.txt"))]
    loop = asyncio.new_event_loop()
    summarizer = Summarizer(load_settings({"profile": "hosted"}), model=Extractive())

    def whole(article: Article) -> float:
        return median(lambda: loop.run_until_complete(summarizer.brief(article)).model_dump_json())

    print("| article | characters | analysis, ms | whole, ms |\n|---|---|---|---|")
    totals = []
    for article in articles:
        analysis = median(partial(analyse, article))
        totals.append(whole(article))
        print(f"| {article.source} | {len(article.text)} | {analysis:.1f} | {totals[-1]:.1f} |")
    print(f"| mean | | | {statistics.mean(totals):.1f} |")
    text = "\n\n".join(article.text for article in articles)
    megabyte = (text * (MEGABYTE // len(text) + 1))[:MEGABYTE]
    for what, many in (("1 MB of the articles", megabyte), ("10,000 quotation marks", "“a” b " * 5_000)):
        spent = milliseconds(partial(find_units, many))
        print(f"\n{what}: sentences, quotations, dates and quantities {spent:.0f} ms")
    long = article_from_text(megabyte)
    print(f"\n1 MB of the articles, one after the other: analysis {milliseconds(lambda: analyse(long)):.0f} ms")


if __name__ == "__main__":
    main()
