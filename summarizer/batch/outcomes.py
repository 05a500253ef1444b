"""What comes of one article: a brief, or why there is none."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.progress import DoneArticle
from summarizer.terminal import escape_json, printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.batch.recipe import MadeWith
    from summarizer.pipeline import Made

__all__ = ["Done", "Failed", "Finished", "finish"]

_LONGEST_HISTORY = 20


@dataclass(frozen=True, slots=True)
class Finished:
    """A brief as it will be written, and what there is to tell of it.

    Attributes:
        brief: the brief as JSON on one line.
        markdown: the brief for people, where it is wanted.
        asked: the sections that a model was asked about for it.
        told: what the run tells of it.
        live: whether a model has answered just now, not earlier.
    """

    brief: str
    markdown: str | None
    asked: frozenset[str]
    told: DoneArticle
    live: bool


def finish(made: Made, *, markdown: bool) -> Finished:
    """Write a brief out."""
    brief = made.brief
    return Finished(
        brief=escape_json(brief.model_dump_json()),
        markdown=printable(brief.to_markdown()) if markdown else None,
        asked=made.asked,
        told=DoneArticle.of(brief),
        live=bool(made.asked) and brief.provenance.recorded is None,
    )


@dataclass(frozen=True, slots=True)
class Done:
    """One brief, as it is written.

    Attributes:
        source: where the article came from.
        id: SHA-256 of the article's text.
        text: the article's text.
        made_with: what the brief was made with.
        brief: the brief as JSON on one line.
        markdown: the brief for people, where it is wanted.
        place: absolute path of the file that the article was read from; "" where there is none.
    """

    source: str
    id: str
    text: str
    made_with: MadeWith
    brief: str
    markdown: str | None = None
    place: str = ""

    def article_line(self, file: str = "") -> str:
        """The article as JSON on one line, with what its brief was made with.

        Args:
            file: where its file is, from the folder of the results on; "" where there is none.
        """
        made = json.loads(self.made_with.to_json())
        fields = {"id": self.id, "source": self.source, "file": file, "made_with": made, "text": self.text}
        return escape_json(json.dumps(fields, ensure_ascii=False))


@dataclass(frozen=True, slots=True)
class Failed:
    """Why one article has no brief.

    Attributes:
        source: where the article came from.
        error: the class of the error.
        message: what happened and what to do.
        article: SHA-256 of the article's text, or None where it could not be read.
        when: the time, in UTC, as ISO 8601.
        tries: what happened at each try of the request that failed, the last one included.
    """

    source: str
    error: str
    message: str
    article: str | None
    when: str
    tries: Sequence[str] = ()

    @classmethod
    def from_json(cls, line: str) -> Failed:
        """The latest failure of a line that `to_json` made."""
        fields = json.loads(line)
        now = fields["history"][-1]
        return cls(fields["source"], now["error"], now["message"], fields["article"], now["when"], now["tries"])

    def to_json(self, before: str | None = None) -> str:
        """The failure as JSON on one line.

        Args:
            before: the line of the failure before, whose history this one continues; the oldest go.
        """
        history = json.loads(before)["history"] if before else []
        now = {"when": self.when, "error": self.error, "message": self.message, "tries": list(self.tries)}
        fields = {
            "source": self.source,
            "error": self.error,
            "message": self.message,
            "article": self.article,
            "history": [*history, now][-_LONGEST_HISTORY:],
        }
        return escape_json(json.dumps(fields, ensure_ascii=False))
