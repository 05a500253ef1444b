"""How fast requests go out: within the limits that one sets oneself and what the server says; the stricter holds."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.traffic.minute import Minute, Taken
from summarizer.traffic.stated import Stated

if TYPE_CHECKING:
    from summarizer.traffic.contents import Need
    from summarizer.traffic.limits import Limits
    from summarizer.traffic.outcome import Outcome

__all__ = ["Pace", "Step"]

_FORGETS = 32
"""The largest share of a request's bound that answers took fades over about so many answers."""


@dataclass(frozen=True, slots=True)
class Step:
    """One request's share in the pace.

    Attributes:
        bound: tokens that it can take at most.
        requests_sent: all requests sent by then, this one included.
        tokens_sent: all tokens sent by then, as they were expected, its own included.
        tokens: what it took out of the user's own limit on tokens, if there is one.
    """

    bound: int
    requests_sent: int
    tokens_sent: int
    tokens: Taken | None


class Pace:
    """Requests and tokens a minute.

    Tokens are expected from the bound of a request and the largest share of such a bound that answers took of
    late, and put right by what each answer says. So the user's limit on tokens can be passed by what answers take
    beyond what was expected, and by nothing else.

    Args:
        limits: the user's own.
    """

    def __init__(self, limits: Limits) -> None:
        self._own_requests = Minute(limits.requests_per_minute) if limits.requests_per_minute else None
        self._own_tokens = Minute(limits.tokens_per_minute) if limits.tokens_per_minute else None
        self._requests = Stated()
        self._tokens = Stated()
        self._share: float | None = None

    def own_ready_at(self, need: Need, now: float) -> float:
        """When the user's own limits let such a request out; not later than `now` if at once."""
        ready = now
        if self._own_requests is not None:
            ready = max(ready, self._own_requests.ready_at(1, now))
        if self._own_tokens is not None:
            ready = max(ready, self._own_tokens.ready_at(self._expected(need), now))
        return ready

    def server_ready_at(self, need: Need, now: float) -> float:
        """When the server takes such a request, by what it says; not later than `now` if at once."""
        return max(self._requests.ready_at(1, now), self._tokens.ready_at(self._expected(need), now))

    def send(self, need: Need, now: float) -> Step:
        """Note that such a request goes out."""
        expected = self._expected(need)
        self._requests.send(1)
        self._tokens.send(expected)
        if self._own_requests is not None:
            self._own_requests.take(1, now)
        taken = self._own_tokens.take(expected, now) if self._own_tokens is not None else None
        return Step(need.tokens, self._requests.sent, self._tokens.sent, taken)

    def settle(self, step: Step, outcome: Outcome, now: float) -> None:
        """Put right what was expected, and hear what the server says."""
        if outcome.usage is not None:
            self._learn(outcome.usage.tokens / max(1, step.bound))
            self._correct(step, outcome.usage.tokens, now)
        elif not outcome.sent:
            self._correct(step, 0, now)
        if outcome.requests is not None:
            self._requests.hear(outcome.requests, step.requests_sent, now)
        if outcome.tokens is not None:
            self._tokens.hear(outcome.tokens, step.tokens_sent, now)

    def _correct(self, step: Step, tokens: int, now: float) -> None:
        if self._own_tokens is not None and step.tokens is not None:
            self._own_tokens.correct(step.tokens, tokens, now)

    def _learn(self, share: float) -> None:
        before = share if self._share is None else self._share
        self._share = max(share, before + (share - before) / _FORGETS)

    def _expected(self, need: Need) -> int:
        return need.tokens if self._share is None else math.ceil(need.tokens * self._share)
