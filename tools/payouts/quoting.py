"""What arrives of an amount that is paid out, at this moment's rate."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from store.payouts.rates import current_rate
from store.types import Money
from tools.call import Call
from tools.payouts.rules.conversion import Operation, convert


@dataclass(frozen=True, slots=True)
class Quote:
    """An amount and what it is converted to. rate as text; None for one currency, where nothing is converted."""

    base: Money
    target: Money
    rate: str | None
    operation: Operation


def quote(call: Call, base: Money, target_currency: str) -> Quote:
    """What base comes to in the currency that is paid. Conflict when there is no rate for the pair."""
    row = current_rate(call.tx, base.currency, target_currency, call.now) if base.currency != target_currency else None
    rate: str | None = None if row is None else row["rate"]
    made = convert(base.amount, base.currency, target_currency, None if rate is None else Decimal(rate))
    return Quote(base, Money(made.target_amount, target_currency), rate, made.operation)
