"""What people signed in or were reached with before they changed it, for as long as the change can be undone."""

from __future__ import annotations

from datetime import datetime

from store.database import Row, Transaction
from store.types import utc_text

# Columns of persons that sign in or reach somebody.
COLUMNS = (
    "email", "email_verified_at", "phone", "username", "password_hash", "second_factor",
    "authenticator_secret",
)  # fmt: skip


def add_change(
    tx: Transaction, person_id: int, token_hash: str, before: str, now: datetime, expires_at: datetime
) -> None:
    """Keep what was there before a change; before: JSON by column."""
    tx.insert(
        "contact_changes",
        person_id=person_id,
        token_hash=token_hash,
        before=before,
        created_at=utc_text(now),
        expires_at=utc_text(expires_at),
    )


def open_change(tx: Transaction, token_hash: str, now: datetime) -> Row | None:
    """The change behind a token, while it can be undone."""
    return tx.one(
        """SELECT id, person_id, before FROM contact_changes
           WHERE token_hash = :hash AND ended_at IS NULL AND expires_at > :now""",
        hash=token_hash,
        now=utc_text(now),
    )


def end_changes(tx: Transaction, person_id: int, first_id: int, now: datetime) -> None:
    """A change was undone, and with it those made after it: theirs cannot be undone any more."""
    tx.run(
        """UPDATE contact_changes SET ended_at = :now, before = '{}'
           WHERE person_id = :person AND id >= :first AND ended_at IS NULL""",
        person=person_id,
        first=first_id,
        now=utc_text(now),
    )


def sweep_changes(tx: Transaction, now: datetime) -> int:
    """Forget what can no longer be undone; how many."""
    return tx.run("DELETE FROM contact_changes WHERE expires_at < :now", now=utc_text(now))
