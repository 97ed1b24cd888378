"""What takes a provider's time, as far as work orders ask: taken stretches, and visits agreed on but not fixed yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from store.database import Row
from store.providers import providers
from store.scheduling.busy import BusyTime, busy_times, busy_times_of
from store.types import Owner, iso, utc_text, utc_time
from store.work_orders import orders as work_orders
from tools.call import Call
from tools.errors import NotFound
from tools.rules.sentences import word, worded
from tools.scheduling.events.access import stand_of
from tools.work_orders.rules.service_window import ServiceWindow, Span, conflict, has_room, may_search


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What keeps somebody from a visit. record: of what kind and number, None when the caller may not know.

    waits: a visit agreed on whose time is not fixed yet; it needs its room between start and end."""

    record: tuple[str, int] | None
    start: datetime
    end: datetime
    zone: str
    waits: bool = False

    @property
    def text(self) -> str:
        """One clause for people: what, from when to when, in the zone of the visit."""
        what = (
            worded("{kind} {id}", kind=word(_NOUNS[self.record[0]]), id=self.record[1])
            if self.record
            else worded("something else")
        )
        between = {"start": iso(self.start, self.zone), "end": iso(self.end, self.zone)}
        if self.waits:
            return worded(
                "{what} needs the room: its visit may come any time from {start} to {end}", what=what, **between
            )
        return worded(
            "{what} takes the time from {start} to {end} (30 minutes of travel are counted before and after)",
            what=what,
            **between,
        )

    @property
    def shape(self) -> dict[str, str | None]:
        """The same for programs."""
        record = f"{self.record[0]}:{self.record[1]}" if self.record else None
        return {"record": record, "start": iso(self.start), "end": iso(self.end)}


_NOUNS = {"work_order": "work order", "event": "event"}


def taken_of(call: Call, people: Collection[int], around: Span, but_order_id: int) -> dict[int, tuple[Span, ...]]:
    """Stretches of time that bookings, appointments and other assigned orders take of people, each in order of time; of those
    who have any."""
    owners = [Owner("person", id) for id in people]
    found = busy_times_of(call.tx, owners, around.start, around.end, call.now)
    return {owner.id: tuple(span_of(busy) for busy in _but(times, but_order_id)) for owner, times in found.items()}


def obstacle(call: Call, person_id: int, window: ServiceWindow, order_id: int) -> Obstacle | None:
    """What keeps a person from the visit of this order in that window; None when there is room for it."""
    around = may_search(window)
    busy, waiting = _busy(call, person_id, around, order_id), _unfixed(call, [person_id], around, order_id)
    taken = [span_of(each) for each in busy]
    if has_room(window, taken, [_window(row) for row in waiting]):
        return None
    met = conflict(window, taken)
    if met is not None:
        other = next(each for each in busy if span_of(each) == met)
        return Obstacle(_seen(call, person_id, other), other.start, other.end, window.zone)
    row = waiting[0]
    mine = _sees_order(call, person_id, row["id"])
    record = ("work_order", row["id"]) if mine else None
    return Obstacle(record, utc_time(row["start_at"]), utc_time(row["window_end_at"]), window.zone, waits=True)


def is_taken(call: Call, person_id: int, visit: Span, but_order_id: int) -> bool:
    """Whether something takes a person's time in a visit whose way has been thought of, so that none is added around it."""
    return any(span_of(each).overlaps(visit) for each in _busy(call, person_id, visit, but_order_id))


def movable_of(
    call: Call, people: Collection[int], around: Span, but_order_id: int
) -> dict[int, tuple[ServiceWindow, ...]]:
    """Windows of people's assigned orders in this time for which no arrival is confirmed yet; of those who have any."""
    found: dict[int, tuple[ServiceWindow, ...]] = {}
    for row in _unfixed(call, people, around, but_order_id):
        found[row["assignee_id"]] = (*found.get(row["assignee_id"], ()), _window(row))
    return found


def span_of(busy: BusyTime) -> Span:
    """A taken stretch with the time its schedule keeps free around it."""
    before, after = timedelta(minutes=busy.buffer_before), timedelta(minutes=busy.buffer_after)
    return Span(busy.start - before, busy.end + after)


def _busy(call: Call, person_id: int, around: Span, but_order_id: int) -> list[BusyTime]:
    return _but(busy_times(call.tx, Owner("person", person_id), around.start, around.end, call.now), but_order_id)


def _but(times: Iterable[BusyTime], order_id: int) -> list[BusyTime]:
    return [busy for busy in times if (busy.source_type, busy.source_id) != ("work_order", order_id)]


def _unfixed(call: Call, people: Collection[int], around: Span, but_order_id: int) -> list[Row]:
    return providers.unfixed_visits(call.tx, people, utc_text(around.start), utc_text(around.end), but_order_id)


def _window(row: Row) -> ServiceWindow:
    return ServiceWindow(
        row["schedule_mode"],
        utc_time(row["start_at"]),
        utc_time(row["window_end_at"]),
        Decimal(row["estimated_hours"]) if row["estimated_hours"] else None,
        row["time_zone"],
    )


def _seen(call: Call, person_id: int, busy: BusyTime) -> tuple[str, int] | None:
    """The record behind a taken stretch, when the caller may see it."""
    if busy.source_type == "work_order":
        return ("work_order", busy.source_id) if _sees_order(call, person_id, busy.source_id) else None
    if busy.source_type != "event":
        return None
    try:
        return "event", stand_of(call, busy.source_id).id
    except NotFound:
        return None


def _sees_order(call: Call, person_id: int, order_id: int) -> bool:
    company_id = call.caller.company_id
    if call.caller.kind == "person" and call.caller.id == person_id:
        return True
    return company_id is not None and work_orders.find_for_company(call.tx, company_id, order_id) is not None
