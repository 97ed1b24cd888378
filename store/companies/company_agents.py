"""A company's agents as its admins see them: who registered each, and whether it may act."""

from __future__ import annotations

from typing import Any

from store.database import Row, Transaction

_AGENT = """SELECT a.id, a.company_id, a.name, a.email, a.email_verified_at, a.status, a.status_before_suspension,
       a.suspension_reason, a.suspended_by, a.ended_at, a.made_by, a.api_key_prefix, a.created_at
FROM agents a WHERE a.company_id = :company"""
BY_AGE = (("a.id", "asc"),)


def agents_query(company_id: int) -> tuple[str, dict[str, Any]]:
    """The SELECT of a company's agents, in whatever status, to be paged BY_AGE, and its parameters."""
    return f"{_AGENT} AND 1 = 1", {"company": company_id}


def find(tx: Transaction, company_id: int, agent_id: int) -> Row | None:
    """An agent of the company, in whatever status."""
    return tx.one(f"{_AGENT} AND a.id = :id", company=company_id, id=agent_id)


def registered_by(tx: Transaction, company_id: int, maker: str) -> list[Row]:
    """The agents of a company that somebody ('person:4') is the owner of record of and that may still act, oldest first."""
    return tx.all(
        f"{_AGENT} AND a.made_by = :maker AND a.status <> 'banned' ORDER BY a.id", company=company_id, maker=maker
    )


def hand_over(tx: Transaction, agent_id: int, maker: str, stamp: str) -> None:
    """Make somebody else an agent's owner of record."""
    tx.change("agents", agent_id, made_by=maker, updated_at=stamp)


def suspend(tx: Transaction, row: Row, by: str, reason: str | None, stamp: str) -> None:
    """Keep an agent from acting; it is what it was before once that is lifted."""
    tx.change(
        "agents",
        row["id"],
        status="suspended",
        status_before_suspension=row["status"],
        suspended_by=by,
        suspension_reason=reason,
        updated_at=stamp,
    )


def resume(tx: Transaction, row: Row, stamp: str) -> None:
    """Lift a suspension."""
    tx.change(
        "agents",
        row["id"],
        status=row["status_before_suspension"] or "pending_deposit",
        status_before_suspension=None,
        suspended_by=None,
        suspension_reason=None,
        updated_at=stamp,
    )


def end(tx: Transaction, agent_id: int, reason: str | None, stamp: str) -> None:
    """End an agent: its key opens nothing any more, for good."""
    tx.change(
        "agents",
        agent_id,
        status="banned",
        suspension_reason=reason,
        suspended_by=None,
        ended_at=stamp,
        updated_at=stamp,
    )


def ended_with_money(tx: Transaction, most: int) -> list[Row]:
    """Agents that were ended and have free money in a purse again, the one ended first first: id, company_id, name."""
    return tx.all(
        """SELECT a.id, a.company_id, a.name FROM agents a
           WHERE a.ended_at IS NOT NULL AND EXISTS (
               SELECT 1 FROM ledger_accounts l
               WHERE l.owner_type = 'agent' AND l.owner_id = a.id AND l.kind = 'purse' AND l.balance > l.held)
           ORDER BY a.ended_at, a.id LIMIT :most""",
        most=most,
    )


def proven_admins(tx: Transaction, company_id: int) -> list[str]:
    """The addresses of a company's admins who have proven theirs, oldest membership first."""
    rows = tx.all(
        """SELECT p.email FROM memberships m JOIN persons p ON p.id = m.person_id
           WHERE m.company_id = :company AND m.role = 'admin' AND m.deleted_at IS NULL AND p.deleted_at IS NULL
             AND p.email IS NOT NULL AND p.email_verified_at IS NOT NULL ORDER BY m.id LIMIT 20""",
        company=company_id,
    )
    return [row["email"] for row in rows]
