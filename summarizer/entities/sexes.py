"""What titles and first names say of a person's sex, so that two of one family stay two."""

from __future__ import annotations

import re

from summarizer.english.first_names import FEMALE_NAMES, MALE_NAMES
from summarizer.english.titles import FEMALE_TITLES, MALE_TITLES
from summarizer.english.words import FAMILY_NAMES_FIRST
from summarizer.entities.records import Sex

__all__ = ["clash", "sex_of_first_name", "sex_of_title", "title_before"]

# The longest title with its space; a couple before it ("Mr. and Mrs. Lee") is no title of one person.
_REACH = 24
_TITLE = re.compile(r"(?<![\w.’'-])([^\W\d_]{2,14})\.?[ \u00a0]\Z")
_COUPLE = re.compile(r"\b[Mm]r\.?\s(?:and|&)\s\Z")


def title_before(text: str, start: int) -> tuple[int, Sex] | None:
    """Find a title that says a sex right before a name.

    Args:
        text: the article.
        start: where the name starts.

    Returns:
        Where the title starts, and the sex; None without such a title.
    """
    floor = max(0, start - _REACH)
    window = text[floor:start]
    found = _TITLE.search(window)
    if found is None or not found.group(1)[0].isupper() or _COUPLE.search(window, 0, found.start()):
        return None
    sex = sex_of_title(found.group(1))
    return None if sex is None else (floor + found.start(), sex)


def sex_of_title(word: str) -> Sex | None:
    """The sex that one word of a title says, its full stop or not, in any case."""
    title = word.lower().rstrip(".")
    if title in FEMALE_TITLES:
        return Sex.FEMALE
    return Sex.MALE if title in MALE_TITLES else None


def sex_of_first_name(words: tuple[str, ...]) -> Sex | None:
    """The sex that the first of a full name's folded words says, where family names do not come first."""
    if len(words) < 2 or words[0] in FAMILY_NAMES_FIRST:
        return None
    if words[0] in FEMALE_NAMES:
        return Sex.FEMALE
    return Sex.MALE if words[0] in MALE_NAMES else sex_of_title(words[0])


def clash(one: Sex | None, other: Sex | None) -> bool:
    """Whether two are known and differ."""
    return one is not None and other is not None and one is not other
