"""Reports of reviews as rows."""

from __future__ import annotations

from datetime import datetime

from store.database import Row, Transaction
from store.types import Owner, utc_text


def add(tx: Transaction, review_id: int, by: Owner, reason: str, text: str, now: datetime) -> int:
    return tx.insert(
        "review_reports",
        review_id=review_id,
        by_type=by.kind,
        by_id=by.id,
        reason=reason,
        text=text,
        created_at=utc_text(now),
    )


def open_one(tx: Transaction, review_id: int, by: Owner) -> Row | None:
    """The report of a review by somebody that waits for the operator."""
    return tx.one(
        """SELECT * FROM review_reports
           WHERE review_id = :id AND by_type = :type AND by_id = :by AND status = 'open'""",
        id=review_id,
        type=by.kind,
        by=by.id,
    )


def made_since(tx: Transaction, by: Owner, since: datetime) -> int:
    """How many reports somebody made since a moment."""
    count: int = tx.value(
        "SELECT count(*) FROM review_reports WHERE by_type = :type AND by_id = :id AND created_at > :since",
        type=by.kind,
        id=by.id,
        since=utc_text(since),
    )
    return count


def find(tx: Transaction, id: int) -> Row | None:
    return tx.one("SELECT * FROM review_reports WHERE id = :id", id=id)


def waiting(tx: Transaction) -> list[Row]:
    """Open reports, oldest first, with the review: who wrote it about whom, its text and the operator's note."""
    return tx.all(
        """SELECT p.*, r.author_type, r.author_id, r.about_type, r.about_id, r.overall, r.text AS review_text, r.reply,
                  r.operator_note, r.status AS review_status
           FROM review_reports p JOIN reviews r ON r.id = p.review_id
           WHERE p.status = 'open' ORDER BY p.created_at, p.id"""
    )


def open_of(tx: Transaction, review_id: int) -> list[Row]:
    """The open reports of a review."""
    return tx.all("SELECT * FROM review_reports WHERE review_id = :id AND status = 'open' ORDER BY id", id=review_id)


def decide(tx: Transaction, id: int, status: str, now: datetime) -> None:
    tx.change("review_reports", id, status=status, decided_at=utc_text(now))
