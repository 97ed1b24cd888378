"""Signing in with user name and password as rows: who bears a name, and wrong tries at it."""

from __future__ import annotations

from datetime import datetime

from store.database import Row, Transaction
from store.types import utc_text, utc_time


def find_by_username(tx: Transaction, username: str) -> Row | None:
    """The person with that user name, which is the address unless they chose another one. Compared without case."""
    return tx.one(
        """SELECT * FROM persons WHERE deleted_at IS NULL
             AND (lower(username) = lower(:username) OR (username IS NULL AND lower(email) = lower(:username)))""",
        username=username,
    )


def note_failure(tx: Transaction, username: str, now: datetime) -> None:
    """Count a wrong password or code for a user name, whether or not anybody bears it."""
    tx.insert("sign_in_failures", username=username.lower(), created_at=utc_text(now))


def failures_since(tx: Transaction, username: str, since: datetime) -> list[datetime]:
    """When a user name was tried wrongly since a moment."""
    rows = tx.all(
        "SELECT created_at FROM sign_in_failures WHERE username = :username AND created_at > :since",
        username=username.lower(),
        since=utc_text(since),
    )
    return [utc_time(row["created_at"]) for row in rows]


def forget_failures(tx: Transaction, username: str) -> None:
    tx.run("DELETE FROM sign_in_failures WHERE username = :username", username=username.lower())


def sweep_failures(tx: Transaction, before: datetime) -> int:
    """Forget wrong tries made before a moment; how many."""
    return tx.run("DELETE FROM sign_in_failures WHERE created_at < :before", before=utc_text(before))


def personal_details(tx: Transaction, person_id: int) -> Row | None:
    """A person with what they declared as a freelancer."""
    return tx.one(
        """SELECT p.*, f.taxation_status_id, f.verified_at, f.address, f.postal_code, f.registered_at,
                  f.person_id AS freelancer_id, s.id AS specialization_id, s.title AS specialization_title
           FROM persons p
           LEFT JOIN freelancer_profiles f ON f.person_id = p.id
           LEFT JOIN specializations s ON s.id = f.specialization_id
           WHERE p.id = :id""",
        id=person_id,
    )
