"""What names are: eleven ways to ask a model."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, Field, create_model

from evals.benchmarks.levers.bench import SYSTEM, WHOLE, Bench, begin, one_each, row, several
from summarizer import SummarizerError
from summarizer.gold.labels import choices
from summarizer.model import Message, Model, Question, Usage
from summarizer.opening import open_model
from summarizer.prompt import Asked, Prompt, mark_up, render
from summarizer.schemas.news import EntityKind
from summarizer.schemas.spans import Record
from summarizer.scoring.case import Labelled, forms_of_label
from summarizer.scoring.likeness import fold
from summarizer.windows import cut_windows, join_blocks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.analysis import Analysis


_FIRST_NAMES = 20
_LONGEST = 900
_KINDS = re.compile(r"(?<=What is each of them)[^?]+")


@dataclass(frozen=True, slots=True)
class NameWay:
    """One way to ask what names are."""

    name: str
    example: Literal["turn", "after", "none"] = "turn"
    keyed: bool = True
    constrained: bool = True
    task_first: bool = False
    kinds_named: bool = True
    window: int = WHOLE
    at_a_time: int = _FIRST_NAMES
    names: int = _FIRST_NAMES
    seeds: tuple[int, ...] = ()


NAME_WAYS = (
    NameWay("as it is"),
    NameWay("labels in free text", constrained=False),
    NameWay("the kinds not named in the question", kinds_named=False),
    NameWay("two samples at 0.7, rules where they differ", seeds=(1, 2)),
    NameWay("a schema without ids", keyed=False),
    NameWay("example after the article", example="after"),
    NameWay("no example", example="none"),
    NameWay("question before the article", task_first=True),
    NameWay("windows of 1,500 characters", window=1_500),
    NameWay("two names an article, in one call", names=2),
    NameWay("two names an article, one a call", names=2, at_a_time=1),
)


def name_messages(text: str, asked: Sequence[tuple[str, str]], way: NameWay) -> tuple[Message, ...]:
    """The question about names of one window, as this way puts it."""
    items = tuple(Asked(unit, name) for unit, name in asked)
    prompt = Prompt("news", "entities", "", text, items, keyed=way.keyed, example_first=way.example != "after")
    messages = render(prompt)
    if way.example == "none":
        messages = (messages[SYSTEM], messages[-1])
    return tuple(_reworded(message, way) if message.role == "user" else message for message in messages)


def _reworded(message: Message, way: NameWay) -> Message:
    content = message.content if way.kinds_named else _KINDS.sub("", message.content)
    if way.task_first:
        window, _, task = content.rpartition("\n\n")
        content = f"{task}\n\n{window}"
    return replace(message, content=content)


def name_answer(ids: Sequence[str], way: NameWay) -> Any:
    """What the answer about names must look like, as this way has it."""
    label: Any = EntityKind if way.constrained else Annotated[str, Field(max_length=40)]
    if way.keyed:
        return one_each(ids, label)
    item = create_model("Item", __base__=Record, id=(str, ...), kind=(label, ...))
    return several(item, least=0, most=64)


async def ask_names(
    model: Model, analysis: Analysis, way: NameWay, indices: Sequence[int]
) -> tuple[dict[int, str], Usage]:
    """What the model takes these entities to be, by index."""
    found: dict[int, str] = {}
    usage = Usage()
    quotations = [(unit.start, unit.end) for unit in analysis.quotations]
    sentences = join_blocks([(unit.start, unit.end) for unit in analysis.sentences], quotations)
    blocks = join_blocks(analysis.paragraphs, quotations)
    for window in cut_windows(blocks, sentences, focus=way.window, context=0):
        here = [index for index in indices if window.holds(analysis.entities[index].mentions[0][0])]
        text = mark_up(analysis.article.text, window.focus)
        for first in range(0, len(here), way.at_a_time):
            asked = [(f"E{index + 1}", analysis.entities[index].name) for index in here[first : first + way.at_a_time]]
            ids = [unit for unit, _ in asked]
            answer, spent = await answer_to(model, analysis, name_messages(text, asked, way), name_answer(ids, way))
            usage += spent
            given = answer.get("items", answer)
            pairs = given.items() if isinstance(given, dict) else [(one["id"], one["kind"]) for one in given]
            found |= {int(unit[1:]) - 1: kind.strip().casefold() for unit, kind in pairs if unit in ids}
    return found, usage


async def answer_to(
    model: Model, analysis: Analysis, messages: tuple[Message, ...], shape: type[BaseModel]
) -> tuple[dict[str, Any], Usage]:
    """The answer as JSON; nothing where there is none that can be used."""
    question = Question("lever", analysis.article.id, analysis.article.source, (), messages, shape, {}, _LONGEST)
    try:
        reply = await model.ask(question)
    except SummarizerError as error:
        print(f"no answer: {error}", file=sys.stderr)
        return {}, Usage(calls=1)
    return reply.answer.model_dump(mode="json"), reply.usage


def kinds_wanted(labelled: Labelled, analysis: Analysis) -> dict[int, frozenset[str]]:
    """For the entities that gold knows by any of their names, in order, the kinds that are right."""
    wanted = {}
    for index, entity in enumerate(analysis.entities):
        forms = {fold(form) for form in (entity.name, *entity.aliases)}
        labels = [one for one in labelled.gold.entities if not one.forbidden and forms & forms_of_label(one)]
        if labels:
            wanted[index] = frozenset(str(kind) for one in labels for kind in choices(one.kind))
    return wanted


async def kinds(bench: Bench) -> None:
    """What names are: the first twenty of each article that gold knows."""
    begin("Kinds of names", "right", "right by rules")
    cases = [(analysis, kinds_wanted(labelled, analysis)) for labelled, analysis in bench.cases]
    for way in NAME_WAYS:
        models = [open_model(bench.settings(temperature=0.7, seed=seed)) for seed in way.seeds]
        models = models or [open_model(bench.settings())]
        right = by_rules = total = 0
        usage = Usage()
        for analysis, wanted in cases:
            indices = list(wanted)[: way.names]
            samples = [await ask_names(model, analysis, way, indices) for model in models]
            usage = sum((spent for _, spent in samples), usage)
            for index in indices:
                rule = analysis.entities[index].kind or EntityKind.OTHER
                given = {sample.get(index, "") for sample, _ in samples}
                right += (given.pop() if len(given) == 1 else rule) in wanted[index]
                by_rules += rule in wanted[index]
            total += len(indices)
        for model in models:
            await model.aclose()
        row(way.name, (f"{right} of {total}", str(by_rules)), usage)
