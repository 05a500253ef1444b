"""What a chat completion's request and answer are called in OpenTelemetry's GenAI conventions."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from summarizer.terminal import one_line

__all__ = [
    "Attributes",
    "JsonObject",
    "TokenUsage",
    "captures_content",
    "describe_answer",
    "describe_request",
    "input_messages",
    "output_messages",
    "read_json",
    "token_usage",
]

JsonObject: TypeAlias = Mapping[str, object]
Attributes: TypeAlias = dict[str, str | int | float | tuple[str, ...]]

_SWITCH = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"
_ON = frozenset({"true", "span_only", "span_and_event"})
_LONGEST_NAME = 200
_SAMPLING = ("temperature", "top_p", "frequency_penalty", "presence_penalty")
_NOTHING: JsonObject = {}


@dataclass(frozen=True, slots=True)
class TokenUsage:
    """Tokens as an answer reports them; None is not reported."""

    input: int | None
    cached: int | None
    output: int | None
    reasoning: int | None


def captures_content() -> bool:
    """Whether the user wants the text of articles and answers in the spans."""
    return os.environ.get(_SWITCH, "").strip().lower() in _ON


def read_json(content: bytes) -> JsonObject:
    """The JSON object in a body; an empty one where there is none."""
    try:
        return _object(json.loads(content))
    except (ValueError, RecursionError):
        return _NOTHING


def describe_request(body: JsonObject, address: str, port: int) -> Attributes:
    """What a request asks for, without what it says.

    Args:
        body: of the request.
        address: the server's name, without path or credentials.
        port: of the server.
    """
    said: Attributes = {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "openai",
        "server.address": one_line(address),
        "server.port": port,
    }
    _add(said, "gen_ai.request.model", _name(body.get("model")))
    _add(said, "gen_ai.request.max_tokens", _count(body.get("max_completion_tokens", body.get("max_tokens"))))
    seed = body.get("seed")
    _add(said, "gen_ai.request.seed", seed if isinstance(seed, int) and not isinstance(seed, bool) else None)
    for name in _SAMPLING:
        value = body.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool):
            said[f"gen_ai.request.{name}"] = float(value)
    if _object(body.get("response_format")).get("type") in {"json_schema", "json_object"}:
        said["gen_ai.output.type"] = "json"
    return said


def describe_answer(body: JsonObject) -> Attributes:
    """What is known of an answer, without what it says."""
    usage = token_usage(body)
    said: Attributes = {}
    _add(said, "gen_ai.response.id", _name(body.get("id")))
    _add(said, "gen_ai.response.model", _name(body.get("model")))
    if choices := _objects(body.get("choices")):
        said["gen_ai.response.finish_reasons"] = tuple(_finish_reason(choice) for choice in choices)
    _add(said, "gen_ai.usage.input_tokens", usage.input)
    _add(said, "gen_ai.usage.cache_read.input_tokens", usage.cached)
    _add(said, "gen_ai.usage.output_tokens", usage.output)
    _add(said, "gen_ai.usage.reasoning.output_tokens", usage.reasoning)
    return said


def token_usage(body: JsonObject) -> TokenUsage:
    """The tokens that an answer reports."""
    usage = _object(body.get("usage"))
    return TokenUsage(
        input=_count(usage.get("prompt_tokens")),
        cached=_count(_object(usage.get("prompt_tokens_details")).get("cached_tokens")),
        output=_count(usage.get("completion_tokens")),
        reasoning=_count(_object(usage.get("completion_tokens_details")).get("reasoning_tokens")),
    )


def input_messages(body: JsonObject) -> str:
    """What a request says, as the conventions' JSON."""
    return json.dumps([_message(message) for message in _objects(body.get("messages"))])


def output_messages(body: JsonObject) -> str:
    """What an answer says, as the conventions' JSON."""
    return json.dumps(
        [
            {**_message(_object(choice.get("message"))), "finish_reason": _finish_reason(choice)}
            for choice in _objects(body.get("choices"))
        ]
    )


def _message(message: JsonObject) -> dict[str, object]:
    content = message.get("content")
    texts = [content] if isinstance(content, str) else [part.get("text") for part in _objects(content)]
    parts: list[dict[str, object]] = [{"type": "text", "content": text} for text in texts if isinstance(text, str)]
    for call in _objects(message.get("tool_calls")):
        asked = _object(call.get("function"))
        parts.append(
            {
                "type": "tool_call",
                "id": call.get("id"),
                "name": asked.get("name"),
                "arguments": asked.get("arguments"),
            }
        )
    return {"role": message.get("role") or "assistant", "parts": parts}


def _finish_reason(choice: JsonObject) -> str:
    return _name(choice.get("finish_reason")) or "error"


def _name(value: object) -> str | None:
    """A short name that a body gives; a server may put anything there."""
    return one_line(value[:_LONGEST_NAME]) if isinstance(value, str) and value else None


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**53 else None


def _object(value: object) -> JsonObject:
    return value if isinstance(value, Mapping) else _NOTHING


def _objects(value: object) -> Sequence[JsonObject]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def _add(said: Attributes, name: str, value: str | float | None) -> None:
    if value is not None:
        said[name] = value
