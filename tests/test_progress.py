from __future__ import annotations

import io
import json
import os
import pty
import re
import subprocess
import sys
import unicodedata
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings, strategies

from summarizer.progress import (
    CommonWarning,
    DoneArticle,
    Ending,
    FailedArticle,
    Progress,
    ResultFiles,
    Standing,
    Tally,
    open_progress,
    sum_up,
)
from summarizer.progress.bar import Bar, Layout, lay_out
from summarizer.progress.json_log import JsonLog
from summarizer.progress.lines import Lines, describe
from summarizer.progress.outlet import Outlet
from summarizer.progress.summary import WARNINGS
from summarizer.progress.words import say_duration, say_money, say_pace, say_tokens, say_traffic
from summarizer.schemas.brief import ArticleInfo, BriefRecord, Provenance, Tokens, WarningCode, WarningNote
from summarizer.traffic.events import Spent, TrafficEvent, TrafficKind

if TYPE_CHECKING:
    from collections.abc import Iterator

EVIL = "dir/\x1b[2J\u202ea\nb.txt"
TURNS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
HELD = TrafficEvent(TrafficKind.HELD, 12, 8, "the server asks to wait")


@dataclass
class Run:
    """A run whose clock and bill are in the test's hands."""

    now: float = 1000.0
    spent: Spent = field(default_factory=Spent)

    def clock(self) -> float:
        return self.now

    def spending(self) -> Spent:
        return self.spent

    def tally(self, total: int | None = None, already: int = 0) -> Tally:
        tally = Tally(self.spending, clock=self.clock)
        tally.begin(total, already)
        return tally


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def obeyed(text: str) -> set[str]:
    """What in a text would be obeyed by a terminal."""
    return {
        c for c in text if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} or unicodedata.bidirectional(c) in TURNS
    }


def finish(tally: Tally, run: Run, count: int, seconds: float, cost: float | None = None) -> None:
    """So many articles, one each so many seconds."""
    for _ in range(count):
        run.now += seconds
        tally.finished(cost=cost)


def test_articles_of_an_earlier_run_are_not_work_of_this_one() -> None:
    run = Run()
    tally = run.tally(10, already=4)
    finish(tally, run, 2, 30)
    tally.taken_over()
    tally.failed()
    standing = tally.standing()
    assert (standing.already, standing.done, standing.failed) == (5, 2, 1)
    assert (standing.finished, standing.left) == (8, 2)
    assert standing.per_minute == 3.0
    assert standing.seconds_left == 40.0


def test_the_pace_follows_what_happened_lately() -> None:
    run = Run()
    tally = run.tally(1_000_000)
    finish(tally, run, 600, 0.1)
    assert tally.standing().per_minute == pytest.approx(600)
    finish(tally, run, 300, 1.0)
    assert tally.standing().per_minute == pytest.approx(60)


def test_the_pace_falls_while_nothing_finishes() -> None:
    run = Run()
    tally = run.tally(100)
    finish(tally, run, 60, 1.0)
    run.now += 540
    assert tally.standing().per_minute == pytest.approx(6)


def test_the_pace_of_a_run_slower_than_its_window_is_known_all_the_same() -> None:
    run = Run()
    tally = run.tally(100)
    finish(tally, run, 5, 400)
    assert tally.standing().per_minute == pytest.approx(0.15)


def test_the_pace_takes_the_same_memory_however_long_a_run_lasts() -> None:
    run = Run()
    tally = run.tally()
    finish(tally, run, 50_000, 0.05)
    assert len(tally._points) < 200


def test_nothing_is_told_of_the_future_before_something_has_finished() -> None:
    run = Run()
    tally = run.tally(10)
    run.now += 5
    standing = tally.standing()
    assert (standing.seconds, standing.per_minute, standing.seconds_left, standing.cost_at_end) == (5, None, None, None)


def test_a_total_may_become_known_and_grow() -> None:
    run = Run(spent=Spent(requests=3, cost=1.0))
    tally = run.tally()
    finish(tally, run, 2, 60)
    assert (tally.standing().left, tally.standing().seconds_left, tally.standing().cost_at_end) == (None, None, None)
    tally.expect(4)
    assert (tally.standing().left, tally.standing().seconds_left) == (2, 120)
    tally.expect(1)
    assert (tally.standing().left, tally.standing().seconds_left) == (0, 0)


