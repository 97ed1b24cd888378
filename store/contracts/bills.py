"""Bills of contracts as rows."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from store.database import Row, Transaction
from store.rows import among
from store.types import Owner, utc_text


def count_open(tx: Transaction, contract_id: int) -> int:
    """How many bills of a contract are neither paid nor deleted."""
    count: int = tx.value(
        "SELECT count(*) FROM contract_bills WHERE contract_id = :id AND status_id IN (100, 555)", id=contract_id
    )
    return count


def close_paid(tx: Transaction, charge_ids: Collection[int], by: Owner, now: datetime) -> list[int]:
    """Bills of these charges of which nothing is unpaid any more are paid; their ids. by: who paid, unless one reported it."""
    one_of, params = among(charge_ids)
    rows = tx.all(
        f"""SELECT b.id FROM contract_bills b
            WHERE b.status_id IN (100, 555)
              AND b.id IN (SELECT bill_id FROM contract_bill_charges WHERE live = 1 AND charge_id {one_of})
              AND NOT EXISTS (SELECT 1 FROM contract_bill_charges c JOIN events e ON e.id = c.charge_id
                              WHERE c.bill_id = b.id AND c.live = 1 AND e.status_id <> 777)""",
        **params,
    )
    for row in rows:
        tx.run(
            """UPDATE contract_bills SET status_id = 777, paid_at = :now, updated_at = :now, version = version + 1,
                      paid_by_type = coalesce(paid_by_type, :kind), paid_by_id = coalesce(paid_by_id, :by)
               WHERE id = :id""",
            id=row["id"],
            now=utc_text(now),
            kind=by.kind,
            by=by.id,
        )
    return [row["id"] for row in rows]


def open_bills(tx: Transaction, contract_id: int) -> list[Row]:
    """The bills of a contract that are neither paid nor deleted."""
    return tx.all(
        "SELECT * FROM contract_bills WHERE contract_id = :id AND status_id IN (100, 555) ORDER BY id", id=contract_id
    )
