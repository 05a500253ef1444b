from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, TypeAlias

import pytest

from summarizer.errors import GoldError
from summarizer.evaluation.runs import score_run
from summarizer.evaluation.table import explain_run
from summarizer.gold.as_brief import brief_of
from summarizer.gold.check import find_problems
from summarizer.gold.labels import GoldArticle
from summarizer.schemas.brief import ChromeSpan
from summarizer.schemas.spans import Span
from summarizer.scoring.agreement import compare_labels
from summarizer.scoring.case import Labelled
from summarizer.scoring.score import score_brief
from summarizer.scoring.verdicts import Counts, Headline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic import BaseModel

    from summarizer.schemas.news import News, SummarySentence
    from summarizer.scoring.verdicts import ArticleScore, FieldVerdict, ItemVerdict

Label: TypeAlias = dict[str, object]

MET = "Ana Ruiz, the harbour envoy of South Korea, met Oto Beck of North Korea in Lima on 3 May 2021."
AGREED = "“We agree on about 12 ferries,” Ruiz said."
DENIED = "Beck denied that the ferries were late."
STORM = "On Friday a storm sank 3 boats near Oslo."
TREATY = "The Harbour Treaty of 1987 forbids night crossings, Ruiz told reporters on Monday."
CALM = "“The sea is calm,” Ruiz said."
TOO = "Hours later Beck repeated: “The sea is calm,” he said."
BOARD = "The Harbour Board paid 40 dollars."
TOP = "Buy lamps now\n\nFerry talks end in Lima"
TEXT = f"{TOP}\n\n{MET} {AGREED} {DENIED} {STORM} {TREATY}\n\n{CALM} {TOO} {BOARD}\n"

RUIZ: Label = {"id": "ruiz", "name": "Ana Ruiz", "kind": "person", "optional_aliases": ["Ruiz"]}
BECK: Label = {"id": "beck", "name": "Oto Beck", "kind": "person", "optional_aliases": ["Beck"]}
SOUTH: Label = {"id": "south", "name": "South Korea", "kind": "country"}
NORTH: Label = {"id": "north", "name": "North Korea", "kind": "country"}
CAST = (RUIZ, BECK, SOUTH, NORTH)
DAY: Label = {"start": "2021-05-03", "end": "2021-05-03", "precision": "day"}
MAY: Label = {"id": "may", "text": "3 May 2021", **DAY}
FRIDAY: Label = {"id": "friday", "text": "Friday"}
FERRIES: Label = {
    "id": "ferries",
    "speaker": "ruiz",
    "speaker_text": "Ruiz",
    "cue": "said",
    "manner": "direct",
    "stance": "asserts",
    "claim": "They agree on about 12 ferries.",
    "quotes": ["We agree on about 12 ferries,"],
    "evidence": [AGREED],
}
LATE: Label = {
    "id": "late",
    "speaker": "beck",
    "cue": "denied",
    "manner": "indirect",
    "stance": "denies",
    "claim": "The ferries were not late.",
    "evidence": [DENIED],
}
SANK: Label = {
    "id": "sank",
    "description": "A storm sank three boats.",
    "status": "occurred",
    "date": "friday",
    "place": "Oslo",
    "participants": [],
    "evidence": [STORM],
}
MEETING: Label = {
    "id": "meeting",
    "description": "Ruiz met Beck.",
    "status": "occurred",
    "date": "may",
    "place": "Lima",
    "participants": ["ruiz", "beck"],
    "evidence": [MET],
}
TWELVE: Label = {
    "text": "about 12",
    "minimum": 12,
    "maximum": 12,
    "qualifier": "about",
    "unit": "ferries",
    "measures": "ferries agreed on",
    "according_to": "ruiz",
}
HARBOUR: Label = {"name": "Harbour Treaty", "year": 1987, "evidence": [TREATY]}
TALKS: Label = {"fact": "An envoy met another.", "words": ["envoy", {"any_of": ["met", "meet"]}], "evidence": [MET]}


