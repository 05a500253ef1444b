from __future__ import annotations

import json
import os
import shutil
import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings, strategies

from summarizer.article import article_from_text
from summarizer.batch.folder import OutputFolder
from summarizer.batch.outcomes import Done, Failed
from summarizer.batch.recipe import MadeWith, Recipe
from summarizer.errors import OutputError
from summarizer.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

RECIPE = Recipe(Settings(model="extractive"))
OTHER = Recipe(Settings(model="extractive", keep_chrome=True))
FILES = ("articles.jsonl", "briefs.jsonl", "failures.jsonl")


def folder(path: Path, recipe: Recipe = RECIPE) -> OutputFolder:
    return OutputFolder(path, recipe)


def done(
    source: str, text: str = "text", markdown: str | None = None, made: MadeWith | None = None, place: str = ""
) -> Done:
    article = article_from_text(text, source)
    brief = json.dumps({"article": {"id": article.id, "source": source}, "of": text}, ensure_ascii=False)
    return Done(source, article.id, text, made or RECIPE.made_with(()), brief, markdown, place)


def failed(source: str, article: str | None = "id", message: str = "no") -> Failed:
    return Failed(
        source, "ModelError", f"{source}: {message}", article, "2026-03-01T00:00:00+00:00", ("first", message)
    )


def id_of(text: str) -> str:
    return article_from_text(text).id


def lines(path: Path) -> list[Any]:
    content = path.read_text(encoding="utf-8")
    assert content == "" or content.endswith("\n")
    return [json.loads(line) for line in content.splitlines()]


def briefs(path: Path) -> list[tuple[str, str]]:
    """Source and text of each brief; the article on the same line of the other file must be the same one."""
    found = lines(path / "briefs.jsonl")
    articles = lines(path / "articles.jsonl")
    assert [one["article"]["id"] for one in found] == [one["id"] for one in articles]
    assert [one["article"]["source"] for one in found] == [one["source"] for one in articles]
    assert [one["of"] for one in found] == [one["text"] for one in articles]
    return [(one["article"]["source"], one["of"]) for one in found]


def make(path: Path, *given: Done, recipe: Recipe = RECIPE, complete: bool = True) -> None:
    """One run over some articles: those whose brief is there are left as they are."""
    with folder(path, recipe) as out:
        for one in given:
            entry = out.find(one.id, one.source)
            if entry is None:
                out.take(one)
            elif entry.source == one.source:
                out.keep(entry, one.place)
            else:
                out.copy(entry, one.source, one.place)
        out.finish(complete=complete, given={one.place for one in given if one.place}.__contains__)


def test_a_folder_holds_briefs_their_articles_and_failures_line_by_line(tmp_path: Path) -> None:
    out = tmp_path / "new" / "out"
    with folder(out) as opened:
        opened.take(done("a", "A"))
        opened.fail(failed("b"))
        opened.take(done("c", "C"))
        assert briefs(out) == [("a", "A"), ("c", "C")]
        assert (opened.briefs, opened.failures) == (2, 1)
    (failure,) = lines(out / "failures.jsonl")
    assert failure["source"] == "b"
    assert failure["history"] == [
        {
            "when": "2026-03-01T00:00:00+00:00",
            "error": "ModelError",
            "message": "b: no",
            "tries": ["first", "no"],
        }
    ]


def test_what_an_article_holds_comes_back_from_the_folder_as_it_was(tmp_path: Path) -> None:
    text = "“a”\r\nb\x1b[31m\x85c\u2028d\u202ee 😀 e\u0301\x00\x7f"
    with folder(tmp_path) as out:
        out.take(done("a.txt", text))
    (article,) = lines(tmp_path / "articles.jsonl")
    assert (article["text"], article["id"]) == (text, id_of(text))
    raw = (tmp_path / "articles.jsonl").read_text(encoding="utf-8")
    assert not set("\x1b\x85\u2028\u202e\x00\x7f") & set(raw)


def test_a_brief_that_is_there_is_found_again_by_what_it_was_made_of(tmp_path: Path) -> None:
    make(tmp_path, done("a", "A"))
    with folder(tmp_path) as out:
        assert out.find(id_of("A"), "a") is not None
        assert out.find(id_of("A"), "elsewhere/a") is not None
        assert out.find(id_of("B"), "a") is None
    with folder(tmp_path, OTHER) as out:
        assert out.find(id_of("A"), "a") is None


