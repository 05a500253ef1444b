from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from summarizer.gold.as_brief import brief_of
from summarizer.scoring.score import score_brief
from summarizer.scoring.verdicts import Counts
from tests.golds import (
    ABSENT,
    CAST,
    DAY,
    FERRIES,
    LATE,
    MISSING,
    NORTH,
    RIGHT,
    SOUTH,
    STORM,
    UNWANTED,
    WRONG,
    any_of,
    brief,
    changed,
    counts,
    fields_of,
    judged,
    labelled,
    score,
    whole,
)

if TYPE_CHECKING:
    from tests.golds import Label


@pytest.mark.parametrize(
    ("where", "wanted", "given", "outcome"),
    [
        ("entities.kind", "person", "person", RIGHT),
        ("entities.kind", "person", "place", WRONG),
        ("entities.kind", any_of("place", "person"), "person", RIGHT),
        ("entities.role", "harbour envoy", "the harbour envoy", RIGHT),
        ("entities.role", "harbour envoy", "minister", WRONG),
        ("entities.role", "harbour envoy", None, MISSING),
        ("entities.role", None, "harbour envoy", UNWANTED),
        ("entities.role", None, None, ABSENT),
        ("entities.role", any_of(None, "harbour envoy"), None, ABSENT),
        ("entities.role", any_of(None, "harbour envoy"), "harbour envoy", RIGHT),
        ("entities.role", any_of(None, "harbour envoy"), "minister", WRONG),
        ("entities.affiliation", "South Korea", "South Korea", RIGHT),
        ("entities.affiliation", "South Korea", "North Korea", WRONG),
        ("entities.aliases", ["Ruiz"], ["Ruiz"], RIGHT),
        ("entities.aliases", ["Ruiz"], [], MISSING),
        ("entities.aliases", [], ["Lima"], UNWANTED),
        ("entities.aliases", ["Ruiz"], ["Lima"], WRONG),
        ("statements.speaker", "ruiz", "ruiz", RIGHT),
        ("statements.speaker", "ruiz", "beck", WRONG),
        ("statements.speaker", "ruiz", None, MISSING),
        ("statements.speaker", None, "ruiz", UNWANTED),
        ("statements.speaker", any_of("beck", "ruiz"), "ruiz", RIGHT),
        ("statements.speaker", any_of(None, "ruiz"), None, ABSENT),
        ("statements.speaker", "south", "north", WRONG),
        ("statements.speaker_text", "Ruiz", "Ruiz said", RIGHT),
        ("statements.speaker_text", "Ana Ruiz", "Ruiz", RIGHT),
        ("statements.speaker_text", "Ruiz", "Beck", WRONG),
        ("statements.speaker_text", any_of("Beck", "Ruiz"), "Ruiz", RIGHT),
        ("statements.speaker_text", "Ruiz", None, MISSING),
        ("statements.speaker_text", None, "Ruiz", UNWANTED),
        ("statements.cue", "said", "denied", WRONG),
        ("statements.cue", any_of(None, "said"), None, ABSENT),
        ("statements.reported_by", None, "beck", UNWANTED),
        ("statements.reported_by", "beck", "beck", RIGHT),
        ("statements.manner", any_of("mixed", "direct"), "direct", RIGHT),
        ("statements.manner", "indirect", "direct", WRONG),
        ("statements.stance", any_of("promises", "asserts"), "asserts", RIGHT),
        ("statements.stance", "denies", "asserts", WRONG),
        ("statements.claim", "They agree on about 12 ferries.", "Ruiz agrees on about 12 ferries.", RIGHT),
        ("statements.claim", "They agree on about 12 ferries.", "We agree on about 12 ferries", RIGHT),
        ("statements.claim", "They agree on about 12 ferries.", "The bridge is closed to lorries.", WRONG),
        ("statements.quotes", ["We agree on about 12 ferries,"], ["We agree on about 12 ferries"], RIGHT),
        ("statements.quotes", ["We agree on about 12 ferries,"], ["agree on about 12 ferries,"], RIGHT),
        ("statements.quotes", ["We agree on about 12 ferries,"], ["about 12 ferries"], WRONG),
        ("statements.quotes", ["We agree on about 12 ferries,"], [], MISSING),
        ("statements.quotes", [], ["We agree on about 12 ferries,"], UNWANTED),
        ("statements.venue", "Lima", "in Lima", RIGHT),
        ("statements.venue", "Lima", "Oslo", WRONG),
        ("statements.date", "may", "may", RIGHT),
        ("statements.date", "may", "friday", WRONG),
        ("statements.date", "may", None, MISSING),
        ("statements.date", None, "may", UNWANTED),
        ("events.description", "Ruiz met Beck.", "Ruiz and Beck met in Lima.", RIGHT),
        (
            "events.description",
            "Ruiz met Beck.",
            "Ruiz met Beck, scolded ministers, sold harbours, signed laws.",
            WRONG,
        ),
        ("events.status", any_of("confirmed", "occurred"), "occurred", RIGHT),
        ("events.status", "denied", "occurred", WRONG),
        ("events.date", "may", "friday", WRONG),
        ("events.place", "Lima", "Oslo", WRONG),
        ("events.place", "Kursk", "Kursk region", RIGHT),
        ("events.place", "South Korea", "North Korea", WRONG),
        ("events.participants", ["ruiz", "beck"], ["beck", "ruiz"], RIGHT),
        ("events.participants", ["ruiz", "beck"], ["ruiz"], MISSING),
        ("events.participants", ["ruiz"], ["ruiz", "beck"], WRONG),
        ("events.participants", [], ["ruiz"], UNWANTED),
        ("events.according_to", None, "ruiz", UNWANTED),
        ("events.according_to", any_of("beck", "ruiz"), "ruiz", RIGHT),
        ("figures.minimum", 12, 13, WRONG),
        ("figures.minimum", 12, None, WRONG),
        ("figures.minimum", any_of(None, 12), 12, RIGHT),
        ("figures.maximum", 12, 13, WRONG),
        ("figures.qualifier", "about", "exact", WRONG),
        ("figures.qualifier", any_of("exact", "about"), "about", RIGHT),
        ("figures.unit", "ferries", "ferry", RIGHT),
        ("figures.unit", "dollars", "US dollars", RIGHT),
        ("figures.unit", "dollars", "euros", WRONG),
        ("figures.unit", "ferries", None, MISSING),
        ("figures.unit", "%", "%", RIGHT),
        ("figures.unit", "%", "$", WRONG),
        ("figures.measures", "ferries agreed on", "agreed ferries", RIGHT),
        ("figures.measures", "ferries agreed on", "late buses", WRONG),
        ("figures.measures", None, "ferries", UNWANTED),
        ("figures.according_to", "ruiz", "beck", WRONG),
        ("figures.as_of", "may", "friday", WRONG),
        ("references.name", any_of("The Harbour Treaty of 1987", "Harbour Treaty"), "Harbour Treaty", RIGHT),
        ("references.name", "Harbour Treaty", "The Harbour Treaty of 1987", WRONG),
        ("references.year", 1987, 1988, WRONG),
        ("references.year", 1987, None, MISSING),
        ("references.body", None, "Harbour Board", UNWANTED),
        ("references.body", "Harbour Board", "the Harbour Board", RIGHT),
    ],
)
def test_each_field_has_a_rule_of_its_own(where: str, wanted: object, given: object, outcome: str) -> None:
    section, _, field = where.partition(".")
    name = "number" if field in {"minimum", "maximum"} else field
    assert judged(section, name, {field: wanted}, {field: given}).outcome == outcome


