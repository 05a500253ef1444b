"""Whole articles through `Summarizer`: with rules alone, and with a server that follows a script."""

from __future__ import annotations

import asyncio
import cProfile
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from summarizer.article import Article, Source, article_from_text, read_article
from summarizer.brief import Brief
from summarizer.errors import (
    EmptyArticleError,
    MissingRecordingError,
    NoModelError,
    RefusalError,
    RequestRefusedError,
    SettingsError,
    TruncatedAnswerError,
    UndecodableArticleError,
)
from summarizer.extractive import Extractive
from summarizer.news.brief import SECTIONS
from summarizer.opening import open_model
from summarizer.pipeline import Summarizer
from summarizer.schemas.brief import WarningCode
from summarizer.schemas.news import Status
from summarizer.settings import LlmSource, Profile, Settings
from tests.briefs import Answering, sensibly, spans_are_exact
from tests.servers import Json, Reply, Seen, chat, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEXT = """Harbour of Port Ellis to close

The harbour of Port Ellis will close in May, mayor Jane Roe said on Monday. \
Some 40 boats must leave the harbour by then.

“Nobody asked the fishermen,” said Tom Hale, who leads the fishermen's union. “She sold us out,” he added. \
He accused the mayor of closing the harbour for a hotel.

Roe denied that the harbour would be closed for a hotel. The Port Ellis Charter protects it.
"""
# The same with a speaker whom rules do not find, and a number of which they do not see what it counts.
OPEN = TEXT.replace("he added. He accused", "the minister added. Hale accused").replace(
    "by then.", "by then. There were 60."
)


def long_text(letters: str) -> str:
    """A paragraph for each letter: a name, a figure of which only a reader sees what it counts, a quotation."""
    return "\n\n".join(
        f"Mayor Ann{letter} Lee of Town{letter} said on Monday of the boats: there were {40 + number}. "
        f"“Nobody asked town {letter.lower()},” said Tom Hale{letter}, who leads the union."
        for number, letter in enumerate(letters)
    )


LONG = long_text("BCDFGHKL")
QUESTIONS = ("speakers", "statements", "entities", "events", "figures", "summary")
LISTS = ("summary", "entities", "statements", "events", "figures", "references", "disputes")
RULES = Settings(model="extractive")


def at(url: str, **changes: object) -> Settings:
    given_ = {"model": "m", "base_url": url, "profile": "hosted", "api_key": "sk-secret-1", "max_wait": 0}
    return Settings.model_validate({"retries": 1, **given_, **changes})


async def brief_of(text: str | Article, settings: Settings = RULES) -> Brief:
    article = text if isinstance(text, Article) else article_from_text(text)
    async with Summarizer(settings) as summarizer:
        return await summarizer.brief(article)


def codes(brief: Brief) -> list[tuple[WarningCode, str]]:
    return [(note.code, note.where) for note in brief.warnings]


def ids_named(brief: Brief) -> Iterator[tuple[str | None, str]]:
    """Every id that a brief names, with the letter of what it should be the id of."""
    for statement in brief.statements:
        yield statement.speaker, "entity"
        yield statement.reported_by, "entity"
    for event in brief.events:
        yield event.according_to, "entity"
        yield from ((entity, "entity") for entity in event.participants)
    for figure in brief.figures:
        yield figure.according_to, "entity"
    for dispute in brief.disputes:
        yield from ((statement, "statement") for statement in (*dispute.asserted_by, *dispute.denied_by))


def ids_resolve(brief: Brief) -> bool:
    """Whether each id that a brief names is that of one item in it, and no id is there twice."""
    known = {
        "entity": [entity.id for entity in brief.entities],
        "statement": [statement.id for statement in brief.statements],
    }
    lists = (*known.values(), [event.id for event in brief.events], [figure.id for figure in brief.figures])
    unique = all(len(ids) == len(set(ids)) for ids in lists)
    return unique and all(name is None or name in known[kind] for name, kind in ids_named(brief))


