"""What stands in calendars: their schedules, the events of a period, taken time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from store.database import Row, Transaction
from store.rows import Order
from store.scheduling.event_parts import FULL_BY_LEVEL, INVOLVED, IS_MEMBER, STATE, TAKES_TIME, Onlooker
from store.scheduling.schedules import SCHEDULES
from store.types import Owner, utc_text, utc_time

BY_TIME: Order = (("e.begins", "asc"), ("e.id", "asc"))


def schedules_in(tx: Transaction, kal_id: int) -> list[Row]:
    """The live schedules of a calendar, oldest first."""
    return tx.all(f"{SCHEDULES} WHERE s.kal_id = :kal AND s.deleted_at IS NULL ORDER BY s.id", kal=kal_id)


def schedules_seen_in(tx: Transaction, kal_id: int, user: Owner) -> list[Row]:
    """Those of them that everybody may see, or in which somebody has a role."""
    return tx.all(
        f"""{SCHEDULES} WHERE s.kal_id = :kal AND s.deleted_at IS NULL
            AND ((s.private = 0 AND s.participant_id IS NULL) OR EXISTS (SELECT 1 FROM schedule_users u WHERE u.schedule_id = s.id
                                            AND u.user_type = :kind AND u.user_id = :id))
            ORDER BY s.id""",
        kal=kal_id,
        kind=user.kind,
        id=user.id,
    )


def bookable_schedules(tx: Transaction, kal_id: int, now: datetime, schedule_id: int | None) -> list[Row]:
    """The schedules of a calendar that everybody may book in now, oldest first; of them only one when it is named."""
    rows = tx.all(
        f"""{SCHEDULES} WHERE s.kal_id = :kal AND s.deleted_at IS NULL AND s.private = 0 AND s.type_id IN (1, 3)
            AND (s.end_at IS NULL OR s.end_at > :now) AND (:only IS NULL OR s.id = :only) ORDER BY s.id""",
        kal=kal_id,
        now=utc_text(now),
        only=schedule_id,
    )
    return [row for row in rows if not row["owner_unproven"]]


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


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time, with the first and last day that lie in it, and what is asked for in it: a type, a state."""

    start: datetime
    end: datetime
    days: tuple[str, str]
    now: datetime
    type_id: int | None = None
    status_id: int | None = None

    @property
    def params(self) -> dict[str, Any]:
        first, last = self.days
        moments = {name: utc_text(getattr(self, name)) for name in ("start", "end", "now")}
        return {**moments, "first": first, "last": last, "type": self.type_id, "status": self.status_id}


# Of the period: what overlaps it, and what has no time but whose day lies in it; then what is shown in a schedule of the
# calendar (shown_in) and stands elsewhere, as its export says (shown_as).
_EVENTS = """(
            SELECT events.*, start_at AS begins, CAST(NULL AS INTEGER) AS shown_in, NULL AS shown_as FROM events
            WHERE kal_id = :kal AND end_at > :start AND start_at < :end AND deleted_at IS NULL
            UNION ALL
            SELECT events.*, date AS begins, CAST(NULL AS INTEGER), NULL FROM events
            WHERE kal_id = :kal AND end_at IS NULL AND date >= :first AND date <= :last AND deleted_at IS NULL
            UNION ALL
            SELECT events.*, events.start_at, x.schedule_id, x.show
            FROM schedule_exports x JOIN events ON events.id = x.event_id
            WHERE x.id IN (SELECT min(y.id) FROM schedule_exports y JOIN schedules s ON s.id = y.schedule_id
                           WHERE s.kal_id = :kal AND s.deleted_at IS NULL AND y.detached_at IS NULL GROUP BY y.event_id)
              AND (events.kal_id IS NULL OR events.kal_id <> :kal)
              AND events.end_at > :start AND events.start_at < :end AND events.deleted_at IS NULL
        ) AS e"""
_ASKED = f"(:type IS NULL OR e.type_id = :type) AND (:status IS NULL OR {STATE} = :status)"
_ROLE = """FROM schedule_users u
           WHERE u.schedule_id = coalesce(e.shown_in, e.kal_schedule_id) AND u.user_type = :me_kind AND u.user_id = :me"""
_SHOWS_BUSY = f"(e.private = 0 AND {TAKES_TIME})"


def events_in(kal_id: int, period: Period) -> tuple[str, dict[str, Any]]:
    """The SELECT of a calendar's events in a period, to be paged BY_TIME: those that overlap it, and those without a
    time whose day lies in it. With shown_in and shown_as of what only a schedule of it shows."""
    return f"SELECT * FROM {_EVENTS} WHERE {_ASKED}", {"kal": kal_id, **period.params}


