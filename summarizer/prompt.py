"""Prompts: the article with its units marked, and a section's template rendered around it.

A template in `prompts/<kind>/<section>.j2` defines the macro `task(items)` and an invented example of its
own: `example_text`, `example_items` and `example_answer`. Shared parts are in `prompts/shared/`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment, FunctionLoader, StrictUndefined

from summarizer.model import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from summarizer.windows import Window

__all__ = ["Asked", "Mark", "Prompt", "again", "digest", "in_short", "mark_up", "render", "template_digest"]

_FOLDER = files("summarizer") / "prompts"
# "[Q1]", and the words that some models' templates put into square brackets.
_LOOKS_LIKE_A_MARK = re.compile(
    r"[\[［](?=\s{0,3}[A-Za-z]\s{0,3}\d{1,5}\s{0,3}[\]］]"
    r"|/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS)\])"
)
# "<|im_start|>", "</s>", "<start_of_turn>": tags and nothing else, so that "< 5" and "a<b" stay.
_LOOKS_LIKE_A_CONTROL_TOKEN = re.compile(r"<(?=[|｜]|/?[A-Za-z_][\w-]{0,30}>)|(?<=[|｜])>")
# Also what is not seen and still read: marks of direction, and the tag characters that can hide a text.
_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff"
    r"\U000e0000-\U000e007f]"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing asked about.

    Attributes:
        id: what the answer calls it.
        text: how it reads.
        hint: what stands beside it in the article: the mention of who speaks, the speaker of a statement.
    """

    id: str
    text: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark to set before the character at `start`: "[Q3]"."""

    start: int
    id: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a section's template is rendered with.

    Attributes:
        kind: the kind of brief, a folder of templates.
        section: the template's name without its suffix.
        before: what precedes, for context, ready to show.
        text: what is asked about, marked up.
        items: the things asked about.
        keyed: whether the answer is an object with one property for each id, or a list of items.
        example_first: whether the example comes before the article, as a turn of its own.
    """

    kind: str
    section: str
    before: str
    text: str
    items: tuple[Asked, ...]
    keyed: bool
    example_first: bool


def neutral(text: str) -> str:
    """Article text in which nothing can be taken for a mark or for a model's control token."""
    if not text.isprintable():
        text = _UNPRINTABLE.sub(" ", text)
    if "[" in text or "［" in text:
        text = _LOOKS_LIKE_A_MARK.sub("(", text)
    # Each control token holds one of these.
    return _LOOKS_LIKE_A_CONTROL_TOKEN.sub(" ", text) if any(mark in text for mark in "<|｜") else text


def mark_up(text: str, pieces: Iterable[tuple[int, int]], marks: Sequence[Mark] = ()) -> str:
    """The pieces of an article, a blank line between them, each unit with its mark before it.

    Args:
        text: the article's text.
        pieces: ranges in characters.
        marks: where to set marks; those outside the pieces are left out.
    """
    shown = []
    waiting = sorted(marks, key=lambda mark: mark.start)
    at = 0
    for start, end in pieces:
        parts, position = [], start
        while at < len(waiting) and waiting[at].start < start:
            at += 1
        while at < len(waiting) and waiting[at].start < end:
            parts += [neutral(text[position : waiting[at].start]), f"[{waiting[at].id}]"]
            position = waiting[at].start
            at += 1
        shown.append("".join([*parts, neutral(text[position:end])]).strip())
    return "\n\n".join(shown)


def _source(name: str) -> str | None:
    path = _FOLDER / name
    return path.read_text(encoding="utf-8") if path.is_file() else None


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_source),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 -- a prompt is not HTML
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    return environment


@dataclass(frozen=True, slots=True)
class _Template:
    """What a section's template defines."""

    task: Callable[[Sequence[object]], str]
    example_text: str
    example_items: Sequence[object]
    example_answer: Sequence[object] | Mapping[str, Mapping[str, object]]


@lru_cache(maxsize=64)
def _template(kind: str, section: str) -> _Template:
    module = _environment().get_template(f"{kind}/{section}.j2").module
    return _Template(**{part.name: getattr(module, part.name) for part in fields(_Template)})


def _shared(name: str, **values: object) -> str:
    return _environment().get_template(f"shared/{name}.j2").render(values).strip()


def in_short(labels: Mapping[str, object]) -> object:
    """The labels of a unit as they stand under its id: a single one by itself."""
    return next(iter(labels.values())) if len(labels) == 1 else labels


def _example_answer(answer: object, *, keyed: bool) -> str:
    if isinstance(answer, Mapping) and keyed:
        answer = {unit: in_short(labels) for unit, labels in answer.items()}
    elif isinstance(answer, Mapping):
        answer = {"items": [{"id": unit, **labels} for unit, labels in answer.items()]}
    else:
        answer = {"items": answer}
    return json.dumps(answer, ensure_ascii=False)


def _in_one_line(item: Asked) -> Asked:
    text, hint = (" ".join(neutral(words).split()) for words in (item.text, item.hint))
    return Asked(item.id, text, hint)


def render(prompt: Prompt) -> tuple[Message, ...]:
    """The messages that put a section's question about one window.

    Article text is a value here, never a template: braces in it stay what they are.

    Raises:
        jinja2.UndefinedError: the template uses something that it is not given.
        jinja2.TemplateNotFound: there is no such kind or section.
    """
    template = _template(prompt.kind, prompt.section)
    system = Message("system", _shared("system"))
    window = _shared("window", before=prompt.before, text=prompt.text)
    task = template.task([_in_one_line(item) for item in prompt.items]).strip()
    example_window = _shared("window", before="", text=template.example_text.strip())
    example_task = template.task(template.example_items).strip()
    answer = _example_answer(template.example_answer, keyed=prompt.keyed)
    if prompt.example_first:
        return (
            system,
            Message("user", f"{example_window}\n\n{example_task}"),
            Message("assistant", answer),
            Message("user", f"{window}\n\n{task}"),
        )
    example = _shared("example", window=example_window, task=example_task, answer=answer)
    return system, Message("user", f"{window}\n\n{example}\n\n{task}")


def again(messages: Sequence[Message], item: str, unit: str, problem: str) -> tuple[Message, ...]:
    """The messages that ask once more, for one item only.

    Args:
        messages: the question as it was put.
        item: the item as it was answered, as JSON; empty where it was left out.
        unit: the id of the item; empty for items without one.
        problem: what is the matter with it.
    """
    return (
        *messages,
        Message("assistant", neutral(item) or "{}"),
        Message("user", _shared("again", unit=unit, problem=neutral(problem))),
    )


def show_window(text: str, window: Window, marks: Sequence[Mark]) -> tuple[str, str]:
    """What precedes a window's focus, and the focus marked up."""
    return mark_up(text, window.before), mark_up(text, window.focus, marks)


def template_digest(kind: str, section: str) -> str:
    """Hexadecimal digits that change with a section's template or any shared part."""
    shared = sorted((_FOLDER / "shared").iterdir(), key=lambda path: path.name)
    parts = [_FOLDER / kind / f"{section}.j2", *shared]
    return hashlib.sha256(b"\0".join(part.name.encode() + b"\0" + part.read_bytes() for part in parts)).hexdigest()


@lru_cache(maxsize=8)
def digest(kind: str) -> str:
    """Twelve hexadecimal digits that change with any template of a kind or any shared part."""
    total = hashlib.sha256()
    for folder in (kind, "shared"):
        for path in sorted((_FOLDER / folder).iterdir(), key=lambda path: path.name):
            total.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()[:12]
