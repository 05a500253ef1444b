"""What is counted of a brief beside its sections: statements with and without quotations, and shares of a section."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.scoring.verdicts import Counts, Headline, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.schemas.news import News
    from summarizer.scoring.case import Labelled
    from summarizer.scoring.verdicts import ArticleScore, ItemVerdict, SectionScore

__all__ = ["ARTICLE_OUT", "CHROME_OUT", "FIGURES_READ", "PARTS", "count_parts", "shares_of"]

PARTS = {"statements, quoted": "statements", "statements, reported": "statements"}
"""Parts of sections, each with the section that it is a part of: with words in quotation marks, and without."""
CHROME_OUT = "chrome characters out"
"""Of the characters of chrome, white space not counted, those that were taken out."""
ARTICLE_OUT = "article characters out"
"""Of the characters of the article itself, white space not counted, those that were taken for chrome: errors."""
FIGURES_READ = "figures with qualifier and unit right"
"""Of the figures found, those whose qualifier and unit are both right."""

_READ = frozenset({"qualifier", "unit"})


def count_parts(labelled: Labelled, brief: News, score: ArticleScore) -> dict[str, Counts]:
    """The counts of `PARTS`: a label found or missed goes by the label's quotations, an invented item by its own."""
    labels = {label.id for label in labelled.gold.statements if label.quotes}
    items = {item.id for item in brief.statements if item.quotes}
    quoted, reported = (dict.fromkeys(Outcome, 0) for _ in PARTS)
    for verdict in score.sections["statements"].verdicts:
        is_quoted = verdict.label in labels if verdict.label else verdict.item in items
        (quoted if is_quoted else reported)[verdict.outcome] += 1
    return {name: _counts(one) for name, one in zip(PARTS, (quoted, reported), strict=True)}


def _counts(outcomes: dict[Outcome, int]) -> Counts:
    return Counts(outcomes[Outcome.FOUND], outcomes[Outcome.INVENTED], outcomes[Outcome.MISSED])


def shares_of(labelled: Labelled, score: ArticleScore) -> dict[str, Headline]:
    """Shares of single sections, by name: of chrome, of the article, and of the figures found."""
    chrome = score.sections["chrome"]
    wanted, free = labelled.chrome
    article = (labelled.visible & ~wanted & ~free).bit_count()
    left = tuple(verdict.wanted for verdict in chrome.verdicts if verdict.outcome is Outcome.MISSED)
    taken = tuple(verdict.given for verdict in chrome.verdicts if verdict.outcome is Outcome.INVENTED)
    return {
        FIGURES_READ: _figures_read(score.sections["figures"]),
        CHROME_OUT: Headline(chrome.counts.true, chrome.counts.true + chrome.counts.missed, left),
        ARTICLE_OUT: Headline(chrome.counts.false, article, taken),
    }


def _figures_read(figures: SectionScore) -> Headline:
    found = [verdict for verdict in figures.verdicts if verdict.outcome is Outcome.FOUND]
    misread = [text for verdict in found if (text := "; ".join(_misread(verdict)))]
    return Headline(len(found) - len(misread), len(found), tuple(misread))


def _misread(verdict: ItemVerdict) -> Iterator[str]:
    for judged in verdict.fields:
        if judged.name in _READ and not judged.is_right:
            yield f"{verdict.wanted}: {judged.name} {judged.given or 'nothing'}, right: {judged.wanted}"
