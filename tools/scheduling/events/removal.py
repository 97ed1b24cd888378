"""Taking events away: their bookings end with everything given back, who was to come is told, what hangs below goes too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from store.database import Row
from store.scheduling import events
from store.scheduling.bookings import Booking
from store.scheduling.event_corrections import open_corrections
from store.types import iso
from tools.call import Call
from tools.scheduling.bookings.transitions import Refund, end_suggestions, refund_of, write
from tools.scheduling.events.access import Stand
from tools.scheduling.events.notices import tell_called_off
from tools.scheduling.exports import note_shown
from tools.scheduling.rules import transitions as rules
from tools.scheduling.rules.events import CANCELLED, ENTRY


def end_bookings(call: Call, stand: Stand, live: Sequence[Booking], reason: str | None) -> list[Refund]:
    """End bookings with everything given back; what went back to whom."""
    if not live:
        return []
    ended = [
        rules.ended(booking, CANCELLED, 100, reason="organiser", by=stand.actor, now=call.now, note=reason)
        for booking in live
    ]
    write(call, stand.appointment, ended)
    refunds = [refund_of(booking, change, 100) for booking, change in zip(live, ended, strict=True)]
    return [refund for refund in refunds if refund is not None]


def call_off(call: Call, stand: Stand, reason: str | None) -> None:
    """Let a live event end before it goes, and tell those who were to come without a booking of their own."""
    end_suggestions(call, open_corrections(call.tx, stand.id), CANCELLED)
    events.change_event(
        call.tx, stand.id, call.now, status_id=CANCELLED, hold_until=None, release_at=None, cancel_reason="organiser"
    )
    tell_called_off(call, stand, reason)
    if stand.event["kal_schedule_id"] is not None and stand.event["slot"]:
        freed = {name: iso(stand.event[f"{name}_at"], stand.event["timezone"]) for name in ("start", "end")}
        call.change("slot.freed", ("schedule", stand.event["kal_schedule_id"]), data=freed)


def children_to_delete(call: Call, event_id: int) -> list[Row]:
    """Tasks and comments at any depth below an event; charges and deposits stay."""
    found: list[Row] = []
    for child in events.children_of(call.tx, event_id):
        if child["type_id"] == ENTRY:
            found += [child, *children_to_delete(call, child["id"])]
    return found


def remove_event(call: Call, event_id: int, children: Iterable[Row]) -> None:
    """Take an event out of all views, and with it what hangs below."""
    for child in children:
        events.delete_event_row(call.tx, child["id"], call.now)
    note_shown(call, event_id)
    events.remove_exports(call.tx, event_id, call.now)
    events.delete_event_row(call.tx, event_id, call.now)
    call.changed("event", event_id)
    call.change("event.deleted", ("event", event_id), data={"state": "deleted"})
