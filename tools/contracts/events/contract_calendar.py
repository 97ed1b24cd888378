"""A calendar as part of a contract: what belongs to it, shown as far as one's level there allows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any, NamedTuple, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.contracts import contract_calendar as stored
from store.contracts import contracts
from store.contracts.contract_calendar import Looking
from store.database import Row
from store.scheduling import calendars, events, schedules
from store.scheduling.busy import busy_times
from store.scheduling.calendar_contents import Period
from store.types import Money, Owner, iso
from tools.call import Call
from tools.contracts.access import Stand, role_name, stand_in
from tools.contracts.rules.contract_calendar import Seen, sees_amount, sees_hours, view_in_contract
from tools.errors import Invalid, NotFound, Refusal
from tools.operation import operation
from tools.paging import Page
from tools.params import Id, Moment, Zone
from tools.rules.sentences import worded
from tools.scheduling.availability.access import seen_schedule
from tools.scheduling.availability.slots import followed_settings
from tools.scheduling.calendars.period import asked_period
from tools.scheduling.calendars.shapes import CALENDAR_TYPES, calendar_settings
from tools.scheduling.clock import state_now
from tools.scheduling.params import KalId
from tools.scheduling.parties import PartyShape, party_shape
from tools.scheduling.rules.calendars import days_of, merged
from tools.scheduling.rules.events import STATES, TYPES
from tools.scheduling.rules.shorthand import open_hours
from tools.shapes import Theirs

TOOLSET = "calendars"
FIND = ("list_calendars",)
MOST_BUSY, MOST_LOGS = 60, 50
RUNNING = 100


class ContractsCalendar(TypedDict):
    """label: of the contract's own calendar, of yours, and of those that are not private."""

    id: int
    label: NotRequired[Theirs | None]
    type_id: int
    type: str
    timezone: str
    user: NotRequired[PartyShape | None]


class OwnContract(TypedDict):
    """read: how much you see. role_id absent: you are asked to take part."""

    id: int
    label: Theirs
    role_id: NotRequired[int | None]
    role_name: NotRequired[str | None]
    read: int


class WorkingHours(TypedDict):
    """When somebody works on the contract, such as 'mon-fri 09:00-17:00' in the schedule's time zone."""

    id: int
    label: Theirs
    user: PartyShape
    role: NotRequired[Theirs | None]
    timezone: str
    hours: list[str]


class ContractEventSummary(TypedDict):
    id: int
    type_id: int
    type: str
    status_id: int
    status: str
    label: NotRequired[Theirs | None]
    start: NotRequired[str | None]
    end: NotRequired[str | None]
    date: NotRequired[str | None]
    timezone: str
    user: NotRequired[PartyShape | None]
    view: str
    kal_schedule_id: NotRequired[int | None]
    amount: NotRequired[str | None]
    currency: NotRequired[str | None]


class LoggedTime(TypedDict):
    """What a clock measured. end absent: it runs."""

    id: int
    user: PartyShape
    label: NotRequired[Theirs | None]
    start: str
    end: NotRequired[str | None]
    minutes: NotRequired[int | None]


class TakenTime(TypedDict):
    start: str
    end: str


class ContractCalendar(TypedDict):
    """busy: other taken time of the calendar's owner, on the first page."""

    calendar: ContractsCalendar
    contract: OwnContract
    schedules: list[WorkingHours]
    events: list[ContractEventSummary]
    time_logs: list[LoggedTime]
    busy: NotRequired[list[TakenTime] | None]
    total: int
    next_cursor: NotRequired[str | None]


class _View(NamedTuple):
    """A calendar looked at as part of a contract. whose: of a member's calendar, the member."""

    stand: Stand
    calendar: Row
    whose: Owner | None


def zone_of_view(call: Call, arguments: Mapping[str, Any]) -> str | None:
    """The time zone of the calendar that arguments name; None when it has nothing to do with a contract of the caller."""
    try:
        return str(_view(call, arguments["kal_id"], arguments.get("contract_id")).calendar["timezone"])
    except (KeyError, Refusal):
        return None