def test_the_cost_at_the_end_is_projected_from_what_this_run_has_done() -> None:
    run = Run(spent=Spent(requests=3, cost=0.3))
    tally = run.tally(100, already=70)
    finish(tally, run, 2, 1)
    tally.failed()
    assert tally.standing().cost_at_end == pytest.approx(0.3 + 27 * 0.1)


def test_what_is_in_flight_does_not_swell_the_projected_cost() -> None:
    """64 articles in flight, half paid for on average, when the first two finish at 1 cent each."""
    run = Run(spent=Spent(requests=100, cost=0.34))
    tally = run.tally(1000)
    finish(tally, run, 2, 1, cost=0.01)
    assert tally.standing().cost_at_end == pytest.approx(0.34 + 998 * 0.01)


def test_briefs_made_from_recordings_project_no_cost() -> None:
    run = Run(spent=Spent(cost=0.0))
    tally = run.tally(1000)
    finish(tally, run, 2, 1, cost=0.01)
    assert tally.standing().cost_at_end == 0


def test_an_unknown_price_is_unknown_and_never_nothing() -> None:
    run = Run(spent=Spent(requests=3, input_tokens=10))
    tally = run.tally(2)
    finish(tally, run, 2, 1)
    assert tally.standing().cost_at_end is None


def test_warnings_are_counted_by_what_and_in_which_section() -> None:
    tally = Run().tally()
    tally.finished([(WarningCode.LEFT_OUT, "events/S1"), (WarningCode.LEFT_OUT, "events/S2")])
    tally.finished(
        [(WarningCode.LEFT_OUT, "events"), (WarningCode.LEFT_OUT, "summary/1"), (WarningCode.DECODED, "article")]
    )
    assert tally.commonest_warnings() == (
        CommonWarning(WarningCode.LEFT_OUT, "events", 3, 2),
        CommonWarning(WarningCode.DECODED, "article", 1, 1),
        CommonWarning(WarningCode.LEFT_OUT, "summary", 1, 1),
    )
    assert len(tally.commonest_warnings(2)) == 2


def test_a_brief_says_what_is_counted() -> None:
    brief = BriefRecord(
        article=ArticleInfo(
            id="ab12",
            source="a.txt",
            title=None,
            publisher=None,
            authors=(),
            published=None,
            language="en",
            characters=5,
        ),
        chrome=(),
        warnings=(WarningNote(code=WarningCode.LEFT_OUT, message="nothing there", where="events/S1"),),
        provenance=Provenance(
            kind="news",
            model="tiny",
            backend="openai",
            prompts="",
            schema_="",
            library="1",
            recorded=None,
            calls=1,
            retries=0,
            reasks=0,
            tokens=Tokens(input=900, cached=400, output=100),
            cost=0.25,
            seconds=2.5,
            created=datetime(2026, 3, 1, tzinfo=UTC),
        ),
    )
    assert DoneArticle.of(brief) == DoneArticle(
        "a.txt", "ab12", 2.5, 900, 400, 100, 0.25, ((WarningCode.LEFT_OUT, "events/S1"),)
    )


@settings(max_examples=100, deadline=None)
@given(
    strategies.lists(
        strategies.tuples(strategies.sampled_from("dfta"), strategies.floats(0, 500), strategies.floats(0, 9))
    ),
    strategies.none() | strategies.integers(0, 50),
)
def test_whatever_happens_the_numbers_make_sense(steps: list[tuple[str, float, float]], total: int | None) -> None:
    run = Run()
    tally = run.tally(total)
    cost = 0.0
    for what, seconds, money in steps:
        run.now += seconds
        cost += money
        run.spent = Spent(requests=1, cost=cost)
        match what:
            case "d":
                tally.finished(cost=money)
            case "f":
                tally.failed()
            case "t":
                tally.taken_over()
            case _:
                total = (total or 0) + 3
                tally.expect(total)
        standing = tally.standing()
        assert standing.left is None or standing.left >= 0
        assert standing.per_minute is None or standing.per_minute >= 0
        assert standing.seconds_left is None or standing.seconds_left >= 0
        assert standing.cost_at_end is None or standing.cost_at_end >= cost
        for width in (20, 60, 80, 200):
            layout = lay_out(standing, width)
            assert len(layout.text) + (layout.bar + 2 if layout.bar else 0) <= width


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "0"),
        (999, "999"),
        (1000, "1.0k"),
        (12_345, "12.3k"),
        (999_949, "999.9k"),
        (999_950, "1.0M"),
        (41_234_567, "41.2M"),
    ],
)
def test_tokens_are_said_in_thousands_and_millions(number: int, said: str) -> None:
    assert say_tokens(number) == said


