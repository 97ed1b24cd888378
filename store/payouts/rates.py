"""Exchange rates as dated rows. Nothing here is changed or taken away; of a pair the latest row that has come counts."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from store.database import Row, Transaction
from store.reference.lists import rate_row
from store.types import utc_text

# The source of what an installation begins with.
SHIPPED = "shipped"


def current_rate(tx: Transaction, base: str, target: str, now: datetime) -> Row | None:
    """The rate of exactly that direction at a moment: id, rate (decimal text), valid_from, source, created_at."""
    return rate_row(tx, base, target, utc_text(now))


def coming_rates(tx: Transaction, now: datetime) -> list[Row]:
    """The rows that do not count yet, in the order in which they will."""
    return tx.all(
        """SELECT id, base_currency, target_currency, rate, operation, valid_from, source, created_at FROM exchange_rates
           WHERE valid_from > :now ORDER BY valid_from, id""",
        now=utc_text(now),
    )


def add_rate(
    tx: Transaction,
    base: str,
    target: str,
    rate: Decimal,
    operation: str,
    valid_from: datetime,
    source: str,
    now: datetime,
) -> int:
    """A rate that counts from a moment on, which is now or later; its id."""
    return tx.insert(
        "exchange_rates",
        base_currency=base,
        target_currency=target,
        rate=f"{rate:f}",
        operation=operation,
        valid_from=utc_text(valid_from),
        source=source,
        created_at=utc_text(now),
    )
