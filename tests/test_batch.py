from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings, strategies

from summarizer.article import Article, Source, article_from_text, find_sources
from summarizer.batch import Done, Failed, Item, Outcome, OutputFolder, in_order, run_batch
from summarizer.errors import (
    EmptyArticleError,
    MissingArticleError,
    OutputError,
    RequestRefusedError,
    SettingsError,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@dataclass(frozen=True)
class FakeBrief:
    title: str

    def to_markdown(self) -> str:
        return f"# {self.title}\x1b\n"

    def model_dump_json(self) -> str:
        return json.dumps({"title": self.title}, ensure_ascii=False)


@dataclass
class FakeBriefer:
    """Makes a brief of the article's text, or raises what stands under its source."""

    failures: dict[str, Exception] = field(default_factory=dict)
    waiting: dict[str, asyncio.Event] = field(default_factory=dict)
    active: int = 0
    most_active: int = 0
    started: list[str] = field(default_factory=list)

    async def brief(self, article: Article) -> FakeBrief:
        self.started.append(article.source)
        self.active += 1
        self.most_active = max(self.active, self.most_active)
        try:
            await asyncio.sleep(0)
            if article.source in self.waiting:
                await self.waiting[article.source].wait()
            if article.source in self.failures:
                raise self.failures[article.source]
            return FakeBrief(article.text)
        finally:
            self.active -= 1


def read(source: Source) -> Article:
    if source.name.startswith("empty"):
        raise EmptyArticleError(source.name, "the article is empty")
    return article_from_text(f"Text of {source.name.encode('utf-8', 'replace').decode()}", source.name)


def sources(*names: str) -> list[Item]:
    return [Source(name, Path(name)) for name in names]


@dataclass
class Reports:
    lines: list[tuple[str, str | None]] = field(default_factory=list)

    def __call__(self, source: str, failure: str | None) -> None:
        self.lines.append((source, failure))


async def run(
    items: list[Item],
    briefer: FakeBriefer | None = None,
    *,
    concurrency: int = 2,
    markdown: bool = False,
    take: Callable[[Outcome], None] | None = None,
) -> list[Outcome]:
    outcomes: list[Outcome] = []
    await run_batch(
        items,
        briefer or FakeBriefer(),
        read=read,
        take=take or outcomes.append,
        report=Reports(),
        concurrency=concurrency,
        markdown=markdown,
    )
    return outcomes


async def until(condition: Callable[[], bool], turns: int = 5_000) -> None:
    """Let the event loop take turns until the condition holds, or all are taken."""
    for _ in range(turns):
        if condition():
            return
        await asyncio.sleep(0)


async def test_outcomes_keep_the_order_of_the_input_when_later_articles_are_done_first() -> None:
    first = asyncio.Event()
    briefer = FakeBriefer(waiting={"a": first})
    outcomes: list[Outcome] = []
    batch = asyncio.create_task(run(sources("a", "b", "c", "d"), briefer, take=outcomes.append))
    await until(lambda: briefer.started == ["a", "b", "c", "d"] and briefer.active == 1)
    assert outcomes == []
    first.set()
    await batch
    assert [outcome.source for outcome in outcomes] == ["a", "b", "c", "d"]


async def test_no_more_articles_are_worked_on_at_a_time_than_allowed() -> None:
    briefer = FakeBriefer()
    await run(sources(*map(str, range(20))), briefer, concurrency=3)
    assert briefer.most_active == 3


async def test_what_waits_for_a_slow_article_is_bounded() -> None:
    first = asyncio.Event()
    briefer = FakeBriefer(waiting={"0": first})
    batch = asyncio.create_task(run(sources(*map(str, range(100))), briefer, concurrency=2))
    await until(lambda: len(briefer.started) == 8 and briefer.active == 1)
    await until(lambda: False, turns=500)
    assert len(briefer.started) == 8
    first.set()
    await batch
    assert len(briefer.started) == 100


async def test_a_failed_article_does_not_stop_the_others() -> None:
    refused = RequestRefusedError("b: the server refused the key")
    items: list[Item] = [
        *sources("a", "b", "empty.txt"),
        MissingArticleError("d", "no such file"),
        *sources("e"),
    ]
    outcomes = await run(items, FakeBriefer(failures={"b": refused}))
    assert [type(outcome) for outcome in outcomes] == [Done, Failed, Failed, Failed, Done]
    assert outcomes[1] == Failed(
        "b", "RequestRefusedError", "b: the server refused the key", article_from_text("Text of b").id
    )
    assert outcomes[2] == Failed("empty.txt", "EmptyArticleError", "empty.txt: the article is empty", None)
    assert outcomes[3] == Failed("d", "MissingArticleError", "d: no such file", None)


async def test_a_bug_met_by_one_article_is_named_as_one_and_does_not_stop_the_others() -> None:
    outcomes = await run(sources("a", "b"), FakeBriefer(failures={"a": ZeroDivisionError("by zero")}))
    bug, done = outcomes
    assert isinstance(bug, Failed)
    assert bug.error == "ZeroDivisionError"
    assert bug.message.startswith("a: ZeroDivisionError: by zero (a bug in summarizer, met at test_batch.py:")
    assert isinstance(done, Done)


async def test_a_setting_that_no_article_can_be_done_with_ends_the_batch() -> None:
    with pytest.raises(SettingsError, match="no such section"):
        await run(sources("a", "b"), FakeBriefer(failures={"a": SettingsError("no such section")}))


async def test_an_article_read_already_is_not_read_again() -> None:
    (outcome,) = await run([article_from_text("from a pipe", "-")])
    assert isinstance(outcome, Done)
    assert json.loads(outcome.brief) == {"title": "from a pipe"}


async def test_each_article_is_reported_as_it_is_finished() -> None:
    first = asyncio.Event()
    reports = Reports()
    batch = asyncio.create_task(
        run_batch(
            sources("slow", "b", "empty"),
            FakeBriefer(waiting={"slow": first}),
            read=read,
            take=lambda _: None,
            report=reports,
            concurrency=2,
        )
    )
    await until(lambda: len(reports.lines) == 2)
    first.set()
    await batch
    assert reports.lines == [("b", None), ("empty", "empty: the article is empty"), ("slow", None)]


async def test_cancelled_a_batch_hands_over_what_is_finished_and_leaves_out_the_rest() -> None:
    briefer = FakeBriefer(waiting={"a": asyncio.Event(), "d": asyncio.Event()})
    outcomes: list[Outcome] = []
    items = sources("a", "b", "empty", "d")
    batch = asyncio.create_task(run(items, briefer, concurrency=3, take=outcomes.append))
    await until(lambda: briefer.started == ["a", "b", "d"] and briefer.active == 2)
    batch.cancel()
    with pytest.raises(asyncio.CancelledError):
        await batch
    assert [outcome.source for outcome in outcomes] == ["b", "empty"]
    assert briefer.active == 0


async def test_an_outcome_that_cannot_be_written_ends_the_work_under_way() -> None:
    briefer = FakeBriefer(waiting={"b": asyncio.Event()})

    def refuse(_: Outcome) -> None:
        raise OutputError("the disk is full")

    with pytest.raises(OutputError):
        await run(sources("a", "b", "c"), briefer, take=refuse)
    assert briefer.active == 0


async def test_what_work_raises_ends_everything() -> None:
    async def fail(item: int) -> int:
        if item == 1:
            raise KeyError(item)
        return item

    taken: list[int] = []
    with pytest.raises(KeyError):
        await in_order(range(5), fail, taken.append, width=3)
    assert taken == [0]


@settings(max_examples=100, deadline=None)
@given(
    strategies.lists(strategies.integers(0, 5), max_size=30),
    strategies.integers(1, 8),
)
def test_any_work_is_handed_over_once_in_order_within_the_width(turns: list[int], width: int) -> None:
    started = taken = most_ahead = 0
    results: list[int] = []

    def take(result: int) -> None:
        nonlocal taken
        taken += 1
        results.append(result)

    async def work(item: tuple[int, int]) -> int:
        nonlocal started, most_ahead
        started += 1
        most_ahead = max(most_ahead, started - taken)
        for _ in range(item[1]):
            await asyncio.sleep(0)
        return item[0]

    asyncio.run(in_order(enumerate(turns), work, take, width=width))
    assert results == list(range(len(turns)))
    assert most_ahead <= width


def done(source: str, text: str = "text", markdown: str | None = None) -> Done:
    article = article_from_text(text, source)
    line = json.dumps({"id": article.id, "source": source, "text": text})
    return Done(source, line, json.dumps({"of": source}), markdown)


def lines(path: Path) -> list[object]:
    content = path.read_text(encoding="utf-8")
    assert content == "" or content.endswith("\n")
    return [json.loads(line) for line in content.splitlines()]


def everything_in(folder: Path) -> str:
    return "".join(path.read_text(encoding="utf-8") for path in folder.iterdir())


def test_a_folder_holds_briefs_their_articles_and_failures_line_by_line(tmp_path: Path) -> None:
    out = tmp_path / "new" / "out"
    with OutputFolder(out) as folder:
        folder.take(done("a"))
        folder.take(Failed("b", "ModelError", "b: no", "id-b"))
        folder.take(done("c"))
        folder.take(Failed("d", "MissingArticleError", "d: no", None))
    assert lines(out / "briefs.jsonl") == [{"of": "a"}, {"of": "c"}]
    texts = lines(out / "articles.jsonl")
    expected = [("a", "text"), ("c", "text")]
    assert texts == [{"id": article_from_text(t).id, "source": s, "text": t} for s, t in expected]
    assert lines(out / "failures.jsonl") == [
        {"source": "b", "error": "ModelError", "message": "b: no", "article": "id-b"},
        {"source": "d", "error": "MissingArticleError", "message": "d: no", "article": None},
    ]
    assert (folder.done, folder.failed) == (2, 2)
    assert sorted(path.name for path in out.iterdir()) == ["articles.jsonl", "briefs.jsonl", "failures.jsonl"]


def test_lines_are_there_as_soon_as_they_are_written(tmp_path: Path) -> None:
    with OutputFolder(tmp_path) as folder:
        folder.take(done("a"))
        assert lines(tmp_path / "briefs.jsonl") == [{"of": "a"}]


def test_a_second_run_replaces_the_first(tmp_path: Path) -> None:
    for source in ("a", "b"):
        with OutputFolder(tmp_path) as folder:
            folder.take(done(source))
    assert lines(tmp_path / "briefs.jsonl") == [{"of": "b"}]


async def test_what_an_article_holds_comes_back_from_the_folder_as_it_was(tmp_path: Path) -> None:
    text = "“a”\r\nb\x1b[31m\x85c\u2028d\u202ee 😀 e\u0301\x00\x7f"
    with OutputFolder(tmp_path) as folder:
        await run([article_from_text(text, "a.txt")], markdown=True, take=folder.take)
    (article,) = lines(tmp_path / "articles.jsonl")
    assert article == {"id": article_from_text(text).id, "source": "a.txt", "text": text}
    (brief,) = lines(tmp_path / "briefs.jsonl")
    assert brief == {"title": text}
    assert not set("\x1b\x85\u2028\u202e\x00\x7f") & set(everything_in(tmp_path))


async def test_two_articles_with_the_same_text_are_both_in_the_output(tmp_path: Path) -> None:
    items: list[Item] = [article_from_text("same", "a.txt"), article_from_text("same", "b.txt")]
    with OutputFolder(tmp_path) as folder:
        await run(items, take=folder.take)
    assert len(lines(tmp_path / "briefs.jsonl")) == 2
    assert len(lines(tmp_path / "articles.jsonl")) == 2


async def test_a_file_whose_name_is_not_utf_8_can_be_written_about(tmp_path: Path) -> None:
    (folder_of_articles := tmp_path / "in").mkdir()
    (folder_of_articles / "caf\udce9.txt").write_text("", encoding="utf-8")
    items: list[Item] = [
        *find_sources([str(folder_of_articles)]),
        MissingArticleError("\udce9", "no such file"),
    ]
    with OutputFolder(tmp_path / "out") as folder:
        await run(items, take=folder.take, markdown=True)
    assert (folder.done, folder.failed) == (1, 1)


@pytest.mark.parametrize(
    ("sources_given", "names"),
    [
        (["a.txt", "b.txt"], ["a.md", "b.md"]),
        (["x/a.txt", "y/a.txt", "z/A.txt", "a.md"], ["A-3.md", "a-2.md", "a-4.md", "a.md"]),
        (["a-2.txt", "a.txt", "b/a.txt"], ["a-2.md", "a-3.md", "a.md"]),
        (["-"], ["stdin.md"]),
        (["/etc/../..", ".hidden", "..."], ["article-2.md", "article.md", "hidden.md"]),
        (["a/evil\x1b[2J name\n.txt"], ["evil__2J_name.md"]),
        (["a:b*c?|.txt"], ["a_b_c.md"]),
        (["Überblick – 東京.txt"], ["Überblick___東京.md"]),
        (["e\u0301te\u0301.txt"], ["\xe9t\xe9.md"]),
        (["x" * 300 + ".txt", "x" * 300 + ".text"], ["x" * 60 + "-2.md", "x" * 60 + ".md"]),
    ],
)
def test_markdown_files_are_named_after_their_sources_safely_and_once(
    sources_given: list[str], names: list[str], tmp_path: Path
) -> None:
    with OutputFolder(tmp_path) as folder:
        for source in sources_given:
            folder.take(Done(source, "{}", "{}", f"# {source}"))
    assert sorted(path.name for path in tmp_path.glob("*.md")) == names


@settings(max_examples=100, deadline=None)
@given(strategies.lists(strategies.text(strategies.characters(exclude_categories=[])), max_size=8))
def test_any_source_gives_a_file_name_of_its_own(tmp_path_factory: pytest.TempPathFactory, names: list[str]) -> None:
    out = tmp_path_factory.mktemp("out")
    with OutputFolder(out) as folder:
        for name in names:
            folder.take(Done(name, "{}", "{}", name.encode("utf-8", "replace").decode()))
    written = [path.name for path in out.glob("*.md")]
    assert len(written) == len(names)
    assert all(name.isprintable() and not name.startswith((".", "-")) for name in written)


def test_a_folder_that_is_a_file_is_an_output_error_naming_it(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("", encoding="utf-8")
    with (
        pytest.raises(OutputError, match="out cannot be written: File exists"),
        OutputFolder(tmp_path / "out"),
    ):
        pass


def test_a_results_file_that_cannot_be_opened_is_an_output_error_naming_it(tmp_path: Path) -> None:
    (tmp_path / "briefs.jsonl").mkdir()
    with (
        pytest.raises(OutputError, match=r"briefs\.jsonl cannot be written: Is a directory"),
        OutputFolder(tmp_path),
    ):
        pass


def test_a_full_disk_is_an_output_error_that_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "briefs.jsonl").symlink_to("/dev/full")
    with OutputFolder(tmp_path) as folder:
        folder.take(Failed("a", "ModelError", "a: no", None))
        with pytest.raises(OutputError, match=r"briefs\.jsonl cannot be written: No space left on device"):
            folder.take(done("b"))
    assert lines(tmp_path / "failures.jsonl")
    assert folder.done == 0


@pytest.fixture
def small_disk() -> Iterator[None]:
    """No file may grow past 8 MB, more than this run prints: what goes over is written in part, then refused."""
    resource = pytest.importorskip("resource")
    signal = pytest.importorskip("signal")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8_000_000, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, old)


