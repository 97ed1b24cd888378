"""When people were in touch, as the address books of both note it."""

from __future__ import annotations

from datetime import datetime

from store.database import Transaction
from store.types import utc_text


def note_touch(tx: Transaction, one: int, other: int, now: datetime) -> None:
    """Two people were in touch: counted once a moment in the entry each has of the other, if any."""
    tx.run(
        """UPDATE contacts SET count = count + 1, last_contact = :now
           WHERE ((owner_id = :one AND person_id = :other) OR (owner_id = :other AND person_id = :one))
             AND deleted_at IS NULL AND (last_contact IS NULL OR last_contact < :now)""",
        one=one,
        other=other,
        now=utc_text(now),
    )
