"""Runs of capitalised words, with the small words that names hold inside."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from summarizer.english.listing import words
from summarizer.english.places import CITIES_AND_REGIONS, COUNTRIES, DEMONYMS, GROUPS, PLACE_WORDS, WORLD_BODIES
from summarizer.english.titles import HONORIFICS, PERSON_NOUNS, PORTFOLIO, TITLES
from summarizer.english.words import (
    CALENDAR,
    NAME_PARTICLES,
    NOT_NAMES,
    OF_HEADS,
    ORGANIZATION_WORDS,
    PEOPLE_PLURALS,
    TOPIC_SUFFIXES,
)
from summarizer.tokens import Token, bare, possessive_stem

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["KNOWN", "capitalised_runs", "fused", "without_compound"]

# Every form of a country or world body, as written.
KNOWN = frozenset(form.rstrip(".") for row in (*COUNTRIES, *WORLD_BODIES) for form in row)

_ABBREVIATIONS = HONORIFICS | words("rep sen gov gen col maj capt lt sgt adm cmdr insp jr sr dep asst atty st mt ft")
_ENDS_A_NAME = re.compile(
    r".[-‐‑](?:[a-z]+(?:ed|ing)|led|made|born|run|wide|like|era|style|free|bound|torn|winners?|record|area|set)$"
)
_COMPOUND = re.compile(r"(?<=\w)[-‐‑](?:[a-z]+(?:ed|ing)|made|born|wide|style|era|winners?|record|area)$")
_POSSESSIVE_PAIR = re.compile(r"\b([A-Z][a-z]{2,20})['’]s ([A-Z][a-z]{2,20})\b")
_CAPITALISED = re.compile(r"\b[A-Z][a-z]{2,20}\b")
_MONTH_NAMES = frozenset(["may", "march", "april", "june", "august", "jan"])
_LOOKAHEAD = 3
# The shortest word that takes a mark: AMC+.
_TRADE = 3
# Marks that may be part of the word before.
_JOINING = frozenset(".$+")


def fused(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with the full stop of an initial ("J.") or of a title ("Sen.") joined to it."""
    joined: list[Token] = []
    for place, token in enumerate(tokens):
        if token.text not in _JOINING:
            joined.append(token)
            continue
        before = joined[-1] if joined else None
        if (
            token.text == "."
            and before is not None
            and before.end == token.start
            and place + 1 < len(tokens)
            and ((len(before.text) == 1 and before.text.isupper()) or before.text.lower() in _ABBREVIATIONS)
        ):
            joined[-1] = Token.of(before.start, before.text + ".")
        elif token.text != "." and _ends_trade_name(tokens, place):
            joined[-1] = Token.of(joined[-1].start, joined[-1].text + token.text)
        else:
            joined.append(token)
    return joined


def _ends_trade_name(tokens: Sequence[Token], place: int) -> bool:
    """Whether a mark belongs to the word it touches: "Disney+ shows", but no "US$ 5" and no "C++"."""
    before = tokens[place - 1] if place else None
    if before is None or before.end != tokens[place].start or not before.is_capitalised or len(before.text) < _TRADE:
        return False
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    return following is None or (
        not following.text[0].isdigit() and (following.start > tokens[place].end or not following.is_word)
    )


def without_compound(token: Token) -> Token:
    """The name that a compound begins with: "York-based" is "York" here, and any other word is itself."""
    compound = _COMPOUND.search(token.text)
    if compound is None:
        return token
    return Token.of(token.start, token.text[: compound.start()])


def capitalised_runs(text: str, tokens: Sequence[Token]) -> list[list[int]]:
    """Find the longest runs of words that could be a name, small inner words included.

    Args:
        text: the article.
        tokens: the words and marks of one sentence, as `fused` gives them.

    Returns:
        Runs as indices into `tokens`; each begins and ends with a capitalised word.
    """
    runs: list[list[int]] = []
    for place in [place for place, token in enumerate(tokens) if token.is_capitalised]:
        taken = runs and place <= runs[-1][-1]
        if taken or not _may_stand_in_run(tokens, place, inside=False):
            continue
        run = [place]
        while following := _continuation(text, tokens, run):
            run.extend(following)
        runs.append(run)
    return runs


