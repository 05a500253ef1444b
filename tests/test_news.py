"""How answers and rules become the sections of a news brief."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest

from summarizer import summarize
from summarizer.analysis import Analysis, analyse
from summarizer.article import article_from_text
from summarizer.brief import Brief
from summarizer.errors import InvalidAnswerError
from summarizer.extractive import Extractive
from summarizer.model import Question
from summarizer.news import rules
from summarizer.news.brief import SECTIONS
from summarizer.news.build_facts import build_summary
from summarizer.news.cast import Cast, kinds_of
from summarizer.news.dating import Calendar
from summarizer.news.happenings import find_happenings
from summarizer.news.references import find_references
from summarizer.news.statements import find_candidates, find_repeated, number_of
from summarizer.pipeline import Summarizer
from summarizer.schemas.brief import WarningCode
from summarizer.schemas.news import Entity, EntityAnswer, EntityKind, Statement, Status, SummaryAnswer
from summarizer.settings import Profile, Settings
from tests.briefs import Answering, Asked, spans_are_exact
from tests.servers import Json, serving

PORT = """Harbour of Port Ellis to close

The harbour of Port Ellis will close in May, mayor Jane Roe said on Monday. \
Some 40 boats must leave the harbour by then.

“Nobody asked the fishermen,” said Tom Hale, who leads the fishermen's union. “She sold us out,” he added. \
He accused the mayor of closing the harbour for a hotel.

