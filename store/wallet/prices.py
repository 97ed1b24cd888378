"""The price book: what each class of calls costs since when."""

from __future__ import annotations

from datetime import datetime

from store.database import Row, Transaction
from store.types import utc_text


def prices_in_force(tx: Transaction, now: datetime) -> list[Row]:
    """The newest valid line of each price class, by its name; usd_micros: millionths of a US dollar."""
    return tx.all(
        """SELECT p.price_class, p.usage_type, p.unit, p.usd_micros, p.free_allowance, p.valid_from
           FROM prices p
           JOIN (SELECT price_class, max(valid_from) AS valid_from FROM prices WHERE valid_from <= :now
                 GROUP BY price_class) newest
               ON newest.price_class = p.price_class AND newest.valid_from = p.valid_from
           ORDER BY p.price_class""",
        now=utc_text(now),
    )
