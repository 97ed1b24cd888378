"""Slots that are kept without being booked: taken like a booking's, given back, and taken over by the booking."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from store.database import Row
from store.folding import address_key
from store.scheduling import bookings, slot_holds
from store.scheduling.events import hosts_of
from store.scheduling.slot_holds import SlotHold
from store.scheduling.waiting import waiting_lines
from store.secrets import hash_secret
from store.types import Money, iso, utc_text
from tools.call import Call
from tools.errors import Invalid, NotFound, Step, WrongState
from tools.questions import quoted
from tools.rules.sentences import say, word, worded
from tools.scheduling.bookings import transitions
from tools.scheduling.bookings.notices import span, zone_of
from tools.scheduling.bookings.people import Booker
from tools.scheduling.bookings.seats import is_free_at, take_slot
from tools.scheduling.rules import transitions as rules
from tools.scheduling.rules.bookings import Terms
from tools.scheduling.rules.events import PENDING
from tools.scheduling.rules.slots import Slot
from tools.telling import Guest, Record

FIND = ("list_slot_holds",)
# What begins the tokens of places that are offered to guests.
OFFER_TOKEN = "hh_offer_"


def keep_slot(
    call: Call,
    schedule: Row,
    booker: Booker,
    slot: Slot,
    seats: int,
    price: Money | None,
    until: tuple[datetime, datetime],
    terms: Terms,
    **columns: Any,
) -> SlotHold:
    """Take seats of a free slot for somebody, for the time being. until: when it ends, and when at the latest. columns:
    further ones of the hold."""
    user = booker.user
    expires_at, latest_expiry = until
    event_id = take_slot(call, schedule, slot, terms, seats)
    booking_id = bookings.insert_booking(
        call.tx,
        event_id=event_id,
        schedule_id=schedule["id"],
        user_type=user.kind if user else None,
        user_id=user.id if user else None,
        name=booker.name,
        status="accepted",
        status_id=PENDING,
        seats=seats,
        hold_until=utc_text(expires_at),
        created_at=call.stamp,
    )
    slot_holds.keep_for_itself(call.tx, booking_id)
    public_id = f"hold_{call.new_uuid().replace('-', '')[:20]}"
    slot_holds.insert_hold(
        call.tx,
        public_id=public_id,
        schedule_id=schedule["id"],
        booking_id=booking_id,
        start_at=utc_text(slot.start),
        end_at=utc_text(slot.end),
        seats=seats,
        holder_type=user.kind if user else None,
        holder_id=user.id if user else None,
        price=price.amount if price else None,
        currency=price.currency if price else None,
        created_at=call.stamp,
        expires_at=utc_text(expires_at),
        latest_expiry=utc_text(latest_expiry),
        **columns,
    )
    transitions.refresh_event(call, event_id)
    return found_hold(call, public_id)


def found_hold(call: Call, public_id: str) -> SlotHold:
    """A hold that is there."""
    hold = slot_holds.find_hold(call.tx, public_id, call.now)
    assert hold is not None, public_id
    return hold


def own_hold(call: Call, public_id: str) -> SlotHold:
    """The caller's hold with this id, or a guest's with its token: NotFound when there is none, whoever else may have one."""
    if public_id.startswith(OFFER_TOKEN):
        return hold_of_guest(call, public_id)
    hold = slot_holds.find_hold(call.tx, public_id, call.now)
    if hold is None or call.caller.kind == "nobody" or hold.holder != call.caller.owner:
        raise NotFound("slot hold", public_id, next=FIND)
    return hold


def hold_of_guest(call: Call, token: str) -> SlotHold:
    """What is kept for whom the token was mailed to. NotFound when there is no such token."""
    hold = slot_holds.hold_by_token(call.tx, hash_secret(token), call.now)
    if hold is None:
        raise NotFound("slot hold", of=worded("of that token"), next=("find_next_slot", "get_schedule"))
    return hold


def guest_of_hold(call: Call, hold_id: str | None, guest: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """The guest who books: the one a place was offered to, when they show its token. Invalid when they say to be another."""
    if hold_id is None or call.caller.kind != "nobody" or not hold_id.startswith(OFFER_TOKEN):
        return guest
    hold = hold_of_guest(call, hold_id)
    assert hold.email is not None, hold.id
    if guest is not None and address_key(guest["email"]) != address_key(hold.email):
        raise Invalid({"guest": worded("the place is kept for another address; leave it out")})
    return guest or {"name": hold.name, "email": hold.email}


def check_active(call: Call, hold: SlotHold) -> None:
    """WrongState when a hold has ended: how, when, and whether its time is still free."""
    if hold.status == "active":
        return
    since = hold.expires_at if hold.status == "expired" else hold.ended_at
    when = worded(" since {since}", since=iso(since, hold.timezone)) if since else ""
    slot_is_free = is_free_at(call, hold.schedule_id, hold.start, hold.minutes, hold.seats)
    free = hold.status != "booked" and slot_is_free and not _goes_to_others(call, hold)
    slot = worded("is still free: hold or book it again") if free else worded("is taken or not offered by now")
    text = worded("it became a booking") if hold.status == "booked" else worded("its slot {slot}", slot=slot)
    raise WrongState(
        worded(
            "Hold {public_id} is {status}{when}; {text}. Nothing changed.",
            public_id=hold.public_id,
            status=word(hold.status),
            when=when,
            text=text,
        ),
        state=hold.status,
        next=("list_upcoming_events",) if hold.status == "booked" else _steps_after(hold, free),
    )


def booking_of(hold: SlotHold) -> Step:
    """The booking of a slot that is kept."""
    return Step("book_schedule", {"schedule_id": hold.schedule_id, "hold_id": hold.public_id})


def _steps_after(hold: SlotHold, free: bool) -> tuple[Step, ...]:
    """What leads on from a hold that is gone: its slot again while that is free, and the next one."""
    again = {"schedule_id": hold.schedule_id, "start": iso(hold.start, hold.timezone), "duration": hold.minutes}
    taken = (Step("hold_slot", again), Step("book_schedule", again)) if free else ()
    return (*taken, Step("find_next_slot", {"schedule_id": hold.schedule_id}))


def _goes_to_others(call: Call, hold: SlotHold) -> bool:
    """Whether somebody in line is offered what was kept."""
    line = waiting_lines.line_of(call.tx, hold.schedule_id, hold.start, call.now)
    return any(entry.status == "waiting" and entry.seats <= hold.seats for entry in line)


def hold_to_book(call: Call, schedule_id: int, hold_id: str, asked: Mapping[str, Any]) -> SlotHold:
    """The caller's hold that a booking takes. asked: what the booking says of its slot itself; Invalid when that differs."""
    hold = own_hold(call, hold_id)
    if hold.schedule_id != schedule_id:
        raise NotFound("slot hold", hold.public_id, next=FIND)
    check_active(call, hold)
    held = {"start": hold.start, "event_id": hold.event_id, "duration": hold.minutes, "seats": hold.seats}
    shown = {**held, "start": iso(hold.start, hold.timezone)}
    faults = {
        name: worded(
            "hold {public_id} keeps {shown}; leave {name} out", public_id=hold.public_id, shown=shown[name], name=name
        )
        for name, value in asked.items()
        if value not in (None, held[name])
    }
    if faults:
        raise Invalid(faults, next=FIND)
    return hold


