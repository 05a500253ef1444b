"""The runs that README.md compares: made from recordings, scored, put into one table.

    python -m evals.runs [--write] [--report FOLDER]

Rules alone, two small models, and plain instructor with the larger of the two, on the same articles and the same
gold. `--write` puts the tables into README.md, and the labellers' agreement into gold/README.md.
"""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from evals.plain_instructor import PlainInstructor
from summarizer import EvalSet
from summarizer.evaluation.agreement_table import agreement_rows, compare_folders
from summarizer.evaluation.runs import score_run
from summarizer.evaluation.table import cost_rows, differences, headline_rows, markdown_table, section_rows
from summarizer.report.page import write_report
from summarizer.scoring.score import SECTIONS

if TYPE_CHECKING:
    from summarizer.brief import Brief
    from summarizer.evaluation.runs import Run

__all__ = [
    "FRONT",
    "GOLD_README",
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
    "0.5B": {"model": "qwen2.5-coder-0.5b"},
    "extractive": {"model": "extractive"},
}
"""The runs of summarizer itself, each with what it sets otherwise than `summarizer.toml`."""
PLAIN = "plain instructor, 1.5B"
NOT_ASKED = frozenset({"references", "disputes", "about", "chrome"})
"""What plain instructor was not asked for."""
FRONT = HERE.parent / "README.md"
GOLD_README = HERE / "gold" / "README.md"
_BEGIN, _END = "<!-- made by `python -m evals.runs --write` -->\n", "<!-- end -->\n"


def make_runs() -> list[Run]:
    """All runs, the one that users get first.

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
    return [*runs, score_run(PLAIN, asyncio.run(_plainly()), SET.gold)]


async def _plainly() -> list[Brief]:
    async with PlainInstructor("replay", None, HERE / "plain_recordings") as asking:
        return [await asking.brief(article) for article in SET.articles]


def _sections(runs: list[Run]) -> list[tuple[str, ...]]:
    """F1 by section, a run that was not asked for one left out of its row."""
    return [
        (
            name,
            *(
                "not asked" if run.name == PLAIN and name in NOT_ASKED else cell
                for run, cell in zip(runs, cells, strict=True)
            ),
        )
        for name, *cells in section_rows(runs)
    ]


def front_table(runs: list[Run]) -> str:
    """The table of the project's own README: F1 by section."""
    return markdown_table(("", *(run.name for run in runs)), _sections(runs))


def compare(runs: list[Run]) -> str:
    """The tables of all runs, in Markdown."""
    names = [run.name for run in runs]
    lines = "".join(f"- {line}\n" for line in differences(runs))
    first = f"F1, {len(runs[0].articles)} articles, with 95 % intervals"
    return "\n".join(
        [
            markdown_table((first, *names), _sections(runs)),
            markdown_table(("headlines", *names), list(headline_rows(runs))),
            markdown_table(("cost", *names), list(cost_rows(runs))),
            lines,
        ]
    )


def agreement() -> str:
    """How far the two labellers agree, in Markdown."""
    found = compare_folders(HERE / "gold" / "labellers" / "a", HERE / "gold" / "labellers" / "b", HERE / "articles")
    return markdown_table(("article", *SECTIONS), agreement_rows(found))


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
        print(write_report(runs, options.report))


if __name__ == "__main__":
    main()
