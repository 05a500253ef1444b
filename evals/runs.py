"""The runs that README.md compares: made from recordings, scored, put into one table.

    python -m evals.runs [--write] [--report FOLDER]

Rules alone, two small models asked what rules leave open, the larger of them asked everything, and plain instructor
with it, on the same articles and the same gold. `--write` puts the tables into README.md, and the labellers' agreement
into gold/README.md.
"""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from evals.plain_instructor import PlainInstructor
from summarizer import EvalSet
from summarizer.evaluation.agreement_table import agreement_rows, compare_folders, field_rows
from summarizer.evaluation.cost import CLOCK
from summarizer.evaluation.parts import ARTICLE_OUT, CHROME_OUT
from summarizer.evaluation.runs import score_run
from summarizer.evaluation.table import differences, markdown_table, section_rows, tables_as_text
from summarizer.profiles import QUESTIONS
from summarizer.report.page import write_report
from summarizer.scoring.score import SECTIONS

if TYPE_CHECKING:
    from summarizer.brief import Brief
    from summarizer.evaluation.runs import Run

__all__ = [
    "FRONT",
    "GOLD_README",
    "PLAIN",
    "README",
    "RECORDED",
    "SET",
    "agreement",
    "compare",
    "front_table",
    "make_runs",
    "with_tables",
]

HERE = Path(__file__).parent
README = HERE / "README.md"
SET = EvalSet(HERE)
RECORDED: dict[str, dict[str, object]] = {
    "1.5B": {},
    "1.5B, asked all": {"ask": QUESTIONS, "recordings": HERE / "recordings_all"},
    "0.5B": {"model": "qwen2.5-coder-0.5b"},
    "extractive": {"model": "extractive"},
}
"""The runs of summarizer itself, each with what it sets otherwise than `summarizer.toml`."""
PLAIN = "plain instructor, 1.5B"
NOT_ASKED = frozenset({"references", "disputes", "about", "chrome", CHROME_OUT, ARTICLE_OUT})
"""What plain instructor was not asked for."""
FRONT = HERE.parent / "README.md"
GOLD_README = HERE / "gold" / "README.md"
_BEGIN, _END = "<!-- made by `python -m evals.runs --write` -->\n", "<!-- end -->\n"


def make_runs() -> list[Run]:
    """All runs, the one that users get first, plain instructor, the yardstick of what they cost, last.

    Raises:
        RuntimeError: an article has no brief: a recording is stale.
    """
    runs = []
    for name, changes in RECORDED.items():
        made = SET.make(name, SET.settings(**changes))
        if made.run is None or made.failures:
            message = f"{name}: {'; '.join(f'{article}: {error}' for article, error in made.failures.items())}"
            raise RuntimeError(message)
        runs.append(made.run)
    return [*runs, score_run(PLAIN, asyncio.run(_plainly()), SET.gold, NOT_ASKED)]


async def _plainly() -> list[Brief]:
    async with PlainInstructor("replay", None, HERE / "plain_recordings") as asking:
        return [await asking.brief(article) for article in SET.articles]


def front_table(runs: list[Run]) -> str:
    """The table of the project's own README: F1 by section."""
    return markdown_table(("", *(run.name for run in runs)), list(section_rows(runs, ("overall", "section"))))


def compare(runs: list[Run]) -> str:
    """The tables of all runs, in Markdown."""
    tables = [markdown_table(table.header, table.lines) for table in tables_as_text(runs, yardstick=runs[-1])]
    lines = "".join(f"- {line}\n" for line in differences(runs))
    return "\n".join([*tables, f"{CLOCK}\n", lines])


def agreement() -> str:
    """How far the two labellers agree, by section and by field, in Markdown."""
    found = compare_folders(HERE / "gold" / "labellers" / "a", HERE / "gold" / "labellers" / "b", HERE / "articles")
    sections = markdown_table(("article", *SECTIONS), agreement_rows(found))
    return f"{sections}\n{markdown_table(('field, all articles', 'F1', 'values'), field_rows(found))}"


def with_tables(readme: Path, tables: str) -> str:
    """A README with these tables in the place of those that stand in it."""
    text = readme.read_text(encoding="utf-8")
    start, end = text.index(_BEGIN) + len(_BEGIN), text.index(_END)
    return f"{text[:start]}\n{tables}\n{text[end:]}"


def main() -> None:
    """Print the tables; write them, and the report, where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--report", type=Path, metavar="FOLDER")
    options = parser.parse_args()
    runs = make_runs()
    tables = compare(runs)
    print(tables)
    if options.write:
        FRONT.write_text(with_tables(FRONT, front_table(runs)), encoding="utf-8")
        README.write_text(with_tables(README, tables), encoding="utf-8")
        GOLD_README.write_text(with_tables(GOLD_README, agreement()), encoding="utf-8")
    if options.report:
        print(write_report(runs, options.report, runs[-1]))


if __name__ == "__main__":
    main()
