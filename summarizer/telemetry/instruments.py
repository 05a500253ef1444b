"""OpenTelemetry as the user has set it up, if at all."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opentelemetry.metrics import Histogram, MeterProvider
    from opentelemetry.trace import Tracer, TracerProvider

__all__ = ["Instruments", "find_instruments"]

_API = ("opentelemetry.trace", "opentelemetry.metrics")
_TOKENS = (1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864)
_SECONDS = (0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92)


@dataclass(frozen=True, slots=True)
class Instruments:
    """What is told to OpenTelemetry, and through what.

    Attributes:
        tracer: makes spans.
        token_usage: tokens of each request, by type.
        duration: seconds of each request.
    """

    tracer: Tracer
    token_usage: Histogram
    duration: Histogram


def find_instruments() -> Instruments | None:
    """What to tell OpenTelemetry through; None where nobody listens.

    Whoever has set it up has imported it: where it is not imported yet, it need not be.
    """
    if not any(name in sys.modules for name in _API):
        return None
    try:
        from opentelemetry import metrics, trace
    except ImportError:
        return None
    tracers, meters = trace.get_tracer_provider(), metrics.get_meter_provider()
    if not (_is_set_up(tracers) or _is_set_up(meters)):
        return None
    return _instruments(tracers, meters)


def _is_set_up(provider: TracerProvider | MeterProvider) -> bool:
    """Whether it is more than the placeholder that the API itself has."""
    return not type(provider).__module__.startswith(_API)


@lru_cache(maxsize=1)
def _instruments(tracers: TracerProvider, meters: MeterProvider) -> Instruments:
    library = version("summarizer")
    meter = meters.get_meter("summarizer", library)
    return Instruments(
        tracer=tracers.get_tracer("summarizer", library),
        token_usage=meter.create_histogram(
            "gen_ai.client.token.usage",
            unit="{token}",
            description="Number of input and output tokens used.",
            explicit_bucket_boundaries_advisory=_TOKENS,
        ),
        duration=meter.create_histogram(
            "gen_ai.client.operation.duration",
            unit="s",
            description="GenAI operation duration.",
            explicit_bucket_boundaries_advisory=_SECONDS,
        ),
    )
