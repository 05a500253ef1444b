"""The dateline that an agency's report opens with: "OSLO, Feb 6 (Reuters) - "."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.attribution.passages import Item, Kind
from summarizer.english.cues import VERB_FORMS
from summarizer.english.words import CALENDAR

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["dateline_end"]

_DASHES = frozenset({"—", "–", "―", "-", "--"})
_MARKS = frozenset({",", "(", ")", "."})
_LONGEST = 14


def dateline_end(items: Sequence[Item]) -> int:
    """Find where a passage begins after its dateline.

    Args:
        items: a passage.

    Returns:
        The index of the first item after the dateline's dash; 0 where the passage opens with none. A name and a dash
        alone are no dateline: "Ann Lee - the mayor - said".
    """
    if not items or items[0].kind is not Kind.NAME:
        return 0
    dated = False
    for at, item in enumerate(items[1:_LONGEST], start=1):
        if item.low in _DASHES:
            after = items[at + 1] if at + 1 < len(items) else None
            return at + 1 if dated and after is not None and after.low not in VERB_FORMS else 0
        agency = item.kind is Kind.NAME and items[at - 1].low == "("
        if item.low in CALENDAR or agency:
            dated = True
        elif item.kind is not Kind.NAME and item.low not in _MARKS and not item.low.isdigit():
            return 0
    return 0