def holds_together(brief: Brief, text: str) -> bool:
    """Whether spans are exact, ids resolve, and the brief loads back and can be shown."""
    saved = brief.model_dump_json()
    assert spans_are_exact(saved, text)
    assert ids_resolve(brief)
    assert Brief.model_validate_json(saved) == brief
    assert brief.to_markdown().startswith("# ")
    assert brief._repr_html_().startswith("<div")
    return True


async def test_rules_alone_make_a_whole_brief() -> None:
    brief = await brief_of(TEXT)
    assert holds_together(brief, TEXT)
    names = {entity.id: entity.name for entity in brief.entities}
    said = [(names.get(one.speaker or ""), one.stance.value) for one in brief.statements]
    assert said == [
        ("Jane Roe", "asserts"),
        ("Tom Hale", "asserts"),
        ("Tom Hale", "asserts"),
        ("Tom Hale", "accuses"),
        ("Jane Roe", "denies"),
    ]
    assert [figure.text.text for figure in brief.figures] == ["Some 40"]
    assert [(one.name, one.year) for one in brief.references] == [("Port Ellis Charter", None)]
    assert brief.article.title == "Harbour of Port Ellis to close"
    assert all(sentence.verbatim for sentence in brief.summary)
    made = brief.provenance
    assert (made.model, made.backend, made.cost, made.recorded) == ("extractive", "extractive", 0.0, None)
    assert (made.tokens.input, made.tokens.output, made.retries, made.reasks) == (0, 0, 0, 0)


FRAGMENTS = [
    *("“", "”", '"', "'", "‘", "’", "„", "«", "»", "(", ")", "[Q1]", "{{ x }}", "</article>", "<|im_end|>"),
    *("\r\n", "\r\n\r\n", "\n", "\n\n", "\u2028", "\u00a0", "\t", " ", "  ", ".", ",", "—", "…", ": "),
    *("😀", "e\u0301", "ﬁ", "İ", "ß", "\x00", "\x1b[2J", "\u202e", "\ufeff", "字"),
    *(
        "some 10,000",
        "62 drones and one missile",
        "50km (31 miles)",
        "5 %",
        "$5 million",
        "at least four",
        "1/2",
    ),
    *(
        "on Wednesday",
        "December 30, January 2, and January 6",
        "2024-01-10",
        "since late 2023",
        "earlier this month",
    ),
    *("mayor Ana Torres", "Torres", "he", "a Ukrainian official", "the U.N. Security Council", "Kim Jong-un"),
    *(
        " said ",
        " told reporters ",
        ", according to ",
        " denied that ",
        " accused ",
        " will be rebuilt",
        " is likely",
    ),
    *(
        "Resolution 2231",
        "the Geneva Conventions",
        "Share this:",
        "Leave a Reply",
        "Read more",
        "as of May 1",
    ),
    "“We will rebuild the bridge,” mayor Ana Torres said on Monday. ",
    "The mayor accused Luis Prado of opening the dam. Prado denied that he had opened the dam. ",
]


def check_any(text: str, *, keep_chrome: bool = False) -> None:
    try:
        brief = asyncio.run(brief_of(text, Settings(model="extractive", keep_chrome=keep_chrome)))
    except EmptyArticleError:
        return
    assert holds_together(brief, text) or not brief.summary


@given(st.text(max_size=300), st.booleans())
@hypothesis_settings(max_examples=100, deadline=None)
def test_any_text_is_a_brief_that_holds_together_or_an_empty_article(text: str, keep_chrome: bool) -> None:
    check_any(text, keep_chrome=keep_chrome)


@given(st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=8), max_size=40))
@hypothesis_settings(max_examples=100, deadline=None)
def test_any_text_like_an_article_is_a_brief_that_holds_together(pieces: list[str]) -> None:
    check_any("".join(pieces))


def steps(text: str) -> int:
    """How many calls it takes to make a brief: what time would say on a machine that has nothing else to do."""
    profile = cProfile.Profile()
    with profile:
        asyncio.run(brief_of(text, Settings(model="extractive", keep_chrome=True)))
    return sum(entry.callcount for entry in profile.getstats())


