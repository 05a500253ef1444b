"""Batches run again: what is there is not made again, and what has changed is, and nothing else."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from summarizer import prompt
from summarizer.progress import Ending
from tests.batches import article, check_whole, lines, run, write_articles, write_rows
from tests.fault_server import Fault, always, misbehaving, never

if TYPE_CHECKING:
    from tests.batches import Json

_MANY, _FEWER = 20_000, 2_000
_MEMORY = r"""
import re, sys
from pathlib import Path
from summarizer.batch.job import Job, run_job
from summarizer.settings import Settings
result = run_job(Job([sys.argv[1]], Path(sys.argv[2]), Settings(model="extractive", sections=("references",))))
assert result.standing.failed == 0
# Not getrusage: that begins with what the process had that started this one.
print(result.standing.done, re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1])
"""


def row(text: object, **names: object) -> str:
    return json.dumps({"text": text, **names})


def test_a_row_that_cannot_be_used_is_a_failure_with_its_number_and_the_rest_is_done(tmp_path: Path) -> None:
    rows, out = tmp_path / "rows.jsonl", tmp_path / "out"
    good = [row(article(number), url=f"https://example.org/{number}") for number in range(3)]
    bad: dict[int, bytes] = {
        2: b"{",
        4: b"[]",
        5: row("").encode(),
        6: row(7).encode(),
        8: b'{"text": "half \\ud800 of one", "id": "x"}',
        9: b'{"text": "\xff\xfe\xfa not UTF-8"}',
        10: b"\0\0\0\0",
        11: b"[" * 100_000,
        12: b'{"text": "' + b"a" * 9_000_000,
    }
    content = {1: good[0].encode(), 3: good[1].encode(), 7: b"  ", 13: good[2].encode(), **bad}
    rows.write_bytes(b"\n".join(content[number] for number in sorted(content)))
    with misbehaving() as server:
        result = run(rows, out, server.url, max_bytes=100_000)
    assert (result.standing.done, result.standing.failed) == (3, len(bad))
    assert set(check_whole(out)) == {f"https://example.org/{number}" for number in range(3)}
    failures = lines(out / "failures.jsonl")
    assert sorted(int(one["source"].rpartition(":")[2]) for one in failures) == sorted(bad)
    assert all(
        one["error"] in {"UndecodableArticleError", "EmptyArticleError", "ArticleTooLargeError"} for one in failures
    )
    assert all(one["article"] is None and len(one["history"]) == 1 for one in failures)


@pytest.mark.parametrize(
    "names",
    [
        {"source": "half \ud800 of one"},
        {"source": "\x1b[2J\u202e\n"},
        {"id": 10**400},
        {"url": "x" * 100_000},
        {"id": True},
    ],
)
def test_a_row_may_have_any_name(names: Json, tmp_path: Path) -> None:
    rows, out = tmp_path / "rows.jsonl", tmp_path / "out"
    rows.write_text(f"{row(article(0), **names)}\n{row(article(1))}\n", encoding="utf-8")
    for _ in range(2):
        result = run(rows, out, "", base_url=None, model="extractive")
        assert result.ending is Ending.FINISHED
        assert len(check_whole(out)) + len(lines(out / "failures.jsonl")) == 2
    assert result.standing.done == 0


def test_a_row_more_redoes_nothing_wherever_it_stands(tmp_path: Path) -> None:
    rows, out = write_rows(tmp_path / "rows.jsonl", range(10)), tmp_path / "out"
    with misbehaving() as server:
        run(rows, out, server.url)
        before = check_whole(out)
        rows.write_text(f"{row(article(50), source='new')}\n{rows.read_text(encoding='utf-8')}", encoding="utf-8")
        result = run(rows, out, server.url)
        assert (result.standing.done, result.standing.already) == (1, 10)
        assert set(server.received.values()) == {1}
    after = check_whole(out)
    assert {source: after[source] for source in before} == before
    assert len(after) == 11


def test_the_same_text_is_paid_for_once_and_there_for_each_source(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with misbehaving() as server:
        run(write_rows(tmp_path / "one.jsonl", range(5)), tmp_path / "other", server.url)
        alone = server.requests
    with misbehaving() as server:
        rows = write_rows(tmp_path / "rows.jsonl", [*range(5)] * 3)
        named = [json.loads(line) for line in rows.read_text(encoding="utf-8").splitlines()]
        rows.write_text("".join(row(one["text"], id=n) + "\n" for n, one in enumerate(named)), encoding="utf-8")
        run(rows, out, server.url, concurrency=15)
        assert server.requests == alone
    briefs = check_whole(out)
    assert sorted(briefs, key=int) == [str(number) for number in range(15)]
    for number in range(5):
        twins = [briefs[str(number + 5 * turn)] for turn in range(3)]
        for twin in twins:
            twin["article"].pop("source")
        assert twins[0] == twins[1] == twins[2]


def test_articles_that_are_moved_are_not_asked_about_again(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with misbehaving() as server:
        run(write_articles(tmp_path / "here", 12), out, server.url)
        before, asked = check_whole(out), server.requests
        (tmp_path / "here").rename(tmp_path / "there")
        result = run(tmp_path / "there", out, server.url)
        assert (result.standing.done, result.standing.already) == (0, 12)
        assert server.requests == asked
    after = check_whole(out)
    assert {Path(source).name for source in after} == {Path(source).name for source in before}
    assert all(Path(source).parent.name == "there" for source in after)
    for brief in (*before.values(), *after.values()):
        brief["article"]["source"] = Path(brief["article"]["source"]).name
    assert {one["article"]["source"]: one for one in after.values()} == {
        one["article"]["source"]: one for one in before.values()
    }


def test_an_article_that_has_changed_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    articles, out = write_articles(tmp_path / "articles", 10), tmp_path / "out"
    with misbehaving() as server:
        run(articles, out, server.url)
        before = check_whole(out)
        changed = str(articles / "00004.txt")
        Path(changed).write_text(article(77), encoding="utf-8")
        result = run(articles, out, server.url)
        assert (result.standing.done, result.standing.already) == (1, 9)
        assert set(server.received.values()) == {1}
    after = check_whole(out)
    assert after.keys() == before.keys()
    assert {source for source in after if after[source] != before[source]} == {changed}


def test_a_name_that_many_articles_share_never_makes_one_take_the_place_of_another(tmp_path: Path) -> None:
    out = tmp_path / "out"
    for day, numbers in (("monday", range(5)), ("tuesday", range(5, 8)), ("wednesday", range(8, 9))):
        rows = tmp_path / f"{day}.jsonl"
        rows.write_text("".join(row(article(n), source="The Paper") + "\n" for n in numbers), encoding="utf-8")
        run(rows, out, "", base_url=None, model="extractive")
        assert {one["text"] for one in lines(out / "articles.jsonl")} == {article(n) for n in range(numbers.stop)}
        assert len(lines(out / "briefs.jsonl")) == numbers.stop


def test_a_failure_is_forgotten_when_its_article_has_changed_but_not_for_another_of_the_same_name(
    tmp_path: Path,
) -> None:
    out, rows = tmp_path / "out", tmp_path / "rows.jsonl"
    shared = [row(article(number), source="The Paper") for number in range(4)]
    with misbehaving(always(Fault.BAD)) as server:
        rows.write_text("\n".join([*shared, row(article(4), source="mine")]), encoding="utf-8")
        run(rows, out, server.url)
        assert len(lines(out / "failures.jsonl")) == 5
        server.script = never
        others = [row(article(number), source="The Paper") for number in range(5, 7)]
        rows.write_text("\n".join([*others, row(article(7), source="mine")]), encoding="utf-8")
        run(rows, out, server.url)
        assert [one["source"] for one in lines(out / "failures.jsonl")] == ["The Paper"] * 4
        rows.write_text("\n".join(shared), encoding="utf-8")
        run(rows, out, server.url, only_failed=True)
    assert lines(out / "failures.jsonl") == []
    assert len(lines(out / "briefs.jsonl")) == 7


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the templates, to change."""
    shutil.copytree(str(prompt._FOLDER), tmp_path / "prompts")
    monkeypatch.setattr(prompt, "_FOLDER", tmp_path / "prompts")
    forget_templates()
    return tmp_path / "prompts"


