"""The transport that every paid request passes: it waits at the gate, is sent, and tells what came of it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import httpx2

from summarizer.traffic.contents import Need, Usage, is_out_of_quota
from summarizer.traffic.headers import parse_retry_after, read_allowance
from summarizer.traffic.outcome import Loss, Outcome

if TYPE_CHECKING:
    from summarizer.traffic.gate import Gate

__all__ = ["TrafficTransport"]

_NOT_SENT = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout, httpx2.ProxyError)
_OUR_FAULT = (httpx2.UnsupportedProtocol, httpx2.LocalProtocolError)


class TrafficTransport(httpx2.AsyncBaseTransport):
    """Sends each request when the gate lets it, and reads the whole answer.

    It does not try again what failed, but for probes while the server is down: whoever asks does that.

    Args:
        inner: the way out. Closed with this one.
        gate: what holds requests back.
        timeout: seconds for sending a request and reading its answer; the time at the gate does not count.
    """

    def __init__(self, inner: httpx2.AsyncBaseTransport, gate: Gate, *, timeout: float) -> None:
        self._inner = inner
        self._gate = gate
        self._timeout = timeout

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send one request, once it may go out.

        Raises:
            BudgetError: it could pass the budget.
            OutageError: the server is down, or asks to be left alone, for longer than patience allows.
            httpx2.RequestError: the server cannot be reached, is late, or breaks off.
        """
        need = Need.of(await request.aread())
        again = False
        while True:
            passage = await self._gate.enter(need, first=again)
            try:
                answer = await self._exchange(request)
            except BaseException:
                self._gate.abandon(passage)
                raise
            again = self._gate.leave(passage, _outcome(answer))
            if again:
                continue
            if isinstance(answer, httpx2.Response):
                return answer
            raise answer

    async def aclose(self) -> None:
        """Let go of connections."""
        await self._inner.aclose()

    async def _exchange(self, request: httpx2.Request) -> httpx2.Response | httpx2.RequestError:
        """Send a request and read its whole answer, or say why there is none."""
        try:
            async with asyncio.timeout(self._timeout):
                response = await self._inner.handle_async_request(request)
                try:
                    await response.aread()
                finally:
                    await response.aclose()
        except TimeoutError:
            return httpx2.ReadTimeout(f"no answer within {self._timeout:g} seconds", request=request)
        except httpx2.RequestError as error:
            return error
        return response


def _outcome(answer: httpx2.Response | httpx2.RequestError) -> Outcome:
    if not isinstance(answer, httpx2.Response):
        sent = not isinstance(answer, (*_NOT_SENT, *_OUR_FAULT))
        return Outcome(loss=_loss(answer), sent=sent)
    status, headers = answer.status_code, answer.headers
    return Outcome(
        status=status,
        usage=Usage.of(answer.content) if status < 400 else None,
        retry_after=parse_retry_after(headers) if status >= 400 else None,
        requests=read_allowance(headers, "requests"),
        tokens=read_allowance(headers, "tokens"),
        out_of_quota=status == 429 and is_out_of_quota(answer.content),
    )


def _loss(error: httpx2.RequestError) -> Loss:
    if isinstance(error, _NOT_SENT):
        return Loss.UNREACHABLE
    if isinstance(error, httpx2.TimeoutException):
        return Loss.LATE
    if isinstance(error, httpx2.NetworkError | httpx2.RemoteProtocolError):
        return Loss.BROKEN_OFF
    return Loss.UNUSABLE
