"""Payments that came with calls: each authorisation is taken once, and credited once."""

from __future__ import annotations

from datetime import datetime

from store.database import Row, Transaction
from store.types import Money, Owner, utc_text


def find_payment(tx: Transaction, network: str, asset: str, payer: str, nonce: str) -> Row | None:
    return tx.one(
        """SELECT * FROM call_payments
           WHERE network = :network AND asset = :asset AND payer_address = :payer AND nonce = :nonce""",
        network=network,
        asset=asset,
        payer=payer,
        nonce=nonce,
    )


def load_payment(tx: Transaction, id: int) -> Row | None:
    return tx.one("SELECT * FROM call_payments WHERE id = :id", id=id)


def take_payment(
    tx: Transaction, network: str, asset: str, payer: str, nonce: str, owner: Owner, money: Money, now: datetime
) -> int:
    """Keep a payment that is about to be settled, before anybody is asked to; its id."""
    return tx.insert(
        "call_payments",
        network=network,
        asset=asset,
        payer_address=payer,
        nonce=nonce,
        owner_type=owner.kind,
        owner_id=owner.id,
        currency=money.currency,
        amount=money.amount,
        status="taken",
        created_at=utc_text(now),
        updated_at=utc_text(now),
    )


def take_again(tx: Transaction, id: int, now: datetime) -> None:
    """Its settling is tried once more."""
    tx.change("call_payments", id, status="taken", failure=None, updated_at=utc_text(now))


def note_credited(tx: Transaction, id: int, transaction_hash: str, now: datetime) -> None:
    tx.change("call_payments", id, status="credited", transaction_hash=transaction_hash, updated_at=utc_text(now))


def note_failed(tx: Transaction, id: int, failure: str, now: datetime) -> None:
    tx.change("call_payments", id, status="failed", failure=failure, updated_at=utc_text(now))


def note_uncertain(tx: Transaction, id: int, failure: str, now: datetime) -> None:
    """Nobody knows whether it was settled: it stays taken, and is not taken for failed."""
    tx.change("call_payments", id, failure=failure, updated_at=utc_text(now))


def uncertain_payments(tx: Transaction, before: datetime) -> list[Row]:
    """Payments that were being settled at a time, and whose outcome is not known."""
    return tx.all(
        "SELECT * FROM call_payments WHERE status = 'taken' AND updated_at < :before ORDER BY id",
        before=utc_text(before),
    )
