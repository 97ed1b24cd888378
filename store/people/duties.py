"""What keeps an account from being closed: work under way, appointments agreed to, money, companies without anybody else."""

from __future__ import annotations

from datetime import datetime

from store.database import Row, Transaction
from store.types import utc_text

MOST_LISTED = 20


def open_tasks(tx: Transaction, person_id: int) -> list[int]:
    """Tasks the person has agreed to do that are neither paid nor called off."""
    return _ids(tx, "SELECT id FROM tasks WHERE worker_id = :id AND state NOT IN (1, 5, 6, 8)", id=person_id)


def open_payouts(tx: Transaction, person_id: int) -> list[int]:
    """Payouts to the person that have not arrived yet."""
    return _ids(tx, "SELECT id FROM payouts WHERE person_id = :id AND status IN (10, 1)", id=person_id)


def open_work_orders(tx: Transaction, person_id: int) -> list[int]:
    """Work orders assigned to the person: to be done, done, or approved and not paid."""
    return _ids(tx, "SELECT id FROM work_orders WHERE assignee_id = :id AND status IN (3, 4, 5)", id=person_id)


def open_events(tx: Transaction, person_id: int, now: datetime) -> list[int]:
    """Appointments to come that the person booked, accepted or holds for somebody, and bookings whose money is held."""
    return _ids(
        tx,
        """SELECT DISTINCT e.id FROM events e JOIN event_attendees a ON a.event_id = e.id
           WHERE a.cancelled_at IS NULL
             AND ((e.deleted_at IS NULL AND e.end_at > :now AND e.status_id IN (200, 555)
                   AND coalesce(a.status_id, 200) IN (200, 555) AND a.status = 'accepted'
                   AND ((a.user_type = 'person' AND a.user_id = :id)
                        OR (e.owner_type = 'person' AND e.owner_id = :id)
                        OR EXISTS (SELECT 1 FROM event_hosts h
                                   WHERE h.event_id = e.id AND h.user_type = 'person' AND h.user_id = :id)))
                  OR (a.escrow > 0
                      AND ((a.payer_type = 'person' AND a.payer_id = :id) OR (a.payee_type = 'person' AND a.payee_id = :id))))""",
        id=person_id,
        now=utc_text(now),
    )


def open_places(tx: Transaction, person_id: int) -> list[int]:
    """Contracts the person works on by the hour, or has charges or prepaid money on that are not settled."""
    return _ids(
        tx,
        """SELECT DISTINCT p.contract_id FROM contract_participants p JOIN contracts c ON c.id = p.contract_id
           WHERE p.user_type = 'person' AND p.user_id = :id
             AND ((p.status_id = 200 AND c.deleted_at IS NULL)
                  OR EXISTS (SELECT 1 FROM events e
                             WHERE e.benefitable_type = 'participant' AND e.benefitable_id = p.id
                               AND e.contract_id = p.contract_id AND e.type_id IN (3, 4) AND e.status_id IN (100, 200)
                               AND e.deleted_at IS NULL))""",
        id=person_id,
    )


def contracts_of_nobody_else(tx: Transaction, person_id: int) -> list[int]:
    """Live contracts the person alone owns although others belong to them or work on them."""
    return _ids(
        tx,
        """SELECT u.contract_id FROM contract_users u JOIN contracts c ON c.id = u.contract_id
           WHERE u.user_type = 'person' AND u.user_id = :id AND u.role_id = 1 AND u.left_at IS NULL
             AND c.deleted_at IS NULL
             AND NOT EXISTS (SELECT 1 FROM contract_users o
                             WHERE o.contract_id = c.id AND o.id <> u.id AND o.role_id = 1 AND o.left_at IS NULL)
             AND (EXISTS (SELECT 1 FROM contract_users o
                          WHERE o.contract_id = c.id AND o.id <> u.id AND o.left_at IS NULL)
                  OR EXISTS (SELECT 1 FROM contract_participants p
                             WHERE p.contract_id = c.id AND p.status_id IN (100, 200)))""",
        id=person_id,
    )


def purses(tx: Transaction, person_id: int) -> list[Row]:
    """The accounts of the person with money in them: kind, currency, balance and held."""
    return tx.all(
        """SELECT kind, currency, balance, held FROM ledger_accounts
           WHERE owner_type = 'person' AND owner_id = :id AND (balance <> 0 OR held <> 0) ORDER BY id""",
        id=person_id,
    )


def sole_admin_of(tx: Transaction, person_id: int) -> list[int]:
    """Companies that would be left without an admin although they have other members."""
    return _ids(
        tx,
        """SELECT m.company_id FROM memberships m JOIN companies c ON c.id = m.company_id
           WHERE m.person_id = :id AND m.role = 'admin' AND m.deleted_at IS NULL AND c.deleted_at IS NULL
             AND NOT EXISTS (SELECT 1 FROM memberships o JOIN persons p ON p.id = o.person_id
                             WHERE o.company_id = m.company_id AND o.person_id <> :id AND o.role = 'admin'
                               AND o.deleted_at IS NULL AND p.deleted_at IS NULL)
             AND EXISTS (SELECT 1 FROM memberships o WHERE o.company_id = m.company_id AND o.person_id <> :id
                                                       AND o.deleted_at IS NULL)""",
        id=person_id,
    )


def busy_companies_of_nobody_else(tx: Transaction, person_id: int) -> list[int]:
    """Companies the person is the only member of that still have money, work under way or running agents."""
    return _ids(
        tx,
        """SELECT m.company_id FROM memberships m JOIN companies c ON c.id = m.company_id
           WHERE m.person_id = :id AND m.deleted_at IS NULL AND c.deleted_at IS NULL
             AND NOT EXISTS (SELECT 1 FROM memberships o WHERE o.company_id = m.company_id AND o.person_id <> :id
                                                           AND o.deleted_at IS NULL)
             AND (EXISTS (SELECT 1 FROM ledger_accounts l WHERE l.owner_type = 'company' AND l.owner_id = m.company_id
                                                            AND (l.balance <> 0 OR l.held <> 0))
                  OR EXISTS (SELECT 1 FROM tasks t WHERE t.company_id = m.company_id AND t.state NOT IN (1, 5, 6, 8))
                  OR EXISTS (SELECT 1 FROM work_orders w WHERE w.company_id = m.company_id AND w.status IN (3, 4, 5))
                  OR EXISTS (SELECT 1 FROM agents g WHERE g.company_id = m.company_id AND g.status = 'active'))""",
        id=person_id,
    )


def _ids(tx: Transaction, sql: str, **params: object) -> list[int]:
    rows = tx.all(f"SELECT * FROM ({sql}) AS found ORDER BY 1 LIMIT :most", most=MOST_LISTED, **params)
    return [row[0] for row in rows]
