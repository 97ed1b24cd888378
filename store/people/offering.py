"""Whether a person offers themselves: only then may their address and number be shown to strangers."""

from __future__ import annotations

from datetime import datetime

from store.database import Transaction
from store.types import utc_text


def offers_themselves(tx: Transaction, person_id: int, now: datetime) -> bool:
    """Whether they have a public schedule that is not over, are registered as a freelancer, or say where or what field work
    they take. A field work profile that says nothing is opened for whoever joins to work, and offers nothing."""
    found = tx.value(
        """SELECT 1 FROM schedules s WHERE s.owner_type = 'person' AND s.owner_id = :person AND s.private = 0
             AND s.deleted_at IS NULL AND s.participant_id IS NULL AND (s.end_at IS NULL OR s.end_at > :now)
           UNION ALL SELECT 1 FROM freelancer_profiles f WHERE f.person_id = :person AND f.registered_at IS NOT NULL
           UNION ALL SELECT 1 FROM provider_profiles p WHERE p.person_id = :person AND p.active = 1
             AND (p.city IS NOT NULL OR p.zip IS NOT NULL OR p.latitude_e6 IS NOT NULL
                  OR EXISTS (SELECT 1 FROM provider_types_of_work t WHERE t.person_id = p.person_id))
           LIMIT 1""",
        person=person_id,
        now=utc_text(now),
    )
    return found is not None
