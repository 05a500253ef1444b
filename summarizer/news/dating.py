"""The dates of a brief: as the article gives them and, where it says enough, as the calendar has them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.calendar_dates import cue_around, resolve_date
from summarizer.schemas.brief import WarningCode, WarningNote
from summarizer.schemas.news import Date

if TYPE_CHECKING:
    from summarizer.analysis import Analysis, Unit
    from summarizer.schemas.spans import Span

__all__ = ["Calendar"]


@dataclass(slots=True)
class Calendar:
    """Resolves dates against the article's own, and says which it could not."""

    analysis: Analysis
    open: dict[str, WarningNote] = field(default_factory=dict)

    def date(self, unit: Unit, where: str) -> Date:
        """The date of a unit. `where` names the item of the brief that uses it, for the warning."""
        text = self.analysis.article.text
        span = self.analysis.cut(unit)
        found = resolve_date(span.text, self.analysis.published, cue=cue_around(text, unit.start, unit.end))
        if found.start is None:
            reason = (
                "the article gives no date of its own"
                if self.analysis.published is None
                else "it can mean several days"
            )
            note = f"“{' '.join(span.text.split())}” stays unresolved: {reason}"
            self.open.setdefault(
                span.text,
                WarningNote(code=WarningCode.UNRESOLVED_DATE, message=note, where=f"{where}/{unit.id}"),
            )
        return Date(text=span, start=found.start, end=found.end, precision=found.precision)

    def within(self, told: tuple[int, int], chosen: Span | None, where: str) -> Date | None:
        """The date of what a range tells: the one chosen if it stands there, else the only one that does."""
        there = [unit for unit in self.analysis.dates if told[0] <= unit.start < told[1]]
        if chosen is not None:
            there = [unit for unit in there if unit.start == chosen.start] or there
        return self.date(there[0], where) if len(there) == 1 else None

    def beside(self, evidence: tuple[Unit, ...], content: tuple[tuple[int, int], ...]) -> Unit | None:
        """The first date in the evidence of a statement that is not part of what was said."""
        for unit in self.analysis.dates:
            inside = any(start <= unit.start < end for start, end in content)
            if not inside and any(sentence.start <= unit.start < sentence.end for sentence in evidence):
                return unit
        return None
