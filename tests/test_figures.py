from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.figures import Amount, Qualifier, parse_quantity
from summarizer.units.quantities import find_quantities

EXACT, ABOUT, RANGE = Qualifier.EXACT, Qualifier.ABOUT, Qualifier.RANGE
AT_LEAST, AT_MOST = Qualifier.AT_LEAST, Qualifier.AT_MOST
MORE_THAN, LESS_THAN = Qualifier.MORE_THAN, Qualifier.LESS_THAN


@pytest.mark.parametrize(
    ("text", "following", "expected"),
    [
        ("62", " drones and one missile", Amount(62, 62, EXACT, "drones")),
        ("one", " missile overnight", Amount(1, 1, EXACT, "missile")),
        ("some 10,000", " of them have", Amount(10_000, 10_000, ABOUT, None)),
        ("at least four", " and injuring", Amount(4, None, AT_LEAST, None)),
        ("up to 12,000", " North Korean servicemen are", Amount(None, 12_000, AT_MOST, "servicemen")),
        ("over 560", " children. The", Amount(560, None, MORE_THAN, "children")),
        ("fewer than ten", " men", Amount(None, 10, LESS_THAN, "men")),
        ("almost 5 million", " shells have", Amount(5e6, 5e6, ABOUT, "shells")),
        ("48", " other foreign ministers and", Amount(48, 48, EXACT, "ministers")),
        ("50km (31 miles)", " away", Amount(50, 50, EXACT, "km")),
        ("90 percent", " of commodities", Amount(90, 90, EXACT, "percent")),
        ("2.5 percentage point", " rise", Amount(2.5, 2.5, EXACT, "percentage points")),
        ("between $5 and $7 billion", "", Amount(5e9, 7e9, RANGE, "$")),
        ("US$3.4 trillion", ".", Amount(3.4e12, 3.4e12, EXACT, "USD")),
        ("€20", "", Amount(20, 20, EXACT, "EUR")),
        ("20€", "", Amount(20, 20, EXACT, "EUR")),
        ("£1.5m", " fine", Amount(1.5e6, 1.5e6, EXACT, "GBP")),
        ("GBP 50", "", Amount(50, 50, EXACT, "GBP")),
        ("50 USD", "", Amount(50, 50, EXACT, "USD")),
        ("one million rubles", ".", Amount(1e6, 1e6, EXACT, "rubles")),
        ("about 16–17 percent", " of", Amount(16, 17, RANGE, "percent")),
        ("20%-30%", "", Amount(20, 30, RANGE, "percent")),
        ("5 million to 7 million", " men", Amount(5e6, 7e6, RANGE, "men")),
        ("5 km to 10 km", "", Amount(5, 10, RANGE, "km")),
        ("between 36 and 40", " people under", Amount(36, 40, RANGE, "people")),
        ("one or two", " points", Amount(1, 2, RANGE, "points")),
        ("one in five", " women", Amount(0.2, 0.2, EXACT, "women")),
        ("nine out of ten", " voters", Amount(0.9, 0.9, EXACT, "voters")),
        ("dozens", " dead", Amount(None, None, ABOUT, None)),
        ("scores", " of drone strikes on", Amount(None, None, ABOUT, "strikes")),
        ("more than several hundred", " men", Amount(None, None, MORE_THAN, "men")),
        ("half", " of all Australian children", Amount(0.5, 0.5, EXACT, None)),
        ("A quarter", " of the cuts came", Amount(0.25, 0.25, EXACT, None)),
        ("28", " civilian and 10 police deaths", Amount(28, 28, EXACT, "deaths")),
        ("5", " French and 3 Dutch nationals", Amount(5, 5, EXACT, "nationals")),
        ("1", " cup spinach, 2 cups of milk", Amount(1, 1, EXACT, None)),
        ("30", " dead and 12 houses destroyed", Amount(30, 30, EXACT, None)),
        ("30", " injured and 12 people missing", Amount(30, 30, EXACT, None)),
        ("within two miles", " of each other", Amount(None, 2, AT_MOST, "miles")),
        ("1/2 inch", " pipe", Amount(0.5, 0.5, EXACT, "inches")),
        ("1 1/2", " cups of", Amount(1.5, 1.5, EXACT, "cups")),
        ("about 3/4", " of the town", Amount(0.75, 0.75, ABOUT, None)),
        ("1,250p", " each", Amount(1250, 1250, EXACT, "pence")),
        ("~5", " men", Amount(5, 5, ABOUT, "men")),
        ("plus or minus 3", " points", Amount(-3, 3, RANGE, "points")),
        ("±3.5 percentage points", ".", Amount(-3.5, 3.5, RANGE, "percentage points")),
        ("7-2", " to ban it", Amount(None, None, EXACT, None)),
        ("2-7", " against", Amount(None, None, EXACT, None)),
        ("51-49", " vote", Amount(None, None, EXACT, None)),
        ("5-10", " people", Amount(5, 10, RANGE, "people")),
        ("14", " take dogs", Amount(14, 14, EXACT, None)),
        ("14", " shelters take dogs", Amount(14, 14, EXACT, "shelters")),
        ("nearly half an hour", ",", Amount(0.5, 0.5, ABOUT, "hours")),
        ("ten-storey", " building", Amount(10, 10, EXACT, "storey")),
        ("eleven-month-old", " boy", Amount(11, 11, EXACT, "months")),
        ("1.2 gigabits-per-second", ".", Amount(1.2, 1.2, EXACT, "gigabits per second")),
        ("60 miles per hour", "", Amount(60, 60, EXACT, "mph")),
        ("24 hours", ",", Amount(24, 24, EXACT, "hours")),
        ("5m", " people died", Amount(5e6, 5e6, EXACT, "people")),
        ("5m", " deep", Amount(5, 5, EXACT, "m")),
        ("107 or more", " and", Amount(107, None, AT_LEAST, None)),
        ("100+", " people", Amount(100, None, AT_LEAST, "people")),
        ("-5 degrees", "", Amount(-5, -5, EXACT, "degrees")),
        ("exactly 3", " cars", Amount(3, 3, EXACT, "cars")),
        ("Rs 300", " for", Amount(300, 300, EXACT, "INR")),
        ("12", " men's teams", Amount(12, 12, EXACT, None)),
        ("", "", Amount(None, None, EXACT, None)),
        ("up to", "", Amount(None, None, AT_MOST, None)),
    ],
)
def test_a_quantity_becomes_numbers(text: str, following: str, expected: Amount) -> None:
    assert parse_quantity(text, following) == expected


def test_the_values_of_the_qualifiers_are_the_contract() -> None:
    values = "exact about at_least at_most more_than less_than range"
    assert {qualifier.value for qualifier in Qualifier} == set(values.split())


@given(st.text(), st.text())
@settings(max_examples=150, deadline=None)
def test_any_text_is_parsed_without_an_error(text: str, following: str) -> None:
    assert isinstance(parse_quantity(text, following), Amount)


@given(st.text(alphabet="0123456789,. -–$%kmbn(toandrsfeulih)"))
@settings(max_examples=150, deadline=None)
def test_a_range_runs_upwards(text: str) -> None:
    for start, end in find_quantities(text):
        amount = parse_quantity(text[start:end], text[end:])
        if amount.minimum is not None and amount.maximum is not None:
            assert amount.minimum <= amount.maximum
