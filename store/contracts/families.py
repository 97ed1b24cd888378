"""Contracts that belong to contracts."""

from __future__ import annotations

from store.database import Row, Transaction


def depth_of(tx: Transaction, contract_id: int) -> int:
    """How many levels a contract and those it belongs to make: 1 for one that belongs to none."""
    depth, at = 0, contract_id
    while at is not None and depth < 100:
        depth += 1
        at = tx.value("SELECT parent_id FROM contracts WHERE id = :id", id=at)
    return depth


def amounts_below(tx: Transaction, contract_id: int, currency: str, but_id: int) -> int:
    """The sum of the ceilings of a contract's live sub-contracts in a currency, but for one."""
    rows = tx.all(
        """SELECT amount FROM contracts
           WHERE amount IS NOT NULL AND parent_id = :id AND currency = :currency AND deleted_at IS NULL AND id <> :but""",
        id=contract_id,
        currency=currency,
        but=but_id,
    )
    # Added up here: without a ceiling of the parent's nothing keeps the sum inside what SQL can hold.
    return sum(row["amount"] for row in rows)


def live_below(tx: Transaction, contract_id: int) -> list[Row]:
    """The live sub-contracts of a contract, oldest first."""
    return tx.all(
        "SELECT * FROM contracts WHERE parent_id = :id AND deleted_at IS NULL ORDER BY id LIMIT 200", id=contract_id
    )
