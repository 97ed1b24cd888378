"""Paying for booked time, and letting go of the money held for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.scheduling import bookings, schedules
from store.scheduling.bookings import Booking
from store.types import Money, Owner, iso
from tools.acts import Spends
from tools.call import Call
from tools.callers import me_and_mine, proven_address
from tools.errors import Invalid, NotFound, WrongState
from tools.operation import operation
from tools.params import Id, OneLine
from tools.rules.sentences import worded
from tools.scheduling.availability.slots import offered_slots
from tools.scheduling.bookings.purse import check_pays, check_reaches, paying_owner, sum_of
from tools.scheduling.bookings.seats import schedule_row, slot_taken, take_slot, tidy
from tools.scheduling.bookings.transitions import bring_up_to_date, change_booking, hold_payment, settle
from tools.scheduling.params import PayFrom, ScheduleId
from tools.scheduling.rules import transitions as rules
from tools.scheduling.rules.bookings import Terms
from tools.scheduling.rules.events import (
    CANCELLED,
    COMPLETED,
    DECLINED,
    DELIVERED,
    PAYMENT_PENDING,
    PAYMENTS,
    PENDING,
    UNPAID,
    state_name,
)
from tools.shapes import MoneyShape, money_shape
from tools.text import plain

TOOLSET = "schedules"

EventIds = Annotated[
    list[Id], Field(max_length=100, description="Event ids; left out = all your unpaid bookings here.")
]
Release = Annotated[bool, Field(description="Also accept delivered ones and pay out what is held for them; needs ids.")]
PaymentLabel = Annotated[OneLine, Field(max_length=255, description="Text on the payment.")]

# pay: into escrow. settle: it took place, so straight to the payee. release: escrow to the payee. none: nothing to do.
Step = Literal["pay", "settle", "release", "none"]


class PaidEvent(TypedDict):
    """A booking as it stands then. amount: what it comes to, without what went back of it."""

    id: int
    booking_id: int
    status_id: int
    payment_status_id: NotRequired[int | None]
    payment_status: NotRequired[str | None]
    amount: NotRequired[str | None]
    released: bool


class PaidEvents(TypedDict):
    events: list[PaidEvent]
    debited: MoneyShape
    total: MoneyShape


@dataclass(frozen=True, slots=True)
class Bill:
    """What is to be done with each booking, and what that takes from the payer's purse."""

    payer: Owner
    steps: list[tuple[Booking, Step]]
    debit: Money
    released: Money


@operation(
    access="money",
    actors=("any",),
    price="money_move",
    find=(
        "pay for my appointments",
        "settle the sessions I took",
        "the lesson was fine, pay the teacher",
        "release the escrow of a finished booking",
        "pay the slot I reserved before it lapses",
        "confirm my held reservation with money",
        "pay the worker for the shift they took",
        "accept the delivered hour and pay it out",
        "pay everything I owe in this schedule",
        "pay for the booking",
        "I owe for two appointments, settle them",
        "let the specialist have the money for yesterday's hour",
    ),
)
def pay_schedule_events(
    call: Call,
    schedule_id: ScheduleId,
    ids: EventIds | None = None,
    label: PaymentLabel | None = None,
    release: Release = False,
    pay_from: PayFrom | None = None,
) -> PaidEvents:
    """Pay for booked time in a schedule from your balance, or release the money held for time that took place.

    Only the payer of each booking; all or nothing. The price of each unpaid booking goes into escrow, and one that
    only waited for it is confirmed; a hold that lapsed is taken again when its slot is still free. With release=true
    (ids needed) delivered ones (555) are accepted: their escrow goes to the specialist and they are completed (777).
    Paying an unpaid one that already took place accepts it: the money goes straight to the one who is paid. What is
    paid already is not taken again. Paid in cash or by transfer instead: record_schedule_deposit. Not content with
    what was delivered: decline_event."""
    if release and not ids:
        raise Invalid(
            {"ids": worded("says which delivered events to accept when release is true")},
            next=("list_upcoming_events",),
        )
    found = _bookings(call, schedule_id, ids)
    label = plain(label) if label else None
    bill = _bill(call, schedule_id, found, release, pay_from)
    if bill.debit:
        check_reaches(call, bill.payer, bill.debit)
    call.confirm(
        _question(bill),
        record=f"schedule:{schedule_id}",
        amount=bill.debit + bill.released,
        payee=", ".join(sorted({str(booking.payee) for booking, _ in bill.steps if booking.payee})) or None,
        details=_parts(bill),
        spends=Spends("booking", bill.payer, _new_parts(bill)),
    )
    for booking, step in bill.steps:
        _take_step(call, booking, step, bill.payer, label)
    after = bookings.find_bookings(call.tx, [booking.id for booking, _ in bill.steps])
    return {
        "events": [_shape(after[booking.id], step in ("release", "settle")) for booking, step in bill.steps],
        "debited": money_shape(bill.debit),
        "total": money_shape(sum_of((b.cost for b in after.values() if b.cost), bill.debit.currency)),
    }