def test_a_brief_of_another_template_is_out_of_date_only_if_it_was_asked_with_it(tmp_path: Path) -> None:
    old = RECIPE.made_with(["figures"])
    changed = MadeWith(old.settings, {"figures": "another"})
    make(tmp_path, done("a", "A", made=changed), done("b", "B", made=RECIPE.made_with(())), done("c", "C", made=old))
    with folder(tmp_path) as out:
        assert [out.find(id_of(text), "") is not None for text in "ABC"] == [False, True, True]


def test_a_brief_made_anew_takes_the_place_of_the_old_one_at_the_end_of_the_run(tmp_path: Path) -> None:
    make(tmp_path, done("a", "A"), done("b", "B"))
    with folder(tmp_path, OTHER) as out:
        out.take(done("a", "A", made=OTHER.made_with(())))
        assert briefs(tmp_path) == [("a", "A"), ("b", "B"), ("a", "A")]
        out.finish(complete=False)
        assert out.replaced == 1
    assert briefs(tmp_path) == [("b", "B"), ("a", "A")]
    with folder(tmp_path, OTHER) as out:
        entry = out.find(id_of("A"), "a")
        assert entry is not None
        assert json.loads(out.brief_line(entry))["of"] == "A"


def test_the_brief_of_a_changed_article_goes_and_those_of_articles_not_given_stay(tmp_path: Path) -> None:
    make(tmp_path, done("a", "A", place="/in/a"), done("b", "B", place="/in/b"))
    make(tmp_path, done("a", "A, corrected", place="/in/a"))
    assert briefs(tmp_path) == [("b", "B"), ("a", "A, corrected")]


def test_the_brief_of_a_row_that_is_no_longer_in_its_file_goes(tmp_path: Path) -> None:
    make(tmp_path, *(done(name, name.upper(), place="/in/rows.jsonl") for name in "abc"))
    make(tmp_path, *(done(name, name.upper(), place="/in/rows.jsonl") for name in "cda"))
    assert sorted(briefs(tmp_path)) == [("a", "A"), ("c", "C"), ("d", "D")]


def test_rows_of_the_same_names_in_two_files_are_two_articles(tmp_path: Path) -> None:
    make(tmp_path, done("1", "Monday", place="/in/monday.jsonl"))
    make(tmp_path, done("1", "Tuesday", place="/in/tuesday.jsonl"))
    assert briefs(tmp_path) == [("1", "Monday"), ("1", "Tuesday")]


def test_the_brief_of_a_changed_article_goes_also_where_the_new_text_fails(tmp_path: Path) -> None:
    make(tmp_path, done("a", "A", place="/in/a"))
    with folder(tmp_path) as out:
        out.fail(failed("a", id_of("A, corrected")))
        out.finish(complete=True, given={"/in/a"}.__contains__)
    assert briefs(tmp_path) == []
    assert len(lines(tmp_path / "failures.jsonl")) == 1


def test_a_brief_that_could_not_be_made_anew_stays_as_it_was(tmp_path: Path) -> None:
    make(tmp_path, done("a", "A", place="/in/a"))
    with folder(tmp_path, OTHER) as out:
        out.fail(failed("a", id_of("A")))
        out.finish(complete=True, given={"/in/a"}.__contains__)
    assert briefs(tmp_path) == [("a", "A")]


def test_the_brief_of_an_article_that_moved_moves_with_it(tmp_path: Path) -> None:
    make(tmp_path / "out", done("old.txt", "A", place=str(tmp_path / "old.txt")))
    make(tmp_path / "out", done("new.txt", "A", place=str(tmp_path / "new.txt")))
    assert briefs(tmp_path / "out") == [("new.txt", "A")]