def labelled(text: str = TEXT, /, **sections: object) -> Labelled:
    """Gold of an article, with these labels and no others; the checker finds nothing wrong with it."""
    lists = ("chrome", "entities", "dates", "statements", "events", "figures", "references", "disputes")
    data = {"about": {}, "summary": {}, **dict.fromkeys(lists, ()), **sections}
    digest = hashlib.sha256(text.encode()).hexdigest()
    gold = GoldArticle.model_validate({"article": "ferries", "sha256": digest, "labelled_by": ["a test"], **data})
    assert find_problems(gold, text) == []
    return Labelled(gold, text)


def whole(text: str = TEXT, /, **sections: object) -> Labelled:
    """Gold with something in each section."""
    some: dict[str, object] = {
        "entities": CAST,
        "dates": [MAY, FRIDAY],
        "statements": [FERRIES, LATE],
        "events": [MEETING, SANK],
        "figures": [TWELVE],
        "references": [HARBOUR],
        "summary": {"facts": [TALKS]},
        "disputes": [{"proposition": "late", "asserted_by": ["ferries"], "denied_by": ["late"]}],
        "chrome": [{"text": "Buy lamps now", "reason": "advertisement"}],
    }
    return labelled(text, **{**some, **sections})


def brief(one: Labelled, /, **changes: object) -> News:
    """The perfect brief with these parts of it replaced."""
    return brief_of(one.gold, one.text).model_copy(update=changes)


def generous(one: Labelled) -> News:
    """The perfect brief, with all that is optional."""
    return brief_of(one.gold, one.text, optional=True)


def changed(items: Sequence[BaseModel], index: int = 0, /, **changes: object) -> tuple[BaseModel, ...]:
    """The items, one of them with other fields."""
    return tuple(item.model_copy(update=changes if n == index else {}) for n, item in enumerate(items))


def cut(words: str, text: str = TEXT) -> Span:
    return Span.cut(text, text.index(words), text.index(words) + len(words))


def score(one: Labelled, **changes: object) -> ArticleScore:
    """The score of the perfect brief with these parts of it replaced."""
    return score_brief(brief(one, **changes), one)


def counts(found: ArticleScore, section: str) -> tuple[int, int, int]:
    counted = found.sections[section].counts
    return counted.true, counted.false, counted.missed


def verdicts(found: ArticleScore, section: str, outcome: str) -> list[ItemVerdict]:
    return [verdict for verdict in found.sections[section].verdicts if verdict.outcome == outcome]


FIRST: dict[str, tuple[Label, ...]] = {
    "entities": CAST,
    "dates": (MAY, FRIDAY),
    "statements": (FERRIES,),
    "events": (MEETING,),
    "figures": (TWELVE,),
    "references": (HARBOUR,),
}


def judged(section: str, name: str, wanted: Label, given: Label) -> FieldVerdict:
    """A field of a section's first item: labelled one way, and given as labels of another way have it."""

    def of(label: Label) -> Labelled:
        return labelled(**{**FIRST, section: ({**FIRST[section][0], **label}, *FIRST[section][1:])})

    found = score_brief(brief(of(given)), of(wanted))
    (field,) = [field for field in verdicts(found, section, "found")[0].fields if field.name == name]
    return field


def any_of(*values: object) -> Label:
    return {"any_of": list(values)}


RIGHT, WRONG, MISSING, UNWANTED, ABSENT = "right", "wrong", "missing", "unwanted", "absent"


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
    (field,) = [one for one in _fields(score(gold, entities=people), "statements") if one.name == "speaker"]
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


def _fields(found: ArticleScore, section: str) -> list[FieldVerdict]:
    return [field for verdict in found.sections[section].verdicts for field in verdict.fields]


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


