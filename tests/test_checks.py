from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.checks import check_support, holds_phrase, normalised
from summarizer.units.lexicon import words_of


def lost(text: str, evidence: str) -> dict[str, str]:
    """What the evidence does not hold, by the name of the check."""
    return {check.name: check.detail for check in check_support(text, evidence) if not check.passed}


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("10 men left", "Ten men left."),
        ("ten men left", "10 men left."),
        ("Ten men left", "10 men left."),
        ("it rose 12%", "It rose by 12 percent."),
        ("10,000 troops", "some 10,000 troops"),
        ("10000 troops", "some 10,000 troops"),
        ("1,000 containers", "more than 1,000 containers"),
        ("a thousand containers", "1,000 containers"),
        ("1 million people", "1,000,000 people"),
        ("five million", "between five and six million"),
        ("six million", "5-6 million"),
        ("5m users", "5 million users"),
        ("$1.5 billion", "$1.5bn"),
        ("half a million", "500,000"),
        ("twenty-five ships", "25 ships"),
        ("25 ships", "twenty five ships"),
        ("two hundred and fifty", "250"),
        ("hundreds of thousands", "hundreds of thousands of people"),
        ("several hundred people", "several hundred people"),
        ("dozens died", "Dozens died."),
        ("two-thirds voted", "two-thirds of members voted"),
        ("a third attack", "the 3rd attack"),
        ("the third attack", "a third attack"),
        ("at 3:30", "at 3:30 p.m."),
        ("version 1.2.3", "version 1.2.3"),
        ("50 km away", "50km (31 miles) away"),
        ("3.0 percent", "3 percent"),
        ("one man left", "a man left"),
        ("One of them left", "some left"),
        ("1 man", "one man"),
        ("it often weighed on the tender", "nothing"),
        ("someone freighted it", "nothing"),
        ("12½ points", "12½ points"),
        ("٣ ships", "٣ ships"),
    ],
)
def test_a_number_that_the_evidence_holds_in_any_shape_passes(text: str, evidence: str) -> None:
    assert "numbers" not in lost(text, evidence)


@pytest.mark.parametrize(
    ("text", "evidence", "detail"),
    [
        ("it rose 12%", "It rose 72%.", "12"),
        ("it rose 12%", "It rose 12.5%.", "12"),
        ("10 men", "10,000 men", "10"),
        ("10,000 men", "10 men", "10,000"),
        ("100 men", "1,000 men", "100"),
        ("ten men", "men", "ten"),
        ("1 man", "a man", "1"),
        ("twenty-five ships", "twenty ships", "twenty-five"),
        ("5 billion", "5 million", "5 billion"),
        ("$5bn", "$5 million", "5bn"),
        ("5 million", "5 of them, and 3,000 others", "5 million"),
        ("a million people", "3 million people", "a million"),
        ("dozens died", "scores died", "dozens"),
        ("thousands died", "hundreds died", "thousands"),
        ("several hundred died", "several died", "several hundred"),
        ("at 3:40", "at 3:30", "40"),
        ("version 1.2.4", "version 1.2.3", "1.2.4"),
        ("the third attack", "the attack", "third"),
        ("in 2024", "in 2023", "2024"),
        ("in the 1990s", "years ago", "1990"),
        ("7 of 9 and 7", "none", "7, 9"),
        ("10", "", "10"),
    ],
)
def test_a_number_that_the_evidence_does_not_hold_fails(text: str, evidence: str, detail: str) -> None:
    assert lost(text, evidence)["numbers"] == detail


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("on Monday", "on Monday"),
        ("on Monday", "on Mon. 4 p.m."),
        ("Monday’s vote", "the vote on Monday"),
        ("in January", "on Jan. 8"),
        ("Jan. 8", "January 8"),
        ("in May", "in May"),
        ("May 5", "5 May"),
        ("in March", "since March 2"),
        ("It may march on", "it goes"),
        ("he left today", "Today he left."),
        ("last week", "Last week"),
        ("earlier this month", "earlier this month"),
        ("The Sun reported", "The Sun reported"),
    ],
)
def test_a_date_that_the_evidence_holds_passes(text: str, evidence: str) -> None:
    assert lost(text, evidence) == {}


@pytest.mark.parametrize(
    ("text", "evidence", "detail"),
    [
        ("on Monday", "on Tuesday", "Monday"),
        ("in May", "it may go", "May"),
        ("by March", "they march", "March"),
        ("on Sunday", "The Sun said so", "Sunday"),
        ("in December", "Dec is short", ""),
        ("yesterday", "today", "yesterday"),
        ("last month", "earlier this month", "last month"),
        ("Next year", "this year", "Next year"),
    ],
)
def test_a_date_that_the_evidence_does_not_hold_fails(text: str, evidence: str, detail: str) -> None:
    assert lost(text, evidence).get("dates", "") == detail


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("Wood said no", "“No,” said Robert Wood."),
        ("The U.S. said no", "The US said no."),
        ("The US said no", "The U.S. said no."),
        ("a U.S.-led force", "a US-led force"),
        ("the UN", "the U.N."),
        ("J.K. Rowling", "JK Rowling"),
        ("George W. Bush", "George W Bush"),
        ("Russia's army", "Russia’s army"),
        ("the army of Russia", "Russia’s army"),
        ("the ministers’ Council", "the Council of ministers"),
        ("a Kyiv-based firm", "a firm in Kyiv"),
        ("pro-Russian fighters", "Russian fighters"),
        ("Choe Son-hui", "Choe Son Hui"),
        ("O'Brien left", "O’Brien left"),
        ("José Muñoz", "Jose Munoz"),
        ("NATO", "Nato allies"),
        ("the President", "the president"),
        ("AT&T rose", "AT&T rose"),
        ("two F-16s", "two F-16 jets"),
        ("Amazon.com", "Amazon.com rose"),
        ("Jean-Luc", "Jean‑Luc"),
        ("he and I said It was The end", "nothing"),
    ],
)
def test_a_name_that_the_evidence_holds_passes(text: str, evidence: str) -> None:
    assert lost(text, evidence) == {}


