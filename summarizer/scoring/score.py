"""A brief and the gold of its article in, a score out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.errors import GoldError
from summarizer.scoring.case import Case, Labelled
from summarizer.scoring.entities import entity_rules
from summarizer.scoring.events import event_rules
from summarizer.scoring.figures import date_rules, figure_rules
from summarizer.scoring.headlines import headlines
from summarizer.scoring.references import dispute_rules, reference_rules
from summarizer.scoring.rules import judge_section
from summarizer.scoring.statements import statement_rules
from summarizer.scoring.summary import judge_summary
from summarizer.scoring.surroundings import judge_about, judge_chrome
from summarizer.scoring.verdicts import ArticleScore

if TYPE_CHECKING:
    from summarizer.schemas.news import News

__all__ = ["SECTIONS", "Labelled", "score_brief"]

SECTIONS = (
    "entities",
    "statements",
    "events",
    "figures",
    "dates",
    "references",
    "disputes",
    "summary",
    "about",
    "chrome",
)
"""The sections that are scored, in the order in which they are shown."""


def score_brief(brief: News, labelled: Labelled) -> ArticleScore:
    """Score one brief.

    Args:
        brief: as the pipeline made it, or as it was read back.
        labelled: the gold and the text of the same article.

    Raises:
        GoldError: the brief is of another text.
    """
    if brief.article.id != labelled.gold.sha256:
        raise GoldError(f"{labelled.gold.article}: the brief ({brief.article.source}) is of another text than the gold")
    case = Case(labelled, brief)
    statements = judge_section(statement_rules(case))
    found = (
        judge_section(entity_rules(case)),
        statements,
        judge_section(event_rules(case)),
        judge_section(figure_rules(case)),
        judge_section(date_rules(case)),
        judge_section(reference_rules(case)),
        judge_section(dispute_rules(case, statements)),
        judge_summary(case),
        judge_about(case),
        judge_chrome(case),
    )
    sections = {section.name: section for section in found}
    return ArticleScore(labelled.gold.article, sections, headlines(case, sections))
