"""What runs took: calls, tokens, seconds and money, and their ratio to the run that is the yardstick."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.settings import EXTRACTIVE

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from summarizer.evaluation.runs import Run
    from summarizer.schemas.brief import Provenance

__all__ = ["CLOCK", "Amount", "Cost", "CostRow", "calls_of", "cost_of", "costs_of"]

CLOCK = "Seconds are those of the machine that asked, or of the one that recorded the answers; compare only within one."
"""What to know of the seconds, in one line."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What several briefs took together.

    Attributes:
        briefs: how many.
        calls: questions put to a model, re-asks counted.
        input: tokens in.
        cached: those of them that the server had in its cache, as far as it says so.
        output: tokens out.
        seconds: by the clock; in a replay, as recorded.
        dollars: None where the price of a single brief is not known.
    """

    briefs: int
    calls: int
    input: int
    cached: int
    output: int
    seconds: float
    dollars: float | None

    def a_brief(self, amount: float) -> float:
        """The mean over the briefs."""
        return amount / self.briefs if self.briefs else 0.0


def cost_of(run: Run, articles: Collection[str] | None = None) -> Cost:
    """What a run took, over all its articles or over those that are named."""
    made = [result.brief.provenance for result in run.results if articles is None or result.score.article in articles]
    prices = [one.cost for one in made if one.cost is not None]
    return Cost(
        briefs=len(made),
        calls=sum(calls_of(one) for one in made),
        input=sum(one.tokens.input for one in made),
        cached=sum(one.tokens.cached for one in made),
        output=sum(one.tokens.output for one in made),
        seconds=sum(one.seconds for one in made),
        dollars=sum(prices) if len(prices) == len(made) else None,
    )


def calls_of(made: Provenance) -> int:
    """The questions put to a model for one brief, re-asks counted; rules alone put none."""
    return 0 if made.backend == EXTRACTIVE else made.calls + made.reasks


@dataclass(frozen=True, slots=True)
class Amount:
    """What one run took of something.

    Attributes:
        number: as text; "unknown" where it is not known.
        ratio: to what the yardstick took for an article, as "0.20×"; "" where there is none.
    """

    number: str
    ratio: str = ""

    @property
    def text(self) -> str:
        """Both, on one line."""
        return f"{self.number} ({self.ratio})" if self.ratio else self.number


@dataclass(frozen=True, slots=True)
class CostRow:
    """What all runs took of something."""

    name: str
    cells: tuple[Amount, ...]


@dataclass(frozen=True, slots=True)
class _Kind:
    """Something that is taken: its name, how much of it, how it is shown, and whether less of it is better."""

    name: str
    amount: Callable[[Cost], float | None]
    show: Callable[[float], str]
    a_brief: bool = False
    compared: bool = True


def _count(amount: float) -> str:
    return f"{amount:,.0f}"


def _time(seconds: float) -> str:
    # Rules alone take another fraction of a second each time, and a table should not.
    return "under 1" if 0 < seconds < 1 else f"{seconds:,.0f}"


_KINDS = (
    _Kind("calls", lambda cost: cost.calls, _count),
    _Kind("tokens in", lambda cost: cost.input, _count),
    _Kind("of these cached", lambda cost: cost.cached, _count, compared=False),
    _Kind("tokens in, not cached", lambda cost: cost.input - cost.cached, _count),
    _Kind("tokens out", lambda cost: cost.output, _count),
    _Kind("tokens out an article", lambda cost: cost.output, _count, a_brief=True),
    _Kind("seconds an article", lambda cost: cost.seconds, _time, a_brief=True),
    _Kind("US dollars", lambda cost: cost.dollars, lambda dollars: f"{dollars:,.4f}"),
)


def costs_of(runs: Sequence[Run], yardstick: Run | None = None) -> list[CostRow]:
    """What the runs took, all articles together or an article, as the rows' names say.

    Args:
        runs: in the order of the cells.
        yardstick: the run that the others' costs are set against, article by article that both hold.
    """
    costs = [cost_of(run) for run in runs]
    shared = [_shared(run, yardstick) for run in runs]
    articles = CostRow("articles", tuple(Amount(_count(len(run.articles))) for run in runs))
    rows = [
        CostRow(kind.name, tuple(_amount(kind, cost, both) for cost, both in zip(costs, shared, strict=True)))
        for kind in _KINDS
    ]
    return [articles, *rows]


def _shared(run: Run, yardstick: Run | None) -> tuple[Cost, Cost] | None:
    """What a run and the yardstick took over the articles that both hold."""
    if yardstick is None or run is yardstick:
        return None
    both = run.articles.keys() & yardstick.articles.keys()
    return cost_of(run, both), cost_of(yardstick, both)


def _amount(kind: _Kind, cost: Cost, shared: tuple[Cost, Cost] | None) -> Amount:
    whole = kind.amount(cost)
    if whole is None:
        return Amount("unknown")
    number = kind.show(cost.a_brief(whole) if kind.a_brief else whole)
    return Amount(number, _ratio(kind, *shared) if shared and kind.compared else "")


def _ratio(kind: _Kind, one: Cost, other: Cost) -> str:
    over, under = kind.amount(one), kind.amount(other)
    if over is None or not under:
        return ""
    return f"{one.a_brief(over) / other.a_brief(under):.2f}×"
