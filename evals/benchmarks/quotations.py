"""Who says each direct quotation: summarizer, rules alone, and a plain instructor call, on the five articles.

    python evals/benchmarks/quotations.py [--base-url URL] [--model NAME] [--skip-plain]

Asks a live server, the three ways one after the other in one run; nothing is recorded. `speakers.json` holds, for
each quotation, how it begins and who says it.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import instructor
from instructor.core import IncompleteOutputException
from openai import AsyncOpenAI
from pydantic import BaseModel, Field
from pydantic_core import from_json

from summarizer.analysis import Analysis, analyse
from summarizer.article import Source, read_article
from summarizer.entities import match_name
from summarizer.extractive import Extractive
from summarizer.interview import Interview, Style
from summarizer.news.asks import Asks
from summarizer.news.build_statements import settle_speakers
from summarizer.news.cast import Cast
from summarizer.news.statements import find_candidates
from summarizer.pipeline import open_model
from summarizer.settings import Profile, Settings, load_settings

if TYPE_CHECKING:
    from summarizer.model import Model

HERE = Path(__file__).parent
ARTICLES = HERE.parent / "articles"
QUOTATION_MARKS = "\"'“”‘’"
LONGEST_ANSWER = 2000
PLAIN = "List every direct quotation in the article above, verbatim, with its speaker."


@dataclass(slots=True)
class Score:
    """Counts over all articles; `altered` are quotations given that the article does not hold."""

    wanted: int = 0
    found: int = 0
    right: int = 0
    given: int = 0
    altered: int = 0
    output_tokens: int = 0
    seconds: float = 0.0

    def row(self, name: str) -> str:
        """One line of the table."""
        return (
            f"| {name} | {self.found} of {self.wanted} | {self.right} | {self.altered} of {self.given} "
            f"| {self.output_tokens} | {self.seconds:.0f} |"
        )


class Quoted(BaseModel):
    """One quotation as plain instructor asks for it."""

    quotation: str = Field(description="The quotation, verbatim.")
    speaker: str = Field(description="The speaker's name.")


class AllQuoted(BaseModel):
    """All quotations as plain instructor asks for them."""

    quotations: list[Quoted]


def load_gold() -> dict[str, list[tuple[str, list[str]]]]:
    """For each article, how each quotation begins, and the names that are right for its speaker."""
    stored = json.loads((HERE / "speakers.json").read_text(encoding="utf-8"))
    return {name: [(start, speakers) for start, speakers in items] for name, items in stored.items()}


def same_person(analysis: Analysis, given: str, wanted: list[str]) -> bool:
    """Whether a name that was given stands for one of the right ones, in any spelling that the article uses."""
    index = match_name(given, analysis.entities)
    forms = {given} if index is None else {analysis.entities[index].name, *analysis.entities[index].aliases}
    right = {name for one in wanted for name in (one, one.removeprefix("The "))}
    return bool({form.replace("'", "’").casefold() for form in forms} & {name.casefold() for name in right})


def bare(text: str) -> str:
    """Text without quotation marks and extra spaces: a whole sentence around a quotation counts as finding it."""
    return " ".join("".join(character for character in text if character not in QUOTATION_MARKS).split())


async def by_summarizer(
    analysis: Analysis, gold: list[tuple[str, list[str]]], model: Model, settings: Settings, score: Score
) -> None:
    """Ask who speaks, as a brief does, and count."""
    candidates = tuple(find_candidates(analysis))
    asks = Asks(
        analysis=analysis,
        candidates=candidates,
        happenings=(),
        window=settings.window,
        focus=settings.focus,
        context=settings.context,
    )
    small = settings.profile is Profile.SMALL
    style = Style("news", ids_in_schema=small and model.backend != "extractive", example_first=small, max_tokens=2000)
    interview = Interview(model, style, analysis.article.id, analysis.article.source)
    began = time.perf_counter()
    answers = [answer for ask in asks.speakers() for answer in await interview.put(ask)]
    score.seconds += time.perf_counter() - began
    score.output_tokens += interview.usage.output_tokens
    voices = settle_speakers(analysis, Cast(analysis), candidates, answers)
    text = analysis.article.text
    score.given += len(analysis.quotations)
    for start, speakers in gold:
        score.wanted += 1
        holding = [
            candidate
            for candidate in candidates
            if any(text.startswith(start, unit.start) for unit in candidate.quotations)
        ]
        score.found += bool(holding)
        score.right += bool(holding) and same_person(analysis, voices[holding[0].id].name, speakers)


async def by_plain_instructor(
    analysis: Analysis, gold: list[tuple[str, list[str]]], client: AsyncOpenAI, model: str, score: Score
) -> None:
    """Ask for the quotations themselves, in one call for the article, and count."""
    text = analysis.article.text
    asking = instructor.from_openai(client, mode=instructor.Mode.JSON_SCHEMA)
    began = time.perf_counter()
    try:
        answer, completion = await asking.chat.completions.create_with_completion(
            model=model,
            messages=[{"role": "user", "content": f"{text}\n\n{PLAIN}"}],
            response_model=AllQuoted,
            temperature=0,
            max_tokens=LONGEST_ANSWER,
        )
    except IncompleteOutputException as error:
        completion = error.last_completion
        assert completion is not None
        whole = from_json(completion.choices[0].message.content, allow_partial=True)
        answer = AllQuoted(quotations=[one for one in whole["quotations"] if one.keys() == Quoted.model_fields.keys()])
    score.seconds += time.perf_counter() - began
    score.output_tokens += completion.usage.completion_tokens
    held = bare(text)
    given = [(bare(one.quotation), one.speaker) for one in answer.quotations]
    score.given += len(given)
    score.altered += sum(quotation not in held for quotation, _ in given)
    for start, speakers in gold:
        score.wanted += 1
        holding = [speaker for quotation, speaker in given if quotation in held and bare(start) in quotation]
        score.found += bool(holding)
        score.right += any(same_person(analysis, speaker, speakers) for speaker in holding)


async def main() -> None:
    """Run the three ways over the five articles and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base-url", default=os.environ.get("OPENAI_BASE_URL", "http://localhost:8080/v1"))
    parser.add_argument("--model", default="qwen2.5-coder-1.5b")
    parser.add_argument("--skip-plain", action="store_true")
    options = parser.parse_args()
    live = {"base_url": options.base_url, "timeout": 1200.0, "llm": "live"}
    windows = {"summarizer": "small", "summarizer, whole article": "hosted", "extractive": "small"}
    scores = {name: Score() for name in ("plain instructor", *windows)}
    client = AsyncOpenAI(base_url=options.base_url, api_key="none", timeout=1200, max_retries=0)
    language_model = open_model(load_settings({"model": options.model, **live}))
    for name, gold in load_gold().items():
        analysis = analyse(read_article(Source(name, ARTICLES / name), limit_bytes=1_000_000))
        for way, profile in windows.items():
            model = Extractive() if way == "extractive" else language_model
            await by_summarizer(analysis, gold, model, load_settings({"profile": profile}), scores[way])
        if not options.skip_plain:
            await by_plain_instructor(analysis, gold, client, options.model, scores["plain instructor"])
    print("| way | found | right speaker | altered | output tokens | seconds |\n|---|---|---|---|---|---|")
    for way, score in scores.items():
        if score.wanted:
            print(score.row(way))


if __name__ == "__main__":
    asyncio.run(main())
