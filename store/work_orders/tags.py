"""On how many work orders tags stand."""

from __future__ import annotations

from collections.abc import Collection

from store.database import Transaction
from store.rows import among


def used(tx: Transaction, company_id: int, ids: Collection[int]) -> dict[int, int]:
    """How many work orders of the company bear each tag; deleted ones are left out."""
    condition, params = among(ids)
    rows = tx.all(
        f"""SELECT o.tag_id, count(*) AS orders FROM work_order_tags o JOIN work_orders w ON w.id = o.work_order_id
            WHERE o.tag_id {condition} AND w.company_id = :company_id AND w.status <> 8 GROUP BY o.tag_id""",
        company_id=company_id,
        **params,
    )
    return {row["tag_id"]: row["orders"] for row in rows}
