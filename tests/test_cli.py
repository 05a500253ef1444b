from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import sysconfig
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Self

import click
import pytest
from click.testing import CliRunner, Result

from summarizer.cli import cli
from summarizer.cli.commands import HOMES, PAGE
from summarizer.errors import ModelError, SettingsError
from summarizer.recording.store import RecordedArticle, RecordedResponse, Recording, RecordingStore, key_of
from summarizer.settings import LlmSource, Profile, Settings, StructuredMode
from tests.servers import Reply, serving

if TYPE_CHECKING:
    from summarizer.article import Article

ROOT = Path(__file__).parents[1]
RULES = ("--model", "extractive")


@dataclass(frozen=True)
class FakeBrief:
    text: str

    def to_markdown(self) -> str:
        return f"# {self.text}\n\n"

    def model_dump_json(self) -> str:
        return json.dumps({"text": self.text}, ensure_ascii=False)


@dataclass
class FakeSummarizer:
    """Makes briefs of any text but those that say "fail", "section" or "interrupt"."""

    settings: Settings = field(default_factory=Settings)
    closed: bool = False

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self.closed = True

    def __call__(self, settings: Settings) -> Self:
        self.settings = settings
        return self

    async def brief(self, article: Article) -> FakeBrief:
        if "interrupt" in article.text:
            raise KeyboardInterrupt
        if "section" in article.text:
            raise SettingsError("there is no section x")
        if "fail" in article.text:
            raise ModelError(f"{article.source}: the server is down")
        return FakeBrief(article.text.strip())


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith(("SUMMARIZER_", "OPENAI_")):
            monkeypatch.delenv(name)


def write(**texts: str) -> None:
    for name, text in texts.items():
        Path(f"{name}.txt").write_text(text, encoding="utf-8")


def command_named(name: str) -> click.Command:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    return command


def run(*arguments: str, stdin: str | bytes | None = None, fake: FakeSummarizer | None = None) -> Result:
    return CliRunner().invoke(cli, arguments, input=stdin, obj=fake or FakeSummarizer())


def lines(path: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]


def test_brief_prints_markdown_and_nothing_else() -> None:
    write(a="“Hello”")
    result = run("brief", "a.txt")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "# “Hello”\n", "")


def test_brief_prints_json_on_one_line_on_request() -> None:
    write(a="“Hello”")
    result = run("brief", "a.txt", "--format", "json")
    assert result.stdout == '{"text": "“Hello”"}\n'


def test_brief_reads_standard_input() -> None:
    assert run("brief", "-", stdin="From a pipe").stdout == "# From a pipe\n"


def test_brief_lets_go_of_the_model() -> None:
    write(a="Text")
    fake = FakeSummarizer()
    run("brief", "a.txt", fake=fake)
    assert fake.closed


