from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings, strategies
from pydantic import ValidationError

from summarizer.errors import NoModelError, SettingsError
from summarizer.profiles import QUESTIONS
from summarizer.settings import (
    LlmSource,
    Profile,
    Settings,
    StructuredMode,
    explain,
    load_settings,
    require_model,
)

KEY = "sk-proj-0123456789abcdef"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(text: str, name: str = "summarizer.toml") -> Path:
    path = Path(name)
    path.write_text(text, encoding="utf-8")
    return path


def test_nothing_said_gives_the_defaults_of_hosted_models() -> None:
    settings = load_settings(environ={})
    assert settings == Settings()
    assert (settings.kind, settings.model, settings.base_url, settings.api_key) == ("news", None, None, None)
    assert (settings.window, settings.focus, settings.context) == (24_000, 24_000, 4_000)
    assert not settings.ids_in_schema
    assert settings.recordings == Path("recordings")
    assert settings.sections == ()
    assert settings.ask == QUESTIONS


AT_HOME = [
    "http://127.0.0.1:8080/v1",
    "http://127.9.9.9/v1",
    "http://localhost:8080/v1",
    "https://LOCALHOST/v1",
    "http://me:key@localhost:8080/v1",
    "http://model.localhost/v1",
    "http://[::1]:8080/v1",
]
ELSEWHERE = [
    "https://api.example.com/v1",
    "http://localhost.example.com/v1",
    "http://notlocalhost/v1",
    "http://example.com:80/127.0.0.1",
    "http://127.0.0.1@example.com/v1",
    "http://192.168.0.7:8080/v1",
    "http://0.0.0.0:8080/v1",
    "http://[2001:db8::1]/v1",
    "http://model.local/v1",
]


@pytest.mark.parametrize("address", AT_HOME)
def test_a_model_on_this_machine_is_a_small_one_unless_it_is_said_otherwise(address: str) -> None:
    settings = load_settings({"base_url": address}, environ={})
    assert settings.profile is Profile.SMALL
    assert (settings.window, settings.focus, settings.context, settings.ids_in_schema) == (8_000, 500, 800, True)
    assert settings.ask == ("speakers", "entities", "figures")
    hosted = load_settings({"base_url": address, "profile": "hosted"}, environ={})
    assert (hosted.profile, hosted.window, hosted.ask) == (Profile.HOSTED, 24_000, QUESTIONS)


@pytest.mark.parametrize("address", ELSEWHERE)
def test_a_model_anywhere_else_is_a_hosted_one(address: str) -> None:
    settings = load_settings({"base_url": address}, environ={})
    assert (settings.profile, settings.ask, settings.ids_in_schema) == (Profile.HOSTED, QUESTIONS, False)


@pytest.mark.parametrize("place", ["call", "environment", "file", "openai"])
def test_it_is_told_that_the_address_of_this_machine_made_the_profile(place: str) -> None:
    address = "http://localhost:8080/v1"
    if place == "file":
        write(f'base_url = "{address}"')
    variable = {"environment": "SUMMARIZER_BASE_URL", "openai": "OPENAI_BASE_URL"}.get(place)
    overrides = {"base_url": address} if place == "call" else {}
    lines = explain(overrides, environ={variable: address} if variable else {})
    told = {line.name: (line.value, line.origin) for line in lines}
    assert told["profile"] == ("small", "the address is of this machine")
    assert told["focus"] == ("500", "profile small")
    assert told["ask"] == ("speakers, entities, figures", "profile small")
    given = explain({**overrides, "profile": "small"}, environ={}, given_by="flag")
    assert {line.name: line.origin for line in given}["profile"] == "flag --profile"


def test_a_copy_of_settings_keeps_what_the_address_made_of_them() -> None:
    settings = Settings(model="m", base_url="http://localhost:1/v1")
    again = load_settings({**settings.model_dump(exclude_unset=True), "seed": 3}, environ={})
    assert (again.profile, again.focus) == (Profile.SMALL, 500)


def test_what_is_asked_is_a_list_like_the_sections() -> None:
    assert load_settings(environ={"SUMMARIZER_ASK": "summary, events"}).ask == ("summary", "events")
    write('ask = ["figures"]')
    assert load_settings(environ={}).ask == ("figures",)
    assert load_settings({"profile": "small", "ask": ("summary",)}, environ={}).ask == ("summary",)
    with pytest.raises(SettingsError, match=r"^ask \(argument\) should"):
        load_settings({"ask": ("No Name",)}, environ={})


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        Settings().window = 3  # type: ignore[misc]


