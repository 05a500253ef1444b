"""The tests' own Batch API, seen through openai's client: as the published reference has it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import openai
import pytest

from tests.batch_api_server import BatchApi, Fate, batching
from tests.servers import Reply, chat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openai.types import Batch

    from tests.servers import Json


def line(name: str, **changes: Any) -> Json:
    whole: Json = {"custom_id": name, "method": "POST", "url": "/v1/chat/completions"}
    return {**whole, "body": {"model": "m", "messages": [{"role": "user", "content": name}]}, **changes}


def jsonl(*lines: Json | str) -> bytes:
    return "".join(f"{one if isinstance(one, str) else json.dumps(one)}\n" for one in lines).encode()


@pytest.fixture
def api() -> Iterator[BatchApi]:
    with batching(lambda body: chat(f"to {body['messages'][0]['content']}")) as api:
        yield api


@pytest.fixture
def client(api: BatchApi) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(api_key="sk-1", base_url=api.url, max_retries=0) as client:
        yield client


def submit(client: openai.OpenAI, content: bytes, **metadata: str) -> Batch:
    file = client.files.create(file=("in.jsonl", content), purpose="batch")
    return client.batches.create(
        input_file_id=file.id, endpoint="/v1/chat/completions", completion_window="24h", metadata=metadata
    )


def to_its_end(client: openai.OpenAI, batch: Batch) -> tuple[Batch, list[str]]:
    states: list[str] = [batch.status]
    while states[-1] not in {"completed", "failed", "expired", "cancelled"}:
        batch = client.batches.retrieve(batch.id)
        states.append(batch.status)
    return batch, states


def lines_of(client: openai.OpenAI, file: str | None) -> list[Json]:
    return [json.loads(text) for text in client.files.content(file or "").text.split("\n") if text]


def test_a_batch_goes_from_validating_to_completed_and_its_answers_carry_the_custom_ids(
    client: openai.OpenAI, api: BatchApi
) -> None:
    batch, states = to_its_end(client, submit(client, jsonl(line("a"), line("b")), who="me"))
    assert states == ["validating", "in_progress", "finalizing", "completed"]
    assert batch.metadata == {"who": "me"}
    assert batch.request_counts is not None
    assert (batch.request_counts.total, batch.request_counts.completed, batch.request_counts.failed) == (2, 2, 0)
    assert batch.error_file_id is None
    answers = {one["custom_id"]: one for one in lines_of(client, batch.output_file_id)}
    assert answers.keys() == {"a", "b"}
    assert answers["b"]["error"] is None
    assert answers["b"]["response"]["status_code"] == 200
    assert answers["b"]["response"]["body"]["choices"][0]["message"]["content"] == "to b"
    assert batch.usage is not None
    assert (batch.usage.input_tokens, batch.usage.output_tokens) == (20, 10)
    assert list(api.executed.values()) == [1, 1]


def test_requests_that_fail_stand_in_the_error_file_and_are_not_paid(client: openai.OpenAI, api: BatchApi) -> None:
    api._answer = lambda body: (
        Reply({"error": {"message": "no"}}, 400) if body["messages"][0]["content"] == "a" else chat("yes")
    )
    batch, _ = to_its_end(client, submit(client, jsonl(line("a"), line("b"))))
    assert [one["custom_id"] for one in lines_of(client, batch.output_file_id)] == ["b"]
    (failed,) = lines_of(client, batch.error_file_id)
    assert (failed["custom_id"], failed["response"]["status_code"], failed["error"]) == ("a", 400, None)
    assert sum(api.executed.values()) == 1


def test_a_batch_that_expires_keeps_what_was_done_and_says_what_was_not(client: openai.OpenAI, api: BatchApi) -> None:
    api.fates.append(Fate(expires_after=1))
    batch, states = to_its_end(client, submit(client, jsonl(line("a"), line("b"))))
    assert states[-1] == "expired"
    assert [one["custom_id"] for one in lines_of(client, batch.output_file_id)] == ["a"]
    (expired,) = lines_of(client, batch.error_file_id)
    assert (expired["custom_id"], expired["response"], expired["error"]["code"]) == ("b", None, "batch_expired")


def test_a_cancelled_batch_is_cancelling_first_and_keeps_what_was_done(client: openai.OpenAI, api: BatchApi) -> None:
    api.a_step = 1
    batch = submit(client, jsonl(line("a"), line("b"), line("c")))
    for _ in range(2):
        client.batches.retrieve(batch.id)
    assert client.batches.cancel(batch.id).status == "cancelling"
    batch, states = to_its_end(client, batch)
    assert states[-1] == "cancelled"
    assert len(lines_of(client, batch.output_file_id)) == 1
    assert {one["error"]["code"] for one in lines_of(client, batch.error_file_id)} == {"batch_cancelled"}
    with pytest.raises(openai.ConflictError, match="Cannot cancel"):
        client.batches.cancel(batch.id)


@pytest.mark.parametrize(
    ("content", "code", "at"),
    [
        (jsonl(line("a"), "{"), "invalid_json_line", 2),
        (jsonl(line("a"), line("a")), "duplicate_custom_id", None),
        (jsonl(line("a", method="GET")), "invalid_method", 1),
        (jsonl(line("a"), line("b", url="/v1/embeddings")), "url_mismatch", 2),
        (jsonl(line("a", body="x")), "missing_required_parameter", 1),
        (jsonl(line("a", body={})), "missing_required_parameter", 1),
        (jsonl(line("a"), line("b", body={"model": "other"})), "model_mismatch", 2),
        (jsonl(line("a" * 65)), "string_above_max_length", 1),
        (b"\n", "empty_file", None),
    ],
)
def test_a_bad_input_file_makes_the_batch_fail_and_says_why(
    client: openai.OpenAI, api: BatchApi, content: bytes, code: str, at: int | None
) -> None:
    batch, states = to_its_end(client, submit(client, content))
    assert states == ["validating", "failed"]
    assert batch.errors is not None
    assert batch.errors.data is not None
    assert (batch.errors.data[0].code, batch.errors.data[0].line) == (code, at)
    assert not api.executed


def test_an_unknown_model_and_too_much_at_once_are_seen_as_the_batch_is_validated(
    client: openai.OpenAI, api: BatchApi
) -> None:
    api.models = frozenset({"m"})
    api.most_enqueued = 1
    batch, _ = to_its_end(client, submit(client, jsonl(line("a", body={"model": "no such"}))))
    assert batch.errors is not None
    assert batch.errors.data is not None
    assert batch.errors.data[0].code == "model_not_found"
    batch, _ = to_its_end(client, submit(client, jsonl(line("a"), line("b"))))
    assert batch.errors is not None
    assert batch.errors.data is not None
    assert batch.errors.data[0].code == "token_limit_exceeded"


def test_batches_are_listed_page_by_page_the_newest_first(client: openai.OpenAI) -> None:
    made = [submit(client, jsonl(line("a"))).id for _ in range(5)]
    page = client.batches.list(limit=2)
    assert [batch.id for batch in page.data] == made[:-3:-1]
    assert page.has_more
    assert [batch.id for batch in client.batches.list(limit=2)] == made[::-1]


def test_files_are_listed_by_purpose_and_can_be_deleted(client: openai.OpenAI) -> None:
    batch, _ = to_its_end(client, submit(client, jsonl(line("a"))))
    assert [file.id for file in client.files.list(purpose="batch")] == [batch.input_file_id]
    assert len(list(client.files.list())) == 2
    assert client.files.delete(batch.input_file_id).deleted
    with pytest.raises(openai.NotFoundError):
        client.files.retrieve(batch.input_file_id)


def test_what_the_api_does_not_take_is_refused_at_once(client: openai.OpenAI) -> None:
    with pytest.raises(openai.BadRequestError, match="jsonl"):
        client.files.create(file=("in.txt", b"x"), purpose="batch")
    with pytest.raises(openai.BadRequestError, match="input_file_id"):
        client.batches.create(input_file_id="file-0", endpoint="/v1/chat/completions", completion_window="24h")
    with pytest.raises(openai.BadRequestError, match="metadata"):
        submit(client, jsonl(line("a")), who="x" * 513)
    with pytest.raises(openai.BadRequestError, match="limit"):
        client.batches.list(limit=101)
    with pytest.raises(openai.NotFoundError):
        client.batches.retrieve("batch_0")


def test_only_the_right_key_lets_in(client: openai.OpenAI, api: BatchApi) -> None:
    api.key = "sk-2"
    with pytest.raises(openai.AuthenticationError):
        client.files.list()
