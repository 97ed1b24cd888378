"""Accounts opened without signing in, counted by a hash of the network address they came from; who registered."""

from __future__ import annotations

from datetime import datetime

from store.database import Transaction
from store.secrets import hash_secret
from store.types import utc_text, utc_time


def note_sign_up(tx: Transaction, origin: str, now: datetime) -> None:
    tx.insert("sign_ups", origin_hash=hash_secret(origin), created_at=utc_text(now))


def sign_ups_since(tx: Transaction, origin: str, since: datetime) -> list[datetime]:
    """When accounts were opened from an address since a moment."""
    rows = tx.all(
        "SELECT created_at FROM sign_ups WHERE origin_hash = :origin AND created_at > :since",
        origin=hash_secret(origin),
        since=utc_text(since),
    )
    return [utc_time(row["created_at"]) for row in rows]


def sweep_sign_ups(tx: Transaction, before: datetime) -> int:
    """Forget sign-ups made before a moment; how many."""
    return tx.run("DELETE FROM sign_ups WHERE created_at < :before", before=utc_text(before))


def has_registered(tx: Transaction, person_id: int) -> bool:
    """Whether a person has registered as a freelancer themselves, as can be done with a telephone alone."""
    registered = tx.value("SELECT registered_at FROM freelancer_profiles WHERE person_id = :id", id=person_id)
    return registered is not None
