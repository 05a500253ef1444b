from __future__ import annotations

import asyncio
import json
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from summarizer.article import Article, article_from_text
from summarizer.batch.folder import OutputFolder
from summarizer.batch.outcomes import Finished, finish
from summarizer.batch.recipe import Recipe
from summarizer.batch.run import Run, Wanted
from summarizer.batch.stopping import Stop
from summarizer.errors import (
    AccessRefusedError,
    ArticleError,
    BudgetError,
    EmptyArticleError,
    InvalidAnswerError,
    MissingArticleError,
    OutputError,
    RequestRefusedError,
    SettingsError,
    TransportError,
)
from summarizer.pipeline import Made, Summarizer
from summarizer.progress import Ending, Standing, Tally, open_progress
from summarizer.settings import Settings
from summarizer.traffic.events import Spent

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

SETTINGS = Settings(model="extractive")
RECIPE = Recipe(SETTINGS)


@dataclass
class RealMaker:
    """Rules make the briefs, as if a model had been asked; what stands under a source is raised or waited for."""

    failures: dict[str, Exception] = field(default_factory=dict)
    waiting: dict[str, asyncio.Event] = field(default_factory=dict)
    later: list[str] = field(default_factory=list)
    started: list[str] = field(default_factory=list)
    markdown: bool = False
    active: int = 0
    most_active: int = 0
    forgotten: list[str] = field(default_factory=list)

    def forget(self, article_id: str, sections: Collection[str] | None) -> None:
        assert sections is None
        self.forgotten.append(article_id)

    async def make(self, article: Article) -> Finished | None:
        self.started.append(article.source)
        self.active += 1
        self.most_active = max(self.active, self.most_active)
        try:
            await asyncio.sleep(0)
            if article.source in self.waiting:
                await self.waiting[article.source].wait()
            if article.source in self.failures:
                raise self.failures[article.source]
            if article.source in self.later:
                self.later.remove(article.source)
                return None
            made = await Summarizer(SETTINGS).make(article)
            return finish(Made(made.brief, frozenset({"figures"})), markdown=self.markdown)
        finally:
            self.active -= 1


def text_of(source: str) -> str:
    return f"The mayor of {source.upper()} said on Monday that the bridge would be closed."


def articles(*sources: str) -> list[Article | ArticleError]:
    return [article_from_text(text_of(source), source) for source in sources]


@dataclass
class Opened:
    """A run that can be let go, and what it may be asked afterwards."""

    run: Run
    items: Iterable[Article | ArticleError]
    folder: OutputFolder
    stop: Stop
    tally: Tally
    maker: RealMaker

    async def go(self) -> tuple[Ending, str]:
        ended = await self.run.go(self.items)
        self.run.finish()
        return ended

    @property
    def standing(self) -> Standing:
        return self.tally.standing()


@contextmanager
def opened(
    out: Path,
    items: Sequence[Article | ArticleError],
    maker: RealMaker | None = None,
    *,
    again: bool = False,
    **wanted: Any,
) -> Iterator[Opened]:
    maker = maker or RealMaker()
    maker.markdown = bool(wanted.get("markdown"))
    tally = Tally(Spent)
    stop = Stop()
    with OutputFolder(out, RECIPE, again=again) as folder, open_progress(tally) as progress:
        progress.begin(len(items))
        run = Run(
            maker,
            RECIPE,
            folder,
            progress,
            wanted=Wanted(**{"concurrency": 2, **wanted}),
            stop=stop,
            forget=maker.forget,
        )
        yield Opened(run, items, folder, stop, tally, maker)


async def until(condition: Callable[[], bool], turns: int = 5_000) -> None:
    """Let the event loop take turns until the condition holds."""
    for _ in range(turns):
        if condition():
            return
        await asyncio.sleep(0)
    pytest.fail("it never came about")


