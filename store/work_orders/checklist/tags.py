"""Tags taken off work orders."""

from __future__ import annotations

from store.database import Row, Transaction
from store.folding import folded


def tags(tx: Transaction, id: int) -> list[Row]:
    """The tags on an order by name: tag_id, name, color, added_at, added_by_type, added_by_id."""
    rows = tx.all(
        """SELECT g.id AS tag_id, g.name, g.color, o.added_at, o.added_by_type, o.added_by_id
           FROM work_order_tags o JOIN company_tags g ON g.id = o.tag_id WHERE o.work_order_id = :id""",
        id=id,
    )
    return sorted(rows, key=lambda row: (folded(row["name"]), row["tag_id"]))


def remove(tx: Transaction, id: int, tag_id: int) -> bool:
    """Take a tag off an order; whether it was there."""
    sql = "DELETE FROM work_order_tags WHERE work_order_id = :id AND tag_id = :tag_id"
    return bool(tx.run(sql, id=id, tag_id=tag_id))