Roe denied that the harbour would be closed for a hotel. The Port Ellis Charter protects it.
"""


def read(text: str) -> Analysis:
    return analyse(article_from_text(text))


def ruled(text: str, *sections: str) -> Brief:
    async def make() -> Brief:
        async with Summarizer(Settings(model="extractive", sections=sections)) as maker:
            return await maker.brief(article_from_text(text))

    return asyncio.run(make())


def answered(text: str, *sections: str, **instead: object) -> tuple[Brief, list[Asked]]:
    """The brief of a text by a model that answers sensibly, but in the sections where items are given.

    Args:
        text: the article.
        sections: those wanted.
        instead: by section, the items of its first answer, and then of the answers when asked again.
    """
    answers = {section: iter(given) for section, given in instead.items() if isinstance(given, list)}

    def answer(asked: Asked) -> list[Json]:
        items: list[Json] = next(answers[asked.section], [])
        return items

    script = Answering(dict.fromkeys(answers, answer))

    async def make() -> Brief:
        settings = Settings(model="m", base_url=server.url, profile=Profile.HOSTED, sections=sections, retries=0)
        async with Summarizer(settings) as maker:
            return await maker.brief(article_from_text(text))

    with serving(script) as server:
        brief = asyncio.run(make())
    assert spans_are_exact(brief.model_dump_json(), text)
    return brief, script.asked


def notes(brief: Brief) -> list[tuple[str, str]]:
    return [(note.code.value, note.where) for note in brief.warnings if note.code is not WarningCode.UNRESOLVED_DATE]


def speaker_of(brief: Brief, statement: Statement) -> Entity | None:
    return next((entity for entity in brief.entities if entity.id == statement.speaker), None)


def said(brief: Brief) -> list[tuple[str | None, str]]:
    """Who says what, by the names shown."""
    speakers = [speaker_of(brief, one) for one in brief.statements]
    return [
        (speaker.name if speaker else None, " … ".join(quote.text for quote in one.quotes) or one.claim)
        for speaker, one in zip(speakers, brief.statements, strict=True)
    ]


STATUSES = [
    ("The ship sank on Monday.", Status.OCCURRED),
    ("The ship reportedly sank on Monday.", Status.ALLEGED),
    ("The ship will be raised in May.", Status.PLANNED),
    ("The ship is scheduled to sail on Friday.", Status.PLANNED),
    ("The crew is expected to return on Friday.", Status.EXPECTED),
    ("Mayor Ana Torres said the port would open on Sunday.", Status.PLANNED),
    ("Mayor Ana Torres said the toll would exceed 50 by Sunday.", Status.EXPECTED),
    ("Mayor Ana Torres said the storm would kill hundreds.", Status.EXPECTED),
    ("The storm may have sunk the ship, but it sank on Monday.", Status.OCCURRED),
    ("Mayor Ana Torres promised that the quay would be rebuilt by June.", Status.PLANNED),
    ("Mayor Ana Torres denied that the dam burst on Tuesday.", Status.DENIED),
    ("Mayor Ana Torres confirmed that the dam burst on Tuesday.", Status.CONFIRMED),
    ("Mayor Ana Torres said the crew is expected to return on Saturday.", Status.EXPECTED),
    ("Mayor Ana Torres said the lamp broke on Thursday.", Status.ALLEGED),
]


@pytest.mark.parametrize(("sentence", "status"), STATUSES, ids=[sentence for sentence, _ in STATUSES])
def test_the_words_of_an_article_say_how_sure_it_is_of_an_event(sentence: str, status: Status) -> None:
    analysis = read(f"Mayor Ana Torres runs the town of Ellis. {sentence}")
    (found,) = find_happenings(analysis, find_candidates(analysis))
    assert found.status is status
    assert (found.teller is not None) == sentence.startswith("Mayor Ana Torres")
    (event,) = ruled(f"Mayor Ana Torres runs the town of Ellis. {sentence}", "events").events
    assert event.status is status
    assert (event.according_to is None) == (found.teller is None)
    assert event.according_to not in event.participants


@pytest.mark.parametrize(
    "sentence",
    [
        "The port may reopen on Friday.",
        "Did the dam burst on Tuesday?",
        "Mayor Ana Torres spoke of it as a lesson for the town",
        "Mayor Ana Torres accused Luis Prado of burning the port.",
        "Mayor Ana Torres asked whether the dam had burst.",
        "Mayor Ana Torres said she is glad.",
        "Le maire de la ville a décidé de partir avec les pompiers.",
    ],
)
def test_what_may_be_is_asked_or_is_not_whole_tells_of_no_event(sentence: str) -> None:
    assert ruled(f"Mayor Ana Torres runs the town of Ellis. {sentence}", "events").events == ()


def test_what_is_no_whole_sentence_or_is_quoted_tells_of_no_event() -> None:
    analysis = read("A heading on Monday\n\n“The bridge burst on Monday,” mayor Ana Torres said. It fell on Friday.")
    told = [analysis.cut(one.told).text for one in find_happenings(analysis, find_candidates(analysis))]
    assert told == ["It fell on Friday."]


TOLD_TWICE = "Mayor Ana Torres runs the town. The harbour will close in May. It is old. The harbour will  close in May."


BARE = [
    "The storm could hit the town on Monday.",
    "The bank must cut rates in May.",
    "The firm might let staff go on Friday.",
    "The mayor did not put it off.",
    "They want to shut the port by June.",
]


@pytest.mark.parametrize("sentence", BARE)
def test_a_verb_whose_past_is_its_bare_form_tells_of_no_deed_after_a_modal(sentence: str) -> None:
    assert ruled(f"Mayor Ana Torres runs the town of Ellis. {sentence}", "events").events == ()


def test_a_charge_that_somebody_denies_is_no_event_that_he_denies() -> None:
    text = "Mayor Ana Torres runs the town of Ellis. Torres was fined by the court on Monday, which she denied."
    statuses = [event.status for event in ruled(text, "events").events]
    assert Status.DENIED not in statuses


def test_an_event_that_is_told_twice_is_one_but_planned_and_denied_are_two() -> None:
    (one,) = ruled(TOLD_TWICE, "events").events
    assert [span.start for span in one.evidence] == [TOLD_TWICE.index("The harbour")]
    items = [{"id": "S2", "status": "planned"}, {"id": "S4", "status": "denied"}]
    brief, _ = answered(TOLD_TWICE, "events", events=[items])
    assert [(event.id, event.status.value) for event in brief.events] == [("V1", "planned"), ("V2", "denied")]


def test_which_sentences_tell_of_an_event_and_how_sure_is_for_the_model_to_say() -> None:
    items = [{"id": "S2", "status": "confirmed"}, {"id": "S7", "status": None}]
    brief, (asked,) = answered(PORT, "events", events=[items])
    assert list(asked.ids) == ["S2", "S7"]
    (one,) = brief.events
    assert one.status is Status.CONFIRMED
    assert notes(brief) == []


def test_a_sentence_that_was_not_asked_about_makes_no_event() -> None:
    items = [{"id": unit, "status": "occurred"} for unit in ("S2", "S7", "S3", "S99", "Q1")]
    brief, _ = answered(PORT, "events", events=[items])
    assert [event.evidence[0].text[:11] for event in brief.events] == ["The harbour", "Roe denied "]
    assert notes(brief) == [("left_out", "events")] * 3


def test_a_sentence_that_is_not_answered_twice_makes_no_event() -> None:
    only = [{"id": "S2", "status": "planned"}]
    brief, asked = answered(PORT, "events", events=[only, only])
    assert [event.evidence[0].text[:11] for event in brief.events] == ["The harbour"]
    assert [list(one.ids) for one in asked] == [["S2", "S7"], ["S7"]]
    assert notes(brief) == [("left_out", "events"), ("unanswered", "events/S7")]


def test_an_event_told_in_somebodys_name_says_what_was_told_and_not_who_said_so() -> None:
    one, other = ruled(PORT, "events").events
    assert one.description == "The harbour of Port Ellis will close in May"
    assert one.evidence[0].text.endswith("mayor Jane Roe said on Monday.")
    assert one.date is not None
    assert one.date.text.text == "May"
    assert (one.status, other.status) == (Status.PLANNED, Status.DENIED)
    assert one.according_to == other.according_to == "E2"


def test_a_claim_that_its_sentences_do_not_bear_out_twice_is_the_articles_words() -> None:
    wrong = {"id": "A2", "stance": "asserts", "claim": "Paris will ask the fishermen."}
    right = {"id": "A3", "stance": "accuses", "claim": "She sold us out."}
    brief, _ = answered(PORT, "statements", statements=[[wrong, right], [wrong]])
    assert brief.statements[1].claim == "“Nobody asked the fishermen,”"
    assert brief.statements[2].claim == "She sold us out."
    assert notes(brief) == [("unsupported", "statements/A2")]


def test_a_quotation_that_is_not_answered_has_its_own_words_for_a_claim() -> None:
    brief, _ = answered(PORT, "statements", statements=[[{"id": "A9", "stance": "asserts", "claim": "x"}]])
    assert brief.statements[1].claim == "“Nobody asked the fishermen,”"
    assert {code for code, _ in notes(brief)} == {"left_out"}


def test_reported_speech_is_its_own_gist_and_its_cue_its_stance() -> None:
    quoted = ({"A2": "Nobody asked the fishermen.", "A3": "She sold us out."}).items()
    claims = [{"id": unit, "stance": "warns", "claim": claim} for unit, claim in quoted]
    brief, asked = answered(PORT, "statements", statements=[claims])
    assert [one.stance.value for one in brief.statements] == ["asserts", "warns", "warns", "accuses", "denies"]
    assert [list(one.ids) for one in asked if one.section == "statements"] == [["A2", "A3"]]
    assert brief.statements[4].claim == "denied that the harbour would be closed for a hotel"


def test_a_number_that_the_words_beside_it_explain_is_not_asked_about() -> None:
    brief, asked = answered(PORT, "figures")
    assert asked == []
    assert brief.figures[0].measures == "boats"


def test_what_another_number_counts_is_taken_from_its_sentence_or_left_open_aloud() -> None:
    text = "Mayor Ana Torres came to the quay. There were 40 by then, and they were boats of the harbour."
    brief, asked = answered(text, "figures", figures=[[{"id": "N1", "measures": "boats of the harbour"}]])
    assert [one.section for one in asked] == ["figures"]
    assert brief.figures[0].measures == "boats of the harbour"
    wrong = [{"id": "N1", "measures": "boats of Paris"}]
    brief, _ = answered(text, "figures", figures=[wrong, wrong])
    assert brief.figures[0].measures is None
    assert notes(brief) == [("left_out", "figures/N1")]


def test_a_number_that_nothing_beside_it_explains_counts_what_the_article_does_not_say() -> None:
    text = "Mayor Ana Torres counted the boats on the quay. There were 40."
    wrong = [{"id": "N1", "measures": "boats of Paris"}]
    brief, _ = answered(text, "figures", figures=[wrong, wrong])
    assert brief.figures[0].measures is None


def test_a_figure_has_who_gives_it_and_when_it_was_so() -> None:
    text = (
        "Published: January 10, 2024\n\nMayor Ana Torres said 40 boats had left as of January 6. "
        "Another 12 ships stayed in the port."
    )
    one, two = ruled(text).figures
    assert one.according_to == "E1"
    assert one.as_of is not None
    assert one.as_of.start == date(2024, 1, 6)
    assert (two.according_to, two.as_of) == (None, None)


MINISTER = PORT.replace("he added. He accused the mayor of closing the harbour for a hotel.", "the minister added.")
NAMES = [
    ("Tom Hale", "Tom Hale", []),
    ("Hale", "Tom Hale", []),
    ("the minister", "the minister", []),
    ("he", "the minister", [("left_out", "speakers/Q2")]),
    ("them", "the minister", [("left_out", "speakers/Q2")]),
    ("Ivan Petrov", "the minister", [("left_out", "speakers/Q2")]),
    ("hotel", "the minister", [("left_out", "speakers/Q2")]),
]


@pytest.mark.parametrize(("given", "speaker", "warned"), NAMES, ids=[name for name, *_ in NAMES])
def test_a_speaker_is_somebody_in_the_article_or_whom_it_calls_so(
    given: str, speaker: str, warned: list[tuple[str, str]]
) -> None:
    items = [{"id": "Q2", "speaker": given}]
    brief, _ = answered(MINISTER, "statements", speakers=[items, items])
    assert notes(brief) == warned
    third = brief.statements[2]
    assert [quote.text for quote in third.quotes] == ["“She sold us out,”"]
    named = speaker_of(brief, third)
    assert named is not None
    assert named.name == speaker


def test_only_those_speakers_are_asked_about_whom_rules_do_not_find_and_who_may_have_a_name() -> None:
    _, asked = answered(PORT, "statements")
    assert "speakers" not in {one.section for one in asked}
    _, asked = answered(MINISTER, "statements")
    assert [list(one.ids) for one in asked if one.section == "speakers"] == [["Q2"]]
    _, asked = answered(MINISTER.replace("the minister", "a shopkeeper"), "statements")
    assert "speakers" not in {one.section for one in asked}


def test_whom_the_article_leaves_without_a_name_is_an_entity_as_it_calls_them() -> None:
    text = (
        "The storm came late on Monday night.\n\n“It was bad,” a Ukrainian official told reporters. It rained.\n\n"
        "“We saw nothing,” a Ukrainian official said. The night was long.\n"
    )
    brief = ruled(text, "statements")
    assert said(brief) == [
        ("a Ukrainian official", "“It was bad,”"),
        ("a Ukrainian official", "“We saw nothing,”"),
    ]
    official = speaker_of(brief, brief.statements[0])
    assert official is not None
    assert official.kind is EntityKind.PERSON
    assert [mention.text for mention in official.mentions] == ["a Ukrainian official"] * 2


def test_a_quotation_that_nobody_says_has_no_speaker_and_a_warning() -> None:
    text = "“Nobody came.” It rained for days on the old town, and the streets were empty."
    brief = ruled(text, "statements")
    assert said(brief) == [(None, "“Nobody came.”")]
    assert ("unknown_speaker", "statements/A1") in notes(brief)
    named, _ = answered(f"{text} An old fisherman watched.", "statements", speakers=[[
        {"id": "Q1", "speaker": "an old fisherman"}
    ]])  # fmt: skip
    assert said(named) == [("An old fisherman", "“Nobody came.”")]
    assert notes(named) == []


def test_an_agency_that_passes_a_statement_on_is_not_its_speaker() -> None:
    text = "The port burned late on Monday. “It was bad,” mayor Ana Torres told Reuters. It rained after that."
    brief = ruled(text, "statements")
    names = {entity.id: entity.name for entity in brief.entities}
    (one,) = brief.statements
    assert (names[one.speaker or ""], names[one.reported_by or ""]) == ("Ana Torres", "Reuters")


HEADLINE = """Torres: “We will rebuild the bridge”

