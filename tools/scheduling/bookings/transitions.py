"""What becomes of a booking after it was made: paid, lapsed, ended, delivered, disputed, released.

People's operations and the system's own moves go through here, so that seats, escrow and states always change
together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from store.scheduling import bookings as store
from store.scheduling import event_corrections, events
from store.scheduling.bookings import Booking
from store.types import Money, Owner, utc_text, utc_time
from tools.call import Call
from tools.scheduling.bookings.notices import tell_booker, tell_hosts
from tools.scheduling.rules import bookings as rules
from tools.scheduling.rules.bookings import Standing, Terms
from tools.scheduling.rules.events import CANCELLED, COMPLETED, CONFIRMED, DECLINED, DELIVERED, ENDED, PAID, PENDING

HOLD = "booking"
REASONS = {
    "hold_expired": "was not paid in time",
    "not_answered": "was not answered in time",
    "booker": "was cancelled by the booker",
    "host": "was turned down by the host",
    "organiser": "was called off by the organiser",
    "agreed": "was ended by agreement",
}


@dataclass(frozen=True, slots=True)
class Refund:
    """Money that went back to who had paid it."""

    to: Owner
    money: Money
    percent: int


def reload(call: Call, booking: Booking) -> Booking:
    """The booking as it stands after a move."""
    found = store.find_booking(call.tx, booking.id)
    assert found is not None, booking.id
    return found


def hold_payment(call: Call, booking: Booking, payer: Owner, label: str | None = None) -> None:
    """Move the price of a booking from the payer's purse into escrow. Shortfall when the purse has less."""
    assert booking.amount is not None, booking.id
    hold_id = call.books.hold(
        call.books.purse(payer, booking.amount.currency), booking.amount, kind=HOLD, record=("booking", booking.id)
    )
    store.change_booking(
        call.tx,
        booking.id,
        ledger_hold_id=hold_id,
        escrow=booking.amount.amount,
        paid_by="balance",
        payment_label=label,
        payer_type=payer.kind,
        payer_id=payer.id,
    )


def mark_paid(call: Call, booking: Booking, paid_by: str) -> Booking:
    """The price has arrived: a booking that only waited for it goes on, to the host where hosts confirm."""
    standing = Standing(booking.status_id, PAID, booking.hold_until)
    if booking.status_id == PENDING and not booking.disputed_at:
        standing = rules.once_paid(Terms.stored(booking.terms), call.now, booking.start)
    store.change_booking(call.tx, booking.id, paid_by=paid_by)
    stand(call, booking, standing)
    if standing.status_id == DELIVERED:
        _start_release(call, booking, booking.end)
    return reload(call, booking)


def settle(call: Call, booking: Booking, payer: Owner, note: str | None = None) -> None:
    """Pay a booking that took place straight to the payee, which accepts it. Shortfall when the purse has less."""
    assert booking.amount is not None, booking.id
    assert booking.payee is not None, booking.id
    if payer != booking.payee:
        currency = booking.amount.currency
        call.books.move(
            call.books.purse(payer, currency),
            call.books.purse(booking.payee, currency),
            booking.amount,
            kind="booking_payment",
            record=("booking", booking.id),
            note=note,
        )
    store.change_booking(call.tx, booking.id, paid_by="balance", payment_status_id=PAID)
    complete(call, reload(call, booking))


def agree_to_time(call: Call, booking: Booking) -> None:
    """The booker says yes to the time their booking was moved to."""
    store.change_booking(call.tx, booking.id, time_agreed=1)


def stand(call: Call, booking: Booking, standing: Standing) -> None:
    """Write where a booking stands, and its event with it."""
    store.change_booking(
        call.tx,
        booking.id,
        status_id=standing.status_id,
        payment_status_id=standing.payment_status_id,
        hold_until=utc_text(standing.hold_until) if standing.hold_until else None,
    )
    refresh_event(call, booking.event_id)


