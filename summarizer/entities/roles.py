"""The title or apposition beside a mention, and the country or body in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from summarizer.english.places import DEMONYMS
from summarizer.english.titles import HONORIFICS, PERSON_NOUNS, PORTFOLIO, TITLE_MODIFIERS, TITLES
from summarizer.english.words import DETERMINERS, PREPOSITIONS, SENTENCE_STARTERS
from summarizer.tokens import Range, Token, bare, tokenize

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Standing", "shared_title", "standing"]

# Titles and appositions are looked for this far around a mention, in characters.
_REACH = 160
_BREAK = re.compile(r"[\n.;:!?“”\"(){}\[\]—–](?:(?<=\n)|(?!\w))")
_LINKS = frozenset({"of", "for", "to", "at", "the", "and", "with", "in", "on"})
_TITLE_WORDS = TITLES | TITLE_MODIFIERS | PERSON_NOUNS
_ABBREVIATED = TITLES | HONORIFICS
_BEFORE_TITLE = _LINKS | DETERMINERS
_NO_TITLE_END = DETERMINERS | PREPOSITIONS
_NOT_WITH_TITLE = PREPOSITIONS | DETERMINERS | SENTENCE_STARTERS
_ENDS_APPOSITION = frozenset(
    ["who", "which", "that", "whose", "said", "says", "told", "was", "is", "has", "had", "and", "but"]
)


_OF = re.compile(r"\s(?:of|at)\s(?:the\s)?")
_OPENED = re.compile(r"(?:\s?\([^()\n]{1,30}\))?,\s(?:\d{1,3},\s)?")
_BRACKETS = re.compile(r"[(\[]([^()\[\]\n]{3,80})[)\]]\s\Z")
_NEXT_HOLDER = re.compile(r"(?:\sof\s(?:the\s)?[A-Z][\w’'. -]{1,40})?(?:,\s(?:and\s)?|\sand\s)")
_LONGEST_GAP = 60
_WORDS_TO_HEAD = 3
_POSSESSIVES = frozenset({"’s ", "'s ", "’ ", "' ", "’s\u00a0"})
_LONGEST_POSSESSIVE = max(map(len, _POSSESSIVES))


class Standing(NamedTuple):
    """What stands beside a mention; ranges in characters.

    Attributes:
        role: the title or apposition, or None.
        affiliation: the country, demonym or body in it or right before the mention, or None.
    """

    role: Range | None
    affiliation: Range | None


def standing(text: str, mention: Range, names: Sequence[Range]) -> Standing:
    """Read the role and affiliation beside a mention.

    Args:
        text: the article.
        mention: a person's name.
        names: the names near the mention, in order.

    Returns:
        What the words before it say ("US Defense Secretary Ann Lee"), or else what the apposition after or
        before it says ("Ann Lee, the US envoy, …", "the US envoy, Ann Lee").
    """
    lead = text[max(0, mention[0] - 24) : mention[0]].split()
    before = _before(text, mention) if lead and _may_hold_role(lead[-1]) else []
    role = _title(before) or _apposition(text, mention) or _apposed_before(before) or _in_brackets(text, mention)
    beside = _owner(text, mention, names) or _body_after(text, mention, names)
    return Standing(role, (_affiliation(text, role, names) if role else None) or beside)


def shared_title(text: str, role: Range, holder: Range, mention: Range) -> bool:
    """Whether a title in the plural before one name is that of the next one too.

    Args:
        text: the article.
        role: the title before the first of them ("Presidents").
        holder: a name that it is of ("Ann Lee" in "Presidents Ann Lee of Chad and Jo Roe").
        mention: the next name.
    """
    noun = bare(text[slice(*role)].rpartition(" ")[2])
    if not (noun.endswith("s") and noun[:-1] in PERSON_NOUNS) or role[1] > holder[0]:
        return False
    gap = text[holder[1] : mention[0]]
    return len(gap) < _LONGEST_GAP and _NEXT_HOLDER.fullmatch(gap) is not None


def _may_hold_role(word: str) -> bool:
    """Whether the word right before a name may end a title, or an apposition that a comma closes."""
    plain = bare(word)
    plural = plain.endswith("s") and plain[:-1] in PERSON_NOUNS
    return word.endswith(",") or plural or plain in _TITLE_WORDS or plain in PORTFOLIO or word[0].isupper()


def _before(text: str, mention: Range) -> list[Token]:
    start = max(0, mention[0] - _REACH)
    window = text[start : mention[0]]
    breaks = (match for match in reversed(list(_BREAK.finditer(window))) if not _abbreviates(window, match.start()))
    last = next(breaks, None)
    return tokenize(text, start + (last.end() if last else 0), mention[0])


def _abbreviates(window: str, place: int) -> bool:
    """Whether the full stop at `place` belongs to "U.S.", "Sen." or an initial."""
    if window[place] != ".":
        return False
    word = re.search(r"[\w.]{1,8}$", window[:place])
    return word is not None and ("." in word.group() or word.group().lower() in _ABBREVIATED or len(word.group()) == 1)


def _is_title_word(token: Token) -> bool:
    word = token.bare
    plural = word.endswith("s") and word[:-1] in PERSON_NOUNS
    return plural or word in _TITLE_WORDS or word in PORTFOLIO or word in DEMONYMS or _demonym_part(word)


def _is_person_noun(token: Token) -> bool:
    word = token.bare
    return word in PERSON_NOUNS or (word.endswith("s") and word[:-1] in PERSON_NOUNS)


def _demonym_part(word: str) -> bool:
    return word in {"north", "south", "korean", "african", "saudi", "european"}


def _title(before: list[Token]) -> Range | None:
    """The title right before the mention, with the owner before it: "South Korea’s U.N. Ambassador"."""
    tokens = [token for token in before if token.text != "."]
    start = len(tokens)
    while start > 0 and tokens[start - 1].is_word and _goes_with_title(tokens, start - 1):
        start -= 1
    while start < len(tokens) and (tokens[start].bare in _BEFORE_TITLE or tokens[start].text == "Then"):
        start += 1
    title = tokens[start:]
    if not any(map(_is_person_noun, title)) or title[-1].bare in _NO_TITLE_END:
        return None
    return title[0].start, title[-1].end


def _goes_with_title(tokens: list[Token], place: int) -> bool:
    token = tokens[place]
    word = token.bare
    if _is_title_word(token) and word not in HONORIFICS:
        return True
    following = tokens[place + 1 :]
    if not any(map(_is_person_noun, following)):
        return word in {"of", "for", "to", "the"} and place > 0 and bool(following)
    if word.endswith(("ional", "ential", "ipal", "cial", "ary", "tive")):
        return True
    if token.text.isupper() and len(token.text) > 1:
        return True
    return token.text[0].isupper() and word not in _NOT_WITH_TITLE


def _apposition(text: str, mention: Range) -> Range | None:
    """The noun phrase between commas after the mention: ", executive director at the firm,"."""
    end = min(len(text), mention[1] + _REACH)
    opened = _OPENED.match(text, mention[1], end)
    if opened is None:
        return None
    line_end = text.find("\n", mention[1], end)
    tokens = tokenize(text, opened.end(), end)
    while tokens and tokens[0].bare in {"a", "an", "the"}:
        tokens = tokens[1:]
    taken: list[Token] = []
    for place, token in enumerate(tokens):
        mark = token.text in ',;:!?—–“”"().' or -1 < line_end < token.start
        if mark or (token.bare in _ENDS_APPOSITION and not _goes_on(taken, tokens[place:])):
            break
        taken.append(token)
    head = next((place for place, token in enumerate(taken) if token.bare in PREPOSITIONS), len(taken))
    if not any(token.bare in PERSON_NOUNS for token in taken[:head]):
        return None
    return taken[0].start, taken[-1].end


def _goes_on(taken: list[Token], rest: list[Token]) -> bool:
    """Whether "and" joins what an office is about: "a space communications and navigation architect"."""
    if rest[0].bare != "and" or any(map(_is_person_noun, taken)):
        return False
    return any(map(_is_person_noun, rest[1 : 1 + _WORDS_TO_HEAD])) and all(token.is_word for token in rest[1:3])


def _in_brackets(text: str, mention: Range) -> Range | None:
    """The title in brackets right before the mention: "(indigenous leader) Lee", "[President Ann] Lee"."""
    closed = text[max(0, mention[0] - 2) : mention[0] - 1] in {")", "]"}
    found = _BRACKETS.search(text, max(0, mention[0] - _REACH), mention[0]) if closed else None
    if found is None:
        return None
    tokens = tokenize(text, *found.span(1))
    while tokens and not _is_person_noun(tokens[-1]):
        tokens = tokens[:-1]
    while tokens and tokens[0].bare in DETERMINERS:
        tokens = tokens[1:]
    return (tokens[0].start, tokens[-1].end) if tokens else None


def _body_after(text: str, mention: Range, names: Sequence[Range]) -> Range | None:
    """The name after "of" or "at": "Ann Lee of the University of Essex"."""
    found = _OF.match(text, mention[1])
    return next((name for name in names if found is not None and name[0] == found.end()), None)


def _apposed_before(before: list[Token]) -> Range | None:
    """The noun phrase that a comma closes right before the mention: "his counterpart, Ann Lee"."""
    if len(before) < 2 or before[-1].text != ",":
        return None
    start = len(before) - 1
    while start > 0 and before[start - 1].is_word and len(before) - start < 16:
        start -= 1
        if before[start].bare in {"his", "her", "their", "a", "an"}:
            break
    phrase = before[start:-1]
    heads = [place for place, token in enumerate(phrase) if token.bare in PERSON_NOUNS]
    if not heads:
        return None
    first = heads[0]
    while first > 0 and (_is_title_word(phrase[first - 1]) or phrase[first - 1].text[0].isupper()):
        first -= 1
    while phrase[first].bare in _BEFORE_TITLE:
        first += 1
    last = heads[0]
    while last + 1 in heads:
        last += 1
    tail = phrase[last + 1 :]
    if tail and tail[0].bare not in _LINKS and heads[-1] != len(phrase) - 1:
        return None
    return phrase[first].start, phrase[-1].end


def _affiliation(text: str, role: Range, names: Sequence[Range]) -> Range | None:
    inside = [name for name in names if role[0] <= name[0] and name[1] <= role[1] and name != role]
    if inside:
        return inside[0]
    words = tokenize(text, *role)
    for place, token in enumerate(words):
        two = f"{token.bare} {words[place + 1].bare}" if place + 1 < len(words) else ""
        if two in DEMONYMS:
            return token.start, words[place + 1].end
        if token.bare in DEMONYMS:
            return token.start, token.end
    return None


def _owner(text: str, mention: Range, names: Sequence[Range]) -> Range | None:
    """The name whose possessive stands right before the mention: "Russia’s Nebenzya"."""
    for name in names:
        if 0 < mention[0] - name[1] <= _LONGEST_POSSESSIVE and text[name[1] : mention[0]] in _POSSESSIVES:
            return name
    return None
