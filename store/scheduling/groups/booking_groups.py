"""Groups of bookings: what one call booked together. They only tie bookings together, for reading and for telling."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from store.database import Transaction
from store.types import Owner

Kind = Literal["collective", "round_robin", "series"]


def insert_group(tx: Transaction, kind: Kind, by: Owner, wanted: int, bookings: Sequence[int], now: str) -> int:
    """Note that these bookings were made together; the group's id. wanted: how many were asked for."""
    group_id = tx.insert(
        "booking_groups",
        kind=kind,
        created_by_type=by.kind,
        created_by_id=by.id,
        wanted=wanted,
        made=len(bookings),
        created_at=now,
    )
    for booking_id in bookings:
        tx.insert("booking_group_bookings", booking_id=booking_id, group_id=group_id)
    return group_id


def others_of_meeting(tx: Transaction, booking_id: int, now: str) -> list[int]:
    """The other bookings of the time that several people were booked for together, as far as they stand at this moment."""
    rows = tx.all(
        """SELECT o.booking_id FROM booking_group_bookings m
           JOIN booking_groups g ON g.id = m.group_id AND g.kind = 'collective'
           JOIN booking_group_bookings o ON o.group_id = m.group_id AND o.booking_id <> m.booking_id
           JOIN event_attendees a ON a.id = o.booking_id
           WHERE m.booking_id = :booking AND a.status_id IN (100, 200)
             AND (a.status_id <> 100 OR a.hold_until IS NULL OR a.hold_until > :now)
           ORDER BY o.booking_id""",
        booking=booking_id,
        now=now,
    )
    return [row["booking_id"] for row in rows]
