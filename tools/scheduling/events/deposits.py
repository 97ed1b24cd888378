"""Payments for booked time that were made elsewhere, and sums paid in from a balance."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date
from decimal import Decimal
from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.scheduling import bookings, deposits, events, schedules
from store.scheduling.bookings import Booking
from store.types import Money, Owner, iso, utc_text
from tools.acts import Spends
from tools.call import Call
from tools.callers import me_and_mine, proven_address
from tools.errors import Conflict, Invalid, NotFound
from tools.operation import operation
from tools.params import Amount, Day, Id, OneLine
from tools.questions import quoted
from tools.rules.sentences import say, told_by, worded
from tools.scheduling.bookings.purse import check_reaches, paying_owner, sum_of
from tools.scheduling.bookings.seats import tidy
from tools.scheduling.bookings.transitions import change_booking, hold_payment, settle
from tools.scheduling.events.access import stand_of
from tools.scheduling.events.shapes import EventShape, event_shape
from tools.scheduling.params import PayerId, ScheduleId
from tools.scheduling.rules import transitions as rules
from tools.scheduling.rules.bookings import CONTEST_WITHIN, Due, Standing, covered_by
from tools.scheduling.rules.events import (
    CANCELLED,
    COMPLETED,
    DECLINED,
    DELIVERED,
    DEPOSIT,
    PAID,
    PAYMENT_PENDING,
    PAYMENTS,
    PENDING,
)
from tools.shapes import MoneyShape, money_shape
from tools.telling import Record
from tools.text import plain

TOOLSET = "schedules"

Method = Literal["balance", "external"]

PaidOn = Annotated[Day, Field(description="The day it was paid, YYYY-MM-DD.")]
Sum = Annotated[Amount, Field(description='What was paid, as decimal text of at least "1".')]
DepositLabel = Annotated[OneLine, Field(max_length=255, description="Text on the payment.")]
PayeeId = Annotated[Id, Field(description="Who got the money; default the schedule's payee.")]
PayeeType = Annotated[Literal["user", "participant"], Field(description="Kind of benefitable_id. Default user.")]
Covered = Annotated[
    list[Id], Field(max_length=100, description="Event ids it pays; left out = the oldest it fully covers.")
]


class CoveredEvent(TypedDict):
    id: int
    booking_id: int
    payment_status_id: NotRequired[int | None]
    payment_status: NotRequired[str | None]


class RecordedDeposit(TypedDict):
    event: EventShape
    paid_events: list[CoveredEvent]
    unused: MoneyShape


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment as it will be recorded."""

    schedule: Row
    payer: Owner
    payee: Owner
    method: Method
    amount: Money
    paid_on: Date
    label: str | None
    covered: list[Booking]
    by_receiver: bool


