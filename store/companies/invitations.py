"""Invitations to companies as rows: who is asked to become a member, as what, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from store.database import Row, Transaction
from store.folding import address_key, folded, name_lines
from store.types import utc_text

_INVITATION = """SELECT i.*, c.company_name, p.name AS inviter_name, p.last_name AS inviter_last_name
FROM company_invitations i JOIN companies c ON c.id = i.company_id JOIN persons p ON p.id = i.invited_by
WHERE i.state = 'open' AND i.expires_at > :now AND c.deleted_at IS NULL"""
BY_AGE = (("id", "asc"),)


def add_invitation(tx: Transaction, now: datetime, expires_at: datetime, **columns: Any) -> int:
    """Store an open invitation; its id. One that had run out for the same address and company ends first."""
    tx.run(
        """UPDATE company_invitations SET state = 'withdrawn', answered_at = :now, token_hash = NULL
           WHERE company_id = :company AND email_key = :key AND state = 'open' AND expires_at <= :now""",
        company=columns["company_id"],
        key=address_key(columns["email"]),
        now=utc_text(now),
    )
    stamps = {"created_at": utc_text(now), "updated_at": utc_text(now), "expires_at": utc_text(expires_at)}
    kept = columns | {"email_key": address_key(columns["email"])} | _found_by(columns)
    return tx.insert("company_invitations", **kept, **stamps)


def write_invitation(tx: Transaction, id: int, now: datetime, **columns: Any) -> None:
    if "email" in columns:
        columns["email_key"] = address_key(columns["email"])
    tx.change("company_invitations", id, **columns, updated_at=utc_text(now))
    row = tx.one("SELECT * FROM company_invitations WHERE id = :id", id=id)
    if row is not None and not _SEARCHED.isdisjoint(columns):
        tx.change("company_invitations", id, **_found_by({name: row[name] for name in _SEARCHED}))


_SEARCHED = frozenset(("name", "middle_name", "last_name", "department"))


def _found_by(columns: Mapping[str, Any]) -> dict[str, str]:
    """What names and department of an invitation are searched by."""
    return {
        "names_folded": name_lines(columns.get("name"), columns.get("middle_name"), columns.get("last_name")),
        "department_folded": folded(columns.get("department") or ""),
    }


def end_invitation(tx: Transaction, id: int, state: str, now: datetime) -> None:
    """Accepted, declined or withdrawn: its token opens nothing any more."""
    write_invitation(tx, id, now, state=state, answered_at=utc_text(now), token_hash=None)


def find_invitation(tx: Transaction, id: int, now: datetime) -> Row | None:
    """An open invitation, with the names of the company and of who invites."""
    return tx.one(f"{_INVITATION} AND i.id = :id", id=id, now=utc_text(now))


def invitation_by_token(tx: Transaction, token_hash: str, now: datetime) -> Row | None:
    return tx.one(f"{_INVITATION} AND i.token_hash = :hash", hash=token_hash, now=utc_text(now))


def invitation_to(tx: Transaction, company_id: int, email: str, now: datetime) -> Row | None:
    """The open invitation of an address to a company."""
    return tx.one(
        f"{_INVITATION} AND i.company_id = :company AND i.email_key = :key",
        company=company_id,
        key=address_key(email),
        now=utc_text(now),
    )


def invitations_query(email: str, now: datetime) -> tuple[str, dict[str, Any]]:
    """The SELECT of an address's open invitations, to be paged BY_AGE, and its parameters."""
    sql = f"SELECT * FROM ({_INVITATION} AND i.email_key = :key) AS invitation WHERE 1 = 1"
    return sql, {"key": address_key(email), "now": utc_text(now)}


def withdraw_moves(tx: Transaction, membership_id: int, now: datetime) -> None:
    """Withdraw what would have moved a membership that has ended."""
    tx.run(
        """UPDATE company_invitations SET state = 'withdrawn', answered_at = :now, token_hash = NULL
           WHERE moved_membership_id = :membership AND state = 'open'""",
        membership=membership_id,
        now=utc_text(now),
    )


def withdraw_of_inviter(tx: Transaction, company_id: int, person_id: int, now: datetime) -> None:
    """Withdraw what somebody who leaves has invited to."""
    tx.run(
        """UPDATE company_invitations SET state = 'withdrawn', answered_at = :now, token_hash = NULL
           WHERE company_id = :company AND invited_by = :person AND state = 'open'""",
        company=company_id,
        person=person_id,
        now=utc_text(now),
    )
