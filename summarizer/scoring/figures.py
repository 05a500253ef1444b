"""Figures and dates: which numbers and days, and what they mean."""

from __future__ import annotations

from operator import eq
from typing import TYPE_CHECKING, TypeVar

from summarizer.gold.labels import choices
from summarizer.gold.places import find_words, words_of
from summarizer.scoring.case import mask_of_span
from summarizer.scoring.likeness import content_words, dice, same_unit, same_words, word_dice
from summarizer.scoring.rules import Rules, judge_date, judge_entity, judge_field

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from summarizer.gold.labels import GoldArticle, GoldDate, GoldFigure
    from summarizer.schemas.news import Date, Figure, News
    from summarizer.scoring.case import Case
    from summarizer.scoring.verdicts import FieldVerdict

__all__ = ["date_id", "date_rules", "dates_of", "figure_rules"]

ValueT = TypeVar("ValueT")

_FLOOR = 0.3
_OF_PLACE, _OF_VALUE = 0.7, 0.3
_Bounds = tuple[float | None, float | None]
_Days = tuple["dt.date | None", "dt.date | None"]


def figure_rules(case: Case) -> Rules[GoldFigure, Figure]:
    """How figures are judged: alike by where they stand, and by their value."""
    labelled, text = case.labelled, case.labelled.text
    here = {id(item): mask_of_span(item.text, text) for item in case.brief.figures}

    def likeness(label: GoldFigure, item: Figure) -> float:
        place = max((dice(mask, here[id(item)]) for mask in labelled.masks(label.text)), default=0.0)
        if not place:
            return 0.0
        return _OF_PLACE * place + _OF_VALUE * ((item.minimum, item.maximum) in _bounds(label))

    def fields(label: GoldFigure, item: Figure) -> Iterator[FieldVerdict]:
        yield judge_field(
            "number",
            _bounds(label),
            (item.minimum, item.maximum),
            eq,
            show_wanted=" or ".join(map(_number, _bounds(label))),
            show_given=_number((item.minimum, item.maximum)),
        )
        if label.qualifier is not None:
            yield judge_field("qualifier", choices(label.qualifier), item.qualifier, eq)
        yield judge_field("unit", choices(label.unit), item.unit, same_unit)
        yield judge_field("measures", choices(label.measures), item.measures, _same_measure)
        yield judge_entity(case, "according_to", choices(label.according_to), item.according_to)
        yield judge_date(case, "as_of", choices(label.as_of), item.as_of)

    return Rules(
        section="figures",
        floor=_FLOOR,
        labels=labelled.gold.figures,
        items=case.brief.figures,
        likeness=likeness,
        fields=fields,
        touches=lambda trap, item: any(mask & here[id(item)] for mask in labelled.masks(trap.text)),
        label_id=lambda label: _at(text, label.text),
        item_id=lambda item: item.id,
        show_label=lambda label: words_of(label.text),
        show_item=lambda item: item.text.text,
        label_spans=lambda label: find_words(text, label.text)[:1],
        item_spans=lambda item: ((item.text.start, item.text.end),),
        parts={"number": frozenset({"minimum", "maximum"})},
    )


def _at(text: str, words: object) -> str:
    """What a label of bare words is known by: the words and where they first stand."""
    places = find_words(text, words)  # type: ignore[arg-type]  # Words is an alias that mypy cannot narrow to
    return f"{words_of(words)}@{places[0][0]}" if places else words_of(words)  # type: ignore[arg-type]


def _bounds(label: GoldFigure) -> tuple[_Bounds, ...]:
    return _both(choices(label.minimum), choices(label.maximum))


def _both(lows: tuple[ValueT, ...], highs: tuple[ValueT, ...]) -> tuple[tuple[ValueT, ValueT], ...]:
    """Two ends that belong together: the first with the first where there are as many of both, else each with each."""
    if len(lows) == len(highs):
        return tuple(zip(lows, highs, strict=True))
    return tuple((low, high) for low in lows for high in highs)


def _number(bounds: _Bounds) -> str:
    low, high = ("" if bound is None else f"{bound:,.12g}" for bound in bounds)
    if low == high:
        return low or "no number"
    return f"{low} to {high}" if low and high else f"{low} or more" if low else f"up to {high}"


def _same_measure(given: str, wanted: str) -> bool:
    return same_words(given, wanted) or word_dice(content_words(given), content_words(wanted)) > 0.5


def dates_of(brief: News) -> tuple[Date, ...]:
    """Every date in a brief, once for each place of the article and each way that it is read, in their order."""
    dates = [
        *(statement.date for statement in brief.statements),
        *(event.date for event in brief.events),
        *(figure.as_of for figure in brief.figures),
    ]
    found = {
        (date.text.start, date.text.end, str(date.start), str(date.end), date.precision): date
        for date in dates
        if date is not None
    }
    return tuple(found[reading] for reading in sorted(found))


def date_id(date: Date) -> str:
    """What a date of a brief is known by: its words, where they stand, and how it is read."""
    return f"{date.text.text}@{date.text.start}, {_days((date.start, date.end))}, {date.precision}"


def date_rules(case: Case) -> Rules[GoldDate, Date]:
    """How dates are judged: alike by where they stand. A date that no wanted item must have need not be given."""
    labelled, text = case.labelled, case.labelled.text
    needed = _needed_dates(labelled.gold)
    labels = [
        label if label.id in needed or label.forbidden else label.model_copy(update={"optional": True})
        for label in labelled.gold.dates
    ]
    items = dates_of(case.brief)
    here = {item.text.start: mask_of_span(item.text, text) for item in items}

    def likeness(label: GoldDate, item: Date) -> float:
        return max((dice(mask, here[item.text.start]) for mask in labelled.masks(label.text)), default=0.0)

    def fields(label: GoldDate, item: Date) -> Iterator[FieldVerdict]:
        right = _both(choices(label.start), choices(label.end))
        yield judge_field(
            "days",
            tuple(None if days == (None, None) else days for days in right),
            (item.start, item.end) if item.start or item.end else None,
            eq,
            show_wanted=" or ".join(map(_days, right)),
            show_given=_days((item.start, item.end)),
        )
        yield judge_field("precision", choices(label.precision), item.precision, eq)

    return Rules(
        section="dates",
        floor=_FLOOR,
        labels=labels,
        items=items,
        likeness=likeness,
        fields=fields,
        touches=lambda trap, item: likeness(trap, item) > 0,
        label_id=lambda label: label.id,
        item_id=date_id,
        show_label=lambda label: words_of(label.text),
        show_item=lambda item: item.text.text,
        label_spans=lambda label: find_words(text, label.text)[:1],
        item_spans=lambda item: ((item.text.start, item.text.end),),
        parts={"days": frozenset({"start", "end"})},
    )


def _needed_dates(gold: GoldArticle) -> set[str | None]:
    """The dates that an item which must be given cannot be right without."""
    said = [choices(item.date) for item in gold.statements if not (item.optional or item.forbidden)]
    happened = [choices(item.date) for item in gold.events if not (item.optional or item.forbidden)]
    counted = [choices(item.as_of) for item in gold.figures if not (item.optional or item.forbidden)]
    return {dates[0] for dates in (*said, *happened, *counted) if len(dates) == 1}


def _days(days: _Days) -> str:
    start, end = days
    if start is None:
        return "left open"
    return str(start) if start == end else f"{start} to {end}"
