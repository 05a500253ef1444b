from __future__ import annotations

import hashlib
import io
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.article import Article, Source, article_from_text, printable, read_article
from summarizer.errors import (
    ArticleTooLargeError,
    EmptyArticleError,
    MissingArticleError,
    UndecodableArticleError,
    UnreadableArticleError,
)
from summarizer.inputs.walk import find_sources

LIMIT = 1_000_000


def read_bytes(data: bytes, limit: int = LIMIT) -> Article:
    return read_article(Source("-", None), limit_bytes=limit, stdin=io.BytesIO(data))


def names(arguments: list[str]) -> list[str]:
    return [item.name if isinstance(item, Source) else f"! {item.cause}" for item in find_sources(arguments)]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("b.txt", "a.txt", "notes.md", "page.html", ".hidden.txt", "deep/c.TEXT", ".git/d.txt"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("Something happened.", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (["b.txt"], ["b.txt"]),
        (["b.txt", "a.txt"], ["b.txt", "a.txt"]),
        (["a.txt", "./a.txt", "b.txt", "a.txt"], ["a.txt", "b.txt"]),
        (["-", "-"], ["-"]),
        (["."], ["a.txt", "b.txt", "deep/c.TEXT", "notes.md"]),
        (["b.txt", "."], ["b.txt", "a.txt", "deep/c.TEXT", "notes.md"]),
        (["*.txt"], ["a.txt", "b.txt"]),
        (["d*"], ["deep/c.TEXT"]),
        (["page.html"], ["page.html"]),
        (["none.txt", "a.txt"], ["! no such file or folder", "a.txt"]),
        (["empty"], ["! no .txt, .text or .md file in this folder"]),
        (["x*.txt"], ["! no file matches this pattern"]),
        (["a.txt/below"], ["! no such file or folder"]),
        ([""], ["! no such file or folder"]),
        (["x" * 5000], ["! no such file or folder"]),
        (["a\0b"], ["! no such file or folder"]),
    ],
)
@pytest.mark.usefixtures("folder")
def test_arguments_lead_to_sources_in_their_order(arguments: list[str], found: list[str]) -> None:
    assert names(arguments) == found


def test_a_file_whose_name_looks_like_a_pattern_is_a_file(folder: Path) -> None:
    (folder / "report[1].txt").write_text("Something happened.", encoding="utf-8")
    assert names(["report[1].txt"]) == ["report[1].txt"]


def test_an_absolute_pattern_is_expanded(folder: Path) -> None:
    assert names([f"{folder}/*.md"]) == [f"{folder}/notes.md"]


@pytest.mark.usefixtures("folder")
def test_the_error_of_an_argument_names_it_without_control_characters() -> None:
    (error,) = find_sources(["bad\x1bname"])
    assert isinstance(error, MissingArticleError)
    assert str(error) == "bad\\x1bname: no such file or folder"


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (b"Plain.\r\nTwo.", "Plain.\r\nTwo.", "utf-8"),
        ("\ufeffMarked.".encode(), "Marked.", "utf-8"),
        ("Wide é 😀.".encode("utf-16"), "Wide é 😀.", "utf-16"),
        (b"\xfe\xff" + "Wide é.".encode("utf-16-be"), "Wide é.", "utf-16"),
        ("Wider é.".encode("utf-32"), "Wider é.", "utf-32"),
        (b"NUL\x00 and \x1b[31mred\x1b[0m stay in the text as they are.", None, "utf-8"),
        ("a\u00a0b e\u0301 😀".encode(), "a\u00a0b e\u0301 😀", "utf-8"),
    ],
)
def test_bytes_are_decoded_and_nothing_is_changed(data: bytes, text: str | None, encoding: str) -> None:
    article = read_bytes(data)
    assert article.text == (data.decode() if text is None else text)
    assert article.encoding == encoding


