"""The people of a company who manage work orders: its members, but those it has taken off the list."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Literal

from store.companies import catalog_changes
from store.database import Row, Transaction
from store.folding import found_in
from store.rows import Order, among

Sort = Literal["id", "name"]

_MANAGERS = """SELECT p.id, p.name, p.last_name, p.email, m.role, coalesce(k.active, 1) AS active, p.names_folded
FROM memberships m JOIN persons p ON p.id = m.person_id
LEFT JOIN company_catalog_changes k ON k.company_id = m.company_id AND k.kind = 'manager' AND k.entry_id = p.id
WHERE m.company_id = :company_id AND m.deleted_at IS NULL AND p.deleted_at IS NULL"""
_ORDERS: dict[Sort, Order] = {
    "id": (("p.id", "asc"),),
    "name": (("p.names_folded", "asc"), ("p.id", "asc")),
}


def listed(company_id: int, search: str | None, active: bool | None) -> tuple[str, dict[str, Any]]:
    """A SELECT of the managers of a company that ends with its WHERE clause, and its parameters. active: None for all."""
    sql, params = _MANAGERS, {"company_id": company_id}
    if active is not None:
        sql += " AND coalesce(k.active, 1) = :active"
        params["active"] = int(active)
    if search is None:
        return sql, params
    return f"{sql} AND p.names_folded LIKE :pattern ESCAPE '!'", {**params, "pattern": found_in(search)}


def order(sort: Sort) -> Order:
    return _ORDERS[sort]


def find(tx: Transaction, company_id: int, person_id: int) -> Row | None:
    """A member of the company, whether they manage work orders or not."""
    return tx.one(f"{_MANAGERS} AND p.id = :person_id", company_id=company_id, person_id=person_id)


def is_manager(tx: Transaction, company_id: int, person_id: int) -> bool:
    found = find(tx, company_id, person_id)
    return found is not None and bool(found["active"])


def set_active(tx: Transaction, company_id: int, person_id: int, active: bool, stamp: str) -> None:
    """Take a member off the list of managers, or back onto it."""
    catalog_changes.keep(tx, company_id, "manager", person_id, stamp, {"active": int(active)})


def open_orders(tx: Transaction, company_id: int, ids: Collection[int], states: Collection[int]) -> dict[int, int]:
    """How many work orders of the company in one of these states each manages."""
    condition, params = among(ids)
    numbers = ", ".join(str(int(state)) for state in sorted(states))
    rows = tx.all(
        f"""SELECT manager_id, count(*) AS orders FROM work_orders
            WHERE manager_id {condition} AND status IN ({numbers}) AND company_id = :company_id GROUP BY manager_id""",
        company_id=company_id,
        **params,
    )
    return {row["manager_id"]: row["orders"] for row in rows}


def projects(tx: Transaction, company_id: int, ids: Collection[int]) -> dict[int, int]:
    """How many projects of the company each manages, archived ones too."""
    condition, params = among(ids)
    rows = tx.all(
        f"""SELECT manager_id, count(*) AS projects FROM projects
            WHERE company_id = :company_id AND manager_id {condition} GROUP BY manager_id""",
        company_id=company_id,
        **params,
    )
    return {row["manager_id"]: row["projects"] for row in rows}
