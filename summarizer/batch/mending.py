"""Index and lines brought together, after a run that was ended between the two, or an index that is gone."""

from __future__ import annotations

import json
import os
import shutil
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from summarizer.batch.lines import naming
from summarizer.batch.recipe import MadeWith
from summarizer.errors import OutputError
from summarizer.terminal import shown_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from summarizer.batch.index import Index
    from summarizer.batch.lines import Lines, Place

__all__ = ["mend_index", "refuse_foreign"]

_UNKNOWN = MadeWith("", {})
_FIELDS = {
    "articles.jsonl": ("id", "source", "text"),
    "briefs.jsonl": ("article",),
    "failures.jsonl": ("source",),
}
_LONGEST_LOOK = 1 << 28


def refuse_foreign(index: Index, folder: Path) -> None:
    """Leave files alone that no batch has written.

    Args:
        index: of the folder; one that was just made knows nothing of what is there.
        folder: the folder of results.

    Raises:
        OutputError: a file of a result's name holds something else.
    """
    if index.fact("run"):
        return
    for name, fields in _FIELDS.items():
        path = folder / name
        if not path.exists():
            continue
        with naming(path), path.open("rb") as file:
            line = file.readline(_LONGEST_LOOK)
        if line.endswith(b"\n") and not _has(line, fields):
            message = f"{shown_path(path)} was not written by a batch: take another --out, or move it away"
            raise OutputError(message)


def _has(line: bytes, fields: tuple[str, ...]) -> bool:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(record, dict) and all(field in record for field in fields)


def mend_index(index: Index, articles: Lines, briefs: Lines, failures: Lines) -> bool:
    """Take into the index what stands in the lines and not in it; cut off lines that have no partner.

    A run that is ended between two writes leaves one article without its brief. Where there is more to cut, somebody
    has changed the files, and they are copied first, to `*.set-aside`.

    Args:
        index: the index; where it tells of other lines than there are, it is made again.
        articles: the lines of articles.
        briefs: the lines of briefs; line n is of the article of line n.
        failures: the lines of failures.

    Returns:
        Whether files were copied.

    Raises:
        OutputError: a file cannot be read or written.
    """
    set_aside = False
    if not _is_of_these(index, articles, briefs):
        index.clear()
    if index.fact("failures") > failures.end:
        index.set_fact("failures", 0)
    if index.fact("articles") < articles.end or index.fact("briefs") < briefs.end:
        with index.at_once():
            set_aside = _take_pairs(index, articles, briefs)
    if index.fact("failures") < failures.end:
        with index.at_once():
            _take_failures(index, failures)
    return set_aside


def _is_of_these(index: Index, articles: Lines, briefs: Lines) -> bool:
    """Whether an index tells where lines stand in these files, as far as its last entry shows."""
    ends = index.fact("articles"), index.fact("briefs")
    last = index.last()
    if last is None:
        return ends == (0, 0)
    if (last.text.end, last.brief.end) != ends or ends[0] > articles.end or ends[1] > briefs.end:
        return False
    written = next(_written(articles, last.text.start), None)
    _, brief = next(briefs.since(last.brief.start))
    return written is not None and written.place == last.text and written.article == _article_of(brief) == last.article


class _Written(NamedTuple):
    article: str
    source: str
    made: MadeWith
    place: Place
    file: str


def _take_pairs(index: Index, articles: Lines, briefs: Lines) -> bool:
    text_end, brief_end = index.fact("articles"), index.fact("briefs")
    for written, (place, line) in zip(_written(articles, text_end), briefs.since(brief_end), strict=False):
        if written is None or _article_of(line) != written.article:
            break
        older = index.of_pair(written.article, written.source)
        if older is not None:
            index.replace(older.number)
        index.add(
            written.article, written.source, written.made, text=written.place, brief=place, run=0, place=written.file
        )
        index.succeed(written.source, written.article)
        text_end, brief_end = written.place.end, place.end
    unpaired = sum(1 for _ in islice(articles.since(text_end), 2))
    set_aside = unpaired > 1 or brief_end < briefs.end
    if set_aside:
        for lines in (articles, briefs):
            with naming(lines.path):
                shutil.copyfile(lines.path, lines.path.with_name(f"{lines.path.name}.set-aside"))
    articles.cut(text_end)
    briefs.cut(brief_end)
    index.set_fact("articles", text_end)
    index.set_fact("briefs", brief_end)
    return set_aside


def _written(articles: Lines, start: int) -> Iterator[_Written | None]:
    for place, line in articles.since(start):
        try:
            fields = json.loads(line)
            made = MadeWith.from_json(json.dumps(fields["made_with"])) if "made_with" in fields else _UNKNOWN
            file = str(fields.get("file", ""))
            path = os.path.normpath(articles.path.parent.absolute() / file) if file else ""
            yield _Written(str(fields["id"]), str(fields["source"]), made, place, path)
        except (ValueError, KeyError, TypeError):
            yield None


def _article_of(line: str) -> str | None:
    try:
        return str(json.loads(line)["article"]["id"])
    except (ValueError, KeyError, TypeError):
        return None


def _take_failures(index: Index, failures: Lines) -> None:
    for _, line in failures.since(index.fact("failures")):
        try:
            fields = json.loads(line)
            source, article = str(fields["source"]), str(fields["article"] or "")
        except (ValueError, KeyError, TypeError):
            continue
        has_brief = index.of_pair(article, source) is not None
        if "history" in fields and not has_brief:
            index.fail(source, article, line, 0)
    index.set_fact("failures", failures.end)
