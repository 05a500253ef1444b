"""The commands by name, and the page that lists them: all that `summarizer --help` needs.

click is not imported here: it takes three times as long to load as Python takes to start.
"""

from __future__ import annotations

__all__ = ["HOMES", "PAGE"]

HOMES = {
    "batch": "briefs",
    "brief": "briefs",
    "gold": "gold",
    "impact": "recordings",
    "recordings": "recordings",
    "schema": "describe",
    "score": "scores",
    "settings": "describe",
}
"""The module beside this one that each command stands in, under the command's own name."""

PAGE = """\
Usage: summarizer [OPTIONS] COMMAND [ARGS]...

  News articles in, briefs out that can be checked: every fact points at where
  it comes from.

Options:
  --version   Show it.
  -h, --help  Show this message and exit.

Commands:
  batch       Make briefs of many articles.
  brief       Print the brief of one article.
  gold        Labels that briefs are scored against.
  impact      Say what a change touches.
  recordings  List the recordings of model servers' answers; or check them.
  schema      Print the JSON Schema of a brief.
  score       Score briefs against gold.
  settings    Print each setting in force and where it comes from.

  Exit status:
    0    all done
    1    some articles of a batch failed: failures.jsonl says why
    2    the command line or a setting cannot be used
    3    the article failed, or all of a batch
    4    results could not be written
    5    stopped before the end: the key, the budget, the server
    130  interrupted; what was done is kept
    141  whoever read the results stopped reading
"""
