"""Withdrawals: asked for, held, and final once the network has them."""

from __future__ import annotations

from datetime import datetime

from store.database import Row, Transaction
from store.types import Money, Owner, Soon, utc_text


def add_withdrawal(
    tx: Transaction,
    owner: Owner,
    amount: Money,
    fee: Money,
    address: str,
    network: str,
    sandbox: bool,
    hold_id: int,
    requested_by: Owner,
    now: datetime,
) -> int:
    """Store a requested withdrawal, whose amount and fee are held, and return its id."""
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
        sandbox=int(sandbox),
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
    return pending_withdrawals_soon(tx, owner)()


def pending_withdrawals_soon(tx: Transaction, owner: Owner) -> Soon[list[Row]]:
    return tx.soon(
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


def make_failed(tx: Transaction, id: int, now: datetime) -> None:
    """It did not happen."""
    tx.change("withdrawals", id, status="failed", updated_at=utc_text(now))


def note_sent(tx: Transaction, id: int, transaction_hash: str, now: datetime) -> None:
    """Somebody sent it in this transaction, which is looked for from now on."""
    tx.change(
        "withdrawals", id, status="sent", transaction_hash=transaction_hash, trouble=None, updated_at=utc_text(now)
    )


def note_trouble(tx: Transaction, id: int, trouble: str, now: datetime) -> None:
    """Why its transaction does not count."""
    tx.change("withdrawals", id, trouble=trouble, updated_at=utc_text(now))


def unfinished(tx: Transaction) -> list[Row]:
    """Withdrawals on real networks that are not final, oldest first."""
    return tx.all("SELECT * FROM withdrawals WHERE sandbox = 0 AND status IN ('requested', 'sent') ORDER BY id")


def sent_on(tx: Transaction, network: str, most: int) -> list[Row]:
    """Withdrawals whose transactions are looked for on a network, oldest first."""
    return tx.all(
        """SELECT * FROM withdrawals
           WHERE network = :network AND sandbox = 0 AND status = 'sent' AND trouble IS NULL ORDER BY id LIMIT :most""",
        network=network,
        most=most,
    )


def withdrawal_of_hash(tx: Transaction, network: str, transaction_hash: str) -> Row | None:
    """The withdrawal that a transaction was named for."""
    return tx.one(
        "SELECT * FROM withdrawals WHERE network = :network AND transaction_hash = :hash AND sandbox = 0",
        network=network,
        hash=transaction_hash,
    )
