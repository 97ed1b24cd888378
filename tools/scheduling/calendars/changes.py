"""Changing a calendar: its name, text, address, zone, visibility, and which one is the main one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.scheduling import calendars, events
from tools.call import Call
from tools.errors import Invalid, WrongState
from tools.operation import operation
from tools.params import CLEARED, Clearable, OneLine, Zone
from tools.rules.sentences import worded
from tools.scheduling.availability.checks import (
    attach_calendar_files,
    check_files,
    cleaned_text,
    detach_calendar_files,
    give_owner_slug,
)
from tools.scheduling.calendars.access import CalendarAccess, calendar_to_change
from tools.scheduling.calendars.checks import free_slug
from tools.scheduling.calendars.shapes import CalendarShape, calendar_settings, calendar_shape
from tools.scheduling.params import FileIds, KalId, Slug
from tools.scheduling.rules.calendars import beyond_external
from tools.text import plain

TOOLSET = "calendars"


class SettingsGiven(TypedDict):
    """Settings to change; those left out stay."""

    blocks_time: NotRequired[Annotated[bool, Field(description="Its events make you busy elsewhere.")]]
    week_start: NotRequired[Annotated[int, Field(ge=0, le=6, description="First weekday, 0 = Sunday.")]]
    show_busy: NotRequired[Annotated[bool, Field(description="Others may see when time in it is taken.")]]


class ChangedCalendar(TypedDict):
    calendar: CalendarShape


@operation(
    access="write",
    actors=("any",),
    price="write",
    find=(
        "rename my agenda",
        "hide my diary from the public",
        "I moved to another time zone",
        "make another planner the main one",
        "give the booking address of my calendar another ending",
        "my weeks begin on Sunday",
        "dates in this agenda shall not block my time",
        "nobody should see when I am busy",
        "open my calendar to the public",
        "edit the description of a diary",
        "attach a file to my planner",
        "which agenda new things go to by default",
    ),
)
def update_calendar(
    call: Call,
    kal_id: KalId,
    label: Annotated[OneLine, Field(min_length=1, max_length=255, description="Its name.")],
    private: Annotated[bool, Field(description="true: nobody else sees it; false: it has a public view.")],
    description: Annotated[Clearable[str], Field(max_length=5000, description="What it is for.")] | None = None,
    slug: Slug | None = None,
    timezone: Annotated[Clearable[Zone], Field(description="IANA time zone; empty text = your own.")] | None = None,
    settings: SettingsGiven | None = None,
    files: Clearable[FileIds] | None = None,
    is_default: Annotated[bool, Field(description="true makes it the main calendar.")] | None = None,
) -> ChangedCalendar:
    """Change a calendar's name, text, address, time zone or visibility. Existing events keep their moment in time.

    A new zone is for display and for new schedules: no event and no schedule moves. private=true hides the public booking
    page at once; bookings already made stay. What is left out stays. Only its owner; of a contract's calendar, which
    stays private, write level 5 there. An imported calendar takes only another label and blocks_time."""
    access = calendar_to_change(call, kal_id)
    wanted = _wanted(call, access, call.given)
    new_settings = dict(settings or {})
    _check_private(access, private)
    _check_external(access, wanted, new_settings)
    _check_default(access, is_default)
    columns = {**wanted, "settings": json.dumps({**json.loads(access.calendar["settings"]), **new_settings})}
    calendars.change_calendar(call.tx, kal_id, call.now, **columns)
    if "files" in columns:
        _keep_files(call, access, json.loads(columns["files"]))
    if is_default:
        calendars.make_default(call.tx, access.owner, kal_id)
    if not private:
        give_owner_slug(call, access.owner)
    call.changed("calendar", kal_id)
    row = events.calendar_of(call.tx, kal_id)
    assert row is not None, kal_id
    return {"calendar": calendar_shape(call, row)}


def _wanted(call: Call, access: CalendarAccess, given: Mapping[str, Any]) -> dict[str, Any]:
    """What the columns will be, all checks passed."""
    row = access.calendar
    columns: dict[str, Any] = {"label": plain(given["label"]), "private": int(given["private"])}
    if "description" in given:
        columns["description"] = None if given["description"] is CLEARED else cleaned_text(given["description"])
    if "timezone" in given:
        columns["timezone"] = call.caller.timezone if given["timezone"] is CLEARED else given["timezone"]
    if "slug" in given:
        columns["slug"] = free_slug(call, access.owner, row["label"], given["slug"], row["id"])
    if "files" in given:
        kept = json.loads(row["files"])
        columns["files"] = json.dumps(check_files(call, given["files"] or [], kept))
    return columns


def _check_private(access: CalendarAccess, private: bool) -> None:
    """A contract's calendar is for its people alone."""
    if access.of_contract and not private:
        raise Invalid(
            {
                "private": worded(
                    "must be true: {name} belongs to contract {contract_id}, whose people alone see it; offer "
                    "bookable time in a calendar of your own",
                    name=access.name,
                    contract_id=access.calendar["contract_id"],
                )
            },
            next=("create_calendar", "create_schedule"),
        )


def _check_external(access: CalendarAccess, wanted: Mapping[str, Any], settings: Mapping[str, Any]) -> None:
    """What an imported calendar says comes from outside; only its name here, and whether it blocks time, is its owner's."""
    if not access.is_external:
        return
    now = {f"settings.{name}": value for name, value in calendar_settings(access.calendar).items()}
    refused = beyond_external({**dict(access.calendar), **now}, wanted, settings)
    if refused:
        raise WrongState(
            worded(
                "{title} is imported from outside: only label and settings.blocks_time can be changed here, "
                "not {refused}.",
                title=access.title,
                refused=", ".join(refused),
            ),
            state="external",
            next=("get_calendar",),
        )


def _check_default(access: CalendarAccess, is_default: bool | None) -> None:
    """There is always exactly one main calendar, and it is a person's or agent's own."""
    if is_default is None or is_default == bool(access.calendar["is_default"]):
        return
    if not is_default:
        raise Invalid(
            {"is_default": worded("this is your main calendar; make another one the main one instead")},
            next=("list_calendars",),
        )
    if access.of_contract or access.is_external:
        whose = (
            worded("contract {contract_id}", contract_id=access.calendar["contract_id"])
            if access.of_contract
            else worded("somebody outside")
        )
        raise WrongState(
            worded(
                "{title} belongs to {whose} and cannot be your main calendar; choose one of your own.",
                title=access.title,
                whose=whose,
            ),
            state="contract" if access.of_contract else "external",
            next=("list_calendars", "create_calendar"),
        )


def _keep_files(call: Call, access: CalendarAccess, ids: list[int]) -> None:
    before = json.loads(access.calendar["files"])
    detach_calendar_files(call, access.id, [id for id in before if id not in ids])
    attach_calendar_files(call, access.id, [id for id in ids if id not in before])
