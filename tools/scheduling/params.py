"""Parameters that the tools of schedules share."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NotRequired

from pydantic import BeforeValidator, Field, WithJsonSchema
from typing_extensions import TypedDict

from tools.params import Amount, Clock, Currency, Id, Moment, OneLine, Zone
from tools.scheduling.rules.settings import CANCELLATION, CHOICES, FLAGS, NUMBERS
from tools.text import one_line

LONGEST_RANGE_DAYS = 62
DEFAULT_RANGE_DAYS = 14

LinkToken = Annotated[str, Field(max_length=200, description="Token of a booking link.")]
HoldId = Annotated[str, Field(max_length=100, description="hold_..., from hold_slot or list_slot_holds.")]
Label = Annotated[OneLine, Field(min_length=1, max_length=255, description="Name of what is offered.")]
Private = Annotated[bool, Field(description="true: only people with access can see and book it.")]
KalId = Annotated[Id, Field(description="A calendar, from list_calendars.")]
OwnScheduleId = Annotated[Id, Field(description="The schedule, from list_schedules.")]
AnyScheduleId = Annotated[Id, Field(description="The schedule, from search_specialists or list_schedules.")]
TypeId = Annotated[
    Literal[1, 2, 3],
    Field(description="1 appointments others book, 2 working hours, 3 hire: shifts somebody is looked for."),
]
Duration = Annotated[int, Field(ge=15, le=1440, description="Length of a slot in minutes. Default 60.")]
OfferedDuration = Annotated[int, Field(ge=15, le=1440, description="One of the schedule's lengths in minutes.")]
Places = Annotated[
    int,
    Field(
        ge=0, le=100_000, description="Places in one slot (most simultaneous participants), 0 = no limit. Default 1."
    ),
]
Price = Annotated[
    Amount, Field(description='Price per slot or hour as decimal text, such as "60.00"; left out = free.')
]
PricePer = Annotated[
    Literal["slot", "hour"], Field(description="What the price is for. Default slot; for working hours (type 2) hour.")
]
PriceCurrency = Annotated[Currency, Field(description="Currency of the price.")]
Start = Annotated[Moment, Field(description="The rules hold from this moment on (ISO 8601 with offset).")]
End = Annotated[Moment, Field(description="The rules hold until this moment.")]
RulesZone = Annotated[Zone, Field(description="IANA time zone the rules are read in. Default: the calendar's.")]
ShowZone = Annotated[Zone, Field(description="IANA time zone to show times in. Default: the schedule's.")]
Slug = Annotated[
    str,
    Field(
        min_length=3,
        max_length=64,
        pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$",
        description="Its part of the public address: lower-case letters, digits, hyphens; unique among yours.",
    ),
]
Description = Annotated[str, Field(max_length=5000, description="What is offered, for those who book.")]
BenefitableType = Annotated[Literal["user", "participant"], Field(description="Kind of payee. Default user.")]
BenefitableId = Annotated[
    Id, Field(description="Who is paid. Default by type: 1 you, 2 by the contract, 3 who takes the shift.")
]
BillableType = Annotated[Literal["user", "contract"], Field(description="Kind of payer. Default user.")]
BillableId = Annotated[Id, Field(description="Who pays. Default by type: 1 who books, 2 by the contract, 3 you.")]
FileIds = Annotated[list[Id], Field(max_length=20, description="Files of yours, from upload_files.")]
Seats = Annotated[int, Field(ge=1, le=100_000, description="Only slots with so many places left.")]
OnWeekdays = Annotated[
    list[Annotated[int, Field(ge=0, le=6)]], Field(max_length=7, description="Only these weekdays, 0 = Sunday.")
]
FromTime = Annotated[Clock, Field(description="Beginning no earlier in the day than HH:MM.")]
ToTime = Annotated[Clock, Field(description="Beginning no later in the day than HH:MM.")]


class SkillInput(TypedDict):
    """A skill that is offered or wanted."""

    skill_id: Annotated[Id, Field(description="Number of the skill.")]
    years: NotRequired[Annotated[int, Field(ge=0, le=80, description="Years of experience.")]]


Skills = Annotated[list[SkillInput], Field(max_length=100, description="Skills offered, or wanted with type 3.")]

_TEXTS = {
    "step": "Distance of slot starts in minutes. Default: length + pause.",
    "pause": "Minutes kept free between two bookings of a host.",
    "buffer_before": "Minutes of the host's time blocked before a booking.",
    "buffer_after": "Minutes of the host's time blocked after a booking.",
    "min_notice": "How many minutes ahead one must book at the latest.",
    "max_days_ahead": "How many days ahead one may book.",
    "max_per_day": "Most booked slots a day, however many share one.",
    "max_per_week": "Most booked slots a week.",
    "hosts": "Several hosts: one free host is assigned (any), or all must be free (all).",
    "confirm": "manual: a host answers every request.",
    "payment": "Default: required when there is a price.",
    "hold_minutes": "How long an unpaid slot is held.",
    "offer_minutes": "How long a freed place is kept for who waited.",
    "confirm_hours": "How long a request waits for the host.",
    "release_after_hours": "When held money goes to the payee after the end.",
    "reschedule": "auto: bookers may move a booking themselves while cancelling is free.",
    "checks": "Which calendars' busy time counts: all, only this one (own), or check_kal_ids (listed).",
    "weekly_limit_hours": "Type 2: most billable hours a week.",
    "guests": "People without an account may book, unless private.",
    "owner_hosts": "The owner serves bookings too.",
    "waiting_list": "People may wait for full slots.",
    "inherit": "Keep following the rules of parent_id.",
    "free_until_minutes": "Full refund up to so many minutes before the start.",
    "late_refund_percent": "Refund after that.",
    "no_show_refund_percent": "Refund after the start.",
}
_DATE = {"type": "string", "description": "YYYY-MM-DD"}


def _number(name: str, low: int, high: int, default: int | None) -> dict[str, Any]:
    text = _TEXTS[name] + (f" Default {default}." if default is not None else "")
    return {"type": "integer", "minimum": 0 if default is None else low, "maximum": high, "description": text}


def _object(properties: dict[str, Any], required: tuple[str, ...] = ()) -> dict[str, Any]:
    shape: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**shape, "required": list(required)} if required else shape


def _list(items: dict[str, Any], most: int, text: str) -> dict[str, Any]:
    return {"type": "array", "items": items, "maxItems": most, "description": text}


_WINDOW = {
    "start": {"type": "string", "description": "HH:MM"},
    "end": {"type": "string", "description": "HH:MM up to 24:00; at or before start = the next day"},
}
_RULE = _object(
    {
        "days": _list({"type": "integer", "minimum": 0, "maximum": 6}, 7, "Weekdays, 0 = Sunday."),
        **_WINDOW,
        "from": _DATE,
        "until": {"type": "string", "description": "Last day, YYYY-MM-DD"},
        "every_weeks": {
            "type": "integer",
            "minimum": 1,
            "maximum": 12,
            "description": "Counted from the week of from.",
        },
    },
    ("days", "start", "end"),
)
_EXCEPTION = _object(
    {
        "date": _DATE,
        "from": {"type": "string", "description": "Instead of date: first day"},
        "until": {"type": "string", "description": "Last day"},
        "windows": _list(_object(_WINDOW, ("start", "end")), 48, "Replace the whole day; none = closed."),
        "label": {"type": "string"},
    }
)
_QUESTION = _object(
    {"key": {"type": "string"}, "label": {"type": "string"}, "required": {"type": "boolean"}}, ("key", "label")
)
SETTINGS_SCHEMA = _object(
    {
        "rules": _list(_RULE, 100, "Weekly hours in the schedule's time zone."),
        "exceptions": _list(_EXCEPTION, 366, "Days with other hours."),
        "durations": _list(
            {"type": "integer", "minimum": 15, "maximum": 1440}, 20, "Further lengths a booker may choose."
        ),
        **{name: _number(name, *bounds) for name, bounds in NUMBERS.items()},
        **{
            name: {"type": "string", "enum": list(choice), "description": _TEXTS[name]}
            for name, choice in CHOICES.items()
        },
        **{
            name: {"type": "boolean", "description": f"{_TEXTS[name]} Default {str(default).lower()}."}
            for name, default in FLAGS.items()
        },
        "check_kal_ids": _list({"type": "integer", "minimum": 1}, 50, "Calendars for checks = listed."),
        "cancellation": _object({name: _number(name, *bounds) for name, bounds in CANCELLATION.items()}),
        "questions": _list(_QUESTION, 20, "Asked of the booker."),
    }
)


def _tidied(value: object) -> object:
    """Settings with the labels of their questions and exceptions as one line each. What is no settings stays as it is."""
    if not isinstance(value, dict):
        return value
    tidied = dict(value)
    for name in ("questions", "exceptions"):
        if isinstance(tidied.get(name), list):
            tidied[name] = [_labelled(each) for each in tidied[name]]
    return tidied


def _labelled(given: object) -> object:
    if isinstance(given, dict) and isinstance(given.get("label"), str):
        return {**given, "label": one_line(given["label"])}
    return given


# Everything in it is checked, all faults at once, by tools.scheduling.rules.settings.
SettingsInput = Annotated[
    dict[str, Any],
    BeforeValidator(_tidied),
    WithJsonSchema({**SETTINGS_SCHEMA, "description": "When it can be booked and how. All keys are optional."}),
]
EventId = Annotated[Id, Field(description="The event, from list_upcoming_events or book_schedule.")]
BookingToken = Annotated[
    str,
    Field(
        min_length=10,
        max_length=100,
        description="For guests without an account: the token confirm_guest_booking gave.",
    ),
]
Reason = Annotated[str, Field(min_length=1, max_length=500, description="Why; told to the others.")]
EventZone = Annotated[Zone, Field(description="IANA time zone to show times in, such as Europe/Berlin.")]
ScheduleId = Annotated[Id, Field(description="The schedule, from search_specialists or list_schedules.")]
PayerId = Annotated[
    Id, Field(description="Whose payment it is, when the receiver records it. Default the one payer of ids.")
]
PayFrom = Annotated[
    Literal["own", "company"], Field(description="Whose purse pays. Default: the company you act for, else your own.")
]
EventStatus = Literal[100, 200, 400, 444, 555, 777]
AttendeeId = Annotated[
    Id, Field(description="Host only: which booking (attendee id from get_event), when there are several.")
]
IncludeFull = Annotated[bool, Field(description="Full ones too.")]
