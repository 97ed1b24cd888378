"""Writing what becomes of bookings after they were made: paid, lapsed, ended, delivered, disputed, released.

People's operations and the system's own moves load an appointment, let the rules answer changes, and write them here in one
pass, so that seats, escrow and states always change together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from store.database import Row
from store.scheduling import booking_links, bookings, deposits, event_corrections, events, no_shows
from store.scheduling.appointments import Appointment, load_appointment
from store.scheduling.bookings import Booking
from store.scheduling.no_shows import Mark
from store.types import Money, Owner, utc_text
from tools.call import Call
from tools.paid_work import note_paid_back, note_paid_work
from tools.scheduling.bookings.feed import note_change, note_freed
from tools.scheduling.bookings.notices import tell, tell_rest_of_meeting
from tools.scheduling.rules import transitions as rules
from tools.scheduling.rules.events import CANCELLED, ENDED, PENDING
from tools.scheduling.rules.no_shows import MARKED_IN, has_left, took_effect
from tools.scheduling.rules.transitions import Change, Split

HOLD = "booking"


@dataclass(frozen=True, slots=True)
class Refund:
    """Money that went back to who had paid it."""

    to: Owner
    money: Money
    percent: int


def appointment_of(call: Call, event_id: int) -> Appointment:
    """An event that exists, deleted or not, with all its bookings, as it stands now."""
    found = load_appointment(call.tx, event_id)
    assert found is not None, event_id
    return found


def bring_up_to_date(call: Call, event_id: int) -> None:
    """Do what the passing of time has already made true for an event, before somebody acts on it."""
    appointment = load_appointment(call.tx, event_id)
    if appointment is None or appointment.event["deleted_at"] is not None:
        return
    changes = rules.overdue(appointment.bookings, call.now, no_shows.claimed_in(call.tx, event_id))
    if changes:
        write(call, appointment, changes)
    for mark in no_shows.marks_due(call.tx, call.now, len(appointment.bookings), event_id):
        settle_mark(call, mark)


def settle_mark(call: Call, mark: Mark) -> None:
    """What was said of who did not come, and not contested in time, holds."""
    booking = bookings.find_booking(call.tx, mark.booking_id)
    assert booking is not None, mark.id
    if booking.status_id in MARKED_IN and booking.event_id == mark.event_id:
        take_effect(call, mark, booking, by_time=True)
    else:
        # What became of it meanwhile counts.
        no_shows.end_marks(call.tx, [mark.booking_id], "withdrawn", call.now)


def take_effect(call: Call, mark: Mark, booking: Booking, *, by_time: bool = False) -> None:
    """A mark holds: money and states follow. An absent host ends all bookings of the event."""
    appointment = appointment_of(call, mark.event_id)
    marked = [booking]
    if mark.absent == "host":
        marked = [each for each in appointment.live if each.status_id in MARKED_IN]
    ids = [each.id for each in marked]
    no_shows.end_marks(call.tx, ids, "accepted", call.now, absent=mark.absent)
    # What was said of guests whom an absent host gives everything back comes to nothing.
    no_shows.end_marks(call.tx, ids, "withdrawn", call.now)
    by = None if by_time or call.caller.kind == "nobody" else call.caller.owner
    write(
        call,
        appointment,
        [took_effect(each, mark.absent, each.schedule_type, by, call.now) for each in marked],
    )


def write(call: Call, appointment: Appointment, changes: Sequence[Change], **columns: Any) -> None:
    """Write changes of the bookings of an appointment in one pass, let its event follow, and tell people.

    columns: further ones of the event."""
    now = {booking.id: booking for booking in appointment.bookings}
    for change in changes:
        booking = now[change.booking_id]
        if change.payout is not None:
            _pay_out(call, booking, change.payout)
        if change.unpaid:
            deposits.unuse_deposits(call.tx, booking.id)
        now[booking.id] = bookings.write_booking(call.tx, booking, change.fields, ends=change.ends)
        if booking.start <= call.now and has_left(booking.status_id, now[booking.id].status_id):
            # What became of it counts, not what is said of who came.
            no_shows.end_marks(call.tx, [booking.id], "withdrawn", call.now)
        if change.ends and now[booking.id].cancel_reason not in rules.BOOKERS_DOING:
            booking_links.give_use_back(call.tx, booking.id, call.now)
        _note_work(call, now[booking.id], change)
    closed = {change.booking_id for change in changes if change.closes}
    is_over = _write_event(call, appointment, list(now.values()), columns)
    end_suggestions(call, [row for row in appointment.suggestions if is_over or row["booking_id"] in closed], CANCELLED)
    for change in changes:
        if change.warning:
            call.warn(change.warning)
        booking = now[change.booking_id]
        for notice in change.notices:
            tell(call, appointment, booking, notice)
        if change.change:
            note_change(call, change.change, booking)
        if change.change == "confirmed":
            bookings.remind_again(call.tx, booking.id, booking.start, call.now)
        if change.ends and booking.end > call.now:
            note_freed(call, booking)
            tell_rest_of_meeting(call, appointment, booking)


def insert_booking(call: Call, start: datetime, **columns: Any) -> int:
    """Store a booking that begins then; its id. Its people are reminded a day before."""
    booking_id = bookings.insert_booking(call.tx, **columns)
    bookings.remind_again(call.tx, booking_id, start, call.now)
    return booking_id


def refresh_event(call: Call, event_id: int, **columns: Any) -> None:
    """Let an event whose list of bookings has changed stand where they stand. columns: further ones of the event."""
    write(call, appointment_of(call, event_id), [], **columns)


def change_booking(call: Call, booking: Booking, change: Change) -> None:
    """Write one change of a booking that was found by itself."""
    write(call, appointment_of(call, booking.event_id), [change])


def refund_of(booking: Booking, change: Change, percent: int) -> Refund | None:
    """What goes back to the payer when a booking ends like this. None when nothing was held."""
    if change.payout is None or booking.payer is None:
        return None
    return Refund(booking.payer, change.payout.refund, percent)


def hold_payment(call: Call, booking: Booking, payer: Owner, label: str | None = None) -> Booking:
    """Move the price of a booking from the payer's purse into escrow. Shortfall when the purse has less."""
    assert booking.amount is not None, booking.id
    hold_id = call.books.hold(
        call.books.purse(payer, booking.amount.currency), booking.amount, kind=HOLD, record=("booking", booking.id)
    )
    fields: dict[str, Any] = {
        "ledger_hold_id": hold_id,
        "escrow": booking.amount,
        "paid_by": "balance",
        "payment_label": label,
        "payer": payer,
    }
    return bookings.write_booking(call.tx, booking, fields)


