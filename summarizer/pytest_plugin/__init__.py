"""What pytest loads to evaluate briefs: a few options, one fixture, and what is said at the end.

Nothing but pytest is imported until the fixture is asked for, so that other test runs pay nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from summarizer.evaluation.evalset import EvalSet
    from summarizer.pytest_plugin.session import EvalSession

__all__: list[str] = []

_SESSIONS = pytest.StashKey["list[EvalSession]"]()
_STALE = "stale recordings: "
_OWN = frozenset({"--llm", "--bless", "--briefs-report"})


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config, parser: pytest.Parser, args: list[str]) -> None:
    """Add the options of an evaluation where one of its own is given, or help is asked for.

    Their names are common ones: a test run that has nothing to do with briefs may give them to options of its own.
    """
    given = {arg.partition("=")[0] for arg in args}
    if not given & {*_OWN, "-h", "--help"}:
        return
    group = parser.getgroup("summarizer", "briefs of articles (summarizer)")
    group.addoption(
        "--llm",
        choices=["replay", "live"],
        help="replay recordings, or ask a model: live, with --model NAME, --base-url URL, --samples N",
    )
    group.addoption("--bless", metavar="REASON", help="write what is measured as the new baseline, and why it is good")
    group.addoption("--briefs-report", metavar="FOLDER", help="write an HTML report there")
    if given & {"-h", "--help"}:
        return
    # An option that another plugin has already (pytest-base-url has --base-url) is read in its place.
    for name, kind in (("model", str), ("base_url", str), ("samples", int)):
        if not hasattr(early_config.known_args_namespace, name):
            group.addoption(f"--{name.replace('_', '-')}", type=kind)


@pytest.fixture(scope="session")
def evaluate(pytestconfig: pytest.Config) -> Callable[[EvalSet], EvalSession]:
    """Evaluates an eval set as the command line says; each set once a session.

    `evaluate(EvalSet(folder)).check(article)` fails where the article is worse than in the baseline.
    """
    from summarizer.pytest_plugin.session import EvalOptions, EvalSession

    sessions = pytestconfig.stash.setdefault(_SESSIONS, [])
    given = pytestconfig.option
    options = EvalOptions(
        live=getattr(given, "llm", None) == "live",
        model=getattr(given, "model", None),
        base_url=getattr(given, "base_url", None),
        samples=_samples(getattr(given, "samples", None)),
        bless=getattr(given, "bless", None),
        report=getattr(given, "briefs_report", None),
    )
    if options.bless is not None and not options.bless.strip():
        raise pytest.UsageError("--bless takes the reason why this is the new baseline")

    def find(evalset: EvalSet) -> EvalSession:
        for session in sessions:
            if session.evalset.root == evalset.root:
                return session
        sessions.append(EvalSession(evalset, options))
        return sessions[-1]

    return find


def _samples(given: int | None) -> int:
    if given is not None and given < 1:
        raise pytest.UsageError("--samples takes the number of briefs of each article, 1 or more")
    return given or 1


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(call: pytest.CallInfo[None]) -> Iterator[None]:
    """Mark what failed only because its recordings are stale."""
    report: pytest.TestReport = yield  # type: ignore[assignment]  # what pluggy sends into a wrapper
    if call.excinfo is not None and call.excinfo.type.__name__ == "StaleRecordings":
        report.longrepr = f"{_STALE}{call.excinfo.value}"
    return report  # type: ignore[return-value]  # and takes back from it


def pytest_report_teststatus(report: pytest.TestReport) -> tuple[str, str, str] | None:
    """Give stale recordings a word of their own: they say nothing about how good the briefs are."""
    if report.when == "call" and isinstance(report.longrepr, str) and report.longrepr.startswith(_STALE):
        return "stale", "S", "STALE"
    return None


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write what was asked for; a live run that got worse fails the session."""
    for evaluation in session.config.stash.get(_SESSIONS, []):
        evaluation.finish()
        failed = evaluation.got_worse or evaluation.forgotten or evaluation.refused
        if failed and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Show the tables, the stale recordings and the verdict."""
    stale = [str(report.longrepr).removeprefix(_STALE) for report in terminalreporter.stats.get("stale", [])]
    if stale:
        terminalreporter.section(
            f"stale recordings of {len(stale)} articles: nothing is known about their briefs", sep="-"
        )
        terminalreporter.write_line(stale[0])
        for other in stale[1:]:
            terminalreporter.write_line(other.partition("\n")[0])
        for evaluation in config.stash.get(_SESSIONS, []):
            for line in evaluation.evalset.how_to_record():
                terminalreporter.write_line(line)
    for evaluation in config.stash.get(_SESSIONS, []):
        terminalreporter.section("briefs", sep="-")
        for line in evaluation.summary():
            terminalreporter.write_line(line)