class TestOrder:
    """Where several pairings are equally alike, which comes first must not decide."""

    def test_two_things_said_in_one_sentence_are_right_against_themselves_in_any_order(self) -> None:
        twice = [
            {"id": "one", "speaker": "beck", "stance": "denies", "evidence": [DENIED]},
            {"id": "two", "speaker": "beck", "stance": "accuses", "evidence": [DENIED]},
        ]
        gold = labelled(entities=CAST, statements=twice)
        for order in (1, -1):
            found = score(gold, statements=brief(gold).statements[::order])
            assert found.sections["statements"].fields["stance"] == Counts(true=2)

    def test_an_entity_given_twice_counts_the_same_in_any_order(self) -> None:
        gold = labelled(entities=[SOUTH])
        (south,) = brief(gold).entities
        both = (south, south.model_copy(update={"id": "again", "kind": "person"}))
        one, other = (score(gold, entities=both[::order]).sections["entities"].fields["kind"] for order in (1, -1))
        assert one == other

    def test_a_date_read_in_two_ways_counts_the_same_in_any_order(self) -> None:
        gold = labelled(entities=CAST, dates=[MAY], events=[MEETING, {**MEETING, "id": "again", "status": "planned"}])
        one, other = brief(gold).events
        assert other.date
        other = other.model_copy(update={"date": other.date.model_copy(update={"start": None, "end": None})})
        found = [score(gold, events=events).sections["dates"] for events in ((one, other), (other, one))]
        assert (found[0].counts, found[0].fields) == (found[1].counts, found[1].fields)

    def test_items_that_share_an_id_are_each_judged_by_their_own_words(self) -> None:
        gold = labelled(entities=[SOUTH, NORTH])
        twins = tuple(entity.model_copy(update={"id": "E1"}) for entity in brief(gold).entities)
        assert counts(score(gold, entities=twins), "entities") == (2, 0, 0)


class TestPairs:
    def test_a_repeated_quotation_may_be_given_at_either_place(self) -> None:
        gold = labelled(
            entities=CAST, statements=[{**FERRIES, "quotes": ["The sea is calm,"], "evidence": [CALM, TOO]}]
        )
        (said,) = brief(gold).statements
        second = TEXT.rindex("The sea is calm,")
        there = said.model_copy(update={"quotes": (Span.cut(TEXT, second, second + 16),), "evidence": (cut(TOO),)})
        for item in (said, there):
            found = score(gold, statements=(item,))
            assert counts(found, "statements") == (1, 0, 0)
            assert found.headlines["quotations found"] == Headline(1, 1)

    def test_a_quotation_repeated_by_another_is_a_statement_of_its_own(self) -> None:
        words = "The sea is calm,"
        here = {"id": "here", "quotes": [{"text": words, "within": CALM}], "speaker": "ruiz", "evidence": [CALM]}
        there = {"id": "there", "quotes": [{"text": words, "within": TOO}], "speaker": "beck", "evidence": [TOO]}
        gold = labelled(entities=CAST, statements=[here, there])
        assert counts(score(gold), "statements") == (2, 0, 0)
        found = score(gold, statements=brief(gold).statements[:1])
        assert counts(found, "statements") == (1, 0, 1)
        assert found.headlines["quotations found"] == Headline(1, 2, (words,))

    def test_a_quotation_asked_for_twice_and_given_once_is_found_once(self) -> None:
        twice = [{**FERRIES, "id": one, "quotes": ["The sea is calm,"], "evidence": [CALM, TOO]} for one in ("a", "b")]
        gold = labelled(entities=CAST, statements=twice)
        found = score(gold, statements=brief(gold).statements[:1])
        assert counts(found, "statements") == (1, 0, 1)
        assert found.headlines["quotations found"].hits == 1

    def test_quoting_the_whole_article_finds_no_quotation(self) -> None:
        gold = labelled(entities=CAST, statements=[FERRIES])
        all_of_it = changed(brief(gold).statements, quotes=(Span.cut(TEXT, 0, len(TEXT)),), evidence=())
        found = score(gold, statements=all_of_it)
        assert counts(found, "statements") == (0, 1, 1)
        assert found.headlines["quotations found"].hits == 0

    @pytest.mark.parametrize("section", ["statements", "events"])
    def test_citing_the_whole_article_is_no_likeness(self, section: str) -> None:
        gold = labelled(entities=CAST, dates=[FRIDAY], statements=[LATE], events=[SANK])
        words = {"claim": "Lamps are cheap."} if section == "statements" else {"description": "A storm grew."}
        everything = (Span.cut(TEXT, 0, len(TEXT)),)
        items = changed(getattr(brief(gold), section), evidence=everything, speaker=None, date=None, **words)
        assert counts(score(gold, **{section: items}), section) == (0, 1, 1)

    def test_one_sentence_is_not_enough_for_an_event(self) -> None:
        gold = labelled(dates=[FRIDAY], events=[SANK])
        other = changed(brief(gold).events, description="The harbour treaty was signed.", date=None)
        assert counts(score(gold, events=other), "events") == (0, 1, 1)

    def test_what_is_quoted_is_still_found_where_it_is_told_in_other_words(self) -> None:
        gold = labelled(entities=CAST, statements=[FERRIES])
        told = changed(brief(gold).statements, quotes=())
        found = score(gold, statements=told)
        assert counts(found, "statements") == (1, 0, 0)
        assert found.headlines["quotations found"] == Headline(0, 1, ("We agree on about 12 ferries,",))

    def test_a_brief_of_another_text_is_not_scored(self) -> None:
        other = labelled("Nothing happened.")
        with pytest.raises(GoldError, match="another text"):
            score_brief(brief(whole()), other)

    def test_an_id_that_the_brief_does_not_explain_is_nobody(self) -> None:
        gold = labelled(entities=CAST, statements=[FERRIES])
        assert score(gold, entities=()).sections["statements"].fields["speaker"] == Counts(false=1, missed=1)


