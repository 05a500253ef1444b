"""Edits of a gold file that leave every character outside of what they change as it is.

Comments, quoting, flow and block style, blank lines, escapes and line ends live: an edit replaces, adds or
takes out the text of one value, and what the file says afterwards is compared with what it should say.
"""

from __future__ import annotations

import re
import uuid
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from summarizer.errors import GoldError, OutputError
from summarizer.gold.check import find_problems
from summarizer.gold.labels import GoldArticle
from summarizer.gold.layout import BY_HAND, Layout, is_empty, is_flow, pair_of
from summarizer.gold.written import plain, written
from summarizer.terminal import shown_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from summarizer.gold.written import Value

__all__ = ["Draft", "Where", "read_draft", "save_draft"]

Where: TypeAlias = tuple[str | int, ...]
"""Where a value stands in a file: keys of mappings and numbers of items, from the outside in."""

_WIDTH = 120
_NUMBER = re.compile(r"/\d+(?=[.:])")


class _Splice(NamedTuple):
    """Replace the characters from `start` to `end` by `text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Draft:
    """The text of a gold file and what it says. Each edit makes another draft.

    Attributes:
        text: the text.
        data: what it says: mappings, lists, strings, numbers, dates, None.
        root: the nodes of the text, with the offsets at which they stand.
        layout: where their texts end.
    """

    text: str
    data: Value
    root: MappingNode
    layout: Layout

    @classmethod
    def of(cls, text: str) -> Draft:
        """Read a text.

        Raises:
            GoldError: it is no YAML, or no mapping.
        """
        loader = YAML(typ="safe", pure=True)
        try:
            root: object = loader.compose(text)
            if not isinstance(root, MappingNode):
                raise GoldError("not a mapping")
            data: Value = loader.constructor.construct_document(root)
        except (YAMLError, ValueError) as error:
            raise GoldError(f"not YAML: {error}") from error
        return cls(text, _unshared(data), root, Layout(text))

    def labels(self) -> GoldArticle:
        """The labels that the text gives.

        Raises:
            GoldError: it does not have the form of gold.
        """
        try:
            return GoldArticle.model_validate(self.data)
        except ValidationError as error:
            problem = error.errors(include_url=False)[0]
            where = ".".join(map(str, problem["loc"]))
            raise GoldError(f"no gold: {where}: {problem['msg']}") from None

    def get(self, where: Where) -> Value:
        """The value that stands there; None where there is none."""
        found = self.data
        for step in where:
            if isinstance(step, str) and isinstance(found, dict):
                found = found.get(step)
            elif isinstance(step, int) and isinstance(found, list) and 0 <= step < len(found):
                found = found[step]
            else:
                return None
        return found

    def put(self, where: Where, value: Value) -> Draft:
        """Set a value: in place of the one that stands there, or after the others of its mapping.

        Items of a list that stay are not touched.

        Raises:
            GoldError: there is nothing that could hold the value, or the text cannot be edited so.
        """
        *above, step = where
        parent = self._node(tuple(above))
        now, then = self.get(where), plain(value)
        if now == then and (now is not None or pair_of(parent, step)):
            return self
        if isinstance(now, list) and isinstance(value, (list, tuple)) and self._can_keep(now, value):
            return self._put_list(where, now, value)
        if isinstance(parent, MappingNode) and isinstance(step, str):
            pair = pair_of(parent, step)
            splice = self._replace(pair, value) if pair else self._add_pair(parent, step, value)
        else:
            node = self._node(where)
            splice = _Splice(node.start_mark.index, self.layout.end(node), written(value))
        expected = _unshared(self.data)
        holder = _within(expected, tuple(above))
        assert isinstance(holder, (dict, list))
        holder[step] = then  # type: ignore[index]  # the node above has taken the step already
        return self._after([splice], expected)

    def append(self, where: Where, value: Value) -> Draft:
        """Add an item at the end of a list, in the style of the items that stand there.

        Raises:
            GoldError: there is no list, or the text cannot be edited so.
        """
        node = self._node(where)
        if not isinstance(node, SequenceNode):
            raise GoldError(f"{_shown(where)}: not a list")
        if not node.value:
            splices = self._first_item(where, node, value)
        elif node.flow_style:
            at = self.layout.end(node.value[-1])
            splices = [_Splice(at, at, f", {written(value)}")]
        else:
            splices = [self._next_item(node, value)]
        expected = _unshared(self.data)
        items = _within(expected, where)
        assert isinstance(items, list)
        items.append(plain(value))
        return self._after(splices, expected)

    def remove(self, where: Where) -> Draft:
        """Take an item out of a list. Blank lines and comments around it stay.

        Raises:
            GoldError: there is no such item, or the text cannot be edited so.
        """
        above, step = where[:-1], where[-1]
        node = self._node(above)
        self._node(where)
        if not isinstance(node, SequenceNode) or not isinstance(step, int):
            raise GoldError(f"{_shown(where)}: not an item of a list")
        splices = self._cut_flow(node, step) if node.flow_style else self._cut_block(above, node, step)
        expected = _unshared(self.data)
        items = _within(expected, above)
        assert isinstance(items, list)
        del items[step]
        return self._after(splices, expected)

    def _after(self, splices: Iterable[_Splice], expected: object) -> Draft:
        text = self.text
        for splice in sorted(splices, reverse=True):
            text = text[: splice.start] + splice.text + text[splice.end :]
        draft = Draft.of(text)
        if draft.data != expected:
            raise GoldError(BY_HAND)
        return draft

    def _node(self, where: Where) -> Node:
        node: Node = self.root
        for step in where:
            below: Node | None = None
            if isinstance(node, MappingNode) and isinstance(step, str):
                pair = pair_of(node, step)
                below = pair[1] if pair else None
            elif isinstance(node, SequenceNode) and isinstance(step, int) and 0 <= step < len(node.value):
                below = node.value[step]
            if below is None:
                raise GoldError(f"{_shown(where)}: not in the file")
            node = below
        return node

    @staticmethod
    def _can_keep(now: Sequence[object], value: Sequence[Value]) -> bool:
        then = [plain(one) for one in value]
        kept = [one for one in now if one in then]
        return bool(kept) and kept == then[: len(kept)]

    def _put_list(self, where: Where, now: Sequence[object], value: Sequence[Value]) -> Draft:
        then = [plain(one) for one in value]
        draft = self
        for number in reversed(range(len(now))):
            if now[number] not in then:
                draft = draft.remove((*where, number))
        kept = sum(one in then for one in now)
        for one in value[kept:]:
            draft = draft.append(where, one)
        return draft

    def _replace(self, pair: tuple[Node, Node], value: Value) -> _Splice:
        key, old = pair
        after_colon, end = self.layout.after_colon(key), self.layout.pair_end(pair)
        if is_empty(old):
            return _Splice(after_colon, after_colon, f" {written(value)}")
        if isinstance(old, ScalarNode) or is_flow(old):
            return _Splice(old.start_mark.index, end, written(value))
        between = self.text[after_colon : old.start_mark.index].rstrip()
        return _Splice(after_colon, end, f" {written(value)}{between}")

    def _add_pair(self, parent: MappingNode, key: str, value: Value) -> _Splice:
        pair = f"{written(key)}: {written(value)}"
        if parent is self.root and not parent.flow_style:
            at = parent.end_mark.index
            end = self.layout.line_end(at)
            begun = "" if self.text[:at].endswith(("\n", "\r")) else end
            return _Splice(at, at, f"{begun}{end}{pair}{end}")
        if not parent.value:
            at = parent.start_mark.index + 1
            return _Splice(at, at, pair)
        at = self.layout.pair_end(parent.value[-1])
        if parent.flow_style:
            return _Splice(at, at, f", {pair}")
        at = self.layout.rest_of_line(at)
        return _Splice(at, at, f"{self.layout.line_end(at)}{' ' * parent.start_mark.column}{pair}")

    def _first_item(self, where: Where, node: SequenceNode, value: Value) -> list[_Splice]:
        parent = self._node(where[:-1])
        start, end = node.start_mark.index, node.end_mark.index
        inside = self.text[start + 1 : end - 1].strip()
        pair = pair_of(parent, where[-1])
        if pair is None or is_flow(parent) or inside or not isinstance(value, Mapping):
            return [_Splice(start + 1, start + 1, written(value))]
        column = pair[0].start_mark.column + self._indentation()
        at = self.layout.rest_of_line(end)
        item = self._item(value, flow=None, column=column + 2, at=at)
        begun = f"{self.layout.line_end(at)}{' ' * column}- {item}"
        return [_Splice(self.layout.after_colon(pair[0]), end, ""), _Splice(at, at, begun)]

    def _next_item(self, node: SequenceNode, value: Value) -> _Splice:
        last = node.value[-1]
        at = self.layout.rest_of_line(self.layout.end(last))
        dash, column = self.layout.columns(node)
        flow = last.flow_style if isinstance(last, MappingNode) else None
        item = self._item(value, flow=flow, column=column, at=at)
        return _Splice(at, at, f"{self.layout.line_end(at)}{' ' * dash}-{' ' * (column - dash - 1)}{item}")

    def _item(self, value: Value, *, flow: bool | None, column: int, at: int) -> str:
        """An item of a list in block style: on one line, or a line a field; by its length if neither is asked."""
        line = written(value)
        if flow is None:
            flow = column + len(line) <= _WIDTH
        if flow or not isinstance(value, Mapping) or not value:
            return line
        pairs = (f"{written(key)}: {written(one)}" for key, one in value.items())
        return f"{self.layout.line_end(at)}{' ' * column}".join(pairs)

    def _cut_flow(self, node: SequenceNode, number: int) -> list[_Splice]:
        items = node.value
        start, end = items[number].start_mark.index, self.layout.end(items[number])
        if len(items) == 1:
            return [_Splice(node.start_mark.index, node.end_mark.index, "[]")]
        if number + 1 < len(items):
            return [_Splice(start, items[number + 1].start_mark.index, "")]
        return [_Splice(self.layout.end(items[number - 1]), end, "")]

    def _cut_block(self, above: Where, node: SequenceNode, number: int) -> list[_Splice]:
        start = self.layout.dash(node, number)
        start -= len(self.text[:start]) - len(self.text[:start].rstrip(" "))
        end = self.layout.rest_of_line(self.layout.end(node.value[number]))
        cut = _Splice(start, self.layout.after_line_end(end), "")
        if len(node.value) > 1:
            return [cut]
        parent = self._node(above[:-1])
        pair = pair_of(parent, above[-1])
        if pair is None:
            raise GoldError(f"{_shown(above)}: the last item of a list in a list cannot be taken out")
        colon = self.layout.after_colon(pair[0])
        return [_Splice(colon, colon, " []"), cut]

    def _indentation(self) -> int:
        """By how much the dashes of sections stand to the right of their keys."""
        columns = (value.start_mark.column for _, value in self.root.value if _is_block_list(value))
        return next(columns, 0)


def read_draft(path: Path) -> Draft:
    """Read a gold file to edit it.

    Raises:
        GoldError: it cannot be read, or is no YAML.
    """
    try:
        return Draft.of(path.read_bytes().decode())
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{shown_path(path)}: cannot be read: {error}") from error
    except GoldError as error:
        raise GoldError(f"{shown_path(path)}: {error}") from error


def save_draft(path: Path, before: Draft, after: Draft, article: str) -> None:
    """Write an edited gold file, whole or not at all.

    Args:
        path: the file.
        before: what it was edited from.
        after: what is to stand in it.
        article: the text of its article.

    Raises:
        GoldError: what would stand there is no gold, or has problems that were not there before, or somebody
            has changed the file in the meantime. The file stays as it is.
        OutputError: it cannot be written.
    """
    known = Counter(_NUMBER.sub("/", problem) for problem in find_problems(before.labels(), article))
    for problem in find_problems(after.labels(), article):
        kind = _NUMBER.sub("/", problem)
        known[kind] -= 1
        if known[kind] < 0:
            raise GoldError(f"the gold would be wrong: {problem}")
    target = path.resolve()
    draft = target.with_name(f".{target.name}.{uuid.uuid4().hex}")
    try:
        if target.read_bytes().decode(errors="replace") != before.text:
            raise GoldError(f"{shown_path(path)}: somebody has changed it in the meantime; nothing is written")
        draft.write_bytes(after.text.encode())
        draft.chmod(target.stat().st_mode)
        draft.replace(target)
    except OSError as error:
        raise OutputError(f"{shown_path(path)} cannot be written: {error.strerror}") from error
    finally:
        with suppress(OSError):
            draft.unlink()


def _unshared(data: Value) -> Value:
    """A copy in which nothing stands at two places at once, as aliases do."""
    if isinstance(data, dict):
        return {key: _unshared(value) for key, value in data.items()}
    return [_unshared(value) for value in data] if isinstance(data, list) else data


def _within(data: object, where: Where) -> object:
    for step in where:
        data = data[step]  # type: ignore[index]  # the nodes of the same text have been there already
    return data


def _is_block_list(node: Node) -> bool:
    return isinstance(node, SequenceNode) and not node.flow_style


def _shown(where: Where) -> str:
    return ".".join(map(str, where))