def test_bytes_that_are_not_utf_8_are_detected_and_the_encoding_is_told() -> None:
    text = "Президент заявил, что переговоры продолжатся в среду. Министр подтвердил эту информацию.\n" * 8
    article = read_bytes(text.encode("cp1251"))
    assert article.text == text
    assert article.encoding == "cp1251"


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        b"\x7fELF\x02\x01\x01" + bytes(64),
        b"PK\x03\x04" + bytes(64),
        b"%PDF-1.7\nof many objects",
        bytes(200),
        bytes(range(256)) * 40,
        b"\xff\xfeodd",
        b"\xef\xbb\xbf\xff\xff",
    ],
)
def test_a_binary_or_broken_file_is_undecodable(data: bytes) -> None:
    with pytest.raises(UndecodableArticleError, match=r"^-: "):
        read_bytes(data)


def test_bytes_in_no_known_encoding_are_undecodable(monkeypatch: pytest.MonkeyPatch) -> None:
    class Nothing:
        def best(self) -> None:
            return None

    monkeypatch.setattr("charset_normalizer.from_bytes", lambda _: Nothing())
    with pytest.raises(UndecodableArticleError, match="could be detected"):
        read_bytes(b"caf\xe9")


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", "\ufeff".encode(), "\u00a0".encode()])
def test_nothing_but_white_space_is_empty(data: bytes) -> None:
    with pytest.raises(EmptyArticleError, match="the article is empty"):
        read_bytes(data)


def test_standard_input_is_read_no_further_than_the_limit() -> None:
    stream = io.BytesIO(b"x" * 1000)
    with pytest.raises(ArticleTooLargeError, match="limit of 99 bytes"):
        read_article(Source("-", None), limit_bytes=99, stdin=stream)
    assert stream.tell() == 100


def test_an_article_of_exactly_the_limit_is_read() -> None:
    assert read_bytes(b"x" * 99, limit=99).text == "x" * 99


def test_the_process_s_standard_input_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"From a pipe.")))
    assert read_article(Source("-", None), limit_bytes=LIMIT).text == "From a pipe."


def test_a_file_is_read_as_it_is(folder: Path) -> None:
    (folder / "crlf.txt").write_bytes(b"One.\r\nTwo.\r\n")
    article = read_article(Source("crlf.txt", folder / "crlf.txt"), limit_bytes=LIMIT)
    assert (article.source, article.text) == ("crlf.txt", "One.\r\nTwo.\r\n")


def test_a_missing_file_and_a_folder_are_told_apart(folder: Path) -> None:
    with pytest.raises(MissingArticleError):
        read_article(Source("gone", folder / "gone"), limit_bytes=LIMIT)
    with pytest.raises(UnreadableArticleError, match="is a directory"):
        read_article(Source("empty", folder / "empty"), limit_bytes=LIMIT)
    with pytest.raises(UnreadableArticleError, match="not a directory"):
        read_article(Source("a.txt/below", folder / "a.txt" / "below"), limit_bytes=LIMIT)
    with pytest.raises(UnreadableArticleError, match="null byte"):
        read_article(Source("odd", Path("a\0b")), limit_bytes=LIMIT)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission_is_unreadable(folder: Path) -> None:
    (folder / "a.txt").chmod(0)
    with pytest.raises(UnreadableArticleError, match="permission denied"):
        read_article(Source("a.txt", folder / "a.txt"), limit_bytes=LIMIT)


def test_an_article_s_id_is_the_hash_of_its_text() -> None:
    assert article_from_text("Über 😀").id == hashlib.sha256("Über 😀".encode()).hexdigest()


def test_half_a_character_is_refused() -> None:
    with pytest.raises(UndecodableArticleError, match="character 4 is half of one"):
        article_from_text("The \ud800 supply")


def test_a_text_at_hand_is_an_article_unless_it_is_empty() -> None:
    assert article_from_text("Text.", source="desk").source == "desk"
    with pytest.raises(EmptyArticleError, match=r"^text: "):
        article_from_text(" \n")


WRITTEN = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1)


@settings(max_examples=100, deadline=None)
@given(WRITTEN.map(lambda text: f"“{text}” she said."))
def test_any_text_comes_back_as_it_was_written(text: str) -> None:
    assert read_bytes(text.encode()).text == text


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_a_printable_name_has_no_character_that_acts(text: str) -> None:
    assert printable(text).isprintable()