@operation(
    access="money",
    actors=("any",),
    price="money_move",
    example={"date": "2026-03-01", "payer_id": 1},
    find=(
        "client paid in cash for the lessons",
        "note a transfer for booked hours",
        "mark appointments as paid",
        "I sent the money by bank, write it down",
        "log an offline payment for sessions",
        "the customer prepaid for ten hours by wire",
        "cover several reservations with one sum",
        "received money at the counter for a booking",
        "pay a lump sum towards what I owe here",
        "I was paid by hand for a lesson",
        "note that money came in outside",
        "someone paid several sessions in advance",
    ),
)
def record_schedule_deposit(
    call: Call,
    schedule_id: ScheduleId,
    date: PaidOn,
    amount: Sum,
    label: DepositLabel | None = None,
    benefitable_id: PayeeId | None = None,
    benefitable_type: PayeeType = "user",
    ids: Covered | None = None,
    payer_id: PayerId | None = None,
    method: Method = "external",
) -> RecordedDeposit:
    """Record that booked time was paid outside (cash, transfer), or pay a sum for it from your balance.

    external, by the receiver (owner, manager or payee of the schedule): counts at once. external, by the payer: the
    bookings wait (payment_status 200) until the receiver answers with confirm_event or decline_event; 14 days of
    silence count as yes. Such money is never held here, so it is neither paid out nor refunded by this server. What
    is over stays prepaid in this schedule and pays the payer's next bookings. balance: only what the bookings cost
    is taken, into escrow, all or nothing, as pay_schedule_events does. With ids the amount must reach for all of
    them; without, it pays the oldest it fully covers."""
    payment = _payment(
        call, schedule_id, (date, amount, label), (benefitable_type, benefitable_id), ids, payer_id, method
    )
    needed = sum_of((booking.amount for booking in payment.covered if booking.amount), payment.amount.currency)
    if method == "balance":
        check_reaches(call, payment.payer, needed)
    call.confirm(
        _question(payment),
        record=f"schedule:{schedule_id}",
        amount=needed if payment.method == "balance" else payment.amount,
        payee=str(payment.payee),
        details=_for_what(payment),
        moves=payment.method == "balance",
        spends=Spends("booking", payment.payer, [(payment.payee, needed)]) if payment.method == "balance" else None,
    )
    deposit_id = _record(call, payment, needed)
    for booking in payment.covered:
        _cover(call, booking, payment, deposit_id)
    _tell(call, payment, deposit_id)
    covered = bookings.find_bookings(call.tx, [booking.id for booking in payment.covered])
    return {
        "event": event_shape(call, stand_of(call, deposit_id)),
        "paid_events": [
            {
                "id": after.event_id,
                "booking_id": after.id,
                "payment_status_id": after.payment_status_id,
                "payment_status": PAYMENTS.get(after.payment_status_id or 0),
            }
            for after in (covered[booking.id] for booking in payment.covered)
        ],
        "unused": money_shape(payment.amount - needed),
    }


def _payment(
    call: Call,
    schedule_id: int,
    said: tuple[Date, Decimal, str | None],
    benefitable: tuple[str, int | None],
    ids: list[int] | None,
    payer_id: int | None,
    method: Method,
) -> Payment:
    """Who paid whom how much for what, checked. Several faults are named at once."""
    schedule = schedules.find_any_schedule(call.tx, schedule_id)
    if schedule is None:
        raise NotFound("schedule", schedule_id, next=("list_upcoming_events",))
    tidy(call, schedule)
    paid_on, amount, label = said
    money = _checked(call, schedule, paid_on, amount, benefitable, method)
    due = _due(call, schedule, ids)
    by_receiver = method == "external" and _serves(call, schedule, due)
    payer = _payer(call, schedule, due, ids, payer_id, by_receiver)
    mine = [booking for booking in due if booking.payer == payer]
    if ids is None:
        wanted, _ = covered_by(money, [Due(each.id, each.amount) for each in mine if each.amount])
        mine = [booking for booking in mine if booking.id in wanted]
    total = sum_of((booking.amount for booking in mine if booking.amount), money.currency)
    if money < total:
        fault = worded("{money} is less than the {total} that these bookings cost", money=money, total=total)
        raise Invalid({"amount": fault})
    if method == "balance" and not mine:
        fault = worded("there is nothing unpaid that this sum covers whole")
        raise Invalid({"ids": fault}, next=("list_upcoming_events",))
    payer = paying_owner(call, None) if method == "balance" else payer
    payee = _payee(schedule, mine, benefitable[1])
    return Payment(schedule, payer, payee, method, money, paid_on, plain(label) if label else None, mine, by_receiver)


def _checked(
    call: Call, schedule: Row, paid_on: Date, amount: Decimal, benefitable: tuple[str, int | None], method: Method
) -> Money:
    faults: dict[str, str] = {}
    if paid_on > call.now.date():
        faults["date"] = worded("lies in the future; today is {date}", date=call.now.date().isoformat())
    money = Money(0, schedule["currency"])
    try:
        money = Money.of(amount, schedule["currency"])
    except ValueError as error:
        faults["amount"] = told_by(error)
    if amount < 1:
        faults["amount"] = worded("must be at least 1")
    if benefitable[0] == "participant":
        faults["benefitable_type"] = worded("payments of participants are recorded in their contract")
    if faults:
        raise Invalid(faults)
    return money