def _new_parts(bill: Bill) -> list[tuple[Owner | None, Money]]:
    """What is newly paid to whom; what is released was committed before."""
    return [
        (booking.payee, booking.amount) for booking, step in bill.steps if step in ("pay", "settle") and booking.amount
    ]


def _bookings(call: Call, schedule_id: int, ids: list[int] | None) -> list[Booking]:
    """The caller's bookings that are meant. NotFound for events they have no booking in, NotAllowed for others' to
    pay."""
    schedule = schedules.find_any_schedule(call.tx, schedule_id)
    if schedule is None:
        raise NotFound("schedule", schedule_id, next=("list_upcoming_events",))
    mine = me_and_mine(call)
    if ids is None:
        tidy(call, schedule)
        due = [booking for payer in mine for booking in bookings.unpaid_bookings(call.tx, schedule_id, payer)]
        if not due and not _knows(call, schedule_id, []):
            raise NotFound("schedule", schedule_id, next=("list_upcoming_events",))
        return due
    for event_id in dict.fromkeys(ids):
        bring_up_to_date(call, event_id)
    everyone = [each for each in bookings.bookings_of_events(call.tx, schedule_id, ids) if each.stands_in_for is None]
    found: list[Booking] = []
    for event_id in dict.fromkeys(ids):
        here = [booking for booking in everyone if booking.event_id == event_id]
        own = [booking for booking in here if booking.payer in mine]
        if not own:
            if not here or not _knows(call, schedule_id, here):
                raise NotFound("event", event_id, next=("list_upcoming_events",))
            check_pays(call, here[-1])
        live = [booking for booking in own if booking.status_id not in (DECLINED, CANCELLED)]
        found += live or own[-1:]
    return found


def _knows(call: Call, schedule_id: int, here: list[Booking]) -> bool:
    """Whether the caller may know of bookings in a schedule: they serve, booked or manage there."""
    me = call.caller.owner
    if schedules.user_of(call.tx, schedule_id, me) is not None or any(booking.user == me for booking in here):
        return True
    return not here and schedules.has_booking(call.tx, schedule_id, me, proven_address(call))


def _bill(call: Call, schedule_id: int, found: list[Booking], release: bool, pay_from: str | None) -> Bill:
    steps = [(booking, _step(call, booking, release)) for booking in found]
    currencies = {booking.amount.currency for booking in found if booking.amount}
    if len(currencies) > 1:
        raise Invalid(
            {
                "ids": worded(
                    "these are in {currencies}: pay one currency at a time", currencies=", ".join(sorted(currencies))
                )
            }
        )
    currency = currencies.pop() if currencies else schedule_row(call, schedule_id)["currency"]
    due = [booking.amount for booking, step in steps if step in ("pay", "settle") and booking.amount]
    held = [booking.escrow for booking, step in steps if step == "release" and booking.escrow]
    return Bill(paying_owner(call, pay_from), steps, sum_of(due, currency), sum_of(held, currency))


