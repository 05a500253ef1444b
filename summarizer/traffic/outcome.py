"""What came of one request, and what that says about the server."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.traffic.contents import Usage
    from summarizer.traffic.headers import Allowance

__all__ = ["Loss", "Outcome"]

_TOO_MUCH = frozenset({429, 503, 529})


class Loss(StrEnum):
    """Why there is no whole answer."""

    LATE = "no answer in time"
    UNREACHABLE = "it cannot be reached"
    BROKEN_OFF = "the connection broke off"
    UNUSABLE = "the request or its answer could not be read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one request.

    Attributes:
        status: of the answer; None if none came whole.
        loss: why none came.
        sent: whether the server may have seen the request.
        usage: what the answer says that it took.
        retry_after: seconds for which the server asks to be left alone.
        requests: what the server still takes, in requests.
        tokens: what it still takes, in tokens.
        out_of_quota: the key's quota is used up.
    """

    status: int | None = None
    loss: Loss | None = None
    sent: bool = True
    usage: Usage | None = None
    retry_after: float | None = None
    requests: Allowance | None = None
    tokens: Allowance | None = None
    out_of_quota: bool = False

    @property
    def is_success(self) -> bool:
        """The server did what was asked."""
        return self.status is not None and self.status < 400

    @property
    def is_alive(self) -> bool:
        """The server works, whether or not it likes the request."""
        status = self.status
        return status is not None and status < 500 and (status not in {408, 429} or self.out_of_quota)

    @property
    def is_trouble(self) -> bool:
        """The server does not work, or asks to be left alone."""
        return not self.is_alive and self.loss is not Loss.UNUSABLE

    @property
    def is_failure(self) -> bool:
        """A sign that the server is down; a plea to come again at a given time is none."""
        return self.is_trouble and not (self.status == 429 and self.retry_after is not None)

    @property
    def is_congestion(self) -> bool:
        """A sign that it was too much at a time."""
        turned_away = self.status in _TOO_MUCH and not self.out_of_quota
        return turned_away or self.loss in {Loss.LATE, Loss.BROKEN_OFF}

    @property
    def is_lost(self) -> bool:
        """The server may have done the work, and charge for it, but its answer never came whole."""
        return self.status is None and self.sent

    @property
    def words(self) -> str:
        """What came, in plain words, without anything that the server wrote."""
        return str(self.loss) if self.status is None else f"status {self.status}"
