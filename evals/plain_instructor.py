"""What one gets without this project: instructor asked for a whole section at once, every text typed by the model.

    python -m evals.plain_instructor ARTICLE... --out FOLDER [--llm replay|record|live] [--base-url URL]

Writes the answers as briefs, so that they are scored like all others. Each text that the model says it copied
points at its place in the article; what stands nowhere in it keeps the model's words, at no place of its own.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import time
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

import httpx2
import instructor
from instructor.core import IncompleteOutputException, InstructorRetryException
from openai import AsyncOpenAI
from pydantic import BaseModel, ValidationError
from pydantic_core import from_json

from evals.plain_answers import TASKS, PlainEntity, PlainEvent, PlainFigure, PlainSentence, PlainStatement
from summarizer.article import Source, read_article
from summarizer.brief import Brief
from summarizer.model import Question
from summarizer.recording.label import labelled
from summarizer.recording.store import RecordingStore
from summarizer.recording.transport import RecordingTransport
from summarizer.schemas.brief import ArticleInfo, Provenance, Tokens
from summarizer.schemas.news import (
    Date,
    Entity,
    EntityKind,
    Event,
    Figure,
    Manner,
    Precision,
    Statement,
    SummarySentence,
)
from summarizer.schemas.spans import Span

if TYPE_CHECKING:
    from summarizer.article import Article

__all__ = ["PlainInstructor"]

HERE = Path(__file__).parent
MODEL = "qwen2.5-coder-1.5b"
LONGEST_ANSWER = 900


ItemT = TypeVar("ItemT", bound=BaseModel)


class PlainInstructor:
    """Makes briefs by plain instructor; belongs to one event loop.

    Args:
        mode: "replay", "record" or "live".
        base_url: address of the server, unless replaying.
        recordings: the folder of recordings.
        model: the model asked.
    """

    def __init__(self, mode: str, base_url: str | None, recordings: Path, model: str = MODEL) -> None:
        transport = None
        if mode != "live":
            transport = RecordingTransport(RecordingStore(recordings), "record" if mode == "record" else "replay")
        self.transport = transport
        self._name = model
        self._client = AsyncOpenAI(
            base_url=base_url if base_url and mode != "replay" else "https://api.openai.com/v1",
            api_key="none",
            timeout=1200,
            max_retries=0,
            http_client=httpx2.AsyncClient(transport=transport, timeout=1200),
        )
        self._asking = instructor.from_openai(self._client, mode=instructor.Mode.JSON_SCHEMA)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.close()

    async def brief(self, article: Article) -> Brief:
        """Ask for each section in one call and put the answers together."""
        spent = Spent()
        cast = Cast(article.text, await self._ask(article, "entities", PlainEntity, spent))
        said = await self._ask(article, "statements", PlainStatement, spent)
        happened = await self._ask(article, "events", PlainEvent, spent)
        counted = await self._ask(article, "figures", PlainFigure, spent)
        told = await self._ask(article, "summary", PlainSentence, spent)
        statements = tuple(as_statement(f"A{n}", one, article.text, cast) for n, one in enumerate(said, 1))
        return Brief(
            article=article_info(article),
            chrome=(),
            warnings=(),
            provenance=spent.provenance(self._name),
            summary=tuple(as_sentence(one, article.text) for one in told),
            entities=tuple(cast.entities),
            statements=statements,
            events=tuple(as_event(f"V{n}", one, article.text) for n, one in enumerate(happened, 1)),
            figures=tuple(as_figure(f"F{n}", one, article.text) for n, one in enumerate(counted, 1)),
            references=(),
            disputes=(),
        )

    async def _ask(self, article: Article, section: str, item: type[ItemT], spent: Spent) -> list[ItemT]:
        question = Question(
            section=f"plain-{section}",
            article_id=article.id,
            source=article.source,
            ids=(),
            messages=(),
            answer=BaseModel,
            targets={},
            max_tokens=LONGEST_ANSWER,
        )
        began = time.perf_counter()
        with labelled(question) as label:
            try:
                answer, completion = await self._asking.chat.completions.create_with_completion(
                    model=self._name,
                    messages=[{"role": "user", "content": f"{article.text}\n\n{TASKS[section]}"}],
                    response_model=many(item),
                    temperature=0,
                    max_tokens=LONGEST_ANSWER,
                )
                items = [item.model_validate(one.model_dump()) for one in answer.items]
            except (IncompleteOutputException, InstructorRetryException) as error:
                completion = error.last_completion
                items = whole_items(item, completion.choices[0].message.content) if completion else []
        recorded = [recording.seconds for recording in label.replayed]
        spent.add(completion, sum(recorded) if recorded else time.perf_counter() - began)
        return items


class Many(BaseModel):
    """The items of a section; made for each kind of item by `many`."""

    items: list[BaseModel]


def many(item: type[ItemT]) -> type[Many]:
    """The model of an answer that lists such items."""
    from pydantic import create_model

    return create_model(f"{item.__name__}List", __base__=Many, items=(list[item], ...))  # type: ignore[valid-type]  # the type is a parameter


def whole_items(item: type[ItemT], content: str | None) -> list[ItemT]:
    """The items that are complete in an answer that was cut off, or has faulty ones."""
    try:
        data = from_json(content or "{}", allow_partial=True)
    except ValueError:
        return []
    items = []
    for one in data.get("items", ()) if isinstance(data, dict) else ():
        try:
            items.append(item.model_validate(one))
        except ValidationError:
            continue
    return items


class Spent:
    """Counts calls, tokens and seconds."""

    def __init__(self) -> None:
        self.calls = self.input = self.cached = self.output = 0
        self.seconds = 0.0

    def add(self, completion: object, seconds: float) -> None:
        """Count one call."""
        usage = getattr(completion, "usage", None)
        self.calls += 1
        self.input += usage.prompt_tokens if usage else 0
        self.output += usage.completion_tokens if usage else 0
        details = getattr(usage, "prompt_tokens_details", None)
        self.cached += (details.cached_tokens or 0) if details else 0
        self.seconds += seconds

    def provenance(self, model: str) -> Provenance:
        """All that was counted."""
        return Provenance(
            kind="news",
            model=model,
            backend="plain instructor",
            prompts="",
            schema_="",
            library="",
            recorded=None,
            calls=self.calls,
            retries=0,
            reasks=0,
            tokens=Tokens(input=self.input, cached=self.cached, output=self.output),
            cost=None,
            seconds=round(self.seconds, 3),
            created=datetime.now(UTC).replace(microsecond=0),
        )


class Cast:
    """Who is named, with ids."""

    def __init__(self, text: str, given: list[PlainEntity]) -> None:
        self.entities = [
            Entity(
                id=f"E{number}",
                name=one.name,
                kind=one.kind,
                role=one.role,
                affiliation=None,
                aliases=tuple(dict.fromkeys(form for form in one.aliases if form != one.name)),
                mentions=(as_typed(text, one.name),),
            )
            for number, one in enumerate(given, 1)
        ]
        self._text = text

    def find(self, name: str) -> str | None:
        """The id of who is named so, new if need be; None for no name."""
        if not name.strip():
            return None
        for entity in self.entities:
            if name.casefold() in {form.casefold() for form in (entity.name, *entity.aliases)}:
                return entity.id
        found = Entity(
            id=f"E{len(self.entities) + 1}",
            name=name,
            kind=EntityKind.PERSON,
            role=None,
            affiliation=None,
            aliases=(),
            mentions=(as_typed(self._text, name),),
        )
        self.entities.append(found)
        return found.id


STRAIGHT = str.maketrans("‘’“”\u00a0", "''\"\" ")


def as_typed(text: str, words: str) -> Span:
    """Where the words stand in the text, kinds of marks and spaces aside; at no place of their own if nowhere."""
    plain, wanted = text.translate(STRAIGHT), words.translate(STRAIGHT)
    for form in (wanted, wanted.strip(), wanted.strip().strip("\"'"), wanted.strip().strip("\"'.,")):
        start = plain.find(form) if form else -1
        if start >= 0:
            return Span.cut(text, start, start + len(form))
    return Span(start=0, end=len(words), text=words)


def as_statement(unit: str, one: PlainStatement, text: str, cast: Cast) -> Statement:
    """A statement as the brief has it."""
    span = as_typed(text, one.words)
    return Statement(
        id=unit,
        speaker=cast.find(one.speaker),
        speaker_text=None,
        cue=None,
        reported_by=None,
        manner=Manner.DIRECT if one.quoted else Manner.INDIRECT,
        stance=one.stance,
        claim=one.words,
        quotes=(span,) if one.quoted else (),
        venue=None,
        date=None,
        evidence=(span,),
    )


def as_event(unit: str, one: PlainEvent, text: str) -> Event:
    """An event as the brief has it."""
    day = None
    with suppress(ValueError):
        day = date.fromisoformat(one.day or "")
    when = None
    if one.date:
        precision = Precision.DAY if day else Precision.UNKNOWN
        when = Date(text=as_typed(text, one.date), start=day, end=day, precision=precision)
    return Event(
        id=unit,
        description=one.description,
        status=one.status,
        date=when,
        place=one.place,
        participants=(),
        according_to=None,
        evidence=(as_typed(text, one.sentence),),
    )


def as_figure(unit: str, one: PlainFigure, text: str) -> Figure:
    """A figure as the brief has it."""
    span = as_typed(text, one.text)
    return Figure(
        id=unit,
        text=span,
        minimum=one.minimum,
        maximum=one.maximum,
        qualifier=one.qualifier,
        unit=one.unit,
        measures=one.measures,
        according_to=None,
        as_of=None,
        evidence=(span,),
    )


def as_sentence(one: PlainSentence, text: str) -> SummarySentence:
    """A sentence of the summary as the brief has it."""
    return SummarySentence(text=one.text, evidence=(as_typed(text, one.evidence),), checks=(), verbatim=False)


def article_info(article: Article) -> ArticleInfo:
    """What is known about the article: nothing was asked about it."""
    return ArticleInfo(
        id=article.id,
        source=article.source,
        title=None,
        publisher=None,
        authors=(),
        published=None,
        language=None,
        characters=len(article.text),
    )


async def main() -> None:
    """Make the briefs of the articles that are named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--llm", choices=["replay", "record", "live"], default="replay")
    parser.add_argument("--base-url", default=os.environ.get("OPENAI_BASE_URL"))
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    async with PlainInstructor(options.llm, options.base_url, HERE / "plain_recordings") as asking:
        with (options.out / "briefs.jsonl").open("w", encoding="utf-8") as out:
            for path in options.articles:
                brief = await asking.brief(read_article(Source(path.name, path), limit_bytes=10**6))
                out.write(f"{brief.model_dump_json()}\n")
                print(path.name, brief.provenance.tokens.output, brief.provenance.seconds)


if __name__ == "__main__":
    asyncio.run(main())
