"""What is booked in schedules: their appointments with the seats taken, and contract events shown in them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from store.database import Row, Transaction
from store.rows import among
from store.types import Owner, utc_text


def live_events(
    tx: Transaction,
    schedule_ids: Collection[int],
    start: datetime,
    end: datetime,
    now: datetime,
    *,
    joinable: bool,
    without: Sequence[int] = (),
) -> list[Row]:
    """The appointments of schedules that reach into [start, end), lapsed ones left out, completed ones not.

    With seats_taken and bookings (how many, slots that are only held among them) as they are now. joinable: only those of
    which more than one may be part: sessions and slots with several places. without: events left out."""
    only = "AND (e.slot = 'session' OR e.capacity <> 1)" if joinable else ""
    one_of, params = among(schedule_ids)
    rows = tx.all(
        f"""SELECT e.kal_schedule_id, e.id, e.label, e.start_at, e.end_at, e.status_id, e.slot, e.bookable, e.capacity,
                  e.seat_price, e.pause, e.buffer_before, e.buffer_after,
                  coalesce(sum(CASE WHEN a.status_id IN (100, 200, 555) THEN a.seats END), 0) AS seats_taken,
                  count(CASE WHEN coalesce(a.stands_in_for, a.id) = a.id THEN a.status_id END) AS bookings
           FROM events e
           LEFT JOIN event_attendees a ON a.event_id = e.id AND a.status_id IN (100, 200, 555, 777)
                AND (a.status_id <> 100 OR a.hold_until IS NULL OR a.hold_until > :now)
           WHERE e.kal_schedule_id {one_of} AND e.end_at > :start AND e.start_at < :end AND e.type_id = 1
             AND e.status_id IN (100, 200, 555, 777) AND e.deleted_at IS NULL
             AND (e.status_id <> 100 OR e.hold_until IS NULL OR e.hold_until > :now)
             {only}
           GROUP BY e.id ORDER BY e.start_at, e.id""",
        start=utc_text(start),
        end=utc_text(end),
        now=utc_text(now),
        **params,
    )
    return [row for row in rows if row["id"] not in without]


def last_session_start(tx: Transaction, schedule_id: int, now: datetime) -> str | None:
    """When the last added session of a schedule begins that still lies ahead."""
    start: str | None = tx.value(
        """SELECT max(start_at) FROM events
           WHERE kal_schedule_id = :schedule AND end_at > :now AND (slot = 'session' OR capacity <> 1)
             AND slot = 'session' AND status_id = 200 AND type_id = 1 AND bookable = 1 AND deleted_at IS NULL""",
        schedule=schedule_id,
        now=utc_text(now),
    )
    return start


def hosts_of_events(tx: Transaction, event_ids: Collection[int]) -> dict[int, list[Owner]]:
    """Who serves each of these events, the lead first."""
    one_of, params = among(event_ids)
    hosts: dict[int, list[Owner]] = {}
    for row in tx.all(
        f"SELECT event_id, user_type, user_id FROM event_hosts WHERE event_id {one_of} ORDER BY id", **params
    ):
        hosts.setdefault(row["event_id"], []).append(Owner(row["user_type"], row["user_id"]))
    return hosts


def blocking_exports(
    tx: Transaction,
    schedule_ids: Collection[int],
    start: datetime,
    end: datetime,
    now: datetime,
    without: Sequence[int] = (),
) -> list[Row]:
    """The events of contracts that take time out of schedules (schedule_id) in [start, end)."""
    one_of, params = among(schedule_ids)
    rows = tx.all(
        f"""SELECT x.schedule_id, e.id, e.start_at, e.end_at, e.pause, e.buffer_before, e.buffer_after
           FROM schedule_exports x JOIN events e ON e.id = x.event_id
           WHERE x.schedule_id {one_of} AND x.detached_at IS NULL AND x.block = 1 AND e.type_id = 1
             AND e.status_id IN (100, 200, 555) AND e.deleted_at IS NULL AND e.end_at > :start AND e.start_at < :end
             AND (e.status_id <> 100 OR e.hold_until IS NULL OR e.hold_until > :now)""",
        start=utc_text(start),
        end=utc_text(end),
        now=utc_text(now),
        **params,
    )
    return [row for row in rows if row["id"] not in without]


def future_bookings(tx: Transaction, schedule_id: int, now: datetime) -> list[Row]:
    """The appointments of a schedule that lie ahead or run, with how many bookings they have."""
    return tx.all(
        """SELECT e.id, e.label, e.start_at, e.end_at, e.status_id, e.slot, e.bookable, e.hold_until,
                  count(a.id) AS bookings
           FROM events e
           LEFT JOIN event_attendees a ON a.event_id = e.id AND a.stands_in_for IS NULL
                AND a.status_id IN (100, 200, 555)
                AND (a.status_id <> 100 OR a.hold_until IS NULL OR a.hold_until > :now)
           WHERE e.kal_schedule_id = :schedule AND e.type_id = 1 AND e.end_at > :now AND e.deleted_at IS NULL
             AND e.status_id IN (100, 200, 555) AND (e.status_id <> 100 OR e.hold_until IS NULL OR e.hold_until > :now)
           GROUP BY e.id ORDER BY e.start_at, e.id""",
        schedule=schedule_id,
        now=utc_text(now),
    )


def pending_booking_ids(tx: Transaction, schedule_id: int) -> list[int]:
    """The bookings of a schedule that wait for a host or a payment, disputed ones left out."""
    rows = tx.all(
        """SELECT id FROM event_attendees
           WHERE schedule_id = :schedule AND status_id = 100 AND disputed_at IS NULL ORDER BY id""",
        schedule=schedule_id,
    )
    return [row["id"] for row in rows]


def pending_events(tx: Transaction, schedule_id: int) -> list[Row]:
    """The appointments and tasks of a schedule that are only planned and that nobody has booked."""
    return tx.all(
        """SELECT e.* FROM events e
           WHERE e.kal_schedule_id = :schedule AND e.status_id = 100 AND e.type_id IN (1, 2) AND e.deleted_at IS NULL
             AND NOT EXISTS (SELECT 1 FROM event_attendees a
                             WHERE a.event_id = e.id AND a.status_id IN (100, 200, 555, 777))
           ORDER BY e.id""",
        schedule=schedule_id,
    )


def bookings_ahead(tx: Transaction, schedule_id: int, now: datetime) -> dict[Owner, int]:
    """How many live appointments of a schedule each of its hosts still has to serve."""
    rows = tx.all(
        """SELECT h.user_type, h.user_id, count(*) AS ahead FROM events e JOIN event_hosts h ON h.event_id = e.id
           WHERE e.kal_schedule_id = :schedule AND e.end_at > :now AND e.type_id = 1 AND e.deleted_at IS NULL
             AND e.status_id IN (100, 200) AND (e.status_id <> 100 OR e.hold_until IS NULL OR e.hold_until > :now)
           GROUP BY h.user_type, h.user_id""",
        schedule=schedule_id,
        now=utc_text(now),
    )
    return {Owner(row["user_type"], row["user_id"]): row["ahead"] for row in rows}


def firm_bookings(tx: Transaction, schedule_id: int, now: datetime) -> list[int]:
    """The coming events of a schedule with bookings that are confirmed or paid."""
    rows = tx.all(
        """SELECT DISTINCT e.id FROM events e JOIN event_attendees a ON a.event_id = e.id
           WHERE e.kal_schedule_id = :schedule AND e.end_at > :now AND e.deleted_at IS NULL
             AND (a.status_id IN (200, 555) OR (a.status_id = 100 AND a.payment_status_id = 300))
           ORDER BY e.id""",
        schedule=schedule_id,
        now=utc_text(now),
    )
    return [row["id"] for row in rows]


def events_served_by(tx: Transaction, schedule_id: int, host: Owner, now: datetime) -> list[Row]:
    """The live future appointments of a schedule that this host serves."""
    return tx.all(
        """SELECT e.* FROM event_hosts h JOIN events e ON e.id = h.event_id
           WHERE h.user_type = :kind AND h.user_id = :host AND h.end_at > :now AND e.kal_schedule_id = :schedule
             AND e.type_id = 1 AND e.deleted_at IS NULL AND e.status_id IN (100, 200) AND e.start_at > :now
             AND (e.status_id <> 100 OR e.hold_until IS NULL OR e.hold_until > :now)
           ORDER BY e.start_at, e.id""",
        kind=host.kind,
        host=host.id,
        schedule=schedule_id,
        now=utc_text(now),
    )


def has_unpaid_bookings(tx: Transaction, schedule_id: int, now: datetime) -> bool:
    """Whether money is due on a live booking of a schedule."""
    return (
        tx.value(
            """SELECT 1 FROM event_attendees
               WHERE schedule_id = :schedule AND status_id IN (100, 200, 555, 777) AND payment_status_id IN (100, 200)
                 AND (status_id <> 100 OR hold_until IS NULL OR hold_until > :now)""",
            schedule=schedule_id,
            now=utc_text(now),
        )
        is not None
    )


def remove_exports(tx: Transaction, schedule_id: int, now: datetime) -> int:
    """Take all contract events out of a schedule; how many there were."""
    return tx.run(
        "UPDATE schedule_exports SET detached_at = :now WHERE schedule_id = :id AND detached_at IS NULL",
        id=schedule_id,
        now=utc_text(now),
    )
