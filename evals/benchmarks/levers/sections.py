"""Events and the summary: the model beside rules, as judge, as chooser, as writer."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field

from evals.benchmarks.levers.bench import SYSTEM, Bench, begin, one_each, one_of, row, several, took
from summarizer.checks import check_support, speaks_of
from summarizer.evaluation.runs import merge
from summarizer.gold.facts import holds_stems
from summarizer.model import Message, Model, Question, Reply, Usage
from summarizer.schemas.news import SummaryAnswer
from summarizer.scoring.case import Case

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.evaluation.runs import Run


_YES_NO = "Does each of these sentences tell of an event that is news here? no for background, opinions and mere talk."
_PICK = (
    "Which five sentences would you keep if the article had to be cut to five? What is new first, then who says what "
    "about it, who denies it, and the main figures."
)
_FUSE = """An example:

J1: A flood destroyed the bridge over the Rio Seco on Monday, officials said, as heavy rain went on. / At least three \
people were killed.
J2: Mayor Ana Torres said the bridge would be rebuilt by May. / Her opponent, Luis Prado, called the plan “a waste”.

{"J1": "A flood destroyed the bridge over the Rio Seco on Monday and killed at least three people, officials said.", \
"J2": "Mayor Ana Torres said the bridge would be rebuilt by May, which her opponent, Luis Prado, called “a waste”."}

Now these. For each line, write one short sentence that says what both pieces say, with their speakers:

"""


async def yes_or_no(model: Model, question: Question[Any]) -> Reply[Any]:
    """Ask whether each sentence tells of an event, and keep what rules say of those that do."""
    example, answer, put = question.messages[1:4]
    told = {one["id"]: "yes" if one["status"] else "no" for one in json.loads(answer.content)["items"]}
    messages = (
        question.messages[SYSTEM],
        replace(example, content=_asking_yes_or_no(example, list(told))),
        replace(answer, content=json.dumps(told)),
        replace(put, content=_asking_yes_or_no(put, question.ids)),
    )
    shape = one_each(question.ids, Literal["yes", "no"])
    reply = await model.ask(replace(question, messages=messages, answer=shape))
    assert question.by_rule is not None
    kept = [item for item in question.by_rule().items if getattr(reply.answer, item.id) == "yes"]
    return Reply(question.answer.model_construct(items=kept), reply.usage)


def _asking_yes_or_no(message: Message, ids: Sequence[str]) -> str:
    window = message.content.rpartition("\n\n")[0]
    return "\n".join([f"{window}\n", _YES_NO, *ids])


async def events(bench: Bench) -> None:
    """Which sentences tell of an event."""
    asked: dict[str, Any] = {"ask": ("events",), "reasks": 0}
    judged: dict[str, Any] = {**asked, "put": yes_or_no, "ids_in_schema": False}
    begin("Events", "F1", "precision", "recall", "status of those found")
    for name, changes in {
        "rules keep all that they find": {"model": "extractive"},
        "the model's status or null": asked,
        "status or null, windows of 1,500": {**asked, "window": 1_500},
        "the model's yes or no": judged,
        "yes or no, windows of 1,500": {**judged, "window": 1_500},
    }.items():
        run = await bench.run(name, **changes)
        pooled = merge(run.pooled.values())
        counts, status = pooled.sections["events"], pooled.fields["events", "status"]
        values = (f"{level:.3f}" for level in (counts.f1, counts.precision, counts.recall, status.f1))
        row(run.name, values, took(run))


async def pick_five(model: Model, question: Question[Any]) -> Reply[Any]:
    """Let the model choose five sentences, and give them as they stand."""
    shape = several(one_of(question.targets), least=min(5, len(question.targets)), most=5)
    window = question.messages[-1].content.rpartition("\n\n")[0]
    messages = (question.messages[SYSTEM], Message("user", f"{window}\n\n{_PICK}"))
    reply = await model.ask(replace(question, messages=messages, answer=shape))
    spans = [question.targets[unit] for unit in dict.fromkeys(reply.answer.items)]
    items = [
        SummaryAnswer.model_construct(text=" ".join(span.text.split()), evidence=[span])
        for span in sorted(spans, key=lambda span: span.start)
    ]
    return Reply(question.answer.model_construct(items=items), reply.usage)


async def fuse(model: Model, question: Question[Any]) -> Reply[Any]:
    """Let the model write one sentence of each two that rules join; the joined two where it alters what they say."""
    assert question.by_rule is not None
    items: list[SummaryAnswer] = list(question.by_rule().items)
    joined = {f"J{number}": at for number, at in enumerate(_joined(items), start=1)}
    if not joined:
        return Reply(question.answer.model_construct(items=items), Usage())
    pieces = {unit: [" ".join(span.text.split()) for span in items[at].evidence] for unit, at in joined.items()}
    lines = "\n".join(f"{unit}: {' / '.join(texts)}" for unit, texts in pieces.items())
    shape = one_each(joined, Annotated[str, Field(min_length=1, max_length=400)])
    messages = (question.messages[SYSTEM], Message("user", f"{_FUSE}{lines}"))
    reply = await model.ask(replace(question, messages=messages, answer=shape))
    for unit, at in joined.items():
        text, evidence = getattr(reply.answer, unit), " ".join(pieces[unit])
        if all(check.passed for check in check_support(text, evidence)) and speaks_of(text, evidence):
            items[at] = items[at].model_copy(update={"text": text})
    return Reply(question.answer.model_construct(items=items), reply.usage)


def _joined(items: Sequence[SummaryAnswer]) -> list[int]:
    return [at for at, item in enumerate(items) if len(item.evidence) > 1]


async def summary(bench: Bench) -> None:
    """The summary: how many facts that have to be told it tells, over all its sentences."""
    asked: dict[str, Any] = {"ask": ("summary",), "reasks": 0, "ids_in_schema": False}
    begin("Summary", "facts", "unsupported", "verbatim", "characters")
    for name, changes in {
        "rules' sentences": {"model": "extractive"},
        "the model picks five": {**asked, "put": pick_five},
        "the model joins what rules join": {**asked, "put": fuse},
        "the model writes": {"ask": ("summary",)},
    }.items():
        run = await bench.run(name, **changes)
        row(run.name, _told(run), took(run))


def _told(run: Run) -> tuple[str, ...]:
    """Facts told, sentences not supported, sentences as they stand, and characters an article."""
    covered = wanted = unsupported = 0
    sentences = [one for result in run.results for one in result.brief.summary]
    for result in run.results:
        faults = Case(result.labelled, result.brief).faults
        told = [one.text for one, fault in zip(result.brief.summary, faults, strict=True) if not fault]
        facts = [fact for fact in result.labelled.gold.summary.facts if not fact.optional]
        wanted += len(facts)
        covered += sum(any(holds_stems(text, fact) for text in told) for fact in facts)
        unsupported += sum(fault is not None for fault in faults)
    verbatim = sum(one.verbatim for one in sentences)
    length = sum(len(one.text) for one in sentences) // len(run.results)
    return f"{covered} of {wanted}", f"{unsupported} of {len(sentences)}", str(verbatim), str(length)
