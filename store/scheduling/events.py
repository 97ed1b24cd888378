"""Events of calendars, schedules and contracts as rows, with their hosts and attendees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from store.database import IntegrityError, Row, Transaction
from store.folding import address_key_or_none
from store.scheduling.event_parts import FULL_BY_LEVEL, INVOLVED, OWN_MONEY, SEES_MONEY
from store.types import Owner, utc_text, wall_text


class SlotTaken(Exception):
    """Another live event of the schedule has this start and lead host already."""


def find_event(tx: Transaction, id: int) -> Row | None:
    """The event, unless deleted."""
    return tx.one("SELECT * FROM events WHERE id = :id AND deleted_at IS NULL", id=id)


def deleted_event(tx: Transaction, id: int) -> Row | None:
    """The event that was deleted, for those who may know."""
    return tx.one("SELECT * FROM events WHERE id = :id AND deleted_at IS NOT NULL", id=id)


def insert_event(tx: Transaction, now: datetime, hosts: Sequence[Owner] = (), **columns: Any) -> int:
    """Store an event and who serves it; its id. SlotTaken when it would be a second one for a schedule, start and lead
    host."""
    stamps = {"created_at": utc_text(now), "updated_at": utc_text(now)}
    try:
        with tx.refusable():
            id = tx.insert("events", **columns, **_wall(columns), **_lead(hosts), **stamps)
    except IntegrityError as error:
        raise _meant(error) from error
    _insert_hosts(tx, id, hosts)
    return id


def change_event(tx: Transaction, id: int, now: datetime, hosts: Sequence[Owner] | None = None, **columns: Any) -> None:
    """Set columns of an event, and who serves it; its version grows. SlotTaken when another one has its schedule, start
    and lead host."""
    # Time and lead host change in one statement: between the two the old lead might have another event then.
    lead = {} if hosts is None else _lead(hosts)
    try:
        with tx.refusable():
            tx.change("events", id, **columns, **_new_wall(tx, id, columns), **lead, updated_at=utc_text(now))
    except IntegrityError as error:
        raise _meant(error) from error
    tx.run("UPDATE events SET version = version + 1 WHERE id = :id", id=id)
    if hosts is not None:
        tx.run("DELETE FROM event_hosts WHERE event_id = :id", id=id)
        _insert_hosts(tx, id, hosts)


def _wall(columns: Mapping[str, Any]) -> dict[str, str | None]:
    """What the clock shows where an event of these columns begins."""
    start = columns.get("start_at")
    return {"wall_start": wall_text(start, columns.get("timezone") or "UTC") if start else None}


def _new_wall(tx: Transaction, id: int, columns: Mapping[str, Any]) -> dict[str, str | None]:
    """The same after a change of an event; {} when neither its start nor its zone changes."""
    if "start_at" not in columns and "timezone" not in columns:
        return {}
    row = tx.one("SELECT start_at, timezone FROM events WHERE id = :id", id=id)
    return _wall({**(row or {}), **columns})


def _lead(hosts: Sequence[Owner]) -> dict[str, Any]:
    """The first of those who serve an event leads."""
    if not hosts:
        return {"lead_host_type": None, "lead_host_id": None}
    return {"lead_host_type": hosts[0].kind, "lead_host_id": hosts[0].id}


def _insert_hosts(tx: Transaction, event_id: int, hosts: Sequence[Owner]) -> None:
    for host in dict.fromkeys(hosts):
        tx.insert("event_hosts", event_id=event_id, user_type=host.kind, user_id=host.id)


def _meant(error: IntegrityError) -> Exception:
    """What a refused write means: the second line against double booking held, or something else is wrong."""
    return SlotTaken() if "events.kal_schedule_id" in str(error) else error


def delete_event_row(tx: Transaction, id: int, now: datetime) -> None:
    """Take an event out of all views; the row stays for the books."""
    change_event(tx, id, now, deleted_at=utc_text(now))


def hosts_of(tx: Transaction, event_id: int) -> list[Owner]:
    """Who serves an event."""
    rows = tx.all("SELECT user_type, user_id FROM event_hosts WHERE event_id = :id ORDER BY id", id=event_id)
    return [Owner(row["user_type"], row["user_id"]) for row in rows]


def replace_hosts(tx: Transaction, event_id: int, hosts: Sequence[Owner]) -> None:
    """These and no others serve the event; the first of them leads. SlotTaken as in insert_event, and nothing changed."""
    try:
        with tx.refusable():
            tx.change("events", event_id, **_lead(hosts))
    except IntegrityError as error:
        raise _meant(error) from error
    tx.run("DELETE FROM event_hosts WHERE event_id = :id", id=event_id)
    _insert_hosts(tx, event_id, hosts)


def attendees_of(tx: Transaction, event_id: int) -> list[Row]:
    """Everybody on an event's list, bookers and invited alike, without those who only keep seats free. no_show: whether it
    holds that they did not come."""
    return tx.all(
        """SELECT a.*, EXISTS (SELECT 1 FROM no_show_marks m
                               WHERE m.booking_id = a.id AND m.absent = 'attendee' AND m.status = 'accepted') AS no_show
           FROM event_attendees a WHERE a.event_id = :id AND a.stands_in_for IS NULL ORDER BY a.id""",
        id=event_id,
    )


def insert_attendee(tx: Transaction, **columns: Any) -> int:
    """Put somebody on an event's list; the row's id."""
    return tx.insert("event_attendees", **columns, email_key=address_key_or_none(columns.get("email")))


def adopt_attendee(tx: Transaction, attendee_id: int, person: Owner) -> None:
    """An invitation or booking made for an address belongs to the person who proved it is theirs."""
    tx.run(
        """UPDATE event_attendees SET user_type = :kind, user_id = :id WHERE id = :row AND user_id IS NULL""",
        kind=person.kind,
        id=person.id,
        row=attendee_id,
    )
    tx.run(
        """UPDATE event_attendees SET payer_type = :kind, payer_id = :id
           WHERE id = :row AND payer_id IS NULL AND amount IS NOT NULL AND payee_id IS NOT NULL""",
        kind=person.kind,
        id=person.id,
        row=attendee_id,
    )


def replace_attendees(
    tx: Transaction, event: Row, booking_id: int | None, people: Sequence[Mapping[str, Any]], now: datetime
) -> None:
    """The invited of an event, or who comes on a booking, become these people.

    people: user_id or email, and required. Who stays keeps their answer; bookings are ended, never removed."""
    here = {
        row["user_id"] or row["email_key"]: row["id"]
        for row in attendees_of(tx, event["id"])
        if row["status_id"] is None and (booking_id is None or row["booking_id"] == booking_id)
    }
    wanted = {person.get("user_id") or address_key_or_none(person.get("email")): person for person in people}
    for id in (id for key, id in here.items() if key not in wanted):
        tx.run("DELETE FROM event_attendees WHERE id = :id AND status_id IS NULL", id=id)
    for person in people:
        user_id = person.get("user_id")
        key = user_id or address_key_or_none(person.get("email"))
        role = "required" if person["required"] else "optional"
        if key in here:
            tx.change("event_attendees", here[key], role=role)
            continue
        insert_attendee(
            tx,
            event_id=event["id"],
            booking_id=booking_id,
            schedule_id=event["kal_schedule_id"],
            user_type="person" if user_id else None,
            user_id=user_id,
            email=person.get("email"),
            role=role,
            invited_at=utc_text(now),
            created_at=utc_text(now),
        )


def answer_invitation(tx: Transaction, attendee_id: int, status: str, now: datetime) -> None:
    """Store an attendee's yes or no."""
    tx.change("event_attendees", attendee_id, status=status, answered_at=utc_text(now))


