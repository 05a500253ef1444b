"""Interviews and debates set as a transcript: paragraphs that open with who speaks, "Lee: We will win."."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["find_turns", "speaks_in_person"]

_Range = tuple[int, int]

_LABEL = re.compile(r"([A-Z][\w.’'-]{0,30}(?:[ \u00a0][A-Z][\w.’'-]{0,30}){0,3}):[ \u00a0]+(?=[\w([“\"‘])")
_OPENING = "\"“‘„«»'"
_SENTENCE_END = ".!?…"
# Two names one after the other are the two teams of a match; a talk goes on.
_FOLLOWING = 3
_PERSON = re.compile(r"\b(?:I|[Ww]e|[Yy]ou|[Mm]e|us|[Mm]y|[Oo]urs?|[Yy]ours?|[Mm]ine|(?:my|your)self|ourselves)\b")
_QUOTED = re.compile(r"[\"“][^\"“”\n]*[\"”]")
_FEWEST_WORDS = 4
_FEWEST_SPEAKERS = 2
_MOST_SPEAKERS = 20


def find_turns(text: str, paragraphs: Sequence[_Range]) -> list[_Range]:
    """Find what is said in each turn of a transcript.

    Args:
        text: an article's body, or one contiguous part of it.
        paragraphs: its paragraphs, in order, as ranges in characters.

    Returns:
        Ranges in characters, in order: each labelled paragraph without its label. None where fewer than two names
        label two paragraphs of prose each, no four of these follow one another, or most of them neither ask nor
        speak of "I", "we" or "you", as a list of who is who does not.
    """
    labelled = [
        (match[1], place, (match.end(), end))
        for place, (start, end) in enumerate(paragraphs)
        if (match := _LABEL.match(text, start, end)) and _is_prose(text, match.end(), end)
    ]
    counts = Counter(label for label, _, _ in labelled)
    often = [label for label, count in counts.most_common(_MOST_SPEAKERS) if count >= _FEWEST_SPEAKERS]
    speakers = {label for label in often if _names_somebody(text, label)}
    places = [place for label, place, _ in labelled if label in speakers]
    goes_on = any(last - first == _FOLLOWING for first, last in zip(places, places[_FOLLOWING:], strict=False))
    if len(speakers) < _FEWEST_SPEAKERS or not goes_on:
        return []
    turns = [said for label, _, said in labelled if label in speakers]
    talking = sum("?" in text[slice(*said)] or speaks_in_person(text, *said) for said in turns)
    return turns if 2 * talking >= len(turns) else []


def speaks_in_person(text: str, start: int, end: int) -> bool:
    """Say whether somebody speaks: whether "I", "we" or "you" stands in a range, outside quotation marks.

    Args:
        text: an article's body.
        start: where the range begins, in characters.
        end: where it ends, exclusive.
    """
    return _PERSON.search(_QUOTED.sub("", text[start:end])) is not None


def _is_prose(text: str, start: int, end: int) -> bool:
    """Whether words are a sentence without marks of its own."""
    if text[start] in _OPENING or text[end - 1] not in _SENTENCE_END:
        return False
    return len(text[start:end].split(maxsplit=_FEWEST_WORDS)) > _FEWEST_WORDS - 1


def _names_somebody(text: str, label: str) -> bool:
    """Whether a label is a name: of two words, or one that a longer name elsewhere ends with."""
    if " " in label.replace("\u00a0", " "):
        return True
    spelled = f"(?:{re.escape(label)}|{re.escape(label.title())})"
    return re.search(rf"\b[A-Z][\w.’'-]{{1,30}}[ \u00a0]{spelled}\b(?!:)", text) is not None
