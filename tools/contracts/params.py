"""Parameters that the tools of contracts share."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from tools.params import Amount, Currency, Id, Moment, OneLine, PositiveAmount, Zone
from tools.scheduling.params import SettingsInput as HoursSettings

ContractId = Annotated[Id, Field(description="The contract, from list_contracts.")]
ParticipantId = Annotated[Id, Field(description="The paid place, from get_contract or list_contract_users.")]
Label = Annotated[OneLine, Field(min_length=1, max_length=255, description="The contract's name.")]
Description = Annotated[str, Field(max_length=5000, description="What is to be done.")]
Start = Annotated[Moment, Field(description="When work begins. Left out = at once.")]
End = Annotated[Moment, Field(description="When it ends. Left out = open-ended.")]
ContractZone = Annotated[Zone, Field(description="IANA time zone its days are counted in. Default yours.")]
Ceiling = Annotated[PositiveAmount, Field(description='Ceiling of all approved charges, such as "5000.00".')]
Private = Annotated[bool, Field(description="true: hidden from everybody who is no member.")]
Credit = Annotated[bool, Field(description="true: work may be approved before money is there; false: prepaid only.")]
FileIds = Annotated[list[Id], Field(max_length=20, description="Files of yours, from upload_files.")]
RoleId = Annotated[
    Literal[1, 2, 3, 4, 5, 6], Field(description="1 owner, 2 manager, 3 worker, 4 client, 5 reviewer, 6 observer.")
]
Read = Annotated[
    int,
    Field(
        ge=0,
        le=5,
        description="0 label and dates, 1 own entries, 2 all work, 3 time logs, 4 money, 5 private entries and settings.",
    ),
]
Write = Annotated[
    int,
    Field(ge=0, le=5, description="0 answers, 1 own entries, 2 plans for others, 3 changes them, 4 money, 5 manages."),
]
Role = Annotated[OneLine, Field(min_length=1, max_length=100, description="What they do, such as developer.")]
Message = Annotated[str, Field(min_length=1, max_length=500, description="A word to the other side.")]
UserKind = Annotated[Literal["user", "agent"], Field(description="Whether user_id is a person's or an agent's.")]
StatusId = Literal[100, 200, 400, 444, 555, 777]
# Archived contracts have a list of their own.
LiveStatusId = Literal[100, 200, 400, 555, 777]
Words = Annotated[str, Field(max_length=200, description="Words in label or description.")]


class SettingsInput(TypedDict, total=False):
    """What a contract's work needs and how its time and money are counted."""

    skills: Annotated[list[Id], Field(max_length=100, description="Numbers of skills the work needs.")]
    trackable: Annotated[bool, Field(description="Clocks may run on it. Default true.")]
    rate: Annotated[
        str,
        Field(max_length=40, description='Money per hour of those without an own price, such as "40.00"; "" = none.'),
    ]
    rounding_minutes: Annotated[
        Literal[1, 5, 6, 10, 15, 30], Field(description="Tracked time is rounded up to this. Default 1.")
    ]
    max_timer_hours: Annotated[int, Field(ge=1, le=24, description="A clock stops after so many hours. Default 12.")]
    auto_approve: Annotated[
        bool, Field(description="Charges within limit and amount are approved when made. Owners only.")
    ]
    self_approve: Annotated[bool, Field(description="People may approve charges that pay themselves. Owners only.")]
    correction_quorum: Annotated[
        Literal["majority", "all", "owner"], Field(description="Who decides on suggested changes. Owners only.")
    ]
    position: Annotated[int, Field(ge=0, le=1_000_000, description="Your own place for it in your list; 0 = none.")]


class AgreedHours(TypedDict, total=False):
    """Working hours and rate of a place: those of a schedule (schedule_id, limit), or written out here."""

    schedule_id: Annotated[Id, Field(description="Working hours (type 2) of yours or theirs, which are copied.")]
    label: Annotated[OneLine, Field(min_length=1, max_length=255, description="Default: the role.")]
    start: Annotated[Moment, Field(description="The hours hold from here on.")]
    end: Annotated[Moment, Field(description="The hours hold until here.")]
    timezone: Annotated[Zone, Field(description="IANA time zone. Default the contract's.")]
    settings: Annotated[HoursSettings, Field(description="Weekly rules, as in create_schedule.")]
    price: Annotated[Amount, Field(description='Money per hour, such as "40.00". Left out: settings.rate.')]
    currency: Annotated[Currency, Field(description="Only the contract's, which is the default.")]
    limit: Annotated[int, Field(ge=1, le=168, description="Most billable hours a week.")]


class ShownHours(TypedDict, total=False):
    """Working hours to show for a member."""

    schedule_id: Annotated[Id, Field(description="A schedule of that person.")]
    label: Annotated[OneLine, Field(min_length=1, max_length=255, description="Default: their role.")]
    start: Annotated[Moment, Field(description="The hours hold from here on.")]
    end: Annotated[Moment, Field(description="The hours hold until here.")]
    timezone: Annotated[Zone, Field(description="IANA time zone. Default the contract's.")]
    settings: NotRequired[Annotated[HoursSettings, Field(description="Weekly rules, as in create_schedule.")]]
