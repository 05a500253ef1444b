"""What an attribution is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.schemas.news import Manner, Stance

if TYPE_CHECKING:
    from summarizer.tokens import Range

__all__ = ["Attribution", "Manner", "Stance"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words that an article gives as somebody's; all ranges in characters of the article, end exclusive.

    Attributes:
        sentence: index of the sentence that holds the cue, or the words where there is no cue.
        quotations: indices of the quotations that hold the words; none for indirect speech.
        content: the words attributed: from the first quotation to the last, or the clause.
        speaker: the mention of who said it, as it stands ("he", "the envoy"). A quotation that goes on
            without a cue of its own has the mention of the one before. None where the rules found nobody.
        cue: the words that make it an attribution ("said", "according to").
        reported_by: the name of the outlet or agency that passes it on.
        manner: direct for whole quotations, mixed for quoted fragments, indirect without quotations.
    """

    sentence: int
    quotations: tuple[int, ...]
    content: Range
    speaker: Range | None
    cue: Range | None
    reported_by: Range | None
    manner: Manner