class TestOptional:
    def test_what_is_optional_counts_neither_way(self) -> None:
        gold = labelled(entities=[RUIZ, {**SOUTH, "optional": True}])
        without, with_it = score(gold), score_brief(generous(gold), gold)
        assert counts(without, "entities") == counts(with_it, "entities") == (1, 0, 0)
        assert [one.label for one in verdicts(with_it, "entities", "excused")] == ["south"]
        assert not verdicts(without, "entities", "missed")

    def test_the_fields_of_what_is_optional_do_not_count(self) -> None:
        gold = labelled(entities=[{**SOUTH, "optional": True}])
        wrong = changed(generous(gold).entities, kind="person", role="minister")
        found = score(gold, entities=wrong)
        assert found.sections["entities"].fields == {}
        assert found.headlines["null when absent"].total == 0

    def test_a_date_that_nothing_wanted_needs_may_be_left_out_or_given(self) -> None:
        optional = labelled(dates=[FRIDAY], events=[{**SANK, "optional": True}])
        assert counts(score(optional), "dates") == (0, 0, 0)
        assert counts(score_brief(generous(optional), optional), "dates") == (0, 0, 0)
        needed = labelled(dates=[FRIDAY], events=[SANK])
        assert counts(score(needed, events=()), "dates") == (0, 0, 1)


class TestChrome:
    def given(self, *pieces: str, **gold: object) -> ArticleScore:
        one = labelled(**gold)
        return score(one, chrome=tuple(ChromeSpan(span=cut(piece), reason="menu") for piece in pieces))

    def test_chrome_is_counted_in_characters_without_white_space(self) -> None:
        found = self.given("Buy lamps", chrome=[{"text": "Buy lamps now"}])
        assert counts(found, "chrome") == (8, 0, 3)
        assert [one.wanted for one in verdicts(found, "chrome", "missed")] == ["Buy lamps now"]

    def test_article_taken_for_chrome_is_false(self) -> None:
        found = self.given("Buy lamps now", CALM, chrome=[{"text": "Buy lamps now"}])
        assert counts(found, "chrome") == (11, len(CALM.replace(" ", "")), 0)

    def test_optional_chrome_counts_neither_way(self) -> None:
        title = {"text": "Ferry talks end in Lima", "optional": True}
        for pieces in ([], ["Ferry talks end in Lima"], ["Ferry talks"]):
            assert counts(self.given(*pieces, chrome=[title]), "chrome") == (0, 0, 0)

    def test_a_stretch_reaches_from_its_first_words_to_its_last(self) -> None:
        found = self.given(TOP, chrome=[{"start": "Buy lamps", "end": "end in Lima"}])
        assert found.sections["chrome"].counts.f1 == 1

    def test_chrome_given_twice_counts_once(self) -> None:
        assert counts(self.given("Buy lamps now", "Buy lamps now", chrome=[{"text": "Buy lamps now"}]), "chrome") == (
            *(11, 0, 0),
        )


