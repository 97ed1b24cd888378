"""What arrives of an amount that is paid out, at this moment's rate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from store.types import Money
from tools.call import Call
from tools.errors import Conflict


@dataclass(frozen=True, slots=True)
class Quote:
    """An amount and what it is converted to. rate as text; None for one currency, where nothing is converted."""

    base: Money
    target: Money
    rate: str | None
    operation: Literal["multiply", "divide", "none"]


def quote(call: Call, base: Money, target_currency: str) -> Quote:
    """What base comes to in the currency that is paid. Conflict when there is no rate for the pair."""
    if base.currency == target_currency:
        return Quote(base, base, None, "none")
    raise Conflict(
        f"There is no rate from {base.currency} to {target_currency}; nothing is moved.",
        code="no_rate",
        details={"base": base.currency, "target": target_currency},
    )
