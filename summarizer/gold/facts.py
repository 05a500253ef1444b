"""Whether a sentence tells a fact: it holds a word for each of the fact's stems."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from summarizer.gold.labels import choices

if TYPE_CHECKING:
    from summarizer.gold.labels import GoldFact

__all__ = ["has_stem", "holds_stems"]


def has_stem(text: str, stem: str) -> bool:
    """Whether a word of the text begins with the stem, capitals aside."""
    low, stem = _low(text), _low(stem)
    return stem in low and _beginning(stem).search(low) is not None


@lru_cache(maxsize=4_096)
def _low(text: str) -> str:
    return text.casefold()


@lru_cache(maxsize=4_096)
def _beginning(stem: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_]){re.escape(stem)}")


def holds_stems(text: str, fact: GoldFact) -> bool:
    """Whether the text holds each of the fact's stems, or one of several where any of them will do."""
    return all(any(has_stem(text, stem) for stem in choices(stems)) for stems in fact.words)
