"""Walk through the disagreements between a run and the gold, and write down what somebody decides on each."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from summarizer.errors import GoldError
from summarizer.evaluation.decisions import Decision, carry_out, record
from summarizer.evaluation.disagreements import find_disagreements, show_disagreement
from summarizer.evaluation.runs import read_run
from summarizer.evaluation.translation import translation_of
from summarizer.gold.edit import read_draft, save_draft
from summarizer.gold.files import find_gold, read_article_of, read_gold
from summarizer.gold.labels import Ruling
from summarizer.scoring.case import Labelled
from summarizer.scoring.score import SECTIONS
from summarizer.terminal import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from pathlib import Path

    from summarizer.evaluation.disagreements import Disagreement

    Ask: TypeAlias = Callable[[str], str]
    Show: TypeAlias = Callable[[str], None]

__all__ = ["Walk"]

_QUESTION = "g (the gold is right), m (the model is right), b (both are), s (skip), q (stop)"
_RULINGS = {"g": Ruling.GOLD, "m": Ruling.MODEL, "b": Ruling.BOTH}


class Walk:
    """One way through the disagreements between a run and the gold.

    Args:
        run: the output folder of a batch, or a file of briefs.
        gold: the folder of gold files, which decisions are written into.
        articles: the folder of the articles.
        who: who decides.
        names: the articles to look at; all if there are none.
        sections: the sections to look at; all if there are none.

    Raises:
        GoldError: the run or the gold cannot be read, or there is no such article or section.
    """

    def __init__(
        self,
        run: Path,
        gold: Path,
        articles: Path,
        who: str,
        *,
        names: Collection[str] = (),
        sections: Collection[str] = (),
    ) -> None:
        self._who = who
        self._articles = articles
        self._sections = sections
        self._paths = {}
        labelled = {}
        for path in find_gold(gold):
            labels = read_gold(path)
            self._paths[labels.article] = path
            labelled[labels.sha256] = Labelled(labels, read_article_of(labels, articles))
        _check("section", sections, SECTIONS)
        self._run = read_run(run, labelled)
        _check("article of the run", names, self._run.articles)
        self._names = names or tuple(self._run.articles)

    def todo(self) -> list[Disagreement]:
        """The disagreements that nobody has decided yet, by article and section, each of them once."""
        found: dict[tuple[str, str, str, str | None], Disagreement] = {}
        for result in self._run.results:
            if result.score.article not in self._names:
                continue
            known = {(one.section, one.item, one.field) for one in result.labelled.gold.decided}
            for disagreement in find_disagreements(result):
                section = disagreement.verdict.section
                if disagreement.key not in known and (not self._sections or section in self._sections):
                    found.setdefault((disagreement.article, *disagreement.key), disagreement)
        return list(found.values())

    def go(self, *, ask: Ask, show: Show) -> int:
        """Show each disagreement, ask who is right, and write the decision into the gold file at once.

        Args:
            ask: asks a question and gives back the answer; raises EOFError where there are no more answers.
            show: shows text, which ends in a line end.

        Returns:
            How many decisions were written.

        Raises:
            OutputError: a gold file cannot be written.
        """
        todo = self.todo()
        decisions = 0
        for number, disagreement in enumerate(todo, 1):
            show(show_disagreement(disagreement, number, len(todo)))
            try:
                decisions += self._settle(disagreement, ask, show)
            except EOFError:
                break
        return decisions

    def _settle(self, disagreement: Disagreement, ask: Ask, show: Show) -> bool:
        """Ask until the disagreement is decided or skipped.

        Raises:
            EOFError: whoever decides wants to stop.
        """
        while True:
            answer = ask(_QUESTION).strip().lower()
            if answer == "q":
                raise EOFError
            if answer == "s":
                return False
            if answer not in _RULINGS:
                show("  one of g, m, b, s and q\n")
                continue
            ruling = _RULINGS[answer]
            try:
                self._write(disagreement, Decision(ruling, self._who, _reason(ruling, ask, show)))
            except GoldError as error:
                show(f"  nothing is changed: {one_line(str(error))}\n")
                continue
            return True

    def _write(self, disagreement: Disagreement, decision: Decision) -> None:
        """Carry out a decision on the gold file as it stands now."""
        path = self._paths[disagreement.article]
        before = read_draft(path)
        now = before.labels()
        text = read_article_of(now, self._articles)
        translation = translation_of(disagreement, Labelled(now, text))
        after = carry_out(before, disagreement, decision, translation)
        save_draft(path, before, record(after, disagreement, decision), text)


def _reason(ruling: Ruling, ask: Ask, show: Show) -> str:
    """Why; not needed where the gold stays as it is."""
    while True:
        why = ask("why").strip()
        if why or ruling is Ruling.GOLD:
            return why
        show("  a change of the gold needs its reason\n")


def _check(what: str, wanted: Sequence[str] | Collection[str], known: Collection[str]) -> None:
    for one in wanted:
        if one not in known:
            raise GoldError(f"there is no {what} {one!r}; there are {', '.join(known)}")
