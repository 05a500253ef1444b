"""What people and machines see of a run: while it goes on, and at its end."""

from __future__ import annotations

from summarizer.progress.choice import open_progress
from summarizer.progress.outlet import Outlet
from summarizer.progress.summary import ResultFiles, sum_up
from summarizer.progress.tally import CommonWarning, DoneArticle, FailedArticle, Standing, Tally
from summarizer.progress.watcher import Ending, Progress, Watcher

__all__ = [
    "CommonWarning",
    "DoneArticle",
    "Ending",
    "FailedArticle",
    "Outlet",
    "Progress",
    "ResultFiles",
    "Standing",
    "Tally",
    "Watcher",
    "open_progress",
    "sum_up",
]
