"""What a model said that the brief does not take over, said aloud: nothing is dropped in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.news.rules import shortened
from summarizer.schemas.brief import WarningCode, WarningNote

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from summarizer.analysis import Analysis
    from summarizer.news.cast import Cast
    from summarizer.news.statements import Candidate
    from summarizer.schemas.news import Figure, FigureAnswer

__all__ = ["dropped_measures", "dropped_names", "unspoken_quotations"]

_SHOWN = 80


def _left_out(where: str, message: str) -> WarningNote:
    return WarningNote(code=WarningCode.LEFT_OUT, message=message, where=where)


def unspoken_quotations(analysis: Analysis, candidates: Iterable[Candidate]) -> list[WarningNote]:
    """A warning for each quotation taken for scare quotes or the title of a work."""
    return [
        _left_out(
            f"statements/{candidate.id}",
            f"{shortened(analysis.text_of(candidate.quotations[0]), _SHOWN)} is taken for no statement: nobody says it",
        )
        for candidate in candidates
    ]


def dropped_measures(answers: Iterable[FigureAnswer], figures: Sequence[Figure]) -> list[WarningNote]:
    """A warning for each figure whose words are the article's, because the model's are not in its sentence."""
    by_number = {figure.id[1:]: figure for figure in figures}
    return [
        WarningNote(
            code=WarningCode.UNSUPPORTED,
            message=f"on “{figure.text.text}”: its sentence does not say that it measures {answer.measures!r}",
            where=f"figures/{figure.id}",
        )
        for answer in answers
        if (figure := by_number.get(answer.id[1:])) and answer.measures and figure.measures != answer.measures
    ]


def dropped_names(cast: Cast, unnamed: Collection[str]) -> list[WarningNote]:
    """A warning that names what is left out, because the model takes it for no person, body or place."""
    names = ", ".join(f"“{cast.name_of(unit)}”" for unit in sorted(unnamed, key=lambda unit: int(unit[1:])))
    return [_left_out("entities", f"taken for neither persons, bodies nor places: {names}")] if unnamed else []
