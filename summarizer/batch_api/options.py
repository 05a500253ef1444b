"""How the desk works, and what it tells whoever watches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

__all__ = ["DeskOptions", "JobNews", "Watch"]


@dataclass(frozen=True, slots=True)
class DeskOptions:
    """How requests are put into batches, and how long these are waited for.

    Attributes:
        most_requests: in one batch; OpenAI takes 50,000.
        most_bytes: in one input file; OpenAI takes 200 MB.
        retries: how often a request is submitted again after the server failed at it or let it expire.
        first_poll: seconds after which batches are asked about first, and again after one has ended.
        longest_poll: seconds between two times, at most; each wait is half as long again as the one before.
        most_failed_polls: how many times in a row the server may be out of reach before the run ends.
    """

    most_requests: int = 50_000
    most_bytes: int = 200_000_000
    retries: int = 2
    first_poll: float = 10.0
    longest_poll: float = 300.0
    most_failed_polls: int = 50


@dataclass(frozen=True, slots=True)
class JobNews:
    """How far one batch is.

    Attributes:
        name: the job's name, which the batch has as metadata.
        batch: the server's id of the batch.
        status: as the server says it: "validating", "in_progress", "completed" and so on.
        total: requests in the batch; 0 until the server has counted them.
        completed: those answered.
        failed: those that failed.
    """

    name: str
    batch: str
    status: str
    total: int
    completed: int
    failed: int


Watch: TypeAlias = Callable[[JobNews], None]
"""Called as the counts or the status of a batch change."""
