"""Calendars as rows, and what stands in them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from store.database import Row, Transaction
from store.rows import Order
from store.types import Owner, utc_text

# owner_unproven: the owner joined, but has not signed in yet, so nobody else sees the calendar.
CALENDARS = """
    SELECT k.*, k.owner_type = 'person' AND EXISTS (
               SELECT 1 FROM persons p
               WHERE p.id = k.owner_id AND p.terms_accepted_at IS NOT NULL AND p.email_verified_at IS NULL
           ) AS owner_unproven
    FROM calendars k"""
DEFAULT_FIRST: Order = (("k.is_default", "desc"), ("k.own", "desc"), ("k.id", "asc"))


def find_any_calendar(tx: Transaction, id: int) -> Row | None:
    """The calendar, deleted or not."""
    return tx.one(f"{CALENDARS} WHERE k.id = :id", id=id)


def find_by_slug(tx: Transaction, owner_slug: str, slug: str) -> Row | None:
    """The live calendar at a public address."""
    return tx.one(
        f"""{CALENDARS} JOIN owner_slugs o ON o.owner_type = k.owner_type AND o.owner_id = k.owner_id
            WHERE o.slug = :owner_slug AND k.slug = :slug AND k.deleted_at IS NULL""",
        owner_slug=owner_slug,
        slug=slug,
    )


def default_calendar(tx: Transaction, owner: Owner) -> Row | None:
    """The main calendar of a person or agent."""
    return tx.one(
        """SELECT * FROM calendars
           WHERE owner_type = :kind AND owner_id = :id AND is_default = 1 AND deleted_at IS NULL""",
        kind=owner.kind,
        id=owner.id,
    )


def set_default_calendar(tx: Transaction, owner: Owner, kal_id: int) -> None:
    """Note with a person or agent which calendar is their main one."""
    tx.change(f"{owner.kind}s", owner.id, default_kal_id=kal_id)


def owned_ids(tx: Transaction, owner: Owner) -> set[int]:
    """The live calendars of a person or agent, without those of contracts they opened."""
    rows = tx.all(
        """SELECT id FROM calendars
           WHERE owner_type = :kind AND owner_id = :id AND contract_id IS NULL AND deleted_at IS NULL""",
        kind=owner.kind,
        id=owner.id,
    )
    return {row["id"] for row in rows}


def count_own(tx: Transaction, owner: Owner) -> int:
    """How many live calendars a person or agent has, those made with a contract not counted."""
    count: int = tx.value(
        """SELECT count(*) FROM calendars
           WHERE owner_type = :kind AND owner_id = :id AND deleted_at IS NULL AND contract_id IS NULL""",
        kind=owner.kind,
        id=owner.id,
    )
    return count


def slug_is_taken(tx: Transaction, owner: Owner, slug: str, but_id: int = 0) -> bool:
    """Whether another live calendar of this owner has the slug."""
    return (
        tx.value(
            """SELECT 1 FROM calendars
               WHERE owner_type = :kind AND owner_id = :id AND slug = :slug AND deleted_at IS NULL AND id <> :but_id""",
            kind=owner.kind,
            id=owner.id,
            slug=slug,
            but_id=but_id,
        )
        is not None
    )


def insert_calendar(tx: Transaction, owner: Owner, now: datetime, **columns: Any) -> int:
    """Store a calendar; its id. A unique index refuses a slug its owner has already."""
    return tx.insert(
        "calendars",
        owner_type=owner.kind,
        owner_id=owner.id,
        **columns,
        created_at=utc_text(now),
        updated_at=utc_text(now),
    )


def change_calendar(tx: Transaction, id: int, now: datetime, **columns: Any) -> None:
    """Set columns of a calendar. A unique index refuses a slug its owner has already."""
    tx.change("calendars", id, **columns, updated_at=utc_text(now))


def make_default(tx: Transaction, owner: Owner, kal_id: int) -> None:
    """Let a calendar be its owner's main one, and no other."""
    tx.run(
        """UPDATE calendars SET is_default = 0
           WHERE owner_type = :kind AND owner_id = :id AND is_default = 1 AND id <> :kal""",
        kind=owner.kind,
        id=owner.id,
        kal=kal_id,
    )
    tx.change("calendars", kal_id, is_default=1)
    set_default_calendar(tx, owner, kal_id)


def picture_of(tx: Transaction, owner: Owner) -> int | str | None:
    """The picture everybody sees of a calendar's owner: a person's file, an agent's address."""
    column = {"person": "ava_id", "agent": "avatar"}[owner.kind]
    picture: int | str | None = tx.value(f"SELECT {column} FROM {owner.kind}s WHERE id = :id", id=owner.id)
    return picture


def has_role_in(tx: Transaction, kal_id: int, user: Owner) -> bool:
    """Whether somebody has a role in a live schedule of a calendar."""
    return (
        tx.value(
            """SELECT 1 FROM schedule_users u JOIN schedules s ON s.id = u.schedule_id
               WHERE s.kal_id = :kal AND s.deleted_at IS NULL AND u.user_type = :kind AND u.user_id = :id""",
            kal=kal_id,
            kind=user.kind,
            id=user.id,
        )
        is not None
    )


def listed(owner: Owner) -> tuple[str, dict[str, Any]]:
    """The SELECT of one's calendars, and (own = 0) those of schedules one has a role in and of live contracts one is a
    member of, to be paged DEFAULT_FIRST."""
    sql = """
        SELECT * FROM (
            SELECT c.*, 1 AS own FROM calendars c
            WHERE c.owner_type = :kind AND c.owner_id = :id AND c.contract_id IS NULL AND c.deleted_at IS NULL
            UNION ALL
            SELECT c.*, 0 AS own FROM calendars c
            WHERE c.deleted_at IS NULL AND c.contract_id IS NULL AND NOT (c.owner_type = :kind AND c.owner_id = :id)
              AND c.id IN (SELECT s.kal_id FROM schedule_users u JOIN schedules s ON s.id = u.schedule_id
                           WHERE u.user_type = :kind AND u.user_id = :id AND s.deleted_at IS NULL)
            UNION ALL
            SELECT c.*, 0 AS own FROM contract_users m JOIN contracts x ON x.id = m.contract_id
            JOIN calendars c ON c.id = x.kal_id
            WHERE m.user_type = :kind AND m.user_id = :id AND m.left_at IS NULL AND x.deleted_at IS NULL
              AND c.deleted_at IS NULL
        ) AS k WHERE 1 = 1"""
    return sql, {"kind": owner.kind, "id": owner.id}


def rename_calendar(tx: Transaction, kal_id: int, old: str, new: str, now: datetime) -> None:
    """Give a calendar another label, unless it has got one already that is not the old."""
    tx.run(
        "UPDATE calendars SET label = :new, updated_at = :now WHERE id = :id AND label = :old",
        new=new,
        old=old,
        id=kal_id,
        now=utc_text(now),
    )
