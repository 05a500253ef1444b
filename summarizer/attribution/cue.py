"""A cue, and the stance that it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from summarizer.attribution.records import Stance
from summarizer.english.cues import LABELLING, PHRASES, VERB_FORMS, WEAK

if TYPE_CHECKING:
    from summarizer.attribution.phrases import Phrase

__all__ = ["Cue", "labels", "stance_of"]


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
        return self.noun or self.lemma in WEAK


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


def labels(cue: Cue) -> bool:
    """Whether the cue gives something a name."""
    return cue.lemma in LABELLING
