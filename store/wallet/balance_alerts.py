"""Alerts of purses that run low: one an owner and currency."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from store.database import Row, Transaction
from store.types import Money, Owner, utc_text

State = Literal["armed", "fired"]


def find_alert(tx: Transaction, owner: Owner, currency: str) -> Row | None:
    """The alert of an owner's purse in a currency."""
    return tx.one(
        "SELECT * FROM balance_alerts WHERE owner_type = :type AND owner_id = :id AND currency = :currency",
        type=owner.kind,
        id=owner.id,
        currency=currency,
    )


def alerts_of(tx: Transaction, owner: Owner) -> list[Row]:
    """All alerts of an owner, by currency."""
    return tx.all(
        "SELECT * FROM balance_alerts WHERE owner_type = :type AND owner_id = :id ORDER BY currency",
        type=owner.kind,
        id=owner.id,
    )


def set_alert(tx: Transaction, owner: Owner, threshold: Money, by: Owner, now: datetime) -> None:
    """Watch a purse, armed, below an amount, in place of the one before."""
    tx.run(
        """INSERT INTO balance_alerts (owner_type, owner_id, currency, threshold, state, set_by_type, set_by_id, updated_at)
           VALUES (:type, :id, :currency, :threshold, 'armed', :by_type, :by_id, :now)
           ON CONFLICT (owner_type, owner_id, currency) DO UPDATE SET threshold = excluded.threshold, state = 'armed',
               fired_at = NULL, set_by_type = excluded.set_by_type, set_by_id = excluded.set_by_id,
               updated_at = excluded.updated_at""",
        type=owner.kind,
        id=owner.id,
        currency=threshold.currency,
        threshold=threshold.amount,
        by_type=by.kind,
        by_id=by.id,
        now=utc_text(now),
    )


def set_state(tx: Transaction, id: int, state: State, now: datetime) -> None:
    """The purse fell below the amount, or recovered."""
    fired_at = {"fired_at": utc_text(now)} if state == "fired" else {}
    tx.change("balance_alerts", id, state=state, **fired_at)


def drop_alert(tx: Transaction, id: int) -> None:
    tx.run("DELETE FROM balance_alerts WHERE id = :id", id=id)
