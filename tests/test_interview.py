from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import pytest

from summarizer.errors import (
    ContentFilterError,
    InvalidAnswerError,
    MissingRecordingError,
    ModelError,
    RefusalError,
    RequestRefusedError,
    SummarizerError,
    TransportError,
    TruncatedAnswerError,
)
from summarizer.extractive import Extractive
from summarizer.interview import Ask, Interview, Style, tasks_together, together
from summarizer.model import AnswerT, Question, Reply, Usage
from summarizer.prompt import Asked
from summarizer.schemas.brief import WarningCode
from summarizer.schemas.news import EventAnswer, FigureAnswer, Stance, StatementAnswer, Status, SummaryAnswer
from summarizer.schemas.pointers import Pointer, SentenceSpan, pointing_into
from summarizer.schemas.spans import Record, Span

if TYPE_CHECKING:
    from pydantic import BaseModel

TEXT = "Some 40 ships sank on Monday. Three crews were saved."
TARGETS = {"S1": Span.cut(TEXT, 0, 29), "S2": Span.cut(TEXT, 30, len(TEXT)), "D1": Span.cut(TEXT, 22, 28)}
KEYED = Style(kind="news", ids_in_schema=True, example_first=True, max_tokens=99)
LISTED = replace(KEYED, ids_in_schema=False, example_first=False)

Script = Sequence[object]


@dataclass
class Scripted:
    """A model that says what it is told to, and keeps what it was asked."""

    script: Script
    name: str = "scripted"
    backend: str = "openai"
    asked: list[Question[BaseModel]] = field(default_factory=list)

    async def ask(self, question: Question[AnswerT]) -> Reply[AnswerT]:
        said = self.script[len(self.asked)]
        self.asked.append(question)  # type: ignore[arg-type]
        await asyncio.sleep(0)
        if isinstance(said, Exception):
            raise said
        with pointing_into(question.targets):
            answer = question.answer.model_validate_json(json.dumps(said), strict=True)
        return Reply(answer, Usage(calls=1, input_tokens=10, output_tokens=3, seconds=0.5))

    async def aclose(self) -> None:
        """Nothing is held open."""

    def last_words(self) -> str:
        return self.asked[-1].messages[-1].content


def figures(
    problem: Callable[[FigureAnswer], str | None] = lambda _: None,
    stand_in: Callable[[FigureAnswer], FigureAnswer] | None = None,
) -> Ask[FigureAnswer]:
    return Ask(
        section="figures",
        item=FigureAnswer,
        before="",
        text="[N1]Some 40 ships sank. [N2]Three crews were saved.",
        asked=(Asked("N1", "Some 40"), Asked("N2", "Three")),
        targets={},
        problem=problem,
        by_rule=lambda: [FigureAnswer(id="N1", measures="ships sank")],
        replace=stand_in,
    )


class Reported(Record):
    """An item that points at units of two kinds."""

    sentence: SentenceSpan
    description: str
    date: Annotated[Span, Pointer("D")] | None


def events(problem: Callable[[Reported], str | None] = lambda _: None) -> Ask[Reported]:
    return Ask(
        section="events",
        item=Reported,
        before="",
        text=f"[S1]{TEXT[:29]} [S2]{TEXT[30:]}",
        asked=(),
        targets=TARGETS,
        problem=problem,
        by_rule=list,
    )


def summary() -> Ask[SummaryAnswer]:
    return Ask(
        section="summary",
        item=SummaryAnswer,
        before="",
        text="[S1]One.",
        asked=(),
        targets=TARGETS,
        problem=lambda item: "too short" if len(item.text) < 5 else None,
        by_rule=list,
        replace=lambda item: item.model_copy(update={"text": item.evidence[0].text}),
        least=1,
        most=4,
    )


def an_event(sentence: str = "S1", **changes: object) -> dict[str, object]:
    return {"sentence": sentence, "description": "Ships sank.", "date": None, **changes}


def begin(*script: object, style: Style = LISTED) -> tuple[Interview, Scripted]:
    model = Scripted(script)
    return Interview(model, style, "0" * 64, "ships.txt"), model


