"""Calendars as rows, and what stands in them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from store.database import Row, Transaction
from store.rows import Order
from store.types import Owner, utc_text

DEFAULT_FIRST: Order = (("k.is_default", "desc"), ("k.own", "desc"), ("k.id", "asc"))
BY_TIME: Order = (("e.begins", "asc"), ("e.id", "asc"))


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
    """The live calendars of a person or agent."""
    rows = tx.all(
        "SELECT id FROM calendars WHERE owner_type = :kind AND owner_id = :id AND deleted_at IS NULL",
        kind=owner.kind,
        id=owner.id,
    )
    return {row["id"] for row in rows}


def slug_is_taken(tx: Transaction, owner: Owner, slug: str) -> bool:
    """Whether a live calendar of this owner has the slug."""
    return (
        tx.value(
            """SELECT 1 FROM calendars
               WHERE owner_type = :kind AND owner_id = :id AND slug = :slug AND deleted_at IS NULL""",
            kind=owner.kind,
            id=owner.id,
            slug=slug,
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


def listed(owner: Owner) -> tuple[str, dict[str, Any]]:
    """The SELECT of one's calendars and those of schedules one has a role in (own = 0), to be paged DEFAULT_FIRST."""
    sql = """
        SELECT * FROM (
            SELECT c.*, 1 AS own FROM calendars c
            WHERE c.owner_type = :kind AND c.owner_id = :id AND c.deleted_at IS NULL
            UNION ALL
            SELECT c.*, 0 AS own FROM calendars c
            WHERE c.deleted_at IS NULL AND NOT (c.owner_type = :kind AND c.owner_id = :id)
              AND c.id IN (SELECT s.kal_id FROM schedule_users u JOIN schedules s ON s.id = u.schedule_id
                           WHERE u.user_type = :kind AND u.user_id = :id AND s.deleted_at IS NULL)
        ) AS k WHERE 1 = 1"""
    return sql, {"kind": owner.kind, "id": owner.id}


def schedules_in(tx: Transaction, kal_id: int) -> list[Row]:
    """The live schedules of a calendar, oldest first."""
    return tx.all(
        """SELECT s.*, k.settings AS kal_settings, k.timezone AS kal_timezone, k.contract_id AS kal_contract_id
           FROM schedules s JOIN calendars k ON k.id = s.kal_id
           WHERE s.kal_id = :kal AND s.deleted_at IS NULL ORDER BY s.id""",
        kal=kal_id,
    )


def upcoming_count(tx: Transaction, kal_id: int, now: datetime) -> int:
    """How many appointments of a calendar lie ahead or run, pending or confirmed."""
    count: int = tx.value(
        """SELECT count(*) FROM events
           WHERE kal_id = :kal AND end_at > :now AND type_id = 1 AND status_id IN (100, 200) AND deleted_at IS NULL
             AND (status_id <> 100 OR hold_until IS NULL OR hold_until > :now)""",
        kal=kal_id,
        now=utc_text(now),
    )
    return count


def events_in(kal_id: int, start: datetime, end: datetime, days: tuple[str, str]) -> tuple[str, dict[str, Any]]:
    """The SELECT of a calendar's events in [start, end), to be paged BY_TIME: those that overlap it, and those without
    a time whose day is one of the days (first, last)."""
    sql = """
        SELECT * FROM (
            SELECT events.*, start_at AS begins FROM events
            WHERE kal_id = :kal AND end_at > :start AND start_at < :end AND deleted_at IS NULL
            UNION ALL
            SELECT events.*, date AS begins FROM events
            WHERE kal_id = :kal AND end_at IS NULL AND date >= :first AND date <= :last AND deleted_at IS NULL
        ) AS e WHERE 1 = 1"""
    first, last = days
    return sql, {"kal": kal_id, "start": utc_text(start), "end": utc_text(end), "first": first, "last": last}