def _may_stand_in_run(tokens: Sequence[Token], place: int, *, inside: bool) -> bool:
    token = tokens[place]
    if not token.is_word or not token.is_capitalised:
        return False
    if place and tokens[place - 1].text in "@#" and tokens[place - 1].end == token.start:
        return False
    word = token.bare
    if word in CALENDAR:
        followed_by_number = place + 1 < len(tokens) and tokens[place + 1].text[0].isdigit()
        return inside and word in _MONTH_NAMES and not followed_by_number
    if inside and token.text == "TV":
        return tokens[place - 1].bare not in DEMONYMS and tokens[place - 1].bare not in GROUPS
    return word not in NOT_NAMES or token.text.rstrip(".") in KNOWN or (inside and len(word) == 1)


def _continuation(text: str, tokens: Sequence[Token], run: list[int]) -> list[int]:
    """The indices that carry the run on: small words and the capitalised word after them, or nothing."""
    last = tokens[run[-1]]
    if dashed := _dashed(text, tokens, run):
        return dashed
    if _is_state_after_town(tokens, run[-1]) or (_ends_run(last) and not _is_fixed(text, tokens, run[-1])):
        return []
    taken: list[int] = []
    for place in range(run[-1] + 1, min(len(tokens), run[-1] + 2 + _LOOKAHEAD)):
        if not _joined_by_space(text, tokens[place - 1], tokens[place]):
            return []
        if _may_stand_in_run(tokens, place, inside=True):
            linked = not taken or _links(tokens, run, [*taken, place])
            return [*taken, place] if linked else []
        taken.append(place)
        if not (tokens[place].text == "&" or tokens[place].text in _SMALL):
            return []
    return []


def _dashed(text: str, tokens: Sequence[Token], run: list[int]) -> list[int]:
    """A dash without spaces, and the word after it that a body's name goes on with: "Export–Import Bank"."""
    dash = run[-1] + 1
    if dash + 2 >= len(tokens) or tokens[dash].text != "–":
        return []
    before, after, head = tokens[dash - 1], tokens[dash + 1], tokens[dash + 2]
    touching = before.end == tokens[dash].start and tokens[dash].end == after.start
    if not touching or not after.is_capitalised or head.bare not in ORGANIZATION_WORDS:
        return []
    known = before.text in KNOWN and after.text in KNOWN
    return [dash, dash + 1] if not known and head.is_capitalised and _joined_by_space(text, after, head) else []


_SMALL = NAME_PARTICLES | {"of", "for", "on", "and", "the"}


def _ends_run(last: Token) -> bool:
    if last.text.isalpha():
        return False
    possessive = last.text != possessive_stem(last.text)
    if possessive and last.text.lower() not in PEOPLE_PLURALS:
        return True
    return _ENDS_A_NAME.search(last.text) is not None


def _is_fixed(text: str, tokens: Sequence[Token], place: int) -> bool:
    """Whether the possessive is inside a name: "Sheriff's Office", "Devil's Island" if never without the same word."""
    following = tokens[place + 1].text if place + 1 < len(tokens) else ""
    if following[:1].isupper() and bare(following) in _SEATS and tokens[place].bare in TITLES:
        return True
    return (possessive_stem(tokens[place].text), possessive_stem(following)) in _fixed_pairs(text)


def _is_state_after_town(tokens: Sequence[Token], place: int) -> bool:
    """Whether an abbreviated state ends what is said of a place: "Trenton, N.J. Ann Lee came"."""
    name = tokens[place].text
    return place > 1 and tokens[place - 1].text == "," and name.count(".") > 1 and name in CITIES_AND_REGIONS


# What an officer's possessive begins a body's name with.
_SEATS = words("office department association council court bureau")