@operation(
    access="read",
    actors=("any",),
    price="free",
    zone=zone_of_view,
    find=(
        "team plan of this job",
        "when are the people on the engagement working",
        "see a colleague's availability inside our project",
        "all meetings of the job on one page",
        "who works when on this contract",
        "plan of the contract for next month",
        "agreed working hours of everybody on the job",
        "is the developer of our contract busy on Friday",
        "recorded hours of the team in the calendar of the job",
        "look at a member's diary as part of the engagement",
        "what belongs to this job in my own agenda",
        "shared calendar of the people we hired",
        "calendar of the engagement",
        "appointments and hours on the job this week",
        "busy times of the people on the contract",
    ),
)
def get_contract_calendar(
    call: Call,
    page: Page,
    kal_id: Annotated[KalId, Field(description="The contract's own calendar, or one of a member of it.")],
    contract_id: Annotated[Id, Field(description="The contract; needed unless kal_id is its own.")] | None = None,
    schedule_id: Annotated[Id, Field(description="Only what stands in this schedule.")] | None = None,
    start: Annotated[Moment, Field(description="Default the start of today.")] | None = None,
    end: Annotated[Moment, Field(description="Default start + 31 days; at most 366 days.")] | None = None,
    timezone: Annotated[Zone, Field(description="IANA zone to show times in. Default the calendar's.")] | None = None,
) -> ContractCalendar:
    """Look at a calendar as part of a contract: only what belongs to it, shown as far as your read level there allows.

    Your own part is shown in full. Of others: 0 and 1 when their time is taken, 2 all work entries, 3 working hours and
    time logs too, 4 amounts, charges and deposits, 5 private entries. Other time of a member is a busy block without any
    detail, whatever the level; a member's own calendar is shown once they opened the contract or agreed to a paid place.
    limit and cursor page the events. get_event shows one event in full, get_calendar a whole calendar of your own."""
    view = _view(call, kal_id, contract_id)
    zone = timezone or view.calendar["timezone"]
    begin, until = asked_period(call, start, end, zone)
    period = Period(begin, until, days_of(begin, until, zone), call.now)
    hours = _hours(call, view)
    only = _only(call, view, schedule_id, hours)
    me, stand = call.caller.owner, view.stand
    looking = Looking(stand.id, me, stand.read, kal_id, view.whose, schedule_id, others=stand.takes_part)
    sql, params = stored.events_in(period, looking)
    rows, next_cursor, total = page.rows(call.tx, sql, params, order=stored.BY_TIME)
    return {
        "calendar": _calendar_shape(call, view),
        "contract": _contract_shape(view.stand),
        "schedules": [_hours_shape(call, row) for row in hours if schedule_id is None or row["id"] == schedule_id],
        "events": [_event_shape(call, row, view.stand.read, zone) for row in rows],
        "time_logs": _logs(call, view, period, zone, only),
        "busy": _busy(call, view, period, zone) if page.cursor is None and schedule_id is None else None,
        "total": total,
        "next_cursor": next_cursor,
    }


def _view(call: Call, kal_id: int, contract_id: int | None) -> _View:
    """The calendar as part of the contract. NotFound when it is neither the contract's nor of one of its members who lets
    the contract see it, or the caller has no part in such a contract."""
    calendar = calendars.find_any_calendar(call.tx, kal_id)
    if contract_id is None:
        return _own_view(call, calendar)
    try:
        stand = stand_in(call, contract_id)
    except NotFound:
        raise NotFound("calendar", kal_id, next=FIND) from None
    if calendar is not None and calendar["contract_id"] == contract_id:
        return _View(stand, calendar, None)
    members = {Owner(row["user_type"], row["user_id"]) for row in contracts.users_of(call.tx, contract_id)}
    if calendar is not None and calendar["contract_id"] is None and calendar["deleted_at"] is None:
        owner = Owner(calendar["owner_type"], calendar["owner_id"])
        if owner in members and (owner == call.caller.owner or _is_shown(call, stand, owner)):
            return _View(stand, calendar, owner)
    raise NotFound("calendar", kal_id, next=FIND)


def _is_shown(call: Call, stand: Stand, owner: Owner) -> bool:
    """Whether a member's own calendar is for the others to look at: they opened the contract or agreed to work on it. That
    they were merely put into it, which anybody may do with anybody, counts for nothing."""
    return stand.takes_part and contracts.has_agreed(call.tx, stand.id, owner)


def _own_view(call: Call, calendar: Row | None) -> _View:
    """A contract's own calendar. What else there is under its number is not told to those who name no contract."""
    if calendar is not None and calendar["contract_id"] is not None:
        try:
            return _View(stand_in(call, calendar["contract_id"]), calendar, None)
        except NotFound:
            pass
    raise Invalid(
        {"contract_id": worded("is needed, unless kal_id is the own calendar of a contract of yours")}, next=FIND
    )


def _only(call: Call, view: _View, schedule_id: int | None, hours: list[Row]) -> Owner | None:
    """Whose hours the schedule asked for is; None for all, and for one that is nobody's hours. Invalid names the calendar
    in which a schedule stands, to those who may see it."""
    if schedule_id is None:
        return None
    own = next((row for row in hours if row["id"] == schedule_id), None)
    if own is not None:
        return Owner(own["worker_type"], own["worker_id"])
    access = seen_schedule(call, schedules.find_schedule(call.tx, schedule_id), schedule_id)
    if access.schedule["kal_id"] != view.calendar["id"]:
        raise Invalid(
            {
                "schedule_id": worded(
                    "schedule {schedule_id} stands in calendar {kal_id}, not in this one",
                    schedule_id=schedule_id,
                    kal_id=access.schedule["kal_id"],
                )
            },
            next=("get_schedule",),
        )
    return None


