"""What is asked about each section of a news brief, window by window."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from summarizer.attribution.phrases import is_person_noun
from summarizer.checks import check_support, holds_phrase, speaks_of
from summarizer.english.words import OBJECT_PRONOUNS, PERSON_PRONOUNS, POSSESSIVES
from summarizer.interview import Ask
from summarizer.news import rules
from summarizer.news.build_statements import NOBODY, is_statement
from summarizer.news.digest import SUMMARY_SENTENCES, summarise
from summarizer.news.statements import number_of
from summarizer.prompt import Asked, Mark, mark_up
from summarizer.schemas.news import (
    EntityAnswer,
    EventAnswer,
    FigureAnswer,
    SpeakerAnswer,
    Stance,
    StatementAnswer,
    SummaryAnswer,
)
from summarizer.windows import Window, cut_windows, join_blocks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from summarizer.analysis import Analysis, Unit
    from summarizer.news.happenings import Happening
    from summarizer.news.statements import Candidate

__all__ = ["Asks", "Said"]

P = ParamSpec("P")
T = TypeVar("T")
_MOST_NAMES = 60
_MOST_EVENTS = 60
_SHOWN = 300
_LONGEST_NAME = 80
_PRONOUNS = PERSON_PRONOUNS | OBJECT_PRONOUNS
_MEANT = PERSON_PRONOUNS | POSSESSIVES | {"the"}


@dataclass(frozen=True, slots=True)
class Said:
    """A statement as far as it is known: its candidate, its speaker's name, and what the speaker does and says."""

    candidate: Candidate
    speaker: str
    stance: Stance
    claim: str