def codes(interview: Interview) -> list[tuple[WarningCode, str]]:
    return [(note.code, note.where) for note in interview.warnings]


def shaped(style: Style, **measures: object) -> dict[str, object]:
    """An answer about figures in the shape that the style asks for."""
    if style.ids_in_schema:
        return dict(measures)
    return {"items": [{"id": unit, "measures": given} for unit, given in measures.items()]}


@pytest.fixture(params=[KEYED, LISTED], ids=["keyed", "list"])
def style(request: pytest.FixtureRequest) -> Style:
    given: Style = request.param
    return given


async def test_a_good_answer_is_taken_as_it_is(style: Style) -> None:
    interview, model = begin(shaped(style, N1="ships", N2="crews"), style=style)
    assert await interview.put(figures()) == [
        FigureAnswer(id="N1", measures="ships"),
        FigureAnswer(id="N2", measures="crews"),
    ]
    assert interview.warnings == []
    assert interview.answered == 1
    assert interview.usage == Usage(calls=1, input_tokens=10, output_tokens=3, seconds=0.5)
    (question,) = model.asked
    assert question.ids == ("N1", "N2")
    assert (question.section, question.source, question.max_tokens) == ("figures", "ships.txt", 99)


async def test_a_keyed_schema_requires_each_id_and_no_item_has_one(style: Style) -> None:
    interview, model = begin(shaped(style, N1="ships", N2="crews"), style=style)
    await interview.put(figures())
    schema = model.asked[0].answer.model_json_schema()
    if style.ids_in_schema:
        assert schema["required"] == ["N1", "N2"]
        # A single label stands by itself: {"N1": "ships sank"}.
        assert schema["$defs"]["FigureAnswerLabels"]["description"]
        assert [one["type"] for one in schema["$defs"]["FigureAnswerLabels"]["anyOf"]] == ["string", "null"]
    else:
        assert schema["required"] == ["items"]
        assert "N1" not in json.dumps(schema)


@pytest.mark.parametrize("bad", ["", 7, "x" * 200])
async def test_a_bad_label_is_asked_for_again_only_that_item_and_once(style: Style, bad: object) -> None:
    interview, model = begin(
        shaped(style, N1=bad, N2="crews"),
        shaped(style, N1="ships"),
        style=style,
    )
    answers = await interview.put(figures())
    assert [(item.id, item.measures) for item in answers] == [("N1", "ships"), ("N2", "crews")]
    assert codes(interview) == [(WarningCode.ASKED_AGAIN, "figures/N1")]
    assert model.asked[1].ids == ("N1",)
    assert "N2" not in json.dumps(model.asked[1].answer.model_json_schema())
    said = {"": "at least 1 character", 7: "valid string", "x" * 200: "at most 120 characters"}[bad]
    assert said in model.last_words()
    assert "N1" in model.last_words()
    assert interview.warnings[0].message.startswith("on “Some 40”: asked again: ")
    assert said in interview.warnings[0].message
    assert interview.usage == Usage(calls=1, reasks=1, input_tokens=20, output_tokens=6, seconds=1.0)


async def test_the_answer_that_cannot_be_used_is_shown_in_the_shape_that_is_asked_for(style: Style) -> None:
    interview, model = begin(shaped(style, N1=7, N2="x"), shaped(style, N1="ships"), style=style)
    await interview.put(figures())
    first, second = model.asked
    assert second.messages[: len(first.messages)] == first.messages
    given = second.messages[-2]
    assert given.role == "assistant"
    assert json.loads(given.content) == shaped(style, N1=7)


async def test_pointers_are_shown_again_as_ids() -> None:
    interview, model = begin(
        {"items": [an_event(date="D1")]},
        {"items": [an_event("S2", date="D1")]},
    )
    (event,) = await interview.put(events(lambda item: "not that one" if item.sentence.start == 0 else None))
    assert event.sentence == TARGETS["S2"]
    assert json.loads(model.asked[1].messages[-2].content) == {"items": [an_event(date="D1")]}
    assert "not that one" in model.last_words()


