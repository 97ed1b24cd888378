"""Requests for more pay."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from store.database import Row, Transaction
from store.rows import Order
from store.types import Owner
from store.work_orders.pay_lines.authors import AUTHOR, DECIDER, OF_AUTHOR, OF_DECIDER, SEEN

NEWEST: Order = [("x.id", "desc")]
_INCREASES = f"SELECT x.*, {AUTHOR}, {DECIDER} FROM work_order_increases x {OF_AUTHOR} {OF_DECIDER}"
_OF_ORDER = f"{_INCREASES} WHERE x.work_order_id = :order_id AND {SEEN}"


def all_of(order_id: int, since: str, person: int, status: str) -> tuple[str, dict[str, Any]]:
    """The increases of an order that somebody may see; status: one, or all. Statement and parameters for a page."""
    params = {"order_id": order_id, "since": since, "person": person}
    if status == "all":
        return _OF_ORDER, params
    return f"{_OF_ORDER} AND x.status = :status", {**params, "status": status}


def newest(tx: Transaction, order_id: int, since: str, person: int, limit: int) -> list[Row]:
    """The newest of them."""
    params = {"order_id": order_id, "since": since, "person": person, "limit": limit}
    return tx.all(f"{_OF_ORDER} ORDER BY x.id DESC LIMIT :limit", **params)


def in_states(tx: Transaction, order_id: int, states: Sequence[str], person: int | None) -> bool:
    """Whether one is in such a state. person: of those a person wrote."""
    found = tx.all(
        """SELECT DISTINCT status FROM work_order_increases WHERE work_order_id = :order_id
             AND (:person IS NULL OR (author_type = 'person' AND author_id = :person))""",
        order_id=order_id,
        person=person,
    )
    return any(each["status"] in states for each in found)


def find(tx: Transaction, order_id: int, id: int, since: str, person: int) -> Row | None:
    """One increase of an order that somebody may see."""
    return tx.one(f"{_OF_ORDER} AND x.id = :id", id=id, order_id=order_id, since=since, person=person)


def insert(tx: Transaction, order_id: int, stamp: str, by: Owner, **values: Any) -> int:
    return tx.insert(
        "work_order_increases", work_order_id=order_id, author_type=by.kind, author_id=by.id, created_at=stamp,
        updated_at=stamp, **values,
    )  # fmt: skip


def change(tx: Transaction, id: int, stamp: str, **values: Any) -> None:
    tx.change("work_order_increases", id, updated_at=stamp, **values)
