"""Where things stand in the text of a gold file: what a node of YAML covers, and the lines and dashes around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from summarizer.errors import GoldError

__all__ = ["BY_HAND", "Layout", "is_empty", "is_flow", "pair_of"]

_LINE = re.compile(r"[^\r\n]*")
_COLON = re.compile(r"\s*:")
_LINE_END = re.compile(r"\r\n?|\n")
BY_HAND = "the file is written in a way that this edit cannot be made in; make it by hand"


@dataclass(frozen=True, slots=True)
class Layout:
    """The text of a YAML file. All places are offsets in characters."""

    text: str

    def end(self, node: Node) -> int:
        """Where a node ends, without the blank lines and comments that come after it."""
        if isinstance(node, ScalarNode):
            start, end = int(node.start_mark.index), int(node.end_mark.index)
            return start + len(self.text[start:end].rstrip()) if node.style in {"|", ">"} else end
        if is_flow(node):
            return int(node.end_mark.index)
        last = node.value[-1]
        return self.pair_end(last) if isinstance(node, MappingNode) else self.end(last)

    def pair_end(self, pair: tuple[Node, Node]) -> int:
        """Where a key with its value ends."""
        return self.after_colon(pair[0]) if is_empty(pair[1]) else self.end(pair[1])

    def after_colon(self, key: Node) -> int:
        """Where the colon after a key ends.

        Raises:
            GoldError: there is none.
        """
        found = _COLON.match(self.text, key.end_mark.index)
        if found is None:
            raise GoldError(BY_HAND)
        return found.end()

    def rest_of_line(self, at: int) -> int:
        """The end of the line if nothing but a comment comes before it, else the place itself."""
        rest = _LINE.match(self.text, at)
        return rest.end() if rest and rest[0].lstrip()[:1] in {"", "#"} else at

    def after_line_end(self, at: int) -> int:
        """The place after the line end that stands here; the place itself if there is none."""
        found = _LINE_END.match(self.text, at)
        return found.end() if found else at

    def line_end(self, at: int) -> str:
        """How lines end around here: as the next one does, or the first."""
        found = _LINE_END.search(self.text, at) or _LINE_END.search(self.text)
        return found[0] if found else "\n"

    def dash(self, node: SequenceNode, number: int) -> int:
        """Where the dash of an item in block style stands.

        Raises:
            GoldError: it cannot be found.
        """
        if number == 0:
            return int(node.start_mark.index)
        column, begin = node.start_mark.column, self.end(node.value[number - 1])
        found = re.compile(rf"^ {{{column}}}-(?=\s)", re.MULTILINE).search(self.text, begin)
        if found is None:
            raise GoldError(BY_HAND)
        return found.end() - 1

    def columns(self, node: SequenceNode) -> tuple[int, int]:
        """The columns of the dash and of the first character of the last item in block style."""
        last, dash = node.value[-1], int(node.start_mark.column)
        gap = self.text[self.dash(node, len(node.value) - 1) + 1 : last.start_mark.index]
        return dash, dash + (2 if _LINE_END.search(gap) else 1 + len(gap))


def is_flow(node: Node) -> bool:
    """Whether it is a mapping in braces or a list in brackets."""
    return isinstance(node, (MappingNode, SequenceNode)) and bool(node.flow_style)


def is_empty(node: Node) -> bool:
    """Whether nothing is written for the node: a null that is no word."""
    return isinstance(node, ScalarNode) and node.start_mark.index == node.end_mark.index


def pair_of(node: Node, key: object) -> tuple[Node, Node] | None:
    """The nodes of a key of a mapping and of its value; None if it has no such key."""
    if not isinstance(node, MappingNode):
        return None
    return next((pair for pair in node.value if pair[0].value == key), None)
