"""Booking time in a schedule."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.scheduling import bookings, deposits
from store.scheduling.booking_links import BookingLink
from store.scheduling.bookings import Booking
from store.scheduling.contract_levels import participants_named
from store.scheduling.slot_holds import SlotHold
from store.types import Money, Owner, iso, utc_text
from tools.call import Call
from tools.errors import Invalid, NotAllowed, NotFound
from tools.operation import operation
from tools.params import Amount, Email, Id, Moment, OneLine, Zone
from tools.questions import quoted
from tools.scheduling.bookings.checks import (
    asked_slot,
    check_answers,
    check_limits,
    price_of,
    terms_of,
)
from tools.scheduling.bookings.guest_holds import hold_for_guest
from tools.scheduling.bookings.kept_slots import guest_of_hold, hold_to_book, slot_of, take_over
from tools.scheduling.bookings.linked import check_fits, count_use, length_by, linked_schedule, price_by, terms_by
from tools.scheduling.bookings.people import Booker, Companion, booker_of, check_companions, insert_companions
from tools.scheduling.bookings.proven_guests import confirmed
from tools.scheduling.bookings.purse import check_reaches, paying_owner
from tools.scheduling.bookings.seats import take_slot
from tools.scheduling.bookings.shapes import Booked, PayChoice, Plan, answer, tell_made, warn_of_overlaps
from tools.scheduling.bookings.transitions import appointment_of, hold_payment, insert_booking, write
from tools.scheduling.bookings.waiting_lines import serve_first
from tools.scheduling.clock import zone_of_schedule
from tools.scheduling.contract_levels import contract_levels
from tools.scheduling.params import EventId, HoldId, LinkToken, PayFrom, ScheduleId
from tools.scheduling.rules import bookings as rules
from tools.scheduling.rules.bookings import HIRE, Terms
from tools.scheduling.rules.events import PAYMENT_PENDING
from tools.scheduling.rules.slots import Slot
from tools.text import plain
from tools.unproven_mail import prove_address

TOOLSET = "schedules"

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


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asked for in numbers: seats, how and from whose purse to pay, and what it may cost at most.

    hold: the slot is kept for them already, at its price. link: they book by it."""

    seats: int
    pay: PayChoice | None
    pay_from: str | None
    max_price: Decimal | None
    hold: SlotHold | None = None
    link: BookingLink | None = None

    @property
    def link_id(self) -> int | None:
        """The link a use is taken of: the one the slot was kept by, where it was kept."""
        if self.hold is not None:
            return self.hold.link_id
        return self.link.id if self.link is not None else None


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
    plan = _plan(call, schedule, booker, slot, Asked(seats, pay, pay_from, max_price, hold, None if hold else by_link))
    companions = check_companions(call, attendees or [], plan.seats)
    kept_answers = check_answers(access.settings, answers or {})
    _check_contract(call, contract_id)
    check_limits(call, schedule, booker, plan.standing.payment_status_id == PAYMENT_PENDING, plan.hold)
    call.confirm(
        _question(schedule, plan),
        record=f"schedule:{schedule['id']}",
        amount=plan.amount,
        payee=str(plan.payee) if plan.amount is not None and plan.payee is not None else None,
        details=(f"The schedule is called {quoted(schedule['label'])}",),
        moves=plan.pay != "later",
    )
    given = {
        "answers": json.dumps(kept_answers, ensure_ascii=False),
        "note": plain(note) if note else None,
        "timezone": timezone,
        "contract_id": contract_id,
    }
    return _book(call, schedule, plan, companions, given)


