"""summarizer: news articles in, briefs out that can be checked.

from summarizer import summarize
brief = summarize(text, model="extractive")
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.api import asummarize, summarize, summarize_all
    from summarizer.article import Article
    from summarizer.brief import Brief
    from summarizer.errors import SummarizerError
    from summarizer.evaluation.evalset import EvalSet
    from summarizer.gold.files import read_gold
    from summarizer.pipeline import Summarizer
    from summarizer.schemas.spans import Span
    from summarizer.scoring.score import Labelled, score_brief
    from summarizer.settings import Settings, load_settings

__all__ = [
    "Article",
    "Brief",
    "EvalSet",
    "Labelled",
    "Settings",
    "Span",
    "Summarizer",
    "SummarizerError",
    "asummarize",
    "load_settings",
    "read_gold",
    "score_brief",
    "summarize",
    "summarize_all",
]

_HOMES = {
    "Article": "article",
    "Brief": "brief",
    "EvalSet": "evaluation.evalset",
    "Labelled": "scoring.case",
    "Settings": "settings",
    "Span": "schemas.spans",
    "Summarizer": "pipeline",
    "SummarizerError": "errors",
    "asummarize": "api",
    "load_settings": "settings",
    "read_gold": "gold.files",
    "score_brief": "scoring.score",
    "summarize": "api",
    "summarize_all": "api",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first used: `summarizer --help` does not pay for it."""
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
