"""Background jobs as records. A job's result is written in the transaction of its effect, so it happens exactly once."""

from __future__ import annotations

from store.database import Row, Transaction
from store.types import Owner

_COLUMNS = "id, tool, state, progress, result, error, created_at, started_at, finished_at"
# Jobs of the caller, or for an admin any of the company's.
_SEEN = "((caller_type = :kind AND caller_id = :caller) OR (:admin = 1 AND company_id = :company))"
# Those jobs, of one :state and one :tool; null is any.
LINES = f"""SELECT {_COLUMNS} FROM jobs
            WHERE {_SEEN} AND (:state IS NULL OR state = :state) AND (:tool IS NULL OR tool = :tool)"""
LINES_ORDER = [("created_at", "desc"), ("id", "desc")]


def find_job(tx: Transaction, job_id: str, caller: Owner, company_id: int | None, is_admin: bool) -> Row | None:
    """A job of the caller, or for an admin any of the company's."""
    return tx.one(
        f"SELECT hold_id, {_COLUMNS} FROM jobs WHERE {_SEEN} AND id = :id",
        id=job_id,
        kind=caller.kind,
        caller=caller.id,
        admin=int(is_admin),
        company=company_id or 0,
    )


def queued_job(tx: Transaction, job_id: str) -> Row | None:
    return tx.one("SELECT * FROM jobs WHERE id = :id AND state = 'queued'", id=job_id)


def waiting_jobs(tx: Transaction, limit: int) -> list[str]:
    """The oldest queued jobs."""
    rows = tx.all("SELECT id FROM jobs WHERE state = 'queued' ORDER BY created_at, id LIMIT :limit", limit=limit)
    return [row["id"] for row in rows]


def end_job(
    tx: Transaction, job_id: str, state: str, now: str, expires: str, *, result: str | None, error: str | None
) -> None:
    tx.run(
        """UPDATE jobs SET state = :state, progress = CASE WHEN :state = 'succeeded' THEN 100 ELSE progress END,
               result = :result, error = :error, started_at = coalesce(started_at, :now), finished_at = :now,
               expires_at = :expires
           WHERE id = :id""",
        id=job_id,
        state=state,
        result=result,
        error=error,
        now=now,
        expires=expires,
    )


def forget_expired_jobs(tx: Transaction, now: str) -> int:
    return tx.run(
        "DELETE FROM jobs WHERE id IN (SELECT id FROM jobs WHERE expires_at IS NOT NULL AND expires_at <= :now LIMIT 200)",
        now=now,
    )
