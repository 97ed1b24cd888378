"""The planned arrival of the assignee of a work order, and what is said on the way there."""

from __future__ import annotations

from typing import Any

from store.database import Row, Transaction
from store.work_orders.orders import ORDER

# How it stands in the history that nobody came.
MISSED = "arrival_missed"


def confirm(
    tx: Transaction, order_id: int, start_at: str, end_at: str, hours: str, notes: str | None, stamp: str
) -> None:
    """Put an arrival in place of the one before; it is confirmed. hours: decimal text."""
    _change(
        tx,
        order_id,
        """start_at = :start_at, end_at = :end_at, hour_estimate = :hours, notes = :notes, proposed_at = NULL,
           status_updated_at = :stamp, status = 'confirmed'""",
        start_at=start_at,
        end_at=end_at,
        hours=hours,
        notes=notes,
        stamp=stamp,
    )


def travel(
    tx: Transaction,
    order_id: int,
    stamp: str,
    latitude: float | None,
    longitude: float | None,
    distance_km: str | None,
    drive_seconds: int | None,
) -> None:
    """The assignee is on the way. A delay that waits for its answer stays; it was reported on the way then."""
    _change(
        tx,
        order_id,
        """condition = CASE condition WHEN 'delayed' THEN 'delayed' ELSE 'on_my_way' END,
           condition_before_delay = CASE condition WHEN 'delayed' THEN 'on_my_way' END,
           condition_at = :stamp, latitude = :latitude, longitude = :longitude, distance_km = :distance_km,
           drive_seconds = :drive_seconds""",
        stamp=stamp,
        latitude=latitude,
        longitude=longitude,
        distance_km=distance_km,
        drive_seconds=drive_seconds,
    )


def delay(tx: Transaction, order_id: int, stamp: str, seconds: int, proposed_at: str | None) -> None:
    """The assignee will be late; a second report takes the place of the first."""
    _change(
        tx,
        order_id,
        """condition_before_delay = CASE condition WHEN 'delayed' THEN condition_before_delay ELSE condition END,
           condition = 'delayed', condition_at = :stamp, delay_seconds = :seconds, delay_acknowledged = 0,
           proposed_at = :proposed_at""",
        stamp=stamp,
        seconds=seconds,
        proposed_at=proposed_at,
    )


def arrive(tx: Transaction, order_id: int) -> None:
    """What was said on the way is over; how late the assignee said to be stays."""
    _change(tx, order_id, "condition = 'on_schedule', condition_before_delay = NULL, proposed_at = NULL")


def proposed(tx: Transaction, order_id: int) -> str | None:
    """The later arrival that the provider proposed with a delay."""
    value: str | None = tx.value("SELECT proposed_at FROM work_order_etas WHERE work_order_id = :id", id=order_id)
    return value


def _change(tx: Transaction, order_id: int, columns: str, **values: Any) -> None:
    tx.run(f"UPDATE work_order_etas SET {columns} WHERE work_order_id = :id", id=order_id, **values)


def missed(tx: Transaction, since: str, until: str, limit: int) -> list[Row]:
    """Assigned orders whose latest arrival lay between the two, with nobody there and nothing said, not noted as missed yet."""
    return tx.all(
        f"""{ORDER} WHERE w.status = 3 AND w.latest_arrival_at > :since AND w.latest_arrival_at <= :until
              AND w.job_status = 'unset' AND e.condition = 'on_schedule' AND e.delay_seconds = 0
              AND NOT EXISTS (SELECT 1 FROM work_order_time_logs l WHERE l.work_order_id = w.id AND l.void = 0)
              AND NOT EXISTS (SELECT 1 FROM work_order_history h WHERE h.work_order_id = w.id
                                AND h.act = '{MISSED}' AND h.at >= w.latest_arrival_at)
            ORDER BY w.latest_arrival_at LIMIT :limit""",
        since=since,
        until=until,
        limit=limit,
    )