@pytest.mark.parametrize("form", ["markdown", "json"])
def test_what_a_terminal_would_obey_is_never_printed_raw(form: str) -> None:
    write(a="evil \x1b[2J \x9b31m \u202e text\x00")
    result = run("brief", "a.txt", "--format", form)
    assert not set("\x1b\x9b\u202e\x00") & set(result.stdout)
    assert "evil" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["brief", "absent.txt"], 3, "summarizer: absent.txt: no such file or folder\n"),
        (["brief", "absent\x1b[2J\n.txt"], 3, "summarizer: absent\\x1b[2J\\n.txt: no file matches this"),
        (["brief", "empty.txt"], 3, "summarizer: empty.txt: the article is empty\n"),
        (["brief", "large.txt", "--max-bytes", "3"], 3, "summarizer: large.txt: larger than the limit of 3"),
        (["brief", "fail.txt"], 3, "summarizer: fail.txt: the server is down\n"),
        (["brief", "section.txt"], 2, "summarizer: there is no section x\n"),
        (
            ["brief", "."],
            2,
            "summarizer: . is 5 articles: `summarizer batch` is for several (see `summarizer brief",
        ),
        (["brief"], 2, "summarizer: Missing argument 'ARTICLE'. (see `summarizer brief --help`)\n"),
        (["brief", "a.txt", "--mode", "x"], 2, "summarizer: Invalid value for '--mode': 'x' is not one of"),
        (["brief", "a.txt", "--api-key", "sk-1"], 2, "summarizer: No such option '--api-key'"),
        (
            ["brief", "large.txt", "--timeout", "0"],
            2,
            "summarizer: timeout (flag --timeout) should be greater",
        ),
        (["brief", "large.txt", "--config", "no.toml"], 2, "summarizer: file no.toml is not there\n"),
        (["batch", "large.txt"], 2, "summarizer: Missing option '--out'. (see `summarizer batch --help`)\n"),
        (["batch", "--out", "out"], 2, "summarizer: Missing argument 'ARTICLES...'."),
        (
            ["batch", "large.txt", "--out", "empty.txt", *RULES],
            4,
            "summarizer: empty.txt cannot be written: File exists\n",
        ),
        (
            ["batch", "a.txt", "--out", "out", "--section", "x", *RULES],
            2,
            "summarizer: there is no section x",
        ),
        (
            ["batch", "a.txt", "--out", "out", "--model", "m", "--base-url", "http://x/v1", "--budget", "1"],
            2,
            "summarizer: there is no price for 'm'",
        ),
        (["brief", "interrupt.txt"], 130, "summarizer: interrupted\n"),
        (
            ["schema", "news", "--section", "x"],
            2,
            "summarizer: news has no section x; it has article, chrome",
        ),
        (["schema", "olds"], 2, "summarizer: Invalid value for '{news}': 'olds' is not 'news'."),
        (["frobnicate"], 2, "summarizer: No such command 'frobnicate'"),
    ],
)
def test_what_goes_wrong_is_one_line_and_an_exit_status(arguments: list[str], status: int, message: str) -> None:
    write(empty=" \n", large="Large text", fail="fail", interrupt="interrupt", section="section")
    result = run(*arguments)
    assert result.exit_code == status
    assert result.stdout == ""
    assert result.stderr.startswith(message)
    assert result.stderr.count("\n") == 1


def test_without_a_model_the_four_ways_on_are_named_before_anything_is_read() -> None:
    Path("out").mkdir()
    Path("out/briefs.jsonl").write_text("{}\n", encoding="utf-8")
    result = CliRunner().invoke(cli, ["batch", "absent.txt", "--out", "out"])
    assert result.exit_code == 2
    for way in ("OPENAI_API_KEY", "--base-url", "--llm replay", "--model extractive"):
        assert way in result.stderr
    assert lines("out/briefs.jsonl") == [{}]


def test_the_pipeline_makes_the_briefs_where_nothing_else_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    write(a="A")
    monkeypatch.setitem(sys.modules, "summarizer.pipeline", SimpleNamespace(Summarizer=FakeSummarizer))
    result = CliRunner().invoke(cli, ["brief", "a.txt", "--model", "extractive"])
    assert result.stdout == "# A\n"


def test_batch_writes_a_folder_sums_up_and_prints_nothing_on_standard_output() -> None:
    write(b="B happened.", a="A happened.")
    given = ("b.txt", "a.txt", "-", "--out", "out", "--markdown", "--concurrency", "1", *RULES)
    result = run("batch", *given, stdin="C happened.")
    assert (result.exit_code, result.stdout) == (0, "")
    assert [line["text"] for line in lines("out/articles.jsonl")] == ["B happened.", "A happened.", "C happened."]
    assert [line["source"] for line in lines("out/articles.jsonl")] == ["b.txt", "a.txt", "-"]
    assert lines("out/failures.jsonl") == []
    assert sorted(path.name for path in Path("out").glob("*.md")) == ["a.md", "b.md", "stdin.md"]
    said = result.stderr.splitlines()
    assert said[0] == "All 3 articles have their brief."
    assert "  briefs    out/briefs.jsonl" in said


