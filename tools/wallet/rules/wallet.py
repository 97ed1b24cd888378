"""Pure rules of wallets: dollar values, and what the kinds of transfers are called."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from store.types import Money

# Which kinds of transfers a wallet's history shows under which name; all others are called transfers.
KINDS_OF_TYPE = {"deposit": ("deposit", "top_up"), "charge": ("charge",), "refund": ("refund", "task_refund")}


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
    return next((type for type, kinds in KINDS_OF_TYPE.items() if kind in kinds), "transfer")