def _due(call: Call, schedule: Row, ids: list[int] | None) -> list[Booking]:
    """The unpaid live bookings that are meant, as far as the caller may know of them."""
    if ids is None:
        return bookings.unpaid_bookings(call.tx, schedule["id"], None)
    wanted = list(dict.fromkeys(ids))
    named = bookings.bookings_of_events(call.tx, schedule["id"], wanted)
    found = [each for each in named if each.stands_in_for is None]
    if not _serves(call, schedule, found):
        found = [booking for booking in found if booking.payer in me_and_mine(call)]
    live = [booking for booking in found if booking.status_id not in (DECLINED, CANCELLED) and booking.amount]
    for event_id in wanted:
        if all(booking.event_id != event_id for booking in live):
            raise NotFound("unpaid booking in event", event_id, next=("list_upcoming_events", "get_event"))
    paid = sorted({b.event_id for b in live if b.payment_status_id == PAID or b.paid_by == "external"})
    if paid:
        told = ", ".join(map(str, paid))
        raise Conflict(
            worded("Already paid, or reported as paid: event {named}. Leave them out.", named=told),
            code="already_paid",
            next=("get_event",),
            details={"event_ids": paid},
        )
    return live


def _payer(
    call: Call, schedule: Row, due: Sequence[Booking], ids: list[int] | None, payer_id: int | None, by_receiver: bool
) -> Owner:
    """Whose payment it is. Invalid when it could be several people's."""
    if not by_receiver:
        own = [booking for booking in due if booking.payer in me_and_mine(call)]
        if own and own[0].payer is not None:
            return own[0].payer
        if not schedules.has_booking(call.tx, schedule["id"], call.caller.owner, proven_address(call)):
            raise NotFound("schedule", schedule["id"], next=("list_upcoming_events",))
        return call.caller.owner
    payers = {booking.payer for booking in due if booking.payer is not None}
    if payer_id is not None:
        named = [payer for payer in payers if payer.id == payer_id and payer.kind != "company"]
        named += [b.payer for b in due if b.payer and b.user == Owner("person", payer_id)]
        if named or ids is None:
            return named[0] if named else _known_payer(call, schedule, payer_id)
        raise Invalid({"payer_id": worded("person {payer_id} pays for none of these", payer_id=payer_id)})
    if len(payers) != 1 or ids is None:
        listed = ", ".join(sorted(f"{each} ({events.name_of(call.tx, each)})" for each in payers)) or worded(
            "nobody yet"
        )
        raise Invalid({"payer_id": worded("says whose payment it is; payers here: {listed}", listed=listed)})
    return payers.pop()


def _known_payer(call: Call, schedule: Row, payer_id: int) -> Owner:
    payer = Owner("person", payer_id)
    if not schedules.has_booking(call.tx, schedule["id"], payer, None):
        fault = worded("person {payer_id} has no booking in schedule {id}", payer_id=payer_id, id=schedule["id"])
        raise Invalid({"payer_id": fault})
    return payer


def _serves(call: Call, schedule: Row, due: Sequence[Booking]) -> bool:
    """Whether the caller speaks for who gets the money: owner, manager, or payee of what is paid."""
    me = call.caller.owner
    row = schedules.user_of(call.tx, schedule["id"], me)
    if row is not None and (row["role_id"] == 1 or row["write"] >= 3):
        return True
    if schedule["benefitable_type"] == "user" and schedule["benefitable_id"] == me.id and me.kind == "person":
        return True
    return bool(due) and all(booking.payee == me for booking in due)


def _payee(schedule: Row, covered: Sequence[Booking], benefitable_id: int | None) -> Owner:
    if benefitable_id is not None:
        return Owner("person", benefitable_id)
    for booking in covered:
        if booking.payee is not None:
            return booking.payee
    if schedule["benefitable_type"] == "user":
        return Owner("person", schedule["benefitable_id"])
    return Owner(schedule["owner_type"], schedule["owner_id"])


