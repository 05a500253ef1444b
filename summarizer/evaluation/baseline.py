"""The baseline: what each article scored when somebody last said that it was good, and what was lost since."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import Field, ValidationError

from summarizer.errors import GoldError, OutputError
from summarizer.schemas.spans import Record
from summarizer.scoring.headlines import ERRORS
from summarizer.scoring.verdicts import FieldOutcome, Outcome
from summarizer.terminal import shown_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from summarizer.evaluation.runs import Run
    from summarizer.gold.labels import GoldArticle
    from summarizer.scoring.verdicts import ArticleScore, Counts, FieldVerdict, SectionScore

__all__ = [
    "ArticleStanding",
    "Baseline",
    "Blessing",
    "Change",
    "SectionStanding",
    "changes",
    "read_baseline",
    "standing_of",
]

_LONGEST = 100
_NAMED_IN_SECTIONS = frozenset({"invented items", "must-have facts covered"})


class SectionStanding(Record):
    """One section of one article.

    Attributes:
        counts: true positives, false positives and misses.
        fields: the same for each field.
        found: for each label found, the fields that were not right.
        missed: the labels missed.
        invented: the items that no label is like.
    """

    counts: tuple[int, int, int]
    fields: dict[str, tuple[int, int, int]]
    found: dict[str, tuple[str, ...]]
    missed: tuple[str, ...]
    invented: tuple[str, ...]


class HeadlineStanding(Record):
    """One headline of one article: hits, total, and what the errors are, where no section names them."""

    hits: int
    total: int
    names: tuple[str, ...]


class ArticleStanding(Record):
    """One article: its sections, its headlines, and a digest of the gold that they were scored against."""

    gold: str = ""
    sections: dict[str, SectionStanding]
    headlines: dict[str, HeadlineStanding]


class Blessing(Record):
    """Why a baseline was written."""

    reason: str


class Baseline(Record):
    """What was last said to be good.

    Attributes:
        blessed: why, the newest last.
        runs: by the run's name, then by the article's.
    """

    blessed: tuple[Blessing, ...] = ()
    runs: dict[str, dict[str, ArticleStanding]] = Field(default_factory=dict)

    def with_runs(self, runs: Mapping[str, Run], reason: str) -> Baseline:
        """The baseline that these runs make, and why."""
        standings = {
            name: {article: standing_of(scores[0], run.gold_of(article)) for article, scores in run.articles.items()}
            for name, run in runs.items()
        }
        return Baseline(blessed=(*self.blessed, Blessing(reason=reason)), runs=standings)

    def write(self, path: Path) -> None:
        """Write it as JSON that a person can read and a merge can take.

        Raises:
            OutputError: it cannot be written.
        """
        draft = path.with_name(f".{path.name}.new")
        try:
            draft.write_text(json.dumps(self.model_dump(mode="json"), indent=1, ensure_ascii=False) + "\n", "utf-8")
            draft.replace(path)
        except OSError as error:
            raise OutputError(f"{shown_path(path)} cannot be written: {error.strerror}") from error


def read_baseline(path: Path) -> Baseline:
    """Read a baseline; one that is not there yet is empty.

    Raises:
        GoldError: there is a file that is no baseline.
    """
    try:
        return Baseline.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return Baseline()
    except (OSError, ValidationError) as error:
        cause = str(error).partition("\n")[0]
        raise GoldError(f"{shown_path(path)} is no baseline; write a new one with --bless: {cause}") from error


def standing_of(score: ArticleScore, gold: GoldArticle) -> ArticleStanding:
    """What a baseline keeps of an article's score, and of the gold that it was scored against."""
    labels = gold.model_dump_json(exclude={"labelled_by", "decided"})
    return ArticleStanding(
        gold=hashlib.sha256(labels.encode()).hexdigest()[:12],
        sections={name: _of_section(section) for name, section in score.sections.items()},
        headlines={
            name: HeadlineStanding(
                hits=headline.hits,
                total=headline.total,
                names=() if name in _NAMED_IN_SECTIONS else tuple(map(_short, headline.names)),
            )
            for name, headline in score.headlines.items()
        },
    )


def _of_section(section: SectionScore) -> SectionStanding:
    found = [verdict for verdict in section.verdicts if verdict.outcome is Outcome.FOUND]
    return SectionStanding(
        counts=_three(section.counts),
        fields={name: _three(counts) for name, counts in sorted(section.fields.items())},
        found={
            _short(verdict.label): tuple(
                _not_right(judged)
                for judged in verdict.fields
                if judged.outcome not in {FieldOutcome.RIGHT, FieldOutcome.ABSENT}
            )
            for verdict in found
        },
        missed=tuple(_short(verdict.label) for verdict in section.verdicts if verdict.outcome is Outcome.MISSED),
        invented=tuple(_short(verdict.given) for verdict in section.verdicts if verdict.outcome is Outcome.INVENTED),
    )


