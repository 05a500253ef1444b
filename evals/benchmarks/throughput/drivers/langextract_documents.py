"""langextract: a list of documents, one window an article, one pass, its OpenAI provider.

`batch_length` is what it works on at a time: it waits for the slowest of a batch before it goes on, so that a
batch of all articles is the kindest to it. Validation of the prompt, progress and files of results are left out.
"""

from __future__ import annotations

import langextract  # type: ignore[import-not-found]  # of another environment

from evals.benchmarks.throughput.drivers.common import MODEL, TASK, Job, job, write_answers

EXAMPLE = langextract.data.ExampleData(
    text="The flood destroyed some 40 houses, officials said.",
    extractions=[
        langextract.data.Extraction(
            extraction_class="figure", extraction_text="40", attributes={"measures": "houses destroyed"}
        )
    ],
)
LONGEST = 100_000


def answers(work: Job) -> list[tuple[str, str]]:
    """What was extracted from each article."""
    results = langextract.extract(
        text_or_documents=[langextract.data.Document(text=text) for text in work.texts],
        prompt_description=TASK,
        examples=[EXAMPLE],
        config=langextract.factory.ModelConfig(
            model_id=MODEL,
            provider="OpenAILanguageModel",
            provider_kwargs={
                "api_key": "none",
                "base_url": work.base_url,
                "max_workers": work.concurrency,
                "temperature": 0.0,
            },
        ),
        max_char_buffer=LONGEST,
        batch_length=len(work.texts),
        max_workers=work.concurrency,
        extraction_passes=1,
        show_progress=False,
        prompt_validation_level=langextract.prompt_validation.PromptValidationLevel.OFF,
        resolver_params={"suppress_parse_errors": False},
    )
    return [(result.extractions[0].extraction_text, result.extractions[0].attributes["measures"]) for result in results]


if __name__ == "__main__":
    todo = job()
    write_answers(todo.out, answers(todo))
