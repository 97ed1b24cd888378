"""What was agreed in contracts, as rows."""

from __future__ import annotations

from store.database import Row, Transaction


def agreed_changes(tx: Transaction, contract_id: int) -> list[Row]:
    """The changes of hours and rates that the other side agreed to, oldest first, each with its place."""
    return tx.all(
        """SELECT x.participant_id, x.proposed_by_type, x.proposed_by_id, x.changes, x.answered_at
           FROM schedule_corrections x JOIN contract_participants p ON p.id = x.participant_id
           WHERE p.contract_id = :id AND x.status_id = 200 AND x.answered_at IS NOT NULL ORDER BY x.answered_at, x.id""",
        id=contract_id,
    )
