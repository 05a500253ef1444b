"""Pointers: a model fills in a unit's id, such as "Q3"; the user reads the span that it stands for.

A model's answer is validated inside `pointing_into(...)`, which says what each id stands for. Outside of it
only whole spans are taken, which is how a saved brief loads back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationError
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from summarizer.schemas.spans import Span

__all__ = ["Faulty", "Forgiving", "Pointer", "SentenceSpan", "pointing_into"]

_targets: ContextVar[Mapping[str, Span] | None] = ContextVar("targets", default=None)


@contextmanager
def pointing_into(targets: Mapping[str, Span]) -> Iterator[None]:
    """Let pointers be resolved here: `targets` holds the span of each id that may be pointed at."""
    token = _targets.set(targets)
    try:
        yield
    finally:
        _targets.reset(token)


@dataclass(frozen=True, slots=True)
class Pointer:
    """Marks a `Span` field that a model fills with an id: `Annotated[Span, Pointer("S")]`.

    Args:
        letter: what the ids of this type of unit begin with.
    """

    letter: str

    def _resolve(self, value: object, whole: core_schema.ValidatorFunctionWrapHandler) -> Span:
        if not isinstance(value, str):
            span: Span = whole(value)
            return span
        targets = _targets.get()
        unit = value.strip().upper()
        if targets is None or not unit.startswith(self.letter) or unit not in targets:
            raise PydanticCustomError("no_such_unit", "there is no {unit} here", {"unit": value[:40]})
        return targets[unit]

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_wrap_validator_function(self._resolve, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        if handler.mode == "serialization":
            return handler(schema)
        return {"type": "string", "pattern": f"^{self.letter}[0-9]{{1,5}}$"}


SentenceSpan = Annotated[Span, Pointer("S")]


@dataclass(frozen=True, slots=True)
class Faulty:
    """An item of a model's answer that cannot be used, and why: asked for again, apart from the others."""

    item: Any
    """What the model gave, as parsed from its JSON; shown back to it, never used."""
    problem: str


class Forgiving:
    """Marks a type whose bad values become `Faulty` instead of failing the whole answer."""

    @staticmethod
    def _keep(value: object, strict: core_schema.ValidatorFunctionWrapHandler) -> object:
        try:
            return strict(value)
        except ValidationError as error:
            problems = (f"{'.'.join(map(str, e['loc']))}: {e['msg']}".lstrip(": ") for e in error.errors())
            return Faulty(item=value, problem="; ".join(problems))

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_wrap_validator_function(self._keep, handler(source))
