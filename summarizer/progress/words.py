"""How a run's numbers and its traffic are put to people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.terminal import one_line
from summarizer.traffic.events import TrafficKind

if TYPE_CHECKING:
    from summarizer.progress.tally import FailedArticle
    from summarizer.traffic.events import TrafficEvent

__all__ = ["say_count", "say_duration", "say_failure", "say_money", "say_pace", "say_tokens", "say_traffic"]

_MINUTE = 60
_HOUR = 60 * _MINUTE
_DAY = 24 * _HOUR


def say_count(number: int) -> str:
    """A number of things: "12,345"."""
    return f"{number:,}"


def say_tokens(number: int) -> str:
    """A number of tokens, in thousands or millions: "950", "12.3k", "4.1M"."""
    if number < 1_000:
        return str(number)
    # From 999,950 on, one decimal of thousands would be "1000.0k".
    if number < 999_950:
        return f"{number / 1_000:.1f}k"
    return f"{number / 1_000_000:,.1f}M"


def say_money(dollars: float) -> str:
    """An amount in US dollars, finer where it is small: "$0.0042", "$3.41", "$1,234"."""
    if dollars <= 0:
        return "$0.00"
    if dollars < 0.00005:
        return "under $0.0001"
    if dollars < 0.09995:
        return f"${dollars:.4f}"
    return f"${dollars:,.2f}" if dollars < 999.995 else f"${dollars:,.0f}"


def say_duration(seconds: float) -> str:
    """A time in its two largest units: "45 s", "3 min 20 s", "2 h 41 min", "3 d 4 h"."""
    whole = max(0, round(seconds))
    if whole < _MINUTE:
        return f"{whole} s"
    if whole < _HOUR:
        return _two(whole // _MINUTE, "min", whole % _MINUTE, "s")
    if whole < _DAY:
        return _two(whole // _HOUR, "h", whole % _HOUR // _MINUTE, "min")
    return _two(whole // _DAY, "d", whole % _DAY // _HOUR, "h")


def say_pace(per_minute: float) -> str:
    """Articles a minute, without what they are of: "48", "0.6"."""
    return f"{per_minute:,.0f}" if per_minute >= 9.95 else f"{per_minute:.1f}"


def say_failure(failure: FailedArticle) -> str:
    """One line about an article without a brief. Most messages begin with the source; others get it."""
    message = one_line(failure.message)
    source = one_line(failure.source)
    return f"failed: {message}" if source in message else f"failed: {source}: {message}"


def say_traffic(event: TrafficEvent) -> str:
    """One line about what happened to the traffic."""
    why = one_line(event.why)
    wait = f" for {say_duration(event.seconds)}" if event.seconds > 0 else ""
    match event.kind:
        case TrafficKind.HELD:
            return f"waiting{wait}: {why}"
        case TrafficKind.NARROWED:
            at_a_time = "1 request" if event.concurrency == 1 else f"{say_count(event.concurrency)} requests"
            return f"slowing down to {at_a_time} at a time: {why}"
        case TrafficKind.OPENED:
            return f"stopped asking{wait}: {why}"
        case TrafficKind.CLOSED:
            return f"going on: {why}"
        case TrafficKind.BATCH:
            return why


def _two(large: int, large_unit: str, small: int, small_unit: str) -> str:
    return f"{large} {large_unit} {small} {small_unit}" if small else f"{large} {large_unit}"
