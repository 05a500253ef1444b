"""Gold files: YAML on disk, labels in memory."""

from __future__ import annotations

import difflib
import hashlib
import json
from typing import TYPE_CHECKING

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from summarizer.errors import GoldError, OutputError
from summarizer.gold.labels import GoldArticle, GoldItem
from summarizer.terminal import shown_path

if TYPE_CHECKING:
    from pathlib import Path

    from summarizer.schemas.spans import Record

__all__ = [
    "SCHEMA_FILE",
    "find_gold",
    "gold_schema",
    "read_article_of",
    "read_gold",
    "schema_problem",
    "start_gold",
    "write_schema",
]

_EMPTY = """\
# yaml-language-server: $schema={schema}
article: {name}
sha256: {sha256}
labelled_by: [your name]

about:
  title:
  publisher:
  authors: []
  published:

chrome: []

entities: []

dates: []

statements: []

events: []

figures: []

references: []

disputes: []

summary:
  facts: []
  forbidden: []
"""

SCHEMA_FILE = "schema.json"
"""Where the JSON Schema of gold files is kept, beside them."""


def find_gold(folder: Path) -> tuple[Path, ...]:
    """The gold files in a folder, sorted by name; those in folders below it are not gold.

    Raises:
        GoldError: there is none.
    """
    found = tuple(sorted(folder.glob("*.yaml")))
    if not found:
        raise GoldError(f"there is no gold (*.yaml) in {shown_path(folder)}")
    return found


def read_gold(path: Path) -> GoldArticle:
    """Read the labels of one article.

    Raises:
        GoldError: the file cannot be read, is no YAML, or does not have the form of gold.
    """
    try:
        data: object = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{shown_path(path)}: cannot be read: {error}") from error
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise GoldError(f"{shown_path(path)}, line {line}: {error.problem or 'not YAML'}") from error
    except (YAMLError, ValueError, RecursionError) as error:
        raise GoldError(f"{shown_path(path)}: not YAML: {error}") from error
    try:
        return GoldArticle.model_validate(data)
    except ValidationError as error:
        raise GoldError("\n".join(_complaints(path, data, error))) from None


def _complaints(path: Path, data: object, error: ValidationError) -> list[str]:
    """One complaint a place, the items named by their ids."""
    found: dict[str, str] = {}
    for problem in error.errors(include_url=False):
        steps, where = problem["loc"], _where(data, problem["loc"])
        message = problem["msg"]
        if problem["type"] == "extra_forbidden":
            known = difflib.get_close_matches(str(steps[-1]), _FIELDS, n=1)
            message = f"there is no such field{f'; did you mean {known[0]}?' if known else ''}"
        elif problem["type"] == "missing":
            message = "is not there; an empty section is []"
        elif problem["type"] == "tuple_type":
            message = "is a list: write it in [ ]"
        elif problem["type"] == "string_type":
            message = "is text: write it in quotation marks"
        found.setdefault(where, message)
    return [f"{shown_path(path)}: {where}: {message}" for where, message in found.items()]


_MODELS: tuple[type[Record], ...] = (GoldArticle, *GoldItem.__subclasses__())
_FIELDS = sorted({name for model in _MODELS for name in model.model_fields})


def _where(data: object, steps: tuple[int | str, ...]) -> str:
    """The place of a complaint: the keys and numbers that lead there, an item by its id if it has one."""
    shown: list[str] = []
    for step in steps:
        if isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
            shown.append(str(data.get("id", step + 1)) if isinstance(data, dict) else str(step + 1))
        elif isinstance(data, dict) and step in data:
            data = data[step]
            shown.append(str(step))
        elif not isinstance(data, (list, dict)):
            break
        else:
            shown.append(str(step))
            break
    return "/".join(shown) or "file"


def read_article_of(gold: GoldArticle, articles: Path) -> str:
    """The text of the article that labels are of.

    Args:
        gold: the labels.
        articles: the folder of the articles (`<name>.txt`, UTF-8).

    Raises:
        GoldError: the article is not there, or cannot be read.
    """
    path = articles / f"{gold.article}.txt"
    try:
        return path.read_bytes().decode()
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{gold.article}: its article {shown_path(path)} cannot be read: {error}") from error


def start_gold(name: str, folder: Path, articles: Path) -> Path:
    """Write a gold file with every section empty, for an article that has none.

    Raises:
        GoldError: there is no such article, or it has gold already.
        OutputError: it cannot be written.
    """
    path, article = folder / f"{name}.yaml", articles / f"{name}.txt"
    if path.exists():
        raise GoldError(f"{shown_path(path)} is there already")
    try:
        digest = hashlib.sha256(article.read_bytes()).hexdigest()
    except OSError as error:
        raise GoldError(f"there is no article {shown_path(article)}") from error
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_EMPTY.format(schema=SCHEMA_FILE, name=name, sha256=digest), encoding="utf-8")
        write_schema(folder)
    except OSError as error:
        raise OutputError(f"{shown_path(path)} cannot be written: {error.strerror}") from error
    return path


def schema_problem(folder: Path) -> str | None:
    """What is the matter with the JSON Schema beside the gold, or None."""
    path = folder / SCHEMA_FILE
    try:
        current = path.read_text(encoding="utf-8")
    except OSError:
        return f"{SCHEMA_FILE}: not there; `summarizer gold schema` writes it"
    return None if current == gold_schema() else f"{SCHEMA_FILE}: out of date; `summarizer gold schema` writes it anew"


def write_schema(folder: Path) -> Path:
    """Write the JSON Schema of gold files beside them.

    Raises:
        OutputError: it cannot be written.
    """
    path = folder / SCHEMA_FILE
    try:
        path.write_text(gold_schema(), encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{shown_path(path)} cannot be written: {error.strerror}") from error
    return path


def gold_schema() -> str:
    """The JSON Schema of gold files, by which editors complete and check them."""
    schema = GoldArticle.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