def _step(call: Call, booking: Booking, release: bool) -> Step:
    """What paying means for a booking as it stands."""
    if booking.status_id in (DECLINED, CANCELLED):
        if booking.cancel_reason == "hold_expired" and booking.start > call.now:
            return "pay"
        raise _wrong_state(booking, worded("it cannot be paid any more; book_schedule books again"))
    if booking.payment_status_id in (UNPAID, PAYMENT_PENDING) and booking.amount:
        if booking.paid_by == "external":
            raise _wrong_state(booking, worded("a payment made elsewhere waits for the receiver's yes"))
        return "settle" if booking.status_id == DELIVERED else "pay"
    if not release or booking.status_id == COMPLETED:
        return "none"
    if booking.status_id == DELIVERED or (booking.status_id == PENDING and booking.disputed_at):
        return "release"
    raise _wrong_state(
        booking,
        worded("only what was delivered can be accepted; it ends {end}", end=iso(booking.end, booking.timezone)),
    )


def _take_step(call: Call, booking: Booking, step: Step, payer: Owner, label: str | None) -> None:
    if step == "pay":
        if booking.status_id == CANCELLED:
            booking = _take_again(call, booking)
        booking = hold_payment(call, booking, payer, label)
        change_booking(call, booking, rules.paid(booking, "balance", call.now))
    elif step == "settle":
        settle(call, booking, payer, label)
    elif step == "release":
        change_booking(call, booking, rules.completed(booking))


def _take_again(call: Call, booking: Booking) -> Booking:
    """Take the slot of a lapsed hold once more, when it is still free. Conflict with other slots when it went."""
    schedule = schedule_row(call, booking.schedule_id)
    tidy(call, schedule)
    minutes = int((booking.end - booking.start).total_seconds() // 60)
    slots = offered_slots(call.tx, schedule, booking.start, booking.end, call.now, minutes, booking.seats)
    slot = next((slot for slot in slots if slot.start == booking.start), None) if not schedule["deleted_at"] else None
    if slot is None:
        raise slot_taken(call, schedule, booking.start, minutes, booking.seats)
    fields: dict[str, Any] = {
        "event_id": take_slot(call, schedule, slot, Terms.stored(booking.terms), booking.seats),
        "status": "accepted",
        "status_id": PENDING,
        "payment_status_id": PAYMENT_PENDING,
        "cancelled_at": None,
        "cancelled_by": None,
        "cancel_reason": None,
    }
    return bookings.write_booking(call.tx, booking, fields)


def _question(bill: Bill) -> str:
    if bill.debit and bill.released:
        return worded("Pay and pay out, together,")
    return worded("Pay out for bookings") if bill.released else worded("Pay for bookings")


def _parts(bill: Bill) -> list[str]:
    paid = [str(booking.event_id) for booking, step in bill.steps if step in ("pay", "settle")]
    freed = [str(booking.event_id) for booking, step in bill.steps if step == "release"]
    parts = []
    if paid:
        parts.append(
            worded(
                "Pay {debit} from the balance of {payer} for event {paid}",
                debit=bill.debit,
                payer=bill.payer,
                paid=", ".join(paid),
            )
        )
    if freed:
        parts.append(
            worded(
                "Accept event {freed} and pay out the {released} held for it",
                freed=", ".join(freed),
                released=bill.released,
            )
        )
    return parts or [worded("Everything named is paid already")]


def _shape(booking: Booking, released: bool) -> PaidEvent:
    return {
        "id": booking.event_id,
        "booking_id": booking.id,
        "status_id": booking.status_id,
        "payment_status_id": booking.payment_status_id,
        "payment_status": PAYMENTS.get(booking.payment_status_id or 0),
        "amount": booking.cost.text if booking.cost else None,
        "released": released or booking.status_id == COMPLETED,
    }


def _wrong_state(booking: Booking, why: str) -> WrongState:
    name = state_name(booking.status_id)
    return WrongState(
        worded(
            "Event {event_id} ({label}) is {name}: {why}.",
            event_id=booking.event_id,
            label=booking.label,
            name=name,
            why=why,
        ),
        state=name.split(" ")[0],
        next=("get_event", "find_next_slot"),
    )
