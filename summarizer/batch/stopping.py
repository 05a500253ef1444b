"""How a run is asked to stop: once, to finish what is in flight; twice, to stop now."""

from __future__ import annotations

import asyncio
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Stop", "stopping_on_signals"]

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Stop:
    """Whether a run is to stop, and how soon.

    Args:
        told: called when it is asked for the first time, to say what happens next.
    """

    def __init__(self, told: Callable[[], None] | None = None) -> None:
        self._told = told
        self._asked = asyncio.Event()
        self._now = asyncio.Event()

    @property
    def asked(self) -> bool:
        """Whether nothing new is to be begun."""
        return self._asked.is_set()

    @property
    def now(self) -> bool:
        """Whether what is in flight is to be let go of too."""
        return self._now.is_set()

    def ask(self) -> None:
        """Ask to stop; a second time, to stop now."""
        if self.asked:
            self._now.set()
            return
        self._asked.set()
        if self._told is not None:
            self._told()

    async def wait_for_now(self) -> None:
        """Until it is asked to stop now."""
        await self._now.wait()


@contextmanager
def stopping_on_signals(stop: Stop) -> Iterator[None]:
    """Ask to stop on Ctrl-C and on SIGTERM, while the context lasts; inside of an event loop."""
    loop = asyncio.get_running_loop()
    for number in _SIGNALS:
        loop.add_signal_handler(number, stop.ask)
    try:
        yield
    finally:
        for number in _SIGNALS:
            loop.remove_signal_handler(number)