@pytest.mark.parametrize(
    ("wanted", "given", "days", "precision"),
    [
        pytest.param(DAY, DAY, RIGHT, RIGHT, id="the right day"),
        pytest.param({"start": None, "end": None, "precision": "unknown"}, {}, ABSENT, RIGHT, id="left open, rightly"),
        pytest.param({"start": None, "end": None, "precision": "unknown"}, DAY, UNWANTED, WRONG, id="a guess"),
        pytest.param(DAY, {}, MISSING, WRONG, id="left open, wrongly"),
        pytest.param(
            DAY, {"start": "2020-05-03", "end": "2020-05-03", "precision": "day"}, WRONG, RIGHT, id="the wrong year"
        ),
        pytest.param(
            DAY, {"start": "2021-05-01", "end": "2021-05-31", "precision": "month"}, WRONG, WRONG, id="only the month"
        ),
        pytest.param(
            {**DAY, "start": any_of("2021-05-03", None), "end": any_of("2021-05-03", None)}, DAY, RIGHT, RIGHT,
            id="the day where it may be left open",
        ),
        pytest.param(
            {"start": any_of("2021-05-03", None), "end": any_of("2021-05-03", None), "precision": "unknown"}, {},
            ABSENT, RIGHT, id="open where it may be left open",
        ),
    ],
)  # fmt: skip
def test_a_date_is_right_to_the_day_or_rightly_left_open(
    wanted: Label, given: Label, days: str, precision: str
) -> None:
    bare: Label = {"start": None, "end": None, "precision": "unknown"}
    assert judged("dates", "days", {**bare, **wanted}, {**bare, **given}).outcome == days
    assert judged("dates", "precision", {**bare, **wanted}, {**bare, **given}).outcome == precision


