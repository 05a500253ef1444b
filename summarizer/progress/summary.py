"""What a run came to, for people: printed once, at its end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.progress.watcher import Ending
from summarizer.progress.words import say_count, say_duration, say_money, say_tokens
from summarizer.schemas.brief import WarningCode
from summarizer.terminal import one_line, shown_path

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from summarizer.progress.tally import CommonWarning, Standing
    from summarizer.traffic.events import Spent

__all__ = ["WARNINGS", "ResultFiles", "sum_up"]

WARNINGS: dict[WarningCode, str] = {
    WarningCode.DECODED: "text in another encoding than UTF-8",
    WarningCode.LEFT_OUT: "item left out, as it could not be used",
    WarningCode.UNANSWERED: "no answer from the model",
    WarningCode.UNKNOWN_SPEAKER: "speaker of a quotation not found",
    WarningCode.UNSUPPORTED: "unsupported words replaced or left out",
    WarningCode.UNRESOLVED_DATE: "date that the article leaves open",
    WarningCode.SECTION_FAILED: "whole section missing",
    WarningCode.ASKED_AGAIN: "put right by asking again",
}
"""Each code in plain words."""


@dataclass(frozen=True, slots=True)
class ResultFiles:
    """Where a run's results are.

    Attributes:
        briefs: the file of briefs.
        failures: the file of failures.
    """

    briefs: Path
    failures: Path


def sum_up(
    standing: Standing, warnings: Sequence[CommonWarning], files: ResultFiles, ending: Ending, why: str = ""
) -> str:
    """The end of a run in a few lines, ending in a line end.

    Args:
        standing: how the run stands at its end.
        warnings: the commonest ones, the commonest first.
        files: where the results are.
        ending: how it ended.
        why: what stopped it, in plain words; empty where it finished.

    Returns:
        What to print; nothing in it can play tricks on a terminal.
    """
    blocks = [
        _headline(standing, ending, why),
        _aligned(_facts(standing, files)),
        _how_to_go_on(standing, ending),
        _table(warnings, also_earlier=standing.already > 0),
    ]
    return "\n".join(block for block in blocks if block)


def _headline(standing: Standing, ending: Ending, why: str) -> str:
    there = standing.already + standing.done
    total = standing.total
    if ending is Ending.FINISHED and not standing.finished:
        return "There were no articles.\n"
    if ending is Ending.FINISHED and not standing.failed:
        begin = "The one article has its brief" if there == 1 else f"All {say_count(there)} articles have their brief"
        return f"{begin}{'' if standing.done else ' already'}.\n"
    how = {Ending.FINISHED: "Done", Ending.INTERRUPTED: "Interrupted", Ending.STOPPED: "Stopped"}[ending]
    of_how_many = _articles(there) if total is None else f"{say_count(there)} of {_articles(total)}"
    have = "has its brief" if there == 1 and total is None else "have their brief"
    reason = f": {one_line(why).rstrip('.')}." if why else "."
    return f"{how}{reason} {of_how_many} {have}.\n"


def _facts(standing: Standing, files: ResultFiles) -> list[tuple[str, str]]:
    facts = [("made now", f"{say_count(standing.done)}, in {say_duration(standing.seconds)}")]
    if standing.already:
        facts.append(("there before", say_count(standing.already)))
    if standing.failed:
        facts.append(("failed", say_count(standing.failed)))
    if standing.left:
        facts.append(("still to do", say_count(standing.left)))
    if standing.spent.requests:
        facts += _spending(standing.spent)
    if standing.already or standing.done:
        facts.append(("briefs", _path(files.briefs)))
    if standing.failed:
        facts.append(("failures", _path(files.failures)))
    return facts


def _spending(spent: Spent) -> list[tuple[str, str]]:
    cached = f" ({say_tokens(spent.cached_tokens)} of them cached)" if spent.cached_tokens else ""
    lost = f", {say_count(spent.lost)} without a whole answer (these may be charged too)" if spent.lost else ""
    return [
        ("tokens", f"{say_tokens(spent.input_tokens)} in{cached}, {say_tokens(spent.output_tokens)} out"),
        ("cost", "unknown: there is no price for this model" if spent.cost is None else say_money(spent.cost)),
        ("requests", f"{say_count(spent.requests)}{lost}"),
    ]


def _how_to_go_on(standing: Standing, ending: Ending) -> str:
    lines = []
    if ending is not Ending.FINISHED:
        lines.append("To go on, run the same command again.\n")
    if standing.failed:
        which = "the one that failed" if standing.failed == 1 else f"the {say_count(standing.failed)} that failed"
        lines.append(f"To try {which} again, run the same command with --retry-failed.\n")
    return "".join(lines)


def _table(warnings: Sequence[CommonWarning], *, also_earlier: bool) -> str:
    if not warnings:
        return ""
    title = "Commonest warnings in the briefs made now" if also_earlier else "Commonest warnings"
    rows = [(title, "section", "times", "articles")]
    rows += [
        (WARNINGS[one.code], one_line(one.section), say_count(one.count), say_count(one.articles)) for one in warnings
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "".join(
        f"{what:<{widths[0]}}  {section:<{widths[1]}}  {times:>{widths[2]}}  {articles:>{widths[3]}}\n"
        for what, section, times, articles in rows
    )


def _aligned(facts: Sequence[tuple[str, str]]) -> str:
    width = max(len(name) for name, _ in facts)
    return "".join(f"  {name:<{width}}  {value}\n" for name, value in facts)


def _articles(count: int) -> str:
    return "1 article" if count == 1 else f"{say_count(count)} articles"


def _path(path: Path) -> str:
    return one_line(shown_path(path))
