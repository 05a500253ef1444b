"""The tables in README.md are what the recordings say, and rank the runs as one would expect."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest

from evals.plain_instructor import PlainInstructor
from evals.runs import (
    FRONT,
    GOLD_README,
    HERE,
    PLAIN,
    README,
    RECORDED,
    SET,
    agreement,
    compare,
    front_table,
    make_runs,
    with_tables,
)
from summarizer.evaluation.comparison import OVERALL, compare_runs, measures_of
from summarizer.evaluation.statistics import Verdict
from summarizer.evaluation.survey import survey_recordings
from summarizer.recording.store import RecordingStore

if TYPE_CHECKING:
    from summarizer.evaluation.runs import Run


@pytest.fixture(scope="module")
def runs() -> list[Run]:
    return make_runs()


def test_the_tables_in_the_readme_are_what_the_recordings_say(runs: list[Run]) -> None:
    assert README.read_text(encoding="utf-8") == with_tables(README, compare(runs))


def test_the_table_in_the_project_s_readme_is_the_same(runs: list[Run]) -> None:
    assert FRONT.read_text(encoding="utf-8") == with_tables(FRONT, front_table(runs))


def test_the_agreement_beside_the_gold_is_what_the_labellers_files_say() -> None:
    assert GOLD_README.read_text(encoding="utf-8") == with_tables(GOLD_README, agreement())


def test_costs_are_set_against_plain_instructor(runs: list[Run]) -> None:
    assert f"quality and cost; × is of {PLAIN} " in compare(runs)


def test_every_run_of_summarizer_is_surely_better_than_plain_instructor(runs: list[Run]) -> None:
    *ours, plain = runs
    overall = next(measure for measure in measures_of(plain) if measure.name == OVERALL)
    assert [compare_runs(run, plain, overall).verdict for run in ours] == [Verdict.BETTER] * len(ours)


def test_the_run_that_users_get_scores_more_than_any_other(runs: list[Run]) -> None:
    large, *others, _ = runs
    overall = next(measure for measure in measures_of(large) if measure.name == OVERALL)
    assert all(compare_runs(large, other, overall).value > 0 for other in others)


@pytest.mark.parametrize("name", RECORDED)
def test_no_recording_is_stale_or_left_over(name: str) -> None:
    found = survey_recordings(SET.settings(**RECORDED[name]), SET.articles)
    assert (found.stale, found.unused) == ((), ())


def test_no_recording_of_plain_instructor_is_left_over() -> None:
    async def ask() -> frozenset[str]:
        async with PlainInstructor("replay", None, HERE / "plain_recordings") as asking:
            for article in SET.articles:
                await asking.brief(article)
            assert asking.transport is not None
            return asking.transport.used_keys

    used = asyncio.run(ask())
    assert [one.section for one in RecordingStore(HERE / "plain_recordings").find_unused(used)] == []


def test_every_recording_is_of_a_run_in_the_table() -> None:
    models = {SET.settings(**changes).model for changes in RECORDED.values()}
    assert {recording.model for recording in RecordingStore(SET.recordings)} <= models


def test_as_many_answers_of_plain_instructor_were_cut_off_as_the_readme_says() -> None:
    answers = [recording.response.body["choices"] for recording in RecordingStore(HERE / "plain_recordings")]
    cut = sum('"finish_reason": "length"' in json.dumps(choices) for choices in answers)
    assert f"{cut} of its {len(answers)} were cut off" in README.read_text(encoding="utf-8")
