"""The post and the side of somebody without a name: "Japan's envoy", "a Ukrainian air force official"."""

from __future__ import annotations

import re

from summarizer.english.places import DEMONYMS
from summarizer.english.titles import TITLES
from summarizer.english.words import DETERMINERS
from summarizer.entities.keys import canonical
from summarizer.tokens import bare

__all__ = ["post_of"]

_NOT_OF_THE_POST = frozenset({"unnamed", "anonymous", "unidentified", "senior", "top", "one", "another"})
_LEADING = DETERMINERS | _NOT_OF_THE_POST
_OWNER = re.compile(r"(.{1,50}?)['’]s?\s(\S.*)", re.DOTALL)
_AFTER_HEAD = re.compile(r"\s(?:of|for|in|from|at|with|to)\s")
_LONGEST_OWNER = 3


def post_of(description: str) -> tuple[str | None, str | None]:
    """Read a description of one person.

    Args:
        description: as the article has it ("the South Korean ambassador").

    Returns:
        The post ("ambassador"), and the country, demonym or body before it ("South Korean"); None for each that
        the description does not hold. A man, a resident or a mere official holds no post.
    """
    words = description.split()
    while len(words) > 1 and bare(words[0]) in _LEADING:
        words = words[1:]
    owned = _OWNER.fullmatch(" ".join(words))
    if owned is not None:
        owner = owned.group(1)
        return _post(owned.group(2)), owner if owner[0].isupper() else None
    for size in range(min(_LONGEST_OWNER, len(words) - 1), 0, -1):
        owner = " ".join(words[:size])
        if owner.lower() in DEMONYMS or canonical(owner) is not None:
            return _post(" ".join(words[size:])), owner
    return _post(" ".join(words)), None


def _post(words: str) -> str | None:
    head = _AFTER_HEAD.split(words, maxsplit=1)[0].split()
    noun = bare(head[-1]) if head else ""
    return words if noun in TITLES or (noun == "official" and len(head) > 1) else None
