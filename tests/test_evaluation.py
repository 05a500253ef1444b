from __future__ import annotations

import json
import random
import re
import sys
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from summarizer.cli import cli
from summarizer.errors import GoldError, OutputError, SettingsError
from summarizer.evaluation.agreement_table import agreement_rows, compare_folders, explain_agreement, field_rows
from summarizer.evaluation.baseline import Baseline, changes, read_baseline, standing_of
from summarizer.evaluation.comparison import OVERALL, compare_runs, estimate_run, measures_of
from summarizer.evaluation.cost import CLOCK, cost_of, costs_of
from summarizer.evaluation.evalset import RULES_ALONE, EvalSet
from summarizer.evaluation.moves import moved_rows
from summarizer.evaluation.parts import ARTICLE_OUT, CHROME_OUT, FIGURES_READ, PARTS
from summarizer.evaluation.runs import DECISIVE, Run, merge, pool, read_gold_set, read_run, score_run
from summarizer.evaluation.statistics import Estimate, Verdict
from summarizer.evaluation.survey import survey_recordings
from summarizer.evaluation.table import (
    LEVELS,
    differences,
    headline_rows,
    markdown_table,
    rows_of,
    section_rows,
    tables_as_text,
)
from summarizer.pytest_plugin.session import EvalOptions, EvalSession
from summarizer.schemas.brief import Tokens
from summarizer.schemas.spans import Span
from summarizer.scoring.case import Labelled
from summarizer.scoring.score import SECTIONS, score_brief
from summarizer.scoring.verdicts import Counts, Headline
from tests.golds import CAST, MAY, NORTH, RUIZ, SOUTH, TEXT, brief, changed, labelled, sentence, whole

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from types import FrameType

    from summarizer.evaluation.baseline import Change
    from summarizer.evaluation.comparison import Measure
    from summarizer.schemas.news import News


def named(one: Labelled, name: str) -> Labelled:
    return Labelled(one.gold.model_copy(update={"article": name}), one.text)


def set_of(count: int) -> list[Labelled]:
    """Gold of articles that differ in their last line."""
    return [named(whole(f"{TEXT}Edition {'i' * n}.\n"), f"article_{n:02}") for n in range(1, count + 1)]


def run_of(name: str, some: Sequence[Labelled], briefs: Sequence[News]) -> Run:
    return score_run(name, briefs, {one.gold.sha256: one for one in some})


def perfect(some: Sequence[Labelled], name: str = "perfect") -> Run:
    return run_of(name, some, [brief(one) for one in some])


def halved(one: Labelled, kept: int = 2) -> News:
    """A brief without some of the entities, without references and without events."""
    return brief(one, entities=brief(one).entities[:kept], references=(), events=())


def poor(some: Sequence[Labelled], name: str = "poor") -> Run:
    return run_of(name, some, [halved(one, 1 + n % 3) for n, one in enumerate(some)])


def measure(run: Run, name: str) -> Measure:
    (found,) = [one for one in measures_of(run) if one.name == name]
    return found


def write_gold(root: Path, *some: Labelled) -> Path:
    """Write gold and articles where the commands look for them."""
    for one in some:
        for folder, suffix, text in (
            ("gold", "yaml", one.gold.model_dump_json(exclude_defaults=True)),
            ("articles", "txt", one.text),
        ):
            path = root / folder / f"{one.gold.article}.{suffix}"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
    return root