class TestAbout:
    @pytest.mark.parametrize(
        ("wanted", "given", "expected"),
        [
            ({"title": "Ferry talks end in Lima"}, {"title": "Ferry Talks End in Lima"}, (1, 0, 0)),
            ({"title": "Ferry talks end in Lima"}, {"title": None}, (0, 0, 1)),
            ({"title": None}, {"title": "Ferry talks"}, (0, 1, 0)),
            ({"title": any_of(None, "Ferry talks")}, {"title": None}, (0, 0, 0)),
            ({"publisher": "Harbour Board"}, {"publisher": "Oslo"}, (0, 1, 1)),
            ({"authors": ["Ana Ruiz", "Oto Beck"]}, {"authors": ("Ana Ruiz", "Lima")}, (1, 1, 1)),
            ({"published": "2021-05-03"}, {"published": None}, (0, 0, 1)),
            ({}, {}, (0, 0, 0)),
        ],
    )
    def test_what_the_text_says_of_itself(self, wanted: Label, given: Label, expected: tuple[int, ...]) -> None:
        gold = labelled(about=wanted)
        assert counts(score(gold, article=brief(gold).article.model_copy(update=given)), "about") == expected


def sentence(text: str, *evidence: str) -> SummarySentence:
    (one,) = brief(labelled(summary={"facts": [TALKS]})).summary
    return one.model_copy(update={"text": text, "evidence": tuple(map(cut, evidence)), "verbatim": False})


class TestSummary:
    @pytest.mark.parametrize(
        ("text", "evidence", "fault"),
        [
            pytest.param("The envoy Ana Ruiz met Oto Beck in Lima.", MET, None, id="borne out"),
            pytest.param("The envoy met Beck on 4 May 2021.", MET, "4", id="another number"),
            pytest.param("The envoy Ana Holt met Oto Beck.", MET, "Holt", id="another name"),
            pytest.param("The envoy met Oto Beck on Tuesday.", MET, "Tuesday", id="another date"),
            pytest.param("The envoy met Beck, wept, begged, sang and fled.", MET, "words", id="other words"),
            pytest.param("The envoy met Oto Beck.", STORM, "Beck", id="another sentence's"),
        ],
    )
    def test_a_sentence_is_borne_out_by_what_it_cites(self, text: str, evidence: str, fault: str | None) -> None:
        gold = labelled(summary={"facts": [TALKS]})
        found = score(gold, summary=(sentence(text, evidence),))
        bad = found.headlines["summary sentences not supported"]
        assert (bad.hits, bad.total) == (int(fault is not None), 1)
        assert counts(found, "summary") == ((0, 1, 1) if fault else (1, 0, 0))
        assert not fault or fault in bad.names[0]

    def test_a_sentence_that_cites_nothing_is_not_borne_out(self) -> None:
        gold = labelled(summary={"facts": [TALKS]})
        altered = sentence(MET, MET).model_copy(update={"evidence": (Span(start=0, end=3, text="met"),)})
        for one in (sentence(MET), altered):
            found = score(gold, summary=(one,))
            assert found.headlines["summary sentences not supported"].hits == 1
            assert "cites nothing" in verdicts(found, "summary", "invented")[0].why

    def test_facts_covered_are_those_that_must_be_told(self) -> None:
        storm = {"fact": "A storm sank boats.", "words": ["storm", "boat"], "evidence": [STORM]}
        calm = {"fact": "The sea is calm.", "words": ["calm"], "evidence": [CALM], "optional": True}
        gold = labelled(summary={"facts": [TALKS, storm, calm]})
        found = score(gold, summary=(sentence(MET, MET), sentence(CALM, CALM)))
        assert found.headlines["must-have facts covered"] == Headline(1, 2, ("A storm sank boats.",))
        assert counts(found, "summary") == (1, 0, 1)

    def test_one_sentence_may_tell_several_facts_and_a_useless_one_is_false(self) -> None:
        where = {"fact": "In Lima.", "words": ["lima"], "evidence": [MET]}
        gold = labelled(summary={"facts": [TALKS, where]})
        found = score(gold, summary=(sentence(MET, MET), sentence(BOARD, BOARD)))
        assert counts(found, "summary") == (2, 1, 0)
        assert verdicts(found, "summary", "invented")[0].why == "it tells none of the facts"

    @pytest.mark.parametrize(("text", "sprung"), [(STORM, True), ("A storm came.", False), (CALM, False)])
    def test_a_trap_is_a_sentence_with_all_its_words(self, text: str, sprung: bool) -> None:
        gold = labelled(summary={"facts": [TALKS], "forbidden": [{"words": ["storm", "boat"], "why": "no news"}]})
        found = score(gold, summary=(sentence(text, STORM),))
        assert found.headlines["forbidden items given"].hits == int(sprung)
        assert found.headlines["forbidden items given"].total == 1


