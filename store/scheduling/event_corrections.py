"""Suggested changes of events and the votes on them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from store.database import Row, Transaction
from store.rows import among
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


def corrections_of(tx: Transaction, event_id: int) -> list[Row]:
    """The suggestions made for an event, oldest first."""
    return tx.all("SELECT * FROM event_corrections WHERE event_id = :id ORDER BY id", id=event_id)


def counted(tx: Transaction, ids: Sequence[int]) -> list[Row]:
    """Suggestions by id, each with how many said yes and no: votes_for, votes_against."""
    one_of, params = among(ids)
    return tx.all(
        f"""SELECT c.*, coalesce(sum(v.vote), 0) AS votes_for, coalesce(sum(1 - v.vote), 0) AS votes_against
            FROM event_corrections c LEFT JOIN event_correction_votes v ON v.correction_id = c.id
            WHERE c.id {one_of} GROUP BY c.id ORDER BY c.id""",
        **params,
    )


def vote(tx: Transaction, correction_id: int, voter: Owner, yes: bool, now: datetime) -> dict[Owner, bool]:
    """Store a vote, which replaces the voter's earlier one; all votes there are now."""
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
    return {Owner(row["user_type"], row["user_id"]): bool(row["vote"]) for row in votes_on(tx, correction_id)}


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


def open_corrections(tx: Transaction, event_id: int) -> list[Row]:
    """The open suggestions for an event, oldest first."""
    return tx.all("SELECT * FROM event_corrections WHERE event_id = :id AND status_id = 100 ORDER BY id", id=event_id)
