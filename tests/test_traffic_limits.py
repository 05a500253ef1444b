"""Concurrency, the minute, what the server states, and the pace that they make together."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.errors import SettingsError
from summarizer.traffic.concurrency import Concurrency
from summarizer.traffic.contents import Need, Usage
from summarizer.traffic.headers import Allowance
from summarizer.traffic.limits import Limits
from summarizer.traffic.minute import Minute
from summarizer.traffic.outcome import Outcome
from summarizer.traffic.pace import Pace
from summarizer.traffic.stated import Stated


def went_out(limit: int, wishes: list[tuple[float, int]]) -> list[tuple[float, int]]:
    """When each wish (seconds after the one before, amount) goes out, one after the other."""
    minute, now, gone = Minute(limit), 0.0, []
    for pause, amount in wishes:
        now += pause
        while (ready := minute.ready_at(amount, now)) > now:
            now = ready
        minute.take(amount, now)
        gone.append((now, amount))
    return gone


def most_in_a_minute(gone: list[tuple[float, int]]) -> int:
    return max(sum(amount for at, amount in gone if first <= at < first + 59.999) for first, _ in gone)


@pytest.mark.parametrize("name", ["concurrency", "requests_per_minute", "tokens_per_minute"])
def test_a_limit_below_one_is_refused(name: str) -> None:
    with pytest.raises(SettingsError, match=f"{name} is 0"):
        Limits(**{name: 0})


@pytest.mark.parametrize("patience", [-1.0, math.nan, math.inf])
def test_a_patience_that_is_no_time_is_refused(patience: float) -> None:
    with pytest.raises(SettingsError, match="patience"):
        Limits(patience=patience)


@settings(deadline=None)
@given(
    st.integers(1, 200),
    st.lists(st.tuples(st.one_of(st.just(0.0), st.floats(0, 100)), st.just(1)), min_size=1, max_size=400),
)
def test_in_no_minute_do_more_requests_go_out_than_the_limit(limit: int, wishes: list[tuple[float, int]]) -> None:
    assert most_in_a_minute(went_out(limit, wishes)) <= limit


@settings(deadline=None)
@given(
    st.integers(100, 10_000),
    st.lists(st.tuples(st.one_of(st.just(0.0), st.floats(0, 100)), st.integers(0, 100)), min_size=1, max_size=100),
)
def test_in_no_minute_do_more_tokens_go_out_than_the_limit(limit: int, wishes: list[tuple[float, int]]) -> None:
    assert most_in_a_minute(went_out(limit, wishes)) <= limit


def test_a_minute_s_worth_goes_out_each_minute_and_not_at_once() -> None:
    gone = went_out(60, [(0.0, 1)] * 600)
    assert gone[4][0] == 0.0
    assert gone[5][0] >= 0.99
    assert gone[-1][0] == pytest.approx(540, abs=60)


def test_what_is_larger_than_the_limit_goes_alone() -> None:
    (first, _), (large, _), (after, _) = went_out(100, [(0.0, 100), (0.0, 500), (0.0, 1)])
    assert (first, large) == (0.0, 60.0)
    assert after == pytest.approx(120.0, abs=0.001)


def test_what_an_answer_did_not_take_can_be_taken_by_others() -> None:
    minute = Minute(100)
    taken = minute.take(100, 0.0)
    assert minute.ready_at(90, 0.0) == 60.0
    minute.correct(taken, 10, 0.0)
    assert minute.ready_at(90, 0.0) == pytest.approx(6.0)


def test_what_an_answer_took_beyond_what_was_expected_is_waited_for() -> None:
    minute = Minute(100)
    minute.correct(minute.take(2, 0.0), 100, 0.0)
    assert minute.ready_at(2, 0.0) == pytest.approx(60.0, abs=2)


def test_an_answer_that_comes_after_its_minute_changes_nothing() -> None:
    minute = Minute(100)
    taken = minute.take(100, 0.0)
    assert minute.ready_at(100, 60.0) <= 60.0
    minute.correct(taken, 1, 61.0)
    minute.take(100, 61.0)
    assert minute.ready_at(1, 61.0) == 121.0


def test_nothing_stated_holds_nothing_back() -> None:
    assert Stated().ready_at(10**9, 5.0) == 5.0


def test_a_server_that_has_nothing_left_is_left_alone_until_its_reset() -> None:
    stated = Stated()
    stated.send(1)
    stated.hear(Allowance(10, 0, 7.0), 1, 100.0)
    assert stated.ready_at(1, 100.0) == 107.0
    assert stated.ready_at(1, 107.0) == 107.0


def test_what_is_on_its_way_counts_as_taken() -> None:
    stated = Stated()
    stated.send(1)
    stated.send(1)
    stated.send(1)
    stated.hear(Allowance(10, 2, 7.0), 1, 0.0)
    assert stated.ready_at(1, 0.0) == 7.0


def test_an_answer_that_was_overtaken_is_not_heard() -> None:
    stated = Stated()
    stated.send(1)
    stated.send(1)
    stated.hear(Allowance(10, 8, 7.0), 2, 0.0)
    stated.hear(Allowance(10, 0, 30.0), 1, 1.0)
    assert stated.ready_at(1, 1.0) == 1.0


def test_of_two_answers_about_one_reset_the_stricter_is_heard() -> None:
    stated = Stated()
    stated.send(1)
    stated.send(1)
    stated.hear(Allowance(10, 8, 7.0), 2, 0.0)
    stated.hear(Allowance(10, 0, 6.5), 1, 0.5)
    assert stated.ready_at(1, 0.5) == 7.0


def test_after_the_reset_no_more_goes_out_than_the_server_s_limit() -> None:
    stated = Stated()
    stated.hear(Allowance(3, 0, 5.0), 0, 0.0)
    for _ in range(3):
        assert stated.ready_at(1, 5.0) == 5.0
        stated.send(1)
    assert stated.ready_at(1, 5.0) == 65.0


def test_after_the_reset_a_server_without_a_stated_limit_holds_nothing_back() -> None:
    stated = Stated()
    stated.hear(Allowance(None, 0, 5.0), 0, 0.0)
    assert stated.ready_at(10**9, 6.0) == 6.0


def test_a_request_larger_than_the_server_s_limit_goes_when_all_is_left() -> None:
    stated = Stated()
    stated.hear(Allowance(100, 100, 5.0), 0, 0.0)
    assert stated.ready_at(500, 0.0) == 0.0


def test_tokens_are_expected_as_the_answers_were() -> None:
    pace, need = Pace(Limits(tokens_per_minute=1000)), Need(900, 100)
    step = pace.send(need, 0.0)
    assert pace.own_ready_at(need, 0.0) == 60.0
    pace.settle(step, Outcome(status=200, usage=Usage(190, 0, 10)), 1.0)
    assert pace.own_ready_at(need, 1.0) < 15.0
    pace.send(need, 20.0)
    assert pace.own_ready_at(Need(4500, 500), 20.0) == 80.0


def test_a_request_that_never_went_out_takes_no_tokens() -> None:
    pace, need = Pace(Limits(tokens_per_minute=1000)), Need(900, 100)
    pace.settle(pace.send(need, 0.0), Outcome(sent=False), 0.0)
    assert pace.own_ready_at(need, 0.0) == 0.0


def test_of_two_limits_the_stricter_holds() -> None:
    pace, need = Pace(Limits(requests_per_minute=1)), Need(10, 10)
    step = pace.send(need, 0.0)
    assert pace.own_ready_at(need, 0.0) == 60.0
    pace.settle(step, Outcome(status=200, tokens=Allowance(100, 5, 90.0)), 0.0)
    assert pace.server_ready_at(need, 0.0) == 90.0


def fail(concurrency: Concurrency, times: int, epoch: int | None = None) -> None:
    for _ in range(times):
        concurrency.struggle(concurrency.epoch if epoch is None else epoch)


def succeed(concurrency: Concurrency, times: int) -> None:
    for _ in range(times):
        concurrency.succeed(concurrency.epoch)


def test_it_begins_at_the_ceiling() -> None:
    assert Concurrency(64).limit == 64


def test_one_burst_that_is_too_much_halves_once() -> None:
    concurrency = Concurrency(64)
    fail(concurrency, 54, epoch=0)
    assert concurrency.limit == 32


def test_a_stray_fault_halves_nothing() -> None:
    concurrency = Concurrency(64)
    succeed(concurrency, 50)
    fail(concurrency, 1)
    assert concurrency.limit == 64


def test_trouble_upon_trouble_goes_down_to_one_and_not_below() -> None:
    concurrency = Concurrency(64)
    fail(concurrency, 100)
    assert concurrency.limit == 1
    assert not concurrency.struggle(concurrency.epoch)


def test_it_grows_quickly_to_just_under_where_trouble_began_and_slowly_beyond() -> None:
    concurrency = Concurrency(64)
    fail(concurrency, 1)
    succeed(concurrency, 31)
    assert concurrency.limit == 63
    succeed(concurrency, 62)
    assert concurrency.limit == 63
    succeed(concurrency, 1)
    assert concurrency.limit == 64


def test_it_waits_longer_each_time_before_it_goes_where_trouble_began() -> None:
    concurrency, needed = Concurrency(64), []
    fail(concurrency, 3)
    for _ in range(4):
        while concurrency.limit < 15:
            succeed(concurrency, 1)
        count = 0
        while concurrency.limit < 16:
            succeed(concurrency, 1)
            count += 1
        needed.append(count)
        while concurrency.limit == 16:
            fail(concurrency, 1)
    assert needed == sorted(set(needed))
    assert needed[-1] >= 4 * needed[0]


def test_where_there_is_no_trouble_any_more_it_goes_back_to_the_ceiling() -> None:
    concurrency = Concurrency(16)
    fail(concurrency, 3)
    succeed(concurrency, 16 * 16)
    assert concurrency.limit == 16


def test_after_a_restart_it_begins_with_one_and_grows_with_each_success() -> None:
    concurrency = Concurrency(64)
    fail(concurrency, 100)
    concurrency.restart()
    assert concurrency.limit == 1
    succeed(concurrency, 62)
    assert concurrency.limit == 63


@settings(deadline=None)
@given(st.integers(1, 100), st.lists(st.tuples(st.booleans(), st.integers(0, 3)), max_size=300))
def test_it_never_leaves_one_to_the_ceiling(ceiling: int, answers: list[tuple[bool, int]]) -> None:
    concurrency = Concurrency(ceiling)
    for good, age in answers:
        epoch = max(0, concurrency.epoch - age)
        if good:
            concurrency.succeed(epoch)
        else:
            concurrency.struggle(epoch)
        assert 1 <= concurrency.limit <= ceiling
