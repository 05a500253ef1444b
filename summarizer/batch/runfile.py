"""The run file: what a run was asked to do, how far it is, and what it took."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING

from summarizer.batch.lines import write_whole
from summarizer.terminal import escape_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from summarizer.batch.folder import OutputFolder
    from summarizer.progress import Tally

__all__ = ["RunFile"]

_RUNNING = "running"


def _now() -> str:
    return datetime.now(UTC).replace(microsecond=0).isoformat()


@dataclass(slots=True)
class RunFile:
    """`run.json`: written as a run begins, now and then, and as it ends.

    Attributes:
        path: the file.
        inputs: what the run was given, as it is shown.
        settings: what is in force, by name, as it is shown: nothing secret in it.
        folder: where the results are.
        tally: what counts.
    """

    path: Path
    inputs: Sequence[str]
    settings: Mapping[str, str]
    folder: OutputFolder
    tally: Tally
    _started: str = field(default_factory=_now)

    def write(self, state: str = _RUNNING, why: str = "") -> None:
        """Write how the run stands.

        Args:
            state: "running", or how it ended: "finished", "interrupted" or "stopped".
            why: what ended it, in plain words.

        Raises:
            OutputError: it cannot be written.
        """
        standing = self.tally.standing()
        document = {
            "state": state,
            "why": why or None,
            "started": self._started,
            "ended": None if state == _RUNNING else _now(),
            "summarizer": version("summarizer"),
            "inputs": list(self.inputs),
            "articles": {
                "total": standing.total,
                "already": standing.already,
                "done": standing.done,
                "failed": standing.failed,
                "left": standing.left,
            },
            "folder": {"briefs": self.folder.briefs, "failures": self.folder.failures},
            "spent": asdict(standing.spent),
            "seconds": round(standing.seconds, 3),
            "settings": dict(self.settings),
        }
        write_whole(self.path, [escape_json(json.dumps(document, indent=2, ensure_ascii=False)), "\n"])
