"""Calendars as people look at them: the main one, and any they may see, in a period."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.scheduling import calendar_contents, external_events
from store.scheduling.calendar_contents import Period
from store.types import iso
from tools.call import Call
from tools.errors import NotFound
from tools.operation import operation
from tools.paging import Page
from tools.params import Moment, Zone
from tools.scheduling.availability.access import sees_price
from tools.scheduling.availability.calendars import own_default_calendar
from tools.scheduling.availability.shapes import SlotShape, price_text
from tools.scheduling.calendars.access import CalendarAccess, seen_calendar, zone_of_calendar, zone_of_own
from tools.scheduling.calendars.period import asked_period
from tools.scheduling.calendars.shapes import (
    CalendarShape,
    EventSummary,
    SeenCalendar,
    calendar_settings,
    calendar_shape,
    event_summary,
    exported_summary,
    seen_shape,
)
from tools.scheduling.calendars.slots import first_slots
from tools.scheduling.events.access import stand_of
from tools.scheduling.onlookers import onlooker_of
from tools.scheduling.params import LONGEST_RANGE_DAYS, EventStatus, KalId
from tools.scheduling.rules.calendars import LONGEST_DAYS, days_of
from tools.scheduling.rules.events import Levels, Place, View, view_of
from tools.shapes import Theirs

TOOLSET = "calendars"

Start = Annotated[Moment, Field(description="Default the start of today.")]
End = Annotated[Moment, Field(description="Default start + 31 days; at most 366 days.")]
ShownZone = Annotated[Zone, Field(description="IANA zone to show times in. Default the calendar's.")]
WithSlots = Annotated[bool, Field(description="Also free slots of its schedules; then at most 62 days.")]


class ScheduleInCalendar(TypedDict):
    id: int
    label: Theirs
    type_id: int
    private: bool
    duration: int
    price: NotRequired[str | None]
    currency: str


class ShownCalendar(TypedDict):
    calendar: CalendarShape
    schedules: list[ScheduleInCalendar]
    events: list[EventSummary]
    slots: NotRequired[list[SlotShape] | None]
    total: int
    next_cursor: NotRequired[str | None]


class ImportedEvent(TypedDict):
    """An appointment that was read in an outside calendar. busy: whether it takes its owner's time."""

    external_id: Theirs
    label: Theirs
    start: str
    end: str
    timezone: str
    busy: bool


class SeenPeriod(TypedDict):
    """imported: of a calendar that was imported, which has no events of its own."""

    calendar: SeenCalendar
    schedules: list[ScheduleInCalendar]
    events: list[EventSummary]
    imported: NotRequired[list[ImportedEvent] | None]
    slots: NotRequired[list[SlotShape] | None]
    total: int
    next_cursor: NotRequired[str | None]


@operation(
    access="read",
    actors=("any",),
    price="free",
    on_writer=True,
    zone=zone_of_own,
    find=(
        "show my main diary",
        "a month of my own calendar",
        "which agenda do I have",
        "open my default planner",
        "my appointments between two dates",
        "events and free times in my main agenda",
        "contents of my main diary in March",
        "look at one day in my own calendar",
        "open my calendar",
        "show the dates in my usual planner",
        "what is in my primary diary",
        "everything in the calendar that I use by default",
    ),
)
def get_default_calendar(
    call: Call,
    page: Page,
    start: Start | None = None,
    end: End | None = None,
    timezone: ShownZone | None = None,
    include_slots: WithSlots = False,
) -> ShownCalendar:
    """Show your main calendar with its schedules and the events of a period, in order of time.

    Made on first use when there is none. Events that overlap the period are included, those without a time by their
    day. limit and cursor page the events; schedules are complete. get_event shows one event in full."""
    calendar = own_default_calendar(call, call.caller.owner)
    zone = timezone or calendar["timezone"]
    begin, until = asked_period(call, start, end, zone, LONGEST_RANGE_DAYS if include_slots else LONGEST_DAYS)
    period = Period(begin, until, days_of(begin, until, zone), call.now)
    sql, params = calendar_contents.events_in(calendar["id"], period)
    rows, next_cursor, total = page.rows(call.tx, sql, params, order=calendar_contents.BY_TIME)
    schedules = calendar_contents.schedules_in(call.tx, calendar["id"])
    return {
        "calendar": calendar_shape(call, calendar),
        "schedules": [_schedule(call, row) for row in schedules],
        "events": [_own(call, row, zone) for row in rows],
        "slots": first_slots(call, schedules, begin, until, zone) if include_slots else None,
        "total": total,
        "next_cursor": next_cursor,
    }