def write_briefs(path: Path, briefs: Sequence[News]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{one.model_dump_json()}\n" for one in briefs), encoding="utf-8")
    return path


class TestRuns:
    def test_gold_is_read_with_its_articles(self, tmp_path: Path) -> None:
        some = set_of(2)
        write_gold(tmp_path, *some)
        found = read_gold_set(tmp_path / "gold", tmp_path / "articles")
        assert {key: (one.gold, one.text) for key, one in found.items()} == {
            one.gold.sha256: (one.gold, one.text) for one in some
        }

    def test_gold_without_its_article_cannot_be_read(self, tmp_path: Path) -> None:
        write_gold(tmp_path, *set_of(1))
        (tmp_path / "articles" / "article_01.txt").unlink()
        with pytest.raises(GoldError, match="article_01"):
            read_gold_set(tmp_path / "gold", tmp_path / "articles")
        with pytest.raises(GoldError, match="no gold"):
            read_gold_set(tmp_path / "articles", tmp_path / "articles")

    def test_a_run_is_a_batch_s_folder_or_a_file_of_briefs(self, tmp_path: Path) -> None:
        some = set_of(2)
        gold = {one.gold.sha256: one for one in some}
        briefs = [brief(one) for one in reversed(some)]
        folder = write_briefs(tmp_path / "mine" / "briefs.jsonl", briefs).parent
        file = write_briefs(tmp_path / "yours.jsonl", briefs)
        for path, name in ((folder, "mine"), (file, "yours")):
            run = read_run(path, gold)
            assert run.name == name
            assert list(run.articles) == ["article_01", "article_02"]
            assert [result.brief.article.source for result in run.results] == ["article_01", "article_02"]

    def test_briefs_without_gold_are_left_aside(self) -> None:
        some = set_of(3)
        run = run_of("some", some[:2], [brief(one) for one in some])
        assert list(run.articles) == ["article_01", "article_02"]
        with pytest.raises(GoldError, match="none of its briefs"):
            run_of("none", some[:1], [brief(some[1])])

    @pytest.mark.parametrize("content", ["", "no JSON\n", '{"article": 1}\n', "\udcff\n"])
    def test_a_file_without_readable_briefs_is_an_error(self, tmp_path: Path, content: str) -> None:
        path = tmp_path / "briefs.jsonl"
        path.write_bytes(content.encode(errors="surrogateescape"))
        with pytest.raises(GoldError, match="briefs"):
            read_run(path, {})
        with pytest.raises(GoldError, match="cannot be read; give the folder"):
            read_run(tmp_path / "nowhere", {})

    def test_empty_lines_are_no_briefs(self, tmp_path: Path) -> None:
        (one,) = set_of(1)
        path = tmp_path / "briefs.jsonl"
        path.write_text(f"\n{brief(one).model_dump_json()}\n\n", encoding="utf-8")
        assert len(read_run(path, {one.gold.sha256: one}).results) == 1

    @pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\x85"])
    def test_a_brief_is_a_line_whatever_its_article_holds(self, tmp_path: Path, mark: str) -> None:
        one = labelled(f"{TEXT}Edition{mark}one.\n", entities=CAST)
        told = sentence(f"Edition{mark}one.")
        path = write_briefs(tmp_path / "briefs.jsonl", [brief(one, summary=(told,))])
        assert len(read_run(path, {one.gold.sha256: one}).results) == 1

    def test_samples_of_an_article_are_one_unit(self) -> None:
        one, other = set_of(2)
        run = run_of("twice", [one, other], [brief(other), brief(one), halved(one)])
        assert {name: len(scores) for name, scores in run.articles.items()} == {"article_01": 2, "article_02": 1}
        assert estimate_run(run, measure(run, OVERALL)).articles == 2

    def test_pooling_adds_counts_and_headlines(self) -> None:
        one, other = set_of(2)
        scores = [score_brief(brief(one), one), score_brief(halved(other), other)]
        pooled = pool(scores)
        assert list(pooled.sections) == list(SECTIONS)
        assert pooled.sections["entities"] == Counts(true=6, missed=2)
        assert pooled.fields["entities", "kind"] == Counts(true=6)
        assert pooled.headlines["quotations found"] == Headline(2, 2)
        levels = [pooled.sections[name].f1 for name in DECISIVE]
        assert pooled.overall == pytest.approx(sum(levels) / len(levels))
        assert pool([]).overall == 1


class TestComparison:
    def test_all_that_is_scored_is_measured(self) -> None:
        kinds: dict[str, list[str]] = {}
        for one in measures_of(perfect(set_of(2))):
            kinds.setdefault(one.kind, []).append(one.name)
        assert kinds["overall"] == [OVERALL]
        assert kinds["section"] == list(SECTIONS)
        assert {"entities.kind", "statements.speaker", "dates.days", "figures.number"} <= set(kinds["field"])
        assert "altered quotations" in kinds["headline"]

    def test_a_perfect_run_may_still_be_imperfect_elsewhere(self) -> None:
        run = perfect(set_of(2))
        level = estimate_run(run, measure(run, "entities"))
        assert (level.value, level.high) == (1, 1)
        bound = 0.05 ** (1 / 8)
        assert level.low == pytest.approx(2 * bound / (1 + bound))
        errors = estimate_run(run, measure(run, "altered quotations"))
        assert (errors.value, errors.low) == (0, 0)
        assert errors.high == pytest.approx(1 - 0.05 ** (1 / 2))

    def test_what_was_never_counted_can_be_anything(self) -> None:
        some = set_of(12)
        run = run_of("nothing", some, [brief(one, statements=()) for one in some])
        level = estimate_run(run, measure(run, "altered quotations"))
        assert (level.low, level.high) == (0, 1)

    def test_runs_over_the_same_articles_are_compared_article_by_article(self) -> None:
        some = set_of(8)
        good, bad = perfect(some), poor(some)
        found = compare_runs(good, bad, measure(good, OVERALL))
        assert (found.paired, found.articles, found.verdict) == (True, 8, Verdict.BETTER)
        assert compare_runs(bad, good, measure(good, OVERALL)).verdict is Verdict.WORSE
        again = compare_runs(good, perfect(some), measure(good, OVERALL))
        assert (again.value, again.verdict) == (0, Verdict.CANNOT_TELL)

    def test_runs_are_compared_over_the_articles_that_both_hold(self) -> None:
        some = set_of(9)
        found = compare_runs(perfect(some), poor(some[:8]), measure(perfect(some), OVERALL))
        assert (found.paired, found.articles) == (True, 8)

    def test_runs_over_different_articles_are_not_paired(self) -> None:
        some = set_of(18)
        found = compare_runs(perfect(some[:9]), poor(some[9:]), measure(perfect(some), OVERALL))
        assert (found.paired, found.articles) == (False, 9)

    @pytest.mark.parametrize(
        "fields",
        [
            {"statements": {"speaker": "E9"}},
            {"events": {"status": "denied"}, "figures": {"minimum": 1.0}},
        ],
        ids=["speakers", "status and numbers"],
    )
    def test_items_found_with_wrong_fields_are_worse_as_a_whole(self, fields: dict[str, dict[str, object]]) -> None:
        some = set_of(9)
        wrong = [
            brief(one, **{name: changed(getattr(brief(one), name), 0, **to) for name, to in fields.items()})
            for one in some
        ]
        found = compare_runs(run_of("wrong", some, wrong), perfect(some), measure(perfect(some), OVERALL))
        assert found.value < 0
        pooled = pool(result.score for result in run_of("wrong", some, wrong).results)
        assert {pooled.sections[name].f1 for name in fields} == {1.0}

    def test_fewer_errors_are_better(self) -> None:
        some = set_of(8)
        upper = [_altered(one) if n % 2 else brief(one) for n, one in enumerate(some)]
        bad, good = run_of("altered", some, upper), perfect(some)
        errors = measure(good, "altered quotations")
        assert errors.less_is_better
        assert estimate_run(bad, errors).value == 0.5
        assert compare_runs(good, bad, errors).value == 0.5
        assert compare_runs(good, bad, errors).verdict is Verdict.BETTER


def _altered(one: Labelled) -> News:
    (quote,) = brief(one).statements[0].quotes
    upper = quote.model_copy(update={"text": quote.text.upper()})
    return brief(one, statements=changed(brief(one).statements, quotes=(upper,)))


def compared(before: News, after: News, gold: Labelled | None = None) -> list[Change]:
    gold = gold or whole()
    old = standing_of(score_brief(before, gold), gold.gold)
    return changes({score_brief(after, gold).article: old}, score_brief(after, gold), gold.gold)


def said(found: Sequence[Change], *, loss: bool) -> list[str]:
    return [one.what for one in found if one.loss is loss]


def _without(section: str) -> News:
    return brief(whole(), **{section: getattr(brief(whole()), section)[1:]})


def _with(section: str, index: int = 0, **fields: object) -> News:
    return brief(whole(), **{section: changed(getattr(brief(whole()), section), index, **fields)})


def _more() -> News:
    one = brief(whole())
    return one.model_copy(update={"entities": (*one.entities, one.entities[0].model_copy(update=_BOARD))})


_BOARD = {"id": "E9", "name": "Harbour Board", "aliases": ()}
_OTHER = Span.cut(TEXT, 0, 3)

LOSSES = [
    pytest.param(_without("entities"), ["entities: right 4 → 3", "entities: now missed: ruiz"], id="entity"),
    pytest.param(_without("statements"), ["statements: right 2 → 1", "statements: now missed: ferries"], id="said"),
    pytest.param(_without("events"), ["events: right 2 → 1", "events: now missed: meeting"], id="event"),
    pytest.param(_without("events"), ["dates: right 2 → 1", "dates: now missed: may"], id="date"),
    pytest.param(_without("figures"), ["figures: right 1 → 0", "figures: now missed: about 12@"], id="figure"),
    pytest.param(_without("references"), ["references: right", "references: now missed: Harbour Treaty"], id="law"),
    pytest.param(_without("disputes"), ["disputes: right 1 → 0", "disputes: now missed: late"], id="dispute"),
    pytest.param(_without("summary"), ["summary: right", "summary: now missed: An envoy met another."], id="fact"),
    pytest.param(_without("chrome"), ["chrome: right 11 → 0", "chrome: now missed: Buy lamps now@0"], id="chrome"),
    pytest.param(_more(), ["entities: right 4 → 4, wrong 0 → 1", "now invented: Harbour Board"], id="invented"),
    pytest.param(
        _with("statements", speaker="beck"),
        ["statements.speaker: right 2 → 1, wrong 0 → 1", "statements: ferries: now not right: speaker"],
        id="field",
    ),
    pytest.param(
        _with("events", 1, according_to="beck"),
        ["events.according_to: right 0 → 0, wrong 0 → 1", "events: sank: now not right: according_to"],
        id="null",
    ),
    pytest.param(
        _with("statements", speaker="beck"), ["right speaker among found: 1 of 1 → 0 of 1"], id="headline of hits"
    ),
    pytest.param(_altered(whole()), ["altered quotations: 0 of 1 → 1 of 1"], id="headline of errors"),
]


class TestBaseline:
    def test_it_is_read_as_it_was_written(self, tmp_path: Path) -> None:
        path = tmp_path / "baseline.json"
        assert read_baseline(path) == Baseline()
        runs = {"first answer": perfect(set_of(2)), "after repair": poor(set_of(2))}
        first = Baseline().with_runs(runs, "it was good")
        first.write(path)
        assert read_baseline(path) == first
        second = first.with_runs(runs, "it is “better” still")
        second.write(path)
        assert [one.reason for one in read_baseline(path).blessed] == ["it was good", "it is “better” still"]
        assert [one.name for one in tmp_path.iterdir()] == ["baseline.json"]
        assert path.read_text(encoding="utf-8").endswith("}\n")

    def test_it_is_written_the_same_way_each_time(self, tmp_path: Path) -> None:
        for name in ("one", "other"):
            Baseline().with_runs({"run": poor(set_of(2))}, "why").write(tmp_path / name)
        assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()

    @pytest.mark.parametrize("content", [b"", b"[]", b"no JSON", b'{"runs": 1}', b"\xff"])
    def test_a_broken_file_is_no_baseline(self, tmp_path: Path, content: bytes) -> None:
        path = tmp_path / "baseline.json"
        path.write_bytes(content)
        with pytest.raises(GoldError, match="no baseline"):
            read_baseline(path)

    def test_one_that_cannot_be_written_says_so(self, tmp_path: Path) -> None:
        with pytest.raises(OutputError, match="cannot be written"):
            Baseline().write(tmp_path / "nowhere" / "baseline.json")

    def test_nothing_changed_is_no_change(self) -> None:
        assert compared(brief(whole()), brief(whole())) == []

    def test_an_article_that_is_new_is_a_loss_until_it_is_blessed(self) -> None:
        (new,) = said(changes({}, score_brief(brief(whole()), whole()), whole().gold), loss=True)
        assert new.startswith("it is not in the baseline yet: --bless")

    def test_a_loss_against_another_gold_says_so_first(self) -> None:
        gold, other = whole(), whole(entities=[*CAST, {**RUIZ, "id": "lima", "name": "Lima", "optional_aliases": []}])
        old = standing_of(score_brief(brief(gold), gold), gold.gold)
        found = changes({"ferries": old}, score_brief(brief(gold), other), other.gold)
        assert said(found, loss=True)[0] == "its gold is not the one that the baseline was made with"
        assert "entities: now missed: lima" in said(found, loss=True)

    @pytest.mark.parametrize(("worse", "expected"), LOSSES)
    def test_every_kind_of_loss_names_the_section_and_the_items(self, worse: News, expected: list[str]) -> None:
        lost = said(compared(brief(whole()), worse), loss=True)
        for one in expected:
            assert any(one in line for line in lost), (one, lost)

    @pytest.mark.parametrize("worse", [case.values[0] for case in LOSSES])
    def test_undone_the_same_is_a_gain_and_no_loss(self, worse: News) -> None:
        found = compared(worse, brief(whole()))
        assert said(found, loss=True) == []
        assert said(found, loss=False)

    def test_a_gain_does_not_hide_a_loss(self) -> None:
        one = brief(whole())
        first = one.model_copy(update={"entities": one.entities[1:]})
        last = one.model_copy(update={"entities": one.entities[:-1]})
        found = compared(first, last)
        assert said(found, loss=True) == ["entities: now missed: north"]
        assert "entities: now found: ruiz" in said(found, loss=False)
        assert [change.loss for change in found] == sorted((change.loss for change in found), reverse=True)

    def test_right_fields_more_do_not_hide_a_wrong_one(self) -> None:
        found = compared(_with("statements", stance="denies"), _with("statements", manner="indirect"))
        assert "statements: ferries: now not right: manner (indirect, right: direct)" in said(found, loss=True)
        assert "statements: ferries: now right: stance" in said(found, loss=False)

    def test_the_second_of_two_items_of_one_name_is_named(self) -> None:
        once = _more()
        again = once.entities[-1].model_copy(update={"id": "E10"})
        lost = said(compared(once, once.model_copy(update={"entities": (*once.entities, again)})), loss=True)
        assert "entities: now invented: Harbour Board" in lost

    def test_the_item_is_named_whose_aliases_are_fewer_still(self) -> None:
        gold = labelled(entities=[{**RUIZ, "aliases": ["Ruiz", "envoy"], "optional_aliases": []}])
        one, none = (brief(gold, entities=changed(brief(gold).entities, aliases=some)) for some in (("Ruiz",), ()))
        lost = said(compared(one, none, gold), loss=True)
        assert any(line.startswith("entities.aliases: right 1 → 0") for line in lost)
        assert any("ruiz" in line for line in lost), lost

    @pytest.mark.parametrize(
        ("worse", "item"),
        [
            pytest.param(_with("entities", mentions=()), "Ana Ruiz", id="entity that rests on nothing"),
            pytest.param(_with("entities", aliases=("Ruiz", "Lima")), "Lima", id="a form of another's name"),
        ],
    )
    def test_a_headline_s_loss_names_the_items(self, worse: News, item: str) -> None:
        gold = whole(entities=[{**CAST[0], "optional_aliases": ["Ruiz", "Lima"]}, *CAST[1:]])
        if "Lima" in item:
            gold = whole(entities=[{**CAST[0], "forbidden_aliases": ["Lima"]}, *CAST[1:]])
        lost = said(compared(brief(gold), worse, gold), loss=True)
        assert lost
        assert any(item in line for line in lost), lost


class TestTable:
    def test_under_eight_articles_there_are_no_intervals(self) -> None:
        rows = list(section_rows([perfect(set_of(7)), poor(set_of(7))]))
        parts = {"statements": PARTS}
        assert [row[0] for row in rows] == [
            OVERALL,
            *(one for name in SECTIONS for one in (name, *parts.get(name, ()))),
        ]
        assert rows[0][1] == "1.00"
        assert not any("[" in cell for row in rows for cell in row)

    def test_from_eight_on_each_level_has_its_interval(self) -> None:
        some = set_of(8)
        rows = {row[0]: row[1:] for row in section_rows([perfect(some), poor(some)], ("section", "field"))}
        assert rows["entities"][0] == "1.00 [0.95, 1.00]"
        assert rows["references"] == ("1.00 [0.81, 1.00]", "0.00 [0.00, 0.48]")
        assert "entities.kind" in rows
        low, high = rows["entities"][1].partition("[")[2].rstrip("]").split(", ")
        assert float(low) < float(high) < 1

    def test_headlines_are_so_many_of_so_many(self) -> None:
        rows = {row[0]: row[1:] for row in headline_rows([perfect(set_of(2)), poor(set_of(2))])}
        assert rows["quotations found"] == ("2 of 2, 100 %", "2 of 2, 100 %")
        assert rows["dates right"] == ("4 of 4, 100 %", "0 of 0")

    def test_from_eight_articles_on_shares_have_their_interval_too(self) -> None:
        some = set_of(8)
        mixed = [_altered(one) if n % 2 else brief(one) for n, one in enumerate(some)]
        rows = {row[0]: row[1:] for row in headline_rows([perfect(some), run_of("mixed", some, mixed)])}
        assert rows["quotations found"][0] == "8 of 8, 100 % [69, 100]"
        assert rows["altered quotations"][0] == "0 of 8, 0 % [0, 31]"
        assert re.fullmatch(r"4 of 8, 50 % \[\d+, \d+\]", rows["altered quotations"][1])

    def test_a_share_that_is_nearly_none_or_all_is_not_shown_as_that(self) -> None:
        cell = next(row for row in rows_of([perfect(set_of(2))], ("headline",)) if row.cells[0].headline).cells[0]
        shown = [
            replace(cell, level=Estimate(value, low, high, 10))
            for value, low, high in ((0.003, 0, 0.004), (0.996, 0.994, 1))
        ]
        assert [(one.number, one.interval) for one in shown] == [("0.3 %", "[0, 0.4]"), ("99.6 %", "[99, 100]")]

    def test_what_was_not_asked_for_has_no_level(self) -> None:
        some = set_of(8)
        gold = {one.gold.sha256: one for one in some}
        run = score_run("asked little", [brief(one) for one in some], gold, ("references", CHROME_OUT))
        rows = {row[0]: row[1:] for row in section_rows([perfect(some), run], (*LEVELS, "field", "headline"))}
        shown = {name for name, (_, cell) in rows.items() if cell == "not asked"}
        assert shown == {CHROME_OUT, "references", *(name for name in rows if name.startswith("references."))}
        assert not any(cell == "not asked" for cell, _ in rows.values())

    def test_quality_and_cost_stand_in_one_table(self) -> None:
        some = set_of(2)
        runs = [perfect(some), poor(some)]
        levels, both = tables_as_text(runs, yardstick=runs[1])
        assert both.header == ("quality and cost; × is of poor", "perfect", "poor")
        names = [line[0] for line in both.lines]
        assert names[0] == OVERALL
        assert {"tokens out an article", "seconds an article", "quotations found", CHROME_OUT} <= set(names)
        assert levels.header[1:] == ("perfect", "poor")
        assert tables_as_text(runs[:1])[0].header[1:] == ("perfect", "precision", "recall", "right", "wrong", "missed")

    def test_a_difference_is_said_in_a_sentence(self) -> None:
        some = set_of(8)
        good, bad = perfect(some), poor(some)
        few, paired = list(differences([perfect(some[:7]), poor(some[:7])])), list(differences([good, bad, good]))
        assert few == [few[0]]
        assert "over 7 articles; under 8 there is no verdict" in few[0]
        assert paired[0].startswith("poor is worse than perfect: -")
        assert "the same articles; this set could show a difference of 0." in paired[0]
        assert paired[1] == (
            "can't tell perfect from perfect: +0.000 [+0.000, +0.000], the same articles; "
            "no article differs from another in it"
        )
        more, left_out = differences([bad, perfect(set_of(9), "more")])
        assert more.startswith("more is better than poor: +")
        assert left_out == "poor has no brief of article_09: left out of the comparison"

    def test_a_table_in_markdown_is_aligned(self) -> None:
        assert markdown_table(("F1", "one"), [("entities", "1.00")]) == (
            "| F1       | one  |\n| -------- | ---- |\n| entities | 1.00 |\n"
        )


def spending(name: str, some: Sequence[Labelled], *, tokens: tuple[int, int, int], **took: object) -> Run:
    """A run whose briefs each took so many tokens in, cached and out, and the rest as given."""
    taken, cached, given = tokens
    used = {"tokens": Tokens(input=taken, cached=cached, output=given), "backend": "openai", **took}
    briefs = [brief(one) for one in some]
    provenances = [one.provenance.model_copy(update=used) for one in briefs]
    return run_of(
        name,
        some,
        [one.model_copy(update={"provenance": made}) for one, made in zip(briefs, provenances, strict=True)],
    )


class TestCost:
    def rows(self, runs: Sequence[Run], yardstick: Run | None = None) -> dict[str, tuple[str, ...]]:
        return {row.name: tuple(cell.text for cell in row.cells) for row in costs_of(runs, yardstick)}

    def test_what_runs_took_is_added_up(self) -> None:
        run = spending("dear", set_of(2), tokens=(900, 600, 1_200), calls=1_200, reasks=3, seconds=30.4)
        assert self.rows([run]) == {
            "articles": ("2",),
            "calls": ("2,406",),
            "tokens in": ("1,800",),
            "of these cached": ("1,200",),
            "tokens in, not cached": ("600",),
            "tokens out": ("2,400",),
            "tokens out an article": ("1,200",),
            "seconds an article": ("30",),
            "US dollars": ("unknown",),
        }

    def test_rules_alone_ask_nothing_and_cost_nothing(self) -> None:
        free = spending("rules", set_of(2), tokens=(0, 0, 0), backend="extractive", calls=6, cost=0.0, seconds=0.2)
        rows = self.rows([free])
        assert (rows["calls"], rows["seconds an article"], rows["US dollars"]) == (("0",), ("under 1",), ("0.0000",))

    def test_one_brief_without_a_price_makes_the_whole_unknown(self) -> None:
        some = set_of(2)
        known = [brief(one) for one in some]
        priced = known[0].provenance.model_copy(update={"cost": 0.5})
        half = run_of("half", some, [known[0].model_copy(update={"provenance": priced}), known[1]])
        assert cost_of(half).dollars is None
        assert self.rows([half])["US dollars"] == ("unknown",)

    def test_costs_are_set_against_the_yardstick(self) -> None:
        some = set_of(2)
        ours = spending("ours", some, tokens=(500, 400, 20), calls=8, seconds=5.0)
        plain = spending("plain", some, tokens=(250, 0, 100), calls=2, seconds=10.0)
        rows = self.rows([ours, plain], plain)
        assert rows["tokens in"] == ("1,000 (2.00×)", "500")
        assert rows["tokens in, not cached"] == ("200 (0.40×)", "500")
        assert rows["tokens out an article"] == ("20 (0.20×)", "100")
        assert rows["seconds an article"] == ("5 (0.50×)", "10")
        assert rows["US dollars"] == ("unknown", "unknown")
        assert not any("×" in cell for row in self.rows([ours, plain]).values() for cell in row)

    def test_a_ratio_is_over_the_articles_that_both_hold(self) -> None:
        some = set_of(3)
        ours = spending("ours", some, tokens=(10, 0, 20), calls=1, seconds=1.0)
        plain = spending("plain", some[:2], tokens=(10, 0, 40), calls=1, seconds=1.0)
        assert self.rows([ours, plain], plain)["tokens out"] == ("60 (0.50×)", "80")

    def test_against_nothing_there_is_no_ratio(self) -> None:
        some = set_of(2)
        free = spending("rules", some, tokens=(0, 0, 0), backend="extractive", cost=0.0, seconds=0.0)
        dear = spending("dear", some, tokens=(10, 0, 20), calls=1, seconds=1.0)
        elsewhere = spending("elsewhere", set_of(4)[2:], tokens=(1, 0, 1), calls=1, seconds=1.0)
        assert self.rows([dear, free], free)["tokens out"] == ("40", "0")
        assert self.rows([dear, elsewhere], elsewhere)["tokens out"] == ("40", "2")


class TestParts:
    def shares(self, one: Labelled, made: News) -> dict[str, Headline]:
        return merge(run_of("one", [one], [made]).pooled.values()).headlines

    def test_statements_with_and_without_quotations_are_counted_apart(self) -> None:
        (one,) = set_of(1)
        kept = [run_of("kept", [one], [brief(one)])]
        kept += [run_of("lost", [one], [brief(one, statements=())])]
        said = brief(one).statements[0]
        kept += [run_of("twice", [one], [brief(one, statements=(said, said.model_copy(update={"id": "A9"})))])]
        told = said.model_copy(update={"id": "A9", "quotes": (), "manner": "indirect"})
        kept += [run_of("told", [one], [brief(one, statements=(said, told))])]
        counts = [tuple(merge(run.pooled.values()).parts.values()) for run in kept]
        assert counts == [
            (Counts(true=1), Counts(true=1)),
            (Counts(missed=1), Counts(missed=1)),
            (Counts(true=1, false=1), Counts(missed=1)),
            (Counts(true=1), Counts(false=1, missed=1)),
        ]
        assert all(
            sum(merge(run.pooled.values()).parts.values(), Counts())
            == merge(run.pooled.values()).sections["statements"]
            for run in kept
        )

    def test_chrome_out_and_article_out_are_counted_in_characters(self) -> None:
        (one,) = set_of(1)
        right = self.shares(one, brief(one))
        assert right[CHROME_OUT] == Headline(11, 11)
        assert right[ARTICLE_OUT] == Headline(0, right[ARTICLE_OUT].total)
        assert right[ARTICLE_OUT].total == sum(not mark.isspace() for mark in one.text) - 11
        left = self.shares(one, brief(one, chrome=()))
        assert left[CHROME_OUT] == Headline(0, 11, ("Buy lamps now",))
        everything = brief(one).chrome[0].model_copy(update={"span": Span.cut(one.text, 0, len(one.text))})
        taken = self.shares(one, brief(one, chrome=(everything,)))[ARTICLE_OUT]
        assert taken.hits == taken.total
        assert taken.names

    def test_article_characters_out_are_errors(self) -> None:
        run = perfect(set_of(2))
        assert measure(run, ARTICLE_OUT).less_is_better
        assert not measure(run, CHROME_OUT).less_is_better

    def test_characters_hang_together_so_that_an_article_counts_once(self) -> None:
        run = perfect(set_of(10))
        level = estimate_run(run, measure(run, ARTICLE_OUT))
        assert level.value == 0
        assert level.high == pytest.approx(1 - 0.05 ** (1 / 10))

    @pytest.mark.parametrize(
        ("fields", "right"),
        [({}, 1), ({"unit": "tons"}, 0), ({"qualifier": "at_least"}, 0), ({"minimum": 1.0}, 1)],
        ids=["all right", "unit", "qualifier", "number"],
    )
    def test_a_figure_is_read_where_its_qualifier_and_its_unit_are_right(
        self, fields: dict[str, object], right: int
    ) -> None:
        (one,) = set_of(1)
        found = self.shares(one, brief(one, figures=changed(brief(one).figures, 0, **fields)))[FIGURES_READ]
        assert (found.hits, found.total, len(found.names)) == (right, 1, 1 - right)

    def test_figures_that_were_not_found_are_not_among_them(self) -> None:
        (one,) = set_of(1)
        assert self.shares(one, brief(one, figures=()))[FIGURES_READ] == Headline(0, 0)


class TestScoreCommand:
    @pytest.fixture
    def run(self, tmp_path: Path) -> Callable[..., str]:
        some = set_of(2)
        write_gold(tmp_path, *some)
        write_briefs(tmp_path / "good" / "briefs.jsonl", [brief(one) for one in some])
        write_briefs(tmp_path / "bad.jsonl", [halved(one) for one in some])

        def score(*arguments: str, status: int = 0) -> str:
            where = ("--gold", str(tmp_path / "gold"), "--articles", str(tmp_path / "articles"))
            paths = [str(tmp_path / one) if not one.startswith("-") else one for one in arguments]
            result = CliRunner().invoke(cli, ["score", *paths, *where])
            assert result.exit_code == status, result.output
            return result.output

        return score

    def test_it_shows_runs_side_by_side(self, run: Callable[..., str]) -> None:
        lines = [line.split() for line in run("good", "bad.jsonl").splitlines()]
        assert ["references", "1.00", "0.00"] in lines
        assert ["entities", "1.00", "0.67"] in lines
        shown = run("good", "bad.jsonl")
        assert "F1; under 8 articles there are no intervals" in shown
        assert "must-have facts covered" in shown
        assert "bad against good: -" in shown
        assert "entities.kind" not in shown

    def test_it_shows_fields_if_asked(self, run: Callable[..., str]) -> None:
        assert "entities.kind" in run("bad.jsonl", "--fields")
        assert "entities.kind" in run("good", "bad.jsonl", "--fields")

    def test_it_shows_one_run_in_detail(self, run: Callable[..., str]) -> None:
        lines = [line.split() for line in run("bad.jsonl").splitlines()]
        assert lines[0][-5:] == ["precision", "recall", "right", "wrong", "missed"]
        assert ["entities", "0.67", "1.00", "0.50", "4", "0", "4"] in lines

    def test_it_shows_cost_beside_quality_set_against_the_last_run_or_the_one_named(
        self, run: Callable[..., str]
    ) -> None:
        shown = run("good", "bad.jsonl")
        assert "quality and cost; × is of bad" in shown
        assert CLOCK in shown
        assert "quality and cost; × is of good" in run("good", "bad.jsonl", "--yardstick=good")
        assert "× is of" not in run("bad.jsonl")
        assert "no run is called worse; there are good, bad" in run("good", "bad.jsonl", "--yardstick=worse", status=2)

    def test_it_explains_what_is_wrong_if_asked(self, run: Callable[..., str]) -> None:
        shown = run("bad.jsonl", "--explain")
        assert "  references, missed: Harbour Treaty\n      nothing in the brief is like it\n" in shown

    def test_it_writes_a_page_if_asked(self, run: Callable[..., str], tmp_path: Path) -> None:
        assert "index.html" in run("good", "bad.jsonl", "--report", "page")
        assert (tmp_path / "page" / "index.html").read_text(encoding="utf-8").startswith("<!doctype html>")

    def test_a_run_that_is_not_there_is_said_in_one_line(self, run: Callable[..., str]) -> None:
        assert len(run("nowhere", status=3).splitlines()) == 1

    @pytest.mark.usefixtures("run")
    def test_the_folder_one_stands_in_has_a_name_too(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path / "good")
        where = ["--gold", str(tmp_path / "gold"), "--articles", str(tmp_path / "articles")]
        shown = CliRunner().invoke(cli, ["score", ".", *where]).output
        assert "  good  " in shown.splitlines()[0]


def calls_of(work: Callable[[], object]) -> int:
    """How many functions of Python are called."""
    count = 0

    def seen(_: FrameType, event: str, __: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def test_twice_as_many_briefs_take_twice_the_work() -> None:
    (one,) = set_of(1)
    rng = random.Random(1)
    briefs = [halved(one, rng.randrange(4)) for _ in range(40)]
    briefs += briefs
    run_of("warm", [one], briefs)
    half, full = (calls_of(partial(run_of, "more", [one], some)) for some in (briefs[:40], briefs))
    assert half > 40
    assert full == pytest.approx(2 * half, rel=0.02)


def test_twice_as_many_samples_take_twice_the_work_to_compare() -> None:
    some = set_of(4)
    once = [brief(one) for one in some] * 5
    half, full = (calls_of(partial(_table, run_of("more", some, briefs))) for briefs in (once, once * 2))
    assert full <= 2.05 * half


def _table(run: Run) -> object:
    return list(section_rows([run]))


class TestAgreement:
    def test_labellers_are_compared_article_by_article_and_all_together(self, tmp_path: Path) -> None:
        one, other = named(labelled(entities=[SOUTH, NORTH]), "a"), named(labelled(entities=[SOUTH]), "a")
        write_gold(tmp_path / "one", one, *set_of(1))
        write_gold(tmp_path / "other", other)
        found = compare_folders(tmp_path / "one" / "gold", tmp_path / "other" / "gold", tmp_path / "one" / "articles")
        assert list(found) == ["a"]
        assert [row[:2] for row in agreement_rows(found)] == [("a", "0.67"), ("all", "0.67")]
        assert list(explain_agreement(found)) == ["a", "  entities, only the first: North Korea"]

    def test_fields_that_differ_are_told(self, tmp_path: Path) -> None:
        one, other = (named(labelled(entities=[{**SOUTH, "kind": kind}]), "a") for kind in ("country", "place"))
        write_gold(tmp_path / "one", one)
        write_gold(tmp_path / "other", other)
        found = compare_folders(tmp_path / "one" / "gold", tmp_path / "other" / "gold", tmp_path / "one" / "articles")
        assert ("entities.kind", "0.00", "2") in field_rows(found)
        assert ("entities.name", "1.00", "2") in field_rows(found)
        assert list(explain_agreement(found)) == [
            "a",
            "  entities, South Korea: kind: the first: country; the second: place",
        ]


@pytest.fixture
def ruled(tmp_path: Path) -> EvalSet:
    """An eval set of two articles, briefed by rules alone."""
    two = [named(labelled(f"{TEXT}Edition {n}.\n", entities=CAST, dates=[MAY]), n) for n in ("one", "two")]
    write_gold(tmp_path, *two)
    (tmp_path / "summarizer.toml").write_text('model = "extractive"\n', encoding="utf-8")
    return EvalSet(tmp_path)


class TestMoves:
    def blessed(self, evalset: EvalSet, *, but: Callable[[dict[str, object]], object]) -> EvalSet:
        """The set with a baseline that is what is measured now, changed a little."""
        runs = {name: made.run for name, made in evalset.replays().items() if made.run}
        data = Baseline().with_runs(runs, "now").model_dump(mode="json")
        but(data["runs"][RULES_ALONE])
        evalset.baseline.write_text(json.dumps(data), encoding="utf-8")
        return evalset

    def test_nothing_moved_is_no_row(self, ruled: EvalSet) -> None:
        assert list(moved_rows(self.blessed(ruled, but=len))) == []

    def test_a_row_says_what_moved_from_where_to_where_and_in_which_articles(self, ruled: EvalSet) -> None:
        def less(run: dict[str, object]) -> None:
            run["one"]["sections"]["entities"]["counts"] = [0, 5, 5]  # type: ignore[index]  # parsed JSON

        (row,) = moved_rows(self.blessed(ruled, but=less))
        assert row[:2] == (RULES_ALONE, "entities")
        assert float(row[2]) < float(row[3])
        assert row[4:] == ("one", "none")

    def test_an_article_that_the_baseline_lacks_moves_nothing(self, ruled: EvalSet) -> None:
        assert list(moved_rows(self.blessed(ruled, but=lambda run: run.pop("two")))) == []


class TestSession:
    """What `pytest evals/` does, without pytest."""

    def blessed(self, evalset: EvalSet) -> None:
        EvalSession(evalset, EvalOptions(bless="the first")).finish()

    def test_it_passes_what_is_as_it_was_blessed(self, ruled: EvalSet) -> None:
        with pytest.raises(AssertionError, match=r"one lost against the baseline:\n.*not in the baseline yet"):
            EvalSession(ruled, EvalOptions()).check("one")
        self.blessed(ruled)
        session = EvalSession(ruled, EvalOptions())
        session.check("one")
        session.check("two")
        assert "better than the baseline" not in "\n".join(session.summary())

    def test_it_names_what_is_lost_and_tells_what_is_gained(self, ruled: EvalSet) -> None:
        self.blessed(ruled)
        data = json.loads(ruled.baseline.read_text(encoding="utf-8"))
        for article, missed in (("one", []), ("two", ["moon"])):
            section = data["runs"][RULES_ALONE][article]["sections"]["entities"]
            section["counts"][0] += 1 - len(missed)
            section["counts"][2] += len(missed)
            section["missed"] += missed
            section["invented"] = section["invented"][1:] if not missed else section["invented"]
        ruled.baseline.write_text(json.dumps(data), encoding="utf-8")
        session = EvalSession(ruled, EvalOptions())
        with pytest.raises(AssertionError) as caught:
            session.check("one")
        assert "rules alone: entities: right 5 → 4" in str(caught.value)
        assert "rules alone: entities: now invented: " in str(caught.value)
        session.check("two")
        assert "  two: entities: right 4 → 4, wrong 5 → 5, missed 1 → 0" in list(session.summary())
        EvalSession(ruled, EvalOptions(bless="on purpose")).check("one")

    @pytest.mark.parametrize(("articles", "word"), [(2, "too few articles"), (8, "can't tell")])
    def test_a_live_run_ends_in_a_word(self, tmp_path: Path, articles: int, word: str) -> None:
        write_gold(tmp_path, *set_of(articles))
        (tmp_path / "summarizer.toml").write_text('model = "extractive"\n', encoding="utf-8")
        session = EvalSession(EvalSet(tmp_path), EvalOptions(live=True, samples=2, bless="no"))
        session.check("article_01")
        session.finish()
        shown = list(session.summary())
        assert shown[-1] == f"verdict: {word}"
        assert "not blessed: only a replay in which every article has a brief can be" in shown
        assert not session.got_worse
        assert not (tmp_path / "baseline.json").exists()

    def test_a_baseline_that_cannot_be_read_can_be_blessed_anew(self, ruled: EvalSet) -> None:
        ruled.baseline.write_text("<<<<<<< ours\n", encoding="utf-8")
        with pytest.raises(AssertionError, match="write a new one with --bless"):
            EvalSession(ruled, EvalOptions()).check("one")
        session = EvalSession(ruled, EvalOptions(bless="merged"))
        for name in ruled.names:
            session.check(name)
        session.finish()
        assert [one.reason for one in read_baseline(ruled.baseline).blessed] == ["merged"]

    def test_only_what_was_checked_as_a_whole_is_blessed(self, ruled: EvalSet) -> None:
        session = EvalSession(ruled, EvalOptions(bless="a part"))
        session.check(ruled.names[0])
        session.finish()
        assert session.refused
        assert not ruled.baseline.exists()
        assert any("not blessed: only 1 of" in line for line in session.summary())

    def test_an_article_whose_gold_is_gone_is_missed(self, ruled: EvalSet) -> None:
        EvalSession(ruled, EvalOptions(bless="both")).finish()
        (ruled.root / "gold" / f"{ruled.names[0]}.yaml").unlink()
        session = EvalSession(EvalSet(ruled.root), EvalOptions())
        assert session.forgotten == ("one",)
        assert "one is in the baseline and has no gold any more" in list(session.summary())

    def test_a_set_that_cannot_be_scored_says_why_and_nothing_else(self, ruled: EvalSet) -> None:
        article = ruled.root / "articles" / "one.txt"
        article.write_text(article.read_text(encoding="utf-8") + "More.", encoding="utf-8")
        session = EvalSession(ruled, EvalOptions())
        with pytest.raises(AssertionError, match="the labels are of another text"):
            session.check("one")
        (line,) = session.summary()
        assert line.startswith("not scored: one.yaml: sha256")

    def test_a_folder_without_settings_says_what_to_write(self, ruled: EvalSet) -> None:
        (ruled.root / "summarizer.toml").unlink()
        with pytest.raises(SettingsError, match='model = "extractive"'):
            ruled.settings()


def test_rules_alone_leave_nothing_to_record(ruled: EvalSet) -> None:
    survey = survey_recordings(ruled.settings(), ruled.articles)
    assert (survey.used, survey.stale, survey.unused) == (0, (), ())
    assert list(survey.stale_rows()) == []


def test_an_eval_set_makes_several_samples_of_each_article(ruled: EvalSet) -> None:
    assert ruled.names == ("one", "two")
    made = ruled.make("twice", ruled.settings(), samples=2)
    assert made.run
    assert [len(scores) for scores in made.run.articles.values()] == [2, 2]
    assert not made.failures


def test_an_eval_set_has_settings_of_its_own_whatever_the_environment_says(
    ruled: EvalSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUMMARIZER_MODEL", "some-other")
    assert ruled.settings().model == "extractive"
