"""What a name's own words, and the words around a mention, say about its kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from summarizer.english.first_names import FAMILY_ENDINGS, FAMILY_NAMES_ALONE, FIRST_NAMES
from summarizer.english.listing import words as listed
from summarizer.english.places import CITIES_AND_REGIONS, PLACE_WORDS
from summarizer.english.things import AREA_NOUNS, DIRECTIONS, THING_WORDS
from summarizer.english.titles import GROUP_NOUNS, PERSON_NOUNS
from summarizer.english.words import FAMILY_NAMES_FIRST, NAME_PARTICLES, ORGANIZATION_WORDS, PREPOSITIONS
from summarizer.entities.keys import canonical, is_acronym
from summarizer.entities.looks import speaks
from summarizer.tokens import bare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.tokens import Range

__all__ = ["NOTHING", "Votes", "votes_of_name", "votes_of_place"]

_LONGEST_PERSON = 5
_INITIAL = re.compile(r"\s(?:[A-Z]\.\s?){1,3}\w")
_EASTERN = re.compile(r"[A-Z][a-z]+\s[A-Z][a-z]+[-‐‑][a-z]+|[A-Z][a-z]+[-‐‑][a-z]+\s[A-Z][a-z]+")
_FAMILY_PARTICLES = frozenset({"van", "von", "bin", "ibn", "bint"})
# A capital inside (SpaceX, not McCain), a digit (Cloud9), a domain (example.com).
_TRADE_NAME = re.compile(
    r"(?!(?:Mc|Mac|De|La|Le|Di|Du|Da|Van|Von|Fitz|Ben|El|Al|O|St)['’]?[A-Z])[A-Z]?[a-z]+[A-Z]\w*|[A-Z][a-z]+\d+"
    r"|[\w-]{2,30}\.(?:com|org|net|info|tv|co|io|at|de|fr|it|es|ru|ua|by|pl|uk|us|eu|ca|au|nz|in|cn|jp)"
    r"|[A-Z-]{2,30}\.(?:COM|ORG|NET|UA|RU|TV|FM)",
)
# "El", "Der" and "Il" begin newspapers; "La" and "Le" begin towns and people too.
_FOREIGN_ARTICLES = frozenset({"el", "der", "die", "das", "il"})
_SPEAKS_FOR = re.compile(
    r"\b(?:spokes(?:man|woman|person)|ceo|founder|co-founder|members?|employees?|directors?|editor)\s(?:of|for|at)\s"
    r"(?:the\s)?(?:The\s)?\Z",
    re.IGNORECASE,
)
_BEFORE_A_BODY = frozenset({"of", "for", "at", "the"})
# Capitals inside a longer name, but for "III".
_ACRONYM = re.compile(r"\b(?![IVX]+\b)[A-Z]{3,}\b")
_LONGEST_EASTERN = 4
_WORD_BEFORE = re.compile(r"([^\W\d_][\w’'-]{0,24})\s\Z")
_WORD_AFTER = re.compile(r"\s([^\W\d_][\w-]{1,24})\b")
_OF_AREA = re.compile(r"\b([a-z-]{3,14})\sof\s\Z")
_WHAT_IT_IS = re.compile(r"(?:\s\([^()\n]{1,40}\))?,\s(?:an?|the|its|his|her|their|one\sof)\s([^,.;:!?\n“”\"()]{3,80})")
_NOUN_PHRASE_ENDS = re.compile(
    r"\s(?:in|of|on|near|about|with|where|that|which|who|from|for|at|to|by|just|some|under)\b"
)
_BIGGER_PLACE = re.compile(r",\s([A-Z][\w.]{0,14}(?:\s[A-Z][a-z]{1,14})?)(?=[,.;:)\s])")
_PRONOUN = re.compile(r"[^,;:.!?\n“”\"()]{0,60}?\b(his|her|himself|herself|its|itself)\b")
_OF_A_BODY = listed("ceo cfo employees shares headquarters executives shareholders subsidiary newsroom investors")


class Votes(NamedTuple):
    """How much speaks for each kind; nothing says nothing."""

    person: int = 0
    place: int = 0
    body: int = 0
    thing: int = 0


NOTHING = Votes()


def votes_of_name(name: str) -> Votes:
    """What the words of a name say for themselves.

    Args:
        name: as it stands in the article; not in the lexicon, and without a word for a body or place.
    """
    words = name.split()
    lower = [bare(word) for word in words]
    if len(words) == 1:
        return _votes_of_word(words[0], lower[0])
    first_name = lower[0] in FIRST_NAMES or lower[0] in FAMILY_NAMES_FIRST
    if len(words) > _LONGEST_PERSON or "&" in name or any(map(_is_of_something, lower[first_name:])):
        return NOTHING
    if lower[0] in _FOREIGN_ARTICLES or (_ACRONYM.search(name) and not name.isupper()):
        return Votes(body=1)
    if lower[0] in DIRECTIONS:
        return Votes(place=1)
    capitals = (
        word[0].isupper() or plain in NAME_PARTICLES or plain[:3] == "al-"
        for word, plain in zip(words, lower, strict=True)
    )
    return _votes_of_person(name, lower) if all(capitals) else NOTHING


def _votes_of_person(name: str, lower: Sequence[str]) -> Votes:
    strong = (
        lower[0] in FIRST_NAMES
        or lower[0].partition("-")[0] in FIRST_NAMES
        or _INITIAL.search(name) is not None
        or _EASTERN.fullmatch(name) is not None
        or lower[-1].endswith(FAMILY_ENDINGS)
        or lower[-1] in FAMILY_NAMES_ALONE
        or not _FAMILY_PARTICLES.isdisjoint(lower[1:-1])
    )
    eastern = lower[0] in FAMILY_NAMES_FIRST and len(lower) < _LONGEST_EASTERN
    return Votes(person=2 * strong + eastern)


def _is_of_something(word: str) -> bool:
    return word in ORGANIZATION_WORDS or word in PLACE_WORDS or word in THING_WORDS or any(map(str.isdigit, word))


def _votes_of_word(word: str, lower: str) -> Votes:
    if _TRADE_NAME.fullmatch(word):
        return Votes(body=2)
    if lower in FAMILY_NAMES_ALONE or lower.endswith(FAMILY_ENDINGS):
        return Votes(person=2)
    return Votes(person=int(lower in FIRST_NAMES))


def votes_of_place(text: str, mention: Range, end: int) -> Votes:
    """What stands around a mention.

    Args:
        text: the article.
        mention: where the name stands.
        end: where the next name begins, or the text ends.
    """
    start = mention[0]
    before = text[max(0, start - 40) : start]
    word = _WORD_BEFORE.search(before) if before[-1:].isspace() else None
    lead = word.group(1) if word else ""
    after = _WORD_AFTER.match(text, mention[1])
    follow = after.group(1) if after else ""
    found = [_before(before, lead), _after(text, mention[1], lead, follow), _apposition(text, mention[1])]
    if is_acronym(text[slice(*mention)]):
        found.append(_acronym(text, mention[1], lead))
    if lead.lower() not in PREPOSITIONS and lead != "told":
        found.append(_pronoun(text, mention[1], end))
    return Votes(*map(sum, zip(*found, strict=True)))


def _before(before: str, lead: str) -> Votes:
    area = _OF_AREA.search(before) if lead == "of" else None
    if area and area.group(1) in AREA_NOUNS:
        return Votes(place=2)
    if lead in DIRECTIONS or lead in AREA_NOUNS:
        return Votes(place=1)
    if lead.lower() in _BEFORE_A_BODY and _SPEAKS_FOR.search(before):
        return Votes(body=1)
    if lead.endswith("s") and lead[:-1] in PERSON_NOUNS:
        return Votes(person=2)
    return Votes(body=2) if lead in GROUP_NOUNS and not lead.endswith("s") else NOTHING


def _after(text: str, end: int, lead: str, follow: str) -> Votes:
    if follow in AREA_NOUNS and follow not in {"capital", "port", "state"}:
        return Votes(place=2)
    if follow in _OF_A_BODY or (follow == "chief" and text.startswith(" chief executive", end)):
        return Votes(body=1)
    bigger = _BIGGER_PLACE.match(text, end)
    if bigger and lead.lower() in PREPOSITIONS and _is_place(bigger.group(1)):
        return Votes(place=2)
    if lead.lower() == "the" and (not follow or follow in PREPOSITIONS or not follow.islower()):
        return Votes(thing=1)
    return NOTHING


def _acronym(text: str, end: int, lead: str) -> Votes:
    """Whether an abbreviation in capitals stands like a body: "the ABC", "ABC's", "told ABC", "ABC said"."""
    like_body = lead.lower() in {"the", "told", "by", "with", "from"} or text[end : end + 2] in {"'s", "’s"}
    return Votes(body=1) if like_body or speaks(text, end) else NOTHING


def _is_place(name: str) -> bool:
    return name in CITIES_AND_REGIONS or canonical(name) is not None or name.split(maxsplit=1)[0] in CITIES_AND_REGIONS


def _apposition(text: str, end: int) -> Votes:
    """What the noun after ", a" or ", the" says: ", a town in the north"."""
    found = _WHAT_IT_IS.match(text, end)
    if found is None:
        return NOTHING
    phrase = _NOUN_PHRASE_ENDS.split(found.group(1), maxsplit=1)[0].split()
    noun = phrase[-1].lower() if phrase else ""
    if noun in AREA_NOUNS:
        return Votes(place=2)
    return Votes(body=2) if noun in GROUP_NOUNS and not noun.endswith("s") else NOTHING


def _pronoun(text: str, after: int, end: int) -> Votes:
    """Whose the next possessive is: "his" is a person's, "its" is not."""
    found = _PRONOUN.match(text, after, end)
    if found is None:
        return NOTHING
    if found.group(1) in {"its", "itself"}:
        return Votes(body=1 if speaks(text, after) else 0, thing=1)
    return Votes(person=1)
