"""Who knows whom: people who have worked with each other, and the people a company has to do with."""

from __future__ import annotations

from store.database import Row, Transaction
from store.people.contacts import are_connected


def may_be_shown_for_address(tx: Transaction, account: Row, other_id: int) -> bool:
    """Whether a person who knows an address may learn whose it is: its owner has proven it, and the two know each other."""
    if account["email_verified_at"] is None:
        return False
    return are_connected(tx, account["id"], other_id) or have_worked_together(tx, other_id, account["id"])


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


def is_known_to_company(tx: Transaction, company_id: int, person_id: int) -> bool:
    """Whether a company has to do with a person: a member, of a company it made too, a freelancer who joined its team,
    consultant of a contract of its own, worker of a task or work order, host of an appointment it took part in or pays
    for, or guest who booked or accepted one that somebody of it hosts."""
    return tx.value(_KNOWN, company=company_id, person=person_id) is not None


_KNOWN = """
    SELECT 1 FROM memberships m JOIN companies c ON c.id = m.company_id
    WHERE m.person_id = :person AND m.deleted_at IS NULL AND (c.id = :company OR c.created_by_company_id = :company)
    UNION ALL
    SELECT 1 FROM team_memberships WHERE company_id = :company AND person_id = :person AND state = 3 AND removed_at IS NULL
    UNION ALL
    SELECT 1 FROM staffing_contracts WHERE owner_company_id = :company AND consultant_id = :person
    UNION ALL
    SELECT 1 FROM tasks WHERE company_id = :company AND worker_id = :person
    UNION ALL
    SELECT 1 FROM work_orders WHERE company_id = :company AND assignee_id = :person
    UNION ALL
    SELECT 1 FROM event_hosts h JOIN event_attendees a ON a.event_id = h.event_id
    WHERE h.user_type = 'person' AND h.user_id = :person
      AND ((a.payer_type = 'company' AND a.payer_id = :company)
           OR (a.user_type = 'person' AND a.user_id IN (
               SELECT person_id FROM memberships WHERE company_id = :company AND deleted_at IS NULL))
           OR (a.user_type = 'agent' AND a.user_id IN (SELECT id FROM agents WHERE company_id = :company)))
    UNION ALL
    SELECT 1 FROM event_attendees a JOIN event_hosts h ON h.event_id = a.event_id
    WHERE a.user_type = 'person' AND a.user_id = :person AND (a.seats > 0 OR a.status = 'accepted')
      AND ((h.user_type = 'person' AND h.user_id IN (
               SELECT person_id FROM memberships WHERE company_id = :company AND deleted_at IS NULL))
           OR (h.user_type = 'agent' AND h.user_id IN (SELECT id FROM agents WHERE company_id = :company)))
    LIMIT 1"""
