"""A provider's profile is opened for whoever works here."""

from __future__ import annotations

from store.database import Transaction


def open_profile(tx: Transaction, person_id: int, now: str) -> None:
    """Make a person somebody whom field work can be offered to; nothing happens when they are."""
    tx.run(
        """INSERT INTO provider_profiles (person_id, active, created_at, updated_at) VALUES (:person, 1, :now, :now)
           ON CONFLICT (person_id) DO NOTHING""",
        person=person_id,
        now=now,
    )