class TestHeadlines:
    def test_a_perfect_brief_has_perfect_headlines(self) -> None:
        shares = {name: headline.share for name, headline in score(whole()).headlines.items()}
        assert shares == {
            "quotations found": 1,
            "right speaker among found": 1,
            "altered quotations": 0,
            "items pointing at nothing": 0,
            "invented items": 0,
            "forbidden items given": None,
            "null when absent": 1,
            "dates right": 1,
            "summary sentences not supported": 0,
            "must-have facts covered": 1,
        }

    def test_a_quotation_in_other_words_is_altered_and_not_found(self) -> None:
        gold = whole()
        quote = brief(gold).statements[0].quotes[0]
        other = quote.model_copy(update={"text": quote.text.replace("12", "13")})
        found = score(gold, statements=changed(brief(gold).statements, quotes=(other,)))
        assert found.headlines["altered quotations"] == Headline(1, 1, ("We agree on about 13 ferries,",))
        assert found.headlines["quotations found"].hits == 0
        assert found.headlines["items pointing at nothing"].hits == 0

    def test_an_altered_quotation_is_not_nothing_quoted(self) -> None:
        gold = labelled(entities=CAST, statements=[LATE])
        altered = Span(start=0, end=4, text="none")
        found = score(gold, statements=changed(brief(gold).statements, quotes=(altered,)))
        (field,) = [one for one in _fields(found, "statements") if one.name == "quotes"]
        assert field.outcome == UNWANTED

    @pytest.mark.parametrize(
        ("section", "field"),
        [("entities", "mentions"), ("statements", "evidence"), ("events", "evidence"), ("references", "evidence")],
    )
    @pytest.mark.parametrize("spans", [(), (Span(start=0, end=3, text="Sea"),)], ids=["none", "elsewhere"])
    def test_items_that_rest_on_nothing_are_counted(self, section: str, field: str, spans: tuple[Span, ...]) -> None:
        gold = whole()
        found = score(gold, **{section: changed(getattr(brief(gold), section), **{field: spans})})
        assert found.headlines["items pointing at nothing"].hits == 1

    def test_a_figure_whose_words_stand_elsewhere_points_at_nothing(self) -> None:
        gold = whole()
        figures = changed(brief(gold).figures, text=Span(start=0, end=8, text="about 12"))
        found = score(gold, figures=figures)
        assert found.headlines["items pointing at nothing"].hits == 1
        assert counts(found, "figures") == (0, 1, 1)

    def test_invented_items_are_those_like_no_label(self) -> None:
        gold = whole()
        entities = (*brief(gold).entities, *brief(labelled(entities=[{**RUIZ, "name": "Harbour Board"}])).entities)
        found = score(gold, entities=(entities[-1].model_copy(update={"id": "E9"}), *entities[:-1]))
        assert found.headlines["invented items"].names == ("entities: Harbour Board",)

    def test_what_the_article_does_not_tell_is_to_be_left_empty(self) -> None:
        gold = whole()
        events = changed(brief(gold).events, 1, according_to="ruiz", participants=("beck",))
        before, after = (
            score(gold).headlines["null when absent"],
            score(gold, events=events).headlines["null when absent"],
        )
        assert before.share == 1
        assert (after.hits, after.total) == (before.total - 2, before.total)
        assert "according_to of A storm sank three boats." in " ".join(after.names)

    @pytest.mark.parametrize("right", [True, False])
    def test_dates_right_are_right_days_and_those_rightly_left_open(self, right: bool) -> None:
        gold = whole()
        (meeting, sank) = brief(gold).events
        assert meeting.date
        assert sank.date
        guess = sank.date if right else sank.date.model_copy(update={"start": meeting.date.start})
        found = score(gold, events=(meeting, sank.model_copy(update={"date": guess})))
        assert (found.headlines["dates right"].hits, found.headlines["dates right"].total) == (1 + right, 2)

    def test_the_speaker_of_a_found_quotation_is_named_if_wrong(self) -> None:
        gold = whole()
        found = score(gold, statements=changed(brief(gold).statements, speaker="beck"))
        mistaken = "Oto Beck for “We agree on about 12 ferries,”"
        assert found.headlines["right speaker among found"] == Headline(0, 1, (mistaken,))

    @pytest.mark.parametrize(
        "name", ["altered quotations", "items pointing at nothing", "summary sentences not supported"]
    )
    def test_a_wrong_item_more_does_not_make_errors_fewer(self, name: str) -> None:
        gold = whole()
        parts = brief(gold)
        said, told = parts.statements
        bad = said.quotes[0].model_copy(update={"text": said.quotes[0].text.upper()})
        statements = (said.model_copy(update={"quotes": (bad,)}), told.model_copy(update={"evidence": ()}))
        summary = (sentence("Beck wept.", MET),)
        before = score(gold, statements=statements, summary=summary).headlines[name]
        wrong = said.model_copy(update={"id": "more", "quotes": (cut("Harbour Board"),), "evidence": (cut(BOARD),)})
        after = score(gold, statements=(*statements, wrong), summary=(*summary, sentence(BOARD, BOARD))).headlines[name]
        assert (before.hits, after.hits) == (1, 1)