def test_the_nearest_place_wins_one_after_the_other() -> None:
    everywhere = {"SUMMARIZER_BASE_URL": "http://own/v1", "OPENAI_BASE_URL": "http://openai/v1"}
    write('base_url = "http://file/v1"')
    given_in_call = load_settings({"base_url": "http://call/v1"}, environ=everywhere)
    assert given_in_call.base_url == "http://call/v1"
    assert load_settings(environ=everywhere).base_url == "http://own/v1"
    del everywhere["SUMMARIZER_BASE_URL"]
    assert load_settings(environ=everywhere).base_url == "http://openai/v1"
    assert load_settings(environ={}).base_url == "http://file/v1"


def test_none_as_an_override_stands_for_not_given() -> None:
    assert load_settings({"model": None}, environ={"SUMMARIZER_MODEL": "a"}).model == "a"


def test_the_process_environment_is_read_where_no_other_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUMMARIZER_TIMEOUT", "7.5")
    assert load_settings().timeout == 7.5


def test_an_empty_variable_counts_as_not_set() -> None:
    environ = {"SUMMARIZER_MODEL": "", "OPENAI_API_KEY": "", "OPENAI_BASE_URL": ""}
    assert load_settings(environ=environ) == Settings()


@pytest.mark.parametrize("place", ["call", "environment", "file"])
def test_a_profile_sets_what_is_not_set_wherever_it_is_named(place: str) -> None:
    if place == "file":
        write('profile = "small"\nfocus = 700')
    environ = {"SUMMARIZER_PROFILE": "small", "SUMMARIZER_FOCUS": "700"} if place == "environment" else {}
    overrides = {"profile": "small", "focus": 700} if place == "call" else {}
    settings = load_settings(overrides, environ=environ)
    assert (settings.window, settings.focus, settings.context) == (8_000, 700, 800)
    assert settings.ids_in_schema


def test_a_profile_works_for_settings_built_by_hand() -> None:
    assert Settings(profile=Profile.SMALL).window == 8_000
    assert Settings(profile=Profile.SMALL, window=10).window == 10


def test_what_a_profile_sets_does_not_count_as_set() -> None:
    settings = Settings(profile=Profile.SMALL, focus=600)
    assert settings.model_dump(exclude_unset=True) == {"profile": Profile.SMALL, "focus": 600}


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("mode", "tools", StructuredMode.TOOLS),
        ("llm", "replay", LlmSource.REPLAY),
        ("seed", "-1", -1),
        ("seed", "7", 7),
        ("temperature", "0.7", 0.7),
        ("retries", "0", 0),
        ("context", "0", 0),
        ("keep_chrome", "true", True),
        ("ids_in_schema", "1", True),
        ("recordings", "kept/here", Path("kept/here")),
        ("sections", "statements", ("statements",)),
        ("sections", " statements, figures ,", ("statements", "figures")),
        ("model", "  qwen  ", "qwen"),
        ("base_url", "http://[::1]:8080/v1", "http://[::1]:8080/v1"),
    ],
)
def test_a_variable_is_read_as_what_it_stands_for(name: str, text: str, value: object) -> None:
    settings = load_settings(environ={f"SUMMARIZER_{name.upper()}": text})
    assert getattr(settings, name) == value


def test_a_key_is_stripped_and_never_shows_in_a_repr() -> None:
    settings = load_settings(environ={"OPENAI_API_KEY": f"{KEY}\n"})
    assert settings.api_key is not None
    assert settings.api_key.get_secret_value() == KEY
    assert KEY not in repr(settings)
    assert KEY not in str(settings.model_dump())


def test_the_file_may_hold_lists_numbers_and_truth_values() -> None:
    write('sections = ["figures", "events"]\ntimeout = 5\nkeep_chrome = true\napi_key = "abc"')
    settings = load_settings(environ={})
    assert settings.sections == ("figures", "events")
    assert settings.timeout == 5
    assert settings.keep_chrome
    assert settings.api_key is not None


def test_a_file_named_in_the_call_is_read_instead_of_the_one_here() -> None:
    write('model = "here"')
    assert load_settings(config=write('model = "there"', "other.toml"), environ={}).model == "there"


