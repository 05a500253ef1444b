"""Spans and metrics for OpenTelemetry, by its GenAI conventions, where a user has set OpenTelemetry up.

    summarize            one article, kind INTERNAL; its requests nest in it
      chat MODEL         one request sent, kind CLIENT; each retry is one of its own
    gen_ai.client.token.usage, gen_ai.client.operation.duration

A span of an article has `summarizer.article.id`, `summarizer.article.source`, `summarizer.kind`,
`summarizer.sections`, `summarizer.warning_count`, `summarizer.warnings.CODE` (how many of each), and `error.type`
where it failed: the class of the error. `error.type` of a request is the status of the answer ("429"), the class
of the error where none came ("ReadTimeout"), or "_OTHER" for a success that is no completion.

What articles and answers say is in none of them, unless OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT is
"true" (or "span_only" or "span_and_event"); headers, and so keys, never are.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from summarizer.telemetry.article import ArticleSpan, article_span

if TYPE_CHECKING:
    from httpx2 import AsyncBaseTransport

__all__ = ["ArticleSpan", "article_span", "with_telemetry"]


def with_telemetry(inner: AsyncBaseTransport) -> AsyncBaseTransport:
    """The transport, telling OpenTelemetry of each request; just as it is where that is not installed."""
    if find_spec("opentelemetry") is None:
        return inner
    from summarizer.telemetry.transport import TelemetryTransport

    return TelemetryTransport(inner)
