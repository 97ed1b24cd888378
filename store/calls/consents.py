"""When somebody is asked, and which yeses have been spent."""

from __future__ import annotations

from store.database import Row, Transaction
from store.types import Owner


def asking_of(tx: Transaction, owner: Owner) -> Row | None:
    """When a caller is asked, as the operator set it: ask (0 never), usd_micros (above which; None as shipped)."""
    return tx.one(
        "SELECT ask, usd_micros FROM confirmation_limits WHERE owner_type = :type AND owner_id = :id",
        type=owner.kind,
        id=owner.id,
    )


def ask_as_shipped(tx: Transaction, owner: Owner) -> None:
    """Forget what was set for a caller."""
    tx.run("DELETE FROM confirmation_limits WHERE owner_type = :type AND owner_id = :id", type=owner.kind, id=owner.id)


def set_asking(tx: Transaction, owner: Owner, ask: bool, usd_micros: int | None, now: str) -> None:
    """Set when a caller is asked: never, or above an amount in millionths of a US dollar."""
    ask_as_shipped(tx, owner)
    tx.run(
        """INSERT INTO confirmation_limits (owner_type, owner_id, ask, usd_micros, updated_at)
           VALUES (:type, :id, :ask, :micros, :now)""",
        type=owner.kind,
        id=owner.id,
        ask=int(ask),
        micros=usd_micros,
        now=now,
    )


def spend(tx: Transaction, yes: str, now: str) -> bool:
    """Note that a yes was used; False when it was used before."""
    return bool(
        tx.run(
            "INSERT INTO consents_spent (yes, spent_at) VALUES (:yes, :now) ON CONFLICT (yes) DO NOTHING",
            yes=yes,
            now=now,
        )
    )


def forget_spent(tx: Transaction, before: str) -> int:
    """Drop what was spent before a moment, at most 200; how many."""
    return tx.run(
        "DELETE FROM consents_spent WHERE yes IN (SELECT yes FROM consents_spent WHERE spent_at < :before LIMIT 200)",
        before=before,
    )