@pytest.mark.usefixtures("small_disk")
def test_a_line_that_does_not_fit_leaves_only_whole_lines(tmp_path: Path) -> None:
    with OutputFolder(tmp_path) as folder:
        folder.take(done("a"))
        with pytest.raises(OutputError, match=r"articles\.jsonl cannot be written: File too large"):
            folder.take(done("b", text="x" * 16_000_000))
        folder.take(done("c"))
    assert lines(tmp_path / "briefs.jsonl") == [{"of": "a"}, {"of": "c"}]
    assert len(lines(tmp_path / "articles.jsonl")) == 2


@pytest.mark.usefixtures("small_disk")
def test_markdown_that_does_not_fit_leaves_no_piece_of_it(tmp_path: Path) -> None:
    with OutputFolder(tmp_path) as folder, pytest.raises(OutputError, match=r"a\.md cannot be written"):
        folder.take(done("a", markdown="x" * 16_000_000))
    assert not list(tmp_path.glob("*.md"))


def test_a_line_written_in_parts_is_whole_in_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with OutputFolder(tmp_path) as folder:
        whole = folder._briefs._file.write
        monkeypatch.setattr(folder._briefs, "_file", _Slowly(whole))
        folder.take(done("abc"))
        monkeypatch.undo()
    assert lines(tmp_path / "briefs.jsonl") == [{"of": "abc"}]


@dataclass
class _Slowly:
    write_whole: Callable[[bytes], int]

    def write(self, data: bytes) -> int:
        return self.write_whole(data[:3])
