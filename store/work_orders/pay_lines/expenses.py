"""Costs claimed on work orders."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from store.companies.catalog_changes import name_sql
from store.database import Row, Transaction
from store.rows import Order
from store.types import Owner
from store.work_orders.pay_lines.authors import AUTHOR, DECIDER, OF_AUTHOR, OF_DECIDER, SEEN

NEWEST: Order = [("x.id", "desc")]
_EXPENSES = f"""SELECT x.*, {name_sql("expense_category", "b", "w.company_id")} AS category_name,
           b.company_id AS category_company_id, {AUTHOR}, {DECIDER}
    FROM work_order_expenses x JOIN expense_categories b ON b.id = x.category_id
    JOIN work_orders w ON w.id = x.work_order_id {OF_AUTHOR} {OF_DECIDER}"""
_OF_ORDER = f"{_EXPENSES} WHERE x.work_order_id = :order_id AND {SEEN}"


def all_of(order_id: int, since: str, person: int, status: str, category_id: int | None) -> tuple[str, dict[str, Any]]:
    """The expenses of an order that somebody may see; status: one, or all. Statement and parameters for a page."""
    sql, params = _OF_ORDER, {"order_id": order_id, "since": since, "person": person}
    if status != "all":
        sql, params = f"{sql} AND x.status = :status", {**params, "status": status}
    if category_id is not None:
        sql, params = f"{sql} AND x.category_id = :category_id", {**params, "category_id": category_id}
    return sql, params


def newest(tx: Transaction, order_id: int, since: str, person: int, limit: int) -> list[Row]:
    """The newest of them."""
    params = {"order_id": order_id, "since": since, "person": person, "limit": limit}
    return tx.all(f"{_OF_ORDER} ORDER BY x.id DESC LIMIT :limit", **params)


def in_states(tx: Transaction, order_id: int, states: Sequence[str], person: int | None) -> bool:
    """Whether one is in such a state. person: of those a person wrote."""
    found = tx.all(
        """SELECT DISTINCT status FROM work_order_expenses WHERE work_order_id = :order_id
             AND (:person IS NULL OR (author_type = 'person' AND author_id = :person))""",
        order_id=order_id,
        person=person,
    )
    return any(each["status"] in states for each in found)


def find(tx: Transaction, order_id: int, id: int, since: str, person: int) -> Row | None:
    """One expense of an order that somebody may see."""
    return tx.one(f"{_OF_ORDER} AND x.id = :id", id=id, order_id=order_id, since=since, person=person)


def sums(tx: Transaction, order_id: int) -> tuple[int, int]:
    """What was approved and what is still pending of an order, in the smallest unit."""
    row = tx.one(
        """SELECT coalesce(sum(approved_amount), 0) AS approved,
                  coalesce(sum(CASE WHEN status = 'pending' THEN total END), 0) AS pending
           FROM work_order_expenses WHERE work_order_id = :order_id""",
        order_id=order_id,
    )
    return (row["approved"], row["pending"]) if row is not None else (0, 0)


def insert(tx: Transaction, order_id: int, stamp: str, by: Owner, **values: Any) -> int:
    return tx.insert(
        "work_order_expenses", work_order_id=order_id, author_type=by.kind, author_id=by.id, created_at=stamp,
        updated_at=stamp, **values,
    )  # fmt: skip


def change(tx: Transaction, id: int, stamp: str, **values: Any) -> None:
    tx.change("work_order_expenses", id, updated_at=stamp, **values)
