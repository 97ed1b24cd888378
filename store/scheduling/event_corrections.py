"""Suggested changes of events and the votes on them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from store.database import Row, Transaction
from store.types import Owner, utc_text


def insert_correction(
    tx: Transaction, now: datetime, event_id: int, proposer: Owner, field: str, old: Any, new: Any, **columns: Any
) -> int:
    """Store an open suggestion for one field, the proposer's yes with it; its id. Values are plain JSON."""
    correction_id = tx.insert(
        "event_corrections",
        event_id=event_id,
        user_type=proposer.kind,
        user_id=proposer.id,
        field=field,
        old_value=json.dumps(old, ensure_ascii=False),
        new_value=json.dumps(new, ensure_ascii=False),
        created_at=utc_text(now),
        **columns,
    )
    vote(tx, correction_id, proposer, True, now)
    return correction_id


def corrections_of(tx: Transaction, event_id: int, only_open: bool = False) -> list[Row]:
    """The suggestions made for an event, oldest first."""
    return tx.all(
        """SELECT * FROM event_corrections WHERE event_id = :id AND (:only_open = 0 OR status_id = 100) ORDER BY id""",
        id=event_id,
        only_open=int(only_open),
    )


def find_correction(tx: Transaction, correction_id: int) -> Row:
    """A suggestion that exists."""
    row = tx.one("SELECT * FROM event_corrections WHERE id = :id", id=correction_id)
    if row is None:
        raise LookupError(f"no correction {correction_id}")
    return row


def find_corrections(tx: Transaction, event_id: int, ids: Sequence[int]) -> list[Row]:
    """Those of an event's suggestions that have one of these ids."""
    wanted = set(ids)
    return [row for row in corrections_of(tx, event_id) if row["id"] in wanted]


def vote(tx: Transaction, correction_id: int, voter: Owner, yes: bool, now: datetime) -> None:
    """Store a vote; it replaces the voter's earlier one."""
    tx.run(
        """INSERT INTO event_correction_votes (correction_id, user_type, user_id, vote, voted_at)
           VALUES (:id, :kind, :user, :vote, :now)
           ON CONFLICT (correction_id, user_type, user_id)
           DO UPDATE SET vote = excluded.vote, voted_at = excluded.voted_at""",
        id=correction_id,
        kind=voter.kind,
        user=voter.id,
        vote=int(yes),
        now=utc_text(now),
    )


def votes_on(tx: Transaction, correction_id: int) -> list[Row]:
    """Who voted how: user_type, user_id, vote, voted_at."""
    return tx.all(
        """SELECT user_type, user_id, vote, voted_at FROM event_correction_votes
           WHERE correction_id = :id ORDER BY voted_at""",
        id=correction_id,
    )


def decide(tx: Transaction, correction_id: int, status_id: int, now: datetime) -> None:
    """End a suggestion: 200 taken effect, 400 refused, 444 withdrawn."""
    tx.change("event_corrections", correction_id, status_id=status_id, decided_at=utc_text(now))


def open_corrections(
    tx: Transaction,
    event_id: int,
    *,
    booking_id: int | None = None,
    proposer: Owner | None = None,
    field: str | None = None,
) -> list[Row]:
    """Open suggestions of an event: all, or those about one booking, by one person, for one field."""
    return tx.all(
        """SELECT * FROM event_corrections WHERE event_id = :event AND status_id = 100
             AND (:booking IS NULL OR booking_id = :booking)
             AND (:kind IS NULL OR (user_type = :kind AND user_id = :user))
             AND (:field IS NULL OR field = :field) ORDER BY id""",
        event=event_id,
        booking=booking_id,
        kind=proposer.kind if proposer else None,
        user=proposer.id if proposer else None,
        field=field,
    )
