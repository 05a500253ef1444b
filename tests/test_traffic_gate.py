"""The gate in virtual time: what it holds back, for how long, and what it learns."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.errors import BudgetError, OutageError
from summarizer.prices import Price, Prices
from summarizer.traffic.budget import Budget, Ledger
from summarizer.traffic.contents import Need, Usage
from summarizer.traffic.events import Spent, TrafficEvent, TrafficKind
from summarizer.traffic.gate import Gate
from summarizer.traffic.headers import Allowance
from summarizer.traffic.limits import Limits
from summarizer.traffic.outcome import Loss, Outcome
from tests.virtual_time import run

PRICES = Prices(as_of=date(2026, 1, 1), source="here", models={"m": Price(input=1.0, output=10.0)})
NEED = Need(1000, 100)
GOOD = Outcome(status=200, usage=Usage(200, 0, 10))
BUSY = Outcome(status=429)
DOWN = Outcome(loss=Loss.UNREACHABLE, sent=False)

Serve: TypeAlias = Callable[[int], Awaitable[Outcome]]
"""Answers the request of that number."""


def now() -> float:
    """Virtual seconds since the start."""
    return asyncio.get_running_loop().time() - 1000.0


@dataclass
class Run:
    """Requests through a gate, and what came of them."""

    limits: Limits = field(default_factory=lambda: Limits(concurrency=64))
    budget: Budget = field(default_factory=Budget)
    events: list[TrafficEvent] = field(default_factory=list)
    sent: list[float] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    seen: list[Outcome] = field(default_factory=list)

    def open(self, seed: int = 0) -> Gate:
        loop = asyncio.get_running_loop()
        ledger = Ledger("m", PRICES, self.budget)
        chance = random.Random(seed).random
        return Gate(self.limits, ledger=ledger, watch=self.events.append, clock=loop.time, chance=chance)

    async def send(self, gate: Gate, serve: Serve, number: int = 0, need: Need = NEED) -> Outcome:
        """One request, as the transport sends it."""
        again = False
        while True:
            passage = await gate.enter(need, first=again)
            self.sent.append(now())
            try:
                outcome = await serve(number)
            except BaseException:
                gate.abandon(passage)
                raise
            self.outcomes.append(outcome)
            again = gate.leave(passage, outcome)
            if not again:
                self.seen.append(outcome)
                return outcome

    async def finish(self, gate: Gate, serve: Serve, number: int, seed: int = 0, tries: int = 5) -> bool:
        """One request tried again as tenacity does; whether it was answered."""
        pause = random.Random(seed * 100_000 + number)
        for attempt in range(tries):
            outcome = await self.send(gate, serve, number)
            if outcome.is_alive:
                return True
            wait = 2.0**attempt + pause.random()
            await asyncio.sleep(wait if outcome.retry_after is None else outcome.retry_after + pause.random())
        return False

    async def all(self, serve: Serve, count: int, *, seed: int = 0, workers: int | None = None) -> list[bool]:
        """Many requests, by so many workers (as many as may be in flight); which were answered."""
        gate, numbers = self.open(seed), iter(range(count))
        done: list[bool] = []

        async def work() -> None:
            done.extend([await self.finish(gate, serve, number, seed) for number in numbers])

        await asyncio.gather(*(work() for _ in range(workers or self.limits.concurrency)))
        assert (gate.in_flight, gate.waiting) == (0, 0)
        return done

    def told(self, kind: TrafficKind) -> list[TrafficEvent]:
        return [event for event in self.events if event.kind is kind]


def after(seconds: float, outcome: Outcome) -> Serve:
    async def serve(_: int) -> Outcome:
        await asyncio.sleep(seconds)
        return outcome

    return serve


def in_turn(*outcomes: Outcome) -> Serve:
    """These outcomes one after the other, at once; the last for ever."""
    left = list(outcomes)

    async def serve(_: int) -> Outcome:
        return left.pop(0) if len(left) > 1 else left[0]

    return serve


def down_until(end: float, seconds: float = 0.01, failure: Outcome = DOWN) -> Serve:
    async def serve(_: int) -> Outcome:
        await asyncio.sleep(seconds)
        return GOOD if now() >= end else failure

    return serve


def test_no_more_are_in_flight_than_allowed_and_they_go_in_order_of_arrival() -> None:
    order: list[int] = []
    flying = most = 0

    async def serve(number: int) -> Outcome:
        nonlocal flying, most
        order.append(number)
        flying += 1
        most = max(most, flying)
        await asyncio.sleep(1)
        flying -= 1
        return GOOD

    async def main() -> float:
        these = Run(Limits(concurrency=3))
        gate = these.open()
        await asyncio.gather(*(these.send(gate, serve, number) for number in range(10)))
        return now()

    assert run(main()) == pytest.approx(4.0)
    assert order == list(range(10))
    assert most == 3


def test_all_wait_together_until_the_server_says_and_then_do_not_go_at_the_same_instant() -> None:
    these = Run(Limits(concurrency=8))
    told = Outcome(status=429, retry_after=30.0)

    async def main() -> None:
        gate = these.open()
        await these.send(gate, in_turn(told))
        await asyncio.gather(*(these.send(gate, after(100, GOOD), number) for number in range(8)))

    run(main())
    later = these.sent[1:]
    assert min(later) >= 30.0
    assert max(later[:4]) < 31.5
    assert len(set(later[:4])) == 4
    (held,) = these.told(TrafficKind.HELD)
    assert (held.seconds, held.why) == (30.0, "the server asks to be left alone")


def test_a_server_that_says_that_nothing_is_left_is_left_alone_until_its_reset() -> None:
    these = Run()
    spent = Outcome(status=200, usage=Usage(1, 0, 1), requests=Allowance(10, 0, 12.0))

    async def main() -> None:
        gate = these.open()
        await these.send(gate, in_turn(spent))
        await asyncio.gather(*(these.send(gate, in_turn(GOOD)) for _ in range(3)))

    run(main())
    assert these.sent == [0.0, 12.0, 12.0, 12.0]
    assert [event.seconds for event in these.told(TrafficKind.HELD)] == [12.0]


def test_one_s_own_limit_for_the_minute_holds_and_is_told_once_a_wait() -> None:
    these = Run(Limits(concurrency=8, requests_per_minute=6))
    assert all(run(these.all(in_turn(GOOD), 12)))
    assert these.sent == pytest.approx([10.0 * n for n in range(12)])
    assert {event.why for event in these.events} == {"the limit for the minute is reached"}
    assert len(these.events) == 11


def test_failure_upon_failure_opens_the_breaker_and_one_probe_at_a_time_goes_out() -> None:
    these = Run(Limits(concurrency=64))
    assert all(run(these.all(down_until(100.0), 200)))
    probes = [at for at in these.sent if 5 < at < 100]
    assert len(probes) <= 7
    assert probes == sorted(probes)
    (opened,), (closed,) = these.told(TrafficKind.OPENED), these.told(TrafficKind.CLOSED)
    assert (opened.seconds, opened.why) == (1.0, "the server is down (it cannot be reached)")
    assert closed.concurrency == 1


def test_probes_go_out_after_pauses_that_double_up_to_a_minute() -> None:
    these = Run(Limits(concurrency=1))

    async def main() -> None:
        gate = these.open()
        for _ in range(12):
            await these.send(gate, in_turn(DOWN))
        await these.send(gate, down_until(400.0, 0.0))

    run(main())
    assert these.sent[12:] == [1, 3, 7, 15, 31, 63, 123, 183, 243, 303, 363, 423]


def test_a_probe_that_fails_is_not_a_failure_of_its_request() -> None:
    these = Run(Limits(concurrency=64))
    run(these.all(down_until(1000.0), 100))
    failures = sum(outcome is DOWN for outcome in these.seen)
    probes = sum(outcome is DOWN for outcome in these.outcomes) - failures
    assert failures <= 2 * 64
    assert probes > 10


def test_an_outage_uses_up_no_request_where_fewer_are_in_play_than_may_be_in_flight() -> None:
    these = Run(Limits(concurrency=64))
    assert all(run(these.all(down_until(1000.0), 20, workers=20)))
    assert sum(outcome is DOWN for outcome in these.seen) <= 2 * 20


def test_fewer_failures_than_it_takes_never_open_the_breaker() -> None:
    these = Run(Limits(concurrency=1))
    assert run(these.all(in_turn(*[DOWN] * 4, GOOD), 1)) == [True]
    assert these.told(TrafficKind.OPENED) == []


def test_an_answer_between_failures_keeps_the_breaker_closed() -> None:
    these = Run(Limits(concurrency=1))

    async def main() -> None:
        gate = these.open()
        for _ in range(5):
            for _ in range(11):
                await these.send(gate, in_turn(DOWN))
            await these.send(gate, in_turn(Outcome(status=400)))

    run(main())
    assert these.told(TrafficKind.OPENED) == []


def test_an_outage_longer_than_patience_stops_all_and_says_for_how_long_and_why() -> None:
    these = Run(Limits(concurrency=8, patience=600.0))
    failures: list[str] = []

    async def attempt(gate: Gate, number: int) -> None:
        try:
            await these.finish(gate, in_turn(Outcome(status=502)), number)
        except OutageError as error:
            failures.append(str(error))

    async def main() -> float:
        gate = these.open()
        await asyncio.gather(*(attempt(gate, number) for number in range(20)))
        assert (gate.in_flight, gate.waiting) == (0, 0)
        return now()

    assert run(main()) == pytest.approx(600.0, abs=1.0)
    assert len(failures) == 20
    what = "the server has been down for 10 minutes (status 502)"
    assert set(failures) == {f"{what}: run the same command later, and it goes on where it stopped"}


def test_after_an_outage_has_stopped_all_a_later_request_probes_again() -> None:
    these = Run(Limits(concurrency=1, patience=2.0))

    async def main() -> None:
        gate = these.open()
        for _ in range(12):
            await these.send(gate, in_turn(DOWN))
        with pytest.raises(OutageError):
            await these.send(gate, in_turn(DOWN))
        with pytest.raises(OutageError):
            await these.send(gate, in_turn(GOOD))
        await asyncio.sleep(60)
        assert await these.send(gate, in_turn(GOOD)) is GOOD

    run(main())


@pytest.mark.parametrize(
    "outcome",
    [
        Outcome(status=429, retry_after=7200.0),
        Outcome(status=503, retry_after=7200.0),
        Outcome(status=503, retry_after=1e300),
    ],
)
def test_a_server_that_asks_for_more_than_patience_stops_all_at_once(outcome: Outcome) -> None:
    these = Run(Limits(concurrency=2))

    async def main() -> float:
        gate = these.open()
        first = asyncio.ensure_future(these.send(gate, after(5, GOOD)))
        second = asyncio.ensure_future(these.send(gate, after(1, outcome)))
        third = asyncio.ensure_future(these.send(gate, in_turn(GOOD)))
        for stopped in (second, third):
            with pytest.raises(OutageError, match=r"asks to be left alone for .*patience ends after 60 minutes"):
                await stopped
        assert await first is GOOD
        return now()

    assert run(main()) == 5.0


def test_a_reset_further_away_than_patience_stops_all_but_the_answer_is_kept() -> None:
    these = Run(Limits(patience=60.0))

    async def main() -> None:
        gate = these.open()
        last = Outcome(status=200, usage=Usage(1, 0, 1), tokens=Allowance(10, 0, 7200.0))
        assert await these.send(gate, in_turn(last)) is last
        with pytest.raises(OutageError, match="2 hours"):
            await these.send(gate, in_turn(GOOD))

    run(main())


def test_a_server_that_asks_again_and_again_is_waited_for_as_long_as_patience_in_all() -> None:
    these = Run(Limits(concurrency=4, patience=300.0))

    async def main() -> float:
        with pytest.raises(OutageError):
            await these.all(in_turn(Outcome(status=429, retry_after=50.0)), 100)
        return now()

    assert 250 <= run(main()) <= 310


def test_a_key_without_quota_is_neither_an_outage_nor_held_back() -> None:
    these = Run(Limits(concurrency=1))
    gone = Outcome(status=429, out_of_quota=True, retry_after=9.0)

    async def main() -> None:
        gate = these.open()
        for _ in range(30):
            assert await these.send(gate, in_turn(gone)) is gone

    run(main())
    assert these.events == []
    assert these.sent[-1] == 0.0


def test_a_request_that_cannot_be_sent_at_all_is_no_sign_of_an_outage_not_even_as_a_probe() -> None:
    these = Run(Limits(concurrency=1))
    ours = Outcome(loss=Loss.UNUSABLE, sent=False)

    async def main() -> None:
        gate = these.open()
        for _ in range(12):
            await these.send(gate, in_turn(DOWN))
        assert await these.send(gate, in_turn(ours)) is ours
        assert await these.send(gate, in_turn(GOOD)) is GOOD

    run(main())
    assert len(these.sent) == 14


def test_the_budget_stops_before_it_is_passed_and_waits_for_what_is_in_flight() -> None:
    these = Run(Limits(concurrency=8), Budget(tokens=5000))

    async def main() -> Spent:
        gate = these.open()
        with pytest.raises(BudgetError, match=r"of 5,000 tokens spent"):
            await asyncio.gather(*(these.send(gate, after(1, GOOD), number) for number in range(100)))
        await asyncio.sleep(5)
        with pytest.raises(BudgetError):
            await these.send(gate, in_turn(GOOD))
        assert gate.in_flight == 0
        return gate.spent

    spent = run(main())
    taken = spent.input_tokens + spent.output_tokens
    assert 5000 - NEED.tokens < taken <= 5000
    assert max(these.sent) > 1


def test_when_money_has_run_out_all_who_wait_are_told() -> None:
    these = Run(Limits(concurrency=8), Budget(tokens=1100))

    async def main() -> list[object]:
        gate = these.open()
        sending = (these.send(gate, after(1, GOOD), number) for number in range(10))
        return await asyncio.gather(*sending, return_exceptions=True)

    told = run(main())
    assert [type(one) for one in told] == [Outcome] + [BudgetError] * 9
    assert len({id(one) for one in told}) == 10


def limited(at_a_time: int, seed: int) -> Serve:
    """A server that works on so many requests at a time, and turns away the others at once."""
    chance = random.Random(seed)
    busy = 0

    async def serve(_: int) -> Outcome:
        nonlocal busy
        if busy >= at_a_time:
            await asyncio.sleep(0.02)
            return BUSY
        busy += 1
        await asyncio.sleep(0.5 + chance.random())
        busy -= 1
        return GOOD

    return serve


@pytest.mark.parametrize("at_a_time", [3, 10, 30])
@pytest.mark.parametrize("seed", range(20))
def test_a_run_settles_to_what_the_server_takes_at_a_time(at_a_time: int, seed: int) -> None:
    these, count = Run(Limits(concurrency=64)), at_a_time * 60

    async def main() -> float:
        assert sum(await these.all(limited(at_a_time, seed), count, seed=seed)) >= 0.99 * count
        return now()

    optimal = count / at_a_time
    assert run(main()) <= 1.25 * optimal + 10
    turned_away = [index for index, outcome in enumerate(these.outcomes) if outcome is BUSY]
    late = [index for index in turned_away if index > len(these.outcomes) / 2]
    assert len(late) <= 0.12 * len(these.outcomes) / 2


def per_minute(limit: int, *, headers: bool) -> Serve:
    """A server that answers so many requests in each minute by its clock, and turns away the others."""
    minute, count = 0, 0

    async def serve(_: int) -> Outcome:
        nonlocal minute, count
        await asyncio.sleep(0.1)
        if minute != now() // 60:
            minute, count = int(now() // 60), 0
        reset = 60 - now() % 60
        count += 1
        left = Allowance(limit, max(0, limit - count), reset) if headers else None
        if count > limit:
            return Outcome(status=429, retry_after=reset, requests=left)
        await asyncio.sleep(0.9)
        return Outcome(status=200, usage=Usage(200, 0, 10), requests=left)

    return serve


@pytest.mark.parametrize("headers", [True, False])
@pytest.mark.parametrize("seed", range(20))
def test_a_run_settles_to_what_the_server_takes_a_minute(seed: int, *, headers: bool) -> None:
    these, limit, minutes = Run(Limits(concurrency=32)), 100, 8

    async def main() -> float:
        assert all(await these.all(per_minute(limit, headers=headers), limit * minutes, seed=seed))
        return now()

    assert run(main()) <= minutes * 60 + 30
    turned_away = sum(outcome.status == 429 for outcome in these.outcomes)
    assert turned_away <= (32 if headers else 32 * minutes)


def faulty(share: float, seed: int) -> Serve:
    chance = random.Random(seed)
    faults = [
        Outcome(status=408),
        Outcome(status=429),
        Outcome(status=500),
        Outcome(status=503),
        Outcome(loss=Loss.BROKEN_OFF),
        Outcome(loss=Loss.LATE),
    ]

    async def serve(_: int) -> Outcome:
        fault = chance.random() < share
        await asyncio.sleep(0.2 + 0.2 * chance.random())
        return chance.choice(faults) if fault else GOOD

    return serve


@pytest.mark.parametrize("seed", range(20))
def test_three_faults_in_ten_neither_open_the_breaker_nor_take_the_run_to_a_crawl(seed: int) -> None:
    these, count = Run(Limits(concurrency=32)), 600

    async def main() -> float:
        answered = await these.all(faulty(0.3, seed), count, seed=seed)
        assert sum(answered) >= 0.98 * count
        return now()

    assert run(main()) <= 12 * (count / 32 * 0.3 / 0.7)
    assert these.told(TrafficKind.OPENED) == []


def test_a_server_that_slows_to_nothing_and_comes_back_loses_no_request() -> None:
    these = Run(Limits(concurrency=32))

    async def serve(_: int) -> Outcome:
        slow = 60 < now() < 1500
        await asyncio.sleep(30.0 if slow else 1.0)
        return Outcome(loss=Loss.LATE) if slow else GOOD

    assert all(run(these.all(serve, 4000)))
    assert these.told(TrafficKind.OPENED)
    slow = [at for at in these.sent if 200 < at < 1500]
    assert len(slow) < 30


@dataclass(frozen=True)
class Visitor:
    """One request of a storm: when it comes, how long it takes, when it is cancelled, what comes of it."""

    comes: float
    takes: float
    patience: float
    outcome: Outcome


VISITORS = st.builds(
    Visitor,
    comes=st.sampled_from([0.0, 0.0, 0.5, 1.0, 5.0]),
    takes=st.sampled_from([0.0, 0.5, 1.0, 3.0]),
    patience=st.sampled_from([0.0, 0.5, 1.0, 2.0, 1000.0]),
    outcome=st.sampled_from(
        [GOOD, GOOD, BUSY, DOWN, DOWN, DOWN, Outcome(status=429, retry_after=2.0), Outcome(status=503)]
    ),
)


@settings(deadline=None, max_examples=150)
@given(st.lists(VISITORS, max_size=60), st.integers(1, 4), st.sampled_from([None, 4000]), st.sampled_from([None, 10]))
def test_storms_of_cancellations_leave_the_gate_clean(
    visitors: list[Visitor], concurrency: int, tokens: int | None, pace: int | None
) -> None:
    limits = Limits(concurrency=concurrency, requests_per_minute=pace, patience=100.0)
    these = Run(limits, Budget(tokens=tokens))

    async def visit(gate: Gate, visitor: Visitor) -> None:
        await asyncio.sleep(visitor.comes)
        sending = asyncio.ensure_future(these.send(gate, after(visitor.takes, visitor.outcome)))
        await asyncio.wait([sending], timeout=visitor.patience)
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)

    async def main() -> None:
        gate = these.open()
        await asyncio.gather(*(visit(gate, visitor) for visitor in visitors))
        assert (gate.in_flight, gate.waiting) == (0, 0)
        assert len(asyncio.all_tasks()) == 1
        await asyncio.sleep(200)
        (last,) = await asyncio.gather(these.send(gate, in_turn(GOOD), need=Need(1, 1)), return_exceptions=True)
        assert last is GOOD or isinstance(last, BudgetError)
        assert (gate.in_flight, gate.waiting) == (0, 0)

    run(main())


def test_a_probe_that_is_cancelled_makes_room_for_the_next() -> None:
    these = Run(Limits(concurrency=1))

    async def main() -> None:
        gate = these.open()
        for _ in range(12):
            await these.send(gate, in_turn(DOWN))
        probe = asyncio.ensure_future(these.send(gate, after(1000, GOOD)))
        following = asyncio.ensure_future(these.send(gate, in_turn(GOOD)))
        await asyncio.sleep(10)
        probe.cancel()
        assert await following is GOOD
        assert now() == 10.0

    run(main())


def test_a_grant_whose_owner_went_away_in_the_same_moment_goes_to_the_next() -> None:
    these = Run(Limits(concurrency=1))

    async def main() -> None:
        gate = these.open()
        first = await gate.enter(NEED)
        second = asyncio.ensure_future(gate.enter(NEED))
        third = asyncio.ensure_future(gate.enter(NEED))
        await asyncio.sleep(0)
        gate.leave(first, GOOD)
        second.cancel()
        passage = await third
        assert gate.in_flight == 1
        gate.abandon(passage)
        gate.abandon(passage)
        assert gate.in_flight == 0
        assert gate.spent.requests == 2

    run(main())


def test_one_who_goes_away_in_the_moment_in_which_all_are_stopped_goes_quietly() -> None:
    these = Run(Limits(concurrency=1, patience=1.0))

    async def main() -> None:
        gate = these.open()
        first = await gate.enter(NEED)
        waiting = [asyncio.ensure_future(gate.enter(NEED)) for _ in range(4)]
        await asyncio.sleep(0)
        waiting[0].cancel()
        waiting[3].cancel()
        with pytest.raises(OutageError):
            gate.leave(first, Outcome(status=503, retry_after=60.0))
        waiting[1].cancel()
        ended = await asyncio.gather(*waiting, return_exceptions=True)
        assert [type(one) for one in ended] == [*[asyncio.CancelledError] * 2, OutageError, asyncio.CancelledError]
        assert gate.waiting == 0

    run(main())


def test_nobody_needs_to_watch() -> None:
    async def main() -> int:
        gate = Gate(Limits(concurrency=8), ledger=Ledger("m", PRICES))
        await Run().send(gate, in_turn(BUSY))
        return gate.concurrency

    assert run(main()) == 4


def test_a_busy_server_narrows_the_traffic_and_whoever_watches_is_told() -> None:
    these = Run(Limits(concurrency=8))

    async def main() -> int:
        gate = these.open()
        await these.send(gate, in_turn(Outcome(status=529)))
        return gate.concurrency

    assert run(main()) == 4
    (event,) = these.events
    assert event == TrafficEvent(TrafficKind.NARROWED, 0.0, 4, "the server is busy (status 529)")