def slot_of(call: Call, hold: SlotHold) -> Slot:
    """The slot a hold keeps, as far as a booking asks for it."""
    starts, ends = int(hold.start.timestamp()), int(hold.end.timestamp())
    price = hold.price.amount if hold.price else None
    return Slot(starts, ends, hold.seats, price, hold.event_id, tuple(hosts_of(call.tx, hold.event_id)))


def take_over(call: Call, hold: SlotHold, **columns: Any) -> int:
    """Let a hold become the booking, with its seats and hosts; the booking's id."""
    if not slot_holds.end_hold(call.tx, hold, "booked", call.now):
        check_active(call, found_hold(call, hold.public_id))
    slot_holds.become_booking(call.tx, hold, **columns)
    bookings.remind_again(call.tx, hold.booking_id, hold.start, call.now)
    return hold.booking_id


def extend(call: Call, hold: SlotHold, until: datetime) -> SlotHold:
    """Keep a slot until a later moment."""
    appointment = transitions.appointment_of(call, hold.event_id)
    transitions.write(call, appointment, [rules.Change(hold.booking_id, {"hold_until": until})])
    slot_holds.extend_hold(call.tx, hold, until)
    return found_hold(call, hold.public_id)


def let_go(call: Call, hold: SlotHold) -> SlotHold:
    """Give a kept slot back."""
    slot_holds.end_hold(call.tx, hold, "released", call.now)
    booking = bookings.find_booking(call.tx, hold.booking_id)
    assert booking is not None, hold.id
    transitions.change_booking(call, booking, rules.dropped(booking, call.now))
    return found_hold(call, hold.public_id)


def let_all_go(call: Call, event_id: int) -> None:
    """Give back what is kept in an event that ends or gets another time, and tell those it was kept for."""
    for hold in slot_holds.active_holds_in(call.tx, event_id, call.now):
        tell_holder(call, let_go(call, hold))


def tell_holder(call: Call, hold: SlotHold) -> None:
    """Tell whoever kept a slot that the host has taken it back."""
    holder = hold.holder
    when = span(hold.start, hold.end, zone_of(call, holder, hold.timezone) if holder else hold.timezone)
    call.tell(
        holder or Guest(hold.email or "", hold.name or "", known=True),
        "booking_called_off",
        say("{label} on {when} is kept for you no longer: the host released it.", label=quoted(hold.label), when=when),
        record=Record("schedule", hold.schedule_id, hold.label),
        starts_at=hold.start,
    )


def open_tools(call: Call, schedule_id: int) -> tuple[str, ...]:
    """What answers the offer of a place in a schedule, as long as one is kept for the caller."""
    kept = slot_holds.active_holds(call.tx, call.caller.owner, call.now)
    offered = any(hold.kind == "offer" and hold.schedule_id == schedule_id for hold in kept)
    return ("book_schedule", "release_slot_hold") if offered else ()
