"""Gold files: YAML on disk, labels in memory."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from summarizer.errors import GoldError, OutputError
from summarizer.gold.labels import GoldArticle
from summarizer.terminal import shown_path

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["SCHEMA_FILE", "find_gold", "gold_schema", "read_article_of", "read_gold", "schema_problem", "write_schema"]

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
        raise GoldError("\n".join(_complaints(path, error))) from None


def _complaints(path: Path, error: ValidationError) -> list[str]:
    return [
        f"{shown_path(path)}: {'.'.join(map(str, problem['loc'])) or 'file'}: {problem['msg']}"
        for problem in error.errors(include_url=False)
    ]


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
