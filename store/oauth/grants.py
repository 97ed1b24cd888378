"""What people allowed apps, as rows: one-time codes, grants, and the tokens of a grant."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from store.database import Row, Transaction
from store.types import utc_text


def add_code(tx: Transaction, **columns: Any) -> None:
    tx.insert("oauth_codes", **columns)


def find_code(tx: Transaction, code_hash: str) -> Row | None:
    return tx.one("SELECT * FROM oauth_codes WHERE code_hash = :hash", hash=code_hash)


def spend_code(tx: Transaction, code_id: int, grant_id: int) -> None:
    tx.change("oauth_codes", code_id, grant_id=grant_id)


def open_grant(tx: Transaction, code: Row, now: datetime, lifetime: timedelta) -> int:
    """What a code stands for, from now on; the grant's id."""
    copied = ("client_id", "client_name", "person_id", "company_id", "scopes", "resource")
    return tx.insert(
        "oauth_grants",
        **{name: code[name] for name in copied},
        created_at=utc_text(now),
        renewed_at=utc_text(now),
        expires_at=utc_text(now + lifetime),
    )


def find_grant(tx: Transaction, grant_id: int) -> Row | None:
    return tx.one("SELECT * FROM oauth_grants WHERE id = :id", id=grant_id)


def use_grant(tx: Transaction, grant_id: int, now: datetime, lifetime: timedelta) -> None:
    """It was renewed, and lives so much longer from now on."""
    tx.change("oauth_grants", grant_id, renewed_at=utc_text(now), expires_at=utc_text(now + lifetime))


def end_grant(tx: Transaction, grant_id: int, how: str, now: datetime) -> None:
    """All its tokens are worthless from now on. how: revoked, stolen or replayed."""
    stamp = utc_text(now)
    tx.run(
        "UPDATE oauth_grants SET ended_at = :now, ended = :how WHERE id = :id AND ended_at IS NULL",
        id=grant_id,
        how=how,
        now=stamp,
    )
    tx.run("UPDATE oauth_refresh_tokens SET answer = NULL WHERE grant_id = :id", id=grant_id)
    tx.run("UPDATE sessions SET ended_at = :now WHERE grant_id = :id AND ended_at IS NULL", id=grant_id, now=stamp)


def add_refresh_token(tx: Transaction, token_hash: str, grant_id: int, session_id: int, now: datetime) -> None:
    tx.insert(
        "oauth_refresh_tokens",
        token_hash=token_hash,
        grant_id=grant_id,
        session_id=session_id,
        created_at=utc_text(now),
    )


def find_refresh_token(tx: Transaction, token_hash: str) -> Row | None:
    """The token with its grant: client_id, person_id, company_id, scopes, resource, ended_at and expires_at of the grant, and
    session_ended_at of the session it came with."""
    return tx.one(
        """SELECT r.id, r.grant_id, r.session_id, r.spent_at, r.answer, g.client_id, g.client_name, g.person_id,
                  g.company_id, g.scopes, g.resource, g.ended_at, g.expires_at, s.ended_at AS session_ended_at
           FROM oauth_refresh_tokens r JOIN oauth_grants g ON g.id = r.grant_id JOIN sessions s ON s.id = r.session_id
           WHERE r.token_hash = :hash""",
        hash=token_hash,
    )


def spend_refresh_token(tx: Transaction, token_id: int, answer: str, now: datetime) -> None:
    """answer: what it was renewed to, sealed."""
    tx.change("oauth_refresh_tokens", token_id, spent_at=utc_text(now), answer=answer)


def forget_renewal(tx: Transaction, session_id: int) -> None:
    """A session whose refresh token was spent goes on until it runs out, and no longer."""
    tx.change("sessions", session_id, refresh_expires_at=None)


def open_app_session(
    tx: Transaction,
    grant: Row,
    grant_id: int,
    token_hash: str,
    scopes: str,
    now: datetime,
    lifetime: timedelta,
    renewable_until: datetime,
) -> int:
    """The session of an access token. grant: a row with person_id and company_id."""
    first = tx.value("SELECT min(id) FROM sessions WHERE grant_id = :grant", grant=grant_id)
    session_id = tx.insert(
        "sessions",
        person_id=grant["person_id"],
        company_id=grant["company_id"],
        token_hash=token_hash,
        created_at=utc_text(now),
        expires_at=utc_text(now + lifetime),
        refresh_expires_at=utc_text(renewable_until),
        chain_id=first,
        opened_by="oauth",
        origin="network",
        scopes=scopes,
        grant_id=grant_id,
    )
    if first is None:
        tx.change("sessions", session_id, chain_id=session_id)
    return session_id


def find_app_session(tx: Transaction, token_hash: str, now: datetime) -> Row | None:
    """The session of an access token that has not ended, with client_id, client_name and resource of its grant."""
    return tx.one(
        """SELECT s.id, s.person_id, s.company_id, s.scopes, s.grant_id, s.created_at, s.expires_at, g.client_id,
                  g.client_name, g.resource
           FROM sessions s JOIN oauth_grants g ON g.id = s.grant_id
           WHERE s.token_hash = :hash AND s.ended_at IS NULL AND s.expires_at > :now AND g.ended_at IS NULL""",
        hash=token_hash,
        now=utc_text(now),
    )


def sweep_answers(tx: Transaction, before: datetime) -> int:
    """Forget what spent tokens were renewed to before a moment; how many."""
    return tx.run(
        "UPDATE oauth_refresh_tokens SET answer = NULL WHERE answer IS NOT NULL AND spent_at < :before",
        before=utc_text(before),
    )


def sweep_codes(tx: Transaction, before: datetime, limit: int) -> int:
    """Forget codes that ran out before a moment; how many."""
    return tx.run(
        """DELETE FROM oauth_codes WHERE id IN (
               SELECT id FROM oauth_codes WHERE expires_at < :before ORDER BY expires_at LIMIT :limit)""",
        before=utc_text(before),
        limit=limit,
    )


def is_seen(tx: Transaction, token_hash: str) -> bool:
    """Whether there is a session of this token, over or not."""
    return tx.value("SELECT 1 FROM sessions WHERE token_hash = :hash", hash=token_hash) is not None


def open_outside_session(
    tx: Transaction,
    person_id: int,
    company_id: int | None,
    token_hash: str,
    scopes: str,
    now: datetime,
    expires_at: datetime,
) -> None:
    """The session of a token of an identity provider elsewhere."""
    session_id = tx.insert(
        "sessions",
        person_id=person_id,
        company_id=company_id,
        token_hash=token_hash,
        created_at=utc_text(now),
        expires_at=utc_text(expires_at),
        opened_by="oauth",
        origin="network",
        scopes=scopes,
    )
    tx.change("sessions", session_id, chain_id=session_id)
