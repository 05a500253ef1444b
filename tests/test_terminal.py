from __future__ import annotations

import json
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies

from summarizer.terminal import columns, complain, escape_json, one_line, printable, shown_path

DIRECTIONS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("“plain”, with — dashes\nand\ttabs", "“plain”, with — dashes\nand\ttabs"),
        ("\x1b[31mred", r"\x1b[31mred"),
        ("\x1b]0;title\x07", r"\x1b]0;title\x07"),
        ("\x9b31m", r"\x9b31m"),
        ("a\x00b\x7f", r"a\x00b\x7f"),
        ("first\r\nsecond", "first\nsecond"),
        ("hidden\rshown", r"hidden\x0dshown"),
        ("\u202egnp.exe", r"\u202egnp.exe"),
        ("a\u2028b", r"a\u2028b"),
        ("caf\udce9", r"caf\udce9"),
        ("👩‍🔬 é e\u0301 \u00a0", "👩‍🔬 é e\u0301 \u00a0"),
    ],
)
def test_what_a_terminal_would_obey_is_written_out(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_a_message_stays_on_its_line() -> None:
    assert one_line("a\nb\tc\r\nd\x1b") == r"a\nb\tc\r\nd\x1b"


def obeyed(text: str) -> set[str]:
    return {c for c in text if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} or c in DIRECTIONS}


@settings(max_examples=200, deadline=None)
@given(strategies.text(strategies.characters(exclude_categories=[])))
def test_nothing_that_a_terminal_would_obey_is_left_in_any_text(text: str) -> None:
    assert obeyed(printable(text)) <= {"\n", "\t"}
    assert not obeyed(one_line(text))
    printable(text).encode()


@settings(max_examples=200, deadline=None)
@given(strategies.text(strategies.characters(exclude_categories=[])))
def test_escaped_json_reads_back_as_what_it_was(text: str) -> None:
    document = escape_json(json.dumps({"text": text, text: [text]}, ensure_ascii=False))
    assert not obeyed(document)
    assert len(document.splitlines()) == 1
    # JSON cannot tell two halves of a pair from the character that they make up; UTF-16 cannot either.
    read = json.loads(document)["text"]
    assert read.encode("utf-16", "surrogatepass") == text.encode("utf-16", "surrogatepass")


def test_a_complaint_is_one_line_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    complain("evil\x1b[2J\nname.txt: no such file")
    assert capsys.readouterr() == ("", "summarizer: evil\\x1b[2J\\nname.txt: no such file\n")


def test_a_closed_standard_error_is_not_written_to(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    complain("unheard")
    monkeypatch.undo()
    complain("heard")
    assert capsys.readouterr() == ("", "summarizer: heard\n")


def test_columns_are_aligned_and_lines_hold_no_space_at_the_end() -> None:
    table = columns(("name", "value"), [("a", "1"), ("longer", ""), ("x\x1b", "3")])
    assert table == "name    value\na       1\nlonger\nx\\x1b   3\n"


def test_columns_without_rows_are_their_headings() -> None:
    assert columns(("name", "value"), []) == "name  value\n"


@pytest.mark.parametrize(
    ("path", "shown"),
    [("{home}/x/y", "~/x/y"), ("{home}", "~"), ("/elsewhere/x", "/elsewhere/x"), ("x/y", "x/y")],
)
def test_the_home_folder_is_shown_as_a_tilde(
    path: str, shown: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert shown_path(Path(path.format(home=tmp_path))) == shown
