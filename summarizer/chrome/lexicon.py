"""What one language's chrome says: a record that each language fills in a module of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarizer.chrome.model import ChromeReason

__all__ = ["Lexicon", "Phrases", "compile_phrases"]

_SENTENCE_END = re.compile(r"[.!?][\"'”’»)]?$")
_SAID_IN_SENTENCES = frozenset(
    {
        ChromeReason.ADVERTISEMENT,
        ChromeReason.COMMENTS,
        ChromeReason.FOOTER,
        ChromeReason.NOTICE,
        ChromeReason.SHARE,
        ChromeReason.SUBSCRIPTION,
    }
)

Phrases = tuple[tuple[ChromeReason, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The chrome of one language.

    Args:
        whole: matches a line that says one of these phrases and nothing else.
        opening: matches a line of few words that opens with one of these.
        anywhere: matches a line of few words that holds one of these at any place.
        stop_words: the commonest words of the language, lower case: prose is full of them, menus are not.
    """

    whole: re.Pattern[str]
    opening: re.Pattern[str]
    anywhere: re.Pattern[str]
    stop_words: frozenset[str]

    def reason(self, line: str, words: int) -> ChromeReason | None:
        """Say why a line is chrome by its wording alone.

        Args:
            line: the line, without white space around it.
            words: the number of words in it.

        Returns:
            The reason, or None where the wording does not tell.
        """
        found = self.whole.match(line)
        if found is None and words <= 32:
            found = self.opening.match(line) or self.anywhere.search(line)
        if found is None or found.lastgroup is None:
            return None
        reason = ChromeReason(found.lastgroup)
        sentence = words >= 6 and _SENTENCE_END.search(line) is not None
        return None if sentence and reason not in _SAID_IN_SENTENCES else reason


def compile_phrases(phrases: Phrases, *, before: str = "", after: str = "") -> re.Pattern[str]:
    """Make one pattern of many phrases, each reason a group named after it.

    Args:
        phrases: regular expressions without capturing groups, by reason; the first reason that fits wins.
        before: what stands before every phrase.
        after: what stands after every phrase.

    Returns:
        A pattern whose `lastgroup` is the reason's value.
    """
    groups = (f"(?P<{reason.value}>{'|'.join(options)})" for reason, options in phrases)
    return re.compile(f"{before}(?:{'|'.join(groups)}){after}", re.IGNORECASE)