def forget_templates() -> None:
    for cached in (prompt._environment, prompt._template, prompt.digest):
        cached.cache_clear()


def test_a_changed_template_redoes_the_articles_that_were_asked_with_it_and_no_other(
    templates: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    request.addfinalizer(forget_templates)
    rows, out = write_rows(tmp_path / "rows.jsonl", range(20)), tmp_path / "out"
    with misbehaving() as server:
        run(rows, out, server.url)
        before, asked = check_whole(out), server.requests
        made_with = {one["source"]: set(one["made_with"]["templates"]) for one in lines(out / "articles.jsonl")}
        spoken = {source for source, sections in made_with.items() if "speakers" in sections}
        assert 0 < len(spoken) < 20
        speakers = templates / "news" / "speakers.j2"
        source = speakers.read_text(encoding="utf-8")
        speakers.write_text(source.replace("Mayor Ana Torres", "Mayor Anna Torres"), encoding="utf-8")
        assert speakers.read_text(encoding="utf-8") != source
        forget_templates()
        result = run(rows, out, server.url)
        assert (result.standing.done, result.standing.already) == (len(spoken), 20 - len(spoken))
        # What was asked with the other templates is not asked again.
        assert len(spoken) <= server.requests - asked <= 3 * len(spoken)
        assert set(server.received.values()) == {1}
    after = check_whole(out)
    assert after.keys() == before.keys()
    assert {source for source in after if after[source] == before[source]} == before.keys() - spoken


def test_a_changed_parameter_redoes_all_and_one_that_does_not_matter_nothing(tmp_path: Path) -> None:
    rows, out = write_rows(tmp_path / "rows.jsonl", range(10)), tmp_path / "out"
    with misbehaving() as server:
        run(rows, out, server.url)
        asked = server.requests
        unchanged: Json = {"concurrency": 2, "retries": 1, "timeout": 9.0, "max_wait": 1.0, "patience": 5.0}
        assert run(rows, out, server.url, budget_tokens=10**9, **unchanged).standing.done == 0
        assert server.requests == asked
        for changed in (
            {"temperature": 0.5},
            {"model": "n"},
            {"seed": 3},
            {"keep_chrome": True},
            {"profile": "hosted"},
        ):
            assert run(rows, out, server.url, **changed).standing.done == 10
            assert len(check_whole(out)) == 10
        assert set(server.received.values()) == {1}


def test_a_profile_that_changes_the_prompt_alone_redoes_all(tmp_path: Path) -> None:
    rows, out = write_rows(tmp_path / "rows.jsonl", range(5)), tmp_path / "out"
    same: Json = {
        "window": 8000,
        "focus": 500,
        "context": 800,
        "ids_in_schema": True,
        "ask": ("speakers", "entities", "figures"),
    }
    with misbehaving() as server:
        assert run(rows, out, server.url, profile="small", **same).standing.done == 5
        assert run(rows, out, server.url, profile="hosted", **same).standing.done == 5
        assert set(server.received.values()) == {1}


def test_memory_does_not_grow_with_the_number_of_articles(tmp_path: Path) -> None:
    def most_memory(count: int) -> int:
        rows, out = tmp_path / f"{count}.jsonl", tmp_path / f"out {count}"
        texts = (f"Report {number % (count - 100)} of the day. All was quiet in Sarn." for number in range(count))
        rows.write_text("".join(f"{row(text)}\n" for text in texts), encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-c", _MEMORY, str(rows), str(out)],
            capture_output=True,
            text=True,
            check=True,
            env={"PATH": "", "PYTHONPATH": str(Path(prompt.__file__).parents[1])},
        )
        made, kilobytes = map(int, done.stdout.split())
        assert made == count - 100
        return kilobytes * 1024

    fewer, many = most_memory(_FEWER), most_memory(_MANY)
    assert many < 300_000_000
    assert many < fewer + 30_000_000
