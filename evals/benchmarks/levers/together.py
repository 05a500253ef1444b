"""One section a call, or two: what names are and which sentences tell of events, asked apart and in one question."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pydantic import create_model

from evals.benchmarks.levers.bench import SYSTEM, Bench, begin, row
from evals.benchmarks.levers.kinds import answer_to, kinds_wanted
from summarizer.model import Message, Usage
from summarizer.news.happenings import find_happenings
from summarizer.news.statements import find_candidates
from summarizer.opening import open_model
from summarizer.prompt import Asked, Mark, Prompt, mark_up, render
from summarizer.schemas.news import EntityKind, Status
from summarizer.schemas.spans import Record

if TYPE_CHECKING:
    from summarizer.analysis import Analysis

_FIRST_NAMES = 20
_EXAMPLE, _ANSWER, _PUT = 1, 2, 3


def _questions(analysis: Analysis, names: list[int], told: dict[str, Status]) -> list[tuple[Message, ...]]:
    """What is asked about an article: about its names, and about its sentences."""
    marks = [Mark(unit.start, unit.id) for unit in analysis.sentences if unit.id in told]
    text = mark_up(analysis.article.text, analysis.paragraphs, marks)
    entities = tuple(Asked(f"E{index + 1}", analysis.entities[index].name) for index in names)
    sentences = tuple(Asked(unit, "") for unit in told)
    asked = {"entities": entities, "events": sentences}
    return [
        render(Prompt("news", section, "", text, items, keyed=True, example_first=True))
        for section, items in asked.items()
    ]


def _as_one(first: tuple[Message, ...], second: tuple[Message, ...]) -> tuple[Message, ...]:
    """Two questions about one text as one question with both tasks."""
    task = second[_PUT].content.rpartition("\n\n")[2]
    answer = json.loads(first[_ANSWER].content) | json.loads(second[_ANSWER].content)
    return (
        first[SYSTEM],
        Message("user", f"{first[_EXAMPLE].content}\n\n{second[_EXAMPLE].content}"),
        Message("assistant", json.dumps(answer, ensure_ascii=False)),
        Message("user", f"{first[_PUT].content}\n\n{task}"),
    )


async def together(bench: Bench) -> None:
    """Ask about names and events of each article, in two calls and in one."""
    begin("One section a call, or two", "kinds right", "status as rules have it")
    model = open_model(bench.settings())
    for name in ("as it is: a call each", "both in one call"):
        usage = Usage()
        right = kinds = same = statuses = 0
        for labelled, analysis in bench.cases:
            wanted = kinds_wanted(labelled, analysis)
            names = list(wanted)[:_FIRST_NAMES]
            told = {one.sentence.id: one.status for one in find_happenings(analysis, find_candidates(analysis))}
            shapes: list[dict[str, Any]] = [
                dict.fromkeys((f"E{index + 1}" for index in names), (EntityKind, ...)),
                dict.fromkeys(told, (Status | None, ...)),
            ]
            questions = _questions(analysis, names, told)
            if name == "both in one call":
                questions, shapes = [_as_one(*questions)], [shapes[0] | shapes[1]]
            answers: dict[str, str | None] = {}
            for messages, fields in zip(questions, shapes, strict=True):
                shape = create_model("Answer", __base__=Record, **fields)
                answer, spent = await answer_to(model, analysis, messages, shape)
                answers |= answer
                usage += spent
            right += sum(answers.get(f"E{index + 1}") in wanted[index] for index in names)
            same += sum(answers.get(unit) == status for unit, status in told.items())
            kinds, statuses = kinds + len(names), statuses + len(told)
        row(name, (f"{right} of {kinds}", f"{same} of {statuses}"), usage)
    await model.aclose()
