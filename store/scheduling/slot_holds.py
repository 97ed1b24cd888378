"""Slots kept for somebody for some minutes: who keeps which, until when, at what price.

What holds the seats is a row of event_attendees that stands in for itself, so that all who count seats count it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from store.database import Row, Transaction
from store.rows import Order
from store.types import Money, Owner, utc_text, utc_time

State = Literal["active", "booked", "released", "expired"]
NEAREST: Order = (("h.expires_at", "asc"), ("h.id", "asc"))


@dataclass(frozen=True, slots=True)
class SlotHold:
    """A hold as it stands now. price: of all seats together, None = free. booking_id: the row that keeps the seats, which
    becomes the booking. link_id: of the booking link that it was made by. kind offer: made for who waited. holder None: a
    guest's, with email and name."""

    id: int
    public_id: str
    schedule_id: int
    event_id: int
    booking_id: int
    holder: Owner | None
    start: datetime
    end: datetime
    timezone: str
    label: str
    seats: int
    price: Money | None
    created_at: datetime
    expires_at: datetime
    latest_expiry: datetime
    ended_at: datetime | None
    status: State
    link_id: int | None = None
    kind: Literal["client", "offer"] = "client"
    email: str | None = None
    name: str | None = None

    @property
    def minutes(self) -> int:
        return int((self.end - self.start).total_seconds() // 60)


# What has ended without a word of its own: the event or schedule went or was moved away below it, or the time ran out.
# What was tidied up once stays ended, also for whoever's clock is behind: its seats may be somebody else's by now.
STATE = """CASE WHEN h.status <> 'active' THEN h.status
           WHEN a.cancelled_at < h.expires_at OR e.deleted_at < h.expires_at OR e.start_at <> h.start_at THEN 'released'
           WHEN h.expires_at <= :now OR a.cancelled_at IS NOT NULL OR e.deleted_at IS NOT NULL THEN 'expired'
           ELSE 'active' END"""
HOLDS = f"""
    SELECT h.*, a.event_id, e.timezone, e.label, {STATE} AS state
    FROM slot_holds h JOIN event_attendees a ON a.id = h.booking_id JOIN events e ON e.id = a.event_id
    WHERE 1 = 1"""


def keep_for_itself(tx: Transaction, booking_id: int) -> None:
    """A row that keeps seats for the booking it will become."""
    tx.change("event_attendees", booking_id, stands_in_for=booking_id)


def insert_hold(tx: Transaction, **columns: Any) -> int:
    return tx.insert("slot_holds", **columns)


def find_hold(tx: Transaction, public_id: str, now: datetime) -> SlotHold | None:
    row = tx.one(f"{HOLDS} AND h.public_id = :id", id=public_id, now=utc_text(now))
    return read_hold(row) if row else None


def hold_by_token(tx: Transaction, token_hash: str, now: datetime) -> SlotHold | None:
    """The hold of a guest that a mailed token is the key to."""
    row = tx.one(f"{HOLDS} AND h.token_hash = :hash", hash=token_hash, now=utc_text(now))
    return read_hold(row) if row else None


def active_holds(tx: Transaction, holder: Owner, now: datetime) -> list[SlotHold]:
    """The slots somebody keeps at this moment, the first to end first."""
    found = _active(tx, "h.holder_type = :kind AND h.holder_id = :holder", now, kind=holder.kind, holder=holder.id)
    return sorted(found, key=lambda hold: (hold.expires_at, hold.id))


def active_holds_in(tx: Transaction, event_id: int, now: datetime) -> list[SlotHold]:
    """The places that are kept in an event at this moment."""
    return _active(tx, "a.event_id = :event", now, event=event_id)


def active_holds_by_link(tx: Transaction, link_id: int, now: datetime) -> list[SlotHold]:
    """The slots that are kept by a booking link at this moment."""
    return _active(tx, "h.link_id = :link", now, link=link_id)


def _active(tx: Transaction, whose: str, now: datetime, **values: Any) -> list[SlotHold]:
    rows = tx.all(
        f"{HOLDS} AND {whose} AND h.expires_at > :now AND {STATE} = 'active' ORDER BY h.id", now=utc_text(now), **values
    )
    return [read_hold(row) for row in rows]


def holds_of_restrained(tx: Transaction, now: datetime, limit: int) -> list[SlotHold]:
    """The slots that are kept by agents who may not act any more."""
    rows = tx.all(
        f"""{HOLDS} AND h.holder_type = 'agent' AND h.status = 'active' AND h.expires_at > :now AND {STATE} = 'active'
              AND h.holder_id IN (SELECT id FROM agents WHERE status IN ('suspended', 'banned')) ORDER BY h.id LIMIT :limit""",
        now=utc_text(now),
        limit=limit,
    )
    return [read_hold(row) for row in rows]


def extend_hold(tx: Transaction, hold: SlotHold, until: datetime) -> None:
    tx.change("slot_holds", hold.id, expires_at=utc_text(until))


def end_hold(tx: Transaction, hold: SlotHold, status: Literal["booked", "released"], now: datetime) -> bool:
    """Let a hold end for good; False when it has ended before."""
    ended = tx.run(
        """UPDATE slot_holds SET status = :status, ended_at = :now
           WHERE id = :id AND status = 'active' AND expires_at > :now""",
        status=status,
        now=utc_text(now),
        id=hold.id,
    )
    return ended == 1


def become_booking(tx: Transaction, hold: SlotHold, **columns: Any) -> None:
    """The row that kept the seats is the booking from now on."""
    tx.change("event_attendees", hold.booking_id, **columns, stands_in_for=None)


def listed(
    holder: Owner, now: datetime, *, in_own_schedules: bool, schedule_id: int | None, states: Collection[str]
) -> tuple[str, dict[str, Any]]:
    """The holds somebody has, or those of others in the schedules they own or manage: a list to be paged."""
    whose = "h.holder_type = :kind AND h.holder_id = :me"
    if in_own_schedules:
        whose = f"""(h.holder_id IS NULL OR NOT ({whose})) AND h.schedule_id IN (
            SELECT u.schedule_id FROM schedule_users u WHERE u.user_type = :kind AND u.user_id = :me AND u.write >= 3)"""
    params = {"kind": holder.kind, "me": holder.id, "now": utc_text(now), "schedule": schedule_id}
    wanted = {f"state_{at}": state for at, state in enumerate(sorted(states))}
    places = ", ".join(f":{name}" for name in wanted)
    sql = f"{HOLDS} AND {whose} AND (:schedule IS NULL OR h.schedule_id = :schedule) AND {STATE} IN ({places})"
    return sql, {**params, **wanted}


def read_hold(row: Row) -> SlotHold:
    """A row of HOLDS."""
    return SlotHold(
        id=row["id"],
        public_id=row["public_id"],
        schedule_id=row["schedule_id"],
        event_id=row["event_id"],
        booking_id=row["booking_id"],
        holder=Owner(row["holder_type"], row["holder_id"]) if row["holder_id"] is not None else None,
        start=utc_time(row["start_at"]),
        end=utc_time(row["end_at"]),
        timezone=row["timezone"],
        label=row["label"],
        seats=row["seats"],
        price=None if row["price"] is None else Money(row["price"], row["currency"]),
        created_at=utc_time(row["created_at"]),
        expires_at=utc_time(row["expires_at"]),
        latest_expiry=utc_time(row["latest_expiry"]),
        ended_at=utc_time(row["ended_at"]) if row["ended_at"] else None,
        status=row["state"],
        link_id=row["link_id"],
        kind=row["kind"],
        email=row["email"],
        name=row["name"],
    )
