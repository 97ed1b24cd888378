"""A planned booking becomes one: seats taken, stored, paid, and its people told."""

from __future__ import annotations

from typing import Any, NamedTuple

from store.database import Row
from store.scheduling import deposits
from store.scheduling.appointments import Appointment
from store.scheduling.bookings import Booking
from store.types import utc_text
from tools.call import Call
from tools.scheduling.bookings.guest_holds import hold_for_guest
from tools.scheduling.bookings.kept_slots import take_over
from tools.scheduling.bookings.linked import count_use
from tools.scheduling.bookings.people import Companion, insert_companions
from tools.scheduling.bookings.seats import take_slot
from tools.scheduling.bookings.shapes import Plan, tell_made
from tools.scheduling.bookings.transitions import appointment_of, hold_payment, insert_booking, write


class Made(NamedTuple):
    """A booking that was just made, and its event with all its people."""

    appointment: Appointment
    booking: Booking


def make_booking(call: Call, schedule: Row, plan: Plan, companions: list[Companion], given: dict[str, Any]) -> Made:
    """Take the slot, store the booking, move the money, tell people.

    given: further columns of the booking: answers, note, timezone, contract_id."""
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
    if not booking.unconfirmed:
        tell_made(call, appointment, booking)
    elif not is_proven(plan, booking):
        hold_for_guest(call, booking)
    return Made(appointment, booking)


def is_proven(plan: Plan, booking: Booking) -> bool:
    """Whether a guest books what they were offered by a mail: they need no code."""
    return booking.unconfirmed and plan.hold is not None and booking.email is not None


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