def test_two_articles_of_one_text_that_are_both_still_there_both_stay(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text("A", encoding="utf-8")
    make(tmp_path / "out", done("old.txt", "A", place=str(tmp_path / "old.txt")))
    make(tmp_path / "out", done("another.txt", "A", place=str(tmp_path / "another.txt")))
    assert {source for source, _ in briefs(tmp_path / "out")} == {"old.txt", "another.txt"}


def test_what_came_from_no_file_is_never_taken_away(tmp_path: Path) -> None:
    make(tmp_path, done("-", "A"))
    make(tmp_path, done("-", "B"))
    assert briefs(tmp_path) == [("-", "A"), ("-", "B")]


def test_a_run_that_was_not_given_all_its_input_takes_no_brief_away(tmp_path: Path) -> None:
    make(tmp_path, done("a", "A", place="/in/a"), done("b", "B", place="/in/b"))
    make(tmp_path, done("a", "A, corrected", place="/in/a"), complete=False)
    assert {text for _, text in briefs(tmp_path)} == {"A", "B", "A, corrected"}
    make(tmp_path, done("a", "A, corrected", place="/in/a"), done("b", "B", place="/in/b"))
    assert {text for _, text in briefs(tmp_path)} == {"B", "A, corrected"}


@pytest.mark.parametrize("name", FILES)
def test_files_that_no_batch_has_written_are_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text('{"url": "https://x/1", "body": "mine"}\n', encoding="utf-8")
    with pytest.raises(OutputError, match=f"{name} was not written by a batch"), folder(tmp_path):
        pass
    assert lines(tmp_path / name) == [{"url": "https://x/1", "body": "mine"}]


def test_lines_that_do_not_match_any_more_are_set_aside_not_lost(tmp_path: Path) -> None:
    make(tmp_path, *(done(name, name.upper()) for name in "abcd"))
    whole_file = (tmp_path / "briefs.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "briefs.jsonl").write_text("".join(whole_file[:1] + whole_file[2:]), encoding="utf-8")
    with folder(tmp_path) as out:
        assert out.set_aside
    assert len(lines(tmp_path / "briefs.jsonl.set-aside")) == 3
    assert len(lines(tmp_path / "articles.jsonl.set-aside")) == 4
    assert briefs(tmp_path) == [("a", "A")]


def test_an_index_that_another_program_holds_is_not_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, done("a", "A"))
    impatient = partial(sqlite3.connect, timeout=0)
    monkeypatch.setattr(sqlite3, "connect", impatient)
    with closing(impatient(tmp_path / "index.sqlite")) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OutputError, match=r"index\.sqlite cannot be written: database is locked"), folder(tmp_path):
            pass
    assert briefs(tmp_path) == [("a", "A")]


def test_a_failure_goes_once_its_article_has_a_brief(tmp_path: Path) -> None:
    with folder(tmp_path) as out:
        out.fail(failed("a", id_of("A")))
        out.fail(failed("b", None))
        out.finish(complete=True)
    with folder(tmp_path) as out:
        assert out.has_failed("a", id_of("A"))
        assert out.has_failed("b", id_of("whatever it says once it can be read"))
        assert not out.has_failed("c", id_of("C"))
        assert out.has_failed("elsewhere", id_of("A"))
        out.take(done("a", "A"))
        out.finish(complete=False)
    assert [line["source"] for line in lines(tmp_path / "failures.jsonl")] == ["b"]


def test_a_failure_keeps_its_history_over_runs_up_to_a_length(tmp_path: Path) -> None:
    for run in range(25):
        with folder(tmp_path) as out:
            out.fail(failed("a", "id", message=f"no {run}"))
            out.finish(complete=True)
    (failure,) = lines(tmp_path / "failures.jsonl")
    assert failure["message"] == "a: no 24"
    assert [one["message"] for one in failure["history"]] == [f"a: no {run}" for run in range(5, 25)]


def test_a_second_run_at_the_same_time_is_refused_and_told_who_is_there(tmp_path: Path) -> None:
    with folder(tmp_path), pytest.raises(OutputError, match=f"process {os.getpid()} is writing into"), folder(tmp_path):
        pass
    with folder(tmp_path) as out:
        assert out.briefs == 0


def whole(path: Path) -> Path:
    """A folder with two briefs and two failures."""
    with folder(path) as out:
        out.take(done("a", "A"))
        out.take(done("b", "B"))
        out.fail(failed("c"))
        out.fail(failed("d"))
        out.finish(complete=True)
    return path


def cut(path: Path, size: int) -> None:
    with path.open("r+b") as file:
        file.truncate(size)


@pytest.mark.parametrize("name", FILES)
def test_wherever_a_last_line_is_torn_the_rest_is_whole_and_nothing_is_there_twice(tmp_path: Path, name: str) -> None:
    model = whole(tmp_path / "model")
    content = (model / name).read_bytes()
    last = content.rstrip(b"\n").rfind(b"\n") + 1
    for size in range(last, len(content)):
        out = tmp_path / f"torn-{size}"
        shutil.copytree(model, out)
        cut(out / name, size)
        with folder(out) as opened:
            there = {text for text in "AB" if opened.find(id_of(text), "")}
        assert {text for _, text in briefs(out)} == there
        assert there == ({"A", "B"} if name == "failures.jsonl" else {"A"})
        make(out, done("a", "A"), done("b", "B"))
        assert briefs(out) == [("a", "A"), ("b", "B")]


