"""What the answers of the people on its list do to an event."""

from __future__ import annotations

from store.scheduling import events
from tools.call import Call
from tools.scheduling.bookings.transitions import end_suggestions
from tools.scheduling.events.access import Stand
from tools.scheduling.rules.events import CANCELLED, CONFIRMED, DECLINED, PAID, PENDING, attendees_settle


def settle_invitations(call: Call, stand: Stand) -> None:
    """Let a pending event follow the answers of its people, unless it must be paid first."""
    event = stand.event
    if event["status_id"] != PENDING or event["kal_schedule_id"] is not None:
        return
    people = [(row["role"], row["status"]) for row in events.attendees_of(call.tx, stand.id)]
    settled = attendees_settle(people)
    if settled == CONFIRMED and event["amount"] and not event["credit"] and event["payment_status_id"] != PAID:
        call.warn("Everybody has accepted; the event is confirmed once it is paid.")
        return
    if settled != PENDING:
        events.change_event(call.tx, stand.id, call.now, status_id=settled)
        if settled == DECLINED:
            end_suggestions(call, stand.appointment.suggestions, CANCELLED)
        call.changed("event", stand.id)
