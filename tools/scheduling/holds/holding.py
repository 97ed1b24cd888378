"""Keeping a slot for some minutes without booking it, keeping it longer, giving it back."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.scheduling import schedules, slot_holds
from store.scheduling.slot_holds import SlotHold
from store.secrets import hash_secret
from store.types import Owner, iso
from tools.call import Call
from tools.errors import Conflict, NotFound, Step
from tools.one_by_one import one_by_one
from tools.operation import operation, scheduled
from tools.params import Moment
from tools.rules.sentences import worded
from tools.scheduling.availability.access import seen_schedule
from tools.scheduling.bookings.checks import asked_slot, check_holds, price_of, terms_of
from tools.scheduling.bookings.kept_slots import (
    booking_of,
    check_active,
    extend,
    keep_slot,
    let_go,
    own_hold,
    tell_holder,
)
from tools.scheduling.bookings.linked import check_fits, length_by, linked_schedule, price_by, terms_by
from tools.scheduling.bookings.people import booker_of
from tools.scheduling.bookings.waiting_lines import serve_first, serve_line
from tools.scheduling.clock import zone_of_schedule
from tools.scheduling.holds.shapes import HoldShape, KeptSlot, hold_shape, others_hold_shape
from tools.scheduling.params import EventId, HoldId, LinkToken, OfferedDuration, ScheduleId
from tools.scheduling.rules.kept import holds as rules
from tools.scheduling.rules.kept.holds import FEWEST_MINUTES, MOST_MINUTES, USUAL_MINUTES

TOOLSET = "booking_extras"
MOST = 200

SlotStart = Annotated[
    Moment, Field(description="A start from get_schedule or find_next_slot. Required unless event_id.")
]
KeptMinutes = Annotated[
    int, Field(ge=FEWEST_MINUTES, le=MOST_MINUTES, description="For how many minutes from now. Default 10.")
]


class ReleasedSlot(TypedDict):
    """offered_on: the place went to the next one who waits for it."""

    hold: HoldShape
    offered_on: bool


@operation(
    access="write",
    actors=("any",),
    price="write",
    example={"start": "2026-12-01T09:00:00Z"},
    secret=("link",),
    zone=zone_of_schedule,
    find=(
        "keep that time for me for a moment",
        "block the slot while I ask my boss",
        "do not let anybody take Tuesday ten o'clock yet",
        "put a temporary hold on an opening",
        "reserve it for ten minutes without booking",
        "freeze this slot until I have decided",
        "keep two seats aside while I check",
        "hold a time and its price without paying",
        "nobody else should grab that hour while I think",
        "set the slot aside for the client's answer",
        "I am not sure yet, but keep the appointment time open for me",
    ),
)
def hold_slot(
    call: Call,
    schedule_id: ScheduleId,
    start: SlotStart | None = None,
    event_id: Annotated[EventId, Field(description="An added session, instead of start.")] | None = None,
    duration: OfferedDuration | None = None,
    seats: Annotated[int, Field(ge=1, le=100, description="How many places.")] = 1,
    minutes: KeptMinutes = USUAL_MINUTES,
    link: LinkToken | None = None,
) -> KeptSlot:
    """Keep a free slot for some minutes without booking it, so that the user can decide while nobody else takes it.

    It takes seats and the host's time like a booking, at the price of this moment, and moves no money. book_schedule with
    hold_id turns it into the booking; extend_slot_hold keeps it longer, an hour in all; release_slot_hold gives it back.
    At expires_at, or when the slot begins, it is free again by itself. The same slot again answers the hold there is. At
    most 3 held or unpaid slots in a schedule, 10 in all. A link's use is counted when the slot is booked."""
    access, by_link = linked_schedule(call, schedule_id, link, None)
    schedule, booker = access.schedule, booker_of(call, access, None)
    assert booker.user is not None
    before = _kept_already(call, booker.user, schedule, start, event_id, duration)
    if before is not None:
        call.waive_fee()
        return {"hold": hold_shape(call, before), "changed": False}
    serve_first(call, schedule, start, event_id)
    length = length_by(by_link, schedule, duration, event_id)
    slot = asked_slot(call, schedule, start, event_id, length, seats)
    check_fits(by_link, slot)
    check_holds(call, schedule["id"], booker.user)
    until = rules.kept_until(call.now, slot.start, minutes)
    if slot.start <= call.now:
        raise Conflict(
            worded("It begins now, so it cannot be kept; book it at once or take a later one. Nothing changed."),
            code="begins_now",
            next=(
                Step("book_schedule", {"start": iso(slot.start, schedule["timezone"]), "duration": slot.minutes}),
                "find_next_slot",
            ),
        )
    price = price_by(by_link, price_of(call, schedule, slot, seats), seats)
    terms = terms_by(by_link, schedule, terms_of(call, schedule, slot))
    link_id = by_link.id if by_link else None
    hold = keep_slot(call, schedule, booker, slot, seats, price, until, terms, link_id=link_id)
    return {"hold": hold_shape(call, hold), "changed": True}