def _not_right(judged: FieldVerdict) -> str:
    """A field that is not right; one of several values with how many of them are."""
    counts = judged.counts
    if counts.true or max(counts.false, counts.missed) > 1:
        return f"{judged.name} ({counts.true} right, {counts.false} wrong, {counts.missed} missed)"
    return judged.name


def _three(counts: Counts) -> tuple[int, int, int]:
    return counts.true, counts.false, counts.missed


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


@dataclass(frozen=True, slots=True)
class Change:
    """Something that is not as the baseline has it.

    Attributes:
        article: where.
        what: the section, the field or the headline, and which items.
        loss: whether it is a loss; else a gain.
    """

    article: str
    what: str
    loss: bool


def changes(before: Mapping[str, ArticleStanding], score: ArticleScore, gold: GoldArticle) -> list[Change]:
    """All that changed in an article, losses first.

    A loss is a section or a field with fewer true or more false or missed, or a headline that got worse. One
    kind of count does not make up for another. Where there are losses and the gold is another than it was, that
    is said first.

    Args:
        before: what the baseline has of the run, by article.
        score: of the article now.
        gold: what it was scored against.
    """
    article, after = score.article, standing_of(score, gold)
    old = before.get(article)
    if old is None:
        return [Change(article, "it is not in the baseline yet: --bless 'the reason' puts it there", loss=True)]
    found = [*_in_sections(article, old, after, _wrong_fields(score)), *_in_headlines(article, old, after)]
    if old.gold != after.gold and any(change.loss for change in found):
        found.insert(0, Change(article, "its gold is not the one that the baseline was made with", loss=True))
    return sorted(found, key=lambda change: not change.loss)


def _wrong_fields(score: ArticleScore) -> dict[tuple[str, str, str], str]:
    """What is given and what is right, for each field that is not right, by section, label and field."""
    return {
        (name, _short(verdict.label), _not_right(judged)): f"{_short(judged.given)}, right: {_short(judged.wanted)}"
        for name, section in score.sections.items()
        for verdict in section.verdicts
        for judged in verdict.fields
        if judged.outcome not in {FieldOutcome.RIGHT, FieldOutcome.ABSENT}
    }


def _in_sections(
    article: str, old: ArticleStanding, new: ArticleStanding, told: Mapping[tuple[str, str, str], str]
) -> Iterator[Change]:
    for name, after in new.sections.items():
        before = old.sections.get(name)
        if before is None:
            yield Change(article, f"{name}: not in the baseline yet", loss=True)
            continue
        if before == after:
            continue
        rows = [(name, before.counts, after.counts)]
        nothing = (0, 0, 0)
        both = sorted({*before.fields, *after.fields})
        rows += [
            (f"{name}.{field}", before.fields.get(field, nothing), after.fields.get(field, nothing)) for field in both
        ]
        for what, one, other in rows:
            lost = other[0] < one[0] or other[1] > one[1] or other[2] > one[2]
            if one != other:
                counts = (
                    f"{what}: right {one[0]} → {other[0]}, wrong {one[1]} → {other[1]}, missed {one[2]} → {other[2]}"
                )
                yield Change(article, counts, loss=lost)
        details = {(label, field): text for (section, label, field), text in told.items() if section == name}
        yield from (Change(article, f"{name}: {what}", loss=loss) for what, loss in _items(before, after, details))


def _items(
    old: SectionStanding, new: SectionStanding, told: Mapping[tuple[str, str], str]
) -> Iterator[tuple[str, bool]]:
    """Which items changed, in words, and whether for the worse."""
    yield from ((f"now missed: {label}", True) for label in _more(new.missed, old.missed))
    yield from ((f"now found: {label}", False) for label in new.found if label not in old.found)
    yield from ((f"now invented: {item}", True) for item in _more(new.invented, old.invented))
    yield from ((f"no longer invented: {item}", False) for item in _more(old.invented, new.invented))
    for label in sorted(new.found.keys() & old.found.keys()):
        before, after = set(old.found[label]), set(new.found[label])
        if after - before:
            fields = (f"{field} ({told[label, field]})" for field in sorted(after - before))
            yield f"{label}: now not right: {', '.join(fields)}", True
        if before - after:
            yield f"{label}: now right: {', '.join(sorted(before - after))}", False


def _share(headline: HeadlineStanding) -> float:
    return headline.hits / headline.total if headline.total else 1.0


def _more(some: Iterable[str], than: Iterable[str]) -> Iterator[str]:
    """What there is more of on the one side, as often as there is more of it."""
    return (Counter(some) - Counter(than)).elements()


def _in_headlines(article: str, old: ArticleStanding, new: ArticleStanding) -> Iterator[Change]:
    for name, after in new.headlines.items():
        before = old.headlines.get(name, after)
        if before == after:
            continue
        gained = before.hits - after.hits if name in ERRORS else _share(after) - _share(before)
        if gained:
            lost = gained < 0
            names = "; ".join(_more(after.names, before.names) if lost else _more(before.names, after.names))
            counts = f"{before.hits} of {before.total} → {after.hits} of {after.total}"
            yield Change(article, f"{name}: {counts}{f' ({names})' if names else ''}", loss=lost)
