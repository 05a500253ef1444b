"""The whole pipeline: with and without repair, and with one question put to the model."""

from __future__ import annotations

from evals.benchmarks.levers.bench import Bench, begin, row, took
from summarizer.evaluation.runs import DECISIVE, Pooled, merge
from summarizer.profiles import QUESTIONS


async def repair(bench: Bench) -> None:
    """Everything asked, with and without asking again."""
    begin("Repair", "overall", *DECISIVE)
    for name, reasks in {"everything asked, once more where it cannot be used": 1, "no second time": 0}.items():
        run = await bench.run(name, ask=QUESTIONS, reasks=reasks)
        pooled = merge(run.pooled.values())
        levels = (pooled.overall, *(pooled.sections[section].f1 for section in DECISIVE))
        row(run.name, (f"{level:.3f}" for level in levels), took(run))


FILLS = {
    "speakers": ("statements", "speaker"),
    "statements": ("statements", "stance"),
    "entities": ("entities", "kind"),
    "events": ("events", "status"),
    "figures": ("figures", "measures"),
    "summary": ("summary", ""),
}
"""The section that each question is for, and the field that it fills."""


async def questions(bench: Bench) -> None:
    """Rules, with a single question put to the model."""
    begin("Each question on top of rules", "overall", "its section", "the field that it fills")
    rules = merge((await bench.run("rules", model="extractive")).pooled.values())
    for name, (section, field) in FILLS.items():
        run = await bench.run(name, ask=(name,))
        pooled = merge(run.pooled.values())
        values = (
            f"{rules.overall:.3f} → {pooled.overall:.3f}",
            f"{section} {rules.sections[section].f1:.3f} → {pooled.sections[section].f1:.3f}",
            f"{field} {_level(rules, section, field)} → {_level(pooled, section, field)}" if field else "",
        )
        row(run.name, values, took(run))


def _level(pooled: Pooled, section: str, field: str) -> str:
    return f"{pooled.fields[section, field].f1:.3f}"
