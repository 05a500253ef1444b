"""The command `summarizer` itself: each command under it is loaded when it is named."""

from __future__ import annotations

from importlib import import_module

import click

from summarizer.cli.commands import HOMES, PAGE
from summarizer.cli.output import USAGE, emit, fail, one_line_errors

__all__ = ["Commands", "cli"]


class Commands(click.Group):
    """Loads a command when it is named, and turns what goes wrong in it into one line and an exit status."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- as click calls it
        """The names of all commands, in the order of the alphabet."""
        return sorted(HOMES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 -- as click calls it
        """The command of this name, its module imported now; None where there is none."""
        if cmd_name not in HOMES:
            return None
        command: click.Command = getattr(import_module(f"summarizer.cli.{HOMES[cmd_name]}"), cmd_name)
        return command

    def get_help(self, ctx: click.Context) -> str:  # noqa: ARG002 -- as click calls it
        """The page of all commands, without loading them."""
        return PAGE.removesuffix("\n")

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        with one_line_errors():
            try:
                return super().invoke(ctx)
            except click.UsageError as error:
                command = error.ctx.command_path if error.ctx else "summarizer"
                fail(f"{error.format_message()} (see `{command} --help`)", USAGE)


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


@click.group("summarizer", cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=show_version, help="Show it.")
def cli() -> None:
    """News articles in, briefs out that can be checked."""
