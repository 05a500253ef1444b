"""The dates of a brief: as the article gives them and, where it says enough, as the calendar has them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.calendar_dates import cue_around, resolve_date
from summarizer.english.verbs import IRREGULAR_PARTICIPLES
from summarizer.english.words import AUXILIARIES
from summarizer.schemas.brief import WarningCode, WarningNote
from summarizer.schemas.news import Date, Precision
from summarizer.units.lexicon import any_of

if TYPE_CHECKING:
    from summarizer.analysis import Analysis, Unit
    from summarizer.news.statements import Candidate
    from summarizer.schemas.spans import Span

__all__ = ["Calendar"]

_NEAR = 50
_AT_THE_HEAD = 20
_FURTHEST = 300
_LIMIT = re.compile(r"\b(?:of|until|till|by)\s(?:the\s|late\s|early\s|mid-?)?$", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:since|from|of|until|till|by)\s(?:the\s|late\s|early\s|mid-?)?$", re.IGNORECASE)
_LONGEST_SINCE = 16
# "…, who has led it since 2006,": what a clause about somebody dates is not what the sentence tells.
_ASIDE = re.compile(r",\s(?:who|whom|whose|which|where|when|as|with)\b[^,;]*$", re.IGNORECASE)
_LONGEST_ASIDE = 120
# An aside that tells of the saying itself dates it: "Lee, speaking on Monday, said".
_ABOUT_SOMEBODY = re.compile(
    r",\s(?:(?:who|whose|which|whom)\s(?!sp[eo]|was\sspeaking|testified|talked)"
    r"|(?!released|issued|published|posted|asked|interviewed|contacted|reached|quoted|questioned)"
    rf"(?:\w+ed|{any_of(IRREGULAR_PARTICIPLES | {'born'})})\b)[^,;]*$"
)
# What is right before the verb of which an aside before it has told the subject.
_CLOSED_ASIDE = re.compile(r",\s(?:(?:has|have|had|also|later|then|once|\w{2,20}ly)\s){0,3}$")
_RIGHT_AFTER_CUE = re.compile(r"\s(?:(?:late|early|earlier|later)\s)?(?:on\s)?$", re.IGNORECASE)
_VERB = re.compile(rf"\b{any_of(word for word in AUXILIARIES if word.isalpha())}\b")
_LEAP_YEAR = 2000
_DAY_OF_MONTH = re.compile(r"[0-9]{1,2}")


@dataclass(slots=True)
class Calendar:
    """Resolves dates against the article's own, and says which it could not."""

    analysis: Analysis
    open: dict[str, WarningNote] = field(default_factory=dict)
    _dated: dict[tuple[int, int], set[int]] | None = None

    def date(self, unit: Unit, where: str) -> Date:
        """The date of a unit. `where` names the item of the brief that uses it, for the warning."""
        text = self.analysis.article.text
        span = self.analysis.cut(unit)
        found = resolve_date(span.text, self.analysis.published, cue=cue_around(text, unit.start, unit.end))
        if found.start is None and (year := self._year_elsewhere(span.text)):
            found = resolve_date(f"{span.text} {year}", None)
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

    def _year_elsewhere(self, day: str) -> int | None:
        """The year that the article gives the same day of a month at another place, if it gives it only one."""
        if self._dated is None:
            self._dated = {}
            for unit in self.analysis.dates:
                known = resolve_date(self.analysis.text_of(unit), None)
                if known.start is not None and known.precision is Precision.DAY:
                    self._dated.setdefault((known.start.month, known.start.day), set()).add(known.start.year)
        own = resolve_date(f"{day} {_LEAP_YEAR}", None) if _DAY_OF_MONTH.search(day) else None
        if own is None or own.start is None or own.precision is not Precision.DAY:
            return None
        years = self._dated.get((own.start.month, own.start.day), set())
        return next(iter(years)) if len(years) == 1 else None

    def within(self, told: tuple[int, int], chosen: Span | None, where: str) -> Date | None:
        """The date of what a range tells: the one chosen if it stands there, else the only one that does.

        A date of which or until which something is belongs to that, not to what happened; so does one in an aside.
        """
        there = [
            unit
            for unit in self.analysis.dates_over(*told)
            if not self._before(_LIMIT, told[0], unit, _LONGEST_SINCE)
            and not (
                self._before(_SINCE, told[0], unit, _LONGEST_SINCE)
                and self._before(_ASIDE, told[0], unit, _LONGEST_ASIDE)
            )
        ]
        if chosen is not None:
            there = [unit for unit in there if unit.start == chosen.start] or there
        return self.date(there[0], where) if len(there) == 1 else None

    def said_on(self, candidate: Candidate) -> Unit | None:
        """The date on which something was said: the one in its sentence that is neither told nor quoted.

        It stands near the cue or at the head of the sentence, or is the only one outside what was said.
        """
        attribution = candidate.attribution
        sentence = self.analysis.sentences[attribution.sentence]
        cue = attribution.cue or attribution.speaker or attribution.content
        outside = []
        head = self.analysis.dates_over(sentence.start, min(sentence.end, sentence.start + _AT_THE_HEAD))
        start, end = max(sentence.start, cue[0] - _FURTHEST), min(sentence.end, cue[1] + _FURTHEST)
        for unit in dict.fromkeys((*head, *self.analysis.dates_over(start, end))):
            if attribution.cue and self._follows(attribution.cue, unit):
                return unit
            told = any(first <= unit.start < last for first, last in candidate.content)
            told = told or bool(self.analysis.quotations_over(unit.start, unit.end))
            if not told and not self._is_another(cue, unit, candidate, sentence):
                outside.append(unit)
        for unit in outside:
            if -_NEAR <= unit.start - cue[1] <= _NEAR or unit.start - sentence.start <= _AT_THE_HEAD:
                return unit
        return outside[0] if len(outside) == 1 and outside[0].start < cue[0] else None

    def _is_another(self, cue: tuple[int, int], unit: Unit, candidate: Candidate, sentence: Unit) -> bool:
        """Whether a date outside the words said belongs to something else than the saying."""
        text = self.analysis.article.text
        if self._before(_SINCE, sentence.start, unit, _LONGEST_SINCE):
            return True
        if unit.start < cue[0]:
            closed = _CLOSED_ASIDE.search(text, max(unit.end, cue[0] - _LONGEST_ASIDE), cue[0])
            if closed and not text[slice(*cue)].endswith("ing"):
                return self._before(_ABOUT_SOMEBODY, sentence.start, unit, _LONGEST_ASIDE)
            return _ASIDE.search(text, max(unit.end, cue[0] - _LONGEST_ASIDE), cue[0]) is not None
        if self._before(_ABOUT_SOMEBODY, cue[1], unit, _LONGEST_ASIDE):
            return True
        said = max((end for _, end in candidate.content if end <= unit.start), default=cue[1])
        return said >= cue[1] and _VERB.search(text, max(said, unit.start - _FURTHEST), unit.start) is not None

    def _follows(self, cue: tuple[int, int], unit: Unit) -> bool:
        """Whether a date follows a cue at once, as in "said on Monday the bridge was safe"."""
        between = (
            self.analysis.article.text[cue[1] : unit.start] if cue[1] < unit.start <= cue[1] + _AT_THE_HEAD else ""
        )
        return _RIGHT_AFTER_CUE.fullmatch(between) is not None

    def _before(self, pattern: re.Pattern[str], start: int, unit: Unit, reach: int) -> bool:
        """Whether a pattern ends where a date begins, from `start` on."""
        return pattern.search(self.analysis.article.text, max(start, unit.start - reach), unit.start) is not None
