"""Who denies what another asserts, by rules."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from summarizer.article import article_from_text
from summarizer.pipeline import Summarizer
from summarizer.settings import Settings

if TYPE_CHECKING:
    from summarizer.brief import Brief

TITLE = "Farmers flood the village of Ellis\n\n"
DISPUTES = [
    pytest.param(
        "The union of farmers opened the gates of the dam, mayor Ana Torres said in the village. "
        "The farmers' chairman Luis Prado denied that the union opened the gates of the dam.",
        [(("Ana Torres",), ("Luis Prado",))],
        id="denied in the same words",
    ),
    pytest.param(
        "Mayor Ana Torres accused Kestrel Mining of polluting the lake at Ellis. "
        "Director Luis Prado said Kestrel Mining does not pollute the lake.",
        [(("Ana Torres",), ("Luis Prado",))],
        id="not",
    ),
    pytest.param(
        "Mayor Ana Torres accused the miners of theft. Chairman Luis Prado dismissed the allegations.",
        [(("Ana Torres",), ("Luis Prado",))],
        id="the allegations",
    ),
    pytest.param(
        "Mayor Ana Torres said Kestrel Mining dumped barrels in the lake. "
        "Director Luis Prado denied that Kestrel Mining dumped barrels. Minister Ken Moss rejected the claims.",
        [(("Ana Torres",), ("Luis Prado", "Ken Moss"))],
        id="two deny one",
    ),
    pytest.param(
        "Chairman Luis Prado said there was no trace of explosives, although mayor Ana Torres said the depot held "
        "explosives.",
        [(("Ana Torres",), ("Luis Prado",))],
        id="set against each other in one sentence",
    ),
]
AGREEMENTS = [
    "It rained. Chairman Luis Prado denied that the union opened the gates of the dam.",
    "Mayor Ana Torres said the harbour opened. Chairman Luis Prado denied that the union opened the gates of the dam.",
    "Mayor Ana Torres said the dam held. She denied that the gates of the dam were opened.",
    "Mayor Ana Torres said the dam at Ellis is safe. Chairman Luis Prado said Ellis does not have that many people.",
    "Mayor Ana Torres said Kestrel Mining pollutes it. Luis Prado said Kestrel Mining does not only pollute the lake.",
    "Mayor Ana Torres said it rained. Chairman Luis Prado dismissed the allegations.",
]


def ruled(text: str) -> Brief:
    async def make() -> Brief:
        async with Summarizer(Settings(model="extractive", sections=("disputes",))) as maker:
            return await maker.brief(article_from_text(TITLE + text))

    return asyncio.run(make())


def sides(brief: Brief) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    names = {entity.id: entity.name for entity in brief.entities}
    speakers = {one.id: names[one.speaker or ""] for one in brief.statements}
    return [
        (tuple(speakers[unit] for unit in one.asserted_by), tuple(speakers[unit] for unit in one.denied_by))
        for one in brief.disputes
    ]


@pytest.mark.parametrize(("text", "expected"), DISPUTES)
def test_who_denies_what_another_asserts_stands_against_it(
    text: str, expected: list[tuple[tuple[str, ...], tuple[str, ...]]]
) -> None:
    assert sides(ruled(text)) == expected


def test_a_dispute_is_about_what_is_asserted() -> None:
    (dispute,) = ruled(
        "The union opened the gates of the dam, mayor Ana Torres said in the village. "
        "Chairman Luis Prado denied that the union opened the gates of the dam."
    ).disputes
    assert dispute.proposition == "The union opened the gates of the dam"


@pytest.mark.parametrize("text", AGREEMENTS)
def test_what_only_looks_like_a_denial_is_no_dispute(text: str) -> None:
    assert ruled(text).disputes == ()
