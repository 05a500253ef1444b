"""What models cost: a small dated table, which a user's own file replaces whole."""

from __future__ import annotations

import re
import tomllib
from datetime import date  # noqa: TC003 -- Pydantic reads it at run time
from importlib.resources import files
from typing import TYPE_CHECKING, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from summarizer.errors import SettingsError
from summarizer.terminal import one_line, shown_path

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Price", "Prices"]

_MILLION = 1_000_000
_DATED = re.compile(r"-\d{4}-\d{2}-\d{2}\Z", re.ASCII)


class Price(BaseModel):
    """What one model costs, in US dollars for a million tokens.

    Attributes:
        input: tokens in.
        cached: tokens in that the server had in its cache; as `input` where it is not given, and never more.
        output: tokens out.
        batch: what all this is multiplied with where answers may take a day.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False)

    input: float = Field(ge=0)
    cached: float | None = Field(default=None, ge=0)
    output: float = Field(ge=0)
    batch: float = Field(default=1.0, ge=0, le=1)

    @model_validator(mode="after")
    def _check_cached(self) -> Self:
        if self.cached is not None and self.cached > self.input:
            raise ValueError("cached tokens cost more than others")
        return self

    def cost(self, input_tokens: int, cached_tokens: int, output_tokens: int, *, batch: bool = False) -> float:
        """US dollars for so many tokens; the cached ones are among those of the input."""
        cached = self.input if self.cached is None else self.cached
        fresh = input_tokens - cached_tokens
        dollars = (fresh * self.input + cached_tokens * cached + output_tokens * self.output) / _MILLION
        return dollars * self.batch if batch else dollars


class Prices(BaseModel):
    """Prices of models, as they stood on one day.

    Attributes:
        as_of: that day.
        source: where they stand.
        models: by the models' names.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    as_of: date
    source: str
    models: dict[str, Price]

    @classmethod
    def load(cls, path: Path | None = None) -> Prices:
        """Read a table of prices.

        Args:
            path: a TOML file; by default the table that comes with the package.

        Raises:
            SettingsError: the file cannot be read, or holds something that is no price.
        """
        shown = "prices.toml" if path is None else shown_path(path)
        try:
            source = files("summarizer").joinpath("prices.toml") if path is None else path
            return cls.model_validate(tomllib.loads(source.read_text(encoding="utf-8")))
        except OSError as error:
            raise SettingsError(one_line(f"{shown}: cannot be read: {error.strerror}")) from None
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            entry = ".".join(map(str, first["loc"]))
            raise SettingsError(one_line(f"{shown}: {entry}: {first['msg']}")) from None
        except ValueError as error:
            raise SettingsError(one_line(f"{shown}: is not TOML: {error}")) from None

    def find(self, model: str) -> Price | None:
        """The price of a model, by its name or its name without the date at the end; None if it is not known."""
        return self.models.get(model) or self.models.get(_DATED.sub("", model))
