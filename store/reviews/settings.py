"""What the operator sets of reviews."""

from __future__ import annotations

from datetime import datetime

from store.database import Transaction
from store.types import utc_text


def write(tx: Transaction, name: str, value: str, now: datetime) -> None:
    tx.run(
        """INSERT INTO settings (name, value, updated_at) VALUES (:name, :value, :now)
           ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at""",
        name=f"reviews.{name}",
        value=value,
        now=utc_text(now),
    )
