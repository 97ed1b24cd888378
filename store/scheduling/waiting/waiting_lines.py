"""Who waits for slots and sessions that are full, in which order, and what became of it.

What was offered is a slot hold: an entry that is stored as offered is what its hold has become by now."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from store.database import Row, Transaction
from store.folding import address_key_or_none
from store.rows import Order, among
from store.scheduling.slot_holds import STATE as HOLD_STATE
from store.types import Money, Owner, utc_text, utc_time

Status = Literal["waiting", "offered", "booked", "passed", "left", "closed"]
FINAL = ("booked", "passed", "left", "closed")
IN_LINE: Order = (("w.start_at", "asc"), ("w.joined_at", "asc"), ("w.id", "asc"))


@dataclass(frozen=True, slots=True)
class WaitingEntry:
    """Somebody in line, as it stands now. person None: a guest, with email. session_id: they wait for an added session.

    hold: public id of what is or was kept for them, until offer_until. booking_id: of what they booked with it. position:
    their place in the line of that start, while they wait. label, timezone: of the schedule."""

    id: int
    schedule_id: int
    session_id: int | None
    start: datetime
    end: datetime
    seats: int
    person: Owner | None
    email: str | None
    name: str
    max_price: Money | None
    status: Status
    joined_at: datetime
    closes_at: datetime
    hold: str | None
    offered_at: datetime | None
    offer_until: datetime | None
    booking_id: int | None
    event_id: int | None
    position: int | None
    label: str
    timezone: str

    @property
    def minutes(self) -> int:
        return int((self.end - self.start).total_seconds() // 60)


_STATE = f"""CASE WHEN w.status = 'waiting' AND w.closes_at <= :now THEN 'closed'
           WHEN w.status <> 'offered' THEN w.status
           ELSE CASE {HOLD_STATE} WHEN 'active' THEN 'offered' WHEN 'booked' THEN 'booked' ELSE 'passed' END END"""
_AHEAD = """o.schedule_id = w.schedule_id AND o.start_at = w.start_at AND o.status = 'waiting'
            AND (o.joined_at < w.joined_at OR (o.joined_at = w.joined_at AND o.id < w.id))"""
_FOUND = f"""w.*, {_STATE} AS state, h.public_id AS hold, h.expires_at AS offer_until, h.booking_id, a.event_id, s.label,
           s.timezone"""
_TABLES = """FROM waiting_entries w JOIN schedules s ON s.id = w.schedule_id
    LEFT JOIN slot_holds h ON h.id = w.hold_id
    LEFT JOIN event_attendees a ON a.id = h.booking_id
    LEFT JOIN events e ON e.id = a.event_id
    WHERE 1 = 1"""
_ENTRIES = f"SELECT {_FOUND}, (SELECT count(*) FROM waiting_entries o WHERE {_AHEAD}) AS ahead {_TABLES}"
# Whoever serves a line reads it in its order, and counts nobody.
_LINE = f"SELECT {_FOUND}, 0 AS ahead {_TABLES}"


def insert_entry(tx: Transaction, **columns: Any) -> int:
    """Put somebody at the end of a line; the entry's id."""
    return tx.insert("waiting_entries", **columns, email_key=address_key_or_none(columns.get("email")))


def find_entry(tx: Transaction, id: int, now: datetime) -> WaitingEntry | None:
    row = tx.one(f"{_ENTRIES} AND w.id = :id", id=id, now=utc_text(now))
    return read_entry(row) if row else None


def entry_by_token(tx: Transaction, id: int, token_hash: str, now: datetime) -> WaitingEntry | None:
    """A guest's entry that a token is the key to."""
    row = tx.one(f"{_ENTRIES} AND w.id = :id AND w.token_hash = :hash", id=id, hash=token_hash, now=utc_text(now))
    return read_entry(row) if row else None


def booked_seats(
    tx: Transaction,
    schedule_id: int,
    start: datetime,
    end: datetime,
    person: Owner | None,
    email: str | None,
    now: datetime,
) -> int:
    """How many places of a time of a schedule somebody has booked or keeps themselves. email: of a guest."""
    seats: int = tx.value(
        """SELECT coalesce(sum(a.seats), 0) FROM events e JOIN event_attendees a ON a.event_id = e.id
           WHERE e.kal_schedule_id = :schedule AND e.start_at = :start AND e.end_at = :end AND e.deleted_at IS NULL
             AND a.stands_in_for IS NULL AND a.status_id IN (100, 200, 555)
             AND (a.status_id <> 100 OR a.hold_until IS NULL OR a.hold_until > :now)
             AND ((a.user_type = :kind AND a.user_id = :id) OR (:kind = '' AND a.user_id IS NULL AND a.email = :email))""",
        schedule=schedule_id,
        start=utc_text(start),
        end=utc_text(end),
        now=utc_text(now),
        kind=person.kind if person else "",
        id=person.id if person else 0,
        email=email or "",
    )
    return seats


