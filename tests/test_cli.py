from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Self

import click
import pytest
from click.testing import CliRunner, Result

from summarizer.cli import cli
from summarizer.errors import ModelError, SettingsError
from summarizer.recording.store import RecordedArticle, RecordedResponse, Recording, RecordingStore, key_of
from summarizer.settings import LlmSource, Profile, Settings, StructuredMode, load_settings

if TYPE_CHECKING:
    from summarizer.article import Article

ROOT = Path(__file__).parents[1]


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
            ["batch", "large.txt", "--out", "empty.txt"],
            4,
            "summarizer: empty.txt cannot be written: File exists\n",
        ),
        (["batch", "section.txt", "--out", "out"], 2, "summarizer: there is no section x\n"),
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


def test_batch_writes_a_folder_and_prints_nothing_on_standard_output() -> None:
    write(b="B", a="A")
    result = run("batch", "b.txt", "a.txt", "-", "--out", "out", "--markdown", stdin="C")
    assert (result.exit_code, result.stdout) == (0, "")
    assert [line["text"] for line in lines("out/briefs.jsonl")] == ["B", "A", "C"]
    assert [line["source"] for line in lines("out/articles.jsonl")] == ["b.txt", "a.txt", "-"]
    assert lines("out/failures.jsonl") == []
    assert sorted(path.name for path in Path("out").glob("*.md")) == ["a.md", "b.md", "stdin.md"]
    assert result.stderr == "[1/3] b.txt\n[2/3] a.txt\n[3/3] -\n3 of 3 briefs in out\n"


def test_batch_writes_no_markdown_unless_asked() -> None:
    write(a="A")
    run("batch", "a.txt", "--out", "out")
    assert not list(Path("out").glob("*.md"))


def test_failures_in_a_batch_are_counted_written_and_told_by_the_exit_status() -> None:
    write(a="A", fail="fail")
    result = run("batch", "a.txt", "fail.txt", "absent.txt", "-", "--out", "out", "--concurrency", "1", stdin="")
    assert result.exit_code == 1
    assert [(line["source"], line["error"]) for line in lines("out/failures.jsonl")] == [
        ("fail.txt", "ModelError"),
        ("absent.txt", "MissingArticleError"),
        ("-", "EmptyArticleError"),
    ]
    assert "[2/4] failed: fail.txt: the server is down\n" in result.stderr
    assert result.stderr.endswith("1 of 4 briefs in out, 3 failed: see out/failures.jsonl\n")


def test_a_batch_of_which_nothing_is_done_has_the_status_of_a_failure() -> None:
    write(fail="fail")
    assert run("batch", "fail.txt", "--out", "out").exit_code == 3


def test_an_interrupted_batch_says_what_is_kept() -> None:
    write(a="A", interrupt="interrupt")
    result = run("batch", "a.txt", "interrupt.txt", "--out", "out", "--concurrency", "1")
    assert result.exit_code == 130
    assert result.stderr.splitlines()[-1].startswith("summarizer: interrupted: ")
    assert result.stderr.splitlines()[-1].endswith("of 2 briefs are done, in out")


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
    assert run("batch", "a.txt", "--out", "out", "--concurrency", "9", *flags.split(), fake=fake).exit_code == 0
    assert fake.settings == load_settings({**dict(expected), "concurrency": 9}, environ={})


def test_flags_offer_what_the_settings_take() -> None:
    offered = {option.name: option.type for option in cli.commands["brief"].params}
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


def test_ctrl_c_ends_a_batch_cleanly_and_keeps_what_is_done() -> None:
    write(slow="wait", b="B", c="C")
    process = start("batch", "slow.txt", "b.txt", "c.txt", "--out", "out")
    with process:
        assert process.stderr is not None
        assert [process.stderr.readline() for _ in "bc"] == [b"[1/3] b.txt\n", b"[2/3] c.txt\n"]
        process.send_signal(signal.SIGINT)
        rest = process.stderr.read()
    assert process.returncode == 130
    assert rest == b"summarizer: interrupted: 2 of 3 briefs are done, in out\n"
    assert [line["text"] for line in lines("out/briefs.jsonl")] == ["B", "C"]


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


def test_help_imports_nothing_heavy() -> None:
    with start("--help", program=("-X", "importtime", "-m", "summarizer")) as process:
        printed, imported = process.communicate()
    assert printed.startswith(b"Usage: summarizer ")
    names = {line.rpartition("|")[2].strip().partition(".")[0] for line in imported.decode().splitlines()}
    assert "click" in names
    assert not names & {"pydantic", "rich", "openai", "instructor", "jinja2", "asyncio", "tenacity", "httpx2"}
