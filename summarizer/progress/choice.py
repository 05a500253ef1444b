"""Which way a run is shown: by what is asked for, and by what standard error is."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, TextIO

from summarizer.progress.outlet import Outlet
from summarizer.progress.watcher import Progress

if TYPE_CHECKING:
    from summarizer.progress.tally import Tally
    from summarizer.progress.watcher import Watcher

__all__ = ["open_progress"]

_CAN_DO_NO_MORE = frozenset({"dumb", "unknown"})


def open_progress(tally: Tally, *, log_json: bool = False, stream: TextIO | None = None) -> Progress:
    """Show a run as suits who looks: JSON if asked for, a bar on a terminal, lines elsewhere.

    Args:
        tally: what counts.
        log_json: whether one JSON object a line is wanted.
        stream: where to; standard error by default, nowhere if that is closed.

    Returns:
        What to tell of the run. It never raises for what it cannot show.
    """
    outlet = Outlet(stream or sys.stderr)
    return Progress(tally, _watcher(tally, outlet, log_json=log_json))


def _watcher(tally: Tally, outlet: Outlet, *, log_json: bool) -> Watcher:
    if log_json:
        from summarizer.progress.json_log import JsonLog

        return JsonLog(tally, outlet)
    if outlet.isatty() and os.environ.get("TERM") not in _CAN_DO_NO_MORE:
        from summarizer.progress.bar import Bar

        return Bar(tally, outlet)
    from summarizer.progress.lines import Lines

    return Lines(tally, outlet)
