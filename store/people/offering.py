"""Whether a person offers themselves: only then may their address and number be shown to strangers."""

from __future__ import annotations

from datetime import datetime

from store.database import Transaction
from store.types import utc_text


def offers_themselves(tx: Transaction, person_id: int, now: datetime) -> bool:
    """Whether they joined to work: they have a public schedule that is not over, are registered as a freelancer, or can be
    offered field work."""
    found = tx.value(
        """SELECT 1 FROM schedules s WHERE s.owner_type = 'person' AND s.owner_id = :person AND s.private = 0
             AND s.deleted_at IS NULL AND s.participant_id IS NULL AND (s.end_at IS NULL OR s.end_at > :now)
           UNION ALL SELECT 1 FROM freelancer_profiles f WHERE f.person_id = :person AND f.registered_at IS NOT NULL
           UNION ALL SELECT 1 FROM provider_profiles p WHERE p.person_id = :person AND p.active = 1
           LIMIT 1""",
        person=person_id,
        now=utc_text(now),
    )
    return found is not None
