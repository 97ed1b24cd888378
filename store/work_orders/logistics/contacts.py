"""The people to call about a work order, one by one."""

from __future__ import annotations

from store.database import Row, Transaction


def find(tx: Transaction, order_id: int, contact_id: int) -> Row | None:
    """A contact of this order."""
    sql = "SELECT * FROM work_order_contacts WHERE id = :contact_id AND work_order_id = :order_id"
    return tx.one(sql, contact_id=contact_id, order_id=order_id)


def delete(tx: Transaction, contact_id: int) -> None:
    tx.run("DELETE FROM work_order_contacts WHERE id = :id", id=contact_id)
