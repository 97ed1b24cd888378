"""Addresses that deposits come to: the keys they are derived from, and which were given to whom."""

from __future__ import annotations

from datetime import datetime

from store.database import Row, Transaction
from store.types import utc_text


def use_key(tx: Transaction, currency: str, kind: str, public_key: str, now: datetime) -> None:
    """Derive a currency's new addresses from this key; one that was used before goes on where it stood."""
    key_id = tx.value(
        "SELECT id FROM deposit_keys WHERE kind = :kind AND public_key = :public_key", kind=kind, public_key=public_key
    ) or tx.insert("deposit_keys", kind=kind, public_key=public_key, created_at=utc_text(now))
    tx.run(
        """INSERT INTO deposit_key_uses (currency, key_id, updated_at) VALUES (:currency, :key_id, :now)
           ON CONFLICT (currency) DO UPDATE SET key_id = excluded.key_id, updated_at = excluded.updated_at""",
        currency=currency,
        key_id=key_id,
        now=utc_text(now),
    )


def stop_using_key(tx: Transaction, currency: str) -> bool:
    """New wallets of a currency get sandbox references again; whether there was a key."""
    return bool(tx.run("DELETE FROM deposit_key_uses WHERE currency = :currency", currency=currency))


def keys_in_use(tx: Transaction) -> list[Row]:
    """Each currency with its key: kind, public_key and the next number to be given out."""
    return tx.all(
        """SELECT u.currency, k.id, k.kind, k.public_key, k.next_index
           FROM deposit_key_uses u JOIN deposit_keys k ON k.id = u.key_id ORDER BY u.currency"""
    )


def key_of(tx: Transaction, currency: str) -> Row | None:
    """The key that new addresses of a currency come from."""
    return next((row for row in keys_in_use(tx) if row["currency"] == currency), None)


def take_index(tx: Transaction, key_id: int) -> int:
    """The next number of a key, which nobody gets again."""
    taken: int = tx.value(
        "UPDATE deposit_keys SET next_index = next_index + 1 WHERE id = :id RETURNING next_index - 1", id=key_id
    )
    return taken


def give_address(
    tx: Transaction,
    wallet: Row,
    network: str,
    address: str,
    watched_as: str | None,
    key_id: int,
    key_index: int,
    now: datetime,
) -> None:
    """Make a derived address that of a wallet; the sandbox reference it had stays on record."""
    if wallet["sandbox"]:
        tx.insert(
            "deposit_addresses",
            wallet_id=wallet["id"],
            network="sandbox",
            address=wallet["deposit_address"],
            created_at=wallet["created_at"],
        )
    tx.insert(
        "deposit_addresses",
        wallet_id=wallet["id"],
        network=network,
        address=address,
        watched_as=watched_as,
        key_id=key_id,
        key_index=key_index,
        created_at=utc_text(now),
    )
    tx.change("wallets", wallet["id"], deposit_address=address, sandbox=0, updated_at=utc_text(now))


def watched_on(tx: Transaction, network: str) -> dict[str, int]:
    """The ids of all derived addresses of a network, by how the chain writes them."""
    rows = tx.all(
        "SELECT watched_as, id FROM deposit_addresses WHERE network = :network AND watched_as IS NOT NULL",
        network=network,
    )
    return {row["watched_as"]: row["id"] for row in rows}


def network_of_wallet(tx: Transaction, wallet_id: int) -> str | None:
    """The network of a wallet's address; None of a sandbox reference."""
    network: str | None = tx.value(
        """SELECT d.network FROM wallets w JOIN deposit_addresses d ON d.address = w.deposit_address
           WHERE w.id = :id AND w.sandbox = 0""",
        id=wallet_id,
    )
    return network


def is_given(tx: Transaction, network: str, watched_as: str) -> bool:
    """Whether an address, as the chain writes it, is one that deposits come to here."""
    return bool(
        tx.value(
            "SELECT 1 FROM deposit_addresses WHERE network = :network AND watched_as = :watched_as",
            network=network,
            watched_as=watched_as,
        )
    )
