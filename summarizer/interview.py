"""The questions of one article, put to a model.

What cannot be used is asked for once more, that item only; then it is left out, with a warning.
"""

from __future__ import annotations

import asyncio
import json
import re
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache
from textwrap import shorten
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Generic, TypeVar

from pydantic import BaseModel, Field, RootModel, create_model

from summarizer.errors import (
    ContentFilterError,
    InvalidAnswerError,
    ModelError,
    RefusalError,
    TruncatedAnswerError,
)
from summarizer.model import Model, Question, Usage
from summarizer.prompt import Asked, Prompt, again, in_short, render
from summarizer.schemas.brief import WarningCode, WarningNote
from summarizer.schemas.pointers import Faulty, Forgiving
from summarizer.schemas.spans import Record, Span

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Mapping, Sequence

__all__ = ["Ask", "Interview", "Style", "tasks_together", "together"]

_SHOWN = 80
T = TypeVar("T")
ItemT = TypeVar("ItemT", bound=Record)
_FAILED_ANSWERS = (ContentFilterError, InvalidAnswerError, RefusalError, TruncatedAnswerError)


class Together:
    """Tasks that are waited for together."""

    def __init__(self) -> None:
        self._tasks: list[asyncio.Task[Any]] = []

    def create_task(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Begin one more."""
        task = asyncio.create_task(work)
        self._tasks.append(task)
        return task

    async def wait(self) -> None:
        """Until all have ended; raises what the first of them raised that failed."""
        try:
            ended = await asyncio.gather(*self._tasks, return_exceptions=True)
        finally:
            for task in self._tasks:
                task.cancel()
        for result in ended:
            if isinstance(result, BaseException):
                raise result


@asynccontextmanager
async def tasks_together() -> AsyncIterator[Together]:
    """Tasks that are waited for; where one fails, the others end first, since what they asked for is being paid.

    What the first that failed raised is raised then.
    """
    group = Together()
    try:
        yield group
    finally:
        await group.wait()


async def together(*tasks: Coroutine[object, object, T]) -> list[T]:
    """Wait for all; where one fails, raise what it raised when the others have ended.

    Returns:
        The results, in the order of the tasks.
    """
    async with tasks_together() as group:
        running = [group.create_task(task) for task in tasks]
    return [task.result() for task in running]


@dataclass(frozen=True, slots=True)
class Style:
    """How questions are put.

    Attributes:
        kind: the kind of brief.
        ids_in_schema: send a schema with a required property for each id, not one that never changes.
        example_first: the example comes before the article.
        max_tokens: limit on one answer, in tokens.
        asks_again: whether a second answer can be another; not so where rules answer.
        asked: the sections put to the model; rules answer the others. None for all.
    """

    kind: str
    ids_in_schema: bool
    example_first: bool
    max_tokens: int
    asks_again: bool = True
    asked: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Ask(Generic[ItemT]):
    """One question about one window, before it is rendered.

    Attributes:
        section: the section's name, which is its template's.
        item: the type of an item of the answer.
        before: what precedes, for context.
        text: what is asked about, marked up.
        asked: the ids asked about; empty where the model chooses its items (events, summary).
        targets: the span of each id that may be pointed at.
        problem: says what is the matter with an item, or None.
        by_rule: what rules alone would answer.
        replace: what stands in for an item that is still not borne out by its evidence; None leaves it out.
        least: fewest items where the model chooses them.
        most: most items where the model chooses them.
    """

    section: str
    item: type[ItemT]
    before: str
    text: str
    asked: tuple[Asked, ...]
    targets: Mapping[str, Span]
    problem: Callable[[ItemT], str | None]
    by_rule: Callable[[], Sequence[ItemT]]
    replace: Callable[[ItemT], ItemT] | None = None
    least: int = 0
    most: int = 12


@lru_cache(maxsize=64)
def _list_answer(item: type[Record], least: int, most: int) -> type[BaseModel]:
    forgiving = Annotated[item, Forgiving()]  # type: ignore[valid-type]  # the type is a parameter
    items = Annotated[list[forgiving], Field(min_length=least, max_length=most)]
    return create_model("Answer", __base__=Record, items=(items, ...))


class _Narrowed(Record):
    """The base of answers whose schema names the ids that may be pointed at, one by one."""

    pointable: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def model_json_schema(cls, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The JSON Schema, each pointer narrowed from a pattern to the ids of this window."""
        narrowed: dict[str, Any] = _narrow(super().model_json_schema(*args, **kwargs), cls.pointable)
        return narrowed


def _narrow(schema: Any, ids: tuple[str, ...]) -> Any:
    if isinstance(schema, list):
        return [_narrow(part, ids) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if "pattern" in schema:
        known = [unit for unit in ids if re.match(schema["pattern"], unit)]
        return {"type": "string", "enum": known} if known else {"type": "null"}
    return {name: _narrow(part, ids) for name, part in schema.items()}


@lru_cache(maxsize=64)
def _narrowed_answer(item: type[Record], least: int, most: int, ids: tuple[str, ...]) -> type[BaseModel]:
    answer = _list_answer(item, least, most)
    return type("Answer", (answer, _Narrowed), {"pointable": ids, "__module__": __name__})


@lru_cache(maxsize=64)
def _labels(item: type[Record]) -> type[BaseModel]:
    """An item without its `id`; of an item with a single label, that label by itself."""
    fields = {name: (info.annotation, info) for name, info in item.model_fields.items() if name != "id"}
    name = f"{item.__name__}Labels"
    if len(fields) > 1:
        return create_model(name, __base__=Record, **fields)  # type: ignore[call-overload, no-any-return]  # fields by name
    ((annotation, info),) = fields.values()
    return create_model(name, __base__=RootModel[Annotated[annotation, info]])  # type: ignore[valid-type]  # the same


@lru_cache(maxsize=512)
def _keyed_answer(item: type[Record], ids: tuple[str, ...]) -> type[BaseModel]:
    """One required property for each id, holding what is said of it."""
    properties = {unit: (Annotated[_labels(item), Forgiving()], ...) for unit in ids}
    return create_model("Answer", __base__=Record, **properties)  # type: ignore[call-overload, no-any-return]  # ids by name


@dataclass(slots=True)
class Interview:
    """Asks a model about one article, and keeps count.

    Attributes:
        model: whatever answers.
        style: how questions are put.
        article_id: SHA-256 of the article's text.
        source: where the article came from, for messages.
        usage: what it took so far.
        warnings: what was repaired or left out so far.
        answered: how many questions were answered.
        failed: why the others were not.
        put_to_model: the sections of the questions.
    """

    model: Model
    style: Style
    article_id: str
    source: str
    usage: Usage = field(default_factory=Usage)
    warnings: list[WarningNote] = field(default_factory=list)
    answered: int = 0
    failed: list[ModelError] = field(default_factory=list)
    put_to_model: set[str] = field(default_factory=set)

    @property
    def failure(self) -> ModelError | None:
        """Why no brief can be made: the model was asked more than once, and answered nothing that can be used."""
        return self.failed[0] if len(self.failed) > 1 and not self.answered else None

    def warn(self, code: WarningCode, where: str, message: str) -> None:
        """Note something that the brief's user should know."""
        self.warnings.append(WarningNote(code=code, message=message, where=where))

    async def put(self, ask: Ask[ItemT]) -> list[ItemT]:
        """Ask one question, and once more for each item that cannot be used.

        Returns:
            The items that can be used: one for each id asked about at most, or those that the model chose.

        Raises:
            TransportError, RequestRefusedError: the server cannot be asked at all.
            RecordingError: in replay, there is no recording.
        """
        if self.style.asked is not None and ask.section not in self.style.asked:
            return list(ask.by_rule())
        self.put_to_model.add(ask.section)
        question = self._question(ask, ask.asked)
        try:
            answer = await self._send(question)
        except _FAILED_ANSWERS as error:
            self.failed.append(error)
            where = f"{ask.section}/{ask.asked[0].id}" if ask.asked else ask.section
            self.warn(WarningCode.SECTION_FAILED, where, f"{error}; rules answered instead")
            return list(ask.by_rule())
        self.answered += 1
        items = self._items(ask, answer)
        settled = await together(*(self._settle(ask, question, unit, value) for unit, value in items))
        return [item for item in settled if item is not None]

    async def _settle(
        self, ask: Ask[ItemT], question: Question[BaseModel], unit: str, value: ItemT | Faulty | None
    ) -> ItemT | None:
        """An item as it is if it can be used; else as it is answered again; else None, with a warning."""
        problem = _problem(ask, value)
        if problem is None:
            return value if isinstance(value, ask.item) else None
        if value is None and not self.style.asks_again:
            return None
        second = await self._again(ask, question, unit, value, problem) if self.style.asks_again else value
        still = _problem(ask, second)
        where = f"{ask.section}/{unit}" if unit else ask.section
        about = next((f"on “{shorten(one.text, _SHOWN)}”: " for one in ask.asked if one.id == unit), "")
        if still is None:
            self.warn(WarningCode.ASKED_AGAIN, where, f"{about}asked again: {problem}")
            return second if isinstance(second, ask.item) else None
        typed = second if isinstance(second, ask.item) else value
        if ask.replace and isinstance(typed, ask.item):
            self.warn(WarningCode.UNSUPPORTED, where, f"{about}replaced by the article's own words: {still}")
            return ask.replace(typed)
        if value is None and second is None:
            self.warn(WarningCode.UNANSWERED, where, f"{about}there is no answer")
        else:
            self.warn(WarningCode.LEFT_OUT, where, f"{about}the answer was left out: {still}")
        return None

    def _question(self, ask: Ask[ItemT], asked: Sequence[Asked]) -> Question[BaseModel]:
        keyed = self.style.ids_in_schema and bool(asked)
        ids = tuple(item.id for item in asked)
        prompt = Prompt(
            kind=self.style.kind,
            section=ask.section,
            before=ask.before,
            text=ask.text,
            items=tuple(asked),
            keyed=keyed,
            example_first=self.style.example_first,
        )
        # Rounded up to a power of two: a schema that is new costs a hosted service time.
        most = 1 << (max(len(ids), ask.most) - 1).bit_length()
        if keyed:
            answer = _keyed_answer(ask.item, ids)
        elif self.style.ids_in_schema and ask.targets:
            answer = _narrowed_answer(ask.item, ask.least, most, tuple(ask.targets))
        else:
            answer = _list_answer(ask.item, ask.least, most)
        return Question(
            section=ask.section,
            article_id=self.article_id,
            source=self.source,
            ids=ids,
            messages=render(prompt),
            answer=answer,
            targets=ask.targets,
            max_tokens=self.style.max_tokens,
            by_rule=lambda: answer.model_construct(items=ask.by_rule()),
        )

    async def _send(self, question: Question[BaseModel], *, repeat: bool = False) -> BaseModel:
        again = Usage(calls=-1, reasks=1) if repeat else Usage()
        try:
            reply = await self.model.ask(question)
        except _FAILED_ANSWERS as error:
            self.usage += (error.usage or Usage(calls=1)) + again
            raise
        self.usage += reply.usage + again
        return reply.answer

    def _items(self, ask: Ask[ItemT], answer: BaseModel) -> list[tuple[str, ItemT | Faulty | None]]:
        """What was answered for each id asked about, or each item that the model chose."""
        if not ask.asked:
            return [("", item) for item in getattr(answer, "items", [])]
        given: dict[str, ItemT | Faulty] = {}
        for unit, value in _by_id(ask.item, answer):
            if unit not in given or (isinstance(given[unit], Faulty) and not isinstance(value, Faulty)):
                given[unit] = value
        for unit in sorted(given.keys() - {asked.id for asked in ask.asked}):
            self.warn(WarningCode.LEFT_OUT, ask.section, f"an answer for {unit!r}, which was not asked about")
        return [(asked.id, given.get(asked.id)) for asked in ask.asked]

    async def _again(
        self,
        ask: Ask[ItemT],
        question: Question[BaseModel],
        unit: str,
        value: ItemT | Faulty | None,
        problem: str,
    ) -> ItemT | Faulty | None:
        asked = tuple(item for item in ask.asked if item.id == unit)
        narrowed = self._question(replace(ask, least=1, most=1), asked)
        keyed = self.style.ids_in_schema and bool(asked)
        given = "" if value is None else _as_given(value, ask.targets, unit if keyed else None)
        repeat = replace(narrowed, messages=again(question.messages, given, unit, problem))
        try:
            answer = await self._send(repeat, repeat=True)
        except _FAILED_ANSWERS as error:
            return Faulty(item=None, problem=str(error))
        return next((item for _, item in self._items(replace(ask, asked=asked), answer)), None)


def _problem(ask: Ask[ItemT], value: ItemT | Faulty | None) -> str | None:
    if value is None:
        return "it is missing"
    return value.problem if isinstance(value, Faulty) else ask.problem(value)


def _as_given(value: Record | Faulty, targets: Mapping[str, Span], key: str | None) -> str:
    """An item in JSON as a model gives it: pointers as ids, under its own id or in a list of one."""
    item = value.item if isinstance(value, Faulty) else value
    if isinstance(item, BaseModel):
        ids = {(span.start, span.end): unit for unit, span in targets.items()}
        labels = {name: _pointed(given, ids) for name, given in item}
        item = labels if key is None else in_short({name: labels[name] for name in labels if name != "id"})
    return json.dumps({"items": [item]} if key is None else {key: item}, ensure_ascii=False)


def _pointed(given: object, ids: Mapping[tuple[int, int], str]) -> object:
    if isinstance(given, Span):
        return ids.get((given.start, given.end))
    return [_pointed(one, ids) for one in given] if isinstance(given, (list, tuple)) else given


def _by_id(item: type[ItemT], answer: BaseModel) -> Iterator[tuple[str, ItemT | Faulty]]:
    """The items of an answer of either shape, each with its id."""
    if "items" in type(answer).model_fields:
        for value in getattr(answer, "items", ()):
            faulty = value.item if isinstance(value, Faulty) else {"id": value.id}
            unit = str(faulty.get("id", "") if isinstance(faulty, dict) else "").strip().upper()
            yield unit, value if isinstance(value, Faulty) else value.model_copy(update={"id": unit})
        return
    labels = [name for name in item.model_fields if name != "id"]
    for unit in type(answer).model_fields:
        value = getattr(answer, unit)
        if isinstance(value, Faulty):
            yield unit, value
        else:
            given = {labels[0]: value.root} if isinstance(value, RootModel) else dict(value)
            yield unit, item.model_validate({"id": unit, **given})
