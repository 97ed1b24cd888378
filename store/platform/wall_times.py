"""Bookings and visits to come, with what the clock on the wall was to show when they were agreed."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from store.database import Row, Transaction
from store.types import utc_text, utc_time, wall_text
from store.zones import zone_before

Table = Literal["events", "work_orders"]
_AHEAD = {
    "events": """SELECT id, label AS name, timezone AS zone, start_at, wall_start, kal_schedule_id FROM events
        WHERE id > :after AND start_at > :now AND deleted_at IS NULL AND status_id IN (100, 200)
        ORDER BY id LIMIT :most""",
    # Published, assigned and routed ones.
    "work_orders": """SELECT id, title AS name, time_zone AS zone, start_at, wall_start, company_id, assignee_id
        FROM work_orders
        WHERE id > :after AND start_at > :now AND status IN (2, 3, 9) ORDER BY id LIMIT :most""",
}
_PROGRESS = "zone_tables"


def ahead(tx: Transaction, table: Table, now: datetime, after: int, most: int) -> list[Row]:
    """What begins after a moment, in the order of ids: id, name, zone, start_at, wall_start (None from old versions)."""
    return tx.all(_AHEAD[table], now=utc_text(now), after=after, most=most)


def moved_to(row: Row) -> str | None:
    """What the clock shows now where something of `ahead` takes place, when it was agreed for another hour; else None."""
    shown = wall_text(row["start_at"], row["zone"])
    return None if row["wall_start"] in (None, shown) else shown


def keep_wall_time(tx: Transaction, table: Table, row: Row) -> str:
    """Note what the clock was to show for a row from before such notes were taken, by the tables it was agreed with."""
    zone = zone_before(row["zone"]) or ZoneInfo(row["zone"])
    wall = utc_time(row["start_at"]).astimezone(zone).strftime("%Y-%m-%dT%H:%M")
    tx.change(table, row["id"], wall_start=wall)
    return wall


def progress(tx: Transaction) -> str:
    """How far the records were compared with which edition of the zone tables: 2026f, or '2026f events 120' on the way."""
    return str(tx.value("SELECT value FROM settings WHERE name = :name", name=_PROGRESS) or "")


def keep_progress(tx: Transaction, value: str, now: datetime) -> None:
    tx.run(
        """INSERT INTO settings (name, value, updated_at) VALUES (:name, :value, :now)
           ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at""",
        name=_PROGRESS,
        value=value,
        now=utc_text(now),
    )