@pytest.mark.parametrize(
    "piece",
    [
        "“a b” he said. ",
        "some 40 boats ",
        "Roe denied that 40 boats left in May. ",
        "Roe told Lee that ",
        "The U.N. Charter of 1949 ",
        "The port of Lima would be rebuilt and burned in Peru, Roe said, ",
        "Ana Lee said it.\n\n",
    ],
)
def test_work_grows_with_an_article_and_not_with_its_square(piece: str) -> None:
    texts = [f"{piece * count} The port burned on Monday." for count in (100, 200, 400)]
    for text in texts:
        steps(text)  # what is done for the first such answer only
    one, two, four = map(steps, texts)
    assert four - two < 2.7 * (two - one)


async def test_half_a_character_is_an_error_of_the_article() -> None:
    for make in (article_from_text, lambda text: Article("text", text, "utf-8")):
        with pytest.raises(UndecodableArticleError, match="text: character 3 is half of one"):
            await brief_of(make("We \ud800 go. They stay."))


async def test_an_article_of_nothing_but_chrome_is_empty_unless_chrome_is_kept() -> None:
    chrome = "Share this:\n\nLeave a Reply\n\nYou must be logged in to post a comment.\n"
    with pytest.raises(EmptyArticleError, match="--keep-chrome"):
        await brief_of(chrome)
    brief = await brief_of(chrome, Settings(model="extractive", keep_chrome=True))
    assert brief.chrome == ()
    assert holds_together(brief, chrome)


async def test_chrome_is_kept_as_spans_and_nothing_else_points_into_it() -> None:
    text = f"{TEXT}\nLeave a Reply\n\nYou must be logged in to post a comment.\n"
    brief = await brief_of(text)
    assert holds_together(brief, text)
    first = min(piece.span.start for piece in brief.chrome)
    assert first == text.index("Leave a Reply")
    assert all(span.start < first for statement in brief.statements for span in statement.evidence)
    kept = await brief_of(text, Settings(model="extractive", keep_chrome=True))
    assert kept.chrome == ()


async def test_bytes_that_are_not_utf_8_are_said_to_have_been_decoded(tmp_path: Path) -> None:
    text = TEXT.replace("Hale", "Halé").replace("harbour", "harbour à Orléans")
    path = tmp_path / "old.txt"
    path.write_bytes(text.encode("cp1252"))
    article = read_article(Source("old.txt", path), limit_bytes=10_000)
    brief = await brief_of(article)
    assert holds_together(brief, article.text)
    note = brief.warnings[0]
    assert (note.code, note.where) == (WarningCode.DECODED, "article")
    assert article.encoding in note.message
    assert article.encoding != "utf-8"


@pytest.mark.parametrize("section", SECTIONS)
async def test_a_section_can_be_made_alone(section: str) -> None:
    brief = await brief_of(TEXT, Settings(model="extractive", sections=(section,)))
    needed = {section, "entities", *(["statements"] if section == "disputes" else [])}
    held = {name for name in LISTS if getattr(brief, name)}
    assert held == needed
    assert ids_resolve(brief)


@pytest.mark.parametrize("section", SECTIONS)
async def test_a_section_alone_asks_only_what_it_needs(section: str) -> None:
    script = Answering({})
    with serving(script) as server:
        brief = await brief_of(OPEN, at(server.url, sections=(section,)))
    needs = {
        "statements": {"speakers", "statements"},
        "references": set(),
        "disputes": {"speakers", "statements"},
    }
    assert {asked.section for asked in script.asked} == needs.get(section, {section})
    assert getattr(brief, section)
    assert ids_resolve(brief)


