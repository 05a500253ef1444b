"""The counts of a run, and what follows from them: how fast it goes, what it costs, when it ends."""

from __future__ import annotations

import threading
import time
from collections import Counter, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from summarizer.schemas.brief import BriefRecord, WarningCode
    from summarizer.traffic.events import Spent

__all__ = ["CommonWarning", "DoneArticle", "FailedArticle", "Standing", "Tally"]

_SECTION_FAILED = "section_failed"
_WINDOW = 180.0
"""Seconds of the recent past that the pace is taken from."""
_SAMPLE_EVERY = 1.0
"""Seconds between two points that the pace is taken from: bounds how many there are."""


@dataclass(frozen=True, slots=True)
class DoneArticle:
    """One article whose brief this run has made.

    Attributes:
        source: where it came from, as given.
        article: its id.
        seconds: spent on it.
        input_tokens: as the server counted them.
        cached_tokens: those of the input that the server had in its cache.
        output_tokens: as the server counted them.
        cost: US dollars; None where no price is known.
        warnings: the code of each, and where in the brief it stands ("statements/Q3").
    """

    source: str
    article: str
    seconds: float = 0.0
    input_tokens: int = 0
    cached_tokens: int = 0
    output_tokens: int = 0
    cost: float | None = None
    warnings: tuple[tuple[WarningCode, str], ...] = ()

    @property
    def failed_sections(self) -> frozenset[str]:
        """The sections of which some question could not be answered, so that rules did."""
        return frozenset(where.partition("/")[0] for code, where in self.warnings if code == _SECTION_FAILED)

    @classmethod
    def of(cls, brief: BriefRecord) -> DoneArticle:
        """What a brief says of how it was made."""
        made = brief.provenance
        return cls(
            source=brief.article.source,
            article=brief.article.id,
            seconds=made.seconds,
            input_tokens=made.tokens.input,
            cached_tokens=made.tokens.cached,
            output_tokens=made.tokens.output,
            cost=made.cost,
            warnings=tuple((note.code, note.where) for note in brief.warnings),
        )


@dataclass(frozen=True, slots=True)
class FailedArticle:
    """One article without a brief.

    Attributes:
        source: where it came from, as given.
        error: the class of the error.
        message: what happened and what to do.
        article: its id, or None where it could not be read.
    """

    source: str
    error: str
    message: str
    article: str | None = None


@dataclass(frozen=True, slots=True)
class CommonWarning:
    """One kind of warning, in one section, over all articles of the run.

    Attributes:
        code: what.
        section: in which section of the briefs.
        count: how many.
        articles: in how many articles.
    """

    code: WarningCode
    section: str
    count: int
    articles: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How a run stands at one moment.

    Attributes:
        total: articles there are; None while nobody has counted them.
        already: articles whose brief was there already.
        done: briefs made by this run.
        failed: articles without a brief.
        seconds: since the run began.
        per_minute: articles finished a minute, lately; None before the first.
        spent: what requests have taken so far.
        cost_at_end: US dollars that the whole run will have taken; None where it cannot be told.
        seconds_left: None where it cannot be told.
    """

    total: int | None
    already: int
    done: int
    failed: int
    seconds: float
    per_minute: float | None
    spent: Spent
    cost_at_end: float | None
    seconds_left: float | None

    @property
    def finished(self) -> int:
        """Articles that nothing is left to be done for, failures included."""
        return self.already + self.done + self.failed

    @property
    def left(self) -> int | None:
        """Articles still to be done; None while nobody has counted them."""
        return None if self.total is None else max(0, self.total - self.finished)


class Tally:
    """Counts what becomes of a run's articles. May be read from another thread than the one that feeds it.

    Args:
        spending: what requests have taken so far.
        clock: seconds, always going forward.
    """

    def __init__(self, spending: Callable[[], Spent], *, clock: Callable[[], float] = time.monotonic) -> None:
        self._spending = spending
        self._clock = clock
        self._lock = threading.Lock()
        self._total: int | None = None
        self._already = self._done = self._failed = 0
        self._priced = 0
        self._cost_of_priced = 0.0
        self._warnings: Counter[tuple[WarningCode, str]] = Counter()
        self._articles_with: Counter[tuple[WarningCode, str]] = Counter()
        self._began = clock()
        self._points: deque[tuple[float, int]] = deque([(self._began, 0)])

    def begin(self, total: int | None, already: int = 0) -> None:
        """Note what there is to do; the pace is taken from here on.

        Args:
            total: articles there are, those already there included; None where nobody has counted them.
            already: articles whose brief is there from an earlier run.
        """
        with self._lock:
            self._total, self._already = total, already
            self._began = self._clock()
            self._points = deque([(self._began, 0)])

    def expect(self, total: int) -> None:
        """Note how many articles there are by now, those already there included."""
        with self._lock:
            self._total = total

    def taken_over(self, count: int = 1) -> None:
        """Note articles whose brief was there already."""
        with self._lock:
            self._already += count

    def finished(self, warnings: Iterable[tuple[WarningCode, str]] = (), *, cost: float | None = None) -> None:
        """Note one brief made.

        Args:
            warnings: the code of each, and where in the brief it stands.
            cost: US dollars that the brief says it took; None where no price is known.
        """
        kinds = Counter((code, where.partition("/")[0]) for code, where in warnings)
        with self._lock:
            self._done += 1
            if cost is not None:
                self._priced += 1
                self._cost_of_priced += cost
            self._warnings.update(kinds)
            self._articles_with.update(kinds.keys())
            self._mark()

    def failed(self) -> None:
        """Note one article without a brief."""
        with self._lock:
            self._failed += 1
            self._mark()

    def standing(self) -> Standing:
        """How the run stands now."""
        spent = self._spending()
        with self._lock:
            now = self._clock()
            left = None if self._total is None else max(0, self._total - self._already - self._worked)
            pace = self._pace(now)
            return Standing(
                total=self._total,
                already=self._already,
                done=self._done,
                failed=self._failed,
                seconds=now - self._began,
                per_minute=None if pace is None else pace * 60,
                spent=spent,
                cost_at_end=self._cost_at_end(spent.cost, left),
                seconds_left=None if left is None else 0.0 if left == 0 else left / pace if pace else None,
            )

    def commonest_warnings(self, count: int = 10) -> tuple[CommonWarning, ...]:
        """The kinds of warning that came most often, the commonest first."""
        with self._lock:
            ordered = sorted(self._warnings.items(), key=lambda item: (-item[1], item[0]))
            return tuple(
                CommonWarning(code, section, number, self._articles_with[code, section])
                for (code, section), number in ordered[:count]
            )

    @property
    def _worked(self) -> int:
        return self._done + self._failed

    def _mark(self) -> None:
        now = self._clock()
        if now - self._points[-1][0] >= _SAMPLE_EVERY:
            self._points.append((now, self._worked))
        # The oldest point stays until the one after it is outside the window: slow runs have few points.
        while len(self._points) > 1 and self._points[1][0] <= now - _WINDOW:
            self._points.popleft()

    def _pace(self, now: float) -> float | None:
        """Articles a second, lately."""
        since, before = self._points[0]
        if not self._worked or now <= since:
            return None
        return (self._worked - before) / (now - since)

    def _cost_at_end(self, cost: float | None, left: int | None) -> float | None:
        if cost is None or left is None:
            return None
        if left == 0:
            return cost
        if not self._worked:
            return None
        # What is in flight is paid for in part: early on, the cost of finished briefs tells more than the bill.
        an_article = cost / self._worked
        if self._priced:
            an_article = min(an_article, self._cost_of_priced / self._priced)
        return cost + an_article * left
