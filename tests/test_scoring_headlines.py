from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from summarizer.schemas.spans import Span
from summarizer.scoring.score import score_brief
from summarizer.scoring.verdicts import Headline
from tests.golds import (
    BOARD,
    CALM,
    CAST,
    DAY,
    DENIED,
    FERRIES,
    FRIDAY,
    LATE,
    MET,
    RUIZ,
    SANK,
    STORM,
    TALKS,
    TEXT,
    TRAP,
    TWELVE,
    UNWANTED,
    brief,
    changed,
    counts,
    cut,
    fields_of,
    is_twin,
    labelled,
    score,
    sentence,
    verdicts,
    whole,
)

if TYPE_CHECKING:
    from tests.golds import Label


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
        assert (
            verdicts(found, "summary", "invented")[0].why == "it tells none of the facts, or comes after enough others"
        )

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
        (field,) = [one for one in fields_of(found, "statements") if one.name == "quotes"]
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
        right = [label for label in own[section] if not is_twin(label, given)]
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
