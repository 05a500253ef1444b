"""What a decision does to a gold file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.errors import GoldError
from summarizer.evaluation.disagreements import Kind
from summarizer.evaluation.new_labels import new_labels
from summarizer.evaluation.translation import item_of
from summarizer.gold.labels import Ruling, choices
from summarizer.gold.places import find_chrome, find_words, words_of
from summarizer.gold.written import plain
from summarizer.scoring.likeness import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.evaluation.disagreements import Disagreement
    from summarizer.evaluation.translation import Translation
    from summarizer.gold.edit import Draft, Where
    from summarizer.gold.labels import GoldArticle
    from summarizer.gold.written import Value
    from summarizer.scoring.verdicts import ItemVerdict

__all__ = ["Decision", "carry_out", "record"]

_IN_PARTS = {"number": ("minimum", "maximum"), "days": ("start", "end")}
_MAY_ALSO = {"aliases": "optional_aliases", "participants": "optional_participants"}
_NO_CHOICE = frozenset({"claim", "description", "quotes", "authors", "asserted_by", "denied_by"})


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decides about a disagreement.

    Attributes:
        ruling: who is right.
        who: who says so.
        why: the reason; may be empty where the gold is right.
    """

    ruling: Ruling
    who: str
    why: str


def carry_out(draft: Draft, disagreement: Disagreement, decision: Decision, translation: Translation) -> Draft:
    """Change the gold as somebody has decided, with the reason beside it. Where the gold is right, nothing changes.

    Args:
        draft: the gold file.
        disagreement: what was decided.
        decision: who is right, and why.
        translation: from the brief into the labels of this draft.

    Raises:
        GoldError: the decision cannot be carried out; the message says why.
    """
    if decision.ruling is Ruling.GOLD:
        return draft
    if disagreement.kind is Kind.FIELD:
        return _settle_field(draft, disagreement, decision, translation)
    verdict = disagreement.verdict
    section: Where = ("summary", "facts") if verdict.section == "summary" else (verdict.section,)
    if disagreement.kind is Kind.INVENTED:
        return _add(draft, section, verdict, decision, translation)
    for number in reversed(_labels_of(verdict, translation)):
        where = (*section, number)
        if decision.ruling is Ruling.MODEL:
            draft = draft.remove(where)
        else:
            draft = _explain(draft.put((*where, "optional"), value=True), where, decision.why)
    return draft


def record(draft: Draft, disagreement: Disagreement, decision: Decision) -> Draft:
    """Note a decision at the end of the gold file, so that it is not asked again.

    Raises:
        GoldError: it cannot be noted there.
    """
    section, item, field = disagreement.key
    entry: dict[str, Value] = {"section": section, "item": item}
    if field is not None:
        entry["field"] = field
    entry |= {"verdict": decision.ruling, "who": decision.who}
    if decision.why:
        entry["why"] = decision.why
    if draft.get(("decided",)) is None:
        draft = draft.put(("decided",), [])
    return draft.append(("decided",), entry)


def _add(draft: Draft, section: Where, verdict: ItemVerdict, decision: Decision, translation: Translation) -> Draft:
    if verdict.trap:
        raise GoldError(f"the gold forbids an item like this ({verdict.trap}); take that out by hand first")
    optional: dict[str, Value] = {"optional": True} if decision.ruling is Ruling.BOTH else {}
    for label in new_labels(verdict, translation):
        draft = draft.append(section, label | optional | {"why": decision.why})
    return draft


def _explain(draft: Draft, where: Where, why: str) -> Draft:
    known = draft.get((*where, "why"))
    if isinstance(known, str) and why in known:
        return draft
    return draft.put((*where, "why"), f"{known}; {why}" if known else why)


def _labels_of(verdict: ItemVerdict, translation: Translation) -> list[int]:
    """The numbers of the labels that a verdict is on: one, or for a line of chrome all that stand in it."""
    gold, text = translation.gold, translation.text
    if verdict.section == "chrome":
        return _chrome_labels(verdict, gold, text)
    known = _known_by(gold, verdict.section, text)
    found = [number for number, unit in known if unit == verdict.label][:1]
    if not found:
        raise GoldError(f"the gold no longer has {verdict.label!r}")
    return found


