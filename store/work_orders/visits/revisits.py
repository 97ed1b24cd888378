"""Return visits of a work order."""

from __future__ import annotations

from typing import Any

from store.companies.catalog_changes import name_sql
from store.database import Row, Transaction
from store.types import Owner

_REVISIT = f"""SELECT v.*, {name_sql("site_revisit_reason", "r", "w.company_id")} AS reason_name
               FROM work_order_site_revisits v JOIN work_orders w ON w.id = v.work_order_id
               LEFT JOIN site_revisit_reasons r ON r.id = v.revisit_reason_id"""


def revisits(tx: Transaction, order_id: int, author: Owner | None = None) -> list[Row]:
    """The return visits of an order, newest first: all, or those one author recorded."""
    mine = "AND v.author_type = :kind AND v.author_id = :by_id" if author else ""
    values: dict[str, Any] = {"kind": author.kind, "by_id": author.id} if author else {}
    return tx.all(f"{_REVISIT} WHERE v.work_order_id = :id {mine} ORDER BY v.id DESC", id=order_id, **values)


def find(tx: Transaction, order_id: int, id: int) -> Row | None:
    return tx.one(f"{_REVISIT} WHERE v.work_order_id = :order_id AND v.id = :id", order_id=order_id, id=id)


def insert(tx: Transaction, order_id: int, by: Owner, stamp: str, **values: Any) -> int:
    """A new return visit; its id."""
    return tx.insert(
        "work_order_site_revisits",
        work_order_id=order_id,
        author_type=by.kind,
        author_id=by.id,
        created_at=stamp,
        updated_at=stamp,
        **values,
    )


def change(tx: Transaction, id: int, stamp: str, **values: Any) -> None:
    tx.change("work_order_site_revisits", id, updated_at=stamp, **values)


def delete(tx: Transaction, id: int) -> None:
    tx.run("DELETE FROM work_order_site_revisits WHERE id = :id", id=id)


def incident_count(tx: Transaction, order_id: int) -> int:
    """Earlier orders of the same company and incident whose work was reported done."""
    number: int = tx.value(
        """SELECT count(*) FROM work_orders w JOIN work_orders o
             ON o.company_id = w.company_id AND o.incident_id = w.incident_id AND o.id < w.id
           WHERE w.id = :id AND w.incident_id IS NOT NULL AND o.status IN (4, 5, 6)""",
        id=order_id,
    )
    return number