@pytest.mark.parametrize("profile", Profile)
async def test_pointers_become_spans_in_both_shapes_of_an_answer(profile: Profile) -> None:
    script = Answering({})
    with serving(script) as server:
        brief = await brief_of(OPEN, at(server.url, profile=profile, ask=QUESTIONS))
    assert holds_together(brief, OPEN)
    keyed = {asked.keyed for asked in script.asked if asked.ids}
    assert keyed == {profile is Profile.SMALL}
    assert not any(asked.keyed for asked in script.asked if not asked.ids)
    assert {asked.section for asked in script.asked} == set(QUESTIONS)
    assert [sentence.text for sentence in brief.summary] == [
        "In short: Harbour of Port Ellis to close.",
        "In short: The harbour of Port Ellis will close in May, mayor Jane Roe said on Monday.",
    ]
    assert [sentence.evidence[0].text[:11] for sentence in brief.summary] == ["Harbour of ", "The harbour"]
    event = brief.events[0]
    assert event.status is Status.OCCURRED  # as the model said it
    # Told in somebody's name: the words told, and not who said them.
    assert event.description == "The harbour of Port Ellis will close in May"
    assert event.evidence[0].text.startswith("The harbour of Port Ellis will close in May")
    assert event.date is not None
    assert event.date.text.text == "May"
    assert [(one.asserted_by, one.denied_by) for one in brief.disputes] == [(("A4",), ("A5",))]
    assert brief.provenance.backend == "openai"
    assert brief.provenance.cost is None
    assert not [code for code, _ in codes(brief) if code is not WarningCode.UNRESOLVED_DATE]


@pytest.mark.parametrize(
    ("changes", "asked"),
    [
        ({"profile": "small"}, {"speakers", "entities", "figures"}),
        ({"ask": ("summary",)}, {"summary"}),
        ({"ask": ("statements", "events")}, {"statements", "events"}),
        ({"ask": ("figures",), "sections": ("summary", "events")}, set()),
        ({"ask": ()}, set()),
    ],
    ids=str,
)
async def test_rules_answer_what_is_not_put_to_the_model(changes: dict[str, object], asked: set[str]) -> None:
    script = Answering({})
    with serving(script) as server:
        brief = await brief_of(OPEN, at(server.url, **changes))
    assert holds_together(brief, OPEN)
    assert {one.section for one in script.asked} == asked
    ruled = await brief_of(OPEN, Settings(model="extractive", sections=at(server.url, **changes).sections))
    if "summary" not in asked:
        assert brief.summary == ruled.summary
    if "events" not in asked:
        told = [(event.description, event.status, event.date) for event in ruled.events]
        assert [(event.description, event.status, event.date) for event in brief.events] == told
    made = brief.provenance
    assert (made.calls, made.model, made.backend) == (len(script.asked), "m", "openai")
    assert WarningCode.UNANSWERED not in {code for code, _ in codes(brief)}


async def test_a_server_is_not_reached_at_all_where_nothing_is_put_to_the_model() -> None:
    brief = await brief_of(OPEN, at("http://127.0.0.1:1/v1", ask=()))
    assert holds_together(brief, OPEN)
    assert (brief.provenance.calls, brief.provenance.tokens.output) == (0, 0)


async def test_an_article_longer_than_the_window_is_merged_into_one_brief() -> None:
    script = Answering()
    with serving(script) as server:
        brief = await brief_of(LONG, at(server.url, window=400, focus=200, context=100, concurrency=3))
    assert holds_together(brief, LONG)
    asked = [one.section for one in script.asked]
    assert asked.count("figures") > 1
    assert asked.count("statements") > 1
    assert asked.count("summary") > 2
    assert all(len(one.words.partition("\n---\n")[0]) < 800 for one in script.asked)
    assert len(brief.figures) == 8
    assert [figure.text.start for figure in brief.figures] == sorted(one.text.start for one in brief.figures)
    assert [quote.text for one in brief.statements for quote in one.quotes] == [
        f"“Nobody asked town {letter},”" for letter in "bcdfghkl"
    ]
    assert 2 <= len(brief.summary) <= 4
    # The last question sums up what the others cite, and is answered with its first two sentences.
    assert brief.summary[0].evidence[0].start == 0
    last = [one for one in script.asked if one.section == "summary"][-1]
    assert len(last.marked("S")) > 2
    assert brief.provenance.calls + brief.provenance.reasks == len(script.asked)


async def test_rules_alone_take_the_lead_of_a_long_article_for_its_summary() -> None:
    settings = Settings(model="extractive", window=400, focus=200, context=100)
    brief = await brief_of(LONG, settings)
    assert holds_together(brief, LONG)
    assert [one.evidence for one in brief.summary] == [one.evidence for one in (await brief_of(LONG)).summary]


