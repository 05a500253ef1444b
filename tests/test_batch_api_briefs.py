"""Real briefs through the Batch API: the same as those made one request at a time."""

from __future__ import annotations

import asyncio
import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from summarizer.article import Source, read_article
from summarizer.batch_api import Parked
from summarizer.pipeline import Summarizer
from summarizer.settings import Settings
from tests.batch_api_server import Fate, batching
from tests.briefs import Answering, Asked, sensibly
from tests.servers import Reply, Seen, serving
from tests.test_batch_api import Office

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.article import Article
    from summarizer.batch_api import Desk
    from summarizer.brief import Brief
    from tests.servers import Json

ARTICLES = sorted((Path(__file__).parent.parent / "evals" / "articles").glob("*.txt"))[:5]
SETTINGS: dict[str, Any] = {
    "model": "m",
    "api_key": "sk-1",
    "profile": "hosted",
    "concurrency": 8,
    "ask": ("speakers", "statements", "entities", "events", "figures", "summary"),
}


def articles() -> list[Article]:
    return [read_article(Source(path.name, path), limit_bytes=1_000_000) for path in ARTICLES]


def unwilling(asked: Asked) -> list[Json] | Reply:
    """Of several items, the first has no stance that there is: it is asked about again."""
    items = sensibly(asked)
    if len(items) > 1:
        items[0]["stance"] = "mumbles"
    return items


def answering(body: Json) -> Json | Reply:
    """As a server answers one request at a time, from the same script."""
    script = Answering(instead={"statements": unwilling})
    return script(Seen("POST", "/v1/chat/completions", {}, json.dumps(body).encode()))


async def one_at_a_time(given: Sequence[Article]) -> tuple[list[str], set[str]]:
    """The briefs as a live server has them made, and what it was asked."""
    with serving(lambda seen: answering(seen.json)) as server:
        async with Summarizer(Settings.model_validate({**SETTINGS, "base_url": server.url})) as summarizer:
            made = [as_text(await summarizer.brief(article)) for article in given]
        return made, {json.dumps(seen.json, sort_keys=True) for seen in server.requests}


def as_text(brief: Brief) -> str:
    """A brief without what is of the moment."""
    whole = brief.model_dump(mode="json")
    for name in ("created", "seconds", "recorded"):
        del whole["provenance"][name]
    return json.dumps(whole)


async def by_batches(desk: Desk, given: Sequence[Article]) -> tuple[list[str], int]:
    """The briefs, and how many passes they took."""
    done: dict[str, str] = {}
    passes = 0
    async with Summarizer(Settings.model_validate(SETTINGS), model=desk.model) as summarizer:
        while len(done) < len(given):
            passes += 1
            waiting = [article for article in given if article.id not in done]
            results = await asyncio.gather(*(desk.attempt(partial(summarizer.brief, article)) for article in waiting))
            done |= {
                article.id: as_text(result)
                for article, result in zip(waiting, results, strict=True)
                if not isinstance(result, Parked)
            }
            if len(done) < len(given):
                assert await desk.work_off()
    return [done[article.id] for article in given], passes


async def test_briefs_are_the_same_as_one_request_at_a_time_and_each_is_paid_once(tmp_path: Path) -> None:
    given = articles()
    live, asked = await one_at_a_time(given)
    with batching(answering) as api:
        async with Office(tmp_path, api).open() as desk:
            made, passes = await by_batches(desk, given)
    assert made == live
    assert api.executed.keys() == asked
    assert set(api.executed.values()) == {1}
    # All that can be asked goes out first; then what is said, and again what cannot be used.
    totals = [batch.total for batch in api.batches]
    assert passes == len(totals) + 1
    assert 3 <= len(totals) <= 6
    assert sorted(totals, reverse=True) == totals


@pytest.mark.parametrize("done", [0, 7])
async def test_briefs_are_the_same_where_batches_expire(tmp_path: Path, done: int) -> None:
    given = articles()[:2]
    live, asked = await one_at_a_time(given)
    with batching(answering) as api:
        api.fates.extend([Fate(expires_after=done), Fate(expires_after=done)])
        async with Office(tmp_path, api).open() as desk:
            made, _ = await by_batches(desk, given)
    assert made == live
    assert api.executed.keys() == asked
    assert set(api.executed.values()) == {1}
