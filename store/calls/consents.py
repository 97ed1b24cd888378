"""Which yeses have been spent."""

from __future__ import annotations

from store.database import Transaction


def spend(tx: Transaction, yes: str, now: str) -> bool:
    """Note that a yes was used; False when it was used before."""
    return bool(
        tx.run(
            "INSERT INTO consents_spent (yes, spent_at) VALUES (:yes, :now) ON CONFLICT (yes) DO NOTHING",
            yes=yes,
            now=now,
        )
    )


def forget_spent(tx: Transaction, before: str) -> int:
    """Drop what was spent before a moment, at most 200; how many."""
    return tx.run(
        "DELETE FROM consents_spent WHERE yes IN (SELECT yes FROM consents_spent WHERE spent_at < :before LIMIT 200)",
        before=before,
    )