def end_booking(
    call: Call,
    booking: Booking,
    status_id: int,
    percent: int,
    *,
    reason: str,
    by: Owner | None,
    note: str | None = None,
) -> Refund | None:
    """End a booking (400 or 444): its seats are free, so much of its escrow goes back, the rest to the payee.

    by None: the system. Everybody concerned is told."""
    refund = _divide(call, booking, percent)
    if booking.payment_status_id != PAID:
        store.unuse_deposits(call.tx, booking.id)
    given_back = refund is not None and refund.percent == 100
    store.change_booking(
        call.tx,
        booking.id,
        status_id=status_id,
        status="declined",
        payment_status_id=PAID if booking.payment_status_id == PAID and not given_back else None,
        hold_until=None,
        release_at=None,
        cancelled_at=call.stamp,
        cancelled_by=str(by) if by else "system",
        cancel_reason=reason,
    )
    store.free_seats(call.tx, booking.event_id, booking.seats)
    store.end_companions(call.tx, booking.id)
    withdraw_corrections(call, booking.event_id, booking_id=booking.id)
    refresh_event(call, booking.event_id)
    _tell_of_the_end(call, booking, reason, refund, by, note)
    return refund


def lapse(call: Call, booking: Booking) -> None:
    """The time a booking held its slot for has passed: it is gone, and what was paid goes back in full."""
    booking = reload(call, booking)
    if booking.status_id != PENDING:
        # The end of another booking has ended it meanwhile.
        return
    if booking.stands_in_for is not None:
        drop_stand_in(call, booking)
    else:
        reason = "not_answered" if booking.payment_status_id in (PAID, None) else "hold_expired"
        end_booking(call, booking, CANCELLED, 100, reason=reason, by=None)


def drop_stand_in(call: Call, booking: Booking) -> None:
    """Give back the seats kept for a booking that might have moved here."""
    if booking.status_id != PENDING:
        return
    store.change_booking(call.tx, booking.id, status_id=CANCELLED, hold_until=None, cancelled_at=call.stamp)
    store.free_seats(call.tx, booking.event_id, booking.seats)
    refresh_event(call, booking.event_id)


def deliver(call: Call, booking: Booking, at: datetime) -> None:
    """A confirmed booking took place: from now on its release runs, unless something is unpaid."""
    store.change_booking(call.tx, booking.id, status_id=DELIVERED, delivered_at=utc_text(at))
    if booking.payment_status_id in (PAID, None) and not booking.disputed_at:
        _start_release(call, booking, at)


def dispute(call: Call, booking: Booking) -> None:
    """The payer sends delivered time back: escrow stays until both sides agree."""
    store.change_booking(
        call.tx, booking.id, status_id=PENDING, hold_until=None, release_at=None, disputed_at=call.stamp
    )
    refresh_event(call, booking.event_id)


def complete(call: Call, booking: Booking, agreed: Money | None = None) -> Money | None:
    """Close a delivered booking: its escrow goes to the payee, or as much of it as was agreed; what was paid out."""
    paid = None
    if booking.ledger_hold_id is not None and booking.escrow:
        parts = rules.split(booking.escrow, 0) if agreed is None else rules.settled_at(booking.escrow, agreed)
        paid = _pay_out(call, booking, parts)
    store.change_booking(call.tx, booking.id, status_id=COMPLETED, release_at=None, hold_until=None)
    withdraw_corrections(call, booking.event_id, booking_id=booking.id)
    refresh_event(call, booking.event_id)
    if paid and booking.payee:
        call.notify(
            booking.payee, "booking", f"{paid} for {booking.label} was paid out to you.", ("event", booking.event_id)
        )
    return paid


def bring_up_to_date(call: Call, event_id: int) -> None:
    """Do what the passing of time has already made true for an event, before somebody acts on it."""
    event = events.find_event(call.tx, event_id)
    if event is None or event["kal_schedule_id"] is None:
        return
    for booking in store.bookings_of_event(call.tx, event_id):
        if rules.lapsed(booking.status_id, booking.hold_until, call.now):
            lapse(call, booking)
        elif booking.status_id == CONFIRMED and booking.end <= call.now:
            deliver(call, booking, booking.end)
            refresh_event(call, event_id)
    for booking in store.bookings_of_event(call.tx, event_id):
        if booking.status_id == DELIVERED and booking.release_at and utc_time(booking.release_at) <= call.now:
            complete(call, booking)


