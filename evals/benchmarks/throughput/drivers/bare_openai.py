"""openai alone: AsyncOpenAI, gather and a semaphore, the answer parsed with json."""

from __future__ import annotations

import asyncio
import json

from openai import AsyncOpenAI

from evals.benchmarks.throughput.drivers.common import MODEL, SYSTEM, TASK, Job, ask_all, job, write_answers

SCHEMA = {
    "type": "object",
    "properties": {
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "text": {"type": "string"},
                    "label": {"enum": ["count", "money", "share"]},
                    "measures": {"type": "string"},
                },
                "required": ["text", "label", "measures"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["items"],
    "additionalProperties": False,
}


async def answers(work: Job) -> list[tuple[str, str]]:
    """What was answered about each article."""
    async with AsyncOpenAI(base_url=work.base_url, api_key="none") as client:

        async def ask(text: str) -> tuple[str, str]:
            completion = await client.chat.completions.create(
                model=MODEL,
                messages=[
                    {"role": "system", "content": SYSTEM},
                    {"role": "user", "content": f"{text}\n{TASK}"},
                ],
                response_format={"type": "json_schema", "json_schema": {"name": "answer", "schema": SCHEMA}},
                temperature=0,
                max_tokens=2_000,
            )
            item = json.loads(completion.choices[0].message.content or "")["items"][0]
            return item["text"], item["measures"]

        return await ask_all(ask, work.texts, work.concurrency)


if __name__ == "__main__":
    todo = job()
    write_answers(todo.out, asyncio.run(answers(todo)))
