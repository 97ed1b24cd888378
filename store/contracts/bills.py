"""Bills of contracts as rows."""

from __future__ import annotations

from store.database import Transaction


def count_open(tx: Transaction, contract_id: int) -> int:
    """How many bills of a contract are neither paid nor deleted."""
    count: int = tx.value(
        "SELECT count(*) FROM contract_bills WHERE contract_id = :id AND status_id IN (100, 555)", id=contract_id
    )
    return count
