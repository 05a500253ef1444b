"""The brief that users hold: the record of its kind, and ways to read it."""

from __future__ import annotations

from summarizer.markdown import to_html, to_markdown
from summarizer.schemas.news import News

__all__ = ["Brief"]


class Brief(News):
    """A brief of one article, as it is saved and as it is read.

    `Brief.model_validate_json(line)` loads one back from a line of `briefs.jsonl`.
    """

    def to_markdown(self) -> str:
        """The brief as Markdown for a reader; article text in it is escaped, never markup."""
        return to_markdown(self)

    def __repr__(self) -> str:
        title = self.article.title or self.article.source
        counts = (f"{len(getattr(self, name))} {name}" for name in ("statements", "events", "figures", "warnings"))
        return f"<Brief of {title!r}: {', '.join(counts)}>"

    def __str__(self) -> str:
        return repr(self)

    def _repr_html_(self) -> str:
        return to_html(self)
