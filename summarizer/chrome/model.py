"""What chrome is: its span and the reason why a line is not the article."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.schemas.brief import ChromeReason

__all__ = ["Chrome", "ChromeReason"]


@dataclass(frozen=True, slots=True)
class Chrome:
    """A run of text that is not the article.

    Args:
        start: offset of its first character, in characters of the article's text.
        end: offset after its last character.
        reason: why it is not the article.
    """

    start: int
    end: int
    reason: ChromeReason