@pytest.mark.parametrize(("last", "outcome"), [("2021-05-03", RIGHT), ("2021-05-04", WRONG)])
def test_the_first_day_of_one_right_date_does_not_go_with_the_last_of_another(last: str, outcome: str) -> None:
    either = any_of("2021-05-03", "2021-05-04")
    found = judged("dates", "days", {"start": either, "end": either}, {"start": "2021-05-03", "end": last})
    assert found.outcome == outcome


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("Ruiz", True),
        ("ana ruiz", True),
        ("Ana Ruiz’s", True),
        ("the envoy Ana Ruiz", True),
        ("Envoy Ana Ruiz", True),
        ("Beck", False),
        ("Ana", False),
        ("Mariana Ruiz", False),
    ],
)
def test_a_speaker_is_known_by_any_form_of_the_name_and_after_a_title(name: str, same: bool) -> None:
    gold = labelled(entities=CAST, statements=[FERRIES])
    people = changed(brief(gold).entities, name=name, aliases=())
    (field,) = [one for one in fields_of(score(gold, entities=people), "statements") if one.name == "speaker"]
    assert (field.outcome == RIGHT) is same


@pytest.mark.parametrize("name", ["Bank of South Korea", "Embassy in South Korea", "Governor of South Korea"])
def test_what_belongs_to_a_country_is_not_the_country(name: str) -> None:
    gold = labelled(entities=[SOUTH])
    people = changed(brief(gold).entities, name=name, aliases=())
    assert counts(score(gold, entities=people), "entities") == (0, 1, 1)


def test_north_korea_is_not_south_korea() -> None:
    gold = labelled(entities=[SOUTH])
    assert counts(score(gold, entities=brief(labelled(entities=[NORTH])).entities), "entities") == (0, 1, 1)


@pytest.mark.parametrize(
    ("field", "wanted", "given"),
    [
        ("affiliation", "Sudan", "South Sudan"),
        ("affiliation", "Ireland", "Northern Ireland"),
        ("role", "president", "vice president"),
        ("role", "prime minister", "former prime minister"),
        ("role", "foreign minister", "deputy foreign minister"),
    ],
)
def test_a_word_that_makes_another_of_it_is_wrong(field: str, wanted: str, given: str) -> None:
    assert judged("entities", field, {field: wanted}, {field: given}).outcome == WRONG
    assert judged("entities", field, {field: given}, {field: wanted}).outcome == WRONG


@pytest.mark.parametrize(
    ("wanted", "given"),
    [("million dollars", "million euros"), ("kilometres", "square kilometres"), ("US dollars", "Australian dollars")],
)
def test_units_that_share_a_word_are_not_the_same(wanted: str, given: str) -> None:
    assert judged("figures", "unit", {"unit": wanted}, {"unit": given}).outcome == WRONG


@pytest.mark.parametrize("optional", [False, True])
def test_an_event_told_by_its_sentence_alone_is_found(optional: bool) -> None:
    gold = labelled(events=[{"id": "sank", "evidence": [STORM]}])
    assert counts(score_brief(brief_of(gold.gold, gold.text, optional=optional), gold), "events") == (1, 0, 0)


def test_a_claim_of_small_words_is_right_against_itself() -> None:
    gold = labelled(entities=CAST, statements=[{**LATE, "claim": "They were not."}])
    assert score(gold).sections["statements"].fields["claim"] == Counts(true=1)


def test_a_dispute_over_optional_statements_is_right_against_itself() -> None:
    optional = [{**FERRIES, "optional": True}, {**LATE, "optional": True}]
    assert counts(score(whole(statements=optional)), "disputes") == (1, 0, 0)
