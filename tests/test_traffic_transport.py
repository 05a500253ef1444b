"""The transport that every request passes, against a real server on loopback."""

from __future__ import annotations

import asyncio
import threading
from contextlib import asynccontextmanager
from datetime import date
from typing import TYPE_CHECKING

import httpx2
import pytest

from summarizer.errors import BudgetError, OutageError
from summarizer.prices import Price, Prices
from summarizer.traffic.budget import Budget, Ledger
from summarizer.traffic.events import Spent, TrafficEvent, TrafficKind
from summarizer.traffic.gate import Gate
from summarizer.traffic.limits import Limits
from summarizer.traffic.network import Network
from summarizer.traffic.transport import TrafficTransport
from tests.servers import Reply, Server, chat, reset, serving

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

PRICES = Prices(as_of=date(2026, 1, 1), source="here", models={"m": Price(input=1.0, cached=0.5, output=10.0)})
BODY = {"model": "m", "max_tokens": 50, "messages": [{"role": "user", "content": "Hello"}]}


class World:
    """A client whose traffic passes the gate; waiting takes no time, and is noted."""

    def __init__(
        self,
        *,
        concurrency: int = 8,
        patience: float = 3600.0,
        budget: Budget | None = None,
        timeout: float = 20.0,
        inner: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        self.now = 0.0
        self.waited: list[float] = []
        self.events: list[TrafficEvent] = []
        self.gate = Gate(
            Limits(concurrency=concurrency, patience=patience),
            ledger=Ledger("m", PRICES, budget),
            watch=self.events.append,
            clock=lambda: self.now,
            sleep=self.sleep,
            chance=lambda: 0.0,
        )
        self.client = httpx2.AsyncClient(transport=TrafficTransport(inner or Network(), self.gate, timeout=timeout))

    async def sleep(self, seconds: float) -> None:
        self.waited.append(seconds)
        await asyncio.sleep(0)
        self.now += seconds

    async def ask(self, server: Server) -> httpx2.Response:
        return await self.client.post(f"{server.url}/chat/completions", json=BODY)

    async def ask_on_and_on(self, server: Server) -> None:
        for _ in range(1000):
            await self.ask(server)


@asynccontextmanager
async def world(**options: object) -> AsyncIterator[World]:
    one = World(**options)  # type: ignore[arg-type]  # as World takes them
    async with one.client:
        yield one
    assert (one.gate.in_flight, one.gate.waiting) == (0, 0)


async def test_an_answer_comes_through_and_what_it_took_is_counted() -> None:
    with serving([chat("yes", usage=(100, 20, 40))]) as server:
        async with world() as here:
            response = await here.ask(server)
            assert response.json()["choices"][0]["message"]["content"] == "yes"
            spent = here.gate.spent
            assert spent.cost == pytest.approx((60 + 20 + 200) / 1e6)
            assert spent == Spent(1, 0, 100, 40, 20, spent.cost)
            assert here.events == []


@pytest.mark.parametrize("status", [400, 401, 404, 408, 409, 500, 502])
async def test_what_fails_is_handed_on_and_not_sent_again(status: int) -> None:
    with serving([Reply({"error": {"message": "no"}}, status)]) as server:
        async with world() as here:
            assert (await here.ask(server)).status_code == status
            assert here.gate.spent == Spent(requests=1, cost=0.0)
    assert len(server.requests) == 1


@pytest.mark.parametrize("headers", [{"Retry-After": "30"}, {"retry-after-ms": "30000"}])
@pytest.mark.parametrize("status", [429, 500, 503])
async def test_a_server_that_asks_for_time_is_given_it(status: int, headers: dict[str, str]) -> None:
    with serving([Reply({}, status, headers), chat("yes")]) as server:
        async with world() as here:
            assert (await here.ask(server)).status_code == status
            assert (await here.ask(server)).status_code == 200
            assert sum(here.waited) == pytest.approx(30.0)


async def test_a_server_that_asks_for_time_by_a_date_is_given_it_by_its_own_clock() -> None:
    headers = {"Retry-After": "Wed, 21 Oct 2015 07:28:30 GMT", "Date": "Wed, 21 Oct 2015 07:28:00 GMT"}
    replies = iter([httpx2.Response(503, headers=headers), httpx2.Response(200, json=chat("yes"))])
    async with world(inner=httpx2.MockTransport(lambda _: next(replies))) as here:
        for status in (503, 200):
            assert (await here.client.post("http://127.0.0.1/v1", json=BODY)).status_code == status
        assert sum(here.waited) == pytest.approx(30.0)


async def test_a_good_answer_that_names_a_time_holds_nothing_back() -> None:
    with serving([Reply(chat("yes"), headers={"Retry-After": "30"}), chat("yes")]) as server:
        async with world() as here:
            await here.ask(server)
            await here.ask(server)
            assert here.waited == []


@pytest.mark.parametrize("unit", ["requests", "tokens"])
async def test_a_server_that_says_that_nothing_is_left_is_left_alone(unit: str) -> None:
    headers = {f"x-ratelimit-remaining-{unit}": "0", f"x-ratelimit-reset-{unit}": "6m0s"}
    with serving([Reply(chat("yes"), headers=headers), chat("yes")]) as server:
        async with world() as here:
            await here.ask(server)
            await here.ask(server)
            assert here.waited == [360.0]
            assert [event.kind for event in here.events] == [TrafficKind.HELD]


async def test_a_late_answer_is_a_time_out_and_may_cost() -> None:
    never = threading.Event()
    with serving([Reply(chat("yes"), after=never)]) as server:
        async with world(timeout=0.05) as here:
            with pytest.raises(httpx2.ReadTimeout, match=r"no answer within 0\.05 seconds"):
                await here.ask(server)
            assert (here.gate.spent.requests, here.gate.spent.lost) == (1, 1)
            assert (here.gate.spent.cost or 0) > 50 * 10 / 1e6


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (reset(), httpx2.NetworkError),
        (Reply(chat("yes"), sent=20), httpx2.RemoteProtocolError),
        (Reply(b"no gzip", headers={"Content-Encoding": "gzip"}), httpx2.DecodingError),
    ],
)
async def test_a_lost_answer_is_an_error_and_counted(reply: Reply, error: type[Exception]) -> None:
    with serving([reply]) as server:
        async with world() as here:
            with pytest.raises(error):
                await here.ask(server)
            assert (here.gate.spent.requests, here.gate.spent.lost) == (1, 1)


