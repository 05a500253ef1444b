"""Labels made of what a brief gives, where somebody has decided that it is right."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from typing import TYPE_CHECKING

from summarizer.errors import GoldError
from summarizer.evaluation.translation import item_of, pointed
from summarizer.gold.facts import has_stem
from summarizer.gold.labels import choices
from summarizer.schemas.news import Entity, Event, Statement, SummarySentence
from summarizer.scoring.case import is_exact
from summarizer.scoring.likeness import content_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.evaluation.translation import Item, Translation
    from summarizer.gold.labels import GoldArticle
    from summarizer.gold.written import Value
    from summarizer.scoring.verdicts import ItemVerdict

__all__ = ["Label", "new_labels"]

Label = dict[str, "Value"]
"""A label as it is written: its fields that say something."""

_FIELDS = {
    "entities": ("name", "kind", "role", "affiliation"),
    "dates": ("text", "start", "end", "precision"),
    "statements": (
        *("speaker", "speaker_text", "cue", "reported_by", "manner", "stance"),
        *("claim", "quotes", "venue", "date", "evidence"),
    ),
    "events": ("description", "status", "date", "place", "participants", "according_to", "evidence"),
    "figures": ("text", "minimum", "maximum", "qualifier", "unit", "measures", "according_to", "as_of"),
    "references": ("name", "year", "body", "evidence"),
    "disputes": ("proposition", "asserted_by", "denied_by"),
}
_MAY_LACK = frozenset({"speaker", "speaker_text", "cue", "reported_by", "date", "according_to", "as_of"})
_HAS_ID = frozenset({"entities", "dates", "statements", "events"})
_LONGEST_ID = 40
_WORDS_IN_ID = 3
_STEMS = 3


def new_labels(verdict: ItemVerdict, translation: Translation) -> list[Label]:
    """Labels for an item of a brief that the gold lacks: one, or for a line of chrome each piece of it.

    Who and when are left out where the gold lacks the entity or the date.

    Raises:
        GoldError: the item cannot be said in terms of the gold.
    """
    if verdict.section == "chrome":
        return _chrome(verdict, translation)
    item = item_of(translation.case.brief, verdict)
    if isinstance(item, SummarySentence):
        return [_fact(item, translation)]
    label: Label = {}
    if verdict.section in _HAS_ID:
        label["id"] = _new_id(_readable(item, translation), translation.gold)
    label |= _said(verdict.section, item, translation)
    if isinstance(item, Entity):
        label |= _aliases(item, translation)
    return [label]


def _said(section: str, item: Item, translation: Translation) -> Label:
    label: Label = {}
    for name in _FIELDS[section]:
        try:
            value = _known_participants(item, translation) if name == "participants" else translation.value(name, item)
        except GoldError:
            if name not in _MAY_LACK:
                raise
            continue
        if value is not None and value != []:
            label[name] = value
    return label


def _aliases(entity: Entity, translation: Translation) -> Label:
    """The forms of the name that stand in the article; those that others have too are optional."""
    forms = [form for form in dict.fromkeys(entity.aliases) if form != entity.name and form in translation.text]
    taken = {
        form
        for label in translation.gold.entities
        if not label.forbidden
        for form in (*choices(label.name), *label.aliases)
    }
    sorts = {
        "aliases": [form for form in forms if form not in taken],
        "optional_aliases": [form for form in forms if form in taken],
    }
    return {name: several for name, several in sorts.items() if several}


def _known_participants(event: Item, translation: Translation) -> list[Value]:
    """Those who take part that the gold has too."""
    found: list[Value] = []
    for unit in event.participants if isinstance(event, Event) else ():
        with suppress(GoldError):
            one = translation.entity(unit)
            found += [one] if one not in found else []
    return found


def _chrome(verdict: ItemVerdict, translation: Translation) -> list[Label]:
    start, end = verdict.spans[0]
    text, labels = translation.text, list[Label]()
    for piece in translation.case.brief.chrome:
        first, last = max(start, piece.span.start), min(end, piece.span.end)
        words = text[first:last]
        if words.strip():
            first += len(words) - len(words.lstrip())
            labels.append({"text": pointed(text, first, first + len(words.strip())), "reason": piece.reason})
    return labels


def _fact(sentence: SummarySentence, translation: Translation) -> Label:
    """A fact told by a sentence, known by its rarest stems that its evidence holds: to be read over by hand."""
    rests_on = [span for span in sentence.evidence if is_exact(span, translation.text)]
    if not rests_on:
        raise GoldError("the sentence cites nothing that is in the article")
    stems = [stem for word in sentence.text.split() for stem in content_words(word) if has_stem(sentence.text, stem)]
    held = max(([stem for stem in dict.fromkeys(stems) if has_stem(span.text, stem)] for span in rests_on), key=len)
    if not held:
        raise GoldError("no single piece of its evidence holds any of the sentence's words")
    whole = translation.text.casefold()
    rarest = sorted(held, key=lambda stem: (whole.count(stem), -len(stem)))[:_STEMS]
    return {
        "fact": sentence.text,
        "words": [stem for stem in held if stem in rarest],
        "evidence": [translation.words(span) for span in rests_on],
    }


def _readable(item: Item, translation: Translation) -> str:
    """A few words that an item is known by."""
    if isinstance(item, Statement):
        speaker = translation.case.name_of(item.speaker) or "nobody"
        return f"{speaker.split()[-1]} {' '.join(_telling_words(item.claim))}"
    if isinstance(item, Event):
        return " ".join(_telling_words(item.description))
    name: object = getattr(item, "name", None) or getattr(item, "text", None)
    return name if isinstance(name, str) else str(getattr(name, "text", ""))


def _telling_words(text: str) -> Iterator[str]:
    words = (word for word in text.split() if content_words(word))
    return (word for word, _ in zip(words, range(_WORDS_IN_ID), strict=False))


def _new_id(words: str, gold: GoldArticle) -> str:
    """A readable id that no label has yet: letters, digits and underscores, a letter first."""
    ascii_only = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"[^a-z0-9]+", "_", ascii_only).strip("_")[:_LONGEST_ID].strip("_")
    if not plain[:1].isalpha():
        plain = f"n_{plain}".strip("_")
    taken = {item.id for items in (gold.entities, gold.dates, gold.statements, gold.events) for item in items}
    number = 1
    unit = plain
    while unit in taken:
        number += 1
        unit = f"{plain}_{number}"
    return unit
