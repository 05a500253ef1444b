"""What it means that the server does not take a batch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.batch_api.ledger import Failure
from summarizer.errors import AccessRefusedError, RequestRefusedError, RunStoppedError, SummarizerError

if TYPE_CHECKING:
    from summarizer.batch_api.jobs import ServerBatch

__all__ = ["LIMIT_CODES", "LimitReachedError", "bad_lines", "limit_reached", "refusal_of"]

_ENQUEUED = "token_limit_exceeded"
LIMIT_CODES = frozenset({_ENQUEUED, "insufficient_quota", "billing_hard_limit_reached"})
"""What the server says where it would take the same later, or after somebody has paid."""

_NO_MODEL = frozenset({"model_not_found", "invalid_model"})


class LimitReachedError(RunStoppedError):
    """The server takes no more for now.

    Args:
        message: what happened.
        smaller: whether a smaller batch may fare better.
    """

    def __init__(self, message: str, *, smaller: bool) -> None:
        super().__init__(message)
        self.smaller = smaller


def limit_reached(code: str, words: str) -> LimitReachedError:
    """The error for one of the `LIMIT_CODES`, with the server's own words."""
    hint = "run again when other batches have ended" if code == _ENQUEUED else "run again when it is paid for"
    return LimitReachedError(f"the server takes no more ({words}): {hint}", smaller=code == _ENQUEUED)


def refusal_of(batch: ServerBatch) -> SummarizerError:
    """Why a batch that failed was not taken, with the server's own words."""
    first = batch.errors[0] if batch.errors else None
    words = first.message or first.code if first else "no reason given"
    for error in batch.errors:
        if error.code in LIMIT_CODES:
            return limit_reached(error.code, error.message or error.code)
    if first is not None and first.code in _NO_MODEL:
        return AccessRefusedError(f"the server has no such model for batches ({words}): check model")
    return RequestRefusedError(f"the server does not take the batch {batch.id} ({words})")


def bad_lines(batch: ServerBatch, size: int) -> dict[int, Failure]:
    """The failures by line, where some lines only are to blame that the batch was not taken; else none.

    Args:
        batch: one that failed.
        size: requests in it.
    """
    blamed = {
        error.line: Failure(400, {"error": {"code": error.code, "message": error.message}})
        for error in batch.errors
        if error.line is not None and error.code not in _NO_MODEL | LIMIT_CODES
    }
    return blamed if len(blamed) < size and all(error.line in blamed for error in batch.errors) else {}
