"""How far two labellers agree: the labels of one scored against the other's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.gold.as_brief import brief_of
from summarizer.scoring.case import Labelled
from summarizer.scoring.score import score_brief

if TYPE_CHECKING:
    from summarizer.gold.labels import GoldArticle
    from summarizer.scoring.verdicts import ArticleScore, Counts

__all__ = ["Agreement", "compare_labels"]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two labellers' labels of one article, each way round.

    Attributes:
        one_in_other: the first labeller's labels as gold, the second's wanted items as a brief.
        other_in_one: the other way round.
    """

    one_in_other: ArticleScore
    other_in_one: ArticleScore

    def counts(self, section: str) -> Counts:
        """Agreement on a section: its F1 is that of one labeller scored against the other, both ways together."""
        return self.one_in_other.sections[section].counts + self.other_in_one.sections[section].counts


def compare_labels(one: GoldArticle, other: GoldArticle, text: str) -> Agreement:
    """Compare two labellers' labels of the article with this text.

    Raises:
        GoldError: they are of different texts.
    """
    return Agreement(
        one_in_other=score_brief(brief_of(other, text), Labelled(one, text)),
        other_in_one=score_brief(brief_of(one, text), Labelled(other, text)),
    )
