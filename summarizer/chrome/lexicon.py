"""What one language's chrome says: a record that each language fills in a module of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarizer.chrome.model import ChromeReason

__all__ = ["Lexicon", "Phrases", "compile_phrases"]

_SEPARATOR = re.compile(r"\s*[|·•»>]\s*|\s+/\s+")
_WORD = re.compile(r"[^\W_]+")
_LONGEST_MENU = 200
_MENU_PART_WORDS = 3
_SENTENCE_END = re.compile(r"(?<![ap]\.m)[.!?][\"'”’»)]?$")
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
        speech: the verbs of one who speaks in an article, in the forms used there, lower case: no site uses them.
        stop_words: the commonest words of the language, lower case: prose is full of them, menus are not.
        sections: the words that the sections of news sites are named with, lower case.
    """

    whole: re.Pattern[str]
    opening: re.Pattern[str]
    anywhere: re.Pattern[str]
    speech: frozenset[str]
    stop_words: frozenset[str]
    sections: frozenset[str]

    def is_menu(self, line: str) -> bool:
        """Say whether a line is a row of a site's sections, where it stands above the article.

        It has short parts with two or more marks between them, or only words that name sections. Of three
        parts the first or two must name sections: "Headline | Section | Site" is a page's title.

        Args:
            line: the line, without white space around it.

        Returns:
            Whether it is a menu.
        """
        if len(line) > _LONGEST_MENU:
            return False
        parts = [words for part in _SEPARATOR.split(line) if (words := _WORD.findall(part.lower()))]
        named = [self.sections.issuperset(words) for words in parts]
        if len(parts) < _MENU_PART_WORDS:
            return all(named) and sum(map(len, parts)) > 1
        short = max(map(len, parts)) <= _MENU_PART_WORDS
        return short and (len(parts) > _MENU_PART_WORDS or named[0] or sum(named) > 1)

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
        bracketed = reason is ChromeReason.CAPTION and line.endswith((")", "]"))
        signed = reason is ChromeReason.BYLINE and found.re is self.whole
        sentence = words >= 6 and not (bracketed or signed) and _SENTENCE_END.search(line) is not None
        if sentence and (reason not in _SAID_IN_SENTENCES or not self.speech.isdisjoint(_WORD.findall(line.lower()))):
            return None
        return reason


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
