"""Why an exchange has no recording: what differs from the nearest one, shown."""

from __future__ import annotations

import difflib
import json
import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from summarizer.terminal import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pydantic import JsonValue

    from summarizer.recording.label import Label
    from summarizer.recording.store import Body, Recording

__all__ = ["changes_since", "explain_missing", "find_nearest"]

_MOST_LINES = 20
_LONGEST_LINE = 160
_MOST_COMPARED = 400
_SCHEMA = ("response_format", "tools", "tool_choice")
_SENTENCE_END = re.compile(r"(?<=[.!?”\"]) ")
_HOW = "To record what is missing, run again with --llm record while the model's server is up."


def explain_missing(
    label: Label, request: Body, near: Sequence[Recording], versions: Mapping[str, str], store: str
) -> str:
    """What to tell whoever replays an exchange that was never recorded.

    Args:
        label: whose exchange it is.
        request: the body that would be sent.
        near: recordings of the same section, for the same article or one from a file of the same name.
        versions: of the libraries in use.
        store: the folder of recordings, as it is shown.

    Returns:
        One line that says which exchange, what changed and how to record; then, where there is something to
        compare with, a unified diff of at most 20 lines.
    """
    asked = f" of {', '.join(label.ids)}" if label.ids else ""
    where = one_line(f"{label.source}, {label.section}{asked}")
    if not near:
        return f"{where}: nothing is recorded in {store} for this section of this article. {_HOW}"
    nearest = find_nearest(label, request, near)
    changes = ", ".join(changes_since(label, request, nearest, versions)) or "nothing but the address"
    name = f"{nearest.section}-{nearest.key[:12]}.json"
    head = f"{where}: this exchange is not recorded. Changed since the nearest recording, {name}: {changes}."
    return "\n".join((f"{head} {_HOW}", *_diff(nearest.request, request)))


def find_nearest(label: Label, request: Body, near: Sequence[Recording]) -> Recording:
    """The recording that the request is most like; of the same text before all others."""
    wanted = Counter(_lines(request))
    return max(near, key=lambda recording: _likeness(recording, label, wanted))


def _likeness(recording: Recording, label: Label, wanted: Counter[str]) -> tuple[bool, int, str]:
    theirs = Counter(_lines(recording.request))
    same = (wanted & theirs).total()
    return (
        recording.article.id == label.article_id,
        2 * same - wanted.total() - theirs.total(),
        recording.key,
    )


def changes_since(label: Label, request: Body, nearest: Recording, versions: Mapping[str, str]) -> Iterator[str]:
    """What is not as it was when the nearest recording was made: text, messages, schema, settings, libraries."""
    old = nearest.request
    if nearest.article.id != label.article_id:
        yield "the article's text"
    elif _continues(request, old):
        yield "a re-ask (the recorded answer was accepted then, and is not now)"
    elif request.get("messages") != old.get("messages"):
        yield "the messages (template, window settings, or what is found in the article)"
    if any(request.get(name) != old.get(name) for name in _SCHEMA):
        yield "the schema"
    elif _ordered(request) != _ordered(old):
        yield "the order of the schema's fields"
    for name in sorted({*request, *old} - {*_SCHEMA, "messages"}):
        if request.get(name) != old.get(name):
            yield one_line(f"{name} ({json.dumps(old.get(name))} then, {json.dumps(request.get(name))} now)")
    for name, version in versions.items():
        if nearest.versions.get(name) != version:
            yield f"{name} ({nearest.versions.get(name, 'unknown')} then, {version} now)"


def _continues(request: Body, old: Body) -> bool:
    mine, theirs = request.get("messages"), old.get("messages")
    return isinstance(mine, list) and isinstance(theirs, list) and mine != theirs and mine[: len(theirs)] == theirs


def _ordered(request: Body) -> list[str]:
    return [json.dumps(request.get(name)) for name in _SCHEMA]


def _lines(request: Body) -> Iterator[str]:
    """The request as short lines: settings, then the messages sentence by sentence, then the schema."""
    for name in sorted(request.keys() - {*_SCHEMA, "messages"}):
        yield f"{name}: {json.dumps(request[name], ensure_ascii=False)}"
    messages = request.get("messages")
    for message in messages if isinstance(messages, list) else ():
        yield from _message_lines(message)
    for name in _SCHEMA:
        if name in request:
            yield from f"{name}: {json.dumps(request[name], indent=1, ensure_ascii=False)}".splitlines()


def _message_lines(message: JsonValue) -> Iterator[str]:
    fields = message if isinstance(message, dict) else {}
    content = fields.get("content")
    yield f"[{fields.get('role')}]"
    for line in content.split("\n") if isinstance(content, str) else ():
        yield from _SENTENCE_END.split(line)


def _diff(old: Body, new: Body) -> list[str]:
    before, after = list(_lines(old)), list(_lines(new))
    start = next((at for at, (one, two) in enumerate(zip(before, after, strict=False)) if one != two), 0)
    # One line of what is the same, and a bound: comparing lines takes quadratic time.
    window = slice(max(0, start - 1), start + _MOST_COMPARED)
    found = difflib.unified_diff(before[window], after[window], "recorded", "asked", lineterm="", n=1)
    lines = [one_line(line)[:_LONGEST_LINE] for line in islice(found, _MOST_LINES + 1)]
    return [*lines[: _MOST_LINES - 1], "…"] if len(lines) > _MOST_LINES else lines