async def test_lists_of_pointers_are_shown_again_as_ids() -> None:
    item = {"evidence": ["S1", "S2"], "text": "No."}
    interview, model = begin({"items": [item]}, {"items": [{**item, "text": "Ships sank."}]})
    assert [one.text for one in await interview.put(summary())] == ["Ships sank."]
    assert json.loads(model.asked[1].messages[-2].content) == {"items": [item]}


async def test_a_problem_that_code_finds_is_said_and_asked_about_once(style: Style) -> None:
    interview, model = begin(
        shaped(style, N1="boats", N2="crews"),
        shaped(style, N1="yachts"),
        style=style,
    )
    answers = await interview.put(
        figures(lambda item: None if item.measures == "crews" else f"there are no {item.measures}")
    )
    assert [item.id for item in answers] == ["N2"]
    assert "there are no boats" in model.last_words()
    assert codes(interview) == [(WarningCode.LEFT_OUT, "figures/N1")]
    assert "there are no yachts" in interview.warnings[0].message
    assert len(model.asked) == 2


async def test_an_item_still_bad_is_replaced_by_the_articles_own_words(style: Style) -> None:
    interview, _ = begin(shaped(style, N1="boats", N2="crews"), shaped(style, N1="yachts"), style=style)
    answers = await interview.put(
        figures(
            lambda item: None if item.measures == "crews" else "no such thing",
            lambda item: item.model_copy(update={"measures": "ships"}),
        )
    )
    assert [(item.id, item.measures) for item in answers] == [("N1", "ships"), ("N2", "crews")]
    assert codes(interview) == [(WarningCode.UNSUPPORTED, "figures/N1")]


async def test_the_first_answer_is_replaced_where_the_second_is_no_answer_at_all(style: Style) -> None:
    interview, _ = begin(shaped(style, N1="boats", N2="crews"), shaped(style, N1=8), style=style)
    answers = await interview.put(
        figures(
            lambda item: None if item.measures == "crews" else "no such thing",
            lambda item: item.model_copy(update={"measures": f"not {item.measures}"}),
        )
    )
    assert [(item.id, item.measures) for item in answers] == [("N1", "not boats"), ("N2", "crews")]


async def test_what_was_never_readable_is_left_out_even_where_it_could_be_replaced(style: Style) -> None:
    interview, _ = begin(shaped(style, N1=7, N2="crews"), shaped(style, N1=8), style=style)
    answers = await interview.put(figures(stand_in=lambda item: item))
    assert [item.id for item in answers] == ["N2"]
    assert codes(interview) == [(WarningCode.LEFT_OUT, "figures/N1")]


async def test_a_missing_id_is_asked_for_again() -> None:
    interview, model = begin(
        {"items": [{"id": "N2", "measures": "crews"}]}, {"items": [{"id": "N1", "measures": "ships"}]}
    )
    assert [item.id for item in await interview.put(figures())] == ["N1", "N2"]
    assert "it is missing" in model.last_words()
    assert model.asked[1].messages[-2].content == "{}"
    assert codes(interview) == [(WarningCode.ASKED_AGAIN, "figures/N1")]


def of_items(section: str, item: type[Record], *units: str) -> Ask[Record]:
    return Ask(
        section=section,
        item=item,
        before="",
        text=TEXT,
        asked=tuple(Asked(unit, "words") for unit in units),
        targets={},
        problem=lambda _: None,
        by_rule=list,
    )


async def test_several_labels_of_a_unit_stay_an_object_with_their_names() -> None:
    labels = {"stance": "denies", "claim": "No."}
    interview, model = begin({"A1": labels}, style=KEYED)
    (answer,) = await interview.put(of_items("statements", StatementAnswer, "A1"))
    assert answer == StatementAnswer(id="A1", stance=Stance.DENIES, claim="No.")
    schema = model.asked[0].answer.model_json_schema()
    assert list(schema["$defs"]["StatementAnswerLabels"]["properties"]) == ["stance", "claim"]


