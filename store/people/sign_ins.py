"""Signing in as rows: who bears a user name, and from where a person signed in."""

from __future__ import annotations

from datetime import datetime

from store.database import Row, Transaction
from store.folding import address_key
from store.phones import e164_or_same
from store.types import utc_text


def find_by_username(tx: Transaction, username: str) -> Row | None:
    """The person with that user name, which is the address unless they chose another one. Compared without case.

    A number is one number however it is typed: as a user name, or proven by whoever bears it. Whose user name is a number
    is found by the address they proved besides, too."""
    number = e164_or_same(username) or username
    found = _by_name(tx, address_key(username)) or _by_name(tx, address_key(number))
    if found is not None:
        return found
    return _by_proven_phone(tx, number) if number.startswith("+") else _by_address_beside(tx, address_key(username))


def _by_name(tx: Transaction, key: str) -> Row | None:
    return tx.one(
        """SELECT * FROM persons WHERE deleted_at IS NULL
             AND (username_key = :key OR (username IS NULL AND email_key = :key))""",
        key=key,
    )


def _by_proven_phone(tx: Transaction, number: str) -> Row | None:
    """Nobody when two people have proven it: a user name is one person's."""
    found = tx.all(
        """SELECT p.* FROM persons p JOIN freelancer_profiles f ON f.person_id = p.id
           WHERE p.deleted_at IS NULL AND f.confirmed_phone = :digits AND replace(replace(replace(replace(replace(
               replace(p.phone, '+', ''), ' ', ''), '-', ''), '(', ''), ')', ''), '.', '') = :digits
           ORDER BY p.id LIMIT 2""",
        digits=number.removeprefix("+"),
    )
    return found[0] if len(found) == 1 else None


def _by_address_beside(tx: Transaction, key: str) -> Row | None:
    return tx.one(
        """SELECT * FROM persons WHERE deleted_at IS NULL AND email_key = :key AND email_verified_at IS NOT NULL
             AND username LIKE '+%'""",
        key=key,
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
