from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Annotated

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from summarizer.brief import Brief
from summarizer.schemas.brief import (
    ArticleInfo,
    ChromeReason,
    ChromeSpan,
    Provenance,
    Tokens,
    WarningCode,
    WarningNote,
)
from summarizer.schemas.news import (
    Check,
    Date,
    Entity,
    EntityAnswer,
    EntityKind,
    Event,
    EventAnswer,
    FigureAnswer,
    Manner,
    Precision,
    SpeakerAnswer,
    Stance,
    Statement,
    StatementAnswer,
    Status,
    SummaryAnswer,
    SummarySentence,
)
from summarizer.schemas.pointers import Faulty, Forgiving, Pointer, SentenceSpan, pointing_into
from summarizer.schemas.spans import Record, Span

TEXT = "The dam broke on Monday. Nobody was hurt 🌊 — said the “mayor”."
TARGETS = {"S1": Span.cut(TEXT, 0, 24), "S2": Span.cut(TEXT, 25, len(TEXT)), "D1": Span.cut(TEXT, 17, 23)}


DateSpan = Annotated[Span, Pointer("D")]


class OnePointer(Record):
    sentence: SentenceSpan
    when: DateSpan | None = None


class Several(Record):
    items: list[Annotated[SummaryAnswer, Forgiving()]]


class SeveralLabels(Record):
    items: list[Annotated[StatementAnswer, Forgiving()]]


def read(model: type[BaseModel], answer: object) -> BaseModel:
    """As instructor reads an answer: from JSON, strictly."""
    with pointing_into(TARGETS):
        return model.model_validate_json(json.dumps(answer), strict=True)


def test_a_span_is_cut_by_code_points() -> None:
    span = Span.cut(TEXT, 25, 43)
    assert (span.start, span.end, span.text) == (25, 43, "Nobody was hurt 🌊 ")


@given(st.text(max_size=40), st.integers(0, 40), st.integers(0, 40))
@settings(max_examples=100, deadline=None)
def test_every_piece_of_any_text_is_a_span_that_says_so(text: str, one: int, two: int) -> None:
    start, end = sorted((min(one, len(text)), min(two, len(text))))
    span = Span.cut(text, start, end)
    assert text[span.start : span.end] == span.text


@pytest.mark.parametrize(
    "span",
    [
        {"start": 0, "end": 3, "text": "ab"},
        {"start": 3, "end": 0, "text": "abc"},
        {"start": -1, "end": 1, "text": "ab"},
        {"start": 0, "end": 2, "text": "ab", "page": 1},
        {"start": 0, "end": 2},
    ],
)
def test_a_span_that_cannot_be_is_refused(span: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Span.model_validate(span)


def test_a_span_cut_past_the_end_is_refused() -> None:
    with pytest.raises(ValidationError, match="cannot hold"):
        Span.cut("abc", 1, 9)


def test_records_do_not_change() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        TARGETS["S1"].start = 1  # type: ignore[misc]


@pytest.mark.parametrize("typed", ["S2", "s2", " S2 "])
def test_an_id_becomes_the_span_that_it_stands_for(typed: str) -> None:
    assert read(OnePointer, {"sentence": typed}) == OnePointer(sentence=TARGETS["S2"])


def test_pointers_of_several_kinds_stand_beside_each_other() -> None:
    answer = read(OnePointer, {"sentence": "S1", "when": "D1"})
    assert answer == OnePointer(sentence=TARGETS["S1"], when=TARGETS["D1"])


@pytest.mark.parametrize(
    "typed",
    ["S9", "S01", "D1", "Q1", "", "S", "1", "The dam broke on Monday.", "S1 S2", "{unit}", "\x1b[31m" * 99],
)
def test_an_id_that_does_not_exist_or_has_the_wrong_letter_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError) as caught:
        read(OnePointer, {"sentence": typed})
    (problem,) = caught.value.errors()
    assert problem["type"] == "no_such_unit"
    assert problem["loc"] == ("sentence",)
    assert problem["msg"] == f"there is no {typed[:40]} here"


@pytest.mark.parametrize("typed", [7, None, ["S1"], True])
def test_what_is_no_id_is_refused(typed: object) -> None:
    with pytest.raises(ValidationError):
        read(OnePointer, {"sentence": typed})


def test_outside_of_an_article_nothing_is_pointed_at() -> None:
    with pytest.raises(ValidationError, match="there is no S1 here"):
        OnePointer.model_validate({"sentence": "S1"})


def test_what_is_pointed_into_ends_with_its_block_even_where_it_fails() -> None:
    def fail_inside() -> None:
        with pointing_into(TARGETS):
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_inside()
    with pytest.raises(ValidationError):
        OnePointer.model_validate({"sentence": "S1"})


