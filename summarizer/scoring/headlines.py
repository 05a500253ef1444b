"""The numbers that people look at first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.gold.labels import choices
from summarizer.gold.places import words_of
from summarizer.schemas.news import Entity
from summarizer.schemas.spans import Span
from summarizer.scoring.case import forms_of_entity, is_exact, mask_of_span
from summarizer.scoring.entities import forbidden_forms
from summarizer.scoring.likeness import fold
from summarizer.scoring.pairing import pair
from summarizer.scoring.telling import union
from summarizer.scoring.verdicts import FieldOutcome, Headline, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic import BaseModel

    from summarizer.gold.labels import GoldStatement, Words
    from summarizer.scoring.case import Case
    from summarizer.scoring.likeness import Mask
    from summarizer.scoring.verdicts import SectionScore

__all__ = ["ERRORS", "headlines"]

ERRORS = frozenset(
    {
        "altered quotations",
        "items pointing at nothing",
        "invented items",
        "forbidden items given",
        "summary sentences not supported",
    }
)
"""Headlines that count what is wrong: none is best."""

_FOUND = 0.8


def headlines(case: Case, sections: Mapping[str, SectionScore]) -> dict[str, Headline]:
    """The headline numbers of one brief, by name."""
    return {
        **_of_quotations(case),
        "altered quotations": _altered(case),
        "items pointing at nothing": _pointing_at_nothing(case),
        "invented items": _invented(sections),
        "forbidden items given": _forbidden(case, sections),
        "null when absent": _null_when_absent(sections),
        "dates right": _dates_right(sections["dates"]),
        "summary sentences not supported": _not_supported(case),
        "must-have facts covered": _covered(sections["summary"]),
    }


def _of_quotations(case: Case) -> dict[str, Headline]:
    """Each quoted piece of the gold that is wanted: whether a statement quotes it, and whose it is then."""
    labels = [label for label in case.labelled.gold.statements if not label.forbidden]
    pieces = [(label, words) for label in labels if not label.optional for words in label.quotes]
    given = _quoted(
        case, union(mask for label in labels for words in label.quotes for mask in case.labelled.masks(words))
    )
    matrix = [[_quotes(case, label, words, mask, speaker) for mask, speaker in given] for label, words in pieces]
    pairs = pair(matrix, _FOUND, len(given)).pairs
    lost = tuple(words_of(words) for row, (_, words) in enumerate(pieces) if row not in pairs)
    mistaken = tuple(
        f"{case.name_of(given[column][1]) or 'nobody'} for “{words_of(pieces[row][1])}”"
        for row, column in pairs.items()
        if not _is_speaker(case, given[column][1], pieces[row][0])
    )
    return {
        "quotations found": Headline(len(pairs), len(pieces), lost),
        "right speaker among found": Headline(len(pairs) - len(mistaken), len(pairs), mistaken),
    }


def _quoted(case: Case, anything: Mask) -> list[tuple[Mask, str | None]]:
    """What the brief quotes, with the speaker; once for each piece of the gold that it could be.

    A quotation that runs over several pieces of the gold finds each of them. One that is mostly not quoted in the
    article finds none.
    """
    found = []
    for statement in case.brief.statements:
        for span in statement.quotes:
            here = mask_of_span(span, case.labelled.text)
            if here and 2 * (here & anything).bit_count() >= here.bit_count():
                found += [(piece, statement.speaker) for piece in _pieces(case, here)]
    return found


def _pieces(case: Case, here: Mask) -> list[Mask]:
    held = {
        mask
        for label in case.labelled.gold.statements
        for words in label.quotes
        for mask in case.labelled.masks(words)
        if (here & mask).bit_count() >= _FOUND * mask.bit_count()
    }
    return sorted(held)


def _quotes(case: Case, label: GoldStatement, words: Words, mask: Mask, speaker: str | None) -> float:
    """1 where the words are quoted there and by their speaker, a little less where by another."""
    if mask not in case.labelled.masks(words):
        return 0.0
    return 1.0 if _is_speaker(case, speaker, label) else _FOUND


def _is_speaker(case: Case, given: str | None, label: GoldStatement) -> bool:
    return any(
        given is None if one is None else given is not None and case.same_entity(given, one)
        for one in choices(label.speaker)
    )


def _altered(case: Case) -> Headline:
    quotes = [span for statement in case.brief.statements for span in statement.quotes]
    altered = tuple(span.text for span in quotes if not is_exact(span, case.labelled.text))
    return Headline(len(altered), len(quotes), altered)


def _pointing_at_nothing(case: Case) -> Headline:
    """Items that rest on nothing: no span at all, or one whose words are not the article's at that place."""
    text, brief = case.labelled.text, case.brief
    total = 0
    lost: list[str] = []
    sections = (brief.entities, brief.statements, brief.events, brief.figures, brief.references, brief.summary)
    for section in sections:
        for item in section:
            total += 1
            spans = [span for name in ("mentions", "evidence", "text") for span in _spans(item, name)]
            if not spans or not all(is_exact(span, text) for span in spans) or not _is_mentioned(item):
                lost.append(str(getattr(item, "name", None) or getattr(item, "id", None) or getattr(item, "text", "")))
    return Headline(len(lost), total, tuple(lost))


