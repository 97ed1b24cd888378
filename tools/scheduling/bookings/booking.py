"""Booking time in a schedule."""

from __future__ import annotations

import json
from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.types import Money, iso
from tools.acts import Spends
from tools.call import Call
from tools.errors import NotAllowed, NotFound
from tools.operation import operation
from tools.params import Amount, Email, Id, Moment, OneLine, Zone
from tools.questions import quoted
from tools.rules.sentences import Count, joined, worded
from tools.scheduling.bookings.checks import asked_slot, check_answers, check_limits
from tools.scheduling.bookings.kept_slots import guest_of_hold, hold_to_book, slot_of
from tools.scheduling.bookings.linked import check_fits, length_by, linked_schedule
from tools.scheduling.bookings.made import is_proven, make_booking
from tools.scheduling.bookings.people import booker_of, check_companions
from tools.scheduling.bookings.plans import Asked, plan_of
from tools.scheduling.bookings.proven_guests import confirmed
from tools.scheduling.bookings.purse import check_reaches
from tools.scheduling.bookings.shapes import Booked, Plan, answer, warn_of_overlaps
from tools.scheduling.bookings.waiting_lines import serve_first
from tools.scheduling.clock import zone_of_schedule
from tools.scheduling.contract_levels import contract_levels
from tools.scheduling.params import EventId, HoldId, LinkToken, PayFrom, ScheduleId
from tools.scheduling.rules.events import PAYMENT_PENDING
from tools.text import plain
from tools.unproven_mail import prove_address

TOOLSET = "schedules"
HINT = worded(" pay=later holds the slot for a short time meanwhile.")

SlotStart = Annotated[
    Moment,
    Field(description="Slot start from get_schedule or find_next_slot. Required unless event_id or hold_id."),
]
SlotEvent = Annotated[
    EventId, Field(description="An added session, or a slot that already has bookers; instead of start.")
]
Minutes = Annotated[int, Field(ge=15, le=1440, description="One of the schedule's lengths, in minutes.")]
Seats = Annotated[int, Field(ge=1, le=100, description="How many places. Default 1.")]
PayHow = Annotated[
    Literal["balance", "later"], Field(description="Default balance when payment is required, else later.")
]
MaxPrice = Annotated[Amount, Field(description="Refuse when the total is higher, as decimal text.")]
BookerZone = Annotated[Zone, Field(description="IANA time zone of the booker, for messages.")]
Note = Annotated[str, Field(min_length=1, max_length=2000, description="To the host.")]
Answers = Annotated[
    dict[str, Annotated[str, Field(max_length=2000)]], Field(description="Answers to the schedule's questions, by key.")
]


class Attendee(TypedDict):
    """Somebody who comes on this booking: user_id or email."""

    user_id: NotRequired[Annotated[Id, Field(description="A person.")]]
    email: NotRequired[Annotated[Email, Field(description="Or an e-mail address.")]]
    name: NotRequired[Annotated[OneLine, Field(min_length=1, max_length=255)]]


class Guest(TypedDict):
    """Who books without signing in."""

    name: Annotated[OneLine, Field(min_length=1, max_length=255)]
    email: Annotated[Email, Field(description="Where the confirmation goes.")]


