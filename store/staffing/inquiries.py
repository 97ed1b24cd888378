"""Requests for people and their positions."""

from __future__ import annotations

from typing import Any

from store.database import Row, Transaction
from store.types import Owner

# The inquiries of one creator (:company, :kind, :creator), of one :stage or, when that is null, of all.
INQUIRIES = """SELECT id, public_id, title, description, industry, stage, job_start, job_end, created_at, updated_at
               FROM inquiries WHERE company_id = :company AND created_by_type = :kind AND created_by_id = :creator
               AND (:stage IS NULL OR stage = :stage)"""
INQUIRIES_ORDER = [("created_at", "desc"), ("id", "desc")]
POSITIONS = "SELECT * FROM inquiry_positions WHERE inquiry_id = :inquiry"
POSITIONS_ORDER = [("id", "asc")]


def find_inquiry(tx: Transaction, ref: str, company_id: int, creator: Owner | None) -> Row | None:
    """An inquiry of a company by number or public id; of one creator, or (creator None) of anybody in it."""
    return tx.one(
        """SELECT * FROM inquiries WHERE (public_id = :ref OR id = :number) AND company_id = :company
           AND (:any = 1 OR (created_by_type = :kind AND created_by_id = :creator))""",
        ref=ref,
        number=int(ref) if ref.isascii() and ref.isdigit() and len(ref) < 18 else -1,
        company=company_id,
        any=int(creator is None),
        kind=creator.kind if creator else "",
        creator=creator.id if creator else 0,
    )


def positions_of(tx: Transaction, inquiry_id: int) -> list[Row]:
    """All positions of an inquiry, in the order they were added."""
    return tx.all(f"{POSITIONS} ORDER BY id", inquiry=inquiry_id)


def find_position(tx: Transaction, inquiry_id: int, position_id: int) -> Row | None:
    return tx.one(f"{POSITIONS} AND id = :id", inquiry=inquiry_id, id=position_id)


def insert_inquiry(tx: Transaction, **values: Any) -> int:
    return tx.insert("inquiries", **values)


def keep_stage(
    tx: Transaction, inquiry_id: int, stage: str, job_start: str | None, job_end: str | None, now: str
) -> None:
    """Store what follows from an inquiry's positions."""
    tx.change("inquiries", inquiry_id, stage=stage, job_start=job_start, job_end=job_end, updated_at=now)


def cancel_inquiry(tx: Transaction, inquiry_id: int, reason: str | None, now: str) -> None:
    """Cancel an inquiry; its positions are left to cancel_positions."""
    tx.change("inquiries", inquiry_id, stage="cancelled", cancel_reason=reason, cancelled_at=now, updated_at=now)


def insert_position(tx: Transaction, **values: Any) -> int:
    return tx.insert("inquiry_positions", **values)


def change_position(tx: Transaction, position_id: int, now: str, **values: Any) -> None:
    tx.change("inquiry_positions", position_id, **values, updated_at=now)


def cancel_position(tx: Transaction, position_id: int, reason: str | None, now: str) -> None:
    """Cancel one position."""
    tx.change(
        "inquiry_positions", position_id, stage="cancelled", cancel_reason=reason, cancelled_at=now, updated_at=now
    )


def cancel_positions(tx: Transaction, inquiry_id: int, reason: str | None, now: str) -> list[int]:
    """Cancel every position that is not cancelled; their ids."""
    rows = tx.all(
        """UPDATE inquiry_positions SET stage = 'cancelled', cancel_reason = :reason, cancelled_at = :now, updated_at = :now
           WHERE inquiry_id = :inquiry AND stage <> 'cancelled' RETURNING id""",
        reason=reason,
        now=now,
        inquiry=inquiry_id,
    )
    return sorted(row["id"] for row in rows)


def count_by_stage(tx: Transaction, company_id: int) -> dict[str, int]:
    """How many inquiries a company has in each stage."""
    rows = tx.all(
        "SELECT stage, count(*) AS n FROM inquiries WHERE company_id = :company GROUP BY stage", company=company_id
    )
    return {row["stage"]: row["n"] for row in rows}
