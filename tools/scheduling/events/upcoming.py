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
from store.folding import same_address
from store.scheduling import bookings, events, external_events, schedules
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
from tools.scheduling.rules.events import APPOINTMENT, CONFIRMED, LIVE, PAYMENTS, PENDING, STATES
from tools.scheduling.rules.made import waits_for_host
from tools.scheduling.rules.slots import Slot
from tools.shapes import Theirs

TOOLSET = "events"

Days = Annotated[int, Field(ge=1, le=92, description="How far ahead from now. Default 14.")]
RANKS = {1: "owner", 2: "host", 3: "attendee", 4: "payee"}
# Where a list of computed things goes on: events before slots, start, kind, id, event of the slot.
Position = tuple[int, str, int, int, int]


class UpcomingItem(TypedDict):
    """An event, other time that is taken (busy), or a free slot of an own schedule.

    needs_answer: it waits for your yes or no (confirm_event, decline_event). hold_until: what it waits for lapses then."""

    kind: str
    id: NotRequired[int | None]
    label: Theirs
    start: NotRequired[str | None]
    end: NotRequired[str | None]
    date: NotRequired[str | None]
    timezone: str
    status_id: NotRequired[int | None]
    status: NotRequired[str | None]
    needs_answer: NotRequired[bool | None]
    hold_until: NotRequired[str | None]
    payment_status_id: NotRequired[int | None]
    payment_status: NotRequired[str | None]
    contract_id: NotRequired[int | None]
    kal_schedule_id: NotRequired[int | None]
    role: NotRequired[str | None]
    requester: NotRequired[PartyShape | None]
    seats_left: NotRequired[int | None]


class Upcoming(TypedDict):
    """waiting: how many events up to until, on all pages, wait for your answer."""

    items: list[UpcomingItem]
    waiting: int
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
        "what is next in my calendar",
        "my appointments this week",
        "list my bookings",
        "what have I booked",
        "which requests wait for me to answer",
        "who is coming to see me today",
    ),
)
def list_upcoming_events(
    call: Call,
    page: Page,
    days: Days = 14,
    type_id: Annotated[Literal[1, 2, 3, 4], Field(description="Default 1, appointments; 2 tasks with a due date.")] = 1,
    status_id: Annotated[EventStatus, Field(description="Default 100, 200 and 555.")] | None = None,
    kal_id: Annotated[Id, Field(description="Only this calendar.")] | None = None,
    include_slots: Annotated[
        bool, Field(description="Free slots of your own schedules too, after the events.")
    ] = False,
    timezone: Annotated[EventZone, Field(description="IANA time zone to show all times in. Default: each event's own.")]
    | None = None,
) -> Upcoming:
    """Show what you have coming up in all calendars, contracts and bookings, and how much of it waits for your answer.

    Events you own, serve or attend (not declined), running ones included, in start order, each with who asked for
    it, whether it waits for your answer and until when it is held; other taken time (imported, work orders) as kind
    busy. With include_slots the free slots of your own schedules follow as kind slot, computed at this moment. One
    event in full: get_event; slots to book with others: find_next_slot."""
    if kal_id is not None:
        _check_calendar(call, kal_id)
    until = call.now + timedelta(days=days)
    rows = _rows(call, type_id, status_id, kal_id, until)
    streams = [_events(call, rows, timezone)]
    if type_id == APPOINTMENT and status_id is None:
        streams.append(_busy(call, kal_id, until, timezone or call.caller.timezone))
        if include_slots:
            streams += _slots(call, kal_id, until, timezone)
    after = page.key(5)
    merged = (
        entry for entry in heapq.merge(*streams, key=lambda entry: entry[0]) if after is None or list(entry[0]) > after
    )
    found = list(islice(merged, page.limit + 1))
    more = len(found) > page.limit
    found = found[: page.limit]
    return {
        "items": [item for _, item in found],
        "waiting": sum(_needs_answer(call, row, status) for row, status in rows),
        "until": iso(until, timezone or call.caller.timezone),
        "next_cursor": page.next_cursor(list(found[-1][0])) if more else None,
    }


def _check_calendar(call: Call, kal_id: int) -> None:
    calendar = events.calendar_of(call.tx, kal_id)
    if calendar is None or Owner(calendar["owner_type"], calendar["owner_id"]) != call.caller.owner:
        raise NotFound("calendar", kal_id, next=("list_calendars",))