def _hours(call: Call, view: _View) -> list[Row]:
    """The working hours on the contract that the caller may see: all of it, or those of the calendar's owner."""
    me = call.caller.owner
    found = []
    for row in stored.working_hours(call.tx, view.stand.id):
        worker = Owner(row["worker_type"], row["worker_id"])
        if view.whose in (None, worker) and sees_hours(view.stand.read, own=worker == me):
            found.append(row)
    return found


def _logs(call: Call, view: _View, period: Period, zone: str, only: Owner | None) -> list[LoggedTime]:
    """Measured time on the contract: one's own, and from read level 3 everybody's."""
    me = call.caller.owner
    whose = only or view.whose
    rows = [
        row
        for row in stored.time_logs_in(call.tx, view.stand.id, period.start, period.end, whose)
        if sees_hours(view.stand.read, own=Owner(row["user_type"], row["user_id"]) == me)
    ]
    if len(rows) > MOST_LOGS:
        call.warn(f"Only the first {MOST_LOGS} time logs are shown; ask for a shorter period to see the others.")
    return [_log_shape(call, row, zone) for row in rows[:MOST_LOGS]]


def _busy(call: Call, view: _View, period: Period, zone: str) -> list[TakenTime] | None:
    """When else the owner of a member's calendar is taken: nothing of what for. None of a contract's own calendar, and
    where the owner does not show it to others."""
    if view.whose is None:
        return None
    if view.whose != call.caller.owner and not calendar_settings(view.calendar)["show_busy"]:
        return None
    without = stored.ids_in(call.tx, view.stand.id, period)
    times = busy_times(call.tx, view.whose, period.start, period.end, call.now, without=without)
    spans = merged(((time.start, time.end) for time in times), period.start, period.end)
    if len(spans) > MOST_BUSY:
        call.warn(f"Only the first {MOST_BUSY} busy times are shown; ask for a shorter period to see the others.")
    return [{"start": iso(start, zone), "end": iso(end, zone)} for start, end in spans[:MOST_BUSY]]


def _calendar_shape(call: Call, view: _View) -> ContractsCalendar:
    row = view.calendar
    named = view.whose in (None, call.caller.owner) or not row["private"]
    return {
        "id": row["id"],
        "label": row["label"] if named else None,
        "type_id": row["type_id"],
        "type": CALENDAR_TYPES[row["type_id"]],
        "timezone": row["timezone"],
        "user": _party(call, view.whose) if view.whose else None,
    }


def _contract_shape(stand: Stand) -> OwnContract:
    return {
        "id": stand.id,
        "label": stand.contract["label"],
        "role_id": stand.role_id,
        "role_name": role_name(stand.role_id),
        "read": stand.read,
    }


def _hours_shape(call: Call, row: Row) -> WorkingHours:
    settings: dict[str, Any] = json.loads(followed_settings(call.tx, row["settings"], row["parent_id"]))
    return {
        "id": row["id"],
        "label": row["label"],
        "user": _party(call, Owner(row["worker_type"], row["worker_id"])),
        "role": row["worker_role"],
        "timezone": row["timezone"],
        "hours": open_hours(settings, iso(call.now, row["timezone"])[:10]),
    }


def _event_shape(call: Call, row: Row, read: int, zone: str) -> ContractEventSummary:
    status_id = state_now(call, row)
    seen = Seen(row["type_id"], bool(row["private"]), bool(row["involved"]), bool(row["takes_time"]))
    view = view_in_contract(seen, read) or "busy"
    shape: ContractEventSummary = {
        "id": row["id"],
        "type_id": row["type_id"],
        "type": TYPES[row["type_id"]],
        "status_id": status_id,
        "status": STATES[status_id],
        "start": iso(row["start_at"], zone) if row["start_at"] else None,
        "end": iso(row["end_at"], zone) if row["end_at"] else None,
        "date": row["date"],
        "timezone": zone,
        "user": _party(call, Owner(row["owner_type"], row["owner_id"])),
        "view": view,
    }
    if view == "full":
        shape["label"], shape["kal_schedule_id"] = row["label"], row["kal_schedule_id"]
        if row["amount"] is not None and row["currency"] and sees_amount(read, own_money=bool(row["own_money"])):
            shape["amount"], shape["currency"] = Money(row["amount"], row["currency"]).text, row["currency"]
    return shape


def _log_shape(call: Call, row: Row, zone: str) -> LoggedTime:
    return {
        "id": row["id"],
        "user": _party(call, Owner(row["user_type"], row["user_id"])),
        "label": row["label"],
        "start": iso(row["start_at"], zone),
        "end": iso(row["end_at"], zone) if row["status_id"] != RUNNING else None,
        "minutes": row["minutes"],
    }


def _party(call: Call, owner: Owner) -> PartyShape:
    return party_shape(owner, events.names_of(call.tx, [owner]))
