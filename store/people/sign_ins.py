"""Signing in as rows: who bears a user name, and from where a person signed in."""

from __future__ import annotations

from datetime import datetime

from store.database import Row, Transaction
from store.folding import address_key
from store.types import utc_text


def find_by_username(tx: Transaction, username: str) -> Row | None:
    """The person with that user name, which is the address unless they chose another one. Compared without case."""
    return tx.one(
        """SELECT * FROM persons WHERE deleted_at IS NULL
             AND (username_key = :key OR (username IS NULL AND email_key = :key))""",
        key=address_key(username),
    )


def note_origin(tx: Transaction, person_id: int, origin: str, now: datetime) -> None:
    """A person signed in from a network address. origin: its digest, as everywhere here."""
    tx.run(
        """INSERT INTO known_origins (person_id, origin_digest, seen_at) VALUES (:person, :origin, :now)
           ON CONFLICT (person_id, origin_digest) DO UPDATE SET seen_at = excluded.seen_at""",
        person=person_id,
        origin=origin,
        now=utc_text(now),
    )


def is_known_origin(tx: Transaction, person_id: int, origin: str, since: datetime) -> bool:
    """Whether the person signed in from there since a moment."""
    return (
        tx.value(
            """SELECT 1 FROM known_origins
               WHERE person_id = :person AND origin_digest = :origin AND seen_at > :since""",
            person=person_id,
            origin=origin,
            since=utc_text(since),
        )
        is not None
    )


def sweep_origins(tx: Transaction, before: datetime) -> int:
    """Forget where nobody signed in from since a moment; how many."""
    return tx.run("DELETE FROM known_origins WHERE seen_at < :before", before=utc_text(before))


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
