"""Which companies a provider knows from their work orders."""

from __future__ import annotations

from store.database import Row, Transaction
from store.work_orders.orders import LISTED

_LEFT_A_TRACE = "w.company_id = :company_id AND w.status NOT IN (1, 8)"


def sees_orders_of(tx: Transaction, company_id: int | None, person_id: int) -> bool:
    """Whether a provider can see any order of a company: offered, asked for, assigned at any time, or listed to them."""
    found = tx.value(
        f"""SELECT 1 WHERE
            EXISTS (SELECT 1 FROM work_order_assignments a JOIN work_orders w ON w.id = a.work_order_id
                    WHERE a.person_id = :me AND {_LEFT_A_TRACE})
            OR EXISTS (SELECT 1 FROM work_order_routes r JOIN work_orders w ON w.id = r.work_order_id
                       WHERE r.person_id = :me AND {_LEFT_A_TRACE})
            OR EXISTS (SELECT 1 FROM work_order_requests q JOIN work_orders w ON w.id = q.work_order_id
                       WHERE q.person_id = :me AND {_LEFT_A_TRACE})
            OR EXISTS (SELECT 1 FROM work_orders w
                       WHERE w.company_id = :company_id AND w.status = 2 AND {LISTED})""",
        company_id=company_id,
        me=person_id,
    )
    return found is not None


def is_assigned_now(tx: Transaction, company_id: int, person_id: int) -> bool:
    """Whether a provider has an order of the company in hand: assigned, or done and not yet approved."""
    found = tx.value(
        """SELECT 1 FROM work_orders
           WHERE assignee_id = :person_id AND status IN (3, 4) AND company_id = :company_id LIMIT 1""",
        person_id=person_id,
        company_id=company_id,
    )
    return found is not None


def ratings_by(tx: Transaction, company_id: int, person_id: int) -> list[str]:
    """The scores a company gave a provider, decimal texts."""
    rows = tx.all(
        """SELECT rating_score FROM work_orders
           WHERE assignee_id = :person_id AND company_id = :company_id AND rating_score IS NOT NULL""",
        person_id=person_id,
        company_id=company_id,
    )
    return [row["rating_score"] for row in rows]


def company_of_manager(tx: Transaction, person_id: int, manager_id: int) -> Row | None:
    """The company in which somebody manages work orders, of those a provider was ever assigned to: id, company_name."""
    return tx.one(
        """SELECT c.id, c.company_name FROM memberships m JOIN companies c ON c.id = m.company_id
           WHERE m.person_id = :manager_id AND m.deleted_at IS NULL AND c.deleted_at IS NULL
             AND NOT EXISTS (SELECT 1 FROM company_catalog_changes k WHERE k.company_id = c.id AND k.kind = 'manager'
                             AND k.entry_id = :manager_id AND k.active = 0)
             AND EXISTS (SELECT 1 FROM work_order_assignments a JOIN work_orders w ON w.id = a.work_order_id
                         WHERE a.person_id = :person_id AND w.company_id = c.id)
           ORDER BY c.id LIMIT 1""",
        person_id=person_id,
        manager_id=manager_id,
    )
