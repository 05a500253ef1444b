"""Names that stand for one thing though their words differ: abbreviations in brackets, shorter names, misprints."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.english.first_names import FIRST_NAMES
from summarizer.english.listing import words as listed
from summarizer.english.places import CITIES_AND_REGIONS, DEMONYMS, GROUPS
from summarizer.english.words import ORGANIZATION_WORDS
from summarizer.entities.keys import canonical, initials
from summarizer.entities.records import EntityKind
from summarizer.names.defined import abbreviates

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from summarizer.entities.groups import Group
    from summarizer.tokens import Range

__all__ = ["join_brackets", "join_clipped", "join_handles", "join_initials", "join_misprints", "join_unqualified"]

_LONGEST_SHORT = 12
_LONGEST_ACRONYM = 6
_CLOSES = re.compile(r"\s?\)")
_HANDLE_BEFORE = re.compile(r"(?<!\w)@\w{2,30}(?=\s\(\Z)")
_HANDLE_AFTER = re.compile(r"\s\((@\w{2,30})\)")
_SHORTEST_MISPRINT = 8
_OFTEN = 3
_MOST_QUALIFIERS = 2
_COMPANY_ENDINGS = listed("""
    games news inc llc ltd corp corporation company co group holdings ai technologies systems software tv
    pharmaceuticals therapeutics airlines airways motors entertainment industries magazine newspaper gmbh ag
    """)


def join_brackets(text: str, names: Sequence[Range], groups: Sequence[Group]) -> None:
    """Join what stands in brackets with the name before them, where one is short for the other.

    A body's name in another language in brackets is the same body; a person or a place in them is not.

    Args:
        text: the article.
        names: all mentions, in order.
        groups: all groups; mentions move between them.
    """
    owners = {mention: group for group in groups for mention in group.mentions}
    before: Range | None = None
    for inside in names:
        outside, before = before, inside
        if outside is None or text[outside[1] : inside[0]] != " (" or not _CLOSES.match(text, inside[1]):
            continue
        first, second = owners[outside], owners[inside]
        if first is second or first.absorbed or second.absorbed:
            continue
        if _is_short_for(text[slice(*inside)], second, first) or _is_translation(first, second):
            first.absorb(second)
        elif _is_short_for(text[slice(*outside)], first, second):
            second.absorb(first)


def _is_short_for(short: str, group: Group, full: Group) -> bool:
    capitals = sum(map(str.isupper, short))
    if len(group.key) > 2 or group.key[0] == "=" or capitals < 2 or len(short) > _LONGEST_SHORT or len(full.key) < 2:
        return False
    if abbreviates(short, full.name) or _holds_letters(short, full.name):
        return True
    # An abbreviation from another language: "Federal Security Service (FSB)".
    same_start = full.name[0] == short[0] and short.isupper() and len(short) <= _LONGEST_ACRONYM
    return same_start and full.kind is EntityKind.ORGANIZATION


def _holds_letters(short: str, name: str) -> bool:
    letters = iter(name.lower())
    return name[:1].lower() == short[:1].lower() and all(letter in letters for letter in short.lower())


def _is_translation(first: Group, second: Group) -> bool:
    """Whether a body's name is followed by a name of no kind and several words."""
    known = second.kind is not None or second.personal or second.local or second.key[0] == "="
    return first.kind is EntityKind.ORGANIZATION and first.key[0] != "=" and not known and len(second.key) > 1


def join_initials(groups: Sequence[Group]) -> None:
    """Join an acronym of three letters or more with the only name that has its initials."""
    by_initials: dict[str, list[Group]] = {}
    for group in groups:
        if len(group.key) > 2 and group.key[0] != "=" and not group.absorbed:
            by_initials.setdefault(initials(group.name), []).append(group)
    for group in groups:
        short = group.name.replace(".", "")
        if len(group.key) != 1 or group.absorbed or not 2 < len(short) <= _LONGEST_SHORT:
            continue
        same = by_initials.get(short.upper(), []) if sum(map(str.isupper, short)) > 1 else []
        if len(same) == 1 and same[0] is not group:
            same[0].absorb(group)


def join_unqualified(text: str, groups: Sequence[Group]) -> None:
    """Join "the Court of Justice" with the European Court of Justice, if no other country's is named.

    Only a body whose name begins with a country, a city or an adjective for one, and is given before, goes by a
    shorter name that has "the" before it.
    """
    shorter: dict[tuple[str, ...], list[Group]] = {}
    for group in groups:
        if group.kind is EntityKind.ORGANIZATION and group.key[0] != "=" and not group.absorbed:
            for count in range(1, min(_MOST_QUALIFIERS, len(group.key) - 2) + 1):
                if _is_region(" ".join(group.name.split()[:count])):
                    shorter.setdefault(group.key[count:], []).append(group)
    for group in groups:
        full = shorter.get(group.key, [])
        if len(full) != 1 or full[0] is group or group.absorbed or not group.mentions:
            continue
        defined = all(text[max(0, start - 4) : start].lower() == "the " for start, _ in group.mentions)
        if defined and full[0].mentions and full[0].mentions[0] < group.mentions[0]:
            full[0].absorb(group)


