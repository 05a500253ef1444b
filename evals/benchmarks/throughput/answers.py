"""A chat completion that is valid for whatever schema a request asks for.

Standard library only: the server that gives these answers runs beside what is measured.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["completion", "figure_in"]

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"

_FIGURE = re.compile(r"put it at (?:\[N[0-9]+\])?([0-9,]+) by")
_ASKED = re.compile(r"^([A-Z][0-9]+): ")
_MEASURES = "officials put it"


@dataclass(frozen=True, slots=True)
class _Said:
    """What goes into an answer: the figure as the article has it, and the ids that were asked about."""

    figure: str
    asked: tuple[str, ...]


def figure_in(text: str) -> str | None:
    """The figure that every article of the bench gives once, as it stands; None where there is none."""
    found = _FIGURE.findall(text)
    return found[-1] if found else None


def completion(body: bytes) -> tuple[bytes, bool]:
    """The answer to one request.

    Args:
        body: a request for a chat completion, as JSON.

    Returns:
        The completion, as JSON, and whether the request was about an article.
    """
    request = json.loads(body)
    shown = [message["content"] for message in request["messages"] if isinstance(message["content"], str)]
    figure = next(filter(None, map(figure_in, reversed(shown))), None)
    said = _Said(figure or "0", tuple(_asked(shown[-1])) if shown else ())
    message: dict[str, Json] = {"role": "assistant", "content": None}
    if request.get("tools"):
        wanted = request["tools"][0]["function"]
        arguments = json.dumps(_valid(wanted["parameters"], wanted["parameters"], "", said))
        call: Json = {"id": "call_1", "type": "function", "function": {"name": wanted["name"], "arguments": arguments}}
        message["tool_calls"] = [call]
    else:
        message["content"] = json.dumps(_content(request.get("response_format") or {}, said))
    usage: Json = {"prompt_tokens": len(body) // 4, "completion_tokens": 24, "total_tokens": len(body) // 4 + 24}
    answer: Json = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1_700_000_000,
        "model": request["model"],
        "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
        "usage": usage,
    }
    return json.dumps(answer).encode(), figure is not None


def _asked(question: str) -> Iterator[str]:
    """The ids that the last lines of a question are about, as in "N1: some 40": those before are of its example."""
    for line in reversed(question.rstrip().splitlines()):
        found = _ASKED.match(line)
        if found is None:
            return
        yield found[1]


def _content(wanted: Mapping[str, Mapping[str, dict[str, Json]]], said: _Said) -> Json:
    schema = wanted.get("json_schema", {}).get("schema")
    if schema is None:
        return {"extractions": [{"figure": said.figure, "figure_attributes": {"measures": _MEASURES}}]}
    return _valid(schema, schema, "", said)


def _valid(part: Mapping[str, Json], whole: Mapping[str, Json], name: str, said: _Said) -> Json:
    """A value that is valid for a part of a schema: words by the property's name, else the first that is allowed."""
    reference, choices = part.get("$ref"), part.get("anyOf")
    if isinstance(reference, str):
        return _valid(_resolved(reference, whole), whole, name, said)
    if isinstance(choices, list) and isinstance(choices[0], dict):
        return _valid(choices[0], whole, name, said)
    allowed: Json = [part["const"]] if "const" in part else part.get("enum")
    if isinstance(allowed, list):
        return allowed[0]
    kind = part.get("type")
    if isinstance(kind, list):
        kind = kind[0]
    properties, items = part.get("properties"), part.get("items")
    if kind == "object" and isinstance(properties, dict):
        return {key: _valid(value, whole, key, said) for key, value in properties.items() if isinstance(value, dict)}
    if kind == "array" and isinstance(items, dict):
        return [_valid(items, whole, name, _Said(said.figure, (unit,))) for unit in said.asked or ("",)]
    return _plain(kind, name, said)


def _resolved(reference: str, whole: Mapping[str, Json]) -> Mapping[str, Json]:
    found: Json = dict(whole)
    for step in reference.removeprefix("#/").split("/"):
        assert isinstance(found, dict)
        found = found[step]
    assert isinstance(found, dict)
    return found


def _plain(kind: Json, name: str, said: _Said) -> Json:
    if kind == "string":
        return {"id": said.asked[0] if said.asked else "", "measures": _MEASURES}.get(name, said.figure)
    nothing: dict[str, Json] = {"integer": 0, "number": 0.0, "boolean": False, "object": {}}
    return nothing.get(str(kind))