def settle(call: Call, booking: Booking, payer: Owner, note: str | None = None) -> None:
    """Pay a booking that took place straight to the payee, which accepts it. Shortfall when the purse has less."""
    assert booking.amount is not None, booking.id
    assert booking.payee is not None, booking.id
    currency = booking.amount.currency
    call.books.move(
        call.books.purse(payer, currency),
        call.books.purse(booking.payee, currency),
        booking.amount,
        kind="booking_payment",
        record=("booking", booking.id),
        note=note,
    )
    change_booking(call, booking, rules.settled(booking))


def end_lapsed_holds(call: Call, limit: int, schedule_id: int | None = None) -> int:
    """Let the holds that have run out be gone, of bookings and of suggested times; in one schedule, or anywhere.

    How many there were, at most so many."""
    lapsed = bookings.lapsed_bookings(call.tx, call.now, limit, schedule_id)
    for found in lapsed:
        appointment = appointment_of(call, found.event_id)
        # The end of another booking may have ended it meanwhile.
        still = [each for each in appointment.bookings if each.id == found.id and each.status_id == PENDING]
        write(call, appointment, [rules.lapse(booking, call.now) for booking in still])
    return len(lapsed) + events.end_lapsed_holds(call.tx, call.now, limit - len(lapsed), schedule_id)


def end_suggestions(call: Call, suggestions: Iterable[Row], status_id: int) -> None:
    """End open suggestions without effect (400 or 444), and free the times they kept."""
    for row in suggestions:
        event_corrections.decide(call.tx, row["id"], status_id, call.now)
        free_held_time(call, row["held_event_id"], row["held_booking_id"])


def free_held_time(call: Call, held_event_id: int | None, held_booking_id: int | None) -> None:
    """Let go of the time a suggestion kept free: an event that blocked it, or seats in another one."""
    if held_event_id is not None:
        events.end_hold(call.tx, held_event_id, call.now)
    if held_booking_id is not None:
        stand_in = bookings.find_booking(call.tx, held_booking_id)
        if stand_in is not None and stand_in.status_id == PENDING:
            change_booking(call, stand_in, rules.dropped(stand_in, call.now))


def _note_work(call: Call, booking: Booking, change: Change) -> None:
    """Paid time that is over, or that nobody came to and was paid all the same, is work that its sides may review."""
    if change.unpaid:
        note_paid_back(call, "booking", booking.id)
    payer = booking.payer or booking.user
    paid = rules.paid_at_the_end(booking, change)
    if paid is not None and payer is not None and booking.payee is not None:
        note_paid_work(call, "booking", booking.id, booking.label, payer, booking.payee, paid)


def _write_event(call: Call, appointment: Appointment, made: Sequence[Booking], columns: dict[str, Any]) -> bool:
    """Let an event of a schedule stand where its bookings stand; whether it is over."""
    event = appointment.event
    if event["deleted_at"] is not None:
        return False
    standing = rules.event_standing(made, now_in=event["status_id"], session=event["slot"] == "session")
    events.change_event(
        call.tx,
        appointment.id,
        call.now,
        **columns,
        status_id=standing.status_id,
        payment_status_id=standing.payment_status_id,
        hold_until=utc_text(standing.hold_until) if standing.hold_until else None,
    )
    call.changed("event", appointment.id)
    call.changed("schedule", event["kal_schedule_id"])
    return standing.status_id in ENDED


def _pay_out(call: Call, booking: Booking, parts: Split) -> None:
    """End the escrow once and for all: the payee's part is posted, the rest returns to the payer's purse."""
    assert booking.ledger_hold_id is not None, booking.id
    if parts.payee and booking.payee is not None:
        purse = call.books.purse(booking.payee, parts.payee.currency)
        call.books.post(booking.ledger_hold_id, [(purse, parts.payee, "booking_payout")], booking.payment_label)
    else:
        call.books.void(booking.ledger_hold_id)
