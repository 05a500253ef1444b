"""The model that asks a server."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING

from summarizer.errors import ModelError
from summarizer.language_model.conversation import Conversation
from summarizer.language_model.options import ModelOptions
from summarizer.model import AnswerT, Question, Reply
from summarizer.recording.label import labelled
from summarizer.schemas.pointers import pointing_into

if TYPE_CHECKING:
    import httpx2
    from openai import AsyncOpenAI

    from summarizer.language_model.conversation import Clock, Sleep

__all__ = ["LanguageModel", "open_client"]

_OPENAI = "https://api.openai.com/v1"
_LONGEST_CONNECT = 10.0
_PATIENCE = 60.0


class LanguageModel:
    """A language model on an OpenAI-compatible server, or its recordings. Belongs to one event loop.

    Args:
        name: the model, as the server knows it.
        options: how it is reached and asked.
        transport: what requests go through; by default a gate without limits of its own, and the network. Closed
            with the model.
        sleep: waits between tries, in seconds; tests give one that does not.
        clock: seconds, always going forward.
    """

    def __init__(
        self,
        name: str,
        options: ModelOptions | None = None,
        *,
        transport: httpx2.AsyncBaseTransport | None = None,
        sleep: Sleep = asyncio.sleep,
        clock: Clock = time.perf_counter,
    ) -> None:
        self._name = name
        self._options = options or ModelOptions()
        self._transport = transport
        self._sleep = sleep
        self._clock = clock
        self._client: AsyncOpenAI | None = None
        self._closed = False

    @property
    def name(self) -> str:
        """The model's name."""
        return self._name

    @property
    def backend(self) -> str:
        """What answers: "openai", for any OpenAI-compatible server."""
        return "openai"

    async def ask(self, question: Question[AnswerT]) -> Reply[AnswerT]:
        """Answer one question.

        Raises:
            TransportError: the server was down, slow or busy, each time it was tried.
            RequestRefusedError: the server said no.
            RunStoppedError: the budget is used up, or the server is down for too long.
            TruncatedAnswerError: the answer stopped at `question.max_tokens`.
            RefusalError: the model declined.
            ContentFilterError: the server's filter cut the answer.
            InvalidAnswerError: no answer was of the right shape.
            RecordingError: a recording is missing, or cannot be read or written.
        """
        with pointing_into(question.targets), labelled(question) as label:
            conversation = Conversation(
                question=question,
                model=self._name,
                options=self._options,
                label=label,
                client=self._open(),
                sleep=self._sleep,
                clock=self._clock,
            )
            try:
                answer = await conversation.hold()
            except ModelError as error:
                error.usage = conversation.usage
                raise
        return Reply(answer=answer, usage=conversation.usage)

    async def aclose(self) -> None:
        """Let go of connections. A second time does nothing."""
        if self._closed:
            return
        self._closed = True
        if self._client is not None:
            await self._client.close()
        elif self._transport is not None:
            await self._transport.aclose()

    def _open(self) -> AsyncOpenAI:
        if self._closed:
            raise RuntimeError("the model is closed")
        if self._client is None:
            _keep_quiet()
            self._transport = self._transport or self._way_out()
            self._client = open_client(self._options, self._transport)
        return self._client

    def _way_out(self) -> httpx2.AsyncBaseTransport:
        from summarizer.prices import Prices
        from summarizer.traffic.budget import Ledger
        from summarizer.traffic.gate import Gate
        from summarizer.traffic.limits import Limits
        from summarizer.traffic.network import Network
        from summarizer.traffic.transport import TrafficTransport

        ledger = Ledger(self._name, Prices.load())
        gate = Gate(Limits(patience=_PATIENCE), ledger=ledger, clock=self._clock, sleep=self._sleep)
        return TrafficTransport(Network(), gate, timeout=self._options.timeout)


def open_client(options: ModelOptions, transport: httpx2.AsyncBaseTransport | None = None) -> AsyncOpenAI:
    """A client of the server that the options name. It sends each request once: who asks tries again.

    Args:
        options: how the server is reached.
        transport: what requests go through; by default the network, bodies read as they come. Closed with the client.
    """
    import httpx2
    from openai import AsyncOpenAI

    timeout = httpx2.Timeout(options.timeout, connect=min(options.timeout, _LONGEST_CONNECT))
    return AsyncOpenAI(
        api_key=options.api_key or "none",
        base_url=options.base_url or _OPENAI,
        max_retries=0,
        timeout=timeout,
        http_client=httpx2.AsyncClient(transport=transport, timeout=timeout, follow_redirects=True),
    )


def _keep_quiet() -> None:
    """Instructor logs failed calls as errors, with what a server sent back and pieces of the article."""
    logger = logging.getLogger("instructor")
    if logger.level == logging.NOTSET:
        logger.setLevel(logging.CRITICAL)
