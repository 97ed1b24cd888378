"""Calendar feeds as rows, and the events that stand in them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from store.database import Row, Transaction
from store.rows import Order, among
from store.types import Owner, utc_text

NEWEST: Order = (("f.id", "desc"),)
# The columns of events that say where one stands.
Place = Literal["kal_id", "kal_schedule_id", "contract_id"]


@dataclass(frozen=True, slots=True)
class Target:
    """What a feed is of: exactly one of the three."""

    kal_id: int | None = None
    schedule_id: int | None = None
    contract_id: int | None = None

    @property
    def columns(self) -> dict[str, int | None]:
        return {"kal_id": self.kal_id, "schedule_id": self.schedule_id, "contract_id": self.contract_id}


def target_of(feed: Row) -> Target:
    return Target(feed["kal_id"], feed["schedule_id"], feed["contract_id"])


def find_feed(tx: Transaction, owner: Owner, id: int) -> Row | None:
    """A feed that somebody made, ended or not."""
    return tx.one(
        "SELECT * FROM calendar_feeds WHERE id = :id AND owner_type = :kind AND owner_id = :owner",
        id=id,
        kind=owner.kind,
        owner=owner.id,
    )


def live_feed(tx: Transaction, owner: Owner, target: Target) -> Row | None:
    """The feed of something that somebody made and did not end."""
    return tx.one(
        """SELECT * FROM calendar_feeds
           WHERE owner_type = :kind AND owner_id = :owner AND ended_at IS NULL AND coalesce(kal_id, 0) = :kal
             AND coalesce(schedule_id, 0) = :schedule AND coalesce(contract_id, 0) = :contract""",
        kind=owner.kind,
        owner=owner.id,
        kal=target.kal_id or 0,
        schedule=target.schedule_id or 0,
        contract=target.contract_id or 0,
    )


def feed_by_secret(tx: Transaction, secret_hash: str) -> Row | None:
    """The feed behind an address. One that has ended has none."""
    return tx.one("SELECT * FROM calendar_feeds WHERE secret_hash = :hash", hash=secret_hash)


def live_count(tx: Transaction, owner: Owner) -> int:
    count: int = tx.value(
        "SELECT count(*) FROM calendar_feeds WHERE owner_type = :kind AND owner_id = :owner AND ended_at IS NULL",
        kind=owner.kind,
        owner=owner.id,
    )
    return count


def listed(owner: Owner) -> tuple[str, dict[str, Any]]:
    """The SELECT of the feeds somebody made and did not end, to be paged NEWEST first."""
    sql = "SELECT * FROM calendar_feeds f WHERE f.owner_type = :kind AND f.owner_id = :owner AND f.ended_at IS NULL"
    return sql, {"kind": owner.kind, "owner": owner.id}


def insert_feed(tx: Transaction, owner: Owner, target: Target, now: datetime, **columns: Any) -> int:
    at = utc_text(now)
    return tx.insert(
        "calendar_feeds",
        owner_type=owner.kind,
        owner_id=owner.id,
        **target.columns,
        **columns,
        created_at=at,
        renewed_at=at,
    )


def renew_feed(tx: Transaction, id: int, now: datetime, **columns: Any) -> None:
    """Give a feed another secret; the one it had opens nothing any more."""
    tx.change("calendar_feeds", id, **columns, renewed_at=utc_text(now))


def end_feed(tx: Transaction, id: int, now: datetime) -> None:
    tx.change("calendar_feeds", id, secret_hash=None, ended_at=utc_text(now))


def installation_id(tx: Transaction) -> str:
    """What this installation is called in calendars, the same for ever."""
    return str(tx.value("SELECT value FROM settings WHERE name = 'installation_id'"))


def contract_row(tx: Transaction, contract_id: int) -> Row | None:
    """A contract's label, and when it last changed."""
    return tx.one("SELECT id, label, updated_at FROM contracts WHERE id = :id", id=contract_id)


@dataclass(frozen=True, slots=True)
class Window:
    """The time a feed shows, and how many events at most."""

    start: datetime
    end: datetime
    most: int


@dataclass(frozen=True, slots=True)
class Guest:
    """Whose bookings stand in a feed as well: it is of their main calendar, and they book in the schedules of others."""

    owner: Owner

    @property
    def params(self) -> dict[str, Any]:
        return {"kind": self.owner.kind, "me": self.owner.id}


def events_shown(
    tx: Transaction, place: Place, id: int, window: Window, now: datetime, guest: Guest | None = None
) -> list[Row]:
    """Appointments and tasks that stand in one place: those ahead from the next one on, then the last ones before them.

    With what schedules of the place show of contracts, and what the guest booked elsewhere. One more than the most when there
    are more. Without what was brought in from calendars outside."""
    most = window.most + 1
    ahead = _rows(tx, "at", _AHEAD, place, id, window, now, most, guest)
    return ahead + _rows(tx, "at DESC", _BEFORE, place, id, window, now, most - len(ahead), guest)


def _rows(
    tx: Transaction,
    order: str,
    sql: tuple[str, str],
    place: Place,
    id: int,
    window: Window,
    now: datetime,
    most: int,
    guest: Guest | None,
) -> list[Row]:
    here, elsewhere = sql
    ids = _elsewhere(place, guest)
    parts = [here, elsewhere.format(ids=ids, shown=_SHOWN)] if ids else [here]
    union = " UNION ALL ".join(parts).format(place=place, shown=_SHOWN)
    return tx.all(
        f"{union} ORDER BY {order}, {'id DESC' if order.endswith('DESC') else 'id'} LIMIT :most",
        id=id,
        most=most,
        start=utc_text(window.start),
        end=utc_text(window.end),
        now=utc_text(now),
        first=window.start.date().isoformat(),
        last=window.end.date().isoformat(),
        today=now.date().isoformat(),
        **(guest.params if guest else {}),
    )