def test_batch_writes_no_markdown_unless_asked() -> None:
    write(a="A happened.")
    assert run("batch", "a.txt", "--out", "out", *RULES).exit_code == 0
    assert not list(Path("out").glob("*.md"))


def test_batch_run_again_does_nothing_and_says_so() -> None:
    write(a="A happened.")
    run("batch", "a.txt", "--out", "out", *RULES)
    before = Path("out/briefs.jsonl").read_bytes()
    result = run("batch", "a.txt", "--out", "out", *RULES)
    assert result.exit_code == 0
    assert result.stderr.startswith("The one article has its brief already.\n")
    assert Path("out/briefs.jsonl").read_bytes() == before


def test_failures_in_a_batch_are_counted_written_and_told_by_the_exit_status() -> None:
    write(a="A happened.")
    result = run("batch", "a.txt", "absent.txt", "-", "--out", "out", *RULES, stdin="")
    assert result.exit_code == 1
    assert [(line["source"], line["error"]) for line in lines("out/failures.jsonl")] == [
        ("absent.txt", "MissingArticleError"),
        ("-", "EmptyArticleError"),
    ]
    assert "failed: -: the article is empty\n" in result.stderr
    assert "Done. 1 of 3 articles have their brief.\n" in result.stderr
    assert "To try the 2 that failed again, run the same command with --retry-failed.\n" in result.stderr


def test_a_batch_of_which_nothing_is_done_has_the_status_of_a_failure() -> None:
    assert run("batch", "absent.txt", "--out", "out", *RULES).exit_code == 3


def test_a_batch_as_json_is_a_line_an_event_and_nothing_else() -> None:
    write(a="A happened.")
    result = run("batch", "a.txt", "absent.txt", "--out", "out", "--log-json", *RULES)
    events = [json.loads(line) for line in result.stderr.splitlines()]
    named = [event["event"] for event in events if event["event"] != "progress"]
    assert (named[0], sorted(named[1:-1]), named[-1]) == (
        "run_started",
        ["article_done", "article_failed"],
        "run_ended",
    )


def test_a_dry_run_says_what_would_be_done_and_leaves_no_trace() -> None:
    write(a="“Some 40 men left,” said Ann Lee.", b="“Some 40 men left,” said Ann Lee.")
    model = ("--model", "gpt-4o-mini", "--base-url", "http://127.0.0.1:9/v1", "--profile", "hosted")
    result = run("batch", "a.txt", "b.txt", "absent.txt", "--out", "out", "--dry-run", *model)
    assert (result.exit_code, result.stderr) == (0, "")
    told = dict(line.split("  ", 1) for line in result.stdout.splitlines())
    assert {name: value.strip() for name, value in told.items() if name in {"articles", "to make"}} == {
        "articles": "3",
        "to make": "1",
    }
    assert "about $0.00" in told["cost"]
    assert not Path("out").exists()


def test_a_run_that_was_refused_by_the_server_stops_with_a_status_of_its_own() -> None:
    write(a="“Some 40 men left,” said Ann Lee.")
    with serving(lambda _: Reply({"error": {"message": "no such key"}}, 401)) as server:
        model = ("--model", "m", "--base-url", server.url, "--profile", "hosted")
        result = run("batch", "a.txt", "--out", "out", *model)
    assert result.exit_code == 5
    assert "Stopped: a.txt, " in result.stderr
    assert "To go on, run the same command again.\n" in result.stderr
    assert lines("out/failures.jsonl") == []


