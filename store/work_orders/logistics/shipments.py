"""Parcels to and from a work order's site."""

from __future__ import annotations

from typing import Any

from store.database import Row, Transaction
from store.types import Owner

# A parcel with the person who entered it, where it was a person.
_SHIPMENT = """SELECT s.*, p.id AS user_id, p.name AS first_name, p.last_name FROM work_order_shipments s
               LEFT JOIN persons p ON s.author_type = 'person' AND p.id = s.author_id"""


def of_order(tx: Transaction, order_id: int, direction: str | None = None, status: str | None = None) -> list[Row]:
    """The parcels of an order, newest first."""
    return tx.all(
        f"""{_SHIPMENT} WHERE s.work_order_id = :order_id AND (:direction IS NULL OR s.direction = :direction)
              AND (:status IS NULL OR s.status = :status) ORDER BY s.id DESC""",
        order_id=order_id,
        direction=direction,
        status=status,
    )


def count(tx: Transaction, order_id: int) -> int:
    number: int = tx.value("SELECT count(*) FROM work_order_shipments WHERE work_order_id = :id", id=order_id)
    return number


def find(tx: Transaction, order_id: int, shipment_id: int) -> Row | None:
    """A parcel of this order."""
    sql = f"{_SHIPMENT} WHERE s.id = :shipment_id AND s.work_order_id = :order_id"
    return tx.one(sql, shipment_id=shipment_id, order_id=order_id)


def insert(tx: Transaction, order_id: int, by: Owner, stamp: str, **values: Any) -> int:
    """Enter a parcel; its id."""
    author = {"author_type": by.kind, "author_id": by.id, "created_at": stamp, "updated_at": stamp}
    return tx.insert("work_order_shipments", work_order_id=order_id, **values, **author)


def change(tx: Transaction, shipment_id: int, stamp: str, **values: Any) -> None:
    tx.change("work_order_shipments", shipment_id, **values, updated_at=stamp)


def delete(tx: Transaction, shipment_id: int) -> None:
    tx.run("DELETE FROM work_order_shipments WHERE id = :id", id=shipment_id)
