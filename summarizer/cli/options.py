"""The flags that several commands take, and the settings that come of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summarizer.settings import Settings

__all__ = [
    "ARTICLES",
    "CONCURRENCY",
    "CONFIG",
    "KEYS",
    "RECORDINGS",
    "articles_of",
    "batch_flags",
    "load",
    "overrides",
    "path_option",
    "settings_flags",
]

KEYS = """\
A key is taken from OPENAI_API_KEY, from SUMMARIZER_API_KEY or from api_key in summarizer.toml; never from the
command line, where other users of the machine could read it. `summarizer settings` shows what is in force.
"""

FunctionT = TypeVar("FunctionT", bound=Callable[..., object])


def _choice(flag: str, values: str, text: str) -> Callable[[FunctionT], FunctionT]:
    return click.option(flag, type=click.Choice(values.split()), help=text)


def _integer(flag: str, text: str) -> Callable[[FunctionT], FunctionT]:
    return click.option(flag, type=int, metavar="N", help=text)


def path_option(flag: str, metavar: str, text: str) -> Callable[[FunctionT], FunctionT]:
    """A flag that takes a path."""
    return click.option(flag, type=click.Path(path_type=Path), metavar=metavar, help=text)


CONFIG = path_option("--config", "FILE", "Settings, instead of summarizer.toml.")
RECORDINGS = path_option("--recordings", "FOLDER", "Where recordings are.")
CONCURRENCY = _integer("--concurrency", "Articles at a time.")
GOLD = click.option(
    "--gold",
    default="evals/gold",
    show_default=True,
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="The gold.",
)
ARTICLES = click.option(
    "--articles", type=click.Path(path_type=Path), metavar="FOLDER", help="Its texts; beside the gold by default."
)


def articles_of(gold: Path, articles: Path | None) -> Path:
    """The folder of the articles: as given, else `articles` beside the folder of the gold."""
    return articles or gold.absolute().parent / "articles"


_SETTINGS_FLAGS = (
    click.option("--model", metavar="NAME", help='The model to ask; "extractive" for rules alone.'),
    click.option("--base-url", metavar="URL", help="An OpenAI-compatible server."),
    _choice("--mode", "json_schema tools json", "How answers are held to their schema."),
    _choice("--llm", "live record replay", "Ask; ask and record what has no recording; or only replay."),
    RECORDINGS,
    _choice("--profile", "hosted small", "The kind of model that the next five are for."),
    _integer("--window", "Characters of an article in one call."),
    _integer("--focus", "Characters asked about at a time."),
    _integer("--context", "Characters before these, given for context."),
    click.option("--ids-in-schema/--no-ids-in-schema", default=None, help="A schema a window, with its ids."),
    click.option("--ask", metavar="NAME", multiple=True, help="What to put to the model, not to rules; repeatable."),
    click.option("--temperature", type=float, metavar="T", help="0 to 2."),
    _integer("--max-output-tokens", "Limit on one answer."),
    _integer("--seed", "The server's random seed."),
    click.option("--timeout", type=float, metavar="SECONDS", help="For one request."),
    _integer("--retries", "After a transport error."),
    _integer("--reasks", "After an answer of the wrong shape."),
    click.option("--keep-chrome/--no-keep-chrome", default=None, help="Take menus and the like as article."),
    _integer("--max-bytes", "Size of the largest article taken."),
    click.option("--section", "sections", metavar="NAME", multiple=True, help="This one alone; repeatable."),
    CONFIG,
)


_BATCH_FLAGS = (
    CONCURRENCY,
    _integer("--processes", "Processes that make briefs, where one is not fast enough."),
    _choice("--via", "requests batch-api", "Request by request, or OpenAI's Batch API: half the price, within a day."),
    click.option("--poll", type=float, metavar="SECONDS", help="Between two looks at a batch, at first."),
    _integer("--requests-per-minute", "At most; the server's own limits are kept in any case."),
    _integer("--tokens-per-minute", "At most, in and out."),
    click.option("--budget", type=float, metavar="USD", help="Stop before FOLDER has cost more than this in all."),
    _integer("--budget-tokens", "Stop before FOLDER has taken more than this in all."),
    path_option("--prices", "FILE", "Prices, instead of the built-in table."),
    click.option("--patience", type=float, metavar="SECONDS", help="How long to wait for a server that is down."),
)


def batch_flags(command: FunctionT) -> FunctionT:
    """Give a command a flag for every setting that only a batch needs."""
    for option in reversed(_BATCH_FLAGS):
        command = option(command)
    return command


def settings_flags(command: FunctionT) -> FunctionT:
    """Give a command a flag for every setting."""
    for option in reversed(_SETTINGS_FLAGS):
        command = option(command)
    return command


def overrides(flags: Mapping[str, object]) -> dict[str, object]:
    """The flags that were given."""
    return {name: value for name, value in flags.items() if value not in (None, ())}


def load(config: Path | None, flags: Mapping[str, object]) -> Settings:
    """The settings in force, flags before all else."""
    from summarizer.settings import load_settings

    return load_settings(overrides(flags), config=config, given_by="flag")
