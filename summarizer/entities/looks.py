"""Places that are people by what stands beside them, and places that head a dateline."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.english.cues import PAST, PRESENT, VERB_FORMS
from summarizer.english.places import CITIES_AND_REGIONS
from summarizer.entities.keys import canonical
from summarizer.entities.sexes import sex_of_first_name, title_before

if TYPE_CHECKING:
    from summarizer.tokens import Range

__all__ = ["heads_dateline", "is_like_a_person", "speaks"]

_NEXT_WORD = re.compile(r"\s([^\W\d_]{2,20})\b")
_AGE = re.compile(r",\s\d{2},")
_SAID = re.compile(r"\b(?:said|says|told|added)\s\Z")
# Words for places that are family names as well, and no seat of anyone who speaks ("Downing Street said").
_FAMILIES = frozenset({"lane", "west", "hill"})
_AFTER_DATELINE = re.compile(r"(?:,[^\n(—–]{1,30})?(?:\s\([^)\n]{1,30}\))?\s?(?:—|–|--?)\s")
_SHORTEST_DATELINE = 4
_DATELINE_WORDS = 3


def speaks(text: str, end: int) -> bool:
    """Whether the word after a name that ends at `end` is a verb of speech."""
    following = _NEXT_WORD.match(text, end)
    form = VERB_FORMS.get(following.group(1)) if following else None
    return form is not None and form[2] in {PAST, PRESENT}


def is_like_a_person(text: str, mention: Range, words: tuple[str, ...]) -> bool:
    """Whether a name that ends like a place's ("Eve Lane") is used as a person's.

    Args:
        text: the article.
        mention: where the name stands.
        words: its folded words.
    """
    start, end = mention
    if len(words) not in {2, 3} or text[start:end] in CITIES_AND_REGIONS:
        return False
    if title_before(text, start) is not None or _AGE.match(text, end) is not None:
        return True
    first_name = sex_of_first_name(words) is not None and words[0].title() not in CITIES_AND_REGIONS
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
