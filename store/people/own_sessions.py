"""A person's sessions as rows, for their own eyes: each open one, and the sign-in it goes back to."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from store.database import Row, Transaction
from store.types import utc_text

_OPEN = """SELECT s.id, first.created_at AS signed_in_at, first.opened_by, s.origin, s.created_at,
       coalesce(s.last_used_at, s.created_at) AS used_at, s.expires_at, s.refresh_expires_at, s.company_id, c.company_name
FROM sessions s JOIN sessions first ON first.id = coalesce(s.chain_id, s.id)
     LEFT JOIN companies c ON c.id = s.company_id
WHERE s.person_id = :person AND s.ended_at IS NULL AND (s.expires_at > :now OR s.refresh_expires_at > :now)"""
NEWEST_FIRST = (("id", "desc"),)


def sessions_query(person_id: int, now: datetime) -> tuple[str, dict[str, Any]]:
    """The SELECT of a person's sessions that can still be used or renewed, to be paged NEWEST_FIRST."""
    return f"SELECT * FROM ({_OPEN}) AS session WHERE 1 = 1", {"person": person_id, "now": utc_text(now)}


def find_open_session(tx: Transaction, person_id: int, session_id: int, now: datetime) -> Row | None:
    return tx.one(f"{_OPEN} AND s.id = :id", person=person_id, id=session_id, now=utc_text(now))
