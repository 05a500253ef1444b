"""How much work something is, by the calls that it takes: what time would say on a machine with nothing else to do."""

from __future__ import annotations

import cProfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["grows_no_faster_than_the_text"]

_TIMES = 4
_SLACK = 1.5


def _calls(work: Callable[[str], object], text: str) -> int:
    profile = cProfile.Profile()
    with profile:
        work(text)
    return sum(entry.callcount for entry in profile.getstats())


def grows_no_faster_than_the_text(work: Callable[[str], object], make: Callable[[int], str], size: int) -> bool:
    """Whether four times the text takes about four times the calls.

    Args:
        work: what is done with a text.
        make: makes a text of so many pieces.
        size: the number of pieces of the smaller text.
    """
    work(make(1))
    small, large = make(size), make(_TIMES * size)
    return _calls(work, large) <= _SLACK * _TIMES * _calls(work, small) + 1_000
