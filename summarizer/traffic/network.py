"""The way out: one connection pool that keeps to the environment's proxies and certificates."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import httpx2

if TYPE_CHECKING:
    from ssl import SSLContext

__all__ = ["Network"]

_OF_THE_WIRE = frozenset({b"content-encoding", b"content-length", b"transfer-encoding"})
"""Headers that tell how a body was sent; they are not true of the body as it is handed on."""


class Network(httpx2.AsyncBaseTransport):
    """Sends requests as a client without a transport does: proxies, certificates, redirects.

    A client that is given a transport takes no proxies from the environment, so this one holds a client of its own.
    The whole body is read, and decoded.

    Args:
        keep: connections that are kept open for the next request; there may be more at a time.
    """

    def __init__(self, keep: int = 100) -> None:
        self._keep = keep
        self._client: httpx2.AsyncClient | None = None

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request, follow redirects, and read the whole answer.

        Raises:
            httpx2.RequestError: the server cannot be reached, is late, or breaks off.
        """
        # The client outside has put its authentication in already.
        response = await self._open().send(request, auth=None)
        headers = [(name, value) for name, value in response.headers.raw if name.lower() not in _OF_THE_WIRE]
        kept = {name: response.extensions[name] for name in ("http_version",) if name in response.extensions}
        return httpx2.Response(response.status_code, headers=headers, content=response.content, extensions=kept)

    async def aclose(self) -> None:
        """Let go of connections."""
        if self._client is not None:
            await self._client.aclose()

    def _open(self) -> httpx2.AsyncClient:
        if self._client is None:
            limits = httpx2.Limits(max_connections=None, max_keepalive_connections=self._keep)
            self._client = httpx2.AsyncClient(verify=_certificates(), limits=limits, follow_redirects=True)
        return self._client


@cache
def _certificates() -> SSLContext:
    """The certificates that are trusted, read once: it takes 30 ms."""
    return httpx2.create_ssl_context()