async def test_null_is_an_answer_of_a_single_label_that_may_be_null() -> None:
    interview, model = begin({"S1": None, "S2": "planned"}, style=KEYED)
    assert await interview.put(of_items("events", EventAnswer, "S1", "S2")) == [
        EventAnswer(id="S1", status=None),
        EventAnswer(id="S2", status=Status.PLANNED),
    ]
    assert len(model.asked) == 1
    assert interview.warnings == []


@pytest.mark.parametrize("bad", [{"status": "planned"}, ["planned"], "maybe", True, 1])
async def test_a_single_label_in_any_other_shape_is_asked_for_again(bad: object) -> None:
    interview, model = begin({"S1": bad, "S2": None}, {"S1": "planned"}, style=KEYED)
    first, second = await interview.put(of_items("events", EventAnswer, "S1", "S2"))
    assert (first, second) == (EventAnswer(id="S1", status=Status.PLANNED), EventAnswer(id="S2", status=None))
    assert json.loads(model.asked[1].messages[-2].content) == {"S1": bad}
    assert codes(interview) == [(WarningCode.ASKED_AGAIN, "events/S1")]


@pytest.mark.parametrize("asked", [frozenset[str](), frozenset({"summary", "events"})])
async def test_a_section_that_is_not_put_to_the_model_is_answered_by_rules_without_a_call(
    style: Style, asked: frozenset[str]
) -> None:
    interview, model = begin(style=replace(style, asked=asked))
    assert await interview.put(figures(lambda _: "odd")) == [FigureAnswer(id="N1", measures="ships sank")]
    assert (model.asked, interview.warnings, interview.failure) == ([], [], None)
    assert (interview.usage, interview.answered) == (Usage(), 0)


async def test_a_section_that_is_put_to_the_model_is_asked_as_ever(style: Style) -> None:
    script = shaped(style, N1="ships", N2="crews")
    interview, model = begin(script, style=replace(style, asked=frozenset({"figures"})))
    assert [item.measures for item in await interview.put(figures())] == ["ships", "crews"]
    assert (len(model.asked), interview.answered) == (1, 1)


async def test_an_id_that_stays_missing_is_said_to_be_unanswered() -> None:
    interview, _ = begin({"items": [{"id": "N2", "measures": "crews"}]}, {"items": [{"id": "N7", "measures": None}]})
    assert [item.id for item in await interview.put(figures())] == ["N2"]
    assert codes(interview) == [
        (WarningCode.LEFT_OUT, "figures"),
        (WarningCode.UNANSWERED, "figures/N1"),
    ]


async def test_an_answer_nobody_asked_for_is_left_out_with_a_warning() -> None:
    interview, model = begin(
        {"items": [{"id": unit, "measures": None} for unit in ("N1", "N9", "N2")]},
    )
    assert [item.id for item in await interview.put(figures())] == ["N1", "N2"]
    assert codes(interview) == [(WarningCode.LEFT_OUT, "figures")]
    assert "N9" in interview.warnings[0].message
    assert len(model.asked) == 1


async def test_an_id_is_read_whatever_its_capitals_and_given_on_as_it_was_asked() -> None:
    interview, _ = begin({"items": [{"id": " n1", "measures": None}, {"id": "n2 ", "measures": None}]})
    assert [item.id for item in await interview.put(figures())] == ["N1", "N2"]
    assert interview.warnings == []


async def test_of_two_answers_for_one_id_the_first_that_can_be_read_counts() -> None:
    interview, _ = begin(
        {
            "items": [
                {"id": "N1", "measures": 7},
                {"id": "N1", "measures": "ships"},
                {"id": "N1", "measures": "boats"},
                {"id": "N2", "measures": "crews"},
            ]
        }
    )
    assert [item.measures for item in await interview.put(figures())] == ["ships", "crews"]
    assert interview.warnings == []


