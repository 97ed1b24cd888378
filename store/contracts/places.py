"""Paid places on contracts as rows: asked for, answered, ended."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from store.database import Row, Transaction
from store.folding import address_key_or_none, folded
from store.types import Owner, utc_text


def insert_place(tx: Transaction, contract_id: int, user: Owner, by: Owner, now: datetime, **columns: Any) -> int:
    """Store a place that waits for its answer; its id. A unique index refuses a second live one of a role."""
    return tx.insert(
        "contract_participants",
        contract_id=contract_id,
        user_type=user.kind,
        user_id=user.id,
        role_key=folded(columns["role"]),
        invited_key=address_key_or_none(columns.get("invited_email")),
        requested_by_type=by.kind,
        requested_by_id=by.id,
        **columns,
        created_at=utc_text(now),
        updated_at=utc_text(now),
    )


def change_place(tx: Transaction, id: int, now: datetime, **columns: Any) -> None:
    """Set columns of a place."""
    if "role" in columns:
        columns["role_key"] = folded(columns["role"])
    tx.change("contract_participants", id, **columns, updated_at=utc_text(now))


def live_place(tx: Transaction, contract_id: int, user: Owner, role: str, but_id: int = 0) -> Row | None:
    """The place somebody is asked to take, or has, in a role."""
    return tx.one(
        """SELECT * FROM contract_participants
           WHERE contract_id = :contract AND user_type = :kind AND user_id = :id AND role_key = :role
             AND status_id IN (100, 200) AND invited_key IS NULL AND id <> :but""",
        contract=contract_id,
        kind=user.kind,
        id=user.id,
        role=folded(role),
        but=but_id,
    )


def asked_place(tx: Transaction, contract_id: int, email: str, role: str) -> Row | None:
    """The open invitation of an address to a role."""
    return tx.one(
        """SELECT * FROM contract_participants
           WHERE contract_id = :contract AND invited_key = :key AND role_key = :role AND status_id = 100""",
        contract=contract_id,
        key=address_key_or_none(email),
        role=folded(role),
    )


def addresses_invited_since(tx: Transaction, by: Owner, since: datetime) -> int:
    """How many addresses somebody has invited since a moment."""
    count: int = tx.value(
        """SELECT count(*) FROM contract_participants
           WHERE requested_by_type = :kind AND requested_by_id = :id AND invited_key IS NOT NULL AND created_at > :since""",
        kind=by.kind,
        id=by.id,
        since=utc_text(since),
    )
    return count


def agreed_hours_of(tx: Transaction, user: Owner, but_id: int) -> list[Row]:
    """The working hours somebody agreed to on live contracts, but for one place: schedules with contract_label and role."""
    return tx.all(
        """SELECT s.*, p.role, p.contract_id AS place_contract_id, c.label AS contract_label
           FROM contract_participants p JOIN schedules s ON s.id = p.schedule_id JOIN contracts c ON c.id = p.contract_id
           WHERE p.user_type = :kind AND p.user_id = :id AND p.status_id = 200 AND p.id <> :but AND c.deleted_at IS NULL
           ORDER BY p.id""",
        kind=user.kind,
        id=user.id,
        but=but_id,
    )


def complete_with_contract(tx: Transaction, contract_id: int, now: datetime) -> None:
    """The contract completed, and so does everybody's place on it."""
    tx.run(
        """UPDATE contract_participants SET status_id = 777, updated_at = :now
           WHERE contract_id = :id AND status_id = 200 AND deleted_at IS NULL""",
        id=contract_id,
        now=utc_text(now),
    )


def resume_with_contract(tx: Transaction, contract_id: int, now: datetime) -> None:
    """The contract goes on, and so do the places that completed with it, unless the role was given anew or their person left."""
    tx.run(
        """UPDATE contract_participants SET status_id = 200, updated_at = :now
           WHERE contract_id = :id AND status_id = 777 AND deleted_at IS NULL
             AND NOT EXISTS (SELECT 1 FROM contract_participants o
                             WHERE o.contract_id = :id AND o.user_type = contract_participants.user_type
                               AND o.user_id = contract_participants.user_id
                               AND o.role_key = contract_participants.role_key
                               AND o.status_id IN (100, 200) AND o.invited_key IS NULL)
             AND NOT EXISTS (SELECT 1 FROM contract_users u
                             WHERE u.contract_id = :id AND u.user_type = contract_participants.user_type
                               AND u.user_id = contract_participants.user_id AND u.left_at IS NOT NULL)""",
        id=contract_id,
        now=utc_text(now),
    )


def proven_since(tx: Transaction, limit: int) -> list[Row]:
    """Open invitations of addresses that somebody has proven by now, who has not heard of it: with person_id and the contract."""
    return tx.all(
        """SELECT p.*, u.id AS person_id FROM contract_participants p
           JOIN persons u ON u.email_key = p.invited_key AND u.deleted_at IS NULL AND u.email_verified_at IS NOT NULL
           JOIN contracts c ON c.id = p.contract_id AND c.deleted_at IS NULL
           WHERE p.invited_key IS NOT NULL AND p.status_id = 100 AND p.deleted_at IS NULL AND p.invited_told_at IS NULL
           ORDER BY p.id LIMIT :limit""",
        limit=limit,
    )


def asked_strangers(tx: Transaction, contract_id: int) -> list[Row]:
    """The open requests about people who are no members, oldest first."""
    return tx.all(
        """SELECT p.* FROM contract_participants p
           WHERE p.contract_id = :id AND p.status_id = 100 AND p.deleted_at IS NULL
             AND (p.invited_key IS NOT NULL
                  OR NOT EXISTS (SELECT 1 FROM contract_users u
                                 WHERE u.contract_id = p.contract_id AND u.user_type = p.user_type
                                   AND u.user_id = p.user_id AND u.left_at IS NULL))
           ORDER BY p.id""",
        id=contract_id,
    )
