"""How scores moved against the baseline: by section and by field, over all articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.errors import GoldError
from summarizer.evaluation.baseline import read_baseline, standing_of
from summarizer.scoring.verdicts import Counts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from summarizer.evaluation.baseline import ArticleStanding
    from summarizer.evaluation.evalset import EvalSet

__all__ = ["moved_rows"]

_Scores = dict[str, dict[str, Counts]]
"""By section or field, then by article."""


def moved_rows(evalset: EvalSet) -> Iterator[tuple[str, ...]]:
    """A row for each F1 that is not what the baseline has, over the articles that both hold.

    Raises:
        GoldError: an article has no brief.
    """
    baseline = read_baseline(evalset.baseline)
    for name, made in evalset.replays().items():
        if made.run is None or made.failures:
            raise GoldError(f"{', '.join(made.failures)}: no brief, so that scores cannot be compared")
        now = {
            article: standing_of(scores[0], made.run.gold_of(article)) for article, scores in made.run.articles.items()
        }
        yield from _moved(name, _by_measure(baseline.runs.get(name, {})), _by_measure(now))


def _by_measure(standings: Mapping[str, ArticleStanding]) -> _Scores:
    found: _Scores = {}
    for article, standing in standings.items():
        for section, one in standing.sections.items():
            found.setdefault(section, {})[article] = Counts(*one.counts)
            for field, counts in one.fields.items():
                found.setdefault(f"{section}.{field}", {})[article] = Counts(*counts)
    return found


def _moved(run: str, before: _Scores, after: _Scores) -> Iterator[tuple[str, ...]]:
    for measure in sorted({*before, *after}):
        both = sorted(before.get(measure, {}).keys() & after.get(measure, {}).keys())
        old, new = ({article: one[measure][article] for article in both} for one in (before, after))
        if old == new:
            continue
        up = [article for article in both if new[article].f1 > old[article].f1]
        down = [article for article in both if new[article].f1 < old[article].f1]
        levels = (f"{sum(counts.values(), Counts()).f1:.3f}" for counts in (old, new))
        yield run, measure, *levels, ", ".join(up) or "none", ", ".join(down) or "none"
