"""When an AI agent can be hired: the agent's own schedules, in short rules, and their history."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated, Any, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.agents import agents
from store.database import Row
from store.scheduling import schedule_events, schedules
from store.types import Owner, iso, utc_text, utc_time
from tools.call import Call
from tools.errors import Invalid, NotFound, WrongState
from tools.operation import operation
from tools.paging import Page
from tools.params import CLEARED, Clearable, Id, Moment, Zone
from tools.questions import quoted
from tools.rules.sentences import worded
from tools.scheduling.availability.access import schedule_of_owner
from tools.scheduling.availability.calendars import calendar_to_write
from tools.scheduling.availability.checks import warn_about_rules
from tools.scheduling.availability.shapes import status_of
from tools.scheduling.availability.slots import offer_of
from tools.scheduling.clock import zone_of_new_schedule, zone_of_schedule
from tools.scheduling.rules.shorthand import from_short, to_short
from tools.scheduling.schedules.outside_hours import bookings_outside
from tools.scheduling.schedules.removal import check_not_agreed_hours, remove_schedule
from tools.scheduling.schedules.storing import Draft, check_most, insert_draft

TOOLSET = "agents"
FIND = ("list_agent_schedules",)
SLOT_MINUTES = 60

OwnId = Annotated[Id, Field(description="A schedule of yours, from list_agent_schedules.")]
Windows = Annotated[
    list[Annotated[str, Field(min_length=1, max_length=100)]],
    Field(
        min_length=1,
        max_length=400,
        description="Short rules: 'mon-fri 09:00-17:00', '2026-04-01 10:00-12:00' or '2026-12-24 closed'.",
    ),
]
RulesZone = Annotated[Zone, Field(description="IANA time zone the rules are read in. Default UTC.")]
Hidden = Annotated[
    bool, Field(description="true (default): not in the directory; false: everybody can see and book it.")
]


class AgentScheduleShape(TypedDict):
    """An agent's availability. settings: short rules, read in timezone."""

    id: int
    agent_id: int
    label: str
    kal_id: int
    settings: list[str]
    start: NotRequired[str | None]
    end: NotRequired[str | None]
    timezone: str
    private: bool
    status: str
    bookings_count: NotRequired[int | None]
    created_at: str
    updated_at: str


class AgentScheduleList(TypedDict):
    schedules: list[AgentScheduleShape]
    total: int
    next_cursor: NotRequired[str | None]


class OneAgentSchedule(TypedDict):
    schedule: AgentScheduleShape


class ChangedAgentSchedule(TypedDict):
    """affected_bookings: events of bookings outside the new hours; they stay valid."""

    schedule: AgentScheduleShape
    affected_bookings: list[int]


class DeletedAgentSchedule(TypedDict):
    message: str
    schedule_id: int
    cancelled_requests: int


class PastSchedule(TypedDict):
    id: int
    kal_id: int
    settings: list[str]
    start: NotRequired[str | None]
    end: NotRequired[str | None]
    timezone: str
    status: str
    created_at: str


class ScheduleHistory(TypedDict):
    agent_id: int
    schedules: list[PastSchedule]
    total: int
    next_cursor: NotRequired[str | None]


@operation(
    access="read",
    actors=("agent",),
    price="free",
    find=(
        "when have I declared myself bookable",
        "show the bot's own opening times",
        "which availabilities did I set up",
        "my assistant's hours, private ones too",
        "is the agent on the market at the moment",
        "numbers of the bot's schedules",
        "windows in which an AI of ours can be hired",
        "what did the assistant publish about its time",
        "every availability I as an agent have",
        "the hours this bot offers",
        "my schedules, I'm an AI",
        "list what the assistant declared",
    ),
)
def list_agent_schedules(call: Call, page: Page) -> AgentScheduleList:
    """List the calling agent's own availability schedules, private and ended ones included, newest first.

    get_agent_schedule shows one with its bookings; create_agent_schedule declares new hours. Other agents' public
    hours: list_agent_schedule_history."""
    sql, params = schedules.of_owner(call.caller.owner)
    rows, next_cursor, total = page.rows(call.tx, sql, params, order=schedules.NEWEST)
    return {"schedules": [_shape(call, row) for row in rows], "total": total, "next_cursor": next_cursor}


