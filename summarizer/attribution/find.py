"""From passages and cues to attributions."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.attribution.cues import find_cues
from summarizer.attribution.fitting import fit_quotations
from summarizer.attribution.indirect import indirect_attributions, outlet
from summarizer.attribution.passages import Kind, find_passages
from summarizer.attribution.phrases import label, sentence_subject
from summarizer.attribution.records import Attribution, Manner

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.attribution.cue import Cue
    from summarizer.attribution.passages import Passage, QuotationLike
    from summarizer.tokens import Range

__all__ = ["find_attributions"]

_DASHES = frozenset({"—", "–", "―", "-", "--"})


def find_attributions(
    text: str,
    sentences: Sequence[Range],
    quotations: Sequence[QuotationLike],
    names: Sequence[Range],
) -> list[Attribution]:
    """Find who is said to have said what, quoted or not.

    Args:
        text: the article.
        sentences: ordered, not overlapping.
        quotations: ordered, not overlapping.
        names: mentions of proper names, ordered, not overlapping.

    Returns:
        Attributions in the order of their content. Every quotation that lies in a sentence is in one of them;
        one that the rules cannot attribute (scare quotes, titles of works) has neither speaker nor cue.
    """
    finder = _Finder(text, sentences, quotations)
    for passage in find_passages(text, sentences, quotations, names):
        finder.read(passage)
    return sorted(finder.found, key=lambda attribution: (attribution.content, attribution.sentence))


class _Finder:
    """Reads passages in order and remembers who spoke last."""

    def __init__(self, text: str, sentences: Sequence[Range], quotations: Sequence[QuotationLike]) -> None:
        self.text = text
        self.starts = [start for start, _ in sentences]
        self.quotations = quotations
        self.found: list[Attribution] = []
        # Who goes on when a passage is nothing but quotations: the place of an attribution in `found`.
        self.speaking: int | None = None
        # Whether the passage before ends with a colon or a quotation, so that a new paragraph may go on.
        self.carries_on = False
        # Who the passage before was about, by which cue, and whether it said that words of theirs follow.
        self.introduced: Range | None = None
        self.introducing: Range | None = None
        self.announced = False

    def read(self, passage: Passage) -> None:
        """Add the attributions of the next passage."""
        cues = find_cues(passage.items)
        before = len(self.found)
        if self._sign(passage):
            return
        if passage.only_quotations:
            self._go_on(passage)
        else:
            self._attribute(passage, cues)
        self._remember(passage, cues, before)

    def _sign(self, passage: Passage) -> bool:
        """A passage that is a dash and a name, after a quotation of nobody's, says whose it is."""
        items = passage.items
        signed = len(items) > 1 and items[0].low in _DASHES and items[1].kind is Kind.NAME
        if not signed or not self.found or self.found[-1].speaker is not None or not self.found[-1].quotations:
            return False
        self.found[-1] = replace(self.found[-1], speaker=(items[1].start, items[1].end))
        return True

    def _go_on(self, passage: Passage) -> None:
        """A passage that is nothing but quotations belongs to whoever spoke just before."""
        indices = tuple(item.number for item in passage.items if item.kind is Kind.QUOTATION)
        if self.speaking is None or (passage.opens_paragraph and not self.carries_on):
            known = self.introduced if self.announced or not passage.opens_paragraph else None
            cue = self.introducing if known and self.announced else None
            self._add(passage, indices, self._hull(indices), Manner.DIRECT, speaker=known, cue=cue)
            return
        last = self.found[self.speaking]
        if passage.opens_paragraph or not last.quotations or last.quotations[-1] + 1 != indices[0]:
            # A translation has the cue of its original.
            cue = last.cue if self._unmarked(indices[0]) else None
            self._add(passage, indices, self._hull(indices), Manner.DIRECT, speaker=last.speaker, cue=cue)
            return
        joined = (*last.quotations, *indices)
        content = (min(last.content[0], self._hull(joined)[0]), self._hull(joined)[1])
        self.found[self.speaking] = replace(last, quotations=joined, content=content)

    def _attribute(self, passage: Passage, cues: Sequence[Cue]) -> None:
        """The quotations of a passage, and then what it reports without them."""
        items = passage.items
        fits = fit_quotations(self.text, items, cues, self.quotations)
        reporter = outlet(self.text, items, cues)
        for fit in fits:
            cue = fit.cue
            phrase = fit.speaker if cue is None else cue.speaker
            speaker = (items[phrase.first].start, items[phrase.last].end) if phrase else None
            if speaker is None and fit.spoken and self.speaking is not None and not passage.opens_paragraph:
                speaker = self.found[self.speaking].speaker
            words = (items[cue.first].start, items[cue.last].end) if cue else None
            self._add(
                passage,
                fit.quotations,
                fit.content,
                fit.manner,
                speaker=speaker,
                cue=words,
                reporter=reporter,
            )
        taken = {fit.cue for fit in fits if fit.cue is not None}
        for spoken in indirect_attributions(items, [cue for cue in cues if cue not in taken], taken):
            self._add(
                passage,
                (),
                spoken.content,
                Manner.INDIRECT,
                speaker=spoken.speaker,
                cue=spoken.cue,
                reporter=spoken.reporter or reporter,
            )

    def _add(
        self,
        passage: Passage,
        quotations: tuple[int, ...],
        content: Range,
        manner: Manner,
        *,
        speaker: Range | None = None,
        cue: Range | None = None,
        reporter: Range | None = None,
    ) -> None:
        anchor = cue[0] if cue else content[0]
        sentence = max(passage.first, bisect_right(self.starts, anchor) - 1)
        same = speaker is not None and reporter is not None and _overlap(speaker, reporter)
        reported_by = None if speaker is None or same else reporter
        self.found.append(Attribution(sentence, quotations, content, speaker, cue, reported_by, manner))

    def _unmarked(self, number: int) -> bool:
        return self.quotations[number].start == self.quotations[number].inner_start

    def _hull(self, indices: Sequence[int]) -> Range:
        return self.quotations[indices[0]].start, self.quotations[indices[-1]].end

    def _remember(self, passage: Passage, cues: Sequence[Cue], before: int) -> None:
        """Note who may go on in the passage that follows."""
        items = passage.items
        words = [item for item in items if item.kind is not Kind.MARK]
        self.introduced = None
        if not words:
            return
        strong = [cue for cue in cues if cue.speaker is not None and not cue.weak]
        spoken = [place for place in range(before, len(self.found)) if self.found[place].speaker is not None]
        if not passage.only_quotations and (items[-1].low == ":" or not spoken):
            cue = strong[-1] if strong else None
            speaker = cue.speaker if cue else sentence_subject(items, 0, len(items)) or label(items)
            self.introduced = (items[speaker.first].start, items[speaker.last].end) if speaker else None
            self.introducing = (items[cue.first].start, items[cue.last].end) if cue else None
            self.announced = items[-1].low == ":" or bool(strong)
            self.speaking, self.carries_on = None, False
            return
        if passage.only_quotations:
            if (self.speaking is None and self.found[-1].speaker is not None) or (
                len(self.found) > before and self.found[-1].speaker is not None
            ):
                self.speaking = len(self.found) - 1
            self.carries_on = True
            return
        quoted = [place for place in spoken if self.found[place].quotations]
        self.speaking = (quoted or spoken)[-1]
        self.carries_on = bool(quoted)


def _overlap(one: Range, other: Range) -> bool:
    return one[0] < other[1] and other[0] < one[1]
