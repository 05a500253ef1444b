"""Runs: the briefs of several articles, made in one way, and their scores."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from summarizer.brief import Brief
from summarizer.errors import GoldError
from summarizer.evaluation.parts import PARTS, count_parts, shares_of
from summarizer.gold.check import find_problems
from summarizer.gold.files import find_gold, read_article_of, read_gold
from summarizer.scoring.case import Labelled
from summarizer.scoring.score import SECTIONS, score_brief
from summarizer.scoring.verdicts import ArticleScore, Counts, Headline
from summarizer.terminal import shown_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from summarizer.gold.labels import GoldArticle
    from summarizer.schemas.news import News

__all__ = ["DECISIVE", "GoldSet", "Pooled", "Result", "Run", "merge", "pool", "read_gold_set", "read_run", "score_run"]

DECISIVE = ("entities", "statements", "events", "figures", "summary")
"""The sections that the level of a run as a whole is the mean of."""


@dataclass(frozen=True, slots=True)
class Result:
    """A brief and its score."""

    labelled: Labelled
    brief: News
    score: ArticleScore

    @property
    def pooled(self) -> Pooled:
        """The score, with what is counted beside it."""
        alone = _alone(self.score)
        headlines = {**alone.headlines, **shares_of(self.labelled, self.score)}
        return replace(alone, headlines=headlines, parts=count_parts(self.labelled, self.brief, self.score))


@dataclass(frozen=True)
class Run:
    """The results of one way of making briefs, in the order of the articles.

    Attributes:
        name: what to call it.
        results: one for each brief; several samples of an article stand one after the other.
        not_asked: sections that were not asked for, and headlines that count them.
    """

    name: str
    results: tuple[Result, ...]
    not_asked: frozenset[str] = frozenset()

    @cached_property
    def articles(self) -> dict[str, tuple[ArticleScore, ...]]:
        """The scores of each article, all its samples together, by the gold's name."""
        found: dict[str, list[ArticleScore]] = {}
        for result in self.results:
            found.setdefault(result.score.article, []).append(result.score)
        return {name: tuple(scores) for name, scores in sorted(found.items())}

    @cached_property
    def pooled(self) -> dict[str, Pooled]:
        """What each article's scores add up to, by the gold's name."""
        found: dict[str, list[Pooled]] = {name: [] for name in self.articles}
        for result in self.results:
            found[result.score.article].append(result.pooled)
        return {name: merge(several) for name, several in found.items()}

    def gold_of(self, article: str) -> GoldArticle:
        """The labels that an article was scored against."""
        return next(result.labelled.gold for result in self.results if result.score.article == article)


@dataclass(frozen=True, slots=True)
class Pooled:
    """Scores added up over articles.

    Attributes:
        sections: counts by section.
        fields: counts by section and field.
        headlines: by name.
        earned: by section, the items found, each for the share of its fields that are right.
        parts: counts of parts of sections; empty where only scores were added up, without their briefs.
    """

    sections: dict[str, Counts]
    fields: dict[tuple[str, str], Counts]
    headlines: dict[str, Headline]
    earned: dict[str, float]
    parts: dict[str, Counts] = field(default_factory=dict)

    @property
    def overall(self) -> float:
        """The mean over the sections that decide of F1, each item found counted for its fields that are right."""
        return sum(self._weighed(name) for name in DECISIVE) / len(DECISIVE)

    def _weighed(self, section: str) -> float:
        counts = self.sections[section]
        total = 2 * counts.true + counts.false + counts.missed
        return 2 * self.earned[section] / total if total else 1.0


def pool(scores: Iterable[ArticleScore]) -> Pooled:
    """Add up scores: counts by section and by field, and headlines."""
    return merge(_alone(score) for score in scores)


def _alone(score: ArticleScore) -> Pooled:
    return Pooled(
        sections={name: section.counts for name, section in score.sections.items()},
        fields={(name, field): found for name, one in score.sections.items() for field, found in one.fields.items()},
        headlines=score.headlines,
        earned={name: section.credit for name, section in score.sections.items()},
    )


