"""What time alone does to bookings and events."""

from __future__ import annotations

from datetime import datetime

from store.database import Row
from store.scheduling import bookings as store
from store.scheduling import events
from store.scheduling.bookings import moment
from store.types import utc_text
from tools.call import Call
from tools.operation import scheduled
from tools.scheduling.bookings import transitions as moves
from tools.scheduling.events import deposit_answers as deposits
from tools.scheduling.rules.bookings import Terms, release_at
from tools.scheduling.rules.events import CANCELLED, COMPLETED, CONFIRMED, DELIVERED, PAID

MOST = 200


@scheduled(every=15)
def lapse_holds(call: Call) -> int:
    """Slots that were not paid or not answered in time are free again."""
    lapsed = store.lapsed_bookings(call.tx, call.now, MOST)
    for booking in lapsed:
        moves.lapse(call, booking)
    held = events.held_events_to_end(call.tx, call.now, MOST - len(lapsed))
    for event in held:
        events.change_event(call.tx, event["id"], call.now, status_id=CANCELLED, hold_until=None)
    return len(lapsed) + len(held)


@scheduled(every=30)
def deliver_appointments(call: Call) -> int:
    """Confirmed appointments whose end has passed took place."""
    due = events.appointments_to_deliver(call.tx, call.now, MOST)
    for event in due:
        end = moment(event["end_at"]) or call.now
        if store.has_bookings(call.tx, event["id"]):
            for booking in store.bookings_of_event(call.tx, event["id"]):
                if booking.status_id == CONFIRMED:
                    moves.deliver(call, booking, end)
            moves.refresh_event(call, event["id"])
        else:
            _deliver_event(call, event, end)
    return len(due)


def _deliver_event(call: Call, event: Row, end: datetime) -> None:
    """An appointment without bookings: it completes by itself later, unless something is unpaid."""
    paid = not event["amount"] or event["payment_status_id"] == PAID
    releases = utc_text(release_at(Terms.stored(event["terms"]), end)) if paid else None
    events.change_event(
        call.tx, event["id"], call.now, status_id=DELIVERED, delivered_at=utc_text(end), release_at=releases
    )
    call.changed("event", event["id"])


@scheduled(every=30)
def release_escrow(call: Call) -> int:
    """What was delivered and not sent back in time is completed, and the money held for it is paid out."""
    due = store.bookings_to_release(call.tx, call.now, MOST)
    for booking in due:
        moves.complete(call, booking)
    events_due = events.events_to_complete(call.tx, call.now, MOST - len(due))
    for event in events_due:
        events.change_event(call.tx, event["id"], call.now, status_id=COMPLETED, release_at=None)
        moves.withdraw_corrections(call, event["id"])
        call.changed("event", event["id"])
    return len(due) + len(events_due)


@scheduled(every=600)
def settle_reported_payments(call: Call) -> int:
    """Payments made elsewhere that their receiver did not contest in time count."""
    due = store.deposits_to_settle(call.tx, call.now, MOST)
    for deposit_id in due:
        deposits.settle(call, deposit_id)
    return len(due)
