"""One's own calendars: the list, a new one, the main one."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Annotated, NotRequired
from zoneinfo import ZoneInfo

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.scheduling import calendars, events
from store.types import iso
from tools.call import Call
from tools.errors import Conflict, Invalid
from tools.operation import operation
from tools.paging import Page
from tools.params import Moment, OneLine, Zone
from tools.scheduling.availability.calendars import own_default_calendar
from tools.scheduling.availability.checks import attach_calendar_files, check_files, cleaned_text
from tools.scheduling.availability.shapes import SlotShape, price_text, slot_shape
from tools.scheduling.availability.slots import offered_slots
from tools.scheduling.calendars.shapes import CalendarShape, EventSummary, calendar_shape, event_summary
from tools.scheduling.params import LONGEST_RANGE_DAYS, FileIds, Slug
from tools.scheduling.rules.bookings import WORK_HOURS
from tools.shapes import Theirs
from tools.text import plain

TOOLSET = "calendars"
MOST_CALENDARS = 50
DEFAULT_DAYS, LONGEST_DAYS = 31, 366
MOST_SLOTS = 100


class ListedCalendar(TypedDict):
    """A calendar in a list. shared: somebody else's, in which you have a role in a schedule."""

    id: int
    label: Theirs
    slug: NotRequired[str | None]
    private: bool
    timezone: str
    is_default: bool
    shared: bool
    schedules_count: NotRequired[int | None]
    upcoming_events_count: NotRequired[int | None]


class ListedCalendars(TypedDict):
    calendars: list[ListedCalendar]
    total: int
    next_cursor: NotRequired[str | None]


class MadeCalendar(TypedDict):
    calendar: CalendarShape


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


@operation(
    access="read",
    actors=("any",),
    price="free",
    find=(
        "which agendas do I own",
        "show me all my diaries",
        "overview of my planners",
        "ids of my calendars",
        "how many appointments lie in each of my agendas",
        "which agenda is the main one",
        "agendas others share with me",
        "time zones of my calendars",
        "show my calendars",
        "ids of the diaries I own",
        "which planners do I keep",
        "all calendars of mine with their zone",
    ),
)
def list_calendars(
    call: Call,
    page: Page,
    private: Annotated[bool, Field(description="Only private (true) or only public (false) ones.")] | None = None,
) -> ListedCalendars:
    """List the caller's calendars, the default one first, with what stands in them.

    shared marks calendars of others in whose schedules you have a role. create_calendar makes another one;
    get_default_calendar shows the main one with its events."""
    sql, params = calendars.listed(call.caller.owner)
    if private is not None:
        sql += " AND k.private = :private"
        params["private"] = int(private)
    rows, next_cursor, total = page.rows(call.tx, sql, params, order=calendars.DEFAULT_FIRST)
    return {"calendars": [_listed(call, row) for row in rows], "total": total, "next_cursor": next_cursor}


def _listed(call: Call, row: Row) -> ListedCalendar:
    own = bool(row["own"])
    return {
        "id": row["id"],
        "label": row["label"],
        "slug": row["slug"],
        "private": bool(row["private"]),
        "timezone": row["timezone"],
        "is_default": own and bool(row["is_default"]),
        "shared": not own,
        "schedules_count": len(calendars.schedules_in(call.tx, row["id"])) if own else None,
        "upcoming_events_count": calendars.upcoming_count(call.tx, row["id"], call.now) if own else None,
    }


@operation(
    access="write",
    actors=("any",),
    price="creation",
    find=(
        "I want a separate agenda for client work",
        "set up a second diary",
        "new place to keep my appointments",
        "open another planner with its own time zone",
        "keep private and business dates apart",
        "an agenda for a side project",
        "make a public page for one kind of appointment",
        "add a calendar",
        "another calendar for a second business",
        "keep hobby dates apart from work",
        "open a diary for my holidays",
        "new empty planner with its own time zone",
    ),
)
def create_calendar(
    call: Call,
    label: Annotated[OneLine, Field(min_length=1, max_length=255, description="Its name.")],
    private: Annotated[bool, Field(description="true: nobody else sees it; false: it has a public view.")],
    description: Annotated[str, Field(max_length=5000, description="What it is for.")] | None = None,
    slug: Slug | None = None,
    timezone: Annotated[Zone, Field(description="IANA time zone. Default yours.")] | None = None,
    files: FileIds | None = None,
) -> MadeCalendar:
    """Create another calendar of your own, for instance to keep private and client appointments apart.

    Your first one is the default calendar. Without slug its address is made from the label. Put schedules into it with
    create_schedule and kal_id. Charged once, for the calendar made."""
    owner = call.caller.owner
    if len(calendars.owned_ids(call.tx, owner)) >= MOST_CALENDARS:
        raise Conflict(
            f"You have {MOST_CALENDARS} calendars already, the most allowed. Use one of them.",
            code="too_many_calendars",
            next=("list_calendars",),
        )
    kept_files = check_files(call, files or [])
    kal_id = calendars.insert_calendar(
        call.tx,
        owner,
        call.now,
        label=plain(label),
        slug=_free_slug(call, label, slug),
        description=cleaned_text(description),
        private=int(private),
        timezone=timezone or call.caller.timezone,
        is_default=int(calendars.default_calendar(call.tx, owner) is None),
        files=json.dumps(kept_files),
    )
    attach_calendar_files(call, kal_id, kept_files)
    call.changed("calendar", kal_id)
    row = events.calendar_of(call.tx, kal_id)
    assert row is not None, kal_id
    return {"calendar": calendar_shape(call, row)}