def _is_mentioned(item: BaseModel) -> bool:
    """Whether the mentions of an entity are forms of its name; true of all else."""
    return not isinstance(item, Entity) or all(fold(span.text) in forms_of_entity(item) for span in item.mentions)


def _spans(item: BaseModel, field: str) -> Iterator[Span]:
    value = getattr(item, field, None)
    for one in value if isinstance(value, tuple) else (value,):
        if isinstance(one, Span):
            yield one


def _invented(sections: Mapping[str, SectionScore]) -> Headline:
    """Items that no label is like, among all items given; chrome is counted apart, in characters."""
    given = [
        verdict
        for name, section in sections.items()
        if name not in {"chrome", "about"}
        for verdict in section.verdicts
        if verdict.outcome is not Outcome.MISSED
    ]
    invented = [verdict for verdict in given if verdict.outcome is Outcome.INVENTED]
    return Headline(len(invented), len(given), tuple(f"{one.section}: {one.given}" for one in invented))


def _forbidden(case: Case, sections: Mapping[str, SectionScore]) -> Headline:
    """Traps that the brief fell into; the total is the number of traps set."""
    gold = case.labelled.gold
    sprung = [
        f"{verdict.section}: {verdict.given} ({verdict.trap})"
        for section in sections.values()
        for verdict in section.verdicts
        if verdict.trap
    ]
    labels = {label.id: label for label in gold.entities}
    for verdict in sections["entities"].verdicts:
        if verdict.outcome in {Outcome.FOUND, Outcome.EXCUSED}:
            forms = forbidden_forms(labels[verdict.label], case.entities[verdict.item])
            sprung += [f"entities: {form} as a name of {verdict.wanted}" for form in forms]
    items = (gold.entities, gold.dates, gold.statements, gold.events, gold.figures, gold.references, gold.disputes)
    traps = sum(item.forbidden for section in items for item in section)
    traps += sum(len(label.forbidden_aliases) for label in gold.entities) + len(gold.summary.forbidden)
    return Headline(len(sprung), max(traps, len(sprung)), tuple(sprung))


def _null_when_absent(sections: Mapping[str, SectionScore]) -> Headline:
    """Fields that the article does not tell, and how many of them were left empty."""
    judged = [
        (verdict, field)
        for section in sections.values()
        for verdict in section.verdicts
        if verdict.outcome is not Outcome.EXCUSED
        for field in verdict.fields
    ]
    empty = sum(field.outcome is FieldOutcome.ABSENT for _, field in judged)
    filled = [
        f"{verdict.section}: {field.name} of {verdict.wanted}: {field.given}"
        for verdict, field in judged
        if field.outcome is FieldOutcome.UNWANTED
    ]
    return Headline(empty, empty + len(filled), tuple(filled))


def _dates_right(dates: SectionScore) -> Headline:
    """Dates given that are the right days, or left open where the article does not say enough."""
    judged = [(verdict, field) for verdict in dates.verdicts for field in verdict.fields if field.name == "days"]
    wrong = tuple(
        f"{verdict.wanted}: {field.given} for {field.wanted}"
        for verdict, field in judged
        if field.outcome not in {FieldOutcome.RIGHT, FieldOutcome.ABSENT}
    )
    return Headline(len(judged) - len(wrong), len(judged), wrong)


def _not_supported(case: Case) -> Headline:
    faults = list(zip(case.brief.summary, case.faults, strict=True))
    bad = tuple(f"{sentence.text} ({fault})" for sentence, fault in faults if fault)
    return Headline(len(bad), len(faults), bad)


def _covered(summary: SectionScore) -> Headline:
    missed = tuple(verdict.wanted for verdict in summary.verdicts if verdict.outcome is Outcome.MISSED)
    return Headline(summary.counts.true, summary.counts.true + summary.counts.missed, missed)