def test_every_flag_reaches_the_settings() -> None:
    write(a="A")
    Path("my.toml").write_text("max_wait = 3", encoding="utf-8")
    flags = (
        "--model m --base-url http://x/v1 --mode tools --llm record --recordings kept --profile small "
        "--window 10 --focus 5 --context 0 --no-ids-in-schema --temperature 0.5 --max-output-tokens 7 "
        "--seed 3 --timeout 1.5 --retries 0 --reasks 2 --keep-chrome --max-bytes 99 --section events "
        "--section figures --ask speakers --ask summary --config my.toml"
    )
    expected = Settings(
        model="m",
        base_url="http://x/v1",
        mode=StructuredMode.TOOLS,
        llm=LlmSource.RECORD,
        recordings=Path("kept"),
        profile=Profile.SMALL,
        window=10,
        focus=5,
        context=0,
        ids_in_schema=False,
        ask=("speakers", "summary"),
        temperature=0.5,
        max_output_tokens=7,
        seed=3,
        timeout=1.5,
        retries=0,
        reasks=2,
        keep_chrome=True,
        max_bytes=99,
        sections=("events", "figures"),
        max_wait=3,
    )
    fake = FakeSummarizer()
    assert run("brief", "a.txt", *flags.split(), fake=fake).exit_code == 0
    assert fake.settings == expected


def test_every_flag_of_a_batch_reaches_the_settings() -> None:
    flags = (
        "--concurrency 9 --requests-per-minute 60 --tokens-per-minute 1000 --budget 1.5 --budget-tokens 10 "
        "--prices my.toml --patience 5 --via batch-api"
    )
    expected = {
        "concurrency": "9",
        "requests_per_minute": "60",
        "tokens_per_minute": "1000",
        "budget": "1.5",
        "budget_tokens": "10",
        "prices": "my.toml",
        "patience": "5.0",
        "via": "batch-api",
    }
    table = [line.split(maxsplit=2) for line in run("settings", *flags.split()).stdout.splitlines()]
    assert {row[0]: row[1] for row in table if row[0] in expected} == expected
    offered = {option.name for option in command_named("batch").params}
    assert set(expected) <= offered


def test_flags_offer_what_the_settings_take() -> None:
    offered = {option.name: option.type for option in command_named("brief").params}
    for name, values in (("mode", StructuredMode), ("llm", LlmSource), ("profile", Profile)):
        kind = offered[name]
        assert isinstance(kind, click.Choice)
        assert list(kind.choices) == [str(value) for value in values]


def test_schema_prints_the_schema_of_what_is_written() -> None:
    schema = json.loads(run("schema", "news").stdout)
    assert {"article", "statements", "provenance"} <= set(schema["properties"])
    assert "schema" in schema["$defs"]["Provenance"]["properties"]


def test_schema_prints_one_section_alone() -> None:
    schema = json.loads(run("schema", "news", "--section", "figures").stdout)
    assert schema["type"] == "array"
    assert "Figure" in schema["$defs"]
    assert "Statement" not in schema["$defs"]


def test_settings_prints_names_values_and_places_but_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret-abcd")
    result = run("settings", "--seed", "3", "--concurrency", "2")
    table = [line.split(maxsplit=2) for line in result.stdout.splitlines()]
    assert ["name", "value", "from"] in table
    assert ["seed", "3", "flag --seed"] in table
    assert ["concurrency", "2", "flag --concurrency"] in table
    (key,) = [line for line in result.stdout.splitlines() if line.startswith("api_key ")]
    assert key.split() == ["api_key", "set,", "not", "shown", "environment", "variable", "OPENAI_API_KEY"]
    assert "abcd" not in result.output


def recording(article: str, section: str) -> Recording:
    body = {"model": "qwen", "article": article, "section": section}
    return Recording(
        key=key_of("/chat/completions", dict(body)),
        path="/chat/completions",
        model="qwen",
        article=RecordedArticle(id=article * 64, source=f"{article}.txt"),
        section=section,
        recorded=datetime(2024, 1, 10, 21, 21, 49, tzinfo=UTC),
        versions={},
        request=dict(body),
        response=RecordedResponse(status=200, content_type="application/json", body={}),
        seconds=1.0,
    )


