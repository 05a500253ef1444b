"""One evaluation of an eval set under pytest: made once, checked article by article, summed up at the end."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.errors import GoldError, MissingRecordingError, SummarizerError
from summarizer.evaluation.baseline import Baseline, changes, read_baseline
from summarizer.evaluation.comparison import OVERALL, compare_runs, measures_of
from summarizer.evaluation.cost import CLOCK
from summarizer.evaluation.statistics import Verdict
from summarizer.evaluation.table import differences, tables_as_text
from summarizer.terminal import columns, one_line, printable, shown_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from summarizer.evaluation.baseline import Change
    from summarizer.evaluation.evalset import EvalSet, Made
    from summarizer.evaluation.runs import Run

__all__ = ["EvalOptions", "EvalSession", "StaleRecordings"]

_MOST_SHOWN = 40


class StaleRecordings(Exception):  # noqa: N818 -- a verdict, not an error: nothing is known of the briefs
    """The recordings do not answer what is asked now, so that nothing can be said about the briefs."""


@dataclass(frozen=True, slots=True)
class EvalOptions:
    """What the command line asks for; see `summarizer.pytest_plugin`."""

    live: bool = False
    model: str | None = None
    base_url: str | None = None
    samples: int = 1
    bless: str | None = None
    report: str | None = None


class EvalSession:
    """Evaluates an eval set.

    Args:
        evalset: the articles, their gold and the rest.
        options: how.
    """

    def __init__(self, evalset: EvalSet, options: EvalOptions) -> None:
        self.evalset = evalset
        self._options = options
        self._checked: set[str] = set()
        self._changes: list[Change] = []
        self._written: list[str] = []
        self.refused = False

    @cached_property
    def made(self) -> Mapping[str, Made]:
        """The runs, by name: replayed as a first answer and after repair, or live."""
        evalset, options = self.evalset, self._options
        replayed = evalset.replays()
        if not options.live:
            return replayed
        name, recorded = next(iter(replayed.items()))
        asked = {"llm": "live", "model": options.model, "base_url": options.base_url}
        settings = evalset.settings(**{name: value for name, value in asked.items() if value is not None})
        live = f"live, {settings.model}"
        return {name: recorded, live: evalset.make(live, settings, options.samples)}

    @property
    def _runs(self) -> list[Run]:
        return [made.run for made in self.made.values() if made.run is not None]

    def check(self, article: str) -> None:
        """Compare one article with the baseline.

        Args:
            article: the name of its gold.

        Raises:
            StaleRecordings: a recording is missing.
            AssertionError: the article lost something against the baseline, or has no brief; says what.
        """
        __tracebackhide__ = True
        self._checked.add(article)
        try:
            stale = self._stale(article)
            if self._options.live:
                return
            found = [(name, change) for name in self.made for change in self._compare(name, article)]
        except SummarizerError as error:
            raise AssertionError(f"{article} is not scored: {error}") from None
        if not stale and not any(article in run.articles for run in self._runs):
            raise AssertionError(f"{article} is in no run: is there gold with this name?")
        self._changes += (change for _, change in found)
        losses = [f"{name}: {change.what}" for name, change in found if change.loss]
        if losses and self._options.bless is None:
            more = f"\n… and {len(losses) - _MOST_SHOWN} more" if len(losses) > _MOST_SHOWN else ""
            shown = "\n".join(one_line(loss) for loss in losses[:_MOST_SHOWN])
            message = f"{article} lost against the baseline:\n{shown}{more}\nIf this is right: --bless 'the reason'"
            raise AssertionError("\n".join(filter(None, (message, stale.partition("\n")[0]))))
        if stale:
            raise StaleRecordings(stale)

    def _stale(self, article: str) -> str:
        """Which recording is missing, if that is why an article has no brief, else ""; another failure is raised."""
        checked = [*self.made.values()][-1:] if self._options.live else self.made.values()
        stale = ""
        for made in checked:
            failure = made.failures.get(article)
            if isinstance(failure, MissingRecordingError):
                stale = stale or str(failure)
            elif failure is not None:
                raise failure
        return stale

    def _compare(self, name: str, article: str) -> list[Change]:
        run = self.made[name].run
        if run is None or article not in run.articles:
            return []
        return changes(self._baseline().runs.get(name, {}), run.articles[article][0], run.gold_of(article))

    def _baseline(self) -> Baseline:
        """What there is; while blessing, one that cannot be read is as good as none."""
        try:
            return read_baseline(self.evalset.baseline)
        except GoldError:
            if self._options.bless is None:
                raise
            return Baseline()

    @property
    def got_worse(self) -> bool:
        """Whether a live run is worse, surely, than the replayed one."""
        return self._options.live and self._broken is None and self._verdict() is Verdict.WORSE

    @cached_property
    def _broken(self) -> SummarizerError | None:
        """Why nothing can be scored at all, or None."""
        try:
            _ = self.made
        except SummarizerError as error:
            return error
        return None

    @property
    def forgotten(self) -> tuple[str, ...]:
        """Articles that the baseline holds and that have no gold any more, where the baseline is not being written."""
        if self._options.live or self._options.bless is not None or self._broken is not None:
            return ()
        try:
            held = {article for run in self._baseline().runs.values() for article in run}
        except GoldError:
            return ()
        return tuple(sorted(held - set(self.evalset.names)))

    def _verdict(self) -> Verdict | None:
        if len(self._runs) < 2:
            return None
        replayed, live = self._runs[0], self._runs[-1]
        overall = next(measure for measure in measures_of(replayed) if measure.name == OVERALL)
        return compare_runs(live, replayed, overall).verdict

    def finish(self) -> None:
        """Write the baseline and the report, if they are asked for and every article has a brief."""
        options = self._options
        if self._broken is not None:
            return
        if options.report and self._runs:
            from summarizer.report.page import write_report

            self._written.append(f"report: {shown_path(write_report(self._runs, Path(options.report)))}")
        if options.bless is None:
            return
        if options.live or any(made.failures for made in self.made.values()):
            self.refused = True
            self._written.append("not blessed: only a replay in which every article has a brief can be")
            return
        if self._checked and self._checked != set(self.evalset.names):
            self.refused = True
            every = len(self.evalset.names)
            self._written.append(f"not blessed: only {len(self._checked)} of {every} articles were checked")
            return
        runs = {name: made.run for name, made in self.made.items() if made.run is not None}
        self._baseline().with_runs(runs, options.bless).write(self.evalset.baseline)
        self._written.append(f"blessed, because: {options.bless}")

    def summary(self) -> Iterator[str]:
        """What to show at the end, line by line."""
        if self._broken is not None:
            yield f"not scored: {printable(str(self._broken))}"
            return
        runs = self._runs
        if runs:
            yield from self._tables(runs)
        gains = [change for change in self._changes if not change.loss]
        if gains and self._options.bless is None:
            yield f"better than the baseline in {len(gains)} places; --bless 'the reason' keeps them:"
            yield from (f"  {change.article}: {one_line(change.what)}" for change in gains[:_MOST_SHOWN])
        yield from self._written
        yield from (f"{name} is in the baseline and has no gold any more" for name in self.forgotten)
        if self._options.live:
            yield f"verdict: {self._verdict() or 'none, there is no recorded run to compare with'}"

    def _tables(self, runs: Sequence[Run]) -> Iterator[str]:
        for table in tables_as_text(runs):
            yield from columns(table.header, table.lines).splitlines()
            yield ""
        yield CLOCK
        yield from differences(runs)