@lru_cache(maxsize=4)
def _fixed_pairs(text: str) -> frozenset[tuple[str, str]]:
    pairs = Counter((match.group(1), match.group(2)) for match in _POSSESSIVE_PAIR.finditer(text))
    often = {pair: count for pair, count in pairs.items() if count > 1 and pair[0] not in KNOWN}
    alone = Counter(match.group() for match in _CAPITALISED.finditer(text)) if often else Counter[str]()
    return frozenset(
        pair
        for pair, count in often.items()
        if alone[pair[0]] == count and pair[1].lower() not in TITLES and pair[1].lower() not in PERSON_NOUNS
    )


def _joined_by_space(text: str, before: Token, after: Token) -> bool:
    gap = text[before.end : after.start]
    return gap.isspace() and gap.count("\n") < 2 and "\t" not in gap


def _links(tokens: Sequence[Token], run: list[int], taken: list[int]) -> bool:
    """Whether the small words in `taken` belong inside a name at this place."""
    small = [tokens[place].text for place in taken[:-1]]
    before, after = tokens[run[-1]].bare, tokens[taken[-1]].bare
    if small == ["&"]:
        return True
    if small in (["of"], ["for"]) and _inside_purpose(tokens, run):
        return True
    if all(word in NAME_PARTICLES for word in small):
        return before not in ORGANIZATION_WORDS
    if small == ["and"]:
        return _joins_topics(tokens, run, before, after) or _joins_fields(tokens, run, taken[-1])
    return small[1:] in ([], ["the"]) and before in _LINKABLE.get(small[0], frozenset())


_LINKABLE = {
    "of": ORGANIZATION_WORDS | TITLES | OF_HEADS | PLACE_WORDS,
    "for": ORGANIZATION_WORDS | TITLES,
    "on": frozenset({"commission", "committee", "council", "conference", "institute", "convention"}),
}


def _inside_purpose(tokens: Sequence[Token], run: list[int]) -> bool:
    """Whether what a body is for has begun: "Centre for Control", which "of Disorders" goes on with."""
    words = [tokens[place].bare for place in run]
    return "for" in words and words[words.index("for") - 1] in ORGANIZATION_WORDS and words[-2:-1] == ["for"]


def _joins_fields(tokens: Sequence[Token], run: list[int], place: int) -> bool:
    """Whether "and" joins the fields of one national body: "National Air and Space Museum"."""
    first = run[1] if len(run) > 2 and tokens[run[0]].bare == "the" else run[0]
    opening, before = tokens[first].text, tokens[run[-1]].text
    if len(run) < 2 or not (opening.rstrip(".") in KNOWN or bare(opening) in _NATIONAL or bare(opening) in DEMONYMS):
        return False
    if before in KNOWN or bare(before) in _NO_FIELDS or tokens[place].text in KNOWN:
        return False
    return any(
        token.bare in _HEADS_OF_FIELDS
        and token.is_capitalised
        and all(word.is_capitalised for word in tokens[place : place + ahead])
        for ahead, token in enumerate(tokens[place + 1 : place + 3], start=1)
    )


_NATIONAL = frozenset({"national", "royal", "federal", "international", "central", "state", "european", "african"})
_NO_FIELDS = ORGANIZATION_WORDS | PLACE_WORDS | TITLES | GROUPS
_HEADS_OF_FIELDS = frozenset(
    {"museum", "center", "centre", "administration", "institute", "association", "agency", "authority", "college"}
    | {"office", "commission", "council", "committee", "service"}
)


_CHAMBERS = frozenset({"house", "senate"})


def _joins_topics(tokens: Sequence[Token], run: list[int], before: str, after: str) -> bool:
    """Whether "and" stands inside what a body is for: "Health and Human Services"."""
    if (not after.endswith(TOPIC_SUFFIXES) and after not in PORTFOLIO) or after in _CHAMBERS:
        return False
    inside_title = any(tokens[place].text in {"of", "for", "on"} for place in run)
    return inside_title or before.endswith(TOPIC_SUFFIXES) or before in PORTFOLIO