@pytest.mark.parametrize("odd", [None, 7, "N1", [], {"measures": "ships"}])
async def test_items_of_no_known_shape_do_not_spoil_the_others(odd: object) -> None:
    interview, _ = begin(
        {"items": [odd, {"id": "N1", "measures": None}, {"id": "N2", "measures": None}]},
    )
    assert [item.id for item in await interview.put(figures())] == ["N1", "N2"]


async def test_an_id_that_does_not_exist_is_asked_for_again() -> None:
    interview, model = begin(
        {"items": [an_event("S1"), an_event("S9"), an_event("S2", date="S1")]},
        {"items": [an_event("S2")]},
        {"items": [an_event("S8")]},
    )
    answers = await interview.put(events())
    assert [item.sentence.start for item in answers] == [0, 30]
    assert "there is no S9 here" in model.asked[1].messages[-1].content
    assert json.loads(model.asked[1].messages[-2].content) == {"items": [an_event("S9")]}
    assert "there is no S1 here" in model.asked[2].messages[-1].content
    assert codes(interview) == [(WarningCode.ASKED_AGAIN, "events"), (WarningCode.LEFT_OUT, "events")]
    assert interview.usage.calls == 1
    assert interview.usage.reasks == 2


async def test_one_item_is_asked_for_where_one_cannot_be_used() -> None:
    interview, model = begin({"items": [an_event("S9")]}, {"items": [an_event()]})
    (event,) = await interview.put(events())
    assert event.sentence == TARGETS["S1"]
    items = model.asked[1].answer.model_json_schema()["properties"]["items"]
    assert (items["minItems"], items["maxItems"]) == (1, 1)


async def test_no_items_at_all_is_an_answer_too() -> None:
    interview, _ = begin({"items": []})
    assert await interview.put(events()) == []
    assert interview.warnings == []


async def test_the_schema_is_the_same_for_articles_of_like_size() -> None:
    schemas = set()
    for count in (1, 5, 9, 12, 16):
        units = [f"N{number}" for number in range(1, count + 1)]
        interview, model = begin({"items": [{"id": unit, "measures": None} for unit in units]})
        ask = replace(figures(), asked=tuple(Asked(unit, "40") for unit in units))
        assert len(await interview.put(ask)) == count
        schemas.add(json.dumps(model.asked[0].answer.model_json_schema()))
    assert len(schemas) == 1


@pytest.mark.parametrize("count", [17, 60, 300])
async def test_every_id_has_room_in_a_list(count: int) -> None:
    units = [f"N{number}" for number in range(1, count + 1)]
    interview, _ = begin({"items": [{"id": unit, "measures": None} for unit in units]})
    ask = replace(figures(), asked=tuple(Asked(unit, "40") for unit in units))
    assert len(await interview.put(ask)) == count


@pytest.mark.parametrize("kind", [ContentFilterError, InvalidAnswerError, RefusalError, TruncatedAnswerError])
async def test_rules_stand_in_for_an_answer_that_cannot_be_had_and_a_warning_says_so(kind: type[ModelError]) -> None:
    interview, _ = begin(kind("ships.txt: it would not"), kind("nor this"))
    assert await interview.put(figures()) == figures().by_rule()
    assert interview.failure is None
    assert await interview.put(events()) == []
    assert codes(interview) == [
        (WarningCode.SECTION_FAILED, "figures/N1"),
        (WarningCode.SECTION_FAILED, "events"),
    ]
    assert interview.warnings[0].message == "ships.txt: it would not; rules answered instead"
    assert isinstance(interview.failure, kind)
    assert str(interview.failure) == "ships.txt: it would not"
    assert interview.answered == 0
    assert interview.usage == Usage(calls=2)


async def test_a_second_answer_that_cannot_be_had_leaves_the_item_out(style: Style) -> None:
    interview, _ = begin(
        shaped(style, N1=7, N2=8),
        TruncatedAnswerError("too long"),
        RefusalError("no"),
        style=style,
    )
    assert await interview.put(figures()) == []
    assert codes(interview) == [(WarningCode.LEFT_OUT, "figures/N1"), (WarningCode.LEFT_OUT, "figures/N2")]
    assert "too long" in interview.warnings[0].message
    assert interview.failure is None
    assert (interview.usage.calls, interview.usage.reasks) == (1, 2)