@pytest.mark.parametrize("index", ["missing", "empty", "garbage", "old"])
def test_an_index_that_does_not_fit_is_made_again_from_the_lines(tmp_path: Path, index: str) -> None:
    make(tmp_path / "out", done("z", "Z"))
    shutil.copy(tmp_path / "out" / "index.sqlite", tmp_path / "old.sqlite")
    whole(tmp_path / "out")
    path = tmp_path / "out" / "index.sqlite"
    if index == "missing":
        path.unlink()
    elif index == "old":
        shutil.copy(tmp_path / "old.sqlite", path)
    else:
        path.write_bytes(b"" if index == "empty" else b"no database at all" * 100)
    with folder(tmp_path / "out") as out:
        assert all(out.find(id_of(text), "") for text in "ZAB")
        assert (out.briefs, out.failures) == (3, 2)
    assert briefs(tmp_path / "out") == [("z", "Z"), ("a", "A"), ("b", "B")]


def test_a_file_of_briefs_that_is_gone_takes_its_articles_with_it(tmp_path: Path) -> None:
    whole(tmp_path)
    (tmp_path / "briefs.jsonl").unlink()
    with folder(tmp_path) as out:
        assert out.find(id_of("A"), "a") is None
    assert briefs(tmp_path) == []


def test_lines_of_an_older_form_are_out_of_date_and_replaced(tmp_path: Path) -> None:
    article = {"id": id_of("A"), "source": "a", "text": "A"}
    (tmp_path / "articles.jsonl").write_text(json.dumps(article) + "\n", encoding="utf-8")
    (tmp_path / "briefs.jsonl").write_text(done("a", "A").brief + "\n", encoding="utf-8")
    (tmp_path / "failures.jsonl").write_text('{"source": "b", "article": null}\nno JSON\n', encoding="utf-8")
    make(tmp_path, done("a", "A"))
    assert briefs(tmp_path) == [("a", "A")]
    assert lines(tmp_path / "failures.jsonl") == []


class Killed(BaseException):
    """Stands in for the end of the process."""


def steps_of_replacing(monkeypatch: pytest.MonkeyPatch, dies_at: int | None) -> Callable[[], int]:
    """Count the steps that change files; die at one of them."""
    taken = 0

    def step(real: Callable[..., Any]) -> Callable[..., Any]:
        def stepping(*args: Any, **named: Any) -> Any:
            nonlocal taken
            taken += 1
            if taken == dies_at:
                raise Killed
            return real(*args, **named)

        return stepping

    for owner, name in ((Path, "replace"), (Path, "write_bytes"), (os, "fsync")):
        monkeypatch.setattr(owner, name, step(getattr(owner, name)))
    return lambda: taken


def replacing(path: Path) -> None:
    with folder(path, OTHER) as out:
        out.take(done("a", "A", made=OTHER.made_with(())))
        out.finish(complete=True)


