"""Errors that cross from one process to another: raised again as what they were, with the same words."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import summarizer.errors
from summarizer.errors import SummarizerError

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx2

__all__ = ["Crossed", "OfSummarizer", "OfTheWire", "Unforeseen", "UnforeseenError", "pack", "place_of", "unpack"]


@dataclass(frozen=True, slots=True)
class OfSummarizer:
    """An error of this project: its class, what it was made with, and what it says beside."""

    kind: type[SummarizerError]
    arguments: tuple[object, ...]
    attributes: dict[str, object]


@dataclass(frozen=True, slots=True)
class OfTheWire:
    """An error on the way to a server: its class and its words."""

    kind: type[httpx2.RequestError]
    message: str


@dataclass(frozen=True, slots=True)
class Unforeseen:
    """Any other error, a bug: the name of its class, its words, and where it was met ("file.py:12")."""

    name: str
    message: str
    place: str


Crossed: TypeAlias = OfSummarizer | OfTheWire | Unforeseen


class UnforeseenError(Exception):
    """A bug that was met in another process; raised as a class of its own for each, with the name that it had there."""

    place = ""


def pack(error: Exception) -> Crossed:
    """An error as it crosses."""
    import httpx2

    for kind in type(error).__mro__:
        if issubclass(kind, SummarizerError) and kind.__module__ == summarizer.errors.__name__:
            return OfSummarizer(kind, error.args, dict(vars(error)))
        if issubclass(kind, httpx2.RequestError) and getattr(httpx2, kind.__name__, None) is kind:
            return OfTheWire(kind, str(error))
    return Unforeseen(type(error).__name__, str(error), place_of(error))


def unpack(crossed: Crossed, clean: Callable[[str], str] = str) -> Exception:
    """The error that crossed.

    Args:
        crossed: what `pack` made of it.
        clean: takes what is secret out of its words.
    """
    match crossed:
        case OfSummarizer(kind, arguments, attributes):
            error = kind.__new__(kind)
            error.args = tuple(_clean(argument, clean) for argument in arguments)
            for name, value in attributes.items():
                setattr(error, name, _clean(value, clean))
            return error
        case OfTheWire(wire, message):
            return wire(clean(message))
        case Unforeseen(name, message, place):
            bug = type(name, (UnforeseenError,), {"place": place})(clean(message))
            assert isinstance(bug, UnforeseenError)
            return bug


def place_of(error: Exception) -> str:
    """Where an error was met ("file.py:12"), in whichever process that was; empty where nobody knows."""
    if isinstance(error, UnforeseenError):
        return error.place
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""


def _clean(value: object, clean: Callable[[str], str]) -> object:
    if isinstance(value, str):
        return clean(value)
    return tuple(_clean(part, clean) for part in value) if isinstance(value, tuple) else value
