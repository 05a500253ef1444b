"""Entities: who is named, under which names."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from summarizer.gold.labels import choices
from summarizer.gold.places import find_words
from summarizer.scoring.case import forms_of_entity, forms_of_label, is_named
from summarizer.scoring.likeness import fold, same_words
from summarizer.scoring.rules import Rules, judge_field, judge_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.gold.labels import GoldEntity
    from summarizer.schemas.news import Entity
    from summarizer.scoring.case import Case
    from summarizer.scoring.verdicts import FieldVerdict

__all__ = ["entity_rules", "forbidden_forms"]

_FLOOR = 0.3
_OF_NAME = 0.6


def entity_rules(case: Case) -> Rules[GoldEntity, Entity]:
    """How entities are judged: alike by the forms of the name, most of all by the name itself."""
    people = case.labelled.people
    right = {label.id: forms_of_label(label) for label in case.labelled.gold.entities}
    given = {id(entity): forms_of_entity(entity) for entity in case.brief.entities}
    names = {id(entity): fold(entity.name) for entity in case.brief.entities}

    def likeness(label: GoldEntity, entity: Entity) -> float:
        shared = len(right[label.id] & given[id(entity)])
        if not shared and label.id not in people:
            return 0.0
        named = is_named(names[id(entity)], right[label.id], titled=label.id in people)
        if not shared and not named:
            return 0.0
        return _OF_NAME * named + (1 - _OF_NAME) * shared / len(given[id(entity)])

    return Rules(
        section="entities",
        floor=_FLOOR,
        labels=case.labelled.gold.entities,
        items=case.brief.entities,
        likeness=likeness,
        fields=_fields,
        touches=lambda trap, entity: names[id(entity)] in right[trap.id],
        label_id=lambda label: label.id,
        item_id=lambda entity: entity.id,
        show_label=lambda label: str(choices(label.name)[0]),
        show_item=lambda entity: entity.name,
        label_spans=lambda label: _mentions(case.labelled.text, (*choices(label.name), *label.aliases)),
        item_spans=lambda entity: tuple((span.start, span.end) for span in entity.mentions),
    )


def _fields(label: GoldEntity, entity: Entity) -> Iterator[FieldVerdict]:
    yield judge_field("name", choices(label.name), entity.name, lambda given, wanted: fold(given) == fold(wanted))
    yield judge_field("kind", choices(label.kind), entity.kind, lambda given, wanted: given == wanted)
    yield judge_field("role", choices(label.role), entity.role, same_words)
    yield judge_field("affiliation", choices(label.affiliation), entity.affiliation, same_words)
    named = {*map(fold, choices(label.name)), fold(entity.name)}
    yield judge_set(
        "aliases",
        sorted({fold(form) for form in label.aliases} - named),
        sorted({fold(form) for form in (*label.optional_aliases, *choices(label.name))}),
        sorted({fold(form) for form in entity.aliases} - named),
    )


@lru_cache(maxsize=4_096)
def _mentions(text: str, forms: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """Where any form of the name stands, a shorter one inside of a longer one left out."""
    found: list[tuple[int, int]] = []
    for form in sorted({*forms}, key=len, reverse=True):
        found += [
            (start, end)
            for start, end in find_words(text, form)
            if not any(low <= start and end <= high for low, high in found)
        ]
    return tuple(sorted(found))


def forbidden_forms(label: GoldEntity, entity: Entity) -> list[str]:
    """Forms that the brief gives to an entity and that belong to somebody else."""
    forbidden = set(map(fold, label.forbidden_aliases))
    return [form for form in (entity.name, *entity.aliases) if fold(form) in forbidden]
