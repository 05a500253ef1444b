"""How a text writes its words: with a capital, or without."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from summarizer.english.words import COMMON_ENDINGS, RARE_ENDINGS, SENTENCE_STARTERS
from summarizer.names.surnames import surnames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.tokens import Token

__all__ = ["Usage", "begins"]

# Marks after which a capital says nothing, as at the start of a sentence.
_OPENING = frozenset("\"“”„«»‘’'‹›([{:.?!…•·*|-–—―>")
# No name that opens a sentence ends so, unless it stands in mid-sentence too.
_ENDINGS_AT_OPENING = ("ency", "ancy", "ional", "unate", "ship", "ism", "teen", "wise", "ward", "wards")


class Usage:
    """How often each word is written with a capital in mid-sentence, and how often without; and the surnames."""

    def __init__(self, sentences: Sequence[Sequence[Token]]) -> None:
        self.capitalised = Counter(
            [
                token.bare
                for tokens in sentences
                for place, token in enumerate(tokens)
                if token.is_capitalised and token.is_word and not begins(tokens, place)
            ]
        )
        self.lower = Counter(
            [token.bare for tokens in sentences for token in tokens if token.is_word and not token.is_capitalised]
        )
        self.surnames = surnames(sentences)

    def only_begins_sentences(self, word: str) -> bool:
        """Whether the word is common English as far as this text shows."""
        if word in SENTENCE_STARTERS:
            return True
        if self.capitalised[word]:
            return self.lower[word] > self.capitalised[word]
        if word.endswith(_ENDINGS_AT_OPENING):
            return True
        plural = word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "’s"))
        return self.lower[word] > 0 or plural or (word.endswith(COMMON_ENDINGS) and word not in RARE_ENDINGS)


def begins(tokens: Sequence[Token], place: int) -> bool:
    """Whether a word stands first in its sentence, or after a mark that a sentence may begin after."""
    return place == 0 or tokens[place - 1].text[0] in _OPENING
