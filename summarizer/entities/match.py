"""Which entity a mention or a typed name is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.english.titles import HONORIFICS, PERSON_NOUNS, PORTFOLIO, TITLE_MODIFIERS
from summarizer.entities.keys import canonical, family_names, folded, same_person
from summarizer.entities.records import EntityKind
from summarizer.entities.sexes import clash, sex_of_title
from summarizer.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.entities.records import NamedEntity
    from summarizer.tokens import Range

__all__ = ["is_whole_mention", "match_name", "resolve_mention"]

_BEFORE_NAME = HONORIFICS | PERSON_NOUNS | TITLE_MODIFIERS | PORTFOLIO | {"the"}
_BELONGS = re.compile(r"\b(?:of|for|to|from|at|by|with|against)\b|['’]s?\s", re.IGNORECASE)


def resolve_mention(text: str, mention: Range, entities: Sequence[NamedEntity]) -> int | None:
    """Find the entity that a mention is of.

    Args:
        text: the article.
        mention: a name, alone or with the title before it ("Mr. Lee"); not "a spokesman for Mr. Lee".
        entities: as `merge_names` gives them.

    Returns:
        The entity's index, or None.
    """
    inside: tuple[Range, int] | None = None
    for index, entity in enumerate(entities):
        for named in entity.mentions:
            if named[0] <= mention[0] and mention[1] <= named[1]:
                return index
            if mention[0] <= named[0] and named[1] <= mention[1] and (inside is None or named > inside[0]):
                inside = named, index
    if inside is None or not is_whole_mention(text, mention, inside[0]):
        return None
    return inside[1]


def is_whole_mention(text: str, mention: Range, named: Range) -> bool:
    """Whether the name is what a longer mention is of: "Mr. Lee" is of Lee, "Lee's aide" is not."""
    lead, rest = text[mention[0] : named[0]], text[named[1] : mention[1]]
    return not _BELONGS.search(lead) and rest.strip(" .,") in {"", "'s", "’s"}


def match_name(name: str, entities: Sequence[NamedEntity]) -> int | None:
    """Find the entity that a typed name means.

    Case, accents, hyphens, word order, possessives and titles do not count; different people are never taken
    for one another.

    Args:
        name: as a model or a person typed it.
        entities: as `merge_names` gives them.

    Returns:
        The entity's index, or None where none or several fit.
    """
    bare_name = _without_title(name)
    words = folded(bare_name)
    if not words:
        return None
    sex = sex_of_title(name.split(maxsplit=1)[0]) if words != folded(name) else None
    entities_of_sex = [(index, entity) for index, entity in enumerate(entities) if not clash(sex, entity.sex)]
    typed = folded(name)
    as_typed = next((index for index, entity in entities_of_sex if folded(entity.name) == typed), None)
    if as_typed is not None:
        return as_typed
    known = canonical(bare_name) or canonical(bare_name.upper() if len(bare_name) < 6 else bare_name.title())
    for index, entity in entities_of_sex:
        forms = (entity.name, *entity.aliases)
        if any(folded(form) == words for form in forms):
            return index
        if known is not None and any(canonical(form) == known for form in forms):
            return index
    return _only([index for index, entity in entities_of_sex if _same(words, bare_name, entity)])


def _only(found: list[int]) -> int | None:
    return found[0] if len(found) == 1 else None


def _same(words: tuple[str, ...], name: str, entity: NamedEntity) -> bool:
    """Whether a person's full name and family name, or two spellings of one name, meet."""
    if entity.kind not in {EntityKind.PERSON, None}:
        return False
    own = folded(entity.name)
    if len(words) > 1 and len(own) > 1:
        return same_person(own, words)
    if len(own) > 1:
        return words[0] in family_names(own, entity.name)
    return len(words) > 1 and own[0] in family_names(words, name)


def _without_title(name: str) -> str:
    """The name without titles before it; a name that is all title stays."""
    tokens = [token for token in tokenize(name, 0, len(name)) if token.is_word]
    start = 0
    while start < len(tokens) - 1:
        if tokens[start].bare not in _BEFORE_NAME:
            break
        start += 1
    if start == 0 or start >= len(tokens):
        return name.strip()
    return name[tokens[start].start :].strip()