TRAP = {"forbidden": True, "why": "a trap"}


class TestTraps:
    @pytest.mark.parametrize(
        ("section", "trap", "given"),
        [
            ("entities", {"id": "no", "name": "Lima", "kind": "place"}, {"id": "no", "name": "Lima", "kind": "place"}),
            ("dates", {**FRIDAY, "id": "no", **DAY}, {**FRIDAY, **DAY}),
            ("statements", {**FERRIES, "id": "no", "speaker": "beck", "claim": None}, {**FERRIES, "speaker": "beck"}),
            ("statements", {"id": "no", "speaker": "ruiz", "evidence": [DENIED]}, {**LATE, "speaker": "ruiz"}),
            ("events", {"id": "no", "status": "denied", "evidence": [STORM]}, {**SANK, "status": "denied"}),
            ("events", {"id": "no", "date": "may", "evidence": [STORM]}, {**SANK, "date": "may"}),
            ("figures", {"text": "1987"}, {"text": "1987", "minimum": 1987, "maximum": 1987}),
            ("figures", {"text": "about 12", "according_to": "beck"}, {**TWELVE, "according_to": "beck"}),
            ("figures", {"text": "about 12", "minimum": 13, "maximum": 13}, {**TWELVE, "minimum": 13, "maximum": 13}),
            (
                "references",
                {"name": "Harbour Board", "evidence": [BOARD]},
                {"name": "Harbour Board", "evidence": [BOARD]},
            ),
            (
                "disputes",
                {"proposition": "the other way", "asserted_by": ["late"], "denied_by": ["ferries"]},
                {"proposition": "late", "asserted_by": ["late"], "denied_by": ["ferries"]},
            ),
        ],
    )
    def test_an_item_that_agrees_with_a_trap_is_an_error(self, section: str, trap: Label, given: Label) -> None:
        own = dict(whole().gold)
        right = [label for label in own[section] if not _twin(label, given)]
        gold = whole(**{section: (*own[section], {**trap, **TRAP})})
        other = whole(**{section: (*right, given)})
        found = score_brief(brief(other), gold)
        assert [one.trap for one in found.sections[section].verdicts if one.trap] == ["a trap"]
        assert found.headlines["forbidden items given"].hits == 1
        assert found.headlines["forbidden items given"].total == 1
        assert score(gold).headlines["forbidden items given"].hits == 0

    def test_a_form_of_somebody_else_s_name_is_an_error(self) -> None:
        gold = labelled(
            f"{TEXT}the Harbour Board", entities=[{**RUIZ, "forbidden_aliases": ["Beck", "the Harbour Board"]}]
        )
        for form in ("Beck", "the Harbour Board", "The Harbour Board", "Harbour Board"):
            found = score(gold, entities=changed(brief(gold).entities, aliases=("Ruiz", form)))
            assert found.headlines["forbidden items given"].hits == 1, form
            assert found.headlines["forbidden items given"].total == 2

    def test_a_trap_told_in_words_alone_is_not_sprung_by_what_is_right(self) -> None:
        trap = {"id": "no", "description": "The boats were sold.", "evidence": [STORM], **TRAP}
        gold = labelled(dates=[FRIDAY], events=[SANK, trap])
        assert score(gold).headlines["forbidden items given"].hits == 0
        sold = changed(brief(gold).events, description="The boats were sold.")
        assert score(gold, events=sold).headlines["forbidden items given"].hits == 1


