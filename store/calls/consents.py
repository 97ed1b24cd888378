"""The key that questions are sealed with, and which yeses have been spent."""

from __future__ import annotations

from store.database import Transaction


def sealing_key(tx: Transaction, fresh: str, now: str) -> str:
    """The installation's key for seals: the one it has, or a fresh one that it keeps from now on."""
    tx.run(
        """INSERT INTO settings (name, value, updated_at) VALUES ('sealing_key', :key, :now)
           ON CONFLICT (name) DO NOTHING""",
        key=fresh,
        now=now,
    )
    key: str = tx.value("SELECT value FROM settings WHERE name = 'sealing_key'")
    return key


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
