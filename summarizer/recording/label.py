"""Labels: for which article and section an exchange is made, and which recordings answered it.

A transport sees requests, not questions. The label goes beside the request in a context variable, so that
exchanges made at the same time keep apart.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from summarizer.model import Question

__all__ = ["Label", "Replay", "current_label", "labelled", "under"]


class Replay(Protocol):
    """What is told of an answer that was there already."""

    @property
    def recorded(self) -> datetime:
        """When the server gave it, in UTC."""
        ...

    @property
    def seconds(self) -> float:
        """How long the server took."""
        ...


@dataclass(slots=True)
class Label:
    """Whose exchanges these are.

    Attributes:
        article_id: SHA-256 of the article's text, in hexadecimal.
        source: name of the article's file, without its folder.
        section: the section asked about.
        ids: the units or candidates asked about.
        replayed: the answers of before that were served under this label, in their order.
    """

    article_id: str
    source: str
    section: str
    ids: tuple[str, ...] = ()
    replayed: list[Replay] = field(default_factory=list)


_label: ContextVar[Label | None] = ContextVar("label", default=None)


def current_label() -> Label | None:
    """The label of the question being asked in this context, or None outside of one."""
    return _label.get()


@contextmanager
def labelled(question: Question[Any]) -> Iterator[Label]:
    """Label every exchange made in this context with the question's article and section."""
    name = re.split(r"[\\/]", question.source.rstrip("\\/"))[-1]
    with under(Label(article_id=question.article_id, source=name, section=question.section, ids=question.ids)) as label:
        yield label


@contextmanager
def under(label: Label) -> Iterator[Label]:
    """Label every exchange made in this context."""
    token = _label.set(label)
    try:
        yield label
    finally:
        _label.reset(token)