def _free_slug(call: Call, label: str, slug: str | None) -> str:
    """The slug asked for, Conflict when it is taken; or one made from the label, with a number where need be."""
    owner = call.caller.owner
    made = re.sub(r"[^a-z0-9]+", "-", label.lower()).strip("-")[:56].rstrip("-")
    wanted = slug or (made if len(made) >= 3 else "calendar")
    if not calendars.slug_is_taken(call.tx, owner, wanted):
        return wanted
    numbered = (f"{wanted[:56].rstrip('-')}-{number}" for number in range(2, 1000))
    free = next(name for name in numbered if not calendars.slug_is_taken(call.tx, owner, name))
    if slug is not None:
        raise Conflict(
            f"Another calendar of yours has the slug {slug}. {free} is free. Nothing was saved or charged.",
            code="slug_taken",
            details={"free": free},
        )
    return free


@operation(
    access="read",
    actors=("any",),
    price="free",
    on_writer=True,
    find=(
        "show my main diary",
        "what is in my own agenda this month",
        "which agenda do I have",
        "open my default planner",
        "my appointments between two dates",
        "events and free times in my main agenda",
        "what do I have in the diary today",
        "look at next week in my own calendar",
        "open my calendar",
        "show my dates this month in my usual planner",
        "what is in my primary diary",
        "everything in the calendar that I use by default",
    ),
)
def get_default_calendar(
    call: Call,
    page: Page,
    start: Annotated[Moment, Field(description="Default the start of today.")] | None = None,
    end: Annotated[Moment, Field(description="Default start + 31 days; at most 366 days.")] | None = None,
    timezone: Annotated[Zone, Field(description="IANA zone to show times in. Default the calendar's.")] | None = None,
    include_slots: Annotated[
        bool, Field(description="Also free slots of its schedules; then at most 62 days.")
    ] = False,
) -> ShownCalendar:
    """Show your main calendar with its schedules and the events of a period, in order of time.

    Made on first use when there is none. Events that overlap the period are included, those without a time by their
    day. limit and cursor page the events; schedules are complete. get_event shows one event in full."""
    calendar = own_default_calendar(call, call.caller.owner)
    zone = timezone or calendar["timezone"]
    begin = start or _midnight(call.now, zone)
    until = end or begin + timedelta(days=DEFAULT_DAYS)
    _check_range(begin, until, LONGEST_RANGE_DAYS if include_slots else LONGEST_DAYS)
    sql, params = calendars.events_in(calendar["id"], begin, until, _days(begin, until, zone))
    rows, next_cursor, total = page.rows(call.tx, sql, params, order=calendars.BY_TIME)
    schedules = calendars.schedules_in(call.tx, calendar["id"])
    return {
        "calendar": calendar_shape(call, calendar),
        "schedules": [_schedule(row) for row in schedules],
        "events": [event_summary(call, row, zone) for row in rows],
        "slots": _slots(call, schedules, begin, until, zone) if include_slots else None,
        "total": total,
        "next_cursor": next_cursor,
    }


def _midnight(now: datetime, zone: str) -> datetime:
    return datetime.combine(now.astimezone(ZoneInfo(zone)).date(), time(0), ZoneInfo(zone))


def _days(begin: datetime, until: datetime, zone: str) -> tuple[str, str]:
    """The first and last day that lie whole or in part in [begin, until)."""
    first: date = begin.astimezone(ZoneInfo(zone)).date()
    last: date = (until - timedelta(milliseconds=1)).astimezone(ZoneInfo(zone)).date()
    return str(first), str(last)


def _check_range(begin: datetime, until: datetime, days: int) -> None:
    if until <= begin:
        raise Invalid({"end": f"{iso(until)} must be after start, {iso(begin)}"})
    if until - begin > timedelta(days=days):
        raise Invalid({"end": f"the range is at most {days} days"})


def _schedule(row: Row) -> ScheduleInCalendar:
    return {
        "id": row["id"],
        "label": row["label"],
        "type_id": row["type_id"],
        "private": bool(row["private"]),
        "duration": row["duration"],
        "price": price_text(row["price"], row["currency"]),
        "currency": row["currency"],
    }


def _slots(call: Call, schedules: list[Row], begin: datetime, until: datetime, zone: str) -> list[SlotShape]:
    """The first free slots of all schedules that offer any, in order of time."""
    found: list[SlotShape] = []
    for row in schedules:
        if row["type_id"] != WORK_HOURS:
            slots = islice(offered_slots(call.tx, row, begin, until, call.now), MOST_SLOTS + 1)
            found += [slot_shape(row, slot, zone) for slot in slots]
    if len(found) > MOST_SLOTS:
        call.warn(f"Only the first {MOST_SLOTS} free slots are shown; get_schedule pages through those of a schedule.")
    return sorted(found, key=lambda slot: (datetime.fromisoformat(slot["start"]), slot["schedule_id"]))[:MOST_SLOTS]
