"""The environments of what is measured: one folder each, packages of fixed versions."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["CURATOR", "INSTRUCTOR", "LANGEXTRACT", "SUMMARIZER", "Environment", "set_up"]

_SOURCES = ("summarizer", "schemas", "prompts", "pyproject.toml", "README.md", "LICENSE")
_STAMP = "installed.txt"


@dataclass(frozen=True, slots=True)
class Environment:
    """What is installed into one folder.

    Attributes:
        name: the folder's name.
        packages: what the package index is asked for.
        checkout: whether this project is installed too, as it is now.
    """

    name: str
    packages: tuple[str, ...]
    checkout: bool = False


INSTRUCTOR = Environment("instructor", ("openai==3.3.0", "instructor==1.17.0"))
LANGEXTRACT = Environment("langextract", ("langextract[openai]==1.7.1", "openai==3.54.0"))
CURATOR = Environment("curator", ("bespokelabs-curator==0.1.31", "litellm==1.83.7", "openai==2.30.0"))
SUMMARIZER = Environment("summarizer", INSTRUCTOR.packages, checkout=True)


def set_up(environment: Environment, cache: Path, checkout: Path) -> Path:
    """Make an environment, or take the one that is there already; this project is installed anew each time.

    Args:
        environment: which one.
        cache: the folder that holds them all.
        checkout: where this project's sources are.

    Returns:
        Its Python.

    Raises:
        subprocess.CalledProcessError: something cannot be installed; pip has said why.
    """
    folder = cache / environment.name
    python, stamp = folder / "bin" / "python", folder / _STAMP
    wanted = "\n".join(environment.packages)
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted:
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)  # noqa: S603 -- our own words
        _install(python, environment.packages)
        stamp.write_text(wanted, encoding="utf-8")
    if environment.checkout:
        _install_checkout(python, checkout, folder / "source", environment.packages)
    return python


def _install_checkout(python: Path, checkout: Path, copy: Path, held: tuple[str, ...]) -> None:
    """Install this project from a copy of its sources: building leaves files behind."""
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir()
    for name in _SOURCES:
        source = checkout / name
        if source.is_dir():
            shutil.copytree(source, copy / name, symlinks=True, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, copy / name)
    _install(python, (str(copy), *held))
    _install(python, ("--force-reinstall", "--no-deps", str(copy)))


def _install(python: Path, packages: tuple[str, ...]) -> None:
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages]
    subprocess.run(command, check=True)  # noqa: S603 -- our own words
