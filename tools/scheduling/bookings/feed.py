"""What the feed of changes says of bookings and slots."""

from __future__ import annotations

from store.scheduling.bookings import Booking
from store.types import Owner, iso
from tools.call import Call
from tools.scheduling.rules.events import STATES


def note_change(call: Call, verb: str, booking: Booking, **data: object) -> None:
    """booking.created, booking.confirmed and so on. Of seats that are only kept, and before a guest has passed the code,
    nothing is said."""
    if booking.stands_in_for is not None or booking.unconfirmed:
        return
    state = {"event_id": booking.event_id, "state": STATES[booking.status_id], **data}
    call.change(f"booking.{verb}", ("booking", booking.id), company_id=company_of(booking), data=state)
    # What is asked for about a booking names its event.
    call.perhaps_over.add(("event", booking.event_id))


def note_freed(call: Call, booking: Booking) -> None:
    """slot.freed: time or seats of a schedule that others can take."""
    if booking.unconfirmed:
        return
    freed = {"start": iso(booking.start, booking.timezone), "end": iso(booking.end, booking.timezone)}
    call.change("slot.freed", ("schedule", booking.schedule_id), data={**freed, "seats": booking.seats})


def company_of(booking: Booking) -> int | None:
    """The company a booking belongs to: the one that pays for it."""
    payer: Owner | None = booking.payer
    return payer.id if payer is not None and payer.kind == "company" else None
