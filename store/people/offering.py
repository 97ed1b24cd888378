"""Whether a person offers themselves: only then may their address and number be shown to strangers."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from store.database import Row, Transaction
from store.types import utc_text


def is_open(tx: Transaction, person: Row, channel: Literal["email", "phone"], now: datetime) -> bool:
    """Whether strangers may be shown an address or number: it is not hidden, and the person offers themselves, or is here
    to work and chose to show it."""
    if person[f"hide_{channel}"]:
        return False
    if offers_themselves(tx, person["id"], now):
        return True
    return bool(person[f"hide_{channel}_chosen"]) and works_here(tx, person["id"])


def offers_themselves(tx: Transaction, person_id: int, now: datetime) -> bool:
    """Whether they have a public schedule that is not over, are registered as a freelancer, or said where or at what they
    do field work. The profile that every sign-up opens says nothing, so it is no offer."""
    found = tx.value(
        """SELECT 1 FROM schedules s WHERE s.owner_type = 'person' AND s.owner_id = :person AND s.private = 0
             AND s.deleted_at IS NULL AND s.participant_id IS NULL AND (s.end_at IS NULL OR s.end_at > :now)
           UNION ALL SELECT 1 FROM freelancer_profiles f WHERE f.person_id = :person AND f.registered_at IS NOT NULL
           UNION ALL SELECT 1 FROM provider_profiles p WHERE p.person_id = :person AND p.active = 1
             AND (p.city IS NOT NULL OR p.latitude_e6 IS NOT NULL
                  OR EXISTS (SELECT 1 FROM provider_types_of_work t WHERE t.person_id = p.person_id))
           LIMIT 1""",
        person=person_id,
        now=utc_text(now),
    )
    return found is not None


def works_here(tx: Transaction, person_id: int) -> bool:
    """Whether they joined to work, so that a page of theirs is found; they need not have offered anything yet."""
    return (
        tx.value("SELECT 1 FROM provider_profiles WHERE person_id = :person AND active = 1", person=person_id)
        is not None
    )
