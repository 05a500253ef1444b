"""The span of one article."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING

from summarizer.telemetry.instruments import find_instruments
from summarizer.terminal import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from opentelemetry.trace import Span

__all__ = ["ArticleSpan", "article_span"]


class ArticleSpan:
    """Says of an article what is known once its brief is made.

    Args:
        span: where to say it; None where nobody listens.
    """

    def __init__(self, span: Span | None) -> None:
        self._span = span

    def made(self, sections: Iterable[str], warnings: Iterable[str]) -> None:
        """The brief is made.

        Args:
            sections: the names of its sections.
            warnings: the codes of its warnings, one each.
        """
        if self._span is None or not self._span.is_recording():
            return
        counts = Counter(str(code) for code in warnings)
        self._span.set_attribute("summarizer.sections", tuple(sections))
        self._span.set_attribute("summarizer.warning_count", counts.total())
        for code, count in counts.items():
            self._span.set_attribute(f"summarizer.warnings.{code}", count)


_UNHEARD = ArticleSpan(None)


@contextmanager
def article_span(article_id: str, source: str, kind: str) -> Iterator[ArticleSpan]:
    """The span of one article while the context lasts; requests made in it, in any task, nest in its span.

    Args:
        article_id: SHA-256 of its text.
        source: where it came from.
        kind: of the brief.

    Yields:
        What to tell of the brief when it is made. Does nothing where nobody has set OpenTelemetry up.
    """
    instruments = find_instruments()
    if instruments is None:
        yield _UNHEARD
        return
    from opentelemetry.trace import StatusCode

    about = {
        "summarizer.article.id": article_id,
        "summarizer.article.source": one_line(source),
        "summarizer.kind": kind,
    }
    # What an error says may quote the article: only its class is told.
    with instruments.tracer.start_as_current_span(
        "summarize", attributes=about, record_exception=False, set_status_on_exception=False
    ) as span:
        try:
            yield ArticleSpan(span)
        except BaseException as error:
            span.set_attribute("error.type", type(error).__qualname__)
            span.set_status(StatusCode.ERROR)
            raise
