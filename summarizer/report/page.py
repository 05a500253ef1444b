"""The page: one HTML file that needs nothing beside it and asks nobody for anything.

Its Content-Security-Policy allows the one style and the one script that it holds, by their hashes, and nothing
else; text from articles and models is escaped, or set as text by the script.
"""

from __future__ import annotations

import base64
import hashlib
import uuid
from contextlib import suppress
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from summarizer.errors import OutputError
from summarizer.evaluation.statistics import FEWEST_ARTICLES
from summarizer.report.data import data_of
from summarizer.report.tables import tables_of
from summarizer.scoring.score import SECTIONS
from summarizer.terminal import printable, shown_path

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from summarizer.evaluation.runs import Run

__all__ = ["render_report", "write_report"]

_HERE = files("summarizer.report")


def write_report(runs: Sequence[Run], folder: Path, yardstick: Run | None = None) -> Path:
    """Write the report on some runs. Whoever reads at the same time sees the old page or the new one.

    Args:
        runs: at least one; the others are compared with the first.
        folder: made if it is not there.
        yardstick: the run that the others' costs are set against, if there is one.

    Returns:
        The page, `index.html` in the folder.

    Raises:
        OutputError: it cannot be written.
        ValueError: there are no runs.
    """
    page = render_report(runs, yardstick).encode()
    path = folder / "index.html"
    draft = folder / f".{path.name}.{uuid.uuid4().hex}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(page)
        draft.replace(path)
    except OSError as error:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        message = f"the report {shown_path(path)} cannot be written: {error.strerror}"
        raise OutputError(message) from error
    return path


def render_report(runs: Sequence[Run], yardstick: Run | None = None) -> str:
    """The page as text.

    Raises:
        ValueError: there are no runs.
    """
    if not runs:
        raise ValueError("a report needs at least one run")
    style, script = _read("page.css"), _read("page.js")
    return (
        _environment()
        .get_template("page.html.j2")
        .render(
            policy=_policy(style, script),
            style=Markup(style),  # noqa: S704 -- the package's own
            script=Markup(script),  # noqa: S704 -- the package's own
            data=Markup(data_of(runs)),  # noqa: S704 -- escaped for a script element where it is made
            tables=tables_of(runs, yardstick),
            sections=SECTIONS,
            fewest=FEWEST_ARTICLES,
        )
    )


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src '{_hash_of(style)}'; script-src '{_hash_of(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
    )


def _hash_of(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _shown(value: object) -> object:
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(_read),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