def test_recordings_lists_and_counts_what_is_in_the_store() -> None:
    store = RecordingStore(Path("kept"))
    for article in "ab":
        store.save(recording(article, "figures"))
    result = run("recordings", "--recordings", "kept")
    table = [line.split() for line in result.stdout.splitlines()]
    assert table[0] == ["article", "section", "model", "recorded", "file"]
    assert table[1][:4] == ["a.txt", "figures", "qwen", "2024-01-10T21:21:49+00:00"]
    assert Path("kept", table[1][4]).is_file()
    assert len(table) == 3
    assert result.stderr == "2 recordings in kept\n"


def test_recordings_without_a_store_are_none() -> None:
    result = run("recordings")
    assert (result.exit_code, result.stderr) == (0, "0 recordings in recordings\n")


def test_a_recording_that_cannot_be_read_is_one_line() -> None:
    Path("kept/a").mkdir(parents=True)
    Path("kept/a/figures-0.json").write_text("{", encoding="utf-8")
    result = run("recordings", "--recordings", "kept")
    assert result.exit_code == 3
    assert result.stderr.startswith("summarizer: the recording a/figures-0.json cannot be used")


def test_the_version_is_told() -> None:
    result = run("--version")
    assert result.exit_code == 0
    assert result.stdout.startswith("summarizer ")


def test_the_version_of_a_package_that_is_not_installed_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.metadata.distributions", lambda **_: [])
    monkeypatch.setattr("importlib.metadata.Distribution.discover", lambda **_: iter(()))
    assert run("--version").stdout == "summarizer (not installed)\n"


