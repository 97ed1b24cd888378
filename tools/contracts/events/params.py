"""Parameters that the tools for events of contracts share."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from tools.params import Amount, Day, Email, Id, OneLine, When, Zone

EventId = Annotated[Id, Field(description="The event, from list_contract_events.")]
Label = Annotated[OneLine, Field(min_length=1, max_length=1024, description="What it is called.")]
EventDay = Annotated[Day, Field(description="The day, YYYY-MM-DD; a task's due date.")]
Start = Annotated[When, Field(description="Moment with offset, or HH:MM on date; makes it an appointment.")]
Minutes = Annotated[int, Field(ge=15, le=1440, description="Length in minutes; of a task the estimate.")]
EventZone = Annotated[Zone, Field(description="IANA time zone. Default the contract's.")]
Price = Annotated[Amount, Field(description="What the beneficiary gets for it, as decimal text.")]
Description = Annotated[str, Field(max_length=10_000, description="More about it.")]
Private = Annotated[bool, Field(description="Only those involved and read level 5 see it.")]
Credit = Annotated[
    bool, Field(description="false: must be paid before it counts as confirmed. Default the contract's.")
]
FileIds = Annotated[list[Id], Field(max_length=20, description="Files of yours, from upload_files.")]


class Beneficiary(TypedDict):
    """Who is paid for it: a paid place, or a person who has one."""

    type: Literal["user", "participant"]
    id: Annotated[Id, Field(description="The participant, or the person.")]


class Attendee(TypedDict):
    """A member or participant of the contract: user_id or email."""

    user_id: NotRequired[Annotated[Id, Field(description="A person.")]]
    email: NotRequired[Annotated[Email, Field(description="Or their e-mail address.")]]
    required: NotRequired[Annotated[bool, Field(description="Whether it needs their yes. Default true.")]]


Attendees = Annotated[list[Attendee], Field(max_length=100, description="Who is to come.")]
