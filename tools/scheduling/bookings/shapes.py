"""A booking as it is planned, told and answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NotRequired

from typing_extensions import TypedDict

from store.database import Row
from store.scheduling import bookings, events
from store.scheduling.appointments import Appointment
from store.scheduling.bookings import Booking
from store.scheduling.busy import busy_times
from store.scheduling.slot_holds import SlotHold
from store.types import Money, Owner, iso
from tools.call import Call
from tools.scheduling.bookings.feed import note_change
from tools.scheduling.bookings.notices import tell
from tools.scheduling.bookings.people import Booker
from tools.scheduling.parties import PartyShape, party_shape
from tools.scheduling.rules import booking_notices as notices
from tools.scheduling.rules.bookings import Standing, Terms
from tools.scheduling.rules.events import PAID, PAYMENT_PENDING, PAYMENTS, PENDING, STATES
from tools.scheduling.rules.slots import Slot
from tools.shapes import Theirs

PayChoice = Literal["balance", "later"]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a booking will be, decided before anything is written. hold: it takes the slot that this keeps. link_id: a use of
    this booking link."""

    booker: Booker
    slot: Slot
    terms: Terms
    seats: int
    amount: Money | None
    pay: Literal["balance", "prepaid", "later"]
    payer: Owner | None
    payee: Owner | None
    standing: Standing
    hold: SlotHold | None = None
    link_id: int | None = None

    @property
    def is_prepaid(self) -> bool:
        return self.pay == "prepaid" and self.amount is not None and self.payer is not None


class BookedEvent(TypedDict):
    id: int
    status_id: int
    status: str
    start: str
    end: str
    timezone: str
    hosts: list[PartyShape]
    amount: NotRequired[str | None]
    currency: NotRequired[str | None]
    payment_status_id: NotRequired[int | None]
    payment_status: NotRequired[str | None]
    hold_until: NotRequired[str | None]


class BookerShape(TypedDict):
    """Who booked; a guest has no id before the booking is confirmed."""

    id: NotRequired[int | None]
    type: str
    name: NotRequired[str | None]
    email: NotRequired[str | None]


class CancellationShape(TypedDict):
    free_until: str
    late_refund_percent: int


class ComingShape(TypedDict):
    """Somebody who comes on the booking, and whether they said so."""

    user_id: NotRequired[int | None]
    email: NotRequired[str | None]
    name: NotRequired[Theirs | None]
    status: str


class Booked(TypedDict):
    """attendees: who comes on it. paid_from: whose purse paid; absent while nobody has."""

    event: BookedEvent
    booking_id: int
    user: BookerShape
    seats: int
    attendees: list[ComingShape]
    booking_note: NotRequired[str | None]
    paid_from: NotRequired[PartyShape | None]
    message: NotRequired[str | None]
    url: NotRequired[str | None]
    token: NotRequired[str | None]
    cancellation: CancellationShape


def tell_made(call: Call, appointment: Appointment, booking: Booking) -> None:
    """Tell the people of a new booking that it was made, and who comes along on it."""
    if booking.payment_status_id == PAYMENT_PENDING:
        tell(call, appointment, booking, notices.payment_due(booking.amount, booking.hold_until))
    elif booking.status_id == PENDING:
        tell(call, appointment, booking, notices.requested(booking.hold_until))
    elif booking.payment_status_id == PAID:
        tell(call, appointment, booking, notices.paid(booking.amount))
    else:
        tell(call, appointment, booking, notices.confirmed())
    tell(call, appointment, booking, notices.invited())
    note_change(call, "created", booking)


_MAILED = (
    "Nothing is booked yet. A code was mailed to the address; the slot is held until {until}. Pass the code to "
    "confirm_guest_booking with this event's id."
)


def warn_of_overlaps(call: Call, plan: Plan, made: Sequence[int]) -> None:
    """The booker's own appointments may overlap; they are told. made: the events that were just booked."""
    if plan.booker.user is None:
        return
    other = busy_times(call.tx, plan.booker.user, plan.slot.start, plan.slot.end, call.now, without=made)
    for busy in other[:3]:
        call.warn(f"You are busy from {iso(busy.start)} to {iso(busy.end)}, which overlaps this booking.")


def answer(call: Call, appointment: Appointment, booking: Booking, terms: Terms, token: str | None) -> Booked:
    zone = booking.timezone
    rows = [
        row for row in events.attendees_of(call.tx, booking.event_id) if booking.id in (row["id"], row["booking_id"])
    ]
    people = [bookings.owner_of(row["user_type"], row["user_id"]) for row in rows]
    named = [each for each in (booking.user, booking.payer, *people) if each is not None]
    names = events.names_of(call.tx, [*appointment.hosts, *named])
    paid = booking.payer is not None and booking.payment_status_id == PAID
    return {
        "event": {
            "id": booking.event_id,
            "status_id": booking.status_id,
            "status": STATES[booking.status_id],
            "start": iso(booking.start, zone),
            "end": iso(booking.end, zone),
            "timezone": zone,
            "hosts": [party_shape(host, names) for host in appointment.hosts],
            "amount": booking.amount.text if booking.amount else None,
            "currency": booking.amount.currency if booking.amount else None,
            "payment_status_id": booking.payment_status_id,
            "payment_status": PAYMENTS.get(booking.payment_status_id or 0),
            "hold_until": iso(booking.hold_until, zone) if booking.hold_until else None,
        },
        "booking_id": booking.id,
        "user": {
            **(party_shape(booking.user, names) if booking.user else {"type": "guest", "name": booking.name}),
            "email": booking.email,
        },
        "seats": booking.seats,
        "attendees": [_coming(row, names) for row in rows if row["booking_id"] or row["status"] == "accepted"],
        "booking_note": rows[0]["note"],
        "paid_from": party_shape(booking.payer, names) if paid and booking.payer else None,
        "message": _MAILED.format(until=iso(booking.hold_until or call.now, zone)) if booking.unconfirmed else None,
        "url": None if booking.unconfirmed else _url(call, booking, token),
        "token": token,
        "cancellation": {
            "free_until": iso(terms.free_until(booking.start), zone),
            "late_refund_percent": terms.late_refund_percent,
        },
    }


def _coming(row: Row, names: dict[Owner, str]) -> ComingShape:
    user = bookings.owner_of(row["user_type"], row["user_id"])
    return {
        "user_id": row["user_id"],
        "email": row["email"],
        "name": row["name"] or (names.get(user) if user else None),
        "status": row["status"],
    }


def _url(call: Call, booking: Booking, token: str | None) -> str | None:
    """Where a booking can be paid or managed in a browser, on servers that have a public address."""
    base = bookings.public_address(call.tx)
    return f"{base.rstrip('/')}/bookings/{token or booking.id}" if base else None
