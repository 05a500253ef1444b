"""`extractive`: a model that is rules only. No key, no server, any article; the floor that every model must beat."""

from __future__ import annotations

from typing import TypeVar

from pydantic import BaseModel

from summarizer.errors import InvalidAnswerError
from summarizer.model import Question, Reply, Usage

__all__ = ["Extractive"]

AnswerT = TypeVar("AnswerT", bound=BaseModel)


class Extractive:
    """Answers every question with what the rules say."""

    name = "extractive"
    backend = "extractive"

    async def ask(self, question: Question[AnswerT]) -> Reply[AnswerT]:
        """Answer one question.

        Raises:
            InvalidAnswerError: no rule answers this section.
        """
        if question.by_rule is None:
            raise InvalidAnswerError(f"{question.source}: no rule answers the section {question.section}")
        return Reply(answer=question.by_rule(), usage=Usage(calls=1))

    async def aclose(self) -> None:
        """Nothing is held open."""
