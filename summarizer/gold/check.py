"""What is wrong with a gold file: words that the article does not hold, ids of nothing, items given twice."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

from summarizer.gold.facts import holds_stems
from summarizer.gold.labels import Place, choices
from summarizer.gold.places import find_chrome, find_words, occurrences, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summarizer.gold.labels import GoldArticle, GoldItem, Words

__all__ = ["find_problems"]

_MOST_SHOWN = 70


def find_problems(gold: GoldArticle, text: str) -> list[str]:
    """Say what is wrong with the labels of an article.

    Args:
        gold: the labels.
        text: the article's text.

    Returns:
        A line for each problem: which item, what is the matter. Empty where the labels can be used.
    """
    if hashlib.sha256(text.encode()).hexdigest() != gold.sha256:
        return ["sha256: the labels are of another text"]
    return [
        *_misquoted(gold, text),
        *_misnamed(gold, text),
        *_unknown_ids(gold),
        *_given_twice(gold, text),
        *_said_twice(gold),
        *_contradictory(gold),
        *_chrome_problems(gold, text),
        *_untold(gold),
    ]


def _items(gold: GoldArticle) -> Iterator[tuple[str, GoldItem]]:
    """Every item with the name that messages give it."""
    sections: tuple[tuple[str, tuple[GoldItem, ...]], ...] = (
        ("entities", gold.entities),
        ("dates", gold.dates),
        ("statements", gold.statements),
        ("events", gold.events),
        ("figures", gold.figures),
        ("references", gold.references),
        ("disputes", gold.disputes),
        ("summary.facts", gold.summary.facts),
        ("chrome", gold.chrome),
    )
    for section, items in sections:
        for number, item in enumerate(items, 1):
            yield f"{section}/{getattr(item, 'id', number)}", item


def _quoted(gold: GoldArticle) -> Iterator[tuple[str, Words]]:
    """All that is said to be copied from the article, with the item that says so."""
    for where, item in _items(gold):
        for field in ("text", "quotes", "evidence", "speaker_text", "cue"):
            value = getattr(item, field, None)
            if value is None:
                continue
            for words in value if isinstance(value, tuple) else choices(value):
                if words is not None:
                    yield f"{where}.{field}", words


def _misquoted(gold: GoldArticle, text: str) -> Iterator[str]:
    for where, words in _quoted(gold):
        yield from (f"{where}: {problem}" for problem in _out_of_place(words, text))


def _out_of_place(words: Words, text: str) -> Iterator[str]:
    if isinstance(words, Place):
        holders = len(occurrences(text, words.within))
        if holders != 1:
            yield f"`within` stands {holders} times in the article: {_short(words.within)}"
        elif words.within.count(words.text) != 1:
            yield f"`within` holds {_short(words.text)} {words.within.count(words.text)} times"
    elif not find_words(text, words):
        yield f"not in the article: {_short(words)}{_hint(words, text)}"


def _hint(words: str, text: str) -> str:
    known = next((at for at in range(len(words), 0, -1) if words[:at] in text), 0)
    return f"; it is up to {_short(words[:known][-30:])}" if known > len(words) // 4 else ""


def _misnamed(gold: GoldArticle, text: str) -> Iterator[str]:
    about = gold.about
    named = [("about.title", form) for form in choices(about.title)]
    named += [("about.publisher", form) for form in choices(about.publisher)]
    named += [("about.authors", form) for form in about.authors]
    for entity in gold.entities:
        forms = (*choices(entity.name), *entity.aliases, *entity.optional_aliases, *entity.forbidden_aliases)
        named += [(f"entities/{entity.id}", form) for form in forms]
    for where, form in named:
        if form is not None and form not in text:
            yield f"{where}: not in the article: {_short(form)}"


def _unknown_ids(gold: GoldArticle) -> Iterator[str]:
    entities, dates, statements = (
        {item.id for item in items} for items in (gold.entities, gold.dates, gold.statements)
    )
    fields = (
        *((name, entities) for name in ("speaker", "reported_by", "according_to")),
        *((name, entities) for name in ("participants", "optional_participants")),
        *((name, dates) for name in ("date", "as_of")),
        *((name, statements) for name in ("asserted_by", "denied_by")),
    )
    for where, item in _items(gold):
        for field, known in fields:
            value = getattr(item, field, None)
            for named in value if isinstance(value, tuple) else choices(value):
                if named is not None and named not in known:
                    yield f"{where}.{field}: there is no {named!r}"


def _given_twice(gold: GoldArticle, text: str) -> Iterator[str]:
    for section in (gold.entities, gold.dates, gold.statements, gold.events):
        for unit, count in Counter(item.id for item in section).items():
            if count > 1:
                yield f"{unit}: {count} items have this id"
    for name, places in (
        ("dates", [(item.id, find_words(text, item.text)) for item in gold.dates if not item.forbidden]),
        ("figures", [(words_of(f.text), find_words(text, f.text)) for f in gold.figures if not f.forbidden]),
    ):
        holders: dict[object, str] = {}
        for unit, ranges in places:
            for place in ranges:
                if place in holders:
                    yield f"{name}/{unit}: stands where {_short(holders[place])} does; say `within`"
                holders[place] = unit
    forms = Counter(
        form for entity in gold.entities if not entity.forbidden for form in _forms(entity.name, entity.aliases)
    )
    for form, count in forms.items():
        if count > 1:
            yield f"entities: {_short(form)} is a form of {count} entities; keep it with one, or make it optional"


def _said_twice(gold: GoldArticle) -> Iterator[str]:
    """Items that are wanted and that nothing but the id tells apart."""
    wanted: tuple[tuple[str, tuple[GoldItem, ...]], ...] = (
        ("statements", gold.statements),
        ("events", gold.events),
        ("references", gold.references),
    )
    for section, items in wanted:
        same = Counter(
            item.model_dump_json(exclude={"id", "why"}) for item in items if not (item.optional or item.forbidden)
        )
        for item in items:
            if same[item.model_dump_json(exclude={"id", "why"})] > 1:
                yield f"{section}/{getattr(item, 'id', '')}: another item says the same"


def _forms(name: object, aliases: Iterable[str]) -> set[str]:
    return {*(str(form) for form in choices(name)), *aliases}


def _contradictory(gold: GoldArticle) -> Iterator[str]:
    for where, item in _items(gold):
        if item.optional and item.forbidden:
            yield f"{where}: both optional and forbidden"
    for entity in gold.entities:
        own = {*choices(entity.name), *entity.aliases, *entity.optional_aliases}
        for form in own & {*entity.forbidden_aliases}:
            yield f"entities/{entity.id}: {_short(form)} is both right and forbidden"
    for date in gold.dates:
        for start, end in zip(choices(date.start), choices(date.end), strict=False):
            if (start is None) != (end is None) or (start and end and start > end):
                yield f"dates/{date.id}: start and end do not go together"


def _chrome_problems(gold: GoldArticle, text: str) -> Iterator[str]:
    for number, item in enumerate(gold.chrome, 1):
        if (item.text is None) == (item.start is None) or (item.start is None) != (item.end is None):
            yield f"chrome/{number}: give either `text`, or `start` and `end`"
        elif item.text is None and not find_chrome(text, [item]):
            yield f"chrome/{number}: no stretch from {_short(item.start or '')} to {_short(item.end or '')}"


def _untold(gold: GoldArticle) -> Iterator[str]:
    for number, fact in enumerate(gold.summary.facts, 1):
        if not any(holds_stems(words_of(words), fact) for words in fact.evidence):
            yield f"summary.facts/{number}: none of its evidence holds all its stems, so quoting it would not do"


def _short(words: str) -> str:
    shown = repr(words)
    return shown if len(shown) <= _MOST_SHOWN else f"{shown[: _MOST_SHOWN - 1]}…"