def live_entries(tx: Transaction, person: Owner | None, email: str | None, now: datetime) -> list[WaitingEntry]:
    """Where somebody, or a guest by their address, is in line at this moment, or was offered a place."""
    params: dict[str, Any] = {"key": address_key_or_none(email)}
    whose = "w.person_id IS NULL AND w.email_key = :key"
    if person is not None:
        whose, params = "w.person_type = :kind AND w.person_id = :id", {"kind": person.kind, "id": person.id}
    rows = tx.all(
        f"{_ENTRIES} AND {whose} AND w.status IN ('waiting', 'offered') AND {_STATE} IN ('waiting', 'offered') ORDER BY w.id",
        **params,
        now=utc_text(now),
    )
    return [read_entry(row) for row in rows]


def line_of(tx: Transaction, schedule_id: int, start: datetime, now: datetime) -> list[WaitingEntry]:
    """The line of a start, with those whose offer was not settled yet; without their positions."""
    rows = tx.all(
        f"""{_LINE} AND w.schedule_id = :schedule AND w.start_at = :start AND w.status IN ('waiting', 'offered')
            ORDER BY w.joined_at, w.id""",
        schedule=schedule_id,
        start=utc_text(start),
        now=utc_text(now),
    )
    return [read_entry(row) for row in rows]


def seats_ahead(tx: Transaction, entry: WaitingEntry) -> int:
    """How many seats those before somebody in their line wait for."""
    seats: int = tx.value(
        f"SELECT coalesce(sum(o.seats), 0) FROM waiting_entries o JOIN waiting_entries w ON {_AHEAD} WHERE w.id = :id",
        id=entry.id,
    )
    return seats


def anybody_waits(tx: Transaction) -> bool:
    """Whether there is any line at all."""
    return tx.value("SELECT 1 FROM waiting_entries WHERE status IN ('waiting', 'offered') LIMIT 1") is not None


def waits_in(tx: Transaction, schedule_id: int) -> bool:
    """Whether somebody waits in a schedule."""
    found = tx.value(
        "SELECT 1 FROM waiting_entries WHERE schedule_id = :id AND status IN ('waiting', 'offered') LIMIT 1",
        id=schedule_id,
    )
    return found is not None


def lines_touched(
    tx: Transaction,
    schedule_ids: Collection[int],
    event_ids: Collection[int],
    calendar_ids: Collection[int],
    people: Collection[Owner],
    limit: int,
) -> list[tuple[int, datetime]]:
    """The lines, as schedule and start, that may have something to do with these: of the schedules and those that follow
    them, of the schedules of the events, and of those that the people serve whose time the events and calendars take."""
    schedules, params = _one_of("schedule", schedule_ids)
    events, more = _one_of("event", event_ids)
    calendars, most = _one_of("calendar", calendar_ids)
    named = " OR ".join(f"(user_type = :kind_{at} AND user_id = :id_{at})" for at in range(len(people)))
    who = {
        key: value for at, one in enumerate(people) for key, value in ((f"kind_{at}", one.kind), (f"id_{at}", one.id))
    }
    serves = "JOIN schedule_users u ON u.user_type = {0}_type AND u.user_id = {0}_id"
    rows = tx.all(
        f"""WITH touched (schedule_id) AS (
                SELECT id FROM schedules WHERE id {schedules}
                UNION SELECT id FROM schedules WHERE parent_id IS NOT NULL AND parent_id {schedules}
                UNION SELECT kal_schedule_id FROM events WHERE id {events}
                UNION SELECT u.schedule_id FROM event_hosts h {serves.format("h.user")} WHERE h.event_id {events}
                UNION SELECT u.schedule_id FROM event_attendees a {serves.format("a.user")} WHERE a.event_id {events}
                UNION SELECT u.schedule_id FROM events e {serves.format("e.owner")}
                      WHERE e.id {events} AND e.kal_schedule_id IS NULL
                UNION SELECT u.schedule_id FROM calendars k {serves.format("k.owner")} WHERE k.id {calendars}
                {f"UNION SELECT schedule_id FROM schedule_users WHERE {named}" if named else ""}
            )
            SELECT DISTINCT w.schedule_id, w.start_at FROM touched t JOIN waiting_entries w ON w.schedule_id = t.schedule_id
            WHERE w.status IN ('waiting', 'offered') ORDER BY w.start_at, w.schedule_id LIMIT :most""",
        **params,
        **more,
        **most,
        **who,
        most=limit,
    )
    return [(row["schedule_id"], utc_time(row["start_at"])) for row in rows]


