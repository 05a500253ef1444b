"""A model opened as the settings say: rules, a server, or recordings of one; with what stands on the way to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.errors import SettingsError
from summarizer.extractive import Extractive
from summarizer.settings import EXTRACTIVE, LlmSource, require_model

if TYPE_CHECKING:
    import httpx2

    from summarizer.language_model import ModelOptions
    from summarizer.model import Model
    from summarizer.recording.transport import Keeper
    from summarizer.settings import Settings
    from summarizer.traffic.events import Spent, Watch
    from summarizer.traffic.gate import Gate

__all__ = ["model_options", "open_gate", "open_model", "open_way_out"]

_A_MINUTE = 60.0
_REASONS = re.compile(r"(?:o[1-9]|gpt-5)(?!\d)")
"""OpenAI's models that think first: they take no temperature, and a limit that counts their thoughts too."""


def open_model(
    settings: Settings,
    *,
    transport: httpx2.AsyncBaseTransport | None = None,
    keeper: Keeper | None = None,
    gate: Gate | None = None,
) -> Model:
    """The model that the settings name.

    Args:
        settings: what is in force.
        transport: what requests go through, in the place of all that follows.
        keeper: keeps what a live server answers, and answers in its place from then on.
        gate: what requests pass on their way out; one of the settings' where it is None.

    Raises:
        NoModelError: neither key, address, recordings nor "extractive".
        SettingsError: a key or an address, but no model's name; or a budget without a price.
    """
    if settings.model == EXTRACTIVE:
        return Extractive()
    require_model(settings)
    if settings.model is None:
        raise SettingsError("name the model whose answers were recorded: --model NAME, or model in summarizer.toml")
    # Imported here: rules alone need none of it, and it takes longer to load than most articles to read.
    from summarizer.language_model import LanguageModel

    way_out = transport or open_way_out(settings, keeper, gate)
    return LanguageModel(settings.model, model_options(settings), transport=way_out)


def model_options(settings: Settings) -> ModelOptions:
    """How the settings have a model reached and asked."""
    from summarizer.language_model import ModelOptions

    replay = settings.llm is LlmSource.REPLAY
    reasons = bool(_REASONS.match(settings.model or ""))
    return ModelOptions(
        base_url=None if replay else settings.base_url,
        api_key=settings.api_key.get_secret_value() if settings.api_key and not replay else None,
        mode=settings.mode,
        temperature=None if reasons else settings.temperature,
        limit_field="max_completion_tokens" if reasons else "max_tokens",
        seed=settings.seed,
        timeout=settings.timeout,
        retries=settings.retries,
        reasks=settings.reasks,
        max_wait=settings.max_wait,
    )


def open_gate(
    settings: Settings, watch: Watch | None = None, before: Spent | None = None, *, patience: float = _A_MINUTE
) -> Gate:
    """What requests pass on their way out: the limits, the budget and the count of what they take.

    Args:
        settings: what is in force.
        watch: told of what happens to the traffic.
        before: what was spent before, out of the same budget.
        patience: as in the settings, in seconds, where they do not say.

    Raises:
        SettingsError: the prices cannot be read, or a budget in dollars for a model whose price is not known.
    """
    from summarizer.prices import Prices
    from summarizer.traffic.budget import Budget, Ledger
    from summarizer.traffic.gate import Gate
    from summarizer.traffic.limits import Limits

    limits = Limits(
        concurrency=settings.concurrency,
        requests_per_minute=settings.requests_per_minute,
        tokens_per_minute=settings.tokens_per_minute,
        patience=patience if settings.patience is None else settings.patience,
    )
    budget = Budget(dollars=settings.budget, tokens=settings.budget_tokens)
    ledger = Ledger(settings.model or "", Prices.load(settings.prices), budget, before)
    return Gate(limits, ledger=ledger, watch=watch)


def open_way_out(
    settings: Settings, keeper: Keeper | None = None, gate: Gate | None = None
) -> httpx2.AsyncBaseTransport:
    """What requests to a language model go through: recordings or kept answers, then the gate, then the network.

    Args:
        settings: what is in force.
        keeper: as in `open_model`.
        gate: as in `open_model`.

    Raises:
        SettingsError: a budget without a price.
    """
    from summarizer.recording.store import RecordingStore
    from summarizer.recording.transport import KeepingTransport, RecordingTransport
    from summarizer.telemetry import with_telemetry
    from summarizer.traffic.network import Network
    from summarizer.traffic.transport import TrafficTransport

    if settings.llm is LlmSource.REPLAY:
        return RecordingTransport(RecordingStore(settings.recordings), "replay")
    gate = gate or open_gate(settings)
    out = TrafficTransport(with_telemetry(Network(keep=settings.concurrency)), gate, timeout=settings.timeout)
    if settings.llm is LlmSource.RECORD:
        return RecordingTransport(RecordingStore(settings.recordings), "record", out)
    return KeepingTransport(keeper, out) if keeper is not None else out
