"""What people see: text that cannot play tricks on a terminal, tables and complaints.

Articles come from anywhere, and a terminal obeys what it is shown: escape sequences, control characters and
marks that turn the direction of writing never reach it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "columns",
    "complain",
    "escape_json",
    "one_line",
    "printable",
    "say",
    "shown_path",
]

_CONTROLS = (*range(0x20), *range(0x7F, 0xA0))
_DIRECTIONS = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_SEPARATORS = (0x2028, 0x2029)
_SURROGATES = range(0xD800, 0xE000)
_UNSAFE = (*_CONTROLS, *_DIRECTIONS, *_SEPARATORS, *_SURROGATES)

_ESCAPES = {code: f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" for code in _UNSAFE}
_IN_TEXT = {code: escape for code, escape in _ESCAPES.items() if chr(code) not in "\n\t"}
_IN_A_LINE = _ESCAPES | {ord("\n"): "\\n", ord("\t"): "\\t", ord("\r"): "\\r"}
_IN_JSON = {code: f"\\u{code:04x}" for code in _UNSAFE if code >= 0x7F}


def printable(text: str) -> str:
    r"""The text with all that a terminal would obey written out (as "\x1b", say); line ends and tabs stay."""
    return text.replace("\r\n", "\n").translate(_IN_TEXT)


def one_line(text: str) -> str:
    """The text on one line, printable: line ends and tabs are written out too."""
    return text.translate(_IN_A_LINE)


def escape_json(document: str) -> str:
    """The same JSON document, with the characters escaped that a terminal would obey or that break lines.

    JSON leaves DEL, C1 controls, direction marks and U+2028 as they are. In a document such characters stand
    in strings only, so that writing them as JSON escapes changes nothing for its reader.
    """
    return document.translate(_IN_JSON)


def shown_path(path: Path) -> str:
    """The path as it goes into messages: the home folder as `~`."""
    try:
        return str("~" / path.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(path)


def complain(message: str) -> None:
    """Print what is the matter on standard error, in one line, under the program's name."""
    say(f"summarizer: {message}")


def say(message: str) -> None:
    """Print one line on standard error."""
    _say(sys.stderr, one_line(message))


def columns(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table as lines of text, columns aligned, ending in a line end."""
    cells = [list(headings), *([one_line(cell) for cell in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in cells)
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _say(stream: TextIO | None, line: str) -> None:
    # Python has no stream where the caller closed the descriptor.
    if stream is not None:
        stream.write(f"{line}\n")
        stream.flush()
