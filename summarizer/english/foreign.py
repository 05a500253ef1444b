"""Whether a text is in another language than English, by its small words."""

from __future__ import annotations

import re

from summarizer.english.words import ENGLISH_FUNCTION_WORDS, FOREIGN_FUNCTION_WORDS

__all__ = ["is_foreign"]

_WORD = re.compile(r"[^\W\d_]+")


def is_foreign(text: str) -> bool:
    """Say whether a text has more of the small words of other languages than of English.

    Args:
        text: a sentence or more, in any letters.

    Returns:
        Whether it is foreign; a text without small words is not.
    """
    words = [word.casefold() for word in _WORD.findall(text)]
    foreign = sum([word in FOREIGN_FUNCTION_WORDS for word in words])
    return foreign > 0 and foreign > sum([word in ENGLISH_FUNCTION_WORDS for word in words])