def accept_time(tx: Transaction, booking_id: int, now: datetime) -> None:
    """A booker's yes, to the time their booking was moved to as well."""
    tx.change("event_attendees", booking_id, status="accepted", time_agreed=1, answered_at=utc_text(now))


def exports_of(tx: Transaction, event_id: int) -> list[Row]:
    """The schedules an event is shown in, with their calendars' labels."""
    return tx.all(
        """SELECT x.id, x.event_id, x.contract_id, x.schedule_id, x.kal_id, x.show, x.block, x.created_at,
                  k.label AS kal_label
           FROM schedule_exports x LEFT JOIN calendars k ON k.id = x.kal_id
           WHERE x.event_id = :id AND x.detached_at IS NULL ORDER BY x.id""",
        id=event_id,
    )


def remove_exports(tx: Transaction, event_id: int, now: datetime) -> int:
    """Take an event out of all schedules it is shown in; how many there were."""
    return tx.run(
        "UPDATE schedule_exports SET detached_at = :now WHERE event_id = :id AND detached_at IS NULL",
        id=event_id,
        now=utc_text(now),
    )


def calendar_of(tx: Transaction, kal_id: int | None) -> Row | None:
    """The calendar an event stands in, unless deleted."""
    return tx.one("SELECT * FROM calendars WHERE id = :id AND deleted_at IS NULL", id=kal_id)


