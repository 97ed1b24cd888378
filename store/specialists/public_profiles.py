"""A person as others may see them: schedules, calendars, and whether viewer and person know each other."""

from __future__ import annotations

from store.database import Row, Transaction
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


def are_in_contact(tx: Transaction, one_id: int, other_id: int) -> bool:
    """Whether one of two people has the other in their address book."""
    return (
        tx.value(
            """SELECT 1 FROM contacts WHERE deleted_at IS NULL
               AND ((owner_id = :one AND person_id = :other) OR (owner_id = :other AND person_id = :one))""",
            one=one_id,
            other=other_id,
        )
        is not None
    )
