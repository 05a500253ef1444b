"""Values as YAML on one line: what an edit of a gold file puts into its text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeAlias

__all__ = ["Value", "plain", "written"]

Value: TypeAlias = "bool | float | str | date | Sequence[Value] | Mapping[str, Value] | None"
"""What can be written: whatever YAML can say that gold has a use for."""

_PLAIN = re.compile(r"[^\W\d_](?:[\w’'.()/-]| (?=[\w’(]))*")
_NOT_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
_ESCAPED = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def written(value: Value) -> str:
    """A value as YAML on one line, which means the same in flow and in block style."""
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{_string(key)}: {written(one)}' for key, one in value.items())}}}"
    if isinstance(value, Sequence):
        return f"[{', '.join(map(written, value))}]"
    return value.isoformat() if isinstance(value, date) else _number(value)


def _number(value: float | None) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(int(value)) if value == value // 1 else repr(value)


def _string(value: str) -> str:
    if _PLAIN.fullmatch(value) and value.casefold() not in _NOT_WORDS:
        return str(value)
    return f'"{"".join(map(_quoted, value))}"'


def _quoted(mark: str) -> str:
    """One character of a quoted string: what cannot be seen, such as a no-break space, is written out."""
    if mark in _ESCAPED:
        return _ESCAPED[mark]
    if mark.isprintable():
        return mark
    code = ord(mark)
    return f"\\x{code:02X}" if code < 0x80 else f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"


def plain(value: Value) -> Value:
    """The value as it is read back: lists, dicts and bare strings."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Mapping):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, Sequence):
        return [plain(one) for one in value]
    return value
