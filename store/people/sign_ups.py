"""Accounts opened without signing in, counted by a digest of the network address they came from; who registered."""

from __future__ import annotations

from datetime import datetime

from store.database import Transaction
from store.types import utc_text, utc_time


def note_sign_up(tx: Transaction, origin: str, now: datetime) -> None:
    """Count one. origin: the digest of the address."""
    tx.insert("sign_ups", origin_hash=origin, created_at=utc_text(now))


def sign_ups_since(tx: Transaction, since: datetime, most: int, origin: str | None = None) -> list[datetime]:
    """When the newest accounts since a moment were opened, from an address or at all."""
    rows = tx.all(
        f"""SELECT created_at FROM sign_ups
            WHERE created_at > :since {"AND origin_hash = :origin" if origin is not None else ""}
            ORDER BY created_at DESC LIMIT :most""",
        origin=origin,
        since=utc_text(since),
        most=most,
    )
    return [utc_time(row["created_at"]) for row in rows]


def sweep_sign_ups(tx: Transaction, before: datetime) -> int:
    """Forget sign-ups made before a moment; how many."""
    return tx.run("DELETE FROM sign_ups WHERE created_at < :before", before=utc_text(before))


def has_registered(tx: Transaction, person_id: int) -> bool:
    """Whether a person has registered as a freelancer themselves, as can be done with a telephone alone."""
    registered = tx.value("SELECT registered_at FROM freelancer_profiles WHERE person_id = :id", id=person_id)
    return registered is not None