@pytest.mark.parametrize(
    ("dollars", "said"),
    [
        (0, "$0.00"),
        (0.00001, "under $0.0001"),
        (0.0042, "$0.0042"),
        (0.0999, "$0.0999"),
        (0.09999, "$0.10"),
        (3.414, "$3.41"),
        (999.99, "$999.99"),
        (1234.5, "$1,234"),
    ],
)
def test_small_amounts_are_said_finer(dollars: float, said: str) -> None:
    assert say_money(dollars) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0.2, "0 s"), (59.4, "59 s"), (59.6, "1 min"), (200, "3 min 20 s"), (9660, "2 h 41 min"), (277_200, "3 d 5 h")],
)
def test_times_are_said_in_two_units(seconds: float, said: str) -> None:
    assert say_duration(seconds) == said


def test_a_slow_pace_is_said_finer() -> None:
    assert [say_pace(pace) for pace in (0.15, 9.94, 9.96, 1234.5)] == ["0.1", "9.9", "10", "1,234"]


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (HELD, "waiting for 12 s: the server asks to wait"),
        (TrafficEvent(TrafficKind.HELD, 0, 8, "a\nb"), "waiting: a\\nb"),
        (TrafficEvent(TrafficKind.NARROWED, 0, 8, "busy"), "slowing down to 8 requests at a time: busy"),
        (TrafficEvent(TrafficKind.NARROWED, 0, 1, "busy"), "slowing down to 1 request at a time: busy"),
        (TrafficEvent(TrafficKind.OPENED, 30, 1, "10 failed"), "stopped asking for 30 s: 10 failed"),
        (TrafficEvent(TrafficKind.CLOSED, 0, 1, "the server answers"), "going on: the server answers"),
    ],
)
def test_traffic_is_told_in_plain_words(event: TrafficEvent, said: str) -> None:
    assert say_traffic(event) == said


def lines(run: Run, total: int | None = None) -> tuple[Progress, io.StringIO]:
    stream = io.StringIO()
    tally = Tally(run.spending, clock=run.clock)
    progress = Progress(tally, Lines(tally, Outlet(stream), clock=run.clock))
    progress.begin(total)
    return progress, stream


def test_a_line_comes_now_and_then_at_growing_intervals() -> None:
    run = Run()
    progress, stream = lines(run, 1000)
    times = []
    for second in range(1, 300):
        run.now += 1
        before = len(stream.getvalue())
        progress.done(DoneArticle("a.txt", "id"))
        if len(stream.getvalue()) > before:
            times.append(second)
    assert times == [5, 15, 35, 75, 135, 195, 255]
    assert stream.getvalue().splitlines()[0] == "5 of 1,000 done, 60 a minute, 16 min 35 s left"


def test_failures_are_told_at_once_and_name_their_article() -> None:
    progress, stream = lines(Run(), 3)
    progress.failed(FailedArticle("a.txt", "EmptyArticleError", "a.txt: the article\nis empty"))
    progress.failed(FailedArticle(EVIL, "TransportError", "the server is down"))
    assert stream.getvalue() == (
        "failed: a.txt: the article\\nis empty\nfailed: dir/\\x1b[2J\\u202ea\\nb.txt: the server is down\n"
    )


def test_a_busy_server_is_mentioned_once_a_minute_and_a_dead_one_always() -> None:
    run = Run()
    progress, stream = lines(run)
    opened = TrafficEvent(TrafficKind.OPENED, 30, 1, "no answer")
    for second in range(4):
        run.now = 1000 + second
        progress.traffic(HELD)
        progress.traffic(opened)
    assert [line.partition(" ")[0] for line in stream.getvalue().splitlines()] == ["waiting", *["stopped"] * 4]
    run.now = 1060
    progress.traffic(HELD)
    assert stream.getvalue().splitlines()[-2:] == ["waiting for 12 s: the server asks to wait", "0 done"]


