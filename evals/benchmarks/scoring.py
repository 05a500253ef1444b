"""What scoring costs: 1,000 briefs of 60 items, and the table with its intervals over them.

    python evals/benchmarks/scoring.py [GOLD]

The briefs are the perfect one of a gold file (by default of the first), cut or topped up to 60 items by copies with
changes: other names and words, other places, other speakers. Prints processor seconds.
"""

from __future__ import annotations

import random
import sys
import time
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.evaluation.runs import score_run
from summarizer.evaluation.table import headline_rows, section_rows
from summarizer.gold.as_brief import brief_of
from summarizer.gold.files import find_gold, read_article_of, read_gold
from summarizer.schemas.spans import Span
from summarizer.scoring.case import Labelled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pydantic import BaseModel

    from summarizer.schemas.news import News

HERE = Path(__file__).parent.parent
BRIEFS = 1_000
ITEMS = 60
SECTIONS = ("entities", "statements", "events", "figures", "references")
SENTENCES = 4
WORDS = ("claim", "description", "name", "text")
SPANS = ("quotes", "evidence", "mentions")


def altered(item: BaseModel, number: int, text: str, rng: random.Random) -> BaseModel:
    """A copy with an id of its own, half of its words, and its spans moved by a few characters."""
    changes: dict[str, object] = {"id": f"{getattr(item, 'id', '')}x{number}"} if hasattr(item, "id") else {}
    for name in WORDS:
        value = getattr(item, name, None)
        if isinstance(value, str):
            words = value.split()
            changes[name] = " ".join(rng.sample(words, (len(words) + 1) // 2))
        elif isinstance(value, Span):
            changes[name] = moved(value, text, rng)
    for name in SPANS:
        spans = getattr(item, name, ())
        changes |= {name: tuple(moved(span, text, rng) for span in spans)} if spans else {}
    return item.model_copy(update=changes)


def moved(span: Span, text: str, rng: random.Random) -> Span:
    """A span of the same length not far away."""
    start = min(max(0, span.start + rng.randrange(-40, 40)), max(0, len(text) - len(span.text)))
    return Span.cut(text, start, start + len(span.text))


def of_size(brief: News, text: str, size: int, rng: random.Random) -> News:
    """The brief with so many items: a summary, some items of its own, the others changed copies of them."""
    brief = brief.model_copy(update={"summary": brief.summary[:SENTENCES]})
    size -= len(brief.summary)
    own = [(section, item) for section in SECTIONS for item in getattr(brief, section)]
    rng.shuffle(own)
    kept = own[: min(len(own), size * 2 // 3)]
    copies = ((section, altered(item, number, text, rng)) for number, (section, item) in enumerate(cycle(own)))
    chosen = [*kept, *islice(copies, size - len(kept))]
    return brief.model_copy(
        update={name: tuple(item for section, item in chosen if section == name) for name in SECTIONS}
    )


def make_briefs(labelled: Labelled) -> Iterator[News]:
    """A thousand different briefs of one article."""
    rng = random.Random(1)  # noqa: S311 -- a seed, so that each run makes the same briefs
    perfect = brief_of(labelled.gold, labelled.text, optional=True)
    for _ in range(BRIEFS):
        yield of_size(perfect, labelled.text, ITEMS, rng)


def main(arguments: Sequence[str]) -> None:
    """Make the briefs, score them, print how long it took."""
    gold = read_gold(Path(arguments[0]) if arguments else find_gold(HERE / "gold")[0])
    labelled = Labelled(gold, read_article_of(gold, HERE / "articles"))
    briefs = list(make_briefs(labelled))
    counts = {sum(len(getattr(brief, name)) for name in (*SECTIONS, "summary")) for brief in briefs}
    start = time.process_time()
    run = score_run("benchmark", briefs, {gold.sha256: labelled})
    scored = time.process_time()
    rows = [*section_rows([run]), *headline_rows([run])]
    shown = time.process_time()
    print(f"{gold.article}: {len(briefs):,} briefs of {', '.join(map(str, counts))} items")
    print(f"scored in {scored - start:.1f} s, {1000 * (scored - start) / len(briefs):.1f} ms each")
    print(f"a table of {len(rows)} rows over them in {shown - scored:.1f} s")


if __name__ == "__main__":
    main(sys.argv[1:])
