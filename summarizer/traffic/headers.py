"""What a server says in its headers about how much it takes, and when to come again.

Nothing that a server sends makes these raise: what cannot be read is as good as not said.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Allowance", "parse_retry_after", "read_allowance"]

_LONGEST_RESET = 31 * 86_400.0
"""Seconds; a larger plain number is a date since 1970, as some servers send, and not a duration."""
_PIECE = re.compile(r"(\d+(?:\.\d+)?)(ms|us|µs|ns|[dhms])", re.ASCII)
_DURATION = re.compile(rf"(?:{_PIECE.pattern})+", re.ASCII)
_SECONDS = {"d": 86_400.0, "h": 3600.0, "m": 60.0, "s": 1.0, "ms": 1e-3, "us": 1e-6, "µs": 1e-6, "ns": 1e-9}


@dataclass(frozen=True, slots=True)
class Allowance:
    """How much more a server takes for now, of requests or of tokens.

    Attributes:
        limit: how much it takes in all; None if it does not say.
        remaining: how much of that is left.
        reset: seconds until all of it is there again.
    """

    limit: int | None
    remaining: int
    reset: float


def read_allowance(headers: Mapping[str, str], unit: Literal["requests", "tokens"]) -> Allowance | None:
    """What the server still takes, from `x-ratelimit-limit-…`, `-remaining-…` and `-reset-…`.

    Returns:
        None if it does not say how much is left, or not until when.
    """
    remaining = _count(headers.get(f"x-ratelimit-remaining-{unit}", ""))
    if remaining is None:
        return None
    reset = _duration(headers.get(f"x-ratelimit-reset-{unit}", ""))
    if reset is None:
        return None
    return Allowance(_count(headers.get(f"x-ratelimit-limit-{unit}", "")) or None, remaining, reset)


def parse_retry_after(headers: Mapping[str, str]) -> float | None:
    """How long a server asks to wait, in seconds, never negative; None if it does not say.

    Args:
        headers: `retry-after-ms`, or `Retry-After` in seconds or as a date (RFC 9110, 10.2.3). A date is
            taken against the server's own `Date` where there is one: clocks differ.
    """
    for name, unit in (("retry-after-ms", 1000.0), ("retry-after", 1.0)):
        seconds = _number(headers.get(name, ""))
        if seconds is not None:
            return max(0.0, seconds / unit)
    until = _http_date(headers.get("retry-after", ""))
    if until is None:
        return None
    since = _http_date(headers.get("date", "")) or datetime.now(UTC)
    return max(0.0, (until - since).total_seconds())


def _duration(text: str) -> float | None:
    """Seconds, from "6m0s", "20ms" or a plain number; None if it is neither."""
    text = text.strip()
    if _DURATION.fullmatch(text):
        seconds: float | None = sum(float(number) * _SECONDS[unit] for number, unit in _PIECE.findall(text))
    else:
        seconds = _number(text)
    return seconds if seconds is not None and 0 <= seconds <= _LONGEST_RESET else None


def _count(text: str) -> int | None:
    number = _number(text)
    return int(number) if number is not None and number >= 0 else None


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _http_date(text: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)