def test_articles_one_inside_the_other_keep_apart() -> None:
    other = {"S1": Span.cut("Other.", 0, 6)}
    with pointing_into(TARGETS):
        with pointing_into(other):
            assert OnePointer.model_validate({"sentence": "S1"}).sentence.text == "Other."
        assert OnePointer.model_validate({"sentence": "S1"}).sentence.text == TEXT[:24]


def test_whole_spans_are_taken_everywhere() -> None:
    saved = OnePointer(sentence=TARGETS["S1"], when=TARGETS["D1"]).model_dump_json()
    loaded = OnePointer.model_validate_json(saved)
    assert loaded.sentence == TARGETS["S1"]
    assert loaded.when == TARGETS["D1"]
    with pointing_into({}):
        assert OnePointer.model_validate_json(saved) == loaded


def test_a_whole_span_that_lies_about_its_length_is_refused_in_a_pointer_too() -> None:
    with pytest.raises(ValidationError, match="cannot hold"):
        OnePointer.model_validate({"sentence": {"start": 0, "end": 5, "text": "abc"}})


def test_a_list_of_pointers_is_read_strictly_from_json() -> None:
    answer = read(Several, {"items": [{"evidence": ["S1", "S2"], "text": "The dam broke."}]})
    assert isinstance(answer, Several)
    (item,) = answer.items
    assert isinstance(item, SummaryAnswer)
    assert list(item.evidence) == [TARGETS["S1"], TARGETS["S2"]]


def test_a_bad_item_is_kept_apart_from_the_good_ones() -> None:
    answer = read(
        Several,
        {
            "items": [
                {"evidence": ["S1"], "text": "The dam broke."},
                {"evidence": ["S7", "S1"], "text": "It did."},
                {"evidence": [], "text": "Nothing."},
                {"text": ""},
                "S1",
                None,
            ]
        },
    )
    assert isinstance(answer, Several)
    good, *bad = answer.items
    assert isinstance(good, SummaryAnswer)
    assert all(isinstance(item, Faulty) for item in bad)
    problems = [item.problem for item in bad if isinstance(item, Faulty)]
    assert problems[0] == "evidence.0: there is no S7 here"
    assert "at least 1 item" in problems[1]
    assert "evidence: Field required; text: " in problems[2]
    assert all(problems)
    assert next(item.item for item in bad if isinstance(item, Faulty)) == {
        "evidence": ["S7", "S1"],
        "text": "It did.",
    }


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"stance": "shouts"}, "stance: Input should be 'asserts'"),
        ({"claim": 3}, "claim: Input should be a valid string"),
        ({"claim": ""}, "claim: String should have at least 1 character"),
        ({"claim": "x" * 401}, "claim: String should have at most 400 characters"),
        ({"mood": "bad"}, "mood: Extra inputs are not permitted"),
        ({"id": None}, "id: Input should be a valid string"),
    ],
)
def test_a_bad_label_says_what_is_wrong_with_it(change: dict[str, object], problem: str) -> None:
    answer = read(SeveralLabels, {"items": [{"id": "A1", "stance": "denies", "claim": "No.", **change}]})
    assert isinstance(answer, SeveralLabels)
    (item,) = answer.items
    assert isinstance(item, Faulty)
    assert item.problem.startswith(problem)


def test_a_good_label_is_read_strictly_from_json_as_it_is() -> None:
    answer = read(SeveralLabels, {"items": [{"id": "A1", "stance": "denies", "claim": "No."}]})
    assert answer == SeveralLabels(items=[StatementAnswer(id="A1", stance=Stance.DENIES, claim="No.")])


def test_forgiveness_is_for_items_and_not_for_the_answer() -> None:
    with pytest.raises(ValidationError):
        read(Several, {"entries": []})
    with pytest.raises(ValidationError):
        read(Several, {"items": {"evidence": ["S1"], "text": "x"}})


def test_a_model_is_asked_for_ids_with_a_pattern() -> None:
    schema = OnePointer.model_json_schema()
    assert schema["properties"]["sentence"]["pattern"] == "^S[0-9]{1,5}$"
    assert schema["properties"]["sentence"]["type"] == "string"
    assert {"pattern": "^D[0-9]{1,5}$", "type": "string"} in schema["properties"]["when"]["anyOf"]
    assert "$defs" not in schema
    evidence = SummaryAnswer.model_json_schema()["properties"]["evidence"]
    assert evidence["items"] == {"pattern": "^S[0-9]{1,5}$", "type": "string"}