def children_of(tx: Transaction, event_id: int) -> list[Row]:
    """What hangs right below an event."""
    return tx.all("SELECT * FROM events WHERE parent_id = :id AND deleted_at IS NULL ORDER BY id", id=event_id)


def appointments_to_deliver(tx: Transaction, now: datetime, limit: int) -> list[Row]:
    """Confirmed appointments whose end has passed."""
    return tx.all(
        """SELECT * FROM events WHERE status_id = 200 AND type_id = 1 AND end_at <= :now AND deleted_at IS NULL
           ORDER BY end_at LIMIT :limit""",
        now=utc_text(now),
        limit=limit,
    )


def events_to_complete(tx: Transaction, now: datetime, limit: int) -> list[Row]:
    """Delivered events without bookings whose time to be sent back has passed."""
    return tx.all(
        """SELECT * FROM events WHERE status_id = 555 AND release_at <= :now AND deleted_at IS NULL
           ORDER BY release_at LIMIT :limit""",
        now=utc_text(now),
        limit=limit,
    )


def end_lapsed_holds(tx: Transaction, now: datetime, limit: int, schedule_id: int | None = None) -> int:
    """End events without bookings that kept time free for a suggestion until now; how many there were."""
    held = tx.all(
        """SELECT id FROM events WHERE status_id = 100 AND hold_until IS NOT NULL AND hold_until <= :now AND bookable = 0
             AND deleted_at IS NULL AND (:schedule IS NULL OR kal_schedule_id = :schedule)
           ORDER BY hold_until LIMIT :limit""",
        now=utc_text(now),
        schedule=schedule_id,
        limit=limit,
    )
    for row in held:
        end_hold(tx, row["id"], now)
    return len(held)


def end_hold(tx: Transaction, event_id: int, now: datetime) -> None:
    """An event that only kept time free lets go of it, unless it has done so already."""
    held = find_event(tx, event_id)
    if held is not None and held["status_id"] == 100:
        change_event(tx, event_id, now, status_id=444, hold_until=None)


def names_of(tx: Transaction, owners: Iterable[Owner]) -> dict[Owner, str]:
    """The names of people, agents and companies."""
    return {owner: name for owner in set(owners) if (name := name_of(tx, owner)) is not None}


def name_of(tx: Transaction, owner: Owner) -> str | None:
    """What somebody is called; None when there is no such record."""
    name: str | None = tx.value(_NAMES[owner.kind], id=owner.id)
    return name


_NAMES = {
    "person": "SELECT trim(name || ' ' || coalesce(last_name, '')) FROM persons WHERE id = :id",
    "agent": "SELECT name FROM agents WHERE id = :id",
    "company": "SELECT company_name FROM companies WHERE id = :id",
    "platform": "SELECT 'the platform'",
}