def _twin(label: BaseModel, given: Label) -> bool:
    """Whether two labels are of the same item."""
    keys = ("id", "text", "name", "proposition")
    return any(getattr(label, key, None) == given[key] for key in keys if key in given)


class TestExplain:
    def test_a_missed_label_says_what_was_nearest_and_who_took_it(self) -> None:
        twice = [FERRIES, {**FERRIES, "id": "again"}]
        gold = labelled(entities=CAST, statements=twice)
        found = score(gold, statements=brief(gold).statements[:1])
        (missed,) = verdicts(found, "statements", "missed")
        assert "Ana Ruiz: They agree on about 12 ferries." in missed.why
        assert "is paired with another label: ruiz: They agree on about 12 ferries." in missed.why
        assert missed.likeness == pytest.approx(1)

    def test_a_pair_says_what_would_have_come_next(self) -> None:
        gold = whole()
        one, other = brief(gold).events
        half = one.model_copy(update={"id": "half", "description": "Ruiz met reporters."})
        found = score(gold, events=(one, other, half))
        assert {verdict.why for verdict in verdicts(found, "events", "found")} == {
            "next would be Ruiz met reporters. (0.87), less alike in all",
            "nothing else is like it",
        }
        (invented,) = verdicts(found, "events", "invented")
        assert invented.why == "the nearest label (0.87: Ruiz met Beck.) is paired with another item: Ruiz met Beck."

    def test_an_invented_item_says_what_it_missed_by(self) -> None:
        gold = labelled(dates=[FRIDAY], events=[SANK])
        other = changed(brief(gold).events, description="The treaty was signed.", date=None)
        found = score(gold, events=other)
        assert (
            "0.50, under the floor of 0.55: A storm sank three boats." in verdicts(found, "events", "invented")[0].why
        )
        assert verdicts(found, "events", "missed")[0].why == (
            "the nearest item (0.50: The treaty was signed.) is under the floor of 0.55"
        )

    def test_nothing_alike_is_said_too(self) -> None:
        gold = labelled(entities=[SOUTH])
        found = score(gold, entities=brief(labelled(entities=[NORTH])).entities)
        assert verdicts(found, "entities", "missed")[0].why == "nothing in the brief is like it"
        assert verdicts(found, "entities", "invented")[0].why == "no label is like it"

    def test_every_wrong_item_field_and_trap_is_explained_in_words(self) -> None:
        trap = {"id": "no", "name": "Lima", "kind": "place", "forbidden": True, "why": "not in the body"}
        gold = whole(entities=[*CAST, trap])
        parts = brief(gold)
        lima = brief(labelled(entities=[{**SOUTH, "id": "lima", "name": "Lima", "kind": "place"}])).entities
        spoilt = parts.model_copy(
            update={
                "entities": (*parts.entities, *lima),
                "statements": changed(parts.statements, speaker="beck"),
                "references": (),
                "summary": (sentence("Beck wept.", MET),),
            }
        )
        run = score_run("spoilt", [spoilt], {gold.gold.sha256: gold})
        said = "\n".join(explain_run(run))
        for line in (
            "ferries",
            "  entities, invented: Lima",
            "      a trap: not in the body",
            "  statements, found: ruiz: They agree on about 12 ferries.",
            "      the brief: Oto Beck: They agree on about 12 ferries. (0.95)",
            "      speaker wrong: Oto Beck; right: ruiz",
            "  references, missed: Harbour Treaty",
            "      nothing in the brief is like it",
            "  summary, missed: An envoy met another.",
            "      no supported sentence holds all of: envoy, met or meet",
        ):
            assert line in said.split("\n"), line
        assert "South Korea" not in said
        assert "South Korea" in "\n".join(explain_run(run, errors_only=False))


def test_two_labellers_agree_as_far_as_each_finds_what_the_other_has() -> None:
    one, other = whole(), whole(entities=[RUIZ, BECK, SOUTH], references=[])
    agreement = compare_labels(one.gold, other.gold, TEXT)
    assert agreement.counts("entities") == Counts(true=6, false=1, missed=1)
    assert agreement.counts("references") == Counts(false=1, missed=1)
    assert agreement.counts("statements").f1 == 1
