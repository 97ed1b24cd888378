"""Who calls, found by what a credential hashes to, or again by id."""

from __future__ import annotations

from store.database import Row, Transaction

_AGENT = """SELECT id, company_id, name, email, email_verified_at, status, currency, suspension_reason,
                   (SELECT f.frozen_at FROM payment_freezes f
                    WHERE f.target = 'agent' AND f.target_id = agents.id AND f.lifted_at IS NULL LIMIT 1) AS frozen_at
            FROM agents"""
_PERSON = "SELECT p.id, p.name, p.email, p.email_verified_at, p.timezone, p.currency, p.language, m.company_id, m.role"


def agent_by_key(tx: Transaction, key_hash: str) -> Row | None:
    """The agent whose key has that hash, in whatever status."""
    return tx.one(f"{_AGENT} WHERE api_key_hash = :hash", hash=key_hash)


def agent_by_id(tx: Transaction, agent_id: int) -> Row | None:
    """The agent, in whatever status."""
    return tx.one(f"{_AGENT} WHERE id = :id", id=agent_id)


def person_by_token(tx: Transaction, token_hash: str, now: str) -> Row | None:
    """The person of a session that has not ended, with session_id, last_used_at, scopes, and the role in its company."""
    return tx.one(
        f"""{_PERSON}, p.allowed_ips, s.id AS session_id, s.last_used_at, s.scopes, s.grant_id
           FROM sessions s JOIN persons p ON p.id = s.person_id
           LEFT JOIN memberships m ON m.person_id = p.id AND m.company_id = s.company_id AND m.deleted_at IS NULL
           WHERE s.token_hash = :hash AND s.ended_at IS NULL AND s.expires_at > :now AND p.deleted_at IS NULL
             AND (s.agent_id IS NULL OR EXISTS (
                 SELECT 1 FROM agents g WHERE g.id = s.agent_id AND g.status = 'active' AND g.company_id = s.company_id
                   AND g.api_key_hash = s.agent_key_hash))""",
        hash=token_hash,
        now=now,
    )


def person_by_id(tx: Transaction, person_id: int, company_id: int | None) -> Row | None:
    """The person, unless deleted, and their role in a company."""
    return tx.one(
        f"""{_PERSON} FROM persons p LEFT JOIN memberships m
            ON m.person_id = p.id AND m.company_id = :company AND m.deleted_at IS NULL
            WHERE p.id = :id AND p.deleted_at IS NULL""",
        id=person_id,
        company=company_id or 0,
    )


def note_use(tx: Transaction, session_id: int, now: str) -> None:
    """A session was used now."""
    tx.change("sessions", session_id, last_used_at=now)
