"""Statements: who says what, and in which words."""

from __future__ import annotations

from operator import eq
from typing import TYPE_CHECKING

from summarizer.gold.labels import choices
from summarizer.gold.places import find_words, words_of
from summarizer.scoring.case import mask_of_span
from summarizer.scoring.likeness import contained, content_words, dice, same_words, word_dice
from summarizer.scoring.rules import Rules, judge_date, judge_entity, judge_field
from summarizer.scoring.telling import cites, gist, tells, union

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from summarizer.gold.labels import AnyOf, GoldStatement, Words
    from summarizer.schemas.news import Statement
    from summarizer.schemas.spans import Span
    from summarizer.scoring.case import Case, Labelled
    from summarizer.scoring.likeness import Mask
    from summarizer.scoring.verdicts import FieldVerdict

__all__ = ["quote_masks", "statement_rules"]

_FLOOR = 0.45
_QUOTED = (0.7, 0.2, 0.05, 0.05)
_TOLD = (0.0, 0.4, 0.5, 0.1)
"""Weights of quotes, evidence, words and speaker: for what is quoted, and for what is told."""
_UNQUOTED = 0.75
"""What remains of the likeness of what is told where the label is quoted and the item quotes nothing."""
_SAME_QUOTE = 0.8


class _Prepared:
    """A brief's statements and their labels, with what is compared worked out once."""

    def __init__(self, case: Case) -> None:
        labels, items, text = case.labelled.gold.statements, case.brief.statements, case.labelled.text
        self.case = case
        self.quoted = {label.id: quote_masks(case.labelled, label) for label in labels}
        self.rests_on = {label.id: case.labelled.all_masks(label.evidence) for label in labels}
        self.words = {label.id: content_words(label.claim or words_of(label.evidence[0])) for label in labels}
        self.covered = {label.id: union((*self.rests_on[label.id], *self.quoted[label.id])) for label in labels}
        self.quotes = {id(item): union(mask_of_span(span, text) for span in item.quotes) for item in items}
        self.cited = {id(item): [mask_of_span(span, text) for span in item.evidence] for item in items}
        self.touched = {id(item): union((*self.cited[id(item)], self.quotes[id(item)])) for item in items}
        self.claims = {id(item): content_words(item.claim) for item in items}

    def likeness(self, label: GoldStatement, item: Statement) -> float:
        if not self.covered[label.id] & self.touched[id(item)]:
            return 0.0
        place = cites(self.rests_on[label.id], self.cited[id(item)])
        same_quotes = _best(self.quoted[label.id], self.quotes[id(item)], dice)
        if not place and not same_quotes:
            return 0.0
        speaker = item.speaker is not None and any(
            self.case.same_entity(item.speaker, one) for one in choices(label.speaker) if one
        )
        said = word_dice(self.words[label.id], self.claims[id(item)])
        likenesses = (same_quotes, place, said, float(speaker))
        told = _weighed(_TOLD, likenesses)
        if not self.quoted[label.id]:
            return told
        return _UNQUOTED * told if not self.quotes[id(item)] else _weighed(_QUOTED, likenesses)

    def fields(self, label: GoldStatement, item: Statement) -> Iterator[FieldVerdict]:
        yield judge_entity(self.case, "speaker", choices(label.speaker), item.speaker)
        yield _judge_span("speaker_text", label.speaker_text, item.speaker_text, self.case.labelled)
        yield _judge_span("cue", label.cue, item.cue, self.case.labelled)
        yield judge_entity(self.case, "reported_by", choices(label.reported_by), item.reported_by)
        if label.manner is not None:
            yield judge_field("manner", choices(label.manner), item.manner, eq)
        if label.stance is not None:
            yield judge_field("stance", choices(label.stance), item.stance, eq)
        if label.claim is not None:
            held = " ".join((label.claim, *map(words_of, (*label.quotes, *label.evidence))))
            right = any(tells(item.claim, one, held) for one in (label.claim, " ".join(map(words_of, label.quotes))))
            yield gist("claim", label.claim, item.claim, right=right)
        yield _judge_quotes(self.quoted[label.id], self.quotes[id(item)], label, item)
        yield judge_field("venue", choices(label.venue), item.venue, same_words)
        yield judge_date(self.case, "date", choices(label.date), item.date)

    def touches(self, trap: GoldStatement, item: Statement) -> bool:
        """Whether an item quotes what a trap does or, where it quotes nothing, cites the same place."""
        if self.quoted[trap.id]:
            return _best(self.quoted[trap.id], self.quotes[id(item)], contained) >= 0.5
        return bool(cites(self.rests_on[trap.id], self.cited[id(item)]))


def statement_rules(case: Case) -> Rules[GoldStatement, Statement]:
    """How statements are judged: alike by their quotations, else by sentence, words and speaker."""
    prepared, text = _Prepared(case), case.labelled.text
    return Rules(
        section="statements",
        floor=_FLOOR,
        labels=case.labelled.gold.statements,
        items=case.brief.statements,
        likeness=prepared.likeness,
        fields=prepared.fields,
        touches=prepared.touches,
        label_id=lambda label: label.id,
        item_id=lambda item: item.id,
        show_label=lambda label: (
            f"{' or '.join(str(one or 'nobody') for one in choices(label.speaker))}: {_said(label)}"
        ),
        show_item=lambda item: f"{case.name_of(item.speaker) or 'nobody'}: {item.claim}",
        label_spans=lambda label: tuple(find_words(text, words)[0] for words in label.quotes or label.evidence[:1]),
        item_spans=lambda item: tuple((span.start, span.end) for span in item.quotes or item.evidence),
    )


def _weighed(weights: tuple[float, ...], likenesses: tuple[float, ...]) -> float:
    return sum(weight * value for weight, value in zip(weights, likenesses, strict=True))


def _said(label: GoldStatement) -> str:
    return label.claim or " … ".join(map(words_of, label.quotes or label.evidence))


def quote_masks(labelled: Labelled, label: GoldStatement) -> tuple[Mask, ...]:
    """The characters quoted: all pieces, at the first place where each stands, then at the second, and so on."""
    pieces = [labelled.masks(words) for words in label.quotes]
    times = max(map(len, pieces), default=0)
    return tuple(union(places[min(n, len(places) - 1)] for places in pieces if places) for n in range(times))


def _best(wanted: Iterable[Mask], given: Mask, like: Callable[[Mask, Mask], float]) -> float:
    return max((like(mask, given) for mask in wanted), default=0.0)


def _show_words(value: Words | AnyOf[Words | None] | None) -> str:
    """Words that a label gives, for people."""
    return " or ".join("nothing" if words is None else words_of(words) for words in choices(value))


def _judge_span(
    name: str, wanted: Words | AnyOf[Words | None] | None, given: Span | None, labelled: Labelled
) -> FieldVerdict:
    right: tuple[Words | None, ...] = choices(wanted)
    return judge_field(
        name,
        [None if words is None else labelled.masks(words) for words in right],
        None if given is None else mask_of_span(given, labelled.text),
        lambda here, masks: any(contained(mask, here) >= 0.5 for mask in masks),
        show_wanted=_show_words(wanted),
        show_given=given.text if given else None,
    )


def _judge_quotes(wanted: tuple[Mask, ...], given: Mask, label: GoldStatement, item: Statement) -> FieldVerdict:
    return judge_field(
        "quotes",
        wanted or (None,),
        given if item.quotes else None,
        lambda one, other: dice(one, other) >= _SAME_QUOTE,
        show_wanted=" … ".join(map(words_of, label.quotes)) or "nothing",
        show_given=" … ".join(span.text for span in item.quotes) or "nothing",
    )
