"""A person as others may see them: schedules, calendars, and whom they have in their address book."""

from __future__ import annotations

from store.database import Row, Transaction
from store.people.contacts import HAS_IN_BOOK
from store.scheduling.schedules import SCHEDULES


def schedules_of(tx: Transaction, person_id: int, now: str, most: int) -> list[Row]:
    """A person's live schedules, private ones too, oldest first. Agreed working hours of a contract are left out."""
    return tx.all(
        f"""{SCHEDULES} WHERE s.owner_type = 'person' AND s.owner_id = :person_id AND s.deleted_at IS NULL
            AND s.participant_id IS NULL AND (s.end_at IS NULL OR s.end_at > :now)
            ORDER BY s.created_at, s.id LIMIT :most""",
        person_id=person_id,
        now=now,
        most=most,
    )


def public_calendars(tx: Transaction, person_id: int, most: int) -> list[Row]:
    """id and label of a person's live calendars that anybody may see."""
    return tx.all(
        """SELECT id, label FROM calendars
           WHERE owner_type = 'person' AND owner_id = :person_id AND deleted_at IS NULL AND private = 0
             AND status_id = 200
           ORDER BY id LIMIT :most""",
        person_id=person_id,
        most=most,
    )


def has_in_book(tx: Transaction, owner_id: int, person_id: int) -> bool:
    """Whether somebody has a person in their address book."""
    return tx.value(HAS_IN_BOOK, person=owner_id, other=person_id) is not None
