"""What a user allows: how much goes out at a time, how fast, and how long a server is waited for."""

from __future__ import annotations

import math
from dataclasses import dataclass

from summarizer.errors import SettingsError

__all__ = ["Limits"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a user allows.

    Attributes:
        concurrency: requests in flight, at most.
        requests_per_minute: sent in any sixty seconds, at most; None for no limit of one's own.
        tokens_per_minute: in and out, of the requests sent in any sixty seconds; None for no limit of one's own.
        patience: seconds for which a server that is down, or asks to be left alone, is waited for in all.

    Raises:
        SettingsError: a limit below 1, or a patience that is negative or no number.
    """

    concurrency: int = 8
    requests_per_minute: int | None = None
    tokens_per_minute: int | None = None
    patience: float = 3600.0

    def __post_init__(self) -> None:
        for name in ("concurrency", "requests_per_minute", "tokens_per_minute"):
            value = getattr(self, name)
            if value is not None and value < 1:
                raise SettingsError(f"{name} is {value}: it must be 1 or more")
        if not (math.isfinite(self.patience) and self.patience >= 0):
            raise SettingsError(f"patience is {self.patience}: it must be a number of seconds, 0 or more")
