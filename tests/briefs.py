"""What tests of whole briefs share: whether spans are exact, and a server that answers every section."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from tests.servers import Json, Reply, Seen, chat

__all__ = ["Answering", "Asked", "sensibly", "spans_are_exact", "spans_in"]

_SECTIONS = {
    "SpeakerAnswer": "speakers",
    "StatementAnswer": "statements",
    "EntityAnswer": "entities",
    "FigureAnswer": "figures",
    "EventAnswer": "events",
    "SummaryAnswer": "summary",
}
_MARK = re.compile(r"\[([A-Z]\d+)\]")
_LINE = re.compile(r"^([A-Z]\d+)\b[ :,]*(.*)$", re.MULTILINE)
_AGAIN = re.compile(r"^The answer for ([A-Z]\d+) cannot be used")
_LONGEST = 200
_SENTENCES = 2


def spans_in(value: object) -> Iterator[dict[str, object]]:
    """Every object in parsed JSON that is a span: it has `start`, `end` and `text`, and nothing else."""
    if isinstance(value, dict):
        if value.keys() == {"start", "end", "text"}:
            yield value
        for inner in value.values():
            yield from spans_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans_in(inner)


def spans_are_exact(brief_json: str, article_text: str) -> bool:
    """Whether there are spans in a brief, and each is the article's own characters."""
    spans = list(spans_in(json.loads(brief_json)))
    return bool(spans) and all(
        isinstance(span["start"], int)
        and isinstance(span["end"], int)
        and article_text[span["start"] : span["end"]] == span["text"]
        for span in spans
    )


@dataclass(frozen=True)
class Asked:
    """One question as a server sees it.

    Attributes:
        section: what it is about.
        words: the message that asks, not those that ask again.
        ids: the ids asked about, with the rest of their lines.
        marks: the ids marked in the text.
        keyed: whether the answer has a property for each id.
    """

    section: str
    words: str
    ids: Mapping[str, str]
    marks: tuple[str, ...]
    keyed: bool

    @classmethod
    def of(cls, seen: Seen) -> Asked:
        """Read a request."""
        turns: list[str] = [turn["content"] for turn in seen.json["messages"]]
        words = next(turn for turn in reversed(turns) if turn.startswith(("Text:\n", "Before:\n")))
        schema: Json = seen.json["response_format"]["json_schema"]["schema"]
        kind = next(name for name in schema["$defs"] if name.removesuffix("Labels") in _SECTIONS)
        section = _SECTIONS[kind.removesuffix("Labels")]
        shown, _, rest = words.partition("\n---\nAn example")
        task = rest.rpartition("\n---\n")[2] or shown.rpartition("\n\n")[2]
        ids: dict[str, str] = dict(_LINE.findall(task))
        again = _AGAIN.match(turns[-1])
        if again:
            ids = {again[1]: ids[again[1]]}
        keyed = "items" not in schema["properties"]
        return cls(section, words, ids, tuple(_MARK.findall(shown)), keyed)

    @property
    def sentences(self) -> dict[str, str]:
        """The words of each sentence that is marked in the text."""
        found = {}
        for piece in re.split(r"(?=\[S\d+\])", self.words.partition("\n---\nAn example")[0])[1:]:
            unit = piece[1 : piece.index("]")]
            found[unit] = " ".join(_MARK.sub("", piece.partition("\n\n")[0]).split())
        return found

    def marked(self, letter: str) -> list[str]:
        """The ids marked in the text that begin with a letter."""
        return [unit for unit in self.marks if unit.startswith(letter)]


Answerer: TypeAlias = Callable[[Asked], list[Json] | Reply]


def _speakers(asked: Asked) -> list[Json]:
    def name(line: str) -> str:
        return line.strip(" “”") or "nobody"

    return [{"id": unit, "speaker": name(line)} for unit, line in asked.ids.items()]


def _statements(asked: Asked) -> list[Json]:
    return [
        {"id": unit, "stance": "asserts", "claim": line.partition(": ")[2] or line} for unit, line in asked.ids.items()
    ]


def _entities(asked: Asked) -> list[Json]:
    return [{"id": unit, "kind": "organization"} for unit in asked.ids]


def _figures(asked: Asked) -> list[Json]:
    return [{"id": unit, "measures": None} for unit in asked.ids]


def _in_short(words: str) -> str:
    """A sentence that says what its evidence says."""
    cut = words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
    return f"In short: {cut}" if cut.rstrip(' ”"')[-1:] in {".", "!", "?", "…"} else f"In short: {cut}."


def _events(asked: Asked) -> list[Json]:
    return [{"id": unit, "status": "occurred"} for unit in asked.ids]


def _summary(asked: Asked) -> list[Json]:
    chosen = list(asked.sentences.items())[:_SENTENCES]
    return [{"evidence": [unit], "text": _in_short(words)} for unit, words in chosen]


_SENSIBLE: Mapping[str, Callable[[Asked], list[Json]]] = {
    "speakers": _speakers,
    "statements": _statements,
    "entities": _entities,
    "figures": _figures,
    "events": _events,
    "summary": _summary,
}


def sensibly(asked: Asked) -> list[Json]:
    """The items of an answer that nobody could object to."""
    return _SENSIBLE[asked.section](asked)


@dataclass
class Answering:
    """A script for `serving`: answers each section sensibly, in whichever shape is asked for.

    Attributes:
        instead: by section, what answers in place of that.
        asked: the questions so far.
    """

    instead: Mapping[str, Answerer] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def __call__(self, seen: Seen) -> Json | Reply:
        asked = Asked.of(seen)
        self.asked.append(asked)
        items = self.instead.get(asked.section, sensibly)(asked)
        if isinstance(items, Reply):
            return items
        if asked.keyed:
            return chat(json.dumps({item["id"]: _labels(item) for item in items}))
        return chat(json.dumps({"items": items}))


def _labels(item: Json) -> object:
    """What is said under an id: a single label by itself."""
    labels = {name: given for name, given in item.items() if name != "id"}
    return next(iter(labels.values())) if len(labels) == 1 else labels
