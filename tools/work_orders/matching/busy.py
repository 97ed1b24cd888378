"""What takes a provider's time, as far as work orders ask: taken stretches, and visits agreed on but not fixed yet."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from store.providers import providers
from store.scheduling.busy import BusyTime, busy_times
from store.types import Owner, utc_text, utc_time
from tools.call import Call
from tools.work_orders.rules.service_window import ServiceWindow, Span, conflict, may_search


def taken_by(call: Call, person_id: int, around: Span) -> list[Span]:
    """Stretches of a person's time that bookings, appointments and assigned orders take, in order of time."""
    return [span_of(busy) for busy in _busy(call, person_id, around)]


def in_the_way(call: Call, person_id: int, window: ServiceWindow) -> BusyTime | None:
    """What keeps a person from this visit; None when it is the room that visits without a fixed time need."""
    around = may_search(window)
    busy = _busy(call, person_id, around)
    met = conflict(window, [span_of(each) for each in busy])
    return None if met is None else next(each for each in busy if span_of(each) == met)


def movable_by(call: Call, person_id: int, around: Span, but_order_id: int) -> list[ServiceWindow]:
    """Windows of a person's assigned orders in this time for which no arrival is confirmed yet."""
    rows = providers.unfixed_visits(call.tx, person_id, utc_text(around.start), utc_text(around.end), but_order_id)
    return [
        ServiceWindow(
            row["schedule_mode"],
            utc_time(row["start_at"]),
            utc_time(row["window_end_at"]),
            Decimal(row["estimated_hours"]) if row["estimated_hours"] else None,
            row["time_zone"],
        )
        for row in rows
    ]


def span_of(busy: BusyTime) -> Span:
    """A taken stretch with the time its schedule keeps free around it."""
    before, after = timedelta(minutes=busy.buffer_before), timedelta(minutes=busy.buffer_after)
    return Span(busy.start - before, busy.end + after)


def _busy(call: Call, person_id: int, around: Span) -> list[BusyTime]:
    return busy_times(call.tx, Owner("person", person_id), around.start, around.end, call.now)
