"""The command line: arguments in, results on standard output, all else on standard error, an exit status.

What commands need is imported as they run: `--help` must not pay for it.
"""

from __future__ import annotations

import click

from summarizer.cli.briefs import batch, brief
from summarizer.cli.describe import schema, settings
from summarizer.cli.gold import gold
from summarizer.cli.output import STATUSES, Commands, emit, one_line_errors
from summarizer.cli.recordings import impact, recordings
from summarizer.cli.scores import score

__all__ = ["cli"]


def show_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 -- as click calls it
    if not wanted or ctx.resilient_parsing:
        return
    from importlib.metadata import PackageNotFoundError, version

    try:
        installed = version("summarizer")
    except PackageNotFoundError:
        installed = "(not installed)"
    with one_line_errors():
        emit(f"summarizer {installed}\n")
    ctx.exit()


@click.group(
    "summarizer",
    cls=Commands,
    epilog=STATUSES,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=show_version, help="Show it.")
def cli() -> None:
    """News articles in, briefs out that can be checked: every fact points at where it comes from."""


for _command in (brief, batch, score, gold, impact, recordings, schema, settings):
    cli.add_command(_command)
