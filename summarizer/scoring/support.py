"""Whether a sentence of a summary is borne out by what it cites."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.checks import check_support
from summarizer.scoring.likeness import content_words, words_shared
from summarizer.scoring.telling import HELD, denies_more

if TYPE_CHECKING:
    from summarizer.schemas.news import SummarySentence

__all__ = ["unsupported"]

_MOST_WORDS = 90
"""More than the longest sentence that is still one; who retells the article tells no summary."""


def unsupported(sentence: SummarySentence, text: str) -> str | None:
    """Why the evidence that a sentence cites does not bear it out; None if it does.

    Every number, date and name must stand in the evidence, and most of the words that carry meaning. What the
    brief says of its own checks is not asked.
    """
    pieces = [span.text for span in sentence.evidence if text[span.start : span.end] == span.text]
    if not pieces:
        return "it cites nothing that is in the article"
    evidence = "\n".join(pieces)
    if len(sentence.text.split()) > _MOST_WORDS:
        return f"it is longer than {_MOST_WORDS} words"
    if denies_more(sentence.text, evidence):
        return "it says no where its evidence does not"
    for check in check_support(sentence.text, evidence):
        if not check.passed:
            return f"{check.name} that its evidence does not hold: {check.detail}"
    if words_shared(content_words(sentence.text), content_words(evidence)) < HELD:
        return "most of its words are not in its evidence"
    return None
