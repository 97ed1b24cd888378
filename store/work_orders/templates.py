"""Blueprints of work orders."""

from __future__ import annotations

from typing import Any

from store.companies.catalog_changes import name_sql
from store.database import Row, Transaction
from store.folding import folded_lines, found_in
from store.rows import Order

_TEMPLATES = f"""SELECT x.*, {name_sql("type_of_work", "t", "x.company_id")} AS type_of_work_name, p.name AS project_name
               FROM work_order_templates x
               LEFT JOIN types_of_work t ON t.id = x.type_of_work_id
               LEFT JOIN projects p ON p.id = x.project_id"""


_KEYS = {"name": ("x.name_key", "x.id"), "created_date": ("x.created_at", "x.id"), "id": ("x.id",)}


def listed(
    company_id: int, active: bool, search: str | None, project_id: int | None, type_of_work_id: int | None
) -> tuple[str, dict[str, Any]]:
    """A SELECT of a company's templates that ends with its WHERE clause, and its parameters."""
    sql = f"""{_TEMPLATES} WHERE x.company_id = :company_id AND x.active = :active
        AND (:project_id IS NULL OR x.project_id = :project_id)
        AND (:type_of_work_id IS NULL OR x.type_of_work_id = :type_of_work_id)"""
    params = {
        "company_id": company_id, "active": int(active), "project_id": project_id, "type_of_work_id": type_of_work_id,
    }  # fmt: skip
    if search is None:
        return sql, params
    sql += " AND x.found_by LIKE :pattern ESCAPE '!'"
    return sql, {**params, "pattern": found_in(search)}


def order(sort: str, direction: str) -> Order:
    """The order of the list: by name, created_date or id."""
    return [(column, direction) for column in _KEYS[sort]]


def find(tx: Transaction, company_id: int, id: int) -> Row | None:
    """A template of this company, retired ones too."""
    return tx.one(f"{_TEMPLATES} WHERE x.id = :id AND x.company_id = :company_id", id=id, company_id=company_id)


def find_by_name(tx: Transaction, company_id: int, name: str) -> Row | None:
    """A template of this company by its name in any case."""
    sql = "SELECT id, name FROM work_order_templates WHERE company_id = :company_id AND name_key = :name"
    return tx.one(sql, company_id=company_id, name=name.casefold())


def insert(tx: Transaction, stamp: str, **values: Any) -> int:
    found_by = folded_lines(values["name"], values.get("description"))
    return tx.insert("work_order_templates", **values, found_by=found_by, created_at=stamp, updated_at=stamp)
