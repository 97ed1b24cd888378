"""What a company has changed of the lists that every company shares: other names, other fields, entries it has retired."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from store.database import Row, Transaction


def name_sql(kind: str, entry: str, company: str) -> str:
    """SQL of what a company calls an entry. entry: the alias of its table; company: an expression, as in "w.company_id"."""
    return f"coalesce({_changed(kind, entry, company, 'name')}, {entry}.name)"


def active_sql(kind: str, entry: str, company: str) -> str:
    """SQL of whether a company may choose an entry."""
    return f"coalesce({_changed(kind, entry, company, 'active')}, {entry}.active)"


def _changed(kind: str, entry: str, company: str, column: str) -> str:
    return f"""(SELECT changed.{column} FROM company_catalog_changes changed WHERE changed.company_id = {company}
                AND changed.kind = '{kind}' AND changed.entry_id = {entry}.id)"""


def changes(tx: Transaction, company_id: int | None, kind: str) -> dict[int, Row]:
    """Everything a company changed of one list, by entry."""
    rows = tx.all(
        "SELECT * FROM company_catalog_changes WHERE company_id = :company_id AND kind = :kind",
        company_id=company_id,
        kind=kind,
    )
    return {row["entry_id"]: row for row in rows}


def change(tx: Transaction, company_id: int | None, kind: str, entry_id: int) -> Row | None:
    """What a company changed of one entry."""
    return tx.one(
        "SELECT * FROM company_catalog_changes WHERE company_id = :company_id AND kind = :kind AND entry_id = :entry_id",
        company_id=company_id,
        kind=kind,
        entry_id=entry_id,
    )


def applied(entry: Row, changed: Row | None) -> dict[str, Any]:
    """An entry as the company has it that made these changes."""
    found = dict(entry)
    if changed is None:
        return found
    found |= json.loads(changed["fields"])
    for column in ("name", "active"):
        if changed[column] is not None:
            found[column] = changed[column]
    return found


def keep(tx: Transaction, company_id: int, kind: str, entry_id: int, stamp: str, values: Mapping[str, Any]) -> None:
    """Add to what a company changed of an entry. values: columns of the entry's table."""
    before = change(tx, company_id, kind, entry_id)
    fields = json.loads(before["fields"]) if before is not None else {}
    fields |= {name: value for name, value in values.items() if name not in ("name", "active")}
    tx.run(
        """INSERT INTO company_catalog_changes (company_id, kind, entry_id, name, active, fields, updated_at)
           VALUES (:company_id, :kind, :entry_id, :name, :active, :fields, :stamp)
           ON CONFLICT (company_id, kind, entry_id) DO UPDATE SET
               name = coalesce(excluded.name, company_catalog_changes.name),
               active = coalesce(excluded.active, company_catalog_changes.active),
               fields = excluded.fields, updated_at = excluded.updated_at""",
        company_id=company_id,
        kind=kind,
        entry_id=entry_id,
        name=values.get("name"),
        active=values.get("active"),
        fields=json.dumps(fields, ensure_ascii=False),
        stamp=stamp,
    )