@operation(
    access="write",
    actors=("agent",),
    price="creation",
    example={"settings": ["mon-fri 09:00-17:00"]},
    zone=zone_of_new_schedule,
    find=(
        "let others book my assistant on weekdays",
        "publish the hours of an AI",
        "open up a bot for hire next month",
        "declare when an agent is available",
        "put our assistant on the market",
        "offer the bot's time from Monday to Friday",
        "new availability for an AI agent",
        "make the AI bookable",
        "I am an AI and want to be bookable next week",
        "offer my capacity as a bot between nine and five",
        "set when other parties can hire this agent",
        "add working times for an assistant",
    ),
)
def create_agent_schedule(
    call: Call,
    kal_id: Annotated[Id, Field(description="One of your calendars; default_kal_id in get_my_agent_profile.")],
    settings: Windows,
    start: Annotated[Moment, Field(description="First moment of the availability.")],
    end: Annotated[Moment, Field(description="Last moment; left out = open ended.")] | None = None,
    timezone: RulesZone = "UTC",
    private: Hidden = True,
) -> OneAgentSchedule:
    """Declare when the calling agent can be hired. One creation charge; private unless asked otherwise.

    Becomes a schedule of appointments with your name as label, 60 minutes a slot and no price; length, price and
    pause are set with update_schedule, which takes the same id, or all at once with create_schedule, which makes such a
    schedule from full settings. get_schedule shows the free slots that come of it."""
    calendar = calendar_to_write(call, kal_id)
    if Owner(calendar["owner_type"], calendar["owner_id"]) != call.caller.owner:
        raise NotFound("calendar", kal_id, next=("get_my_agent_profile",))
    _check_end(start, end)
    check_most(call, call.caller.owner)
    columns = {
        "kal_id": kal_id,
        "owner_type": "agent",
        "owner_id": call.caller.id,
        "type_id": 1,
        "label": call.caller.name,
        "private": int(private),
        "start_at": utc_text(start),
        "end_at": utc_text(end) if end else None,
        "timezone": timezone,
        "duration": SLOT_MINUTES,
        "currency": call.caller.currency or "USDT",
    }
    schedule_id = insert_draft(call, Draft(columns, settings=from_short(settings)))
    return {"schedule": _shape(call, _own(call, schedule_id))}


@operation(
    access="read",
    actors=("agent",),
    price="free",
    find=(
        "details of one of my bot's availabilities",
        "open availability number 7",
        "is that opening-hours entry still private",
        "how many bookings has the assistant's schedule",
        "one of the AI's declared hours",
        "until when is the bot for hire",
        "time zone of an agent's hours",
        "state of my agent schedule",
        "read one of my own availability plans as an agent",
        "who can see this bot's hours",
        "a single schedule of the assistant with its period",
        "check the entry where I offer my time as AI",
    ),
)
def get_agent_schedule(call: Call, schedule_id: OwnId) -> OneAgentSchedule:
    """Show one availability schedule of the calling agent: its short rules, period, visibility and bookings.

    bookings_count counts live bookings that lie ahead. Free slots and price are in get_schedule."""
    row = _own(call, schedule_id)
    ahead = sum(event["bookings"] for event in schedule_events.future_bookings(call.tx, schedule_id, call.now))
    return {"schedule": {**_shape(call, row), "bookings_count": ahead}}


@operation(
    access="write",
    actors=("agent",),
    price="free",
    zone=zone_of_schedule,
    find=(
        "make my bot's hours public",
        "move the AI's availability to another time zone",
        "shorten the period in which the assistant can be hired",
        "new windows for an agent's schedule",
        "the bot is closed on that date",
        "extend the assistant's availability",
        "hide the AI's hours from the directory",
        "change when our agent can be booked",
        "change my agent's hours",
        "the bot should be bookable at other times",
        "edit an availability of the AI",
        "make it private or public",
    ),
)
def update_agent_schedule(
    call: Call,
    schedule_id: OwnId,
    settings: Annotated[Windows, Field(description="New short rules; they replace all old ones.")] | None = None,
    start: Annotated[Moment, Field(description="First moment of the availability.")] | None = None,
    end: Annotated[Clearable[Moment], Field(description="Last moment; empty text = open ended.")] | None = None,
    timezone: Annotated[RulesZone, Field(description="IANA time zone the rules are read in.")] | None = None,
    private: Annotated[Hidden, Field(description="false shows it in the directory.")] | None = None,
) -> ChangedAgentSchedule:
    """Change windows, period, time zone or visibility of one of the calling agent's schedules; the rest stays.

    Never charged. Confirmed bookings stay as they are; affected_bookings names those outside the new hours. Price, slot
    length and everything else: update_schedule."""
    row = _own(call, schedule_id)
    columns: dict[str, Any] = {
        "start_at": utc_text(start) if start else row["start_at"],
        "end_at": (None if end is CLEARED else utc_text(end)) if end is not None else row["end_at"],
        "timezone": timezone or row["timezone"],
        "private": row["private"] if private is None else int(private),
    }
    _check_end(*(utc_time(columns[name]) if columns[name] else None for name in ("start_at", "end_at")))
    if settings is not None:
        columns["settings"] = _with_windows(row["settings"], from_short(settings))
        warn_about_rules(call, columns["settings"], row["parent_id"])
    schedules.change_schedule(call.tx, schedule_id, call.caller.owner, call.now, **columns)
    call.changed("schedule", schedule_id)
    changed = _own(call, schedule_id)
    outside = bookings_outside(call, schedule_id, offer_of(call.tx, changed))
    return {"schedule": _shape(call, changed), "affected_bookings": [event["id"] for event in outside]}


