"""What a batch would do: how many briefs, requests and tokens, at what cost. Nothing is asked or written."""

from __future__ import annotations

import asyncio
import json
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TypeVar

import httpx2
from pydantic import BaseModel

from summarizer.article import Article
from summarizer.batch.holdings import Holdings, copy_of_index
from summarizer.batch.job import check_job
from summarizer.batch.recipe import Recipe
from summarizer.errors import ArticleError, InvalidAnswerError, MissingRecordingError, SummarizerError
from summarizer.inputs.stream import Inputs
from summarizer.opening import open_model
from summarizer.pipeline import Summarizer
from summarizer.prices import Prices
from summarizer.progress.words import say_count, say_money, say_tokens
from summarizer.recording.answers import AnswerStore
from summarizer.recording.transport import KeepingTransport, missing_exchange
from summarizer.schemas.spans import Span
from summarizer.settings import EXTRACTIVE, LlmSource, Via

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.batch.job import Job
    from summarizer.model import Model, Question, Reply

__all__ = ["Plan", "plan_job"]

AnswerT = TypeVar("AnswerT", bound=BaseModel)

_BYTES_A_TOKEN = 4.0
"""Of English text and JSON, as tokenizers of the GPT and Qwen families cut them."""
_TOKENS_A_LABEL = 8
"""With its id, in JSON."""
_LOOKED_AT = 200
"""Articles that are read closely; of the others, one in so many."""
_ONE_IN = 20


@dataclass(frozen=True, slots=True)
class Plan:
    """What a batch would do.

    Attributes:
        articles: how many there are.
        already: how many of them have their brief.
        unreadable: how many cannot be read.
        to_do: how many briefs would be made.
        looked_at: from how many of these the rest is estimated.
        requests: to the model, those asked again aside.
        input_tokens: about how many.
        output_tokens: about how many.
        cost: about how many US dollars; None where no price is known.
    """

    articles: int
    already: int
    unreadable: int
    to_do: int
    looked_at: int
    requests: int
    input_tokens: int
    output_tokens: int
    cost: float | None

    def to_text(self) -> str:
        """For people, in lines."""
        cost = "unknown: there is no price for this model" if self.cost is None else f"about {say_money(self.cost)}"
        facts = [
            ("articles", say_count(self.articles)),
            ("there already", say_count(self.already)),
            ("cannot be read", say_count(self.unreadable)),
            ("to make", say_count(self.to_do)),
            ("requests", f"about {say_count(self.requests)}, and some to ask again"),
            ("tokens", f"about {say_tokens(self.input_tokens)} in, {say_tokens(self.output_tokens)} out"),
            ("cost", cost),
        ]
        if self.looked_at < self.to_do:
            facts.append(("estimated from", f"{say_count(self.looked_at)} of the articles to do"))
        width = max(len(name) for name, _ in facts)
        return "".join(f"{name:<{width}}  {value}\n" for name, value in facts if value != "0")


def plan_job(job: Job) -> Plan:
    """Work out what a batch would do.

    Raises:
        SettingsError: a setting cannot be used.
        OutputError: the output folder cannot be read.
    """
    check_job(job.settings)
    with ExitStack() as opened:
        inputs = opened.enter_context(Inputs(job.articles, limit_bytes=job.settings.max_bytes, out=job.out))
        here = Path(opened.enter_context(TemporaryDirectory()))
        index = copy_of_index(job.out / "index.sqlite", here / "index.sqlite")
        opened.callback(index.close)
        holdings = Holdings(index, Recipe(job.settings), again=job.again)
        kept = job.out / "answers.sqlite"
        there = kept.exists()
        answers = AnswerStore(kept if there else here / kept.name, job.settings.model or "", read_only=there)
        opened.callback(answers.close)
        return asyncio.run(_Planner(job, holdings, answers).plan(inputs))


