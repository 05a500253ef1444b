"""What a batch leaves alone, and what it does not pay for twice: the user's files, money and batches under way."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from summarizer.batch.folder import OutputFolder
from summarizer.batch.job import Job, run_job
from summarizer.batch.outcomes import Done
from summarizer.batch.plan import plan_job
from summarizer.batch.recipe import Recipe
from summarizer.errors import OutputError, SettingsError
from summarizer.inputs.stream import Inputs
from summarizer.inputs.walk import find_sources
from summarizer.progress import Ending
from summarizer.settings import Settings
from tests.batch_api_server import batching
from tests.batches import article, check_whole, lines, run, write_articles, write_rows
from tests.fault_server import Fault, misbehaving, never, to_some
from tests.servers import Reply
from tests.test_batch_api_briefs import SETTINGS, answering

if TYPE_CHECKING:
    import sqlite3

RULES = Settings(model="extractive")


def by_rules(out: Path, *articles: str, **wanted: Any) -> None:
    assert run_job(Job(articles, out, RULES, **wanted)).ending is Ending.FINISHED


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_results_among_the_articles_are_no_articles(here: Path) -> None:
    write_articles(here, 2)
    for _ in range(2):
        by_rules(Path("out"), ".", markdown=True)
    assert sorted(check_whole(Path("out"))) == ["00000.txt", "00001.txt"]


@pytest.mark.parametrize("given", ["out", "out/articles.jsonl", ".", "out/deeper"])
def test_the_folder_of_the_results_is_refused_as_input(given: str, here: Path) -> None:
    write_articles(here / "in", 1)
    by_rules(Path("out"), "in")
    Path("out/deeper").mkdir()
    before = (here / "out" / "articles.jsonl").read_bytes()
    out = Path() if given == "." else Path("out")
    with Inputs([given], limit_bytes=1_000, out=out) as inputs:
        (refused,) = inputs
    assert "the folder of the results" in str(refused)
    assert (here / "out" / "articles.jsonl").read_bytes() == before


@pytest.mark.usefixtures("here")
def test_a_users_own_file_of_the_same_name_is_refused_and_left_as_it_is() -> None:
    mine = "".join(json.dumps({"text": article(number)}) + "\n" for number in range(3))
    Path("articles.jsonl").write_text(mine, encoding="utf-8")
    with pytest.raises(OutputError, match=r"articles\.jsonl was not written by a batch"):
        run_job(Job(["articles.jsonl"], Path(), RULES))
    assert Path("articles.jsonl").read_text(encoding="utf-8") == mine


def test_a_folder_that_cannot_be_read_is_told_and_the_others_are_walked(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "abc":
        write_articles(here / "in" / name, 1)
    scan = os.scandir

    def guarded(folder: str) -> Any:
        if folder.endswith("/b"):
            raise PermissionError(13, "Permission denied")
        return scan(folder)

    monkeypatch.setattr(os, "scandir", guarded)
    found = [str(getattr(source, "name", source)) for source in find_sources(["in"])]
    assert found == ["in/a/00000.txt", "in/b: the folder cannot be read: permission denied", "in/c/00000.txt"]


def test_rows_on_standard_input_are_not_taken_for_one_article(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "".join(json.dumps({"text": article(number)}) + "\n" for number in range(3))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(rows.encode())))
    with Inputs(["-"], limit_bytes=100_000) as inputs:
        (refused,) = inputs
    assert str(refused) == "-: these are rows: put them into a .jsonl file and name that"


def test_the_next_days_rows_of_the_same_names_stay_beside_the_first(tmp_path: Path) -> None:
    out = tmp_path / "out"
    for day, numbers in (("monday", range(3)), ("tuesday", range(3, 6))):
        rows = tmp_path / f"{day}.jsonl"
        texts = (json.dumps({"id": index, "text": article(number)}) for index, number in enumerate(numbers))
        rows.write_text("".join(f"{row}\n" for row in texts), encoding="utf-8")
        by_rules(out, str(rows))
    held = [(one["source"], one["text"]) for one in lines(out / "articles.jsonl")]
    assert sorted(held) == sorted((str(number % 3), article(number)) for number in range(6))


def test_a_failure_goes_with_its_text_whatever_the_article_is_called_now(tmp_path: Path) -> None:
    write_articles(tmp_path / "in", 4)
    with misbehaving(to_some(Fault.BAD, parts=2)) as server:
        assert run(tmp_path / "in", tmp_path / "out", server.url).standing.failed > 0
        (tmp_path / "in").rename(tmp_path / "elsewhere")
        server.script = never
        result = run(tmp_path / "elsewhere", tmp_path / "out", server.url, only_failed=True)
    assert result.standing.failed == 0
    assert lines(tmp_path / "out" / "failures.jsonl") == []


def test_one_forbidden_article_fails_and_the_others_are_made(tmp_path: Path) -> None:
    rows = write_rows(tmp_path / "rows.jsonl", range(24))
    with misbehaving(to_some(Fault.FORBIDDEN, parts=40)) as server:
        result = run(rows, tmp_path / "out", server.url, concurrency=24)
    assert result.ending is Ending.FINISHED
    assert 0 < result.standing.failed < 4
    assert {line["error"] for line in lines(tmp_path / "out" / "failures.jsonl")} == {"AccessRefusedError"}


def test_a_section_that_failed_is_asked_for_again_when_all_is_made_anew(tmp_path: Path) -> None:
    rows, out = write_rows(tmp_path / "rows.jsonl", range(12)), tmp_path / "out"
    with misbehaving(to_some(Fault.CUT, parts=2)) as server:
        first = run(rows, out, server.url)
        failed = sum(warning.count for warning in first.warnings if warning.code == "section_failed")
        assert failed > 0
        server.script, asked = never, server.received.total()
        in_force = Settings.model_validate({"model": "m", "base_url": server.url, "max_wait": 0.01})
        second = run_job(Job([str(rows)], out, in_force, again=True))
    assert second.standing.spent.requests == server.received.total() - asked
    assert 0 < second.standing.spent.requests < asked
    assert not [warning for warning in second.warnings if warning.code == "section_failed"]


def test_a_folder_whose_batch_is_under_way_takes_no_requests_meanwhile(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("“Some 40 men left,” said Ann Lee of the ministry.", encoding="utf-8")
    with batching(answering) as api:
        api.instead = lambda seen: Reply({}, 503) if seen.path.endswith("/content") else None

        def settings(**changes: Any) -> Settings:
            return Settings.model_validate({**SETTINGS, "base_url": api.url, "poll": 0.001, **changes})

        job = Job([str(tmp_path / "a.txt")], tmp_path / "out", settings(via="batch-api", retries=0))
        assert run_job(job).ending is not Ending.FINISHED
        with pytest.raises(SettingsError, match="under way at the server: go on with --via batch-api"):
            run_job(Job(job.articles, job.out, settings()))
        api.instead = lambda _: None
        assert run_job(job).ending is Ending.FINISHED
    assert set(api.executed.values()) == {1}


def prices(path: Path, **dollars: float) -> Path:
    models = "".join(f"{name} = {{ input = {price}, output = {price} }}\n" for name, price in dollars.items())
    path.write_text(f'as_of = "2026-01-01"\nsource = "a test"\n[models]\n{models}', encoding="utf-8")
    return path


def test_a_budget_counts_what_each_model_cost_at_its_own_price(tmp_path: Path) -> None:
    table = prices(tmp_path / "prices.toml", dear=1_000.0, cheap=1.0)
    rows, out = write_rows(tmp_path / "rows.jsonl", range(6)), tmp_path / "out"
    with misbehaving() as server:
        dear = run(rows, out, server.url, model="dear", prices=table).standing.spent.cost or 0.0
        stopped = run(rows, out, server.url, model="cheap", prices=table, budget=dear)
        assert stopped.ending is Ending.STOPPED
        assert stopped.why.startswith(f"the budget ends here: ${dear:.4f} of ${dear:.4f} spent")
        assert run(rows, out, server.url, model="cheap", prices=table, budget=dear + 1).ending is Ending.FINISHED


def test_a_plan_is_made_while_a_run_works_and_changes_nothing(tmp_path: Path) -> None:
    rows, out = write_rows(tmp_path / "rows.jsonl", range(10), twins=5), tmp_path / "out"
    with misbehaving() as server:
        run(write_rows(tmp_path / "some.jsonl", range(4)), out, server.url)
        in_force = Settings.model_validate({"model": "m", "base_url": server.url})
        asked = server.received.total()
        with OutputFolder(out, Recipe(in_force)):
            before = {path.name: path.read_bytes() for path in out.glob("*.json*")}
            plan = plan_job(Job([str(rows)], out, in_force))
            assert {path.name: path.read_bytes() for path in out.glob("*.json*")} == before
        assert server.received.total() == asked
    assert (plan.articles, plan.already, plan.to_do) == (15, 9, 6)


def test_a_plan_refuses_what_a_run_would_refuse(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="there is no price for 'm'"):
        plan_job(Job(["."], tmp_path / "out", Settings(model="m", base_url="http://127.0.0.1:9/v1", budget=1.0)))
    assert not (tmp_path / "out").exists()


def test_twins_are_found_without_reading_all_of_them(tmp_path: Path) -> None:
    recipe, made = Recipe(RULES), Recipe(RULES).made_with(())
    with OutputFolder(tmp_path, recipe) as folder:
        for number in range(300):
            folder.take(Done(f"row {number}", "one-text", "text", made, "{}"))
        rows_read = 0

        def count(_: sqlite3.Cursor, row: tuple[object, ...]) -> tuple[object, ...]:
            nonlocal rows_read
            rows_read += 1
            return row

        folder._index._database.row_factory = count
        assert folder.find("one-text", "row 7") is not None
        assert folder.find("one-text", "another") is not None
    assert rows_read < 20
