"""Approval policies as they are stored, one an owner."""

from __future__ import annotations

from typing import Any

from store.database import Row, Transaction
from store.types import Owner


def find_policy(tx: Transaction, owner: Owner) -> Row | None:
    return tx.one(
        """SELECT id, mode, over_cap, mandates, chain, timeout_minutes, on_timeout, deputies, version, updated_by, updated_at
           FROM approval_policies WHERE owner_type = :type AND owner_id = :id""",
        type=owner.kind,
        id=owner.id,
    )


def add_policy(tx: Transaction, owner: Owner, columns: dict[str, Any]) -> None:
    tx.insert("approval_policies", owner_type=owner.kind, owner_id=owner.id, **columns)


def change_policy(tx: Transaction, policy_id: int, columns: dict[str, Any]) -> None:
    tx.change("approval_policies", policy_id, **columns)


def members_of(tx: Transaction, company_id: int) -> list[Row]:
    """The people of a company: id, name, role."""
    return tx.all(
        """SELECT p.id, p.name, m.role FROM memberships m JOIN persons p ON p.id = m.person_id
           WHERE m.company_id = :company AND m.deleted_at IS NULL AND p.deleted_at IS NULL ORDER BY p.id""",
        company=company_id,
    )


def person_named(tx: Transaction, person_id: int) -> Row | None:
    """One person who acts for no company: id, name."""
    return tx.one("SELECT id, name FROM persons WHERE id = :id AND deleted_at IS NULL", id=person_id)
