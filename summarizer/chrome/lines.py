"""The lines of an article, with what can be seen of each: length, case, punctuation, wording."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.chrome.lexicon import Lexicon
    from summarizer.chrome.model import ChromeReason

__all__ = ["Line", "Look", "read_lines"]

_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_SPACED_OUT = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_FINAL = re.compile(r"[.!?…:;。！？][\"'”’»)\]*]*$")
_INNER_STOP = re.compile(r"[^\W\d_]{2}[.!?][\"”’)]? +[\"“‘(]?[^\W\d_]")
_CUT_OFF = re.compile(r"(?:…|\.\.\.)$")
_SEEN = 1200
_WORDING_SEEN = 420


@dataclass(frozen=True, slots=True)
class Look:
    """What a line looks like, wherever it stands.

    Args:
        words: the number of words, in its first 1,200 characters.
        lower: the share of them that begins with a lower-case letter (0 to 1).
        stops: the share of them that are stop words (0 to 1).
        final: whether it ends as a sentence ends.
        inner_stop: whether a sentence ends inside it.
        cut_off: whether it ends in an ellipsis.
        menu: whether it is a row of a site's sections, where it stands above the article.
        reason: why its wording makes it chrome, or None.
    """

    words: int
    lower: float
    stops: float
    final: bool
    inner_stop: bool
    cut_off: bool
    menu: bool
    reason: ChromeReason | None

    @property
    def is_prose(self) -> bool:
        """Whether it reads as a sentence or more of running text."""
        if self.reason is not None or self.words < 7 or self.lower < 0.4:
            return False
        return self.final or self.inner_stop or (self.words >= 28 and self.stops >= 0.2)

    @property
    def is_sentence_like(self) -> bool:
        """Whether it could be running text: prose, a short sentence, or a long line without its full stop."""
        if self.reason is not None or self.cut_off or self.lower < 0.4:
            return False
        return (self.final and self.words >= 3) or (self.words >= 14 and self.stops >= 0.2)

    @property
    def closes(self) -> bool:
        """Whether it could be a paragraph of some words right below the article's prose: "He left."."""
        return self.reason is None and self.final and not self.cut_off and 2 <= self.words <= 6 and self.lower >= 0.25

    @property
    def is_title_like(self) -> bool:
        """Whether it could be a headline: some words, no full stop at its end."""
        return self.reason is None and 3 <= self.words <= 32 and not self.final and not self.inner_stop


_WORDLESS = Look(words=0, lower=0.0, stops=0.0, final=False, inner_stop=False, cut_off=False, menu=False, reason=None)


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank.

    Args:
        start: offset of its first character that is not white space, in characters.
        end: offset after its last such character.
        text: what stands between them.
        look: what it looks like.
        gap: whether a blank line stands before it.
    """

    start: int
    end: int
    text: str
    look: Look
    gap: bool


@lru_cache(maxsize=2)
def read_lines(text: str, lexicon: Lexicon) -> tuple[Line, ...]:
    """Split a text into its lines that are not blank.

    Args:
        text: the article.
        lexicon: the chrome of its language.

    Returns:
        The lines, in order.
    """
    seen: dict[str, Look] = {}
    lines: list[Line] = []
    previous = 0
    for found in _LINE.finditer(text):
        line = found[0].strip()
        if not line:
            continue
        start = text.find(line, found.start())
        look = seen.get(line)
        if look is None:
            look = seen[line] = _look(line, lexicon)
        gap = text.count("\n", previous, start) > 1
        previous = start + len(line)
        lines.append(Line(start, previous, line, look, gap))
    return tuple(lines)


def _look(line: str, lexicon: Lexicon) -> Look:
    words = _WORD.findall(line[:_SEEN])
    count = max(len(words), 1)
    lower = sum([word[0].islower() for word in words]) / count
    stops = sum([word.lower() in lexicon.stop_words for word in words]) / count
    reason = lexicon.reason(line, len(words)) if len(line) <= _WORDING_SEEN else None
    if not words:
        return _WORDLESS if reason is None else replace(_WORDLESS, reason=reason)
    ideographs = 0 if line.isascii() else len(_SPACED_OUT.findall(line[:_SEEN]))
    if ideographs > len(line[:_SEEN]) // 3:
        count, lower = ideographs // 2, 1.0
    return Look(
        words=count,
        lower=lower,
        stops=stops,
        final=bool(_FINAL.search(line[-8:])),
        inner_stop=bool(_INNER_STOP.search(line[:_SEEN])),
        cut_off=bool(_CUT_OFF.search(line[-3:])),
        menu=lexicon.is_menu(line),
        reason=reason,
    )