def merge(several: Iterable[Pooled]) -> Pooled:
    """Add up what has been added up before."""
    sections = dict.fromkeys(SECTIONS, Counts())
    fields: dict[tuple[str, str], Counts] = {}
    headlines: dict[str, list[Headline]] = {}
    earned = dict.fromkeys(SECTIONS, 0.0)
    parts = dict.fromkeys(PARTS, Counts())
    for one in several:
        for name, counts in one.sections.items():
            sections[name] += counts
            earned[name] += one.earned[name]
        for key, counts in one.fields.items():
            fields[key] = fields.get(key, Counts()) + counts
        for name, counts in one.parts.items():
            parts[name] += counts
        for name, headline in one.headlines.items():
            headlines.setdefault(name, []).append(headline)
    return Pooled(sections, fields, {name: _added(some) for name, some in headlines.items()}, earned, parts)


def _added(headlines: Sequence[Headline]) -> Headline:
    return Headline(
        sum(one.hits for one in headlines),
        sum(one.total for one in headlines),
        tuple(name for one in headlines for name in one.names),
    )


GoldSet = dict[str, Labelled]
"""Gold by the SHA-256 of its article's text."""


def read_gold_set(gold: Path, articles: Path) -> GoldSet:
    """Read all gold in a folder, each beside its article's text.

    Args:
        gold: the folder of gold files (`*.yaml`).
        articles: the folder of the articles (`<name>.txt`).

    Raises:
        GoldError: gold cannot be read, its article is not there, or its labels do not fit the article.
    """
    found = {}
    for path in find_gold(gold):
        labels = read_gold(path)
        if labels.article != path.stem:
            raise GoldError(f"{path.name}: it says that it is of {labels.article}; name the file so")
        text = read_article_of(labels, articles)
        problems = find_problems(labels, text)
        if problems:
            raise GoldError(f"{path.name}: {problems[0]}; `summarizer gold check` says all that is wrong")
        found[labels.sha256] = Labelled(labels, text)
    return found


def score_run(name: str, briefs: Iterable[News], gold: Mapping[str, Labelled], not_asked: Iterable[str] = ()) -> Run:
    """Score briefs; those of articles without gold are left aside.

    Args:
        name: what to call the run.
        briefs: in any order.
        gold: by the SHA-256 of its article's text.
        not_asked: sections that were not asked for, and headlines that count them; no table shows a level of these.

    Raises:
        GoldError: none of the briefs has gold.
    """
    known = [(gold[brief.article.id], brief) for brief in briefs if brief.article.id in gold]
    if not known:
        raise GoldError(f"{name}: none of its briefs is of an article that there is gold for")
    known.sort(key=lambda pair: pair[0].gold.article)
    results = tuple(Result(labelled, brief, score_brief(brief, labelled)) for labelled, brief in known)
    return Run(name, results, frozenset(not_asked))


def read_run(path: Path, gold: Mapping[str, Labelled]) -> Run:
    """Read and score the briefs of a batch's output folder, or of a file of briefs, one on a line.

    Raises:
        GoldError: there are no briefs, one cannot be read, or none of them has gold.
    """
    file = path / "briefs.jsonl" if path.is_dir() else path
    try:
        lines: Sequence[str] = file.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        message = f"{shown_path(file)}: cannot be read; give the folder that `summarizer batch` wrote"
        raise GoldError(message) from error
    briefs = []
    for number, line in enumerate(lines, 1):
        try:
            briefs += [Brief.model_validate_json(line)] if line.strip() else []
        except ValueError as error:
            raise GoldError(f"{shown_path(file)}, line {number}: this is no brief") from error
    if not briefs:
        raise GoldError(f"{shown_path(file)}: there are no briefs in it")
    return score_run(path.resolve().name if path.is_dir() else path.stem, briefs, gold)
