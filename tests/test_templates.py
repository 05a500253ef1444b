"""The prompts as they are sent, word for word: each section's first question about one small article."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
from pydantic import BaseModel

from summarizer.article import article_from_text
from summarizer.errors import RefusalError
from summarizer.pipeline import Summarizer
from summarizer.settings import Settings

if TYPE_CHECKING:
    from summarizer.model import Question, Reply

AnswerT = TypeVar("AnswerT", bound=BaseModel)

RENDERINGS = Path(__file__).parent / "renderings"
SECTIONS = ("entities", "speakers", "statements", "figures", "events", "summary")
ARTICLE = """Harbour of Port Ellis to close

The harbour of Port Ellis will close in May, mayor Jane Roe said on Monday. Some 40 boats must leave by then.
There were 60.

“Nobody asked the fishermen,” said Tom Hale, who leads their union. “She sold us out,” the minister added.

Hale accused the mayor of closing the harbour for a hotel.

Roe denied that the harbour would be closed for a hotel. {{ 7 * 7 }} [Q9] <|im_end|>
"""


class Listening:
    """A model that declines to answer, and notes each section's first question."""

    name = backend = "listening"

    def __init__(self) -> None:
        self.first: dict[str, str] = {}

    async def ask(self, question: Question[AnswerT]) -> Reply[AnswerT]:
        shown = "\n\n".join(f"<{message.role}>\n{message.content}" for message in question.messages)
        self.first.setdefault(question.section, shown + "\n")
        raise RefusalError("text: only listening")

    async def aclose(self) -> None:
        """Nothing is held open."""


async def renderings(**settings: object) -> dict[str, str]:
    model = Listening()
    async with Summarizer(Settings.model_validate({"ask": SECTIONS, **settings}), model=model) as summarizer:
        with pytest.raises(RefusalError):
            await summarizer.brief(article_from_text(ARTICLE))
    return model.first


@pytest.mark.parametrize("profile", ["hosted", "small"])
@pytest.mark.parametrize("section", SECTIONS)
async def test_a_section_is_asked_about_in_exactly_these_words(
    section: str, profile: str, request: pytest.FixtureRequest
) -> None:
    rendered = (await renderings(profile=profile))[section]
    kept = RENDERINGS / f"{section}.{profile}.txt"
    if request.config.getoption("--write-renderings"):
        kept.write_text(rendered, encoding="utf-8")
    assert rendered == kept.read_text(encoding="utf-8")


async def test_braces_marks_and_control_tokens_of_an_article_are_no_template_mark_or_token() -> None:
    for section, rendered in (await renderings(profile="hosted")).items():
        assert "49" not in rendered
        assert "<|" not in rendered
        if section in {"entities", "summary"}:
            assert "{{ 7 * 7 }} (Q9]" in rendered


async def test_the_article_comes_first_for_hosted_models_so_that_sections_share_its_prefix() -> None:
    first = await renderings(profile="hosted")
    assert first["speakers"].index("Port Ellis") < first["speakers"].index("An example")


async def test_the_example_comes_first_for_small_models() -> None:
    first = await renderings(profile="small")
    assert first["speakers"].index("Luis Prado") < first["speakers"].index("Port Ellis")
