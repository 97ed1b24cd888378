"""Proposed changes of agreed working hours as rows."""

from __future__ import annotations

from datetime import datetime

from store.database import Row, Transaction
from store.types import Owner, utc_text


def find_correction(tx: Transaction, id: int, participant_id: int) -> Row | None:
    """A proposal about this place, answered or not."""
    return tx.one(
        "SELECT * FROM schedule_corrections WHERE id = :id AND participant_id = :place", id=id, place=participant_id
    )


def open_of(tx: Transaction, participant_id: int) -> list[Row]:
    """The proposals about a place that wait for an answer, oldest first."""
    return tx.all(
        "SELECT * FROM schedule_corrections WHERE participant_id = :id AND status_id = 100 ORDER BY id",
        id=participant_id,
    )


def open_in(tx: Transaction, contract_id: int) -> list[Row]:
    """The proposals of a contract that wait for an answer, oldest first."""
    return tx.all(
        """SELECT x.* FROM schedule_corrections x JOIN contract_participants p ON p.id = x.participant_id
           WHERE p.contract_id = :id AND x.status_id = 100 ORDER BY x.id""",
        id=contract_id,
    )


def withdraw_open(tx: Transaction, participant_id: int, by: Owner, now: datetime) -> None:
    """The place ended, so nothing about it waits for an answer."""
    tx.run(
        """UPDATE schedule_corrections SET status_id = 444, answered_by = :by, answered_at = :now
           WHERE participant_id = :id AND status_id = 100""",
        id=participant_id,
        by=by.id,
        now=utc_text(now),
    )
