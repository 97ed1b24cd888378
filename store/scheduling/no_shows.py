"""What was said of bookings to which somebody did not come: by which side, until when it can be contested, how it ended."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from store.database import Row, Transaction
from store.rows import among
from store.types import Money, Owner, utc_text, utc_time

Status = Literal["claimed", "accepted", "contested", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark. absent: the side that did not come. refund, payee_gets: what moves when it holds; None = nothing is held."""

    id: int
    event_id: int
    booking_id: int
    absent: Literal["attendee", "host"]
    note: str | None
    status: Status
    refund: Money | None
    payee_gets: Money | None
    contest_until: datetime
    created_at: datetime
    ended_at: datetime | None


def insert_mark(tx: Transaction, **columns: Any) -> int:
    return tx.insert("no_show_marks", **columns)


def newest_mark(tx: Transaction, booking_id: int) -> Mark | None:
    """The last mark of a booking, whatever became of it."""
    row = tx.one("SELECT * FROM no_show_marks WHERE booking_id = :id ORDER BY id DESC LIMIT 1", id=booking_id)
    return read_mark(row) if row else None


def newest_marks(tx: Transaction, event_id: int) -> dict[int, Mark]:
    """The last mark of each booking of an event that has one, by booking."""
    rows = tx.all("SELECT * FROM no_show_marks WHERE event_id = :id ORDER BY id", id=event_id)
    return {row["booking_id"]: read_mark(row) for row in rows}


def claimed_in(tx: Transaction, event_id: int) -> set[int]:
    """The bookings of an event of which it is said, and not decided, that somebody did not come."""
    rows = tx.all(
        "SELECT booking_id FROM no_show_marks WHERE event_id = :id AND status = 'claimed' ORDER BY id", id=event_id
    )
    return {row["booking_id"] for row in rows}


def marks_due(tx: Transaction, now: datetime, limit: int, event_id: int | None = None) -> list[Mark]:
    """Marks that nobody contested in time, of one event or of any."""
    mine = "" if event_id is None else "AND event_id = :event"
    rows = tx.all(
        f"""SELECT * FROM no_show_marks WHERE status = 'claimed' AND contest_until <= :now {mine}
            ORDER BY contest_until, id LIMIT :limit""",
        now=utc_text(now),
        limit=limit,
        **({} if event_id is None else {"event": event_id}),
    )
    return [read_mark(row) for row in rows]


def host_figure(tx: Transaction, host: Owner, since: datetime, now: datetime) -> tuple[int, int]:
    """To how many bookings that ended since a moment a host did not come, and how many there were."""
    row = tx.one(
        """SELECT count(CASE WHEN a.cancel_reason = 'host_no_show' THEN 1 END) AS missed, count(*) AS ended
           FROM event_hosts h JOIN event_attendees a ON a.event_id = h.event_id AND a.stands_in_for IS NULL
                AND (a.status_id IN (555, 777) OR a.cancel_reason = 'host_no_show')
           WHERE h.user_type = :kind AND h.user_id = :host AND h.end_at > :since AND h.end_at <= :now""",
        kind=host.kind,
        host=host.id,
        since=utc_text(since),
        now=utc_text(now),
    )
    return (row["missed"], row["ended"]) if row is not None else (0, 0)


def expected(tx: Transaction, kal_id: int, now: datetime, most: int) -> list[Owner]:
    """Who has a booking ahead in the schedules of a calendar, whoever comes first."""
    rows = tx.all(
        """SELECT a.user_type, a.user_id, min(a.end_at) AS next_end
           FROM event_attendees a JOIN schedules s ON s.id = a.schedule_id AND s.kal_id = :kal
           WHERE a.status_id IN (100, 200) AND a.end_at > :now AND a.user_id IS NOT NULL AND a.stands_in_for IS NULL
           GROUP BY a.user_type, a.user_id ORDER BY next_end, a.user_type, a.user_id LIMIT :most""",
        kal=kal_id,
        now=utc_text(now),
        most=most,
    )
    return [Owner(row["user_type"], row["user_id"]) for row in rows]


def attendee_figures(
    tx: Transaction, people: Collection[Owner], since: datetime, now: datetime
) -> dict[Owner, tuple[int, int]]:
    """To how many bookings of theirs that ended since a moment people did not come, and how many there were."""
    found: dict[Owner, tuple[int, int]] = {}
    for kind in sorted({each.kind for each in people}):
        one_of, params = among([each.id for each in people if each.kind == kind])
        rows = tx.all(
            f"""SELECT a.user_id, count(m.id) AS missed, count(*) AS ended
                FROM event_attendees a
                LEFT JOIN no_show_marks m ON m.booking_id = a.id AND m.absent = 'attendee' AND m.status = 'accepted'
                WHERE a.user_type = :kind AND a.user_id {one_of} AND a.stands_in_for IS NULL
                  AND a.end_at > :since AND a.end_at <= :now
                  AND (a.status_id IN (555, 777) OR a.cancel_reason IN ('host_no_show', 'booker_no_show'))
                GROUP BY a.user_id""",
            kind=kind,
            since=utc_text(since),
            now=utc_text(now),
            **params,
        )
        found |= {Owner(kind, row["user_id"]): (row["missed"], row["ended"]) for row in rows}
    return found


def end_marks(
    tx: Transaction, booking_ids: Collection[int], status: Status, now: datetime, absent: str | None = None
) -> None:
    """Let the open marks of these bookings end. absent: only those that say so of this side."""
    for id in booking_ids:
        tx.run(
            """UPDATE no_show_marks SET status = :status, ended_at = :now
               WHERE booking_id = :id AND status = 'claimed' AND absent = coalesce(:absent, absent)""",
            status=status,
            now=utc_text(now),
            id=id,
            absent=absent,
        )


def read_mark(row: Row) -> Mark:
    def money(name: str) -> Money | None:
        return None if row[name] is None else Money(row[name], row["currency"])

    return Mark(
        id=row["id"],
        event_id=row["event_id"],
        booking_id=row["booking_id"],
        absent=row["absent"],
        note=row["note"],
        status=row["status"],
        refund=money("refund"),
        payee_gets=money("payee_gets"),
        contest_until=utc_time(row["contest_until"]),
        created_at=utc_time(row["created_at"]),
        ended_at=utc_time(row["ended_at"]) if row["ended_at"] else None,
    )
