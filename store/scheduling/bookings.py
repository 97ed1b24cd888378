"""Bookings: attendee rows with a state of their own on an event of a schedule; seats, holds, escrow."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from store.database import Row, Transaction
from store.folding import address_key_or_none
from store.rows import among
from store.types import Money, Owner, utc_text, utc_time

# Bookings that count: neither declined nor cancelled.
ENDED = "(400, 444)"
REMIND_BEFORE = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Booking:
    """A booking with what it needs of its event. email: of guests only. terms: as stored with the event.

    capacity 1: the event and the booking share their state. stands_in_for: it only keeps seats for that booking,
    its own id: for the one it may become.
    unconfirmed: made by a guest who has not passed the mailed code yet. by_guest: by one who has. put_in: the host put
    them on the list, nobody booked."""

    id: int
    event_id: int
    schedule_id: int
    user: Owner | None
    email: str | None
    name: str | None
    status: str
    status_id: int
    seats: int
    amount: Money | None
    payment_status_id: int | None
    payer: Owner | None
    payee: Owner | None
    hold_until: datetime | None
    ledger_hold_id: int | None
    escrow: Money | None
    refund: Money | None
    paid_by: str | None
    disputed_at: str | None
    delivered_at: str | None
    release_at: str | None
    time_agreed: bool
    stands_in_for: int | None
    unconfirmed: bool
    by_guest: bool
    put_in: bool
    cancelled_at: str | None
    cancelled_by: str | None
    cancel_reason: str | None
    payment_label: str | None
    label: str
    start: datetime
    end: datetime
    timezone: str
    booker_timezone: str
    terms: str
    capacity: int
    schedule_type: int

    @property
    def who(self) -> str:
        """The booker as others see them: the name, never the address."""
        return self.name or (str(self.user) if self.user else "a guest")

    @property
    def cost(self) -> Money | None:
        """What it comes to: its price, without what went back of it."""
        return self.amount if self.amount is None or self.refund is None else self.amount - self.refund


BOOKINGS = """
    SELECT a.id, a.event_id, e.kal_schedule_id AS schedule_id, a.user_type, a.user_id, a.email, a.name, a.status,
           a.status_id, a.seats, a.amount, a.currency, a.payment_status_id, a.payer_type, a.payer_id, a.payee_type,
           a.payee_id, a.hold_until, a.ledger_hold_id, a.escrow, a.refund_amount, a.paid_by, a.disputed_at,
           a.delivered_at, a.release_at, a.time_agreed, a.stands_in_for, a.unconfirmed,
           a.token_hash IS NOT NULL AS by_guest, a.invited_at IS NOT NULL AS put_in, a.cancelled_at, a.cancelled_by,
           a.cancel_reason, a.payment_label, e.label, e.start_at, e.end_at, e.timezone,
           coalesce(a.timezone, e.timezone) AS booker_timezone, e.terms, e.capacity, s.type_id AS schedule_type
    FROM event_attendees a
    JOIN events e ON e.id = a.event_id
    JOIN schedules s ON s.id = e.kal_schedule_id
    WHERE a.status_id IS NOT NULL"""


def find_booking(tx: Transaction, id: int) -> Booking | None:
    row = tx.one(f"{BOOKINGS} AND a.id = :id", id=id)
    return read_booking(row) if row else None


def find_bookings(tx: Transaction, ids: Collection[int]) -> dict[int, Booking]:
    """Bookings by id."""
    one_of, params = among(ids)
    return {row["id"]: read_booking(row) for row in tx.all(f"{BOOKINGS} AND a.id {one_of} ORDER BY a.id", **params)}


def booking_by_token(tx: Transaction, token_hash: str) -> Booking | None:
    """The booking a token is the key to."""
    row = tx.one(f"{BOOKINGS} AND a.token_hash = :hash", hash=token_hash)
    return read_booking(row) if row else None


def bookings_of_event(tx: Transaction, event_id: int) -> list[Booking]:
    """All bookings of an event, ended ones too, oldest first."""
    return [
        read_booking(row) for row in tx.all(f"{BOOKINGS} AND a.event_id = :event_id ORDER BY a.id", event_id=event_id)
    ]


def bookings_of_events(tx: Transaction, schedule_id: int, event_ids: Sequence[int]) -> list[Booking]:
    """All bookings of these events of a schedule, by event and age."""
    places, params = _listed("event", event_ids)
    rows = tx.all(
        f"{BOOKINGS} AND e.kal_schedule_id = :schedule AND a.event_id IN ({places}) ORDER BY a.event_id, a.id",
        schedule=schedule_id,
        **params,
    )
    return [read_booking(row) for row in rows]


def unpaid_bookings(tx: Transaction, schedule_id: int, payer: Owner | None) -> list[Booking]:
    """Live bookings of a schedule on which money is due, earliest start first; of one payer, or of all."""
    rows = tx.all(
        f"""{BOOKINGS} AND e.kal_schedule_id = :schedule AND a.payment_status_id IN (100, 200) AND a.amount > 0
            AND a.status_id NOT IN {ENDED} AND a.stands_in_for IS NULL
            AND (:anybody = 1 OR (a.payer_type = :payer_type AND a.payer_id = :payer_id))
            ORDER BY e.start_at, a.id""",
        schedule=schedule_id,
        anybody=int(payer is None),
        payer_type=payer.kind if payer else None,
        payer_id=payer.id if payer else None,
    )
    return [read_booking(row) for row in rows]


def lapsed_bookings(tx: Transaction, now: datetime, limit: int, schedule_id: int | None = None) -> list[Booking]:
    """Pending bookings whose hold has ended and who were not tidied up yet; in one schedule, or anywhere."""
    rows = tx.all(
        f"""{BOOKINGS} AND a.status_id = 100 AND a.hold_until IS NOT NULL AND a.hold_until <= :now
            AND (:schedule IS NULL OR e.kal_schedule_id = :schedule) ORDER BY a.hold_until, a.id LIMIT :limit""",
        now=utc_text(now),
        schedule=schedule_id,
        limit=limit,
    )
    return [read_booking(row) for row in rows]


def bookings_to_release(tx: Transaction, now: datetime, limit: int) -> list[Booking]:
    """Delivered bookings whose time to be disputed has passed, and of which nobody says that somebody did not come."""
    rows = tx.all(
        f"""{BOOKINGS} AND a.status_id = 555 AND a.release_at <= :now
            AND NOT EXISTS (SELECT 1 FROM no_show_marks m WHERE m.booking_id = a.id AND m.status = 'claimed')
            ORDER BY a.release_at, a.id LIMIT :limit""",
        now=utc_text(now),
        limit=limit,
    )
    return [read_booking(row) for row in rows]


def open_holds(tx: Transaction, schedule_id: int | None, booker: Owner, now: datetime) -> list[int]:
    """Events of a schedule, or of all, on which this booker holds a slot that is not paid yet."""
    rows = tx.all(
        """SELECT a.event_id FROM event_attendees a JOIN events e ON e.id = a.event_id
           WHERE (:schedule IS NULL OR e.kal_schedule_id = :schedule) AND a.status_id = 100 AND a.payment_status_id = 200
             AND a.hold_until > :now AND a.stands_in_for IS NULL AND a.user_type = :kind AND a.user_id = :id
           ORDER BY a.id""",
        schedule=schedule_id,
        kind=booker.kind,
        id=booker.id,
        now=utc_text(now),
    )
    return [row["event_id"] for row in rows]


def insert_booking(tx: Transaction, **columns: Any) -> int:
    """Store a booking; its id. Seats are taken with take_seats."""
    return tx.insert("event_attendees", **columns, email_key=address_key_or_none(columns.get("email")))


def write_booking(tx: Transaction, booking: Booking, fields: Mapping[str, Any], *, ends: bool = False) -> Booking:
    """Give fields of a booking new values, named as in Booking; the booking as it is then.

    ends: its seats are free, and those who would have come on it do not come any more."""
    if fields:
        tx.change("event_attendees", booking.id, **_columns(fields))
    if ends:
        _free_seats(tx, booking)
        tx.run("UPDATE event_attendees SET status = 'declined' WHERE booking_id = :id", id=booking.id)
    return replace(booking, **fields)


def move_booking(
    tx: Transaction, booking: Booking, event_id: int, start: datetime, end: datetime, now: datetime
) -> None:
    """Put a booking, who comes with it, and what is suggested about it into another event that has its seats taken.

    A hold ends with the new start at the latest."""
    _free_seats(tx, booking)
    tx.run(
        "UPDATE event_attendees SET event_id = :event, end_at = :end WHERE id = :id OR booking_id = :id",
        event=event_id,
        end=utc_text(end),
        id=booking.id,
    )
    tx.run(
        "UPDATE event_corrections SET event_id = :event WHERE booking_id = :id AND status_id = 100",
        event=event_id,
        id=booking.id,
    )
    if booking.hold_until is not None:
        write_booking(tx, booking, {"hold_until": min(booking.hold_until, start)})
    remind_again(tx, booking.id, start, now)


def remind_again(tx: Transaction, booking_id: int, start: datetime, now: datetime) -> None:
    """A booking that was made, moved or confirmed now is reminded of a day before its start; not when it begins sooner."""
    soon = start - now < REMIND_BEFORE
    tx.change("event_attendees", booking_id, reminded_at=utc_text(now) if soon else None)


def bookings_to_remind(tx: Transaction, now: datetime, limit: int) -> list[Booking]:
    """Confirmed bookings that begin within a day and were not reminded of yet, the first ones first."""
    rows = tx.all(
        f"""{BOOKINGS} AND a.reminded_at IS NULL AND a.status_id = 200 AND e.status_id = 200 AND e.type_id = 1
            AND e.end_at > :now AND e.end_at <= :latest AND e.start_at > :now AND e.start_at <= :soon
            AND e.deleted_at IS NULL ORDER BY e.start_at, a.id LIMIT :limit""",
        now=utc_text(now),
        soon=utc_text(now + REMIND_BEFORE),
        # A booking lasts a day at most.
        latest=utc_text(now + 2 * REMIND_BEFORE),
        limit=limit,
    )
    return [read_booking(row) for row in rows]


def note_reminded(tx: Transaction, booking_id: int, now: datetime) -> None:
    tx.change("event_attendees", booking_id, reminded_at=utc_text(now))


def take_seats(tx: Transaction, event_id: int, seats: int, places: int) -> bool:
    """Take places of an event in one conditional update; False when there are not that many.

    places: how many a slot of its schedule has now, 0 = no limit; a session has its own."""
    changed = tx.run(
        """UPDATE events SET seats_taken = seats_taken + :seats,
                             capacity = CASE WHEN slot = 'session' THEN capacity ELSE :places END
           WHERE id = :id AND bookable = 1 AND status_id IN (100, 200) AND deleted_at IS NULL
             AND (CASE WHEN slot = 'session' THEN capacity ELSE :places END = 0
                  OR seats_taken + :seats <= CASE WHEN slot = 'session' THEN capacity ELSE :places END)""",
        id=event_id,
        seats=seats,
        places=places,
    )
    return changed == 1


def _free_seats(tx: Transaction, booking: Booking) -> None:
    tx.run(
        "UPDATE events SET seats_taken = seats_taken - :seats WHERE id = :id", id=booking.event_id, seats=booking.seats
    )


def public_address(tx: Transaction) -> str | None:
    """Where this server's pages can be reached from outside, when the operator has said so."""
    address: str | None = tx.value("SELECT value FROM settings WHERE name = 'public_url'")
    return address


