"""Who says each quotation: six ways to ask a model."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from evals.benchmarks.levers.bench import WHOLE, Bench, Instead, Put, begin, one_each, one_of, row
from summarizer.entities import match_name
from summarizer.gold.labels import choices
from summarizer.gold.places import find_words
from summarizer.interview import Interview, Style
from summarizer.model import Model, Question, Reply, Usage
from summarizer.news.asks import Asks
from summarizer.news.rules import speaker_name
from summarizer.news.statements import Candidate, find_candidates
from summarizer.opening import open_model
from summarizer.schemas.news import EntityKind
from summarizer.scoring.case import Labelled, is_named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.analysis import Analysis


class AboutAll(Asks):
    """Asks who says each quotation, also those whose speaker rules know."""

    def _needs_a_speaker(self, candidate: Candidate) -> bool:
        return bool(candidate.quotations)


@dataclass(frozen=True, slots=True)
class SpeakerWay:
    """One way to ask who speaks."""

    name: str
    guess: bool = False
    before: bool = True
    focus: int = 500
    only_names: bool = False


SPEAKER_WAYS = (
    SpeakerWay("as it is"),
    SpeakerWay("without the paragraphs before", before=False),
    SpeakerWay("the whole article at once", focus=WHOLE),
    SpeakerWay("only the article's names allowed", only_names=True),
    SpeakerWay("the rules' guess offered", guess=True),
    SpeakerWay("the rules' guess, the whole article at once", guess=True, focus=WHOLE),
)


def only(names: Sequence[str]) -> Put:
    """Allow these answers and no others."""
    allowed = one_of(names)

    async def put(model: Model, question: Question[Any]) -> Reply[Any]:
        reply = await model.ask(replace(question, answer=one_each(question.ids, allowed)))
        return Reply(question.answer.model_validate(reply.answer.model_dump(mode="json")), reply.usage)

    return put


def speakers_wanted(labelled: Labelled, analysis: Analysis) -> dict[str, frozenset[str]]:
    """For each quotation whose speaker gold names, by its id, every form of the names that are right."""
    wanted: dict[str, frozenset[str]] = {}
    for unit in analysis.quotations:
        for label in labelled.gold.statements:
            places = [place for words in label.quotes for place in find_words(labelled.text, words)]
            named = [one for one in choices(label.speaker) if one is not None]
            if named and not label.forbidden and any(unit.start <= start < unit.end for start, _ in places):
                forms = frozenset[str]().union(*(labelled.entities[one] for one in named))
                wanted[unit.id] = wanted.get(unit.id, frozenset()) | forms
    return wanted


def is_speaker(analysis: Analysis, given: str, right: frozenset[str]) -> bool:
    """Whether a name that was given is one of the right ones, in any spelling that the article uses."""
    index = match_name(given, analysis.entities)
    entity = analysis.entities[index] if index is not None else None
    forms = {given} if entity is None else {given, entity.name, *entity.aliases}
    return any(is_named(form, right, titled=True) for form in forms)


async def speakers(bench: Bench) -> None:
    """Who says each quotation: what the model answers, before rules correct it."""
    begin("Speakers of quotations", "right", "right by rules")
    cases = bench.cases
    for way in SPEAKER_WAYS:
        model = open_model(bench.settings(reasks=0))
        right = by_rules = total = 0
        usage = Usage()
        for labelled, analysis in cases:
            wanted = speakers_wanted(labelled, analysis)
            candidates = tuple(find_candidates(analysis))
            answers, spent = await _ask_speakers(model, analysis, candidates, way)
            usage += spent
            for one in (one for one in candidates if one.quotations and one.asked_as in wanted):
                total += 1
                right += is_speaker(analysis, answers.get(one.asked_as, ""), wanted[one.asked_as])
                by_rules += is_speaker(analysis, speaker_name(analysis, one) or "", wanted[one.asked_as])
        await model.aclose()
        row(way.name, (f"{right} of {total}", str(by_rules)), usage)


async def _ask_speakers(
    model: Model, analysis: Analysis, candidates: tuple[Candidate, ...], way: SpeakerWay
) -> tuple[dict[str, str], Usage]:
    names = [entity.name for entity in analysis.entities if entity.kind is not EntityKind.PLACE]
    asking = Instead(model, only(names)) if way.only_names else model
    style = Style("news", ids_in_schema=True, example_first=True, max_tokens=900, asks_again=False)
    interview = Interview(asking, style, analysis.article.id, analysis.article.source)
    asks = AboutAll(analysis, candidates, (), window=WHOLE, focus=way.focus, context=800)
    guesses = {one.asked_as: speaker_name(analysis, one) or "" for one in reversed(candidates)}
    answers: dict[str, str] = {}
    for ask in asks.speakers():
        asked = tuple(replace(one, hint=_with(guesses[one.id], one.hint)) if way.guess else one for one in ask.asked)
        put = replace(ask, asked=asked, before=ask.before if way.before else "", problem=lambda _: None)
        answers |= {answer.id: answer.speaker for answer in await interview.put(put)}
    return answers, interview.usage


def _with(guess: str, mention: str) -> str:
    """A hint that the template shows as “he”, perhaps “Ana Torres”."""
    return f"{mention}”, perhaps “{guess}" if mention and guess and guess != mention else mention or guess
