"""What time alone does to bookings and events."""

from __future__ import annotations

from datetime import datetime

from store.database import Row
from store.scheduling import bookings, deposits, events
from store.scheduling.appointments import load_appointment
from store.scheduling.bookings import Booking
from store.scheduling.event_corrections import open_corrections
from store.types import utc_text, utc_time
from tools.call import Call
from tools.one_by_one import one_by_one
from tools.operation import scheduled
from tools.rules.sentences import say
from tools.scheduling.bookings.notices import tell
from tools.scheduling.bookings.transitions import (
    appointment_of,
    change_booking,
    end_lapsed_holds,
    end_suggestions,
    write,
)
from tools.scheduling.contract_levels import contract_sides
from tools.scheduling.events.access import Stand
from tools.scheduling.events.deposit_answers import settle
from tools.scheduling.events.notices import tell_answered, tell_concerned
from tools.scheduling.rules import booking_notices as notices
from tools.scheduling.rules import transitions as rules
from tools.scheduling.rules.events import CANCELLED, COMPLETED, CONFIRMED, DECLINED, DELIVERED, PAID, Place

MOST = 200


@scheduled(every=15)
def lapse_holds(call: Call) -> int:
    """Slots that were not paid or not answered in time are free again."""
    return end_lapsed_holds(call, MOST)


@scheduled(every=30)
def deliver_appointments(call: Call) -> int:
    """Confirmed appointments whose end has passed took place."""
    return one_by_one(call, events.appointments_to_deliver(call.tx, call.now, MOST), _deliver)


def _deliver(call: Call, event: Row) -> None:
    appointment = load_appointment(call.tx, event["id"])
    assert appointment is not None, event["id"]
    end = utc_time(event["end_at"])
    if any(booking.status_id not in (DECLINED, CANCELLED) for booking in appointment.bookings):
        confirmed = [booking for booking in appointment.bookings if booking.status_id == CONFIRMED]
        write(call, appointment, [rules.delivered(booking, end) for booking in confirmed])
    else:
        _deliver_event(call, event, end)


def _deliver_event(call: Call, event: Row, end: datetime) -> None:
    """An appointment without bookings: it completes by itself later, unless something is unpaid."""
    paid = not event["amount"] or event["payment_status_id"] == PAID
    releases = rules.event_release(event["terms"], end) if paid else None
    events.change_event(
        call.tx, event["id"], call.now, status_id=DELIVERED, delivered_at=utc_text(end), release_at=releases
    )
    call.changed("event", event["id"])
    if event["contract_id"] is not None:
        stand = _stand(call, event["id"])
        tell_answered(call, stand, say("{event} is over and counts as done."))
        call.change("event.changed", ("event", event["id"]), data={"fields": ["status_id"]})


@scheduled(every=300)
def remind_of_bookings(call: Call) -> int:
    """Bookings that begin within a day are told of once more, unless they were made, moved or confirmed later than that."""
    return one_by_one(call, bookings.bookings_to_remind(call.tx, call.now, MOST), _remind)


def _remind(call: Call, booking: Booking) -> None:
    tell(call, appointment_of(call, booking.event_id), booking, notices.reminder())
    bookings.note_reminded(call.tx, booking.id, call.now)


@scheduled(every=30)
def release_escrow(call: Call) -> int:
    """What was delivered and not sent back in time is completed, and the money held for it is paid out."""
    due = bookings.bookings_to_release(call.tx, call.now, MOST)
    released = one_by_one(call, due, _release)
    return released + one_by_one(call, events.events_to_complete(call.tx, call.now, MOST - len(due)), _complete)


def _release(call: Call, booking: Booking) -> None:
    change_booking(call, booking, rules.completed(booking))


def _complete(call: Call, event: Row) -> None:
    events.change_event(call.tx, event["id"], call.now, status_id=COMPLETED, release_at=None)
    end_suggestions(call, open_corrections(call.tx, event["id"]), CANCELLED)
    call.changed("event", event["id"])
    if event["contract_id"] is not None:
        stand = _stand(call, event["id"])
        payee = [stand.parties[1]] if stand.parties[1] is not None else []
        text = say("{event} counts as accepted and is closed: nobody sent it back in time.")
        tell_concerned(call, stand, "event_changed", text, also=payee)
        call.change("event.changed", ("event", event["id"]), data={"fields": ["status_id"]})


def _stand(call: Call, event_id: int) -> Stand:
    """An event of a contract as the hall itself knows it: nobody acts."""
    appointment = appointment_of(call, event_id)
    sides = contract_sides(call, appointment.event)
    return Stand(appointment, None, Place(), "full", None, None, appointment.bookings, [], contract=sides)


@scheduled(every=600)
def settle_reported_payments(call: Call) -> int:
    """Payments made elsewhere that their receiver did not contest in time count."""
    return one_by_one(call, deposits.deposits_to_settle(call.tx, call.now, MOST), settle)
