"""The entries of a company's lists for field work, each as the company has it: its own, and those that all share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from store.companies import catalog_changes
from store.database import Transaction
from store.folding import address_key

Kind = Literal[
    "expense_category", "bonus", "penalty", "network", "site_revisit_reason", "incomplete_reason", "cancel_reason",
    "type_of_work", "service_type", "tag", "custom_field",
]  # fmt: skip
Entry = dict[str, Any]

_TABLES: Mapping[Kind, str] = {
    "expense_category": "expense_categories", "bonus": "company_bonuses", "penalty": "company_penalties",
    "network": "provider_networks", "site_revisit_reason": "site_revisit_reasons",
    "incomplete_reason": "incomplete_reasons", "cancel_reason": "cancel_reasons", "type_of_work": "types_of_work",
    "service_type": "service_types", "tag": "company_tags", "custom_field": "company_custom_fields",
}  # fmt: skip
# What these lists keep besides: when an entry came and changed.
_STAMPED: Mapping[Kind, tuple[str, ...]] = {
    "network": ("created_at", "updated_at"), "tag": ("created_at",), "custom_field": ("created_at", "updated_at"),
}  # fmt: skip


def entries(tx: Transaction, kind: Kind, company_id: int | None) -> list[Entry]:
    """Every entry of a list, by id, retired ones too. Without a company: as everybody sees those that are shared."""
    rows = tx.all(
        f"SELECT * FROM {_TABLES[kind]} WHERE company_id IS NULL OR company_id = :company_id ORDER BY id",
        company_id=company_id,
    )
    changed = catalog_changes.changes(tx, company_id, kind)
    return [catalog_changes.applied(row, changed.get(row["id"])) for row in rows]


def active_entries(tx: Transaction, kind: Kind, company_id: int | None) -> list[Entry]:
    """The entries a company may choose from, by id."""
    return [entry for entry in entries(tx, kind, company_id) if entry["active"]]


def entry(tx: Transaction, kind: Kind, company_id: int | None, id: int) -> Entry | None:
    """One entry, retired or not; None for an unknown one and for another company's."""
    row = tx.one(
        f"SELECT * FROM {_TABLES[kind]} WHERE id = :id AND (company_id IS NULL OR company_id = :company_id)",
        id=id,
        company_id=company_id,
    )
    if row is None:
        return None
    return catalog_changes.applied(row, catalog_changes.change(tx, company_id, kind, id))


def active_entry(tx: Transaction, kind: Kind, company_id: int | None, id: int) -> Entry | None:
    """An entry the company may choose."""
    found = entry(tx, kind, company_id, id)
    return found if found is not None and found["active"] else None


def insert(tx: Transaction, kind: Kind, company_id: int, stamp: str, **values: Any) -> int:
    """A new entry of a company; its id."""
    stamps = dict.fromkeys(_STAMPED.get(kind, ()), stamp)
    return tx.insert(_TABLES[kind], company_id=company_id, name_key=address_key(values["name"]), **values, **stamps)


def change(tx: Transaction, kind: Kind, company_id: int, found: Mapping[str, Any], stamp: str, **values: Any) -> None:
    """Write columns of an entry: of the company's own in place, of a shared one for this company alone."""
    if found["company_id"] is None:
        catalog_changes.keep(tx, company_id, kind, found["id"], stamp, values)
        return
    if "name" in values:
        values["name_key"] = address_key(values["name"])
    if "updated_at" in _STAMPED.get(kind, ()):
        values["updated_at"] = stamp
    tx.change(_TABLES[kind], found["id"], **values)


def has_field_values(tx: Transaction, field_id: int) -> bool:
    """Whether an order holds a value of a custom field."""
    found = tx.value(
        "SELECT 1 FROM work_order_custom_fields WHERE custom_field_id = :id AND value IS NOT NULL LIMIT 1", id=field_id
    )
    return found is not None
