"""Index and lines brought together, after a run that was ended between the two, or an index that is gone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from summarizer.batch.recipe import MadeWith

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.batch.index import Index
    from summarizer.batch.lines import Lines, Place

__all__ = ["mend_index"]

_UNKNOWN = MadeWith("", {})


def mend_index(index: Index, articles: Lines, briefs: Lines, failures: Lines) -> None:
    """Take into the index what stands in the lines and not in it; cut off lines that have no partner.

    Args:
        index: the index; where it tells of other lines than there are, it is made again.
        articles: the lines of articles.
        briefs: the lines of briefs; line n is of the article of line n.
        failures: the lines of failures.

    Raises:
        OutputError: a file cannot be read or written.
    """
    if not _is_of_these(index, articles, briefs):
        index.clear()
    if index.fact("failures") > failures.end:
        index.set_fact("failures", 0)
    if index.fact("articles") < articles.end or index.fact("briefs") < briefs.end:
        with index.at_once():
            _take_pairs(index, articles, briefs)
    if index.fact("failures") < failures.end:
        with index.at_once():
            _take_failures(index, failures)


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


def _take_pairs(index: Index, articles: Lines, briefs: Lines) -> None:
    text_end, brief_end = index.fact("articles"), index.fact("briefs")
    for written, (place, line) in zip(_written(articles, text_end), briefs.since(brief_end), strict=False):
        if written is None or _article_of(line) != written.article:
            break
        for older in index.of_article(written.article):
            if older.source == written.source:
                index.replace(older.number)
        index.add(written.article, written.source, written.made, text=written.place, brief=place, run=0)
        index.succeed(written.source, written.article)
        text_end, brief_end = written.place.end, place.end
    articles.cut(text_end)
    briefs.cut(brief_end)
    index.set_fact("articles", text_end)
    index.set_fact("briefs", brief_end)


def _written(articles: Lines, start: int) -> Iterator[_Written | None]:
    for place, line in articles.since(start):
        try:
            fields = json.loads(line)
            made = MadeWith.from_json(json.dumps(fields["made_with"])) if "made_with" in fields else _UNKNOWN
            yield _Written(str(fields["id"]), str(fields["source"]), made, place)
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
        has_brief = any(entry.source == source for entry in index.of_article(article))
        if "history" in fields and not has_brief:
            index.fail(source, article, line, 0)
    index.set_fact("failures", failures.end)
