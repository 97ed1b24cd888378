"""What was booked in a schedule and no longer lies in its open hours."""

from __future__ import annotations

from store.database import Row
from store.scheduling import schedule_events
from store.types import utc_time
from tools.call import Call
from tools.scheduling.rules.slots import Offer, is_within_hours


def bookings_outside(call: Call, schedule_id: int, offer: Offer) -> list[Row]:
    """The coming appointments of a schedule, booked by its rules, that do not lie in an offer's open hours."""
    return [
        row
        for row in schedule_events.future_bookings(call.tx, schedule_id, call.now)
        if row["slot"] == "grid" and not is_within_hours(offer, utc_time(row["start_at"]), utc_time(row["end_at"]))
    ]
