"""What goes wrong on the way to a model: the one place where other libraries' errors become this project's.

Every message is one line that names the article and the section. The key never stands in one, not even where
a server sends it back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import ValidationError

from summarizer.errors import (
    AccessRefusedError,
    ContentFilterError,
    InvalidAnswerError,
    MissingRecordingError,
    ModelError,
    RefusalError,
    RequestRefusedError,
    SummarizerError,
    TransportError,
    TruncatedAnswerError,
)
from summarizer.terminal import one_line
from summarizer.traffic.headers import parse_retry_after

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openai import APIConnectionError, APIStatusError

__all__ = ["Failures", "without_secret"]

_LONGEST_QUOTE = 200
_WORTH_RETRYING = frozenset({408, 409, 429})
_REFUSED = {
    401: "the server refused the key (401): set OPENAI_API_KEY to a valid one",
    402: "the server wants to be paid first (402)",
    403: "the server does not let this key use the model {model} (403): take another key or model",
    404: "there is no model {model} there, or no such address (404): check model and base_url",
    413: "the request is too large for the server (413): make window smaller",
}
_REFUSED_OTHERWISE = "the server refused the request ({status}): check model, mode and window"
_NO_ACCESS = frozenset({401, 402, 403, 404})
_SAYS_WHY = frozenset({400, 404, 413, 422})


@dataclass(frozen=True, slots=True)
class Failures:
    """Tells what went wrong with one question.

    Attributes:
        source: where the article came from.
        section: the section asked for.
        model: the model's name.
        timeout: seconds that one request may take.
        max_tokens: limit on the answer, in tokens.
        secret: the key, taken out of whatever a server says.
    """

    source: str
    section: str
    model: str
    timeout: float
    max_tokens: int
    secret: str | None = field(repr=False)

    def translate(self, error: Exception, tries: int = 1) -> Exception:
        """The error of this project that another library's error stands for, by its chain of causes.

        Args:
            error: what was raised.
            tries: how many answers were asked for, for the message.

        Returns:
            An error to raise. One that is of no known type is a fault in the code and comes back as it is.
        """
        chain = tuple(_causes(error))
        ours = next((link for link in chain if isinstance(link, SummarizerError)), None)
        if isinstance(ours, MissingRecordingError):
            return MissingRecordingError(str(ours))
        return ours or next(filter(None, (self._translated(link, tries) for link in chain)), chain[-1])

    def _translated(self, error: Exception, tries: int) -> ModelError | None:
        from instructor.core.exceptions import ResponseParsingError
        from openai import APIConnectionError, APIStatusError

        if isinstance(error, ValidationError | ResponseParsingError):
            return self._invalid(error, tries)
        if isinstance(error, APIStatusError):
            return self._status(error)
        if isinstance(error, APIConnectionError):
            return self._connection(error)
        if isinstance(error, TimeoutError):
            return self._late()
        if isinstance(error, ValueError | RecursionError):
            return self._not_json(error)
        return None

    def find_in(self, completion: object) -> ModelError | None:
        """What is the matter with a completion, apart from its wording; None if nothing is.

        The client checks nothing: each field may be absent or of any type.
        """
        choices = getattr(completion, "choices", None)
        choice = choices[0] if isinstance(choices, list) and choices else None
        message = getattr(choice, "message", None)
        if message is None:
            words = self._quote(_words(getattr(completion, "error", None)))
            what = "not JSON" if isinstance(completion, str) else "no chat completion"
            return TransportError(self._say(f"the server's answer is {what}{words}: check base_url"))
        refusal = getattr(message, "refusal", None)
        if refusal:
            return RefusalError(self._say(f"the model declined to answer{self._quote(str(refusal))}"))
        reason = getattr(choice, "finish_reason", None)
        if reason == "content_filter":
            return ContentFilterError(self._say("the server's content filter cut the answer"))
        if reason == "length":
            problem = f"the answer was cut at the limit of {self.max_tokens} tokens: raise max_output_tokens"
            return TruncatedAnswerError(self._say(problem))
        return None

    def _late(self) -> TransportError:
        return TransportError(self._say(f"no answer from the server within {self.timeout:g} seconds (timeout)"))

    def _not_json(self, error: Exception) -> ModelError:
        if isinstance(error, UnicodeEncodeError):
            return RequestRefusedError(self._say("a message holds half a character and cannot be sent"))
        return TransportError(self._say("the server's answer is not JSON: check base_url"))

    def _status(self, error: APIStatusError) -> ModelError:
        status = error.status_code
        words = self._quote(_words(error.body))
        if error.code == "insufficient_quota":
            return AccessRefusedError(self._say(f"the key's quota is used up ({status}){words}"))
        if status in _WORTH_RETRYING or status >= 500:
            problem = "the server asks for fewer requests" if status == 429 else "the server cannot answer now"
            return TransportError(self._say(f"{problem} ({status}){words}"), parse_retry_after(error.response.headers))
        hint = _REFUSED.get(status, _REFUSED_OTHERWISE).format(model=self.model, status=status)
        refused = AccessRefusedError if status in _NO_ACCESS else RequestRefusedError
        return refused(self._say(f"{hint}{words}" if status in _SAYS_WHY else hint))

    def _connection(self, error: APIConnectionError) -> ModelError:
        import httpx2

        cause = error.__cause__
        address = f"{error.request.url.host}:{error.request.url.port or error.request.url.scheme}"
        if isinstance(cause, TimeoutError | httpx2.TimeoutException):
            return self._late()
        if isinstance(cause, httpx2.UnsupportedProtocol | httpx2.LocalProtocolError):
            return RequestRefusedError(self._say("base_url cannot be used: it begins with http:// or https://"))
        if isinstance(cause, httpx2.ConnectError):
            words = self._quote(str(cause))
            return TransportError(self._say(f"the server at {address} cannot be reached{words}: is it up?"))
        return TransportError(self._say(f"the server at {address} broke off the connection"))

    def _invalid(self, error: Exception, tries: int) -> InvalidAnswerError:
        problem = "no tool was called: set mode to json_schema"
        if isinstance(error, ValidationError):
            problem = _first_problem(error)
        asked = "once" if tries == 1 else f"{tries} times"
        return InvalidAnswerError(self._say(f"no usable answer, asked {asked}{self._quote(problem)}"))

    def _say(self, problem: str) -> str:
        return one_line(self._without_secret(f"{self.source}, {self.section}: {problem}"))

    def _quote(self, words: str) -> str:
        """What a server or a library says, in brackets, cut to a length that is read."""
        words = " ".join(self._without_secret(words).split())
        if len(words) > _LONGEST_QUOTE:
            words = f"{words[: _LONGEST_QUOTE - 1]}…"
        return f" ({words})" if words else ""

    def _without_secret(self, text: str) -> str:
        return without_secret(text, self.secret)


def without_secret(text: str, secret: str | None) -> str:
    """The text with the key, where there is one, taken out."""
    if not secret:
        return text
    pattern = re.escape(secret)
    # A local server's key may be a word such as "none", which may stand inside other words.
    return re.sub(pattern if len(secret) >= 8 else rf"(?<!\w){pattern}(?!\w)", "[key]", text)


def _causes(error: BaseException | None) -> Iterator[Exception]:
    while isinstance(error, Exception):
        yield error
        error = error.__cause__


def _words(body: object) -> str:
    """What the server says went wrong, in its own words; never a page of HTML."""
    if isinstance(body, dict):
        body = next((body[name] for name in ("message", "detail", "error") if body.get(name)), "")
    return body if isinstance(body, str) and not body.lstrip().startswith("<") else ""


def _first_problem(error: ValidationError) -> str:
    problems = error.errors(include_url=False, include_input=False)
    place = ".".join(map(str, problems[0]["loc"]))
    problem = f"{place}: {problems[0]['msg']}".lstrip(": ")
    return f"{problem}, and {len(problems) - 1} more" if len(problems) > 1 else problem
