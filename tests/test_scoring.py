from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from summarizer.errors import GoldError
from summarizer.evaluation.runs import score_run
from summarizer.evaluation.table import explain_run
from summarizer.schemas.brief import ChromeSpan
from summarizer.schemas.spans import Span
from summarizer.scoring.agreement import compare_labels
from summarizer.scoring.score import score_brief
from summarizer.scoring.verdicts import Counts, Headline
from tests.golds import (
    BECK,
    CALM,
    CAST,
    DENIED,
    FERRIES,
    FRIDAY,
    LATE,
    MAY,
    MEETING,
    MET,
    NORTH,
    RUIZ,
    SANK,
    SOUTH,
    TEXT,
    TOO,
    TOP,
    any_of,
    brief,
    changed,
    counts,
    cut,
    generous,
    labelled,
    score,
    sentence,
    verdicts,
    whole,
)

if TYPE_CHECKING:
    from summarizer.scoring.verdicts import ArticleScore
    from tests.golds import Label


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
        calm = {**FERRIES, "quotes": ["The sea is calm,"], "evidence": [CALM, TOO]}
        twice = [{**calm, "id": "a"}, {**calm, "id": "b", "venue": "Lima"}]
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


class TestExplain:
    def test_a_missed_label_says_what_was_nearest_and_who_took_it(self) -> None:
        twice = [FERRIES, {**FERRIES, "id": "again", "venue": "Lima"}]
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