def _kept_already(
    call: Call, holder: Owner, schedule: Row, start: datetime | None, event_id: int | None, duration: int | None
) -> SlotHold | None:
    """The hold somebody has of this very slot."""
    for hold in slot_holds.active_holds(call.tx, holder, call.now):
        there = hold.event_id == event_id if event_id is not None else hold.start == start
        long = event_id is not None or hold.minutes == (duration or schedule["duration"])
        if hold.schedule_id == schedule["id"] and there and long:
            return hold
    return None


@operation(
    access="write",
    actors=("any",),
    price="free",
    find=(
        "I need ten more minutes to decide",
        "prolong the reservation of that slot",
        "he has not answered, keep it longer",
        "the held slot runs out soon, extend it",
        "more time before the hold lapses",
        "keep my slot aside for another half hour",
        "stretch the temporary hold",
        "do not let the kept time expire yet",
        "renew the hold on that appointment time",
        "give me longer on the slot you set aside",
    ),
)
def extend_slot_hold(call: Call, hold_id: HoldId, minutes: KeptMinutes = USUAL_MINUTES) -> KeptSlot:
    """Keep a held slot some minutes longer, counted from now, at most an hour after it was first held.

    Never past the start of the slot, and never shorter than before. A hold that has lapsed stays gone: the refusal says
    whether its slot is still free to be held or booked again."""
    hold = own_hold(call, hold_id)
    check_active(call, hold)
    if hold.kind == "offer":
        raise Conflict(
            worded(
                "Hold {hold_id} is a place that became free and is kept for you until {expires_at}; others "
                "wait for it, so it cannot be kept longer. Nothing changed.",
                hold_id=hold_id,
                expires_at=iso(hold.expires_at, hold.timezone),
            ),
            code="offer",
            next=(booking_of(hold), "release_slot_hold"),
        )
    if hold.expires_at >= hold.latest_expiry:
        raise Conflict(
            worded(
                "Hold {hold_id} is kept until {latest_expiry} already, at most. Nothing changed.",
                hold_id=hold_id,
                latest_expiry=iso(hold.latest_expiry, hold.timezone),
            ),
            code="at_most",
            next=(booking_of(hold), "release_slot_hold"),
            details={"latest_expiry": iso(hold.latest_expiry, hold.timezone)},
        )
    until = rules.extended(call.now, minutes, hold.expires_at, hold.latest_expiry)
    if until == hold.expires_at:
        return {"hold": hold_shape(call, hold), "changed": False}
    return {"hold": hold_shape(call, extend(call, hold, until)), "changed": True}


@operation(
    access="write",
    actors=("any", "public"),
    price="free",
    secret=("token",),
    find=(
        "I do not want that time after all",
        "let go of the slot you kept",
        "no thanks to the place that became free",
        "give back the held slot",
        "end the temporary hold at once",
        "others may have the time I set aside",
        "drop the reservation I was thinking about",
        "unblock the slot we were holding",
        "somebody keeps a time of mine, free it",
        "we decided against it, release the kept appointment time",
    ),
)
def release_slot_hold(
    call: Call,
    hold_id: HoldId,
    token: Annotated[
        str, Field(max_length=100, description="Of guests: the one in the mail about a place kept for them.")
    ]
    | None = None,
) -> ReleasedSlot:
    """Give a held slot back at once, so that others can book it; of a place that became free for you it is saying no.

    Your own hold, or with its token a guest's; and who owns or manages a schedule may release what anybody holds in it,
    who is told, but no places offered to who waits. What is free goes to the next one in line."""
    hold = _releasable(call, hold_id) if token is None else _guests(call, hold_id, token)
    check_active(call, hold)
    own = hold.kind == "offer" or hold.holder == call.caller.owner
    released = let_go(call, hold)
    if not own:
        tell_holder(call, released)
    shape = hold_shape(call, released) if own else others_hold_shape(released)
    return {"hold": shape, "offered_on": serve_line(call, hold.schedule_id, hold.start) > 0}


def _guests(call: Call, hold_id: str, token: str) -> SlotHold:
    """What is kept for a guest, who shows its token."""
    hold = slot_holds.hold_by_token(call.tx, hash_secret(token), call.now)
    if hold is None or hold_id not in (hold.public_id, token):
        raise NotFound("slot hold", of=worded("of that token"), next=("find_next_slot", "get_schedule"))
    return hold


def _releasable(call: Call, hold_id: str) -> SlotHold:
    """The hold for who may end it: its holder, or whoever has the schedule in hand. NotFound for everybody else."""
    hold = slot_holds.find_hold(call.tx, hold_id, call.now)
    if hold is None or hold.kind == "offer" or call.caller.kind == "nobody" or hold.holder == call.caller.owner:
        return own_hold(call, hold_id)
    try:
        access = seen_schedule(call, schedules.find_schedule(call.tx, hold.schedule_id), hold.schedule_id)
    except NotFound:
        access = None
    return hold if access is not None and access.write >= 3 else own_hold(call, hold_id)


@scheduled(every=30)
def release_holds_of_restrained(call: Call) -> int:
    """Slots that are kept by agents who were suspended or banned are free again."""
    return one_by_one(call, slot_holds.holds_of_restrained(call.tx, call.now, MOST), _release)


def _release(call: Call, hold: SlotHold) -> None:
    let_go(call, hold)
