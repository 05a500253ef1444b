"""The whole batch through the Batch API: the same folder as request by request, at half the price."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from summarizer.batch.job import Job, Result, run_job
from summarizer.batch.plan import plan_job
from summarizer.errors import SettingsError
from summarizer.progress import Ending
from summarizer.settings import Settings
from tests.batch_api_server import BatchApi, Fate, batching
from tests.servers import Reply, Seen, serving
from tests.test_batch_api_briefs import SETTINGS, answering

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.servers import Json

ARTICLES = [str(path) for path in sorted((Path(__file__).parent.parent / "evals" / "articles").glob("*.txt"))[:4]]
PRICES = """
as_of = "2026-03-01"
source = "made up for a test"
[models]
m = { input = 1.0, output = 2.0, batch = 0.5 }
"""


def batch(out: Path, url: str, given: Sequence[str] = ARTICLES, **changes: Any) -> Result:
    chosen = {**SETTINGS, "base_url": url, "via": "batch-api", "poll": 0.001, **changes}
    return run_job(Job(given, out, Settings.model_validate(chosen)))


def briefs(out: Path) -> dict[str, Json]:
    """By source, without what is of the moment; lines must match those of the articles."""
    found = [json.loads(line) for line in (out / "briefs.jsonl").read_text(encoding="utf-8").splitlines()]
    texts = [json.loads(line) for line in (out / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [one["article"]["id"] for one in found] == [one["id"] for one in texts]
    for one in found:
        for name in ("created", "seconds", "recorded", "cost"):
            del one["provenance"][name]
    made = {one["article"]["source"]: one for one in found}
    assert len(made) == len(found)
    return made


@pytest.fixture
def live(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Json]:
    out = tmp_path_factory.mktemp("live")
    with serving(lambda seen: answering(seen.json)) as server:
        assert batch(out, server.url, via="requests").ending is Ending.FINISHED
    return briefs(out)


def paid_once(api: BatchApi) -> bool:
    return set(api.executed.values()) == {1}


def test_the_folder_is_the_same_as_request_by_request_and_all_is_paid_once(
    tmp_path: Path, live: dict[str, Json]
) -> None:
    with batching(answering) as api:
        result = batch(tmp_path, api.url)
        assert (result.ending, result.standing.done, result.standing.failed) == (Ending.FINISHED, 4, 0)
        again = batch(tmp_path, api.url)
        assert (again.standing.already, again.standing.done) == (4, 0)
    assert briefs(tmp_path) == live
    assert paid_once(api)
    # Questions that follow from answers go out in later batches.
    assert len(api.batches) >= 3


def test_what_fails_goes_to_the_failures_and_may_be_tried_again(tmp_path: Path, live: dict[str, Json]) -> None:
    broken = "Magnitogorsk"
    given = [*ARTICLES[:2], *(str(path) for path in Path(ARTICLES[0]).parent.glob("005*"))]

    def failing(body: Json) -> Json | Reply:
        return Reply({"error": {"message": "no"}}, 400) if broken in json.dumps(body) else answering(body)

    with batching(failing) as api:
        result = batch(tmp_path, api.url, given)
        assert (result.ending, result.standing.done, result.standing.failed) == (Ending.FINISHED, 2, 1)
        (failure,) = map(json.loads, (tmp_path / "failures.jsonl").read_text(encoding="utf-8").splitlines())
        assert failure["error"] == "RequestRefusedError"
        api._answer = answering
        assert batch(tmp_path, api.url, given).standing.done == 1
    assert (tmp_path / "failures.jsonl").read_text(encoding="utf-8") == ""
    assert {source: brief for source, brief in briefs(tmp_path).items() if source in live} == {
        source: live[source] for source in ARTICLES[:2]
    }


def test_a_run_that_the_server_stops_goes_on_where_it_was(tmp_path: Path, live: dict[str, Json]) -> None:
    with batching(answering) as api:
        api.fates.append(Fate(cancelled_after=5))
        stopped = batch(tmp_path, api.url)
        assert stopped.ending is Ending.STOPPED
        assert "cancelled" in stopped.why
        assert batch(tmp_path, api.url).ending is Ending.FINISHED
    assert briefs(tmp_path) == live
    assert paid_once(api)


def test_a_wrong_key_stops_the_run_before_anything_is_made(tmp_path: Path) -> None:
    with batching(answering) as api:
        api.key = "sk-another"
        result = batch(tmp_path, api.url)
    assert result.ending is Ending.STOPPED
    assert "(401)" in result.why
    assert (result.standing.done, result.standing.failed) == (0, 0)


def dear(body: Json) -> Json | Reply:
    """The same answers, at 2,000 tokens each."""
    reply = answering(body)
    assert isinstance(reply, dict)
    return reply | {"usage": {"prompt_tokens": 1_500, "completion_tokens": 500, "total_tokens": 2_000}}


def test_a_budget_is_never_passed_and_a_larger_one_goes_on(tmp_path: Path, live: dict[str, Json]) -> None:
    with batching(dear) as api:
        stopped = batch(tmp_path, api.url, budget_tokens=40_000)
        assert stopped.ending is Ending.STOPPED
        assert stopped.why.startswith("the budget ends here: ")
        assert 0 < 2_000 * api.executed.total() <= 40_000
        assert batch(tmp_path, api.url, budget_tokens=40_000).ending is Ending.STOPPED
        assert 2_000 * api.executed.total() <= 40_000
        assert batch(tmp_path, api.url).ending is Ending.FINISHED
    made = briefs(tmp_path)
    for brief in (*made.values(), *live.values()):
        brief["provenance"].pop("tokens", None)
    assert made == live
    assert paid_once(api)


def test_it_costs_half_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "prices.toml").write_text(PRICES, encoding="utf-8")
    costs = []
    with batching(answering) as api, serving(lambda seen: answering(seen.json)) as server:
        for via, url in (("batch-api", api.url), ("requests", server.url)):
            out = tmp_path / via
            result = batch(out, url, via=via, prices=tmp_path / "prices.toml")
            made = [
                json.loads(line)["provenance"]["cost"]
                for line in (out / "briefs.jsonl").read_text(encoding="utf-8").splitlines()
            ]
            assert result.standing.spent.cost == pytest.approx(sum(made))
            costs.append(result.standing.spent.cost or 0.0)
    assert costs[0] == pytest.approx(costs[1] / 2)
    plans = [
        plan_job(Job(ARTICLES, tmp_path / "new", Settings.model_validate({**SETTINGS, "via": via, "prices": path})))
        for via in ("batch-api", "requests")
        for path in [tmp_path / "prices.toml"]
    ]
    assert plans[0].cost == pytest.approx((plans[1].cost or 0.0) / 2)


@pytest.mark.parametrize("changes", [{"model": "extractive"}, {"llm": "record"}])
def test_it_is_for_live_questions_to_a_model(changes: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="the Batch API answers live questions"):
        batch(tmp_path, "http://127.0.0.1:9/v1", **changes)


def test_both_ways_share_what_was_answered(tmp_path: Path, live: dict[str, Json]) -> None:
    asked: list[Seen] = []

    def script(seen: Seen) -> Json | Reply:
        asked.append(seen)
        return answering(seen.json)

    with batching(answering) as api, serving(script) as server:
        batch(tmp_path, api.url, ARTICLES[:2])
        batch(tmp_path, server.url, via="requests")
    assert briefs(tmp_path) == live
    assert not {json.dumps(seen.json, sort_keys=True) for seen in asked} & set(api.executed)
