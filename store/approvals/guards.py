"""Who has ever had a freeze, a policy or a mandate; of everybody else nothing more is looked at."""

from __future__ import annotations

from store.database import Transaction
from store.types import Owner


def guard(tx: Transaction, owner: Owner) -> None:
    """From now on acts of the owner are looked at."""
    tx.run(
        "INSERT INTO approval_guards (owner_type, owner_id) VALUES (:type, :id) ON CONFLICT DO NOTHING",
        type=owner.kind,
        id=owner.id,
    )
