"""What may be spent, and what was: a request goes out only if all that it can take still fits."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summarizer.errors import BudgetError, SettingsError
from summarizer.traffic.events import Spent

if TYPE_CHECKING:
    from summarizer.prices import Price, Prices
    from summarizer.traffic.contents import Need
    from summarizer.traffic.outcome import Outcome

__all__ = ["Budget", "Charge", "Ledger"]


@dataclass(frozen=True, slots=True)
class Budget:
    """What may be spent in all.

    Attributes:
        dollars: US dollars; None for no limit.
        tokens: in and out; None for no limit.

    Raises:
        SettingsError: a limit that is negative or no number.
    """

    dollars: float | None = None
    tokens: int | None = None

    def __post_init__(self) -> None:
        for name in ("dollars", "tokens"):
            value = getattr(self, name)
            if value is not None and not (math.isfinite(value) and value >= 0):
                raise SettingsError(f"the budget in {name} is {value}: it must be 0 or more")

    @property
    def is_limited(self) -> bool:
        """Whether there is a limit at all."""
        return self.dollars is not None or self.tokens is not None


@dataclass(frozen=True, slots=True)
class Charge:
    """What one request takes, or can take at most.

    Attributes:
        tokens: in and out.
        dollars: US dollars; 0 where no price is known.
    """

    tokens: int = 0
    dollars: float = 0.0

    def __add__(self, other: Charge) -> Charge:
        return Charge(self.tokens + other.tokens, self.dollars + other.dollars)


class Ledger:
    """What was spent, and what requests in flight can still take.

    A request whose answer was lost, or does not say what it took, is charged as the mean of the answers so far,
    or as all that it could take while there are none.

    Args:
        model: the model that is paid for.
        prices: what models cost.
        budget: what may be spent.
        before: what earlier runs took out of the same budget.

    Raises:
        SettingsError: there is a budget in US dollars, and no price for the model.
    """

    def __init__(self, model: str, prices: Prices, budget: Budget | None = None, before: Spent | None = None) -> None:
        self._budget = budget or Budget()
        self._price: Price | None = prices.find(model)
        if self._budget.dollars is not None and self._price is None:
            raise SettingsError(
                f"there is no price for {model!r}: add it to a file of prices, or set a budget in tokens"
            )
        self._spent = before or Spent()
        self._charged = Charge(self._spent.input_tokens + self._spent.output_tokens, self._spent.cost or 0.0)
        self._reserved = Charge()
        self._answers = 0
        self._unheard = Charge()
        self._answered = Charge()

    @property
    def spent(self) -> Spent:
        """What was spent so far."""
        return replace(self._spent, cost=None if self._price is None else self._charged.dollars)

    @property
    def unheard(self) -> Charge:
        """What was charged for requests whose answer was lost, or did not say what it took."""
        return self._unheard

    def fits(self, need: Need) -> bool:
        """Whether such a request can pass the budget in no case, whatever those in flight still take."""
        if not self._budget.is_limited:
            return True
        if need.output is None:
            return False
        bound = self._charged + self._reserved + self._bound(need)
        dollars, tokens = self._budget.dollars, self._budget.tokens
        return (tokens is None or bound.tokens <= tokens) and (dollars is None or bound.dollars <= dollars)

    def refuse(self, need: Need) -> BudgetError:
        """The error to raise where such a request does not fit."""
        if need.output is None:
            return BudgetError("a request sets no limit on its answer, so that no budget can hold it")
        spent, bound, parts = self._charged, self._bound(need), []
        if self._budget.dollars is not None:
            took = f"${spent.dollars:.4f} of ${self._budget.dollars:.4f} spent"
            parts.append(f"{took}, and the next request can take ${bound.dollars:.4f}")
        if self._budget.tokens is not None:
            took = f"{spent.tokens:,} of {self._budget.tokens:,} tokens spent"
            parts.append(f"{took}, and the next request can take {bound.tokens:,}")
        return BudgetError(f"the budget ends here: {'; '.join(parts)}. A larger budget goes on from here")

    def reserve(self, need: Need) -> Charge:
        """Set aside all that such a request can take."""
        bound = self._bound(need)
        self._reserved += bound
        return bound

    def settle(self, reserved: Charge, outcome: Outcome) -> None:
        """Charge what a request really took, and let go of the rest."""
        self._reserved = self._less(reserved)
        lost = outcome.is_lost
        usage = outcome.usage
        self._spent = replace(
            self._spent,
            requests=self._spent.requests + outcome.sent,
            lost=self._spent.lost + lost,
            input_tokens=self._spent.input_tokens + (usage.input if usage else 0),
            cached_tokens=self._spent.cached_tokens + (usage.cached if usage else 0),
            output_tokens=self._spent.output_tokens + (usage.output if usage else 0),
        )
        if usage is not None:
            dollars = 0.0 if self._price is None else self._price.cost(usage.input, usage.cached, usage.output)
            self._answers += 1
            self._answered += Charge(usage.tokens, dollars)
            self._charged += Charge(usage.tokens, dollars)
        elif lost or outcome.is_success:
            likely = self._likely(reserved)
            self._charged += likely
            self._unheard += likely

    def _bound(self, need: Need) -> Charge:
        dollars = 0.0 if self._price is None else self._price.cost(need.input, 0, need.output or 0)
        return Charge(need.tokens, dollars)

    def _less(self, reserved: Charge) -> Charge:
        tokens = self._reserved.tokens - reserved.tokens
        # With nothing in flight, nothing may be left over by rounding.
        return Charge(tokens, max(0.0, self._reserved.dollars - reserved.dollars)) if tokens > 0 else Charge()

    def _likely(self, reserved: Charge) -> Charge:
        if not self._answers:
            return reserved
        tokens = math.ceil(self._answered.tokens / self._answers)
        return Charge(min(reserved.tokens, tokens), min(reserved.dollars, self._answered.dollars / self._answers))
