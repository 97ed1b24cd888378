"""Filters, columns and sorting that somebody keeps for a list of work orders: saved searches."""

from __future__ import annotations

from store.database import Row, Transaction
from store.types import Owner

_OF = "owner_type = :owner_type AND owner_id = :owner_id AND coalesce(company_id, 0) = :company"


def all_of(tx: Transaction, owner: Owner, company_id: int | None) -> list[Row]:
    """Everything somebody keeps while acting for a company (or for themself), by name."""
    return tx.all(
        f"SELECT * FROM work_order_views WHERE {_OF} ORDER BY name, list, id",
        owner_type=owner.kind,
        owner_id=owner.id,
        company=company_id or 0,
    )


def find(tx: Transaction, owner: Owner, company_id: int | None, list: str, name: str) -> Row | None:
    return tx.one(
        f"SELECT * FROM work_order_views WHERE {_OF} AND list = :list AND name = :name",
        owner_type=owner.kind,
        owner_id=owner.id,
        company=company_id or 0,
        list=list,
        name=name,
    )


def keep(
    tx: Transaction, owner: Owner, company_id: int | None, list: str, name: str, filters: str, columns: str, sort: str,
    direction: str, stamp: str,
) -> None:  # fmt: skip
    """Store what a list is to look like under a name, in place of what was kept before. filters, columns: JSON."""
    before = find(tx, owner, company_id, list, name)
    values = {"filters": filters, "columns": columns, "sort": sort, "direction": direction, "updated_at": stamp}
    if before is not None:
        tx.change("work_order_views", before["id"], **values)
        return
    tx.insert(
        "work_order_views",
        owner_type=owner.kind,
        owner_id=owner.id,
        company_id=company_id,
        list=list,
        name=name,
        **values,
    )
