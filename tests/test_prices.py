from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.errors import SettingsError
from summarizer.prices import Price, Prices

if TYPE_CHECKING:
    from pathlib import Path

HEAD = 'as_of = "2026-01-01"\nsource = "here"\n'


def load(path: Path, models: str, head: str = HEAD) -> Prices:
    path.write_text(head + models, encoding="utf-8")
    return Prices.load(path)


def test_the_table_that_comes_along_says_of_when_and_where_it_is() -> None:
    prices = Prices.load()
    assert prices.as_of >= date(2026, 1, 1)
    assert prices.source == "published copies of https://openai.com/api/pricing"


def test_no_model_in_the_table_is_free_or_cheaper_uncached() -> None:
    for name, price in Prices.load().models.items():
        assert 0 < price.input < price.output, name
        assert price.cached is None or 0 < price.cached < price.input, name


def test_a_model_is_found_by_its_name() -> None:
    price = Prices.load().find("gpt-4o-mini")
    assert price == Price(input=0.15, cached=0.075, output=0.60, batch=0.5)


def test_a_model_is_found_by_its_name_without_the_date() -> None:
    prices = Prices.load()
    assert prices.find("gpt-4o-mini-2024-07-18") == prices.find("gpt-4o-mini")


def test_a_dated_model_with_a_price_of_its_own_has_that() -> None:
    price = Prices.load().find("gpt-4o-2024-05-13")
    assert price is not None
    assert price.input == 5.0


@pytest.mark.parametrize("model", ["", "gpt-4o-mini-2024", "gpt", "qwen", "-2024-07-18", "ft:gpt-4o-mini:us", "GPT-4O"])
def test_an_unknown_model_has_no_price(model: str) -> None:
    assert Prices.load().find(model) is None


def test_cached_tokens_are_among_those_of_the_input() -> None:
    price = Price(input=2.0, cached=1.0, output=8.0)
    assert price.cost(1_000_000, 400_000, 500_000) == pytest.approx(0.6 * 2 + 0.4 * 1 + 0.5 * 8)


def test_without_a_price_for_cached_tokens_they_cost_as_much_as_others() -> None:
    assert Price(input=2.0, output=8.0).cost(1_000_000, 1_000_000, 0) == pytest.approx(2.0)


def test_answers_that_may_take_a_day_cost_a_part() -> None:
    price = Price(input=2.0, output=8.0, batch=0.5)
    assert price.cost(1000, 0, 1000, batch=True) == price.cost(1000, 0, 1000) / 2


def test_without_a_discount_nothing_is_taken_off() -> None:
    price = Price(input=2.0, output=8.0)
    assert price.cost(1000, 0, 1000, batch=True) == price.cost(1000, 0, 1000)


@settings(deadline=None)
@given(st.integers(0, 10**9), st.data())
def test_a_cost_is_never_above_that_of_the_same_tokens_uncached(read: int, data: st.DataObject) -> None:
    cached = data.draw(st.integers(0, read))
    price = Price(input=0.15, cached=0.075, output=0.6)
    assert 0 <= price.cost(read, cached, 7) <= price.cost(read, 0, 7)


def test_a_file_replaces_the_table_whole(tmp_path: Path) -> None:
    prices = load(tmp_path / "mine.toml", '[models."mine"]\ninput = 1\noutput = 2.5\n')
    assert prices.find("gpt-4o-mini") is None
    assert prices.find("mine") == Price(input=1.0, output=2.5)


def test_a_price_of_0_is_0_and_not_unknown(tmp_path: Path) -> None:
    price = load(tmp_path / "mine.toml", '[models."local"]\ninput = 0\noutput = 0\n').find("local")
    assert price is not None
    assert price.cost(10**6, 0, 10**6) == 0


@pytest.mark.parametrize(
    "entry",
    [
        "input = -1\noutput = 1",
        "input = nan\noutput = 1",
        "input = inf\noutput = 1",
        'input = "1"\noutput = 1',
        "input = true\noutput = 1",
        "input = 1",
        "input = 1\ncached = 2\noutput = 1",
        "input = 1\noutput = 1\nbatch = 1.5",
        "input = 1\noutput = 1\ntypo = 1",
    ],
)
def test_what_is_no_price_is_refused_in_one_line_with_file_and_entry(tmp_path: Path, entry: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load(tmp_path / "mine.toml", f'[models."m"]\n{entry}\n')
    assert "mine.toml: models.m" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("head", ['as_of = "soon"\nsource = "x"\n', 'source = "x"\n', 'as_of = "2026-01-01"\n'])
def test_a_table_without_a_date_or_source_is_refused(tmp_path: Path, head: str) -> None:
    with pytest.raises(SettingsError, match=r"mine\.toml: (as_of|source)"):
        load(tmp_path / "mine.toml", "[models]\n", head)


def test_what_is_not_toml_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"mine\.toml: is not TOML"):
        load(tmp_path / "mine.toml", "= = =")


def test_what_is_not_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match=r"mine\.toml: is not TOML"):
        Prices.load(tmp_path / "mine.toml")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"none\.toml: cannot be read"):
        Prices.load(tmp_path / "none.toml")
