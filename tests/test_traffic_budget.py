from __future__ import annotations

import json
import math
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.errors import SettingsError
from summarizer.prices import Price, Prices
from summarizer.traffic.budget import Budget, Charge, Ledger
from summarizer.traffic.contents import Need, Usage, is_out_of_quota
from summarizer.traffic.events import Spent
from summarizer.traffic.outcome import Loss, Outcome

PRICES = Prices(as_of=date(2026, 1, 1), source="here", models={"m": Price(input=1.0, cached=0.5, output=10.0)})
NEED = Need(1000, 100)
LOST = Outcome(loss=Loss.LATE)


def answered(read: int = 200, written: int = 10, cached: int = 0) -> Outcome:
    return Outcome(status=200, usage=Usage(read, cached, written))


def test_what_was_spent_is_what_the_answers_say() -> None:
    ledger = Ledger("m", PRICES)
    ledger.settle(ledger.reserve(NEED), answered(200, 10, 100))
    assert ledger.spent.cost == pytest.approx((100 + 50 + 100) / 1e6)
    assert ledger.spent == Spent(1, 0, 200, 100, 10, ledger.spent.cost)


def test_without_a_price_the_cost_is_unknown_and_not_0() -> None:
    ledger = Ledger("local", PRICES)
    ledger.settle(ledger.reserve(NEED), answered())
    assert ledger.spent.cost is None


def test_a_budget_in_dollars_needs_a_price() -> None:
    with pytest.raises(SettingsError, match="there is no price for 'local'"):
        Ledger("local", PRICES, Budget(dollars=1.0))


@pytest.mark.parametrize("budget", [{"dollars": -1.0}, {"dollars": math.nan}, {"tokens": -1}])
def test_a_budget_below_nothing_is_refused(budget: dict[str, int]) -> None:
    with pytest.raises(SettingsError, match="budget in"):
        Budget(**budget)


def test_without_a_budget_all_fits() -> None:
    assert Ledger("m", PRICES).fits(Need(10**12, None))


def test_a_request_fits_up_to_the_last_token() -> None:
    assert Ledger("m", PRICES, Budget(tokens=1100)).fits(NEED)
    assert not Ledger("m", PRICES, Budget(tokens=1099)).fits(NEED)


def test_a_request_fits_up_to_the_last_cent_at_the_full_price_of_its_input() -> None:
    assert Ledger("m", PRICES, Budget(dollars=0.002)).fits(NEED)
    assert not Ledger("m", PRICES, Budget(dollars=0.00199)).fits(NEED)


def test_a_request_without_a_limit_on_its_answer_fits_no_budget() -> None:
    ledger = Ledger("m", PRICES, Budget(tokens=10**9))
    assert not ledger.fits(Need(10, None))
    assert "sets no limit on its answer" in str(ledger.refuse(Need(10, None)))


def test_what_is_in_flight_counts_with_all_that_it_can_take() -> None:
    ledger = Ledger("m", PRICES, Budget(tokens=2199))
    reserved = ledger.reserve(NEED)
    assert not ledger.fits(NEED)
    ledger.settle(reserved, answered())
    assert ledger.fits(NEED)


def test_the_refusal_says_what_was_spent_what_is_allowed_and_what_the_next_request_may_take() -> None:
    ledger = Ledger("m", PRICES, Budget(dollars=0.002, tokens=1200))
    ledger.settle(ledger.reserve(NEED), answered())
    message = str(ledger.refuse(NEED))
    assert "$0.0003 of $0.0020 spent, and the next request can take $0.0020" in message
    assert "210 of 1,200 tokens spent, and the next request can take 1,100" in message
    assert "A larger budget goes on from here" in message
    assert "\n" not in message


def test_the_refusal_speaks_of_tokens_only_where_only_they_are_limited() -> None:
    assert "$" not in str(Ledger("m", PRICES, Budget(tokens=1)).refuse(NEED))


def test_the_refusal_speaks_of_dollars_only_where_only_they_are_limited() -> None:
    assert "tokens" not in str(Ledger("m", PRICES, Budget(dollars=0.001)).refuse(NEED))


def test_a_lost_answer_is_charged_as_all_it_could_take_while_there_is_no_other() -> None:
    ledger = Ledger("m", PRICES, Budget(tokens=2199))
    ledger.settle(ledger.reserve(NEED), LOST)
    assert not ledger.fits(NEED)
    assert ledger.spent.cost == pytest.approx(0.002)
    assert ledger.spent == Spent(requests=1, lost=1, cost=ledger.spent.cost)


