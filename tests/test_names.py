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
        ("It was the Deputy Chief of the General Staff.", ["General Staff"]),
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
        ("She met Ann of the Smiths and Congress and Russia.", ["Ann", "Smiths", "Congress", "Russia"]),
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


@given(st.text(alphabet="aU.'’-& \n“—0_é\u0301$", max_size=24), st.data())
def test_a_piece_has_the_tokens_that_it_would_have_alone(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    alone = tokenize(text[start:end], 0, end - start)
    assert [
        token._replace(start=token.start - start, end=token.end - start) for token in tokenize(text, start, end)
    ] == alone


def test_a_repeated_mark_is_one_token() -> None:
    assert [token.text for token in tokenize("a---b ...", 0, 9)] == ["a", "---", "b", "..."]


def test_words_are_compared_without_possessive_and_full_stop() -> None:
    assert (bare("Russia’s"), bare("U.N."), possessive_stem("boss’")) == ("russia", "u.n", "boss")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Arctic Free Trade Area (ArFTA) grew.", ["Arctic Free Trade Area", "ArFTA"]),
        ("Lunar Relay Test (LRT) is late; the lunar relay is not.", ["Lunar Relay Test", "LRT"]),
        ("Its LRT (Lunar Relay of Data and Sound Test) is late.", ["LRT", "Lunar Relay of Data and Sound Test"]),
        ("He met the Prime Minister (PM) there.", []),
        ("They met at the Arctic Export–Import Bank.", ["Arctic Export–Import Bank"]),
        ("The Norway–Sweden border is long.", ["Norway", "Sweden"]),
        ("They saw the National Rain and Snow Museum.", ["National Rain and Snow Museum"]),
        ("They saw the Kremlin and Space Museum.", ["Kremlin", "Space Museum"]),
        ("She leads the Centre for Control of Foot Disorders.", ["Centre for Control of Foot Disorders"]),
        ("Then Hag's Tooth fell. Then they left Hag's Tooth.", ["Hag's Tooth", "Hag's Tooth"]),
        ("Then Ann's Tooth fell. Then they left Ann.", ["Ann", "Tooth", "Ann"]),
        ("The news site foo.at and the file foo.at shut.", ["foo.at"]),
        ("They left the Korean peninsula.", ["Korean peninsula"]),
        ("Then [President Ann] Lee and (Minister Jo Bo) left.", ["Lee", "Jo Bo"]),
        ("Some North American and pan-African lawyers left in mid-May.", []),
        ("Each Member State and the Council left the Directive alone.", []),
        ("They breached U.N. Resolutions.", ["U.N."]),
        ("Then we’re off, They’ve said.", []),
    ],
)
def test_what_stands_beside_a_name_shows_where_it_ends(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Loud Protests\n\nThen Ann Lee left.", ["Ann Lee"]),
        ("Call for Action\n\nThen Ann Lee left.", ["Ann Lee"]),
        ("Ann Lee\n\nThen Jo Bo left.", ["Ann Lee", "Jo Bo"]),
        ("Then Oslo Fjord froze.\n\nOslo Fjord Frozen\n\nIt thawed.", ["Oslo Fjord", "Oslo Fjord"]),
        ("Then Ann Lee left. Claro que los vecinos no quieren ver a la Policía.", ["Ann Lee"]),
        ("Then Ann Lee left. Der Minister ist nicht mit dem Zug nach Bonn gefahren.", ["Ann Lee"]),
        ("He saw Charles de Gaulle and Ludwig van Beethoven.", ["Charles de Gaulle", "Ludwig van Beethoven"]),
    ],
)
def test_headings_and_sentences_of_other_languages_name_nobody_new(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He flew from St. Louis to Ft. Worth and St. Petersburg.", ["St. Louis", "Ft. Worth", "St. Petersburg"]),
        ("Rick St. John met Dr. Ann Lee near Mt. Hood.", ["Rick St. John", "Ann Lee", "Mt. Hood"]),
        ("The Orange County Sheriff’s Office called.", ["Orange County Sheriff’s Office"]),
        ("She wrote to Lee’s Office Depot.", ["Lee", "Office Depot"]),
        ("They sued the U.S. Patent and Trademark Office.", ["U.S. Patent and Trademark Office"]),
        ("Both the House and Senate met.", ["House", "Senate"]),
        ("He used a Lumo Fire TV Stick and Zed$ for Lumo+ shows.", ["Lumo Fire TV Stick", "Zed$", "Lumo+"]),
        ("It paid US$ 5 and AUS$7 to Lee.", ["US", "AUS", "Lee"]),
        (
            "He lives in Trenton, N.J. Ann Lee left Washington, D.C. early.",
            ["Trenton", "N.J.", "Ann Lee", "Washington"],
        ),
        ("We met Ohio Republican Ann Lee, or a Kansas Democrat.", ["Ohio", "Ann Lee", "Kansas"]),
        ("We met a Haitian American and three African Americans.", []),
    ],
)
def test_names_hold_what_belongs_to_them_and_no_more(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A crash damaged an SUV and the VPN of a bank. The SUV burned.", []),
        ("Women had deep vein thrombosis (DVT). DVT is bad, the NVTA says.", ["NVTA"]),
        ("Nine QLPs were sold. The QLP is new, and so is the BBC.", ["BBC"]),
        ("It is run by the ministry of inland trade (MIT). The MIT said no.", ["MIT", "MIT"]),
        ("The Gulf Trade Board (GTB) met. A GTB official spoke.", ["Gulf Trade Board", "GTB", "GTB"]),
    ],
)
def test_abbreviations_of_common_nouns_are_no_names(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Her paper “Salt Use and the Risk of Clots in Women Taking Tablets” came out.", []),
        ("Ann Lee wrote “The Fall and Rise of Ann Lee at Sea” in a year.", ["Ann Lee", "Ann Lee"]),
        ("He said “Ann Lee and Bob Roe are in Rome,” and left.", ["Ann Lee", "Bob Roe", "Rome"]),
        ("The Judge Finally Confirmed A Deal. Is This The End?\n\nHe told Ann Lee.", ["Ann Lee"]),
        ("Call Idaho Senators Mike Orro and Jim Tisch.", ["Idaho", "Mike Orro", "Jim Tisch"]),
    ],
)
def test_titles_of_works_and_headlines_with_a_stop_name_nobody_new(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We met pro-Lee and anti-Roe crowds. Then Lee left.", ["Lee", "Lee"]),
        ("They saw the Lee-Roe debate, where Lee beat Roe.", ["Lee", "Roe", "Lee", "Roe"]),
        ("An Ohio-bred singer met a Miami-area man and the New York-based firm.", ["Ohio", "Miami", "New York"]),
        ("He came from the Asia-Pacific with Ann Lee-Smith.", ["Asia-Pacific", "Ann Lee-Smith"]),
        ("Give it a push. Enter the dragon. Proof of age is needed. Wounded men left.", []),
        ("In the game of the year he won Game 6.", []),
        ("Brembo says so. Reed left. Ahmed came.", ["Brembo", "Reed", "Ahmed"]),
    ],
)
def test_compounds_and_openers_are_names_only_where_the_text_has_the_name(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Clara Day, a lawyer, spoke. Day said it was late.", ["Clara Day", "Day"]),
        ("Robert Law left. “Go,” Law said.", ["Robert Law", "Law"]),
        ("Manager Lee Castle stayed. Castle said no.", ["Lee Castle", "Castle"]),
        ("Dilva Storm, 45, fell. They told Storm so.", ["Dilva Storm", "Storm"]),
        ("Sam Bill spoke of the bill, the bill and the bill. Bill said no.", ["Sam Bill", "Bill"]),
        ("Clara Day left. The Day came.", ["Clara Day"]),
        ("We saw Leeds Castle. Castle walls fell.", ["Leeds Castle"]),
        ("Storm clouds came. Law and order won.", []),
        ("In Windsor Castle, a guard slept. Castle walls fell.", ["Windsor Castle"]),
    ],
)
def test_a_common_word_stands_alone_as_a_name_where_it_is_a_surname(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shadow minister Ann Lee came.", ["Ann Lee"]),
        ("Shadow Chancellor Ann Lee came.", ["Ann Lee"]),
        ("Chief Executive Ingrid Roe came.", ["Ingrid Roe"]),
        ("Norvane's Chief Executive Ingrid Roe came.", ["Norvane", "Ingrid Roe"]),
        ("Police Scotland searched. The police left.", ["Police Scotland"]),
        ("Police searched. The police left Scotland.", ["Scotland"]),
        ("We saw Prince Edward Island and Prince Edward.", ["Prince Edward Island", "Edward"]),
    ],
)
def test_words_of_an_office_are_no_name_and_words_of_a_name_no_office(text: str, expected: list[str]) -> None:
    assert names(text) == expected
