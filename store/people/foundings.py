"""Foundings as rows: companies that somebody without an account wants, until the address is proven or they run out."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from store.database import Row, Transaction
from store.folding import address_key
from store.types import utc_text


def keep_founding(tx: Transaction, now: datetime, expires_at: datetime, **columns: Any) -> int:
    """Keep what somebody wants to found until it runs out; its number."""
    return tx.insert(
        "foundings",
        **columns,
        email_key=address_key(columns["email"]),
        created_at=utc_text(now),
        expires_at=utc_text(expires_at),
    )


def change_founding(tx: Transaction, id: int, expires_at: datetime) -> None:
    tx.change("foundings", id, expires_at=utc_text(expires_at))


def find_founding(tx: Transaction, id: int, email: str) -> Row | None:
    return tx.one("SELECT * FROM foundings WHERE id = :id AND email_key = :key", id=id, key=address_key(email))


def forget_founding(tx: Transaction, id: int) -> None:
    tx.run("DELETE FROM foundings WHERE id = :id", id=id)


def sweep_foundings(tx: Transaction, before: datetime, most: int) -> int:
    """Forget foundings that ran out before a moment; how many."""
    return tx.run(
        """DELETE FROM foundings WHERE id IN
               (SELECT id FROM foundings WHERE expires_at < :before ORDER BY expires_at LIMIT :most)""",
        before=utc_text(before),
        most=most,
    )
