"""Schedules found and bookings made together, as answers show them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.scheduling import events
from store.scheduling.groups.booking_groups import Kind
from store.types import Money, iso
from tools.call import Call
from tools.scheduling.availability.shapes import price_text
from tools.scheduling.bookings.made import Made
from tools.scheduling.groups.members import Found, Member, moment
from tools.scheduling.parties import PartyShape, party_shape
from tools.scheduling.rules.events import PAYMENTS, STATES
from tools.scheduling.rules.groups import turn
from tools.scheduling.rules.slots import Slot
from tools.shapes import MoneyShape


class FreeSchedule(TypedDict):
    """A schedule that is free then. host_ids: who would serve it. price: for one place."""

    schedule_id: int
    host_ids: list[int]
    price: NotRequired[str | None]
    currency: NotRequired[str | None]
    load: NotRequired[Annotated[int | None, Field(description="Minutes booked in the 14 days before and after.")]]


class GroupSlot(TypedDict):
    """A time. pick: whose turn it is, in mode any."""

    start: str
    end: str
    schedules: list[FreeSchedule]
    pick: NotRequired[int | None]


def group_slot(
    members: Sequence[Member], found: Found, minutes: int, zone: str, weights: Sequence[int] | None = None
) -> GroupSlot:
    """A time that was found, in a zone."""
    start, works = moment(found.starts), found.works
    return {
        "start": iso(start, zone),
        "end": iso(start + timedelta(minutes=minutes), zone),
        "schedules": [
            free_schedule(members[at], slot, works[at].minutes if works else None) for at, slot in found.slots.items()
        ],
        "pick": members[turn(works, weights)].id if works else None,
    }


class GroupShape(TypedDict):
    """What was booked together. kind: collective, round_robin or series. wanted, made: how many bookings."""

    id: int
    kind: str
    wanted: int
    made: int
    created_at: str


class GroupBooking(TypedDict):
    """One of the bookings. It is answered, moved, paid and cancelled by itself, with its event_id."""

    schedule_id: int
    event_id: int
    booking_id: int
    start: str
    end: str
    hosts: list[PartyShape]
    status_id: int
    status: str
    amount: NotRequired[str | None]
    currency: NotRequired[str | None]
    payment_status: NotRequired[str | None]
    hold_until: NotRequired[str | None]


def free_schedule(member: Member, slot: Slot, load: int | None = None) -> FreeSchedule:
    row, price = member.schedule, slot.price if member.access.sees_price else None
    return {
        "schedule_id": row["id"],
        "host_ids": [host.id for host in slot.hosts],
        "price": price_text(price, row["currency"]),
        "currency": row["currency"] if price is not None else None,
        "load": load,
    }


def group_shape(call: Call, id: int, kind: Kind, wanted: int, made: int) -> GroupShape:
    return {"id": id, "kind": kind, "wanted": wanted, "made": made, "created_at": iso(call.stamp)}


def group_booking(call: Call, made: Made) -> GroupBooking:
    booking, zone = made.booking, made.booking.timezone
    names = events.names_of(call.tx, made.appointment.hosts)
    return {
        "schedule_id": booking.schedule_id,
        "event_id": booking.event_id,
        "booking_id": booking.id,
        "start": iso(booking.start, zone),
        "end": iso(booking.end, zone),
        "hosts": [party_shape(host, names) for host in made.appointment.hosts],
        "status_id": booking.status_id,
        "status": STATES[booking.status_id],
        "amount": booking.amount.text if booking.amount else None,
        "currency": booking.amount.currency if booking.amount else None,
        "payment_status": PAYMENTS.get(booking.payment_status_id or 0),
        "hold_until": iso(booking.hold_until, zone) if booking.hold_until else None,
    }


def money_shapes(amounts: list[Money]) -> list[MoneyShape]:
    return [{"amount": money.text, "currency": money.currency} for money in amounts]