@pytest.mark.parametrize(
    ("overrides", "message"),
    [
        ({"timeout": 0}, "timeout (argument) should be greater than 0, not 0"),
        ({"timeout": float("inf")}, "timeout (argument) should be a finite number, not inf"),
        ({"window": 0}, "window (argument) should be greater than 0, not 0"),
        ({"window": True}, "window (argument) should be a number, not True"),
        ({"context": -1}, "context (argument) should be greater than or equal to 0, not -1"),
        ({"retries": "many"}, "retries (argument) should be a valid integer, unable to parse string"),
        ({"temperature": 2.5}, "temperature (argument) should be less than or equal to 2, not 2.5"),
        ({"concurrency": 0}, "concurrency (argument) should be greater than 0, not 0"),
        ({"mode": "xml"}, "mode (argument) should be 'json_schema', 'tools' or 'json', not 'xml'"),
        ({"profile": "tiny"}, "profile (argument) should be 'hosted' or 'small', not 'tiny'"),
        ({"model": " "}, "model (argument) should have at least 1 character"),
        ({"model": "x" * 201}, "model (argument) should have at most 200 characters, not 'xxx"),
        ({"kind": "../news"}, "kind (argument) should match pattern"),
        ({"sections": "../x"}, "sections (argument) should match pattern"),
        ({"sections": [3]}, "sections (argument) should be a valid string, not 3"),
        ({"recordings": "a\0b"}, "recordings (argument) should be the path of a folder, not 'a\\x00b'"),
        ({"modell": "x"}, "argument: there is no setting 'modell'; did you mean model?"),
        ({"zzz": "x"}, "argument: there is no setting 'zzz'; `summarizer settings` lists them all"),
    ],
)
def test_what_cannot_be_used_is_named_with_its_place_and_what_would_be_right(
    overrides: dict[str, object], message: str
) -> None:
    with pytest.raises(SettingsError) as raised:
        load_settings(overrides, environ={})
    assert str(raised.value).startswith(message)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    "address",
    [
        "localhost:8080",
        "ftp://x/v1",
        "http://",
        "http://x:99999/",
        "http://[::1/",
        "http://a b/",
        "http://x/\x1b",
    ],
)
def test_an_address_that_is_none_is_refused_without_being_shown(address: str) -> None:
    with pytest.raises(SettingsError, match=r"^base_url \(environment variable OPENAI_BASE_URL\) should") as raised:
        load_settings(environ={"OPENAI_BASE_URL": address})
    assert ", not " not in str(raised.value)


@pytest.mark.parametrize("key", ["two words secret", "sécret", "a\nsecret", "   "])
def test_a_key_that_no_header_can_hold_is_refused_without_being_shown(key: str) -> None:
    with pytest.raises(SettingsError, match=r"^api_key \(environment variable SUMMARIZER_API_KEY\)") as raised:
        load_settings(environ={"SUMMARIZER_API_KEY": key})
    error: BaseException | None = raised.value
    while error is not None:
        assert "secret" not in str(error)
        error = error.__context__ if not isinstance(error.__context__, ValidationError) else None


def test_flags_are_named_as_they_are_written() -> None:
    with pytest.raises(SettingsError, match=r"^max_output_tokens \(flag --max-output-tokens\)"):
        load_settings({"max_output_tokens": 0}, environ={}, given_by="flag")
    with pytest.raises(SettingsError, match=r"^sections \(flag --section\)"):
        load_settings({"sections": ("A",)}, environ={}, given_by="flag")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'modle = "x"', "there is no setting 'modle'; did you mean mod"),
        (b"[news]\nwindow = 3", "there is no setting 'news'"),
        (b"model = ", "is not TOML: "),
        (b'model = "\xff"', "is not UTF-8"),
        (b"timeout = -1", "should be greater than 0, not -1"),
        (b"model = 3", "should be a valid string, not 3"),
        (b"recordings = 3", "not 3"),
    ],
)
def test_what_is_wrong_in_the_file_names_the_file(content: bytes, message: str) -> None:
    Path("summarizer.toml").write_bytes(content)
    with pytest.raises(SettingsError, match=r"file summarizer\.toml") as raised:
        load_settings(environ={})
    assert message in str(raised.value)


def test_a_file_that_was_asked_for_must_be_there() -> None:
    with pytest.raises(SettingsError, match=r"file absent\.toml is not there"):
        load_settings(config=Path("absent.toml"), environ={})


