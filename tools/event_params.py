"""Parameters that the tools of events and bookings share."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from tools.params import Id, Zone

EventId = Annotated[Id, Field(description="The event, from list_upcoming_events, get_calendar or book_schedule.")]
BookingToken = Annotated[
    str,
    Field(min_length=10, max_length=100, description="For guests without an account: the token book_schedule gave."),
]
Reason = Annotated[str, Field(min_length=1, max_length=500, description="Why; told to the others.")]
ShowZone = Annotated[Zone, Field(description="IANA time zone to show times in, such as Europe/Berlin.")]
ScheduleId = Annotated[Id, Field(description="The schedule, from get_booking_page or search_specialists.")]
PayFrom = Annotated[
    Literal["own", "company"], Field(description="Whose purse pays. Default: the company you act for, else your own.")
]
EventStatus = Literal[100, 200, 400, 444, 555, 777]
