"""The dates of a brief: as the article gives them and, where it says enough, as the calendar has them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.calendar_dates import cue_around, resolve_date
from summarizer.schemas.brief import WarningCode, WarningNote
from summarizer.schemas.news import Date

if TYPE_CHECKING:
    from summarizer.analysis import Analysis, Unit
    from summarizer.news.statements import Candidate
    from summarizer.schemas.spans import Span

__all__ = ["Calendar"]

_NEAR = 50
_AT_THE_HEAD = 20
_SINCE = re.compile(r"\b(?:since|from|of|until|by)\s(?:the\s|late\s|early\s|mid-?)?$", re.IGNORECASE)
_LONGEST_SINCE = 16


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
        """The date of what a range tells: the one chosen if it stands there, else the only one that does.

        A date since which, from which or of which something is belongs to that, not to what happened.
        """
        text = self.analysis.article.text
        there = [
            unit
            for unit in self.analysis.dates_over(*told)
            if not _SINCE.search(text, max(told[0], unit.start - _LONGEST_SINCE), unit.start)
        ]
        if chosen is not None:
            there = [unit for unit in there if unit.start == chosen.start] or there
        return self.date(there[0], where) if len(there) == 1 else None

    def said_on(self, candidate: Candidate) -> Unit | None:
        """The date on which something was said: one near the cue or at the head of its sentence, in no quotation."""
        attribution = candidate.attribution
        sentence = self.analysis.sentences[attribution.sentence]
        cue = attribution.cue or attribution.speaker or attribution.content
        quoted = [(unit.start, unit.end) for unit in self.analysis.quotations_over(sentence.start, sentence.end)]
        for unit in self.analysis.dates_over(sentence.start, sentence.end):
            told = any(start <= unit.start < end for start, end in (*candidate.content, *quoted))
            near = -_NEAR <= unit.start - cue[1] <= _NEAR or unit.start - sentence.start <= _AT_THE_HEAD
            if near and not told:
                return unit
        return None
