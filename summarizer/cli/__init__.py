"""The command line: arguments in, results on standard output, all else on standard error, an exit status.

What commands need is imported as they run: `--help` must not pay for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.cli.group import cli

__all__ = ["cli"]


def __getattr__(name: str) -> object:
    """Import the command line when it is first used: the page of all commands is shown without it."""
    if name not in __all__:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    from summarizer.cli import group

    return group.cli
