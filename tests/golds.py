"""Small golds and the briefs that they ask for, for tests of scoring."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, TypeAlias

from summarizer.gold.as_brief import brief_of
from summarizer.gold.check import find_problems
from summarizer.gold.labels import GoldArticle
from summarizer.schemas.spans import Span
from summarizer.scoring.case import Labelled
from summarizer.scoring.score import score_brief

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic import BaseModel

    from summarizer.schemas.news import News, SummarySentence
    from summarizer.scoring.verdicts import ArticleScore, FieldVerdict, ItemVerdict

Label: TypeAlias = dict[str, object]

MET = "Ana Ruiz, the harbour envoy of South Korea, met Oto Beck of North Korea in Lima on 3 May 2021."
AGREED = "“We agree on about 12 ferries,” Ruiz said."
DENIED = "Beck denied that the ferries were late."
STORM = "On Friday a storm sank 3 boats near Oslo."
TREATY = "The Harbour Treaty of 1987 forbids night crossings, Ruiz told reporters on Monday."
CALM = "“The sea is calm,” Ruiz said."
TOO = "Hours later Beck repeated: “The sea is calm,” he said."
BOARD = "The Harbour Board paid 40 dollars."
TOP = "Buy lamps now\n\nFerry talks end in Lima"
TEXT = f"{TOP}\n\n{MET} {AGREED} {DENIED} {STORM} {TREATY}\n\n{CALM} {TOO} {BOARD}\n"

RUIZ: Label = {"id": "ruiz", "name": "Ana Ruiz", "kind": "person", "optional_aliases": ["Ruiz"]}
BECK: Label = {"id": "beck", "name": "Oto Beck", "kind": "person", "optional_aliases": ["Beck"]}
SOUTH: Label = {"id": "south", "name": "South Korea", "kind": "country"}
NORTH: Label = {"id": "north", "name": "North Korea", "kind": "country"}
CAST = (RUIZ, BECK, SOUTH, NORTH)
DAY: Label = {"start": "2021-05-03", "end": "2021-05-03", "precision": "day"}
MAY: Label = {"id": "may", "text": "3 May 2021", **DAY}
FRIDAY: Label = {"id": "friday", "text": "Friday"}
FERRIES: Label = {
    "id": "ferries",
    "speaker": "ruiz",
    "speaker_text": "Ruiz",
    "cue": "said",
    "manner": "direct",
    "stance": "asserts",
    "claim": "They agree on about 12 ferries.",
    "quotes": ["We agree on about 12 ferries,"],
    "evidence": [AGREED],
}
LATE: Label = {
    "id": "late",
    "speaker": "beck",
    "cue": "denied",
    "manner": "indirect",
    "stance": "denies",
    "claim": "The ferries were not late.",
    "evidence": [DENIED],
}
SANK: Label = {
    "id": "sank",
    "description": "A storm sank three boats.",
    "status": "occurred",
    "date": "friday",
    "place": "Oslo",
    "participants": [],
    "evidence": [STORM],
}
MEETING: Label = {
    "id": "meeting",
    "description": "Ruiz met Beck.",
    "status": "occurred",
    "date": "may",
    "place": "Lima",
    "participants": ["ruiz", "beck"],
    "evidence": [MET],
}
TWELVE: Label = {
    "text": "about 12",
    "minimum": 12,
    "maximum": 12,
    "qualifier": "about",
    "unit": "ferries",
    "measures": "ferries agreed on",
    "according_to": "ruiz",
}
HARBOUR: Label = {"name": "Harbour Treaty", "year": 1987, "evidence": [TREATY]}
TALKS: Label = {"fact": "An envoy met another.", "words": ["envoy", {"any_of": ["met", "meet"]}], "evidence": [MET]}


def labelled(text: str = TEXT, /, **sections: object) -> Labelled:
    """Gold of an article, with these labels and no others; the checker finds nothing wrong with it."""
    lists = ("chrome", "entities", "dates", "statements", "events", "figures", "references", "disputes")
    data = {"about": {}, "summary": {}, **dict.fromkeys(lists, ()), **sections}
    digest = hashlib.sha256(text.encode()).hexdigest()
    gold = GoldArticle.model_validate({"article": "ferries", "sha256": digest, "labelled_by": ["a test"], **data})
    assert find_problems(gold, text) == []
    return Labelled(gold, text)


def whole(text: str = TEXT, /, **sections: object) -> Labelled:
    """Gold with something in each section."""
    some: dict[str, object] = {
        "entities": CAST,
        "dates": [MAY, FRIDAY],
        "statements": [FERRIES, LATE],
        "events": [MEETING, SANK],
        "figures": [TWELVE],
        "references": [HARBOUR],
        "summary": {"facts": [TALKS]},
        "disputes": [{"proposition": "late", "asserted_by": ["ferries"], "denied_by": ["late"]}],
        "chrome": [{"text": "Buy lamps now", "reason": "advertisement"}],
    }
    return labelled(text, **{**some, **sections})


def brief(one: Labelled, /, **changes: object) -> News:
    """The perfect brief with these parts of it replaced."""
    return brief_of(one.gold, one.text).model_copy(update=changes)


def generous(one: Labelled) -> News:
    """The perfect brief, with all that is optional."""
    return brief_of(one.gold, one.text, optional=True)


def changed(items: Sequence[BaseModel], index: int = 0, /, **changes: object) -> tuple[BaseModel, ...]:
    """The items, one of them with other fields."""
    return tuple(item.model_copy(update=changes if n == index else {}) for n, item in enumerate(items))


def cut(words: str, text: str = TEXT) -> Span:
    return Span.cut(text, text.index(words), text.index(words) + len(words))


def score(one: Labelled, **changes: object) -> ArticleScore:
    """The score of the perfect brief with these parts of it replaced."""
    return score_brief(brief(one, **changes), one)


def counts(found: ArticleScore, section: str) -> tuple[int, int, int]:
    counted = found.sections[section].counts
    return counted.true, counted.false, counted.missed


def verdicts(found: ArticleScore, section: str, outcome: str) -> list[ItemVerdict]:
    return [verdict for verdict in found.sections[section].verdicts if verdict.outcome == outcome]


FIRST: dict[str, tuple[Label, ...]] = {
    "entities": CAST,
    "dates": (MAY, FRIDAY),
    "statements": (FERRIES,),
    "events": (MEETING,),
    "figures": (TWELVE,),
    "references": (HARBOUR,),
}


def judged(section: str, name: str, wanted: Label, given: Label) -> FieldVerdict:
    """A field of a section's first item: labelled one way, and given as labels of another way have it."""

    def of(label: Label) -> Labelled:
        return labelled(**{**FIRST, section: ({**FIRST[section][0], **label}, *FIRST[section][1:])})

    found = score_brief(brief(of(given)), of(wanted))
    (field,) = [field for field in verdicts(found, section, "found")[0].fields if field.name == name]
    return field


def any_of(*values: object) -> Label:
    return {"any_of": list(values)}


RIGHT, WRONG, MISSING, UNWANTED, ABSENT = "right", "wrong", "missing", "unwanted", "absent"


def sentence(text: str, *evidence: str) -> SummarySentence:
    (one,) = brief(labelled(summary={"facts": [TALKS]})).summary
    return one.model_copy(update={"text": text, "evidence": tuple(map(cut, evidence)), "verbatim": False})


TRAP = {"forbidden": True, "why": "a trap"}


def fields_of(found: ArticleScore, section: str) -> list[FieldVerdict]:
    return [field for verdict in found.sections[section].verdicts for field in verdict.fields]


def is_twin(label: BaseModel, given: Label) -> bool:
    """Whether two labels are of the same item."""
    keys = ("id", "text", "name", "proposition")
    return any(getattr(label, key, None) == given[key] for key in keys if key in given)
