"""What proves accepted work: the items it has to be proved by, and the pieces that were handed in."""

from __future__ import annotations

from typing import Any

from store.database import Row, Transaction

# task or work_order, and its number.
Record = tuple[str, int]


def items_of(tx: Transaction, record: Record) -> list[Row]:
    """The items of a definition of done, in order: id, key, text, evidence, required, count, within_m, latitude, longitude."""
    return tx.all(
        "SELECT * FROM done_items WHERE record_type = :type AND record_id = :id ORDER BY position",
        type=record[0],
        id=record[1],
    )


def pieces_of(tx: Transaction, record: Record) -> list[Row]:
    """The pieces that count, with the key of their item, in the order they came."""
    return tx.all(
        """SELECT e.*, i.key FROM done_evidence e JOIN done_items i ON i.id = e.done_item_id
           WHERE e.record_type = :type AND e.record_id = :id AND e.removed_at IS NULL ORDER BY e.id""",
        type=record[0],
        id=record[1],
    )


def add_piece(tx: Transaction, record: Record, item_id: int, **columns: Any) -> int:
    """A piece for an item; its id."""
    return tx.insert("done_evidence", record_type=record[0], record_id=record[1], done_item_id=item_id, **columns)


def remove_piece(tx: Transaction, piece_id: int, stamp: str) -> None:
    """A piece counts no longer; it is kept."""
    tx.change("done_evidence", piece_id, removed_at=stamp)
