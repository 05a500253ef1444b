"""Places that are people by what stands beside them, and places that head a dateline."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.english.cues import PAST, PRESENT, VERB_FORMS
from summarizer.english.first_names import FIRST_NAMES
from summarizer.english.places import CITIES_AND_REGIONS, GROUPS, PLACE_WORDS
from summarizer.english.things import LOCAL_PREPOSITIONS
from summarizer.english.words import DETERMINERS, FAMILY_NAMES_FIRST
from summarizer.entities.keys import canonical
from summarizer.entities.sexes import title_before

if TYPE_CHECKING:
    from summarizer.tokens import Range

__all__ = ["heads_dateline", "is_like_a_person", "speaks"]

_NEXT_WORD = re.compile(r"\s([^\W\d_]{2,20})\b")
_AGE = re.compile(r",\s\d{2},")
_SAID = re.compile(r"\b(?:said|says|told|added)\s\Z")
# Words for places that are family names as well, and no seat of anyone who speaks ("Downing Street said").
_FAMILIES = frozenset({"lane", "west", "hill"})
# Words for places that end more people's names than places' after a first name.
_SURNAMES = frozenset({"temple", "castle", "tower", "garden", "gardens", "base", "cape", "pier", "canyon"})
_AFTER_DATELINE = re.compile(r"(?:,[^\n(—–]{1,30})?(?:\s\([^)\n]{1,30}\))?\s?(?:—|–|--?)\s")
_SHORTEST_DATELINE = 4
_DATELINE_WORDS = 3


def speaks(text: str, end: int) -> bool:
    """Whether the word after a name that ends at `end` is a verb of speech."""
    following = _NEXT_WORD.match(text, end)
    form = VERB_FORMS.get(following.group(1)) if following else None
    return form is not None and form[2] in {PAST, PRESENT}


def is_like_a_person(text: str, mention: Range, words: tuple[str, ...], role: Range | None) -> bool:
    """Whether a name that ends like a place's or a thing's ("Eve Lane", "Kemi Award") is used as a person's.

    Args:
        text: the article.
        mention: where the name stands.
        words: its folded words.
        role: the title or the apposition beside it, if any.
    """
    start, end = mention
    if len(words) not in {2, 3} or text[start:end] in CITIES_AND_REGIONS:
        return False
    if title_before(text, start) is not None or _AGE.match(text, end) is not None:
        return True
    lead = text[max(0, start - 16) : start].lower().split()
    bound = bool(lead) and (lead[-1] in LOCAL_PREPOSITIONS or lead[-1] in DETERMINERS)
    shown = role is not None and text[slice(*role)].rpartition(" ")[2].lower() not in GROUPS
    if shown and not bound and words[0] not in PLACE_WORDS:
        return True
    given = words[0] in FIRST_NAMES or words[0] in FAMILY_NAMES_FIRST
    first_name = given and words[0].title() not in CITIES_AND_REGIONS
    if first_name and words[-1] in _SURNAMES and not bound:
        return True
    if not first_name and words[-1] not in _FAMILIES:
        return False
    return speaks(text, end) or _SAID.search(text, max(0, start - 12), start) is not None


def heads_dateline(text: str, mention: Range) -> bool:
    """Whether a name in capitals opens its paragraph as a place does: "RENO, Nev. (AP) —"."""
    start, end = mention
    name = text[start:end]
    unlike = end - start < _SHORTEST_DATELINE or len(name.split()) > _DATELINE_WORDS
    if unlike or not name.isupper() or canonical(name) is not None:
        return False
    return (start == 0 or text[start - 1] == "\n") and _AFTER_DATELINE.match(text, end) is not None
