"""One's own calendars: the list, and a new one."""

from __future__ import annotations

import json
from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.scheduling import calendar_contents, calendars, events
from tools.call import Call
from tools.errors import Conflict
from tools.operation import operation
from tools.paging import Page
from tools.params import OneLine, Zone
from tools.rules.sentences import worded
from tools.scheduling.availability.checks import (
    attach_calendar_files,
    check_files,
    cleaned_text,
    give_owner_slug,
)
from tools.scheduling.calendars.checks import free_slug
from tools.scheduling.calendars.shapes import CalendarShape, calendar_shape
from tools.scheduling.params import FileIds, Slug
from tools.shapes import Theirs
from tools.text import plain

TOOLSET = "calendars"
MOST_CALENDARS = 50


class ListedCalendar(TypedDict):
    """A calendar in a list. shared: a contract's you belong to, or somebody else's in which you have a role in a
    schedule."""

    id: int
    label: Theirs
    slug: NotRequired[str | None]
    private: bool
    timezone: str
    is_default: bool
    shared: bool
    contract_id: NotRequired[int | None]
    schedules_count: NotRequired[int | None]
    upcoming_events_count: NotRequired[int | None]


class ListedCalendars(TypedDict):
    calendars: list[ListedCalendar]
    total: int
    next_cursor: NotRequired[str | None]


class MadeCalendar(TypedDict):
    calendar: CalendarShape


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

    shared marks those of contracts you belong to, and of others in whose schedules you have a role. create_calendar makes
    another one; get_default_calendar shows the main one with its events."""
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
        "contract_id": row["contract_id"],
        "schedules_count": len(calendar_contents.schedules_in(call.tx, row["id"])) if own else None,
        "upcoming_events_count": calendar_contents.upcoming_count(call.tx, row["id"], call.now) if own else None,
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
    if calendars.count_own(call.tx, owner) >= MOST_CALENDARS:
        raise Conflict(
            worded(
                "You have {most_calendars} calendars already, the most allowed. Use one of them.",
                most_calendars=MOST_CALENDARS,
            ),
            code="too_many_calendars",
            next=("list_calendars",),
        )
    kept_files = check_files(call, files or [])
    kal_id = calendars.insert_calendar(
        call.tx,
        owner,
        call.now,
        label=plain(label),
        slug=free_slug(call, owner, label, slug),
        description=cleaned_text(description),
        private=int(private),
        timezone=timezone or call.caller.timezone,
        is_default=int(calendars.default_calendar(call.tx, owner) is None),
        files=json.dumps(kept_files),
    )
    attach_calendar_files(call, kal_id, kept_files)
    if not private:
        give_owner_slug(call, owner)
    call.changed("calendar", kal_id)
    row = events.calendar_of(call.tx, kal_id)
    assert row is not None, kal_id
    return {"calendar": calendar_shape(call, row)}
