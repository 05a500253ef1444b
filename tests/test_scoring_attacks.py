"""Briefs that are bad and would like to score well."""

from __future__ import annotations

import pytest

from summarizer.evaluation.runs import pool
from summarizer.schemas.spans import Span
from tests.golds import CAST, FERRIES, LATE, TEXT, Label, brief, changed, counts, cut, labelled, score, whole

NOT = "It is not true that "


def test_to_deny_everything_is_to_tell_nothing() -> None:
    gold = whole()
    statements = tuple(one.model_copy(update={"claim": NOT + one.claim}) for one in brief(gold).statements)
    events = tuple(one.model_copy(update={"description": NOT + one.description}) for one in brief(gold).events)
    summary = tuple(one.model_copy(update={"text": NOT + one.text}) for one in brief(gold).summary)
    found = score(gold, statements=statements, events=events, summary=summary)
    assert found.sections["statements"].fields["claim"].true <= 1  # one label denies something itself
    assert found.sections["events"].fields["description"].true == 0
    assert found.headlines["summary sentences not supported"].hits == len(summary)


def test_the_whole_article_is_no_summary() -> None:
    gold = whole(f"{TEXT}{'And so on and on. ' * 30}")
    text = gold.text
    (one, *_) = brief(gold).summary
    all_of_it = one.model_copy(update={"text": text, "evidence": (Span.cut(text, 0, len(text)),)})
    assert score(gold, summary=(all_of_it,)).sections["summary"].counts.true == 0


def test_sentences_after_enough_others_tell_nothing() -> None:
    gold = whole()
    (one,) = brief(gold).summary
    other = one.model_copy(update={"text": cut("The Harbour Board paid 40 dollars.").text})
    late = (*([other] * 4), one)
    assert score(gold, summary=late).sections["summary"].counts.true == 0


def test_citing_each_sentence_by_itself_cites_nothing() -> None:
    gold = labelled(entities=CAST, statements=[LATE])
    pieces = tuple(Span.cut(TEXT, start, min(start + 60, len(TEXT))) for start in range(0, len(TEXT), 60))
    items = changed(brief(gold).statements, evidence=pieces, claim="Lamps are cheap.", speaker=None)
    assert counts(score(gold, statements=items), "statements") == (0, 1, 1)


def test_the_right_sentence_and_nothing_else_right_is_no_pair() -> None:
    gold = labelled(entities=CAST, statements=[LATE])
    items = changed(brief(gold).statements, claim="Bananas are yellow.", speaker=None)
    assert counts(score(gold, statements=items), "statements") == (0, 1, 1)


def test_an_optional_label_takes_no_item_from_a_wanted_one() -> None:
    optional: Label = {**FERRIES, "id": "also", "optional": True, "venue": "Lima"}
    for labels in ([FERRIES, optional], [optional, FERRIES]):
        gold = labelled(entities=CAST, statements=labels)
        (first, *_) = [one for one in brief(gold).statements if one.id == FERRIES["id"]]
        assert counts(score(gold, statements=(first,)), "statements") == (1, 0, 0)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [("National Security Council", "U.N. Security Council"), ("New York", "York"), ("Papua New Guinea", "Guinea")],
)
def test_names_that_share_most_words_are_not_the_same_place(given: str, wanted: str) -> None:
    events = [{"id": "x", "description": "The Board paid.", "place": wanted, "evidence": [TEXT.splitlines()[-1]]}]
    gold = labelled(f"{TEXT}{wanted}\n", entities=CAST, events=events)
    items = changed(brief(gold).events, place=given)
    assert score(gold, events=items).sections["events"].fields["place"].true == 0


def test_chrome_for_the_wrong_reason_shows() -> None:
    gold = whole()
    right, wrong = score(gold), score(gold, chrome=changed(brief(gold).chrome, reason="comments"))
    assert right.sections["chrome"].fields["reason"].f1 == 1
    assert wrong.sections["chrome"].fields["reason"].f1 < 1


def test_an_entity_mentioned_anywhere_points_at_nothing() -> None:
    gold = whole()
    items = changed(brief(gold).entities, mentions=(Span.cut(TEXT, 0, 3),))
    assert score(gold, entities=items).headlines["items pointing at nothing"].hits == 1


def test_to_find_everything_and_get_every_speaker_wrong_is_worse_as_a_whole() -> None:
    gold = whole()
    items = tuple(one.model_copy(update={"speaker": "south"}) for one in brief(gold).statements)
    found = score(gold, statements=items)
    assert found.sections["statements"].counts.f1 == 1
    assert pool([found]).overall < pool([score(gold)]).overall