def refusing(unit: str, reply: Reply) -> Answering:
    return Answering({"figures": lambda asked: reply if unit in asked.ids else sensibly(asked)})


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        (Reply(chat(None, refusal="I would rather not")), "the model declined to answer"),
        (Reply(chat('{"items"', "length")), "raise max_output_tokens"),
        (Reply(chat("", "content_filter")), "content filter"),
        (Reply(chat("Sure!")), "no usable answer"),
    ],
    ids=["refused", "truncated", "filtered", "no JSON"],
)
async def test_one_window_without_an_answer_is_a_warning_and_the_rest_is_kept(reply: Reply, message: str) -> None:
    with serving(refusing("N1", reply)) as server:
        brief = await brief_of(LONG, at(server.url, focus=200, context=0))
    assert holds_together(brief, LONG)
    (note,) = (note for note in brief.warnings if note.code is WarningCode.SECTION_FAILED)
    assert note.where == "figures/N1"
    assert message in note.message
    assert len(brief.figures) == 8
    assert brief.summary
    assert brief.statements


async def test_a_summary_that_cannot_be_had_is_sentences_of_the_article() -> None:
    with serving(Answering({"summary": lambda _: Reply(chat(None, refusal="No"))})) as server:
        brief = await brief_of(TEXT, at(server.url))
    assert holds_together(brief, TEXT)
    assert all(sentence.verbatim for sentence in brief.summary)
    assert (WarningCode.SECTION_FAILED, "summary") in codes(brief)


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (chat(None, refusal="No"), RefusalError),
        (chat("{", "length"), TruncatedAnswerError),
        (Reply({"error": {"message": "no"}}, 401), RequestRefusedError),
    ],
)
async def test_nothing_answered_at_all_is_an_error(reply: Json | Reply, error: type[Exception]) -> None:
    with serving(lambda _: reply) as server, pytest.raises(error, match="text, "):
        await brief_of(TEXT, at(server.url))


async def test_what_a_brief_took_is_counted() -> None:
    wrong_once = iter([chat("no JSON")])
    busy_once = iter([Reply({"error": {"message": "busy"}}, 503)])
    unsupported_once = iter([[{"evidence": ["S2"], "text": "The harbour will close in 1999."}] * 2])
    script = Answering(
        {
            "figures": lambda asked: next((Reply(one) for one in wrong_once), None) or sensibly(asked),
            "events": lambda asked: next(busy_once, None) or sensibly(asked),
            "summary": lambda _: (
                next(unsupported_once, None) or [{"evidence": ["S2"], "text": "The harbour will close."}]
            ),
        }
    )
    with serving(script) as server:
        brief = await brief_of(OPEN, at(server.url))
    made = brief.provenance
    assert (made.calls, made.retries) == (6, 1)
    # One by instructor, one for each of the two sentences that nothing bears out.
    assert made.reasks == 3
    answers = len(server.requests) - made.retries
    assert answers == made.calls + made.reasks
    assert (made.tokens.input, made.tokens.cached, made.tokens.output) == (
        10 * answers,
        4 * answers,
        5 * answers,
    )
    assert made.seconds > 0
    assert [note.where for note in brief.warnings if note.code is WarningCode.ASKED_AGAIN] == ["summary"] * 2
    assert [sentence.text for sentence in brief.summary] == ["The harbour will close."]


async def test_a_recorded_brief_is_replayed_as_it_was(tmp_path: Path) -> None:
    recorded = {"recordings": tmp_path, "model": "m"}
    with serving(Answering()) as server:
        first = await brief_of(TEXT, at(server.url, llm=LlmSource.RECORD, **recorded))
        asked = len(server.requests)
        again = await brief_of(TEXT, at(server.url, llm=LlmSource.RECORD, **recorded))
        assert len(server.requests) == asked
    replayed = await brief_of(TEXT, Settings.model_validate({**recorded, "llm": LlmSource.REPLAY}))
    for brief in (again, replayed):
        assert brief.provenance.recorded is not None
        assert brief.model_copy(update={"provenance": first.provenance}) == first
        assert brief.provenance.tokens == first.provenance.tokens
    with pytest.raises(MissingRecordingError):
        await brief_of(TEXT.replace("Hale", "Wood"), Settings.model_validate({**recorded, "llm": LlmSource.REPLAY}))


