from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from summarizer.evaluation.evalset import EvalSet
from summarizer.pytest_plugin.session import EvalOptions, EvalSession
from tests.golds import CAST, TEXT, whole
from tests.test_evaluation import named, write_gold

if TYPE_CHECKING:
    from collections.abc import Callable

pytest_plugins = ["pytester"]

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
_, TEN_LINES = re.findall(r"^```python\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
LETTERS = "abcdefgh"


@pytest.fixture
def project(pytester: pytest.Pytester) -> Callable[..., Path]:
    """Makes a user's own project: articles, their gold, settings, and the ten lines."""

    def make(articles: int = 2) -> Path:
        for letter in LETTERS[:articles]:
            write_gold(pytester.path, named(whole(f"{TEXT}Edition {letter}.\n"), f"day_{letter}"))
        (pytester.path / "summarizer.toml").write_text('model = "extractive"\n', encoding="utf-8")
        (pytester.path / "test_briefs.py").write_text(TEN_LINES, encoding="utf-8")
        return pytester.path

    return make


def bless(root: Path) -> None:
    EvalSession(EvalSet(root), EvalOptions(bless="the first")).finish()


def run(pytester: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    return pytester.runpytest_subprocess("-p", "no:cacheprovider", *arguments)


def test_blessing_writes_the_reason_and_a_page_is_written_where_it_is_asked_for(
    project: Callable[..., Path], pytester: pytest.Pytester
) -> None:
    root = project()
    blessed = run(pytester, "--bless", "the “first” one", "--briefs-report", "page")
    blessed.assert_outcomes(passed=2)
    assert blessed.ret == pytest.ExitCode.OK
    blessed.stdout.fnmatch_lines(["F1; * rules alone*", "entities *", "tokens in *", "quotations found *"])
    blessed.stdout.fnmatch_lines(["report: page/index.html", "blessed, because: the “first” one"])
    assert "day_a" in (root / "page" / "index.html").read_text(encoding="utf-8")
    written = json.loads((root / "baseline.json").read_text(encoding="utf-8"))
    assert written["blessed"] == [{"reason": "the “first” one"}]


def test_what_is_lost_fails_and_is_named_and_what_is_gained_is_told(
    project: Callable[..., Path], pytester: pytest.Pytester
) -> None:
    root = project(3)
    bless(root)
    data = json.loads((root / "baseline.json").read_text(encoding="utf-8"))
    gained = data["runs"]["rules alone"]["day_c"]["sections"]["entities"]
    gained["counts"][2] += 1
    gained["missed"].append("moon")
    (root / "baseline.json").write_text(json.dumps(data), encoding="utf-8")
    night = {"id": "night", "name": "night crossings", "kind": "other"}
    write_gold(root, named(whole(f"{TEXT}Edition b.\n", entities=[*CAST, night]), "day_b"))

    result = run(pytester)
    result.assert_outcomes(passed=2, failed=1)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(
        [
            "*day_b lost against the baseline:*",
            "*rules alone: entities: right * missed 0 → 1*",
            "*rules alone: entities: now missed: night*",
            "*--bless 'the reason'*",
            "better than the baseline in 1 places; *",
            "  day_c: entities: *missed 1 → 0",
        ]
    )


def test_a_live_run_that_is_surely_worse_fails_though_every_test_passed(
    project: Callable[..., Path], pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    project(8)
    monkeypatch.setenv("SUMMARIZER_SECTIONS", "entities")
    result = run(pytester, "--llm", "live")
    result.assert_outcomes(passed=8)
    result.stdout.fnmatch_lines(["live, extractive is worse than rules alone: -*", "verdict: worse"])
    assert result.ret == pytest.ExitCode.TESTS_FAILED


def test_stale_recordings_are_a_verdict_of_their_own_and_cannot_be_blessed(
    project: Callable[..., Path], pytester: pytest.Pytester
) -> None:
    root = project()
    bless(root)
    written = (root / "baseline.json").read_bytes()
    (root / "summarizer.toml").write_text('model = "tiny"\n', encoding="utf-8")
    result = run(pytester, "--bless", "never mind")
    result.stdout.re_match_lines([r"test_briefs\.py SS\s"])
    result.stdout.re_match_lines([r"=+ 2 stale in .*"])
    result.stdout.no_re_match_line(r".*\bfailed\b.* in \d.*")
    result.stdout.no_re_match_line("=+ FAILURES")
    result.stdout.fnmatch_lines(["*- stale recordings of 2 articles: *", "*day_a*", "*day_b*", "not blessed: *"])
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    assert (root / "baseline.json").read_bytes() == written


def test_blessing_takes_a_reason(project: Callable[..., Path], pytester: pytest.Pytester) -> None:
    root = project()
    assert run(pytester, "--bless", " ").ret != pytest.ExitCode.OK
    assert not (root / "baseline.json").exists()


class TestOtherProjects:
    def test_their_test_runs_import_nothing_of_ours(self, pytester: pytest.Pytester) -> None:
        pytester.makepyfile("def test_nothing():\n    pass\n")
        code = (
            "import pytest, sys\n"
            "assert pytest.main(['-q', '-p', 'no:cacheprovider']) == 0\n"
            "print('LOADED', *sorted(name for name in sys.modules if name.split('.')[0] in\n"
            "      {'summarizer', 'scipy', 'numpy', 'pydantic', 'openai', 'instructor', 'ruamel', 'httpx2', 'jinja2'}))"
        )
        result = pytester.run(sys.executable, "-c", code)
        result.stdout.fnmatch_lines(["LOADED summarizer summarizer.pytest_plugin"])

    def test_their_own_options_may_have_common_names(self, pytester: pytest.Pytester) -> None:
        # pytest-base-url, which comes with pytest-playwright, has --base-url; --model and --llm are as common.
        pytester.makeconftest(
            "def pytest_addoption(parser):\n"
            "    for name in ('--base-url', '--model', '--llm', '--samples'):\n"
            "        parser.addoption(name)\n"
        )
        pytester.makepyfile("def test_nothing():\n    pass\n")
        run(pytester).assert_outcomes(passed=1)