def join_clipped(text: str, groups: Sequence[Group]) -> None:
    """Join a body's everyday name with its only full one: "Riverbend" of Riverbend Games, "the Otters" of a city.

    What is a person's or a place's name elsewhere in the text keeps to itself.
    """
    fuller: dict[tuple[str, ...], list[Group]] = {}
    people = {group.key[-1] for group in groups if group.full_person and group.personal}
    for group in groups:
        if len(group.key) > 1 and group.key[0] != "=" and not group.absorbed and _may_be_body(group):
            for count in range(1, len(group.key)):
                if _COMPANY_ENDINGS.issuperset(group.key[count:]):
                    fuller.setdefault(group.key[:count], []).append(group)
            if _is_team(text, group):
                fuller.setdefault(group.key[-1:], []).append(group)
    for group in sorted(groups, key=lambda group: -len(group.key)):
        full = [one for one in fuller.get(group.key, ()) if not one.absorbed]
        if len(full) != 1 or full[0] is group or group.absorbed or not _may_be_body(group):
            continue
        if group.name not in CITIES_AND_REGIONS and group.key[0] not in people:
            full[0].absorb(group)


def _may_be_body(group: Group) -> bool:
    return group.kind in {None, EntityKind.ORGANIZATION} and group.guess() in {None, EntityKind.ORGANIZATION}


def _is_team(text: str, group: Group) -> bool:
    """Whether it is a city and a plural, or several with "the": "Boston Otters"; not "Virginia Woods"."""
    last = group.key[-1]
    plural = last.endswith("s") and not last.endswith("ss") and last not in ORGANIZATION_WORDS
    if not plural or group.key[0] in FIRST_NAMES:
        return False
    first = group.mentions[0][0] if group.mentions else 0
    return _is_region(" ".join(group.name.split()[:-1])) or text[max(0, first - 4) : first].lower() == "the "


def _is_region(words: str) -> bool:
    plain = words.lower()
    return plain in DEMONYMS or plain in GROUPS or words in CITIES_AND_REGIONS or canonical(words) is not None


def join_misprints(text: str, groups: Sequence[Group]) -> None:
    """Join a long word that stands once with a frequent one that differs by a letter.

    First names, and what the lexicon knows, are no misprints of each other; nor is whoever has a title.
    """
    frequent: dict[str, list[Group]] = {}
    for group in groups:
        if len(group.mentions) >= _OFTEN and group.key[0] != "=":
            for form in {text[start:end].lower() for start, end in group.mentions}:
                if len(form) >= _SHORTEST_MISPRINT - 1 and form.isalpha() and form not in FIRST_NAMES:
                    for key in _with_one_less(form):
                        frequent.setdefault(key, []).append(group)
    for group in groups:
        if len(group.mentions) != 1 or len(group.key) != 1 or not _may_be_misprint(group):
            continue
        word = group.key[0]
        found = [full for key in _with_one_less(word) for full in frequent.get(key, ()) if full is not group]
        likely = {id(full): full for full in found if full.key[-1][0] == word[0] and full.mentions}
        if len(likely) == 1:
            next(iter(likely.values())).absorb(group)


def _may_be_misprint(group: Group) -> bool:
    word = group.key[0]
    known = word in FIRST_NAMES or group.name in CITIES_AND_REGIONS or group.personal > 0
    return len(word) >= _SHORTEST_MISPRINT and word.isalpha() and not known and not group.absorbed


def _with_one_less(word: str) -> Iterable[str]:
    """The word, and the word without each of its letters: words one letter apart share one of these."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def join_handles(text: str, groups: Sequence[Group]) -> None:
    """Give an account's name in or before brackets to whom they name: "@ann (Ann Lee)", "Ann Lee (@ann)"."""
    for group in groups:
        if group.key[0] != "=" and not group.local:
            group.mentions.extend(handle for mention in tuple(group.mentions) for handle in _handles(text, mention))


def _handles(text: str, mention: Range) -> Iterator[Range]:
    start, end = mention
    floor = max(0, start - 40)
    before = _HANDLE_BEFORE.search(text[floor:start])
    if before is not None and text[end : end + 1] == ")":
        yield floor + before.start(), floor + before.end()
    after = _HANDLE_AFTER.match(text, end)
    if after is not None:
        yield after.span(1)