def _record(call: Call, payment: Payment, needed: Money) -> int:
    """Store the deposit, an event of type 4; its id."""
    counts = payment.method == "balance" or payment.by_receiver
    amount = needed if payment.method == "balance" else payment.amount
    recorder = call.caller.owner
    event_id = events.insert_event(
        call.tx,
        call.now,
        **_event_columns(payment, amount, recorder),
        status_id=COMPLETED if counts else PENDING,
        payment_status_id=PAID if counts else PAYMENT_PENDING,
    )
    deposits.insert_deposit(
        call.tx,
        event_id=event_id,
        schedule_id=payment.schedule["id"],
        payer_type=payment.payer.kind,
        payer_id=payment.payer.id,
        payee_type=payment.payee.kind,
        payee_id=payment.payee.id,
        method=payment.method,
        amount=amount.amount,
        currency=amount.currency,
        status_id=COMPLETED if counts else PENDING,
        answer_until=None if counts else utc_text(call.now + CONTEST_WITHIN),
        recorded_by_type=recorder.kind,
        recorded_by_id=recorder.id,
        created_at=call.stamp,
    )
    return event_id


def _event_columns(payment: Payment, amount: Money, recorder: Owner) -> dict[str, Any]:
    payer, payee, schedule = payment.payer, payment.payee, payment.schedule
    return {
        "owner_type": recorder.kind,
        "owner_id": recorder.id,
        "type_id": DEPOSIT,
        "kal_schedule_id": schedule["id"],
        "kal_id": schedule["kal_id"],
        "label": payment.label or "Payment",
        "timezone": schedule["timezone"],
        "date": payment.paid_on.isoformat(),
        "amount": amount.amount,
        "currency": amount.currency,
        "private": 1,
        "billable_type": "user" if payer.kind == "person" else None,
        "billable_id": payer.id if payer.kind == "person" else None,
        "benefitable_type": "user" if payee.kind == "person" else None,
        "benefitable_id": payee.id if payee.kind == "person" else None,
        "data": json.dumps({"method": payment.method, "pays_for": [booking.event_id for booking in payment.covered]}),
    }


def _cover(call: Call, booking: Booking, payment: Payment, deposit_id: int) -> None:
    """Pay one booking with the deposit, or let it wait for the receiver's answer."""
    assert booking.amount is not None, booking.id
    deposits.use_deposit(call.tx, deposit_id, booking.id, booking.amount.amount)
    if payment.method == "balance":
        if booking.status_id == DELIVERED:
            settle(call, booking, payment.payer, payment.label)
        else:
            held = hold_payment(call, booking, payment.payer, payment.label)
            change_booking(call, held, rules.paid(held, "balance", call.now))
    elif payment.by_receiver:
        change_booking(call, booking, rules.paid(booking, "external", call.now))
    else:
        # The slot is kept while the receiver may still answer, which is settled after CONTEST_WITHIN at the latest.
        kept = booking.start if booking.status_id == PENDING else None
        standing = Standing(booking.status_id, PAYMENT_PENDING, kept)
        change_booking(call, booking, rules.stands(booking, standing, paid_by="external"))


def _question(payment: Payment) -> str:
    if payment.method == "balance":
        return worded("Move into escrow, from the balance of {payer},", payer=payment.payer)
    return worded("Record that {payer} paid, outside,", payer=payment.payer)


def _for_what(payment: Payment) -> list[str]:
    events = ", ".join(str(booking.event_id) for booking in payment.covered)
    return [worded("For event {events}", events=events) if events else worded("For no booking yet")]


def _tell(call: Call, payment: Payment, deposit_id: int) -> None:
    """The receiver answers a payment that is reported; who paid hears that it was recorded, of bookings it pays with them."""
    amount, record = str(payment.amount), Record("event", deposit_id, payment.label or say("Payment"))
    if payment.method == "external" and not payment.by_receiver:
        who = quoted(events.name_of(call.tx, payment.payer))
        text = say(
            "{who} reports having paid you {amount}: confirm_event says that it came, decline_event that it did not. "
            "Without an answer it counts from {until} on."
        ).using(who=who, amount=amount, until=iso(call.now + CONTEST_WITHIN, payment.schedule["timezone"]))
        call.tell(payment.payee, "booking_requested", text, record=record, figures={"amount": amount})
    elif payment.by_receiver and not payment.covered:
        text = say("Your payment of {amount} for {label} was recorded; it pays your next bookings.")
        text = text.using(amount=amount, label=quoted(payment.schedule["label"]))
        call.tell(payment.payer, "booking_confirmed", text, record=record, figures={"amount": amount})