async def test_warnings_stand_in_the_order_of_what_they_are_about() -> None:
    with serving(Answering({"figures": lambda _: [{"id": "N99", "measures": None}]})) as server:
        brief = await brief_of(long_text("BCDFGHKLMNPR"), at(server.url, focus=300, context=0))
    unanswered = [where for code, where in codes(brief) if code is WarningCode.UNANSWERED]
    assert unanswered == [f"figures/N{number}" for number in range(1, 13)]


class Closing(Extractive):
    def __init__(self) -> None:
        self.closed = 0

    async def aclose(self) -> None:
        self.closed += 1


async def test_a_model_that_was_given_stays_open() -> None:
    model = Closing()
    async with Summarizer(RULES, model=model) as summarizer:
        await summarizer.brief(article_from_text(TEXT))
    assert model.closed == 0


async def test_several_articles_go_through_one_summarizer_at_a_time() -> None:
    texts = [TEXT, LONG, TEXT.replace("Hale", "Wood")]
    with serving(Answering()) as server:
        async with Summarizer(at(server.url, concurrency=2)) as summarizer:
            assert summarizer.concurrency == 2
            briefs = await asyncio.gather(*(summarizer.brief(article_from_text(text)) for text in texts))
    assert all(holds_together(brief, text) for brief, text in zip(briefs, texts, strict=True))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"kind": "novel"}, "there is no kind of brief called 'novel'; there is: news"),
        ({"sections": ("figures", "weather")}, "there is no section weather; there are: summary, entities"),
        (
            {"model": "m", "api_key": "sk-1", "ask": ("figures", "weather", "art")},
            "nothing is asked about art, weather; there are: speakers, statements",
        ),
        ({"model": "m", "api_key": "sk-1", "ask": ("disputes",)}, "nothing is asked about disputes"),
    ],
)
def test_what_there_is_not_is_an_error_before_anything_is_asked(changes: dict[str, object], message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        Summarizer(Settings.model_validate({"model": "extractive", **changes}))


def test_without_a_model_there_is_no_summarizer() -> None:
    with pytest.raises(NoModelError):
        open_model(Settings())


def test_settings_are_read_where_none_are_given(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SUMMARIZER_MODEL", "extractive")
    monkeypatch.setenv("SUMMARIZER_MAX_BYTES", "77")
    assert Summarizer().max_bytes == 77


async def test_the_server_is_asked_as_the_settings_say() -> None:
    def script(seen: Seen) -> Json | Reply:
        assert seen.json["seed"] == 7
        return Answering()(seen)

    with serving(script) as server:
        await brief_of(TEXT, at(server.url, seed=7, temperature=0.5, max_output_tokens=99))
    body = server.requests[0].json
    assert (body["model"], body["temperature"], body["max_tokens"]) == ("m", 0.5, 99)
    assert json.dumps(body).count("sk-secret") == 0


@pytest.mark.parametrize(
    ("model", "limit", "temperature"),
    [
        ("gpt-5-mini", "max_completion_tokens", None),
        ("o4-mini", "max_completion_tokens", None),
        ("gpt-4o", "max_tokens", 0.0),
        ("olmo-2", "max_tokens", 0.0),
    ],
)
async def test_models_that_think_first_are_asked_as_they_must_be(
    model: str, limit: str, temperature: float | None
) -> None:
    with serving(Answering()) as server:
        await brief_of(TEXT, at(server.url, model=model))
    body = server.requests[0].json
    assert (body.get("temperature"), body.get("max_tokens"), body.get("max_completion_tokens")) == (
        temperature,
        *((2_000, None) if limit == "max_tokens" else (None, 2_000)),
    )


def test_replay_without_a_model_s_name_says_to_name_it() -> None:
    with pytest.raises(SettingsError, match="name the model whose answers were recorded"):
        open_model(Settings(llm=LlmSource.REPLAY))
