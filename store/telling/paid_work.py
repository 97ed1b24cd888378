"""Noting paid work that ended, for the reviews of its two sides."""

from __future__ import annotations

from datetime import datetime

from store.database import Transaction
from store.types import Money, Owner, utc_text


def note(
    tx: Transaction, kind: str, work_id: int, title: str, client: Owner, worker: Owner, paid: Money, now: datetime
) -> None:
    """Note that work ended now with something paid. What is noted stays as it was noted first."""
    tx.run(
        """INSERT INTO engagements (kind, work_id, title, client_type, client_id, worker_type, worker_id, amount, currency,
                                    ended_at)
           VALUES (:kind, :work_id, :title, :client_type, :client_id, :worker_type, :worker_id, :amount, :currency, :now)
           ON CONFLICT (kind, work_id) DO NOTHING""",
        kind=kind,
        work_id=work_id,
        title=title,
        client_type=client.kind,
        client_id=client.id,
        worker_type=worker.kind,
        worker_id=worker.id,
        amount=paid.amount,
        currency=paid.currency,
        now=utc_text(now),
    )


def note_reversed(tx: Transaction, kind: str, work_id: int, now: datetime) -> None:
    """Note that all that was paid for work went back now, unless its reviews are over or their time is."""
    tx.run(
        """UPDATE engagements SET reversed = 1
           WHERE kind = :kind AND work_id = :work_id AND (status = 'noted' OR (status = 'open' AND due_at > :now))""",
        kind=kind,
        work_id=work_id,
        now=utc_text(now),
    )
