"""Problems reported on a work order."""

from __future__ import annotations

from typing import Any

from store.database import Row, Transaction
from store.types import Owner


def problems(tx: Transaction, order_id: int) -> list[Row]:
    """Open problems first, then the newest."""
    return tx.all(
        """SELECT * FROM work_order_problems WHERE work_order_id = :id
           ORDER BY CASE status WHEN 'open' THEN 0 ELSE 1 END, id DESC""",
        id=order_id,
    )


def find(tx: Transaction, order_id: int, id: int) -> Row | None:
    sql = "SELECT * FROM work_order_problems WHERE id = :id AND work_order_id = :order_id"
    return tx.one(sql, id=id, order_id=order_id)


def insert(tx: Transaction, order_id: int, by: Owner, stamp: str, **values: Any) -> int:
    """A new open problem; its id."""
    return tx.insert(
        "work_order_problems",
        work_order_id=order_id,
        author_type=by.kind,
        author_id=by.id,
        created_at=stamp,
        updated_at=stamp,
        **values,
    )


def change(tx: Transaction, id: int, stamp: str, **values: Any) -> None:
    tx.change("work_order_problems", id, updated_at=stamp, **values)


def delete(tx: Transaction, id: int) -> None:
    """Take a problem away; what was said about it stays as a message."""
    tx.run("UPDATE work_order_messages SET problem_id = NULL WHERE problem_id = :id", id=id)
    tx.run("DELETE FROM work_order_problems WHERE id = :id", id=id)


def say(
    tx: Transaction,
    order_id: int,
    role: str,
    by: Owner,
    message: str,
    stamp: str,
    problem_id: int,
    to: int | None = None,
) -> int:
    """The message with which a problem reaches the other side; its id. to: the provider it is for, of the company's."""
    return tx.insert(
        "work_order_messages",
        work_order_id=order_id,
        role=role,
        author_type=by.kind,
        author_id=by.id,
        to_person_id=to,
        problem_id=problem_id,
        message=message,
        created_at=stamp,
    )
