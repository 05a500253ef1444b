"""Who gives a figure, and the noun that it leaves out."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from summarizer.article import article_from_text
from summarizer.pipeline import Summarizer
from summarizer.settings import Settings

if TYPE_CHECKING:
    from summarizer.schemas.news import Figure


def figures(text: str) -> list[tuple[Figure, str | None]]:
    """The figures of a text, each with the name of who gives it."""

    async def make() -> list[tuple[Figure, str | None]]:
        async with Summarizer(Settings(model="extractive", sections=("figures",))) as maker:
            brief = await maker.brief(article_from_text(text))
        names = {entity.id: entity.name for entity in brief.entities}
        return [(one, names.get(one.according_to or "")) for one in brief.figures]

    return asyncio.run(make())


@pytest.mark.parametrize(
    ("text", "givers"),
    [
        ("Mayor Ana Torres said 40 boats had left. Another 12 ships stayed in the port.", ["Ana Torres", None]),
        ("Mayor Ana Torres was told by Minister Ken Moss that “perhaps 40 men” were lost.", ["Ken Moss"]),
        (
            "She was told by Minister Ken Moss that 40 men were lost, while mayor Ana Torres said 68 were missing.",
            ["Ken Moss", "Ana Torres"],
        ),
    ],
)
def test_a_figure_is_given_by_whoever_says_or_tells_it(text: str, givers: list[str | None]) -> None:
    assert [giver for _, giver in figures(text)] == givers


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("While 54 towns have signed the deal, only 27 have kept it.", ["towns", "towns"]),
        ("Kestrel Mining launched 62 drones and one rocket, and 33 of them were lost.", ["drones", "rocket", "drones"]),
        ("There were 56 sailors and 10 miners on board, and 30 were rescued.", ["sailors", "miners", None]),
        ("About 40 percent of the town voted, and 30 were turned away.", ["percent", None]),
    ],
)
def test_a_noun_left_out_is_that_of_the_figures_before_if_they_count_one_thing(
    text: str, units: list[str | None]
) -> None:
    assert [one.unit for one, _ in figures(text)] == units


def test_a_noun_left_out_stands_with_what_a_figure_measures() -> None:
    (_, (second, _)) = figures("While 54 towns have signed the deal, only 27 have kept it.")
    assert second.measures == "towns kept"
