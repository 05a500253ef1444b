"""How far two labellers agree, over all the articles that both have labelled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.gold.files import find_gold, read_article_of, read_gold
from summarizer.scoring.agreement import compare_labels
from summarizer.scoring.verdicts import Counts, FieldOutcome, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from summarizer.scoring.agreement import Agreement
    from summarizer.scoring.verdicts import ArticleScore

__all__ = ["agreement_rows", "compare_folders", "explain_agreement", "field_rows"]


def compare_folders(one: Path, other: Path, articles: Path) -> dict[str, Agreement]:
    """Compare the labels of each article that stands in both folders, by its name.

    Raises:
        GoldError: a file or an article cannot be read.
    """
    theirs = {path.name: path for path in find_gold(other)}
    found = {}
    for path in find_gold(one):
        if path.name in theirs:
            first, second = read_gold(path), read_gold(theirs[path.name])
            found[first.article] = compare_labels(first, second, read_article_of(first, articles))
    return found


def agreement_rows(found: Mapping[str, Agreement]) -> list[tuple[str, ...]]:
    """F1 by section, a row for each article and one for all of them together."""
    sections = list(next(iter(found.values())).one_in_other.sections)
    rows = [
        (name, *(f"{agreement.counts(section).f1:.2f}" for section in sections)) for name, agreement in found.items()
    ]
    pooled = [sum((agreement.counts(section) for agreement in found.values()), Counts()) for section in sections]
    return [*rows, ("all", *(f"{counts.f1:.2f}" for counts in pooled))]


def field_rows(found: Mapping[str, Agreement]) -> list[tuple[str, ...]]:
    """F1 by field over all articles, each with how many values were compared, both ways together."""
    pooled: dict[str, Counts] = {}
    for agreement in found.values():
        for score in (agreement.one_in_other, agreement.other_in_one):
            for section in score.sections.values():
                for field, counts in section.fields.items():
                    name = f"{section.name}.{field}"
                    pooled[name] = pooled.get(name, Counts()) + counts
    return [
        (name, f"{counts.f1:.2f}", f"{counts.true + max(counts.false, counts.missed):,}")
        for name, counts in pooled.items()
        if counts != Counts()
    ]


def explain_agreement(found: Mapping[str, Agreement]) -> Iterator[str]:
    """Each label that only one of the two has, and each field that differs, in words."""
    for name, agreement in found.items():
        yield name
        yield from _only("the first", agreement.one_in_other)
        yield from _only("the second", agreement.other_in_one)
        for section in agreement.one_in_other.sections.values():
            for verdict in section.verdicts:
                for judged in verdict.fields:
                    if judged.outcome not in {FieldOutcome.RIGHT, FieldOutcome.ABSENT}:
                        both = f"the first: {judged.wanted}; the second: {judged.given}"
                        yield f"  {section.name}, {verdict.wanted}: {judged.name}: {both}"


def _only(who: str, score: ArticleScore) -> Iterator[str]:
    for section in score.sections.values():
        for verdict in section.verdicts:
            if verdict.outcome is Outcome.MISSED:
                yield f"  {section.name}, only {who}: {verdict.wanted}"
