"""Settings: one frozen record, read in one place, each value with the place that it came from.

What is nearer to the call wins: arguments and flags, `SUMMARIZER_…` variables, OpenAI's own variables,
`summarizer.toml`, the profile's defaults, the defaults.
"""

from __future__ import annotations

import difflib
import os
import tomllib
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, NamedTuple, Self
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    StringConstraints,
    ValidationError,
    model_validator,
)
from pydantic_core import PydanticCustomError
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    NoDecode,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from summarizer.errors import NoModelError, SettingsError
from summarizer.profiles import PROFILES, Profile, is_at_home
from summarizer.terminal import shown_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = [
    "CONFIG_FILE",
    "EXTRACTIVE",
    "LlmSource",
    "Profile",
    "SettingInForce",
    "Settings",
    "StructuredMode",
    "Via",
    "describe",
    "explain",
    "load_settings",
    "require_model",
]

CONFIG_FILE = Path("summarizer.toml")
EXTRACTIVE = "extractive"

_PREFIX = "SUMMARIZER_"
_OPENAI_VARIABLES = {"api_key": "OPENAI_API_KEY", "base_url": "OPENAI_BASE_URL"}
_NEVER_SHOWN = frozenset({"api_key", "base_url"})
_SECTION_NAME = r"^[a-z][a-z0-9_]{0,39}$"

_FOUR_WAYS = (
    "there is no model to ask. Four ways on: --model NAME with a key in OPENAI_API_KEY; "
    "--model NAME --base-url URL for any OpenAI-compatible server; "
    "--llm replay --recordings FOLDER for answers recorded before; "
    f"--model {EXTRACTIVE} for rules alone, with no key and no server"
)
_NO_NAME = (
    "a key or an address is set, but not the model to ask there: name it with --model NAME, "
    "SUMMARIZER_MODEL, or model in summarizer.toml"
)


class StructuredMode(StrEnum):
    """How a server is made to hold its answers to their schema."""

    JSON_SCHEMA = "json_schema"
    TOOLS = "tools"
    JSON = "json"


class LlmSource(StrEnum):
    """Where a language model's answers come from."""

    LIVE = "live"
    RECORD = "record"
    """From a recording where there is one, else from the server, and recorded."""
    REPLAY = "replay"
    """From recordings only; never from the network."""


class Via(StrEnum):
    """How a batch reaches the server."""

    REQUESTS = "requests"
    BATCH_API = "batch-api"
    """OpenAI's Batch API: half the price, within a day."""


_HOSTED = PROFILES[Profile.HOSTED]


def _no_bool(value: object) -> object:
    if isinstance(value, bool):
        raise PydanticCustomError("number", "should be a number")
    return value


def _key(value: SecretStr) -> SecretStr:
    secret = value.get_secret_value().strip()
    if not secret or not all("!" <= character <= "~" for character in secret):
        raise PydanticCustomError("key", "should be printable ASCII without spaces")
    return SecretStr(secret)


def _address(value: str) -> str:
    try:
        parts = urlsplit(value)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable or not value.isprintable() or " " in value:
        raise PydanticCustomError("address", "should be an address such as http://localhost:8080/v1")
    return value


def _folder(value: Path) -> Path:
    if "\0" in str(value):
        raise PydanticCustomError("folder", "should be the path of a folder")
    try:
        return value.expanduser()
    except RuntimeError:
        return value


def _names(value: object) -> object:
    return [name.strip() for name in value.split(",") if name.strip()] if isinstance(value, str) else value


Count = Annotated[int, BeforeValidator(_no_bool), Field(ge=0)]
Positive = Annotated[int, BeforeValidator(_no_bool), Field(gt=0)]
Seconds = Annotated[float, BeforeValidator(_no_bool), Field(gt=0, allow_inf_nan=False)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Address = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(_address)]