def upcoming(
    tx: Transaction, person: Owner, email: str | None, type_id: int, start: datetime, end: datetime, kal_id: int | None
) -> list[Row]:
    """Appointments that reach into [start, end), or entries due then, of which somebody is owner, host or attendee.

    With what they are to it (rank 1 owner, 2 host, 3 attendee, 4 it is for them in a contract), and the places its schedule
    gives a slot now. Without what they declined, and holds that lapsed."""
    timed = type_id == 1
    return tx.all(
        f"""SELECT e.*, min(mine.rank) AS rank, coalesce(e.start_at, e.date) AS at,
                   (SELECT msp FROM schedules WHERE id = e.kal_schedule_id) AS slot_places
            FROM (
                SELECT id, 1 AS rank FROM events
                WHERE owner_type = :kind AND owner_id = :id AND type_id = :type {"AND end_at > :start" if timed else ""}
                UNION ALL
                SELECT event_id, 2 FROM event_hosts
                WHERE user_type = :kind AND user_id = :id {"AND end_at > :start" if timed else ""}
                UNION ALL
                SELECT event_id, 3 FROM event_attendees
                WHERE user_type = :kind AND user_id = :id {"AND end_at > :start" if timed else ""} AND {_COMES}
                UNION ALL
                SELECT event_id, 3 FROM event_attendees
                WHERE user_id IS NULL AND unconfirmed = 0 AND email_key = :key {"AND end_at > :start" if timed else ""}
                  AND {_COMES}
                UNION ALL
                SELECT t.id, 4 FROM contract_participants p
                JOIN events t ON t.contract_id = p.contract_id AND t.benefitable_type = 'participant'
                     AND t.benefitable_id = p.id
                WHERE p.user_type = :kind AND p.user_id = :id AND p.status_id = 200 AND t.type_id = :type
                  AND t.type_id IN (1, 2) {"AND t.end_at > :start" if timed else ""}
            ) AS mine JOIN events e ON e.id = mine.id
            WHERE e.type_id = :type AND e.deleted_at IS NULL AND {_TIMED if timed else _DATED}
              AND (e.hold_until IS NULL OR e.status_id <> 100 OR e.hold_until > :start)
              AND (:kal IS NULL OR e.kal_id = :kal)
            GROUP BY e.id ORDER BY at, e.id""",
        kind=person.kind,
        id=person.id,
        key=address_key_or_none(email),
        type=type_id,
        start=utc_text(start),
        end=utc_text(end),
        kal=kal_id,
    )


_COMES = """status <> 'declined' AND stands_in_for IS NULL AND coalesce(status_id, 200) NOT IN (400, 444)
                  AND (status_id IS NULL OR status_id <> 100 OR hold_until IS NULL OR hold_until > :start)"""
_TIMED = "e.start_at < :end AND e.end_at > :start"
_DATED = "e.date >= substr(:start, 1, 10) AND e.date <= substr(:end, 1, 10)"


def own_schedules(tx: Transaction, owner: Owner, kal_id: int | None) -> list[int]:
    """The live schedules of an owner in which time is offered: appointments and hires."""
    rows = tx.all(
        """SELECT id FROM schedules WHERE owner_type = :kind AND owner_id = :id AND deleted_at IS NULL
             AND type_id IN (1, 3) AND (:kal IS NULL OR kal_id = :kal) ORDER BY id""",
        kind=owner.kind,
        id=owner.id,
        kal=kal_id,
    )
    return [row["id"] for row in rows]


# What hangs below an event, as far as somebody who sees it in full sees each, with sees_money (0 or 1).
BELOW = f"""
    WITH RECURSIVE below (id, depth) AS (
        SELECT id, 1 FROM events WHERE parent_id = :parent AND deleted_at IS NULL
        UNION ALL
        SELECT e.id, below.depth + 1 FROM events e JOIN below ON e.parent_id = below.id
        WHERE below.depth < :depth AND e.deleted_at IS NULL
    )
    SELECT e.id, e.parent_id, e.contract_id, e.type_id, e.kind, e.status_id, e.label, e.start_at, e.end_at, e.date,
           e.duration, e.amount, e.currency, e.timezone, e.hold_until, e.owner_type, e.owner_id, e.created_at,
           CASE WHEN {OWN_MONEY} OR {SEES_MONEY} THEN 1 ELSE 0 END AS sees_money
    FROM below JOIN events e ON e.id = below.id
    WHERE (:type IS NULL OR e.type_id = :type) AND (:status IS NULL OR e.status_id = :status)
      AND ({INVOLVED} OR {FULL_BY_LEVEL}
           OR (e.contract_id IS NULL AND (e.private = 0 OR :sees_private = 1)))"""