def text_in(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def pages_in(path: Path) -> list[str]:
    return sorted(page.name for page in path.glob("*.md"))


def sources_in(path: Path, name: str = "articles.jsonl") -> list[str]:
    return [json.loads(line)["source"] for line in (path / name).read_text(encoding="utf-8").splitlines()]


def failures_in(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (path / "failures.jsonl").read_text(encoding="utf-8").splitlines()]


async def test_a_run_writes_a_brief_of_each_article_and_finishes(tmp_path: Path) -> None:
    with opened(tmp_path, articles("a", "b", "c")) as run:
        assert await run.go() == (Ending.FINISHED, "")
        assert (run.standing.done, run.standing.failed, run.standing.left) == (3, 0, 0)
    assert sorted(sources_in(tmp_path)) == ["a", "b", "c"]


async def test_each_brief_is_written_as_it_is_finished_whatever_comes_before_it(tmp_path: Path) -> None:
    slow = asyncio.Event()
    with opened(tmp_path, articles("slow", "b", "c"), RealMaker(waiting={"slow": slow})) as run:
        going = asyncio.create_task(run.go())
        await until(lambda: run.standing.done == 2)
        assert sources_in(tmp_path) == ["b", "c"]
        slow.set()
        await going
    assert sources_in(tmp_path) == ["b", "c", "slow"]


async def test_no_more_articles_are_worked_on_or_taken_than_allowed(tmp_path: Path) -> None:
    taken = 0

    def counted() -> Iterator[Article | ArticleError]:
        nonlocal taken
        for item in articles(*map(str, range(20))):
            taken += 1
            yield item

    never = asyncio.Event()
    maker = RealMaker(waiting={str(number): never for number in range(20)})
    with opened(tmp_path, [], maker, concurrency=3) as run:
        run.items = counted()
        going = asyncio.create_task(run.go())
        await until(lambda: maker.active == 3)
        assert taken == 3
        never.set()
        await going
    assert (taken, maker.most_active) == (20, 3)


async def test_running_again_does_only_what_is_missing(tmp_path: Path) -> None:
    with opened(tmp_path, articles("a", "b")) as run:
        await run.go()
    with opened(tmp_path, articles("b", "new", "a")) as run:
        await run.go()
        assert run.maker.started == ["new"]
        assert (run.standing.already, run.standing.done) == (2, 1)
    assert sorted(sources_in(tmp_path)) == ["a", "b", "new"]


async def test_articles_of_one_text_are_made_once_and_stand_in_the_output_each(tmp_path: Path) -> None:
    items = [article_from_text(text_of("x"), source) for source in ("a", "b", "c")]
    with opened(tmp_path, items, concurrency=3, markdown=True) as run:
        await run.go()
        assert run.maker.started == ["a"]
        assert (run.standing.already, run.standing.done) == (2, 1)
    assert sorted(sources_in(tmp_path)) == ["a", "b", "c"]
    briefs = [json.loads(line) for line in text_in(tmp_path / "briefs.jsonl").splitlines()]
    assert [brief["article"]["source"] for brief in briefs] == sources_in(tmp_path)
    assert pages_in(tmp_path) == ["a.md", "b.md", "c.md"]


async def test_markdown_is_written_for_briefs_that_are_there_already(tmp_path: Path) -> None:
    with opened(tmp_path, articles("a")) as run:
        await run.go()
    assert pages_in(tmp_path) == []
    with opened(tmp_path, articles("a"), markdown=True) as run:
        await run.go()
        assert run.maker.started == []
    assert "bridge" in text_in(tmp_path / "a.md")


async def test_a_failed_article_does_not_stop_the_others(tmp_path: Path) -> None:
    refused = RequestRefusedError("b: the server refused the request")
    items = [
        *articles("a", "b"),
        EmptyArticleError("empty.txt", "the article is empty"),
        MissingArticleError("d", "no such file"),
        *articles("e"),
    ]
    with opened(tmp_path, items, RealMaker(failures={"b": refused})) as run:
        assert await run.go() == (Ending.FINISHED, "")
        assert (run.standing.done, run.standing.failed) == (2, 3)
    found = {line["source"]: (line["error"], line["message"], line["article"]) for line in failures_in(tmp_path)}
    assert found == {
        "b": ("RequestRefusedError", "b: the server refused the request", article_from_text(text_of("b")).id),
        "empty.txt": ("EmptyArticleError", "empty.txt: the article is empty", None),
        "d": ("MissingArticleError", "d: no such file", None),
    }


async def test_what_was_tried_stands_in_the_failure(tmp_path: Path) -> None:
    error = TransportError("a: the server cannot answer now (503), tried 2 times")
    error.tries = ("a: the server is busy (429)", "a: the server cannot answer now (503)")
    with opened(tmp_path, articles("a"), RealMaker(failures={"a": error})) as run:
        await run.go()
    (failure,) = failures_in(tmp_path)
    assert failure["history"][0]["tries"] == list(error.tries)


async def test_only_failed_takes_what_failed_and_nothing_else(tmp_path: Path) -> None:
    with opened(tmp_path, articles("a", "b"), RealMaker(failures={"b": TransportError("b: down")})) as run:
        await run.go()
    with opened(tmp_path, articles("a", "b", "new"), only_failed=True) as run:
        assert await run.go() == (Ending.FINISHED, "")
        assert run.maker.started == ["b"]
    assert failures_in(tmp_path) == []
    assert sources_in(tmp_path) == ["a", "b"]


async def test_what_waits_for_answers_is_taken_up_when_the_run_goes_over_its_articles_again(tmp_path: Path) -> None:
    maker = RealMaker(later=["b", "c", "c"], failures={"d": TransportError("d: down")})
    items = [*articles("a", "b", "c", "d"), MissingArticleError("e", "no such file")]
    with opened(tmp_path, items, maker, concurrency=1) as run:
        waiting = []
        while True:
            assert await run.run.go(items) == (Ending.FINISHED, "")
            waiting.append(run.run.waiting)
            if not run.run.waiting:
                break
        run.run.finish()
        assert waiting == [2, 1, 0]
        assert (run.standing.done, run.standing.failed, run.standing.already, run.standing.left) == (3, 2, 0, 0)
    assert maker.started == ["a", "b", "c", "d", "b", "c", "c"]
    assert sources_in(tmp_path) == ["a", "b", "c"]


async def test_a_run_may_make_everything_anew(tmp_path: Path) -> None:
    with opened(tmp_path, articles("a", "b")) as run:
        await run.go()
    items = [*articles("a", "b"), article_from_text(text_of("a"), "copy")]
    with opened(tmp_path, items, again=True) as run:
        await run.go()
        assert (sorted(run.maker.started), run.standing.already) == (["a", "b"], 1)
    assert sorted(sources_in(tmp_path)) == ["a", "b", "copy"]


async def test_what_failed_is_tried_again_by_any_later_run(tmp_path: Path) -> None:
    with opened(tmp_path, articles("a"), RealMaker(failures={"a": TransportError("a: down")})) as run:
        await run.go()
    with opened(tmp_path, articles("a")) as run:
        await run.go()
    assert (sources_in(tmp_path), failures_in(tmp_path)) == (["a"], [])


@pytest.mark.parametrize(
    ("error", "forgotten"), [(InvalidAnswerError("a: no usable answer"), True), (TransportError("a: down"), False)]
)
async def test_answers_that_were_no_good_are_forgotten_and_others_are_kept(
    error: Exception, forgotten: bool, tmp_path: Path
) -> None:
    with opened(tmp_path, articles("a"), RealMaker(failures={"a": error})) as run:
        await run.go()
    assert run.maker.forgotten == ([article_from_text(text_of("a")).id] if forgotten else [])


async def test_a_bug_met_by_one_article_is_named_as_one_and_does_not_stop_the_others(tmp_path: Path) -> None:
    with opened(tmp_path, articles("a", "b"), RealMaker(failures={"a": ZeroDivisionError("by zero")})) as run:
        await run.go()
    (bug,) = failures_in(tmp_path)
    assert bug["error"] == "ZeroDivisionError"
    assert bug["message"].startswith("a: ZeroDivisionError: by zero (a bug in summarizer, met at test_batch_run.py:")
    assert sources_in(tmp_path) == ["b"]


async def test_a_setting_that_no_article_can_be_done_with_ends_the_run(tmp_path: Path) -> None:
    maker = RealMaker(failures={"a": SettingsError("no such section")})
    with opened(tmp_path, articles("a", "b"), maker) as run, pytest.raises(SettingsError, match="no such section"):
        await run.go()


async def test_a_wrong_key_stops_the_run_at_the_first_answer(tmp_path: Path) -> None:
    wrong = AccessRefusedError("a: the server refused the key (401)")
    maker = RealMaker(failures={str(number): wrong for number in range(50)})
    with opened(tmp_path, articles(*map(str, range(50))), maker) as run:
        assert await run.go() == (Ending.STOPPED, "a: the server refused the key (401)")
        assert run.run.ended_by is wrong
    assert len(maker.started) == 2
    assert failures_in(tmp_path) == []


async def test_a_refusal_among_answers_is_one_articles_failure_and_three_in_a_row_stop_the_run(tmp_path: Path) -> None:
    no = AccessRefusedError("the server does not let this key use the model (403)")
    maker = RealMaker(failures=dict.fromkeys(("bad", "x", "y", "z"), no))
    with opened(tmp_path, articles("a", "bad", "b", "x", "y", "z", "late"), maker, concurrency=1) as run:
        assert (await run.go())[0] is Ending.STOPPED
    assert [line["source"] for line in failures_in(tmp_path)] == ["bad", "x", "y"]
    assert maker.started[-1] == "z"


async def test_an_empty_budget_lets_what_is_in_flight_finish_and_leaves_the_rest_undone(tmp_path: Path) -> None:
    slow = asyncio.Event()
    maker = RealMaker(failures={"b": BudgetError("the budget ends here")}, waiting={"slow": slow})
    with opened(tmp_path, articles("slow", "b", "c"), maker) as run:
        going = asyncio.create_task(run.go())
        await until(lambda: run.run.ended_by is not None)
        slow.set()
        assert await going == (Ending.STOPPED, "the budget ends here")
        assert run.standing.left == 2
    assert sources_in(tmp_path) == ["slow"]
    assert failures_in(tmp_path) == []


async def test_asked_once_to_stop_a_run_finishes_what_is_in_flight(tmp_path: Path) -> None:
    slow = asyncio.Event()
    with opened(tmp_path, articles("a", "slow", "c", "d"), RealMaker(waiting={"slow": slow}), concurrency=1) as run:
        going = asyncio.create_task(run.go())
        await until(lambda: "slow" in run.maker.started)
        run.stop.ask()
        slow.set()
        assert await going == (Ending.INTERRUPTED, "")
    assert sources_in(tmp_path) == ["a", "slow"]
    with opened(tmp_path, articles("a", "slow", "c", "d")) as run:
        await run.go()
        assert run.maker.started == ["c", "d"]


async def test_asked_twice_to_stop_a_run_lets_go_of_what_is_in_flight(tmp_path: Path) -> None:
    never = asyncio.Event()
    with opened(tmp_path, articles("a", "never", "c"), RealMaker(waiting={"never": never}), concurrency=1) as run:
        going = asyncio.create_task(run.go())
        await until(lambda: "never" in run.maker.started)
        run.stop.ask()
        run.stop.ask()
        assert await going == (Ending.INTERRUPTED, "")
        assert run.maker.active == 0
    assert (sources_in(tmp_path), failures_in(tmp_path)) == (["a"], [])


async def test_the_first_ask_to_stop_is_told_and_no_other() -> None:
    told: list[str] = []
    stop = Stop(lambda: told.append("once"))
    stop.ask()
    stop.ask()
    stop.ask()
    assert (told, stop.asked, stop.now) == (["once"], True, True)


async def test_results_that_cannot_be_written_end_the_work_under_way(tmp_path: Path) -> None:
    maker = RealMaker(waiting={"never": asyncio.Event()}, failures={"a": OutputError("the disk is full")})
    with opened(tmp_path, articles("never", "a", "c"), maker) as run, pytest.raises(OutputError, match="disk is full"):
        await run.go()
    assert maker.active == 0


async def test_many_briefs_that_are_there_do_not_keep_others_from_their_turn(tmp_path: Path) -> None:
    names = [f"n{number}" for number in range(300)]
    with opened(tmp_path, articles(*names), concurrency=8) as run:
        await run.go()
    turns = 0

    async def count() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    with opened(tmp_path, articles(*names), concurrency=1) as run:
        counting = asyncio.create_task(count())
        await run.go()
        counting.cancel()
    assert turns >= 300 // 50


def test_a_brief_depends_on_what_shapes_it_and_not_on_how_the_server_is_reached() -> None:
    base = Recipe(Settings(model="m")).made_with(["figures"])
    same: list[dict[str, object]] = [
        {"concurrency": 9},
        {"timeout": 3.0},
        {"retries": 1},
        {"api_key": "other"},
        {"base_url": "https://x/v1"},
    ]
    for change in same:
        assert Recipe(Settings.model_validate({"model": "m", **change})).still_holds(base), change
    other: list[dict[str, object]] = [
        {"model": "n"},
        {"temperature": 1.0},
        {"seed": 1},
        {"window": 9},
        {"ask": ("figures",)},
        {"mode": "json"},
    ]
    for change in other:
        assert not Recipe(Settings.model_validate({"model": "m", **change})).still_holds(base), change


def test_a_template_changed_touches_the_sections_that_it_asks_about(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = {section: Recipe(Settings(model="m")).made_with([section]) for section in ("figures", "events")}
    whole = Path(__file__).parents[1] / "prompts"

    class Changed:
        """The prompts with a word more in one of them."""

        def __init__(self, path: Path) -> None:
            self._path = path

        def __truediv__(self, name: str) -> Changed:
            return Changed(self._path / name)

        def iterdir(self) -> Iterator[Changed]:
            return (Changed(path) for path in self._path.iterdir())

        @property
        def name(self) -> str:
            return self._path.name

        def read_bytes(self) -> bytes:
            return self._path.read_bytes() + (b"Please." if self._path.name == "figures.j2" else b"")

    monkeypatch.setattr("summarizer.prompt._FOLDER", Changed(whole))
    now = Recipe(Settings(model="m"))
    assert (now.still_holds(asked["figures"]), now.still_holds(asked["events"])) == (False, True)
