"""What an event is at this moment, between the runs of the scheduler."""

from __future__ import annotations

from store.database import Row
from store.types import utc_time
from tools.call import Call
from tools.scheduling.rules.bookings import standing_now
from tools.scheduling.rules.events import APPOINTMENT, CONFIRMED, PENDING, state_name


def state_now(call: Call, event: Row) -> int:
    """The state of an event that holds at this moment, whether or not it was written already."""
    hold, end = (utc_time(event[name]) if event[name] else None for name in ("hold_until", "end_at"))
    return standing_now(event["status_id"], hold, end if event["type_id"] == APPOINTMENT else None, call.now)


def state_text(call: Call, event: Row) -> str:
    return state_name(state_now(call, event))


def places_now(event: Row) -> int:
    """How many places an event has, 0 = no limit: while it can be booked, a slot of the grid has those its schedule gives
    one now. event: with slot_places."""
    is_slot = event["slot"] == "grid" and event["status_id"] in (PENDING, CONFIRMED)
    places: int = event["slot_places"] if is_slot else event["capacity"]
    return places
