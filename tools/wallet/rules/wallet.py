"""Pure rules of wallets: dollar values, and what the kinds of transfers are called."""

from __future__ import annotations

from datetime import MAXYEAR, UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from store.types import Money

# Which kinds of transfers a wallet's history shows under which name; all others are called transfers.
KINDS_OF_TYPE = {"deposit": ("deposit", "top_up"), "charge": ("charge",), "refund": ("refund", "task_refund")}


def usd_value(money: Money, rates: dict[str, Decimal]) -> int:
    """What money is worth in millionths of a US dollar."""
    return int((money.decimal * rates[money.currency] * 1_000_000).to_integral_value(rounding=ROUND_HALF_UP))


def usd_cents(micros: int) -> str:
    """What something is worth: millionths of a dollar, rounded to cents, as decimal text."""
    cents = (Decimal(micros) / 10_000).to_integral_value(rounding=ROUND_HALF_UP)
    return Money(int(cents), "USD").text


@lru_cache(maxsize=1024)
def usd_text(micros: int) -> str:
    """A price or a cap: millionths of a dollar as decimal text with as many places as it has, at least with cents."""
    text = f"{Decimal(micros).scaleb(-6):.6f}".rstrip("0")
    whole, _, places = text.partition(".")
    return f"{whole}.{places.ljust(2, '0')}"


def start_of_next_month(month: str) -> datetime:
    """When a month YYYY-MM is over, in UTC."""
    year, number = int(month[:4]), int(month[5:])
    if (year, number) == (MAXYEAR, 12):
        return datetime.max.replace(tzinfo=UTC)
    return datetime(year + number // 12, number % 12 + 1, 1, tzinfo=UTC)


def transaction_type(kind: str) -> str:
    """What a transfer's kind is called in a wallet's history."""
    return next((type for type, kinds in KINDS_OF_TYPE.items() if kind in kinds), "transfer")