def test_a_run_that_dies_at_any_step_of_replacing_leaves_each_article_once_for_the_next(tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        whole(tmp_path / "counted")
        count = steps_of_replacing(patch, None)
        replacing(tmp_path / "counted")
    assert count() >= 5
    for dies_at in range(1, count() + 1):
        out = whole(tmp_path / f"dies-{dies_at}")
        with pytest.MonkeyPatch.context() as patch:
            steps_of_replacing(patch, dies_at)
            with pytest.raises(Killed):
                replacing(out)
        make(out, done("a", "A", made=OTHER.made_with(())), recipe=OTHER)
        assert sorted(briefs(out)) == [("a", "A"), ("b", "B")]
        assert not list(out.glob(".*.new"))


def test_a_folder_that_is_a_file_is_an_output_error_naming_it(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="out cannot be written: File exists"), folder(tmp_path / "out"):
        pass


def test_a_results_file_that_cannot_be_opened_is_an_output_error_naming_it(tmp_path: Path) -> None:
    (tmp_path / "briefs.jsonl").mkdir()
    with pytest.raises(OutputError, match=r"briefs\.jsonl cannot be written: Is a directory"), folder(tmp_path):
        pass


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
def test_a_line_that_does_not_fit_leaves_only_whole_pairs_of_lines(tmp_path: Path) -> None:
    with folder(tmp_path) as out:
        out.take(done("a", "A"))
        with pytest.raises(OutputError, match=r"articles\.jsonl cannot be written: File too large"):
            out.take(done("b", "x" * 16_000_000))
        assert briefs(tmp_path) == [("a", "A")]
        out.take(done("c", "C"))
    assert briefs(tmp_path) == [("a", "A"), ("c", "C")]


@pytest.mark.usefixtures("small_disk")
def test_a_brief_that_does_not_fit_takes_its_article_back(tmp_path: Path) -> None:
    big = Done("b", id_of("B"), "B", RECIPE.made_with(()), json.dumps("x" * 16_000_000))
    with folder(tmp_path) as out:
        with pytest.raises(OutputError, match=r"briefs\.jsonl cannot be written: File too large"):
            out.take(big)
        out.take(done("c", "C"))
    assert briefs(tmp_path) == [("c", "C")]


@pytest.mark.usefixtures("small_disk")
def test_markdown_that_does_not_fit_leaves_no_piece_of_it(tmp_path: Path) -> None:
    with folder(tmp_path) as out, pytest.raises(OutputError, match=r"a\.md cannot be written"):
        out.take(done("a", markdown="x" * 16_000_000))
    assert not list(tmp_path.glob("*.md*"))
    assert not list(tmp_path.glob(".*.new"))


@pytest.mark.parametrize(
    ("sources", "names"),
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
    sources: list[str], names: list[str], tmp_path: Path
) -> None:
    with folder(tmp_path) as out:
        for source in sources:
            out.take(done(source, source, markdown=f"# {source}"))
    assert sorted(path.name for path in tmp_path.glob("*.md")) == names


@settings(max_examples=50, deadline=None)
@given(strategies.lists(strategies.text(strategies.characters(exclude_categories=["Cs"])), max_size=8, unique=True))
def test_any_source_gives_a_file_name_of_its_own(tmp_path_factory: pytest.TempPathFactory, names: list[str]) -> None:
    path = tmp_path_factory.mktemp("out")
    with folder(path) as out:
        for number, name in enumerate(names):
            out.take(done(name, str(number), markdown=str(number)))
    written = [file.name for file in path.glob("*.md")]
    assert len(written) == len(names)
    assert all(name.isprintable() and not name.startswith((".", "-")) for name in written)


def test_a_brief_made_anew_keeps_the_name_of_its_markdown_file(tmp_path: Path) -> None:
    make(tmp_path, done("x/a", "A", markdown="old"), done("y/a", "B", markdown="other"))
    with folder(tmp_path, OTHER) as out:
        out.take(done("x/a", "A", markdown="new", made=OTHER.made_with(())))
        out.finish(complete=False)
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.glob("*.md")} == {
        "a.md": "new",
        "a-2.md": "other",
    }


def test_the_markdown_file_of_a_brief_that_moved_away_goes(tmp_path: Path) -> None:
    make(tmp_path / "out", done("old.txt", "A", markdown="old", place=str(tmp_path / "old.txt")))
    with folder(tmp_path / "out") as out:
        entry = out.find(id_of("A"), "new.txt")
        assert entry is not None
        out.copy(entry, "new.txt", str(tmp_path / "new.txt"))
        out.write_page("new.txt", id_of("A"), "new")
        out.finish(complete=True)
    assert [path.name for path in (tmp_path / "out").glob("*.md")] == ["new.md"]


def test_a_file_that_was_there_before_is_not_written_over_by_markdown(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("mine", encoding="utf-8")
    make(tmp_path, done("a.txt", "A", markdown="a brief"))
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == "mine"
    assert (tmp_path / "a-2.md").read_text(encoding="utf-8") == "a brief"


def test_markdown_of_a_brief_that_was_made_anew_without_it_is_out_of_date(tmp_path: Path) -> None:
    make(tmp_path, done("a", "A", markdown="old"))
    with folder(tmp_path, OTHER) as out:
        out.take(done("a", "A", made=OTHER.made_with(())))
        out.finish(complete=False)
    with folder(tmp_path, OTHER) as out:
        entry = out.find(id_of("A"), "a")
        assert entry is not None
        assert out.needs_page(entry)
        out.write_page("a", id_of("A"), "new")
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == "new"


def test_the_index_can_be_read_as_a_database(tmp_path: Path) -> None:
    whole(tmp_path)
    with sqlite3.connect(tmp_path / "index.sqlite") as database:
        rows = database.execute("SELECT source FROM briefs ORDER BY number").fetchall()
    database.close()
    assert rows == [("a",), ("b",)]