@pytest.mark.parametrize("command", [[], ["brief"], ["batch"], ["schema"], ["recordings"], ["settings"]])
def test_help_says_what_a_command_does(command: list[str]) -> None:
    result = run(*command, "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith("Usage: ")


def test_help_documents_the_exit_statuses_and_where_the_key_comes_from() -> None:
    for status in ("0 ", "1 ", "2 ", "3 ", "4 ", "130 ", "141 "):
        assert f"\n    {status}" in run("--help").stdout
    assert "OPENAI_API_KEY" in run("brief", "--help").stdout


def end_of(*arguments: str) -> int:
    """The exit status of a run in this process, whose streams a test has replaced."""
    with pytest.raises(SystemExit) as raised:
        cli(arguments, obj=FakeSummarizer())
    assert isinstance(raised.value.code, int)
    return raised.value.code


@pytest.mark.parametrize("arguments", [["schema", "news"], ["--version"]])
def test_a_reader_who_is_gone_ends_the_run_quietly(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    with os.fdopen(write_end, "w", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        assert end_of(*arguments) == 141
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("arguments", [["schema", "news"], ["--version"], ["brief", "a.txt"]])
def test_a_full_disk_under_standard_output_is_one_line(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(a="Text")
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        monkeypatch.setattr(sys, "stdout", full)
        assert end_of(*arguments) == 4
    message = "summarizer: standard output cannot be written: No space left on device\n"
    assert capsys.readouterr().err == message


def test_a_closed_standard_output_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    assert end_of("schema", "news") == 4
    assert capsys.readouterr().err == "summarizer: standard output cannot be written: it is closed\n"


FAKE = """
import asyncio, json, signal
from summarizer.cli import cli

# Shells start what runs in the background with the signal ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)

class Brief:
    def __init__(self, text): self.text = text
    def to_markdown(self): return self.text
    def model_dump_json(self): return json.dumps({"text": self.text})

class Fake:
    def __init__(self, settings): pass
    async def __aenter__(self): return self
    async def __aexit__(self, *_): pass
    async def brief(self, article):
        if "wait" in article.text:
            await asyncio.Event().wait()
        return Brief(article.text)

cli(obj=Fake, prog_name="summarizer")
"""


def environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name.startswith(("PATH", "COVERAGE"))}
    return {**kept, "PYTHONPATH": str(ROOT), **more}


def start(
    *arguments: str, program: tuple[str, ...] = ("-c", FAKE), variables: dict[str, str] | None = None
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, *program, *arguments],
        env=environment(**variables or {}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_ctrl_c_ends_a_single_brief_without_a_traceback() -> None:
    os.mkfifo("held.txt")
    process = start("brief", "held.txt")
    # Opening the other end waits until the program has opened its own.
    with process, Path("held.txt").open("wb"):
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate()
    assert (process.returncode, errors) == (130, b"summarizer: interrupted\n")


def test_a_locale_without_unicode_changes_nothing() -> None:
    write(a="“Hello” — Київ 😀")
    for locale in (
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "latin-1"},
    ):
        with start("brief", "a.txt", variables=locale) as process:
            printed, errors = process.communicate()
        assert (process.returncode, errors) == (0, b"")
        assert printed.decode() == "“Hello” — Київ 😀\n"


def test_the_program_runs_as_a_module_and_is_quiet_when_its_reader_is_gone() -> None:
    with start("schema", "news", program=("-m", "summarizer")) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        errors = process.stderr.read()
    assert (process.returncode, errors) == (141, b"")


LOADED = """
import sys
before = set(sys.modules)
from summarizer.__main__ import main
try:
    main()
finally:
    sys.stderr.write(" ".join(sys.modules.keys() - before))
"""


def modules_loaded_by(*arguments: str) -> set[str]:
    """All that a run loads, packages as they are installed elsewhere: without what finds an editable one."""
    program = ("-S", "-c", LOADED)
    places = os.pathsep.join([str(ROOT), sysconfig.get_path("purelib")])
    with start(*arguments, program=program, variables={"PYTHONPATH": places}) as process:
        printed, loaded = process.communicate()
    assert process.returncode == 0
    assert printed
    return set(loaded.decode().split())


HEAVY = {"asyncio", "httpx2", "instructor", "jinja2", "openai", "pydantic", "rich", "sentencex", "sqlite3", "tenacity"}


def test_help_loads_neither_click_nor_a_command() -> None:
    loaded = modules_loaded_by("--help")
    ours = {name for name in loaded if name.startswith("summarizer.")}
    assert ours == {
        "summarizer.__main__",
        "summarizer.cli",
        "summarizer.cli.commands",
        "summarizer.cli.output",
        "summarizer.errors",
    }
    assert not loaded & {"click", "datetime", "importlib.metadata", "inspect", "logging", "pathlib", "shutil"}
    assert not loaded & HEAVY


@pytest.mark.parametrize(("command", "home"), [("batch", "briefs"), ("gold", "gold"), ("settings", "describe")])
def test_help_of_a_command_loads_that_command_alone(command: str, home: str) -> None:
    loaded = modules_loaded_by(command, "--help")
    homes = {f"summarizer.cli.{module}" for module in HOMES.values()}
    assert loaded & homes == {f"summarizer.cli.{home}"}
    assert not loaded & (HEAVY | {"importlib.metadata", "logging"})


def test_settings_loads_no_more_than_what_reads_them() -> None:
    assert not modules_loaded_by("settings") & (HEAVY - {"asyncio", "pydantic"})


@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_the_page_of_commands_is_shown_with_and_without_click(flag: str) -> None:
    with start(flag, program=("-m", "summarizer")) as process:
        printed, errors = process.communicate()
    assert (process.returncode, errors) == (0, b"")
    assert printed.decode() == PAGE == run(flag).stdout


def test_the_page_lists_every_command_and_each_can_be_loaded() -> None:
    listed = [line.split()[0] for line in PAGE.partition("Commands:\n")[2].partition("\n\n")[0].splitlines()]
    assert listed == sorted(HOMES) == cli.list_commands(click.Context(cli))
    assert [command_named(name).name for name in listed] == listed


def test_the_page_of_commands_ends_quietly_without_a_reader() -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    with os.fdopen(write_end, "wb") as nobody:
        finished = subprocess.run(
            [sys.executable, "-m", "summarizer", "--help"],
            env=environment(),
            stdout=nobody,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert (finished.returncode, finished.stderr) == (141, b"")