def owner_of(kind: str | None, id: int | None) -> Owner | None:
    """An owner from its two columns, None when they are empty."""
    return None if kind is None or id is None else Owner(kind, id)  # type: ignore[arg-type]


def moment(text: str | None) -> datetime | None:
    """A stored moment, or none."""
    return utc_time(text) if text else None


def _listed(name: str, values: Sequence[int]) -> tuple[str, dict[str, int]]:
    params = {f"{name}_{index}": value for index, value in enumerate(values)}
    return ", ".join(f":{key}" for key in params) or "NULL", params


def _columns(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields of a booking as columns."""
    columns: dict[str, Any] = {}
    for name, value in fields.items():
        if name in ("payer", "payee"):
            columns |= {f"{name}_type": value.kind if value else None, f"{name}_id": value.id if value else None}
        elif name == "amount":
            columns |= {"amount": value.amount, "currency": value.currency}
        elif name in ("escrow", "refund"):
            columns["escrow" if name == "escrow" else "refund_amount"] = value.amount
        elif isinstance(value, bool):
            columns[name] = int(value)
        else:
            columns[name] = utc_text(value) if isinstance(value, datetime) else value
    return columns


def read_booking(row: Row) -> Booking:
    """A row of BOOKINGS as a booking."""
    currency = row["currency"]

    def money(column: str) -> Money | None:
        return None if row[column] is None or currency is None else Money(row[column], currency)

    return Booking(
        **{name: row[name] for name in _AS_STORED},
        user=owner_of(row["user_type"], row["user_id"]),
        amount=money("amount"),
        payer=owner_of(row["payer_type"], row["payer_id"]),
        payee=owner_of(row["payee_type"], row["payee_id"]),
        hold_until=moment(row["hold_until"]),
        escrow=money("escrow"),
        refund=money("refund_amount"),
        time_agreed=bool(row["time_agreed"]),
        unconfirmed=bool(row["unconfirmed"]),
        by_guest=bool(row["by_guest"]),
        put_in=bool(row["put_in"]),
        start=utc_time(row["start_at"]),
        end=utc_time(row["end_at"]),
    )


# What a booking says in the words of its row.
_AS_STORED = (
    "id", "event_id", "schedule_id", "email", "name", "status", "status_id", "seats", "payment_status_id",
    "ledger_hold_id", "paid_by", "disputed_at", "delivered_at", "release_at", "stands_in_for", "cancelled_at",
    "cancelled_by", "cancel_reason", "payment_label", "label", "timezone", "booker_timezone", "terms", "capacity",
    "schedule_type",
)  # fmt: skip