def refresh_event(call: Call, event_id: int) -> None:
    """Let an event of a schedule stand where its bookings stand. Suggestions for it end with it."""
    event = events.find_event(call.tx, event_id)
    if event is None:
        return
    all_of_it = store.bookings_of_event(call.tx, event_id)
    live = [booking for booking in all_of_it if booking.status_id not in (DECLINED, CANCELLED)]
    status_id = rules.event_state(
        (booking.status_id for booking in all_of_it), now_in=event["status_id"], session=event["slot"] == "session"
    )
    hold = rules.event_hold(booking.hold_until if booking.status_id == PENDING else None for booking in live)
    if event["slot"] == "session":
        hold = None
    events.change_event(
        call.tx,
        event_id,
        call.now,
        status_id=status_id,
        payment_status_id=rules.event_payment(booking.payment_status_id for booking in live),
        hold_until=utc_text(hold) if hold else None,
    )
    if status_id in ENDED:
        withdraw_corrections(call, event_id)
    call.changed("event", event_id)
    if event["kal_schedule_id"] is not None:
        call.changed("schedule", event["kal_schedule_id"])


def withdraw_corrections(call: Call, event_id: int, booking_id: int | None = None) -> None:
    """End the open suggestions for an event (or one booking in it) and free the times they kept."""
    for correction in event_corrections.open_corrections(call.tx, event_id, booking_id=booking_id):
        event_corrections.decide(call.tx, correction["id"], CANCELLED, call.now)
        free_held_time(call, correction["held_event_id"], correction["held_booking_id"])


def free_held_time(call: Call, held_event_id: int | None, held_booking_id: int | None) -> None:
    """Let go of the time a suggestion kept free."""
    if held_event_id is not None:
        held = events.find_event(call.tx, held_event_id)
        if held is not None and held["status_id"] == PENDING:
            events.change_event(call.tx, held_event_id, call.now, status_id=CANCELLED, hold_until=None)
    if held_booking_id is not None:
        stand_in = store.find_booking(call.tx, held_booking_id)
        if stand_in is not None:
            drop_stand_in(call, stand_in)


def _divide(call: Call, booking: Booking, percent: int) -> Refund | None:
    """Give back so much of what was paid for a booking that ends. None when nothing was held."""
    if booking.paid_by == "external" and booking.payment_status_id == PAID and booking.amount and percent:
        share = rules.split(booking.amount, percent).refund
        call.warn(f"{share} of booking {booking.id} was paid outside: give it back by hand.")
    if booking.ledger_hold_id is None or not booking.escrow or booking.payer is None:
        return None
    parts = rules.split(booking.escrow, percent)
    _pay_out(call, booking, parts)
    return Refund(booking.payer, parts.refund, percent)


def _pay_out(call: Call, booking: Booking, parts: rules.Split) -> Money:
    """End the escrow once and for all: the payee's part is posted, the rest returns to the payer's purse."""
    assert booking.ledger_hold_id is not None, booking.id
    if parts.payee and booking.payee is not None:
        purse = call.books.purse(booking.payee, parts.payee.currency)
        call.books.post(booking.ledger_hold_id, [(purse, parts.payee, "booking_payout")], booking.payment_label)
    else:
        call.books.void(booking.ledger_hold_id)
    store.change_booking(call.tx, booking.id, escrow=0, refund_amount=parts.refund.amount)
    return parts.payee


def _start_release(call: Call, booking: Booking, delivered_at: datetime) -> None:
    release_at = rules.release_at(Terms.stored(booking.terms), delivered_at)
    store.change_booking(call.tx, booking.id, delivered_at=utc_text(delivered_at), release_at=utc_text(release_at))


def _tell_of_the_end(
    call: Call, booking: Booking, reason: str, refund: Refund | None, by: Owner | None, note: str | None
) -> None:
    text = f"The booking of {booking.label} {REASONS[reason]}."
    if refund is not None and refund.money:
        text += f" {refund.money} went back to who paid."
    if note:
        text += f" They said: {note}"
    if by is None or by != booking.user:
        tell_booker(call, booking, text)
    tell_hosts(call, booking, text, but=by)