Entry = tuple[Position, UpcomingItem]


def _rows(
    call: Call, type_id: int, status_id: int | None, kal_id: int | None, until: datetime
) -> list[tuple[Row, int]]:
    """The events that come up, in order, with the state each is in now."""
    rows = events.upcoming(call.tx, call.caller.owner, proven_address(call), type_id, call.now, until, kal_id)
    wanted = LIVE if status_id is None else (status_id,)
    states = ((row, state_now(call, row)) for row in rows)
    return [(row, status) for row, status in states if status in wanted]


def _events(call: Call, rows: list[tuple[Row, int]], zone: str | None) -> Iterator[Entry]:
    for row, status in rows:
        yield (0, row["at"], 0, row["id"], 0), _event_item(call, row, status, zone or row["timezone"])


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
        "needs_answer": _needs_answer(call, row, status_id) or None,
        "hold_until": iso(row["hold_until"], zone) if row["hold_until"] and status_id == PENDING else None,
        "payment_status_id": row["payment_status_id"],
        "payment_status": PAYMENTS.get(row["payment_status_id"] or 0),
        "contract_id": row["contract_id"],
        "kal_schedule_id": row["kal_schedule_id"],
        "role": RANKS[row["rank"]],
        "requester": party_shape(requester, events.names_of(call.tx, [requester])),
        "seats_left": places_left if row["rank"] < 3 else None,
    }


def _needs_answer(call: Call, row: Row, status_id: int) -> bool:
    """Whether an event waits for the caller's yes or no: as a host with a request, or as somebody who was put on its
    list."""
    if status_id not in (PENDING, CONFIRMED):
        return False
    if row["kal_schedule_id"] is not None and row["rank"] < 3:
        made = bookings.bookings_of_event(call.tx, row["id"])
        return any(waits_for_host(booking, call.now) for booking in made)
    own = _own_row(call, row)
    return own is not None and own["status"] == "needs_action"


def _own_row(call: Call, row: Row) -> Row | None:
    """The caller's row on the list of an event they attend."""
    if row["rank"] < 3:
        return None
    me, address = call.caller.owner, proven_address(call)
    own = [
        each
        for each in events.attendees_of(call.tx, row["id"])
        if (each["user_type"], each["user_id"]) == (me.kind, me.id)
        or (each["user_id"] is None and same_address(each["email"], address))
    ]
    return next((each for each in own if each["status"] != "declined"), None)


def _requester(call: Call, row: Row) -> Owner:
    """Who asked for an event: whoever booked the slot, also for others; else who made it, or put people on its list."""
    owner = Owner(row["owner_type"], row["owner_id"])
    if row["kal_schedule_id"] is None:
        return owner
    made = [each for each in bookings.bookings_of_event(call.tx, row["id"]) if each.stands_in_for is None]
    own = _own_row(call, row)
    if own is not None:
        wanted = own["id"] if own["status_id"] is not None else own["booking_id"]
        made = [each for each in made if each.id == wanted]
    for booking in made:
        if booking.user is not None and booking.status_id in LIVE:
            return owner if booking.put_in else booking.user
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
            yield (0, utc_text(busy.start), 1, busy.source_id, 0), item


def _busy_label(call: Call, busy: BusyTime) -> str:
    """What an imported appointment is called, else the calendar taken time came in by, else what it is."""
    if busy.source_type == external_events.SOURCE and (summary := external_events.summary_of(call.tx, busy.source_id)):
        return summary
    calendar = events.calendar_of(call.tx, busy.kal_id)
    if calendar is not None:
        label: str = calendar["label"]
        return label
    return f"{busy.source_type.replace('_', ' ').capitalize()} {busy.source_id}"


def _slots(call: Call, kal_id: int | None, until: datetime, zone: str | None) -> list[Iterator[Entry]]:
    """One stream of free slots for each own schedule."""
    streams = []
    for schedule_id in events.own_schedules(call.tx, call.caller.owner, kal_id):
        schedule = schedules.find_schedule(call.tx, schedule_id)
        if schedule is not None:
            slots = offered_slots(call.tx, schedule, call.now, until, call.now)
            streams.append(_slot_entries(schedule, slots, zone or schedule["timezone"]))
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
        yield (1, utc_text(slot.start), 2, schedule["id"], slot.event_id or 0), item
