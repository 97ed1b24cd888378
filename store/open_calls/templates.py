"""Templates of open calls as rows. body, fills: JSON."""

from __future__ import annotations

from typing import Any

from store.database import Row, Transaction
from store.folding import folded, found_in
from store.rows import Order

BY_NAME: Order = (("t.folded", "asc"), ("t.id", "asc"))


def add(tx: Transaction, name: str, **columns: Any) -> int:
    return tx.insert("call_templates", name=name, folded=folded(name), **columns)


def change(tx: Transaction, id: int, **columns: Any) -> None:
    if "name" in columns:
        columns["folded"] = folded(columns["name"])
    tx.change("call_templates", id, **columns)


def find(tx: Transaction, company_id: int, id: int) -> Row | None:
    return tx.one(
        "SELECT * FROM call_templates WHERE id = :id AND company_id = :company AND deleted_at IS NULL",
        id=id,
        company=company_id,
    )


def find_by_name(tx: Transaction, company_id: int, name: str) -> Row | None:
    return tx.one(
        "SELECT * FROM call_templates WHERE folded = :name AND company_id = :company AND deleted_at IS NULL",
        name=folded(name),
        company=company_id,
    )


def count_use(tx: Transaction, id: int) -> None:
    tx.run("UPDATE call_templates SET uses = uses + 1 WHERE id = :id", id=id)


def listed(company_id: int, search: str | None) -> tuple[str, dict[str, Any]]:
    """A company's templates: a list to be paged. search: in the name, and in the title that stands in the body."""
    sql = "SELECT t.* FROM call_templates t WHERE t.company_id = :company AND t.deleted_at IS NULL"
    if search is None:
        return sql, {"company": company_id}
    return f"{sql} AND t.searched LIKE :search ESCAPE '!'", {"company": company_id, "search": found_in(search)}
