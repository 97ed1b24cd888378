"""Suggested changes of people's profiles, and the votes on them. changes and before are JSON texts in rows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from store.database import Row, Transaction
from store.types import Owner, utc_text


def find_correction(tx: Transaction, id: int) -> Row | None:
    """The suggestion, withdrawn or not."""
    return tx.one("SELECT * FROM profile_corrections WHERE id = :id", id=id)


def corrections_about(tx: Transaction, person_id: int, most: int) -> list[Row]:
    """Open and approved suggestions about a person, newest first."""
    return tx.all(
        """SELECT * FROM profile_corrections WHERE person_id = :person_id AND status IN ('pending', 'approved')
           ORDER BY id DESC LIMIT :most""",
        person_id=person_id,
        most=most,
    )


def open_corrections(tx: Transaction, person_id: int, author: Owner) -> list[Row]:
    """An author's open suggestions about a person, oldest first."""
    return tx.all(
        """SELECT * FROM profile_corrections
           WHERE person_id = :person_id AND author_type = :kind AND author_id = :id AND status = 'pending'
           ORDER BY id""",
        person_id=person_id,
        kind=author.kind,
        id=author.id,
    )


def add_correction(
    tx: Transaction, person_id: int, author: Owner, changes: Mapping[str, Any], before: Mapping[str, Any], now: datetime
) -> int:
    return tx.insert(
        "profile_corrections",
        person_id=person_id,
        author_type=author.kind,
        author_id=author.id,
        changes=json.dumps(changes, ensure_ascii=False),
        before=json.dumps(before, ensure_ascii=False),
        created_at=utc_text(now),
        updated_at=utc_text(now),
    )


def narrow_correction(tx: Transaction, id: int, changes: Mapping[str, Any], now: datetime) -> None:
    """Leave only these changes of a suggestion."""
    text = json.dumps(changes, ensure_ascii=False)
    tx.change("profile_corrections", id, changes=text, updated_at=utc_text(now))


def withdraw(tx: Transaction, id: int, now: datetime) -> None:
    """Take a suggestion back; its votes fall away."""
    tx.run("DELETE FROM profile_correction_votes WHERE correction_id = :id", id=id)
    stamp = utc_text(now)
    tx.change(
        "profile_corrections", id, status="withdrawn", votes_for=0, votes_against=0, deleted_at=stamp, updated_at=stamp
    )


def decide(tx: Transaction, id: int, status: str, by: int, now: datetime) -> None:
    """Close a suggestion as approved or rejected, by the person whose vote did it."""
    stamp = utc_text(now)
    tx.change("profile_corrections", id, status=status, decided_at=stamp, decided_by=by, updated_at=stamp)


def put_vote(tx: Transaction, correction_id: int, voter_id: int, vote: bool, now: datetime) -> None:
    """Store somebody's vote in place of the one before, and count anew."""
    tx.run(
        """INSERT INTO profile_correction_votes (correction_id, voter_id, vote, voted_at)
           VALUES (:correction_id, :voter_id, :vote, :now)
           ON CONFLICT (correction_id, voter_id) DO UPDATE SET vote = excluded.vote, voted_at = excluded.voted_at""",
        correction_id=correction_id,
        voter_id=voter_id,
        vote=int(vote),
        now=utc_text(now),
    )
    row = tx.one(
        """SELECT coalesce(sum(vote), 0) AS votes_for, coalesce(sum(1 - vote), 0) AS votes_against
           FROM profile_correction_votes WHERE correction_id = :id""",
        id=correction_id,
    )
    assert row is not None
    tx.change(
        "profile_corrections",
        correction_id,
        votes_for=row["votes_for"],
        votes_against=row["votes_against"],
        updated_at=utc_text(now),
    )


def made_since(tx: Transaction, person_id: int, since: datetime) -> int:
    """How many suggestions about a person were made since a moment, by whomever."""
    made: int = tx.value(
        "SELECT count(*) FROM profile_corrections WHERE person_id = :person_id AND created_at > :since",
        person_id=person_id,
        since=utc_text(since),
    )
    return made