@pytest.mark.parametrize(
    ("text", "evidence", "detail"),
    [
        ("the envoy Wood said no", "the envoy said no", "Wood"),
        ("Kim Yong-hyun left", "Kim Yong-un left", "Yong-hyun"),
        ("in Paris and Rome", "in Paris", "Rome"),
        ("Ana left", "Susana left", "Ana"),
        ("the US left", "let us go", "US"),
        ("US forces left", "it left us", "US"),
        ("the WHO said", "who said", "WHO"),
        ("Theresa May left", "Theresa may have left", "May"),
        ("McDonald left", "a man left", "McDonald"),
        ("Wood, Wood and Wood", "nobody", "Wood"),
        ("the F-35", "the F-16 and 35 others", "F-35"),
        ("ex-Marine", "a sailor", "ex-Marine"),
        ("Zelenskyy", "Zelensky", "Zelenskyy"),
    ],
)
def test_a_name_that_the_evidence_does_not_hold_fails(text: str, evidence: str, detail: str) -> None:
    assert lost(text, evidence)["names"] == detail


@pytest.mark.parametrize(
    "text",
    [
        "Officials said no.",
        "Troops left.",
        "The man left.",
        "However, it left.",
        "According to some, it left.",
        "Police said no.",
        "It’s over.",
        "They’re here.",
        "Don’t go.",
        "In all, some left.",
        "It left. Critics said no.",
        "It said: “Nobody left.”",
    ],
)
def test_a_common_word_at_the_start_of_a_sentence_is_no_name(text: str) -> None:
    assert "names" not in lost(text, "said here left over gone end")


@pytest.mark.parametrize(
    "text",
    [
        "Wood said no.",
        "It left. Wood said no.",
        "It said: “Wood left.”",
        "Mr. Wood said no.",
        "Republicans left.",
    ],
)
def test_an_invented_name_at_the_start_of_a_sentence_fails(text: str) -> None:
    evidence = "Officials said no, it left; so said the Mr."
    assert lost(text, evidence)["names"] in {"Wood", "Republicans"}


def test_a_word_of_the_evidence_may_start_a_sentence() -> None:
    assert lost("Containers were shipped.", "They shipped containers; it is said they were many.") == {}


def test_negation_is_not_checked() -> None:
    assert lost("Russia has refuted it", "Russia has not refuted it") == {}


def test_there_is_one_check_each_with_what_is_missing() -> None:
    checks = check_support("Wood said on Monday that 12 left.", "Nobody said that.")
    assert [(check.name, check.passed, check.detail) for check in checks] == [
        ("numbers", False, "12"),
        ("dates", False, "Monday"),
        ("names", False, "Wood"),
    ]


WORDS = st.sampled_from(
    sorted(
        words_of("""
    Wood U.S. U.N.’s 10,000 12% ten twenty-five May march Monday Jan. 8 Son-hui F-16s “No” ½ 1.2.3 5bn million
    dozens last week tomorrow ’ - . , ( é ﬁ the Officials AT&T O’Brien's third one -led 16 s A I may US us
    """)
    )
)


@given(st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=12).map(" ".join)))
@settings(max_examples=200, deadline=None)
def test_any_text_is_borne_out_by_itself(text: str) -> None:
    assert lost(text, text) == {}
    assert lost(" ".join(text.split()), f"{text}\n\n{text}") == {}


@given(st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_any_two_texts_can_be_compared(text: str, evidence: str) -> None:
    assert [check.name for check in check_support(text, evidence)] == ["numbers", "dates", "names"]
    assert all(check.passed == (not check.detail) for check in check_support(text, evidence))


@pytest.mark.parametrize(
    ("evidence", "phrase"),
    [
        ("The U.S. envoy left.", "US envoy"),
        ("the “Council of\nEurope”", "council of Europe"),
        ("He said ‘no’", "'no'"),
        ("an envoy", "“An envoy.”"),
        ("Ottawa, Ont", "Ottawa"),
        ("It cost $5 (about €4)", "$5"),
    ],
)
def test_a_phrase_is_found_whatever_its_capitals_marks_and_space(evidence: str, phrase: str) -> None:
    assert holds_phrase(evidence, phrase)


@pytest.mark.parametrize(
    ("evidence", "phrase"),
    [
        ("Susana left", "Ana"),
        ("Ana Torres", "Ana Tor"),
        ("Jane Doe", "Jane Smith"),
        ("rose 72%", "2%"),
        ("anything", ""),
        ("anything", " “.” "),
        ("a b", "a.b"),
    ],
)
def test_a_phrase_is_found_in_whole_words_only(evidence: str, phrase: str) -> None:
    assert not holds_phrase(evidence, phrase)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("“It’s\u00a0‘so’”", "\"It's 'so'\""),
        ("the U.S.\n\nand the U.N.’s", "the US and the UN's"),
        ("Jean‑Luc", "Jean-Luc"),
        ("ﬁve … 10²", "five ... 102"),
        ("  a\r\n\tb ", "a b"),
        ("It ends with A. Then B.", "It ends with A Then B"),
    ],
)
def test_texts_are_compared_in_one_plain_form(text: str, plain: str) -> None:
    assert normalised(text) == plain
