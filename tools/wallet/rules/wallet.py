"""Pure rules of wallets: activation amounts, dollar values, caps."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from store.types import Money

# What an agent deposits before it becomes active, in the currency it chose.
ACTIVATION = {"USDT": "20.00", "USDC": "20.00", "ETH": "0.01", "BTC": "0.0005"}


def usd_value(money: Money, rates: dict[str, Decimal]) -> int:
    """What money is worth in millionths of a US dollar."""
    return int((money.decimal * rates[money.currency] * 1_000_000).to_integral_value(rounding=ROUND_HALF_UP))


def usd_text(micros: int) -> str:
    """Millionths of a dollar as decimal text, at least with cents."""
    text = f"{Decimal(micros).scaleb(-6):.6f}".rstrip("0")
    whole, _, places = text.partition(".")
    return f"{whole}.{places.ljust(2, '0')}"


def transaction_type(kind: str) -> str:
    """What a transfer's kind is called in a wallet's history."""
    names = {"deposit": "deposit", "top_up": "deposit", "charge": "charge", "refund": "refund", "task_refund": "refund"}
    return names.get(kind, "transfer")
