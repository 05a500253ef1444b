"""How the items of any section are judged, given what is particular to it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from summarizer.gold.labels import GoldItem
from summarizer.scoring.likeness import same_words
from summarizer.scoring.pairing import pair
from summarizer.scoring.verdicts import Counts, FieldOutcome, FieldVerdict, ItemVerdict, Outcome, SectionScore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from summarizer.schemas.news import Date
    from summarizer.scoring.case import Case
    from summarizer.scoring.pairing import Pairing, RunnerUp

__all__ = ["Rules", "judge_date", "judge_entity", "judge_field", "judge_section", "judge_set"]

LabelT = TypeVar("LabelT", bound=GoldItem)
ItemT = TypeVar("ItemT")
GivenT = TypeVar("GivenT")
WantedT = TypeVar("WantedT")

Ranges = tuple[tuple[int, int], ...]

_COUNTS = {
    FieldOutcome.RIGHT: Counts(true=1),
    FieldOutcome.WRONG: Counts(false=1, missed=1),
    FieldOutcome.MISSING: Counts(missed=1),
    FieldOutcome.UNWANTED: Counts(false=1),
    FieldOutcome.ABSENT: Counts(),
}
_TIE = 1e-6
_FREE_TEXT = frozenset({"claim", "description", "measures"})


@dataclass(frozen=True, slots=True)
class Rules(Generic[LabelT, ItemT]):
    """What is particular to a section.

    Attributes:
        section: its name.
        floor: the likeness that a pair must reach, 0 to 1.
        labels: the gold, traps included.
        items: what the brief gives.
        likeness: how alike a label and an item are, 0 to 1.
        fields: the verdicts on the fields of a pair.
        touches: whether an item is about the same place in the article as a trap.
        label_id: what identifies a label, stable between runs.
        item_id: what identifies an item.
        show_label: a label for people, on one line.
        show_item: an item for people, on one line.
        label_spans: where a label stands.
        item_spans: where an item stands.
        parts: for a field that is judged as one, the fields of the label that it is made of.
    """

    section: str
    floor: float
    labels: Sequence[LabelT]
    items: Sequence[ItemT]
    likeness: Callable[[LabelT, ItemT], float]
    fields: Callable[[LabelT, ItemT], Iterable[FieldVerdict]]
    touches: Callable[[LabelT, ItemT], bool]
    label_id: Callable[[LabelT], str]
    item_id: Callable[[ItemT], str]
    show_label: Callable[[LabelT], str]
    show_item: Callable[[ItemT], str]
    label_spans: Callable[[LabelT], Ranges]
    item_spans: Callable[[ItemT], Ranges]
    parts: Mapping[str, frozenset[str]] = field(default_factory=dict)


def judge_section(rules: Rules[LabelT, ItemT]) -> SectionScore:
    """Pair the labels of a section with the items of the brief, and judge each pair field by field.

    A label found counts as true, one missed as missed, an item that no label is like as false. An optional
    label counts nothing either way, and is paired with what the wanted ones leave over. An item that agrees with
    a trap is marked, and still counts as what it otherwise is.
    """
    labels = [label for label in rules.labels if not label.forbidden]
    traps = [label for label in rules.labels if label.forbidden]
    matrix = [[rules.likeness(label, item) for item in rules.items] for label in labels]
    _break_ties(rules, labels, matrix)
    optional = [row for row, label in enumerate(labels) if label.optional]
    pairing = pair(matrix, rules.floor, len(rules.items), last=optional)
    holders = {column: row for row, column in pairing.pairs.items()}
    verdicts = [
        _of_label(rules, labels, row, pairing, traps)
        for row, label in enumerate(labels)
        if row in pairing.pairs or not label.optional
    ]
    verdicts += [
        _of_item(rules, labels, column, pairing, traps) for column in range(len(rules.items)) if column not in holders
    ]
    return SectionScore(rules.section, _count(verdicts), _count_fields(verdicts), tuple(verdicts))


def _break_ties(rules: Rules[LabelT, ItemT], labels: Sequence[LabelT], matrix: list[list[float]]) -> None:
    """Let fields decide between pairs that are equally alike, so that the order of items does not."""
    cells = [
        (row, column, round(value, 9))
        for row, values in enumerate(matrix)
        for column, value in enumerate(values)
        if value >= rules.floor
    ]
    in_row = Counter((row, value) for row, _, value in cells)
    in_column = Counter((column, value) for _, column, value in cells)
    for row, column, value in cells:
        if in_row[row, value] > 1 or in_column[column, value] > 1:
            matrix[row][column] += _TIE * _fields_right(rules, labels[row], rules.items[column])


def _fields_right(rules: Rules[LabelT, ItemT], label: LabelT, item: ItemT) -> float:
    """From 0 to 1; the first field counts most, so that no two combinations weigh the same."""
    good = {FieldOutcome.RIGHT, FieldOutcome.ABSENT}
    return sum(2.0**-place for place, judged in enumerate(rules.fields(label, item), 1) if judged.outcome in good)


def _count(verdicts: Iterable[ItemVerdict]) -> Counts:
    outcomes = [verdict.outcome for verdict in verdicts]
    return Counts(outcomes.count(Outcome.FOUND), outcomes.count(Outcome.INVENTED), outcomes.count(Outcome.MISSED))


def _count_fields(verdicts: Iterable[ItemVerdict]) -> dict[str, Counts]:
    counts: dict[str, Counts] = defaultdict(Counts)
    for verdict in verdicts:
        if verdict.outcome is Outcome.FOUND:
            for judged in verdict.fields:
                counts[judged.name] += judged.counts
    return dict(counts)


def _of_label(
    rules: Rules[LabelT, ItemT],
    labels: Sequence[LabelT],
    row: int,
    pairing: Pairing,
    traps: Sequence[LabelT],
) -> ItemVerdict:
    label, column = labels[row], pairing.pairs.get(row)
    next_best = pairing.rows[row]
    if column is None:
        return ItemVerdict(
            section=rules.section,
            outcome=Outcome.MISSED,
            label=rules.label_id(label),
            item="",
            wanted=rules.show_label(label),
            given="",
            likeness=next_best.likeness if next_best else 0.0,
            why=_why_missed(rules, labels, next_best),
            spans=rules.label_spans(label),
        )
    item = rules.items[column]
    return ItemVerdict(
        section=rules.section,
        outcome=Outcome.EXCUSED if label.optional else Outcome.FOUND,
        label=rules.label_id(label),
        item=rules.item_id(item),
        wanted=rules.show_label(label),
        given=rules.show_item(item),
        likeness=rules.likeness(label, item),
        why=_why_paired(rules, labels, next_best),
        trap=_sprung(rules, traps, item),
        fields=tuple(rules.fields(label, item)),
        spans=(*rules.label_spans(label), *rules.item_spans(item)),
    )


def _of_item(
    rules: Rules[LabelT, ItemT], labels: Sequence[LabelT], column: int, pairing: Pairing, traps: Sequence[LabelT]
) -> ItemVerdict:
    item, next_best = rules.items[column], pairing.columns[column]
    if next_best is None:
        why = "no label is like it"
    elif next_best.likeness < rules.floor:
        near = rules.show_label(labels[next_best.index])
        why = f"the nearest label is like it by {next_best.likeness:.2f}, under the floor of {rules.floor}: {near}"
    else:
        taker = rules.show_item(rules.items[next_best.taken_by]) if next_best.taken_by is not None else "nothing"
        near = rules.show_label(labels[next_best.index])
        why = f"the nearest label ({next_best.likeness:.2f}: {near}) is paired with another item: {taker}"
    return ItemVerdict(
        section=rules.section,
        outcome=Outcome.INVENTED,
        label="",
        item=rules.item_id(item),
        wanted="",
        given=rules.show_item(item),
        likeness=next_best.likeness if next_best else 0.0,
        why=why,
        trap=_sprung(rules, traps, item),
        spans=rules.item_spans(item),
    )


def _why_missed(rules: Rules[LabelT, ItemT], labels: Sequence[LabelT], best: RunnerUp | None) -> str:
    if best is None:
        return "nothing in the brief is like it"
    near = f"the nearest item ({best.likeness:.2f}: {rules.show_item(rules.items[best.index])})"
    if best.likeness < rules.floor:
        return f"{near} is under the floor of {rules.floor}"
    taker = rules.show_label(labels[best.taken_by]) if best.taken_by is not None else "nothing"
    return f"{near} is paired with another label: {taker}"


def _why_paired(rules: Rules[LabelT, ItemT], labels: Sequence[LabelT], best: RunnerUp | None) -> str:
    if best is None:
        return "nothing else is like it"
    other = f"next would be {rules.show_item(rules.items[best.index])} ({best.likeness:.2f})"
    if best.taken_by is not None:
        return f"{other}, which is paired with {rules.show_label(labels[best.taken_by])}"
    return f"{other}, {'under the floor' if best.likeness < rules.floor else 'less alike in all'}"


def _sprung(rules: Rules[LabelT, ItemT], traps: Iterable[LabelT], item: ItemT) -> str | None:
    """Why giving the item is an error: the first trap that it agrees with, in every field that the trap names.

    Free text decides only where the trap names nothing else.
    """
    for trap in traps:
        if not rules.touches(trap, item):
            continue
        judged = [one for one in rules.fields(trap, item) if _names(rules, trap, one.name)]
        telling = [one for one in judged if one.name not in _FREE_TEXT] or judged
        if all(_agrees(one) for one in telling):
            return trap.why or f"forbidden: {rules.show_label(trap)}"
    return None


def _agrees(judged: FieldVerdict) -> bool:
    if judged.name in _FREE_TEXT:
        return same_words(judged.given, judged.wanted)
    return judged.outcome in {FieldOutcome.RIGHT, FieldOutcome.ABSENT}


def _names(rules: Rules[LabelT, ItemT], trap: LabelT, field: str) -> bool:
    """Whether a trap names a field, or a part of it."""
    return bool(rules.parts.get(field, frozenset({field})) & trap.model_fields_set)


def judge_field(
    name: str,
    wanted: Sequence[WantedT | None],
    given: GivenT | None,
    same: Callable[[GivenT, WantedT], bool],
    *,
    show_wanted: str | None = None,
    show_given: str | None = None,
) -> FieldVerdict:
    """Judge one field.

    Args:
        name: the field.
        wanted: the right answers; None among them says that none is right too.
        given: the brief's answer, or None.
        same: whether an answer (first) is the right one (second).
        show_wanted: the right answers for people; the values themselves by default.
        show_given: the answer for people.
    """
    if given is None:
        outcome = FieldOutcome.ABSENT if None in wanted else FieldOutcome.MISSING
    elif any(one is not None and same(given, one) for one in wanted):
        outcome = FieldOutcome.RIGHT
    else:
        outcome = FieldOutcome.UNWANTED if all(one is None for one in wanted) else FieldOutcome.WRONG
    return FieldVerdict(
        name=name,
        outcome=outcome,
        wanted=" or ".join(map(_shown, wanted)) if show_wanted is None else show_wanted,
        given=_shown(given) if show_given is None else show_given,
        counts=_COUNTS[outcome],
    )


def judge_entity(case: Case, name: str, wanted: Sequence[str | None], given: str | None) -> FieldVerdict:
    """Judge a field that names an entity: `wanted` are the gold's ids, `given` is the brief's."""
    return judge_field(name, wanted, given, case.same_entity, show_given=case.name_of(given) or "nobody")


def judge_date(case: Case, name: str, wanted: Sequence[str | None], given: Date | None) -> FieldVerdict:
    """Judge a field that is a date: `wanted` are the gold's ids, `given` is the brief's date."""
    return judge_field(name, wanted, given, case.same_date, show_given=given.text.text if given else None)


def judge_set(name: str, wanted: Sequence[GivenT], allowed: Sequence[GivenT], given: Sequence[GivenT]) -> FieldVerdict:
    """Judge a field of several values: each wanted one given is true, each other one given false unless allowed."""
    right, others = set(wanted), {*wanted, *allowed}
    counts = Counts(true=len(right & {*given}), false=len({*given} - others), missed=len(right - {*given}))
    if not given:
        outcome = FieldOutcome.MISSING if right else FieldOutcome.ABSENT
    elif counts.false:
        outcome = FieldOutcome.WRONG if right else FieldOutcome.UNWANTED
    else:
        outcome = FieldOutcome.MISSING if counts.missed else FieldOutcome.RIGHT
    return FieldVerdict(name, outcome, _listed(wanted), _listed(given), counts)


def _listed(values: Iterable[object]) -> str:
    return ", ".join(sorted({_shown(value) for value in values})) or "nothing"


def _shown(value: object) -> str:
    if value is None:
        return "nothing"
    return value if isinstance(value, str) else str(value)