def _known_by(gold: GoldArticle, section: str, text: str) -> Iterator[tuple[int, str]]:
    """What the labels of a section are known by in verdicts, with their numbers; traps are left out."""
    named: dict[str, Sequence[tuple[bool, str]]] = {
        "entities": [(label.forbidden, label.id) for label in gold.entities],
        "dates": [(label.forbidden, label.id) for label in gold.dates],
        "statements": [(label.forbidden, label.id) for label in gold.statements],
        "events": [(label.forbidden, label.id) for label in gold.events],
        "figures": [
            (label.forbidden, f"{words_of(label.text)}@{start}")
            for label in gold.figures
            for start, _ in find_words(text, label.text)[:1]
        ],
        "references": [(label.forbidden, choices(label.name)[0]) for label in gold.references],
        "disputes": [(label.forbidden, label.proposition) for label in gold.disputes],
        "summary": [(label.forbidden, label.fact) for label in gold.summary.facts],
    }
    return ((number, unit) for number, (forbidden, unit) in enumerate(named[section]) if not forbidden)


def _chrome_labels(verdict: ItemVerdict, gold: GoldArticle, text: str) -> list[int]:
    start, end = verdict.spans[0]
    found = []
    for number, label in enumerate(gold.chrome):
        places = find_chrome(text, [label])
        if label.optional or not any(first < end and start < last for first, last in places):
            continue
        if not all(start <= first and last <= end for first, last in places):
            raise GoldError("the label covers more than this line; change it by hand")
        found.append(number)
    if not found:
        raise GoldError("the gold no longer has a label here")
    return found


def _settle_field(draft: Draft, disagreement: Disagreement, decision: Decision, translation: Translation) -> Draft:
    verdict, name = disagreement.verdict, str(disagreement.field)
    item = item_of(disagreement.result.brief, verdict)
    where: Where = ("about",)
    if verdict.section != "about":
        where = (verdict.section, _labels_of(verdict, translation)[0])
    if decision.ruling is Ruling.BOTH and name in _NO_CHOICE:
        raise GoldError(f"{name} cannot have several right values; take one of the two, or change it by hand")
    parts = _IN_PARTS.get(name, (name,))
    known = _ids(draft, where, name) + _ids(draft, where, _MAY_ALSO.get(name, name))
    values = [translation.value(part, item, known) for part in parts]
    if name in _MAY_ALSO:
        draft = _settle_list(draft, where, name, values[0], decision.ruling)
    elif decision.ruling is Ruling.MODEL:
        for part, value in zip(parts, values, strict=True):
            draft = draft.put((*where, part), value)
    else:
        draft = _allow(draft, where, parts, values)
    return draft if verdict.section == "about" else _explain(draft, where, decision.why)


def _ids(draft: Draft, where: Where, name: str) -> list[str]:
    """What a list of the label holds."""
    found = draft.get((*where, name))
    return [str(one) for one in found] if isinstance(found, list) else []


def _settle_list(draft: Draft, where: Where, name: str, value: Value, ruling: Ruling) -> Draft:
    """Settle aliases or participants: as the brief has them, or what only one side has optional."""
    other = _MAY_ALSO[name]
    now, free = _ids(draft, where, name), _ids(draft, where, other)
    given = [str(one) for one in value] if isinstance(value, list) else []
    folded = {fold(one) for one in given}
    stay = [one for one in now if fold(one) in folded]
    held = {fold(one) for one in (*now, *free, *_names(draft, where))}
    fresh = [one for one in dict.fromkeys(given) if fold(one) not in held]
    if ruling is Ruling.MODEL:
        return _put_list(draft, (*where, name), now, [*stay, *fresh])
    gone = [one for one in now if one not in stay and one not in free]
    draft = _put_list(draft, (*where, name), now, stay)
    return _put_list(draft, (*where, other), free, [*free, *gone, *fresh])


def _put_list(draft: Draft, where: Where, now: Sequence[str], then: Sequence[str]) -> Draft:
    return draft if list(now) == list(then) else draft.put(where, then)


def _names(draft: Draft, where: Where) -> list[str]:
    name = draft.get((*where, "name"))
    if isinstance(name, dict):
        return [str(one) for one in name["any_of"]]
    return [str(name)] if name else []


def _allow(draft: Draft, where: Where, parts: Sequence[str], values: Sequence[Value]) -> Draft:
    """Let values be right too; those of several parts stay side by side in their lists."""
    known = [_options(draft.get((*where, part))) for part in parts]
    longest = max(map(len, known))
    for part, options, value in zip(parts, known, values, strict=True):
        then = [*options, *[options[-1]] * (longest - len(options)), value]
        if all(plain(one) == plain(then[0]) for one in then):
            continue
        draft = (
            draft.put((*where, part, "any_of"), then)
            if len(options) > 1
            else draft.put((*where, part), {"any_of": then})
        )
    return draft


def _options(value: Value) -> list[Value]:
    """The right answers that a label gives: one, or each of `any_of`."""
    several = value.get("any_of") if isinstance(value, Mapping) else None
    return list(several) if isinstance(several, list) else [value]
