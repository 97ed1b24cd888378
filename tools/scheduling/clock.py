"""What an event is at this moment, between the runs of the scheduler."""

from __future__ import annotations

from store.database import Row
from store.scheduling import bookings
from tools.call import Call
from tools.scheduling.rules.bookings import standing_now
from tools.scheduling.rules.events import APPOINTMENT, state_name


def state_now(call: Call, event: Row) -> int:
    """The state of an event that holds at this moment, whether or not it was written already."""
    end = bookings.moment(event["end_at"]) if event["type_id"] == APPOINTMENT else None
    return standing_now(event["status_id"], bookings.moment(event["hold_until"]), end, call.now)


def state_text(call: Call, event: Row) -> str:
    return state_name(state_now(call, event))
