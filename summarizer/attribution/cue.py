"""A cue, and the stance that it shows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from summarizer.attribution.records import Stance
from summarizer.english.cues import LABELLING, PERFORMATIVE, PHRASES, VERB_FORMS, WEAK, WEAK_AS_GERUND

if TYPE_CHECKING:
    from summarizer.attribution.phrases import Phrase

__all__ = ["Cue", "labels", "spoken_stance", "stance_of"]

_PERFORMED = re.compile(
    rf"(?:\A|[.!?]\s+)[\"“‘']*(?:I|We)\s(?:(?:also|again|\w+ly)\s){{0,2}}({'|'.join(sorted(PERFORMATIVE))})\b"
    r"(?:\s(on|for|upon|out)\b)?"
)
_MARKS = "\"'“”‘’»«)] "


class Cue(NamedTuple):
    """A cue in a passage, as indices of items, the last included.

    Attributes:
        first: the verb, or "according".
        last: the last item of the cue: "called on", "according to".
        lemma: the verb's base form, or "according".
        finite: whether the verb stands for a clause of its own, unlike "saying".
        speaker: who speaks, or None.
        negated: "did not say".
        noun: a noun is the cue: "her remark that".
        passive: "described by Lee as".
        infinitive: "wants to say".
        shared: the speaker is that of a cue before: "Lee said …, but warned …".
    """

    first: int
    last: int
    lemma: str
    finite: bool
    speaker: Phrase | None
    negated: bool = False
    noun: bool = False
    passive: bool = False
    infinitive: bool = False
    shared: bool = False

    @property
    def start(self) -> int:
        """The first item of speaker and cue; of the cue alone where the speaker is shared."""
        return self.first if self.speaker is None or self.shared else min(self.first, self.speaker.first)

    @property
    def end(self) -> int:
        """The last item of speaker and cue."""
        return max(self.last, self.speaker.last) if self.speaker else self.last

    @property
    def weak(self) -> bool:
        """Whether the cue says something only beside a quotation."""
        return self.noun or self.lemma in WEAK or (not self.finite and self.lemma in WEAK_AS_GERUND)


def stance_of(cue: str) -> Stance:
    """The stance that a cue shows, by the lexicon.

    Args:
        cue: the words as they stand, in any case: "denied", "has called on", "told reporters".

    Returns:
        The stance of the first phrase or verb that the lexicon knows; `Stance.ASSERTS` where it knows none.
    """
    words = cue.lower().replace("’", "'").split()
    for place, word in enumerate(words):
        form = VERB_FORMS.get(word.strip(".,:;"))
        if form is None:
            continue
        particle = words[place + 1].strip(".,:;") if place + 1 < len(words) else ""
        return Stance(PHRASES.get(f"{form[0]} {particle}", form[1]))
    return Stance.ASSERTS


def gives_a_name(cue: str) -> bool:
    """Whether the words of a cue only make sense before what is called so: "called", "described"."""
    forms = (VERB_FORMS.get(word.strip(".,:;")) for word in cue.lower().replace("’", "'").split())
    return any(form is not None and form[0] in LABELLING for form in forms)


def spoken_stance(words: str) -> Stance:
    """The stance that somebody's own words show.

    Args:
        words: what was said, quoted, in its marks or without them.

    Returns:
        `Stance.QUESTIONS` for what ends as a question; the stance of what is done by saying it ("We condemn …",
        "I call on …"); else `Stance.ASSERTS`.
    """
    if words.rstrip(_MARKS).endswith("?"):
        return Stance.QUESTIONS
    performed = _PERFORMED.search(words)
    if performed is None or (performed[1] == "call" and performed[2] is None):
        return Stance.ASSERTS
    return Stance(PHRASES.get(f"{performed[1]} {performed[2] or ''}", VERB_FORMS[performed[1]][1]))


def labels(cue: Cue) -> bool:
    """Whether the cue gives something a name."""
    return cue.lemma in LABELLING
