"""The Batch API's ledger, whatever is asked."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.batch_api.ledger import Failure, Ledger, RequestState
from summarizer.errors import OutputError
from summarizer.recording.store import RecordedArticle, key_of
from summarizer.recording.transport import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.recording.store import Body

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


def exchange(body: Body, article: str = "ab" * 32, path: str = "/chat/completions") -> Exchange:
    return Exchange(key_of(path, body), path, body, RecordedArticle(id=article, source="a.txt"), "speakers")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    ledger = Ledger(tmp_path / "ledger.sqlite")
    yield ledger
    ledger.close()


@settings(max_examples=50, deadline=None)
@given(
    bodies=st.lists(st.fixed_dictionaries({"model": st.sampled_from("mn"), "messages": JSON}), max_size=8),
    most_requests=st.integers(1, 4),
    most_bytes=st.integers(1, 700),
)
def test_every_request_is_in_just_one_job_as_it_was_asked(
    bodies: list[Body], most_requests: int, most_bytes: int
) -> None:
    with TemporaryDirectory() as folder, closing(Ledger(Path(folder) / "ledger.sqlite")) as ledger:
        asked = {(one := exchange(body)).key: one.body for body in bodies}
        for body in bodies:
            assert ledger.want(exchange(body)) is None
        found: dict[str, Body] = {}
        names = iter(range(100))
        while job := ledger.begin_job(f"job {next(names)}", most_requests, most_bytes):
            lines = list(ledger.lines(job.name))
            assert 1 <= len(lines) <= most_requests
            assert len(lines) == 1 or sum(map(len, lines)) <= most_bytes
            for line in lines:
                assert line.count(b"\n") == 1
                whole = json.loads(line)
                assert whole["body"]["model"] == job.model
                assert whole["custom_id"] not in found
                found[whole["custom_id"]] = whole["body"]
        assert found == asked


def test_what_is_asked_twice_is_wanted_once(ledger: Ledger) -> None:
    for _ in range(2):
        ledger.want(exchange({"model": "m"}))
    assert ledger.count(RequestState.WAITING) == 1


def test_what_is_in_a_job_does_not_go_into_another(ledger: Ledger) -> None:
    ledger.want(exchange({"model": "m"}))
    assert ledger.begin_job("one", 10, 1_000)
    ledger.want(exchange({"model": "m"}))
    assert ledger.begin_job("two", 10, 1_000) is None
    assert [job.name for job in ledger.jobs()] == ["one"]


def test_what_is_put_back_goes_out_only_if_it_is_asked_again_and_its_tries_outlast_the_run(tmp_path: Path) -> None:
    one = exchange({"model": "m"})
    with closing(Ledger(tmp_path / "l")) as ledger:
        ledger.want(one)
        ledger.begin_job("one", 10, 1_000)
        ledger.put_back(ledger.owed("one"), tries=1)
        ledger.end_job("one")
        assert ledger.begin_job("two", 10, 1_000) is None
    with closing(Ledger(tmp_path / "l")) as ledger:
        assert ledger.begin_job("three", 10, 1_000) is None
        ledger.want(one)
        assert ledger.begin_job("four", 10, 1_000)
        assert [row.tries for row in ledger.owed("four")] == [1]


def test_a_failure_is_given_back_to_whoever_asks_until_it_is_forgotten(ledger: Ledger) -> None:
    one = exchange({"model": "m"})
    ledger.want(one)
    ledger.begin_job("one", 10, 1_000)
    (row,) = ledger.owed("one")
    ledger.fail(row, Failure(400, {"error": {"message": "é\u2028"}}))
    assert ledger.want(one) == Failure(400, {"error": {"message": "é\u2028"}})
    assert ledger.find("one", one.key) is None
    ledger.forget_failed([one.article.id])
    assert ledger.want(one) is None


def test_a_file_that_is_no_ledger_is_named_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    path.write_text("these are notes of mine\n" * 100)
    with pytest.raises(OutputError, match=r"ledger\.sqlite"):
        Ledger(path)
    assert path.read_text().startswith("these are notes")


def test_a_write_that_fails_half_way_leaves_nothing_half_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(sqlite3.Connection):
        full = False

        def executemany(self, *given: object) -> sqlite3.Cursor:
            if Full.full:
                raise sqlite3.OperationalError("database or disk is full")
            return super().executemany(*given)  # type: ignore[arg-type]  # as it was called

    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda path, **given: connect(path, factory=Full, **given))
    with closing(Ledger(tmp_path / "l")) as ledger:
        ledger.want(exchange({"model": "m"}))
        Full.full = True
        with pytest.raises(OutputError, match="disk is full"):
            ledger.begin_job("one", 10, 1_000)
        Full.full = False
        assert ledger.jobs() == ()
        assert ledger.begin_job("two", 10, 1_000)
