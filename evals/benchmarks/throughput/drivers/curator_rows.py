"""bespokelabs-curator: its LLM over a list of rows, its OpenAI backend, limits a minute set so high that none binds.

Before the rows it asks the server twice: for its limits, and whether it takes a JSON schema. It counts tokens with
tiktoken, whose table comes from the network unless litellm's own encoding has been loaded, which brings the same one.
"""

from __future__ import annotations

from bespokelabs import curator  # type: ignore[import-not-found]  # of another environment
from litellm.litellm_core_utils.default_encoding import encoding  # type: ignore[import-not-found]  # the same

from evals.benchmarks.throughput.drivers.answer import Answer
from evals.benchmarks.throughput.drivers.common import MODEL, SYSTEM, TASK, Job, job, write_answers

NO_LIMIT = 1_000_000_000


class Figures(curator.LLM):  # type: ignore[misc]  # of a type that is not here
    """Asks for the figure of each row's text."""

    response_format = Answer

    def prompt(self, row: dict[str, str]) -> str:
        """The question about one article."""
        return f"{row['text']}\n{TASK}"

    def parse(self, row: dict[str, str], answer: Answer) -> dict[str, str]:  # noqa: ARG002 -- as curator calls it
        """The row that comes of an answer."""
        return {"text": answer.items[0].text, "measures": answer.items[0].measures}


def answers(work: Job) -> list[tuple[str, str]]:
    """What was answered about each article."""
    assert encoding.name == "cl100k_base"
    asking = Figures(
        model_name=MODEL,
        backend="openai",
        system_prompt=SYSTEM,
        generation_params={"temperature": 0, "max_tokens": 2_000},
        backend_params={
            "base_url": work.base_url,
            "api_key": "none",
            "max_concurrent_requests": work.concurrency,
            "max_requests_per_minute": NO_LIMIT,
            "max_tokens_per_minute": NO_LIMIT,
        },
    )
    rows = asking([{"text": text} for text in work.texts], working_dir=str(work.out.with_suffix(".curator")))
    return [(row["text"], row["measures"]) for row in rows.dataset]


if __name__ == "__main__":
    todo = job()
    write_answers(todo.out, answers(todo))
