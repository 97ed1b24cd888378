"""How automatic dispatch behaves for a project: one record each."""

from __future__ import annotations

from typing import Any

from store.database import Row, Transaction
from store.types import Owner


def find(tx: Transaction, company_id: int, project_id: int) -> Row | None:
    """The settings of a project of this company."""
    return tx.one(
        "SELECT * FROM project_dispatch_settings WHERE project_id = :project_id AND company_id = :company_id",
        project_id=project_id,
        company_id=company_id,
    )


def insert(tx: Transaction, by: Owner, stamp: str, **columns: Any) -> int:
    """Keep the settings of a project that has none; their id."""
    return tx.insert(
        "project_dispatch_settings",
        created_by_type=by.kind,
        created_by_id=by.id,
        created_at=stamp,
        updated_at=stamp,
        **columns,
    )


def change(tx: Transaction, id: int, stamp: str, **columns: Any) -> None:
    tx.change("project_dispatch_settings", id, updated_at=stamp, **columns)
