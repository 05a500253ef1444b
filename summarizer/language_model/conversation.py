"""One question asked: openai sends, instructor holds the answer to its schema, tenacity tries again.

Transport errors are tried again request by request, so that an answer paid for already is not asked for
again. An answer of the wrong shape is shown to the model once more, by instructor.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Generic, TypeAlias, cast

from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception_type,
    stop_after_attempt,
    wait_exponential_jitter,
)
from tenacity.wait import wait_base

from summarizer.errors import TransportError
from summarizer.language_model.failures import Failures
from summarizer.model import AnswerT, Question, Usage

if TYPE_CHECKING:
    from openai import AsyncOpenAI
    from openai.types.chat import ChatCompletion, ChatCompletionMessageParam

    from summarizer.language_model.options import ModelOptions
    from summarizer.recording.label import Label

__all__ = ["Clock", "Conversation", "Sleep", "WaitAsTold"]

Sleep: TypeAlias = Callable[[float], Awaitable[None]]
"""Waits for some seconds."""

Clock: TypeAlias = Callable[[], float]
"""Seconds, always going forward."""


@dataclass(slots=True, kw_only=True)
class Conversation(Generic[AnswerT]):
    """The requests that one question takes, and what they cost so far."""

    question: Question[AnswerT]
    model: str
    options: ModelOptions
    label: Label
    client: AsyncOpenAI
    sleep: Sleep
    clock: Clock
    usage: Usage = field(default_factory=lambda: Usage(calls=1))
    _answers: int = 0
    _tries: list[str] = field(default_factory=list)

    @property
    def _failures(self) -> Failures:
        return Failures(
            source=self.question.source,
            section=self.question.section,
            model=self.model,
            timeout=self.options.timeout,
            max_tokens=self.question.max_tokens,
            secret=self.options.api_key,
        )

    async def hold(self) -> AnswerT:
        """Ask, and ask again where the answer has the wrong shape."""
        import instructor
        from instructor.core.exceptions import InstructorError

        mode = {
            "json_schema": instructor.Mode.JSON_SCHEMA,
            "tools": instructor.Mode.TOOLS,
            "json": instructor.Mode.JSON,
        }[self.options.mode]
        create = instructor.patch(create=self._send, mode=mode)
        asking = instructor.AsyncInstructor(client=None, create=create, mode=mode)
        messages = [{"role": message.role, "content": message.content} for message in self.question.messages]
        try:
            # No `context`: instructor would render the messages with it, and the article in them.
            parsed: AnswerT = await asking.create(
                response_model=_prepared(self.question.answer),
                messages=cast("list[ChatCompletionMessageParam]", messages),
                max_retries=self.options.reasks,
            )
        except InstructorError as error:
            raise self._failures.translate(error, self._answers) from None
        return _as_asked(self.question.answer, parsed)

    def _sampling(self) -> dict[str, object]:
        options = self.options
        chosen = {
            "model": self.model,
            "temperature": options.temperature,
            "seed": options.seed,
            options.limit_field: self.question.max_tokens,
        }
        return {name: value for name, value in chosen.items() if value is not None}

    async def _send(self, **body: object) -> ChatCompletion:
        """Send one request, again after transport errors, until there is a whole answer."""
        retrying = AsyncRetrying(
            retry=retry_if_exception_type(TransportError),
            stop=stop_after_attempt(self.options.retries + 1),
            wait=WaitAsTold(self.options.max_wait),
            sleep=self.sleep,
            before_sleep=self._count_retry,
            reraise=True,
        )
        self._tries.clear()
        try:
            completion: ChatCompletion = await retrying(self._request, body | self._sampling())
        except TransportError as error:
            tries = (*self._tries, str(error))
            message = f"{error}, tried {len(tries)} times" if len(tries) > 1 else str(error)
            given_up = TransportError(message, error.retry_after)
            given_up.tries = tries
            raise given_up from None
        if self._answers:
            self.usage += Usage(reasks=1)
        self._answers += 1
        return completion

    def _count_retry(self, state: RetryCallState) -> None:
        self.usage += Usage(retries=1)
        self._tries.append(str(state.outcome.exception()) if state.outcome else "")

    async def _request(self, body: dict[str, object]) -> ChatCompletion:
        from openai import OpenAIError

        replayed = len(self.label.replayed)
        started = self.clock()
        try:
            # Which overload it is cannot be seen: instructor says what is sent.
            completion: ChatCompletion = await self.client.chat.completions.create(**body)  # type: ignore[call-overload]  # the body is instructor's
        except (OpenAIError, ValueError, RecursionError) as error:
            raise self._failures.translate(error) from None
        finally:
            if len(self.label.replayed) == replayed:
                self.usage += Usage(seconds=self.clock() - started)
            for recording in self.label.replayed[replayed:]:
                self.usage += Usage(seconds=recording.seconds, recorded=recording.recorded)
        self.usage += _tokens(completion)
        problem = self._failures.find_in(completion)
        if problem is not None:
            raise problem
        return completion


class WaitAsTold(wait_base):
    """How long tenacity waits: as the server asks for, or else longer each time, up to `max_wait` seconds."""

    def __init__(self, max_wait: float) -> None:
        self._backoff = wait_exponential_jitter(initial=1, max=max_wait, jitter=1)

    def __call__(self, retry_state: RetryCallState) -> float:
        """Seconds to wait before the next try."""
        error = retry_state.outcome.exception() if retry_state.outcome else None
        told = error.retry_after if isinstance(error, TransportError) else None
        if told is None:
            return self._backoff(retry_state)
        # The gate lets those that have waited together out one after the other.
        return told


@lru_cache(maxsize=256)
def _prepared(answer: type[AnswerT]) -> type[AnswerT]:
    """The type as instructor wants it; left to itself, it makes that anew for each call, in a millisecond."""
    from instructor import response_schema

    prepared: type[AnswerT] = response_schema(answer)
    return prepared


def _tokens(completion: object) -> Usage:
    """Tokens as the server counts them, read before instructor writes its running total over them."""
    usage = getattr(completion, "usage", None)
    details = getattr(usage, "prompt_tokens_details", None)
    return Usage(
        input_tokens=_count(usage, "prompt_tokens"),
        cached_tokens=_count(details, "cached_tokens"),
        output_tokens=_count(usage, "completion_tokens"),
    )


def _count(usage: object, name: str) -> int:
    value = getattr(usage, name, None)
    return value if isinstance(value, int) and value > 0 else 0


def _as_asked(answer: type[AnswerT], parsed: AnswerT) -> AnswerT:
    """The answer as the type that was asked for: instructor gives a subclass, with the raw response in it."""
    values = {name: getattr(parsed, name) for name in answer.model_fields}
    return answer.model_construct(parsed.model_fields_set, **values)