@operation(
    access="money",
    actors=("public", "any"),
    price="creation",
    example={"start": "2026-12-01T09:00:00Z"},
    secret=("link",),
    zone=zone_of_schedule,
    find=(
        "make an appointment with her on Tuesday at ten",
        "reserve an hour with this consultant",
        "hire him for tomorrow morning",
        "sign me up for the workshop",
        "take the free slot at 14:00 and pay it",
        "hold a time for now, I pay in a few minutes",
        "get two seats in the course",
        "pick up the open shift on Friday",
        "arrange a session with this specialist",
        "secure that opening before somebody else does",
        "get me a time with the dentist",
        "book a plumber",
        "book him for an hour",
        "I'd like to see her on Monday afternoon, arrange it",
    ),
)
def book_schedule(
    call: Call,
    schedule_id: ScheduleId,
    start: SlotStart | None = None,
    event_id: SlotEvent | None = None,
    duration: Minutes | None = None,
    seats: Seats | None = None,
    hold_id: HoldId | None = None,
    pay: PayHow | None = None,
    pay_from: PayFrom | None = None,
    max_price: MaxPrice | None = None,
    timezone: BookerZone | None = None,
    attendees: Annotated[list[Attendee], Field(max_length=100, description="Who comes, at most seats; default you.")]
    | None = None,
    guest: Annotated[Guest, Field(description="Required when not signed in.")] | None = None,
    note: Note | None = None,
    answers: Answers | None = None,
    contract_id: Annotated[Id, Field(description="The booking belongs to this contract and shows there.")]
    | None = None,
    link: LinkToken | None = None,
) -> Booked:
    """Book a free slot in a specialist's schedule and pay for it from your balance, or hold it briefly and pay later.

    Takes a start that get_schedule or find_next_slot offers, event_id of a session, or hold_id of what hold_slot
    kept. In one step the slot is checked again, the seats are taken and the price goes into escrow, so it can never
    go to two people; when it is gone the next three free ones are named. Paid or free: confirmed (200), or pending
    (100) until the host answers where hosts confirm. pay=later where payment is required: pending with hold_until;
    pay_schedule_events before that, or the slot is free again. In a schedule of type 3 you take a shift and are the
    one paid. Guests without an account give name and e-mail: the slot is held for 15 minutes, and theirs once
    confirm_guest_booking got the mailed code. Cancel or move: decline_event, request_event_correction."""
    who = guest_of_hold(call, hold_id, guest)
    access, by_link = linked_schedule(call, schedule_id, link, who["email"] if who else None)
    schedule, booker = access.schedule, booker_of(call, access, who, invited=by_link is not None)
    said = {"start": start, "event_id": event_id, "duration": duration, "seats": seats}
    hold = hold_to_book(call, schedule["id"], hold_id, said) if hold_id else None
    if hold is None:
        serve_first(call, schedule, start, event_id)
    seats = hold.seats if hold else seats or 1
    length = length_by(by_link, schedule, duration, event_id)
    slot = slot_of(call, hold) if hold else asked_slot(call, schedule, start, event_id, length, seats)
    check_fits(None if hold else by_link, slot)
    asked = Asked(seats, pay, pay_from, max_price, hold, None if hold else by_link)
    plan = plan_of(call, schedule, booker, slot, asked)
    if plan.pay == "balance" and plan.amount is not None and plan.payer is not None:
        check_reaches(call, plan.payer, plan.amount, hint=HINT)
    companions = check_companions(call, attendees or [], plan.seats)
    kept_answers = check_answers(access.settings, answers or {})
    _check_contract(call, contract_id)
    check_limits(call, schedule, booker, plan.standing.payment_status_id == PAYMENT_PENDING, plan.hold)
    call.confirm(
        _question(schedule, plan),
        record=f"schedule:{schedule['id']}",
        amount=plan.amount,
        payee=str(plan.payee) if plan.amount is not None and plan.payee is not None else None,
        details=(worded("The schedule is called {label}", label=quoted(schedule["label"])),),
        moves=plan.pay != "later",
        spends=_spends(plan),
    )
    given = {
        "answers": json.dumps(kept_answers, ensure_ascii=False),
        "note": plain(note) if note else None,
        "timezone": timezone,
        "contract_id": contract_id,
    }
    made = make_booking(call, schedule, plan, companions, given)
    if is_proven(plan, made.booking):
        prove_address(call, str(made.booking.email))
        return confirmed(call, made.booking)
    warn_of_overlaps(call, plan, [made.booking.event_id])
    return answer(call, made.appointment, made.booking, plan.terms, None)


def _check_contract(call: Call, contract_id: int | None) -> None:
    if contract_id is None:
        return
    levels = contract_levels(call, contract_id)
    if levels is None:
        raise NotFound("contract", contract_id, next=("get_schedule",))
    if levels.write < 2:
        raise NotAllowed(
            worded(
                "Booking for contract {contract_id} needs write level 2 in it; yours is {write}.",
                contract_id=contract_id,
                write=levels.write,
            ),
            next=("get_schedule",),
        )


def _spends(plan: Plan) -> Spends | None:
    """What the booking commits: its price in full when money moves now."""
    if plan.payer is None or plan.payee is None or plan.amount is None:
        return None
    part = plan.amount if plan.pay == "balance" else Money(0, plan.amount.currency)
    return Spends("booking", plan.payer, [(plan.payee, part)])


def _question(schedule: Row, plan: Plan) -> str:
    what = worded("Book schedule {id} on {start}", id=schedule["id"], start=iso(plan.slot.start, schedule["timezone"]))
    if plan.seats > 1:
        what = joined((what, Count(plan.seats, "seat")), ", ")
    if plan.pay == "balance" and plan.amount is not None:
        return worded("{what} and move into escrow for it, from the balance of {payer},", what=what, payer=plan.payer)
    if plan.pay == "prepaid":
        return worded("{what}, paid with what is prepaid in it:", what=what)
    if plan.amount is not None:
        return worded("{what}, to be paid later:", what=what)
    return worded("{what}, free of charge", what=what)
