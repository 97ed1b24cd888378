"""What providers took off their pay."""

from __future__ import annotations

from typing import Any

from store.database import Row, Transaction
from store.rows import Order

NEWEST: Order = [("x.id", "desc")]
# Of somebody who worked on an order: their own, and those granted since they are assigned.
_OF_ORDER = """SELECT x.*, 'person' AS author_type, p.name || coalesce(' ' || p.last_name, '') AS author_name
    FROM work_order_discounts x JOIN persons p ON p.id = x.author_id
    WHERE x.work_order_id = :order_id AND (x.created_at >= :since OR x.author_id = :person)"""


def all_of(order_id: int, since: str, person: int, status: str) -> tuple[str, dict[str, Any]]:
    """The discounts of an order that somebody may see; status: one, or all. Statement and parameters for a page."""
    params = {"order_id": order_id, "since": since, "person": person}
    if status == "all":
        return _OF_ORDER, params
    return f"{_OF_ORDER} AND x.status = :status", {**params, "status": status}


def newest(tx: Transaction, order_id: int, since: str, person: int, limit: int) -> list[Row]:
    """The newest of them."""
    params = {"order_id": order_id, "since": since, "person": person, "limit": limit}
    return tx.all(f"{_OF_ORDER} ORDER BY x.id DESC LIMIT :limit", **params)


def find(tx: Transaction, order_id: int, id: int) -> Row | None:
    return tx.one(f"{_OF_ORDER} AND x.id = :id", id=id, order_id=order_id, since="", person=0)


def insert(tx: Transaction, order_id: int, person_id: int, amount: int, description: str, stamp: str) -> int:
    """Take an amount, in the smallest unit, off what a provider gets."""
    return tx.insert(
        "work_order_discounts", work_order_id=order_id, amount=amount, description=description, author_id=person_id,
        created_at=stamp,
    )  # fmt: skip
