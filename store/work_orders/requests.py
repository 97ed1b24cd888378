"""Requests of providers for published work orders."""

from __future__ import annotations

from typing import Any

from store.database import Row, Transaction
from store.rows import Order
from store.types import Owner


def insert(tx: Transaction, order_id: int, person_id: int, stamp: str, **more: Any) -> int:
    """A new pending request; its id. more: message, counter_offer (JSON), expires_at."""
    return tx.insert("work_order_requests", work_order_id=order_id, person_id=person_id, created_at=stamp, **more)


def find(tx: Transaction, order_id: int, id: int) -> Row | None:
    """A request of this order, with its person's name and rating."""
    return tx.one(f"{_REQUESTS} WHERE q.id = :id AND q.work_order_id = :order_id", id=id, order_id=order_id)


def pending_of_person(tx: Transaction, order_id: int, person_id: int) -> Row | None:
    return tx.one(
        f"{_REQUESTS} WHERE q.work_order_id = :order_id AND q.person_id = :person_id AND q.status = 'pending'",
        order_id=order_id,
        person_id=person_id,
    )


def has_asked(tx: Transaction, order_id: int, person_id: int) -> bool:
    """Whether a request of this person for the order is pending."""
    found = tx.value(
        """SELECT 1 FROM work_order_requests
           WHERE work_order_id = :order_id AND person_id = :person_id AND status = 'pending'""",
        order_id=order_id,
        person_id=person_id,
    )
    return found is not None


def pending_of(tx: Transaction, order_id: int) -> list[Row]:
    """The pending requests of an order, oldest first."""
    return tx.all(
        f"{_REQUESTS} WHERE q.work_order_id = :order_id AND q.status = 'pending' ORDER BY q.created_at, q.id",
        order_id=order_id,
    )


def end(tx: Transaction, id: int, status: str, stamp: str, by: Owner, note: str | None = None) -> bool:
    """End a pending request; whether it was still pending."""
    changed = tx.run(
        """UPDATE work_order_requests SET status = :status, decided_at = :stamp, decided_by_type = :by_type,
               decided_by_id = :by_id, decision_note = :note
           WHERE id = :id AND status = 'pending'""",
        id=id,
        status=status,
        stamp=stamp,
        by_type=by.kind,
        by_id=by.id,
        note=note,
    )
    return bool(changed)


# Past their own limit or past the start of the service window.
_DUE = """
    SELECT id, work_order_id FROM work_order_requests WHERE status = 'pending' AND expires_at <= :stamp
    UNION
    SELECT q.id, q.work_order_id FROM work_orders w JOIN work_order_requests q ON q.work_order_id = w.id
    WHERE w.status IN (2, 9) AND w.start_at <> '' AND w.start_at <= :stamp AND q.status = 'pending'"""


def orders_due(tx: Transaction, stamp: str, limit: int) -> list[int]:
    """The orders with requests whose time has passed."""
    rows = tx.all(f"SELECT work_order_id FROM ({_DUE}) AS due LIMIT :limit", stamp=stamp, limit=limit)
    return sorted({row["work_order_id"] for row in rows})


def expire_due(tx: Transaction, stamp: str, order_id: int) -> list[Row]:
    """End the requests for an order whose time has passed: id, work_order_id, person_id."""
    expired = tx.all(
        f"""UPDATE work_order_requests
            SET status = 'expired', decided_at = :stamp, decided_by_type = 'platform', decided_by_id = 0
            WHERE work_order_id = :order_id AND id IN (SELECT id FROM ({_DUE}) AS due)
            RETURNING id, work_order_id, person_id""",
        stamp=stamp,
        order_id=order_id,
    )
    return sorted(expired, key=lambda row: row["id"])


def approved_expense(
    tx: Transaction,
    order_id: int,
    person_id: int,
    category_id: int,
    amount: int,
    description: str,
    by: Owner,
    stamp: str,
) -> int:
    """A cost agreed on together with a request; its id."""
    return tx.insert(
        "work_order_expenses",
        work_order_id=order_id,
        category_id=category_id,
        description=description,
        amount=amount,
        total=amount,
        status="approved",
        approved_amount=amount,
        author_type="person",
        author_id=person_id,
        decided_at=stamp,
        decided_by_type=by.kind,
        decided_by_id=by.id,
        created_at=stamp,
        updated_at=stamp,
    )


def candidacy(tx: Transaction, order_id: int, id: int) -> Row | None:
    """One request in the form in which requests and offers are listed together."""
    sql, params = candidacies(order_id, "all", None)
    return tx.one(f"{sql} AND c.id = :id", **params, id=id)


def candidacies(
    order_id: int, request_status: str | None, route_status: str | None, countered: bool | None = None
) -> tuple[str, dict[str, Any]]:
    """The SELECT of an order's requests and offers in one list, ending with its WHERE clause, and its parameters.

    kind 'request' | 'route'. Either status may be 'all'; None leaves that kind out. countered: only requests with or
    without a counter-offer."""
    return _CANDIDACIES, {
        "order_id": order_id,
        "request_status": request_status,
        "route_status": route_status,
        "countered": None if countered is None else int(countered),
    }


def by_age(direction: str) -> Order:
    """The order of candidacies in which they came in."""
    return [("c.created_at", direction), ("c.kind", direction), ("c.id", direction)]


def oldest(tx: Transaction, sql: str, params: dict[str, Any], limit: int) -> list[Row]:
    """The first of these candidacies, at most so many."""
    return tx.all(f"{sql} ORDER BY c.created_at, c.kind, c.id LIMIT :limit", **params, limit=limit)


_CANDIDACIES = """
SELECT * FROM (
    SELECT 'request' AS kind, q.id, q.work_order_id, q.person_id, q.status, q.created_at, q.expires_at, q.message,
           q.counter_offer, q.terms_changed, q.decided_at AS ended_at, q.decision_note AS note, NULL AS source,
           NULL AS decline_reason, p.name AS first_name, p.last_name, p.rating_sum, p.rating_count
    FROM work_order_requests q JOIN persons p ON p.id = q.person_id
    WHERE q.work_order_id = :order_id AND (:request_status = 'all' OR q.status = :request_status)
      AND (:countered IS NULL OR (q.counter_offer IS NOT NULL) = (:countered = 1))
    UNION ALL
    SELECT 'route', r.id, r.work_order_id, r.person_id, r.status, r.created_at, r.expires_at, r.message,
           NULL, r.terms_changed, r.answered_at, r.decline_note, r.source,
           r.decline_reason, p.name, p.last_name, p.rating_sum, p.rating_count
    FROM work_order_routes r JOIN persons p ON p.id = r.person_id
    WHERE r.work_order_id = :order_id AND (:route_status = 'all' OR r.status = :route_status)
) AS c WHERE 1 = 1"""

_REQUESTS = """SELECT q.*, p.name AS first_name, p.last_name, p.rating_sum, p.rating_count
               FROM work_order_requests q JOIN persons p ON p.id = q.person_id"""
