"""The summary: which facts it tells, and whether what it cites bears it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.gold.facts import has_stem, holds_stems
from summarizer.gold.labels import choices
from summarizer.gold.places import find_words
from summarizer.scoring.verdicts import Counts, ItemVerdict, Outcome, SectionScore

if TYPE_CHECKING:
    from summarizer.gold.labels import GoldFact
    from summarizer.schemas.news import SummarySentence
    from summarizer.scoring.case import Case

__all__ = ["judge_summary"]

_MOST_SENTENCES = 4


def judge_summary(case: Case) -> SectionScore:
    """Judge the summary by the facts that the gold wants told.

    A fact is told by a sentence that holds all the fact's stems and is borne out by what it cites. Each wanted
    fact told counts as true, each other as missed, and each sentence that tells no fact at all as false; so does
    one that falls into a trap, and any after the fourth, or after as many as there are wanted facts.
    """
    gold = case.labelled.gold.summary
    sentences = case.brief.summary
    most = max(_MOST_SENTENCES, sum(not fact.optional for fact in gold.facts))
    faults = case.faults
    counted = [index for index, fault in enumerate(faults) if index < most and not fault]
    tellers = {
        number: [index for index in counted if holds_stems(sentences[index].text, fact)]
        for number, fact in enumerate(gold.facts)
    }
    useful = {index for found in tellers.values() for index in found}
    verdicts = [
        _of_fact(case, fact, [sentences[index] for index in tellers[number]])
        for number, fact in enumerate(gold.facts)
        if tellers[number] or not fact.optional
    ]
    for index, sentence in enumerate(sentences):
        trap = _sprung(case, sentence)
        if index not in useful or trap:
            verdicts.append(_of_sentence(index, sentence, faults[index], trap))
    outcomes = [verdict.outcome for verdict in verdicts]
    counts = Counts(outcomes.count(Outcome.FOUND), outcomes.count(Outcome.INVENTED), outcomes.count(Outcome.MISSED))
    return SectionScore("summary", counts, {}, tuple(verdicts))


def _sprung(case: Case, sentence: SummarySentence) -> str | None:
    for trap in case.labelled.gold.summary.forbidden:
        if all(has_stem(sentence.text, word) for word in trap.words):
            return trap.why
    return None


def _of_fact(case: Case, fact: GoldFact, tellers: list[SummarySentence]) -> ItemVerdict:
    place = find_words(case.labelled.text, fact.evidence[0])[:1]
    if not tellers:
        stems = ", ".join(" or ".join(choices(stems)) for stems in fact.words)
        why = f"no supported sentence holds all of: {stems}"
        return ItemVerdict("summary", Outcome.MISSED, fact.fact, "", fact.fact, "", 0.0, why, spans=place)
    outcome = Outcome.EXCUSED if fact.optional else Outcome.FOUND
    spans = (*place, *((span.start, span.end) for span in tellers[0].evidence))
    why = "the sentence holds all its stems, and its evidence bears it out"
    return ItemVerdict(
        "summary", outcome, fact.fact, tellers[0].text, fact.fact, tellers[0].text, 1.0, why, spans=spans
    )


def _of_sentence(index: int, sentence: SummarySentence, fault: str | None, trap: str | None) -> ItemVerdict:
    return ItemVerdict(
        section="summary",
        outcome=Outcome.INVENTED,
        label="",
        item=f"sentence {index + 1}",
        wanted="",
        given=sentence.text,
        likeness=0.0,
        why=fault or ("it fell into a trap" if trap else "it tells none of the facts, or comes after enough others"),
        trap=trap,
        spans=tuple((span.start, span.end) for span in sentence.evidence),
    )
