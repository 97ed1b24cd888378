"""Order types as rows."""

from __future__ import annotations

from typing import Any

from store.database import Row, Transaction
from store.folding import folded, folded_lines, found_in
from store.rows import Order

# orders_count: how many orders have the type.
_TYPES = (
    """SELECT t.*, (SELECT count(*) FROM orders o WHERE o.order_type_id = t.id) AS orders_count FROM order_types t"""
)
BY_NAME: Order = (("t.name_key", "asc"), ("t.id", "asc"))


def code_key(code: str) -> str:
    """A code as two are compared: without case."""
    return code.casefold()


def find(tx: Transaction, company_id: int, code: str) -> Row | None:
    """A type of a company by its code, in any case."""
    return tx.one(
        f"{_TYPES} WHERE t.company_id = :company_id AND t.code_key = :key", company_id=company_id, key=code_key(code)
    )


def find_by_id(tx: Transaction, company_id: int, id: int) -> Row:
    """A type of a company. LookupError when there is none."""
    row = tx.one(f"{_TYPES} WHERE t.company_id = :company_id AND t.id = :id", company_id=company_id, id=id)
    if row is None:
        raise LookupError(f"order type {id} of company {company_id}")
    return row


def codes(tx: Transaction, company_id: int, active: bool, most: int) -> list[str]:
    """The codes of a company's types, by name; of active ones alone, or of all."""
    rows = tx.all(
        """SELECT code FROM order_types WHERE company_id = :company_id AND (active = 1 OR :all_of_them = 1)
           ORDER BY name_key, id LIMIT :most""",
        company_id=company_id,
        all_of_them=int(not active),
        most=most,
    )
    return [row["code"] for row in rows]


def listed(company_id: int, active: bool | None, query: str | None) -> tuple[str, dict[str, Any]]:
    """The SELECT of a company's types, to be paged BY_NAME, and its parameters."""
    sql, params = f"{_TYPES} WHERE t.company_id = :company_id", {"company_id": company_id}
    if active is not None:
        sql, params = f"{sql} AND t.active = :active", {**params, "active": int(active)}
    if query:
        return f"{sql} AND t.found_by LIKE :pattern ESCAPE '!'", {**params, "pattern": found_in(query)}
    return sql, params


def insert(tx: Transaction, code: str, name: str, stamp: str, **columns: Any) -> int:
    """Store a type; its id. A unique index refuses a code that its company has already."""
    return tx.insert(
        "order_types",
        code=code,
        code_key=code_key(code),
        **_named(code, name),
        **columns,
        created_at=stamp,
        updated_at=stamp,
    )


def change(tx: Transaction, row: Row, stamp: str, name: str | None = None, **columns: Any) -> None:
    """Set columns of a type."""
    named = _named(row["code"], name) if name is not None else {}
    tx.change("order_types", row["id"], **named, **columns, updated_at=stamp)


def _named(code: str, name: str) -> dict[str, Any]:
    return {"name": name, "name_key": folded(name), "found_by": folded_lines(code, name)}
