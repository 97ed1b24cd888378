"""Background jobs as records. A job's result is written in the transaction of its effect, so it happens exactly once."""

from __future__ import annotations

from store.database import Row, Transaction
from store.types import Owner

_COLUMNS = "id, tool, state, progress, result, error, question, created_at, started_at, finished_at"
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


def queue_job(
    tx: Transaction,
    job_id: str,
    tool: str,
    arguments: str,
    digest: str,
    *,
    caller: Owner,
    company_id: int | None,
    hold_id: int | None,
    now: str,
) -> None:
    """Keep a call that is done later; arguments is JSON, digest that of the call's arguments."""
    tx.run(
        """INSERT INTO jobs (id, tool, arguments, arguments_digest, state, caller_type, caller_id, company_id, hold_id,
                             created_at)
           VALUES (:id, :tool, :arguments, :digest, 'queued', :kind, :caller, :company, :hold, :now)""",
        id=job_id,
        tool=tool,
        arguments=arguments,
        digest=digest,
        kind=caller.kind,
        caller=caller.id,
        company=company_id,
        hold=hold_id,
        now=now,
    )


# What waits for a person's yes is nobody's to run: its request ends it.
HELD = "9999-12-31T23:59:59.999Z"


def hold_job(tx: Transaction, job_id: str) -> None:
    """Keep a queued job from being run, with nothing held for its price and no question of its own."""
    tx.run("UPDATE jobs SET leased_until = :held, hold_id = NULL, question = NULL WHERE id = :id", id=job_id, held=HELD)


def is_open(tx: Transaction, job_id: str) -> bool:
    """Whether a job has still to end."""
    return bool(tx.value("SELECT count(*) FROM jobs WHERE id = :id AND state IN ('queued', 'running')", id=job_id))


def queued_at(tx: Transaction, job_id: str) -> str:
    return str(tx.value("SELECT created_at FROM jobs WHERE id = :id", id=job_id))


def queued_job(tx: Transaction, job_id: str) -> Row | None:
    return tx.one("SELECT * FROM jobs WHERE id = :id AND state = 'queued'", id=job_id)


def whole_job(tx: Transaction, job_id: str, caller: Owner) -> Row | None:
    """All that is known of a job of the caller's own."""
    return tx.one(
        "SELECT * FROM jobs WHERE id = :id AND caller_type = :kind AND caller_id = :caller",
        id=job_id,
        kind=caller.kind,
        caller=caller.id,
    )


# What waits for an answer is tried again once nobody can be expected to give one.
_FREE = """state = 'queued' AND (leased_until IS NULL OR leased_until <= :now)
           AND (question IS NULL OR asked_at <= :unanswered)"""


def is_any_free(tx: Transaction, now: str, unanswered: str) -> bool:
    """Whether a queued job is nobody's. unanswered: questions as old as this wait no longer."""
    return bool(tx.value(f"SELECT EXISTS (SELECT 1 FROM jobs WHERE {_FREE})", now=now, unanswered=unanswered))


def ask_in_job(tx: Transaction, job_id: str, question: str, now: str) -> None:
    """Let a job wait for the answer to a question (JSON)."""
    tx.run(
        """UPDATE jobs SET question = :question, asked_at = :now, questions = questions + 1, leased_until = NULL
           WHERE id = :id AND state = 'queued'""",
        id=job_id,
        question=question,
        now=now,
    )


def go_on_with_job(tx: Transaction, job_id: str, arguments: str) -> None:
    """Let a job that asked be run, with the arguments (JSON) that the answer is part of."""
    tx.run(
        "UPDATE jobs SET question = NULL, arguments = :arguments WHERE id = :id AND state = 'queued'",
        id=job_id,
        arguments=arguments,
    )


def lease_jobs(tx: Transaction, now: str, unanswered: str, until: str, most: int) -> list[str]:
    """Take the oldest queued jobs for oneself until a moment; their ids."""
    rows = tx.all(
        f"""UPDATE jobs SET leased_until = :until
            WHERE id IN (SELECT id FROM jobs WHERE {_FREE} ORDER BY created_at, id LIMIT :most)
            RETURNING id, created_at""",
        now=now,
        unanswered=unanswered,
        until=until,
        most=most,
    )
    return [row["id"] for row in sorted(rows, key=lambda row: (row["created_at"], row["id"]))]


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
