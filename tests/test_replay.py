"""The articles, briefed from the committed recordings of a real model that was asked everything."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from summarizer.article import Source, read_article
from summarizer.brief import Brief
from summarizer.errors import MissingRecordingError
from summarizer.news.brief import SECTIONS
from summarizer.pipeline import Summarizer
from summarizer.profiles import QUESTIONS
from summarizer.recording.store import RecordingStore
from summarizer.settings import Settings, load_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
ARTICLES = sorted((ROOT / "evals" / "articles").glob("0*.txt"))


def replaying(**changes: object) -> Settings:
    everything = {"recordings": ROOT / "evals" / "recordings_all", "ask": QUESTIONS}
    return load_settings({**everything, **changes}, config=ROOT / "evals" / "summarizer.toml", environ={})


async def brief_all(settings: Settings) -> dict[str, Brief]:
    async with Summarizer(settings) as summarizer:
        articles = [read_article(Source(path.name, path), limit_bytes=10**6) for path in ARTICLES]
        made = await asyncio.gather(*(summarizer.brief(article) for article in reversed(articles)))
    return {brief.article.source: brief for brief in made}


@pytest.fixture(scope="module")
def briefs() -> dict[str, Brief]:
    return asyncio.run(brief_all(replaying(concurrency=1)))


def spans_in(value: object) -> Iterator[tuple[int, int, str]]:
    if isinstance(value, dict):
        if value.keys() == {"start", "end", "text"}:
            yield value["start"], value["end"], value["text"]
        for part in value.values():
            yield from spans_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from spans_in(part)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
class TestEachArticle:
    def test_every_span_is_the_article_s_own_text(self, path: Path, briefs: dict[str, Brief]) -> None:
        text = path.read_bytes().decode()
        spans = list(spans_in(json.loads(briefs[path.name].model_dump_json())))
        assert len(spans) > 50
        assert all(text[start:end] == held for start, end, held in spans)

    def test_it_loads_back_as_it_was_saved(self, path: Path, briefs: dict[str, Brief]) -> None:
        brief = briefs[path.name]
        assert Brief.model_validate_json(brief.model_dump_json()) == brief

    def test_every_id_that_it_names_is_in_it(self, path: Path, briefs: dict[str, Brief]) -> None:
        brief = briefs[path.name]
        entities = {entity.id for entity in brief.entities}
        statements = {statement.id for statement in brief.statements}
        named = {statement.speaker for statement in brief.statements}
        named |= {statement.reported_by for statement in brief.statements}
        named |= {event.according_to for event in brief.events} | {
            unit for e in brief.events for unit in e.participants
        }
        named |= {figure.according_to for figure in brief.figures}
        assert named - {None} <= entities
        for dispute in brief.disputes:
            assert {*dispute.asserted_by, *dispute.denied_by} <= statements

    def test_no_name_alias_or_summary_sentence_is_made_up(self, path: Path, briefs: dict[str, Brief]) -> None:
        text = path.read_bytes().decode()
        brief = briefs[path.name]
        assert all(form in text for entity in brief.entities for form in (entity.name, *entity.aliases))
        assert all(check.passed for sentence in brief.summary for check in sentence.checks)
        assert 2 <= len(brief.summary) <= 4

    def test_it_says_which_recordings_it_came_from(self, path: Path, briefs: dict[str, Brief]) -> None:
        made = briefs[path.name].provenance
        assert (made.model, made.backend) == ("qwen2.5-coder-1.5b", "openai")
        assert made.recorded is not None
        assert made.tokens.output > 0


async def test_replay_is_the_same_however_many_articles_are_worked_on(briefs: dict[str, Brief]) -> None:
    for name, brief in (await brief_all(replaying(concurrency=20))).items():
        first = briefs[name]
        assert brief.model_dump(exclude={"provenance"}) == first.model_dump(exclude={"provenance"})
        assert brief.provenance.tokens == first.provenance.tokens


@pytest.mark.parametrize("section", SECTIONS)
async def test_every_section_can_be_replayed_alone(section: str, briefs: dict[str, Brief]) -> None:
    path = ARTICLES[1]
    async with Summarizer(replaying(sections=(section,))) as summarizer:
        alone = await summarizer.brief(read_article(Source(path.name, path), limit_bytes=10**6))
    whole = briefs[path.name]
    if section == "entities":
        ids = {entity.id for entity in alone.entities}
        named = [entity for entity in whole.entities if entity.id in ids]
        assert [(one.name, one.kind, one.role, one.mentions) for one in alone.entities] == [
            (one.name, one.kind, one.role, one.mentions) for one in named
        ]
    elif section in {"events", "figures"}:
        nobody = {"according_to": None, "participants": ()}
        assert [item.model_copy(update=nobody) for item in getattr(alone, section)] == [
            item.model_copy(update=nobody) for item in getattr(whole, section)
        ]
    else:
        assert getattr(alone, section) == getattr(whole, section)


async def test_a_changed_article_has_no_recording_and_the_message_says_what_to_do(tmp_path: Path) -> None:
    changed = tmp_path / ARTICLES[4].name
    changed.write_text(ARTICLES[4].read_text().replace("unlawful", "unfair"))
    async with Summarizer(replaying()) as summarizer:
        with pytest.raises(MissingRecordingError, match="--llm record"):
            await summarizer.brief(read_article(Source(changed.name, changed), limit_bytes=10**6))


def test_every_recording_is_of_one_of_the_articles_and_holds_nothing_secret() -> None:
    ids = {read_article(Source(path.name, path), limit_bytes=10**6).id for path in ARTICLES}
    for name in ("recordings", "recordings_all", "plain_recordings"):
        folder = ROOT / "evals" / name
        recorded = {recording.article.id for recording in RecordingStore(folder)}
        # Rules leave nothing open in some of the articles.
        assert (recorded < ids) if name == "recordings" else (recorded == ids)
        texts = "".join(path.read_text() for path in folder.rglob("*.json")).lower()
        assert not any(secret in texts for secret in ("authorization", "api_key", "bearer ", "/home/", "/root/"))
