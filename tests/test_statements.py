"""Statements as a brief has them by rules alone: who says them, in which stance, and what is no statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from summarizer import summarize
from summarizer.schemas.news import Stance
from summarizer.settings import Settings

if TYPE_CHECKING:
    from summarizer.brief import Brief

END = " The hall was full of people from the harbour, who had waited there for most of the day."


def brief_of(text: str) -> Brief:
    return summarize(text + END, settings=Settings(model="extractive", sections=("statements",)))


def voices(text: str) -> list[str | None]:
    brief = brief_of(text)
    names = {entity.id: entity.name for entity in brief.entities}
    return [names.get(one.speaker or "") for one in brief.statements]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A sailor said the ship was lost. He added that nobody came.", ["A sailor", "A sailor"]),
        ("Officials said the port was shut. They added that it was late.", ["Officials", "Officials"]),
        ("A sailor said the ship was lost. They added that nobody came.", ["A sailor", None]),
        ("Officials said the port was shut. He added that it was late.", ["Officials", None]),
        ("A sailor said the ship was lost. Ana Torres left. She added that nobody came.", ["A sailor", "Ana Torres"]),
    ],
)
def test_a_pronoun_is_who_spoke_just_before_without_a_name(text: str, expected: list[str | None]) -> None:
    assert voices(text) == expected


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("“Why should the town pay for it?” Ana Torres said.", Stance.QUESTIONS),
        ("“We condemn the attack on the port,” Ana Torres said.", Stance.CONDEMNS),
        ("“We condemn the attack on the port,” Ana Torres warned.", Stance.WARNS),
        ("“The port is shut and will be,” Ana Torres said.", Stance.ASSERTS),
    ],
)
def test_quoted_words_that_say_what_they_do_have_its_stance(text: str, stance: Stance) -> None:
    assert [one.stance for one in brief_of(text).statements] == [stance]


@pytest.mark.parametrize(
    "text",
    [
        "The court looked at “Torres vs. Harbour of Port Ellis Limited” and left it open.",
        "It is known there as a “quiet town,” and was so for years.",
        "The film “The Boats of Port Ellis” opened on the quay.",
    ],
)
def test_a_title_and_scare_quotes_are_no_statements(text: str) -> None:
    assert brief_of(text).statements == ()


def test_what_two_say_together_is_told_once_for_each() -> None:
    brief = brief_of("Both Ghana and Togo have denied the claims of the union.")
    names = {entity.id: entity.name for entity in brief.entities}
    assert [(names[one.speaker or ""], one.claim) for one in brief.statements] == [
        ("Ghana", "denied the claims of the union"),
        ("Togo", "denied the claims of the union"),
    ]
    assert "Ghana and Togo" not in names.values()