def test_a_long_wait_for_what_is_there_already_shows_too() -> None:
    run = Run()
    progress, stream = lines(run, 9)
    run.now += 6
    progress.taken_over(3)
    progress.expect(12)
    assert stream.getvalue() == "3 of 9 done\n"


STANDING = Standing(
    total=10_000,
    already=1_000,
    done=204,
    failed=12,
    seconds=265,
    per_minute=48.2,
    spent=Spent(620, 3, 1_100_000, 400_000, 134_000, 3.414),
    cost_at_end=28.4,
    seconds_left=9_660,
)


def test_a_line_says_all_that_is_known() -> None:
    assert describe(STANDING) == (
        "1,204 of 10,000 done, 12 failed, 48 a minute, 1.2M tokens, "
        "$3.41 so far, about $28.40 at the end, 2 h 41 min left"
    )


def test_a_line_says_that_the_cost_is_unknown() -> None:
    unknown = replace(
        STANDING, spent=replace(STANDING.spent, cost=None), cost_at_end=None, seconds_left=None, total=None
    )
    assert describe(unknown) == "1,204 done, 12 failed, 48 a minute, 1.2M tokens, cost unknown"


@pytest.mark.parametrize(
    ("width", "bar", "text"),
    [
        (120, 39, "1,204/10,000  12 failed  48/min  1.2M tokens  $3.41 of ~$28.40  2 h 41 min left"),
        (200, 40, "1,204/10,000  12 failed  48/min  1.2M tokens  $3.41 of ~$28.40  2 h 41 min left"),
        (91, 10, "1,204/10,000  12 failed  48/min  1.2M tokens  $3.41 of ~$28.40  2 h 41 min left"),
        (80, 12, "1,204/10,000  12 failed  48/min  $3.41 of ~$28.40  2 h 41 min left"),
        (70, 10, "1,204/10,000  12 failed  $3.41 of ~$28.40  2 h 41 min left"),
        (60, 0, "1,204/10,000  12 failed  $3.41 of ~$28.40  2 h 41 min left"),
        (50, 0, "1,204/10,000  12 failed  $3.41  2 h 41 min left"),
        (40, 0, "1,204/10,000  12 failed  2 h 41 min left"),
        (30, 0, "1,204/10,000  12 failed"),
        (20, 0, "1,204/10,000"),
        (5, 0, "1,204"),
    ],
)
def test_a_narrow_terminal_loses_what_matters_least(width: int, bar: int, text: str) -> None:
    assert lay_out(STANDING, width) == Layout(bar, text)


def test_without_a_total_there_is_no_bar_and_without_requests_no_cost() -> None:
    standing = replace(STANDING, total=None, seconds_left=None, failed=0, spent=Spent())
    assert lay_out(standing, 120) == Layout(0, "1,204 done  48/min  4 min 25 s")


def test_an_unknown_cost_is_said_on_the_bar() -> None:
    standing = replace(STANDING, spent=replace(STANDING.spent, cost=None), cost_at_end=None)
    assert "cost unknown" in lay_out(standing, 120).text
    assert "$" not in lay_out(standing, 120).text


