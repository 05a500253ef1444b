"""What every kind of brief has: the article, its chrome, the warnings, and where it all came from."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from pydantic import ConfigDict, Field

from summarizer.schemas.spans import Record, Span

__all__ = [
    "ArticleInfo",
    "BriefRecord",
    "ChromeReason",
    "ChromeSpan",
    "Provenance",
    "Tokens",
    "WarningCode",
    "WarningNote",
]


class ArticleInfo(Record):
    """What is known about the article, from its own text and from where it was found."""

    id: str = Field(description="SHA-256 of the text as UTF-8, in hexadecimal.")
    source: str = Field(description='Where it came from: a path as given, or "-" for standard input.')
    title: str | None
    publisher: str | None
    authors: tuple[str, ...]
    published: date | None
    language: str | None = Field(description="ISO 639-1 code.")
    characters: int = Field(ge=0, description="Length of the text in Unicode code points.")


class ChromeReason(StrEnum):
    """Why a line is not part of the article."""

    ADVERTISEMENT = "advertisement"
    BYLINE = "byline"
    CAPTION = "caption"
    COMMENTS = "comments"
    CREDIT = "credit"
    DATELINE = "dateline"
    DUPLICATE = "duplicate"
    FOOTER = "footer"
    FORUM = "forum"
    LANGUAGES = "languages"
    MENU = "menu"
    NOTICE = "notice"
    RELATED = "related"
    SHARE = "share"
    SOURCE = "source"
    SUBSCRIPTION = "subscription"
    TAGS = "tags"
    TEASER = "teaser"


class ChromeSpan(Record):
    """A piece of the text that is not the article, and why it is thought so."""

    span: Span
    reason: ChromeReason


class WarningCode(StrEnum):
    """What kind of thing a warning says."""

    DECODED = "decoded"
    """The bytes were not UTF-8."""
    LEFT_OUT = "left_out"
    """An item could not be used, even after asking again."""
    UNANSWERED = "unanswered"
    """The model said nothing about a unit that it was asked about, even after asking again."""
    UNKNOWN_SPEAKER = "unknown_speaker"
    """A quotation whose speaker could not be found."""
    UNSUPPORTED = "unsupported"
    """Words that their evidence does not hold, replaced by the evidence itself or taken away."""
    UNRESOLVED_DATE = "unresolved_date"
    """A date that the article does not say enough about."""
    SECTION_FAILED = "section_failed"
    """A whole section could not be had."""
    ASKED_AGAIN = "asked_again"
    """An item was put right by asking for it again."""


class WarningNote(Record):
    """Something dropped, unresolved, unsupported or repaired: what, why, and where in the brief."""

    code: WarningCode
    message: str
    where: str = Field(description='The section, and the unit or item in it: "statements/Q3".')


class Tokens(Record):
    """Tokens as the server counted them."""

    input: int = Field(ge=0)
    cached: int = Field(ge=0, description="Those of the input that the server had in its cache.")
    output: int = Field(ge=0)


class Provenance(Record):
    """Where a brief came from and what it took."""

    model_config = ConfigDict(frozen=True, extra="forbid", serialize_by_alias=True, validate_by_name=True)

    kind: str
    model: str
    backend: str = Field(description="What answered: openai (any OpenAI-compatible server) or extractive.")
    prompts: str = Field(description="Digest of the templates of this kind.")
    schema_: str = Field(alias="schema", description="Digest of the JSON Schema of this kind.")
    library: str = Field(description="Version of summarizer.")
    recorded: datetime | None = Field(description="When the newest answer replayed was recorded; null if live.")
    calls: int = Field(ge=0, description="Questions put to the model, re-asks not counted.")
    retries: int = Field(ge=0, description="Requests sent again after a transport error.")
    reasks: int = Field(ge=0, description="Questions put again because the answer could not be used.")
    tokens: Tokens
    cost: float | None = Field(description="US dollars; null where no price is known.")
    seconds: float = Field(ge=0, description="Time spent on this article; in a replay, as recorded.")
    created: datetime


class BriefRecord(Record):
    """The base of every kind of brief."""

    article: ArticleInfo
    chrome: tuple[ChromeSpan, ...]
    warnings: tuple[WarningNote, ...]
    provenance: Provenance
