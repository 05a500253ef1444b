"""Invented news, as much as is wanted: each article different from all others, the same ones every time.

Every article gives one figure of which no rule of this project can say what it counts, so that each takes one call.
"""

from __future__ import annotations

import random
from enum import StrEnum
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Length", "article", "write_articles"]

_SEED = 5


class Length(StrEnum):
    """How long articles are."""

    SHORT = "short"
    NEWS = "news"

    @property
    def characters(self) -> int:
        """About so many characters an article."""
        return 600 if self is Length.SHORT else 4_000


_WORDS_OF = {
    "first": (
        "Ada|Bruno|Clara|Dario|Elena|Felix|Greta|Henrik|Irene|Jonas|Karin|Lucas|Marta|Nils|Olga|Pavel|Rosa|"
        "Samuel|Teresa|Viktor|Walter|Yasmin|Anton|Beatrix|Conrad|Dora|Edgar|Frida|Gustav|Helena"
    ),
    "last": (
        "Abbott|Bergmann|Castell|Drummond|Eastwick|Farrow|Granger|Holloway|Ingram|Jessop|Kestrel|Lindqvist|"
        "Marlowe|Northcott|Oakley|Pemberton|Quill|Rosenthal|Sandoval|Thornbury|Underhill|Vance|Whitcombe|Yardley|"
        "Ashdown|Birch"
    ),
    "place": (
        "Harrowgate|Millbrook|Eastport|Northfield|Salthaven|Ridgemont|Oakhurst|Fernley|Stonebridge|Westmarch|"
        "Dunmore|Ashford|Kingsmere|Larkhill|Pinecrest|Redwater|Silverton|Thornton|Vale|Whitby"
    ),
    "body": (
        "the Harbour Authority|the Ministry of Transport|the River Trust|the Northern Rail Company|"
        "the City Council|the Institute of Marine Research|the Farmers' Union|the National Audit Office|"
        "the Coastal Commission|the Regional Hospital Board|the Electricity Agency|the Court of Appeal"
    ),
    "job": "mayor|minister|spokeswoman|engineer|chief inspector|director|deputy mayor|union leader|judge|professor",
    "thing": (
        "bridge|ferry terminal|flood wall|hospital wing|railway line|power station|water main|school roof|tram depot"
    ),
    "did": "approved|rejected|postponed|reopened|inspected|suspended|announced|criticised",
    "day": "Monday|Tuesday|Wednesday|Thursday|Friday",
    "month": "January|February|March|April|May|June|September|October|November",
    "why": (
        "the ground beneath it is weaker than the plans had assumed|"
        "the contractor has not been paid since the spring|no inspection was made before the winter|"
        "the money was promised to another project|the old cables have to go first"
    ),
    "view": (
        "There is no reason to wait any longer|We were told nothing about this|"
        "The work must go on, whatever it costs|Nobody in this town will forget that night|"
        "This is what we have asked for all along|It was a mistake, and we said so"
    ),
}
_WORDS = {name: words.split("|") for name, words in _WORDS_OF.items()}

_LEADS = (
    "{Body} {did} the {thing} in {place} on {day}, saying that {why}.",
    "{place}'s {thing} was closed on {day} after {body} warned that {why}.",
    "The {job} of {place}, {first} {last}, {did} plans for a new {thing} on {day}.",
)
_SENTENCES = (
    "“{view},” said {first} {last}, {job} of {body}.",
    "{first} {last}, the {job}, told reporters in {place} on {day} that {why}.",
    "“{view},” {last} told a meeting in {place}. “{view}.”",
    "According to {body}, {n} people live near the {thing}, and {percent} percent of them have complained.",
    "Repairs to the {thing} will cost ${million} million, {body} said in a statement.",
    "At least {few} workers were injured when part of the {thing} in {place} collapsed in {month} {year}.",
    "{Body} denied that it had known of the damage, and said {first} {last} would lead an inquiry.",
    "The {thing} was built in {year} and carries some {n} passengers a day between {place} and {place2}.",
    "Residents of {place} have demanded a public hearing, which {body} expects to hold in {month}.",
    "{last} accused {body} of delaying the {thing}, a charge that its {job} rejected.",
    "A spokesman for {body} declined to comment.",
    "The council voted on {month} {date}, {year}, to leave the {thing} as it is until {first} {last} has reported.",
    "Heavy rain is forecast for {place} until {day}, and the road to {place2} remains closed.",
    "In {month} {year}, {body} had promised to finish the {thing} within {few} months.",
)
_OPEN_FIGURE = "Officials put it at {figure} by {day}."
_PARAGRAPH = 3


def article(number: int, length: Length) -> str:
    """One article, of a headline and paragraphs.

    Args:
        number: which one; no two numbers give the same text, and one number always gives the same.
        length: about how long it is.
    """
    chance = random.Random(f"{_SEED}/{length}/{number}")  # noqa: S311 -- invented text, no secret
    sentences = [_filled(chance.choice(_LEADS), chance)]
    figure = f"{10_000 + number:,}"
    sentences.append(_filled(_OPEN_FIGURE.replace("{figure}", figure), chance))
    size = sum(map(len, sentences))
    while size < length.characters:
        sentences.append(_filled(chance.choice(_SENTENCES), chance))
        size += len(sentences[-1]) + 1
    title = _filled("{place} {thing}: what {last} wants", chance)
    paragraphs = [" ".join(sentences[first : first + _PARAGRAPH]) for first in range(0, len(sentences), _PARAGRAPH)]
    return "\n\n".join([title, *paragraphs]) + "\n"


def _filled(pattern: str, chance: random.Random) -> str:
    chosen = {name: chance.choice(words) for name, words in _WORDS.items()}
    body = chosen["body"]
    return pattern.format(
        **chosen,
        Body=body[0].upper() + body[1:],
        place2=chance.choice(_WORDS["place"]),
        n=f"{chance.randrange(1_000, 90_000):,}",
        percent=chance.randrange(3, 97),
        million=chance.randrange(2, 400),
        few=chance.randrange(5, 40),
        year=chance.randrange(1950, 2024),
        date=chance.randrange(1, 29),
    )


def write_articles(folder: Path, many: int, length: Length) -> int:
    """Write articles into a folder, one file each.

    Returns:
        How many characters they have on average.
    """
    folder.mkdir(parents=True)
    texts = [article(number, length) for number in range(many)]
    for number, text in zip(count(), texts):
        (folder / f"{number:06}.txt").write_text(text, encoding="utf-8")
    return round(sum(map(len, texts)) / many)
