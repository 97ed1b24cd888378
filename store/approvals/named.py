"""Names of those an approval, mandate or freeze is about."""

from __future__ import annotations

from store.database import Transaction
from store.types import Owner

_NAMES = {
    "person": "SELECT name FROM persons WHERE id = :id AND deleted_at IS NULL",
    "company": "SELECT company_name FROM companies WHERE id = :id",
    "agent": "SELECT name FROM agents WHERE id = :id",
}


def name_of(tx: Transaction, owner: Owner) -> str | None:
    """What somebody is called; None when they are not there."""
    name: str | None = tx.value(_NAMES[owner.kind], id=owner.id)
    return name