class Settings(BaseModel):
    """Everything that can be set; lengths are in characters, times in seconds.

    Attributes:
        kind: the kind of brief.
        model: the model's name at its server, or "extractive" for rules alone.
        base_url: the address of an OpenAI-compatible server, or None for OpenAI's own.
        api_key: what the server is shown to be let in.
        mode: how answers are held to their schema.
        llm: whether answers come live, are recorded, or are replayed.
        recordings: the folder of recordings.
        profile: the kind of model, which sets the next five where they are not set; small where it is not set
            either and the address is of this machine.
        window: characters of an article in one call.
        focus: characters asked about at a time.
        context: characters before the focus, given for context.
        ids_in_schema: whether each window has a schema with its own ids.
        ask: what is put to the model; the rest is answered by rules.
        temperature: how freely the model chooses its words, 0 to 2.
        max_output_tokens: limit on one answer.
        seed: the server's random seed, or None.
        timeout: seconds for one request.
        retries: how often a request is sent again after a transport error.
        reasks: how often an answer of the wrong shape is asked for again; with 0, no item is asked about again either.
        max_wait: most seconds to wait between two tries of its own accord; a server's word is taken.
        patience: seconds for which a server that is down, or asks to be left alone, is waited for; None for a minute,
            and an hour in a batch.
        concurrency: articles at a time in a batch; bounds the requests in flight too.
        processes: how many processes make a batch's briefs; requests, limits and files stay in one.
        requests_per_minute: most requests in a minute, or None; the server's own limits are kept in any case.
        tokens_per_minute: most tokens in a minute, in and out, or None.
        budget: US dollars that may be spent, or None; in a batch, on its output folder in all.
        budget_tokens: tokens that may be spent, in and out, or None; as above.
        prices: a file of prices in the place of the built-in table, or None.
        via: whether a batch asks request by request or through OpenAI's Batch API.
        poll: seconds after which the Batch API is first asked how far a batch is; then more seldom, thirty times that.
        keep_chrome: whether chrome is treated as article.
        max_bytes: the size of the largest article taken.
        sections: the sections wanted; empty means all.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    kind: Annotated[str, Field(pattern=_SECTION_NAME)] = "news"
    model: Name | None = None
    base_url: Address | None = None
    api_key: Annotated[SecretStr, AfterValidator(_key)] | None = None
    mode: StructuredMode = StructuredMode.JSON_SCHEMA
    llm: LlmSource = LlmSource.LIVE
    recordings: Annotated[Path, AfterValidator(_folder)] = Path("recordings")
    profile: Profile = Profile.HOSTED
    window: Positive = _HOSTED.window
    focus: Positive = _HOSTED.focus
    context: Count = _HOSTED.context
    ids_in_schema: bool = _HOSTED.ids_in_schema
    ask: Annotated[tuple[Annotated[str, Field(pattern=_SECTION_NAME)], ...], NoDecode, BeforeValidator(_names)] = (
        _HOSTED.ask
    )
    temperature: Annotated[float, BeforeValidator(_no_bool), Field(ge=0, le=2)] = 0.0
    max_output_tokens: Positive = 2_000
    seed: Annotated[int, BeforeValidator(_no_bool)] | None = None
    timeout: Seconds = 120.0
    retries: Count = 4
    reasks: Count = 1
    max_wait: Annotated[float, BeforeValidator(_no_bool), Field(ge=0, allow_inf_nan=False)] = 60.0
    patience: Seconds | None = None
    concurrency: Positive = 4
    processes: Positive = 1
    requests_per_minute: Positive | None = None
    tokens_per_minute: Positive | None = None
    budget: Annotated[float, BeforeValidator(_no_bool), Field(ge=0, allow_inf_nan=False)] | None = None
    budget_tokens: Count | None = None
    prices: Annotated[Path, AfterValidator(_folder)] | None = None
    via: Via = Via.REQUESTS
    poll: Seconds = 10.0
    keep_chrome: bool = False
    max_bytes: Positive = 20_000_000
    sections: Annotated[
        tuple[Annotated[str, Field(pattern=_SECTION_NAME)], ...], NoDecode, BeforeValidator(_names)
    ] = ()

    @model_validator(mode="after")
    def _fill_in_the_profile(self) -> Self:
        # Into __dict__, so that what the profile sets does not count as set by whoever made the record.
        if "profile" not in self.model_fields_set and self.base_url and is_at_home(self.base_url):
            self.__dict__["profile"] = Profile.SMALL
        of_profile = asdict(PROFILES[self.profile]).items()
        self.__dict__.update((name, value) for name, value in of_profile if name not in self.model_fields_set)
        return self


class SettingInForce(NamedTuple):
    """One setting as it is printed: its name, its value with nothing secret in it, where it came from."""

    name: str
    value: str
    origin: str


class _Given(NamedTuple):
    value: object
    origin: str


GivenBy = Literal["argument", "flag"]


def load_settings(
    overrides: Mapping[str, object] | None = None,
    *,
    config: Path | None = None,
    environ: Mapping[str, str] | None = None,
    given_by: GivenBy = "argument",
) -> Settings:
    """The settings in force.

    Args:
        overrides: values by field name, nearest to the call; None stands for "not given".
        config: a settings file, which must be there; without it `summarizer.toml` here, if there is one.
        environ: environment variables, by default the process's own; empty ones count as not set.
        given_by: what `overrides` are called in messages.

    Raises:
        SettingsError: in one line, which setting cannot be used, where it came from and what would be right.
    """
    return _validated(_gather(overrides or {}, config, environ, given_by))


def explain(
    overrides: Mapping[str, object] | None = None,
    *,
    config: Path | None = None,
    environ: Mapping[str, str] | None = None,
    given_by: GivenBy = "argument",
) -> tuple[SettingInForce, ...]:
    """Every setting with its value and where it came from; arguments and errors as in `load_settings`."""
    given = _gather(overrides or {}, config, environ, given_by)
    settings = _validated(given)
    of_profile = asdict(PROFILES[settings.profile])
    lines = []
    for name, value in settings:
        origin = f"profile {settings.profile}" if name in of_profile else "default"
        origin = "the address is of this machine" if name == "profile" and value is Profile.SMALL else origin
        origin = given[name].origin if name in given else origin
        lines.append(SettingInForce(name, _shown(value), origin))
    return tuple(lines)


def describe(settings: Settings) -> dict[str, str]:
    """Every setting's value as it is printed: nothing secret in it, the home folder as `~`."""
    return {name: _shown(value) for name, value in settings}