class _Planner:
    def __init__(self, job: Job, holdings: Holdings, answers: AnswerStore) -> None:
        self._job = job
        self._holdings = holdings
        self._estimate = _Estimate()
        free = job.settings.model == EXTRACTIVE or job.settings.llm is LlmSource.REPLAY
        transport = KeepingTransport(answers, _Nowhere(self._estimate))
        model = open_model(job.settings, transport=None if free else transport)
        self._model = _Estimating(model, self._estimate)
        self._briefer = Summarizer(job.settings, model=self._model)

    async def plan(self, inputs: Inputs) -> Plan:
        counts = _Counts()
        try:
            for article in self._taken(inputs):
                await self._count(article, counts)
        finally:
            await self._model.aclose()
        return self._scaled(counts)

    def _taken(self, inputs: Inputs) -> Iterator[Article | ArticleError]:
        for item in inputs:
            article = item.id if isinstance(item, Article) else ""
            if not self._job.only_failed or self._holdings.has_failed(item.source, article):
                yield item

    async def _count(self, article: Article | ArticleError, counts: _Counts) -> None:
        counts.articles += 1
        if isinstance(article, ArticleError):
            counts.unreadable += 1
        elif self._holdings.find(article.id, article.source) or article.id in counts.texts:
            counts.already += 1
        else:
            counts.texts.add(article.id)
            counts.to_do += 1
            counts.characters += len(article.text)
            if counts.to_do <= _LOOKED_AT or counts.to_do % _ONE_IN == 0:
                counts.looked_at += 1
                counts.characters_seen += len(article.text)
                with suppress(SummarizerError):
                    await self._briefer.brief(article)

    def _scaled(self, counts: _Counts) -> Plan:
        settings, found = self._job.settings, self._estimate
        scale = counts.characters / counts.characters_seen if counts.characters_seen else 0.0
        requests, read, written = (round(count * scale) for count in (found.requests, found.input, found.output))
        price = Prices.load(settings.prices).find(settings.model or "")
        half = settings.via is Via.BATCH_API
        cost = price.cost(read, 0, written, batch=half) if price else None if requests else 0.0
        return Plan(
            articles=counts.articles,
            already=counts.already,
            unreadable=counts.unreadable,
            to_do=counts.to_do,
            looked_at=counts.looked_at,
            requests=requests,
            input_tokens=read,
            output_tokens=written,
            cost=cost,
        )


@dataclass(slots=True)
class _Counts:
    """Articles by what is to be done with them; `texts` are the ids of those to do."""

    articles: int = 0
    already: int = 0
    unreadable: int = 0
    to_do: int = 0
    looked_at: int = 0
    characters: int = 0
    characters_seen: int = 0
    texts: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Estimate:
    """What asking would take: requests, and tokens in and out."""

    requests: int = 0
    input: float = 0.0
    output: float = 0.0


class _Nowhere(httpx2.AsyncBaseTransport):
    """Sends nothing, and notes what would have been sent."""

    def __init__(self, estimate: _Estimate) -> None:
        self._estimate = estimate

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        self._estimate.requests += 1
        self._estimate.input += len(await request.aread()) / _BYTES_A_TOKEN
        raise missing_exchange()("nothing is asked in a plan")


class _Estimating:
    """Answers as was answered before; else not at all, so that rules answer."""

    def __init__(self, model: Model, estimate: _Estimate) -> None:
        self._model = model
        self._estimate = estimate
        self.name = model.name
        self.backend = model.backend

    async def ask(self, question: Question[AnswerT]) -> Reply[AnswerT]:
        try:
            return await self._model.ask(question)
        except MissingRecordingError:
            self._estimate.output += _tokens_written(question)
            raise InvalidAnswerError(f"{question.source}: nothing is asked in a plan") from None

    async def aclose(self) -> None:
        await self._model.aclose()


def _tokens_written(question: Question[AnswerT]) -> float:
    """About how many tokens a model would write: what rules would, with pointers as ids, or a label for each id."""
    answer = question.by_rule() if question.by_rule else None
    items = [dict(item) for item in getattr(answer, "items", ())]
    if not items:
        return len(question.ids) * _TOKENS_A_LABEL
    written = json.dumps(items, default=lambda value: "S1" if isinstance(value, Span) else str(value))
    return len(written) / _BYTES_A_TOKEN