def events_seen_in(kal_id: int, period: Period, onlooker: Onlooker, *, sees_busy: bool) -> tuple[str, dict[str, Any]]:
    """The same of those that somebody may see who is not the calendar's owner: with in_full (0 or 1), whether all of it is
    theirs to see, and schedule_read, the level of reading of a role in the event's schedule.

    sees_busy: what takes time is theirs to know, because the calendar is public."""
    sql = f"""
        SELECT e.*, CASE WHEN {INVOLVED} OR {FULL_BY_LEVEL} THEN 1 ELSE 0 END AS in_full,
               (SELECT u.read {_ROLE}) AS schedule_read
        FROM {_EVENTS} WHERE {_ASKED}
          AND ({INVOLVED} OR {FULL_BY_LEVEL} OR ({TAKES_TIME} AND {IS_MEMBER}) OR EXISTS (SELECT 1 {_ROLE})
               OR (:sees_busy = 1 AND {_SHOWS_BUSY}))"""
    return sql, {"kal": kal_id, **onlooker.params(period.now), **period.params, "sees_busy": int(sees_busy)}


def taken_in(
    tx: Transaction, kal_id: int, start: datetime, end: datetime, now: datetime
) -> list[tuple[datetime, datetime]]:
    """The times in [start, end) that a calendar shows as taken: its appointments that are not private, and what was
    brought in from outside."""
    rows = tx.all(
        f"""SELECT e.start_at, e.end_at FROM events e
            WHERE e.kal_id = :kal AND e.end_at > :start AND e.start_at < :end AND e.deleted_at IS NULL AND {_SHOWS_BUSY}
            UNION ALL
            SELECT e.start_at, e.end_at
            FROM schedule_exports x JOIN schedules s ON s.id = x.schedule_id JOIN events e ON e.id = x.event_id
            WHERE s.kal_id = :kal AND s.deleted_at IS NULL AND x.detached_at IS NULL AND x.block = 1
              AND e.end_at > :start AND e.start_at < :end AND e.deleted_at IS NULL AND {_SHOWS_BUSY}
            UNION ALL
            SELECT b.start_at, b.end_at FROM busy_blocks b JOIN calendars k ON k.id = b.kal_id
            WHERE b.kal_id = :kal AND b.owner_type = k.owner_type AND b.owner_id = k.owner_id
              AND b.end_at > :start AND b.start_at < :end""",
        kal=kal_id,
        start=utc_text(start),
        end=utc_text(end),
        now=utc_text(now),
    )
    return [(utc_time(row["start_at"]), utc_time(row["end_at"])) for row in rows]


def events_to_remove(tx: Transaction, kal_id: int) -> list[Row]:
    """What goes with a calendar, in order of time: the events of its schedules, deleted ones of them too, and its own
    outside schedules. Not the entries below another event, and what belongs to a contract.

    With took_place: whether a booking in it was delivered or completed, or is disputed."""
    return tx.all(
        """SELECT e.*, EXISTS (SELECT 1 FROM event_attendees a WHERE a.event_id = e.id AND a.stands_in_for IS NULL
                                AND (a.status_id IN (555, 777) OR (a.status_id = 100 AND a.disputed_at IS NOT NULL)))
                      AS took_place
           FROM events e
           WHERE e.deleted_at IS NULL AND (e.parent_id IS NULL OR e.type_id <> 2) AND e.id IN (
               SELECT x.id FROM schedules s JOIN events x ON x.kal_schedule_id = s.id WHERE s.kal_id = :kal
               UNION
               SELECT x.id FROM events x WHERE x.kal_id = :kal AND x.kal_schedule_id IS NULL AND x.contract_id IS NULL)
           ORDER BY e.start_at, e.id""",
        kal=kal_id,
    )


def move_strays(tx: Transaction, kal_id: int) -> None:
    """What was booked in schedules that have left a calendar stands where they stand now."""
    tx.run(
        """UPDATE events SET kal_id = (SELECT s.kal_id FROM schedules s WHERE s.id = events.kal_schedule_id)
           WHERE kal_id = :kal AND kal_schedule_id IN (SELECT id FROM schedules WHERE kal_id <> :kal)""",
        kal=kal_id,
    )


def release_time(tx: Transaction, kal_id: int) -> None:
    """Give back the time that was taken by a calendar for what is no event here."""
    tx.run("DELETE FROM busy_blocks WHERE kal_id = :kal", kal=kal_id)
