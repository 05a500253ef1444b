"""References and disputes: the laws and treaties named, and the statements that cannot all be true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.gold.labels import choices
from summarizer.gold.places import find_words
from summarizer.scoring.case import mask_of_span
from summarizer.scoring.likeness import content_words, fold, same_words, word_dice
from summarizer.scoring.rules import Rules, judge_field, judge_set
from summarizer.scoring.telling import cites
from summarizer.scoring.verdicts import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from summarizer.gold.labels import GoldDispute, GoldReference
    from summarizer.schemas.news import Dispute, Reference
    from summarizer.scoring.case import Case
    from summarizer.scoring.verdicts import FieldVerdict, SectionScore

__all__ = ["dispute_rules", "reference_rules"]

_FLOOR = 0.5
_OF_NAME, _OF_PLACE = 0.8, 0.2


def reference_rules(case: Case) -> Rules[GoldReference, Reference]:
    """How references are judged: alike by the words of the name."""
    labelled, text = case.labelled, case.labelled.text

    def likeness(label: GoldReference, item: Reference) -> float:
        given = content_words(item.name)
        name = max(word_dice(content_words(one), given) for one in choices(label.name))
        if not name:
            return 0.0
        cited = [mask_of_span(span, text) for span in item.evidence]
        return _OF_NAME * name + _OF_PLACE * cites(labelled.all_masks(label.evidence), cited)

    return Rules(
        section="references",
        floor=_FLOOR,
        labels=labelled.gold.references,
        items=case.brief.references,
        likeness=likeness,
        fields=_reference_fields,
        touches=lambda trap, item: (
            any(fold(one) == fold(item.name) for one in choices(trap.name))
            and bool(cites(labelled.all_masks(trap.evidence), [mask_of_span(span, text) for span in item.evidence]))
        ),
        label_id=lambda label: choices(label.name)[0],
        item_id=lambda item: item.name,
        show_label=lambda label: choices(label.name)[0],
        show_item=lambda item: item.name,
        label_spans=lambda label: find_words(text, label.evidence[0])[:1],
        item_spans=lambda item: tuple((span.start, span.end) for span in item.evidence),
    )


def _reference_fields(label: GoldReference, item: Reference) -> Iterator[FieldVerdict]:
    yield judge_field("name", choices(label.name), item.name, lambda given, wanted: fold(given) == fold(wanted))
    yield judge_field("year", choices(label.year), item.year, lambda given, wanted: given == wanted)
    yield judge_field("body", choices(label.body), item.body, same_words)


def dispute_rules(case: Case, statements: SectionScore) -> Rules[GoldDispute, Dispute]:
    """How disputes are judged: alike by the statements that stand on either side.

    Args:
        case: the brief and its gold.
        statements: the pairs of statements, by which the brief's ids are read.
    """
    paired: Mapping[str, str] = {
        verdict.item: verdict.label
        for verdict in statements.verdicts
        if verdict.outcome in {Outcome.FOUND, Outcome.EXCUSED}
    }

    def in_gold(ids: tuple[str, ...]) -> list[str]:
        return sorted({paired.get(unit, f"{unit} of the brief") for unit in ids})

    def likeness(label: GoldDispute, item: Dispute) -> float:
        wanted = frozenset((*label.asserted_by, *label.denied_by))
        return word_dice(wanted, frozenset(in_gold((*item.asserted_by, *item.denied_by))))

    def fields(label: GoldDispute, item: Dispute) -> Iterator[FieldVerdict]:
        yield judge_set("asserted_by", label.asserted_by, (), in_gold(item.asserted_by))
        yield judge_set("denied_by", label.denied_by, (), in_gold(item.denied_by))

    return Rules(
        section="disputes",
        floor=_FLOOR,
        labels=case.labelled.gold.disputes,
        items=case.brief.disputes,
        likeness=likeness,
        fields=fields,
        touches=lambda trap, item: likeness(trap, item) > 0,
        label_id=lambda label: label.proposition,
        item_id=lambda item: item.proposition,
        show_label=lambda label: label.proposition,
        show_item=lambda item: item.proposition,
        label_spans=lambda _: (),
        item_spans=lambda _: (),
    )
