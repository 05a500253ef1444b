"""Runs of capitalised words, with the small words that names hold inside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.english.places import COUNTRIES, PLACE_WORDS, WORLD_BODIES
from summarizer.english.titles import HONORIFICS, PORTFOLIO, TITLES
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

__all__ = ["KNOWN", "capitalised_runs", "fused", "is_capitalised"]

# Every form of a country or world body, as written.
KNOWN = frozenset(form.rstrip(".") for row in (*COUNTRIES, *WORLD_BODIES) for form in row)

_ABBREVIATIONS = HONORIFICS | frozenset(
    [
        "rep",
        "sen",
        "gov",
        "gen",
        "col",
        "maj",
        "capt",
        "lt",
        "sgt",
        "adm",
        "cmdr",
        "insp",
        "jr",
        "sr",
        "dep",
        "asst",
        "atty",
    ]
)
# al-Amr, d’Estaing, eBay: a capital after a short lower-case piece.
_INNER_CAPITAL = re.compile(r"[a-z]{1,3}[-‐‑'’]?[A-Z]")
_ENDS_A_NAME = re.compile(r".[-‐‑](?:[a-z]+(?:ed|ing)|led|made|born|run|wide|like|era|style|free|style|bound|torn)$")
_MONTH_NAMES = frozenset(["may", "march", "april", "june", "august", "jan"])
_LOOKAHEAD = 3


def is_capitalised(token: Token) -> bool:
    """Whether the word begins like a name."""
    first = token.text[0]
    return first.isupper() or (first.islower() and _INNER_CAPITAL.match(token.text) is not None)


def fused(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with the full stop of an initial ("J.") or of a title ("Sen.") joined to it."""
    joined: list[Token] = []
    for place, token in enumerate(tokens):
        before = joined[-1] if joined else None
        if (
            token.text == "."
            and before is not None
            and before.end == token.start
            and place + 1 < len(tokens)
            and ((len(before.text) == 1 and before.text.isupper()) or before.text.lower() in _ABBREVIATIONS)
        ):
            joined[-1] = Token(before.start, token.end, before.text + ".")
        else:
            joined.append(token)
    return joined


def capitalised_runs(text: str, tokens: Sequence[Token]) -> list[list[int]]:
    """Find the longest runs of words that could be a name, small inner words included.

    Args:
        text: the article.
        tokens: the words and marks of one sentence, as `fused` gives them.

    Returns:
        Runs as indices into `tokens`; each begins and ends with a capitalised word.
    """
    runs: list[list[int]] = []
    place = 0
    while place < len(tokens):
        if not _may_stand_in_run(tokens, place, inside=False):
            place += 1
            continue
        run = [place]
        while following := _continuation(text, tokens, run):
            run.extend(following)
        runs.append(run)
        place = run[-1] + 1
    return runs


def _may_stand_in_run(tokens: Sequence[Token], place: int, *, inside: bool) -> bool:
    token = tokens[place]
    if not token.is_word or not is_capitalised(token):
        return False
    if place and tokens[place - 1].text in "@#" and tokens[place - 1].end == token.start:
        return False
    word = bare(token.text)
    if word in CALENDAR:
        followed_by_number = place + 1 < len(tokens) and tokens[place + 1].text[0].isdigit()
        return inside and word in _MONTH_NAMES and not followed_by_number
    return word not in NOT_NAMES or token.text.rstrip(".") in KNOWN or (inside and len(word) == 1)


def _continuation(text: str, tokens: Sequence[Token], run: list[int]) -> list[int]:
    """The indices that carry the run on: small words and the capitalised word after them, or nothing."""
    last = tokens[run[-1]]
    if _ends_run(last):
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


_SMALL = NAME_PARTICLES | {"of", "for", "on", "and", "the"}


def _ends_run(last: Token) -> bool:
    possessive = last.text != possessive_stem(last.text)
    if possessive and last.text.lower() not in PEOPLE_PLURALS:
        return True
    return _ENDS_A_NAME.search(last.text) is not None


def _joined_by_space(text: str, before: Token, after: Token) -> bool:
    gap = text[before.end : after.start]
    return gap.isspace() and gap.count("\n") < 2 and "\t" not in gap


def _links(tokens: Sequence[Token], run: list[int], taken: list[int]) -> bool:
    """Whether the small words in `taken` belong inside a name at this place."""
    small = [tokens[place].text for place in taken[:-1]]
    before, after = bare(tokens[run[-1]].text), bare(tokens[taken[-1]].text)
    if small == ["&"]:
        return True
    if all(word in NAME_PARTICLES for word in small):
        return before not in ORGANIZATION_WORDS
    if small == ["and"]:
        return _joins_topics(tokens, run, before, after)
    return small[1:] in ([], ["the"]) and before in _LINKABLE.get(small[0], frozenset())


_LINKABLE = {
    "of": ORGANIZATION_WORDS | TITLES | OF_HEADS | PLACE_WORDS,
    "for": ORGANIZATION_WORDS | TITLES,
    "on": frozenset({"commission", "committee", "council", "conference", "institute", "convention"}),
}


def _joins_topics(tokens: Sequence[Token], run: list[int], before: str, after: str) -> bool:
    """Whether "and" stands inside what a body is for: "Health and Human Services"."""
    if not after.endswith(TOPIC_SUFFIXES) and after not in PORTFOLIO:
        return False
    inside_title = any(tokens[place].text in {"of", "for", "on"} for place in run)
    return inside_title or before.endswith(TOPIC_SUFFIXES) or before in PORTFOLIO
