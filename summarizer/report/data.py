"""What the page's script needs, as JSON: each text once, each string once, the verdicts by number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.evaluation.cost import calls_of
from summarizer.gold.places import find_chrome
from summarizer.report.spans import Claim, cut
from summarizer.schemas.spans import Record
from summarizer.scoring.score import SECTIONS
from summarizer.scoring.verdicts import FieldOutcome, Outcome
from summarizer.terminal import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.evaluation.runs import Result, Run
    from summarizer.report.spans import Piece
    from summarizer.scoring.verdicts import ArticleScore, ItemVerdict

__all__ = ["data_of", "is_error"]

_OUTCOMES = tuple(Outcome)
# Of two verdicts on the same words, the page shows the first of these.
_RANKS = {Outcome.MISSED: 0, Outcome.INVENTED: 0, Outcome.FOUND: 1, Outcome.EXCUSED: 2}
_NOT_WRONG = frozenset({FieldOutcome.RIGHT, FieldOutcome.ABSENT})
# In JSON these stand in strings only; so written, none of them can end the script that holds the data.
_IN_A_SCRIPT = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&"}


class _Wrong(Record):
    """A field that is not right; all but `outcome` are numbers of strings."""

    name: int
    outcome: str
    wanted: int
    given: int


class _Verdict(Record):
    """One verdict. What is text is the number of a string, 0 for none."""

    section: int
    outcome: int
    error: bool = False
    wanted: int = 0
    given: int = 0
    why: int = 0
    trap: int = 0
    right: int = 0
    wrong: tuple[_Wrong, ...] = ()


class _Article(Record):
    name: str
    text: str


class _Result(Record):
    """One brief.

    A piece is its length as JavaScript counts it (UTF-16), 1 if it is chrome, then the verdicts that claim it.
    """

    run: int
    article: int
    sample: int
    made: str
    verdicts: tuple[_Verdict, ...]
    pieces: tuple[tuple[int, ...], ...]


class _Data(Record):
    runs: tuple[str, ...]
    sections: tuple[str, ...]
    outcomes: tuple[str, ...]
    strings: tuple[str, ...]
    articles: tuple[_Article, ...]
    results: tuple[_Result, ...]


class _Table:
    """Strings and texts, each with its number."""

    def __init__(self) -> None:
        self.strings = {"": 0}
        self.texts: dict[str, int] = {}
        self.articles: list[_Article] = []

    def string(self, text: str | None) -> int:
        return self.strings.setdefault(printable(text or ""), len(self.strings))

    def article(self, result: Result) -> int:
        text = result.labelled.text
        if text not in self.texts:
            self.texts[text] = len(self.texts)
            self.articles.append(_Article(name=printable(result.score.article), text=text))
        return self.texts[text]


def data_of(runs: Sequence[Run]) -> str:
    """All runs as a JSON document in ASCII that may stand in a script element."""
    table = _Table()
    results = tuple(one for number, run in enumerate(runs) for one in _results(number, run, table))
    data = _Data(
        runs=tuple(printable(run.name) for run in runs),
        sections=SECTIONS,
        outcomes=tuple(outcome.value for outcome in _OUTCOMES),
        strings=tuple(table.strings),
        articles=tuple(table.articles),
        results=results,
    )
    return data.model_dump_json(ensure_ascii=True, exclude_defaults=True).translate(_IN_A_SCRIPT)


def is_error(verdict: ItemVerdict) -> bool:
    """Whether a verdict is shown among errors: missed, invented, a trap, or found with a field that is not right."""
    if verdict.trap or verdict.outcome in {Outcome.MISSED, Outcome.INVENTED}:
        return True
    return verdict.outcome is Outcome.FOUND and any(field.outcome not in _NOT_WRONG for field in verdict.fields)


def _results(number: int, run: Run, table: _Table) -> Iterator[_Result]:
    seen: dict[int, int] = {}
    for result in run.results:
        article = table.article(result)
        seen[article] = seen.get(article, 0) + 1
        verdicts = _verdicts_of(result.score)
        yield _Result(
            run=number,
            article=article,
            sample=seen[article],
            made=_made(result),
            verdicts=tuple(_shown(verdict, table) for verdict in verdicts),
            pieces=tuple(_pieces(result, verdicts)),
        )


def _verdicts_of(score: ArticleScore) -> list[ItemVerdict]:
    return [verdict for name in SECTIONS if name in score.sections for verdict in score.sections[name].verdicts]


def _made(result: Result) -> str:
    """How the brief was made, in one line."""
    made = result.brief.provenance
    count = calls_of(made)
    used = f"{made.tokens.input:,} tokens in, {made.tokens.output:,} out" if count else "no model asked"
    calls = f"{count} {'call' if count == 1 else 'calls'}, " if count else ""
    return printable(f"{made.model}: {calls}{used}, {made.seconds:,.1f} s; {_warned(len(result.brief.warnings))}")


def _warned(count: int) -> str:
    return f"{count} {'warning' if count == 1 else 'warnings'}" if count else "no warnings"


def _shown(verdict: ItemVerdict, table: _Table) -> _Verdict:
    right = [field.name for field in verdict.fields if field.outcome is FieldOutcome.RIGHT]
    return _Verdict(
        section=SECTIONS.index(verdict.section),
        outcome=_OUTCOMES.index(verdict.outcome),
        error=is_error(verdict),
        wanted=table.string(verdict.wanted),
        given=table.string(verdict.given),
        why=table.string(verdict.why),
        trap=table.string(verdict.trap),
        right=table.string(", ".join(right)),
        wrong=tuple(
            _Wrong(
                name=table.string(field.name),
                outcome=field.outcome.value,
                wanted=table.string(field.wanted),
                given=table.string(field.given),
            )
            for field in verdict.fields
            if field.outcome not in _NOT_WRONG
        ),
    )


def _pieces(result: Result, verdicts: Sequence[ItemVerdict]) -> Iterator[tuple[int, ...]]:
    text = result.labelled.text
    claims = [
        Claim(owner, start, end, _RANKS[verdict.outcome])
        for owner, verdict in enumerate(verdicts)
        for start, end in verdict.spans
    ]
    labels = (label for label in result.labelled.gold.chrome if not label.optional and not label.forbidden)
    for piece in cut(len(text), claims, find_chrome(text, labels)):
        yield (_utf16(text, piece), int(piece.dimmed), *piece.owners)


def _utf16(text: str, piece: Piece) -> int:
    return len(text[piece.start : piece.end].encode("utf-16-le")) // 2
