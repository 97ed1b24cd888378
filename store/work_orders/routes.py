"""Offers of work orders to providers, and the people taken off an order for good."""

from __future__ import annotations

from typing import Any

from store.database import Row, Transaction
from store.types import Owner


def insert(tx: Transaction, order_id: int, person_id: int, source: str, by: Owner, stamp: str, **more: Any) -> int:
    """A new open offer; its id. more: message, expires_at, forced, talent_pool_group_id, tier_id, acting_person_id,
    planned_start_at, planned_end_at."""
    return tx.insert(
        "work_order_routes",
        work_order_id=order_id,
        person_id=person_id,
        source=source,
        routed_by_type=by.kind,
        routed_by_id=by.id,
        created_at=stamp,
        **more,
    )


def plan(tx: Transaction, id: int, start_at: str, end_at: str) -> None:
    """When the visit is planned for whoever accepts an offer that stands already."""
    tx.change("work_order_routes", id, planned_start_at=start_at, planned_end_at=end_at)


def find(tx: Transaction, id: int) -> Row | None:
    return tx.one(f"{_ROUTES} WHERE r.id = :id", id=id)


def latest_of(tx: Transaction, order_id: int, person_id: int) -> Row | None:
    """The person's open offer of an order, else their last one."""
    return tx.one(
        f"""{_ROUTES} WHERE r.work_order_id = :order_id AND r.person_id = :person_id
            ORDER BY (r.status = 'open') DESC, r.id DESC LIMIT 1""",
        order_id=order_id,
        person_id=person_id,
    )


def is_offered(tx: Transaction, order_id: int, person_id: int) -> bool:
    """Whether an offer of the order to this person is open."""
    found = tx.value(
        """SELECT 1 FROM work_order_routes
           WHERE work_order_id = :order_id AND person_id = :person_id AND status = 'open'""",
        order_id=order_id,
        person_id=person_id,
    )
    return found is not None


def open_of(tx: Transaction, order_id: int) -> list[Row]:
    """The open offers of an order, oldest first."""
    return tx.all(f"{_ROUTES} WHERE r.work_order_id = :order_id AND r.status = 'open' ORDER BY r.id", order_id=order_id)


def all_of(tx: Transaction, order_id: int, limit: int) -> list[Row]:
    """All offers of an order, oldest first, at most so many."""
    return tx.all(
        f"{_ROUTES} WHERE r.work_order_id = :order_id ORDER BY r.id LIMIT :limit", order_id=order_id, limit=limit
    )


def end(tx: Transaction, id: int, status: str, stamp: str, **more: Any) -> bool:
    """End an open offer; whether it was still open."""
    changed = tx.run(
        "UPDATE work_order_routes SET status = :status, answered_at = :stamp WHERE id = :id AND status = 'open'",
        id=id,
        status=status,
        stamp=stamp,
    )
    if changed and more:
        tx.change("work_order_routes", id, **more)
    return bool(changed)


def orders_due(tx: Transaction, stamp: str, limit: int) -> list[int]:
    """The orders with open offers whose time has passed, the longest passed first."""
    rows = tx.all(
        """SELECT work_order_id, min(expires_at) AS first FROM work_order_routes
           WHERE status = 'open' AND expires_at <= :stamp GROUP BY work_order_id ORDER BY first LIMIT :limit""",
        stamp=stamp,
        limit=limit,
    )
    return [row["work_order_id"] for row in rows]


def expire_due(tx: Transaction, stamp: str, limit: int, order_id: int) -> list[Row]:
    """End open offers of an order whose time has passed, at most so many: id, work_order_id, person_id."""
    expired = tx.all(
        """UPDATE work_order_routes SET status = 'expired', answered_at = :stamp
           WHERE id IN (SELECT id FROM work_order_routes
                        WHERE status = 'open' AND expires_at <= :stamp AND work_order_id = :order_id
                        ORDER BY expires_at LIMIT :limit)
           RETURNING id, work_order_id, person_id""",
        stamp=stamp,
        limit=limit,
        order_id=order_id,
    )
    return sorted(expired, key=lambda row: row["id"])


def mark_terms_changed(tx: Transaction, order_id: int) -> list[int]:
    """Mark offers and requests of an order after a material change of its terms; the people still waiting.

    Marks declined offers too: who said no to the old terms may be asked again by dispatch."""
    tx.run(
        """UPDATE work_order_routes SET terms_changed = 1
           WHERE work_order_id = :order_id AND status IN ('open', 'declined')""",
        order_id=order_id,
    )
    tx.run(
        "UPDATE work_order_requests SET terms_changed = 1 WHERE work_order_id = :order_id AND status = 'pending'",
        order_id=order_id,
    )
    return waiting(tx, order_id)


def waiting(tx: Transaction, order_id: int) -> list[int]:
    """The people with an open offer or a pending request of an order."""
    rows = tx.all(
        """SELECT person_id FROM work_order_routes WHERE work_order_id = :order_id AND status = 'open'
           UNION SELECT person_id FROM work_order_requests WHERE work_order_id = :order_id AND status = 'pending'
           ORDER BY person_id""",
        order_id=order_id,
    )
    return [row["person_id"] for row in rows]


def exclude(
    tx: Transaction,
    order_id: int,
    person_id: int,
    by: Owner,
    stamp: str,
    reason: str,
    reason_id: int | None,
    note: str | None,
) -> None:
    """Keep a person out of an order's dispatch and requests."""
    tx.run(
        """INSERT INTO work_order_exclusions
               (work_order_id, person_id, reason_id, reason, note, excluded_by_type, excluded_by_id, created_at)
           VALUES (:order_id, :person_id, :reason_id, :reason, :note, :by_type, :by_id, :stamp)
           ON CONFLICT (work_order_id, person_id) DO UPDATE SET
               reason_id = excluded.reason_id, reason = excluded.reason, note = excluded.note,
               excluded_by_type = excluded.excluded_by_type, excluded_by_id = excluded.excluded_by_id,
               created_at = excluded.created_at""",
        order_id=order_id,
        person_id=person_id,
        reason_id=reason_id,
        reason=reason,
        note=note,
        by_type=by.kind,
        by_id=by.id,
        stamp=stamp,
    )


def readmit(tx: Transaction, order_id: int, person_id: int) -> bool:
    """Let a person back into an order; whether they were out."""
    return bool(
        tx.run(
            "DELETE FROM work_order_exclusions WHERE work_order_id = :order_id AND person_id = :person_id",
            order_id=order_id,
            person_id=person_id,
        )
    )


def block_company(tx: Transaction, person_id: int, company_id: int, stamp: str) -> None:
    """The person takes no more offers from this company."""
    tx.run(
        """INSERT INTO blocked_companies (person_id, company_id, created_at) VALUES (:person_id, :company_id, :stamp)
           ON CONFLICT (person_id, company_id) DO NOTHING""",
        person_id=person_id,
        company_id=company_id,
        stamp=stamp,
    )


_ROUTES = """SELECT r.*, p.name AS first_name, p.last_name, p.rating_sum, p.rating_count
             FROM work_order_routes r JOIN persons p ON p.id = r.person_id"""
