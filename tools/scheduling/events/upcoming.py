"""What somebody has coming up: events, other taken time, and the slots they still offer."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.scheduling import bookings, events, schedules
from store.scheduling.busy import BusyTime, busy_times
from store.types import Owner, iso, utc_text
from tools.call import Call
from tools.callers import proven_address
from tools.errors import NotFound
from tools.operation import operation
from tools.paging import Page
from tools.params import Id
from tools.scheduling.availability.slots import offered_slots
from tools.scheduling.clock import places_now, state_now
from tools.scheduling.params import EventStatus, EventZone
from tools.scheduling.parties import PartyShape, party_shape
from tools.scheduling.rules.events import APPOINTMENT, LIVE, STATES
from tools.scheduling.rules.slots import Slot
from tools.shapes import Theirs

TOOLSET = "events"

Days = Annotated[int, Field(ge=1, le=92, description="How far ahead from now. Default 14.")]
RANKS = {1: "owner", 2: "host", 3: "attendee"}
# Where a list of computed things goes on: start, events before slots, id, event of the slot.
Position = tuple[str, int, int, int]


class UpcomingItem(TypedDict):
    """An event, other time that is taken (busy), or a free slot of an own schedule."""

    kind: str
    id: NotRequired[int | None]
    label: Theirs
    start: NotRequired[str | None]
    end: NotRequired[str | None]
    date: NotRequired[str | None]
    timezone: str
    status_id: NotRequired[int | None]
    status: NotRequired[str | None]
    payment_status_id: NotRequired[int | None]
    contract_id: NotRequired[int | None]
    kal_schedule_id: NotRequired[int | None]
    role: NotRequired[str | None]
    requester: NotRequired[PartyShape | None]
    seats_left: NotRequired[int | None]


class Upcoming(TypedDict):
    items: list[UpcomingItem]
    until: str
    next_cursor: NotRequired[str | None]


@operation(
    access="read",
    actors=("any",),
    price="free",
    find=(
        "what is on my plate this week",
        "my next appointments",
        "when am I busy and when still free in the coming days",
        "agenda for tomorrow",
        "which bookings do I have to serve",
        "requests that wait for my answer",
        "what time do I still offer",
        "tasks due soon",
        "show everything coming up for me",
        "what comes next in my calendar",
        "my plans for the weekend",
        "am I free on Thursday",
    ),
)
def list_upcoming_events(
    call: Call,
    page: Page,
    days: Days = 14,
    type_id: Annotated[Literal[1, 2, 3, 4], Field(description="Default 1, appointments; 2 tasks with a due date.")] = 1,
    status_id: Annotated[EventStatus, Field(description="Default 100, 200 and 555.")] | None = None,
    kal_id: Annotated[Id, Field(description="Only this calendar.")] | None = None,
    include_slots: Annotated[bool, Field(description="Free slots of your own schedules too. Default true.")] = True,
    timezone: EventZone | None = None,
) -> Upcoming:
    """Show what you have coming up in all calendars, contracts and bookings, and the slots your schedules still offer.

    Events you own, serve or attend (not declined), running ones included, in start order, each with who asked for
    it; other taken time (imported, work orders) as kind busy; free slots of your own schedules as kind slot,
    computed at this moment. One event in full: get_event; a whole calendar: get_calendar; slots to book with others:
    get_booking_page."""
    if kal_id is not None:
        _check_calendar(call, kal_id)
    zone = timezone or call.caller.timezone
    until = call.now + timedelta(days=days)
    streams = [_events(call, type_id, status_id, kal_id, until, zone)]
    if type_id == APPOINTMENT and status_id is None:
        streams.append(_busy(call, kal_id, until, zone))
        if include_slots:
            streams += _slots(call, kal_id, until, zone)
    after = page.key(4)
    merged = (
        entry for entry in heapq.merge(*streams, key=lambda entry: entry[0]) if after is None or list(entry[0]) > after
    )
    found = list(islice(merged, page.limit + 1))
    more = len(found) > page.limit
    found = found[: page.limit]
    return {
        "items": [item for _, item in found],
        "until": iso(until, zone),
        "next_cursor": page.next_cursor(list(found[-1][0])) if more else None,
    }


def _check_calendar(call: Call, kal_id: int) -> None:
    calendar = events.calendar_of(call.tx, kal_id)
    if calendar is None or Owner(calendar["owner_type"], calendar["owner_id"]) != call.caller.owner:
        raise NotFound("calendar", kal_id, next=("list_calendars",))


Entry = tuple[Position, UpcomingItem]


def _events(
    call: Call, type_id: int, status_id: int | None, kal_id: int | None, until: datetime, zone: str
) -> Iterator[Entry]:
    rows = events.upcoming(call.tx, call.caller.owner, proven_address(call), type_id, call.now, until, kal_id)
    wanted = LIVE if status_id is None else (status_id,)
    for row in rows:
        status = state_now(call, row)
        if status in wanted:
            yield (row["at"], 0, row["id"], 0), _event_item(call, row, status, zone)


def _event_item(call: Call, row: Row, status_id: int, zone: str) -> UpcomingItem:
    requester = _requester(call, row)
    places = places_now(row)
    places_left = max(0, places - row["seats_taken"]) if row["slot"] and places else None
    return {
        "kind": "event",
        "id": row["id"],
        "label": row["label"],
        "start": iso(row["start_at"], zone) if row["start_at"] else None,
        "end": iso(row["end_at"], zone) if row["end_at"] else None,
        "date": row["date"] if not row["start_at"] else None,
        "timezone": zone,
        "status_id": status_id,
        "status": STATES[status_id],
        "payment_status_id": row["payment_status_id"],
        "contract_id": row["contract_id"],
        "kal_schedule_id": row["kal_schedule_id"],
        "role": RANKS[row["rank"]],
        "requester": party_shape(requester, events.names_of(call.tx, [requester])),
        "seats_left": places_left if row["rank"] < 3 else None,
    }


def _requester(call: Call, row: Row) -> Owner:
    """Who asked for an event: whoever booked the slot (for a booker, that is themselves), else who made it."""
    owner = Owner(row["owner_type"], row["owner_id"])
    if row["kal_schedule_id"] is None:
        return owner
    if row["rank"] == 3:
        return call.caller.owner
    for booking in bookings.bookings_of_event(call.tx, row["id"]):
        if booking.user is not None and booking.status_id in LIVE and booking.stands_in_for is None:
            return booking.user
    return owner


def _busy(call: Call, kal_id: int | None, until: datetime, zone: str) -> Iterator[Entry]:
    """Taken time that is no event here: imported appointments, assigned work orders."""
    for busy in busy_times(call.tx, call.caller.owner, call.now, until, call.now):
        if busy.source_type != "event" and (kal_id is None or busy.kal_id == kal_id):
            item: UpcomingItem = {
                "kind": "busy",
                "label": _busy_label(call, busy),
                "start": iso(busy.start, zone),
                "end": iso(busy.end, zone),
                "timezone": zone,
            }
            yield (utc_text(busy.start), 1, busy.source_id, 0), item


def _busy_label(call: Call, busy: BusyTime) -> str:
    """The calendar taken time came in by, else what it is."""
    calendar = events.calendar_of(call.tx, busy.kal_id)
    if calendar is not None:
        label: str = calendar["label"]
        return label
    return f"{busy.source_type.replace('_', ' ').capitalize()} {busy.source_id}"


def _slots(call: Call, kal_id: int | None, until: datetime, zone: str) -> list[Iterator[Entry]]:
    """One stream of free slots for each own schedule."""
    streams = []
    for schedule_id in events.own_schedules(call.tx, call.caller.owner, kal_id):
        schedule = schedules.find_schedule(call.tx, schedule_id)
        if schedule is not None:
            slots = offered_slots(call.tx, schedule, call.now, until, call.now)
            streams.append(_slot_entries(schedule, slots, zone))
    return streams


def _slot_entries(schedule: Any, slots: Iterator[Slot], zone: str) -> Iterator[Entry]:
    for slot in slots:
        item: UpcomingItem = {
            "kind": "slot",
            "id": slot.event_id,
            "label": schedule["label"],
            "start": iso(slot.start, zone),
            "end": iso(slot.end, zone),
            "timezone": zone,
            "kal_schedule_id": schedule["id"],
            "role": "owner",
            "seats_left": slot.seats_left,
        }
        yield (utc_text(slot.start), 2, schedule["id"], slot.event_id or 0), item
