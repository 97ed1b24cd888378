"""When an agent has deposited enough to be active."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import ceil

from store.types import Money

# The least deposit of each currency as it is told to callers.
MIN_DEPOSIT = {"USDT": "20.00", "USDC": "20.00", "ETH": "0.01", "BTC": "0.0005"}
# What must have been deposited, in any one currency or together, before an agent is active.
ACTIVATION = {currency: Money.of(amount, currency) for currency, amount in MIN_DEPOSIT.items()}


def deposit_missing(currency: str, confirmed: Iterable[Money], required: Mapping[str, Money] = ACTIVATION) -> Money:
    """How much more has to be deposited in `currency` before an agent is active; nothing when it is enough.

    Deposits in different currencies add up, each as a share of what is required in its own; others count nothing.
    """
    share = sum(
        (Fraction(money.amount, required[money.currency].amount) for money in confirmed if money.currency in required),
        Fraction(0),
    )
    missing = max(Fraction(0), 1 - share) * required[currency].amount
    return Money(ceil(missing), currency)
