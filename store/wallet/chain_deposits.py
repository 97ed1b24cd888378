"""What chains show of deposits and withdrawals, and how far they were read."""

from __future__ import annotations

from datetime import datetime

from store.database import Row, Transaction
from store.types import Owner, Soon, utc_text

_WHOSE = """SELECT c.*, w.owner_type, w.owner_id, a.address, p.head
            FROM chain_deposits c JOIN deposit_addresses a ON a.id = c.address_id
            JOIN wallets w ON w.id = a.wallet_id
            LEFT JOIN chain_progress p ON p.network = c.network"""


def progress_of(tx: Transaction, network: str) -> Row | None:
    """How far a network was read: height, block_hash, head, fault; None when nobody has looked yet."""
    return tx.one("SELECT * FROM chain_progress WHERE network = :network", network=network)


def all_progress(tx: Transaction) -> list[Row]:
    return tx.all("SELECT * FROM chain_progress ORDER BY network")


def note_progress(tx: Transaction, network: str, height: int, block_hash: str, head: int, now: datetime) -> None:
    """It was read up to this block."""
    tx.run(
        """INSERT INTO chain_progress (network, height, block_hash, head, updated_at)
           VALUES (:network, :height, :block_hash, :head, :now)
           ON CONFLICT (network) DO UPDATE SET height = excluded.height, block_hash = excluded.block_hash,
               head = excluded.head, updated_at = excluded.updated_at""",
        network=network,
        height=height,
        block_hash=block_hash,
        head=head,
        now=utc_text(now),
    )


def read_again(tx: Transaction, network: str, height: int, now: datetime) -> None:
    """What was read from this block on is in doubt: the next look begins before it, as where the chain went another way."""
    tx.run(
        """UPDATE chain_progress SET height = :before, block_hash = '', updated_at = :now
           WHERE network = :network AND height >= :height""",
        network=network,
        before=max(0, height - 1),
        height=height,
        now=utc_text(now),
    )


def note_head(tx: Transaction, network: str, head: int, now: datetime) -> None:
    """How high it is now."""
    tx.run(
        "UPDATE chain_progress SET head = :head, updated_at = :now WHERE network = :network AND (head IS NULL OR head <> :head)",
        network=network,
        head=head,
        now=utc_text(now),
    )


def note_fault(tx: Transaction, network: str, fault: str | None, now: datetime) -> None:
    """What is wrong with the node of a network; None when it answers well again."""
    tx.run(
        """INSERT INTO chain_progress (network, fault, updated_at) VALUES (:network, :fault, :now)
           ON CONFLICT (network) DO UPDATE SET fault = excluded.fault, updated_at = excluded.updated_at""",
        network=network,
        fault=fault,
        now=utc_text(now),
    )


def find_deposit(tx: Transaction, network: str, transaction_hash: str, place: int) -> Row | None:
    return tx.one(
        """SELECT * FROM chain_deposits
           WHERE network = :network AND transaction_hash = :hash AND place = :place""",
        network=network,
        hash=transaction_hash,
        place=place,
    )


def pending_on(tx: Transaction, network: str, most: int) -> list[Row]:
    """Deposits that are not final, those in the oldest blocks first, with whose they are."""
    return tx.all(
        f"{_WHOSE} WHERE c.network = :network AND c.status = 'pending' ORDER BY c.block_height, c.id LIMIT :most",
        network=network,
        most=most,
    )


def pending_of(tx: Transaction, owner: Owner) -> list[Row]:
    """An owner's deposits of more than nothing that are not final, newest first; the newest hundred."""
    return pending_of_soon(tx, owner)()


def pending_of_soon(tx: Transaction, owner: Owner) -> Soon[list[Row]]:
    return tx.soon(
        f"""{_WHOSE} WHERE w.owner_type = :kind AND w.owner_id = :id AND c.status = 'pending' AND c.amount > 0
            ORDER BY c.id DESC LIMIT 100""",
        kind=owner.kind,
        id=owner.id,
    )


def find_pending(tx: Transaction, id: int) -> Row | None:
    """A deposit that is not final yet, with whose it is."""
    return tx.one(f"{_WHOSE} WHERE c.id = :id AND c.status = 'pending'", id=id)


def set_status(tx: Transaction, id: int, status: str, now: datetime) -> None:
    """confirmed: it counts. gone: its block is no longer of the chain."""
    tx.change("chain_deposits", id, status=status, confirmed_at=utc_text(now) if status == "confirmed" else None)


def add_deposit(
    tx: Transaction,
    *,
    network: str,
    transaction_hash: str,
    place: int,
    address_id: int,
    currency: str,
    amount: int,
    atomic: int,
    height: int,
    block_hash: str,
    now: datetime,
) -> None:
    """Keep what was seen in a block; it is pending. amount: in the currency's smallest unit, atomic: as the chain has it."""
    tx.insert(
        "chain_deposits",
        network=network,
        transaction_hash=transaction_hash,
        place=place,
        address_id=address_id,
        currency=currency,
        amount=amount,
        atomic=str(atomic),
        block_height=height,
        block_hash=block_hash,
        status="pending",
        seen_at=utc_text(now),
    )


def move_to_block(tx: Transaction, id: int, height: int, block_hash: str) -> None:
    """It stands in another block than before, or again in one; it is pending."""
    tx.change("chain_deposits", id, block_height=height, block_hash=block_hash, status="pending")
