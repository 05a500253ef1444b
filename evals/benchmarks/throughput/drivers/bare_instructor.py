"""instructor alone: from_openai, a response model, gather and a semaphore."""

from __future__ import annotations

import asyncio

import instructor
from openai import AsyncOpenAI

from evals.benchmarks.throughput.drivers.answer import Answer
from evals.benchmarks.throughput.drivers.common import MODEL, SYSTEM, TASK, Job, ask_all, job, write_answers


async def answers(work: Job) -> list[tuple[str, str]]:
    """What was answered about each article."""
    async with AsyncOpenAI(base_url=work.base_url, api_key="none") as openai:
        client = instructor.from_openai(openai, mode=instructor.Mode.JSON_SCHEMA)

        async def ask(text: str) -> tuple[str, str]:
            answer = await client.chat.completions.create(
                model=MODEL,
                messages=[
                    {"role": "system", "content": SYSTEM},
                    {"role": "user", "content": f"{text}\n{TASK}"},
                ],
                response_model=Answer,
                temperature=0,
                max_tokens=2_000,
            )
            return answer.items[0].text, answer.items[0].measures

        return await ask_all(ask, work.texts, work.concurrency)


if __name__ == "__main__":
    todo = job()
    write_answers(todo.out, asyncio.run(answers(todo)))
