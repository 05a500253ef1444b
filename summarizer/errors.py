"""Every error that summarizer raises, as one tree.

    SummarizerError
    ├── SettingsError             a setting that cannot be used
    │   └── NoModelError          neither key, address, recordings nor "extractive"
    ├── ArticleError              this article cannot be read or used; others can
    │   ├── MissingArticleError   no such path, or nothing in it
    │   ├── UnreadableArticleError
    │   ├── UndecodableArticleError
    │   ├── EmptyArticleError     nothing in it, or nothing but chrome
    │   └── ArticleTooLargeError
    ├── ModelError                the model or its server did not answer as needed
    │   ├── TransportError        worth trying again: the server is down, slow or busy
    │   ├── RequestRefusedError   not worth trying again: a bad request
    │   │   └── AccessRefusedError   wrong key, unknown model, quota used up: no request will fare better
    │   ├── TruncatedAnswerError
    │   ├── RefusalError
    │   ├── ContentFilterError
    │   └── InvalidAnswerError    no usable answer within the re-asks allowed
    ├── RunStoppedError           no article can be done now; what is done is kept, and a batch can go on later
    │   ├── BudgetError           the next request could pass the budget
    │   └── OutageError           the server is down, or asks to wait, for longer than the settings allow
    ├── RecordingError
    │   └── MissingRecordingError
    ├── GoldError                 labels cannot be read, or do not fit their article
    ├── OutputError               results cannot be written
    └── WorkerDiedError           the process that made a brief has ended: killed, or out of memory

A message says what happened, to which article, and what to do. Keys and headers never stand in one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.model import Usage

__all__ = [
    "AccessRefusedError",
    "ArticleError",
    "ArticleTooLargeError",
    "BudgetError",
    "ContentFilterError",
    "EmptyArticleError",
    "GoldError",
    "InvalidAnswerError",
    "MissingArticleError",
    "MissingRecordingError",
    "ModelError",
    "NoModelError",
    "OutageError",
    "OutputError",
    "RecordingError",
    "RefusalError",
    "RequestRefusedError",
    "RunStoppedError",
    "SettingsError",
    "SummarizerError",
    "TransportError",
    "TruncatedAnswerError",
    "UndecodableArticleError",
    "UnreadableArticleError",
    "WorkerDiedError",
]


class SummarizerError(Exception):
    """The root: catch this to catch everything that summarizer raises on purpose."""


class SettingsError(SummarizerError):
    """A setting has a value that cannot be used."""


class NoModelError(SettingsError):
    """Nothing says which model to ask: no key, no address, no recordings, not "extractive"."""


class ArticleError(SummarizerError):
    """One article cannot be read or used; the others can.

    Args:
        source: where the article came from: a path, or "-" for standard input.
        cause: what is the matter and what to do, without the source.
    """

    def __init__(self, source: str, cause: str) -> None:
        super().__init__(f"{source}: {cause}")
        self.source = source
        self.cause = cause


class MissingArticleError(ArticleError):
    """There is nothing at the path, or no article in the folder."""


class UnreadableArticleError(ArticleError):
    """The operating system does not let the file be read."""


class UndecodableArticleError(ArticleError):
    """The bytes are not text in any encoding that could be detected."""


class EmptyArticleError(ArticleError):
    """There is no text, or nothing but chrome."""


class ArticleTooLargeError(ArticleError):
    """The article is larger than the limit in the settings."""


class ModelError(SummarizerError):
    """The model, or the server it runs on, did not answer as needed.

    Attributes:
        tries: what happened at each try of the request, the last one included; empty where there was one.
        usage: what the answers took that came to nothing; None where nothing was asked.
    """

    tries: tuple[str, ...] = ()
    usage: Usage | None = None


class TransportError(ModelError):
    """The server was down, slow or busy: worth trying again.

    Args:
        message: what happened.
        retry_after: seconds that the server asked to wait, or None.
    """

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class RequestRefusedError(ModelError):
    """The server understood and said no: not worth trying again."""


class AccessRefusedError(RequestRefusedError):
    """The server lets nobody in with this key, model or quota: no other request of the run will fare better."""


class TruncatedAnswerError(ModelError):
    """The answer stopped at the token limit before it was complete."""


class RefusalError(ModelError):
    """The model declined to answer."""


class ContentFilterError(ModelError):
    """The server's content filter cut the answer."""


class InvalidAnswerError(ModelError):
    """No answer of the right shape came within the re-asks allowed."""


class RunStoppedError(SummarizerError):
    """No article can be done now. What is done is kept, and the same batch can go on later."""


class BudgetError(RunStoppedError):
    """The next request could take more than the budget leaves."""


class OutageError(RunStoppedError):
    """The server has been down, or asks to be left alone, for longer than the settings allow."""


class RecordingError(SummarizerError):
    """A recording cannot be read or written."""


class MissingRecordingError(RecordingError):
    """Replay has no recording of this exchange."""


class GoldError(SummarizerError):
    """Labels cannot be read, or do not fit the article that they are of."""


class OutputError(SummarizerError):
    """Results cannot be written: a full disk, a folder that may not be written to."""


class WorkerDiedError(SummarizerError):
    """The process that was making a brief has ended before it was made: killed, or out of memory."""
