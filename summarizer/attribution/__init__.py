"""Who said what: quotations and reported speech with their speakers, by rules alone."""

from __future__ import annotations

from summarizer.attribution.cue import gives_a_name, spoken_stance, stance_of
from summarizer.attribution.find import find_attributions
from summarizer.attribution.fitting import is_title
from summarizer.attribution.records import Attribution, Manner, Stance
from summarizer.attribution.speakers import resolve_speakers

__all__ = [
    "Attribution",
    "Manner",
    "Stance",
    "find_attributions",
    "gives_a_name",
    "is_title",
    "resolve_speakers",
    "spoken_stance",
    "stance_of",
]