async def test_what_never_reached_the_server_costs_nothing() -> None:
    with serving([]) as server:
        pass
    async with world() as here:
        with pytest.raises(httpx2.ConnectError):
            await here.ask(server)
        assert here.gate.spent == Spent(cost=0.0)


async def test_an_address_that_cannot_be_used_is_an_error() -> None:
    async with world() as here:
        with pytest.raises(httpx2.UnsupportedProtocol):
            await here.client.post("ftp://127.0.0.1/", json=BODY)
        assert here.gate.spent.requests == 0


async def test_time_at_the_gate_does_not_count_as_the_server_s() -> None:
    with serving([Reply({}, 429, {"Retry-After": "100"}), chat("yes")]) as server:
        async with world(timeout=10.0) as here:
            await here.ask(server)
            assert (await here.ask(server)).status_code == 200


async def test_no_more_are_at_the_server_than_allowed() -> None:
    gone, most, flying, lock = threading.Event(), 0, 0, threading.Lock()

    def script(_: object) -> Reply:
        nonlocal most, flying
        with lock:
            flying += 1
            most = max(most, flying)
        return Reply(chat("yes"), after=gone)

    with serving(script) as server:
        async with world(concurrency=3) as here:
            sending = [asyncio.ensure_future(here.ask(server)) for _ in range(9)]
            await asyncio.to_thread(server.wait_for_requests, 3)
            assert (here.gate.in_flight, here.gate.waiting) == (3, 6)
            assert most == 3
            gone.set()
            assert {one.status_code for one in await asyncio.gather(*sending)} == {200}


async def test_one_that_is_cancelled_in_flight_leaves_nothing_behind() -> None:
    never = threading.Event()
    with serving([Reply(chat("yes"), after=never), chat("yes")]) as server:
        async with world(concurrency=1) as here:
            sending = asyncio.ensure_future(here.ask(server))
            waiting = asyncio.ensure_future(here.ask(server))
            await asyncio.to_thread(server.wait_for_requests, 1)
            sending.cancel()
            assert (await waiting).status_code == 200
            assert sending.cancelled()
            assert (here.gate.spent.requests, here.gate.spent.lost) == (2, 1)


async def test_while_the_server_is_down_the_probe_is_sent_again_until_it_is_answered() -> None:
    down = [Reply({}, 502)] * 16
    with serving([*down, chat("yes")]) as server:
        async with world() as here:
            for _ in range(16):
                if here.events:
                    break
                await here.ask(server)
            asked = len(server.requests)
            assert (await here.ask(server)).status_code == 200
            assert len(server.requests) == 17
            assert asked < 17
            assert [event.kind for event in here.events] == [TrafficKind.OPENED, TrafficKind.CLOSED]


async def test_an_outage_longer_than_patience_is_an_error_of_its_own() -> None:
    with serving(lambda _: Reply({}, 502)) as server:
        async with world(patience=120.0) as here:
            with pytest.raises(OutageError, match=r"down for 2 minutes \(status 502\)"):
                await here.ask_on_and_on(server)
            assert here.now == pytest.approx(120.0)


async def test_a_quota_that_is_used_up_is_handed_on_even_with_a_time_to_wait() -> None:
    gone = Reply({"error": {"code": "insufficient_quota"}}, 429, {"Retry-After": "99999"})
    with serving([gone]) as server:
        async with world() as here:
            assert (await here.ask(server)).status_code == 429
            assert here.events == []


async def test_money_that_has_run_out_stops_a_request_before_it_is_sent() -> None:
    with serving(lambda _: chat("yes", usage=(20, 10, 0))) as server:
        async with world(budget=Budget(tokens=300)) as here:
            with pytest.raises(BudgetError):
                await here.ask_on_and_on(server)
            spent = here.gate.spent
    assert spent.requests == len(server.requests)
    assert 90 < spent.input_tokens + spent.output_tokens <= 300


async def test_an_error_that_is_nobody_s_business_passes_and_leaves_nothing_behind() -> None:
    class Broken(httpx2.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
            raise LookupError(str(request.url))

    async with world(inner=Broken()) as here:
        with pytest.raises(LookupError):
            await here.client.get("http://127.0.0.1/")