def test_a_lost_answer_is_charged_as_the_mean_of_the_others() -> None:
    ledger = Ledger("m", PRICES)
    ledger.settle(ledger.reserve(NEED), answered(100, 0))
    ledger.settle(ledger.reserve(NEED), answered(300, 0))
    ledger.settle(ledger.reserve(NEED), LOST)
    assert ledger.spent.cost == pytest.approx(600 / 1e6)
    assert ledger.spent == Spent(3, 1, 400, 0, 0, ledger.spent.cost)


def test_a_lost_answer_is_never_charged_above_what_it_could_take() -> None:
    ledger = Ledger("m", PRICES)
    ledger.settle(ledger.reserve(NEED), answered(1000, 100))
    ledger.settle(ledger.reserve(Need(10, 1)), LOST)
    assert ledger.spent.cost == pytest.approx((1000 + 1000 + 10 + 10) / 1e6)


def test_an_answer_that_does_not_say_what_it_took_is_charged_and_not_lost() -> None:
    ledger = Ledger("m", PRICES, Budget(tokens=2199))
    ledger.settle(ledger.reserve(NEED), Outcome(status=200))
    assert ledger.spent.lost == 0
    assert not ledger.fits(NEED)


@pytest.mark.parametrize("outcome", [Outcome(status=400), Outcome(status=500), Outcome(status=429)])
def test_a_refusal_costs_nothing(outcome: Outcome) -> None:
    ledger = Ledger("m", PRICES)
    ledger.settle(ledger.reserve(NEED), outcome)
    assert ledger.spent == Spent(requests=1, cost=0.0)


def test_what_was_never_sent_is_neither_a_request_nor_lost() -> None:
    ledger = Ledger("m", PRICES)
    ledger.settle(ledger.reserve(NEED), Outcome(loss=Loss.UNREACHABLE, sent=False))
    assert ledger.spent == Spent(cost=0.0)


def test_what_earlier_runs_spent_counts() -> None:
    ledger = Ledger("m", PRICES, Budget(tokens=2000), Spent(input_tokens=900, output_tokens=1, cost=0.5))
    assert not ledger.fits(NEED)
    assert ledger.spent.cost == 0.5


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 500), st.integers(0, 50), st.floats(0, 1), st.floats(0, 1), st.booleans()), max_size=60
    ),
    st.integers(0, 3000),
)
def test_the_budget_is_never_passed(requests: list[tuple[int, int, float, float, bool]], tokens: int) -> None:
    dollars = tokens / 200_000
    ledger = Ledger("m", PRICES, Budget(dollars=dollars, tokens=tokens))
    flying: list[tuple[Charge, Outcome]] = []
    for read, written, took, wrote, lost in requests:
        need = Need(read, written)
        if ledger.fits(need):
            answer = answered(int(read * took), int(written * wrote))
            flying.append((ledger.reserve(need), LOST if lost else answer))
        elif flying:
            ledger.settle(*flying.pop(0))
    for reserved, outcome in flying:
        ledger.settle(reserved, outcome)
    assert (ledger.spent.cost or 0) <= dollars + 1e-12
    assert ledger.spent.input_tokens + ledger.spent.output_tokens <= tokens


def test_a_request_can_take_as_many_tokens_as_it_has_bytes_and_may_write() -> None:
    body = json.dumps({"max_tokens": 7, "messages": ["…"]}).encode()
    assert Need.of(body) == Need(len(body), 7)


def test_the_larger_of_two_limits_counts_for_each_answer_asked_for() -> None:
    assert Need.of(b'{"max_tokens": 7, "max_completion_tokens": 9, "n": 3}').output == 27


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"max_tokens": "7"}', b'{"max_tokens": true}', b"[" * 100_000])
def test_a_body_that_sets_no_limit_has_none(body: bytes) -> None:
    assert Need.of(body) == Need(len(body), None)


@pytest.mark.parametrize(
    "body", [b"", b"{}", b'{"usage": null}', b'{"usage": []}', b'{"usage": {"prompt_tokens": -1}}']
)
def test_an_answer_that_states_no_usage_has_none(body: bytes) -> None:
    assert Usage.of(body) is None


def test_usage_is_read_and_no_more_is_cached_than_was_read() -> None:
    usage = {"prompt_tokens": 5, "completion_tokens": 2, "prompt_tokens_details": {"cached_tokens": 9}}
    assert Usage.of(json.dumps({"usage": usage}).encode()) == Usage(5, 5, 2)


def test_half_a_usage_counts() -> None:
    assert Usage.of(b'{"usage": {"prompt_tokens": 5}}') == Usage(5, 0, 0)


@pytest.mark.parametrize(
    ("body", "is_it"), [(b'{"error": {"code": "insufficient_quota"}}', True), (b'{"error": "x"}', False)]
)
def test_a_quota_that_is_used_up_is_told_from_a_busy_server(body: bytes, is_it: bool) -> None:
    assert is_out_of_quota(body) is is_it