def _plan(call: Call, schedule: Row, booker: Booker, slot: Slot, asked: Asked) -> Plan:
    """What it costs, who pays whom, how, and where the booking begins."""
    hire = schedule["type_id"] == HIRE
    amount = price_by(asked.link, price_of(call, schedule, slot, asked.seats), asked.seats)
    amount = asked.hold.price if asked.hold else amount
    if asked.max_price is not None and amount is not None and amount.decimal > asked.max_price:
        raise Invalid({"max_price": f"the total is {amount}, more than {asked.max_price}"}, code="max_price_exceeded")
    terms = terms_by(asked.link, schedule, terms_of(call, schedule, slot))
    payer, payee, by_payer = _parties(call, schedule, booker, asked.pay_from)
    how = _pays_how(call, schedule, terms, amount, payer if by_payer else None, asked.pay)
    if how == "balance" and amount is not None and payer is not None:
        check_reaches(call, payer, amount, hint=" pay=later holds the slot for a short time meanwhile.")
    standing = rules.held_for_code(call.now, slot.start)
    if not booker.is_guest:
        paid: PayChoice = "later" if how == "later" else "balance"
        standing = rules.opening(terms, amount, paid, call.now, slot.start, hire=hire, by_payer=by_payer)
    return Plan(booker, slot, terms, asked.seats, amount, how, payer, payee, standing, asked.hold, asked.link_id)


def _parties(
    call: Call, schedule: Row, booker: Booker, pay_from: str | None
) -> tuple[Owner | None, Owner | None, bool]:
    """Who pays, who is paid, and whether it is the booker who pays."""
    owner = Owner(schedule["owner_type"], schedule["owner_id"])
    payee = _named_payee(call, schedule)
    payer = Owner("person", schedule["billable_id"]) if schedule["billable_type"] == "user" else None
    if schedule["type_id"] == HIRE:
        call.as_worker()
        booker_pays, me = False, booker.user
    else:
        me = booker.user if booker.is_guest else paying_owner(call, pay_from)
        payer = None if payer in (me, booker.user) else payer
        booker_pays = payer is None
    return *rules.parties(schedule["type_id"], owner, me, payer, payee), booker_pays


def _named_payee(call: Call, schedule: Row) -> Owner | None:
    """Whom the schedule names as paid: a person, or whose the paid place on a contract is."""
    id = schedule["benefitable_id"]
    if schedule["benefitable_type"] == "participant":
        return participants_named(call.tx, [id]).get(id)
    return Owner("person", id) if schedule["benefitable_type"] == "user" else None


def _pays_how(
    call: Call, schedule: Row, terms: Terms, amount: Money | None, payer: Owner | None, pay: PayChoice | None
) -> Literal["balance", "prepaid", "later"]:
    """From the balance, from what the payer has prepaid in this schedule when that covers all of it, or later.

    payer None: it is not the booker who pays."""
    if amount is None:
        return "later"
    if call.caller.kind == "nobody":
        _check_guest_pays(call, terms, amount, pay)
        return "later"
    if pay == "balance" and schedule["type_id"] == HIRE:
        raise Invalid({"pay": "no money moves when a shift is taken; leave it out"})
    if pay == "balance" and payer is None:
        raise Invalid({"pay": "somebody else pays for this schedule; say later, and the booking waits for them"})
    if pay == "balance" and terms.payment == "none":
        raise Invalid({"pay": "this schedule is paid outside; say later"})
    if payer is None:
        return "later"
    if deposits.left_over(call.tx, schedule["id"], payer, amount.currency) >= amount.amount:
        return "prepaid"
    return pay or rules.pays_by_default(terms, amount, hire=False)


def _check_guest_pays(call: Call, terms: Terms, amount: Money, pay: PayChoice | None) -> None:
    """Guests have no purse: they pay a reserved slot through its public address, or at the place."""
    if pay == "balance":
        raise Invalid({"pay": "a guest has no balance; leave it out or say later"})
    if terms.payment != "none" and bookings.public_address(call.tx) is None:
        raise NotAllowed(
            f"This slot costs {amount}, and this server has no public page where a guest could pay it. Sign in first.",
            code="sign_in_to_pay",
            next=("request_login_code", "log_in_with_password"),
        )


def _check_contract(call: Call, contract_id: int | None) -> None:
    if contract_id is None:
        return
    levels = contract_levels(call, contract_id)
    if levels is None:
        raise NotFound("contract", contract_id, next=("get_schedule",))
    if levels.write < 2:
        raise NotAllowed(
            f"Booking for contract {contract_id} needs write level 2 in it; yours is {levels.write}.",
            next=("get_schedule",),
        )