def require_model(settings: Settings) -> None:
    """Check that the settings say which model to ask.

    Raises:
        NoModelError: neither key, address, recordings nor "extractive"; the message names the four ways on.
        SettingsError: a key or an address, but no model's name.
    """
    if settings.model == EXTRACTIVE or settings.llm is LlmSource.REPLAY:
        return
    if settings.api_key is None and settings.base_url is None:
        raise NoModelError(_FOUR_WAYS)
    if settings.model is None:
        raise SettingsError(_NO_NAME)


class _Sources(BaseSettings, Settings):
    """`Settings` as pydantic-settings' readers want it; never built."""

    model_config: ClassVar[SettingsConfigDict] = SettingsConfigDict(env_prefix=_PREFIX)


class _Environment(EnvSettingsSource):
    def __init__(self, environ: Mapping[str, str]) -> None:
        super().__init__(_Sources)
        self.env_vars = {name.lower(): value for name, value in environ.items() if value}


def _gather(
    overrides: Mapping[str, object], config: Path | None, environ: Mapping[str, str] | None, given_by: GivenBy
) -> dict[str, _Given]:
    """What was given for each setting, from the place nearest to the call."""
    variables = os.environ if environ is None else environ
    path = config or CONFIG_FILE
    from_file = _read_file(path, required=config is not None)
    _refuse_unknown(from_file, f"file {shown_path(path)}")
    _refuse_unknown(overrides, given_by)
    given = {name: _Given(value, f"file {shown_path(path)}") for name, value in from_file.items()}
    for name, variable in _OPENAI_VARIABLES.items():
        if variables.get(variable):
            given[name] = _Given(variables[variable], f"environment variable {variable}")
    for name, value in _Environment(variables)().items():
        given[name] = _Given(value, f"environment variable {_PREFIX}{name.upper()}")
    for name, value in overrides.items():
        if value is not None:
            given[name] = _Given(value, _flag(name) if given_by == "flag" else given_by)
    return given


def _flag(name: str) -> str:
    return "flag --" + {"sections": "section"}.get(name, name).replace("_", "-")


def _read_file(path: Path, *, required: bool) -> dict[str, object]:
    where = f"file {shown_path(path)}"
    try:
        if path.is_file():
            return TomlConfigSettingsSource(_Sources, path).toml_data
    except OSError as error:
        raise SettingsError(f"{where} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{where} is not UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{where} is not TOML: {error}") from error
    if required:
        raise SettingsError(f"{where} is not there")
    return {}


def _refuse_unknown(names: Iterable[str], where: str) -> None:
    known = list(Settings.model_fields)
    for name in names:
        if name not in known:
            close = difflib.get_close_matches(name, known, n=1)
            hint = f"did you mean {close[0]}?" if close else "`summarizer settings` lists them all"
            raise SettingsError(f"{where}: there is no setting {name[:40]!r}; {hint}")


def _validated(given: Mapping[str, _Given]) -> Settings:
    try:
        return Settings.model_validate({name: value for name, (value, _) in given.items()})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = str(first["loc"][0])
        wanted = first["msg"].removeprefix("Input ").removeprefix("String ")
        was = "" if name in _NEVER_SHOWN else f", not {_short(first['input'])}"
        raise SettingsError(f"{name} ({given[name].origin}) {wanted}{was}") from None


def _short(value: object) -> str:
    text = ascii(value)
    return text if len(text) <= 40 else f"{text[:37]}..."


def _shown(value: object) -> str:
    """A setting's value on one line, with nothing secret in it."""
    if value is None:
        return "not set"
    if isinstance(value, SecretStr):
        return "set, not shown"
    if isinstance(value, tuple):
        return ", ".join(value) or "all"
    if isinstance(value, Path):
        return shown_path(value)
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return _without_credentials(text) if "://" in text else text


def _without_credentials(address: str) -> str:
    parts = urlsplit(address)
    user, _, host = parts.netloc.rpartition("@")
    host = f"…@{host}" if user else host
    return parts._replace(netloc=host, query="…" if parts.query else "", fragment="").geturl()