@operation(
    access="read",
    actors=("any",),
    price="free",
    zone=zone_of_calendar,
    find=(
        "what is in this diary in May",
        "open my client agenda",
        "show appointments between two dates",
        "look into one of my other planners",
        "everything in the calendar for side jobs",
        "which sessions stand in the calendar I help with",
        "when is this person taken",
        "cancelled appointments of one agenda",
        "free times and dates in a second diary",
        "what stands in a calendar that is shared with me",
        "show one calendar by its number",
        "the tasks in that planner next month",
    ),
)
def get_calendar(
    call: Call,
    page: Page,
    kal_id: KalId,
    start: Start | None = None,
    end: End | None = None,
    timezone: ShownZone | None = None,
    type_id: Annotated[Literal[1, 2, 3, 4], Field(description="Only 1 appointments, 2 tasks, 3 charges or 4 deposits.")]
    | None = None,
    status_id: Annotated[EventStatus, Field(description="Only events in this state.")] | None = None,
    include_slots: WithSlots = False,
) -> SeenPeriod:
    """Show one calendar you have access to, with its schedules and everything in a period, in order of time.

    Its owner sees all. Who has a role in a schedule of it sees that schedule's events as their level allows, members of
    its contract as the contract does; anybody else a public calendar, as busy blocks (view busy: no label). Events that
    overlap the period are included, those without a time by their day. Of an imported calendar its owner sees imported.
    limit and cursor page the events; schedules are complete. get_event shows one event in full, get_booking_page what can
    be booked."""
    access = seen_calendar(call, kal_id)
    zone = timezone or access.calendar["timezone"]
    begin, until = asked_period(call, start, end, zone, LONGEST_RANGE_DAYS if include_slots else LONGEST_DAYS)
    period = Period(begin, until, days_of(begin, until, zone), call.now, type_id, status_id)
    if access.is_owner and access.is_external:
        return _imported(call, page, access, period, zone)
    rows, next_cursor, total = _events(call, page, access, period, zone)
    schedules = _schedules(call, access)
    return {
        "calendar": seen_shape(call, access.calendar, inside=access.is_inside),
        "schedules": [_schedule(call, row) for row in schedules],
        "events": rows,
        "slots": first_slots(call, schedules, begin, until, zone) if include_slots else None,
        "total": total,
        "next_cursor": next_cursor,
    }


def _imported(call: Call, page: Page, access: CalendarAccess, period: Period, zone: str) -> SeenPeriod:
    """A calendar that was imported: what was read in the outside one."""
    sql, params = external_events.events_in(access.id, period.start, period.end)
    rows, next_cursor, total = page.rows(call.tx, sql, params, order=external_events.BY_TIME)
    return {
        "calendar": seen_shape(call, access.calendar, inside=access.is_inside),
        "schedules": [],
        "events": [],
        "imported": [_imported_event(row, zone) for row in rows],
        "total": total,
        "next_cursor": next_cursor,
    }


def _imported_event(row: Row, zone: str) -> ImportedEvent:
    return {
        "external_id": row["external_id"],
        "label": row["summary"],
        "start": iso(row["start_at"], zone),
        "end": iso(row["end_at"], zone),
        "timezone": zone,
        "busy": bool(row["busy"]),
    }


def _events(
    call: Call, page: Page, access: CalendarAccess, period: Period, zone: str
) -> tuple[list[EventSummary], str | None, int]:
    """A page of the events the caller may see, each with as much of it as they may."""
    if access.is_owner:
        sql, params = calendar_contents.events_in(access.id, period)
        rows, next_cursor, total = page.rows(call.tx, sql, params, order=calendar_contents.BY_TIME)
        return [_own(call, row, zone) for row in rows], next_cursor, total
    is_public = (
        not access.calendar["private"] and not access.of_contract and calendar_settings(access.calendar)["show_busy"]
    )
    sql, params = calendar_contents.events_seen_in(access.id, period, onlooker_of(call), sees_busy=is_public)
    rows, next_cursor, total = page.rows(call.tx, sql, params, order=calendar_contents.BY_TIME)
    return [_others(call, row, zone) for row in rows], next_cursor, total


def _own(call: Call, row: Row, zone: str) -> EventSummary:
    """An event in a calendar of one's own: all of it, unless a schedule only shows it."""
    if row["shown_in"] is None or _sees_in_full(call, row["id"]):
        return event_summary(call, row, zone)
    return exported_summary(call, row, zone)


def _others(call: Call, row: Row, zone: str) -> EventSummary:
    """An event in somebody else's calendar: the same of it as get_event shows, or as its export says."""
    if row["in_full"]:
        return event_summary(call, row, zone)
    read = row["schedule_read"]
    if row["shown_in"] is not None and read is not None and read >= 2:
        return exported_summary(call, row, zone)
    shown_here = read if row["shown_in"] is None else None
    return event_summary(call, row, zone, _view(row, shown_here))


def _view(row: Row, schedule_read: int | None) -> View:
    place = Place(schedule=None if schedule_read is None else Levels(schedule_read, 0))
    return view_of(place, private=bool(row["private"]), calendar_is_public=True) or "busy"


def _sees_in_full(call: Call, event_id: int) -> bool:
    try:
        return stand_of(call, event_id).view == "full"
    except NotFound:
        return False


def _schedules(call: Call, access: CalendarAccess) -> list[Row]:
    """The schedules of a calendar that the caller may see: from read level 3 in its contract all of them."""
    if access.is_owner or (access.levels is not None and access.levels.read >= 3):
        return calendar_contents.schedules_in(call.tx, access.id)
    return calendar_contents.schedules_seen_in(call.tx, access.id, call.caller.owner)


def _schedule(call: Call, row: Row) -> ScheduleInCalendar:
    return {
        "id": row["id"],
        "label": row["label"],
        "type_id": row["type_id"],
        "private": bool(row["private"]),
        "duration": row["duration"],
        "price": price_text(row["price"], row["currency"]) if sees_price(call, row) else None,
        "currency": row["currency"],
    }
