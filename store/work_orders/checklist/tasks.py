"""Steps of a checklist: completed, set back, and whom their completion is mailed to."""

from __future__ import annotations

from typing import Any

from store.database import Row, Transaction
from store.folding import address_key
from store.types import Owner


def complete(tx: Transaction, task_id: int, stamp: str, by: Owner, **made: Any) -> None:
    """Mark a step complete. made: the signature_id or shipment_id that completed it."""
    tx.change(
        "work_order_tasks", task_id, status="complete", completed_at=stamp, completed_by_type=by.kind,
        completed_by_id=by.id, updated_at=stamp, **made,
    )  # fmt: skip


def reopen(tx: Transaction, task_id: int, stamp: str) -> None:
    """Set a step back to incomplete; what completed it is forgotten."""
    tx.change(
        "work_order_tasks", task_id, status="incomplete", completed_at=None, completed_by_type=None,
        completed_by_id=None, signature_id=None, shipment_id=None, updated_at=stamp,
    )  # fmt: skip


def member_with_address(tx: Transaction, company_id: int, email: str) -> Row | None:
    """The member of a company who has proven an address: email, language."""
    return tx.one(
        """SELECT p.email, p.language FROM persons p JOIN memberships m ON m.person_id = p.id
           WHERE p.email_key = :key AND p.email_verified_at IS NOT NULL AND p.deleted_at IS NULL
             AND m.company_id = :company_id AND m.deleted_at IS NULL""",
        key=address_key(email),
        company_id=company_id,
    )
