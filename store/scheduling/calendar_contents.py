"""What stands in calendars: their schedules, the events of a period, taken time."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from store.database import Row, Transaction
from store.folding import address_key_or_none
from store.rows import Order, among
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
            AND (s.private = 0 OR EXISTS (SELECT 1 FROM schedule_users u WHERE u.schedule_id = s.id
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


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who is not the owner of a calendar. mine: they, and the company they act for. address: proven.

    contracts: those they belong to. sees_busy: what takes time is theirs to know, because the calendar is public."""

    user: Owner
    mine: Collection[Owner]
    address: str | None
    contracts: Collection[int]
    sees_busy: bool


# The state that holds at this moment, as the rules of bookings have it: a hold that has run out is over, an appointment
# that has taken place is delivered.
_STATE = """CASE WHEN e.status_id = 100 AND e.hold_until <= :now THEN 444
                 WHEN e.status_id = 200 AND e.type_id = 1 AND e.end_at <= :now THEN 555 ELSE e.status_id END"""
# Of the period: what overlaps it, and what has no time but whose day lies in it.
_EVENTS = """(
            SELECT events.*, start_at AS begins FROM events
            WHERE kal_id = :kal AND end_at > :start AND start_at < :end AND deleted_at IS NULL
            UNION ALL
            SELECT events.*, date AS begins FROM events
            WHERE kal_id = :kal AND end_at IS NULL AND date >= :first AND date <= :last AND deleted_at IS NULL
        ) AS e"""
_ASKED = f"(:type IS NULL OR e.type_id = :type) AND (:status IS NULL OR {_STATE} = :status)"
_INVOLVED = """(
            (e.owner_type = :me_kind AND e.owner_id = :me)
            OR (:me_kind = 'person' AND ((e.billable_type = 'user' AND e.billable_id = :me)
                                      OR (e.benefitable_type = 'user' AND e.benefitable_id = :me)))
            OR EXISTS (SELECT 1 FROM event_hosts h WHERE h.event_id = e.id AND h.user_type = :me_kind AND h.user_id = :me)
            OR EXISTS (SELECT 1 FROM event_attendees a WHERE a.event_id = e.id AND a.stands_in_for IS NULL
                         AND ((a.user_type = :me_kind AND a.user_id = :me)
                              OR (a.user_id IS NULL AND a.unconfirmed = 0 AND a.email_key = :key)
                              OR (a.payer_type = :me_kind AND a.payer_id = :me)
                              OR (a.payer_type = 'company' AND a.payer_id = :company)
                              OR (a.payee_type = :me_kind AND a.payee_id = :me)))
        )"""
_ROLE = (
    """FROM schedule_users u WHERE u.schedule_id = e.kal_schedule_id AND u.user_type = :me_kind AND u.user_id = :me"""
)
_TAKES_TIME = f"e.private = 0 AND e.type_id = 1 AND {_STATE} NOT IN (400, 444)"


def events_in(kal_id: int, period: Period) -> tuple[str, dict[str, Any]]:
    """The SELECT of a calendar's events in a period, to be paged BY_TIME: those that overlap it, and those without a
    time whose day lies in it."""
    return f"SELECT * FROM {_EVENTS} WHERE {_ASKED}", {"kal": kal_id, **period.params}


def events_seen_in(kal_id: int, period: Period, viewer: Viewer) -> tuple[str, dict[str, Any]]:
    """The same of those that somebody else may see, with involved (0 or 1) and schedule_read, the level of reading of a
    role in the event's schedule."""
    one_of, contracts = among(viewer.contracts)
    sql = f"""
        SELECT e.*, CASE WHEN {_INVOLVED} THEN 1 ELSE 0 END AS involved, (SELECT u.read {_ROLE}) AS schedule_read
        FROM {_EVENTS} WHERE {_ASKED}
          AND ({_INVOLVED} OR e.contract_id {one_of} OR EXISTS (SELECT 1 {_ROLE}) OR (:sees_busy = 1 AND {_TAKES_TIME}))"""
    company = next((owner.id for owner in viewer.mine if owner.kind == "company"), None)
    return sql, {
        "kal": kal_id,
        **period.params,
        **contracts,
        "me_kind": viewer.user.kind,
        "me": viewer.user.id,
        "company": company,
        "key": address_key_or_none(viewer.address),
        "sees_busy": int(viewer.sees_busy),
    }


def contracts_in(tx: Transaction, kal_id: int, period: Period) -> list[int]:
    """The contracts of which something stands in a calendar in a period."""
    rows = tx.all(
        f"SELECT DISTINCT e.contract_id FROM {_EVENTS} WHERE e.contract_id IS NOT NULL ORDER BY e.contract_id",
        kal=kal_id,
        **period.params,
    )
    return [row["contract_id"] for row in rows]


def taken_in(
    tx: Transaction, kal_id: int, start: datetime, end: datetime, now: datetime
) -> list[tuple[datetime, datetime]]:
    """The times in [start, end) that a calendar shows as taken: its appointments that are not private, and what was
    brought in from outside."""
    rows = tx.all(
        f"""SELECT e.start_at, e.end_at FROM events e
            WHERE e.kal_id = :kal AND e.end_at > :start AND e.start_at < :end AND e.deleted_at IS NULL AND {_TAKES_TIME}
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
