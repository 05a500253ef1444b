"""The way of one article: read, analysed, asked about, put together, checked."""

from __future__ import annotations

import hashlib
import json
import re
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Self, TypeVar

from pydantic import BaseModel

from summarizer.analysis import Analysis, analyse
from summarizer.brief import Brief
from summarizer.errors import SettingsError
from summarizer.interview import Interview, Style
from summarizer.news.asks import Asks
from summarizer.news.brief import SECTIONS, make_sections
from summarizer.news.happenings import find_happenings
from summarizer.news.statements import find_candidates
from summarizer.opening import open_model
from summarizer.prices import Prices
from summarizer.profiles import QUESTIONS
from summarizer.prompt import digest
from summarizer.schemas.brief import (
    ArticleInfo,
    ChromeSpan,
    Provenance,
    Tokens,
    WarningCode,
    WarningNote,
)
from summarizer.schemas.news import News
from summarizer.settings import EXTRACTIVE, Profile, Settings, Via, load_settings
from summarizer.telemetry import article_span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.article import Article
    from summarizer.model import Model, Usage

__all__ = ["Made", "Summarizer", "check_settings", "schema_digest", "wanted_sections"]

AnswerT = TypeVar("AnswerT", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Made:
    """A brief, and the sections that the model was asked about for it."""

    brief: Brief
    asked: frozenset[str]


class Summarizer:
    """Makes briefs of articles with one model; belongs to one event loop.

    Args:
        settings: what is in force; read from the environment and `summarizer.toml` where it is None.
        model: whatever answers; made from the settings where it is None, and then closed with this.

    Raises:
        SettingsError: a setting cannot be used, or there is no such section or kind.
        NoModelError: nothing says which model to ask.
    """

    def __init__(self, settings: Settings | None = None, *, model: Model | None = None) -> None:
        settings = settings or load_settings()
        self._settings = settings
        self._wanted = wanted_sections(settings)
        self._owns_model = model is None
        self._model = model or open_model(settings)
        self._price = Prices.load(settings.prices).find(self._model.name)
        small = settings.profile is Profile.SMALL
        asked = _asked(settings)
        self._style = Style(
            kind=settings.kind,
            ids_in_schema=settings.ids_in_schema and self._model.backend != EXTRACTIVE,
            example_first=small,
            max_tokens=settings.max_output_tokens,
            asks_again=settings.reasks > 0 and self._model.backend != EXTRACTIVE,
            asked=None if self._model.backend == EXTRACTIVE else asked,
        )

    @property
    def concurrency(self) -> int:
        """How many articles are worth working on at a time."""
        return self._settings.concurrency

    @property
    def max_bytes(self) -> int:
        """The size of the largest article to read."""
        return self._settings.max_bytes

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Let go of connections, those of a model that was given aside."""
        if self._owns_model:
            await self._model.aclose()

    async def brief(self, article: Article) -> Brief:
        """Make the brief of one article.

        Raises:
            EmptyArticleError: there is nothing in it but chrome.
            ModelError: the model cannot be asked, or nothing that it answered can be used.
            RunStoppedError: the budget is used up, or the server is down for too long.
            RecordingError: in replay, a recording is missing.
        """
        return (await self.make(article)).brief

    async def make(self, article: Article) -> Made:
        """Make the brief of one article, and say what was asked for it; raises what `brief` raises."""
        with article_span(article.id, article.source, self._settings.kind) as span:
            made = await self._make(article)
            span.made(self._wanted, (warning.code for warning in made.brief.warnings))
        return made

    async def _make(self, article: Article) -> Made:
        began = time.perf_counter()
        analysis = analyse(article, keep_chrome=self._settings.keep_chrome)
        candidates = find_candidates(analysis)
        asks = Asks(
            analysis=analysis,
            candidates=tuple(candidates),
            happenings=tuple(find_happenings(analysis, candidates)) if "events" in self._wanted else (),
            window=self._settings.window,
            focus=self._settings.focus,
            context=self._settings.context,
        )
        interview = Interview(self._model, self._style, article.id, article.source)
        sections = await make_sections(analysis, asks, interview, self._wanted)
        if interview.failure:
            raise interview.failure
        spent = interview.usage.seconds if interview.usage.recorded else time.perf_counter() - began
        brief = Brief(
            article=_article_info(analysis),
            chrome=tuple(
                ChromeSpan(span=analysis.cut((piece.start, piece.end)), reason=piece.reason)
                for piece in analysis.chrome
            ),
            warnings=(*_reading_warnings(article), *sorted(interview.warnings, key=_place)),
            provenance=self._provenance(interview.usage, spent),
            summary=sections.summary,
            entities=sections.entities,
            statements=sections.statements,
            events=sections.events,
            figures=sections.figures,
            references=sections.references,
            disputes=sections.disputes,
        )
        # Rules are asked in the model's place without a template.
        return Made(brief, frozenset(() if self._model.backend == EXTRACTIVE else interview.put_to_model))

    def _provenance(self, usage: Usage, seconds: float) -> Provenance:
        return Provenance(
            kind=self._settings.kind,
            model=self._model.name,
            backend=self._model.backend,
            prompts=digest(self._settings.kind),
            schema_=schema_digest(),
            library=_library(),
            recorded=usage.recorded,
            calls=usage.calls,
            retries=usage.retries,
            reasks=usage.reasks,
            tokens=Tokens(input=usage.input_tokens, cached=usage.cached_tokens, output=usage.output_tokens),
            cost=self._cost(usage),
            seconds=round(seconds, 3),
            created=datetime.now(UTC).replace(microsecond=0),
        )

    def _cost(self, usage: Usage) -> float | None:
        if self._model.backend == EXTRACTIVE:
            return 0.0
        if self._price is None:
            return None
        half = self._settings.via is Via.BATCH_API
        return self._price.cost(usage.input_tokens, usage.cached_tokens, usage.output_tokens, batch=half)


def check_settings(settings: Settings) -> None:
    """Check what no article could be done with.

    Raises:
        SettingsError: there is no such kind, section or question.
    """
    wanted_sections(settings)
    _asked(settings)


def wanted_sections(settings: Settings) -> frozenset[str]:
    """The sections that a brief will have.

    Raises:
        SettingsError: there is no such kind, or section.
    """
    if settings.kind != "news":
        raise SettingsError(f"there is no kind of brief called {settings.kind!r}; there is: news")
    unknown = set(settings.sections) - set(SECTIONS)
    if unknown:
        raise SettingsError(f"there is no section {', '.join(sorted(unknown))}; there are: {', '.join(SECTIONS)}")
    wanted = frozenset(settings.sections or SECTIONS)
    return wanted | {"statements"} if "disputes" in wanted else wanted


def _asked(settings: Settings) -> frozenset[str]:
    unknown = set(settings.ask) - set(QUESTIONS)
    if unknown:
        raise SettingsError(f"nothing is asked about {', '.join(sorted(unknown))}; there are: {', '.join(QUESTIONS)}")
    return frozenset(settings.ask)


def _article_info(analysis: Analysis) -> ArticleInfo:
    return ArticleInfo(
        id=analysis.article.id,
        source=analysis.article.source,
        title=analysis.metadata.title,
        publisher=analysis.metadata.publisher,
        authors=analysis.metadata.authors,
        published=analysis.metadata.published,
        language=analysis.metadata.language,
        characters=len(analysis.article.text),
    )


def _reading_warnings(article: Article) -> Sequence[WarningNote]:
    if article.encoding == "utf-8":
        return ()
    message = f"the bytes were not UTF-8; they were read as {article.encoding}"
    return (WarningNote(code=WarningCode.DECODED, message=message, where="article"),)


def _place(note: WarningNote) -> tuple[list[tuple[int, str]], str]:
    """What warnings are sorted by: answers come in any order, and the brief must be the same each time."""
    pieces = re.split(r"([0-9]+)", note.where)
    return [(int(piece) if piece.isdigit() else 0, piece) for piece in pieces], note.message


@lru_cache(maxsize=1)
def _library() -> str:
    return version("summarizer")


@lru_cache(maxsize=1)
def schema_digest() -> str:
    """Twelve hexadecimal digits that change with the form of a brief."""
    schema = json.dumps(News.model_json_schema(mode="serialization"), sort_keys=True)
    return hashlib.sha256(schema.encode()).hexdigest()[:12]
