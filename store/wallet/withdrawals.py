"""Withdrawals: asked for, held, and final once the network has them."""

from __future__ import annotations

from datetime import datetime

from store.database import Row, Transaction
from store.types import Money, Owner, utc_text


def add_withdrawal(
    tx: Transaction,
    owner: Owner,
    amount: Money,
    fee: Money,
    address: str,
    network: str,
    hold_id: int,
    requested_by: Owner,
    now: datetime,
) -> int:
    """Store a requested sandbox withdrawal, whose amount and fee are held, and return its id."""
    return tx.insert(
        "withdrawals",
        owner_type=owner.kind,
        owner_id=owner.id,
        currency=amount.currency,
        amount=amount.amount,
        fee=fee.amount,
        address=address,
        network=network,
        status="requested",
        sandbox=1,
        hold_id=hold_id,
        requested_by_type=requested_by.kind,
        requested_by_id=requested_by.id,
        created_at=utc_text(now),
        updated_at=utc_text(now),
    )


def find_withdrawal(tx: Transaction, id: int) -> Row | None:
    return tx.one("SELECT * FROM withdrawals WHERE id = :id", id=id)


def pending_withdrawals(tx: Transaction, owner: Owner) -> list[Row]:
    """An owner's withdrawals that are not final yet, newest first; the newest hundred."""
    return tx.all(
        """SELECT * FROM withdrawals WHERE owner_type = :kind AND owner_id = :id AND status IN ('requested', 'sent')
           ORDER BY id DESC LIMIT 100""",
        kind=owner.kind,
        id=owner.id,
    )


def sandbox_requests(tx: Transaction, most: int) -> list[Row]:
    """Sandbox withdrawals that are not final yet, oldest first."""
    return tx.all(
        "SELECT * FROM withdrawals WHERE status = 'requested' AND sandbox = 1 ORDER BY id LIMIT :most", most=most
    )


def make_final(tx: Transaction, id: int, transaction_hash: str, now: datetime) -> None:
    """The network has the transfer."""
    tx.change("withdrawals", id, status="final", transaction_hash=transaction_hash, updated_at=utc_text(now))