def _one_of(name: str, ids: Collection[int]) -> tuple[str, dict[str, int]]:
    """store.rows.among under names of its own, as one statement has several lists."""
    condition, params = among(ids)
    return condition.replace(":among_", f":{name}_"), {
        key.replace("among_", f"{name}_"): id for key, id in params.items()
    }


def lines_to_check(tx: Transaction, before: datetime, limit: int) -> list[tuple[int, datetime]]:
    """The lines, as schedule and start, that were not looked at since a moment, the longest ago first."""
    rows = tx.all(
        """SELECT schedule_id, start_at FROM waiting_entries
           WHERE status IN ('waiting', 'offered') AND checked_at <= :before
           GROUP BY schedule_id, start_at ORDER BY min(checked_at), schedule_id, start_at LIMIT :limit""",
        before=utc_text(before),
        limit=limit,
    )
    return [(row["schedule_id"], utc_time(row["start_at"])) for row in rows]


def note_checked(tx: Transaction, schedule_id: int, start: datetime, now: datetime) -> None:
    tx.run(
        """UPDATE waiting_entries SET checked_at = :now
           WHERE schedule_id = :schedule AND start_at = :start AND status IN ('waiting', 'offered')""",
        now=utc_text(now),
        schedule=schedule_id,
        start=utc_text(start),
    )


def note_offer(tx: Transaction, id: int, hold_id: int, now: datetime) -> None:
    """A place is kept for somebody who waited."""
    tx.change("waiting_entries", id, status="offered", hold_id=hold_id, offered_at=utc_text(now))


def end_entry(tx: Transaction, id: int, status: Status, now: datetime) -> None:
    """Somebody is in line no longer."""
    tx.change("waiting_entries", id, status=status, ended_at=utc_text(now))


def guests_from(tx: Transaction, origin_digest: str, since: datetime) -> int:
    """How many entries guests have made from an origin after a moment."""
    count: int = tx.value(
        "SELECT count(*) FROM waiting_entries WHERE origin_digest = :origin AND joined_at > :since",
        origin=origin_digest,
        since=utc_text(since),
    )
    return count


def guests_in_line_from(tx: Transaction, schedule_id: int, origin_digest: str, now: datetime) -> int:
    """How many guests from an origin are in line in a schedule."""
    count: int = tx.value(
        f"""SELECT count(*) FROM ({_ENTRIES} AND w.schedule_id = :schedule AND w.origin_digest = :origin
              AND w.status IN ('waiting', 'offered') AND {_STATE} IN ('waiting', 'offered')) AS live""",
        schedule=schedule_id,
        origin=origin_digest,
        now=utc_text(now),
    )
    return count


def listed(
    owner: Owner,
    now: datetime,
    *,
    everybodys: bool,
    schedule_id: int | None,
    start: datetime | None,
    states: Collection[str],
) -> tuple[str, dict[str, Any]]:
    """Somebody's own entries, or everybody's in a schedule: a list to be paged."""
    whose, own = "1 = 1", {}
    if not everybodys:
        whose, own = "w.person_type = :kind AND w.person_id = :me", {"kind": owner.kind, "me": owner.id}
    wanted = {f"state_{at}": state for at, state in enumerate(sorted(states))}
    places = ", ".join(f":{name}" for name in wanted)
    sql = f"""{_ENTRIES} AND {whose} AND (:schedule IS NULL OR w.schedule_id = :schedule)
              AND (:start IS NULL OR w.start_at = :start) AND {_STATE} IN ({places})"""
    params = {**own, "now": utc_text(now), "schedule": schedule_id}
    return sql, {**params, "start": utc_text(start) if start else None, **wanted}


def read_entry(row: Row) -> WaitingEntry:
    """A row of _ENTRIES."""
    status: Status = row["state"]
    booked = status == "booked"
    return WaitingEntry(
        id=row["id"],
        schedule_id=row["schedule_id"],
        session_id=row["session_id"],
        start=utc_time(row["start_at"]),
        end=utc_time(row["end_at"]),
        seats=row["seats"],
        person=Owner(row["person_type"], row["person_id"]) if row["person_id"] is not None else None,
        email=row["email"],
        name=row["name"],
        max_price=None if row["max_price"] is None else Money(row["max_price"], row["currency"]),
        status=status,
        joined_at=utc_time(row["joined_at"]),
        closes_at=utc_time(row["closes_at"]),
        hold=row["hold"],
        offered_at=utc_time(row["offered_at"]) if row["offered_at"] else None,
        offer_until=utc_time(row["offer_until"]) if row["offer_until"] else None,
        booking_id=row["booking_id"] if booked else None,
        event_id=row["event_id"] if booked else None,
        position=row["ahead"] + 1 if status == "waiting" else None,
        label=row["label"],
        timezone=row["timezone"],
    )
