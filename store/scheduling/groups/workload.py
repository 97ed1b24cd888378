"""How much of schedules is booked, and when that was done: what a fair choice between them goes by."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from store.database import Row, Transaction
from store.rows import among
from store.types import utc_text


def booked_events(
    tx: Transaction, schedule_ids: Collection[int], start: datetime, end: datetime, now: datetime
) -> list[Row]:
    """The events of schedules that begin in [start, end) and are booked, each once, in order of start: kal_schedule_id,
    start_at, end_at, and booked_at of the newest booking. Slots that are only held, and what has lapsed, do not count."""
    one_of, params = among(schedule_ids)
    return tx.all(
        f"""SELECT e.kal_schedule_id, e.start_at, e.end_at, max(a.created_at) AS booked_at
            FROM events e JOIN event_attendees a ON a.event_id = e.id
            WHERE e.kal_schedule_id {one_of} AND e.end_at > :start AND e.start_at >= :start AND e.start_at < :end
              AND e.type_id = 1 AND e.deleted_at IS NULL AND e.status_id IN (100, 200, 555, 777)
              AND a.status_id IN (100, 200, 555, 777) AND a.stands_in_for IS NULL
              AND (a.status_id <> 100 OR a.hold_until IS NULL OR a.hold_until > :now)
            GROUP BY e.id, e.kal_schedule_id, e.start_at, e.end_at ORDER BY e.start_at, e.id""",
        start=utc_text(start),
        end=utc_text(end),
        now=utc_text(now),
        **params,
    )