_SHOWN = """deleted_at IS NULL AND external_id IS NULL AND (type_id = 1 OR (type_id = 2 AND kind = 'task'))"""
# Of each: what stands in the place, and what is only shown there.
_AHEAD = (
    """
    SELECT events.*, start_at AS at FROM events
    WHERE {place} = :id AND end_at > :now AND start_at < :end AND {shown}
    UNION ALL
    SELECT events.*, date FROM events
    WHERE {place} = :id AND end_at IS NULL AND date >= :today AND date <= :last AND {shown}""",
    """
    SELECT events.*, start_at FROM events WHERE id IN ({ids}) AND end_at > :now AND start_at < :end AND {shown}""",
)
_BEFORE = (
    """
    SELECT events.*, end_at AS at FROM events
    WHERE {place} = :id AND end_at > :start AND end_at <= :now AND {shown}
    UNION ALL
    SELECT events.*, date FROM events
    WHERE {place} = :id AND end_at IS NULL AND date >= :first AND date < :today AND {shown}""",
    """
    SELECT events.*, end_at FROM events WHERE id IN ({ids}) AND end_at > :start AND end_at <= :now AND {shown}""",
)
_EXPORTED = """SELECT x.event_id FROM schedule_exports x JOIN schedules s ON s.id = x.schedule_id
               JOIN events o ON o.id = x.event_id
               WHERE {of} = :id AND s.deleted_at IS NULL AND x.detached_at IS NULL
                 AND (o.{place} IS NULL OR o.{place} <> :id)"""
_BOOKED = """SELECT a.event_id FROM event_attendees a JOIN events o ON o.id = a.event_id
             WHERE a.user_type = :kind AND a.user_id = :me AND a.end_at > :start AND a.stands_in_for IS NULL
               AND (a.status_id IN (200, 555, 777)
                    OR (a.status_id = 100 AND (a.hold_until IS NULL OR a.hold_until > :now)))
               AND o.kal_schedule_id IS NOT NULL AND (o.kal_id IS NULL OR o.kal_id <> :id)"""
_SCHEDULES_OF: dict[Place, str] = {"kal_id": "s.kal_id", "kal_schedule_id": "s.id"}


def _elsewhere(place: Place, guest: Guest | None) -> str | None:
    """The SELECT of the ids of events that stand in another place and are shown in this one; None for a contract, which shows
    its own only."""
    if place not in _SCHEDULES_OF:
        return None
    exported = _EXPORTED.format(of=_SCHEDULES_OF[place], place=place)
    return f"{exported} UNION {_BOOKED}" if guest else exported


def blocking(tx: Transaction, place: Place, id: int) -> set[int]:
    """The events that schedules of a place show and that take time there."""
    if place not in _SCHEDULES_OF:
        return set()
    rows = tx.all(
        f"""SELECT x.event_id FROM schedule_exports x JOIN schedules s ON s.id = x.schedule_id
            WHERE {_SCHEDULES_OF[place]} = :id AND s.deleted_at IS NULL AND x.detached_at IS NULL AND x.block = 1""",
        id=id,
    )
    return {row["event_id"] for row in rows}


def booked_by(tx: Transaction, owner: Owner, event_ids: Collection[int]) -> dict[int, int]:
    """The state of somebody's own live booking in each of these events in which they have one."""
    one_of, params = among(event_ids)
    rows = tx.all(
        f"""SELECT event_id, status_id FROM event_attendees
            WHERE event_id {one_of} AND user_type = :kind AND user_id = :me AND stands_in_for IS NULL
              AND status_id IN (100, 200, 555, 777) ORDER BY id""",
        kind=owner.kind,
        me=owner.id,
        **params,
    )
    return {row["event_id"]: row["status_id"] for row in rows}


def last_move(tx: Transaction, place: Place, id: int, guest: Guest | None) -> str | None:
    """When an event last was taken out of a place, or was shown in it or not any more."""
    moves = [tx.value(f"SELECT max(deleted_at) FROM events WHERE {place} = :id", id=id)]
    if place in _SCHEDULES_OF:
        moves.append(
            tx.value(
                f"""SELECT max(CASE WHEN x.detached_at > x.created_at THEN x.detached_at ELSE x.created_at END)
                    FROM schedule_exports x JOIN schedules s ON s.id = x.schedule_id WHERE {_SCHEDULES_OF[place]} = :id""",
                id=id,
            )
        )
    if guest:
        moves.append(
            tx.value(
                """SELECT max(coalesce(cancelled_at, answered_at, created_at)) FROM event_attendees
                   WHERE user_type = :kind AND user_id = :me AND status_id IS NOT NULL""",
                **guest.params,
            )
        )
    return max((at for at in moves if at is not None), default=None)


def people_of_events(tx: Transaction, event_ids: Collection[int]) -> dict[int, list[Row]]:
    """Who comes to each of these events: bookers and invited who have not said no, in the order they came."""
    one_of, params = among(event_ids)
    people: dict[int, list[Row]] = {}
    for row in tx.all(
        f"""SELECT event_id, user_type, user_id, name FROM event_attendees
            WHERE event_id {one_of} AND stands_in_for IS NULL AND status <> 'declined'
              AND coalesce(status_id, 200) NOT IN (400, 444)
            ORDER BY id""",
        **params,
    ):
        people.setdefault(row["event_id"], []).append(row)
    return people
