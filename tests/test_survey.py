from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from summarizer.cli import cli
from summarizer.evaluation.evalset import EvalSet
from summarizer.evaluation.survey import survey_recordings
from summarizer.profiles import QUESTIONS
from summarizer.recording.store import RecordingStore

EVALS = Path(__file__).parents[1] / "evals"
NAME = "007_african_free_trade"
OTHER = "003_seoul_calls_on_un"


@pytest.fixture
def evalset(tmp_path: Path) -> EvalSet:
    """One article of the project's own, with its gold and its recordings, everything asked."""
    for folder, suffix in (("articles", "txt"), ("gold", "yaml")):
        (tmp_path / folder).mkdir()
        shutil.copy(EVALS / folder / f"{NAME}.{suffix}", tmp_path / folder)
    settings = (EVALS / "summarizer.toml").read_text(encoding="utf-8")
    asked = ", ".join(f'"{section}"' for section in QUESTIONS)
    (tmp_path / "summarizer.toml").write_text(f"{settings}ask = [{asked}]\n", encoding="utf-8")
    (article,) = EvalSet(tmp_path).articles
    shutil.copytree(EVALS / "recordings_all" / article.id[:12], tmp_path / "recordings" / article.id[:12])
    return EvalSet(tmp_path)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments)


def check(evalset: EvalSet, *flags: str) -> Result:
    article = evalset.root / "articles" / f"{NAME}.txt"
    config = evalset.root / "summarizer.toml"
    where = ("--config", str(config), "--recordings", str(evalset.recordings))
    return run("recordings", "check", str(article), *where, *flags)


class TestSurvey:
    def test_where_nothing_changed_nothing_is_stale_and_nothing_left_over(self, evalset: EvalSet) -> None:
        found = survey_recordings(evalset.settings(), evalset.articles)
        assert found.used == len(list(RecordingStore(evalset.recordings)))
        assert (found.stale, found.unused) == ((), ())

    def test_rules_alone_have_no_recordings(self, evalset: EvalSet) -> None:
        assert survey_recordings(evalset.settings(model="extractive"), evalset.articles).used == 0

    def test_a_changed_setting_makes_every_exchange_stale_and_every_recording_unused(self, evalset: EvalSet) -> None:
        found = survey_recordings(evalset.settings(temperature=0.5), evalset.articles)
        assert found.used == 0
        assert {one.why for one in found.stale} == {"temperature (0.0 then, 0.5 now)"}
        assert len(found.unused) == len(list(RecordingStore(evalset.recordings)))

    def test_one_section_s_change_touches_that_section_alone(self, evalset: EvalSet) -> None:
        before = {one.key for one in RecordingStore(evalset.recordings) if one.section == "events"}
        found = survey_recordings(evalset.settings(sections=("events",), max_output_tokens=899), evalset.articles)
        assert {one.section for one in found.stale} == {"events"}
        assert before <= {one.key for one in found.unused}
        assert all(one.ids for one in found.stale)

    def test_what_recording_anew_takes_is_what_the_nearest_recordings_took(self, evalset: EvalSet) -> None:
        found = survey_recordings(evalset.settings(sections=("events",), seed=3), evalset.articles)
        rows = list(found.stale_rows())
        assert all(row[:2] == (f"{NAME}.txt", "events") for row in rows)
        assert f"{len(rows)} calls for 1 articles" in found.cost()
        assert sum(int(row[4].replace(",", "")) for row in rows) > 0


class TestCheck:
    def test_it_says_that_all_is_well(self, evalset: EvalSet) -> None:
        found = check(evalset)
        assert found.exit_code == 0
        assert "none stale, none unused" in found.stderr

    def test_it_lists_what_is_stale_and_what_is_asked_for_no_more_and_fails(self, evalset: EvalSet) -> None:
        found = check(evalset, "--seed", "3", "--section", "events")
        assert found.exit_code == 1
        assert "seed (null then, 3 now)" in found.stdout
        assert "asked for no more: article" in found.stdout
        assert "to record anew: " in found.stderr

    def test_an_article_that_is_not_there_is_an_error(self, evalset: EvalSet) -> None:
        config = str(evalset.root / "summarizer.toml")
        assert run("recordings", "check", "nowhere.txt", "--config", config).exit_code == 3

    def test_an_article_without_any_recording_is_an_error_that_says_how_to_record(self, evalset: EvalSet) -> None:
        article = str(EVALS / "articles" / f"{OTHER}.txt")
        where = ("--config", str(evalset.root / "summarizer.toml"), "--recordings", str(evalset.recordings))
        found = run("recordings", "check", article, *where)
        assert found.exit_code == 3
        assert "--llm record" in found.stderr

    def test_the_recordings_are_still_listed_without_a_subcommand(self, evalset: EvalSet) -> None:
        found = run("recordings", "--recordings", str(evalset.recordings))
        assert found.exit_code == 0
        assert f"{NAME}.txt" in found.stdout


class TestImpact:
    def test_without_a_baseline_it_says_how_to_make_one(self, evalset: EvalSet) -> None:
        found = run("impact", str(evalset.root))
        assert found.exit_code == 0
        assert "--bless" in found.stderr

    def test_against_the_project_s_own_baseline_nothing_has_moved(self, evalset: EvalSet) -> None:
        shutil.copy(EVALS / "baseline.json", evalset.root)
        shutil.copy(EVALS / "summarizer.toml", evalset.root)
        shutil.rmtree(evalset.recordings)
        found = run("impact", str(evalset.root))
        assert (found.exit_code, found.stdout) == (0, "")
        assert "0 scores moved" in found.stderr

    def test_what_moved_is_shown_by_field_and_article(self, evalset: EvalSet) -> None:
        shutil.copy(EVALS / "baseline.json", evalset.root)
        gold = evalset.root / "gold" / f"{NAME}.yaml"
        text = gold.read_text(encoding="utf-8")
        assert "kind: country" in text
        gold.write_text(text.replace("kind: country", "kind: place"), encoding="utf-8")
        found = run("impact", str(evalset.root))
        (row,) = [line for line in found.stdout.splitlines() if line.startswith("after repair  entities.kind ")]
        assert row.endswith(NAME)

    def test_while_something_is_stale_it_says_what_and_no_scores(self, evalset: EvalSet) -> None:
        config = evalset.root / "summarizer.toml"
        config.write_text(config.read_text(encoding="utf-8") + "seed = 4\n", encoding="utf-8")
        found = run("impact", str(evalset.root))
        assert found.exit_code == 1
        assert "seed (null then, 4 now)" in found.stdout
        assert "--llm record" in found.stderr