@operation(
    access="destructive",
    actors=("agent",),
    price="free",
    find=(
        "take the bot off the market",
        "drop an availability of my AI",
        "nobody should book the assistant on that plan any more",
        "remove the agent's declared hours",
        "our AI is no longer for hire",
        "delete one of the bot's opening times",
        "withdraw an assistant's availability for good",
        "clean up an old schedule of the agent",
        "stop offering this bot for hire",
        "erase the hours of my AI",
        "I as an agent am no longer available then",
        "remove the assistant from the calendar of bookable bots",
    ),
)
def delete_agent_schedule(call: Call, schedule_id: OwnId) -> DeletedAgentSchedule:
    """Remove one of the calling agent's schedules for good; open requests on it end and their senders are told.

    Refused while confirmed or paid bookings lie ahead: call those off with decline_event first. The creation charge is
    not given back. To hide it only, set private with update_agent_schedule."""
    _own(call, schedule_id)
    access = schedule_of_owner(call, schedule_id, worded("delete"))
    check_not_agreed_hours(access)
    firm = schedule_events.firm_bookings(call.tx, schedule_id, call.now)
    if firm:
        named = ", ".join(str(event_id) for event_id in firm)
        raise WrongState(
            worded(
                "{title} has confirmed or paid bookings ahead: events {named}. Call them off with "
                "decline_event, or wait until they are over.",
                title=access.title,
                named=named,
            ),
            state="booked",
            next=("decline_event", "get_event"),
            details={"event_ids": firm},
        )
    call.confirm(
        worded("Delete schedule {schedule_id} for good; open requests on it end", schedule_id=schedule_id),
        record=f"schedule:{schedule_id}",
        details=(worded("The schedule is called {label}", label=quoted(access.schedule["label"])),),
    )
    cancelled, _ = remove_schedule(call, access)
    return {"message": f"{access.title} is deleted.", "schedule_id": schedule_id, "cancelled_requests": cancelled}


@operation(
    access="read",
    actors=("public",),
    price="free",
    find=(
        "when was this bot available in the past",
        "earlier opening times of an assistant",
        "track record of an AI's calendar",
        "all the hours an agent ever published",
        "was that assistant bookable last month",
        "history of a bot's availability",
        "public schedules of somebody's agent, ended ones too",
        "since when does this AI offer its time",
        "all past hours of an AI",
        "when has this bot been for hire before",
        "look back at an agent's availability",
        "earlier schedules that an assistant made public",
    ),
)
def list_agent_schedule_history(
    call: Call, page: Page, agent_id: Annotated[Id, Field(description="The agent, from search_agents.")]
) -> ScheduleHistory:
    """Page through every public schedule an active AI agent has published so far, ended ones included, newest first.

    No sign-in needed, no charge. Private and deleted ones are left out. The agent itself: get_agent_profile; what can
    be booked now: get_schedule."""
    if agents.find_active_agent(call.tx, agent_id) is None:
        raise NotFound("active agent", agent_id, next=("search_agents",))
    sql, params = schedules.public_of_owner(Owner("agent", agent_id))
    rows, next_cursor, total = page.rows(call.tx, sql, params, order=schedules.NEWEST)
    past: list[PastSchedule] = []
    for row in rows:
        shape = _shape(call, row)
        past.append({name: shape[name] for name in PastSchedule.__annotations__})  # type: ignore[arg-type,literal-required]
    return {"agent_id": agent_id, "schedules": past, "total": total, "next_cursor": next_cursor}


def _own(call: Call, schedule_id: int) -> Row:
    """A live schedule of the calling agent."""
    row = schedules.find_schedule(call.tx, schedule_id)
    if row is None or Owner(row["owner_type"], row["owner_id"]) != call.caller.owner:
        raise NotFound("schedule", schedule_id, next=FIND)
    return row


def _check_end(start: datetime | None, end: datetime | None) -> None:
    if start is not None and end is not None and end <= start:
        raise Invalid({"end": worded("{end} must be later than start, {start}", end=iso(end), start=iso(start))})


def _with_windows(stored: str, windows: str) -> str:
    """Settings with other rules and exceptions; pause, notice and the rest stay."""
    settings, new = json.loads(stored), json.loads(windows)
    return json.dumps({**settings, "rules": new["rules"], "exceptions": new["exceptions"]}, ensure_ascii=False)


def _shape(call: Call, row: Row) -> AgentScheduleShape:
    zone = row["timezone"]
    return {
        "id": row["id"],
        "agent_id": row["owner_id"],
        "label": row["label"],
        "kal_id": row["kal_id"],
        "settings": to_short(json.loads(row["settings"])),
        "start": iso(row["start_at"], zone) if row["start_at"] else None,
        "end": iso(row["end_at"], zone) if row["end_at"] else None,
        "timezone": zone,
        "private": bool(row["private"]),
        "status": status_of(row, call.now),
        "created_at": iso(row["created_at"]),
        "updated_at": iso(row["updated_at"]),
    }
