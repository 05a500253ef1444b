"""The library's doors: an article in, a brief out, with or without an event loop of one's own."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from summarizer.article import Article, Source, article_from_text, read_article
from summarizer.errors import ArticleError, SummarizerError
from summarizer.pipeline import Summarizer
from summarizer.settings import Settings, load_settings

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterable

    from summarizer.brief import Brief

__all__ = ["asummarize", "summarize", "summarize_all"]

T = TypeVar("T")


def summarize(article: str | Path | Article, settings: Settings | None = None, **overrides: object) -> Brief:
    """Make the brief of one article; works inside a running event loop too (a notebook's).

    Args:
        article: the text itself, or the `Path` of a file, or an article read before.
        settings: what is in force; read from the environment and `summarizer.toml` where it is None.
        overrides: single settings by name, such as `model="extractive"`.

    Raises:
        SummarizerError: one of its subclasses; see `summarizer.errors`.
    """
    return _run(asummarize(article, settings, **overrides))


async def asummarize(article: str | Path | Article, settings: Settings | None = None, **overrides: object) -> Brief:
    """`summarize` for those who are in an event loop already."""
    async with Summarizer(_in_force(settings, overrides)) as summarizer:
        return await summarizer.brief(_as_article(article, summarizer.max_bytes))


def summarize_all(
    articles: Iterable[str | Path | Article], settings: Settings | None = None, **overrides: object
) -> list[Brief | SummarizerError]:
    """Make the briefs of several articles, a few at a time.

    Args:
        articles: texts, `Path`s or articles read before, mixed as one likes.
        settings: as for `summarize`; `concurrency` says how many at a time.
        overrides: as for `summarize`.

    Returns:
        In the order of the articles, each one's brief, or the error that took its place.

    Raises:
        SettingsError: a setting that no article can be done with.
    """
    return _run(_all(list(articles), settings, overrides))


async def _all(
    articles: list[str | Path | Article], settings: Settings | None, overrides: dict[str, object]
) -> list[Brief | SummarizerError]:
    async with Summarizer(_in_force(settings, overrides)) as summarizer:
        gate = asyncio.Semaphore(summarizer.concurrency)

        async def one(article: str | Path | Article) -> Brief | SummarizerError:
            async with gate:
                try:
                    return await summarizer.brief(_as_article(article, summarizer.max_bytes))
                except SummarizerError as error:
                    return error

        return list(await asyncio.gather(*(one(article) for article in articles)))


def _in_force(settings: Settings | None, overrides: dict[str, object]) -> Settings:
    given = settings.model_dump(exclude_unset=True) if settings else {}
    return load_settings({**given, **overrides}) if overrides or settings is None else settings


def _as_article(article: str | Path | Article, limit_bytes: int) -> Article:
    if isinstance(article, Article):
        return article
    if isinstance(article, Path):
        return read_article(Source(str(article), article), limit_bytes=limit_bytes)
    if article and not any(character.isspace() for character in article) and _is_file(article):
        raise ArticleError(article, "a str is taken for the article's text; for a file give pathlib.Path")
    return article_from_text(article)


def _is_file(name: str) -> bool:
    try:
        return Path(name).is_file()
    except (OSError, ValueError):
        return False


def _run(work: Coroutine[object, object, T]) -> T:
    """Run to the end, in a thread of its own where this one has an event loop running."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(asyncio.run, work).result()
