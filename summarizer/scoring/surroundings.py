"""What stands around the body: the chrome, and what the text says about the article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.gold.labels import choices
from summarizer.gold.places import find_chrome
from summarizer.scoring.likeness import fold, mask_of
from summarizer.scoring.rules import judge_field, judge_set
from summarizer.scoring.verdicts import Counts, ItemVerdict, Outcome, SectionScore

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.scoring.case import Case
    from summarizer.scoring.likeness import Mask
    from summarizer.scoring.verdicts import FieldVerdict

__all__ = ["judge_about", "judge_chrome"]


def judge_about(case: Case) -> SectionScore:
    """Judge title, publisher, authors and date of publication, each as an item of its own."""
    gold, given = case.labelled.gold.about, case.brief.article
    fields = (
        judge_field("title", choices(gold.title), given.title, lambda one, other: fold(one) == fold(other)),
        judge_field("publisher", choices(gold.publisher), given.publisher, lambda one, other: fold(one) == fold(other)),
        judge_set("authors", sorted(map(fold, gold.authors)), (), sorted(map(fold, given.authors))),
        judge_field("published", choices(gold.published), given.published, lambda one, other: one == other),
    )
    verdicts = tuple(_as_item(field) for field in fields if field.counts != Counts())
    counts = sum((field.counts for field in fields), Counts())
    return SectionScore("about", counts, {field.name: field.counts for field in fields}, verdicts)


def _as_item(field: FieldVerdict) -> ItemVerdict:
    outcome = Outcome.FOUND if field.counts.true else Outcome.MISSED if field.counts.missed else Outcome.INVENTED
    return ItemVerdict(
        section="about",
        outcome=outcome,
        label=field.name if outcome is not Outcome.INVENTED else "",
        item=field.name if field.counts.true or field.counts.false else "",
        wanted=field.wanted,
        given=field.given,
        likeness=float(outcome is Outcome.FOUND),
        why=f"{field.outcome}: {field.wanted} is right",
        fields=(field,),
    )


def judge_chrome(case: Case) -> SectionScore:
    """Judge the chrome in characters, white space not counted; optional chrome counts neither way.

    A verdict stands for each line of the article that is wrong in part or as a whole.
    """
    text = case.labelled.text
    wanted, free = case.labelled.chrome
    given = mask_of((piece.span.start, piece.span.end) for piece in case.brief.chrome)
    counted = case.labelled.visible & ~free
    verdicts = [
        *_lines(text, wanted & ~given & counted, Outcome.MISSED),
        *_lines(text, given & ~wanted & counted, Outcome.INVENTED),
    ]
    counts = Counts(
        (wanted & given & counted).bit_count(),
        (given & ~wanted & counted).bit_count(),
        (wanted & ~given & counted).bit_count(),
    )
    return SectionScore("chrome", counts, {"reason": _reasons(case)}, tuple(verdicts))


def _reasons(case: Case) -> Counts:
    """How many pieces of chrome are given with a reason that the label at their place has."""
    text, right, wrong = case.labelled.text, 0, 0
    labels = [(mask_of(find_chrome(text, [item])), item) for item in case.labelled.gold.chrome if item.reason]
    for piece in case.brief.chrome:
        here = mask_of([(piece.span.start, piece.span.end)])
        shared, label = max(((mask & here).bit_count(), index) for index, (mask, _) in enumerate([*labels, (0, None)]))
        if shared:
            reason = labels[label][1].reason
            known = reason is not None and piece.reason in choices(reason)
            right, wrong = right + known, wrong + (not known)
    return Counts(right, wrong, wrong)


def _lines(text: str, mask: Mask, outcome: Outcome) -> Iterator[ItemVerdict]:
    if not mask:
        return
    start = 0
    for line in text.splitlines(keepends=True):
        end = start + len(line)
        if (mask >> start) & ((1 << len(line)) - 1):
            missed = outcome is Outcome.MISSED
            yield ItemVerdict(
                section="chrome",
                outcome=outcome,
                label=f"{line.strip()}@{start}" if missed else "",
                item="" if missed else f"{line.strip()}@{start}",
                wanted=line.strip() if missed else "",
                given="" if missed else line.strip(),
                likeness=0.0,
                why="chrome that was left in" if missed else "article that was taken for chrome",
                spans=((start, end),),
            )
        start = end