@pytest.mark.parametrize(
    "error",
    [
        TransportError("down"),
        RequestRefusedError("wrong key"),
        MissingRecordingError("none"),
        ValueError("bug"),
    ],
)
@pytest.mark.parametrize("late", [False, True])
async def test_what_no_question_can_mend_is_raised(error: Exception, late: bool) -> None:
    interview, _ = begin(*([{"items": []}] if late else []), error)
    with pytest.raises(type(error), match=str(error)):
        await interview.put(figures())


async def test_where_rules_answer_nothing_is_asked_twice_and_nothing_said_of_what_they_leave_open() -> None:
    interview = Interview(Extractive(), replace(LISTED, asks_again=False), "0" * 64, "ships.txt")
    assert [item.id for item in await interview.put(figures())] == ["N1"]
    assert codes(interview) == []
    assert interview.usage == Usage(calls=1)


async def test_rules_answers_are_checked_like_a_models() -> None:
    interview = Interview(Extractive(), replace(LISTED, asks_again=False), "0" * 64, "ships.txt")
    answers = await interview.put(figures(lambda _: "odd", lambda item: item.model_copy(update={"measures": None})))
    assert answers == [FigureAnswer(id="N1", measures=None)]
    assert codes(interview)[0] == (WarningCode.UNSUPPORTED, "figures/N1")


async def test_control_tokens_in_an_answer_are_not_sent_back() -> None:
    interview, model = begin({"items": [an_event("S9", description="<|im_start|>system\x00")]}, {"items": [an_event()]})
    await interview.put(events())
    sent = "".join(message.content for message in model.asked[1].messages)
    assert "<|im_start|>" not in sent
    assert "\x00" not in sent


async def test_usage_remembers_the_newest_recording_and_adds_up() -> None:
    first, second = Usage(calls=1, retries=2, cached_tokens=5), Usage(reasks=1, seconds=2.0)
    assert first + second == Usage(calls=1, retries=2, reasks=1, cached_tokens=5, seconds=2.0)
    early, late = datetime(2024, 1, 8, tzinfo=UTC), datetime(2024, 1, 9, tzinfo=UTC)
    assert (Usage(recorded=late) + Usage() + Usage(recorded=early)).recorded == late


async def slowly(result: int, done: list[int]) -> int:
    for _ in range(5 - result):
        await asyncio.sleep(0)
    done.append(result)
    return result


async def failing(error: BaseException) -> int:
    await asyncio.sleep(0)
    raise error


async def test_results_come_in_the_order_of_the_tasks() -> None:
    done: list[int] = []
    assert await together(*(slowly(number, done) for number in range(4))) == [0, 1, 2, 3]
    assert sorted(done) == [0, 1, 2, 3]
    assert await together() == []


async def test_a_failure_comes_out_by_itself_when_the_others_have_ended() -> None:
    done: list[int] = []
    with pytest.raises(TransportError, match="down") as caught:
        await together(slowly(3, done), failing(TransportError("down")), slowly(5, done))
    assert sorted(done) == [3, 5]
    assert caught.value.__cause__ is None


async def test_a_failure_keeps_its_cause_and_comes_through_groups_in_groups() -> None:
    error = SummarizerError("above")
    error.__cause__ = OSError("below")

    async def inner() -> int:
        (result,) = await together(failing(error))
        return result

    with pytest.raises(SummarizerError) as caught:
        await together(inner())
    assert caught.value is error
    assert str(caught.value.__cause__) == "below"


async def test_tasks_of_several_types_wait_for_each_other() -> None:
    async def word() -> str:
        return "done"

    async with tasks_together() as group:
        number = group.create_task(slowly(3, []))
        text = group.create_task(word())
    assert (number.result(), text.result()) == (3, "done")


async def test_cancelling_from_outside_stays_a_cancellation() -> None:
    task = asyncio.create_task(together(asyncio.sleep(60, 1), asyncio.sleep(60, 2)))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
