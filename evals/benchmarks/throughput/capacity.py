"""How many requests a second the bench's server can answer at most: many bare connections, no delay.

    python -m evals.benchmarks.throughput.capacity PORT REQUESTS BODY_CHARACTERS

Standard library only; prints requests a second.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time

__all__ = ["main"]

_CONNECTIONS = 64


async def _keep_asking(port: int, request: bytes, left: list[None]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while left:
        left.pop()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        await reader.readexactly(int(head.rpartition(b": ")[2]))
    writer.close()


async def requests_a_second(port: int, requests: int, characters: int) -> float:
    """Ask as fast as possible, with a body as long as an article's."""
    messages = [{"role": "user", "content": "Officials put it at 10,000 by Monday. ".ljust(characters, "x")}]
    body = json.dumps({"model": "m", "messages": messages}).encode()
    request = b"POST /v1/chat/completions HTTP/1.1\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)
    left: list[None] = [None] * requests
    began = time.perf_counter()
    await asyncio.gather(*(_keep_asking(port, request, left) for _ in range(_CONNECTIONS)))
    return requests / (time.perf_counter() - began)


def main() -> None:
    """Measure, and print."""
    port, requests, characters = map(int, sys.argv[1:])
    sys.stdout.write(f"{asyncio.run(requests_a_second(port, requests, characters)):.0f}\n")


if __name__ == "__main__":
    main()