def _question(schedule: Row, plan: Plan) -> str:
    what = f"Book schedule {schedule['id']} on {iso(plan.slot.start, schedule['timezone'])}"
    if plan.seats > 1:
        what += f", {plan.seats} seats"
    if plan.pay == "balance" and plan.amount is not None:
        return f"{what} and move into escrow for it, from the balance of {plan.payer},"
    if plan.pay == "prepaid":
        return f"{what}, paid with what is prepaid in it:"
    return f"{what}, to be paid later:" if plan.amount is not None else f"{what}, free of charge"


def _book(call: Call, schedule: Row, plan: Plan, companions: list[Companion], given: dict[str, Any]) -> Booked:
    """Take the slot, store the booking, move the money, tell people."""
    columns = {**given, **_columns(call, plan, companions)}
    if plan.hold is not None:
        event_id, booking_id = plan.hold.event_id, take_over(call, plan.hold, **columns)
    else:
        event_id = take_slot(call, schedule, plan.slot, plan.terms, plan.seats)
        place = {"event_id": event_id, "schedule_id": schedule["id"]}
        booking_id = insert_booking(call, plan.slot.start, **columns, **place)
    if plan.link_id is not None:
        count_use(call, plan.link_id, booking_id)
    appointment = appointment_of(call, event_id)
    booking = next(each for each in appointment.bookings if each.id == booking_id)
    _pay(call, booking, plan)
    write(call, appointment, [], **_event_columns(booking, plan, given["contract_id"]))
    insert_companions(call, booking, companions)
    appointment = appointment_of(call, event_id)
    if booking.unconfirmed and plan.hold is not None and booking.email is not None:
        # The token of the offer was mailed to them, so they need no code.
        prove_address(call, booking.email)
        return confirmed(call, booking)
    if booking.unconfirmed:
        hold_for_guest(call, booking)
    else:
        tell_made(call, appointment, booking)
    warn_of_overlaps(call, plan, event_id)
    return answer(call, appointment, booking, plan.terms, None)


def _columns(call: Call, plan: Plan, companions: list[Companion]) -> dict[str, Any]:
    """The booking as a row, standing where it begins. The booker's own time is taken when they come themselves."""
    booker, amount, standing = plan.booker, plan.amount, plan.standing
    comes = not companions or any(companion.user == booker.user for companion in companions)
    return {
        "user_type": booker.user.kind if booker.user else None,
        "user_id": booker.user.id if booker.user else None,
        "email": booker.email if booker.is_guest else None,
        "unconfirmed": int(booker.is_guest),
        "name": booker.name,
        "role": "required",
        "status": "accepted" if comes else "tentative",
        "status_id": standing.status_id,
        "payment_status_id": standing.payment_status_id,
        "hold_until": utc_text(standing.hold_until) if standing.hold_until else None,
        "seats": plan.seats,
        "amount": amount.amount if amount else None,
        "currency": amount.currency if amount else None,
        "payer_type": plan.payer.kind if plan.payer else None,
        "payer_id": plan.payer.id if plan.payer else None,
        "payee_type": plan.payee.kind if plan.payee else None,
        "payee_id": plan.payee.id if plan.payee else None,
        "paid_by": "external" if plan.is_prepaid else None,
        "answered_at": call.stamp,
        "created_at": call.stamp,
    }


def _pay(call: Call, booking: Booking, plan: Plan) -> None:
    if plan.amount is None or plan.payer is None:
        return
    if plan.pay == "balance":
        hold_payment(call, booking, plan.payer)
    elif plan.pay == "prepaid":
        deposits.use_prepaid(call.tx, booking.schedule_id, plan.payer, booking.id, plan.amount)


def _event_columns(booking: Booking, plan: Plan, contract_id: int | None) -> dict[str, Any]:
    """An event with one place says itself what its booking is about."""
    if booking.capacity != 1:
        return {}
    columns: dict[str, Any] = {"contract_id": contract_id} if contract_id is not None else {}
    if plan.amount is not None:
        columns |= {"amount": plan.amount.amount, "currency": plan.amount.currency}
    if plan.payer is not None and plan.payer.kind == "person":
        columns |= {"billable_type": "user", "billable_id": plan.payer.id}
    if plan.payee is not None and plan.payee.kind == "person":
        columns |= {"benefitable_type": "user", "benefitable_id": plan.payee.id}
    return columns