@dataclass(frozen=True, slots=True)
class Asks:
    """Makes the questions about one article.

    Attributes:
        analysis: the article and what code found in it.
        candidates: its statements to be.
        happenings: its sentences that may tell of an event.
        window: most characters of the article in one call.
        focus: most characters asked about at a time, item by item.
        context: most characters of what precedes that are shown.
    """

    analysis: Analysis
    candidates: tuple[Candidate, ...]
    happenings: tuple[Happening, ...]
    window: int
    focus: int
    context: int

    def speakers(self) -> Iterator[Ask[SpeakerAnswer]]:
        """Who says what no rule has a speaker for: a quotation by nobody, "he" or "the minister" who may be anybody."""
        for window in self._windows(self.focus, self.context):
            here = [one for one in self.candidates if window.holds(one.start) and self._needs_a_speaker(one)]
            first = {one.asked_as: one for one in reversed(here)}
            asked = [one for one in here if first[one.asked_as] is one]
            if asked:
                yield Ask(
                    section="speakers",
                    item=SpeakerAnswer,
                    before=self._shown(window.before),
                    text=self._shown(window.focus, [Mark(one.marked_at, one.asked_as) for one in asked]),
                    asked=tuple(self._asked_speaker(one) for one in asked),
                    targets={},
                    problem=partial(self._speaker_problem, {one.asked_as: self._mention(one) for one in asked}),
                    by_rule=_later(rules.speakers, self.analysis, asked),
                )

    def statements(self, said: Sequence[Said]) -> Iterator[Ask[StatementAnswer]]:
        """The stance and the gist of each quotation; reported speech is its own gist."""
        quoted = [one for one in said if one.candidate.quotations]
        for window in self._windows(self.focus, self.context):
            here = [one for one in quoted if window.holds(one.candidate.start)]
            if here:
                yield Ask(
                    section="statements",
                    item=StatementAnswer,
                    before=self._shown(window.before),
                    text=self._shown(window.focus),
                    asked=tuple(Asked(one.candidate.id, self._claim(one.candidate), one.speaker) for one in here),
                    targets={},
                    problem=self._claim_problem,
                    replace=self._claim_verbatim,
                    by_rule=_later(rules.statements, self.analysis, [one.candidate for one in here]),
                )

    def entities(self) -> Iterator[Ask[EntityAnswer]]:
        """What each name stands for, where the words around it do not say."""
        for window in self._windows(self.window, 0):
            names = [
                (f"E{index + 1}", index)
                for index, entity in enumerate(self.analysis.entities)
                if window.holds(entity.mentions[0][0]) and entity.kind is None
            ]
            for first in range(0, len(names), _MOST_NAMES):
                here = names[first : first + _MOST_NAMES]
                yield Ask(
                    section="entities",
                    item=EntityAnswer,
                    before="",
                    text=self._shown(window.focus),
                    asked=tuple(Asked(unit, self.analysis.entities[index].name) for unit, index in here),
                    targets={},
                    problem=lambda _: None,
                    by_rule=list,
                )

    def figures(self) -> Iterator[Ask[FigureAnswer]]:
        """What those quantities count or measure beside which no rule reads it."""
        open_ = [unit for unit in self.analysis.quantities if rules.measure(self.analysis, unit) is None]
        for window in self._windows(self.focus, self.context):
            here = [unit for unit in open_ if window.holds(unit.start)]
            if here:
                yield Ask(
                    section="figures",
                    item=FigureAnswer,
                    before=self._shown(window.before),
                    text=self._shown(window.focus, [Mark(unit.start, unit.id) for unit in here]),
                    asked=tuple(Asked(unit.id, self.analysis.text_of(unit)) for unit in here),
                    targets={},
                    problem=self._measure_problem,
                    by_rule=list,
                )

    def events(self) -> Iterator[Ask[EventAnswer]]:
        """Which of the sentences that rules find tell of an event, and how sure the article is of it."""
        for window in self._windows(self.window, 0):
            here = [one for one in self.happenings if window.holds(one.sentence.start)]
            for first in range(0, len(here), _MOST_EVENTS):
                asked = here[first : first + _MOST_EVENTS]
                sentences = [one.sentence for one in asked]
                yield Ask(
                    section="events",
                    item=EventAnswer,
                    before="",
                    text=self._shown(window.focus, _marks(sentences)),
                    asked=tuple(Asked(unit.id, self.analysis.text_of(unit)) for unit in sentences),
                    targets={},
                    problem=lambda _: None,
                    by_rule=_later(rules.events, asked),
                )

    def summaries(self) -> Iterator[Ask[SummaryAnswer]]:
        """Two to four sentences over each window of the article, each with what it rests on."""
        for number, window in enumerate(self._windows(self.window, 0)):
            opening = self.analysis.opening
            sentences = [unit for unit in self.analysis.sentences if unit.start >= opening and window.holds(unit.start)]
            pieces = [piece for piece in window.focus if piece[1] > opening]
            by_rule = _later(summarise, self.analysis, self.candidates) if number == 0 else _nothing
            if sentences:
                yield self._summary(pieces, sentences, by_rule)

    def summary_of(self, parts: Sequence[SummaryAnswer]) -> Ask[SummaryAnswer]:
        """Two to four sentences over what the summaries of the windows cite."""
        starts = {span.start for part in parts for span in part.evidence}
        sentences = [unit for unit in self.analysis.sentences if unit.start in starts]
        pieces = [(unit.start, unit.end) for unit in sentences]
        return self._summary(pieces, sentences, lambda: parts[:SUMMARY_SENTENCES])

    def _summary(
        self,
        pieces: Sequence[tuple[int, int]],
        sentences: Sequence[Unit],
        by_rule: Callable[[], Sequence[SummaryAnswer]],
    ) -> Ask[SummaryAnswer]:
        return Ask(
            section="summary",
            item=SummaryAnswer,
            before="",
            text=self._shown(pieces, _marks(sentences)),
            asked=(),
            targets={unit.id: self.analysis.cut(unit) for unit in sentences},
            problem=_summary_problem,
            by_rule=by_rule,
            replace=_summary_verbatim,
            least=min(2, len(sentences)),
            most=SUMMARY_SENTENCES,
        )

    def _windows(self, focus: int, context: int) -> list[Window]:
        quotations = [(unit.start, unit.end) for unit in self.analysis.quotations]
        blocks = join_blocks(self.analysis.paragraphs, quotations)
        sentences = join_blocks([(unit.start, unit.end) for unit in self.analysis.sentences], quotations)
        return cut_windows(blocks, sentences, focus=focus, context=context)

    def _shown(self, pieces: Sequence[tuple[int, int]], marks: Sequence[Mark] = ()) -> str:
        return mark_up(self.analysis.article.text, pieces, marks)

    def _needs_a_speaker(self, candidate: Candidate) -> bool:
        """Whether rules find nobody, where somebody named may be meant: not so of "a shopkeeper"."""
        first = self._mention(candidate).casefold().partition(" ")[0]
        meant = not first or first in _MEANT
        return candidate.speaker is None and meant and is_statement(self.analysis, candidate, NOBODY)

    def _asked_speaker(self, candidate: Candidate) -> Asked:
        return Asked(
            candidate.asked_as,
            self._claim(candidate),
            hint=self._mention(candidate),
        )

    def _mention(self, candidate: Candidate) -> str:
        """Who the attribution itself says it is, in its own words."""
        mention = candidate.attribution.speaker
        return " ".join(self._text(mention).split()) if mention else ""

    def _text(self, piece: tuple[int, int]) -> str:
        return self.analysis.article.text[slice(*piece)]

    def _claim(self, candidate: Candidate) -> str:
        return rules.shortened(rules.claim(self.analysis, candidate), _SHOWN)

    def _speaker_problem(self, mentions: Mapping[str, str], item: SpeakerAnswer) -> str | None:
        if self.analysis.entity_named(item.speaker) is not None:
            return None
        if item.speaker.casefold().strip(" .,") in _PRONOUNS:
            return f"{item.speaker} is nobody's name; say who is meant"
        if mentions.get(item.id) == item.speaker:
            return None
        words = item.speaker.rstrip(" .,").split()
        somebody = any(is_person_noun(word.casefold()) or word[:1].isupper() for word in words)
        if somebody and len(item.speaker) <= _LONGEST_NAME and holds_phrase(self.analysis.article.text, item.speaker):
            return None
        return "no such speaker is in the text"

    def _claim_problem(self, item: StatementAnswer) -> str | None:
        candidate = self.candidates[number_of(item.id) - 1]
        return _unsupported(item.claim, " ".join(self.analysis.text_of(unit) for unit in candidate.evidence))

    def _claim_verbatim(self, item: StatementAnswer) -> StatementAnswer:
        candidate = self.candidates[number_of(item.id) - 1]
        return item.model_copy(update={"claim": self._claim(candidate)})

    def _measure_problem(self, item: FigureAnswer) -> str | None:
        unit = self.analysis.quantities[number_of(item.id) - 1]
        sentence = self.analysis.sentence_at(unit.start)
        return _unsupported(item.measures or "", self.analysis.text_of(sentence) if sentence else "")


def _marks(units: Sequence[Unit]) -> list[Mark]:
    return [Mark(unit.start, unit.id) for unit in units]


def _nothing() -> list[SummaryAnswer]:
    return []


def _later(rule: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Callable[[], T]:
    return partial(rule, *args, **kwargs)


def _unsupported(text: str, evidence: str) -> str | None:
    lost = [f"{check.name}: {check.detail}" for check in check_support(text, evidence) if not check.passed]
    if lost:
        return f"its evidence does not hold these {'; '.join(lost)}"
    return None if speaks_of(text, evidence) else "it does not say what its evidence says"


def _summary_verbatim(item: SummaryAnswer) -> SummaryAnswer:
    return item.model_copy(update={"text": " ".join(item.evidence[0].text.split()), "evidence": item.evidence[:1]})


def _summary_problem(item: SummaryAnswer) -> str | None:
    evidence = " ".join(span.text for span in item.evidence)
    if item.text == " ".join(evidence.split()):
        return None
    if item.text.rstrip("\"'”’»)")[-1:] not in {".", "!", "?", "…"}:
        return "it is no whole sentence"
    return _unsupported(item.text, evidence)
