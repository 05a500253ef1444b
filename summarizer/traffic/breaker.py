"""When the server is down: nothing goes out but one probe at a time, until one is answered or patience ends."""

from __future__ import annotations

import math

from summarizer.errors import OutageError
from summarizer.terminal import one_line

__all__ = ["Breaker"]

_FEWEST_FAILURES = 12
"""At 30 % of failures, whatever the cause, so many in a row come once in 2.7 million requests."""
_FIRST_PAUSE = 1.0
_LONGEST_PAUSE = 60.0


class Breaker:
    """Opens after failure upon failure with no answer between; closes with the first answer.

    Args:
        patience: seconds for which the server is waited for in all.
    """

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._failures = 0
        self._last = ""
        self._since: float | None = None
        self._open = False
        self._pause = _FIRST_PAUSE
        self._probe_at = -math.inf
        self._probing = False
        self._openings = 0

    @property
    def pause(self) -> float:
        """Seconds between the last probe and the next."""
        return self._pause

    def ready_at(self, now: float) -> float:
        """When a request may go out: now, at the next probe, or (infinity) once the probe has come back.

        Raises:
            OutageError: the server was down for longer than patience allows.
        """
        if not self._open:
            return now
        if self._probing:
            return math.inf
        if now < self._probe_at and now >= self._deadline(now):
            raise self._outage(now)
        return self._probe_at

    def check(self, until: float, now: float) -> None:
        """Make sure that waiting until then, because the server asks for it, is within patience.

        Raises:
            OutageError: it is not.
        """
        if until > self._deadline(now):
            wait = _span(until - now)
            what = f"the server asks to be left alone for {wait}{self._because()}"
            raise OutageError(f"{what}; patience ends after {_span(self._patience)}: {_LATER}")

    def send(self) -> int:
        """Note that a request goes out.

        Returns:
            0 for an ordinary request; for the probe, which opening of the breaker it is for.
        """
        self._probing = self._open
        return self._openings if self._open else 0

    def is_probe(self, opening: int) -> bool:
        """Whether a request is the probe that is waited for, by what `send` said."""
        return self._open and opening == self._openings

    def struggle(self, what: str, now: float) -> None:
        """Note trouble that is no sign of an outage: the server asks to be left alone."""
        self._last = what
        if self._since is None:
            self._since = now

    def fail(self, what: str, now: float, *, at_a_time: int) -> bool:
        """Note a failure.

        Args:
            what: the failure, in plain words.
            now: in seconds.
            at_a_time: requests that are in flight at a time.

        Returns:
            Whether that opened it.
        """
        self.struggle(what, now)
        self._failures += 1
        if self._open or self._failures < max(_FEWEST_FAILURES, 2 * at_a_time):
            return False
        self._open = True
        self._openings += 1
        self._pause = _FIRST_PAUSE
        self._plan(now)
        return True

    def fail_probe(self, now: float) -> None:
        """Note that the probe failed: the next one goes out after twice the pause."""
        self._probing = False
        self._pause = min(_LONGEST_PAUSE, self._pause * 2)
        self._plan(now)

    def drop_probe(self) -> None:
        """Note that the probe was given up before anything came of it: the next request is the probe."""
        self._probing = False

    def succeed(self) -> bool:
        """Note an answer, and say whether that closed it."""
        was_open, self._open = self._open, False
        self._failures = 0
        self._since = None
        self._probing = False
        return was_open

    def _plan(self, now: float) -> None:
        self._probe_at = now + self._pause
        deadline = self._deadline(now)
        if now < deadline:
            self._probe_at = min(self._probe_at, deadline)

    def _deadline(self, now: float) -> float:
        return (now if self._since is None else self._since) + self._patience

    def _because(self) -> str:
        return one_line(f" ({self._last})") if self._last else ""

    def _outage(self, now: float) -> OutageError:
        since = now if self._since is None else self._since
        return OutageError(f"the server has been down for {_span(now - since)}{self._because()}: {_LATER}")


_LATER = "run the same command later, and it goes on where it stopped"


def _span(seconds: float) -> str:
    """A span of time as people say it."""
    seconds = min(seconds, 999 * 86_400)
    for unit, size in (("days", 86_400), ("hours", 3600), ("minutes", 60)):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} seconds"
