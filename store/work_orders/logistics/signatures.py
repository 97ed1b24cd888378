"""Signatures collected on a work order."""

from __future__ import annotations

from typing import Any

from store.database import Row, Transaction
from store.types import Owner

# A signature with the person who stored it, where it was a person; without its picture.
_COLUMNS = """s.id, s.work_order_id, s.task_id, s.name, s.title, s.format, s.size_bytes, s.sha256, s.signed_at, s.author_type,
              s.author_id, s.created_at, p.id AS user_id, p.name AS first_name, p.last_name"""
_FROM = """FROM work_order_signatures s LEFT JOIN persons p ON s.author_type = 'person' AND p.id = s.author_id"""


def of_order(tx: Transaction, order_id: int) -> list[Row]:
    """The signatures of an order without their pictures and texts, newest first."""
    return tx.all(f"SELECT {_COLUMNS} {_FROM} WHERE s.work_order_id = :order_id ORDER BY s.id DESC", order_id=order_id)


def count(tx: Transaction, order_id: int) -> int:
    number: int = tx.value("SELECT count(*) FROM work_order_signatures WHERE work_order_id = :id", id=order_id)
    return number


def find(tx: Transaction, order_id: int, signature_id: int) -> Row | None:
    """A signature of this order with its picture (image: SVG as text, PNG in base64) and the text that was signed."""
    return tx.one(
        f"""SELECT {_COLUMNS}, s.image, s.worklog_text {_FROM}
            WHERE s.id = :signature_id AND s.work_order_id = :order_id""",
        signature_id=signature_id,
        order_id=order_id,
    )


def insert(tx: Transaction, order_id: int, by: Owner, stamp: str, **values: Any) -> int:
    """Store a signature; its id."""
    author = {"author_type": by.kind, "author_id": by.id, "created_at": stamp}
    return tx.insert("work_order_signatures", work_order_id=order_id, **values, **author)


def set_task(tx: Transaction, signature_id: int, task_id: int) -> None:
    """The step of the checklist that it completed."""
    tx.change("work_order_signatures", signature_id, task_id=task_id)


def delete(tx: Transaction, signature_id: int) -> None:
    tx.run("DELETE FROM work_order_signatures WHERE id = :id", id=signature_id)
