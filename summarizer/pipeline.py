"""The way of one article: read, analysed, asked about, put together, checked."""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
import time
from datetime import UTC, datetime
from functools import lru_cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Self, TypeVar

from pydantic import BaseModel

from summarizer.analysis import Analysis, analyse
from summarizer.brief import Brief
from summarizer.errors import SettingsError
from summarizer.extractive import Extractive
from summarizer.interview import Interview, Style
from summarizer.news.asks import Asks
from summarizer.news.brief import SECTIONS, make_sections
from summarizer.news.happenings import find_happenings
from summarizer.news.statements import find_candidates
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
from summarizer.settings import EXTRACTIVE, LlmSource, Profile, Settings, load_settings, require_model

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.article import Article
    from summarizer.model import Model, Question, Reply, Usage
    from summarizer.recording.transport import RecordingTransport

__all__ = ["Summarizer", "open_model"]

AnswerT = TypeVar("AnswerT", bound=BaseModel)


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
        self._wanted = _wanted(settings)
        self._owns_model = model is None
        self._model = _Throttled(model or open_model(settings), settings.concurrency)
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
            RecordingError: in replay, a recording is missing.
        """
        began = time.perf_counter()
        analysis = analyse(article, keep_chrome=self._settings.keep_chrome)
        candidates = find_candidates(analysis)
        asks = Asks(
            analysis=analysis,
            candidates=tuple(candidates),
            happenings=tuple(find_happenings(analysis, candidates)),
            window=self._settings.window,
            focus=self._settings.focus,
            context=self._settings.context,
        )
        interview = Interview(self._model, self._style, article.id, article.source)
        sections = await make_sections(analysis, asks, interview, self._wanted)
        if interview.failure:
            raise interview.failure
        spent = interview.usage.seconds if interview.usage.recorded else time.perf_counter() - began
        return Brief(
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

    def _provenance(self, usage: Usage, seconds: float) -> Provenance:
        return Provenance(
            kind=self._settings.kind,
            model=self._model.name,
            backend=self._model.backend,
            prompts=digest(self._settings.kind),
            schema_=_schema_digest(),
            library=_library(),
            recorded=usage.recorded,
            calls=usage.calls,
            retries=usage.retries,
            reasks=usage.reasks,
            tokens=Tokens(input=usage.input_tokens, cached=usage.cached_tokens, output=usage.output_tokens),
            cost=0.0 if self._model.backend == EXTRACTIVE else None,
            seconds=round(seconds, 3),
            created=datetime.now(UTC).replace(microsecond=0),
        )


class _Throttled:
    """A model that is asked only so many questions at a time."""

    def __init__(self, model: Model, most: int) -> None:
        self._model = model
        self._gate = asyncio.Semaphore(most)
        self.name = model.name
        self.backend = model.backend

    async def ask(self, question: Question[AnswerT]) -> Reply[AnswerT]:
        async with self._gate:
            return await self._model.ask(question)

    async def aclose(self) -> None:
        await self._model.aclose()


def _wanted(settings: Settings) -> frozenset[str]:
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


def open_model(settings: Settings, transport: RecordingTransport | None = None) -> Model:
    """The model that the settings name: rules, a server, or recordings of one.

    Args:
        settings: what is in force.
        transport: what stands between the client and the network; as the settings say where it is None.

    Raises:
        NoModelError: neither key, address, recordings nor "extractive".
        SettingsError: a key or an address, but no model's name.
    """
    if settings.model == EXTRACTIVE:
        return Extractive()
    require_model(settings)
    if settings.model is None:
        raise SettingsError("name the model whose answers were recorded: --model NAME, or model in summarizer.toml")
    # Imported here: rules alone need none of it, and it takes longer to load than most articles to read.
    from summarizer.language_model import LanguageModel, ModelOptions
    from summarizer.recording.store import RecordingStore
    from summarizer.recording.transport import RecordingTransport

    replay = settings.llm is LlmSource.REPLAY
    if transport is None and settings.llm is not LlmSource.LIVE:
        transport = RecordingTransport(RecordingStore(settings.recordings), "replay" if replay else "record")
    options = ModelOptions(
        base_url=None if replay else settings.base_url,
        api_key=settings.api_key.get_secret_value() if settings.api_key and not replay else None,
        mode=settings.mode,
        temperature=settings.temperature,
        seed=settings.seed,
        timeout=settings.timeout,
        retries=settings.retries,
        reasks=settings.reasks,
        max_wait=settings.max_wait,
    )
    return LanguageModel(settings.model, options, transport=transport)


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
def _schema_digest() -> str:
    schema = json.dumps(News.model_json_schema(mode="serialization"), sort_keys=True)
    return hashlib.sha256(schema.encode()).hexdigest()[:12]
