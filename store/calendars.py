"""Calendars as rows."""

from __future__ import annotations

from store.database import Row, Transaction
from store.types import Owner


def default_calendar(tx: Transaction, owner: Owner) -> Row | None:
    """The main calendar of a person or agent."""
    return tx.one(
        """SELECT * FROM calendars
           WHERE owner_type = :kind AND owner_id = :id AND is_default = 1 AND deleted_at IS NULL""",
        kind=owner.kind,
        id=owner.id,
    )


def owned_ids(tx: Transaction, owner: Owner) -> set[int]:
    """The live calendars of a person or agent."""
    rows = tx.all(
        "SELECT id FROM calendars WHERE owner_type = :kind AND owner_id = :id AND deleted_at IS NULL",
        kind=owner.kind,
        id=owner.id,
    )
    return {row["id"] for row in rows}
