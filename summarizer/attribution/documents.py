"""Whose a document is: "the statement" and "the ruling" are of whoever issued the last one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.english.cues import PARTICIPLE, PAST, VERB_FORMS
from summarizer.english.words import ADVERBS, AUXILIARIES

if TYPE_CHECKING:
    from summarizer.attribution.mentions import MentionIndex
    from summarizer.tokens import Range

__all__ = ["issuer"]

# A document farther back than this many characters is not what "the statement" means.
_BACK = 1_500
_MOST_TRIED = 8
# The verb of issuing stands this near to the document.
_NEAR = 60
_ISSUED = re.compile(
    r"\b(?:issu|releas|publish|post|shar|deliver|circulat|fil|sign)(?:e[ds]?|ing)?\b"
    r"|\b(?:puts?\sout|sends?|sent|writes?|wrote|written|made|makes?|gives?|gave)\b"
)
_SENTENCE_END = re.compile(r"[^A-Z.\s][.!?][\"”’')\]]*\s+[A-Z\"“]|\n")
_BY = re.compile(r",?\s(?:(?:published|issued|released|written|filed|posted)\s)?(?:by|from)\s(?:the\s)?")
# "…, which had lost a case, issued a statement".
_ASIDE = re.compile(r",[^,]*,")
_RULED = frozenset({"ruling", "decision", "judgment", "judgement", "verdict"})
_BE = frozenset({"is", "are", "was", "were", "be", "been"})
_DEFINITE = frozenset({"the", "this", "that"})


def issuer(text: str, index: MentionIndex, mention: Range, head: str, opens_with: str) -> int | None:
    """Say which entity issued a document.

    Args:
        text: the article.
        index: the mentions of its entities.
        mention: where the document is mentioned, in characters.
        head: its noun, in lower case: "statement".
        opens_with: the mention's first word, in lower case.

    Returns:
        The subject of the clause that issues it: of this one ("Moody's released a statement that …"), or, for
        "the statement", of an earlier one; None where there is none.
    """
    by = _BY.match(text, mention[1])
    if by is not None:
        named = index.starting_at(by.end())
        if named is not None:
            return named
    if opens_with not in _DEFINITE:
        return _issued_at(text, index, mention[0]) if opens_with in {"a", "an"} else None
    start = max(0, mention[0] - _BACK)
    nouns = rf"{re.escape(head)}s?|ruled|rules" if head in _RULED else rf"{re.escape(head)}s?"
    earlier = [match.start() for match in re.finditer(rf"\b(?:{nouns})\b", text[start : mention[0]])]
    for offset in reversed(earlier[-_MOST_TRIED:]):
        found = _issued_at(text, index, start + offset, does=text.startswith("rule", start + offset))
        if found is not None:
            return found
    return None


def _issued_at(text: str, index: MentionIndex, place: int, *, does: bool = False) -> int | None:
    """The subject of the sentence around `place`, where a verb of issuing stands between, or does itself."""
    subject = index.last_before(place, lambda _: True, subjects=True)
    if subject is None or place - subject[0] > _BACK:
        return None
    between = text[subject[0] : place]
    if _SENTENCE_END.search(between):
        return None
    verb = None if does else _ISSUED.search(between, max(0, len(between) - _NEAR))
    if not does and verb is None:
        return None
    acts = subject[0] + verb.start() if verb else place
    if verb is not None and (nearest := index.recent(acts)):
        mention, entity = nearest[-1]
        group = text[mention[1] : acts]
        if mention[0] >= subject[0] and not _before_group(group):
            return None if _is_passive(group, verb.group()) else entity
    return subject[1] if _is_one_clause(text[subject[0] : acts], verb.group() if verb else "") else None


def _before_group(clause: str) -> list[str]:
    """The words of a clause up to its verb, in lower case, asides and what belongs to the verb left out."""
    words = [word.casefold() for word in _ASIDE.sub(" ", clause).split()]
    while words and (words[-1] in AUXILIARIES or words[-1] in ADVERBS or words[-1].endswith("ly")):
        words.pop()
    return words


def _is_passive(group: str, verb: str) -> bool:
    return not verb.endswith("ing") and any(word in _BE for word in group.casefold().split()[-2:])


def _is_one_clause(clause: str, verb: str) -> bool:
    """Whether no other verb and no "that" stands between a subject and the verb that it acts by, asides apart."""
    return not _is_passive(clause, verb) and not any(
        word == "that" or word in AUXILIARIES or (word in VERB_FORMS and VERB_FORMS[word][2] in {PAST, PARTICIPLE})
        for word in _before_group(clause)
    )
