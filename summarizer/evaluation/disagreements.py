"""Where a brief and the gold disagree, one thing at a time, and how people are shown it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from summarizer.gold.places import occurrences
from summarizer.scoring.score import SECTIONS
from summarizer.scoring.verdicts import FieldOutcome, Outcome
from summarizer.terminal import one_line, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summarizer.evaluation.runs import Result
    from summarizer.gold.places import Range
    from summarizer.scoring.verdicts import FieldVerdict, ItemVerdict

__all__ = ["Disagreement", "Kind", "find_disagreements", "in_view", "show_disagreement"]

_AGREED = frozenset({FieldOutcome.RIGHT, FieldOutcome.ABSENT})
_AROUND = 200
_MOST_PLACES = 3


class Kind(StrEnum):
    """How they disagree."""

    MISSED = "the brief does not give this label"
    INVENTED = "the gold has no such item"
    FIELD = "they differ in a field"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One thing that a brief and the gold of its article disagree on.

    Attributes:
        result: the brief and its score.
        kind: how they disagree.
        verdict: the scorer's verdict on the label or the item.
        judged: the scorer's verdict on the field; None where the whole item is meant.
    """

    result: Result
    kind: Kind
    verdict: ItemVerdict
    judged: FieldVerdict | None = None

    @property
    def article(self) -> str:
        """The name of the gold."""
        return self.result.score.article

    @property
    def item(self) -> str:
        """What identifies it in a record of decisions: the label's id, or the words of the brief's item."""
        verdict = self.verdict
        if verdict.section == "about":
            return "about"
        if self.kind is not Kind.INVENTED:
            return verdict.label
        if verdict.section in {"figures", "dates"} and verdict.spans:
            return f"{verdict.given}@{verdict.spans[-1][0]}"
        return verdict.item if verdict.section == "chrome" else verdict.given

    @property
    def field(self) -> str | None:
        """The field; None where the whole item is meant."""
        return self.judged.name if self.judged else None

    @property
    def key(self) -> tuple[str, str, str | None]:
        """Section, item and field: what a decision about it is known by."""
        return self.verdict.section, self.item, self.field


def find_disagreements(result: Result) -> Iterator[Disagreement]:
    """What a brief and its gold disagree on: in each section missed labels, then invented items, then fields.

    As in the score, optional labels that are not given are no disagreement, nor are fields of those that are.
    """
    for name in SECTIONS:
        section = result.score.sections[name]
        fields = list(_fields(result, section.verdicts))
        if name != "about":
            yield from _whole(result, section.verdicts, Outcome.MISSED, Kind.MISSED)
            yield from _whole(result, section.verdicts, Outcome.INVENTED, Kind.INVENTED)
        yield from fields


def _whole(result: Result, verdicts: Iterable[ItemVerdict], outcome: Outcome, kind: Kind) -> Iterator[Disagreement]:
    return (Disagreement(result, kind, verdict) for verdict in verdicts if verdict.outcome is outcome)


def _fields(result: Result, verdicts: Iterable[ItemVerdict]) -> Iterator[Disagreement]:
    for verdict in verdicts:
        if verdict.outcome is Outcome.FOUND or verdict.section == "about":
            for judged in verdict.fields:
                if judged.outcome not in _AGREED:
                    yield Disagreement(result, Kind.FIELD, verdict, judged)


def show_disagreement(disagreement: Disagreement, number: int, total: int) -> str:
    """A disagreement for people, over several lines that no terminal obeys.

    Args:
        disagreement: what to show.
        number: which one it is, from 1.
        total: of how many.
    """
    verdict, judged = disagreement.verdict, disagreement.judged
    lines = [f"{number} of {total}  {disagreement.article}, {verdict.section}: {disagreement.kind}"]
    if verdict.section != "about":
        lines.append(f"  gold:  {_named(verdict.label, verdict.wanted)}")
        lines.append(f"  brief: {_named(verdict.item, verdict.given)}")
    if judged:
        lines.append(f"  {judged.name} in the gold:  {judged.wanted or 'nothing'}")
        lines.append(f"  {judged.name} in the brief: {judged.given or 'nothing'}")
    lines.append(f"  why: {verdict.why}")
    if verdict.trap:
        lines.append(f"  trap: {verdict.trap}")
    text = disagreement.result.labelled.text
    return "\n".join(["", *map(one_line, lines), *in_view(text, _places(disagreement)), ""])


def _places(disagreement: Disagreement) -> Iterable[Range]:
    """Where what they disagree on stands in the article."""
    verdict, labelled = disagreement.verdict, disagreement.result.labelled
    if verdict.section == "about" and disagreement.judged:
        forms = (disagreement.judged.given, *disagreement.judged.wanted.split(" or "))
        return [place for form in forms if form for place in occurrences(labelled.text, form)[:1]]
    if verdict.section != "disputes":
        return verdict.spans
    sides = [(*one.asserted_by, *one.denied_by) for one in labelled.gold.disputes if one.proposition == verdict.label]
    sides += [
        (*one.asserted_by, *one.denied_by)
        for one in disagreement.result.brief.disputes
        if one.proposition == verdict.item
    ]
    named = {unit for units in sides for unit in units}
    statements = disagreement.result.score.sections["statements"].verdicts
    return [place for one in statements if {one.label, one.item} & named for place in one.spans]


def _named(unit: str, words: str) -> str:
    return "nothing" if not unit else words if unit in words or words in unit else f"{unit}: {words}"


def in_view(text: str, spans: Iterable[Range]) -> list[str]:
    """The article around some of its places, each of them marked.

    Args:
        text: the article's text.
        spans: the places, as (start, end) in characters; those that meet are shown as one.

    Returns:
        Text for a terminal, with about 200 characters on each side; the first three places of many.
    """
    places = _merged(spans)
    views = [_view(text, *place) for place in places[:_MOST_PLACES]]
    if len(places) > _MOST_PLACES:
        views.append(f"  and {len(places) - _MOST_PLACES} more places")
    return views


def _merged(spans: Iterable[Range]) -> list[Range]:
    merged: list[Range] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _view(text: str, start: int, end: int) -> str:
    end = start + len(text[start:end].rstrip())
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    marked = f"{text[first:start]}⟦{text[start:end]}⟧{text[end:last]}"
    shown = printable(f"{'…' if first else ''}{marked}{'…' if last < len(text) else ''}")
    return "\n".join(f"  | {line}".rstrip() for line in shown.split("\n"))