def test_forgiveness_does_not_show_in_what_a_model_is_asked_for() -> None:
    plain = SummaryAnswer.model_json_schema()
    forgiving = Several.model_json_schema()["$defs"]["SummaryAnswer"]
    assert forgiving["properties"] == plain["properties"]
    assert forgiving["additionalProperties"] is False


def test_what_a_user_reads_has_spans() -> None:
    for schema in (
        Brief.model_json_schema(),
        Brief.model_json_schema(mode="serialization"),
        OnePointer.model_json_schema(mode="serialization"),
    ):
        assert "Span" in schema["$defs"]
        assert "pattern" not in json.dumps(schema)


def test_every_field_that_a_model_fills_in_is_required_and_closed() -> None:
    for model in (SpeakerAnswer, StatementAnswer, EntityAnswer, FigureAnswer, EventAnswer, SummaryAnswer):
        schema = model.model_json_schema()
        assert schema["required"] == list(schema["properties"])
        assert schema["additionalProperties"] is False


def test_a_pointer_says_what_it_is_by_its_letter() -> None:
    class Figures(Record):
        number: Annotated[Span, Pointer("N")]

    assert Figures.model_json_schema()["properties"]["number"]["pattern"].startswith("^N")
    with pointing_into({"N3": TARGETS["D1"]}):
        assert Figures.model_validate({"number": "N3"}).number == TARGETS["D1"]


def a_brief() -> Brief:
    when = Date(text=TARGETS["D1"], start=date(2024, 1, 8), end=date(2024, 1, 8), precision=Precision.DAY)
    return Brief(
        article=ArticleInfo(
            id="0" * 64,
            source="dam.txt",
            title="The dam",
            publisher=None,
            authors=("Ana Torres",),
            published=None,
            language="en",
            characters=len(TEXT),
        ),
        chrome=(ChromeSpan(span=Span.cut(TEXT, 0, 0), reason=ChromeReason.MENU),),
        warnings=(WarningNote(code=WarningCode.DECODED, message="read as cp1252", where="article"),),
        provenance=Provenance(
            kind="news",
            model="extractive",
            backend="extractive",
            prompts="0" * 12,
            schema_="1" * 12,
            library="0",
            recorded=None,
            calls=1,
            retries=0,
            reasks=0,
            tokens=Tokens(input=0, cached=0, output=0),
            cost=0.0,
            seconds=0.1,
            created=datetime(2024, 1, 9, tzinfo=UTC),
        ),
        summary=(
            SummarySentence(
                text="The dam broke.",
                evidence=(TARGETS["S1"],),
                checks=(Check(name="names", passed=True, detail=""),),
                verbatim=False,
            ),
        ),
        entities=(
            Entity(
                id="E1",
                name="mayor",
                kind=EntityKind.PERSON,
                role=None,
                affiliation=None,
                aliases=(),
                mentions=(TARGETS["S2"],),
            ),
        ),
        statements=(
            Statement(
                id="A1",
                speaker="E1",
                speaker_text=None,
                cue=None,
                reported_by=None,
                manner=Manner.INDIRECT,
                stance=Stance.ASSERTS,
                claim="Nobody was hurt.",
                quotes=(),
                venue=None,
                date=when,
                evidence=(TARGETS["S2"],),
            ),
        ),
        events=(
            Event(
                id="V1",
                description="The dam broke.",
                status=Status.OCCURRED,
                date=when,
                place=None,
                participants=("E1",),
                according_to=None,
                evidence=(TARGETS["S1"],),
            ),
        ),
        figures=(),
        references=(),
        disputes=(),
    )


def test_a_saved_brief_loads_back_as_it_was() -> None:
    brief = a_brief()
    assert Brief.model_validate_json(brief.model_dump_json()) == brief
    assert Brief.model_validate_json(brief.model_dump_json(), strict=True) == brief
    assert Brief.model_validate(json.loads(brief.model_dump_json())) == brief


def test_a_saved_brief_has_the_contract_names() -> None:
    saved = json.loads(a_brief().model_dump_json())
    assert list(saved["provenance"])[:5] == ["kind", "model", "backend", "prompts", "schema"]
    assert saved["events"][0]["date"] == {
        "text": {"start": 17, "end": 23, "text": "Monday"},
        "start": "2024-01-08",
        "end": "2024-01-08",
        "precision": "day",
    }


def test_a_brief_shows_itself_in_one_line() -> None:
    assert repr(a_brief()) == str(a_brief())
    assert repr(a_brief()) == "<Brief of 'The dam': 1 statements, 1 events, 0 figures, 1 warnings>"
