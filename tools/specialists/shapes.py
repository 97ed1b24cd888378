"""What the tools for finding people take and answer in common."""

from __future__ import annotations

from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.people.persons import find_person
from store.types import iso
from tools.call import Call
from tools.errors import NotFound
from tools.params import Id
from tools.people.first_proof import is_taken
from tools.scheduling.availability.shapes import price_text
from tools.scheduling.rules.slots import Slot
from tools.shapes import Theirs

UserId = Annotated[Id, Field(description="The person, from search_specialists.")]
FIND = ("search_specialists",)


class FreeSlot(TypedDict):
    """A free slot. seats_left is absent where there is no limit.

    bookings: it is so many slots in a row; each is booked by itself."""

    start: str
    end: str
    seats_left: int | None
    bookings: NotRequired[int | None]


class OfferShape(TypedDict):
    """A schedule as it is offered. price is for one price_per; absent = free. Book it with book_schedule."""

    schedule_id: int
    label: Theirs
    type_id: int
    price: NotRequired[str | None]
    price_per: str
    currency: str
    duration: int
    msp: int
    timezone: str
    next_free_slot: NotRequired[FreeSlot | None]


class ViewShape(TypedDict):
    """Profile views of the payer's month, with this one. The charge stands beside it."""

    number_this_month: int
    free_left: int


def offer_shape(schedule: Row, slot: Slot | None, zone: str | None, bookings: int = 1) -> OfferShape:
    """A schedule with its next free slot, in the zone asked for, else in its own. bookings: how many in a row it is."""
    return {
        "schedule_id": schedule["id"],
        "label": schedule["label"],
        "type_id": schedule["type_id"],
        "price": price_text(schedule["price"], schedule["currency"]) if schedule["price"] else None,
        "price_per": schedule["price_per"],
        "currency": schedule["currency"],
        "duration": schedule["duration"],
        "msp": schedule["msp"],
        "timezone": schedule["timezone"],
        "next_free_slot": slot_shape(slot, zone or schedule["timezone"], bookings) if slot else None,
    }


def slot_shape(slot: Slot, zone: str, bookings: int) -> FreeSlot:
    return {
        "start": iso(slot.start, zone),
        "end": iso(slot.end, zone),
        "seats_left": slot.seats_left,
        "bookings": bookings if bookings > 1 else None,
    }


def view_shape(call: Call) -> ViewShape:
    """Where the payer's free views stand once this call is counted, if it is."""
    counted = 0 if call.fee_waived else 1
    return {"number_this_month": call.views_used() + counted, "free_left": max(0, call.free_views_left() - counted)}


def load_person(call: Call, user_id: int) -> Row:
    """The person, unless deleted or not yet the owner of the account: others may have typed in what it says."""
    row = find_person(call.tx, user_id)
    if row is None or not is_taken(call, row):
        raise NotFound("person", user_id, next=FIND)
    return row