def shown(raw: str) -> list[str]:
    """What a terminal was made to show, line by line as each was drawn."""
    return re.split(r"[\r\n]+", re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", raw))


def on_a_terminal(width: int, total: int | None = 4) -> str:
    stream = Terminal()
    run = Run()
    tally = Tally(run.spending, clock=run.clock)
    with Progress(tally, Bar(tally, Outlet(stream), width=width)) as progress:
        progress.begin(total)
        progress.done(DoneArticle("a.txt", "id"))
        progress.failed(
            FailedArticle("b.txt", "EmptyArticleError", "[bold]b.txt[/bold]: \x1b[2J is empty " + "x" * 100)
        )
        progress.traffic(HELD)
        progress.end(Ending.FINISHED)
        progress.end(Ending.FINISHED)
    return stream.getvalue()


@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_terminal_gets_a_bar_and_what_happens_above_it(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    raw = on_a_terminal(width)
    lines_shown = shown(raw)
    assert r"failed: [bold]b.txt[/bold]: \x1b[2J is empty " + "x" * 100 in lines_shown
    assert "waiting for 12 s: the server asks to wait" in lines_shown
    drawn = [line for line in lines_shown if "1/4" in line]
    assert "1/4  1 failed" in drawn[-1]
    assert max(map(len, drawn)) <= width
    assert "a.txt" not in raw
    assert raw.rstrip().endswith("\x1b[2K")
    assert "\x1b[?25h" in raw


def test_no_colour_is_used_where_none_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("NO_COLOR", "1")
    assert not re.search(r"\x1b\[[0-9;]*3[0-9][0-9;]*m", on_a_terminal(80))


def test_the_screen_is_put_back_when_a_run_breaks_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    stream = Terminal()
    tally = Run().tally()

    def break_off() -> None:
        with Progress(tally, Bar(tally, Outlet(stream), width=80)) as progress:
            progress.begin(3)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()
    assert "\x1b[?25h" in stream.getvalue()


def json_log(run: Run, total: int | None = None, already: int = 0) -> tuple[Progress, io.StringIO]:
    stream = io.StringIO()
    tally = Tally(run.spending, clock=run.clock)
    now = datetime(2026, 3, 1, 12, 30, 15, 123_456, tzinfo=UTC)
    progress = Progress(tally, JsonLog(tally, Outlet(stream), clock=run.clock, now=lambda: now))
    progress.begin(total, already)
    return progress, stream


def events(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_machines_get_one_object_a_line_with_names_that_stay() -> None:
    run = Run(spent=Spent(5, 1, 900, 400, 100, 0.25))
    progress, stream = json_log(run, 4, 1)
    noted = ((WarningCode.LEFT_OUT, "events/S1"), (WarningCode.LEFT_OUT, "events/S2"), (WarningCode.DECODED, "article"))
    run.now += 6
    progress.done(DoneArticle("a.txt", "ab12", 2.5, 900, 400, 100, 0.25, noted))
    progress.failed(FailedArticle("b.txt", "EmptyArticleError", "b.txt: it is empty", "cd34"))
    progress.traffic(HELD)
    progress.end(Ending.STOPPED, "the budget is used up")
    stamp = "2026-03-01T12:30:15.123Z"
    totals = {
        "total": 4,
        "already": 1,
        "seconds": 6.0,
        "requests": 5,
        "lost": 1,
        "input_tokens": 900,
        "cached_tokens": 400,
        "output_tokens": 100,
        "cost": 0.25,
    }
    assert events(stream) == [
        {"event": "run_started", "time": stamp, "total": 4, "already": 1},
        {
            "event": "article_done",
            "time": stamp,
            "source": "a.txt",
            "article": "ab12",
            "seconds": 2.5,
            "input_tokens": 900,
            "cached_tokens": 400,
            "output_tokens": 100,
            "cost": 0.25,
            "warnings": {"decoded": 1, "left_out": 2},
        },
        {
            "event": "progress",
            "time": stamp,
            **totals,
            "done": 1,
            "failed": 0,
            "left": 2,
            "per_minute": 10.0,
            "seconds_left": 12.0,
            "cost_at_end": 0.75,
        },
        {
            "event": "article_failed",
            "time": stamp,
            "source": "b.txt",
            "article": "cd34",
            "error": "EmptyArticleError",
            "message": "b.txt: it is empty",
        },
        {
            "event": "traffic",
            "time": stamp,
            "kind": "held",
            "seconds": 12,
            "concurrency": 8,
            "why": "the server asks to wait",
        },
        {
            "event": "run_ended",
            "time": stamp,
            **totals,
            "state": "stopped",
            "why": "the budget is used up",
            "done": 1,
            "failed": 1,
            "left": 1,
        },
    ]


def test_what_is_not_known_is_null() -> None:
    progress, stream = json_log(Run(spent=Spent(requests=1)))
    progress.done(DoneArticle("a.txt", "id"))
    progress.failed(FailedArticle("b.txt", "MissingArticleError", "b.txt: there is nothing"))
    progress.end(Ending.FINISHED)
    started, done, failed, ended = events(stream)
    assert (started["total"], done["cost"], failed["article"]) == (None, None, None)
    assert (ended["why"], ended["cost"], ended["left"]) == (None, None, None)


@settings(max_examples=100, deadline=None)
@given(strategies.text(strategies.characters(exclude_categories=[])))
def test_nothing_that_a_terminal_would_obey_gets_through(text: str) -> None:
    run = Run()
    log, as_json = json_log(run)
    plain, as_lines = lines(run)
    for progress in (log, plain):
        progress.done(DoneArticle(text, "id"))
        progress.failed(FailedArticle(text, "TransportError", text))
        progress.traffic(TrafficEvent(TrafficKind.HELD, 1, 1, text))
        progress.end(Ending.STOPPED, text)
    assert obeyed(as_json.getvalue() + as_lines.getvalue()) <= {"\n"}
    assert len(events(as_json)) == 5
    assert len(as_lines.getvalue().splitlines()) == 2


@pytest.mark.parametrize(
    ("stream", "term", "log_json", "watcher"),
    [
        (Terminal(), "xterm", False, "Bar"),
        (Terminal(), "dumb", False, "Lines"),
        (Terminal(), "unknown", False, "Lines"),
        (Terminal(), "xterm", True, "JsonLog"),
        (io.StringIO(), "xterm", False, "Lines"),
    ],
)
def test_a_run_is_shown_as_suits_who_looks(
    stream: io.StringIO, term: str, log_json: bool, watcher: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", term)
    progress = open_progress(Run().tally(), log_json=log_json, stream=stream)
    assert type(progress._watcher).__name__ == watcher


def show_all(progress: Progress) -> None:
    with progress:
        progress.begin(3, 1)
        progress.done(DoneArticle("a.txt", "id"))
        progress.failed(FailedArticle("b.txt", "EmptyArticleError", "b.txt: empty"))
        progress.traffic(HELD)
        progress.end(Ending.INTERRUPTED)


@pytest.mark.parametrize("log_json", [True, False])
def test_a_closed_standard_error_is_not_written_to(log_json: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    tally = Run().tally()
    show_all(open_progress(tally, log_json=log_json))
    assert tally.standing().finished == 3


@pytest.fixture
def gone() -> Iterator[io.TextIOWrapper]:
    """A pipe whose reader has left."""
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w", encoding="utf-8") as stream:
        yield stream


@pytest.mark.parametrize("log_json", [True, False])
def test_a_run_goes_on_when_its_reader_is_gone(log_json: bool, gone: io.TextIOWrapper) -> None:
    tally = Run().tally()
    show_all(open_progress(tally, log_json=log_json, stream=gone))
    assert tally.standing().finished == 3


def test_a_bar_goes_on_when_its_terminal_is_gone(gone: io.TextIOWrapper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    tally = Run().tally()
    outlet = Outlet(gone)
    show_all(Progress(tally, Bar(tally, outlet, width=80)))
    assert outlet.quiet
    assert tally.standing().finished == 3


def test_a_full_pipe_loses_a_line_but_not_the_next() -> None:
    class Full(io.StringIO):
        full = True

        def flush(self) -> None:
            if self.full:
                raise BlockingIOError

    stream = Full()
    outlet = Outlet(stream)
    outlet.line("first")
    stream.full = False
    outlet.line("second")
    assert stream.getvalue().endswith("second\n")
    assert not outlet.quiet


def test_a_stream_without_unicode_is_written_to_all_the_same() -> None:
    raw = io.BytesIO()
    outlet = Outlet(io.TextIOWrapper(raw, encoding="ascii"))
    outlet.line("café ━")
    assert raw.getvalue() == b"caf\\xe9 \\u2501\n"
    assert not outlet.quiet


PROGRAM = """
import sys
from summarizer.progress import DoneArticle, Ending, FailedArticle, Tally, open_progress
from summarizer.traffic.events import Spent
tally = Tally(Spent)
with open_progress(tally) as progress:
    progress.begin(50)
    sys.stdin.readline()
    for number in range(49):
        progress.failed(FailedArticle(str(number), "TransportError", f"{number}: no answer"))
    print("printed by somebody else", file=sys.stderr)
    progress.done(DoneArticle("a.txt", "id"))
    progress.end(Ending.FINISHED)
print(tally.standing().finished)
"""


def test_a_reader_that_leaves_does_not_change_the_exit_code() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stderr is not None
        program.stderr.close()
        program.stderr = None
        output, _ = program.communicate("go\n", timeout=60)
    assert (program.returncode, output) == (0, "50\n")


def test_what_others_print_stands_above_the_bar_of_a_real_terminal() -> None:
    ours, theirs = pty.openpty()
    program = subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "80"},
    )
    os.close(theirs)
    assert program.stdin is not None
    program.stdin.write(b"go\n")
    program.stdin.close()
    raw = b""
    while chunk := _read(ours):
        raw += chunk
    os.close(ours)
    assert program.wait(60) == 0
    assert "printed by somebody else" in shown(raw.decode())
    assert "failed: 48: no answer" in shown(raw.decode())


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except OSError:  # Linux says so where the other end is closed
        return b""


FILES = ResultFiles(Path("out/briefs.jsonl"), Path("out/failures.jsonl"))


def test_the_end_of_a_run_that_was_interrupted() -> None:
    warnings = [
        CommonWarning(WarningCode.UNKNOWN_SPEAKER, "statements", 1_204, 98),
        CommonWarning(WarningCode.UNRESOLVED_DATE, "events", 37, 30),
    ]
    assert sum_up(STANDING, warnings, FILES, Ending.INTERRUPTED) == (
        "Interrupted. 1,204 of 10,000 articles have their brief.\n"
        "\n"
        "  made now      204, in 4 min 25 s\n"
        "  there before  1,000\n"
        "  failed        12\n"
        "  still to do   8,784\n"
        "  tokens        1.1M in (400.0k of them cached), 134.0k out\n"
        "  cost          $3.41\n"
        "  requests      620, 3 without a whole answer (these may be charged too)\n"
        "  briefs        out/briefs.jsonl\n"
        "  failures      out/failures.jsonl\n"
        "\n"
        "To go on, run the same command again.\n"
        "To try the 12 that failed again, run the same command with --retry-failed.\n"
        "\n"
        "Commonest warnings in the briefs made now  section     times  articles\n"
        "speaker of a quotation not found           statements  1,204        98\n"
        "date that the article leaves open          events         37        30\n"
    )


def test_the_end_of_a_run_in_which_all_went_well() -> None:
    standing = Standing(25, 0, 25, 0, 12.3, 120, Spent(), None, 0)
    warnings = [CommonWarning(WarningCode.DECODED, "article", 1, 1)]
    assert sum_up(standing, warnings, FILES, Ending.FINISHED) == (
        "All 25 articles have their brief.\n"
        "\n"
        "  made now  25, in 12 s\n"
        "  briefs    out/briefs.jsonl\n"
        "\n"
        "Commonest warnings                   section  times  articles\n"
        "text in another encoding than UTF-8  article      1         1\n"
    )


def test_the_end_of_a_run_that_could_not_go_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    standing = Standing(
        None, 0, 0, 1, 3, None, Spent(requests=2, lost=0, input_tokens=900, output_tokens=20), None, None
    )
    files = ResultFiles(tmp_path / "a\nb" / "briefs.jsonl", tmp_path / "a\nb" / "failures.jsonl")
    assert sum_up(standing, [], files, Ending.STOPPED, "the server\nrefused the key (401).") == (
        "Stopped: the server\\nrefused the key (401). 0 articles have their brief.\n"
        "\n"
        "  made now  0, in 3 s\n"
        "  failed    1\n"
        "  tokens    900 in, 20 out\n"
        "  cost      unknown: there is no price for this model\n"
        "  requests  2\n"
        "  failures  ~/a\\nb/failures.jsonl\n"
        "\n"
        "To go on, run the same command again.\n"
        "To try the one that failed again, run the same command with --retry-failed.\n"
    )


@pytest.mark.parametrize(
    ("standing", "headline"),
    [
        (Standing(0, 0, 0, 0, 0, None, Spent(), None, 0), "There were no articles."),
        (Standing(1, 0, 1, 0, 0, None, Spent(), None, 0), "The one article has its brief."),
        (Standing(7, 7, 0, 0, 0, None, Spent(), None, 0), "All 7 articles have their brief already."),
        (Standing(7, 0, 6, 1, 0, None, Spent(), None, 0), "Done. 6 of 7 articles have their brief."),
        (Standing(None, 0, 1, 0, 0, None, Spent(), None, None), "The one article has its brief."),
    ],
)
def test_the_first_line_says_how_it_went(standing: Standing, headline: str) -> None:
    assert sum_up(standing, [], FILES, Ending.FINISHED).splitlines()[0] == headline


def test_every_kind_of_warning_has_plain_words() -> None:
    assert set(WARNINGS) == set(WarningCode)
    assert len(set(WARNINGS.values())) == len(WarningCode)
    assert not any("_" in words for words in WARNINGS.values())
