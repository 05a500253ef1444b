from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.names import find_names
from summarizer.tokens import bare, possessive_stem, tokenize
from summarizer.units.sentences import find_sentences

quick = settings(max_examples=100, deadline=None)
PIECES = st.sampled_from(
    [
        "Kim",
        "Jong-Un",
        "Ambassador",
        "Mr.",
        "U.N.",
        "Russia’s",
        "North Korean",
        "of the",
        "Ministry",
        "said",
        "de",
        "“",
        "”",
        "\n",
        "\r\n",
        "\xa0",
        "é",
        "𝒜",
        "-",
        "'s",
        ".",
        ",",
        "The",
        "US-led",
        "@Foo",
        "May",
        "&",
        "al-Amr",
    ]
)


def names(text: str) -> list[str]:
    return [text[start:end] for start, end in find_names(text, find_sentences(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Then Ambassador Robert Wood spoke.", ["Robert Wood"]),
        ("Then President Vladimir Putin spoke.", ["Vladimir Putin"]),
        ("Then U.S. Deputy Ambassador Robert Wood spoke.", ["U.S.", "Robert Wood"]),
        ("Then South Korea's Foreign Minister Cho Tae-yul spoke.", ["South Korea", "Cho Tae-yul"]),
        (
            "He met UN High Representative for Disarmament Affairs Izumi Nakamitsu there.",
            ["UN", "Izumi Nakamitsu"],
        ),
        ("They met Ukrainian Defense Minister Rustem Umerov.", ["Rustem Umerov"]),
        ("Then Secretary of State Antony Blinken and Sen. Ted Cruz left.", ["Antony Blinken", "Ted Cruz"]),
        ("The former Governor of Washington Chris Gregoire came.", ["Chris Gregoire"]),
        (
            "Then Afghan Ambassador to the United States Hamdullah Mohib spoke.",
            ["United States", "Hamdullah Mohib"],
        ),
        ("Then President of Ukraine Volodymyr Zelenskyy spoke.", ["Ukraine", "Volodymyr Zelenskyy"]),
        (
            "It is for the Presidents Muhammadu Buhari and Patrice Talon.",
            ["Muhammadu Buhari", "Patrice Talon"],
        ),
        ("The minister for Foreign Affairs left, as did the King.", []),
        ("Then Deputy Emergency Situations Minister Ivan Petrov left.", ["Ivan Petrov"]),
        ("Then White House Press Secretary Josh Earnest left.", ["White House", "Josh Earnest"]),
        ("Then Mr. Lou told Dr. Ann B. Smith.", ["Lou", "Ann B. Smith"]),
        ("It was the Governor of Texas.", ["Texas"]),
    ],
)
def test_titles_and_honorifics_are_no_part_of_a_name(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was the Ministry of Defence in Kyiv.", ["Ministry of Defence", "Kyiv"]),
        ("It was the Deputy Chief of the General Staff.", ["Deputy Chief of the General Staff"]),
        (
            "The talks of the Department of Health and Human Services ended.",
            ["Department of Health and Human Services"],
        ),
        ("He saw Ludwig van Beethoven and Charles de Gaulle.", ["Ludwig van Beethoven", "Charles de Gaulle"]),
        ("He saw Suleiman al-Amr and Farouk Ben Mustapha.", ["Suleiman al-Amr", "Farouk Ben Mustapha"]),
        ("She is at Texas A&M and at Marks & Spencer.", ["Texas A&M", "Marks & Spencer"]),
        ("It was the Democratic People’s Republic of Korea.", ["Democratic People’s Republic of Korea"]),
        ("He left the European Court of Justice.", ["European Court of Justice"]),
        ("He joined the Council on Foreign Relations.", ["Council on Foreign Relations"]),
        ("She met Ann of the Smiths and Council and Russia.", ["Ann", "Smiths", "Council", "Russia"]),
    ],
)
def test_small_words_inside_a_name_are_part_of_it(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It hit Russia’s border and the boss' car.", ["Russia"]),
        ("They asked Russia’s Nebenzya.", ["Russia", "Nebenzya"]),
        ("Some saw NATO, the U.N. and the DPRK act.", ["NATO", "U.N.", "DPRK"]),
        ("He saw Kim Jong-Un and Yoon Suk-yeol.", ["Kim Jong-Un", "Yoon Suk-yeol"]),
        ("It is the Russia-Ukraine war and a US-led, Russian-backed plan.", ["Russia", "Ukraine", "US"]),
        ("He was in Kyiv on Monday, May 4, with Theresa May.", ["Kyiv", "Theresa May"]),
        ("The Russian and North Korean soldiers, and I, saw Russian troops.", []),
        ("He follows @Kyivpost and #Kyiv for OBOZ.UA.", ["OBOZ.UA"]),
        ("He told The Associated Press of it.", ["Associated Press"]),
        (
            "They saw the Russian Armed Forces and American Airlines.",
            ["Russian Armed Forces", "American Airlines"],
        ),
        ("North Korean-supplied arms of a Booker-winning author.", []),
        ("He saw South Korean Kim Min-Woo.", ["Kim Min-Woo"]),
        ("The Russia UN envoy and Make-A-Wish spoke.", ["Russia", "UN", "Make-A-Wish"]),
        ("Call it the Korean Peninsula.", ["Korean Peninsula"]),
    ],
)
def test_a_name_is_cut_exactly(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Meanwhile, people left.", []),
        ("Officials left. Yesterday it rained.", []),
        ("Clearly he left. Walking is fun.", []),
        ("Zelenskyy left.", ["Zelenskyy"]),
        ("Meanwhile Russia waited.", ["Russia"]),
        ("Water is cold. The water is cold.", []),
        ("Water Street is long, and water is cold.", ["Water Street"]),
        ("New York is big. New ideas are rare.", ["New York"]),
        ("Trade Minister Ann Lee left.", ["Ann Lee"]),
        ("Senior officials left.", []),
        ("Beijing waited.", ["Beijing"]),
        ("Apple grew. He likes Apple and an apple.", ["Apple", "Apple"]),
        ("He said: “Nobody knows Lee.”", ["Lee"]),
    ],
)
def test_a_word_that_only_begins_a_sentence_needs_more_to_be_a_name(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_headings_hold_only_names_that_the_text_or_the_lexicon_knows() -> None:
    text = (
        "Deadly Attack Using Weapons From North Korea Shocks Robert Wood’s Council\n\n"
        "JOIN US ON TELEGRAM\n\nThen Robert Wood left the hall."
    )
    assert names(text) == ["North Korea", "Robert Wood", "Robert Wood"]


def test_a_text_that_is_one_heading_is_read_like_any_other() -> None:
    assert names("Deputy Ambassador Robert Wood Visits") != []


def test_a_list_in_capitals_throughout_is_no_name() -> None:
    assert names("We saw " + " ".join(["Alpha Beta"] * 20) + " there.") == []


def test_names_lie_in_the_sentences_given() -> None:
    text = "He saw Kyiv. He saw Paris."
    assert find_names(text, [(13, 26)]) == [(20, 25)]
    assert find_names(text, []) == []


@quick
@given(st.one_of(st.text(), st.lists(PIECES, max_size=40).map(" ".join), st.lists(PIECES).map("".join)))
def test_names_are_exact_ordered_and_apart_in_any_text(text: str) -> None:
    sentences = find_sentences(text)
    found = find_names(text, sentences)
    assert found == sorted(found)
    assert all(end <= start for (_, end), (start, _) in pairwise(found))
    for start, end in found:
        assert text[start:end].strip() == text[start:end] != ""
        assert any(low <= start < end <= high for low, high in sentences)


@quick
@given(st.text())
def test_tokens_are_exact(text: str) -> None:
    tokens = tokenize(text, 0, len(text))
    assert all(text[token.start : token.end] == token.text for token in tokens)
    assert all(one.end <= other.start for one, other in pairwise(tokens))
    assert "".join("".join(token.text for token in tokens).split()) == "".join(
        letter for letter in text if letter in "".join(token.text for token in tokens) and not letter.isspace()
    )


def test_a_repeated_mark_is_one_token() -> None:
    assert [token.text for token in tokenize("a---b ...", 0, 9)] == ["a", "---", "b", "..."]


def test_words_are_compared_without_possessive_and_full_stop() -> None:
    assert (bare("Russia’s"), bare("U.N."), possessive_stem("boss’")) == ("russia", "u.n", "boss")
