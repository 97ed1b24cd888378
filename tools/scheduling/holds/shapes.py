"""Kept slots, and places in the lines for full ones, as answers show them."""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict

from store.scheduling import events
from store.scheduling.slot_holds import SlotHold
from store.scheduling.waiting import waiting_lines
from store.scheduling.waiting.waiting_lines import WaitingEntry
from store.types import iso
from tools.call import Call
from tools.scheduling.parties import PartyShape, party_shape
from tools.shapes import Theirs


class HoldShape(TypedDict):
    """A kept slot. kind offer: a place that became free, for you who waited. price: of all its seats, as it stays; absent =
    free. expires_at: from then on the slot is free again.

    latest_expiry: extend_slot_hold reaches no further. event_id: of the booking it became."""

    public_id: str
    schedule_id: int
    status: str
    kind: NotRequired[str | None]
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
        "kind": hold.kind,
        "start": iso(hold.start, zone),
        "end": iso(hold.end, zone),
        "timezone": zone,
        "duration": hold.minutes,
        "seats": hold.seats,
        "expires_at": iso(hold.expires_at, zone),
    }


class OfferShape(TypedDict):
    """What is, or was, kept for somebody who waited: book_schedule takes the hold_id until expires_at."""

    hold_id: str
    expires_at: str


class EntryShape(TypedDict):
    """Somebody in line for a full slot. position: in the line of that start, 1 = next, while they wait; ahead_seats: what those
    before them wait for. name: in the lists of those whose schedule it is. event_id: a session they wait for."""

    id: int
    schedule_id: int
    event_id: NotRequired[int | None]
    status: str
    start: str
    end: str
    timezone: str
    duration: int
    seats: int
    name: NotRequired[Theirs | None]
    position: NotRequired[int | None]
    ahead_seats: NotRequired[int | None]
    max_price: NotRequired[str | None]
    currency: NotRequired[str | None]
    joined_at: str
    hold: NotRequired[OfferShape | None]
    booking_id: NotRequired[int | None]


def entry_shape(call: Call, entry: WaitingEntry, *, own: bool) -> EntryShape:
    """A place in a line. own: as whoever waits sees it; else as the people of the schedule do."""
    zone = entry.timezone
    waits = entry.status == "waiting"
    kept: OfferShape | None = None
    if entry.hold is not None and entry.offer_until is not None:
        kept = {"hold_id": entry.hold, "expires_at": iso(entry.offer_until, zone)}
    return {
        "id": entry.id,
        "schedule_id": entry.schedule_id,
        "event_id": entry.session_id,
        "status": entry.status,
        "start": iso(entry.start, zone),
        "end": iso(entry.end, zone),
        "timezone": zone,
        "duration": entry.minutes,
        "seats": entry.seats,
        "name": None if own else entry.name,
        "position": entry.position,
        "ahead_seats": waiting_lines.seats_ahead(call.tx, entry) if waits else None,
        "max_price": entry.max_price.text if own and entry.max_price is not None else None,
        "currency": entry.max_price.currency if own and entry.max_price is not None else None,
        "joined_at": iso(entry.joined_at, zone),
        "hold": kept,
        "booking_id": entry.booking_id,
    }
