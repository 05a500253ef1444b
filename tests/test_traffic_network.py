"""The way out, against real sockets on loopback."""

from __future__ import annotations

import asyncio
import gzip
import json
import threading

import httpx2
import pytest

from summarizer.traffic.network import Network
from tests.servers import Reply, chat, reset, serving

BODY = {"model": "m", "messages": [{"role": "user", "content": "Grüße"}]}


def client() -> httpx2.AsyncClient:
    return httpx2.AsyncClient(transport=Network())


async def test_an_answer_comes_through_as_it_is() -> None:
    with serving([Reply(chat("yes"), headers={"X-Request-Id": "7"})]) as server:
        async with client() as asking:
            response = await asking.post(server.url, json=BODY)
    assert response.status_code == 200
    assert response.json() == chat("yes")
    assert response.headers["x-request-id"] == "7"
    assert response.headers["content-type"] == "application/json"
    assert server.requests[0].json == BODY


async def test_a_compressed_answer_is_handed_on_decoded_without_the_headers_of_the_wire() -> None:
    packed = gzip.compress(json.dumps(chat("yes")).encode())
    with serving([Reply(packed, headers={"Content-Encoding": "gzip"})]) as server:
        async with client() as asking:
            response = await asking.post(server.url, json=BODY)
    assert response.json() == chat("yes")
    assert "content-encoding" not in response.headers
    assert int(response.headers["content-length"]) == len(response.content)


async def test_the_bytes_sent_are_those_of_a_client_without_a_transport() -> None:
    heads: list[bytes] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heads.append(await reader.readuntil(b"\r\n\r\n") + await reader.read(2))
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n\r\n{}")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1/chat"
    headers = [("Authorization", "Bearer k"), ("X-Twice", "1"), ("X-Twice", "2"), ("Accept-Encoding", "gzip")]
    async with server, httpx2.AsyncClient() as plain, client() as ours:
        for asking in (plain, ours):
            response = await asking.post(url, headers=headers, content=b"{}")
            assert response.headers.get_list("set-cookie") == ["a=1", "b=2"]
            assert dict(response.cookies) == {"a": "1", "b": "2"}
    assert heads[0] == heads[1]
    assert heads[1].count(b"X-Twice") == 2
    assert heads[1].lower().count(b"authorization") == 1


async def test_redirects_are_followed() -> None:
    with serving([Reply(status=307, headers={"Location": "/v2/there"}), chat("yes")]) as server:
        async with client() as asking:
            response = await asking.post(server.url, json=BODY)
    assert response.json() == chat("yes")
    assert [seen.path for seen in server.requests] == ["/v1", "/v2/there"]
    assert server.requests[1].json == BODY


async def test_the_environment_s_proxy_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving([chat("by proxy")]) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url.removesuffix("/v1"))
        async with client() as asking:
            response = await asking.post("http://model.invalid/v1/chat/completions", json=BODY)
    assert response.json() == chat("by proxy")
    assert proxy.requests[0].path == "http://model.invalid/v1/chat/completions"


async def test_half_an_answer_is_an_error() -> None:
    with serving([Reply(chat("yes"), sent=20)]) as server:
        async with client() as asking:
            with pytest.raises(httpx2.RemoteProtocolError):
                await asking.post(server.url, json=BODY)


async def test_a_broken_encoding_is_an_error() -> None:
    with serving([Reply(b"not gzip", headers={"Content-Encoding": "gzip"})]) as server:
        async with client() as asking:
            with pytest.raises(httpx2.DecodingError):
                await asking.post(server.url, json=BODY)


async def test_a_connection_that_is_reset_is_an_error() -> None:
    with serving([reset()]) as server:
        async with client() as asking:
            with pytest.raises(httpx2.NetworkError):
                await asking.post(server.url, json=BODY)


async def test_more_go_out_at_a_time_than_connections_are_kept() -> None:
    gone = threading.Event()
    with serving(lambda _: Reply(chat("yes"), after=gone)) as server:
        async with httpx2.AsyncClient(transport=Network(keep=1)) as asking:
            sending = [asyncio.ensure_future(asking.post(server.url, json=BODY)) for _ in range(120)]
            await asyncio.to_thread(server.wait_for_requests, 120)
            gone.set()
            assert {response.status_code for response in await asyncio.gather(*sending)} == {200}


async def test_one_that_was_never_used_is_closed_quietly() -> None:
    network = Network()
    await network.aclose()
    assert network._client is None