Mayor Ana Torres spoke in the town hall. “We will rebuild the bridge by May,” Torres told a news conference on Monday.
"""


def test_a_headlines_quotation_is_one_statement_with_the_bodys() -> None:
    brief = ruled(HEADLINE, "statements")
    (one,) = brief.statements
    assert [quote.text for quote in one.quotes] == [
        "“We will rebuild the bridge”",
        "“We will rebuild the bridge by May,”",
    ]
    assert [span.start for span in one.evidence] == sorted(span.start for span in one.evidence)


def test_the_same_words_by_another_speaker_are_another_statement() -> None:
    text = (
        "Mayor Ana Torres and fisherman Luis Prado met on Monday.\n\n“We will rebuild the bridge,” Torres said. "
        "The hall was full.\n\n“We will rebuild the bridge,” Prado said. The hall was full.\n"
    )
    assert said(ruled(text, "statements")) == [
        ("Ana Torres", "“We will rebuild the bridge,”"),
        ("Luis Prado", "“We will rebuild the bridge,”"),
    ]


def test_statements_that_repeat_are_found_by_their_words_and_not_by_marks() -> None:
    analysis = read(HEADLINE)
    first, second = find_candidates(analysis)
    assert find_repeated(analysis.article.text, [first, second]) == {first.id: (second.id,)}
    assert (number_of(first.id), number_of("A12")) == (1, 12)


def test_a_statements_venue_and_date_stand_beside_what_was_said_and_not_in_it() -> None:
    text = (
        "“On Friday at the next meeting we vote,” mayor Ana Torres told a reporter at the meeting of the town council "
        "on Monday. The hall was full of people from the harbour."
    )
    (one,) = ruled(text, "statements").statements
    assert one.venue == "at the meeting"
    assert one.date is not None
    assert one.date.text.text == "Monday"
    nowhere = ruled("“At the next meeting we vote,” mayor Ana Torres said. The hall was full of people.", "statements")
    assert (nowhere.statements[0].venue, nowhere.statements[0].date) == (None, None)


def test_summary_sentences_are_checked_and_none_is_there_twice() -> None:
    analysis = read(PORT)
    first, second = (analysis.cut(unit) for unit in analysis.sentences[1:3])
    answers = [
        SummaryAnswer(evidence=[first], text="The harbour will close."),
        SummaryAnswer(evidence=[second], text="The  harbour will close."),
        SummaryAnswer(evidence=[second], text=second.text),
        SummaryAnswer(evidence=[first], text=f"{first.text[:30]}…"),
        SummaryAnswer(evidence=[second], text="Some 50 boats left."),
    ]
    one, whole, cut, wrong = build_summary(answers)
    assert [sentence.verbatim for sentence in (one, whole, cut, wrong)] == [False, True, True, False]
    assert [check.detail for check in wrong.checks if not check.passed] == ["50"]


def test_a_summary_sentence_that_is_not_borne_out_twice_is_what_it_cites() -> None:
    wrong = {"evidence": ["S3", "S2"], "text": "Some 50 boats left."}
    right = {"evidence": ["S2"], "text": "The harbour will close."}
    brief, _ = answered(PORT, "summary", summary=[[wrong, right], [wrong]])
    assert [one.text for one in brief.summary] == [
        "Some 40 boats must leave the harbour by then.",
        "The harbour will close.",
    ]
    assert brief.summary[0].verbatim
    assert notes(brief) == [("unsupported", "summary")]


def test_a_summary_begins_at_the_title() -> None:
    text = f"A boat on the beach, seen in this old picture of last year.\n\n{PORT}"
    brief, (asked,) = answered(text, "summary")
    assert brief.article.title == "Harbour of Port Ellis to close"
    assert "old picture" not in asked.words.partition("An example")[0]


def test_an_entity_is_what_the_words_around_it_or_the_model_say() -> None:
    brief, (asked,) = answered(PORT, "entities", entities=[[{"id": "E1", "kind": "place"}]])
    assert asked.ids == {"E1": "Port Ellis"}
    by_name = {entity.name: entity for entity in brief.entities}
    assert (by_name["Port Ellis"].kind, by_name["Port Ellis"].role) == (EntityKind.PLACE, None)
    assert by_name["Tom Hale"].kind is EntityKind.PERSON
    assert by_name["Jane Roe"].role == "mayor"
    assert by_name["Jane Roe"].aliases == ("Roe",)
    assert notes(brief) == []


def test_a_model_does_not_overrule_what_the_article_says_of_a_person() -> None:
    analysis = read(PORT)
    kinds = kinds_of(analysis, [EntityAnswer(id="E2", kind=EntityKind.COUNTRY)])
    assert (kinds["E1"], kinds["E2"]) == (EntityKind.OTHER, EntityKind.PERSON)
    roe = next(entity for entity in Cast(analysis).entities(kinds) if entity.name == "Jane Roe")
    assert (roe.id, roe.kind, roe.role) == ("E2", EntityKind.PERSON, "mayor")


def test_those_without_a_name_are_found_by_their_words() -> None:
    cast = Cast(read("An old  fisherman watched the harbour of Port Ellis. The old fisherman was sad, he said."))
    known = len(cast.analysis.entities)
    first = cast.unnamed_at("an old fisherman")
    assert first == f"E{known + 1}"
    assert cast.unnamed_at("An old fisherman") == first
    assert cast.unnamed_at("The old fisherman", (48, 65)) == f"E{known + 2}"
    assert cast.name_of(first) == "An old  fisherman"
    assert cast.name_of(None) is None
    assert [cast.unnamed_at(mention) for mention in ("a sailor", "fisher", " ", "x" * 90)] == [None] * 4
    assert len(cast.entities(kinds_of(cast.analysis, ()))) == known + 2


def test_a_date_is_resolved_against_the_articles_own_or_left_open_with_a_warning_each() -> None:
    text = "The port burned on Wednesday. It burned again on Wednesday and on January 8."
    open_calendar = Calendar(read(text))
    dates = [open_calendar.date(unit, "events/V1") for unit in open_calendar.analysis.dates]
    assert [one.start for one in dates] == [None, None, None]
    assert [note.where for note in open_calendar.open.values()] == ["events/V1/D1", "events/V1/D3"]
    assert "the article gives no date of its own" in open_calendar.open["Wednesday"].message
    dated = Calendar(read(f"Published: January 11, 2024\n\n{text}"))
    days = [dated.date(unit, "x").start for unit in dated.analysis.dates if "20" not in dated.analysis.cut(unit).text]
    assert days == [date(2024, 1, 10), date(2024, 1, 10), date(2024, 1, 8)]
    assert dated.open == {}


def test_of_several_dates_in_what_is_told_the_model_chooses() -> None:
    text = "The port burned on Wednesday and reopened on Friday. It closed on Sunday."
    calendar = Calendar(read(text))
    first, second, third = calendar.analysis.dates
    sentence, last = ((unit.start, unit.end) for unit in calendar.analysis.sentences)

    def chosen(told: tuple[int, int], unit: object = None) -> str | None:
        span = calendar.analysis.cut(unit) if isinstance(unit, type(first)) else None
        found = calendar.within(told, span, "events/V1")
        return found.text.text if found else None

    assert chosen(sentence) is None
    assert chosen(sentence, second) == "Friday"
    assert chosen(sentence, third) is None
    assert chosen(last) == "Sunday"
    assert chosen(last, first) == "Sunday"
    assert chosen((0, 10)) is None


COUNCIL = "Security Council"
REFERENCES: list[tuple[str, list[tuple[str, int | None, str | None]]]] = [
    ("He cited the U.N. Charter twice.", [("U.N. Charter", None, None)]),
    ("The Geneva Convention of 1949 forbids it.", [("Geneva Convention", 1949, None)]),
    ("The UN Charter and the Rome Statute bind it.", [("UN Charter", None, None), ("Rome Statute", None, None)]),
    ("It breaks Security Council Resolution 2231 (2015).", [(f"{COUNCIL} Resolution 2231", 2015, COUNCIL)]),
    (
        "They broke Security Council resolutions from 2006, 2009 and 2016.",
        [(f"{COUNCIL} resolutions", year, COUNCIL) for year in (2006, 2009, 2016)],
    ),
    ("The Electronic Commerce Directive 2000 applies.", [("Electronic Commerce Directive 2000", 2000, None)]),
    ("Several Council resolutions bind it.", [("Council resolutions", None, "Council")]),
    ("The Treaty stands, and the Act too.", []),
    ("The charter flight was late, and an act of war followed.", []),
]


@pytest.mark.parametrize(("sentence", "expected"), REFERENCES, ids=[sentence for sentence, _ in REFERENCES])
def test_instruments_are_named_as_the_article_names_them(
    sentence: str, expected: list[tuple[str, int | None, str | None]]
) -> None:
    found = find_references(read(f"The envoys met in the morning. {sentence}"))
    assert [(one.name, one.year, one.body) for one in found] == expected
    assert all(one.evidence[0].text == sentence for one in found)


def test_an_instrument_named_twice_is_one_with_both_places() -> None:
    (one,) = find_references(read("The U.N. Charter binds it. He read from the U.N. Charter again."))
    assert [span.start for span in one.evidence] == [0, 27]


def test_a_long_gist_is_cut_at_a_word() -> None:
    assert rules.shortened("one two three", 100) == "one two three"
    assert rules.shortened("one two three", 10) == "one two…"


async def test_rules_answer_nothing_that_they_have_no_rule_for() -> None:
    model = Extractive()
    question = Question("weather", "0" * 64, "x.txt", (), (), SummaryAnswer, {}, 9)
    with pytest.raises(InvalidAnswerError, match=r"x\.txt: no rule answers the section weather"):
        await model.ask(question)
    await model.aclose()


def test_the_sections_are_those_of_the_contract() -> None:
    assert SECTIONS == ("summary", "entities", "statements", "events", "figures", "references", "disputes")
    assert set(SECTIONS) <= set(Brief.model_fields)


def test_the_sentence_of_a_place_is_the_last_that_begins_before_it() -> None:
    analysis = read("The port burned. It rained.")
    assert analysis.sentence_at(20) == analysis.sentences[1]
    assert analysis.sentence_at(16) == analysis.sentences[0]
    assert read("\n\n  The port burned.").sentence_at(0) is None


@pytest.mark.parametrize(
    ("mention", "kind"),
    [
        ("a Ukrainian official", "person"),
        ("Japan’s envoy", "person"),
        ("Ukraine’s air force", "organization"),
        ("the ministry of defence", "organization"),
        ("officials", "other"),
    ],
)
def test_somebody_without_a_name_is_what_the_last_noun_says(mention: str, kind: str) -> None:
    text = f"The harbour is closed, {mention} said on Monday."
    (statement,) = answered(text, "statements")[0].statements
    brief = answered(text, "statements")[0]
    assert {entity.id: entity.kind.value for entity in brief.entities}[statement.speaker or ""] == kind


def test_quoted_words_that_nobody_says_are_left_out_aloud() -> None:
    brief = summarize('The film "The Big Short" opens on Friday.', model="extractive")
    assert brief.statements == ()
    assert any("The Big Short" in note.message for note in brief.warnings if note.code == "left_out")


MIXED = [
    ("Mayor Ana Torres called the plan “a waste” of money.", "called the plan “a waste” of money"),
    ("Mayor Ana Torres said the plan was “a waste” of money.", "the plan was “a waste” of money"),
    ("Mayor Ana Torres urged the town to “wait and see” until May.", "urged the town to “wait and see” until May"),
    ("They dropped the plan, which mayor Ana Torres said would fail.", "… would fail"),
]


@pytest.mark.parametrize(("sentence", "claim"), MIXED, ids=[sentence for sentence, _ in MIXED])
def test_words_of_which_some_are_quoted_are_a_gist_together(sentence: str, claim: str) -> None:
    (statement,) = ruled(f"Ana Torres runs the town of Ellis.\n\n{sentence}", "statements").statements
    assert statement.claim == claim


def test_a_name_that_the_model_takes_for_nothing_that_has_one_is_left_out_aloud() -> None:
    text = "Mayor Ana Torres met Wexel fans. Zorbal, too, was there, she said. Quibber warned that the plan would fail."
    names = {entity.name for entity in ruled(text).entities}
    assert {"Ana Torres", "Zorbal", "Quibber"} <= names
    _, asked = answered(text, "entities", "statements", entities=[[]])
    question = next(one for one in asked if one.section == "entities")
    others = [{"id": unit, "kind": "other"} for unit in question.ids]
    brief, _ = answered(text, "entities", "statements", entities=[others])
    kept = {entity.name for entity in brief.entities}
    assert "Zorbal" not in kept
    assert "Quibber" in kept, "a speaker stays, whatever the model takes it for"
    (note,) = (one for one in brief.warnings if one.where == "entities")
    assert "“Zorbal”" in note.message
    assert "Quibber" not in note.message
