"""`python -m summarizer`, and what the `summarizer` script calls."""

from __future__ import annotations

from summarizer.cli import cli

__all__ = ["main"]


def main() -> None:
    """Run the command line; ends the process with its exit status."""
    cli(prog_name="summarizer")


if __name__ == "__main__":
    main()
