"""What a brief is made with: by this a batch knows which briefs it has, and which are out of date."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import BaseModel, TypeAdapter

from summarizer.pipeline import schema_digest
from summarizer.prompt import template_digest
from summarizer.schemas.news import (
    EntityAnswer,
    EventAnswer,
    FigureAnswer,
    SpeakerAnswer,
    StatementAnswer,
    SummaryAnswer,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    from summarizer.settings import Settings

__all__ = ["MadeWith", "Recipe"]

_ANSWERS: dict[str, type[BaseModel]] = {
    "speakers": SpeakerAnswer,
    "statements": StatementAnswer,
    "entities": EntityAnswer,
    "events": EventAnswer,
    "figures": FigureAnswer,
    "summary": SummaryAnswer,
}
_PARAMETERS = (
    *("kind", "model", "profile", "mode", "window", "focus", "context", "ids_in_schema", "ask", "temperature"),
    *("max_output_tokens", "seed", "reasks", "keep_chrome", "sections"),
)


@dataclass(frozen=True, slots=True)
class MadeWith:
    """What one brief was made with, beside its article's text.

    Attributes:
        settings: digest of the kind, the schema, the model and the parameters.
        templates: digest of the template and the answer's schema of each section that was asked about.
    """

    settings: str
    templates: dict[str, str]

    def to_json(self) -> str:
        """As JSON, in one order."""
        return json.dumps({"settings": self.settings, "templates": self.templates}, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> MadeWith:
        """What `to_json` wrote.

        Raises:
            pydantic.ValidationError: it is something else.
        """
        return _ADAPTER.validate_json(text)


class Recipe:
    """What briefs are made with now.

    A brief depends on its article's text and on this; not on where the article came from, nor on how the
    server is reached, nor on how many at a time.

    Args:
        settings: what is in force.
    """

    def __init__(self, settings: Settings) -> None:
        values = {name: getattr(settings, name) for name in _PARAMETERS}
        self._settings = _digest([schema_digest(), values])
        self._templates = {
            section: _digest([template_digest(settings.kind, section), answer.model_json_schema()])
            for section, answer in _ANSWERS.items()
        }

    def made_with(self, asked: Collection[str]) -> MadeWith:
        """What a brief is made with for which these sections were asked about."""
        return MadeWith(self._settings, {section: self._templates[section] for section in sorted(asked)})

    def still_holds(self, made: MadeWith) -> bool:
        """Whether a brief made with this would be made the same way now."""
        current = all(self._templates.get(section) == digest for section, digest in made.templates.items())
        return made.settings == self._settings and current


def _digest(described: object) -> str:
    return hashlib.sha256(json.dumps(described, sort_keys=True, default=str).encode()).hexdigest()[:16]


_ADAPTER = TypeAdapter(MadeWith)
