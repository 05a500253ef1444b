"""Lines in which capitals say little: headings, and sentences of other languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.english.first_names import FIRST_NAMES
from summarizer.english.listing import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.tokens import Token

__all__ = ["is_foreign", "is_heading", "quoted_titles"]

_ENDS = '.!?…”"'
_OPENING, _CLOSING = frozenset({"“", '"', "‘", "«", "''", "``"}), frozenset({"”", '"', "’", "»", "''"})
_IN_TITLES = words("a an the and or nor but of in on at to for from by with as is vs into over up its it's it’s you")
_MOST_LONG_WORDS = 3
_ENGLISH = words("""
    the of to and in is for on that was with as by it at from this be are or an has have his her its but not
    which will they their he she who were been we you i my your our said what how when there would can if no
    about out up after than over into more so do did does had said's said all new
    """)
_ENGLISH_TOO = words("a in on an as no me so do he die was had will man but is or and for at it has")
# The small words of Spanish, Portuguese, French, Italian, German and Dutch.
_FOREIGN = words("""
    el los las una unos unas del que y en por para con su sus se lo es al como más pero si quién cuando donde este esta
    o os da dos das em um uma não na nos ao com sua seu à le les des du et un une dans que qui est pour pas sur au aux
    avec son ses ce cette il elle nous vous je di il gli della dei delle che per non con sono alla nel der die das und
    ist den dem des ein eine einen nicht mit von zu auf für im sich auch het een van niet dat op te zijn voor met aan
    ya muy nada ser han ha hay quien la de
    """)
_ENGLISH_SMALL = (_ENGLISH | {"a", "an"}) - {"i", "will"}
_FEWEST_WORDS = 4
_FEWEST_FOREIGN = 2


def is_heading(text: str, tokens: Sequence[Token]) -> bool:
    """Whether the line is in Title Case or capitals throughout, so that capitals say nothing.

    Args:
        text: the article.
        tokens: the words and marks of one sentence.
    """
    long = [token for token in tokens if token.is_word and token.text[0].isalpha()]
    if not long:
        return False
    if len(long) > 1 and all(token.text.isupper() for token in long):
        return any(len(token.text) > 3 for token in long)
    if tokens[-1].text in _ENDS:
        shouted = any(token.is_capitalised and token.text.lower() in _ENGLISH_SMALL for token in tokens[1:])
        return shouted and len(long) >= _FEWEST_WORDS and _is_title_case(tokens)
    count, long = len(long), [token for token in long if len(token.text) > 3]
    capitals = sum(token.is_capitalised for token in long)
    if count >= _FEWEST_WORDS and len(long) > _MOST_LONG_WORDS:
        return capitals >= 0.85 * len(long)
    return capitals == len(long) > 0 and _is_alone(text, tokens) and tokens[0].bare not in FIRST_NAMES


def quoted_titles(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Find quotations that are the title of a work: several words in Title Case, small ones among them.

    Args:
        tokens: the words and marks of one sentence.

    Returns:
        Indices of the first word and of the mark that closes, in order, not overlapping.
    """
    found: list[tuple[int, int]] = []
    opened: int | None = None
    for place, token in enumerate(tokens):
        if token.is_word:
            continue
        if token.text in _CLOSING and opened is not None:
            if _is_title(tokens[opened + 1 : place]):
                found.append((opened + 1, place))
            opened = None
        elif token.text in _OPENING:
            opened = place
    return found


def _is_title(tokens: Sequence[Token]) -> bool:
    spoken = [token for token in tokens if token.is_word]
    if not spoken or not spoken[0].is_capitalised or not _is_title_case(tokens):
        return False
    capitals = sum(token.is_capitalised for token in spoken)
    return capitals > 1 and (capitals < len(spoken) or len(spoken) > _FEWEST_WORDS)


def _is_title_case(tokens: Sequence[Token]) -> bool:
    """Whether only small words, and those with digits, have no capital."""
    spoken = [token for token in tokens if token.is_word]
    return all(token.is_capitalised or token.text in _IN_TITLES or token.text[0].isdigit() for token in spoken)


def _is_alone(text: str, tokens: Sequence[Token]) -> bool:
    """Whether the words are a line of their own, and all of them letters."""
    start, end = tokens[0].start, tokens[-1].end
    opens = not text[max(0, start - 1) : start].strip("\n")
    return opens and not text[end : end + 1].strip("\n") and all(token.text[0].isalpha() for token in tokens)


def is_foreign(tokens: Sequence[Token]) -> bool:
    """Whether a sentence is in another language, by its small words."""
    if sum([token.low in _FOREIGN for token in tokens]) < _FEWEST_FOREIGN:
        return False
    spoken = [token for token in tokens if token.is_word]
    small = [token.text.lower() for place, token in enumerate(spoken) if not _is_inside_name(spoken, place)]
    foreign = sum(word in _FOREIGN for word in small)
    if len(small) < _FEWEST_WORDS or foreign < _FEWEST_FOREIGN:
        return False
    english = sum(word in _ENGLISH and word not in _ENGLISH_TOO for word in small)
    return foreign > 2 * english and foreign > 0.15 * len(small)


def _is_inside_name(words: Sequence[Token], place: int) -> bool:
    """Whether the word stands between two with capitals, as "de" does in "Charles de Gaulle"."""
    return 0 < place < len(words) - 1 and words[place - 1].is_capitalised and words[place + 1].is_capitalised
