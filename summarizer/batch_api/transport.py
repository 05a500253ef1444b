"""The transport that does not send: what has no answer yet is noted in the ledger, and waits."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import httpx2

from summarizer.batch_api.visit import current_visit
from summarizer.errors import BudgetError
from summarizer.recording.transport import KeepingTransport

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.batch_api.ledger import Failure, Ledger
    from summarizer.recording.answers import AnswerStore
    from summarizer.recording.label import Label
    from summarizer.recording.transport import Exchange

__all__ = ["DeferringTransport"]


class DeferringTransport(KeepingTransport):
    """Answers what was answered before, repeats what has failed, and lets all else wait until it is cancelled.

    Args:
        store: where answers are.
        ledger: where what is asked is noted, and what has failed stands.
        afford: given the body of each request that is to wait; raises where it cannot be paid for.
    """

    def __init__(self, store: AnswerStore, ledger: Ledger, afford: Callable[[bytes], None] = lambda _: None) -> None:
        super().__init__(store)
        self._ledger = ledger
        self._afford = afford

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Answer one request, or wait for ever.

        Raises:
            OutputError: an answer cannot be read, or the request cannot be noted.
            BudgetError: the request cannot be paid for.
        """
        with current_visit().counting_request():
            return await super().handle_async_request(request)

    async def _ask(self, request: httpx2.Request, exchange: Exchange, label: Label) -> httpx2.Response:  # noqa: ARG002 -- nothing is sent
        failure = self._ledger.want(exchange)
        if failure is None:
            try:
                self._afford(request.content)
            except BudgetError:
                self._ledger.withdraw([exchange.key])
                raise
            await current_visit().park(exchange.key)
        return _played(failure)


def _played(failure: Failure) -> httpx2.Response:
    content = json.dumps(failure.body).encode()
    return httpx2.Response(failure.status, headers={"content-type": "application/json"}, content=content)
