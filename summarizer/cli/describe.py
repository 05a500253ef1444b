"""The commands that describe: the form of a brief, and the settings in force."""

from __future__ import annotations

from pathlib import Path

import click

from summarizer.cli.options import KEYS, batch_flags, overrides, settings_flags
from summarizer.cli.output import emit

__all__ = ["schema", "settings"]

KINDS = ("news",)


@click.command(short_help="Print the JSON Schema of a brief.")
@click.argument("kind", type=click.Choice(KINDS))
@click.option("--section", metavar="NAME", help="Of this section alone.")
def schema(kind: str, section: str | None) -> None:
    """Print the JSON Schema of a KIND of brief, as `--format json` writes it."""
    import json

    from pydantic import TypeAdapter

    from summarizer.schemas.news import News
    from summarizer.terminal import escape_json

    model = {"news": News}[kind]
    field = model.model_fields.get(section or "")
    if section is None:
        document = model.model_json_schema(mode="serialization")
    elif field is not None and field.annotation is not None:
        document = TypeAdapter(field.annotation).json_schema(mode="serialization")
    else:
        message = f"{kind} has no section {section}; it has {', '.join(model.model_fields)}"
        raise click.UsageError(message, click.get_current_context())
    emit(f"{escape_json(json.dumps(document, indent=2, ensure_ascii=False))}\n")


@click.command(epilog=KEYS)
@batch_flags
@settings_flags
def settings(config: Path | None, **flags: object) -> None:
    """Print each setting in force and where it comes from."""
    from summarizer.settings import explain
    from summarizer.terminal import columns

    rows = explain(overrides(flags), config=config, given_by="flag")
    emit(columns(("name", "value", "from"), rows))
