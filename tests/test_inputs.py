from __future__ import annotations

import io
import json
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.article import Article, Source
from summarizer.errors import ArticleError, ArticleTooLargeError
from summarizer.inputs.rows import read_rows
from summarizer.inputs.stream import Inputs
from summarizer.inputs.walk import Walk, find_sources

if TYPE_CHECKING:
    from collections.abc import Iterator

LIMIT = 1_000


def rows(*lines: str | bytes, limit: int = LIMIT) -> list[Article | ArticleError]:
    data = b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines)
    return list(read_rows(io.BytesIO(data), "news.jsonl", limit))


def row(text: str, **fields: object) -> str:
    return json.dumps({"text": text, **fields}, ensure_ascii=False)


def taken(*arguments: str) -> list[tuple[str, str]]:
    """Source and text of each article, or source and cause."""
    with Inputs(arguments, limit_bytes=LIMIT) as inputs:
        return [(item.source, item.text if isinstance(item, Article) else item.cause) for item in inputs]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_row_is_named_by_its_address_its_source_or_its_id_or_else_by_its_number() -> None:
    found = rows(
        row("A", source="The Daily", url="https://x/a", id="1"),
        row("B", source="b.txt", id="2"),
        row("C", id=3),
        "",
        row("D", id="", source=None),
    )
    assert [(one.source, one.text) for one in found if isinstance(one, Article)] == [
        ("https://x/a", "A"),
        ("b.txt", "B"),
        ("3", "C"),
        ("news.jsonl:5", "D"),
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "the row is not JSON"),
        (b'{"text": "\xff"}', "the row is not JSON"),
        ("[" * 100_000, "the row is not JSON"),
        ("[1]", 'the row has no "text"'),
        ('{"text": 3}', 'the row has no "text"'),
        ('{"title": "x"}', 'the row has no "text"'),
        (row("  \n"), "the article is empty"),
        (row("x" * (LIMIT + 1)), "larger than the limit of 1,000 bytes"),
        ('{"text": "half \\ud800 a character"}', "half of one"),
    ],
)
def test_a_bad_row_is_told_by_its_number_and_the_rest_goes_on(line: str | bytes, said: str) -> None:
    first, bad, last = rows(row("A"), line, row("B"))
    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert isinstance(bad, ArticleError)
    assert bad.source == "news.jsonl:2"
    assert said in bad.cause


def test_a_row_that_never_ends_is_passed_over_without_being_held() -> None:
    class Endless(io.RawIOBase):
        """A hundred megabytes in one row, then a good one."""

        def __init__(self) -> None:
            self._left = 100_000_000
            self._rest = io.BytesIO(b"\n" + row("B").encode())

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # any buffer
            size = min(len(buffer), self._left)
            if not size:
                return self._rest.readinto(buffer)
            buffer[:size] = b"x" * size
            self._left -= size
            return size

    file: BinaryIO = io.BufferedReader(Endless())
    tracemalloc.start()
    bad, good = read_rows(file, "news.jsonl", LIMIT)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(bad, ArticleTooLargeError)
    assert isinstance(good, Article)
    assert peak < 10_000_000


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_whatever_a_file_of_rows_holds_each_row_is_an_article_or_a_failure(data: bytes) -> None:
    found = list(read_rows(io.BytesIO(data), "x.jsonl", LIMIT))
    assert len(found) == sum(bool(line.strip()) for line in data.split(b"\n"))


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip), max_size=5))
def test_texts_come_out_of_rows_as_they_went_in(texts: list[str]) -> None:
    for escaped in (True, False):
        data = "\n".join(json.dumps({"text": text}, ensure_ascii=escaped) for text in texts).encode()
        found = list(read_rows(io.BytesIO(data), "x.jsonl", 100_000))
        assert [one.text for one in found if isinstance(one, Article)] == texts


@pytest.mark.usefixtures("here")
def test_files_folders_and_rows_are_taken_in_their_order() -> None:
    Path("folder").mkdir()
    for name in ("folder/b.txt", "folder/a.md", "single.txt"):
        Path(name).write_text(name, encoding="utf-8")
    Path("rows.jsonl").write_text(row("one") + "\n" + row("two", id="x"), encoding="utf-8")
    assert taken("single.txt", "rows.jsonl", "folder", "absent", "rows.jsonl") == [
        ("single.txt", "single.txt"),
        ("rows.jsonl:1", "one"),
        ("x", "two"),
        ("folder/a.md", "folder/a.md"),
        ("folder/b.txt", "folder/b.txt"),
        ("absent", "no such file or folder"),
    ]


@pytest.mark.usefixtures("here")
def test_what_cannot_be_read_is_an_error_in_its_place() -> None:
    Path("empty.txt").write_text("", encoding="utf-8")
    Path("folder.jsonl").mkdir()
    Path("good.txt").write_text("good", encoding="utf-8")
    Path("gone.jsonl").write_text(row("A"), encoding="utf-8")
    with Inputs(["empty.txt", "gone.jsonl", "good.txt"], limit_bytes=LIMIT) as inputs:
        Path("gone.jsonl").unlink()
        found = [(one.source, getattr(one, "cause", "")) for one in inputs]
    assert found == [
        ("empty.txt", "the article is empty"),
        ("gone.jsonl", "cannot be read: no such file or directory"),
        ("good.txt", ""),
    ]


@pytest.mark.usefixtures("here")
def test_the_total_is_known_for_files_and_gets_better_for_rows() -> None:
    for name in ("a.txt", "b.txt"):
        Path(name).write_text(name, encoding="utf-8")
    Path("rows.jsonl").write_text("".join(f"{row('x' * 50)}\n" for _ in range(100)), encoding="utf-8")
    with Inputs(["a.txt", "rows.jsonl", "b.txt"], limit_bytes=LIMIT) as inputs:
        totals = [inputs.total, *(inputs.total for _ in inputs)]
    assert totals[:2] == [3, 3]
    assert totals[-1] == 102
    assert all(95 <= total <= 110 for total in totals[20:])


def test_a_list_of_a_great_many_names_takes_no_memory(tmp_path: Path) -> None:
    for number in range(3_000):
        (tmp_path / f"{number}-{'n' * 150}.txt").touch()
    tracemalloc.start()
    with Walk([str(tmp_path)]) as walk:
        count = sum(1 for _ in walk)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    with Walk([str(tmp_path)]) as walk:
        assert (count, len(walk)) == (3_000, 3_000)
    # The names alone are 600 kB; a batch of them is held while they are written down.
    assert peak < 3_000 * 1_200


@pytest.mark.usefixtures("here")
def test_folders_within_folders_are_walked_in_the_order_of_their_paths() -> None:
    for name in ("z.txt", "a/z.txt", "a/b/c.txt", "a.txt", "a-b.txt", ".hidden/x.txt", "a/.x.txt"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text("x", encoding="utf-8")
    assert [found.name for found in find_sources(["."]) if isinstance(found, Source)] == [
        "a/b/c.txt",
        "a/z.txt",
        "a-b.txt",
        "a.txt",
        "z.txt",
    ]


@pytest.mark.usefixtures("here")
def test_standard_input_is_read_before_anything_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    read = io.TextIOWrapper(io.BytesIO(b"From a pipe"))
    monkeypatch.setattr("sys.stdin", read)
    with Inputs(["-"], limit_bytes=LIMIT) as inputs:
        assert read.buffer.read() == b""
        items: Iterator[Article | ArticleError] = iter(inputs)
        assert next(items).source == "-"
