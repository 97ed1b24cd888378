"""Deposit addresses. Without a node or a provider they are sandbox references, which no real network accepts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from store.database import Row, Transaction
from store.types import Money, Owner, Soon, utc_text


def find_wallet(tx: Transaction, owner: Owner, currency: str) -> Row | None:
    """The owner's wallet in a currency."""
    return tx.one(
        "SELECT * FROM wallets WHERE owner_type = :kind AND owner_id = :id AND currency = :currency",
        kind=owner.kind,
        id=owner.id,
        currency=currency,
    )


def wallets_of(tx: Transaction, owner: Owner) -> list[Row]:
    """All wallets of an owner, oldest first."""
    return wallets_soon(tx, owner)()


def wallets_soon(tx: Transaction, owner: Owner) -> Soon[list[Row]]:
    return tx.soon(
        "SELECT * FROM wallets WHERE owner_type = :kind AND owner_id = :id ORDER BY id", kind=owner.kind, id=owner.id
    )


def selected_currency(tx: Transaction, owner: Owner) -> str | None:
    """The currency an owner chose to be charged in first."""
    currency: str | None = tx.value(
        "SELECT currency FROM wallets WHERE owner_type = :kind AND owner_id = :id AND selected = 1",
        kind=owner.kind,
        id=owner.id,
    )
    return currency


def open_wallet(tx: Transaction, owner: Owner, currency: str, now: datetime, new_uuid: Callable[[], str]) -> Row:
    """The owner's wallet in a currency, opened with a deposit address of its own when there is none.

    The first wallet of an owner is the selected one."""
    found = find_wallet(tx, owner, currency)
    if found is not None:
        return found
    wallet_id = tx.insert(
        "wallets",
        owner_type=owner.kind,
        owner_id=owner.id,
        currency=currency,
        deposit_address=f"sandbox:{currency.lower()}:{new_uuid()}",
        sandbox=1,
        selected=0 if wallets_of(tx, owner) else 1,
        created_at=utc_text(now),
        updated_at=utc_text(now),
    )
    opened = tx.one("SELECT * FROM wallets WHERE id = :id", id=wallet_id)
    if opened is None:
        raise LookupError(f"wallet {wallet_id} was not stored")
    return opened


def select_wallet(tx: Transaction, owner: Owner, currency: str, now: datetime) -> None:
    """Make the owner's wallet in a currency the one that is charged first."""
    tx.run(
        """UPDATE wallets SET selected = CASE WHEN currency = :currency THEN 1 ELSE 0 END, updated_at = :now
           WHERE owner_type = :kind AND owner_id = :id""",
        currency=currency,
        now=utc_text(now),
        kind=owner.kind,
        id=owner.id,
    )


def deposited(tx: Transaction, owner: Owner) -> list[Money]:
    """What has been deposited to an owner's purses and confirmed, one sum a currency."""
    rows = tx.all(
        """SELECT t.currency, sum(t.amount) AS amount
           FROM ledger_transfers t JOIN ledger_accounts a ON a.id = t.credit_account_id
           WHERE a.owner_type = :kind AND a.owner_id = :id AND a.kind = 'purse' AND t.kind = 'deposit'
           GROUP BY t.currency""",
        kind=owner.kind,
        id=owner.id,
    )
    return [Money(row["amount"], row["currency"]) for row in rows]
