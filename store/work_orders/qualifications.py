"""What work orders ask of their provider, as stored."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from store.database import Row, Transaction

DEFAULT_NAME = "Requirements"


def header(tx: Transaction, order_id: int) -> Row | None:
    """The selection rule of an order: id, name, status, ignored_missing_qualifications. None without one."""
    return tx.one("SELECT * FROM work_order_qualifications WHERE work_order_id = :id", id=order_id)


def rules(tx: Transaction, order_id: int) -> list[Row]:
    """The rules of an order in the order they were added; value is a JSON list of texts."""
    return tx.all("SELECT * FROM work_order_qualification_rules WHERE work_order_id = :id ORDER BY id", id=order_id)


def put_header(
    tx: Transaction, order_id: int, stamp: str, name: str | None = None, ignores_missing: bool | None = None
) -> None:
    """Make the selection rule of an order, or change what is given of it."""
    found = header(tx, order_id)
    if found is None:
        tx.insert(
            "work_order_qualifications",
            work_order_id=order_id,
            name=name or DEFAULT_NAME,
            ignored_missing_qualifications=int(bool(ignores_missing)),
            created_at=stamp,
            updated_at=stamp,
        )
        return
    ignored = found["ignored_missing_qualifications"] if ignores_missing is None else int(ignores_missing)
    tx.change(
        "work_order_qualifications",
        found["id"],
        name=name or found["name"],
        ignored_missing_qualifications=ignored,
        updated_at=stamp,
    )


def insert_rule(
    tx: Transaction, order_id: int, stamp: str, type: str, name: str, operator: str, values: Sequence[str],
    required: bool, weight: int | None,
) -> int:  # fmt: skip
    return tx.insert(
        "work_order_qualification_rules",
        work_order_id=order_id,
        type=type,
        name=name,
        operator=operator,
        value=json.dumps(list(values), ensure_ascii=False),
        required=int(required),
        weight=weight,
        created_at=stamp,
        updated_at=stamp,
    )


def change_rule(
    tx: Transaction, id: int, stamp: str, type: str, name: str, operator: str, values: Sequence[str],
    required: bool, weight: int | None,
) -> None:  # fmt: skip
    tx.change(
        "work_order_qualification_rules",
        id,
        type=type,
        name=name,
        operator=operator,
        value=json.dumps(list(values), ensure_ascii=False),
        required=int(required),
        weight=weight,
        updated_at=stamp,
    )


def delete_rules(tx: Transaction, order_id: int, ids: Iterable[int] | None = None) -> int:
    """Drop some rules of an order, or all of them; how many there were."""
    if ids is None:
        return tx.run("DELETE FROM work_order_qualification_rules WHERE work_order_id = :id", id=order_id)
    return sum(
        tx.run(
            "DELETE FROM work_order_qualification_rules WHERE work_order_id = :order_id AND id = :id",
            order_id=order_id,
            id=id,
        )
        for id in ids
    )
