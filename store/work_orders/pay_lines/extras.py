"""Bonuses and penalties attached to work orders."""

from __future__ import annotations

from typing import Any, Literal

from store.companies.catalog_changes import name_sql
from store.database import Row, Transaction
from store.types import Owner
from store.work_orders.pay_lines.authors import AUTHOR, OF_AUTHOR

Kind = Literal["bonus", "penalty"]
_TABLES = {"bonus": ("work_order_bonuses", "company_bonuses"), "penalty": ("work_order_penalties", "company_penalties")}


def all_of(tx: Transaction, kind: Kind, order_id: int) -> list[Row]:
    """Those of one kind on an order, oldest first, with the company's name for each and who attached it."""
    return tx.all(f"{_sql(kind)} ORDER BY x.id", order_id=order_id)


def find(tx: Transaction, kind: Kind, order_id: int, entry_id: int) -> Row | None:
    """The company's bonus or penalty as it is attached to an order."""
    return tx.one(f"{_sql(kind)} AND x.{kind}_id = :entry_id", order_id=order_id, entry_id=entry_id)


def _sql(kind: Kind) -> str:
    attached, entries = _TABLES[kind]
    return f"""SELECT x.*, {name_sql(kind, "b", "w.company_id")} AS name, {AUTHOR}
               FROM {attached} x JOIN {entries} b ON b.id = x.{kind}_id
               JOIN work_orders w ON w.id = x.work_order_id {OF_AUTHOR}
               WHERE x.work_order_id = :order_id"""


def insert(tx: Transaction, kind: Kind, order_id: int, entry_id: int, stamp: str, by: Owner, **values: Any) -> None:
    tx.insert(
        _TABLES[kind][0], work_order_id=order_id, **{f"{kind}_id": entry_id}, author_type=by.kind, author_id=by.id,
        created_at=stamp, updated_at=stamp, **values,
    )  # fmt: skip


def change(tx: Transaction, kind: Kind, id: int, stamp: str, **values: Any) -> None:
    """Write columns of an attached bonus or penalty; id: of the attachment."""
    tx.change(_TABLES[kind][0], id, updated_at=stamp, **values)
