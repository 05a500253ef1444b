"""This project's own way to a model, `LanguageModel.ask` with its gate, and the same question as the others."""

from __future__ import annotations

import asyncio

from evals.benchmarks.throughput.drivers.answer import Answer
from evals.benchmarks.throughput.drivers.common import MODEL, SYSTEM, TASK, Job, ask_all, job, write_answers
from summarizer import load_settings
from summarizer.model import Message, Question
from summarizer.opening import open_model


async def answers(work: Job) -> list[tuple[str, str]]:
    """What was answered about each article."""
    settings = load_settings({"model": MODEL, "base_url": work.base_url, "concurrency": work.concurrency})
    model = open_model(settings)

    async def ask(text: str) -> tuple[str, str]:
        question = Question(
            section="figures",
            article_id="0" * 64,
            source="article",
            ids=(),
            messages=(Message("system", SYSTEM), Message("user", f"{text}\n{TASK}")),
            answer=Answer,
            targets={},
            max_tokens=2_000,
        )
        item = (await model.ask(question)).answer.items[0]
        return item.text, item.measures

    try:
        return await ask_all(ask, work.texts, work.concurrency)
    finally:
        await model.aclose()


if __name__ == "__main__":
    todo = job()
    write_answers(todo.out, asyncio.run(answers(todo)))
