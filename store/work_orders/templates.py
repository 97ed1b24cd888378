"""Blueprints of work orders."""

from __future__ import annotations

from typing import Any

from store.database import Row, Transaction

TEMPLATES = """SELECT x.*, t.name AS type_of_work_name, p.name AS project_name
               FROM work_order_templates x
               LEFT JOIN types_of_work t ON t.id = x.type_of_work_id
               LEFT JOIN projects p ON p.id = x.project_id"""


def find(tx: Transaction, company_id: int, id: int) -> Row | None:
    """A template of this company, retired ones too."""
    return tx.one(f"{TEMPLATES} WHERE x.id = :id AND x.company_id = :company_id", id=id, company_id=company_id)


def find_by_name(tx: Transaction, company_id: int, name: str) -> Row | None:
    """A template of this company by its name in any case."""
    sql = "SELECT id, name FROM work_order_templates WHERE company_id = :company_id AND name_key = :name"
    return tx.one(sql, company_id=company_id, name=name.casefold())


def insert(tx: Transaction, stamp: str, **values: Any) -> int:
    return tx.insert("work_order_templates", **values, created_at=stamp, updated_at=stamp)
