"""A kept slot as answers show it."""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict

from store.scheduling import events
from store.scheduling.slot_holds import SlotHold
from store.types import iso
from tools.call import Call
from tools.scheduling.parties import PartyShape, party_shape


class HoldShape(TypedDict):
    """A kept slot. price: of all its seats, as it stays; absent = free. expires_at: from then on the slot is free again.

    latest_expiry: extend_slot_hold reaches no further. event_id: of the booking it became."""

    public_id: str
    schedule_id: int
    status: str
    start: str
    end: str
    timezone: str
    duration: int
    seats: int
    hosts: NotRequired[list[PartyShape] | None]
    price: NotRequired[str | None]
    currency: NotRequired[str | None]
    created_at: NotRequired[str | None]
    expires_at: str
    latest_expiry: NotRequired[str | None]
    event_id: NotRequired[int | None]


class KeptSlot(TypedDict):
    """changed: false when that slot was kept for you already."""

    hold: HoldShape
    changed: NotRequired[bool | None]


def hold_shape(call: Call, hold: SlotHold) -> HoldShape:
    """A hold as its holder sees it."""
    zone = hold.timezone
    hosts = events.hosts_of(call.tx, hold.event_id)
    names = events.names_of(call.tx, hosts)
    return {
        **others_hold_shape(hold),
        "hosts": [party_shape(host, names) for host in hosts],
        "price": hold.price.text if hold.price else None,
        "currency": hold.price.currency if hold.price else None,
        "created_at": iso(hold.created_at, zone),
        "latest_expiry": iso(hold.latest_expiry, zone),
        "event_id": hold.event_id if hold.status == "booked" else None,
    }


def others_hold_shape(hold: SlotHold) -> HoldShape:
    """A hold as the people of its schedule see it: not whose it is, nor what it costs them."""
    zone = hold.timezone
    return {
        "public_id": hold.public_id,
        "schedule_id": hold.schedule_id,
        "status": hold.status,
        "start": iso(hold.start, zone),
        "end": iso(hold.end, zone),
        "timezone": zone,
        "duration": hold.minutes,
        "seats": hold.seats,
        "expires_at": iso(hold.expires_at, zone),
    }
