"""Values of custom fields: read whole, and whether another order has one already."""

from __future__ import annotations

from store.database import Row, Transaction
from store.types import Owner


def values(tx: Transaction, id: int) -> dict[int, Row]:
    """What an order keeps of its custom fields, by field: value, visible, updated_at, updated_by_type, updated_by_id."""
    rows = tx.all("SELECT * FROM work_order_custom_fields WHERE work_order_id = :id", id=id)
    return {row["custom_field_id"]: row for row in rows}


def order_with(tx: Transaction, company_id: int, field_id: int, value: str, but: int) -> int | None:
    """Another order of the company that has a value of a field; deleted ones are left out."""
    found: int | None = tx.value(
        """SELECT w.id FROM work_order_custom_fields f JOIN work_orders w ON w.id = f.work_order_id
           WHERE f.custom_field_id = :field_id AND f.value = :value AND f.work_order_id <> :but
             AND w.company_id = :company_id AND w.status <> 8 ORDER BY w.id LIMIT 1""",
        field_id=field_id,
        value=value,
        but=but,
        company_id=company_id,
    )
    return found


def show(tx: Transaction, id: int, field_id: int, visible: bool, stamp: str, by: Owner) -> None:
    """Show a field of the company's to the assigned provider on this order, or no more."""
    tx.run(
        """INSERT INTO work_order_custom_fields
               (work_order_id, custom_field_id, value, visible, updated_at, updated_by_type, updated_by_id)
           VALUES (:id, :field_id, NULL, :visible, :stamp, :by_type, :by_id)
           ON CONFLICT (work_order_id, custom_field_id) DO UPDATE SET visible = excluded.visible,
               updated_at = excluded.updated_at, updated_by_type = excluded.updated_by_type,
               updated_by_id = excluded.updated_by_id""",
        id=id,
        field_id=field_id,
        visible=int(visible),
        stamp=stamp,
        by_type=by.kind,
        by_id=by.id,
    )
