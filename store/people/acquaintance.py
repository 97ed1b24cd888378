"""Whether two people have worked with each other."""

from __future__ import annotations

from store.database import Transaction


def have_worked_together(tx: Transaction, one: int, other: int) -> bool:
    """Whether one served, paid or worked for the other: in an appointment, by a task or work order of a company of theirs,
    or by a paid place on a contract that one has and the other gave."""
    return any(
        tx.value(_SERVED, server=server, other=served) is not None for server, served in ((one, other), (other, one))
    )


# Whether :server was host, payee, worker or assignee of something that :other, or a company they belong to, took part in.
_SERVED = """
    SELECT 1 FROM event_attendees a JOIN event_hosts h ON h.event_id = a.event_id
    WHERE a.user_type = 'person' AND a.user_id = :other AND h.user_type = 'person' AND h.user_id = :server
    UNION ALL
    SELECT 1 FROM event_hosts h JOIN event_attendees a ON a.event_id = h.event_id
    JOIN memberships m ON m.company_id = a.payer_id AND m.person_id = :other AND m.deleted_at IS NULL
    WHERE h.user_type = 'person' AND h.user_id = :server AND a.payer_type = 'company'
    UNION ALL
    SELECT 1 FROM memberships m JOIN tasks t ON t.company_id = m.company_id AND t.worker_id = :server
    WHERE m.person_id = :other AND m.deleted_at IS NULL
    UNION ALL
    SELECT 1 FROM memberships m JOIN work_orders w ON w.company_id = m.company_id AND w.assignee_id = :server
    WHERE m.person_id = :other AND m.deleted_at IS NULL
    UNION ALL
    SELECT 1 FROM contract_participants p JOIN contracts k ON k.id = p.contract_id
    WHERE p.user_type = 'person' AND p.user_id = :server AND p.status_id IN (200, 777)
      AND ((k.created_by_type = 'person' AND k.created_by_id = :other)
           OR (p.requested_by_type = 'person' AND p.requested_by_id = :other)
           OR (p.answered_by_type = 'person' AND p.answered_by_id = :other))
    LIMIT 1"""
