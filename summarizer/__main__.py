"""`python -m summarizer`, and what the `summarizer` script calls."""

from __future__ import annotations

import sys

from summarizer.cli.commands import PAGE
from summarizer.cli.output import emit, one_line_errors

__all__ = ["main"]


def main() -> None:
    """Run the command line; ends the process with its exit status."""
    if sys.argv[1:] in (["--help"], ["-h"]):
        with one_line_errors():
            emit(PAGE)
        return
    from summarizer.cli.group import cli

    cli(prog_name="summarizer")


if __name__ == "__main__":
    main()
