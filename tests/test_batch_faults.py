"""Batches against a server that misbehaves: what comes out is what comes out of a run without faults."""

from __future__ import annotations

import json
import math
import random
import time
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from summarizer.errors import SettingsError
from summarizer.progress import Ending
from summarizer.recording.answers import AnswerStore
from tests.batches import briefs_by_source, check_whole, command, lines, run, write_rows
from tests.fault_server import (
    ACCESS,
    BAD_ANSWERS,
    REFUSED,
    RETRIED,
    Fault,
    always,
    at_first,
    misbehaving,
    never,
    often,
    to_some,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tests.batches import Json
    from tests.fault_server import Script

_ALL = 2_000
_TWINS = 100
_SEEDS = 20
_A_SEED = 30
"""Articles for each seed."""
_FEW = range(8)


@dataclass(frozen=True)
class Reference:
    """What a run without faults comes to."""

    briefs: dict[str, Json]
    tokens: int

    def of(self, numbers: Iterable[int]) -> dict[str, Json]:
        """The briefs of the articles of these numbers."""
        return {f"row {number}": self.briefs[f"row {number}"] for number in numbers}


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Reference:
    folder = tmp_path_factory.mktemp("reference")
    with misbehaving() as server:
        result = run(write_rows(folder / "all.jsonl", range(_ALL), _TWINS), folder / "out", server.url, concurrency=32)
        assert result.ending is Ending.FINISHED
        assert set(server.received.values()) == set(server.paid.values()) == {1}
        assert server.requests > _ALL
        return Reference(check_whole(folder / "out"), server.tokens)


@pytest.mark.parametrize("fault", RETRIED)
def test_a_fault_that_passes_leaves_no_trace_in_the_briefs(fault: Fault, tmp_path: Path, reference: Reference) -> None:
    rows = write_rows(tmp_path / "rows.jsonl", _FEW)
    with misbehaving(at_first(fault)) as server:
        result = run(rows, tmp_path / "out", server.url, timeout=1.0 if fault is Fault.SILENT else 20.0)
    assert (result.ending, result.standing.failed) == (Ending.FINISHED, 0)
    assert check_whole(tmp_path / "out") == reference.of(_FEW)
    if fault is Fault.NONE_LEFT:
        assert set(server.received.values()) == {1}
    elif fault is not Fault.SILENT:  # what is late may be late twice
        assert set(server.received.values()) == {2}
        assert set(server.paid.values()) == {1}


@pytest.mark.parametrize("fault", REFUSED)
def test_what_the_server_refuses_is_asked_once_and_noted_and_can_be_taken_up_again(
    fault: Fault, tmp_path: Path, reference: Reference
) -> None:
    rows, out = write_rows(tmp_path / "rows.jsonl", range(30)), tmp_path / "out"
    with misbehaving(to_some(fault)) as server:
        result = run(rows, out, server.url)
        assert result.ending is Ending.FINISHED
        assert set(server.received.values()) == {1}
        first = {failure["source"]: failure for failure in lines(out / "failures.jsonl")}
        assert 0 < len(first) == result.standing.failed < 30
        for failure in first.values():
            assert failure["error"] == "RequestRefusedError"
            assert failure["message"].startswith(f"{failure['source']}, ")
            assert f"the server says: {fault}" in failure["message"]
            (once,) = failure["history"]
            assert once["tries"] == [failure["message"]]
        done = check_whole(out)
        assert {**done, **{source: reference.briefs[source] for source in first}} == reference.of(range(30))

        run(rows, out, server.url, only_failed=True)
        assert set(server.received.values()) == {1, 2}
        again = {failure["source"]: failure for failure in lines(out / "failures.jsonl")}
        assert again.keys() == first.keys()
        assert {len(failure["history"]) for failure in again.values()} == {2}

        server.script = never
        asked, unpaid = server.requests, len(server.received) - len(server.paid)
        result = run(rows, out, server.url, only_failed=True)
        assert (result.standing.done, result.standing.failed) == (len(first), 0)
        assert set(server.paid.values()) == {1}
        assert server.requests - asked >= unpaid
        assert lines(out / "failures.jsonl") == []
    assert check_whole(out) == reference.of(range(30))


def test_what_is_still_broken_after_all_tries_is_noted_with_each_of_them(tmp_path: Path, reference: Reference) -> None:
    rows, out = write_rows(tmp_path / "rows.jsonl", range(20)), tmp_path / "out"
    with misbehaving(to_some(Fault.BROKEN)) as server:
        result = run(rows, out, server.url, retries=2)
        assert result.ending is Ending.FINISHED
        assert max(server.received.values()) == 3
        failures = lines(out / "failures.jsonl")
        assert failures
        for failure in failures:
            assert failure["error"] == "TransportError"
            assert failure["message"].endswith(", tried 3 times")
            assert [len(once["tries"]) for once in failure["history"]] == [3]
            assert all("the server cannot answer now (500)" in one for one in failure["history"][0]["tries"])
        server.script = never
        run(rows, out, server.url, only_failed=True)
        assert set(server.paid.values()) == {1}
    assert check_whole(out) == reference.of(range(20))


@pytest.mark.parametrize("fault", BAD_ANSWERS)
def test_an_answer_that_cannot_be_used_is_asked_for_anew_when_failures_are(
    fault: Fault, tmp_path: Path, reference: Reference
) -> None:
    rows, out = write_rows(tmp_path / "rows.jsonl", range(20)), tmp_path / "out"
    name = {"the content filter": "ContentFilterError", "declined": "RefusalError"}.get(fault)
    name = name or ("TruncatedAnswerError" if fault is Fault.CUT else "InvalidAnswerError")
    with misbehaving(always(fault)) as server:
        run(rows, out, server.url)
        assert set(server.received.values()) == {1}
        failed = {failure["source"] for failure in lines(out / "failures.jsonl")}
        assert failed
        assert {failure["error"] for failure in lines(out / "failures.jsonl")} == {name}
        by_rule = check_whole(out)
        assert failed.isdisjoint(by_rule)
        for brief in by_rule.values():
            assert "section_failed" in {warning["code"] for warning in brief["warnings"]}
        server.script = never
        run(rows, out, server.url, only_failed=True)
        assert lines(out / "failures.jsonl") == []
    after = check_whole(out)
    assert {source: after[source] for source in failed} == {source: reference.briefs[source] for source in failed}
    assert {source: after[source] for source in by_rule} == by_rule


@pytest.mark.parametrize("fault", [Fault.BAD, Fault.FILTERED])
def test_a_text_that_fails_is_asked_about_once_however_often_it_is_there(fault: Fault, tmp_path: Path) -> None:
    rows, out = write_rows(tmp_path / "rows.jsonl", range(20), twins=20), tmp_path / "out"
    with misbehaving(always(fault)) as server:
        result = run(rows, out, server.url)
        assert set(server.received.values()) == {1}
    failures = {one["source"]: one for one in lines(out / "failures.jsonl")}
    assert result.standing.failed == len(failures) == 2 * sum(1 for source in failures if source.startswith("row"))
    for source, failure in failures.items():
        if source.startswith("twin"):
            assert failure["history"] == failures[source.removeprefix("twin of ")]["history"]


@pytest.mark.parametrize("fault", ACCESS)
def test_a_key_or_model_that_no_request_gets_past_stops_the_run_at_once(
    fault: Fault, tmp_path: Path, reference: Reference
) -> None:
    rows, out = write_rows(tmp_path / "rows.jsonl", range(40)), tmp_path / "out"
    nothing_to_ask = "".join(
        json.dumps({"source": f"quiet {number}", "text": f"It was cold, and the river froze {number} times."}) + "\n"
        for number in range(5)
    )
    rows.write_text(nothing_to_ask + rows.read_text(encoding="utf-8"), encoding="utf-8")
    with misbehaving(always(fault)) as server:
        result = run(rows, out, server.url)
        assert result.ending is Ending.STOPPED
        assert f"({fault[:3]})" in result.why
        assert server.requests <= 2 * 8  # two questions of each article that is in work
        assert lines(out / "failures.jsonl") == []
        check_whole(out, "stopped")
        server.script = never
        assert run(rows, out, server.url).ending is Ending.FINISHED
        assert set(server.paid.values()) == {1}
    briefs = check_whole(out)
    assert {source: brief for source, brief in briefs.items() if source.startswith("row")} == reference.of(range(40))


def test_a_key_that_is_taken_back_during_a_run_stops_it_soon(tmp_path: Path, reference: Reference) -> None:
    rows, out = write_rows(tmp_path / "rows.jsonl", range(60)), tmp_path / "out"
    with misbehaving() as server:

        def take_back(number: int) -> None:
            if number == 30:
                server.script = always(Fault.KEY)

        server.on_request = take_back
        result = run(rows, out, server.url)
        assert result.ending is Ending.STOPPED
        assert "the server refused the key (401)" in result.why
        assert server.requests <= 30 + 2 * 8 + 3
        assert len(lines(out / "failures.jsonl")) <= 8
        server.script = never
        run(rows, out, server.url)
        assert set(server.paid.values()) == {1}
    assert check_whole(out) == reference.of(range(60))


def test_at_the_command_line_a_wrong_key_is_one_line_and_a_status_of_its_own(tmp_path: Path) -> None:
    rows, out = write_rows(tmp_path / "rows.jsonl", range(40)), tmp_path / "out"
    with misbehaving(always(Fault.KEY)) as server:
        assert command(rows, out, server.url).wait() == 5
        assert 1 <= server.requests <= 2 * 4
    said = out.with_suffix(".stderr").read_text(encoding="utf-8")
    assert "the server refused the key (401): set OPENAI_API_KEY to a valid one" in said
    assert "Traceback" not in said
    assert lines(out / "failures.jsonl") == lines(out / "briefs.jsonl") == []


def test_with_all_faults_at_once_in_a_third_of_all_calls_two_thousand_briefs_are_the_same(
    tmp_path: Path, reference: Reference
) -> None:
    rows = write_rows(tmp_path / "rows.jsonl", range(_ALL), _TWINS)
    with misbehaving(often(0.3, RETRIED, seed=0)) as server:
        result = run(rows, tmp_path / "out", server.url, concurrency=64, timeout=2.0)
    assert (result.ending, result.standing.failed) == (Ending.FINISHED, 0)
    assert server.requests > 1.3 * len(server.received)
    assert check_whole(tmp_path / "out") == reference.briefs


@pytest.mark.parametrize("seed", range(1, _SEEDS + 1))
def test_whatever_the_order_of_faults_the_briefs_are_the_same(seed: int, tmp_path: Path, reference: Reference) -> None:
    numbers = range(seed * _A_SEED, (seed + 1) * _A_SEED)
    rows = write_rows(tmp_path / "rows.jsonl", random.Random(seed).sample(numbers, _A_SEED))
    with misbehaving(often(0.3, RETRIED, seed)) as server:
        result = run(rows, tmp_path / "out", server.url, concurrency=4 + seed % 13, timeout=2.0)
    assert (result.ending, result.standing.failed) == (Ending.FINISHED, 0)
    assert check_whole(tmp_path / "out") == reference.of(numbers)


def test_a_server_that_slows_to_nothing_is_waited_for(tmp_path: Path, reference: Reference) -> None:
    rows = write_rows(tmp_path / "rows.jsonl", range(40))
    with misbehaving() as server:
        server.delay = lambda number: 0.04 * (number - 12) if 12 <= number < 30 else 0.0
        result = run(rows, tmp_path / "out", server.url, timeout=0.3, retries=4, patience=600.0)
    assert (result.ending, result.standing.failed) == (Ending.FINISHED, 0)
    assert result.standing.spent.lost > 0
    assert check_whole(tmp_path / "out") == reference.of(range(40))


def test_a_server_that_stays_down_ends_the_run_and_the_next_one_goes_on(tmp_path: Path, reference: Reference) -> None:
    rows, out = write_rows(tmp_path / "rows.jsonl", range(60)), tmp_path / "out"
    with misbehaving() as server:

        def die(number: int) -> None:
            if number == 30:
                server.script = always(Fault.DOWN)

        server.on_request = die
        result = run(rows, out, server.url, patience=1.5)
        assert result.ending is Ending.STOPPED
        assert result.why.startswith("the server has been down for")
        assert lines(out / "failures.jsonl") == []
        assert 0 < len(check_whole(out, "stopped")) < 60
        server.script = never
        assert run(rows, out, server.url).ending is Ending.FINISHED
        assert set(server.paid.values()) == {1}
    assert check_whole(out) == reference.of(range(60))


def test_at_the_command_line_a_server_that_nobody_listens_at_ends_with_a_status_of_its_own(tmp_path: Path) -> None:
    rows, out = write_rows(tmp_path / "rows.jsonl", range(10)), tmp_path / "out"
    with misbehaving() as server:
        url = server.url
    assert command(rows, out, url, "--patience", "0.5", "--retries", "50").wait() == 5
    said = out.with_suffix(".stderr").read_text(encoding="utf-8")
    assert "the server has been down for" in said
    assert "Traceback" not in said
    assert lines(out / "failures.jsonl") == []


def test_a_clock_that_jumps_by_hours_changes_nothing(
    tmp_path: Path, reference: Reference, monkeypatch: pytest.MonkeyPatch
) -> None:
    true_time, chance = time.time, random.Random(0)
    monkeypatch.setattr(time, "time", lambda: true_time() + chance.uniform(-50_000, 50_000))
    rows = write_rows(tmp_path / "rows.jsonl", range(40))
    with misbehaving(often(0.3, RETRIED, seed=99)) as server:
        result = run(rows, tmp_path / "out", server.url, concurrency=16, timeout=2.0)
    assert (result.ending, result.standing.failed) == (Ending.FINISHED, 0)
    assert check_whole(tmp_path / "out") == reference.of(range(40))


def lost_tokens(out: Path) -> int:
    """What requests were charged in all whose answers never came whole."""
    with closing(AnswerStore(out / "answers.sqlite", read_only=True)) as store:
        return store.lost()[0]


@pytest.mark.parametrize("script", [never, often(0.3, RETRIED, seed=5)], ids=["at peace", "under fire"])
def test_a_budget_in_tokens_is_never_passed_in_all_runs_together(script: Script, tmp_path: Path) -> None:
    rows, out = write_rows(tmp_path / "rows.jsonl", range(60)), tmp_path / "out"
    sparing: Json = {"max_output_tokens": 50, "timeout": 2.0}
    with misbehaving() as server:
        run(rows, tmp_path / "free", server.url, **sparing)
        needed, free = server.tokens, check_whole(tmp_path / "free")
    with misbehaving(script) as server:
        for budget in (0, needed // 4, needed // 4, needed // 2, needed // 2 + 1):
            before = server.tokens
            result = run(rows, out, server.url, budget_tokens=budget, **sparing)
            assert result.ending is Ending.STOPPED
            assert result.why.startswith("the budget ends here")
            assert server.tokens + lost_tokens(out) <= budget
            charged = before + lost_tokens(out)
            assert server.tokens > before or budget < needed // 4 + 3_000 or charged > budget - 3_000
        assert server.tokens + lost_tokens(out) > needed // 2 - 3_000
        assert lines(out / "failures.jsonl") == []
        assert run(rows, out, server.url, budget_tokens=needed * 9, **sparing).ending is Ending.FINISHED
        if script is never:
            assert server.tokens == needed
    assert check_whole(out) == free


def test_a_budget_in_money_is_never_passed_and_a_larger_one_goes_on(tmp_path: Path) -> None:
    rows, out = write_rows(tmp_path / "rows.jsonl", range(60)), tmp_path / "out"
    prices = tmp_path / "prices.toml"
    prices.write_text(
        'as_of = "2026-01-01"\nsource = "a test"\n[models]\nm = { input = 1000, output = 5000 }\n', encoding="utf-8"
    )
    sparing: Json = {"max_output_tokens": 50, "prices": prices}
    with misbehaving() as server:
        result = run(rows, out, server.url, budget=12.0, **sparing)
        spent = (server.tokens_in * 1000 + server.tokens_out * 5000) / 1_000_000
        assert result.ending is Ending.STOPPED
        assert result.standing.spent.cost == pytest.approx(spent)
        assert 9.0 < spent <= 12.0
        again = run(rows, out, server.url, budget=12.0, **sparing)
        assert again.ending is Ending.STOPPED
        assert (server.tokens_in * 1000 + server.tokens_out * 5000) / 1_000_000 <= 12.0
        assert run(rows, out, server.url, budget=1000.0, **sparing).ending is Ending.FINISHED
        assert set(server.paid.values()) == {1}
    briefs = check_whole(out)
    total = sum(brief["provenance"]["cost"] for brief in briefs.values())
    assert math.isclose(total, (server.tokens_in * 1000 + server.tokens_out * 5000) / 1_000_000)


def test_a_budget_in_money_without_a_price_is_refused_before_anything_is_asked(tmp_path: Path) -> None:
    rows = write_rows(tmp_path / "rows.jsonl", range(5))
    with misbehaving() as server:
        with pytest.raises(SettingsError, match="there is no price for 'm'"):
            run(rows, tmp_path / "out", server.url, budget=1.0)
        assert command(rows, tmp_path / "other", server.url, "--budget", "1").wait() == 2
        assert server.requests == 0


def test_at_the_command_line_the_end_of_the_budget_has_a_status_of_its_own(tmp_path: Path) -> None:
    rows, out = write_rows(tmp_path / "rows.jsonl", range(20)), tmp_path / "out"
    with misbehaving() as server:
        flags = ("--max-output-tokens", "50", "--budget-tokens")
        assert command(rows, out, server.url, *flags, "5000").wait() == 5
        assert 0 < server.tokens <= 5000
        assert command(rows, out, server.url, *flags, "500000").wait() == 0
    said = out.with_suffix(".stderr").read_text(encoding="utf-8")
    assert "A larger budget goes on from here" in said
    assert len(briefs_by_source(out)) == 20
