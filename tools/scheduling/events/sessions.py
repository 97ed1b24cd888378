"""Single sessions in a schedule: added by hand, outside its weekly rules; and time blocked in it."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from tools.call import Call
from tools.operation import operation
from tools.params import Amount, Currency, Day, Email, Id, OneLine, When
from tools.scheduling.clock import zone_of_schedule
from tools.scheduling.events.new_session import AddedEvent, add_session
from tools.scheduling.params import Description, EventStatus, FileIds, OwnScheduleId

TOOLSET = "schedules"


class AttendeeInput(TypedDict):
    """Somebody who is booked in: user_id or email."""

    user_id: NotRequired[Annotated[Id, Field(description="A person.")]]
    email: NotRequired[Annotated[Email, Field(description="Or an e-mail address.")]]
    seats: NotRequired[Annotated[int, Field(ge=1, le=1000, description="Default 1.")]]


@operation(
    access="write",
    actors=("any",),
    price="write",
    example={"label": "Consultation", "start": "2026-12-01T09:00:00Z"},
    zone=zone_of_schedule,
    find=(
        "open an extra appointment on Saturday",
        "add a workshop with 12 places",
        "put a one-off time up for booking",
        "block a morning in my booking hours",
        "single session outside my weekly hours",
        "enter a lesson that took place last week",
        "sign two people up for a session I hold",
        "offer a special evening slot at another price",
        "plan a course date that is not bookable yet",
        "offer one more hour outside the usual times",
        "schedule a single class with limited seats",
        "reserve lunch time so that no one can book then",
    ),
)
def add_schedule_event(
    call: Call,
    schedule_id: OwnScheduleId,
    label: Annotated[OneLine, Field(min_length=1, max_length=255, description="What it is called.")],
    date: Annotated[Day, Field(description="Its day, YYYY-MM-DD; not needed with a full start.")] | None = None,
    start: Annotated[When, Field(description="ISO 8601 moment with offset, or HH:MM on date. Required for type 1.")]
    | None = None,
    duration: Annotated[int, Field(ge=15, le=527_040, description="Minutes, at most 1440. Default the schedule's.")]
    | None = None,
    end: Annotated[When, Field(description="Instead of duration: moment with offset, or HH:MM.")] | None = None,
    status_id: Annotated[
        EventStatus,
        Field(description="200 open (default), 100 planned; 400, 444, 555, 777 only for one entered afterwards."),
    ] = 200,
    type_id: Annotated[Literal[1, 2, 3, 4], Field(description="1 session (default), 2 task in this schedule.")] = 1,
    price: Annotated[Amount, Field(description="Per seat, as decimal text. Default the schedule's.")] | None = None,
    currency: Annotated[Currency, Field(description="Only the schedule's.")] | None = None,
    capacity: Annotated[int, Field(ge=0, le=100_000, description="Places, 0 = no limit. Default the schedule's msp.")]
    | None = None,
    bookable: Annotated[bool, Field(description="false: it only blocks the time. Default true.")] = True,
    description: Description | None = None,
    files: FileIds | None = None,
    attendees: Annotated[
        list[AttendeeInput], Field(max_length=100, description="Seats are kept for them; they owe once they agree.")
    ]
    | None = None,
) -> AddedEvent:
    """Add a single bookable session to a schedule outside its weekly rules, or block time in it (bookable=false).

    For instance a workshop on Saturday with 12 seats; any start is allowed, also off the grid. Needs write level 2.
    The hosts must be free, as for a booking; blocked time may overlap and names what it overlaps as conflicts. Others
    book it with book_schedule and its event_id; delete_event or decline_event ends it. Time off over several days is an
    exception: update_schedule."""
    return add_session(call, schedule_id, call.given)
