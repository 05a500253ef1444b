"""Which words tell that something happened, goes on or is to happen."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.news.occurrences import Deed, find_deed

DONE = [
    "The dam burst.",
    "A flood destroyed the bridge on Monday.",
    "Two people were killed.",
    "The law was quietly passed.",
    "The ship has sunk.",
    "The minister had resigned by then.",
    "The bridge had already been rebuilt.",
    "He'd gone by noon.",
    "They’d left the town by noon.",
    "They have not only built it but sold it.",
    "An armed man stood there.",
    "The army shot down three drones.",
    "Prices dropped by 5 percent.",
    "Sales increased by nearly half.",
    "He didn't fall but ran.",
    "The envoy, who arrived on Monday, is a lawyer.",
    "THE DAM BURST ON MONDAY.",
    "The union struck, as it had before.",
]
TO_COME = [
    "The bridge will be rebuilt.",
    "She'll leave on Monday.",
    "He’ll leave on Monday.",
    "Voters are to choose a president in May.",
    "The court is due to rule on Friday.",
    "The summit is set to open on Sunday.",
    "The council plans to build a school.",
    "The union vowed to strike.",
    "More rain is expected to fall.",
]
ONGOING = [
    "Rescue workers are searching the ruins.",
    "Fires were burning in the hills.",
    "Work is underway.",
    "Prices have been rising for a year.",
]
NONE = [
    # what is, seems or is thought
    "The bridge is old.",
    "It seemed odd.",
    "She believed him.",
    "The report included a map.",
    "The pilot had been with the airline since 2004.",
    "She has been mayor for ten years.",
    "The town is located on a river.",
    "The number continues to rise due to heavy rain.",
    "The storm could hit the town.",
    "They want to shut the port.",
    # adjectives
    "The confirmed toll is four.",
    "He is the newly elected mayor.",
    "Increased costs are a problem.",
    "The road is closed.",
    "Limited funds remain.",
    "There is a need for speed.",
    # reduced relatives
    "The plan, backed by both parties, is costly.",
    "The team led by Ana is strong.",
    "A country built by farmers is proud of them.",
    "The firm, followed by its rival, is the largest.",
    "Talks aimed at peace are hard.",
    "The company named Acme is old.",
    # speech alone
    "The minister said so.",
    "He added that he is glad.",
    "The envoy told reporters about it.",
    # negations
    "He never left the town.",
    "The army has not attacked.",
    "The dam did not burst.",
    "The dam didn't burst.",
    "They will not attack.",
    "He won't go.",
    "Without changed rules there is no deal.",
    # questions that are told
    "What they will do is open.",
    "It is open whether the ship will sail.",
    # what is merely supposed
    "It could have been worse.",
    "The bridge might have fallen.",
    "The dam would have burst.",
    "The plan may have been dropped.",
    "Houses should have been searched.",
    "The firm would be the largest.",
    "He would often walk there.",
    "The bridge would be rebuilt in May.",
    "The road could be closed for days.",
    "There is a bridge to be rebuilt.",
    "I'd go.",
    # no words, or none of English
    "",
    "👍🌊",
    "…",
    "Мост разрушен наводнением.",
    "Le pont est vieux.",
    "12:30 – 14:00",
]


@pytest.mark.parametrize("text", DONE)
def test_a_past_or_perfect_form_tells_what_happened_whoever_says_so(text: str) -> None:
    assert find_deed(text) is Deed.DONE
    assert find_deed(text, reported=True) is Deed.DONE


@pytest.mark.parametrize("text", TO_COME)
def test_a_future_tells_what_is_to_happen(text: str) -> None:
    assert find_deed(text) is Deed.TO_COME
    assert find_deed(text, reported=True) is Deed.TO_COME


@pytest.mark.parametrize("text", ONGOING)
def test_what_goes_on_is_told_by_the_narrator(text: str) -> None:
    assert find_deed(text) is Deed.ONGOING


@pytest.mark.parametrize("text", NONE)
def test_what_is_seems_is_said_denied_or_supposed_is_no_event(text: str) -> None:
    assert find_deed(text) is None


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("the bridge would be ready", None),
        ("the quay would be rebuilt by June", Deed.TO_COME),
        ("the quay would not be rebuilt", None),
        ("the quay could be rebuilt", None),
        ("the bridge would reopen in May", Deed.TO_COME),
        ("he'd go to the river", Deed.TO_COME),
        ("he would not go", None),
        ("the town would have drowned", None),
        ("workers are searching the ruins", None),
        ("prices have been rising", Deed.ONGOING),
        ("it is open what they would do", None),
    ],
)
def test_of_what_somebody_is_said_to_have_said_would_is_to_come_and_what_goes_on_is_an_opinion(
    text: str, deed: Deed | None
) -> None:
    assert find_deed(text, reported=True) is deed


def test_the_first_event_of_a_sentence_counts() -> None:
    assert find_deed("The dam burst and will be rebuilt.") is Deed.DONE
    assert find_deed("The dam will be rebuilt after it burst.") is Deed.TO_COME


def test_a_name_is_no_verb() -> None:
    assert find_deed("Sunk Island and Ted Rose are far away.") is None
    assert find_deed("Ted Rose left.") is Deed.DONE


@given(st.text(max_size=200), st.booleans())
@settings(max_examples=200, deadline=None)
def test_any_text_has_a_deed_or_none(text: str, reported: bool) -> None:
    assert find_deed(text, reported=reported) in {None, *Deed}


WORDS = st.sampled_from(
    re.split(" ", "The dam burst is was been have not would could will ’d 'll n't by 5 , . “ ” told led to")
)


@given(st.lists(WORDS, max_size=25), st.booleans())
@settings(max_examples=200, deadline=None)
def test_any_order_of_verbs_can_be_read_and_always_alike(words: list[str], reported: bool) -> None:
    text = " ".join(words)
    assert find_deed(text, reported=reported) is find_deed(text, reported=reported)
    assert find_deed(text.replace("'", "’"), reported=reported) is find_deed(text, reported=reported)