def test_a_file_that_cannot_be_read_is_an_error_that_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    path = write("timeout = 3")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(SettingsError, match=r"file summarizer\.toml cannot be read: Permission denied"):
        load_settings(config=path, environ={})


def test_each_setting_is_explained_by_the_place_it_comes_from() -> None:
    write("timeout = 9")
    environ = {"OPENAI_API_KEY": KEY, "SUMMARIZER_PROFILE": "small", "SUMMARIZER_KEEP_CHROME": "yes"}
    lines = {
        line.name: (line.value, line.origin)
        for line in explain({"sections": ("figures",), "focus": 9}, environ=environ, given_by="flag")
    }
    assert lines["timeout"] == ("9.0", "file summarizer.toml")
    assert lines["api_key"] == ("set, not shown", "environment variable OPENAI_API_KEY")
    assert lines["keep_chrome"] == ("true", "environment variable SUMMARIZER_KEEP_CHROME")
    assert lines["profile"] == ("small", "environment variable SUMMARIZER_PROFILE")
    assert lines["window"] == ("8000", "profile small")
    assert lines["focus"] == ("9", "flag --focus")
    assert lines["sections"] == ("figures", "flag --section")
    assert lines["seed"] == ("not set", "default")
    assert lines["recordings"] == ("recordings", "default")
    assert set(lines) == set(Settings.model_fields)


def test_what_is_explained_holds_neither_credentials_nor_the_home_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    config = tmp_path / "mine.toml"
    config.write_text('recordings = "~/kept"\nbase_url = "https://me:pass@host:8/v1?api-key=hidden"')
    lines = explain(config=config, environ={"OPENAI_API_KEY": KEY})
    values = {line.name: line.value for line in lines}
    assert values["recordings"] == "~/kept"
    assert values["base_url"] == "https://…@host:8/v1?…"
    assert {line.origin for line in lines} >= {"file ~/mine.toml"}
    for hidden in (KEY, "pass", "hidden", str(tmp_path)):
        assert not any(hidden in part for line in lines for part in line)
    assert load_settings(config=config, environ={}).recordings == tmp_path / "kept"


def test_an_address_without_credentials_is_shown_as_it_is() -> None:
    lines = explain({"base_url": "http://localhost:8080/v1"}, environ={})
    assert {line.name: line.value for line in lines}["base_url"] == "http://localhost:8080/v1"


def test_a_home_that_is_unknown_leaves_the_path_alone() -> None:
    assert load_settings({"recordings": "~nobody-here/x"}, environ={}).recordings == Path("~nobody-here/x")


@pytest.mark.parametrize(
    "overrides",
    [
        {"model": "extractive"},
        {"llm": "replay"},
        {"model": "m", "api_key": KEY},
        {"model": "m", "base_url": "http://localhost:1/v1"},
        {"model": "m", "base_url": "http://localhost:1/v1", "llm": "record"},
    ],
)
def test_a_model_that_can_be_asked_is_enough(overrides: dict[str, object]) -> None:
    require_model(load_settings(overrides, environ={}))


@pytest.mark.parametrize("overrides", [{}, {"model": "m"}, {"llm": "record"}])
def test_without_a_model_the_error_names_the_four_ways_on(overrides: dict[str, object]) -> None:
    with pytest.raises(NoModelError) as raised:
        require_model(load_settings(overrides, environ={}))
    for way in ("OPENAI_API_KEY", "--base-url", "--llm replay", "--model extractive"):
        assert way in str(raised.value)


@pytest.mark.parametrize("overrides", [{"api_key": KEY}, {"base_url": "http://localhost:1/v1"}])
def test_a_place_to_ask_without_a_model_s_name_asks_for_the_name(overrides: dict[str, object]) -> None:
    with pytest.raises(SettingsError, match="--model NAME") as raised:
        require_model(load_settings(overrides, environ={}))
    assert not isinstance(raised.value, NoModelError)
    assert KEY not in str(raised.value)


@settings(max_examples=100, deadline=None)
@given(strategies.sampled_from(sorted(Settings.model_fields)), strategies.text(min_size=1))
def test_any_text_in_a_variable_is_read_or_refused_in_one_line(name: str, text: str) -> None:
    problem = ""
    try:
        load_settings(environ={f"SUMMARIZER_{name.upper()}": text})
    except SettingsError as error:
        problem = str(error)
    assert not problem or (problem.startswith(f"{name} (environment variable ") and problem.isprintable())
