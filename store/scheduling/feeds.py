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


def events_shown(tx: Transaction, place: Place, id: int, window: Window, now: datetime) -> list[Row]:
    """Appointments and tasks that stand in one place: those ahead from the next one on, then the last ones before them.

    One more than the most when there are more. Without what was brought in from calendars outside."""
    ahead = _rows(tx, f"{_AHEAD} ORDER BY at, id LIMIT :most", place, id, window, now, window.most + 1)
    room = window.most + 1 - len(ahead)
    return ahead + _rows(tx, f"{_BEFORE} ORDER BY at DESC, id DESC LIMIT :most", place, id, window, now, room)


def _rows(tx: Transaction, sql: str, place: Place, id: int, window: Window, now: datetime, most: int) -> list[Row]:
    return tx.all(
        sql.format(place=place, shown=_SHOWN),
        id=id,
        most=most,
        start=utc_text(window.start),
        end=utc_text(window.end),
        now=utc_text(now),
        first=window.start.date().isoformat(),
        last=window.end.date().isoformat(),
        today=now.date().isoformat(),
    )


_SHOWN = """deleted_at IS NULL AND external_id IS NULL AND (type_id = 1 OR (type_id = 2 AND kind = 'task'))"""
_AHEAD = """
    SELECT events.*, start_at AS at FROM events
    WHERE {place} = :id AND end_at > :now AND start_at < :end AND {shown}
    UNION ALL
    SELECT events.*, date FROM events
    WHERE {place} = :id AND end_at IS NULL AND date >= :today AND date <= :last AND {shown}"""
_BEFORE = """
    SELECT events.*, end_at AS at FROM events
    WHERE {place} = :id AND end_at > :start AND end_at <= :now AND {shown}
    UNION ALL
    SELECT events.*, date FROM events
    WHERE {place} = :id AND end_at IS NULL AND date >= :first AND date < :today AND {shown}"""


def last_removal(tx: Transaction, place: Place, id: int) -> str | None:
    """When an event was last taken out of a place."""
    at: str | None = tx.value(f"SELECT max(deleted_at) FROM events WHERE {place} = :id", id=id)
    return at


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
