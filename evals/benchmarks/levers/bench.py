"""What all levers share: articles, a model, runs of the pipeline, tables."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from pydantic import Field, create_model

from summarizer import EvalSet, Summarizer
from summarizer.analysis import Analysis, analyse
from summarizer.evaluation.cost import cost_of
from summarizer.evaluation.runs import Run, score_run
from summarizer.model import Model, Question, Reply, Usage
from summarizer.opening import open_model
from summarizer.schemas.brief import WarningCode
from summarizer.schemas.spans import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from summarizer.scoring.case import Labelled
    from summarizer.settings import Settings


Put: TypeAlias = Callable[[Model, Question[Any]], Awaitable[Reply[Any]]]
"""Puts a question otherwise than it was made."""

WHOLE = 8_000
"""Characters of a window that holds most articles."""
SYSTEM = 0
"""Where the system message stands in a rendered prompt."""


@dataclass(frozen=True)
class Bench:
    """What is asked about, and whom."""

    evalset: EvalSet
    reached: Mapping[str, object]
    every: int

    def settings(self, **changes: object) -> Settings:
        """The eval set's settings, with a live model and these changes."""
        return self.evalset.settings(**{**self.reached, "concurrency": 1, **changes})

    @property
    def cases(self) -> list[tuple[Labelled, Analysis]]:
        """Each article's gold and analysis."""
        return [(self.evalset.gold[one.id], analyse(one)) for one in self.evalset.articles[:: self.every]]

    async def run(self, name: str, put: Put | None = None, **changes: object) -> Run:
        """Brief and score the articles; the name says how often rules had to answer instead of the model."""
        settings = self.settings(**changes)
        model = open_model(settings)
        async with Summarizer(settings, model=Instead(model, put) if put else model) as summarizer:
            briefs = [await summarizer.brief(article) for article in self.evalset.articles[:: self.every]]
        await model.aclose()
        failed = sum(note.code is WarningCode.SECTION_FAILED for brief in briefs for note in brief.warnings)
        return score_run(f"{name} ({failed} unusable)" if failed else name, briefs, self.evalset.gold)


@dataclass(frozen=True, slots=True)
class Instead:
    """A model whose questions are put in another way."""

    inner: Model
    put: Put
    backend: str = "openai"

    @property
    def name(self) -> str:
        """The model's name."""
        return self.inner.name

    async def ask(self, question: Question[Any]) -> Reply[Any]:
        """Answer one question."""
        return await self.put(self.inner, question)

    async def aclose(self) -> None:
        """Nothing to let go of: the model belongs to whoever opened it."""


def begin(title: str, *measures: str) -> None:
    """Print the head of a Markdown table."""
    columns = ("way", *measures, "calls", "tokens in", "of them cached", "tokens out", "seconds")
    print(f"\n### {title}\n\n| {' | '.join(columns)} |\n{'|---' * len(columns)}|", flush=True)


def row(name: str, values: Iterable[str], took: Usage) -> None:
    """Print a row: what a way brought, and what it took."""
    tokens = (f"{count:,}" for count in (took.input_tokens, took.cached_tokens, took.output_tokens))
    cells = (name, *values, str(took.calls + took.reasks), *tokens, f"{took.seconds:.0f}")
    print(f"| {' | '.join(cells)} |", flush=True)


def took(run: Run) -> Usage:
    """What a run took."""
    cost = cost_of(run)
    seconds = cost.seconds if cost.output else 0.0
    return Usage(
        calls=cost.calls,
        input_tokens=cost.input,
        cached_tokens=cost.cached,
        output_tokens=cost.output,
        seconds=seconds,
    )


def one_each(ids: Iterable[str], label: Any) -> Any:
    """The shape of an answer with one label for each id."""
    fields: dict[str, Any] = dict.fromkeys(ids, (label, ...))
    return create_model("Answer", __base__=Record, **fields)


def several(item: Any, *, least: int, most: int) -> Any:
    """The shape of an answer that lists items."""
    return create_model(
        "Answer", __base__=Record, items=(Annotated[list[item], Field(min_length=least, max_length=most)], ...)
    )


def one_of(values: Iterable[str]) -> Any:
    """The type of a label that is one of these."""
    return Annotated[str, Field(json_schema_extra={"enum": list(dict.fromkeys(values))})]
