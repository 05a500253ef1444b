"""What a figure counts or measures, by the words around it."""

from __future__ import annotations

import pytest

from summarizer.news.measures import measured
from summarizer.units.dates import find_dates
from summarizer.units.quantities import find_quantities

AFTER = [
    ("Some 40 boats must leave the harbour by then.", ["boats"]),
    ("They shipped 200 crates of canned fish by rail.", ["crates of canned fish"]),
    ("Thousands of residents fled.", ["residents"]),
    ("It will tax 40 percent of all imports.", ["imports"]),
    ("At least one of the bridges used by lorries was closed.", ["bridges"]),
    ("The 12-member council met.", ["council"]),
    ("A nine-storey building fell.", ["building"]),
    ("The village stands 30 km from the border.", ["from the border"]),
    ("They received $3 million in aid.", ["aid"]),
    ("There are 2 million people in the valley.", ["people in the valley"]),
    ("The storm left 62 people missing.", ["people missing"]),
    ("Officials said 48 houses were damaged.", ["houses damaged"]),
    ("A total of 39 are confirmed dead.", ["confirmed dead"]),
    ("The fleet lost ten ships, and seven of them were sunk.", ["ships", "ships sunk"]),
    ("The clash left 8 civilian and 3 police deaths.", ["civilian deaths", "police deaths"]),
]
BEFORE = [
    ("Gunmen opened fire, killing at least four and injuring about 30 others.", ["killing", "injuring others"]),
    ("The attack injured nine people.", ["injured people"]),
    ("The death toll from the flood rose to 31.", ["death toll"]),
    ("On Monday they raised the toll from twelve to 31.", ["raised the toll", "raised the toll"]),
    ("He said the minimum wage is $7.25.", ["minimum wage"]),
    ("Each family gets a payout of one million rubles.", ["payout"]),
    ("The delay costs the region between $5 and $7 billion.", ["delay costs the region"]),
    ("The probes are exchanging data at 1.2 gigabits per second.", ["exchanging data"]),
    ("She had been trapped for over 30 hours.", ["trapped"]),
    ("They have negotiated the deal over the last four years.", ["negotiated the deal"]),
    ("The economies of both countries are worth US$3.4 trillion.", ["economies of both countries"]),
]
NOTHING = [
    ("There were 40.", [""]),
    ("It jumped to 55 percent.", [""]),
    ("It would take 24 hours.", [""]),
    ("Officials arrived 40 minutes later.", ["Officials arrived"]),
    ("They met for a total of 31.", [""]),
    ("", []),
]


@pytest.mark.parametrize(("sentence", "measures"), [*AFTER, *BEFORE, *NOTHING])
def test_the_words_beside_a_number_say_what_it_measures(sentence: str, measures: list[str]) -> None:
    found = find_quantities(sentence, find_dates(sentence))
    assert [measured(sentence, start, end, 0, len(sentence)) for start, end in found] == measures


def test_nothing_outside_its_sentence_says_what_a_number_measures() -> None:
    text = "The toll rose. There were 31. Houses burned."
    start = text.index("31")
    assert measured(text, start, start + 2, 15, 29) == ""


def test_what_a_number_measures_is_short_however_long_its_sentence_is() -> None:
    text = f"{'very ' * 2000}long roads took 40 {'unbelievably ' * 2000}"
    start = text.index("40")
    assert len(measured(text, start, start + 2, 0, len(text))) <= 80
